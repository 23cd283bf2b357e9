"""What a run is counted in: one item for each relation, record check and waiver at fault, with its verdict and its words.

pytest, the command line and every count in them come from here, so that they cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.findings import JOINT, WEAKENING, Finding, by_relation
from crossfoot.house import FAMILY as HOUSE
from crossfoot.house import claimed_as
from crossfoot.record_checks import FAMILIES as RECORD_FAMILIES
from crossfoot.record_checks import RecordCheck
from crossfoot.relations import FAMILIES as RELATION_FAMILIES
from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Verdict

WAIVER: Final = "waiver"
SKIPPED: Final = frozenset({Verdict.IMPLIES, Verdict.NOT_CHECKED})


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was checked.

    `message` says in a few plain lines what is wrong, or was before it was waived; `reason` says in one line why it was skipped,
    strained or waived. Both are empty where there is nothing to say. `home` is the family in whose module it is shown, where that is
    not its own.
    """

    id: str
    family: str
    verdict: Verdict
    message: str = ""
    reason: str = ""
    home: str = ""

    @property
    def is_relation(self) -> bool:
        """Whether figures were held against figures: only these decide whether a run decided anything."""
        return self.family not in (*RECORD_FAMILIES, WAIVER, WEAKENING)

    @property
    def claimed_as(self) -> str:
        """The name by which a module of checks/ claims it."""
        return claimed_as(self.home or self.family)

    def fails(self, *, strict: bool) -> bool:
        """Whether the item makes the build red."""
        return self.verdict.fails or (strict and self.verdict is Verdict.STRAINED)


def items_of(outcome: Outcome) -> tuple[Item, ...]:
    """Every item of a run: relations, what clashes only together, record checks, waivers at fault, and what weakens the gate."""
    found = by_relation(outcome.findings)
    relations = (_of_decision(decision, found, outcome) for decision in outcome.decisions)
    records = (_of_record_check(check, found) for check in outcome.record_checks)
    together = (_of_conflict(finding) for finding in outcome.findings if finding.family == JOINT)
    waivers = (Item(fault.id, WAIVER, Verdict.WAIVER_FAILED, fault.message) for fault in outcome.waiver_faults)
    weaker = (_of_weakening(finding) for finding in outcome.findings if finding.family == WEAKENING)
    return (*relations, *together, *records, *waivers, *weaker)


def families_to_claim(items: Iterable[Item]) -> list[str]:
    """The families that some module of checks/ must claim: those that were derived, and all that look after the record."""
    return sorted({*(item.claimed_as for item in items), *RECORD_FAMILIES, WAIVER})


def known_families() -> list[str]:
    """Every family that a module of checks/ may claim."""
    return [*RELATION_FAMILIES, HOUSE, *RECORD_FAMILIES, WAIVER]


def nothing_decided(items: Iterable[Item], *, complete: bool) -> bool:
    """Whether no answer was found, so that a run must not be green.

    In a complete run a relation must have been decided: a record that was read well is no checked figure. Where somebody selected
    record checks only, those count.
    """
    items = list(items)
    relations = [item for item in items if item.is_relation]
    judges = relations if relations or complete else items
    return not any(item.verdict.decided for item in judges)


def reasons(items: Iterable[Item]) -> list[tuple[str, int]]:
    """Why items were not checked, the most frequent reason first."""
    counts = Counter(item.reason for item in items if item.verdict is Verdict.NOT_CHECKED)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _of_decision(decision: Decision, findings: Mapping[str, Finding], outcome: Outcome) -> Item:
    finding = findings.get(decision.id)
    message = finding.message if finding else ""
    reason = decision.reason
    if decision.verdict is Verdict.IMPLIES:
        reason = _implied(decision, outcome)
    elif decision.verdict is Verdict.STRAINED:
        reason = decision.reading
    return Item(decision.id, decision.relation.family, decision.verdict, message, reason)


def _of_conflict(finding: Finding) -> Item:
    """Figures that clash only together: one more item, in the module of the first of their relations."""
    assert finding.conflict is not None  # noqa: S101 - a joint finding has one
    verdict = finding.verdict if finding.waiver is None else Verdict.WAIVED
    reason = finding.conflict.reading if finding.waiver is None else finding.waiver.reason
    return Item(finding.items[0], JOINT, verdict, finding.message, reason, finding.conflict.families[0])


def _of_weakening(finding: Finding) -> Item:
    verdict, reason = (finding.verdict, "") if finding.waiver is None else (Verdict.WAIVED, finding.waiver.reason)
    return Item(finding.items[0], WEAKENING, verdict, finding.message, reason)


def _of_record_check(check: RecordCheck, findings: Mapping[str, Finding]) -> Item:
    if check.verdict is Verdict.WAIVED:
        finding = findings.get(check.id)
        return Item(check.id, check.family, check.verdict, _placed(check), finding.waiver.reason if finding and finding.waiver else "")
    if check.verdict in SKIPPED:
        return Item(check.id, check.family, check.verdict, reason=check.message)
    return Item(check.id, check.family, check.verdict, _placed(check) if check.verdict.fails else "")


def _placed(check: RecordCheck) -> str:
    """The message, after its place where it does not say it itself."""
    if not check.place or check.message.startswith(check.place):
        return check.message
    return f"{check.place}: {check.message}"


def _implied(decision: Decision, outcome: Outcome) -> str:
    figure = outcome.figures.get(decision.subject)
    name = wording.figure(decision.subject, outcome.figures)
    return f"nothing printed to hold it against; the other figures imply for {name}: {wording.interval(decision.implied, figure.unit)}"
