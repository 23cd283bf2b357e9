"""The engine that decides networks: against z3, brute force, its own certificates, the truth, and hard corners."""

from __future__ import annotations

import importlib.util
import itertools
import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import networks
import pytest

from crossfoot.constraint import Between, Comparison, Constraint, Linear, Power, Product
from crossfoot.interval import ANYTHING, Interval, join, point
from crossfoot.solver.budget import Meter
from crossfoot.solver.narrowing import Narrower, Ranges, above, below, outward
from crossfoot.solver.problem import Builder, Problem, items_of, mask_of
from crossfoot.solver.search import STEPS, Answer, Clash, Fits, Undecided, decide
from crossfoot.solver.simplex import Program, Row
from crossfoot.solver.witness import fits, obeyed

F = Fraction
ONE, PERCENT = F(1), F(1, 100)
Shown = dict[str, tuple[str, str] | str]


def verdict(answer: Answer) -> str:
    return type(answer).__name__


def interval(text: str) -> Interval:
    """'[1, 2)' as an interval; an empty end is infinite."""
    text = text.strip()
    low, high = (F(end) if end.strip() else None for end in text[1:-1].split(","))
    return Interval(low, high, text[0] == "[", text[-1] == "]")


def problem(shown: dict[str, str], relations: list[Constraint], whole: str = "") -> Problem:
    builder = Builder()
    for name in whole:
        builder.variable(name, whole=True)
    for name, text in shown.items():
        builder.printed(name, join(map(interval, text.split("|"))))
    for n, relation in enumerate(relations):
        builder.bond(f"relation {n}", [relation])
    return builder.build()


def decided(shown: dict[str, str], relations: list[Constraint], whole: str = "") -> Answer:
    made = problem(shown, relations, whole)
    return decide(made, made.everything)


def plus(total: str, *parts: str) -> Linear[str]:
    return Linear(((ONE, total), *((-ONE, part) for part in parts)))


def share(part: str, whole: str, rate: str) -> Product[str]:
    return Product(part, whole, rate, PERCENT, F(0))


def times(result: str, factor: str, rate: str) -> Product[str]:
    return Product(result, factor, rate, ONE, F(0))


# Against z3, and against the truth

_ASK_Z3 = """
import json, sys
sys.path.insert(0, sys.argv[1])
import networks
from crossfoot.solver import smt
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    asked = networks.any_network(number, int(sys.argv[4]))[1]
    print(json.dumps([number, type(smt.decide(asked, asked.everything)).__name__]), flush=True)
"""


def z3_says(first: int, count: int, most: int) -> dict[int, str]:
    """z3's verdicts by the number of the network. It works in a process of its own, since some questions it never lets go of."""
    command = [sys.executable, "-c", _ASK_Z3, str(Path(networks.__file__).parent), str(first), str(first + count), str(most)]
    try:
        out = subprocess.run(command, capture_output=True, check=True, text=True, timeout=20).stdout
    except subprocess.TimeoutExpired as late:
        out = (late.stdout or b"").decode()
    return dict(json.loads(line) for line in out.splitlines())


@pytest.mark.skipif(importlib.util.find_spec("z3") is None, reason="z3 is not installed")
@pytest.mark.parametrize(("first", "count", "most"), [(0, 400, 7), (10_000, 150, 12), (20_000, 20, 30), (30_000, 3, 100)])
def test_z3_never_says_otherwise(first: int, count: int, most: int) -> None:
    theirs = z3_says(first, count, most)
    assert theirs
    for number, their in theirs.items():
        asked = networks.any_network(number, most)[1]
        assert {verdict(decide(asked, asked.everything)), their} != {"Fits", "Clash"}, number


@pytest.mark.parametrize(
    ("first", "count", "most", "left"), [(100, 250, 10, 2), (10_100, 100, 20, 2), (20_100, 25, 50, 2), (30_000, 6, 100, 1)]
)
def test_consistent_networks_fit_and_few_stay_undecided(first: int, count: int, most: int, left: int) -> None:
    undecided = 0
    for number in range(first, first + count):
        truth, asked, slip = networks.any_network(number, most)
        # The truth itself fits, by the witness that knows nothing of the search.
        assert slip or fits(asked, asked.everything, truth.values), number
        found = decide(asked, asked.everything)
        assert slip or not isinstance(found, Clash), number
        assert not isinstance(found, Fits) or fits(asked, asked.everything, found.values)
        undecided += isinstance(found, Undecided)
    assert undecided <= left


