"""How often exact checks cry wolf on correct data, and how often crossfoot does: `python benchmarks/false_alarms.py [--smoke]`.

True values are drawn at random (a fixed seed), each is rounded to nearest as a release would print it, and every relation is checked
twice: as printed, digit by digit, and by crossfoot. All of the data is correct, so that every alarm is a false one.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from fractions import Fraction

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


def main() -> None:
    """Print the share of false alarms of both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="a few draws, to see that it works")
    draws = 20 if parser.parse_args().smoke else 1000
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
