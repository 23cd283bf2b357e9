"""What `crossfoot explain` says: a family's page, a relation's arithmetic line by line, a claim with everything that bears on it.

Everything here is text made from the values of a run; nothing is decided anew.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Final

from crossfoot import wording
from crossfoot.arithmetic import pieces_words, steps
from crossfoot.check import Outcome
from crossfoot.constraint import Agreement, Within
from crossfoot.families import page
from crossfoot.figures import LIST, Figures, Key, group, key_of
from crossfoot.findings import formula
from crossfoot.house import FAMILY as HOUSE
from crossfoot.interval import Pieces, meet_all
from crossfoot.items import WAIVER
from crossfoot.readings import readings_of
from crossfoot.record_checks import FAMILIES as RECORD_FAMILIES
from crossfoot.record_checks import RecordCheck
from crossfoot.records import Claim
from crossfoot.relations import FAMILIES, Relation
from crossfoot.remarks import remark
from crossfoot.report.states import states_of
from crossfoot.report.terms import RECORD_WORDS, STATE_WORDS
from crossfoot.solver.decision import ADMISSIBLE, NEAREST, Decision
from crossfoot.solver.guards import guards
from crossfoot.solver.network import Network
from crossfoot.verdict_words import VERDICT_WORDS
from crossfoot.vocabulary import Bound, Verdict

_TIERS: Final = ((NEAREST, "A, rounded to nearest"), (ADMISSIBLE, "B, any admissible reading"))
_SUGGESTED: Final = 4
_DIGITS: Final = 9
_OTHERS: Final = {
    HOUSE: "Rules of the house: relations that a project states itself, in the hook crossfoot_relations of its conftest.py.",
    WAIVER: "Every waiver fits what it accepts: it has a reason, has not expired, and something would fail without it.",
}
_FAMILIES: Final = (*FAMILIES, *RECORD_FAMILIES, *_OTHERS)


class UnknownNameError(LookupError):
    """Nothing goes by that name; the message suggests what does."""


def family(name: str) -> list[str] | None:
    """The page of a family, or None where there is none of this name."""
    if name in FAMILIES:
        of = page(FAMILIES[name])
        sections = (line for heading, text in of.sections.items() for line in ("", heading, textwrap.indent(text, "  ")))
        return "\n".join([of.name, of.summary, *sections]).split("\n")
    if name in RECORD_FAMILIES:
        return [name, f"{RECORD_WORDS[name]}. A check of the record itself, not of figures against figures."]
    return [name, _OTHERS[name]] if name in _OTHERS else None


def explain(name: str, outcome: Outcome) -> list[str]:
    """The lines about a relation, a check of the record, a finding by its fingerprint, a figure or a claim.

    Raises:
        UnknownNameError: nothing in the data set goes by this name.
    """
    named = {name}.union(*(finding.relations for finding in outcome.findings if finding.fingerprint == name))
    found = [_relation(decision, outcome) for decision in outcome.decisions if decision.id in named]
    found += [_record_check(check, outcome) for check in outcome.record_checks if check.id in named]
    if found:
        return [line for number, lines in enumerate(found) for line in ([""] if number else []) + lines]
    claims = [claim for claim in outcome.claims if name in (claim.ref, claim.id)]
    if len(claims) == 1:
        return _claim(claims[0], outcome)
    if claims:
        raise UnknownNameError(f"found {name} in {len(claims)} documents, expected one of: {', '.join(claim.ref for claim in claims)}")
    about = [claim for claim in outcome.claims if key_of(claim, outcome.dataset.measures).id == name]
    if about:
        return [line for number, claim in enumerate(about) for line in ([""] if number else []) + _claim(claim, outcome)]
    raise UnknownNameError(_unknown(name, outcome))


def no_family(name: str) -> str:
    """The message where there is neither a family of this name nor a data set to look further in."""
    near = _near(name, _FAMILIES)
    return f"found no family named {name!r}{f'; did you mean: {near}' if near else ''}"


def _unknown(name: str, outcome: Outcome) -> str:
    refs = [claim.ref for claim in outcome.claims]
    near = _near(name, [*_FAMILIES, *(d.id for d in outcome.decisions), *refs, *(f.id for f in outcome.figures)])
    some = ", ".join([*(d.id for d in outcome.decisions[:1]), *refs[:1]])
    advice = f"did you mean: {near}" if near else f"crossfoot report lists every name{f', such as {some}' if some else ''}"
    return f"found no family, relation, figure or claim named {name!r}; {advice}"


def _near(name: str, known: Iterable[str]) -> str:
    """The names that are nearest, and those that hold it."""
    names = dict.fromkeys(known)
    within = [one for one in names if name and name.casefold() in one.casefold()]
    return ", ".join(list(dict.fromkeys([*get_close_matches(name, names, n=_SUGGESTED), *within]))[:_SUGGESTED])


def _record_check(check: RecordCheck, outcome: Outcome) -> list[str]:
    """A check of the record: what it asks, what was found, where, and the claims it is about."""
    lines = [check.id, f"{_capital(VERDICT_WORDS[check.verdict])}. {RECORD_WORDS[check.family]}."]
    lines += [f"  {line}" for line in (check.message, check.place) if line]
    for claim in outcome.claims:
        if claim.ref in check.claims:
            lines += ["", *_claim(claim, outcome)]
    return lines


# A relation


@dataclass(frozen=True, slots=True)
class _Context:
    """The figures of a decision, and what each may be."""

    outcome: Outcome
    decision: Decision
    figures: Figures
    network: Network

    @property
    def relation(self) -> Relation:
        return self.decision.relation

    def unit(self, key: Key) -> str:
        return self.figures.get(key).unit

    def shown(self, pieces: Pieces, key: Key) -> str:
        return pieces_words(pieces, self.unit(key))


def _context(decision: Decision, outcome: Outcome) -> _Context:
    figures = outcome.figures
    if decision.verdict is Verdict.WAIVED:
        # It was decided with the waived claim taken back in.
        present = {claim.ref for figure in figures for claim in (*figure.claims, *figure.broken)} | set(decision.claims)
        broken = {claim.ref for figure in figures for claim in figure.broken}
        figures = group(outcome.dataset, without={claim.ref for claim in outcome.claims} - present, broken=broken)
    others = [relation for relation in outcome.relations if relation.id != decision.id]
    return _Context(outcome, decision, figures, Network(figures, [decision.relation, *others]))


def _relation(decision: Decision, outcome: Outcome) -> list[str]:
    context = _context(decision, outcome)
    relation = decision.relation
    lines = [decision.id, f"{_capital(VERDICT_WORDS[decision.verdict])}. {relation.sentence}"]
    lines += [f"Formula: {formula(decision, context.figures)}", "", "The figures"]
    for key in dict.fromkeys(relation.keys):
        lines += _operand(key, context)
    lines += _steps(context)
    return [*lines, "", "The verdict", *(f"  {line}" for line in _why(context))]


def _operand(key: Key, context: _Context) -> Iterator[str]:
    """Who printed the figure, and what each print allows in both tiers."""
    figure = context.figures.get(key)
    yield f"  {wording.figure(key, context.figures)} ({key.id})"
    for claim in (*figure.claims, *figure.broken):
        yield f"    {_print(claim, context.outcome)}"
        yield from (f"      {line}" for line in _read(claim, context.figures, figure.unit))
    if figure.broken:
        yield f"    The record is broken: {', '.join(claim.ref for claim in figure.broken)}; it takes no part."
    if figure.usable and len(figure.claims) > 1:
        yield from (f"    together, tier {words}: {context.shown(figure.domain(tier), key)}" for tier, words in _TIERS)
    if not figure.usable and not figure.broken and not context.relation.guard:
        for tier, words in _TIERS:
            possible = context.network.view(context.relation, tier)[key]
            yield f"    nobody printed it; tier {words}: {context.shown(possible, key)}"


def _print(claim: Claim, outcome: Outcome) -> str:
    printed = f'"{claim.printed}"' if claim.printed else "a number that the text lost"
    return f"{wording.speaker(claim, outcome.dataset)}: {printed} ({claim.ref}{_place(claim)})"


def _place(claim: Claim) -> str:
    return "" if claim.start is None or claim.end is None else f", characters {claim.start:,} to {claim.end:,}"


def _read(claim: Claim, figures: Figures, unit: str) -> Iterator[str]:
    if claim.bound is Bound.LOST:
        return
    readings = readings_of(claim, figures.measures.get(claim.measure, LIST))
    for tier, words in _TIERS:
        yield f"tier {words}: {pieces_words(readings.tier(tier), unit)}"


def _steps(context: _Context) -> Iterator[str]:
    """How the other figures come to what they allow the subject, tier by tier."""
    relation, subject = context.relation, context.decision.subject
    together = isinstance(relation.constraint, Agreement)
    if relation.guard or (not together and any(context.network.unusable(key) for key in relation.keys)):
        return
    yield ""
    yield f"Step by step, for {wording.figure(subject, context.figures)}"
    for tier, words in _TIERS:
        yield f"  tier {words}"
        if together:
            yield from (f"    {line}" for line in _agreement(context, tier))
            continue
        domains = context.network.view(relation, tier)
        allowed = context.network.project(relation, subject, domains)
        yield from (f"    {line}" for line in steps(relation.constraint, subject, domains, context.figures))
        whole = ", in whole numbers" if context.network.is_whole(subject) else ""
        shown = pieces_words(allowed, context.unit(subject), near=context.figures.get(subject).domain(tier))
        yield f"    {_allowing(relation)} allow{whole}: {shown}"
        if context.figures.get(subject).usable:
            own = context.network.printed_domain(subject, tier)
            yield f"    its own prints allow: {context.shown(own, subject)}"
            both = meet_all([own, allowed])
            yield f"    both: {context.shown(both, subject)}"


def _allowing(relation: Relation) -> str:
    """Who says what the subject may be."""
    if isinstance(relation.constraint, Within):
        return "the limits"
    return "the other figures" if len(set(relation.keys)) > 1 else "the rules of the relation"


def _agreement(context: _Context, tier: str) -> Iterator[str]:
    """Claims of one figure, one after the other: what is left after each."""
    figure = context.figures.get(context.decision.subject)
    left: Pieces | None = None
    for claim in figure.claims:
        if claim.bound is Bound.LOST or claim.ref not in context.decision.claims:
            continue
        allowed = readings_of(claim, figure.measure).tier(tier)
        left = allowed if left is None else meet_all([left, allowed])
        yield f'"{claim.printed}" ({claim.ref}) leaves {pieces_words(left, figure.unit)}'


def _why(context: _Context) -> Iterator[str]:
    decision = context.decision
    yield f"{_capital(VERDICT_WORDS[decision.verdict])}{_because(decision)}."
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


# A claim


def _claim(claim: Claim, outcome: Outcome) -> list[str]:
    states = states_of(outcome)
    key = states.key_by_claim[claim.ref]
    figure = states.figures.get(key)
    lines = [f"{claim.ref} ({STATE_WORDS[states.by_claim[claim.ref]]})", _print(claim, outcome)]
    lines += [f"  row: {claim.document}/claims.csv, line {claim.line}", f"  figure: {wording.figure(key, states.figures)} ({key.id})"]
    lines += [f"  {line}" for line in _read(claim, states.figures, figure.unit)]
    lines += [f"  taken from the context: {', '.join(claim.assumed)}"] if claim.assumed else []
    lines += [f"  note: {claim.note}"] if claim.note else []
    others = [other for other in figure.claims if other.ref != claim.ref]
    lines += ["", "Other claims of this figure", *_or_none(f"  {_print(other, outcome)}" for other in others)]
    through = [decision for decision in outcome.decisions if key in decision.relation.keys]
    lines += ["", "Relations through it", *_or_none(line for decision in through for line in _bearing(decision, key, outcome))]
    return [*lines, "", "What guards it", *_guarded(key, figure.unit, outcome)]


def _bearing(decision: Decision, key: Key, outcome: Outcome) -> Iterator[str]:
    """One relation as it bears on one figure of it."""
    yield f"  {decision.id}: {VERDICT_WORDS[decision.verdict]}"
    context = _context(decision, outcome)
    relation = decision.relation
    if decision.reason and not decision.verdict.decided:
        yield f"    {decision.reason}"
    if relation.guard or isinstance(relation.constraint, Agreement) or any(context.network.unusable(name) for name in relation.keys):
        return
    tier, words = _TIERS[0] if decision.tier == "A" else _TIERS[1]
    allowed = context.network.project(relation, key, context.network.view(relation, tier))
    if context.figures.get(key).usable:
        yield f"    printed, tier {words}: {context.shown(context.network.printed_domain(key, tier), key)}"
    yield f"    {_allowing(relation)} allow: {context.shown(allowed, key)}"


def _guarded(key: Key, unit: str, outcome: Outcome) -> list[str]:
    idle = {figure.key for figure in outcome.unchecked_figures}
    found = () if key in idle else guards(outcome.figures, outcome.decisions).get(key, ())
    if not found or (len(found) == 1 and found[0].unbounded):
        return ["  nothing: a slip in it would go unnoticed"]
    return [f"  a value {outside_words(found, unit)} would fail a check"]


def outside_words(pieces: Pieces, unit: str) -> str:
    """Which values do not belong to a set that is not all numbers."""
    if len(pieces) == 1:
        (piece,) = pieces
        if piece.high is None and piece.low is not None:
            return f"{'below' if piece.low_closed else 'of at most'} {wording.number(piece.low, unit)}"
        if piece.low is None and piece.high is not None:
            return f"{'above' if piece.high_closed else 'of at least'} {wording.number(piece.high, unit)}"
        if piece.low == piece.high and piece.low is not None:
            return f"other than {wording.number(piece.low, unit)}"
    return f"outside {pieces_words(pieces, unit)}"


def _or_none(lines: Iterable[str]) -> Sequence[str]:
    return list(lines) or ["  none"]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
