"""Exact intervals with open, closed and infinite ends, and sets of them.

All ends are `Fraction`s; nothing here is ever a float. A set of possible values (`Pieces`) is a tuple of intervals, since one
reading of "increased by 1.3 times" is not next to the other. The empty tuple is the empty set.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

ZERO = Fraction(0)
MAX_PIECES = 64


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `low` to `high`; None is an infinite end. An interval that no number lies in is `empty`."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        """An infinite end is open, so that equal sets are equal values."""
        if self.low is None and self.low_closed:
            object.__setattr__(self, "low_closed", False)
        if self.high is None and self.high_closed:
            object.__setattr__(self, "high_closed", False)

    @property
    def empty(self) -> bool:
        """Whether no number lies in the interval."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    @property
    def unbounded(self) -> bool:
        """Whether every number lies in the interval."""
        return self.low is None and self.high is None

    def contains(self, number: Fraction) -> bool:
        """Whether the number lies in the interval."""
        above = self.low is None or number > self.low or (number == self.low and self.low_closed)
        below = self.high is None or number < self.high or (number == self.high and self.high_closed)
        return above and below

    def intersect(self, other: Interval) -> Interval:
        """The numbers in both; may be `empty`."""
        low, low_closed = _higher_low(self, other)
        high, high_closed = _lower_high(self, other)
        return Interval(low, high, low_closed, high_closed)

    def plus(self, other: Interval) -> Interval:
        """Every sum of a number from each; an end is closed if both of its ends are."""
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def shift(self, by: Fraction) -> Interval:
        """Every number moved by the same amount."""
        return Interval(
            None if self.low is None else self.low + by,
            None if self.high is None else self.high + by,
            self.low_closed,
            self.high_closed,
        )

    def scale(self, factor: Fraction) -> Interval:
        """Every number times a factor other than zero; a negative one turns the interval round."""
        if factor == 1:
            return self
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor < 0:
            return Interval(high, low, self.high_closed, self.low_closed)
        return Interval(low, high, self.low_closed, self.high_closed)

    def times(self, other: Interval) -> Interval:
        """Every product of a number from each.

        The extreme products are those of the ends. A product end is closed if both factors' ends are, or if one of them is a
        closed zero; zero times infinity is zero (as in every textbook of interval arithmetic, Moore 1966).
        """
        corners = [_product(a, b) for a in _ends(self) for b in _ends(other)]
        low = min(corners, key=lambda corner: (corner.sign_of_infinity, corner.number, not corner.closed))
        high = max(corners, key=lambda corner: (corner.sign_of_infinity, corner.number, corner.closed))
        return Interval(
            None if low.sign_of_infinity else low.number,
            None if high.sign_of_infinity else high.number,
            low.closed,
            high.closed,
        )

    def divided_by(self, other: Interval) -> Interval | None:
        """Every quotient, or None where the divisor may be zero with both signs (then the quotient can be anything).

        A divisor that starts or ends at zero is treated as if zero itself were left out: nothing can be divided by it.
        """
        reciprocal = _reciprocal(other)
        return None if reciprocal is None else self.times(reciprocal)

    def whole(self) -> Interval:
        """The interval cut to the whole numbers in it: (2.5, 4) becomes [3, 3]. May be empty."""
        low, high = self.low, self.high
        if low is not None:
            up = math.ceil(low)
            low = Fraction(up + 1 if up == low and not self.low_closed else up)
        if high is not None:
            down = math.floor(high)
            high = Fraction(down - 1 if down == high and not self.high_closed else down)
        return Interval(low, high)


EVERYTHING = Interval(None, None)
Pieces = tuple[Interval, ...]
ANYTHING: Pieces = (EVERYTHING,)


def point(number: Fraction) -> Interval:
    """The interval of one number."""
    return Interval(number, number)


def meet(first: Pieces, second: Pieces) -> Pieces:
    """The numbers in both sets."""
    both = (a.intersect(b) for a in first for b in second)
    return tuple(piece for piece in both if not piece.empty)


def share_a_number(first: Pieces, second: Pieces) -> bool:
    """Whether some number is in both sets: `bool(meet(first, second))`, without building the answer. No piece may be empty."""
    return any(_overlap(a, b) for a in first for b in second)


def meet_all(sets: Iterable[Pieces]) -> Pieces:
    """The numbers in every set."""
    common = ANYTHING
    for pieces in sets:
        common = meet(common, pieces)
    return common


def join(pieces: Iterable[Interval]) -> Pieces:
    """The same numbers as intervals that neither overlap nor touch, from left to right."""
    kept = [piece for piece in pieces if not piece.empty]
    if len(kept) < 2:  # noqa: PLR2004 - by far the most frequent case
        return tuple(kept)
    merged: list[Interval] = []
    for piece in sorted(kept, key=_from_left):
        if merged and _reaches(merged[-1], piece):
            merged[-1] = _span(merged[-1], piece)
        else:
            merged.append(piece)
    return tuple(merged)


