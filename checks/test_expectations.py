"""Do the tables pass a data team's own checks?

Great Expectations checks again, on tables, what crossfoot's exact engine decided: that every record is well-formed, that what is stated
and what the other figures imply overlap, and that nothing failed. It is imported only when one of these checks runs; `-m "not gx"` leaves
them out. What it said stands in reports/gx/.
"""

import pytest

from crossfoot.expectations import HOW_TO_INSTALL, installed, plan
from crossfoot.pytest_plugin import Expectations

pytestmark = [pytest.mark.gx, pytest.mark.skipif(not installed(), reason=HOW_TO_INSTALL)]


@pytest.mark.parametrize("check_id", [pytest.param(item.check_id, id=item.check_id) for item in plan()])
def test_expectations(check_id: str, crossfoot_expectations: Expectations) -> None:
    """The expectation was evaluated on the rows that it is about, and they meet it."""
    crossfoot_expectations.must_pass(check_id)
