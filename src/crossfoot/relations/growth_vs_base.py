"""A growth rate fits the level now and the level it is measured from.

What it checks
    For each printed growth rate: level = base x (1 + growth). Where one of the two levels was not printed, the other two say what
    it must have been, and anything else that bears on it is held against that.

Why it matters
    A rate computed from the wrong base, a lost minus sign and a percentage that was meant as percentage points all show here.

Formula
    {0} = {1} x (1 + {2})

Rounding
    All three are intervals. "Increased by 1.3 times" is +130 percent in the first place and, as an admissible reading, 1.3-fold.

Not checked when
    The growth is at constant prices or on a comparable basis, or the record does not say on which basis; the base may be zero or
    negative. Where only an earlier vintage of a level was printed it stands in, and a failure is at worst strained.

Example that holds
    measures:
      sales: {unit: cars, kind: flow, integer: true, growth_basis: nominal, min: 0}
    claims:
    - {measure: sales, period: 2031-06, value: 596000, printed: "596,000"}
    - {measure: sales, period: 2030-06, value: 256000, printed: "256,000"}
    - {measure: sales, statistic: growth, period: 2031-06, versus: yoy, value: 1.3, unit: times, printed: "1.3 times"}

Example that contradicts
    measures:
      sales: {unit: cars, kind: flow, integer: true, growth_basis: nominal, min: 0}
    claims:
    - {measure: sales, period: 2031-06, value: 596000, printed: "596,000"}
    - {measure: sales, period: 2030-06, value: 256000, printed: "256,000"}
    - {measure: sales, statistic: growth, period: 2031-06, versus: yoy, value: 57, unit: percent, printed: "57%"}

References
    Moore, Interval Analysis (1966), for the products and quotients.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Product
from crossfoot.figures import Figures, Key
from crossfoot.relations.levels import HUNDREDTH, NOT_POSITIVE, basis_guard, compared, positive
from crossfoot.relations.relation import Relation
from crossfoot.vocabulary import GrowthBasis, Statistic

FAMILY = "growth-vs-base"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each printed growth rate."""
    for figure in figures:
        key = figure.key
        if key.statistic is not Statistic.GROWTH or key.minus or figure.measure.average:
            continue
        levels = compared(figures, key)
        if levels is None:
            continue
        yield Relation(
            FAMILY,
            key,
            Product(levels.now, levels.then, key, HUNDREDTH, Fraction(1)),
            "{0} = {1} × (1 + {2})",
            "The level must be the level it is compared with, grown at the printed rate.",
            premises=("the rate is the growth from the one level to the other",),
            guard=_guard(figures, figure.measure.growth_basis, levels.then),
            caveat=levels.caveat,
        )


def _guard(figures: Figures, basis: GrowthBasis, base: Key) -> str:
    return basis_guard(basis) or ("" if positive(figures.get(base)) else NOT_POSITIVE)
