"""A difference fits the two figures it is between.

What it checks
    For each printed difference ("5.8 percentage points above", "0.6 up from May"): difference = minuend - subtrahend.

Why it matters
    The difference is worked out by hand, from figures that may have been revised, and is copied without them.

Formula
    {0} = {1} - {2}

Rounding
    All three are intervals: 9.6 less 3.4 is anything from 6.1 to 6.3 for rounded rates, so "6.2 points" holds and so does "6.1".

Not checked when
    The two figures are in different units, or more than one of the three was not printed. A difference that is only an order
    ("higher than") is for `order`.

Example that holds
    measures:
      high-tech: {unit: yuan, kind: flow, min: 0}
      industry: {unit: yuan, kind: flow, min: 0}
    claims:
    - {measure: high-tech, statistic: growth, period: 2031-H1, versus: yoy, value: 9.6, unit: percent, printed: 9.6%}
    - {measure: industry, statistic: growth, period: 2031-H1, versus: yoy, value: 3.4, unit: percent, printed: 3.4%}
    - {measure: high-tech, statistic: growth, period: 2031-H1, versus: yoy, minus: industry, value: 6.2, unit: pp, printed: 6.2 pp}

Example that contradicts
    measures:
      high-tech: {unit: yuan, kind: flow, min: 0}
      industry: {unit: yuan, kind: flow, min: 0}
    claims:
    - {measure: high-tech, statistic: growth, period: 2031-H1, versus: yoy, value: 9.6, unit: percent, printed: 9.6%}
    - {measure: industry, statistic: growth, period: 2031-H1, versus: yoy, value: 3.4, unit: percent, printed: 3.4%}
    - {measure: high-tech, statistic: growth, period: 2031-H1, versus: yoy, minus: industry, value: 2.6, unit: pp, printed: 2.6 pp}

References
    Eurostat, Statistics Explained: percentage change and percentage points.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Linear
from crossfoot.figures import Figures, Key
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.speech import only_orders

FAMILY = "point-difference"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each difference that is printed as more than an order."""
    for figure in figures:
        if figure.key.minus and not only_orders(figure.claims):
            yield from difference(figures, figure.key)


def difference(figures: Figures, key: Key) -> Iterator[Relation]:
    """The relation of one difference, printed or not, unless both figures are one."""
    wanted = figures.subtrahend(key)
    minuend, subtrahend = (figures.stand_in(key) for key in wanted)
    if minuend == subtrahend:
        return
    units = {figures.get(minuend).unit, figures.get(subtrahend).unit}
    yield Relation(
        FAMILY,
        key,
        Linear(((Fraction(1), key), (Fraction(-1), minuend), (Fraction(1), subtrahend))),
        "{0} = {1} − {2}",
        "The printed difference must be the one figure less the other.",
        premises=("the two figures are the ones that the difference is between",),
        guard="" if len(units) == 1 else f"the two figures are in different units ({' and '.join(sorted(units))})",
        caveat=revised((wanted[0], minuend), (wanted[1], subtrahend)),
    )
