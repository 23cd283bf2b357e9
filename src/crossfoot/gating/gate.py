"""The gate: both versions decided in full, and what lies between them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from crossfoot.check import Outcome, check
from crossfoot.dataset import Dataset, Document
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
    newly_unchecked,
    pairs,
)
from crossfoot.gating.judging import weakenings
from crossfoot.gating.names import Names, names_of
from crossfoot.gating.weakening import Ends, Weakening
from crossfoot.records import Waiver
from crossfoot.report.model import Guarded, guarded_by
from crossfoot.vocabulary import Verdict

_DIGEST = 12


@dataclass(frozen=True)
class Gate:
    """An update judged: `head` is the run of the version now, with each weakening among its findings.

    `against` names the version before, of which `base` is the run. It is None where there was none, or where it cannot be read; then
    `fault` says why, and nothing could be compared. `unchecked` are the relations that were decided before and are not any more,
    `names` what the documents and measures of before are called now. `changed` are the files that differ.
    """

    against: str
    head: Outcome
    base: Outcome | None = None
    fault: str = ""
    names: Names | None = None
    claims: tuple[ClaimChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()
    unchecked: tuple[Pair, ...] = ()
    weakenings: tuple[Weakening, ...] = ()
    changed: frozenset[str] = frozenset()

    @property
    def refused(self) -> tuple[Weakening, ...]:
        """The weakenings that nobody has acknowledged in the same change."""
        return tuple(one for one in self.weakenings if one.acknowledged is None)

    @cached_property
    def guarded(self) -> Guarded:
        """What all others allow each figure now; costly, and not every form shows it."""
        return guarded_by(self.head)

    @cached_property
    def figures(self) -> tuple[FigureChange, ...]:
        """The figures of either version whose limits by the others moved."""
        return () if self.base is None else tuple(figure_changes(self.base, self.head))


def gate(head: Dataset, base: Base, *, today: date) -> Gate:
    """Judge an update of the records against the version before.

    A text that the version before did not publish is not shown, whatever the update says: it is not yet accepted.
    """
    if base.dataset is None:
        return Gate(base.name, check(head, today=today), fault=base.fault, changed=base.changed)
    names = names_of(base.dataset, head)
    told = head
    head = _discreet(head, base.dataset, names)
    now, before = check(head, today=today), check(base.dataset, today=today)
    claims = tuple(claim_changes(base.dataset, head, names))
    found = list(pairs(before, now, names))
    weaker = weakenings(Ends(before, replace(now, dataset=told), names), claims, found)
    return Gate(
        against=base.name,
        head=replace(now, findings=(*now.findings, *(_finding(one, head) for one in weaker))),
        base=before,
        names=names,
        claims=claims,
        findings=tuple(finding_changes(before, now, names)),
        unchecked=tuple(newly_unchecked(found)),
        weakenings=weaker,
        changed=base.changed,
    )


def _discreet(head: Dataset, base: Dataset, names: Names) -> Dataset:
    """The update, with no text shown that was not shown before."""
    private = [document.slug for document in base.documents if not document.header.publish_text]
    kept = {names.documents[slug] for slug in private if slug in names.documents}

    def quiet(document: Document) -> Document:
        return replace(document, header=document.header.model_copy(update={"publish_text": False}))

    return replace(head, documents=tuple(quiet(one) if one.slug in kept and one.header.publish_text else one for one in head.documents))


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
    return Waiver(document=entry.document, line=entry.line, finding=name, state=name, reason=entry.reason, by=entry.by)
