"""What a reader is shown, in words and in order: the same for the page and for the summary. Everything here is plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.missing import missing_of
from crossfoot.record_checks import FAMILIES as RECORD_FAMILIES
from crossfoot.report.cards import Card, cards_of
from crossfoot.report.comparison import Comparison
from crossfoot.report.document_map import DocumentView, document_view
from crossfoot.report.listing import FigureGroup, RelationGroup, RelationRow, figure_groups, figure_numbers, relation_groups
from crossfoot.report.model import Guarded, guarded_by
from crossfoot.report.numbers import range_words
from crossfoot.report.rules import Rule, rules_of
from crossfoot.report.sentence import Statement, statement_of
from crossfoot.report.shown import NOTE, shown
from crossfoot.report.states import State
from crossfoot.report.telling import Held, Said, Teller
from crossfoot.report.terms import RECORD_WORDS, reason_words
from crossfoot.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class NoteView:
    """Something worth a look: what, and the claims that it is about."""

    message: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A figure that nobody printed, what it must have been, the claims that a print of it would put to the test, and why."""

    label: str
    range: str
    settles: tuple[Said, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason why relations were not checked, and those relations."""

    words: str
    rows: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """The checks of the record of one family, by verdict, and why those that could not be made could not."""

    slug: str
    words: str
    holds: int
    failed: int
    waived: int
    not_checked: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report."""

    statement: Statement
    documents: tuple[DocumentView, ...]
    today: str
    unseen: tuple[str, ...]
    cards: tuple[Card, ...]
    relation_groups: tuple[RelationGroup, ...]
    figure_groups: tuple[FigureGroup, ...]
    notes: tuple[NoteView, ...]
    implied: tuple[Unprinted, ...]
    unchecked: tuple[Reason, ...]
    records: tuple[RecordGroup, ...]
    untouched: tuple[tuple[str, tuple[Said, ...]], ...]
    rules: tuple[Rule, ...]
    figure_states: tuple[tuple[State, int], ...]
    comparison: Comparison | None = None
    data_docs: bool = False

    @property
    def figures(self) -> int:
        """How many figures somebody printed."""
        return sum(number for _, number in self.figure_states)

    @property
    def relations(self) -> tuple[RelationRow, ...]:
        """Every relation."""
        return tuple(row for group in self.relation_groups for row in group.rows)

    @property
    def rounding(self) -> tuple[Held, ...]:
        """The relations that hold although the printed numbers miss each other."""
        return tuple(row.held for row in self.relations if row.held.remark)

    def of(self, state: State) -> tuple[Card, ...]:
        """The cards of one state."""
        return tuple(card for card in self.cards if card.state is state)


def view(outcome: Outcome, guarded: Guarded | None = None, *, with_text: bool = False, comparison: Comparison | None = None) -> Report:
    """The report of a run. `guarded` is `guarded_by(outcome)`, where it is known already; `comparison` is what the gate adds.

    The source text is shown of documents that allow it (`publish_text`), and `with_text` of all that are attached.
    """
    guarded = guarded_by(outcome) if guarded is None else guarded
    teller = Teller(outcome)
    states = Counter(teller.states.by_figure.values())
    numbers = figure_numbers(teller)
    relations = relation_groups(teller, numbers)
    cards = cards_of(outcome, teller)
    return Report(
        statement=statement_of(outcome, teller.states),
        documents=tuple(document_view(document, teller, with_text=with_text) for document in outcome.dataset.documents),
        today=wording.period(outcome.today.isoformat()),
        unseen=tuple(_unseen(outcome)),
        cards=cards,
        relation_groups=relations,
        figure_groups=figure_groups(teller, numbers, guarded),
        notes=tuple(NoteView(shown(note.message, NOTE), teller.all_said(note.claims)) for note in outcome.notes),
        implied=tuple(_unprinted(outcome, teller)),
        unchecked=tuple(_unchecked(relations)),
        records=tuple(_records(outcome)),
        untouched=tuple(
            (teller.label(figure.key), tuple(teller.said(claim) for claim in (*figure.claims, *figure.broken)))
            for figure in outcome.unchecked_figures
        ),
        rules=rules_of([*(group.slug for group in relations), *(card.family for card in cards)]),
        figure_states=tuple((state, states[state]) for state in State if states[state]),
        comparison=comparison,
    )


def _unseen(outcome: Outcome) -> Iterator[str]:
    """What was not looked at."""
    for document in outcome.dataset.documents:
        if document.text is None:
            yield f"{shown(document.header.title)}: {document.text_state}. No quote and no place could be compared with the text itself."
    if outcome.joint.undecided:
        yield (
            f"{outcome.joint.undecided} of {outcome.joint.problems} groups of connected relations could not be decided together within "
            "the budget of steps. Each of their relations was decided by itself."
        )


def _unprinted(outcome: Outcome, teller: Teller) -> Iterator[Unprinted]:
    """The figures that relations only imply."""
    decisions = {decision.id: decision for decision in outcome.decisions if decision.verdict is Verdict.IMPLIES}
    for one in missing_of(outcome):
        held = tuple(teller.held(decisions[name]) for name in one.relations)
        yield Unprinted(teller.label(one.key), range_words(one.range, one.unit), teller.all_said(one.claims), held)


def _unchecked(relations: tuple[RelationGroup, ...]) -> list[Reason]:
    """The relations that could not be checked, by reason, the most frequent first."""
    rows: dict[str, list[Held]] = {}
    for group in relations:
        for row in group.rows:
            if row.verdict is Verdict.NOT_CHECKED:
                rows.setdefault(reason_words(row.held.reason), []).append(row.held)
    return sorted((Reason(words, tuple(found)) for words, found in rows.items()), key=lambda reason: (-len(reason.rows), reason.words))


def _records(outcome: Outcome) -> Iterator[RecordGroup]:
    for slug in RECORD_FAMILIES:
        checks = [check for check in outcome.record_checks if check.family == slug]
        counts = Counter(check.verdict for check in checks)
        reasons = Counter(shown(check.message) for check in checks if check.verdict is Verdict.NOT_CHECKED)
        if checks:
            yield RecordGroup(
                slug=slug,
                words=RECORD_WORDS[slug],
                holds=counts[Verdict.HOLDS],
                failed=counts[Verdict.RECORD_CHECK_FAILED],
                waived=counts[Verdict.WAIVED],
                not_checked=counts[Verdict.NOT_CHECKED],
                reasons=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
            )