def test_items_of_a_clash_clash_alone() -> None:
    clashes = 0
    for number in range(40_000, 40_200):
        asked = networks.any_network(number, 14)[1]
        found = decide(asked, asked.everything)
        if isinstance(found, Clash):
            clashes += 1
            assert found.items & ~asked.everything == 0
            assert verdict(decide(asked, found.items)) == "Clash", number
    assert clashes > 40


# Brute force


def _small(rng: random.Random) -> tuple[Problem, list[Constraint], list[list[int]]]:
    """Three or four whole variables with few values each, and relations between them."""
    count = rng.randint(3, 4)
    builder, sets = Builder(), []
    for n in range(count):
        low = rng.randint(-4, 4)
        values = sorted({*range(low, low + rng.randint(1, 4)), *((low + 7,) if rng.random() < 0.2 else ())})
        sets.append(values)
        builder.variable(n, whole=True)
        builder.printed(n, join(point(F(value)) for value in values))
    relations: list[Constraint] = []
    for _ in range(rng.randint(1, 3)):
        chosen = rng.sample(range(count), 3)
        kind = rng.choice(("sum", "product", "between", "order", "power"))
        match kind:
            case "sum":
                relations.append(Linear(tuple((F(rng.choice((-2, -1, 1, 2))), n) for n in chosen), F(rng.randint(-3, 3))))  # type: ignore[arg-type]
            case "order":
                terms = tuple((F(rng.choice((-2, -1, 1, 2))), n) for n in chosen[:2])
                relations.append(Linear(terms, F(rng.randint(-3, 3)), Comparison.AT_MOST))  # type: ignore[arg-type]
            case "product":
                relations.append(Product(*chosen, F(rng.choice((1, 2)), rng.choice((1, 2))), F(rng.randint(-1, 1))))  # type: ignore[arg-type]
            case "between":
                relations.append(Between(chosen[0], tuple(chosen[1:])))  # type: ignore[arg-type]
            case _:
                relations.append(Power(*chosen, 2))  # type: ignore[arg-type]
    for n, relation in enumerate(relations):
        builder.bond(str(n), [relation])
    return builder.build(), relations, sets


def test_brute_force_over_whole_numbers_agrees() -> None:
    rng = networks.chance(5)
    seen = {"Fits": 0, "Clash": 0, "Undecided": 0}
    for _ in range(800):
        asked, relations, sets = _small(rng)
        grid = itertools.product(*(map(F, values) for values in sets))
        possible = any(all(obeyed(relation, values, [ANYTHING] * len(sets)) for relation in relations) for values in grid)  # type: ignore[arg-type]
        found = verdict(decide(asked, asked.everything))
        seen[found] += 1
        assert found != ("Clash" if possible else "Fits"), asked
    assert seen["Undecided"] == 0
    assert min(seen["Fits"], seen["Clash"]) > 100


# Linear programs


def _program(rng: random.Random, count: int, height: int, *, bounded: bool) -> tuple[list[Interval], list[Row]]:
    def some(wide: int) -> Interval:
        low = F(rng.randint(-20, 20), rng.choice((1, 2, 5, 10)))
        high = low + F(rng.randint(0, wide), rng.choice((1, 3, 10)))
        tight = low == high or bounded
        piece = Interval(low, high, tight or rng.random() < 0.7, tight or rng.random() < 0.7)
        return piece if bounded or rng.random() < 0.6 else rng.choice((replace(piece, low=None), replace(piece, high=None)))

    variables = [some(20) for _ in range(count)]
    rows = []
    for _ in range(height):
        chosen = rng.sample(range(count), min(count, rng.randint(1, 3)))
        rows.append(Row({n: F(rng.choice((-3, -2, -1, 1, 2, 3)), rng.choice((1, 1, 7, 100))) for n in chosen}, some(10)))
    return variables, rows


