"""Notes: what is worth a look although nothing fails. A note never makes a build red.

*Possible missed twin*: a measure under two names would never be held against itself, and nobody would notice. Two signs give it away:
the same digits for the same period, or two names that nearly agree. *Unused record*: a claim that no relation ties to another figure.
*Of the relations themselves*: two that say the same, and some that cannot all hold whatever is printed (`diagnosis`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from crossfoot import wording
from crossfoot.constraint import Agreement
from crossfoot.diagnosis import IMPOSSIBLE, SAME, duplicates, impossible
from crossfoot.figures import Figure, Figures
from crossfoot.records import LIST_MEASURE, PERCENT, PP, UNSTATED, Claim, Measure
from crossfoot.relations.plausible_value import FAMILY as PLAUSIBLE_VALUE
from crossfoot.relations.relation import Relation
from crossfoot.similar_names import near_pairs
from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Bound

if TYPE_CHECKING:
    from crossfoot.check import Outcome

TWIN_DIGITS: Final = "same-digits"
TWIN_NAMES: Final = "similar-names"
UNUSED: Final = "unused-record"
KINDS: Final = (TWIN_DIGITS, TWIN_NAMES, UNUSED, SAME, IMPOSSIBLE)

# Fewer digits than this agree by chance; a percentage has few digits, and hundreds of them stand in one report.
_DIGITS, _PERCENT_DIGITS = 3, 4


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth a look: its kind, the claims and figures that it is about, and what to do, in words."""

    kind: str
    claims: tuple[str, ...]
    figures: tuple[str, ...]
    message: str


def notes_of(outcome: Outcome) -> tuple[Note, ...]:
    """The notes of a run, in a fixed order."""
    figures = outcome.figures
    family = _Family(figures.measures)
    return (*_same_digits(figures, family), *_similar_names(figures, family), *_unused(outcome), *_of_relations(outcome))


def _of_relations(outcome: Outcome) -> Iterator[Note]:
    for first, second in duplicates(outcome.relations):
        message = f"Two relations say the same: {first.id} and {second.id}. One of them can go; a slip would be reported twice."
        yield Note(SAME, _claims_of((first, second), outcome.figures), tuple(dict.fromkeys(key.id for key in first.keys)), message)
    by_id = {relation.id: relation for relation in outcome.relations}
    for names in impossible(outcome):
        relations = [by_id[name] for name in names]
        message = f"These relations cannot all hold, whatever is printed: {', '.join(names)}. One of them is stated wrongly."
        figures = dict.fromkeys(key.id for relation in relations for key in relation.keys)
        yield Note(IMPOSSIBLE, _claims_of(relations, outcome.figures), tuple(figures), message)


def _claims_of(relations: Iterable[Relation], figures: Figures) -> tuple[str, ...]:
    keys = dict.fromkeys(key for relation in relations for key in relation.keys)
    return tuple(claim.ref for key in keys for claim in figures.get(key).claims)


# Possible missed twins


class _Family:
    """Which measures the code list relates: one is part of the other, adds to it, or both are parts of the same whole."""

    def __init__(self, measures: Mapping[str, Measure]) -> None:
        parents = _parents(measures)
        self._above = {slug: _above(slug, parents) for slug in measures}
        self._beside = {slug: frozenset(measure.references()) for slug, measure in measures.items()}

    def related(self, first: str, second: str) -> bool:
        """Whether it is known how the two measures stand to each other."""
        one, other = self._above.get(first, frozenset()), self._above.get(second, frozenset())
        beside = second in self._beside.get(first, ()) or first in self._beside.get(second, ())
        return beside or first in other or second in one or bool(one & other)


def _parents(measures: Mapping[str, Measure]) -> dict[str, set[str]]:
    """What each measure is directly a part of or adds to, as far as the code list knows it."""
    parents = {
        slug: {*measure.part_of, *([measure.adds_to] if measure.adds_to else [])} & measures.keys() for slug, measure in measures.items()
    }
    for whole, measure in measures.items():
        for part in {part for parts in measure.partitions.values() for part in parts} & measures.keys():
            parents[part].add(whole)
    return parents


