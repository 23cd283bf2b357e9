"""How long an explanation takes, ours and a mixed-integer program's: `python benchmarks/explain.py [--smoke | --quick]`.

Tables of two years are drawn at random (a fixed seed): parts and their sum, how each grew, several tables and their grand total. One
digit of one figure is changed, so that they contradict each other. Both sides get the same numbers:

- ours: one conflict from which nothing can be left out, and every single figure that repairs all, exactly;
- HiGHS (through scipy): one smallest set of figures to give up, as anybody would write it down: a yes or no for each print, and rows
  that a large constant lets go. Each growth occurs in one relation, so its rows are linear and exact; the arithmetic is not.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import time
from fractions import Fraction

from crossfoot.constraint import Linear, Product
from crossfoot.interval import Interval
from crossfoot.solver.budget import Meter
from crossfoot.solver.conflict import repairs, shrink
from crossfoot.solver.problem import Builder, Problem, items_of
from crossfoot.solver.search import STEPS, Clash, decide

SEED = 20221123
PARTS = 4
TABLE = 3 * (PARTS + 1)
HUNDREDTH, ONE = Fraction(1, 100), Fraction(1)
HALF = Fraction(1, 20)
BUDGET = 100 * STEPS
DECIMALS = 10
FOREVER = 60


def around(value: Fraction, wrong: Fraction = Fraction(0)) -> Interval:
    """What a value printed to a tenth allows, with its print so much off."""
    printed = Fraction(math.floor(value * DECIMALS + Fraction(1, 2)), DECIMALS) + wrong
    return Interval(printed - HALF, printed + HALF)


def tables(rng: random.Random, size: int) -> Problem:
    """About so many figures, all printed to a tenth, that fit each other."""
    builder = Builder()
    true: dict[str, Fraction] = {}
    wholes = []
    for table in range(max(1, round(size / TABLE))):
        parts = [f"{table}.{n}" for n in range(PARTS if size >= TABLE else PARTS // 2)]
        wholes.append(f"{table}")
        _years(rng, builder, true, parts, f"{table}")
    if len(wholes) > 1:
        _years(rng, builder, true, wholes, "all")
    for name, value in true.items():
        builder.printed(name, (around(value),), name)
    return builder.build()


def _years(rng: random.Random, builder: Builder, true: dict[str, Fraction], parts: list[str], whole: str) -> None:
    """Parts and their sum in two years, and how each grew."""
    for part in parts:
        if f"{part} now" not in true:
            true[f"{part} now"] = Fraction(rng.randrange(10_000, 999_999), 1000)
            true[f"{part} before"] = Fraction(rng.randrange(10_000, 999_999), 1000)
            _growth(builder, true, part)
    for year in ("now", "before"):
        true[f"{whole} {year}"] = sum((true[f"{part} {year}"] for part in parts), Fraction(0))
        terms = (*((ONE, f"{part} {year}") for part in parts), (-ONE, f"{whole} {year}"))
        for _, name in terms:
            builder.variable(name, (Interval(Fraction(0), None),))
        builder.bond(f"sum {whole} {year}", [Linear(terms)])  # type: ignore[arg-type]
    _growth(builder, true, whole)


def _growth(builder: Builder, true: dict[str, Fraction], name: str) -> None:
    now, before, rate = f"{name} now", f"{name} before", f"{name} growth"
    true[rate] = (true[now] / true[before] - 1) * 100
    builder.variable(now, (Interval(Fraction(0), None),))
    builder.variable(before, (Interval(Fraction(0), None),))
    builder.variable(rate, (Interval(Fraction(-100), None),))
    builder.bond(rate, [Product(now, before, rate, HUNDREDTH, ONE)])  # type: ignore[type-var]


def spoiled(rng: random.Random, problem: Problem) -> tuple[Problem, int]:
    """One digit of one print is another one, and which print that is."""
    item = rng.randrange(len(problem.prints))
    step = Fraction(rng.randint(1, 9)) * 10 ** rng.randint(0, 2)
    prints = list(problem.prints)
    own = prints[item]
    (piece,) = own.allowed
    prints[item] = type(own)(own.variable, (piece.shift(step),), own.name, own.weight)
    return Problem(problem.variables, tuple(prints), problem.bonds), item


def ours(problem: Problem) -> tuple[float, set[int], int]:
    """Milliseconds, the single prints that repair all, and the size of the conflict."""
    start = time.perf_counter()
    answer = decide(problem, problem.everything)
    if not isinstance(answer, Clash):
        return 0.0, set(), 0
    meter = Meter(BUDGET)
    core = shrink(problem, answer.items, meter)
    weights = dict.fromkeys(range(len(problem.prints)), ONE)
    found = repairs(problem, problem.everything, [1 << n for n in weights], weights, meter, known=[core])
    return (time.perf_counter() - start) * 1000, {n for one in found.sets for n in one if len(one) == 1}, len(list(items_of(core)))


def highs(problem: Problem) -> tuple[float, set[int]]:
    """Milliseconds, and the prints of one smallest set to give up."""
    import numpy as np  # noqa: PLC0415 - only where it is installed
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    start = time.perf_counter()
    numbers, prints = len(problem.variables), len(problem.prints)
    printed = {own.variable: n for n, own in enumerate(problem.prints)}
    large = 10 * max(float(abs(end)) for own in problem.prints for end in (own.allowed[0].low, own.allowed[0].high) if end is not None)
    rows: list[dict[int, float]] = []
    lows: list[float] = []
    highs_: list[float] = []

    def row(coefficients: dict[int, float], low: float, high: float) -> None:
        rows.append(coefficients)
        lows.append(low)
        highs_.append(high)

    rates = {form.rate for bond in problem.bonds for form in bond.forms if isinstance(form, Product)}
    for n, own in enumerate(problem.prints):
        low, high = own.allowed[0].low, own.allowed[0].high
        if own.variable not in rates and low is not None and high is not None:
            row({own.variable: 1.0, numbers + n: large}, float(low), np.inf)
            row({own.variable: 1.0, numbers + n: -large}, -np.inf, float(high))
    for bond in problem.bonds:
        for form in bond.forms:
            if isinstance(form, Linear):
                row({key: float(factor) for factor, key in form.terms}, float(-form.constant), float(-form.constant))
            elif isinstance(form, Product):
                piece = problem.prints[printed[form.rate]].allowed[0].scale(form.scale).shift(form.offset)
                let_go = numbers + printed[form.rate]
                if piece.low is not None and piece.high is not None:
                    row({form.result: 1.0, form.factor: -float(piece.low), let_go: large * 10}, 0.0, np.inf)
                    row({form.result: 1.0, form.factor: -float(piece.high), let_go: -large * 10}, -np.inf, 0.0)
    places = [(n, column, factor) for n, one in enumerate(rows) for column, factor in one.items()]
    matrix = csr_matrix(
        ([f for _, _, f in places], ([n for n, _, _ in places], [c for _, c, _ in places])), shape=(len(rows), numbers + prints)
    )
    result = milp(
        np.r_[np.zeros(numbers), np.ones(prints)],
        constraints=LinearConstraint(matrix, np.array(lows), np.array(highs_)),
        integrality=np.r_[np.zeros(numbers), np.ones(prints)],
        bounds=Bounds(np.r_[np.full(numbers, -np.inf), np.zeros(prints)], np.r_[np.full(numbers, np.inf), np.ones(prints)]),
        options={"time_limit": FOREVER},
    )
    milliseconds = (time.perf_counter() - start) * 1000
    return milliseconds, set() if result.x is None else {n for n in range(prints) if result.x[numbers + n] > 1 / 2}


def main() -> None:
    """Print both sides by size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", "--quick", action="store_true", help="the smallest sizes, to see that it works")
    parser.add_argument("--cases", type=int, default=10, help="how many of each size")
    parser.add_argument("--sizes", type=int, nargs="*", default=(10, 30, 100, 300))
    given = parser.parse_args()
    cases, sizes = (2, (10, 30)) if given.smoke else (given.cases, tuple(given.sizes))
    try:
        import scipy  # noqa: F401, PLC0415 - HiGHS is its part
    except ImportError:
        print("scipy is not installed, so there is nothing to compare with; ours alone")
        beside = False
    else:
        beside = True
    print("figures  cases   ours ms (median, worst)  single repairs  conflict   HiGHS ms (median, worst)  ratio  HiGHS names one of ours")
    for size in sizes:
        _line(size, cases, beside=beside)


