"""Every weakening of an update: those in what the files say, and what became of the relations.

Each has a kind and says what it is about, so that whoever means it can say so in the same change (`acknowledged` in waivers.yaml). A
relation that was lost only because of another weakening is told with that one and needs no word of its own; nor does one that was lost
to something that fails anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from crossfoot.dataset import Dataset
from crossfoot.figures import Figures
from crossfoot.findings import JOINT
from crossfoot.gating.changes import ClaimChange, Pair, name_now
from crossfoot.gating.weakening import Ends, Weakening
from crossfoot.gating.weaker_records import of_records
from crossfoot.gating.weaker_rules import of_rules
from crossfoot.records import TIMES, Acknowledgement, Claim
from crossfoot.relations.declared import FAMILY as DECLARED
from crossfoot.report.states import State, state_of_finding
from crossfoot.solver.decision import Decision
from crossfoot.solver.power import other_digits
from crossfoot.vocabulary import Bound, Statistic, Weakens


def weakenings(ends: Ends, changes: Sequence[ClaimChange], found: Sequence[Pair]) -> tuple[Weakening, ...]:
    """Every weakening between two versions, by kind and by what it is about, with its acknowledgement where there is one."""
    told: dict[tuple[Weakens, str], Weakening] = {}
    for one in (*of_records(ends, changes), *of_rules(ends)):
        told.setdefault((one.kind, one.what), one)
    complete = _with_lost(list(told.values()), found, ends)
    entries = _new_acknowledgements(ends.base.dataset, ends.head.dataset)
    order = list(Weakens)
    return tuple(_acknowledged(one, entries) for one in sorted(complete, key=lambda one: (order.index(one.kind), one.what)))


# Relations that are decided no more


def _with_lost(told: list[Weakening], found: Iterable[Pair], ends: Ends) -> list[Weakening]:
    """The weakenings with the relations that they cost, and one more for each relation that nothing else explains."""
    failing = {ref for finding in ends.head.findings if state_of_finding(finding) is State.FAILING for ref in finding.claims}
    lost: dict[int, list[str]] = {}
    more = []
    for pair in found:
        kind, gone = _gone(pair, ends)
        if not gone or (pair.claims & failing and kind is Weakens.RELATION_LOST):
            continue
        because = [n for n, one in enumerate(told) if _explains(one, pair)]
        for n in because:
            lost.setdefault(n, []).append(pair.base.id)
        if not because:
            claims = tuple(sorted(pair.claims))
            more.append(Weakening(kind, pair.base.id, f"{pair.base.id} {gone}", _file_of(claims), claims=claims))
    for n, name in _findings_gone(told, ends):
        lost.setdefault(n, []).append(name)
    with_lost = (replace(one, lost=tuple(sorted(set(lost.get(n, ()))))) for n, one in enumerate(told))
    return [*(one for one in with_lost if one.lost or not one.only_if_lost), *more]


def _gone(pair: Pair, ends: Ends) -> tuple[Weakens, str]:
    """What became of a relation that says less than before, or nothing where it does not."""
    if pair.head is None:
        return Weakens.RELATION_LOST, pair.gone
    if not pair.decided:
        why = pair.head.reason or "there is nothing printed to hold it against"
        return Weakens.RELATION_LOST, f"was decided, and is not any more: {why}"
    if pair.head.relation.caveat and not pair.base.relation.caveat:
        return Weakens.RELATION_LOST, f"can no longer contradict, but at most strain: {pair.head.relation.caveat}"
    if pair.base == pair.head:
        # Decided alike by the same intervals: most relations of most updates, and power costs.
        return Weakens.POWER_LOST, ""
    if _lets_pass(pair.base, pair.head, ends) and pair.base.power and not pair.head.power:
        return Weakens.POWER_LOST, "holds still, but no other last digit would be noticed any more"
    return Weakens.POWER_LOST, ""


def _lets_pass(base: Decision, head: Decision, ends: Ends) -> bool:
    """Whether a relation would no longer notice another digit of its subject at the place of the last one that was printed before.

    Where it is printed more finely now, another last digit is a smaller slip; that it is not noticed makes nothing weaker.
    """
    old, new = _stands_for(base, ends.base.figures), _stands_for(head, ends.head.figures)
    limits = head.guarded
    other = head.relation.family != base.relation.family
    if other or old is None or new is None or limits is None or head.verdict.fails:
        return False
    return all(limits.contains(_number(new) + value * _scale(old) - _number(old)) for value, _ in other_digits(old))


def _stands_for(decision: Decision, figures: Figures) -> Claim | None:
    """The first claim of the subject that gives a number."""
    return next((claim for claim in figures.get(decision.subject).numbers if claim.bound is not Bound.LOST), None)


def _number(claim: Claim) -> Fraction:
    return claim.number * _scale(claim)


def _scale(claim: Claim) -> int:
    """Growth is in percent, however it was printed."""
    return 100 if claim.statistic is Statistic.GROWTH and claim.unit == TIMES else 1


def _explains(one: Weakening, pair: Pair) -> bool:
    """Whether a weakening is about a claim or a measure of the relation, or of what it rests on."""
    if pair.claims & set(one.claims):
        return True
    if one.measure:
        return any(one.measure in (key.measure, key.of, key.minus, key.versus) for key in pair.base.relation.keys)
    if one.kind is Weakens.SCENARIO_CHANGED:
        return any(one.what in (key.scenario, key.versus, key.minus) for key in pair.base.relation.keys)
    declared = pair.base.relation.family == DECLARED and pair.base.id.rpartition(".")[2] == one.what.rpartition("/")[2]
    return declared and one.kind is Weakens.DECLARATION_REMOVED


def _findings_gone(told: Sequence[Weakening], ends: Ends) -> Iterator[tuple[int, str]]:
    """What failed before only of several relations together and is gone, with each change that is about a claim in it."""
    now = {finding.fingerprint for finding in ends.head.findings}
    for finding in ends.base.findings:
        if finding.family == JOINT and state_of_finding(finding) is State.FAILING and name_now(finding, ends.names) not in now:
            claims = {ends.names.ref(ref) for ref in finding.claims}
            yield from ((n, finding.fingerprint) for n, one in enumerate(told) if one.only_if_lost and claims & set(one.claims))


def _file_of(claims: Sequence[str]) -> str:
    return f"{claims[0].partition('/')[0]}/claims.csv" if claims else "measures.yaml"


# Acknowledgements


def _new_acknowledgements(base: Dataset, head: Dataset) -> list[Acknowledgement]:
    """Those that the change itself brings: what was accepted once is no permit for ever."""
    old = {_said(entry) for document in base.documents for entry in document.acknowledged}
    return [entry for document in head.documents for entry in document.acknowledged if _said(entry) not in old]


def _said(entry: Acknowledgement) -> tuple[str, ...]:
    """What an entry says, wherever it stands."""
    return entry.weakening, *(" ".join(text.split()) for text in (entry.what, entry.reason, entry.by))


def _acknowledged(one: Weakening, entries: Iterable[Acknowledgement]) -> Weakening:
    for entry in entries:
        if entry.weakening is one.kind and entry.what in (one.what, one.what.removeprefix(f"{entry.document}/")) and entry.reason.strip():
            return replace(one, acknowledged=entry)
    return one
