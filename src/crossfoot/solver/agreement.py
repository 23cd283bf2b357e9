"""Whether the claims of one figure agree: by their intervals, and, within one document, by their print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from crossfoot.figures import Figure
from crossfoot.interval import Pieces, meet_all
from crossfoot.readings import Units, readings_of, units_of
from crossfoot.records import Claim
from crossfoot.solver.decision import ADMISSIBLE
from crossfoot.solver.power import could_fail, other_digits, power
from crossfoot.vocabulary import Bound


def mismatches(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs within one document, hedged alike and printed as finely, that show different digits."""
    for first, second in combinations(claims, 2):
        if _comparable(first, second) and first.number != second.number:
            yield first, second


def others_allow(claim: Claim, figure: Figure, tier: str = ADMISSIBLE) -> Pieces:
    """What all other claims of the figure allow together."""
    rest = (other for other in figure.claims if other.id != claim.id or other.document != claim.document)
    return meet_all(readings_of(other, figure.measure).tier(tier) for other in rest)


def can_disagree(claim: Claim, figure: Figure, possible: Pieces) -> bool:
    """Whether another value of this claim would be noticed, by the intervals or as another print."""
    if claim.bound is Bound.LOST:
        return False
    return any(_comparable(claim, other) for other in figure.claims if other is not claim) or could_fail(
        claim, others_allow(claim, figure), possible
    )


def agreement_power(claim: Claim, figure: Figure) -> Fraction:
    """The share of the other nine last digits that would disagree with another claim of the figure."""
    twins = [other for other in figure.claims if other is not claim and _comparable(claim, other)]
    if twins:
        digits = other_digits(claim)
        return Fraction(sum(any(value != twin.number for twin in twins) for value, _ in digits), len(digits))
    return power(claim, figure.measure, others_allow(claim, figure))


def _comparable(first: Claim, second: Claim) -> bool:
    if first.document != second.document or first.bound is not second.bound or first.bound is Bound.LOST:
        return False
    return first.unit == second.unit and _same_places(units_of(first), units_of(second))


def _same_places(first: Units, second: Units) -> bool:
    return (first.fine, first.coarse) == (second.fine, second.coarse)
