"""Decide each relation by itself, exactly.

The seam to deciding them jointly is `Network`: this module asks it for the domains of one relation at a time.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import combinations
from math import comb

from crossfoot.constraint import Agreement, Linear, Power
from crossfoot.figures import LIST, Figure, Figures, Key
from crossfoot.interval import Interval, Pieces, gap, hull, meet, meet_all, share_a_number
from crossfoot.readings import Readings, Units, admissible, readings_of
from crossfoot.records import Claim
from crossfoot.relations.plausible_value import FAMILY as PLAUSIBLE_VALUE
from crossfoot.relations.relation import Relation
from crossfoot.solver.agreement import agreement_power, can_disagree, mismatches, others_allow
from crossfoot.solver.decision import ADMISSIBLE, NEAREST, RELEASED, TIER_LETTERS, Decision, unknown_power
from crossfoot.solver.network import Network
from crossfoot.solver.power import could_fail, other_digits, printed_unit
from crossfoot.vocabulary import Bound, Verdict

VACUOUS = "no other digits could make it fail"
LIMITS = "no figure lies outside the limits that measures.yaml sets for it"
MAX_SUBSETS = 1024
MAX_NAMED = 6


def decide(figures: Figures, relations: Iterable[Relation], *, only: Container[str] | None = None) -> tuple[Decision, ...]:
    """The verdict on every relation, in the order given; on those whose ids are in `only`, where it is given."""
    network = Network(figures, relations)
    return tuple(_Case(network, relation).decide() for relation in network.relations if only is None or relation.id in only)


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
        self.figures = {key: _taking_part(network.figures.get(key), relation) for key in relation.keys}
        self._projections: dict[tuple[Key, str], Pieces] = {}
        self.claims = [claim for figure in self.figures.values() for claim in figure.claims]

    def decide(self) -> Decision:
        """The verdict, and what it rests on."""
        reason = self._not_checked()
        if reason:
            return self._answer(Verdict.NOT_CHECKED, reason=reason)
        missing = [key for key in self.relation.keys if self._says_nothing(key)]
        if missing:
            return self._implies(missing)
        constraint = self.relation.constraint
        if isinstance(constraint, Agreement) and len(constraint.claims) == 1:
            return self._alone()
        if not self._can_fail():
            return self._answer(Verdict.NOT_CHECKED, reason=VACUOUS)
        if isinstance(constraint, Agreement):
            return self._agreement(constraint)
        return self._compare()

    # Why not, and what instead

    def _not_checked(self) -> str:
        if self.relation.guard:
            return self.relation.guard
        constraint = self.relation.constraint
        if isinstance(constraint, Agreement) and constraint.about and not self.sides(RELEASED)[1]:
            return f"{self.relation.subject.id} contradicts itself"
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
        # What nobody printed must be possible at all: not below zero, where nothing is, and whole, where it is a count.
        found = self._compare()
        if found.verdict is not Verdict.HOLDS:
            return found
        target = missing[0]
        for tier in (NEAREST, ADMISSIBLE):
            implied = self._allowed(target, tier)
            if implied:
                break
        if len(missing) > 1 or not implied or self._adds_nothing(target, implied):
            names = ", ".join(key.id for key in missing)
            return self._answer(Verdict.NOT_CHECKED, reason=f"nobody printed {names}, and what was printed does not bound it")
        found = self._answer(Verdict.IMPLIES, tier=tier, reason=f"nobody printed {target.id}; this is what it must have been")
        return replace(found, subject=target, implied=hull(implied), stated=None, guarded=None, slack=None, strength=unknown_power)

    def _adds_nothing(self, target: Key, implied: Pieces) -> bool:
        return meet(implied, self.network.possible(target)) == self.network.possible(target)

    def _can_fail(self) -> bool:
        constraint = self.relation.constraint
        if isinstance(constraint, Agreement) and constraint.about:
            return self._claim_can_fail(constraint.figure, self._subject_claim())
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
        if self._all_fit(NEAREST):
            return self._answer(Verdict.HOLDS)
        for tier in (ADMISSIBLE, RELEASED):
            if self._all_fit(tier):
                return self._strained(tier)
        if self.relation.caveat:
            return self._answer(Verdict.STRAINED, tier=ADMISSIBLE, reading=self.relation.caveat)
        found = self._answer(Verdict.CONTRADICTION, tier=ADMISSIBLE)
        if not self._fit(self.network.without_limits(self.relation, RELEASED)):
            return found
        return replace(found, relation=replace(self.relation, premises=(*self.relation.premises, LIMITS)))

    def _agreement(self, constraint: Agreement) -> Decision:
        figure = self.figures[self.relation.subject]
        pairs = [pair for pair in mismatches(figure.claims) if not constraint.about or constraint.about in map(_ref, pair)]
        if pairs and not self.relation.caveat and figure.domain(RELEASED):
            shown = "; ".join(f"{a.printed!r} ({a.ref}) and {b.printed!r} ({b.ref})" for a, b in pairs)
            return self._answer(Verdict.MISMATCH, tier=ADMISSIBLE, reason=f"one figure, printed in two ways: {shown}")
        return self._compare()

    def _alone(self) -> Decision:
        """A claim that should have a twin and has none; the caveat says whose."""
        found = self._answer(Verdict.STRAINED, tier=ADMISSIBLE, reading=self.relation.caveat)
        return replace(found, stated=None, implied=None, slack=None, guarded=None, strength=unknown_power)

    def _strained(self, tier: str) -> Decision:
        sets = self._fewest(tier)
        refs = tuple(sorted({_ref(claim) for chosen in sets for claim in chosen}))
        ways = [how for chosen in sets[:MAX_NAMED] if (how := self._how(chosen, tier))]
        if len(sets) > MAX_NAMED:
            ways.append(f"{len(sets) - MAX_NAMED} other choices of as many figures are read so")
        shown = ADMISSIBLE if tier == RELEASED and self._caveats() else tier
        return self._answer(Verdict.STRAINED, tier=shown, reading=self._behind("; or ".join(ways), tier), deviating=refs)

    def _caveats(self) -> list[str]:
        """Why the relations that bound a figure which nobody printed may prove nothing."""
        return list(dict.fromkeys(r.caveat for r in self.network.support(self.relation) if r.caveat))

    def _behind(self, reading: str, tier: str) -> str:
        """The reading, and what must be so of the relations that bound a figure which nobody printed."""
        support, caveats = self.network.support(self.relation), self._caveats()
        if caveats and tier == RELEASED:
            return ", ".join([*filter(None, [reading]), *caveats])
        if reading or not support:
            return reading
        return f"unless a print behind {', '.join(relation.id for relation in support)} is read otherwise than as rounded"

    def _fewest(self, tier: str) -> list[tuple[Claim, ...]]:
        """The smallest sets of claims that, read otherwise than as rounded, make everything fit; all of that size, by id.

        Where there are too many to try, one set of which no claim can be left out.
        """
        loose = [claim for claim in sorted(self.claims, key=_ref) if self._readings(claim).tier(tier) != self._readings(claim).nearest]
        tried = 0
        for size in range(len(loose) + 1):
            tried += comb(len(loose), size)
            if tried > MAX_SUBSETS:
                break
            found = [chosen for chosen in combinations(loose, size) if self._fits_with(chosen, tier)]
            if found:
                return found
        needed = loose
        for claim in reversed(loose):
            fewer = [other for other in needed if other is not claim]
            needed = fewer if self._fits_with(fewer, tier) else needed
        return [tuple(needed)]

    def _fits_with(self, chosen: Sequence[Claim], tier: str) -> bool:
        return self._fits({_ref(claim): tier if claim in chosen else NEAREST for claim in self.claims}, tier)

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

    def _all_fit(self, tier: str) -> bool:
        """Whether true values exist if every claim is read in this tier."""
        if isinstance(self.relation.constraint, Agreement):
            # It may be about some claims of the figure only; the network knows all of them.
            return self._fits({}, tier)
        domains = self.network.view(self.relation, tier)
        if self.relation.family == PLAUSIBLE_VALUE and not domains[self.relation.subject]:
            # That the prints do not agree in this tier is for their agreement to say.
            limits = self._allowed(self.relation.subject, tier)
            return all(share_a_number(self._readings(claim).tier(tier), limits) for claim in self.claims)
        return all(share_a_number(domains[key], self._allowed(key, tier)) for key in self._deciding)

    def _fits(self, tiers: dict[str, str], latent_tier: str) -> bool:
        return self._fit(self._sets(tiers, latent_tier))

    def _fit(self, domains: dict[Key, Pieces]) -> bool:
        """Whether true values exist: the subject's for all relations, every count's where counts take part."""
        return all(share_a_number(domains[key], self.network.project(self.relation, key, domains)) for key in self._deciding)

    @cached_property
    def _deciding(self) -> tuple[Key, ...]:
        """The figures to project on: each must find a value.

        The subject, and each count, unless all are counts that are only added: then whole numbers fit where the subject finds one.
        Of a power the result too, since roots are rounded outwards and powers are exact.
        """
        keys = [self.relation.subject]
        if isinstance(self.relation.constraint, Power):
            keys.append(self.relation.constraint.result)
        counts = [key for key in self.relation.keys if self.network.is_whole(key)]
        constraint = self.relation.constraint
        if not (isinstance(constraint, Linear) and constraint.adds_wholes and counts == list(self.relation.keys)):
            keys += counts
        return tuple(dict.fromkeys(keys))

    def _sets(self, tiers: dict[str, str], latent_tier: str, skip: Claim | None = None) -> dict[Key, Pieces]:
        domains = dict(self.network.view(self.relation, latent_tier))
        for key, figure in self.figures.items():
            if figure.usable:
                kept = (claim for claim in figure.claims if claim is not skip)
                common = meet_all(self._readings(claim).tier(tiers.get(_ref(claim), latent_tier)) for claim in kept)
                domains[key] = self.network.within_limits(key, common)
        return domains

    def _readings(self, claim: Claim) -> Readings:
        return readings_of(claim, self.network.figures.measures.get(claim.measure, LIST))

    def _allowed(self, key: Key, tier: str) -> Pieces:
        if (key, tier) not in self._projections:
            self._projections[key, tier] = self.network.project(self.relation, key, self.network.view(self.relation, tier))
        return self._projections[key, tier]

    # The answer

    def sides(self, tier: str) -> tuple[Pieces, Pieces]:
        """What the subject's own prints allow it (of an agreement: one claim's), and what everything else does."""
        figure = self.figures[self.relation.subject]
        if isinstance(self.relation.constraint, Agreement):
            claim = self._subject_claim()
            return self._readings(claim).tier(tier), others_allow(claim, figure, tier)
        return figure.domain(tier), self._allowed(self.relation.subject, tier)

    def _answer(
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
            claims=self._refs(),
            reason=reason,
            reading=reading,
            tier=TIER_LETTERS[tier],
            deviating=deviating,
            through=tuple(relation.id for relation in self.network.support(self.relation)),
        )
        if self.relation.guard or not self.figures[subject].usable or self._not_checked():
            return found
        return self._with_intervals(found, tier)

    def _with_intervals(self, found: Decision, tier: str) -> Decision:
        subject = self.relation.subject
        figure = self.figures[subject]
        claim = self._subject_claim()
        _, guarded = self.sides(ADMISSIBLE)
        left, right = _facing(*self.sides(tier))
        return replace(
            found,
            stated=left,
            implied=right,
            slack=_slack(left, right, printed_unit(claim, figure.measure)),
            strength=cache(lambda: self._power(claim, figure, guarded)),
            guarded=hull(guarded),
        )

    def _refs(self) -> tuple[str, ...]:
        """The claims that the verdict rests on: the relation's own, and those that bound a figure which nobody printed."""
        keys = dict.fromkeys(key for relation in self.network.support(self.relation) for key in relation.keys)
        behind = (claim for key in keys for claim in self.network.figures.get(key).numbers)
        return tuple(dict.fromkeys(map(_ref, (*self.claims, *behind))))

    def _power(self, claim: Claim, figure: Figure, allowed: Pieces) -> Fraction:
        """The share of the other nine last digits that would fail, read in whatever way."""
        if isinstance(self.relation.constraint, Agreement):
            return agreement_power(claim, figure)
        view = self.network.view(self.relation, ADMISSIBLE)
        possible = self.network.possible(figure.key)
        allowed_and_possible = meet(allowed, possible)

        def fits(value: Fraction, units: Units) -> bool:
            values = admissible(value, units, claim, figure.measure)
            if not share_a_number(values, allowed_and_possible if share_a_number(values, possible) else allowed):
                return False
            return len(self._deciding) == 1 or self._fit({**view, figure.key: self.network.within_limits(figure.key, values)})

        digits = other_digits(claim)
        return Fraction(sum(not fits(value, units) for value, units in digits), len(digits))

    def _subject_claim(self) -> Claim:
        """The claim that stands for the subject: the one the relation is about, else the first and, where there is a choice, not pinned."""
        constraint = self.relation.constraint
        about = constraint.about if isinstance(constraint, Agreement) else ""
        claims = [claim for claim in self.figures[self.relation.subject].claims if about in ("", claim.ref)]
        return min(claims, key=lambda claim: (claim.document in self.network.figures.pinned, claim.document, claim.id))


def _taking_part(figure: Figure, relation: Relation) -> Figure:
    """The figure with the claims that the relation is about: of an agreement those it names, else those that give values."""
    if not isinstance(relation.constraint, Agreement):
        return replace(figure, claims=figure.numbers)
    named = frozenset(relation.constraint.claims)
    return replace(figure, claims=tuple(claim for claim in figure.claims if claim.ref in named))


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
