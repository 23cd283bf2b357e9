"""Whether the claims of one figure agree: by their intervals, and, within one document, by their print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from crossfoot.figures import Figure
from crossfoot.interval import Pieces, meet_all, share_a_number
from crossfoot.readings import Units, admissible, readings_of, units_of
from crossfoot.records import Claim
from crossfoot.solver.decision import ADMISSIBLE
from crossfoot.solver.power import could_fail, other_digits
from crossfoot.units import same_unit
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
    allowed = others_allow(claim, figure)
    others = [other for other in figure.claims if other is not claim and other.bound is not Bound.LOST]

    def differs(value: Fraction, units: Units) -> bool:
        # With another last digit the print may be finer than its twin (3,101 beside 3,100): then only the intervals decide.
        return any(_alike(claim, units, other) and value != other.number for other in others)

    digits = other_digits(claim)
    caught = sum(differs(value, units) or _missed(value, units, claim, figure, allowed) for value, units in digits)
    return Fraction(caught, len(digits))


def _missed(value: Fraction, units: Units, claim: Claim, figure: Figure, allowed: Pieces) -> bool:
    return not share_a_number(admissible(value, units, claim, figure.measure), allowed)


def _comparable(first: Claim, second: Claim) -> bool:
    return first.bound is not Bound.LOST and _alike(first, units_of(first), second)


def _alike(first: Claim, units: Units, second: Claim) -> bool:
    """Whether the first claim, printed to these places, is a print like the second: same document, hedge, unit and places."""
    if first.document != second.document or first.bound is not second.bound or not same_unit(first.unit, second.unit):
        return False
    return _same_places(units, units_of(second))


def _same_places(first: Units, second: Units) -> bool:
    return (first.fine, first.coarse) == (second.fine, second.coarse)
