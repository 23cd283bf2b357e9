"""One run: a data set in, every verdict and finding out. Reports, pytest and the command line all show this one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from crossfoot.constraint import Agreement
from crossfoot.dataset import Dataset
from crossfoot.figures import Figure, Figures, group
from crossfoot.findings import JOINT, OWN_ITEMS, Finding, of_conflict, of_decision, of_record_check, with_conflict
from crossfoot.floors import check_floors
from crossfoot.frames import Frames
from crossfoot.house import HouseRule, relations_of
from crossfoot.notes import Note, notes_of
from crossfoot.record_checks import RecordCheck, check_records
from crossfoot.records import Claim, Waiver
from crossfoot.relations import Relation, derive
from crossfoot.solver.decision import Decision
from crossfoot.solver.joint import NOTHING, Joint, decide_jointly
from crossfoot.solver.network import Network
from crossfoot.solver.posing import connected
from crossfoot.solver.single import decide
from crossfoot.vocabulary import Verdict
from crossfoot.waivers import WaiverFault, effective, faults, stale

_BREAKS_THE_CLAIM = "printed-value"
TOGETHER = "it fits or not with what other relations say of an unprinted figure; that is decided for all of them together"
_ALONE = frozenset({"plausible-value"})


@dataclass(frozen=True)
class Outcome:
    """Everything a run found.

    `relations` are those that were posed, house rules among them. `decisions` holds one decision a relation, and for each waived
    claim the relations that fail when it is taken back in (verdict `waived`). `today` is the date that decided which waivers had
    expired. `joint` is what deciding connected relations together found.
    """

    dataset: Dataset
    today: date
    figures: Figures
    decisions: tuple[Decision, ...]
    record_checks: tuple[RecordCheck, ...]
    waiver_faults: tuple[WaiverFault, ...]
    findings: tuple[Finding, ...]
    relations: tuple[Relation, ...] = ()
    joint: Joint = NOTHING

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the data set, those that were waived too."""
        return tuple(self.dataset.claims())

    @property
    def frames(self) -> Frames:
        """The run as pandas data frames: `outcome.frames.relations()`."""
        return Frames(self)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What is worth a look although nothing fails."""
        return notes_of(self)

    @cached_property
    def _by_id(self) -> Mapping[str, Decision]:
        return {decision.id: decision for decision in self.decisions}

    def decision(self, name: str) -> Decision | None:
        """The decision of a relation by its id, or None where there is none (a record check, say)."""
        return self._by_id.get(name)

    @cached_property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How many relations, record checks and waivers have each verdict."""
        counts: Counter[Verdict] = Counter(decision.verdict for decision in self.decisions)
        counts.update(item.verdict for item in self.record_checks)
        counts[Verdict.WAIVER_FAILED] += len(self.waiver_faults)
        counts.update(Verdict.WAIVED if finding.waiver else finding.verdict for finding in self.findings if finding.family in OWN_ITEMS)
        return {verdict: counts[verdict] for verdict in Verdict}

    @cached_property
    def unchecked_figures(self) -> tuple[Figure, ...]:
        """The printed figures that no relation to another print was decided for: nothing else in the records bears on them."""
        decided = {key for d in self.decisions if d.verdict.decided and _beside_another(d) for key in d.relation.keys}
        return tuple(figure for figure in self.figures if figure.key not in decided)

    def exit_code(self, *, strict: bool = False) -> int:
        """0 clean, 1 something fails, 5 nothing was decided."""
        if any(verdict.fails and count for verdict, count in self.verdicts.items()):
            return 1
        if strict and self.verdicts[Verdict.STRAINED]:
            return 1
        return 0 if any(decision.verdict.decided for decision in self.decisions) else 5

    def _repr_html_(self) -> str:
        """A small table of what was found, for a notebook."""
        from crossfoot.notebook import outcome_html  # noqa: PLC0415 - only a notebook asks

        return outcome_html(self)