def few(pieces: Pieces, most: int = MAX_PIECES) -> Pieces:
    """A joined set as at most so many intervals: the nearest ones are taken together, which adds numbers and never loses one."""
    if len(pieces) <= most:
        return pieces
    gaps = sorted((gap(left, right) or ZERO, n) for n, (left, right) in enumerate(pairwise(pieces)))
    filled = {n for _, n in gaps[: len(pieces) - most]}
    merged = [pieces[0]]
    for n, piece in enumerate(pieces[1:]):
        if n in filled:
            merged[-1] = Interval(merged[-1].low, piece.high, merged[-1].low_closed, piece.high_closed)
        else:
            merged.append(piece)
    return tuple(merged)


def hull(pieces: Pieces) -> Interval | None:
    """One interval around all pieces, which stand from left to right, or None where there is none."""
    if not pieces:
        return None
    first, last = pieces[0], pieces[-1]
    return Interval(first.low, last.high, first.low_closed, last.high_closed)


def gap(first: Interval, second: Interval) -> Fraction | None:
    """How far two intervals lie apart (positive, or zero where open ends touch); how far they overlap, negative.

    None where the overlap is infinite.
    """
    distances = [low - high for low, high in ((first.low, second.high), (second.low, first.high)) if low is not None and high is not None]
    return max(distances) if distances else None


def _overlap(first: Interval, second: Interval) -> bool:
    return _not_left_of(first, second) and _not_left_of(second, first)


def _not_left_of(first: Interval, second: Interval) -> bool:
    """Whether the first interval does not end before the second one starts."""
    if first.high is None or second.low is None:
        return True
    return first.high > second.low or (first.high == second.low and first.high_closed and second.low_closed)


def _from_left(piece: Interval) -> tuple[bool, Fraction, bool]:
    return piece.low is not None, piece.low or ZERO, not piece.low_closed


def _reaches(left: Interval, right: Interval) -> bool:
    if left.high is None or right.low is None:
        return True
    return left.high > right.low or (left.high == right.low and (left.high_closed or right.low_closed))


def _span(left: Interval, right: Interval) -> Interval:
    if left.high is None or right.high is None:
        return Interval(left.low, None, left.low_closed)
    if left.high == right.high:
        return Interval(left.low, left.high, left.low_closed, left.high_closed or right.high_closed)
    far = left if left.high > right.high else right
    return Interval(left.low, far.high, left.low_closed, far.high_closed)


def _higher_low(first: Interval, second: Interval) -> tuple[Fraction | None, bool]:
    if first.low is None or second.low is None:
        kept = second if first.low is None else first
        return kept.low, kept.low_closed
    if first.low == second.low:
        return first.low, first.low_closed and second.low_closed
    kept = first if first.low > second.low else second
    return kept.low, kept.low_closed


def _lower_high(first: Interval, second: Interval) -> tuple[Fraction | None, bool]:
    if first.high is None or second.high is None:
        kept = second if first.high is None else first
        return kept.high, kept.high_closed
    if first.high == second.high:
        return first.high, first.high_closed and second.high_closed
    kept = first if first.high < second.high else second
    return kept.high, kept.high_closed


@dataclass(frozen=True, slots=True)
class _End:
    """An end of an interval, or a product of two: infinite if `sign_of_infinity` is not 0."""

    number: Fraction
    closed: bool
    sign_of_infinity: int = 0

    @property
    def sign(self) -> int:
        return self.sign_of_infinity or (self.number > 0) - (self.number < 0)


def _ends(interval: Interval) -> tuple[_End, _End]:
    low = _End(ZERO, closed=False, sign_of_infinity=-1) if interval.low is None else _End(interval.low, interval.low_closed)
    high = _End(ZERO, closed=False, sign_of_infinity=1) if interval.high is None else _End(interval.high, interval.high_closed)
    return low, high


def _product(first: _End, second: _End) -> _End:
    zeros = [end for end in (first, second) if not end.sign]
    if zeros:
        return _End(ZERO, any(end.closed for end in zeros) or (first.closed and second.closed))
    if first.sign_of_infinity or second.sign_of_infinity:
        return _End(ZERO, closed=False, sign_of_infinity=first.sign * second.sign)
    return _End(first.number * second.number, first.closed and second.closed)


def _reciprocal(interval: Interval) -> Interval | None:
    """1/x for every x but zero; None where zero lies strictly inside, or where there is nothing but zero."""
    low, high = interval.low, interval.high
    if low is not None and low >= 0 and not (low == high == 0):
        return Interval(
            ZERO if high is None else 1 / high,
            None if low == 0 else 1 / low,
            high is not None and interval.high_closed,
            interval.low_closed,
        )
    if high is not None and high <= 0 and not (low == high == 0):
        flipped = _reciprocal(interval.scale(Fraction(-1)))
        return None if flipped is None else flipped.scale(Fraction(-1))
    return None
