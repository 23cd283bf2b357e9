"""A question asked of the surroundings of a clash has the answer that everything would give."""

from __future__ import annotations

import random
from fractions import Fraction

import networks
import pytest

from crossfoot.constraint import Linear, Product
from crossfoot.interval import Interval
from crossfoot.solver.budget import Meter
from crossfoot.solver.conflict import STEPS_EACH, repairs, shrink
from crossfoot.solver.problem import Builder, Mask, Problem, items_of
from crossfoot.solver.search import STEPS, Clash, Fits, Undecided, clash, decide
from crossfoot.solver.surroundings import Asker, around, fitting_near
from crossfoot.solver.witness import fits

ONE, HALF = Fraction(1), Fraction(1, 2)
NETWORKS = 150


def clashing(number: int, most: int) -> tuple[Problem, Mask] | None:
    """A generated network that does not fit, and what of it clashes; None where it fits or takes long."""
    _, problem, _ = networks.any_network(number, most)
    answer = decide(problem, problem.everything, Meter(STEPS // 10))
    return (problem, shrink(problem, answer.items, Meter(STEPS))) if isinstance(answer, Clash) else None


@pytest.mark.parametrize("first", range(0, NETWORKS, 30))
def test_the_answer_is_the_same_as_that_of_everything(first: int) -> None:
    questions = 0
    for number in range(first, first + 30):
        found = clashing(number, 40)
        if found is None:
            continue
        problem, core = found
        asker = Asker(Meter(10 * STEPS), core)
        for item in items_of(core & problem.all_prints):
            rest = problem.everything & ~(1 << item)
            answer, whole = asker.ask(problem, rest), decide(problem, rest)
            if not isinstance(answer, Undecided) and not isinstance(whole, Undecided):
                questions += 1
                assert type(answer) is type(whole), (number, item)
            if isinstance(answer, Fits):
                assert fits(problem, rest, answer.values), (number, item)
    assert questions


def chain(tables: int) -> tuple[Problem, Mask]:
    """Tables of two parts, how one grew to the other, and their sum; each coarse sum of two tables ties them. One growth is wrong."""
    builder = Builder()
    bonds: list[tuple[str, Linear[str] | Product[str]]] = []
    for n in range(tables):
        now, before, rate, whole, both = (f"{name} {n}" for name in ("now", "before", "rate", "whole", "both"))
        for name, value, half in ((now, 110, HALF), (before, 100, HALF), (rate, 10 if n else 50, HALF), (both, 420, Fraction(100))):
            builder.printed(name, (Interval(value - half, value + half),), name)
        bonds += [
            (rate, Product(now, before, rate, Fraction(1, 100), ONE)),
            (whole, Linear(((ONE, now), (ONE, before), (-ONE, whole)))),
            (both, Linear(((ONE, whole), (ONE, f"whole {(n + 1) % tables}"), (-ONE, both)))),
        ]
    for name, constraint in bonds:
        builder.bond(name, [constraint])
    problem = builder.build()
    answer = decide(problem, problem.everything)
    assert isinstance(answer, Clash)
    return problem, shrink(problem, answer.items, Meter(STEPS))


def test_far_figures_keep_the_numbers_that_are_known() -> None:
    problem, core = chain(12)
    first, *others = items_of(core & problem.all_prints)
    answer = decide(problem, problem.everything & ~(1 << first))
    assert isinstance(answer, Fits)
    free = around(problem, core)
    for item in others:
        rest = problem.everything & ~(1 << item)
        values = fitting_near(problem, rest, answer.values, free, Meter(STEPS))
        assert (values is not None) == isinstance(decide(problem, rest), Fits)
        if values is not None:
            assert fits(problem, rest, values)
            assert all(values[n] == known for n, known in enumerate(answer.values) if n not in free)


def test_what_is_known_to_clash_is_never_said_to_fit() -> None:
    problem, core = chain(6)
    rest = problem.everything & ~(1 << next(items_of(core)))
    answer = decide(problem, rest)
    assert isinstance(answer, Fits)
    assert fitting_near(problem, problem.everything, answer.values, around(problem, core), Meter(STEPS)) is None


def test_a_question_near_costs_less_than_one_of_everything() -> None:
    problem, core = chain(40)
    items = list(items_of(core & problem.all_prints))
    asker = Asker(Meter(STEPS), core)
    assert asker.fits(problem, problem.everything & ~(1 << items[0]))
    before = asker.meter.spent
    assert asker.fits(problem, problem.everything & ~(1 << items[1]))
    assert (asker.meter.spent - before) * 4 < before


def test_one_hard_question_does_not_spend_the_budget_of_all() -> None:
    rng = random.Random(1)  # noqa: S311 - a simulation
    truth = networks.year_on_year(rng, 8, hidden_bases=True)
    problem = truth.printed(networks.PLAIN, slip=True)
    meter = Meter(STEPS)
    shrink(problem, problem.everything, meter)
    assert meter.spent <= (len(problem.prints) + len(problem.bonds)) * (STEPS_EACH + len(problem.variables) * 8)


def test_without_numbers_the_same_items_clash() -> None:
    for number in range(60):
        _, problem, _ = networks.any_network(number, 20)
        answer = decide(problem, problem.everything)
        items = clash(problem, problem.everything, Meter(STEPS))
        assert items == (answer.items if isinstance(answer, Clash) else 0)


def test_repairs_know_numbers_that_fit_without_one_of_them() -> None:
    problem, core = chain(5)
    groups = [1 << n for n in range(len(problem.prints))]
    found = repairs(problem, problem.everything, groups, dict.fromkeys(range(len(groups)), ONE), Meter(STEPS), known=[core])
    assert found.known is not None
    assert any(fits(problem, problem.everything & ~groups[n], found.known) for (n,) in found.sets)
