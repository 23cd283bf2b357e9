"""What explains a conflict, against brute force over every set of items of small problems: nothing missing, nothing invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from crossfoot.constraint import Comparison, Linear, Product
from crossfoot.interval import EVERYTHING, Interval, Pieces, meet
from crossfoot.solver.bounds import implied
from crossfoot.solver.budget import Meter
from crossfoot.solver.conflict import MOST_SETS, conflicts_of, hitting_sets, repairs, shrink
from crossfoot.solver.problem import Bond, Builder, Mask, Problem, items_of, mask_of
from crossfoot.solver.search import Clash, Fits, Undecided, decide
from crossfoot.solver.stretch import LARGEST, stretch
from crossfoot.solver.surroundings import Asker

STEPS = 20_000
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
ONE, HALF = Fraction(1), Fraction(1, 2)
LIMIT = Fraction(20)
MOST_ITEMS = 8


def around(number: int, half: Fraction, *, closed: bool) -> Interval:
    return Interval(number - half, number + half, low_closed=closed, high_closed=closed)


@st.composite
def problems(draw: st.DrawFn, *, products: bool = True, whole: bool = True) -> Problem:
    """A few figures with none, one or two prints each, in a few sums and products; about half of them clash."""
    names = "abcd"[: draw(st.integers(3, 4))]
    builder = Builder()
    for name in names:
        builder.variable(name, (Interval(Fraction(0), LIMIT),), whole=whole and not draw(st.integers(0, 3)))
    for name in names:
        for _ in range(draw(st.sampled_from((0, 1, 1, 1, 2)))):
            half = draw(st.sampled_from((Fraction(0), HALF, HALF, ONE)))
            builder.printed(name, (around(draw(st.integers(0, 9)), half, closed=half == 0 or draw(st.booleans())),), f"{name}")
    for n in range(draw(st.integers(1, 3))):
        result, first, second = draw(st.permutations(names))[:3]
        if products and draw(st.booleans()):
            offset = Fraction(draw(st.integers(0, 1)))
            # A rate of its own: two products of the same figures meet in roots, which are no fractions, and stay undecided.
            rate = f"rate {n}"
            builder.variable(rate, (Interval(Fraction(0), LIMIT),))
            if draw(st.booleans()):
                builder.printed(rate, (around(draw(st.integers(0, 4)), HALF, closed=draw(st.booleans())),), rate)
            builder.bond(f"product {n}", [Product(result, first, rate, ONE, offset)])  # type: ignore[type-var]
        else:
            comparison = draw(st.sampled_from((Comparison.EQUAL, Comparison.EQUAL, Comparison.AT_MOST)))
            terms = ((ONE, first), (ONE, second), (-ONE, result))
            builder.bond(f"sum {n}", [Linear(terms, comparison=comparison)])  # type: ignore[arg-type]
    problem = builder.build()
    assume(len(problem.prints) + len(problem.bonds) <= MOST_ITEMS)
    return problem


def sets_of(items: list[int]) -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def clashing(problem: Problem, active: Mask) -> bool:
    answer = decide(problem, active, Meter(STEPS))
    assume(not isinstance(answer, Undecided))
    return isinstance(answer, Clash)


def least_clashes(problem: Problem) -> list[Mask]:
    """Every set that clashes and of which every proper part fits, by trying them all."""
    found: list[Mask] = []
    for chosen in sets_of(list(items_of(problem.everything))):
        mask = mask_of(chosen)
        if not any(mask & small == small for small in found) and clashing(problem, mask):
            found.append(mask)
    return sorted(found)


def least_repairs(problem: Problem, groups: list[Mask], doubted: list[int]) -> list[tuple[int, ...]]:
    """Every set of groups without which all fits and of which none can be spared, by trying them all."""
    found: list[tuple[int, ...]] = []
    for chosen in sets_of(doubted):
        left = problem.everything
        for n in chosen:
            left &= ~groups[n]
        if not any(set(small) <= set(chosen) for small in found) and not clashing(problem, left):
            found.append(chosen)
    return sorted(found)


@st.composite
def grouped(draw: st.DrawFn) -> tuple[Problem, list[Mask], dict[int, Fraction]]:
    """A problem, its prints in groups, and what it costs to blame a group; some are never blamed."""
    problem = draw(problems())
    owner = [draw(st.integers(0, n)) for n in range(len(problem.prints))]
    groups = [mask_of(item for item, own in enumerate(owner) if own == n) for n in sorted(set(owner))]
    weights = {n: Fraction(draw(st.sampled_from((1, 1, 2, 3)))) for n in range(len(groups)) if draw(st.integers(0, 4))}
    return problem, groups, weights


@FEW
@given(problems())
def test_nothing_can_be_left_out_of_a_shrunken_clash(problem: Problem) -> None:
    answer = decide(problem, problem.everything, Meter(STEPS))
    assume(isinstance(answer, Clash))
    assert isinstance(answer, Clash)
    core = shrink(problem, answer.items, Meter(STEPS))
    assert core & ~answer.items == 0
    assert clashing(problem, core)
    for item in items_of(core):
        assert not clashing(problem, core & ~(1 << item))


@FEW
@given(problems())
def test_all_clashes_are_those_of_brute_force(problem: Problem) -> None:
    found, complete = conflicts_of(problem, problem.everything, Meter(STEPS * 10))
    expected = least_clashes(problem)
    assert set(found) <= set(expected)
    assert complete == (len(found) < MOST_SETS)
    if complete:
        assert list(found) == expected


@FEW
@given(grouped())
def test_every_repair_is_that_of_brute_force(case: tuple[Problem, list[Mask], dict[int, Fraction]]) -> None:
    problem, groups, weights = case
    found = repairs(problem, problem.everything, groups, weights, Meter(STEPS * 10), every=True)
    expected = least_repairs(problem, groups, sorted(weights))
    assert set(found.sets) <= set(expected)
    assert found.complete == (len(found.sets) < MOST_SETS)
    if found.complete:
        assert sorted(found.sets) == expected
    costs = [sum(weights[n] for n in chosen) for chosen in found.sets]
    assert costs == sorted(costs)


@FEW
@given(grouped())
def test_the_cheapest_repairs_are_those_of_brute_force(case: tuple[Problem, list[Mask], dict[int, Fraction]]) -> None:
    problem, groups, weights = case
    found = repairs(problem, problem.everything, groups, weights, Meter(STEPS * 10))
    every = least_repairs(problem, groups, sorted(weights))
    least = min((sum(weights[n] for n in chosen) for chosen in every), default=0)
    assert found.complete
    assert sorted(found.sets) == [chosen for chosen in every if sum(weights[n] for n in chosen) == least]
    # A group without a weight is never blamed.
    assert {n for chosen in found.sets for n in chosen} <= set(weights)


@FEW
@given(grouped(), st.data())
def test_the_order_of_the_input_changes_no_repair(case: tuple[Problem, list[Mask], dict[int, Fraction]], data: st.DataObject) -> None:
    problem, groups, weights = case
    prints = data.draw(st.permutations(range(len(problem.prints))))
    bonds = data.draw(st.permutations(range(len(problem.bonds))))
    turned = replace(problem, prints=tuple(problem.prints[n] for n in prints), bonds=tuple(problem.bonds[n] for n in bonds))
    moved = [mask_of(prints.index(item) for item in items_of(group)) for group in groups]
    one, other = (repairs(each, each.everything, masks, weights, Meter(STEPS * 10)) for each, masks in ((problem, groups), (turned, moved)))
    assert one == other


@FEW
@given(grouped())
def test_clashes_that_are_known_before_change_no_repair(case: tuple[Problem, list[Mask], dict[int, Fraction]]) -> None:
    problem, groups, weights = case
    known = least_clashes(problem)[:2]
    one = repairs(problem, problem.everything, groups, weights, Meter(STEPS * 10))
    assert one == repairs(problem, problem.everything, groups, weights, Meter(STEPS * 10), known=known)


@given(st.lists(st.frozensets(st.integers(0, 6), min_size=1, max_size=4), max_size=5), st.lists(st.integers(1, 3), min_size=7, max_size=7))
def test_hitting_sets_are_those_of_brute_force(sets: list[frozenset[int]], costs: list[int]) -> None:
    weights = {n: Fraction(cost) for n, cost in enumerate(costs)}
    found = list(hitting_sets(sets, weights))
    expected: list[tuple[int, ...]] = []
    for chosen in sets_of(list(range(7))):
        hits = all(members & set(chosen) for members in sets)
        if hits and not any(set(small) <= set(chosen) for small in expected):
            expected.append(chosen)
    assert sorted(found) == sorted(expected)
    assert found == sorted(found, key=lambda chosen: (sum(weights[n] for n in chosen), chosen))


# What the others imply of one figure


def possible(problem: Problem, active: Mask, variable: int, values: Pieces) -> bool:
    """Whether the variable may be among these values."""
    own = problem.variables[variable]
    cut = meet(own.possible, values)
    if not cut:
        return False
    variables = (*problem.variables[:variable], replace(own, possible=cut), *problem.variables[variable + 1 :])
    return not clashing(replace(problem, variables=variables), active)


def outside(values: Pieces) -> Pieces:
    """What lies in none of the pieces."""
    left: Pieces = (EVERYTHING,)
    for piece in values:
        below = Interval(None, piece.low, high_closed=not piece.low_closed) if piece.low is not None else None
        above = Interval(piece.high, None, low_closed=not piece.high_closed) if piece.high is not None else None
        left = meet(left, tuple(side for side in (below, above) if side is not None))
    return left


def probes(piece: Interval, *, whole: bool) -> Iterator[Fraction]:
    """Values of a piece: its ends where they belong to it, near them where they do not, and its middle."""
    low = piece.low if piece.low is not None else (piece.high if piece.high is not None else Fraction(0)) - 1000
    high = piece.high if piece.high is not None else low + 2000
    near = (high - low) / 10**6
    for value in (low, low + near, (low + high) / 2, high - near, high):
        if piece.contains(value) and (not whole or value.denominator == 1):
            yield value


@FEW
@given(problems(), st.data())
def test_what_is_implied_leaves_out_nothing_that_is_possible_and_is_tight(problem: Problem, data: st.DataObject) -> None:
    variable = data.draw(st.integers(0, len(problem.variables) - 1))
    active = problem.everything & ~mask_of(problem.prints_of[variable])
    meter = Meter(STEPS)
    found = implied(problem, active, variable, meter)
    assert not possible(problem, active, variable, outside(found.values))
    whole = problem.variables[variable].whole
    if found.exact:
        for piece in found.values:
            for value in probes(piece, whole=whole):
                assert possible(problem, active, variable, (Interval(value, value),))
    elif meter.spent <= meter.budget:
        # An outer bound whose ends were moved to near a value that is possible.
        low, high = found.values[0].low, found.values[-1].high
        if low is not None and high is not None:
            margin = max((high - low) / 16, Fraction(1) if whole else Fraction(0))
            assert possible(problem, active, variable, (Interval(low, low + margin),))
            assert possible(problem, active, variable, (Interval(high - margin, high),))


# How much coarser rounding would have to be


@FEW
@given(problems())
def test_figures_fit_at_the_factor_of_stretch_and_not_much_below(problem: Problem) -> None:
    assume(clashing(problem, problem.everything))
    factor = stretch(problem, problem.everything, Asker(Meter(STEPS * 10)))
    if factor is None:
        assert clashing(_stretched(problem, LARGEST), problem.everything)
        return
    assert not clashing(_stretched(problem, factor), problem.everything)
    below = max(factor * Fraction(31, 32) - Fraction(1, 1000), ONE)
    assert clashing(_stretched(problem, below), problem.everything)


def _stretched(problem: Problem, factor: Fraction) -> Problem:
    prints = []
    for own in problem.prints:
        (piece,) = own.allowed
        assert piece.low is not None
        assert piece.high is not None
        middle, half = (piece.low + piece.high) / 2, (piece.high - piece.low) / 2 * factor
        prints.append(replace(own, allowed=(Interval(middle - half, middle + half, piece.low_closed, piece.high_closed),)))
    return replace(problem, prints=tuple(prints))


def test_a_bond_alone_may_clash_and_is_then_the_whole_conflict() -> None:
    # Nothing that may be blamed repairs it.
    impossible = Bond("more than itself", (Linear(((ONE, 0),), ONE, Comparison.AT_MOST),))
    builder = Builder()
    builder.variable("a", (Interval(Fraction(0), None),))
    builder.printed("a", (around(5, HALF, closed=True),))
    problem = replace(builder.build(), bonds=(impossible,))
    found, complete = conflicts_of(problem, problem.everything, Meter(STEPS))
    assert (found, complete) == ((0b10,), True)
    assert repairs(problem, problem.everything, [0b01], {0: ONE}, Meter(STEPS)).sets == ()
    assert isinstance(decide(problem, 0b01), Fits)
