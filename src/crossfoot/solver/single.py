"""Decide each relation by itself, exactly.

The seam to deciding them jointly is `Network`: this module asks it for the domains of one relation at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from crossfoot.constraint import Agreement
from crossfoot.figures import Figures, Key
from crossfoot.interval import Interval, Pieces, gap, meet
from crossfoot.readings import Readings, readings_of
from crossfoot.records import Claim
from crossfoot.relations.plausible_value import FAMILY as PLAUSIBLE_VALUE
from crossfoot.relations.relation import Relation
from crossfoot.solver.agreement import agreement_power, can_disagree, mismatches, others_allow
from crossfoot.solver.decision import ADMISSIBLE, NEAREST, RELEASED, TIER_LETTERS, Decision
from crossfoot.solver.network import Network
from crossfoot.solver.power import could_fail, power, printed_unit
from crossfoot.vocabulary import Bound, Verdict

VACUOUS = "no other digits could make it fail"
MAX_SUBSETS = 4096


def decide(figures: Figures, relations: Iterable[Relation]) -> tuple[Decision, ...]:
    """The verdict on every relation, in the order given."""
    network = Network(figures, relations)
    return tuple(_Case(network, relation).decide() for relation in network.relations)


def facing(network: Network, relation: Relation, tier: str) -> tuple[Interval | None, Interval | None]:
    """The subject's stated and implied interval in a tier: the pieces that meet, else the nearest; None for a side that is empty.

    The figures of the relation must be usable (a relation that was decided is).
    """
    return _facing(*_Case(network, relation).sides(tier))


class _Case:
    """One relation under decision: its claims, its figures, and what each of them may be."""

    def __init__(self, network: Network, relation: Relation) -> None:
        self.network = network
        self.relation = relation
        self.figures = {key: network.figures.get(key) for key in relation.keys}
        self.claims = [c for figure in self.figures.values() for c in figure.claims if c.bound is not Bound.LOST]

    def decide(self) -> Decision:
        """The verdict, and what it rests on."""
        reason = self._not_checked()
        if reason:
            return self._answer(Verdict.NOT_CHECKED, reason=reason)
        missing = [key for key in self.relation.keys if self._says_nothing(key)]
        if missing:
            return self._implies(missing)
        if not self._can_fail():
            return self._answer(Verdict.NOT_CHECKED, reason=VACUOUS)
        if isinstance(self.relation.constraint, Agreement):
            return self._agreement()
        return self._compare()

    # Why not, and what instead

    def _not_checked(self) -> str:
        if self.relation.guard:
            return self.relation.guard
        for key in self.relation.keys:
            reason = self.network.unusable(key)
            if reason and not self._reports_itself(key):
                return reason
        return ""

    def _reports_itself(self, key: Key) -> bool:
        """Whether it is for this relation to say that the figure cannot be: of its claims together, or of one of them."""
        if isinstance(self.relation.constraint, Agreement):
            return self.figures[key].usable
        one_cannot_be = any(not self._readings(claim).released for claim in self.claims)
        return self.relation.family == PLAUSIBLE_VALUE and self.figures[key].usable and one_cannot_be

    def _says_nothing(self, key: Key) -> bool:
        """Whether nobody printed the figure and no second relation bounds it."""
        if self.figures[key].usable:
            return False
        return self.network.view(self.relation, ADMISSIBLE)[key] == self.network.possible(key)

    def _implies(self, missing: Sequence[Key]) -> Decision:
        target = missing[0]
        for tier in (NEAREST, ADMISSIBLE):
            implied = self._allowed(target, tier)
            if implied:
                break
        if len(missing) > 1 or not implied or self._adds_nothing(target, implied):
            names = ", ".join(key.id for key in missing)
            return self._answer(Verdict.NOT_CHECKED, reason=f"nobody printed {names}, and what was printed does not bound it")
        found = self._answer(Verdict.IMPLIES, reason=f"nobody printed {target.id}; this is what it must have been")
        return replace(found, subject=target, implied=_hull(implied), stated=None, power=None, guarded=None, slack=None)

    def _adds_nothing(self, target: Key, implied: Pieces) -> bool:
        return meet(implied, self.network.possible(target)) == self.network.possible(target)

    def _can_fail(self) -> bool:
        return any(self._claim_can_fail(key, claim) for key, figure in self.figures.items() for claim in figure.claims)

    def _claim_can_fail(self, key: Key, claim: Claim) -> bool:
        possible = self.network.possible(key)
        if isinstance(self.relation.constraint, Agreement):
            return can_disagree(claim, self.figures[key], possible)
        if self.relation.family == PLAUSIBLE_VALUE:
            return could_fail(claim, self._allowed(key, ADMISSIBLE), (Interval(None, None),)) or self._must_be_whole(claim)
        return could_fail(claim, self._allowed(key, ADMISSIBLE), possible)

    def _must_be_whole(self, claim: Claim) -> bool:
        return self.figures[self.relation.subject].measure.integer and claim.bound is Bound.EXACT

    # The verdict

    def _compare(self) -> Decision:
        if self._fits(dict.fromkeys(map(_ref, self.claims), NEAREST), NEAREST):
            return self._answer(Verdict.HOLDS)
        for tier in (ADMISSIBLE, RELEASED):
            if self._fits(dict.fromkeys(map(_ref, self.claims), tier), tier):
                return self._strained(tier)
        if self.relation.caveat:
            return self._answer(Verdict.STRAINED, tier=ADMISSIBLE, reading=self.relation.caveat)
        return self._answer(Verdict.CONTRADICTION, tier=ADMISSIBLE)

    def _agreement(self) -> Decision:
        figure = self.figures[self.relation.subject]
        pairs = list(mismatches(figure.claims))
        if pairs and figure.domain(RELEASED):
            shown = "; ".join(f"{a.printed!r} ({a.ref}) and {b.printed!r} ({b.ref})" for a, b in pairs)
            return self._answer(Verdict.MISMATCH, tier=ADMISSIBLE, reason=f"one figure, printed in two ways: {shown}")
        return self._compare()

    def _strained(self, tier: str) -> Decision:
        sets = list(self._fewest(tier))
        refs = tuple(sorted({_ref(claim) for chosen in sets for claim in chosen}))
        readings = "; or ".join(self._how(chosen, tier) for chosen in sets)
        return self._answer(Verdict.STRAINED, tier=tier, reading=readings, deviating=refs)

    def _fewest(self, tier: str) -> Iterator[tuple[Claim, ...]]:
        """The smallest sets of claims that, read otherwise than as rounded, make everything fit; all of that size, by id."""
        claims = sorted(self.claims, key=_ref)
        tried = 0
        for size in range(len(claims) + 1):
            found = False
            for chosen in combinations(claims, size):
                tried += 1
                tiers = {_ref(claim): tier if claim in chosen else NEAREST for claim in claims}
                if self._fits(tiers, tier):
                    found = True
                    yield chosen
            if found or tried > MAX_SUBSETS:
                return

    def _how(self, chosen: tuple[Claim, ...], tier: str) -> str:
        """The named reading of each deviating claim with which it fits."""
        return " and ".join(f"{claim.printed} ({_ref(claim)}) is {self._named(claim, chosen, tier)}" for claim in chosen)

    def _named(self, claim: Claim, chosen: tuple[Claim, ...], tier: str) -> str:
        key = next(key for key, figure in self.figures.items() if claim in figure.claims)
        for name, pieces in self._readings(claim).named:
            sets = self._sets({_ref(c): tier if c in chosen else NEAREST for c in self.claims}, tier, skip=claim)
            if self._fit({**sets, key: meet(sets[key], pieces)}):
                return name
        return "read loosely"

    # Domains

    def _fits(self, tiers: dict[str, str], latent_tier: str) -> bool:
        return self._fit(self._sets(tiers, latent_tier))

    def _fit(self, domains: dict[Key, Pieces]) -> bool:
        """Whether true values exist: the subject's for all relations, every count's where counts take part."""
        keys = [self.relation.subject, *(key for key in self.relation.keys if self.figures[key].measure.integer)]
        return all(meet(domains[key], self.network.project(self.relation, key, domains)) for key in keys)

    def _sets(self, tiers: dict[str, str], latent_tier: str, skip: Claim | None = None) -> dict[Key, Pieces]:
        domains = dict(self.network.view(self.relation, latent_tier))
        for key, figure in self.figures.items():
            if figure.usable:
                common: Pieces = (Interval(None, None),)
                for claim in figure.claims:
                    if claim is not skip:
                        common = meet(common, self._readings(claim).tier(tiers.get(_ref(claim), latent_tier)))
                domains[key] = common
        return domains

    def _readings(self, claim: Claim) -> Readings:
        return readings_of(claim, self.network.figures.measures.get(claim.measure) or self.network.figures.measure_of(self.relation.subject))

    def _allowed(self, key: Key, tier: str) -> Pieces:
        return self.network.project(self.relation, key, self.network.view(self.relation, tier))

    # The answer

    def sides(self, tier: str) -> tuple[Pieces, Pieces]:
        """What the subject's own prints allow it (of an agreement: one claim's), and what everything else does."""
        figure = self.figures[self.relation.subject]
        if isinstance(self.relation.constraint, Agreement):
            claim = self._subject_claim()
            return self._readings(claim).tier(tier), others_allow(claim, figure, tier)
        return figure.domain(tier), self._allowed(self.relation.subject, tier)

    def _answer(  # noqa: PLR0913 - the fields of one answer, all but the first by name
        self,
        verdict: Verdict,
        *,
        tier: str = NEAREST,
        reason: str = "",
        reading: str = "",
        deviating: tuple[str, ...] = (),
    ) -> Decision:
        subject = self.relation.subject
        found = Decision(
            self.relation,
            verdict,
            subject,
            claims=tuple(_ref(claim) for claim in self.claims),
            reason=reason,
            reading=reading,
            tier=TIER_LETTERS[tier],
            deviating=deviating,
            through=self.network.neighbours(self.relation),
        )
        if self.relation.guard or not self.figures[subject].usable or self._not_checked():
            return found
        return self._with_intervals(found, tier)

    def _with_intervals(self, found: Decision, tier: str) -> Decision:
        subject = self.relation.subject
        figure = self.figures[subject]
        claim = self._subject_claim()
        _, guarded = self.sides(ADMISSIBLE)
        if isinstance(self.relation.constraint, Agreement):
            strength = agreement_power(claim, figure)
        else:
            strength = power(claim, figure.measure, guarded)
        left, right = _facing(*self.sides(tier))
        return replace(
            found,
            stated=left,
            implied=right,
            slack=_slack(left, right, printed_unit(claim, figure.measure)),
            power=strength,
            guarded=_hull(guarded),
        )

    def _subject_claim(self) -> Claim:
        """The claim that stands for the subject: the first one that is printed and, where there is a choice, not pinned."""
        claims = [claim for claim in self.figures[self.relation.subject].claims if claim.bound is not Bound.LOST]
        return min(claims, key=lambda claim: (claim.document in self.network.figures.pinned, claim.document, claim.id))


def _ref(claim: Claim) -> str:
    return claim.ref


def _facing(stated: Pieces, implied: Pieces) -> tuple[Interval | None, Interval | None]:
    """The pieces of both sides that meet, else the nearest ones; None for a side that is empty."""
    if not stated or not implied:
        return (stated[0] if stated else None), (implied[0] if implied else None)
    pairs = [(a, b) for a in stated for b in implied]
    return min(pairs, key=lambda pair: _distance(*pair))


def _distance(first: Interval, second: Interval) -> Fraction:
    if not first.intersect(second).empty:
        return Fraction(-1)
    apart = gap(first, second)
    return Fraction(0) if apart is None else max(apart, Fraction(0))


def _slack(stated: Interval | None, implied: Interval | None, unit: Fraction) -> Fraction | None:
    if stated is None or implied is None:
        return None
    apart = gap(stated, implied)
    return None if apart is None else -apart / unit


def _hull(pieces: Pieces) -> Interval | None:
    """One interval around all pieces, for showing."""
    if not pieces:
        return None
    first, last = pieces[0], pieces[-1]
    return Interval(first.low, last.high, first.low_closed, last.high_closed)