def check(dataset: Dataset, *, today: date, rules: Iterable[HouseRule] = ()) -> Outcome:
    """Check a data set: its records, its relations and those of the house, its waivers.

    Raises:
        RuleError: something else than a house rule is among `rules`.
    """
    rules = tuple(rules)
    records = check_records(dataset)
    broken = _broken(records)
    waivers = effective(dataset, today)
    aside = _aside(waivers)
    figures = group(dataset, without=aside, broken=broken)
    relations = _relations(figures, rules)
    decisions = decide(figures, relations)
    run = _Run(dataset, frozenset(broken), aside, {decision.id for decision in decisions}, rules)
    joint = decide_jointly(Network(figures, relations), decisions)
    decisions = _settled_together(decisions, joint)
    records = (*records, *check_floors(dataset, decisions))
    found = _findings(decisions, joint, dataset, figures)
    waived = [run.take_back(waiver) for waiver in aside.values()]
    checks = tuple(_waived_check(item, aside) for item in records)
    found += [f for item in records if (f := of_record_check(item, dataset, _waiver_of(item, aside)))]
    found += [finding for result in waived for finding in result.findings]
    found, used = _accept(found, [waiver for waiver in waivers if waiver.finding])
    return Outcome(
        dataset,
        today,
        figures,
        tuple(sorted(_accepted((*decisions, *(d for result in waived for d in result.decisions)), found), key=lambda d: d.id)),
        _accepted_checks(checks, found),
        tuple(sorted((*faults(dataset, today), *_stale(waivers, waived, records, used)), key=lambda fault: fault.id)),
        tuple(sorted(found, key=lambda finding: (finding.severity, finding.verdict, finding.fingerprint))),
        relations,
        joint,
    )


def taking_part(dataset: Dataset, today: date) -> Figures:
    """The figures of a data set as a check takes them: without claims that are waived on that day or whose own record is broken."""
    return group(dataset, without=_aside(effective(dataset, today)), broken=_broken(check_records(dataset)))


def _broken(records: Iterable[RecordCheck]) -> set[str]:
    return {ref for item in records if item.family == _BREAKS_THE_CLAIM and item.verdict.fails for ref in item.claims}


def _aside(waivers: Iterable[Waiver]) -> dict[str, Waiver]:
    return {f"{waiver.document}/{waiver.claim}": waiver for waiver in waivers if waiver.claim}


def _settled_together(decisions: tuple[Decision, ...], joint: Joint) -> tuple[Decision, ...]:
    """The decisions, but those that fail only because of what other relations say: that is said once, of all of them together."""
    return tuple(
        replace(d, verdict=Verdict.NOT_CHECKED, reason=TOGETHER, stated=None, implied=None, slack=None) if d.id in joint.by_others else d
        for d in decisions
    )


def _findings(decisions: Iterable[Decision], joint: Joint, dataset: Dataset, figures: Figures) -> list[Finding]:
    by_id = {decision.id: decision for decision in decisions}
    repaired = {name: conflict for conflict in reversed(joint.conflicts) for name in conflict.failing}
    found = []
    for decision in by_id.values():
        finding = of_decision(decision, dataset, figures)
        if finding is not None:
            conflict = repaired.get(decision.id)
            found.append(with_conflict(finding, conflict, dataset, figures) if conflict and finding.verdict.fails else finding)
    return found + [of_conflict(conflict, by_id, dataset, figures) for conflict in joint.conflicts if not conflict.failing]


def _relations(figures: Figures, rules: tuple[HouseRule, ...]) -> tuple[Relation, ...]:
    return tuple(sorted((*derive(figures), *relations_of(rules, figures)), key=lambda relation: relation.id))


