"""A multiple fits the two figures that it compares.

What it checks
    For each printed ratio ("1.2 times the target", "three times as many as ten years ago"): level = ratio x the other level, which may be
    that of another measure, another period, or a scenario such as a plan.

Why it matters
    Multiples are chosen for effect and worked out in the head; "three times as much" and "three times more" are not the same.

Formula
    {0} = {2} x {1}

Rounding
    All three are intervals. A ratio says "times as many"; growth printed in times has its own readings (growth-vs-base).

Not checked when
    It is a multiple over time and growth of the measure is not nominal, or the record does not say on which basis it is. The other
    level may be zero or negative. Two measures in different units are compared, of which one is not counted in whole numbers. Where
    only an earlier vintage of a level was printed it stands in, and a failure is at worst strained.

Example that holds
    scenarios: {target: {kind: plan}}
    measures:
      houses: {unit: houses, kind: flow, integer: true, min: 0}
    claims:
    - {measure: houses, value: 600, printed: "600", scenario: target}
    - {measure: houses, value: 718, printed: "718"}
    - {measure: houses, statistic: ratio, versus: target, value: 1.2, unit: times, printed: 1.2 times}

Example that contradicts
    scenarios: {target: {kind: plan}}
    measures:
      houses: {unit: houses, kind: flow, integer: true, min: 0}
    claims:
    - {measure: houses, value: 600, printed: "600", scenario: target}
    - {measure: houses, value: 718, printed: "718"}
    - {measure: houses, statistic: ratio, versus: target, value: 2.1, unit: times, printed: 2.1 times}

References
    Moore, Interval Analysis (1966), for the products and quotients.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Product
from crossfoot.figures import Figures, Key, compared_period
from crossfoot.relations.levels import basis_guard, compared, positive
from crossfoot.relations.relation import Relation
from crossfoot.units import same_unit
from crossfoot.vocabulary import Statistic

FAMILY = "times-more"
NOT_POSITIVE = "the level it is compared with may be zero or negative, and a multiple of that means nothing"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each printed ratio."""
    for figure in figures:
        key = figure.key
        if key.statistic is not Statistic.RATIO or key.minus:
            continue
        levels = compared(figures, key)
        if levels is None:
            continue
        yield Relation(
            FAMILY,
            key,
            Product(levels.now, levels.then, key, Fraction(1), Fraction(0)),
            "{0} = {2} × {1}",
            "The level must be as many times the other one as printed.",
            premises=("the ratio is the one level divided by the other",),
            guard=_guard(figures, key, levels.then),
            caveat=levels.caveat,
        )


def _guard(figures: Figures, ratio: Key, base: Key) -> str:
    one, other = figures.measures[ratio.measure], figures.measures[base.measure]
    over_time = compared_period(ratio, ratio.versus) is not None
    if over_time and (reason := basis_guard(one.growth_basis)):
        return reason
    if not same_unit(one.unit, other.unit) and not (one.integer and other.integer):
        return f"the two figures are in different units ({' and '.join(sorted((one.unit, other.unit)))})"
    return "" if positive(figures.get(base)) else NOT_POSITIVE
