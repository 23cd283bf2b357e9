"""A relation explained: who printed its figures, the arithmetic line by line, the verdict and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from crossfoot import wording
from crossfoot.arithmetic import outside_words, pieces_words, steps
from crossfoot.check import Outcome
from crossfoot.constraint import Agreement
from crossfoot.figures import LIST, Figures, Key, group
from crossfoot.findings import formula
from crossfoot.interval import Pieces, meet_all
from crossfoot.readings import readings_of
from crossfoot.records import Claim
from crossfoot.relations import Relation
from crossfoot.remarks import remark
from crossfoot.solver.decision import ADMISSIBLE, NEAREST, Decision
from crossfoot.solver.network import Network
from crossfoot.verdict_words import VERDICT_WORDS
from crossfoot.vocabulary import Bound, Verdict

TIERS: Final = ((NEAREST, "A, rounded to nearest"), (ADMISSIBLE, "B, any admissible reading"))
_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Context:
    """The figures of a decision, and what each may be."""

    outcome: Outcome
    decision: Decision
    figures: Figures
    network: Network

    @property
    def relation(self) -> Relation:
        """What was decided."""
        return self.decision.relation

    def unit(self, key: Key) -> str:
        """The unit of a figure."""
        return self.figures.get(key).unit

    def shown(self, pieces: Pieces, key: Key) -> str:
        """What a figure may be, in words, in its unit."""
        return pieces_words(pieces, self.unit(key))


def context_of(decision: Decision, outcome: Outcome) -> Context:
    """The figures that a decision was made with."""
    figures = outcome.figures
    if decision.verdict is Verdict.WAIVED:
        # It was decided with the waived claim taken back in.
        present = {claim.ref for figure in figures for claim in (*figure.claims, *figure.broken)} | set(decision.claims)
        broken = {claim.ref for figure in figures for claim in figure.broken}
        figures = group(outcome.dataset, without={claim.ref for claim in outcome.claims} - present, broken=broken)
    others = [relation for relation in outcome.relations if relation.id != decision.id]
    return Context(outcome, decision, figures, Network(figures, [decision.relation, *others]))


def relation_lines(decision: Decision, outcome: Outcome) -> list[str]:
    """The lines about a relation."""
    context = context_of(decision, outcome)
    relation = decision.relation
    lines = [decision.id, f"{wording.capital(VERDICT_WORDS[decision.verdict])}. {relation.sentence}"]
    lines += [f"Formula: {formula(decision, context.figures)}", "", "The figures"]
    for key in dict.fromkeys(relation.keys):
        lines += _operand(key, context)
    lines += _steps(context)
    return [*lines, "", "The verdict", *(f"  {line}" for line in _why(context))]


def _operand(key: Key, context: Context) -> Iterator[str]:
    """Who printed the figure, and what each print allows in both tiers."""
    figure = context.figures.get(key)
    yield f"  {wording.figure(key, context.figures)} ({key.id})"
    for claim in (*figure.claims, *figure.broken):
        yield f"    {print_words(claim, context.outcome)}"
        yield from (f"      {line}" for line in reading_lines(claim, context.figures, figure.unit))
    if figure.broken:
        yield f"    The record is broken: {', '.join(claim.ref for claim in figure.broken)}; it takes no part."
    if figure.usable and len(figure.claims) > 1:
        yield from (f"    together, tier {words}: {context.shown(figure.domain(tier), key)}" for tier, words in TIERS)
    if not figure.usable and not figure.broken and not context.relation.guard:
        for tier, words in TIERS:
            possible = context.network.view(context.relation, tier)[key]
            yield f"    nobody printed it; tier {words}: {context.shown(possible, key)}"


def print_words(claim: Claim, outcome: Outcome) -> str:
    """Who printed what, and where."""
    printed = f'"{claim.printed}"' if claim.printed else "a number that the text lost"
    return f"{wording.speaker(claim, outcome.dataset)}: {printed} ({claim.ref}{_place(claim)})"


def _place(claim: Claim) -> str:
    return "" if claim.start is None or claim.end is None else f", characters {claim.start:,} to {claim.end:,}"


def reading_lines(claim: Claim, figures: Figures, unit: str) -> Iterator[str]:
    """What a print allows in both tiers."""
    if claim.bound is Bound.LOST:
        return
    readings = readings_of(claim, figures.measures.get(claim.measure, LIST))
    for tier, words in TIERS:
        yield f"tier {words}: {pieces_words(readings.tier(tier), unit)}"


def _steps(context: Context) -> Iterator[str]:
    """How the other figures come to what they allow the subject, tier by tier."""
    relation, subject = context.relation, context.decision.subject
    together = isinstance(relation.constraint, Agreement)
    if relation.guard or (not together and any(context.network.unusable(key) for key in relation.keys)):
        return
    yield ""
    yield f"Step by step, for {wording.figure(subject, context.figures)}"
    for tier, words in TIERS:
        yield f"  tier {words}"
        if together:
            yield from (f"    {line}" for line in _agreement(context, tier))
            continue
        domains = context.network.view(relation, tier)
        allowed = context.network.project(relation, subject, domains)
        yield from (f"    {line}" for line in steps(relation.constraint, subject, domains, context.figures))
        whole = ", in whole numbers" if context.network.is_whole(subject) else ""
        shown = pieces_words(allowed, context.unit(subject), near=context.figures.get(subject).domain(tier))
        yield f"    {relation.allowing} allow{whole}: {shown}"
        if context.figures.get(subject).usable:
            own = context.network.printed_domain(subject, tier)
            yield f"    its own prints allow: {context.shown(own, subject)}"
            both = meet_all([own, allowed])
            yield f"    both: {context.shown(both, subject)}"


def _agreement(context: Context, tier: str) -> Iterator[str]:
    """Claims of one figure, one after the other: what is left after each."""
    figure = context.figures.get(context.decision.subject)
    left: Pieces | None = None
    for claim in figure.claims:
        if claim.bound is Bound.LOST or claim.ref not in context.decision.claims:
            continue
        allowed = readings_of(claim, figure.measure).tier(tier)
        left = allowed if left is None else meet_all([left, allowed])
        yield f'"{claim.printed}" ({claim.ref}) leaves {pieces_words(left, figure.unit)}'


def _why(context: Context) -> Iterator[str]:
    decision = context.decision
    yield f"{wording.capital(VERDICT_WORDS[decision.verdict])}{_because(decision)}."
    words = remark(decision, context.figures)
    if words:
        yield words
    if decision.slack is not None:
        yield _room(decision, decision.slack)
    if decision.power is not None:
        yield f"Of the nine other last digits of the subject, {round(decision.power * _DIGITS)} would have been caught."
    if decision.guarded is not None and not decision.guarded.unbounded:
        yield f"A value {outside_words((decision.guarded,), context.unit(decision.subject))} would have been caught."
    if decision.relation.premises:
        yield f"Taken for granted: {'; '.join(decision.relation.premises)}."
    if decision.through:
        yield f"It rests also on: {', '.join(decision.through)}."


def _room(decision: Decision, slack: Fraction) -> str:
    """By how much the two sides overlap or miss each other. Where an end that both share belongs to one of them only, they miss."""
    if slack:
        return f"They {'overlap' if slack > 0 else 'miss each other'} by {wording.number(abs(slack))} of the last printed unit."
    stated, implied = decision.stated, decision.implied
    apart = stated is not None and implied is not None and stated.intersect(implied).empty
    return (
        "They touch without meeting: one ends where the other begins, and that end does not belong to both."
        if apart
        else "They meet in one number."
    )


def _because(decision: Decision) -> str:
    reason = {
        Verdict.HOLDS: "true values exist that fit every print as rounded",
        Verdict.CONTRADICTION: "no true values fit, whichever way the figures were rounded or cut off",
        Verdict.STRAINED: decision.reading,
    }.get(decision.verdict, decision.reason)
    return f": {reason.rstrip('.')}" if reason else ""
