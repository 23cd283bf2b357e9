"""A part does not exceed its whole.

What it checks
    For measures that are `part_of` another one, or parts of a partition: the level of the part is at most that of the whole.

Why it matters
    "43 of the 41 industries grew" is seen by nobody who reads fast.

Formula
    {0} <= {1}

Rounding
    Reported only if the least true part is greater than the greatest true whole.

Not checked when
    Either measure may be negative (`min: 0` is not declared): job changes and balances may exceed their whole. No other digits could
    contradict: a whole of "more than 3,100" accepts every part.

Example that holds
    measures:
      industries: {unit: industries, kind: count, integer: true, min: 0, timeless: true}
      growing: {unit: industries, kind: count, integer: true, min: 0, part_of: [industries]}
    claims:
    - {measure: industries, period: standing, value: 41, printed: "41"}
    - {measure: growing, period: 2031-H1, value: 33, printed: "33"}

Example that contradicts
    measures:
      industries: {unit: industries, kind: count, integer: true, min: 0, timeless: true}
      growing: {unit: industries, kind: count, integer: true, min: 0, part_of: [industries]}
    claims:
    - {measure: industries, period: standing, value: 41, printed: "41"}
    - {measure: growing, period: 2031-H1, value: 43, printed: "43"}

References
    De Waal, Pannekoek and Scholtus, Handbook of Statistical Data Editing and Imputation (2011), on inequality edits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from crossfoot.constraint import Comparison, Linear
from crossfoot.figures import Figure, Figures, Key
from crossfoot.records import Measure
from crossfoot.relations.relation import Relation
from crossfoot.vocabulary import Statistic

FAMILY = "part-within-whole"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each printed part and each nearest printed whole above it."""
    parents = _parents(figures.measures)
    for figure in figures:
        if _is_level(figure) and figure.measure.never_negative:
            for whole in _nearest_wholes(figures, figure.key, parents):
                yield Relation(
                    FAMILY,
                    figure.key,
                    Linear(((Fraction(1), figure.key), (Fraction(-1), whole)), comparison=Comparison.AT_MOST),
                    "{0} ≤ {1}",
                    "The part cannot be greater than its whole.",
                    premises=("the part is counted in the whole, in the same period",),
                    bounds=False,
                )


def _is_level(figure: Figure) -> bool:
    return figure.key.statistic is Statistic.LEVEL and not figure.key.minus


def _parents(measures: Mapping[str, Measure]) -> dict[str, list[str]]:
    """For each measure the wholes it is declared a part of."""
    parents: dict[str, set[str]] = {slug: set(measure.part_of) for slug, measure in measures.items()}
    for slug, measure in measures.items():
        for parts in measure.partitions.values():
            for part in parts:
                parents[part].add(slug)
    return {slug: sorted(found) for slug, found in parents.items()}


def _nearest_wholes(figures: Figures, part: Key, parents: dict[str, list[str]]) -> list[Key]:
    """The printed wholes directly above a part, passing over wholes that nobody printed."""
    found: list[Key] = []
    above, seen = list(parents.get(part.measure, ())), {part.measure}
    while above:
        slug = above.pop(0)
        if slug in seen:
            continue
        seen.add(slug)
        measure = figures.measures[slug]
        if not measure.never_negative or (part.period == "" and not measure.timeless):
            continue
        whole = figures.key(slug, period=part.period, scenario=part.scenario)
        if not figures.printed(whole):
            above.extend(parents[slug])
        elif not _summed(figures, part, whole):
            found.append(whole)
    return found


def _summed(figures: Figures, part: Key, whole: Key) -> bool:
    """Whether parts-sum already checks the part against this whole, all its parts being printed."""
    return any(
        part.measure in parts and all(figures.printed(part._replace(measure=slug)) for slug in parts)
        for parts in figures.measures[whole.measure].partitions.values()
    )