def _line(size: int, cases: int, *, beside: bool) -> None:
    rng = random.Random(SEED + size)  # noqa: S311 - a simulation
    mine: list[float] = []
    theirs: list[float] = []
    counts: list[int] = []
    cores: list[int] = []
    agree = figures = 0
    while len(mine) < cases:
        problem, item = spoiled(rng, tables(rng, size))
        milliseconds, single, core = ours(problem)
        if not core:
            continue
        if item not in single:
            print(f"the figure that was spoiled, {item}, is not among the repairs {sorted(single)}")
        mine.append(milliseconds)
        counts.append(len(single))
        cores.append(core)
        figures = len(problem.prints)
        if beside:
            spent, given_up = highs(problem)
            theirs.append(spent)
            agree += len(given_up) == 1 and given_up <= single
    line = f"{figures:7} {cases:6} {statistics.median(mine):11.1f} {max(mine):11.1f} "
    line += f"{statistics.mean(counts):15.1f} {statistics.mean(cores):9.1f}"
    if beside:
        ratio = statistics.median(theirs) / statistics.median(mine)
        line += f" {statistics.median(theirs):14.1f} {max(theirs):11.1f} {ratio:6.1f} {agree:8} of {cases}"
    print(line, flush=True)


if __name__ == "__main__":
    main()
