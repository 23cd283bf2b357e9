"""One audit: every claim that takes part, every slip of it, and what becomes of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crossfoot.audit.guard import Guard, inside_rounding
from crossfoot.audit.regions import Region, regions_of
from crossfoot.audit.slips import CLASSES, Mutation, mutations_of, neighbours
from crossfoot.audit.tally import Fate, Result, Tally, total
from crossfoot.check import Outcome, check
from crossfoot.dataset import Dataset
from crossfoot.house import HouseRule
from crossfoot.record_checks import PRINTED_VALUE, READABLE
from crossfoot.records import Claim
from crossfoot.relations.plausible_value import FAMILY as PLAUSIBLE_VALUE
from crossfoot.vocabulary import Bound

# They look at one row; a claim that only they guard is held against nothing.
BY_ITSELF = frozenset({PRINTED_VALUE, READABLE, PLAUSIBLE_VALUE})
# How many claims are done, how many slips there are, how many claims.
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True)
class Tried:
    """A slip that was tried; `inside` says that nobody could tell it from the true print."""

    mutation: Mutation
    fate: Fate
    inside: bool


@dataclass(frozen=True)
class ClaimAudit:
    """All slips of one claim."""

    claim: Claim
    guard: Guard
    tried: tuple[Tried, ...]

    @cached_property
    def classes(self) -> Mapping[str, Tally]:
        """The slips counted by class."""
        found = {kind: Tally() for kind in CLASSES}
        for one in self.tried:
            found[one.mutation.kind].count(one.fate, inside=one.inside)
        return found

    @cached_property
    def total(self) -> Tally:
        """All of them counted."""
        return total(self.classes.values())

    @property
    def guarded(self) -> bool:
        """Whether some slip is caught by holding the claim against another print."""
        return bool(self.total.families.keys() - BY_ITSELF)

    @cached_property
    def undetected(self) -> tuple[Mutation, ...]:
        """The slips that somebody could catch and no check does."""
        return tuple(one.mutation for one in self.tried if one.fate.result is Result.MISSED and not one.inside)


@dataclass(frozen=True)
class Audit:
    """What an audit found, claim by claim in the order of the records.

    `aside` are the claims that take no part, each with the reason. `red` are the relations that fail already and so tell nothing new.
    `planned` is how many claims were to be audited; fewer were, if it was interrupted.
    """

    outcome: Outcome
    claims: tuple[ClaimAudit, ...]
    aside: Mapping[str, str]
    red: tuple[str, ...] = ()
    planned: int = 0

    @property
    def interrupted(self) -> bool:
        """Whether somebody stopped it."""
        return len(self.claims) < self.planned

    @cached_property
    def classes(self) -> Mapping[str, Tally]:
        """All slips by class."""
        return {kind: total(claim.classes[kind] for claim in self.claims) for kind in CLASSES}

    @cached_property
    def total(self) -> Tally:
        """All slips."""
        return total(self.classes.values())

    @cached_property
    def unguarded(self) -> tuple[ClaimAudit, ...]:
        """The claims that are held against no other print."""
        return tuple(claim for claim in self.claims if not claim.guarded)


def audit(
    dataset: Dataset,
    *,
    today: date,
    rules: Iterable[HouseRule] = (),
    only: Collection[str] = (),
    progress: Progress | None = None,
) -> Audit:
    """Try every slip of every claim, or of those whose refs are in `only`; Ctrl-C ends it with what was found so far.

    `progress` is told how many claims are done (at first 0), of how many slips and of how many claims.
    """
    rules = tuple(rules)
    outcome = check(dataset, today=today, rules=rules)
    regions = regions_of(outcome, rules)
    aside = {claim.ref: reason for claim in dataset.claims() if (reason := _aside(claim, outcome))}
    chosen = [claim for claim in dataset.claims() if claim.ref not in aside and (not only or claim.ref in only)]
    near = {ref: others for document in dataset.documents for ref, others in neighbours(document.claims).items()}
    planned = {claim.ref: mutations_of(claim, dataset, near.get(claim.ref, ())) for claim in chosen}
    slips = sum(map(len, planned.values()))
    tell = progress or _silent
    done: list[ClaimAudit] = []
    try:
        tell(0, slips, len(chosen))
        for claim in chosen:
            done.append(_audited(claim, planned[claim.ref], dataset, regions[claim.measure]))
            tell(len(done), slips, len(chosen))
    except KeyboardInterrupt:
        pass
    return Audit(outcome, tuple(done), aside, _red(outcome), len(chosen))


def _audited(claim: Claim, mutations: Collection[Mutation], dataset: Dataset, region: Region) -> ClaimAudit:
    guard = Guard(dataset, region, claim)
    known: dict[tuple[object, ...], tuple[Fate, bool]] = {}
    # The furthest first: what fits with two of them is seldom asked of the solver for one between them.
    for mutated in sorted((mutation.claim for mutation in mutations), key=lambda other: -abs(other.number - claim.number)):
        if _print(mutated) not in known:
            known[_print(mutated)] = guard.fate(mutated), inside_rounding(claim, mutated, dataset)
    return ClaimAudit(claim, guard, tuple(Tried(mutation, *known[_print(mutation.claim)]) for mutation in mutations))


def _print(claim: Claim) -> tuple[object, ...]:
    """What two slips have in common that come to the same."""
    return claim.value, claim.bound, claim.unit, claim.period, claim.printed, claim.precision


def _aside(claim: Claim, outcome: Outcome) -> str:
    """Why a claim is not audited, or an empty text."""
    if claim.bound is Bound.LOST:
        return "the text lost the number"
    figure = outcome.figures.figure_of(claim.ref)
    if figure is not None:
        return ""
    broken = any(claim in other.broken for other in outcome.figures)
    return "its record is broken" if broken else "it is waived"


def _red(outcome: Outcome) -> tuple[str, ...]:
    items = [decision.id for decision in outcome.decisions if decision.verdict.fails]
    items += [item for finding in outcome.findings if finding.severity == "error" for item in finding.items]
    return tuple(sorted(dict.fromkeys(items)))


def _silent(done: int, slips: int, claims: int) -> None:
    """Nobody is watching."""
