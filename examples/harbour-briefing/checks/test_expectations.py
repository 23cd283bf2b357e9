"""Do the tables pass a data team's own checks?

Great Expectations checks again, on tables, what crossfoot's exact engine decided: that every record is well-formed, and that what is
stated and what the other figures imply overlap. It is imported only when one of these checks runs; `-m "not gx"` leaves them out.
"""

from collections.abc import Mapping

import pytest

from crossfoot.check import Outcome
from crossfoot.expectations import HOW_TO_INSTALL, ExpectationResult, installed, plan, run

pytestmark = [pytest.mark.gx, pytest.mark.skipif(not installed(), reason=HOW_TO_INSTALL)]


@pytest.fixture(scope="session")
def answers(crossfoot_outcome: Outcome) -> Mapping[str, ExpectationResult]:
    """The answer to each expectation; all are asked at once, the first time that one is needed."""
    return {result.check_id: result for result in run(crossfoot_outcome)}


@pytest.mark.parametrize("check_id", [pytest.param(item.check_id, id=item.check_id) for item in plan()])
def test_expectations(check_id: str, answers: Mapping[str, ExpectationResult]) -> None:
    """The expectation was evaluated on the rows that it is about, and they meet it."""
    result = answers[check_id]
    if result.success is None:
        pytest.skip(result.message)
    if not result.success:
        pytest.fail(result.message, pytrace=False)