def test_proofs_of_the_simplex_add_up() -> None:
    """Factors times bounds: all variables cancel, and what is left says that a number is less than itself (Farkas)."""
    rng, proofs = networks.chance(6), 0
    for _ in range(1500):
        variables, rows = _program(rng, rng.randint(2, 6), rng.randint(1, 6), bounded=False)
        program = Program(variables, rows, Meter(100_000))
        proof = program.conflict()
        if proof is None:
            values = program.point()
            assert all(piece.contains(value) for piece, value in zip(variables, values, strict=True))
            for row in rows:
                assert row.range.contains(sum((c * values[n] for n, c in row.coefficients.items()), F(0)))
            continue
        proofs += 1
        total, left, strict = F(0), dict.fromkeys(range(len(variables)), F(0)), False
        for part in proof:
            assert part.factor > 0
            own = part.index < len(variables)
            piece = variables[part.index] if own else rows[part.index - len(variables)].range
            terms = {part.index: ONE} if own else rows[part.index - len(variables)].coefficients
            end, closed = (piece.high, piece.high_closed) if part.upper else (piece.low, piece.low_closed)
            assert end is not None
            # The terms times the sign are at most the end times the sign.
            sign = part.factor if part.upper else -part.factor
            total += sign * end
            strict |= not closed
            for n, c in terms.items():
                left[n] += sign * c
        assert not any(left.values())
        assert total < 0 or (total == 0 and strict)
    assert proofs > 300


def test_extremes_are_those_of_an_independent_program() -> None:
    optimize = pytest.importorskip("scipy.optimize")
    rng, compared = networks.chance(7), 0
    while compared < 40:
        variables, rows = _program(rng, rng.randint(2, 5), rng.randint(1, 4), bounded=True)
        program = Program(variables, rows, Meter(100_000))
        if program.conflict() is not None:
            continue
        compared += 1
        matrix = [[float(row.coefficients.get(n, 0)) for n in range(len(variables))] for row in rows]
        limits = optimize.LinearConstraint(
            matrix, [float(row.range.low or 0) for row in rows], [float(row.range.high or 0) for row in rows]
        )
        bounds = optimize.Bounds([float(v.low or 0) for v in variables], [float(v.high or 0) for v in variables])
        for n, upper in itertools.product(range(len(variables)), (False, True)):
            found = program.extreme(n, upper=upper)
            aim = [0.0] * len(variables)
            aim[n] = -1.0 if upper else 1.0
            best = optimize.milp(aim, constraints=limits, bounds=bounds)
            assert found.number is not None
            assert found.reached
            assert float(found.number) == pytest.approx(best.x[n], abs=1e-6)
            assert program.point()[n] == found.number


def test_extremes_without_limit_and_not_reached() -> None:
    program = Program(
        [Interval(F(0), None, low_closed=False), Interval(F(1), F(2), high_closed=False)],
        [Row({0: ONE, 1: ONE}, Interval(None, F(5)))],
        Meter(999),
    )
    assert program.conflict() is None
    assert program.extreme(0, upper=True).number == F(4)
    assert (program.extreme(0, upper=False).number, program.extreme(0, upper=False).reached) == (F(0), False)
    assert (program.extreme(1, upper=True).number, program.extreme(1, upper=True).reached) == (F(2), False)
    free = Program([Interval(None, None), Interval(F(0), None)], [Row({0: ONE, 1: -ONE}, point(F(0)))], Meter(999))
    assert free.conflict() is None
    assert free.extreme(0, upper=True).number is None
    assert free.extreme(0, upper=False).number == F(0)


# Exact ends


def _cents(rng: random.Random) -> str:
    return f"{rng.randint(1, 10**9)}/100"


@pytest.mark.parametrize("number", range(12))
def test_ends_that_touch(number: int) -> None:
    rng = networks.chance(number)
    a, b = F(rng.randint(1, 10**6), 10), F(rng.randint(1, 10**6), 100)
    parts = {"a": f"[{a}, {a + 1}]", "b": f"[{b}, {b + 1}]"}
    top = a + b + 2
    assert verdict(decided({**parts, "t": f"[{top}, {top + 1}]"}, [plus("t", "a", "b")])) == "Fits"
    assert verdict(decided({**parts, "t": f"({top}, {top + 1}]"}, [plus("t", "a", "b")])) == "Clash"
    assert verdict(decided({**parts, "t": f"[{top}, {top + 1}]", "a": f"[{a}, {a + 1})"}, [plus("t", "a", "b")])) == "Clash"
    # The same in a cycle, where nothing can be taken away.
    again = [plus("t", "a", "b"), plus("s", "a", "b")]
    assert verdict(decided({**parts, "t": f"[{top}, {top + 1}]", "s": f"[{top}, {top + 1}]"}, again)) == "Fits"
    assert verdict(decided({**parts, "t": f"[{top}, {top + 1}]", "s": f"({top}, {top + 1}]"}, again)) == "Clash"


