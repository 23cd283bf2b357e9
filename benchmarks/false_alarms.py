"""How often exact checks cry wolf on correct data, and how often crossfoot does.

    python benchmarks/false_alarms.py [--smoke] [--figures N]

True values are drawn at random (a fixed seed), each is rounded to nearest as a release would print it, and every relation is checked
twice: as printed, digit by digit, and by crossfoot. All of the data is correct, so that every alarm is a false one.

Then whole networks of figures are decided jointly: documents, tables, year on year, and wild ones with rates used again, yearly rates,
whole numbers and open ends, of 3 to 100 figures, until so many figures were printed. An alarm makes the run fail.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import networks

from crossfoot.solver.search import decide
from crossfoot.testing import check_example

Example = dict[str, object]
FLOW = {"unit": "units", "kind": "flow", "min": 0, "growth_basis": "nominal"}


def rounded(value: Fraction, places: int) -> str:
    """The value printed with so many decimals, half up."""
    scaled = int(value * 10**places + Fraction(1, 2))
    text = str(scaled).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text


def row(measure: str, text: str, **fields: str) -> Example:
    """A claim printed as `text`."""
    return {"measure": measure, "value": text, "printed": text, "precision": "1" if "." not in text else "", **fields}


def parts(count: int) -> Callable[[random.Random], tuple[Example, bool]]:
    """A total and its parts, rounded to a unit."""

    def draw(rng: random.Random) -> tuple[Example, bool]:
        true = [Fraction(rng.randrange(10_000, 999_999), 1000) for _ in range(count)]
        names = [f"part-{n}" for n in range(count)]
        prints = [rounded(value, 0) for value in true]
        total = rounded(sum(true), 0)
        measures = {"whole": {**FLOW, "partitions": {"all": names}}, **dict.fromkeys(names, FLOW)}
        claims = [row("whole", total), *(row(name, text) for name, text in zip(names, prints, strict=True))]
        return {"measures": measures, "claims": claims}, sum(map(int, prints)) == int(total)

    return draw


def shares(count: int) -> Callable[[random.Random], tuple[Example, bool]]:
    """The shares of a whole, rounded to a tenth of a percent."""

    def draw(rng: random.Random) -> tuple[Example, bool]:
        true = [Fraction(rng.randrange(10_000, 999_999)) for _ in range(count)]
        names = [f"part-{n}" for n in range(count)]
        prints = [rounded(value / sum(true) * 100, 1) for value in true]
        measures = {"whole": {**FLOW, "partitions": {"all": names}}, **dict.fromkeys(names, FLOW)}
        claims = [row(name, text, statistic="share", of="whole") for name, text in zip(names, prints, strict=True)]
        return {"measures": measures, "claims": claims}, sum(map(Fraction, prints)) == 100  # noqa: PLR2004 - percent

    return draw


def growth(rng: random.Random) -> tuple[Example, bool]:
    """Two levels of three digits and the growth between them, rounded to a tenth of a percent."""
    base = Fraction(rng.randrange(100_000, 499_999), 1000)
    now = base * Fraction(rng.randrange(1_010, 1_990), 1000)
    rate = (now / base - 1) * 100
    prints = rounded(now, 0), rounded(base, 0), rounded(rate, 1)
    claims = [
        row("sales", prints[0], period="2031"),
        row("sales", prints[1], period="2030"),
        row("sales", prints[2], period="2031", statistic="growth", versus="yoy"),
    ]
    naive = rounded((Fraction(prints[0]) / Fraction(prints[1]) - 1) * 100, 1)
    return {"measures": {"sales": FLOW}, "claims": claims}, naive == prints[2]


def network(number: int) -> networks.Problem:
    """A consistent network by its number: one in two wild, the others like documents and tables."""
    rng = networks.chance(number)
    size = rng.choice((3, 5, 8, 12, 20, 30, 50, 100))
    kind = rng.random()
    if kind < 0.5:  # noqa: PLR2004 - half of them
        return networks.wild(rng, size).printed(networks.WILD)
    if kind < 0.8:  # noqa: PLR2004 - three in ten
        return networks.document(rng, size).printed(networks.PLAIN)
    if kind < 0.9:  # noqa: PLR2004 - one in ten
        return networks.table(rng, rng.randint(2, 8), rng.randint(2, 8)).printed(networks.TABLE)
    return networks.year_on_year(rng, rng.randint(2, 12), hidden_bases=rng.random() < 0.5).printed(networks.PLAIN)  # noqa: PLR2004 - half


def joint(figures: int, first: int) -> int:
    """Decide consistent networks until so many figures were printed; how many alarms there were."""
    said: Counter[str] = Counter()
    printed, number = 0, first
    while printed < figures:
        problem = network(number)
        answer = type(decide(problem, problem.everything)).__name__
        if answer == "Clash":
            print(f"FALSE ALARM: network {number}")
        said[answer] += 1
        printed, number = printed + len(problem.prints), number + 1
    print(f"{printed} printed figures in {said.total()} consistent networks from number {first}: ", end="")
    print(f"{said['Fits']} fit, {said['Undecided']} undecided, {said['Clash']} false alarms")
    return said["Clash"]


def main() -> None:
    """Print the false alarms of single relations, then those of networks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", "--quick", action="store_true", help="a few draws, to see that it works")
    parser.add_argument("--figures", type=int, default=20_000, help="how many printed figures the joint part reaches")
    parser.add_argument("--first", type=int, default=0, help="the number of the first network")
    parser.add_argument("--only-joint", action="store_true", help="the joint part alone")
    chosen = parser.parse_args()
    if not chosen.only_joint:
        alone(20 if chosen.smoke else 1000)
    sys.exit(joint(500 if chosen.smoke else chosen.figures, chosen.first) > 0)


def alone(draws: int) -> None:
    """Print the share of false alarms of single relations."""
    kinds = {"sums of five parts": parts(5), "sums of ten parts": parts(10), "lists of four shares": shares(4), "growth rates": growth}
    print(f"false alarms on {draws} correct cases each       as printed   crossfoot")
    for name, draw in kinds.items():
        rng = random.Random(20221122)  # noqa: S311 - a simulation
        cases = [draw(rng) for _ in range(draws)]
        naive = sum(not fits for _, fits in cases)
        ours = sum(any(d.verdict.fails for d in check_example(example).decisions) for example, _ in cases)
        print(f"{name:45} {naive / draws:9.1%} {ours / draws:11.1%}")


if __name__ == "__main__":
    main()
