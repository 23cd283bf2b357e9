"""The shares of all parts add up to 100 percent.

What it checks
    Where measures.yaml declares an exhaustive partition of a whole and the shares of its parts were printed: they sum to 100.

Why it matters
    One share taken from last year's table, or two digits swapped, and the sum is 104.

Formula
    {0} + {1} + ... = 100%

Rounding
    Rounded shares need not sum to 100 exactly (one in three correct lists of four shares does not); only a sum that no rounding
    can explain is reported.

Not checked when
    More than one share of the partition is missing; the one that is missing is implied. The shares are on different bases
    (`share_basis`), or on one on which they need not sum: each seasonally adjusted by itself, or unknown. Where only an earlier
    vintage of a share was printed it stands in, and a failure is at worst strained.

Example that holds
    measures:
      cargo: {unit: tonnes, kind: flow, min: 0, partitions: {class: [bulk, boxes, other]}}
      bulk: {unit: tonnes, kind: flow, min: 0}
      boxes: {unit: tonnes, kind: flow, min: 0}
      other: {unit: tonnes, kind: flow, min: 0}
    claims:
    - {measure: bulk, statistic: share, of: cargo, period: 2031, value: 33.3, unit: percent, printed: 33.3%}
    - {measure: boxes, statistic: share, of: cargo, period: 2031, value: 33.3, unit: percent, printed: 33.3%}
    - {measure: other, statistic: share, of: cargo, period: 2031, value: 33.3, unit: percent, printed: 33.3%}

Example that contradicts
    measures:
      cargo: {unit: tonnes, kind: flow, min: 0, partitions: {class: [bulk, boxes, other]}}
      bulk: {unit: tonnes, kind: flow, min: 0}
      boxes: {unit: tonnes, kind: flow, min: 0}
      other: {unit: tonnes, kind: flow, min: 0}
    claims:
    - {measure: bulk, statistic: share, of: cargo, period: 2031, value: 37.3, unit: percent, printed: 37.3%}
    - {measure: boxes, statistic: share, of: cargo, period: 2031, value: 33.3, unit: percent, printed: 33.3%}
    - {measure: other, statistic: share, of: cargo, period: 2031, value: 33.3, unit: percent, printed: 33.3%}

References
    XBRL International, Calculations 1.1 (2023): summation over intervals.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Linear
from crossfoot.figures import Figures, Key
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.vocabulary import ShareBasis, Statistic

FAMILY = "shares-sum"
_ADDING = frozenset({ShareBasis.NOMINAL, ShareBasis.COMPARABLE})


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each partition, period and scenario of which a share was printed."""
    for whole, measure in sorted(figures.measures.items()):
        for parts in (measure.partitions[name] for name in sorted(measure.partitions)):
            for context in _contexts(figures, whole, parts):
                wanted = [context._replace(measure=part) for part in parts]
                keys = tuple(figures.stand_in(key) for key in wanted)
                yield Relation(
                    FAMILY,
                    _subject(figures, keys),
                    Linear(tuple((Fraction(1), key) for key in keys), Fraction(-100)),
                    " + ".join(f"{{{n}}}" for n in range(len(keys))) + " = 100%",
                    "The shares of all parts must add up to 100 percent.",
                    premises=(f"these parts are the whole of: {measure.name}",),
                    guard=_guard({figures.measures[part].share_basis for part in parts}),
                    caveat=revised(*zip(wanted, keys, strict=True)),
                )


def _guard(bases: set[ShareBasis]) -> str:
    if len(bases) > 1:
        return f"the shares are on different bases ({', '.join(sorted(bases))})"
    return "" if bases <= _ADDING else "the shares are on a basis on which they need not add up (share_basis in measures.yaml)"


def _contexts(figures: Figures, whole: str, parts: tuple[str, ...]) -> list[Key]:
    found = {
        figure.key._replace(measure="")
        for figure in figures.of(parts)
        if figure.key.statistic is Statistic.SHARE and figure.key.of == whole and not figure.key.minus
    }
    return sorted(found)


def _subject(figures: Figures, keys: tuple[Key, ...]) -> Key:
    """The first share that was printed: any of them may be the slip."""
    return next((key for key in keys if figures.printed(key)), keys[0])
