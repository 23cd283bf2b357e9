"""How fast networks of figures are decided, beside z3 on the same problems: `python benchmarks/joint.py [--smoke] [--each N]`.

Half of the networks are consistent, half have one slip. z3 is asked in the better of two ways, for each family: its `SimpleSolver` and
its tactic `qfnra-nlsat`, each in a process of its own with ten seconds a problem, since some questions it never lets go of. What it does
not answer counts as undecided, with the time it took. Both say what they decided; a single disagreement makes the run fail.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import networks

from crossfoot.solver import smt
from crossfoot.solver.problem import Problem
from crossfoot.solver.search import decide

LIMIT = 10.0
WAYS = ("SimpleSolver", "qfnra-nlsat")


@dataclass
class Score:
    """What one engine said of some problems, and the seconds it took."""

    said: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def a_second(self) -> float:
        """Problems a second."""
        return len(self.said) / self.seconds


def made(family: str, size: int, number: int) -> Problem:
    """One problem; the odd ones have a slip."""
    rng = networks.chance(number)
    if family == "document":
        return networks.document(rng, size).printed(networks.PLAIN, slip=number % 2 == 1)
    if family == "table":
        side = round((size + 1) ** 0.5) - 1
        return networks.table(rng, side, side).printed(networks.TABLE, slip=number % 2 == 1)
    return networks.year_on_year(rng, max(1, (size - 3) // 6)).printed(networks.PLAIN, slip=number % 2 == 1)


def ours(problems: list[Problem]) -> Score:
    """Our own engine."""
    score, start = Score(), time.perf_counter()
    score.said = [type(decide(problem, problem.everything)).__name__ for problem in problems]
    score.seconds = time.perf_counter() - start
    return score


def _answer(problem: Problem, way: str) -> str:
    return type(smt.decide(problem, problem.everything, way=way)).__name__


def theirs(problems: list[Problem], way: str) -> Score:
    """z3, one way; a worker that does not answer is stopped and replaced."""
    score, pool = Score(), multiprocessing.Pool(1)
    pool.apply(_answer, (problems[0], way))
    for problem in problems:
        start = time.perf_counter()
        try:
            score.said.append(pool.apply_async(_answer, (problem, way)).get(LIMIT))
        except multiprocessing.TimeoutError:
            score.said.append("Undecided")
            pool.terminate()
            pool = multiprocessing.Pool(1)
        score.seconds += time.perf_counter() - start
    pool.terminate()
    return score


def main() -> None:
    """Print one line for each family and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", "--quick", action="store_true", help="a few small problems, to see that it works")
    parser.add_argument("--each", type=int, default=40, help="problems for each family and size")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 30, 100, 300], help="how many figures")
    chosen = parser.parse_args()
    each, sizes = (4, [10, 30]) if chosen.smoke else (chosen.each, chosen.sizes)
    print(f"{'':19} {'ours':>8} {'undecided':>9}   {'z3':>8} {'undecided':>9}  best way      ratio  disagree")
    wrong = 0
    for family in ("document", "table", "year on year"):
        for size in sizes:
            problems = [made(family, size, number) for number in range(each)]
            own = ours(problems)
            best, way = max(((theirs(problems, way), way) for way in WAYS), key=lambda pair: pair[0].a_second)
            disagree = sum({a, b} == {"Fits", "Clash"} for a, b in zip(own.said, best.said, strict=True))
            wrong += disagree
            left, left_there = (Counter(score.said)["Undecided"] for score in (own, best))
            print(
                f"{family:12} {size:6} {own.a_second:6.0f}/s {left:9} {best.a_second:8.1f}/s {left_there:9}  {way:12} "
                f"{own.a_second / best.a_second:6.1f} {disagree:9}",
                flush=True,
            )
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
