"""An average growth rate fits the levels at its two ends.

What it checks
    For each printed growth of a measure with `average: annual`: level = earlier level x (1 + growth) ^ years.

Why it matters
    "On average 4.1 percent a year since 2026" is a compound rate. Divided by the years instead, or counted over one year too many, it
    misses the levels that stand beside it.

Formula
    {0} = {1} x (1 + {2}) ^ years

Rounding
    All three are intervals. Roots are seldom fractions, so that what decides is whether the powers of the rate reach the levels.

Not checked when
    The two periods do not lie a whole number of years apart. The growth is at constant prices or on a comparable basis, or the record
    does not say on which; one of the levels may be zero or negative. Where only an earlier vintage of a level was printed it stands
    in, and a failure is at worst strained.

Example that holds
    measures:
      catch: {unit: tonnes, kind: flow, growth_basis: nominal, min: 0, average: annual}
    claims:
    - {measure: catch, period: 2026, value: 2310, printed: "2,310"}
    - {measure: catch, period: 2031, value: 2824, printed: "2,824"}
    - {measure: catch, statistic: growth, period: 2031, versus: 2026, value: 4.1, printed: 4.1%}

Example that contradicts
    measures:
      catch: {unit: tonnes, kind: flow, growth_basis: nominal, min: 0, average: annual}
    claims:
    - {measure: catch, period: 2026, value: 2310, printed: "2,310"}
    - {measure: catch, period: 2031, value: 2824, printed: "2,824"}
    - {measure: catch, statistic: growth, period: 2031, versus: 2026, value: 4.4, printed: 4.4%}

References
    Eurostat, Statistics Explained: compound annual growth rate.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.constraint import Power
from crossfoot.figures import Figures, Key, compared_period
from crossfoot.relations.levels import basis_guard, compared, positive
from crossfoot.relations.relation import Relation
from crossfoot.vocabulary import GrowthBasis, Statistic

FAMILY = "average-growth"
NOT_POSITIVE = "one of the two levels may be zero or negative, and average growth between them means nothing"
UNEVEN = "the two periods do not lie a whole number of years apart"
MAX_YEARS = 200


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each printed average growth rate."""
    for figure in figures:
        key = figure.key
        if key.statistic is not Statistic.GROWTH or key.minus or not figure.measure.average:
            continue
        levels = compared(figures, key)
        if levels is None or compared_period(key, key.versus) is None:
            continue
        years = _years(levels.level, levels.base)
        yield Relation(
            FAMILY,
            key,
            Power(levels.now, levels.then, key, years or 1),
            f"{{0}} = {{1}} × (1 + {{2}})^{years or 'years'}",
            "The level must be the earlier one, grown at the printed rate year after year.",
            premises=(f"the rate is compound, over {years} {'year' if years == 1 else 'years'}",) if years else (),
            guard=_guard(figures, figure.measure.growth_basis, levels.now, levels.then) if years else UNEVEN,
            caveat=levels.caveat,
        )


def _years(level: Key, base: Key) -> int | None:
    """How many years lie between the same days of two years; None where they are other days."""
    days, start = level.days, base.days
    for years in range(1, MAX_YEARS + 1):
        if days is None or start is None or days.last <= start.last:
            return None
        days = days.year_before()
        if days == start:
            return years
    return None


def _guard(figures: Figures, basis: GrowthBasis, now: Key, then: Key) -> str:
    return basis_guard(basis) or ("" if all(positive(figures.get(key)) for key in (now, then)) else NOT_POSITIVE)