@pytest.mark.parametrize("number", range(12))
def test_shares_that_touch(number: int) -> None:
    rng = networks.chance(number)
    w, p = F(rng.randint(10**3, 10**6)), F(rng.randint(1, 999), 10)
    shown = {"w": f"[{w}, {w + 1}]", "p": f"[{p}, {p + F(1, 10)}]"}
    top = (w + 1) * (p + F(1, 10)) / 100
    assert verdict(decided({**shown, "x": f"[{top}, {top + 1}]"}, [share("x", "w", "p")])) == "Fits"
    assert verdict(decided({**shown, "x": f"({top}, {top + 1}]"}, [share("x", "w", "p")])) == "Clash"
    twice = [share("x", "w", "p"), share("y", "w", "p"), plus("z", "x", "y")]
    assert verdict(decided({**shown, "z": f"[{2 * top}, {2 * top + 1}]"}, twice)) == "Fits"
    assert verdict(decided({**shown, "z": f"({2 * top}, {2 * top + 1}]"}, twice)) == "Clash"


@pytest.mark.parametrize("number", range(12))
def test_exact_amounts(number: int) -> None:
    rng = networks.chance(number)
    amounts = {f"a{n}": F(_cents(rng)) for n in range(6)}
    total = sum(amounts.values(), F(0))
    shown = {name: f"[{amount}, {amount}]" for name, amount in amounts.items()}
    assert verdict(decided({**shown, "t": f"[{total}, {total}]"}, [plus("t", *amounts)])) == "Fits"
    assert verdict(decided({**shown, "t": f"[{total + F(1, 10**10)}, {total + 1}]"}, [plus("t", *amounts)])) == "Clash"
    whole, rate = F(rng.randint(10**11, 10**12)), F(rng.randint(1, 99_999), 1000)
    exact, off = whole * rate / 100, whole * rate / 100 + F(1, 10**10)
    shown = {"w": f"[{whole}, {whole}]", "p": f"[{rate}, {rate}]"}
    assert verdict(decided({**shown, "x": f"[{exact}, {exact}]"}, [share("x", "w", "p")])) == "Fits"
    assert verdict(decided({**shown, "x": f"[{off}, {off}]"}, [share("x", "w", "p")])) == "Clash"


# Corners


def test_a_variable_twice_in_one_relation() -> None:
    assert verdict(decided({"x": "[1, 2]"}, [times("x", "x", "y")])) == "Fits"
    assert verdict(decided({"x": "[1, 2]", "y": "[2, 3]"}, [times("x", "x", "y")])) == "Clash"
    assert verdict(decided({"x": "[4, 4]"}, [times("x", "y", "y")])) == "Fits"
    assert verdict(decided({"x": "[2, 3]"}, [times("x", "x", "x")])) == "Clash"
    assert verdict(decided({}, [Linear(((ONE, "x"), (-ONE, "x")), ONE)])) == "Clash"
    assert verdict(decided({}, [Linear(((ONE, "x"), (-ONE, "x")))])) == "Fits"


def test_between_of_one_part_and_of_itself() -> None:
    assert verdict(decided({"x": "[1, 2]", "y": "[3, 4]"}, [Between("x", ("y",))])) == "Clash"
    assert verdict(decided({"x": "[1, 3]", "y": "[3, 4]"}, [Between("x", ("y", "y"))])) == "Fits"
    assert verdict(decided({"x": "[1, 2]", "y": "[3, 4]"}, [Between("x", ("x", "y"))])) == "Fits"


def test_one_yearly_rate_for_two_figures() -> None:
    both = [Power("a", "b", "r", 2), Power("c", "d", "r", 2)]
    shown = {"a": "[2, 2]", "b": "[1, 1]", "d": "[1, 1]"}
    assert verdict(decided({**shown, "c": "[2, 2]"}, both)) != "Clash"
    assert verdict(decided({**shown, "c": f"[{2 + F(1, 10**40)}, 3]"}, both)) != "Fits"
    assert verdict(decided({**shown, "c": "[2.1, 3]"}, both)) == "Clash"


def test_a_fall_of_everything() -> None:
    assert verdict(decided({"a": "[0, 0]", "b": "[1, 2]"}, [Power("a", "b", "r", 3)])) == "Fits"
    assert verdict(decided({"a": "[0, 0]", "b": "[1, 2]", "r": "[-99, 5]"}, [Power("a", "b", "r", 3)])) == "Clash"
    assert verdict(decided({"a": "[-1, -1]", "b": "[1, 2]"}, [Power("a", "b", "r", 3)])) == "Clash"


