"""Intervals are exact: what an operation returns is what sampling finds, ends included."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.interval import ANYTHING, Interval, gap, join, meet, point

ends = st.integers(-6, 6).map(lambda n: Fraction(n, 2))


@st.composite
def intervals(draw: st.DrawFn, *, bounded: bool = False) -> Interval:
    """Non-empty intervals with small ends, open, closed and (unless bounded) infinite."""
    low, high = sorted((draw(ends), draw(ends)))
    closed = (True, True) if low == high else (draw(st.booleans()), draw(st.booleans()))
    if not bounded and draw(st.integers(0, 4)) == 0:
        return Interval(None, high, high_closed=closed[1])
    if not bounded and draw(st.integers(0, 4)) == 0:
        return Interval(low, None, closed[0])
    return Interval(low, high, *closed)


def samples(piece: Interval) -> list[Fraction]:
    """Numbers of the interval: its ends where they belong to it, numbers just inside, and some far out."""
    low = piece.low if piece.low is not None else (piece.high or Fraction(0)) - 20
    high = piece.high if piece.high is not None else low + 40
    step = (high - low) / 1000
    candidates = [low, low + step, low + 7 * step, (low + high) / 2, high - 7 * step, high - step, high]
    return [x for x in candidates if piece.contains(x)] or [low]


@given(intervals(), intervals())
def test_sums_and_products_contain_every_sampled_one(first: Interval, second: Interval) -> None:
    for a in samples(first):
        for b in samples(second):
            assert first.plus(second).contains(a + b)
            assert first.times(second).contains(a * b)
            quotient = first.divided_by(second)
            if quotient is not None and b:
                assert quotient.contains(a / b)


@given(intervals(bounded=True), intervals(bounded=True))
def test_the_ends_of_a_product_are_reached_if_and_only_if_they_are_closed(first: Interval, second: Interval) -> None:
    product = first.times(second)
    for end, closed in ((product.low, product.low_closed), (product.high, product.high_closed)):
        assert end is not None
        assert closed == _reached(first, second, end)


def _reached(first: Interval, second: Interval, product: Fraction) -> bool:
    """Whether a * b = product for some a and b of the intervals, found by trying every end and zero for one of the two."""
    for one, other in ((first, second), (second, first)):
        for a in {one.low, one.high, Fraction(0)} - {None}:
            if not one.contains(a):
                continue
            if a == 0 and product == 0:
                return True
            if a and other.contains(product / a):
                return True
    return False


@given(intervals(), intervals(), intervals())
def test_meet_is_membership_in_both(first: Interval, second: Interval, third: Interval) -> None:
    both = meet((first, second), (third,))
    for x in samples(first) + samples(second) + samples(third):
        member = (first.contains(x) or second.contains(x)) and third.contains(x)
        assert any(piece.contains(x) for piece in both) == member


@given(st.lists(intervals(), max_size=5))
def test_join_keeps_the_numbers_and_separates_the_pieces(pieces: list[Interval]) -> None:
    joined = join(pieces)
    for x in [x for piece in pieces for x in samples(piece)] + [Fraction(n, 4) for n in range(-14, 15)]:
        assert any(p.contains(x) for p in pieces) == any(p.contains(x) for p in joined)
    for left, right in pairwise(joined):
        assert left.high is not None
        assert right.low is not None
        assert left.high < right.low or (left.high == right.low and not left.high_closed and not right.low_closed)


@pytest.mark.parametrize(
    ("piece", "whole"),
    [
        (Interval(Fraction("2.5"), Fraction(4), high_closed=False), Interval(Fraction(3), Fraction(3))),
        (Interval(Fraction(3100), None, low_closed=False), Interval(Fraction(3101), None)),
        (Interval(Fraction("32.5"), Fraction("33.5")), Interval(Fraction(33), Fraction(33))),
    ],
)
def test_whole_numbers(piece: Interval, whole: Interval) -> None:
    assert piece.whole() == whole


def test_nothing_whole_between_two_neighbours() -> None:
    assert Interval(Fraction("33.1"), Fraction("33.9")).whole().empty


def test_touching_ends() -> None:
    closed, opened = Interval(Fraction(1), Fraction(2)), Interval(Fraction(2), Fraction(3), low_closed=False)
    assert closed.intersect(opened).empty
    assert not closed.intersect(point(Fraction(2))).empty
    assert gap(closed, opened) == 0
    assert meet((closed,), ANYTHING) == (closed,)
