"""Whole powers of intervals, exactly, and their roots, as nearly as a fraction can say.

The root of a fraction is seldom a fraction. `root` then returns an interval a little wider than the true one, by less than 10^-30 at
either end: it may keep a number too many and never loses one. Who needs an exact answer compares powers instead.
"""

from __future__ import annotations

from fractions import Fraction

from crossfoot.interval import Interval

_STEPS_IN_ONE = 10**30


def power(piece: Interval, exponent: int) -> Interval:
    """Every number of an interval without negative ones, to a positive whole power."""
    return Interval(
        None if piece.low is None else piece.low**exponent,
        None if piece.high is None else piece.high**exponent,
        piece.low_closed,
        piece.high_closed,
    )


def root(piece: Interval, degree: int) -> Interval:
    """An interval around every root of a number of an interval without negative ones; exact at an end whose root is a fraction."""
    low, low_closed = None, False
    high, high_closed = None, False
    if piece.low is not None:
        below, above = _roots_around(piece.low, degree)
        low, low_closed = below, piece.low_closed or below != above
    if piece.high is not None:
        below, above = _roots_around(piece.high, degree)
        high, high_closed = above, piece.high_closed or below != above
    return Interval(low, high, low_closed, high_closed)


def _roots_around(number: Fraction, degree: int) -> tuple[Fraction, Fraction]:
    """The root twice where it is a fraction, else two neighbours on the grid of 10^-30 between which it lies."""
    top, bottom = _floor_root(number.numerator, degree), _floor_root(number.denominator, degree)
    if top**degree == number.numerator and bottom**degree == number.denominator:
        return Fraction(top, bottom), Fraction(top, bottom)
    steps = _floor_root(number.numerator * _STEPS_IN_ONE**degree // number.denominator, degree)
    return Fraction(steps, _STEPS_IN_ONE), Fraction(steps + 1, _STEPS_IN_ONE)


def _floor_root(number: int, degree: int) -> int:
    """The greatest whole number whose power does not exceed a number that is not negative (Newton's method, from above)."""
    if number == 0:
        return 0
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better
