"""The questions that the suites ask, one a suite, and the families that each is about: the same as those of the modules of checks/.

Every family belongs to exactly one. A slug starts the ids of a question's checks. It is not the name of a family or of a module, so that
`pytest -k growth` selects the relations themselves and does not wait for Great Expectations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crossfoot.findings import JOINT, WEAKENING
from crossfoot.house import FAMILY as HOUSE
from crossfoot.items import WAIVER
from crossfoot.record_checks import FAMILIES as RECORD_FAMILIES
from crossfoot.relations import FAMILIES as RELATION_FAMILIES
from crossfoot.relations import (
    attribution,
    average_growth,
    balance,
    calendar,
    contribution,
    count_share,
    declared,
    direction,
    growth_vs_base,
    growth_within_parts,
    hedge,
    listed_count,
    order,
    part_within_whole,
    parts_sum,
    plausible_value,
    point_difference,
    quotient,
    same_figure,
    share_of_whole,
    shares_sum,
    stock_and_flow,
    subperiod_within_period,
    subperiods_sum,
    threshold,
    times_more,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the first part of its checks' ids, the name of its suite, and its families."""

    slug: str
    suite: str
    families: tuple[str, ...]


RECORD: Final = "prints-are-as-recorded"
# Rows of these hold no stated and implied interval; those of relations do.
WITHOUT_INTERVALS: Final = (JOINT, *RECORD_FAMILIES, WAIVER, WEAKENING)
FAMILIES: Final = (*RELATION_FAMILIES, HOUSE, *WITHOUT_INTERVALS)
QUESTIONS: Final = (
    Question(
        "rates-fit-their-bases",
        "growth rates agree with the bases they cite",
        (growth_vs_base.FAMILY, average_growth.FAMILY, growth_within_parts.FAMILY, times_more.FAMILY),
    ),
    Question(
        "totals-fit",
        "shares and parts sum",
        (
            *(share_of_whole.FAMILY, shares_sum.FAMILY, contribution.FAMILY, parts_sum.FAMILY, part_within_whole.FAMILY),
            *(balance.FAMILY, quotient.FAMILY, declared.FAMILY, HOUSE),
        ),
    ),
    Question(
        "one-figure-one-value",
        "one figure matches across speakers",
        (same_figure.FAMILY, hedge.FAMILY, threshold.FAMILY, direction.FAMILY, attribution.FAMILY),
    ),
    Question("gaps-are-points", "point differences agree", (point_difference.FAMILY, order.FAMILY)),
    Question("spans-fit", "periods nest", (subperiod_within_period.FAMILY, subperiods_sum.FAMILY, stock_and_flow.FAMILY)),
    Question("nothing-impossible", "figures are possible", (plausible_value.FAMILY, calendar.FAMILY, count_share.FAMILY)),
    Question("all-together", "connected figures agree when taken together", (JOINT,)),
    Question(RECORD, "records say what was printed", (*RECORD_FAMILIES, WAIVER, WEAKENING, listed_count.FAMILY)),
)
_BY_FAMILY: Final = {family: question.slug for question in QUESTIONS for family in question.families}


def question_of(family: str) -> str:
    """The slug of the question that a family belongs to."""
    return _BY_FAMILY[family]
