"""A word of rise or fall fits the growth rate that is printed.

What it checks
    Each rise or fall told in words alone ("fell", "returned to growth"; recorded as `[less than 0%]` or `[more than 0%]`) beside the
    printed growth rates of the same figure.

Why it matters
    The minus sign is the first thing that a copy or a translation loses: "the fall narrowed to 7 percent" becomes +7 percent.

Formula
    {0} = {0}

Rounding
    The printed rate is an interval, so that 0.0 percent passes beside "rose" and beside "fell". This rests on how words were read, so it
    is at most strained; and a word of direction never weighs on what other relations compute with the printed rate.

Not checked when
    Nobody prints the growth as a number, or its plain prints contradict each other.

Example that holds
    claims:
    - {measure: cars, statistic: growth, period: 2031-05, versus: yoy, value: -7, unit: percent, printed: "[-]7%"}
    - {measure: cars, statistic: growth, period: 2031-05, versus: yoy, value: 0, unit: percent, printed: "[less than 0%]", bound: less_than}

Example that is strained
    claims:
    - {measure: cars, statistic: growth, period: 2031-05, versus: yoy, value: 7, unit: percent, printed: 7%}
    - {measure: cars, statistic: growth, period: 2031-05, versus: yoy, value: 0, unit: percent, printed: "[less than 0%]", bound: less_than}

References
    docs/design.md, section 4, on text families.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.figures import Figures
from crossfoot.relations.relation import Relation
from crossfoot.relations.spoken import agreements
from crossfoot.speech import Speech

FAMILY = "direction"
CAVEAT = "unless the words that tell a rise or a fall were misread"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each word of direction beside a plain print of its figure."""
    yield from agreements(
        figures, Speech.DIRECTION, family=FAMILY, sentence="The growth must go the way that the words say.", caveat=CAVEAT
    )
