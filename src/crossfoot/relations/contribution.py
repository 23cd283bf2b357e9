"""A contribution fits the growth that it contributes to.

What it checks
    For each printed contribution of a part to the growth of a whole: (a) contribution in percentage points = contribution in percent
    x growth of the whole; (b) over an exhaustive partition, contributions in percent sum to 100, and contributions in points to the
    growth of the whole; (c) where growth is nominal, contribution in points = change of the part / earlier level of the whole.

Why it matters
    "Contributed 70 percent" and "contributed 2.7 points" are easily taken for each other, and neither is the part's own growth.

Formula
    {0} = {1} x {2}

Rounding
    All are intervals: "more than 70 percent" of a growth of 3.9 percent is at least 2.69 points.

Not checked when
    The record does not say what the growth is measured from (`versus`). Growth of the whole is an average a year. For (c), the
    growth of part or whole is not nominal, their units differ, or the whole may be zero or negative. Where only an earlier vintage
    was printed it stands in, and a failure is at worst strained.

Example that holds
    measures:
      equipment: {unit: yuan, kind: flow, growth_basis: constant, min: 0}
      industry: {unit: yuan, kind: flow, growth_basis: constant, min: 0}
    claims:
    - {measure: industry, statistic: growth, versus: yoy, value: 3.9, unit: percent, printed: 3.9%}
    - {measure: equipment, statistic: contribution, of: industry, versus: yoy, value: 70, printed: "> 70%", bound: more_than}
    - {measure: equipment, statistic: contribution, of: industry, versus: yoy, value: 2.8, unit: pp, printed: 2.8 percentage points}

Example that contradicts
    measures:
      equipment: {unit: yuan, kind: flow, growth_basis: constant, min: 0}
      industry: {unit: yuan, kind: flow, growth_basis: constant, min: 0}
    claims:
    - {measure: industry, statistic: growth, versus: yoy, value: 3.9, unit: percent, printed: 3.9%}
    - {measure: equipment, statistic: contribution, of: industry, versus: yoy, value: 70, printed: "> 70%", bound: more_than}
    - {measure: equipment, statistic: contribution, of: industry, versus: yoy, value: 2.3, unit: pp, printed: 2.3 percentage points}

References
    Eurostat, Handbook on quarterly national accounts (2013), on contributions to growth.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Linear, Product
from crossfoot.figures import Figures, Key, compared_period
from crossfoot.records import PP
from crossfoot.relations.levels import HUNDREDTH, NOT_POSITIVE, basis_guard, level_of, positive
from crossfoot.relations.point_difference import difference
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.units import same_unit
from crossfoot.vocabulary import Statistic

FAMILY = "contribution"
NO_VERSUS = "the record does not say what the growth is measured from (versus)"
AVERAGE = "the growth of the whole is an average a year"


def derive(figures: Figures) -> Iterator[Relation]:
    """For each printed contribution the relations (a) and (c), for each partition (b)."""
    printed = [figure.key for figure in figures if _is_contribution(figure.key, figures)]
    for key in sorted({key._replace(points=PP) for key in printed}):
        yield _points_and_percent(figures, key)
        yield from _from_levels(figures, key)
    for context in sorted({key._replace(measure="") for key in printed}):
        yield from _sums(figures, context, {key.measure for key in printed if key._replace(measure="") == context})


def _is_contribution(key: Key, figures: Figures) -> bool:
    if key.statistic is not Statistic.CONTRIBUTION or key.minus or key.of not in figures.measures:
        return False
    return bool(key.period) or figures.measures[key.of].timeless


def _growth(figures: Figures, contribution: Key) -> Key:
    return figures.key(
        contribution.of,
        period=contribution.period,
        statistic=Statistic.GROWTH,
        scenario=contribution.scenario,
        versus=contribution.versus,
    )


def _growth_guard(figures: Figures, contribution: Key) -> str:
    if not contribution.versus:
        return NO_VERSUS
    return AVERAGE if figures.measures[contribution.of].average else ""


def _points_and_percent(figures: Figures, points: Key) -> Relation:
    wanted = (points, _growth(figures, points), points._replace(points=""))
    used = tuple(figures.stand_in(key) for key in wanted)
    return Relation(
        FAMILY,
        next(key for key in (used[0], used[2]) if figures.by_key.get(key)),
        Product(used[0], used[1], used[2], HUNDREDTH, Fraction(0)),
        "{0} = {2} × {1}",
        "The contribution in percentage points must be the printed percentage of the whole's growth.",
        premises=("both contributions are to the printed growth of the whole, on its basis",),
        guard=_growth_guard(figures, points),
        caveat=revised(*zip(wanted, used, strict=True)),
    )


def _sums(figures: Figures, context: Key, printed: set[str]) -> Iterator[Relation]:
    whole = figures.measures[context.of]
    for parts in (whole.partitions[name] for name in sorted(whole.partitions)):
        if not printed & set(parts):
            continue
        wanted = [context._replace(measure=part) for part in parts]
        if context.points:
            wanted.append(_growth(figures, context))
        used = [figures.stand_in(key) for key in wanted]
        summands = used[: len(parts)]
        terms = [(Fraction(1), key) for key in summands]
        total = f"{{{len(parts)}}}" if context.points else "100%"
        yield Relation(
            FAMILY,
            next((key for key in summands if figures.printed(key)), summands[0]),
            Linear((*terms, (Fraction(-1), used[-1]))) if context.points else Linear(tuple(terms), Fraction(-100)),
            " + ".join(f"{{{n}}}" for n in range(len(parts))) + f" = {total}",
            f"The contributions of all parts must add up to {'the growth of the whole' if context.points else '100 percent'}.",
            premises=(f"these parts are the whole of: {whole.name}", "all contributions are on the basis of its growth"),
            guard=_growth_guard(figures, context) if context.points else "",
            caveat=revised(*zip(wanted, used, strict=True)),
        )


def _from_levels(figures: Figures, points: Key) -> Iterator[Relation]:
    """Points from levels: by way of the change of the part, which two levels give if nobody printed it."""
    growth, percent = _growth(figures, points), points._replace(points="")
    before = compared_period(points, points.versus)
    known = figures.printed(points) or (figures.printed(percent) and figures.printed(growth))
    if before is None or not known:
        return
    change = level_of(points)._replace(minus=points.versus)
    base = figures.at(figures.key(points.of, period=points.period, scenario=points.scenario), before)
    if figures.is_plan(base) and not figures.printed(base):
        base = base._replace(scenario="")
    used = figures.stand_in(base)
    guard = _levels_guard(figures, points, used)
    yield Relation(
        FAMILY,
        points,
        Product(change, used, points, HUNDREDTH, Fraction(0)),
        "{0} = {1} × {2}",
        "The change of the part must be the printed percentage points of what the whole was before.",
        premises=("the contribution is the change of the part, measured against the earlier level of the whole",),
        guard=guard,
        caveat=revised((base, used)),
    )
    if not guard and not figures.printed(change):
        yield from difference(figures, change)


def _levels_guard(figures: Figures, points: Key, base: Key) -> str:
    part, whole = figures.measures[points.measure], figures.measures[points.of]
    if not same_unit(part.unit, whole.unit):
        return f"part and whole are in different units ({' and '.join(sorted((part.unit, whole.unit)))})"
    reason = basis_guard(part.growth_basis) or basis_guard(whole.growth_basis)
    return reason or ("" if positive(figures.get(base)) else NOT_POSITIVE)