def test_whole_numbers_that_nobody_printed() -> None:
    half = Linear(((F(2), "n"), (F(-2), "m")), F(-1))
    assert verdict(decided({"n": "[0, 9]", "m": "[0, 9]"}, [half], "nm")) == "Clash"
    assert verdict(decided({"p": "[33.3, 33.4]", "w": "[1, 4]"}, [share("n", "w", "p")], "nw")) == "Fits"
    assert verdict(decided({"p": "[37.4, 37.5)", "w": "[1, 20]"}, [share("n", "w", "p")], "nw")) == "Clash"


def test_gaps_between_readings() -> None:
    shown = {"x": "[1, 2] | [10, 11]", "y": "[1, 2] | [10, 11]", "z": "[5, 8]"}
    assert verdict(decided(shown, [plus("z", "x", "y"), plus("u", "x", "y")])) == "Clash"
    assert verdict(decided({**shown, "z": "[12, 12.5]"}, [plus("z", "x", "y"), plus("u", "x", "y")])) == "Fits"


def _hard() -> dict[str, Problem]:
    rng = networks.chance(8)
    made: dict[str, Problem] = {}
    for count in (100, 400):
        ring = [Product(f"x{(n + 1) % count}", f"x{n}", f"r{n}", PERCENT, ONE) for n in range(count)]
        shown = {f"x{n}": "[1000, 1001]" for n in range(count)} | {f"r{n}": "[-0.05, 0.05]" for n in range(count)}
        made[f"ring {count}"] = problem(shown, ring)
        made[f"ring {count}, hidden"] = problem({"x0": "[1, 2]"} | {f"r{n}": "[0.5, 1.5]" for n in range(count)}, ring)
    for power in (300, 400, -300, -400):
        big = F(10) ** power
        shown = {"z": f"[{big}, {2 * big}]", "x": f"[{big}, {2 * big}]"}
        made[f"size {power}"] = problem(shown, [times("z", "x", "y"), times("w", "z", "y"), plus("w", "x", "z")])
        made[f"ratio {power}"] = problem(
            {"z": f"[{big}, {2 * big}]", "x": f"[{1 / big}, {2 / big}]"}, [times("z", "x", "y"), plus("w", "y", "z"), times("w", "x", "v")]
        )
    made["across zero"] = problem(
        {"z": "[1, 2]", "x": "[-1, 1]", "y": "[-5, 5]"}, [times("z", "x", "y"), times("w", "x", "y"), plus("z", "w")]
    )
    made["long chain"] = problem(
        {"x0": "[1, 2]"} | {f"r{n}": f"[{10**20}, {10**21}]" for n in range(5)},
        [times(f"x{n + 1}", f"x{n}", f"r{n % 5}") for n in range(30)],
    )
    chain = [Power(f"x{n + 1}", f"x{n}", f"r{n % 5}", 50) for n in range(40)]
    made["powers of powers"] = problem({"x0": "[1, 2]", "x40": f"[1, {10**30}]"} | {f"r{n}": "[1, 20]" for n in range(5)}, chain)
    made["no fraction"] = problem({"x": "[2, 2]"}, [times("x", "y", "y")])
    made["no limits"] = problem({}, [times("z", "x", "y"), times("w", "x", "y"), Linear(((ONE, "z"), (-ONE, "w")), -ONE)])
    pairs = list(itertools.combinations(range(9), 2))
    made["dense"] = problem(
        {f"x{n}": "[-20, 20]" for n in range(9)} | {f"z{n}{m}": f"[{n * m + 1}, {n * m + 2}]" for n, m in pairs},
        [times(f"z{n}{m}", f"x{n}", f"x{m}") for n, m in pairs],
    )
    gaps = " | ".join(f"[{3 * n}, {3 * n + 1}]" for n in range(40))
    made["many gaps"] = problem(
        {"x": gaps, "y": gaps, "z": gaps}, [times("z", "x", "y"), Linear(((ONE, "z"), (-ONE, "x"), (-ONE, "y")), F(-1, 2))]
    )
    wholes = "abcdefgh"
    made["wholes"] = problem(
        dict.fromkeys(wholes, "[0, 1000000]"),
        [Linear(tuple((F(rng.choice((6, 10, 15))), name) for name in wholes), F(-(10**6) - 1))],
        wholes,
    )
    return made


