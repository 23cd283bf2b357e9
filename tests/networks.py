"""Networks of figures made by chance, for tests and benchmarks: true values, relations that they obey, and prints of them.

Without a slip every network is consistent by construction, since the true values obey everything. With one, a figure is printed
wrongly, and the network may or may not show it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from crossfoot.constraint import Between, Comparison, Constraint, Linear, Power, Product
from crossfoot.interval import ANYTHING, Interval, join
from crossfoot.solver.problem import Builder, Problem

ONE, PERCENT = Fraction(1), Fraction(1, 100)


@dataclass(frozen=True)
class Style:
    """How figures are printed: the share of each peculiarity."""

    hidden: float = 0.13
    wholes: float = 0.1
    open_ends: float = 0.1
    one_sided: float = 0.03
    second_reading: float = 0.0
    level_places: tuple[int, ...] = (0, 0, 1, 2)
    rate_places: tuple[int, ...] = (0, 1, 1)


PLAIN = Style()
WILD = Style(hidden=0.15, wholes=0.3, open_ends=0.3, one_sided=0.05, second_reading=0.05)
TABLE = Style(hidden=0.0, wholes=0.0, open_ends=0.0, one_sided=0.0, level_places=(0,))


@dataclass
class Truth:
    """True values and the relations that they obey."""

    rng: random.Random
    values: list[Fraction] = field(default_factory=list)
    relations: list[Constraint] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    rates: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def level(self, value: Fraction) -> int:
        self.values.append(value)
        self.levels.append(len(self.values) - 1)
        return len(self.values) - 1

    def rate(self, value: Fraction) -> int:
        self.values.append(value)
        self.rates.append(len(self.values) - 1)
        return len(self.values) - 1

    def add(self, total: int, parts: list[int]) -> None:
        self.relations.append(Linear(((ONE, total), *((-ONE, part) for part in parts))))

    def share(self, part: int, whole: int, scale: Fraction = PERCENT, offset: Fraction = Fraction(0)) -> int:
        """A new rate such that part = whole * (scale * rate + offset)."""
        rate = self.rate((self.values[part] / self.values[whole] - offset) / scale)
        self.relations.append(Product(part, whole, rate, scale, offset))
        return rate

    def printed(self, style: Style = PLAIN, *, slip: bool = False) -> Problem:
        """The network as a problem."""
        rng, builder = self.rng, Builder()
        prints: dict[int, tuple[Fraction, Fraction]] = {}
        rates = set(self.rates)
        for n, value in enumerate(self.values):
            whole = n not in rates and value.denominator == 1 and rng.random() < style.wholes
            builder.variable(n, ANYTHING, whole=whole)
            if n not in self.hidden and rng.random() >= style.hidden:
                places = rng.choice(style.rate_places if n in rates else style.level_places)
                unit = Fraction(1, 10**places)
                prints[n] = (math.floor(value / unit + Fraction(1, 2)) * unit, unit)
        if slip and prints:
            n = rng.choice(sorted(prints))
            value, unit = prints[n]
            wrong = (value + rng.choice((-3, -2, -1, 1, 2, 3)) * unit, value * 10, -value, value + rng.randint(-9, 9) * 10 * unit)
            prints[n] = (rng.choice(wrong), unit)
        for n, (value, unit) in prints.items():
            builder.printed(n, self._allowed(n, value, unit, style, whole=builder.variables[n].whole), f"figure {n}")
        for n, relation in enumerate(self.relations):
            builder.bond(f"relation {n}", [relation])
        return builder.build()

    def _allowed(self, n: int, value: Fraction, unit: Fraction, style: Style, *, whole: bool) -> tuple[Interval, ...]:
        rng = self.rng
        low, high = value - unit / 2, value + unit / 2
        # An end at the true value stays closed, so that the truth always fits.
        open_low = rng.random() < style.open_ends and not whole and self.values[n] != low
        open_high = rng.random() < style.open_ends and not whole and self.values[n] != high
        piece = Interval(low, high, not open_low, not open_high)
        if rng.random() < style.one_sided:
            piece = Interval(low, None, not open_low)
        if rng.random() < style.second_reading:
            return join((piece, Interval(low * 2 + 1, high * 2 + 1)))
        return (piece,)


def chance(number: int) -> random.Random:
    """A source of random numbers that are the same each time."""
    return random.Random(number)  # noqa: S311 - a simulation


Truths: TypeAlias = Callable[[Truth], None]


def _first_levels(truth: Truth, count: int, *, signs: float) -> None:
    for _ in range(count):
        value = Fraction(truth.rng.randint(1, 99_999), 10 ** truth.rng.randint(0, 2))
        value = -value if truth.rng.random() < signs else value
        truth.level(Fraction(0) if truth.rng.random() < signs / 5 else value)


def _total(truth: Truth) -> None:
    parts = truth.rng.sample(truth.levels, min(len(truth.levels), truth.rng.randint(2, 4)))
    truth.add(truth.level(sum((truth.values[part] for part in parts), Fraction(0))), parts)


def _ratio(truth: Truth) -> None:
    factor, result = truth.rng.sample(truth.levels, 2)
    if truth.values[factor]:
        truth.share(result, factor, *truth.rng.choice(((PERCENT, Fraction(0)), (PERCENT, ONE), (ONE, Fraction(0)))))


def _points(truth: Truth) -> None:
    if len(truth.rates) > 1:
        first, second = truth.rng.sample(truth.rates, 2)
        truth.add(first, [second, truth.rate(truth.values[first] - truth.values[second])])


def _order(truth: Truth) -> None:
    less, more = sorted(truth.rng.sample(truth.levels, 2), key=lambda n: truth.values[n])
    truth.relations.append(Linear(((ONE, less), (-ONE, more)), comparison=Comparison.AT_MOST))


def _same(truth: Truth) -> None:
    old = truth.rng.choice(truth.levels)
    truth.add(truth.level(truth.values[old]), [old])


def _rate_again(truth: Truth) -> None:
    if truth.rates:
        rate, factor = truth.rng.choice(truth.rates), truth.rng.choice(truth.levels)
        truth.relations.append(Product(truth.level(truth.values[factor] * truth.values[rate] / 100), factor, rate, PERCENT, Fraction(0)))


def _between(truth: Truth) -> None:
    parts = sorted(truth.rng.sample(truth.levels, min(3, len(truth.levels))), key=lambda n: truth.values[n])
    figure = parts.pop(1)
    truth.relations.append(Between(figure, tuple(parts)))


def _compound(truth: Truth) -> None:
    base, years = truth.rng.choice(truth.levels), truth.rng.randint(2, 3)
    shared = [n for n in truth.rates if -100 <= truth.values[n] <= 100 and truth.values[n].denominator < 100]
    again = shared and truth.rng.random() < 0.3
    rate = truth.rng.choice(shared) if again else truth.rate(Fraction(truth.rng.randint(-5, 20)))
    truth.relations.append(Power(truth.level(truth.values[base] * (1 + truth.values[rate] / 100) ** years), base, rate, years))


_DOCUMENT: tuple[Truths, ...] = (_total, _ratio, _ratio, _ratio, _points, _order, _same)
_EVERYTHING: tuple[Truths, ...] = (_total, _ratio, _ratio, _ratio, _points, _order, _same, _rate_again, _rate_again, _between, _compound)


def _grown(rng: random.Random, figures: int, ways: tuple[Truths, ...], signs: float) -> Truth:
    truth = Truth(rng)
    _first_levels(truth, max(3, figures // 3), signs=signs)
    while len(truth.values) < figures or len(truth.relations) < figures * 0.6:
        rng.choice(ways)(truth)
    return truth


def document(rng: random.Random, figures: int) -> Truth:
    """Like a document: sums, shares, growth, points, orders; few cycles of products."""
    return _grown(rng, figures, _DOCUMENT, 0.0)


def wild(rng: random.Random, figures: int) -> Truth:
    """Everything that the engine knows: rates used twice, yearly rates, negative levels and zeros."""
    return _grown(rng, figures, _EVERYTHING, 0.1)


def table(rng: random.Random, rows: int, columns: int) -> Truth:
    """Amounts in rows and columns, with all totals."""
    truth = Truth(rng)
    cells = [[truth.level(Fraction(rng.randint(100, 999_999), 100)) for _ in range(columns)] for _ in range(rows)]

    def total(parts: list[int]) -> int:
        truth.add(truth.level(sum((truth.values[part] for part in parts), Fraction(0))), parts)
        return truth.levels[-1]

    sums = [total(row) for row in cells]
    downwards = [total([row[n] for row in cells]) for n in range(columns)]
    truth.add(total(sums), downwards)
    return truth


def year_on_year(rng: random.Random, segments: int, *, hidden_bases: bool = False) -> Truth:
    """Segments and their total of two years, with growth, shares of both years and their change in points."""
    truth = Truth(rng)
    before = [truth.level(Fraction(rng.randint(1_000, 99_999), 10)) for _ in range(segments)]
    now = [truth.level(truth.values[n] * Fraction(rng.randint(80, 140), 100)) for n in before]
    totals = [truth.level(sum((truth.values[n] for n in year), Fraction(0))) for year in (before, now)]
    for total, year in zip(totals, (before, now), strict=True):
        truth.add(total, year)
    for old, new in zip(before, now, strict=True):
        truth.share(new, old, PERCENT, ONE)
        shares = truth.share(new, totals[1]), truth.share(old, totals[0])
        change = truth.rate(truth.values[shares[0]] - truth.values[shares[1]])
        truth.add(shares[0], [shares[1], change])
    truth.share(totals[1], totals[0], PERCENT, ONE)
    if hidden_bases:
        truth.hidden.update(before)
    return truth


def any_network(seed: int, most: int) -> tuple[Truth, Problem, bool]:
    """A network of up to so many figures by its number, as a problem, and whether there may be a slip in it."""
    rng = chance(seed)
    slip = rng.random() < 0.5
    kind = rng.random()
    if kind < 0.45:
        truth, style = wild(rng, rng.randint(3, most)), WILD
    elif kind < 0.75:
        truth, style = document(rng, rng.randint(3, most)), PLAIN
    elif kind < 0.85:
        side = max(2, math.isqrt(most) - 1)
        truth, style = table(rng, rng.randint(2, side), rng.randint(2, side)), TABLE
    else:
        truth, style = year_on_year(rng, rng.randint(2, max(2, most // 7)), hidden_bases=rng.random() < 0.3), PLAIN
    return truth, truth.printed(style, slip=slip), slip
