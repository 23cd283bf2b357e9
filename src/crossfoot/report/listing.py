"""Every relation and every figure of a run as a row, in groups that a reader would look in. Everything here is plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crossfoot.figures import Figure, Key
from crossfoot.interval import Pieces, hull, meet
from crossfoot.readings import admissible
from crossfoot.relations import FAMILIES
from crossfoot.report.model import Guarded
from crossfoot.report.numbers import range_words
from crossfoot.report.shown import shown
from crossfoot.report.states import State
from crossfoot.report.telling import DIGITS, Held, Said, Teller
from crossfoot.report.terms import family_words
from crossfoot.solver.decision import Decision
from crossfoot.solver.power import other_digits
from crossfoot.verdict_words import RELATIONS
from crossfoot.vocabulary import Bound, Verdict

# What a reader of a group looks for first.
ORDER = (
    Verdict.CONTRADICTION,
    Verdict.MISMATCH,
    Verdict.UNDECIDED,
    Verdict.WAIVED,
    Verdict.STRAINED,
    Verdict.HOLDS,
    Verdict.IMPLIES,
    Verdict.NOT_CHECKED,
)
_STATES = {Verdict.HOLDS: State.CHECKED, Verdict.STRAINED: State.STRAINED, Verdict.WAIVED: State.WAIVED}
_RANK = {verdict: rank for rank, verdict in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One relation; `figures` are the numbers of the printed figures in it (`FigureRow.number`)."""

    held: Held
    verdict: Verdict
    figures: tuple[int, ...]

    @property
    def state(self) -> State:
        """The verdict as one of the states that a figure can have."""
        return State.FAILING if self.verdict.fails else _STATES.get(self.verdict, State.NOT_CHECKED)


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """The relations of one family, what fails first, and how many have which verdict, in words."""

    slug: str
    words: str
    rows: tuple[RelationRow, ...]
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure that somebody printed, by whom, and how well the others guard it.

    `allowed` is what all the others leave it, in words, `digits` how many of its other last digits they would refuse; both are empty
    where nothing else bears on it. `relations` counts the relations through it.
    """

    number: int
    anchor: str
    label: str
    claims: tuple[Said, ...]
    allowed: str
    digits: str
    relations: int
    state: State


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures that one document printed first, in the order of its text."""

    slug: str
    title: str
    rows: tuple[FigureRow, ...]
    states: tuple[tuple[State, int], ...]


def relation_groups(teller: Teller, numbers: Mapping[Key, int]) -> tuple[RelationGroup, ...]:
    """All relations, by family: in the order of the design, and then those of the house."""
    rows: dict[str, list[RelationRow]] = {}
    for decision in sorted(teller.outcome.decisions, key=lambda decision: (_RANK.get(decision.verdict, len(ORDER)), decision.id)):
        rows.setdefault(decision.relation.family, []).append(_relation_row(decision, teller, numbers))
    known = [slug for slug in FAMILIES if slug in rows]
    return tuple(_relation_group(slug, rows[slug]) for slug in (*known, *sorted(rows.keys() - set(known))))


def _relation_row(decision: Decision, teller: Teller, numbers: Mapping[Key, int]) -> RelationRow:
    keys = dict.fromkeys((decision.subject, *decision.relation.keys))
    return RelationRow(teller.held(decision), decision.verdict, tuple(numbers[key] for key in keys if key in numbers))


def _relation_group(slug: str, rows: list[RelationRow]) -> RelationGroup:
    counts = Counter(row.verdict for row in rows)
    said = tuple(f"{counts[verdict]:,} {RELATIONS[verdict][counts[verdict] != 1]}" for verdict in ORDER if counts[verdict])
    return RelationGroup(slug, family_words(slug), tuple(rows), said)


def figure_numbers(teller: Teller) -> dict[Key, int]:
    """A short name for each printed figure, in the order in which the documents print them."""
    ordered = sorted(teller.states.figures, key=lambda figure: _first_place(figure, teller))
    return {figure.key: number for number, figure in enumerate(ordered)}


def _first_place(figure: Figure, teller: Teller) -> tuple[int, int, str]:
    places = [teller.place_of(claim) for claim in (*figure.claims, *figure.broken)]
    return min(places)


def figure_groups(teller: Teller, numbers: Mapping[Key, int], guarded: Guarded) -> tuple[FigureGroup, ...]:
    """All printed figures, by the document that prints them first."""
    allowed = {**guarded, **_by_conflicts(teller)}
    relations = Counter(key for decision in teller.outcome.decisions for key in dict.fromkeys(decision.relation.keys))
    documents = teller.outcome.dataset.documents
    rows: list[list[FigureRow]] = [[] for _ in documents]
    for key, number in numbers.items():
        figure = teller.figure(key)
        place, _, _ = _first_place(figure, teller)
        rows[place].append(_figure_row(figure, number, relations[key], teller, allowed))
    return tuple(
        FigureGroup(document.slug, shown(document.header.title), tuple(own), tuple(_by_state(row.state for row in own)))
        for document, own in zip(documents, rows, strict=True)
        if own
    )


def _by_conflicts(teller: Teller) -> dict[Key, Pieces]:
    """What all others leave a figure without which everything would agree: its own relations, which fail, say nothing of it.

    Where it was printed in several ways each of them is one of the others, and no single range is left.
    """
    conflicts = (finding.conflict for finding in teller.outcome.findings if finding.conflict is not None)
    repairs = [repair for conflict in conflicts for repair in conflict.repairs]
    ways = Counter(repair.key for repair in repairs)
    return {repair.key: repair.values for repair in repairs if ways[repair.key] == 1}


def _figure_row(figure: Figure, number: int, relations: int, teller: Teller, guarded: Guarded) -> FigureRow:
    # That a share lies within 0 and 100 is true, and no guard worth a line.
    values = () if figure.key in teller.idle else guarded.get(figure.key, ())
    around = hull(values)
    return FigureRow(
        number=number,
        anchor=f"figure/{figure.id}",
        label=teller.label(figure.key),
        claims=tuple(teller.said(claim) for claim in sorted((*figure.claims, *figure.broken), key=teller.place_of)),
        allowed="" if around is None or around.unbounded else range_words(around, figure.unit),
        digits="" if around is None else _digits(figure, teller, guarded),
        relations=relations,
        state=teller.states.by_figure[figure.key],
    )


def _digits(figure: Figure, teller: Teller, guarded: Guarded) -> str:
    """How many of the nine other last digits of the first claim that takes part the other figures would refuse."""
    taking_part = [claim for claim in teller.outcome.figures.get(figure.key).claims if claim.bound is not Bound.LOST]
    if not taking_part:
        return ""
    allowed, claim = guarded[figure.key], taking_part[0]
    digits = other_digits(claim)
    caught = sum(not meet(admissible(value, units, claim, figure.measure), allowed) for value, units in digits)
    return f"{caught} of {DIGITS}"


def _by_state(states: Iterable[State]) -> Iterator[tuple[State, int]]:
    counts = Counter(states)
    return ((state, counts[state]) for state in State if counts[state])
