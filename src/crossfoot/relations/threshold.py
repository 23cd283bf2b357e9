"""A word that stands for a limit fits the figure.

What it checks
    Each print whose words hold no digit and that only bounds its figure ("double-digit" is at least 10, "above the threshold" where
    the record knows the threshold) beside the plain prints of the same figure.

Why it matters
    "Double-digit growth" is what is quoted; the 9.8 percent behind it stands somewhere else.

Formula
    {0} = {0}

Rounding
    The plain print is an interval as everywhere: 9.96 rounds to 10.0 and is not double-digit, so "10.0 percent" passes. What the
    recorder supplied in brackets is the limit, with nothing rounded.

Not checked when
    Nobody prints the figure as a plain number, or its plain prints contradict each other.

Example that holds
    claims:
    - {measure: exports, statistic: growth, period: 2031-H1, versus: yoy, value: 10.2, unit: percent, printed: 10.2%}
    - {measure: exports, statistic: growth, period: 2031-H1, versus: yoy, value: 10, unit: percent, printed: double-digit, bound: at_least}

Example that contradicts
    claims:
    - {measure: exports, statistic: growth, period: 2031-H1, versus: yoy, value: 9.4, unit: percent, printed: 9.4%}
    - {measure: exports, statistic: growth, period: 2031-H1, versus: yoy, value: 10, unit: percent, printed: double-digit, bound: at_least}

References
    docs/record-format.md, rule 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.figures import Figures
from crossfoot.relations.relation import Relation
from crossfoot.relations.spoken import agreements
from crossfoot.speech import Speech

FAMILY = "threshold"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each threshold in words beside a plain print of its figure."""
    sentence = "The figure must lie on the side of the threshold that the words say."
    yield from agreements(figures, Speech.THRESHOLD, family=FAMILY, sentence=sentence)
