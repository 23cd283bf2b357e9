"""A part of a period does not exceed the whole period.

What it checks
    For flows that cannot be negative: the level of June is at most that of the half-year.

Why it matters
    Monthly and cumulative figures stand side by side in every release, and are easily exchanged.

Formula
    {0} <= {1}

Rounding
    Reported only if the least true figure of the shorter period is greater than the greatest of the longer one.

Not checked when
    The measure is a stock, a rate or a count (they do not add over time), or may be negative; the periods only overlap.

Example that holds
    measures:
      sales: {unit: cars, kind: flow, integer: true, min: 0}
    claims:
    - {measure: sales, period: 2031-06, value: 596000, printed: "596,000"}
    - {measure: sales, period: 2031-H1, value: 2600000, printed: 2.6 million}

Example that contradicts
    measures:
      sales: {unit: cars, kind: flow, integer: true, min: 0}
    claims:
    - {measure: sales, period: 2031-06, value: 5960000, printed: "5,960,000"}
    - {measure: sales, period: 2031-H1, value: 2600000, printed: 2.6 million}

References
    De Waal, Pannekoek and Scholtus, Handbook of Statistical Data Editing and Imputation (2011), on inequality edits.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Comparison, Linear
from crossfoot.figures import Figures
from crossfoot.period import Period
from crossfoot.relations.periods import flow_series
from crossfoot.relations.relation import Relation

FAMILY = "subperiod-within-period"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each printed period and each printed period directly around it."""
    for thing, printed in flow_series(figures):
        if not figures.measure_of(thing).never_negative:
            continue
        for period in sorted(printed, key=lambda p: p.text):
            for around in _directly_around(period, list(printed)):
                yield Relation(
                    FAMILY,
                    printed[period],
                    Linear(((Fraction(1), printed[period]), (Fraction(-1), printed[around])), comparison=Comparison.AT_MOST),
                    "{0} ≤ {1}",
                    "A part of the period cannot have more than the whole period.",
                    premises=("both are totals over their period, of the same thing",),
                    bounds=False,
                )


def _directly_around(period: Period, others: list[Period]) -> list[Period]:
    around = [p for p in others if p != period and p.contains(period)]
    nearest = [p for p in around if not any(q != p and p.contains(q) for q in around)]
    return sorted(nearest, key=lambda p: p.text)