def _above(slug: str, parents: Mapping[str, set[str]]) -> frozenset[str]:
    """Every whole of a measure, and what it adds to, however far up."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        new = parents[waiting.pop()] - found
        found |= new
        waiting += new
    return frozenset(found)


def _same_digits(figures: Figures, family: _Family) -> Iterator[Note]:
    """Two measures for which the same number was printed, in the same unit, for the same period."""
    groups: dict[tuple[object, ...], list[tuple[Figure, Claim]]] = {}
    for figure in figures:
        for claim in figure.claims:
            if _telling(claim, figure):
                key = figure.key._replace(measure="")
                groups.setdefault((claim.number, claim.unit, *key), []).append((figure, claim))
    for group in groups.values():
        for (first, one), (second, other) in combinations(group, 2):
            a, b = first.key.measure, second.key.measure
            if a != b and not family.related(a, b) and not _declared_unrelated({one.ref}, {other.ref}, figures):
                yield Note(TWIN_DIGITS, (one.ref, other.ref), (first.id, second.id), _digits_message(one, first, second))


def _telling(claim: Claim, figure: Figure) -> bool:
    """Whether the number has enough digits that another claim would hardly have the same by chance."""
    if claim.bound is Bound.LOST or figure.key.measure == LIST_MEASURE or figure.key.period.startswith(UNSTATED):
        return False
    digits = len(re.sub(r"[^0-9]", "", claim.value).strip("0"))
    return digits >= (_PERCENT_DIGITS if claim.unit in (PERCENT, PP) else _DIGITS)


def _digits_message(claim: Claim, first: Figure, second: Figure) -> str:
    period = wording.period(first.key.period)
    when = f" for the same period ({period})" if period else ""
    return (
        f"The same figure, {claim.printed}, stands under two measures{when}: {first.measure.name} ({first.key.measure}) and "
        f"{second.measure.name} ({second.key.measure}). {_TODO}"
    )


def _similar_names(figures: Figures, family: _Family) -> Iterator[Note]:
    """Two measures in one unit whose names nearly agree, and of which both have claims."""
    used: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.claims and figure.key.measure != LIST_MEASURE:
            used.setdefault(figure.key.measure, []).append(figure)
    for a, b in sorted(_alike([figures.measures[slug] for slug in sorted(used)])):
        first, second = figures.measures[a], figures.measures[b]
        if family.related(a, b):
            continue
        one, other = ({claim.ref for figure in used[name] for claim in figure.claims} for name in (a, b))
        if not _declared_unrelated(one, other, figures):
            ids = tuple(figure.id for name in (a, b) for figure in used[name])
            message = f"Two measures in {first.unit} have nearly the same name: {first.name} ({a}) and {second.name} ({b}). {_TODO}"
            yield Note(TWIN_NAMES, tuple(sorted(one | other)), ids, message)


_TODO: Final = (
    "If they are one measure, record both under one name, so that they are held against each other; "
    "if not, say so under not_related in relations.yaml."
)


def _alike(measures: Iterable[Measure]) -> set[tuple[str, str]]:
    """The slugs of every two measures in one unit whose slugs or whose names nearly agree, each pair in order."""
    by_unit: dict[str, list[Measure]] = {}
    for measure in measures:
        by_unit.setdefault(measure.unit, []).append(measure)
    found = set()
    for group in by_unit.values():
        slugs = [measure.slug for measure in group]
        found |= {(slugs[m], slugs[n]) for m, n in {*near_pairs(slugs), *near_pairs([measure.name for measure in group])}}
    return {(min(pair), max(pair)) for pair in found}


def _declared_unrelated(first: set[str], second: set[str], figures: Figures) -> bool:
    return any(claims & first and claims & second for claims, _ in figures.unrelated)


# Unused records


def _unused(outcome: Outcome) -> Iterator[Note]:
    """One note for all claims whose figure is in no relation with another print; a list says more than as many notes."""
    tied = {key for decision in outcome.decisions if _ties(decision) for key in decision.relation.keys}
    alone = [figure for figure in outcome.figures if figure.key not in tied and figure.claims]
    claims = _refs(alone)
    if claims:
        count = "One claim is" if len(claims) == 1 else f"{len(claims)} claims are"
        message = f"{count} in no relation with another figure, so that a slip would go unnoticed; a base, a whole or a part would help."
        yield Note(UNUSED, claims, tuple(figure.id for figure in alone), message)


def _ties(decision: Decision) -> bool:
    """Whether the relation holds a figure against another print, or against something else that the record knows."""
    if isinstance(decision.relation.constraint, Agreement):
        return len(decision.claims) > 1
    return decision.relation.family != PLAUSIBLE_VALUE


def _refs(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(sorted(claim.ref for figure in figures for claim in figure.claims))
