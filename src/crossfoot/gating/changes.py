"""What differs between two versions of the records, by value: claims, what fails, what is no longer checked, and what figures may be.

Claims are recognised by their id, wherever the row stands, and documents by their folder; a folder that was renamed is recognised by
the text that it was recorded from, or by the ids and prints that it has in common with the one that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from crossfoot.check import Outcome
from crossfoot.dataset import Dataset, Document
from crossfoot.figures import Key
from crossfoot.findings import Finding, fingerprint
from crossfoot.interval import Pieces, hull
from crossfoot.records import Claim
from crossfoot.relations.relation import Relation
from crossfoot.report.model import Guarded
from crossfoot.report.states import State, state_of_finding
from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Verdict

# What a row says, in the order in which a reader asks; line and offsets move with every edit and say nothing.
FIELDS = (
    "printed", "value", "unit", "bound", "precision", "period", "versus", "minus", "scenario", "measure", "statistic", "of", "speaker",
    "assumed", "note",
)  # fmt: skip
_ALIKE = Fraction(4, 5)
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a claim, as it was and as it is."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that was added (no `base`), removed (no `head`), or changed in some columns or moved to another document."""

    base: Claim | None
    head: Claim | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def ref(self) -> str:
        """The ref that the claim has now, or had."""
        claim = self.head or self.base
        return claim.ref if claim else ""


class Since(StrEnum):
    """How a finding stands to the version before."""

    NEW = "new"
    CHANGED = "still, with other figures"
    STILL = "still"
    FIXED = "fixed"
    ACCEPTED = "accepted now"


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding of either version, and how it stands to the other."""

    since: Since
    finding: Finding


@dataclass(frozen=True, slots=True)
class FigureChange:
    """What all others allow a figure: as it was, and as it is; None where nothing bore on it, or nothing bears on it."""

    key: Key
    old: Pieces | None
    new: Pieces | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A relation of the version before that was decided, and the one about the same claims now, if there is one."""

    base: Decision
    head: Decision | None
    claims: frozenset[str]

    @property
    def lost(self) -> bool:
        """Whether nothing is decided about these claims any more."""
        return self.head is None or not self.head.verdict.decided


def names_of(base: Dataset, head: Dataset) -> dict[str, str]:
    """What each document of the version before is called now; a document that is gone is missing."""
    here = {document.slug: document for document in head.documents}
    names = {document.slug: document.slug for document in base.documents if document.slug in here}
    new = [document for slug, document in here.items() if slug not in names]
    for document in base.documents:
        if document.slug not in names:
            renamed = next((other for other in new if _same_document(document, other)), None)
            if renamed is not None:
                names[document.slug] = renamed.slug
                new.remove(renamed)
    return names


def _same_document(one: Document, other: Document) -> bool:
    if one.header.source and other.header.source:
        return one.header.source.sha256 == other.header.source.sha256
    prints = {(claim.id, claim.printed) for claim in one.claims}
    common = prints & {(claim.id, claim.printed) for claim in other.claims}
    return bool(common) and Fraction(len(common), max(len(prints), len(other.claims))) >= _ALIKE


def renamed(ref: str, names: Names) -> str:
    """The ref of a claim of the version before in the names of now."""
    document, slash, record = ref.partition("/")
    return f"{names.get(document, document)}{slash}{record}"


def claim_changes(base: Dataset, head: Dataset, names: Names) -> Iterator[ClaimChange]:
    """The claims that were removed, changed and added, document by document; moved rows and moved offsets are no change."""
    now = {claim.ref: claim for claim in head.claims()}
    for claim in base.claims():
        other = now.pop(renamed(claim.ref, names), None)
        fields = tuple(_field_changes(claim, other)) if other else ()
        if other is None or fields or other.document != claim.document:
            yield ClaimChange(claim, other, fields)
    for claim in now.values():
        yield ClaimChange(None, claim)


