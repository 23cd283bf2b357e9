"""The families of relations: one module a family, listed here, derived here.

A family module has a docstring with the headings of docs/families, a `FAMILY` name and `derive(figures)`. To add one, write the
module and its cases, add it to `FAMILIES`, and give it to one module of `checks/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType

from crossfoot.figures import Figures, Key
from crossfoot.relations import (
    attribution,
    average_growth,
    balance,
    calendar,
    contribution,
    count_share,
    declared,
    direction,
    growth_vs_base,
    growth_within_parts,
    hedge,
    listed_count,
    order,
    part_within_whole,
    parts_sum,
    plausible_value,
    point_difference,
    quotient,
    same_figure,
    share_of_whole,
    shares_sum,
    stock_and_flow,
    subperiod_within_period,
    subperiods_sum,
    threshold,
    times_more,
)
from crossfoot.relations.relation import Relation, numbered, related

_MODULES: tuple[ModuleType, ...] = (
    same_figure,
    hedge,
    threshold,
    direction,
    attribution,
    growth_vs_base,
    average_growth,
    growth_within_parts,
    times_more,
    share_of_whole,
    shares_sum,
    contribution,
    parts_sum,
    part_within_whole,
    balance,
    quotient,
    point_difference,
    order,
    subperiod_within_period,
    subperiods_sum,
    stock_and_flow,
    plausible_value,
    count_share,
    calendar,
    listed_count,
    declared,
)
FAMILIES: dict[str, ModuleType] = {module.FAMILY: module for module in _MODULES}
# They rest on how words were read, so they are at most strained.
TEXT_FAMILIES = frozenset(module.FAMILY for module in (direction, listed_count, attribution))

__all__ = ["FAMILIES", "TEXT_FAMILIES", "Relation", "derive"]


def derive(figures: Figures) -> tuple[Relation, ...]:
    """Every relation that the records imply and that can say something, in order of id.

    A relation is posed only if at most one of its figures is unknown; that one it makes known, and so on until nothing changes
    (docs/record-format.md, rule 2).
    """
    found = (relation for module in _MODULES for relation in module.derive(figures))
    candidates = [related(relation, figures) for relation in _distinct(found)]
    return numbered(_posed(candidates, figures))


def _distinct(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Each relation once: where one vintage stands in for another, two contexts may come to the same figures."""
    seen = set()
    for relation in relations:
        same = (relation.family, relation.constraint, relation.id)
        if same not in seen:
            seen.add(same)
            yield relation


def _posed(candidates: list[Relation], figures: Figures) -> list[Relation]:
    known = {key for relation in candidates for key in relation.keys if figures.printed(key)}
    posed: list[Relation] = []
    waiting = candidates
    while waiting:
        ready = [relation for relation in waiting if _unknown(relation, known) <= (1 if relation.bounds else 0)]
        if not ready:
            break
        posed += ready
        known.update(key for relation in ready if not relation.guard for key in relation.keys)
        done = set(map(id, ready))
        waiting = [relation for relation in waiting if id(relation) not in done]
    return posed


def _unknown(relation: Relation, known: set[Key]) -> int:
    return sum(key not in known for key in relation.keys)