@pytest.mark.parametrize("name", _hard())
def test_nothing_hangs(name: str) -> None:
    meter = Meter(20_000)
    start = time.process_time()
    asked = _hard()[name]
    found = decide(asked, asked.everything, meter)
    assert not isinstance(found, Fits) or fits(asked, asked.everything, found.values)
    # Some ten microseconds a step; what this finds is work that nobody counts, so that there is much room for a busy machine.
    assert time.process_time() - start < 20 + meter.spent * 200e-6


# What must not matter


def _turned(asked: Problem, order: list[int], factor: Fraction, rates: set[int]) -> Problem:
    """The same problem with its variables renamed, its items in another order, and its levels in another unit."""

    def grown(n: int, piece: Interval) -> Interval:
        return piece if n in rates else piece.scale(factor)

    def name(n: int) -> int:
        return order[n]

    builder = Builder()
    for n in sorted(range(len(asked.variables)), key=name):
        builder.variable(name(n))
    for shown in reversed(asked.prints):
        builder.printed(name(shown.variable), tuple(grown(shown.variable, piece) for piece in shown.allowed))
    for bond in reversed(asked.bonds):
        (form,) = bond.forms
        match form:
            case Linear():
                turned: Constraint = replace(form, terms=tuple((c, name(n)) for c, n in reversed(form.terms)))  # type: ignore[assignment,arg-type]
            case Product():
                turned = replace(form, result=name(form.result), factor=name(form.factor), rate=name(form.rate))  # type: ignore[assignment,arg-type]
            case Power():
                turned = replace(form, result=name(form.result), base=name(form.base), rate=name(form.rate))  # type: ignore[assignment,arg-type]
            case Between():
                turned = replace(form, figure=name(form.figure), parts=tuple(map(name, form.parts)))  # type: ignore[assignment,arg-type]
            case _:
                raise AssertionError
        builder.bond(bond.name, [turned])
    return builder.build()


def test_order_names_and_units_do_not_matter() -> None:
    for number in range(120):
        rng = networks.chance(number)
        truth = networks.wild(rng, rng.randint(3, 14))
        asked = truth.printed(replace(networks.WILD, wholes=0.0), slip=number % 2 == 1)
        order = list(range(len(asked.variables)))
        rng.shuffle(order)
        factor = rng.choice((F(1000), F(1, 7), F(10) ** 12))
        turned = _turned(asked, order, factor, set(truth.rates))
        both = {verdict(decide(asked, asked.everything)), verdict(decide(turned, turned.everything))}
        assert both != {"Fits", "Clash"}, number


def test_the_same_question_has_the_same_answer_and_cost() -> None:
    for number in range(50_000, 50_040):
        asked = networks.any_network(number, 20)[1]
        first, second = Meter(STEPS), Meter(STEPS)
        assert decide(asked, asked.everything, first) == decide(asked, asked.everything, second)
        assert first.spent == second.spent


def test_fewer_items_never_clash_where_more_fit() -> None:
    for number in range(60_000, 60_080):
        rng = networks.chance(number)
        asked = networks.any_network(number, 12)[1]
        if isinstance(decide(asked, asked.everything), Fits):
            some = mask_of(item for item in items_of(asked.everything) if rng.random() < 0.7)
            assert not isinstance(decide(asked, some), Clash)


# Narrowing


def test_narrowing_never_loses_the_truth() -> None:
    for number in range(70_000, 70_300):
        truth, asked, slip = networks.any_network(number, 20)
        if slip:
            continue
        pieces = [asked.domain(n, asked.everything)[0] for n in range(len(asked.variables))]
        hulls = [Interval(some[0].low, some[-1].high, some[0].low_closed, some[-1].high_closed) for some in pieces]
        ranges = Ranges(hulls, [variable.whole for variable in asked.variables], [0] * len(hulls))
        forms = [(mask, form) for mask, bond in asked.active_bonds(asked.everything) for form in bond.forms]
        assert Narrower(forms, len(hulls)).narrow(ranges, Meter(10**6)) is None
        for n, value in enumerate(truth.values):
            low, high = ranges.span(n)
            assert low <= value <= high
            assert outward(low, high).contains(value)


def test_floats_are_rounded_outwards() -> None:
    rng = networks.chance(9)
    for _ in range(3000):
        number = F(rng.randint(-(10**30), 10**30), rng.randint(1, 10**30)) * F(10) ** rng.randint(-340, 340)
        assert below(number) <= number <= above(number)
    assert below(F(3)) == above(F(3)) == 3.0
