"""The parts add up to the whole.

What it checks
    Where measures.yaml declares an exhaustive partition of a whole: the levels of the parts sum to the level of the whole, in one
    period and scenario.

Why it matters
    "1.3 million, of which 920,000 private and 380,000 public" is three figures and two chances to mistype.

Formula
    {0} = {1} + {2} + ...

Rounding
    Each part and the whole is an interval; more than two in five correctly rounded five-part sums miss the printed total, and
    none of them is reported.

Not checked when
    More than one of the figures is missing, or the partition is not declared exhaustive. One missing figure is implied; a missing
    part that would have to be negative, where that is impossible, contradicts.

Example that holds
    measures:
      chargers: {unit: chargers, kind: flow, integer: true, min: 0, partitions: {owner: [private, public]}}
      private: {unit: chargers, kind: flow, integer: true, min: 0}
      public: {unit: chargers, kind: flow, integer: true, min: 0}
    claims:
    - {measure: chargers, period: 2031-H1, value: 1300000, printed: 1.3 million}
    - {measure: private, period: 2031-H1, value: 920000, printed: "920,000"}
    - {measure: public, period: 2031-H1, value: 380000, printed: "380,000"}

Example that contradicts
    measures:
      chargers: {unit: chargers, kind: flow, integer: true, min: 0, partitions: {owner: [private, public]}}
      private: {unit: chargers, kind: flow, integer: true, min: 0}
      public: {unit: chargers, kind: flow, integer: true, min: 0}
    claims:
    - {measure: chargers, period: 2031-H1, value: 1300000, printed: 1.3 million}
    - {measure: private, period: 2031-H1, value: 290000, printed: "290,000"}
    - {measure: public, period: 2031-H1, value: 380000, printed: "380,000"}

References
    XBRL International, Calculations 1.1 (2023): summation over intervals.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.figures import Figures, Key
from crossfoot.relations.relation import Relation
from crossfoot.relations.total import total
from crossfoot.vocabulary import Statistic

FAMILY = "parts-sum"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each partition, period and scenario of which the whole or a part was printed."""
    for whole, measure in sorted(figures.measures.items()):
        for parts in (measure.partitions[name] for name in sorted(measure.partitions)):
            for period, scenario in contexts(figures, (whole, *parts)):
                wanted = [figures.key(slug, period=period, scenario=scenario) for slug in (whole, *parts)]
                if any(figures.printed(key) for key in wanted):
                    premise = f"these parts are the whole of: {measure.name}"
                    yield total(figures, wanted, FAMILY, "The parts must add up to the whole.", premise)


def contexts(figures: Figures, slugs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Every period and scenario in which a level of one of the measures was printed, with the periods that all can have."""
    timeless = all(figures.measures[slug].timeless for slug in slugs)
    keys: set[Key] = {figure.key for figure in figures.of(slugs) if figure.key.statistic is Statistic.LEVEL}
    return sorted({(key.period, key.scenario) for key in keys if not key.minus and (timeless or key.period)})
