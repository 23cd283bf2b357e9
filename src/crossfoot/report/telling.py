"""Claims and relations in words, for every place of a report that shows them. Everything here is plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.constraint import Agreement
from crossfoot.figures import Figure, Key
from crossfoot.records import PERCENT, PP, Claim
from crossfoot.remarks import remark
from crossfoot.report.bars import Bars
from crossfoot.report.numbers import figure_value, hedged, range_words
from crossfoot.report.shown import NOTE, shown
from crossfoot.report.states import State, states_of
from crossfoot.solver.decision import Decision
from crossfoot.verdict_words import VERDICT_WORDS
from crossfoot.vocabulary import Bound

DIGITS = 9
# Behind every place of a text.
_NOWHERE = 1 << 62
_ASSUMED = {
    "period": "the period",
    "versus": "what it is compared with",
    "of": "the whole",
    "minus": "what is subtracted",
    "scenario": "whether it is a plan",
    "unit": "the unit",
    "bound": "how it is hedged",
    "measure": "what is measured",
    "speaker": "who speaks",
}


def _assumed(columns: Iterable[str]) -> str:
    """Columns in words."""
    return ", ".join(_ASSUMED.get(name, shown(name)) for name in columns)


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: who printed what, where."""

    anchor: str
    ref: str
    id: str
    speaker: str
    document: str
    printed: str
    label: str
    place: str
    assumed: str
    guessed: str
    note: str
    state: State


@dataclass(frozen=True, slots=True)
class Held:
    """One relation: its figures filled in, and the two intervals. Texts are empty where there is nothing to say.

    `room` is by how many last printed digits of the subject the two intervals overlap, negative where they miss each other.
    """

    id: str
    family: str
    anchor: str
    subject: str
    sentence: str
    formula: str
    bars: Bars | None
    stated: str
    implied: str
    room: str
    power: str
    verdict: str
    reason: str
    reading: str
    premises: tuple[str, ...]
    through: tuple[str, ...]
    remark: str


class Teller:
    """Puts the values of one run into words. `idle` are the figures that no check to another print touches."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.states = states_of(outcome)
        self.idle = {figure.key for figure in outcome.unchecked_figures}
        self._documents = {document.slug: number for number, document in enumerate(outcome.dataset.documents)}

    def figure(self, key: Key) -> Figure:
        """A figure with all its claims, those that were waived too."""
        return self.states.figures.get(key)

    def label(self, key: Key) -> str:
        """A figure in words."""
        return shown(wording.figure(key, self.states.figures))

    def label_of(self, claim: Claim) -> str:
        """The figure of a claim in words."""
        return self.label(self.states.key_by_claim[claim.ref])

    def said(self, claim: Claim) -> Said:
        """One claim in words."""
        return Said(
            anchor=f"claim/{claim.ref}",
            ref=claim.ref,
            id=claim.id,
            speaker=shown(wording.speaker(claim, self.outcome.dataset)),
            document=shown(self.outcome.dataset.document(claim.document).header.title),
            printed=shown(claim.printed) or "number lost",
            label=self.label_of(claim),
            place=self._place(claim),
            assumed=_assumed(claim.taken_from_context),
            guessed=_assumed(claim.guesses),
            note=shown(claim.note, NOTE),
            state=self.states.by_claim[claim.ref],
        )

    def all_said(self, refs: Iterable[str]) -> tuple[Said, ...]:
        """Claims in words, by their refs."""
        return tuple(self.said(self.outcome.dataset.claim(ref)) for ref in refs)

    def held(self, decision: Decision) -> Held:
        """One relation in words."""
        relation = decision.relation
        unit = self.figure(decision.subject).unit
        compared = decision.stated is not None or decision.implied is not None
        return Held(
            id=decision.id,
            family=relation.family,
            anchor=f"relation/{decision.id}",
            subject=self.label(decision.subject),
            sentence=relation.sentence,
            formula=self._formula(decision),
            bars=self._bars(decision) if compared else None,
            stated=range_words(decision.stated, unit) if compared and self._prints(decision.subject, decision) else "",
            implied=range_words(decision.implied, unit) if compared else "",
            room="" if decision.slack is None else wording.number(decision.slack, digits=2),
            power="" if decision.power is None else f"{round(decision.power * DIGITS)} of {DIGITS}",
            verdict=VERDICT_WORDS[decision.verdict],
            reason=shown(decision.reason, NOTE),
            reading=shown(decision.reading, NOTE),
            premises=tuple(shown(premise, NOTE) for premise in relation.premises),
            through=decision.through,
            remark=shown(remark(decision, self.outcome.figures), NOTE),
        )

    def _place(self, claim: Claim) -> str:
        if claim.start is None or claim.end is None:
            return ""
        number = sum(turn.start <= claim.start for turn in self.outcome.dataset.document(claim.document).header.turns)
        place = f"characters {claim.start:,} to {claim.end:,}"
        return f"turn {number}, {place}" if number else place

    def place_of(self, claim: Claim) -> tuple[int, int, str]:
        """Where a claim stands among all: its document, its place in the text (those without one last), its id."""
        return self._documents[claim.document], _NOWHERE if claim.start is None else claim.start, claim.id

    def _prints(self, key: Key, decision: Decision) -> list[Claim]:
        claims = [claim for claim in self.figure(key).claims if claim.bound is not Bound.LOST]
        return [claim for claim in claims if claim.ref in decision.claims]

    def _formula(self, decision: Decision) -> str:
        """The formula with the printed numbers filled in, in the unit of each figure; what nobody printed is named."""
        relation = decision.relation
        if isinstance(relation.constraint, Agreement):
            values = list(dict.fromkeys(self._numbers(decision.subject, decision)))
            if len(decision.claims) == 1:
                return values[0]
            return " = ".join(values if len(values) > 1 else values * 2)
        return wording.filled(relation.formula, [self._operands(key, decision) for key in relation.keys])

    def _operands(self, key: Key, decision: Decision) -> str:
        values = dict.fromkeys(self._numbers(key, decision))
        return " and ".join(values) if values else f"[{self.label(key)}]"

    def _numbers(self, key: Key, decision: Decision) -> list[str]:
        # A formula names a unit only where it counts with it.
        unit = self.figure(key).unit
        shown_unit = unit if unit in (PERCENT, PP) else ""
        return [hedged(claim, shown_unit) for claim in self._prints(key, decision)]

    def _bars(self, decision: Decision) -> Bars:
        prints = self._prints(decision.subject, decision)
        return Bars(
            name=self.label(decision.subject),
            unit=self.figure(decision.subject).unit,
            stated=decision.stated,
            implied=decision.implied,
            marks=tuple(figure_value(claim) for claim in prints),
            expected=bool(prints),
            allowing=decision.relation.allowing,
        )
