"""A figure per head, per hectare or per tonne fits the two figures that it divides.

What it checks
    For each measure with `quotient_of: [a, b]`: its level = a / b, of one period; a stock stands at the last day of the period. A unit of
    percent counts per hundred.

Why it matters
    Prices and densities are taken from a table with other units or another year, and stand beside the totals they should come from.

Formula
    {0} = {2} x {1}

Rounding
    All three are intervals: the quotient is tested against every true pair that rounds to the printed ones.

Not checked when
    The unit of the quotient names a number of its own ("cases/100000-people", "thousand-yuan/person"): its scale is then not that of
    the two units. The divisor may be zero or negative. Where a flow is divided by a stock, it may have been divided by the average
    stock of the period, and where only an earlier vintage was printed it stands in: a failure is then at worst strained.

Example that holds
    measures:
      price: {unit: crowns/tonne, kind: rate, min: 0, quotient_of: [turnover, cargo]}
      turnover: {unit: crowns, kind: flow, min: 0}
      cargo: {unit: tonnes, kind: flow, min: 0}
    claims:
    - {measure: turnover, value: 1200000, printed: 1.2 million}
    - {measure: cargo, value: 48300, printed: "48,300"}
    - {measure: price, value: 24.8, printed: "24.8"}

Example that contradicts
    measures:
      price: {unit: crowns/tonne, kind: rate, min: 0, quotient_of: [turnover, cargo]}
      turnover: {unit: crowns, kind: flow, min: 0}
      cargo: {unit: tonnes, kind: flow, min: 0}
    claims:
    - {measure: turnover, value: 1200000, printed: 1.2 million}
    - {measure: cargo, value: 48300, printed: "48,300"}
    - {measure: price, value: 28.4, printed: "28.4"}

References
    De Waal, Pannekoek and Scholtus, Handbook of Statistical Data Editing and Imputation (2011), on ratio edits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Product
from crossfoot.figures import Figures, Key
from crossfoot.records import PERCENT, Measure
from crossfoot.relations.levels import HUNDREDTH, level_at, positive
from crossfoot.relations.parts_sum import contexts
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.vocabulary import Kind, Statistic

FAMILY = "quotient"
NOT_POSITIVE = "the divisor may be zero or negative"
AVERAGE_STOCK = "unless it was divided by the average of the period rather than by the figure of its last day"
_COUNTED = re.compile(r"[0-9]{2}|(hundred|thousand|million|billion|trillion|permille|promille)", re.IGNORECASE)


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each period and scenario of which the quotient or its dividend was printed."""
    for slug, measure in sorted(figures.measures.items()):
        if measure.quotient_of and len({slug, *measure.quotient_of}) == 3:  # noqa: PLR2004 - three different measures
            dividend, divisor = measure.quotient_of
            for period, scenario in contexts(figures, (slug, dividend)):
                yield from _relation(figures, Key(slug, Statistic.LEVEL, period=period, scenario=scenario), dividend, divisor)


def _relation(figures: Figures, like: Key, dividend: str, divisor: str) -> Iterator[Relation]:
    wanted = [level_at(figures, slug, like) for slug in (like.measure, dividend, divisor)]
    keys = [key for key in wanted if key is not None]
    if len(keys) < len(wanted):
        return
    used = [figures.stand_in(key) for key in keys]
    measure, a, b = (figures.measures[key.measure] for key in keys)
    caveats = [revised(*zip(keys, used, strict=True)), AVERAGE_STOCK if (a.kind is Kind.STOCK) != (b.kind is Kind.STOCK) else ""]
    yield Relation(
        FAMILY,
        used[0],
        Product(used[1], used[2], used[0], HUNDREDTH if measure.unit == PERCENT else Fraction(1), Fraction(0)),
        "{0} = {2} × {1}",
        "The one figure divided by the other must give the printed quotient.",
        premises=(f"{a.name} in {a.unit}, divided by {b.name} in {b.unit}, gives {measure.name} in {measure.unit}",),
        guard=_guard(figures, measure, used[2]),
        caveat=", ".join(caveat for caveat in caveats if caveat),
    )


def _guard(figures: Figures, quotient: Measure, divisor: Key) -> str:
    if _COUNTED.search(quotient.unit):
        return f"the unit {quotient.unit} names a number of its own; record the quotient in the units of the two measures"
    return "" if positive(figures.get(divisor)) else NOT_POSITIVE
