"""What differs between two versions of the records, by value: claims, what fails, what is no longer checked, and what figures may be.

Claims are recognised by their id, wherever the row stands, in the names that their documents have now (`names`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crossfoot.check import Outcome
from crossfoot.constraint import Agreement
from crossfoot.dataset import Dataset
from crossfoot.figures import Key, key_of
from crossfoot.findings import Finding, fingerprint
from crossfoot.gating.names import Names
from crossfoot.interval import Pieces, hull
from crossfoot.records import LIST_MEASURE, Claim
from crossfoot.relations.relation import Relation
from crossfoot.relations.same_figure import FAMILY as SAME_FIGURE
from crossfoot.report.states import State, state_of_finding
from crossfoot.solver.decision import Decision
from crossfoot.solver.guards import guards
from crossfoot.solver.posing import connected
from crossfoot.vocabulary import Verdict

# What a row says, in the order in which a reader asks; line and offsets move with every edit and say nothing.
FIELDS = (
    "printed", "value", "unit", "bound", "precision", "period", "versus", "minus", "scenario", "measure", "statistic", "of", "speaker",
    "assumed", "note",
)  # fmt: skip


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
    """A relation of the version before that was decided, and the one about the same claims now, if there is one.

    `decided` says whether that one is decided too, by itself or together with others; `implied` whether what was printed of the
    figures still says what one of them must have been.
    """

    base: Decision
    head: Decision | None
    claims: frozenset[str]
    decided: bool
    implied: bool = False

    @property
    def gone(self) -> str:
        """What is said of a relation that is not there any more."""
        left = "is no longer decided: nothing printed is left to hold it against"
        return left if self.implied else "is no longer derived"

    @property
    def lost(self) -> bool:
        """Whether nothing is decided about these claims any more."""
        return not self.decided


def claim_changes(base: Dataset, head: Dataset, names: Names) -> Iterator[ClaimChange]:
    """The claims that were removed, changed and added, document by document; moved rows and moved offsets are no change."""
    now = {claim.ref: claim for claim in head.claims()}
    for claim in base.claims():
        other = now.pop(names.ref(claim.ref), None)
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
    before = {name_now(finding, names): finding for finding in base.findings if _fails(finding)}
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


def name_now(finding: Finding, names: Names) -> str:
    """The fingerprint that a finding of the version before has in the names of now."""
    if not finding.claims:
        return finding.fingerprint
    return fingerprint(finding.family, [names.ref(ref) for ref in finding.claims])


def figure_changes(base: Outcome, head: Outcome) -> Iterator[FigureChange]:
    """The figures of either version whose limits by the others moved."""
    sets = (_connected_sets(base), _connected_sets(head))
    # What hangs together as before allows what it allowed before; only the rest is worked out, which costs the most.
    touched = [[d for said, some in here.items() if said not in there for d in some] for here, there in (sets, sets[::-1])]
    guarded = [guards(outcome.figures, decisions) for outcome, decisions in zip((base, head), touched, strict=True)]
    # That a share lies within 0 and 100 is true, and no limit that an edit can move.
    idle = [{figure.key for figure in outcome.unchecked_figures} for outcome in (base, head)]
    for key in sorted({key for known in guarded for key in known}, key=lambda key: key.id):
        before, after = (None if key in out else _bounded(known.get(key)) for known, out in zip(guarded, idle, strict=True))
        if before != after:
            yield FigureChange(key, before, after)


def _connected_sets(outcome: Outcome) -> dict[frozenset[object], list[Decision]]:
    """The decisions in sets that share no figure, by all that decides them."""
    relations = {decision.relation: decision for decision in outcome.decisions}
    found: dict[frozenset[object], list[Decision]] = {}
    for some in connected(list(relations)):
        keys = {key for relation in some for key in relation.keys}
        said = frozenset([*((one, relations[one].verdict) for one in some), *(_printed(outcome, key) for key in keys)])
        found.setdefault(said, []).extend(relations[one] for one in some)
    return found


def _printed(outcome: Outcome, key: Key) -> tuple[object, ...]:
    figure = outcome.figures.get(key)
    return key, figure.measure, tuple((c.ref, c.value, c.unit, c.bound, c.printed, c.precision) for c in figure.claims)


def _bounded(pieces: Pieces | None) -> Pieces | None:
    """Limits that leave everything open are none."""
    around = hull(pieces or ())
    return None if around is None or around.unbounded else pieces


def pairs(base: Outcome, head: Outcome, names: Names) -> Iterator[Pair]:
    """The relations that were decided before, each with the one that holds the same claims against each other now.

    A relation is known again by its claims and not by its id, so that a measure which is renamed everywhere loses nothing.
    """
    now = _Known(head)
    before = {claim.ref: claim for claim in base.dataset.claims()}
    moved = {names.ref(ref) for ref, claim in before.items() if _moved(claim, now.claims.get(names.ref(ref)), head, names)}
    known = {names.ref(ref) for ref in before}
    for decision in base.decisions:
        if decided(decision, base):
            claims = frozenset(names.ref(ref) for ref in _claims(decision.relation, base))
            found = now.about(decision, claims) or now.as_number(decision, names) or now.in_its_place(decision, claims, moved, known)
            implied = found is None and now.implies(decision, claims)
            yield Pair(decision, found, claims, decided=found is not None and decided(found, head), implied=implied)


def decided(decision: Decision, outcome: Outcome) -> bool:
    """Whether a relation was decided, be it only together with others."""
    return decision.verdict.decided or decision.id in outcome.joint.by_others


def is_moved(old: Claim, new: Claim, head: Dataset, names: Names) -> bool:
    """Whether a row is now recorded as another figure; what became of its measure is another question."""
    was = names.claim(old)
    if was.measure != LIST_MEASURE and was.measure not in head.measures:
        return True
    return key_of(was, head.measures) != key_of(new, head.measures)


def _moved(old: Claim, new: Claim | None, head: Outcome, names: Names) -> bool:
    return new is None or is_moved(old, new, head.dataset, names)


class _Known:
    """The relations of a run, to be found by their claims."""

    def __init__(self, outcome: Outcome) -> None:
        self.claims = {claim.ref: claim for claim in outcome.dataset.claims()}
        self._outcome = outcome
        self._by_claim: dict[tuple[str, str], list[tuple[frozenset[str], Decision]]] = {}
        for decision in outcome.decisions:
            claims = _claims(decision.relation, outcome)
            for ref in claims:
                self._by_claim.setdefault((decision.relation.family, ref), []).append((claims, decision))

    def about(self, decision: Decision, claims: frozenset[str]) -> Decision | None:
        """Of the relations about the same claims the one of the same name, else one that is decided, else the first."""
        about = self._by_claim.get((decision.relation.family, min(claims)), []) if claims else []
        same = [other for some, other in about if claims <= some]
        return min(same, key=lambda other: (other.id != decision.id, not decided(other, self._outcome), other.id), default=None)

    def as_number(self, decision: Decision, names: Names) -> Decision | None:
        """The agreement that holds the same claims against each other as numbers, where one of them was a hedge and is none any more."""
        constraint = decision.relation.constraint
        if not isinstance(constraint, Agreement):
            return None
        refs = set(map(names.ref, constraint.claims))
        about = self._by_claim.get((SAME_FIGURE, min(refs)), []) if refs else []
        return next(
            (d for _, d in about if isinstance(d.relation.constraint, Agreement) and refs <= set(d.relation.constraint.claims)), None
        )

    def implies(self, decision: Decision, claims: frozenset[str]) -> bool:
        """Whether a relation of the family is left between the claims that are left, and implies the figure that is printed no more."""
        left = claims & self.claims.keys()
        about = self._by_claim.get((decision.relation.family, min(left)), []) if left else []
        return any(left <= some and other.verdict is Verdict.IMPLIES for some, other in about)

    def in_its_place(self, decision: Decision, claims: frozenset[str], moved: set[str], known: set[str]) -> Decision | None:
        """The relation of the same name in which an added claim took the place of one that stays as it was: a later print of it, say."""
        other = self._outcome.decision(decision.id)
        if other is None or not decided(other, self._outcome) or (other.relation.caveat and not decision.relation.caveat):
            return None
        now = _claims(other.relation, self._outcome)
        return other if not claims & moved and now - known else None


def _claims(relation: Relation, outcome: Outcome) -> frozenset[str]:
    return frozenset(claim.ref for key in relation.keys for claim in outcome.figures.get(key).claims)


def newly_unchecked(found: list[Pair]) -> list[Pair]:
    """The relations of which nothing is decided any more."""
    return [pair for pair in found if pair.lost]
