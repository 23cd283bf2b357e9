"""The constraints project exactly: brute force over a small grid of rationals finds the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rules import bond

from crossfoot.arithmetic import steps
from crossfoot.constraint import Between, Comparison, Linear, Power, Product, greatest, least
from crossfoot.figures import Key
from crossfoot.interval import ANYTHING, Interval, Pieces, join, meet, point
from crossfoot.powers import power, root
from crossfoot.solver import smt
from crossfoot.solver.bounds import implied
from crossfoot.solver.problem import Builder
from crossfoot.solver.search import Clash, Fits, decide
from crossfoot.solver.witness import obeyed
from crossfoot.testing import check_example
from crossfoot.vocabulary import Statistic

T, A, B, C = (Key(name, Statistic.LEVEL) for name in "tabc")
GRID = [Fraction(n) for n in range(-3, 4)]
# On a grid of whole numbers an open end is as good as the closed one a half before it, so that a grid of halves tries everything.
FINE = [Fraction(n, 2) for n in range(-8, 9)]


@st.composite
def domains(draw: st.DrawFn) -> Pieces:
    """One or two intervals with whole ends, open, closed or infinite."""
    pieces = []
    for _ in range(draw(st.integers(1, 2))):
        low, high = sorted(draw(st.tuples(st.sampled_from(GRID), st.sampled_from(GRID))))
        closed = (True, True) if low == high else draw(st.tuples(st.booleans(), st.booleans()))
        ends = draw(st.sampled_from([(low, high), (None, high), (low, None)]))
        pieces.append(Interval(*ends, *closed))
    return join(pieces)


def inside(number: Fraction, pieces: Pieces) -> bool:
    return any(piece.contains(number) for piece in pieces)


def between(total: Fraction, *parts: Fraction) -> bool:
    return min(parts) <= total <= max(parts)


def brute(target: int, sets: list[Pieces], holds: Callable[..., bool]) -> set[Fraction]:
    """The numbers of the fine grid which some numbers of the other sets complete."""
    others = [[number for number in FINE if inside(number, pieces)] for n, pieces in enumerate(sets) if n != target]
    found = set()
    for number in FINE:
        for rest in product(*others):
            values = [*rest[:target], number, *rest[target:]]
            if holds(*values):
                found.add(number)
                break
    return found


@given(st.lists(domains(), min_size=2, max_size=4), st.data())
def test_between_projects_what_brute_force_finds(sets: list[Pieces], data: st.DataObject) -> None:
    keys = [T, A, B, C][: len(sets)]
    target = data.draw(st.integers(0, len(sets) - 1))
    found = Between(T, tuple(keys[1:])).project(keys[target], dict(zip(keys, sets, strict=True)))
    # The outermost numbers of the grid stand for everything beyond it.
    assert {n for n in FINE if inside(n, found)} == brute(target, sets, between)


@given(st.lists(domains(), min_size=1, max_size=3))
def test_the_least_and_the_greatest_of_sets_are_those_that_brute_force_finds(sets: list[Pieces]) -> None:
    choices = list(product(*([number for number in FINE if inside(number, pieces)] for pieces in sets)))
    assert {n for n in FINE if inside(n, least(sets))} == {min(choice) for choice in choices}
    assert {n for n in FINE if inside(n, greatest(sets))} == {max(choice) for choice in choices}


@pytest.mark.parametrize("target", [T, A, B])
def test_between_with_an_empty_set_is_empty(target: Key) -> None:
    sets = {key: (point(Fraction(1)),) for key in (T, A, B)} | {(A if target != A else B): ()}
    assert Between(T, (A, B)).project(target, sets) == ()


def test_between_frees_a_part_where_the_others_embrace_the_whole() -> None:
    sets = {T: (point(Fraction(2)),), A: (point(Fraction(1)),), B: (point(Fraction(3)),), C: ()}
    assert Between(T, (A, B, C)).project(C, sets) == ANYTHING


rates = st.sampled_from([Fraction(n) for n in (-150, -100, -50, 0, 50, 100, 200)])
levels = st.sampled_from([Fraction(n) for n in range(5)])


@st.composite
def ranges(draw: st.DrawFn, ends: st.SearchStrategy[Fraction]) -> Interval:
    low, high = sorted((draw(ends), draw(ends)))
    closed = (True, True) if low == high else draw(st.tuples(st.booleans(), st.booleans()))
    return Interval(low, high, *closed)


def samples(piece: Interval) -> list[Fraction]:
    assert piece.low is not None
    assert piece.high is not None
    step = (piece.high - piece.low) / 6
    return [x for n in range(7) if piece.contains(x := piece.low + n * step)]


@given(ranges(levels), ranges(rates), st.integers(1, 4))
def test_power_keeps_every_triple(base: Interval, rate: Interval, years: int) -> None:
    """Whatever base and rate make is in the projection on the result, and each is in the projection from the other two."""
    constraint = Power(T, A, B, years)
    for b, g in product(samples(base), samples(rate)):
        if g < -100:
            continue
        result = b * (1 + g / 100) ** years
        triple = {T: (point(result),), A: (point(b),), B: (point(g),)}
        for key in (T, A, B):
            assert meet(constraint.project(key, triple), triple[key])
        assert inside(result, constraint.project(T, {A: (base,), B: (rate,), T: ()}))
        assert inside(b, constraint.project(A, {B: (rate,), T: (point(result),), A: ()}))
        assert inside(g, constraint.project(B, {A: (base,), T: (point(result),), B: ()}))


@given(ranges(levels), ranges(rates), st.integers(1, 4))
def test_power_reaches_exactly_the_ends_that_it_projects(base: Interval, rate: Interval, years: int) -> None:
    """Both are monotone, so that an end is reached if and only if the corner it comes from is."""
    assume(rate.low is not None and rate.low >= -100)
    (result,) = Power(T, A, B, years).project(T, {A: (base,), B: (rate,), T: ()})
    assert base.low is not None
    assert base.high is not None
    assert rate.low is not None
    assert rate.high is not None
    low, high = (b * (1 + g / 100) ** years for b, g in ((base.low, rate.low), (base.high, rate.high)))
    assert (result.low, result.high) == (low, high)
    reached = [_reached(end, base, rate, years) for end in (low, high)]
    assert [result.low_closed, result.high_closed] == reached


def _reached(end: Fraction, base: Interval, rate: Interval, years: int) -> bool:
    return any(b * (1 + g / 100) ** years == end for b, g in product(samples(base), samples(rate)))


@given(ranges(levels), ranges(levels))
def test_power_of_one_year_is_plain_growth(result: Interval, base: Interval) -> None:
    yearly, plain = Power(T, A, B, 1), Product(T, A, B, Fraction(1, 100), Fraction(1))
    sets = {T: (result,), A: (base,), B: ()}
    wanted = meet(plain.project(B, sets), (Interval(Fraction(-100), None),))
    assert meet(yearly.project(B, sets), (Interval(Fraction(-100), None),)) == wanted


def test_no_rate_is_a_fall_by_more_than_everything() -> None:
    sets = {T: ANYTHING, A: ANYTHING, B: (point(Fraction(-300)),)}
    assert Power(T, A, B, 2).project(T, sets) == ()


@given(st.fractions(0, 1000, max_denominator=50), st.integers(1, 6))
def test_roots_enclose_and_are_near(number: Fraction, degree: int) -> None:
    found = root(point(number), degree)
    assert found.low is not None
    assert found.high is not None
    assert found.low**degree <= number <= found.high**degree
    assert found.high - found.low <= Fraction(1, 10**30)
    assert root(power(point(number), degree), degree) == point(number)


# Less than


HALF, ONE, LESS = Fraction(1, 2), Fraction(1), Fraction(-1)
BELOW = Linear(((ONE, A), (LESS, B)), comparison=Comparison.LESS)


@pytest.mark.parametrize(
    ("other", "below", "above"),
    [
        (point(ONE), Interval(None, ONE, high_closed=False), Interval(ONE, None, low_closed=False)),
        (Interval(HALF, ONE), Interval(None, ONE, high_closed=False), Interval(HALF, None, low_closed=False)),
        (Interval(HALF, ONE, False, False), Interval(None, ONE, high_closed=False), Interval(HALF, None, low_closed=False)),
        (Interval(HALF, None), Interval(None, None), Interval(HALF, None, low_closed=False)),
    ],
)
def test_less_than_has_open_ends(other: Interval, below: Interval, above: Interval) -> None:
    assert BELOW.project(A, {A: ANYTHING, B: (other,)}) == (below,)
    assert BELOW.project(B, {A: (other,), B: ANYTHING}) == (above,)


@pytest.mark.parametrize(
    ("comparison", "signs"),
    [(Comparison.EQUAL, (False, True, False)), (Comparison.AT_MOST, (True, True, False)), (Comparison.LESS, (True, False, False))],
)
def test_what_compares_so_with_zero(comparison: Comparison, signs: tuple[bool, ...]) -> None:
    totals = (-HALF, Fraction(0), HALF)
    assert tuple(map(comparison.holds, totals)) == signs
    form = Linear(((ONE, 0),), comparison=comparison)
    assert tuple(obeyed(form, [total], [ANYTHING]) for total in totals) == signs


def ring(*, to: Fraction, comparison: Comparison) -> Builder:
    """a is below b, b below c, c below d; and d is not above a number, a not below zero."""
    builder = Builder()
    for low, high in ("ab", "bc", "cd", "ac", "bd"):
        bond(builder, low + high, Linear(((ONE, low), (LESS, high)), comparison=comparison))
    builder.printed("a", (Interval(Fraction(0), None),))
    builder.printed("d", (Interval(None, to),))
    return builder


@pytest.mark.parametrize(
    ("to", "comparison", "fits"),
    [
        (Fraction(0), Comparison.AT_MOST, True),
        (Fraction(0), Comparison.LESS, False),
        (Fraction(1, 10**12), Comparison.LESS, True),
        (Fraction(-1, 10**12), Comparison.AT_MOST, False),
    ],
)
def test_a_ring_of_less_than_is_decided_exactly(to: Fraction, comparison: Comparison, fits: bool) -> None:
    builder = ring(to=to, comparison=comparison)
    problem = builder.build()
    wanted = Fits if fits else Clash
    assert isinstance(decide(problem, problem.everything), wanted)
    if smt.available():
        assert isinstance(smt.decide(problem, problem.everything), wanted)
    if fits and comparison is Comparison.LESS:
        found = implied(problem, problem.everything, builder.numbers["b"])
        assert found.values == (Interval(Fraction(0), to, low_closed=False, high_closed=False),)
        assert found.exact


@pytest.mark.parametrize(("factor", "word"), [(ONE, "and less than that"), (LESS, "and more than that")])
def test_less_than_in_words(factor: Fraction, word: str) -> None:
    outcome = check_example({"claims": [{"measure": "a", "value": 1}, {"measure": "b", "value": 2}]})
    keys = {key.measure: key for key in (figure.key for figure in outcome.figures)}
    constraint = Linear(((factor, keys["a"]), (-factor, keys["b"])), comparison=Comparison.LESS)
    lines = list(steps(constraint, keys["a"], {keys["b"]: (point(Fraction(2)),)}, outcome.figures))
    assert lines[-1] == word


def test_a_figure_between_one_part_is_that_part() -> None:
    """In a ring, where no relation hangs on by one variable, that is decided by cases: here there is but one."""
    builder = Builder()
    builder.bond("between", [Between(A, (B,))])
    builder.bond("half", [Linear(((ONE, A), (Fraction(-2), B), (ONE, C)), LESS)])
    builder.bond("all", [Linear(((ONE, A), (ONE, B), (ONE, C)), Fraction(-9))])
    found = decide(builder.build(), 0b111)
    assert isinstance(found, Fits)
    assert found.values == [Fraction(8, 3), Fraction(8, 3), Fraction(11, 3)]


def test_of_more_sums_than_are_kept_apart_the_bounds_say_that_they_are_outer() -> None:
    builder = Builder()
    builder.printed("b", tuple(point(Fraction(10 * n)) for n in range(5)))
    builder.printed("c", tuple(point(Fraction(100 * n)) for n in range(5)))
    bond(builder, "sum", Linear(((ONE, "b"), (ONE, "c"), (LESS, "a"))))
    problem = builder.build()
    found = implied(problem, problem.everything, builder.numbers["a"])
    assert not found.exact
    assert all(inside(Fraction(10 * n + 100 * m), found.values) for n in range(5) for m in range(5))
    # What lies between is decided exactly all the same.
    for value, fits in ((230, True), (235, False)):
        builder.printed("a", (point(Fraction(value)),))
        problem = builder.build()
        assert isinstance(decide(problem, problem.everything), Fits if fits else Clash)
        builder.prints.pop()
