"""A numbered plan or congress is the one of its time.

What it checks
    Ordinals of one series (which Five-Year Plan, which congress): two of them agree if the period of one contains that of the other.

Why it matters
    Ordinals are slips that no arithmetic shows, and that every reader who knows the series sees.

Formula
    {0} = {1}

Rounding
    None: an ordinal is exact.

Not checked when
    The periods only overlap or lie apart. A rank is no ordinal of a series; record it as a count.

Example that holds
    measures:
      plan: {unit: ordinal, kind: ordinal}
    claims:
    - {measure: plan, period: 2021/2025, value: 14, unit: ordinal, printed: 14th}
    - {measure: plan, period: 2022, value: 14, unit: ordinal, printed: Fourteenth}

Example that contradicts
    measures:
      plan: {unit: ordinal, kind: ordinal}
    claims:
    - {measure: plan, period: 2021/2025, value: 14, unit: ordinal, printed: 14th}
    - {measure: plan, period: 2022, value: 10, unit: ordinal, printed: Tenth}

References
    docs/record-format.md, rule 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Linear
from crossfoot.figures import Figure, Figures
from crossfoot.period import Period
from crossfoot.relations.relation import Relation
from crossfoot.vocabulary import Kind, Statistic

FAMILY = "calendar"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each ordinal and each shortest period around its own that has one."""
    numbered = [f for f in figures if f.measure.kind is Kind.ORDINAL and f.key.statistic is Statistic.LEVEL and not f.key.minus]
    for figure in numbered:
        days = figure.key.days
        if days is None:
            continue
        for around in _shortest_around(figure, days, numbered):
            yield Relation(
                FAMILY,
                figure.key,
                Linear(((Fraction(1), figure.key), (Fraction(-1), around.key))),
                "{0} = {1}",
                "Within one period of the series there is only one number.",
                premises=(f"the record dates the first {figure.key.period} and the second {around.key.period}",),
                bounds=False,
            )


def _shortest_around(figure: Figure, days: Period, others: list[Figure]) -> list[Figure]:
    around = [
        (period, other)
        for other in others
        if other.key._replace(period=figure.key.period) == figure.key
        and (period := other.key.days) is not None
        and period != days
        and period.contains(days)
    ]
    return [other for period, other in around if not any(p != period and period.contains(p) for p, _ in around)]
