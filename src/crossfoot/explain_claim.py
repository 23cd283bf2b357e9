"""A claim explained: how it was read, who else gives its figure, every relation through it, and what guards it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crossfoot import wording
from crossfoot.arithmetic import outside_words
from crossfoot.check import Outcome
from crossfoot.constraint import Agreement
from crossfoot.explain_relation import TIERS, context_of, print_words, reading_lines
from crossfoot.figures import Key
from crossfoot.records import Claim
from crossfoot.report.states import states_of
from crossfoot.report.terms import STATE_WORDS
from crossfoot.solver.decision import Decision
from crossfoot.solver.guards import guards
from crossfoot.verdict_words import VERDICT_WORDS


def claim_lines(claim: Claim, outcome: Outcome) -> list[str]:
    """The lines about a claim."""
    states = states_of(outcome)
    key = states.key_by_claim[claim.ref]
    figure = states.figures.get(key)
    lines = [f"{claim.ref} ({STATE_WORDS[states.by_claim[claim.ref]]})", print_words(claim, outcome)]
    lines += [f"  row: {claim.document}/claims.csv, line {claim.line}", f"  figure: {wording.figure(key, states.figures)} ({key.id})"]
    lines += [f"  {line}" for line in reading_lines(claim, states.figures, figure.unit)]
    lines += [f"  taken from the context: {', '.join(claim.taken_from_context)}"] if claim.taken_from_context else []
    lines += [f"  a draft, not confirmed: {', '.join(claim.guesses)}"] if claim.guesses else []
    lines += [f"  note: {claim.note}"] if claim.note else []
    others = [other for other in figure.claims if other.ref != claim.ref]
    lines += ["", "Other claims of this figure", *_or_none(f"  {print_words(other, outcome)}" for other in others)]
    through = [decision for decision in outcome.decisions if key in decision.relation.keys]
    lines += ["", "Relations through it", *_or_none(line for decision in through for line in _bearing(decision, key, outcome))]
    return [*lines, "", "What guards it", *_guarded(key, figure.unit, outcome)]


def _bearing(decision: Decision, key: Key, outcome: Outcome) -> Iterator[str]:
    """One relation as it bears on one figure of it."""
    yield f"  {decision.id}: {VERDICT_WORDS[decision.verdict]}"
    context = context_of(decision, outcome)
    relation = decision.relation
    if decision.reason and not decision.verdict.decided:
        yield f"    {decision.reason}"
    if relation.guard or isinstance(relation.constraint, Agreement) or any(context.network.unusable(name) for name in relation.keys):
        return
    tier, words = TIERS[0] if decision.tier == "A" else TIERS[1]
    allowed = context.network.project(relation, key, context.network.view(relation, tier))
    if context.figures.get(key).usable:
        yield f"    printed, tier {words}: {context.shown(context.network.printed_domain(key, tier), key)}"
    yield f"    {relation.allowing} allow: {context.shown(allowed, key)}"


def _guarded(key: Key, unit: str, outcome: Outcome) -> list[str]:
    idle = {figure.key for figure in outcome.unchecked_figures}
    found = () if key in idle else guards(outcome.figures, outcome.decisions).get(key, ())
    if not found or (len(found) == 1 and found[0].unbounded):
        return ["  nothing: a slip in it would go unnoticed"]
    return [f"  a value {outside_words(found, unit)} would fail a check"]


def _or_none(lines: Iterable[str]) -> Sequence[str]:
    return list(lines) or ["  none"]
