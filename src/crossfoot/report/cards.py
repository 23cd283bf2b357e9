"""Each finding as a card: what is wrong, who said what, what would repair it. Everything here is plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.findings import JOINT, Finding, fingerprint
from crossfoot.interval import hull
from crossfoot.items import WAIVER
from crossfoot.queries import query_of
from crossfoot.records import Waiver
from crossfoot.repairing import proof_lines, repair_lines
from crossfoot.report.network_around import Touching, network_of, touching_of
from crossfoot.report.network_picture import NetworkPicture
from crossfoot.report.shown import NOTE, QUERY_LINE, lines, shown
from crossfoot.report.states import State, decisions_of, state_of_finding
from crossfoot.report.telling import Held, Said, Teller
from crossfoot.report.terms import FAILED_WORDS
from crossfoot.solver.decision import RELEASED, Decision
from crossfoot.verdict_words import VERDICT_WORDS
from crossfoot.vocabulary import Verdict
from crossfoot.waivers import WaiverFault

MOST_REPAIRS = 8


@dataclass(frozen=True, slots=True)
class Accepted:
    """A waiver in words."""

    name: str
    reason: str
    by: str
    since: str
    expires: str
    should_read: str


@dataclass(frozen=True, slots=True)
class Card:
    """One finding. `anchor` is its id in the page, `stamp` the hash of what was printed, `place` where a failed record check looked.

    `culprit` is the figure that most likely is the slip, held against what all the others allow it, where only all of them together
    say so; `repairs` say which figures, printed otherwise, would make everything agree.
    """

    anchor: str
    fingerprint: str
    stamp: str
    state: State
    verdict: str
    family: str
    title: str
    headline: str
    details: tuple[str, ...]
    said: tuple[Said, ...]
    held: tuple[Held, ...]
    place: str
    waiver: Accepted | None
    query: str = ""
    culprit: Held | None = None
    steps: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    reading: str = ""
    stretch: str = ""
    network: NetworkPicture | None = None


def cards_of(outcome: Outcome, teller: Teller) -> tuple[Card, ...]:
    """A card for each finding and each waiver at fault, the worst first."""
    touching = touching_of(outcome)
    cards = [_card(finding, outcome, teller, touching) for finding in outcome.findings]
    cards += [_fault_card(fault, outcome, teller) for fault in outcome.waiver_faults]
    order = list(State)
    return _unique(sorted(cards, key=lambda card: order.index(card.state)))


def _card(finding: Finding, outcome: Outcome, teller: Teller, touching: Touching) -> Card:
    decisions = decisions_of(finding, outcome)
    headline, *details = lines(finding.message) or [""]
    by_record = finding.verdict in (Verdict.RECORD_CHECK_FAILED, Verdict.WEAKENED)
    places = [check.place for check in outcome.record_checks if check.id in finding.relations and check.place]
    return Card(
        anchor=finding.fingerprint,
        fingerprint=finding.fingerprint,
        stamp=finding.state,
        state=state_of_finding(finding),
        verdict=VERDICT_WORDS[finding.verdict],
        family=finding.family,
        title=_title(finding, decisions, teller),
        headline=_sentence(headline) if by_record else headline,
        # The card of a relation says the rest in a form of its own.
        details=() if decisions else tuple(details),
        said=teller.all_said(_in_order(_named(finding), decisions, teller)),
        held=tuple(_formula_only(teller.held(decision)) if finding.family == JOINT else teller.held(decision) for decision in decisions),
        place=shown(finding.place or (places[0] if places else "")),
        waiver=_accepted(finding.waiver) if finding.waiver else None,
        query="\n".join(shown(line, QUERY_LINE) for line in query_of(finding, outcome, teller.states.figures).text.split("\n")),
        culprit=_culprit(finding, decisions, teller),
        steps=_steps(finding, teller),
        repairs=_repairs(finding, outcome, teller),
        reading=shown(finding.conflict.reading, NOTE) if finding.conflict else "",
        stretch=_stretch(finding),
        network=network_of(finding, outcome, teller, touching),
    )


def _steps(finding: Finding, teller: Teller) -> tuple[str, ...]:
    """How it follows, where more than one relation is needed for it."""
    if finding.family != JOINT or finding.conflict is None:
        return ()
    return tuple(shown(line, NOTE) for line in proof_lines(finding.conflict, teller.states.figures))


def _repairs(finding: Finding, outcome: Outcome, teller: Teller) -> tuple[str, ...]:
    """The hints first: another way to read a figure is likelier than a slip of the pen."""
    told = list(finding.hints)
    if finding.conflict is not None and finding.verdict is Verdict.CONTRADICTION:
        told += repair_lines(finding.conflict, outcome.dataset, teller.states.figures, most=MOST_REPAIRS)
    return tuple(shown(line, NOTE) for line in told)


def _culprit(finding: Finding, decisions: Sequence[Decision], teller: Teller) -> Held | None:
    """The figure that all relations together leave no room for, drawn like that of one relation."""
    if finding.family != JOINT or finding.conflict is None or not finding.conflict.repairs:
        return None
    repair = finding.conflict.repairs[0]
    about = next((decision for decision in decisions if repair.key in decision.relation.keys), None)
    if about is None:
        return None
    stated = hull(teller.outcome.figures.get(repair.key).domain(RELEASED))
    return teller.held(replace(about, subject=repair.key, stated=stated, implied=hull(repair.values), claims=repair.claims, guarded=None))


def _formula_only(held: Held) -> Held:
    """One of several relations of a conflict: it holds by itself, so that its own intervals show nothing."""
    return replace(held, bars=None)


def _stretch(finding: Finding) -> str:
    """By how much rounding would have to be coarser, in words."""
    conflict = finding.conflict
    if conflict is None or finding.verdict is not Verdict.CONTRADICTION:
        return ""
    if conflict.stretch is None:
        return "No rounding, however coarse, explains it." if conflict.complete else ""
    return f"Rounding would have to be {wording.number(conflict.stretch, digits=2)} times as coarse for all of it to fit."


def _title(finding: Finding, decisions: Sequence[Decision], teller: Teller) -> str:
    if finding.family == JOINT and finding.conflict and finding.conflict.repairs:
        return teller.label(finding.conflict.repairs[0].key)
    if decisions:
        return teller.label(decisions[0].subject)
    if finding.claims:
        return teller.label(teller.states.key_by_claim[finding.claims[0]])
    return FAILED_WORDS.get(finding.family, finding.family)


def _named(finding: Finding) -> tuple[str, ...]:
    """The claims to show: of figures that clash only together those without which they would not."""
    return finding.conflict.core if finding.family == JOINT and finding.conflict else finding.claims


def _in_order(refs: Iterable[str], decisions: Sequence[Decision], teller: Teller) -> list[str]:
    """The claims of the subject first, then those of the other figures in the order of the formula."""
    keys = dict.fromkeys(key for decision in decisions for key in (decision.subject, *decision.relation.keys))
    place = {key: number for number, key in enumerate(keys)}
    return sorted(refs, key=lambda ref: (place.get(teller.states.key_by_claim[ref], len(place)), ref))


def _fault_card(fault: WaiverFault, outcome: Outcome, teller: Teller) -> Card:
    waiver = fault.waiver
    claims = [claim for claim in outcome.dataset.document(waiver.document).claims if claim.id == waiver.claim]
    headline, *details = lines(fault.message) or [""]
    name = fingerprint(WAIVER, [fault.id])
    return Card(
        anchor=name,
        fingerprint=name,
        stamp="",
        state=State.FAILING,
        verdict=VERDICT_WORDS[Verdict.WAIVER_FAILED],
        family=WAIVER,
        title=teller.label_of(claims[0]) if claims else f"Waiver of {shown(waiver.name)}",
        headline=_sentence(headline),
        details=tuple(details),
        said=tuple(teller.said(claim) for claim in claims),
        held=(),
        place=f"{waiver.document}/waivers.yaml:{waiver.line}",
        waiver=_accepted(waiver),
    )


def _sentence(message: str) -> str:
    """A message of a record check or a waiver as a sentence."""
    return f"{message[:1].upper()}{message[1:].rstrip('.')}."


def _accepted(waiver: Waiver) -> Accepted:
    return Accepted(
        name=shown(waiver.name),
        reason=shown(waiver.reason, NOTE),
        by=shown(waiver.by),
        since=wording.period(waiver.since.isoformat()) if waiver.since else "",
        expires=wording.period(waiver.expires.isoformat()) if waiver.expires else "",
        should_read=shown(waiver.should_read),
    )


def _unique(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The cards, an anchor that repeats numbered from 2 on: two findings may be about the same claims."""
    counts: Counter[str] = Counter()
    found = []
    for card in cards:
        counts[card.anchor] += 1
        number = counts[card.anchor]
        found.append(card if number == 1 else replace(card, anchor=f"{card.anchor}-{number}"))
    return tuple(found)
