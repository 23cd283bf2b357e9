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
from crossfoot.figures import Figure, Figures, Key, compared_period
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.vocabulary import Bound, GrowthBasis, Statistic

FAMILY = "growth-vs-base"
PERCENT = Fraction(1, 100)
_BASIS = {
    GrowthBasis.CONSTANT: "the growth is at constant prices, which says nothing about levels at current prices",
    GrowthBasis.COMPARABLE: "the growth is on a comparable basis, so that the coverage of the levels may differ",
    GrowthBasis.UNKNOWN: "the record does not say on which basis the growth is computed (growth_basis in measures.yaml)",
}


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each printed growth rate."""
    for figure in figures:
        key = figure.key
        if key.statistic is not Statistic.GROWTH or key.minus or figure.measure.average:
            continue
        level = key._replace(statistic=Statistic.LEVEL, of="", versus="")
        base = _base(figures, key, level)
        if base is None:
            continue
        then = figures.stand_in(base)
        # Growth on an earlier vintage: that vintage is the base, and cannot stand in for the level as well.
        now = level if figures.stand_in(level) == then else figures.stand_in(level)
        yield Relation(
            FAMILY,
            key,
            Product(now, then, key, PERCENT, Fraction(1)),
            "{0} = {1} × (1 + {2})",
            "The level must be the level it is compared with, grown at the printed rate.",
            premises=("the rate is the growth from the one level to the other",),
            guard=_guard(figures, figure.measure.growth_basis, then),
            caveat=revised((level, now), (base, then)),
        )


def _base(figures: Figures, growth: Key, level: Key) -> Key | None:
    """The level that the growth is measured from; a plan grows from the actual level unless its own is printed."""
    period = compared_period(growth, growth.versus)
    if period is not None:
        base = figures.at(level, period)
    elif growth.versus in figures.measures:
        base = figures.key(growth.versus, period=level.period, scenario=level.scenario)
    elif growth.versus in figures.scenarios:
        base = level._replace(scenario=growth.versus)
    else:
        return None
    actual = base._replace(scenario="")
    return actual if figures.is_plan(base) and period is not None and not figures.printed(base) else base


def _guard(figures: Figures, basis: GrowthBasis, base: Key) -> str:
    if basis is not GrowthBasis.NOMINAL:
        return _BASIS[basis]
    return (
        "" if _positive(figures.get(base)) else "the level it is compared with may be zero or negative, and growth from there means nothing"
    )


def _positive(base: Figure) -> bool:
    """Whether growth from this level means something: it cannot be negative, and nobody prints that it is zero."""
    prints = [claim.number for claim in base.claims if claim.bound is not Bound.LOST]
    if base.measure.never_negative:
        return all(number > 0 for number in prints)
    return bool(prints) and all(piece.low is not None and piece.low > 0 for piece in base.domain("admissible"))
