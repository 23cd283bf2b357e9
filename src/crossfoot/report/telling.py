"""Claims and relations in words, for every place of a report that shows them. Everything here is plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.constraint import Agreement
from crossfoot.figures import Figure, Key
from crossfoot.interval import Interval, hull
from crossfoot.records import PERCENT, PP, Claim
from crossfoot.remarks import remark
from crossfoot.report.bars import Bars
from crossfoot.report.model import Guarded
from crossfoot.report.numbers import figure_value, hedged, range_words
from crossfoot.report.shown import NOTE, shown
from crossfoot.report.states import State, states_of
from crossfoot.solver.decision import Decision
from crossfoot.verdict_words import VERDICT_WORDS
from crossfoot.vocabulary import Bound

DIGITS = 9
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


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: who printed what, where. `guarded` is empty where no check to another print guards its figure."""

    anchor: str
    ref: str
    id: str
    speaker: str
    document: str
    printed: str
    label: str
    place: str
    offsets: str
    row: str
    assumed: str
    note: str
    guarded: str
    state: State


@dataclass(frozen=True, slots=True)
class Held:
    """One relation: its figures filled in, and the two intervals. Texts are empty where there is nothing to say."""

    id: str
    family: str
    anchor: str
    subject: str
    sentence: str
    formula: str
    bars: Bars | None
    stated: str
    implied: str
    guarded: str
    power: str
    verdict: str
    reason: str
    reading: str
    premises: tuple[str, ...]
    through: tuple[str, ...]
    remark: str


class Teller:
    """Puts the values of one run into words. `guarded` says for each figure outside which values some check would fail."""

    def __init__(self, outcome: Outcome, guarded: Guarded) -> None:
        self.outcome = outcome
        self.states = states_of(outcome)
        self._guarded = guarded
        self._idle = {figure.key for figure in outcome.unchecked_figures}

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
            offsets="" if claim.start is None or claim.end is None else f"{claim.start:,} to {claim.end:,}",
            row=f"{claim.document}/claims.csv, line {claim.line}",
            assumed=", ".join(_ASSUMED.get(name.rstrip("?"), shown(name)) for name in claim.assumed),
            note=shown(claim.note, NOTE),
            guarded=self._guard(claim),
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
            stated=range_words(decision.stated, unit) if compared else "",
            implied=range_words(decision.implied, unit) if compared else "",
            guarded=_bounded(decision.guarded, unit),
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

    def _guard(self, claim: Claim) -> str:
        key = self.states.key_by_claim[claim.ref]
        # That a share lies within 0 and 100 is true, and no guard worth a line.
        return "" if key in self._idle else _bounded(hull(self._guarded.get(key, ())), self.figure(key).unit)

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
        return relation.formula.format(*(self._operands(key, decision) for key in relation.keys))

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


def _bounded(piece: Interval | None, unit: str) -> str:
    return "" if piece is None or piece.unbounded else range_words(piece, unit)