@dataclass(frozen=True, slots=True)
class _TakenBack:
    waiver: Waiver
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """What taking a waived claim back in needs to know."""

    dataset: Dataset
    broken: frozenset[str]
    aside: Mapping[str, Waiver]
    taken: set[str]
    rules: tuple[HouseRule, ...] = ()

    def take_back(self, waiver: Waiver) -> _TakenBack:
        """The relations that fail with this waived claim back in, all other waived ones still set aside."""
        ref = f"{waiver.document}/{waiver.claim}"
        if ref in self.broken:
            return _TakenBack(waiver, (), ())
        figures = group(self.dataset, without=self.aside.keys() - {ref}, broken=self.broken)
        relations = _relations(figures, self.rules)
        its = {relation.id for relation in relations if any(ref in _refs(figures.get(key)) for key in relation.keys)}
        sets = (some for some in connected(relations) if any(relation.id in its for relation in some))
        related = [relation for some in sets for relation in some]
        decisions = decide(figures, related)
        joint = decide_jointly(Network(figures, related), decisions)
        settled = _settled_together(decisions, joint)
        failing = [decision for decision in settled if decision.verdict.fails and decision.id in its and ref in decision.claims]
        if not failing:
            together = [
                c for c in joint.conflicts if c.verdict.fails and not c.failing and any(ref in repair.claims for repair in c.repairs)
            ]
            by_id = {decision.id: decision for decision in settled}
            found = (of_conflict(conflict, by_id, self.dataset, figures) for conflict in together)
            return _TakenBack(waiver, (), tuple(replace(finding, waiver=waiver) for finding in found))
        named = [self._named(decision, ref) for decision in failing]
        findings = [f for decision in named if (f := of_decision(decision, self.dataset, figures, waiver))]
        accepted = (replace(decision, verdict=Verdict.WAIVED, reason=waiver.reason) for decision in named)
        return _TakenBack(waiver, tuple(accepted), tuple(findings))

    def _named(self, decision: Decision, ref: str) -> Decision:
        """The decision under the relation's own id, or one that names the claim where the relation is decided without it too."""
        relation = decision.relation
        if relation.id in self.taken:
            relation = replace(relation, id=f"{relation.id}/with-{ref.rpartition('/')[2]}")
        self.taken.add(relation.id)
        return replace(decision, relation=relation)


def _beside_another(decision: Decision) -> bool:
    """Whether a figure was held against another print; one that nobody gave to whom it is credited was not."""
    constraint = decision.relation.constraint
    alone = isinstance(constraint, Agreement) and len(constraint.claims) == 1
    return decision.relation.family not in _ALONE and not alone


def _refs(figure: Figure) -> set[str]:
    return {claim.ref for claim in figure.claims}


def _waiver_of(item: RecordCheck, aside: Mapping[str, Waiver]) -> Waiver | None:
    return next((aside[ref] for ref in item.claims if ref in aside), None) if item.with_claim else None


def _waived_check(item: RecordCheck, aside: Mapping[str, Waiver]) -> RecordCheck:
    waiver = _waiver_of(item, aside)
    return replace(item, verdict=Verdict.WAIVED) if waiver and item.verdict.fails else item


def _accept(findings: Iterable[Finding], waivers: list[Waiver]) -> tuple[list[Finding], set[tuple[str | None, str | None]]]:
    """The findings, with the waivers granted for exactly them, and which waivers were used."""
    granted = {(waiver.finding, waiver.state): waiver for waiver in waivers}
    accepted, used = [], set()
    for finding in findings:
        waiver = granted.get((finding.fingerprint, finding.state)) if finding.verdict.fails else None
        if waiver:
            used.add((waiver.finding, waiver.state))
        accepted.append(replace(finding, waiver=waiver) if waiver and finding.waiver is None else finding)
    return accepted, used


def _accepted(decisions: Iterable[Decision], findings: Iterable[Finding]) -> list[Decision]:
    waived = {relation: f.waiver for f in findings if f.waiver is not None and f.family != JOINT for relation in f.relations}
    return [replace(d, verdict=Verdict.WAIVED, reason=waived[d.id].reason) if d.verdict.fails and d.id in waived else d for d in decisions]


def _accepted_checks(checks: Iterable[RecordCheck], findings: Iterable[Finding]) -> tuple[RecordCheck, ...]:
    waived = {item for finding in findings if finding.waiver is not None for item in finding.relations}
    return tuple(replace(item, verdict=Verdict.WAIVED) if item.verdict.fails and item.id in waived else item for item in checks)


def _stale(
    waivers: Iterable[Waiver], waived: Iterable[_TakenBack], records: Iterable[RecordCheck], used: set[tuple[str | None, str | None]]
) -> list[WaiverFault]:
    needed = {f"{w.waiver.document}/{w.waiver.claim}" for w in waived if w.findings}
    needed |= {ref for item in records if item.verdict.fails for ref in item.claims}
    by_claim = [stale(w) for w in waivers if w.claim and f"{w.document}/{w.claim}" not in needed]
    return by_claim + [stale(w) for w in waivers if w.finding and (w.finding, w.state) not in used]
