"""A whole grows neither more slowly than all of its parts nor faster than all of them.

What it checks
    Where measures.yaml declares an exhaustive partition and the growth of every part was printed: the growth of the whole, which is
    an average of them weighted by their size, lies between the least and the greatest.

Why it matters
    It needs no level, so that it holds at constant prices too: a growth of the total of 6.1 percent with parts at 2.3 and 4.4 percent is
    a figure from another table.

Formula
    least of {1}, {2}, ... <= {0} <= greatest of {1}, {2}, ...

Rounding
    All are intervals: only a growth that lies outside whichever way the parts were rounded is reported.

Not checked when
    A part may be negative (`min: 0` is not declared): weights would be negative too. The growth rates are on different price bases,
    the record does not say on which one, or some are averages a year. The growth of a part was not printed, or it is compared with
    no period. Where only an earlier vintage was printed it stands in, and a failure is at worst strained.

Example that holds
    measures:
      output: {unit: yuan, kind: flow, growth_basis: constant, min: 0, partitions: {sector: [goods, services]}}
      goods: {unit: yuan, kind: flow, growth_basis: constant, min: 0}
      services: {unit: yuan, kind: flow, growth_basis: constant, min: 0}
    claims:
    - {measure: output, statistic: growth, versus: yoy, value: 2.5, printed: 2.5%}
    - {measure: goods, statistic: growth, versus: yoy, value: 3.2, printed: 3.2%}
    - {measure: services, statistic: growth, versus: yoy, value: 1.8, printed: 1.8%}

Example that contradicts
    measures:
      output: {unit: yuan, kind: flow, growth_basis: constant, min: 0, partitions: {sector: [goods, services]}}
      goods: {unit: yuan, kind: flow, growth_basis: constant, min: 0}
      services: {unit: yuan, kind: flow, growth_basis: constant, min: 0}
    claims:
    - {measure: output, statistic: growth, versus: yoy, value: 5.2, printed: 5.2%}
    - {measure: goods, statistic: growth, versus: yoy, value: 3.2, printed: 3.2%}
    - {measure: services, statistic: growth, versus: yoy, value: 1.8, printed: 1.8%}

References
    IMF, Quarterly National Accounts Manual (2017), on the growth of aggregates as a weighted average.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.constraint import Between
from crossfoot.figures import Figures, Key, compared_period
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.vocabulary import GrowthBasis, Statistic

FAMILY = "growth-within-parts"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each partition and each growth that was printed for all of its parts."""
    for whole, measure in sorted(figures.measures.items()):
        for parts in (measure.partitions[name] for name in sorted(measure.partitions)):
            for context in _contexts(figures, parts):
                wanted = [context._replace(measure=slug) for slug in (whole, *parts)]
                used = [figures.stand_in(key) for key in wanted]
                if not all(figures.printed(key) for key in used[1:]):
                    continue
                listed = ", ".join(f"{{{n}}}" for n in range(1, len(used)))
                yield Relation(
                    FAMILY,
                    used[0],
                    Between(used[0], tuple(used[1:])),
                    f"least of {listed} ≤ {{0}} ≤ greatest of {listed}",
                    "The growth of the whole must lie between the growth rates of its parts.",
                    premises=(f"these parts are the whole of: {measure.name}", "all growth rates are on one basis"),
                    guard=_guard(figures, whole, parts),
                    caveat=revised(*zip(wanted, used, strict=True)),
                )


def _contexts(figures: Figures, parts: tuple[str, ...]) -> list[Key]:
    """Every growth over time that was printed for a part, without the part."""
    growths = (figure.key for figure in figures.of(parts) if figure.key.statistic is Statistic.GROWTH)
    return sorted({key._replace(measure="") for key in growths if not key.minus and compared_period(key, key.versus) is not None})


def _guard(figures: Figures, whole: str, parts: tuple[str, ...]) -> str:
    negative = sorted(part for part in parts if not figures.measures[part].never_negative)
    if negative:
        return f"a part may be negative ({', '.join(negative)}): the record sets no min of 0 for it"
    all_of_them = [figures.measures[slug] for slug in (whole, *parts)]
    if len({measure.average for measure in all_of_them}) > 1:
        return "some of the growth rates are averages a year and others are not"
    bases = sorted({measure.growth_basis for measure in all_of_them})
    if GrowthBasis.UNKNOWN in bases:
        return "the record does not say on which basis each growth is computed (growth_basis in measures.yaml)"
    return "" if len(bases) == 1 else f"the growth rates are on different bases ({' and '.join(bases)})"
