"""What a check would catch: other digits, and whether any change at all could make it fail."""

from __future__ import annotations

from fractions import Fraction

from crossfoot.interval import Pieces
from crossfoot.readings import Units, coarse_unit, is_exact, units_of
from crossfoot.records import TIMES, Claim, Measure
from crossfoot.vocabulary import Bound, Statistic

_LAST_DIGITS = range(10)
_UPWARDS = frozenset({Bound.MORE_THAN, Bound.AT_LEAST})
_DOWNWARDS = frozenset({Bound.LESS_THAN, Bound.AT_MOST})


def could_fail(claim: Claim, allowed: Pieces, possible: Pieces) -> bool:
    """Whether some other value of this claim, hedged as it is, would miss what the others allow.

    `possible` is what the figure may be at all: a check that only rules out the impossible rules out nothing.
    """
    if claim.bound is Bound.LOST:
        return False
    open_low, open_high = _reach(allowed, possible)
    if claim.bound in _UPWARDS:
        return not open_high
    if claim.bound in _DOWNWARDS:
        return not open_low
    return not (open_low and open_high and len(allowed) == 1)


def other_digits(claim: Claim) -> list[tuple[Fraction, Units]]:
    """The nine values that the claim has with another last digit, each with the places of its print."""
    units = units_of(claim)
    value = abs(claim.number)
    sign = -1 if claim.number < 0 else 1
    digit = int(value / units.fine) % 10
    found = []
    for other in _LAST_DIGITS:
        if other != digit:
            changed = sign * (value + (other - digit) * units.fine)
            found.append((changed, Units(units.fine, coarse_unit(changed, units), units.leading, units.significant)))
    return found


def printed_unit(claim: Claim, measure: Measure) -> Fraction:
    """The last printed unit of a claim, in the unit of its figure; 1 for exact counts and ordinals."""
    if is_exact(claim, measure):
        return Fraction(1)
    fine = units_of(claim).fine
    return fine * 100 if claim.statistic is Statistic.GROWTH and claim.unit == TIMES else fine


def _reach(allowed: Pieces, possible: Pieces) -> tuple[bool, bool]:
    """Whether the allowed values reach down, and up, as far as is possible at all."""
    if not allowed:
        return False, False
    low_limit = min((piece.low for piece in possible if piece.low is not None), default=None)
    high_limit = max((piece.high for piece in possible if piece.high is not None), default=None)
    first, last = allowed[0], allowed[-1]
    # An open end at the limit reaches it: to rule out the limit alone is to rule out nothing.
    down = first.low is None or (low_limit is not None and first.low <= low_limit)
    up = last.high is None or (high_limit is not None and last.high >= high_limit)
    return down, up