def _field_changes(old: Claim, new: Claim) -> Iterator[FieldChange]:
    for name in FIELDS:
        before, after = _text(getattr(old, name)), _text(getattr(new, name))
        if before != after:
            yield FieldChange(name, before, after)


def _text(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def finding_changes(base: Outcome, head: Outcome, names: Names) -> Iterator[FindingChange]:
    """The findings that fail now or did before: new ones first, then those that still fail, then what is fixed or accepted."""
    before = {_name(finding, names): finding for finding in base.findings if _fails(finding)}
    accepted = {finding.fingerprint for finding in head.findings if state_of_finding(finding) is State.WAIVED}
    now = {finding.fingerprint: finding for finding in head.findings if _fails(finding)}
    found = []
    for name, finding in now.items():
        other = before.pop(name, None)
        since = Since.NEW if other is None else Since.STILL if other.state == finding.state else Since.CHANGED
        found.append(FindingChange(since, finding))
    found += [FindingChange(Since.ACCEPTED if name in accepted else Since.FIXED, finding) for name, finding in before.items()]
    order = list(Since)
    yield from sorted(found, key=lambda change: (order.index(change.since), change.finding.fingerprint))


def _fails(finding: Finding) -> bool:
    return state_of_finding(finding) is State.FAILING


def _name(finding: Finding, names: Names) -> str:
    """The fingerprint that a finding of the version before has in the names of now."""
    if not finding.claims:
        return finding.fingerprint
    return fingerprint(finding.family, [renamed(ref, names) for ref in finding.claims])


def figure_changes(base: Outcome, head: Outcome, guarded: tuple[Guarded, Guarded]) -> Iterator[FigureChange]:
    """The figures of either version whose limits by the others moved."""
    keys = {figure.key for outcome in (base, head) for figure in outcome.figures}
    # That a share lies within 0 and 100 is true, and no limit that an edit can move.
    idle = [{figure.key for figure in outcome.unchecked_figures} for outcome in (base, head)]
    for key in sorted(keys, key=lambda key: key.id):
        before, after = (None if key in out else _bounded(known.get(key)) for known, out in zip(guarded, idle, strict=True))
        if before != after:
            yield FigureChange(key, before, after)


def _bounded(pieces: Pieces | None) -> Pieces | None:
    """Limits that leave everything open are none."""
    around = hull(pieces or ())
    return None if around is None or around.unbounded else pieces


def pairs(base: Outcome, head: Outcome, names: Names) -> Iterator[Pair]:
    """The relations that were decided before, each with the one that holds the same claims against each other now.

    A relation is known again by its claims and not by its id, so that a measure which is renamed everywhere loses nothing.
    """
    now: dict[tuple[str, str], list[tuple[frozenset[str], Decision]]] = {}
    for decision in head.decisions:
        claims = _claims(decision.relation, head)
        for ref in claims:
            now.setdefault((decision.relation.family, ref), []).append((claims, decision))
    for decision in base.decisions:
        if decision.verdict.decided:
            claims = frozenset(renamed(ref, names) for ref in _claims(decision.relation, base))
            about = now.get((decision.relation.family, min(claims)), []) if claims else []
            same = [other for some, other in about if claims <= some]
            yield Pair(decision, _likest(decision, same), claims)


def _likest(decision: Decision, others: list[Decision]) -> Decision | None:
    """Of several relations about the same claims the one of the same name, else one that is decided, else the first."""
    return min(others, key=lambda other: (other.id != decision.id, not other.verdict.decided, other.id), default=None)


def _claims(relation: Relation, outcome: Outcome) -> frozenset[str]:
    return frozenset(claim.ref for key in relation.keys for claim in outcome.figures.get(key).claims)


def newly_unchecked(found: list[Pair]) -> list[Pair]:
    """The relations of which nothing is decided any more."""
    return [pair for pair in found if pair.lost and pair.base.verdict is not Verdict.WAIVED]
