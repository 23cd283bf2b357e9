"""The gate: both versions decided in full, and what lies between them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from crossfoot.check import Outcome, check
from crossfoot.dataset import Dataset
from crossfoot.findings import WEAKENING, Finding, fingerprint
from crossfoot.gating.base import Base
from crossfoot.gating.changes import (
    ClaimChange,
    FigureChange,
    FindingChange,
    Pair,
    claim_changes,
    figure_changes,
    finding_changes,
    names_of,
    newly_unchecked,
    pairs,
)
from crossfoot.gating.weakening import Weakening, weakenings
from crossfoot.records import Waiver
from crossfoot.report.model import guarded_by
from crossfoot.vocabulary import Verdict

_DIGEST = 12


@dataclass(frozen=True)
class Gate:
    """An update judged: `head` is the run of the version now, with each weakening among its findings.

    `against` names the version before, of which `base` is the run. It is None where there was none, or where it cannot be read; then
    `fault` says why, and nothing could be compared. `unchecked` are the relations that were decided before and are not any more,
    `names` what the documents of before are called now.
    """

    against: str
    head: Outcome
    base: Outcome | None = None
    fault: str = ""
    names: Mapping[str, str] | None = None
    claims: tuple[ClaimChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()
    unchecked: tuple[Pair, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    weakenings: tuple[Weakening, ...] = ()

    @property
    def refused(self) -> tuple[Weakening, ...]:
        """The weakenings that nobody has acknowledged in the same change."""
        return tuple(one for one in self.weakenings if one.acknowledged is None)


def gate(head: Dataset, base: Base, *, today: date) -> Gate:
    """Judge an update of the records against the version before."""
    now = check(head, today=today)
    if base.dataset is None:
        return Gate(base.name, now, fault=base.fault)
    before = check(base.dataset, today=today)
    names = names_of(base.dataset, head)
    claims = tuple(claim_changes(base.dataset, head, names))
    found = list(pairs(before, now, names))
    weaker = weakenings(before, now, names, claims, found)
    return Gate(
        against=base.name,
        head=replace(now, findings=(*now.findings, *(_finding(one, head) for one in weaker))),
        base=before,
        names=names,
        claims=claims,
        findings=tuple(finding_changes(before, now, names)),
        unchecked=tuple(newly_unchecked(found)),
        figures=tuple(figure_changes(before, now, (guarded_by(before), guarded_by(now)))),
        weakenings=weaker,
    )


def _finding(one: Weakening, head: Dataset) -> Finding:
    """A weakening as a finding, so that every report shows it; an acknowledgement stands in the place of a waiver."""
    name = fingerprint(WEAKENING, [one.kind, one.what])
    known = {claim.ref for claim in head.claims()}
    message = f"{one.message[:1].upper()}{one.message[1:]}."
    if one.lost:
        message += f"\nNo longer decided because of it: {', '.join(one.lost)}."
    if one.acknowledged is None:
        entry = f"{{weakening: {one.kind}, what: {one.what}, reason: ..., by: ...}}"
        message += f"\nIf this is meant, say so in this change, in a waivers.yaml: acknowledged: [{entry}]."
    return Finding(
        fingerprint=name,
        state=hashlib.sha256(one.message.encode("utf-8", "backslashreplace")).hexdigest()[:_DIGEST],
        family=WEAKENING,
        verdict=Verdict.WEAKENED,
        relations=(f"{WEAKENING}/{one.kind}/{one.what.replace(' ', '+')}",),
        claims=tuple(ref for ref in one.claims if ref in known),
        message=message,
        waiver=_accepted(one, name),
        place=f"{one.file}:{one.line}",
    )


def _accepted(one: Weakening, name: str) -> Waiver | None:
    entry = one.acknowledged
    if entry is None:
        return None
    document = one.file.partition("/")[0]
    return Waiver(document=document, line=one.line, finding=name, state=name, reason=entry.reason, by=entry.by)
