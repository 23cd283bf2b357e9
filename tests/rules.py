"""Rules over named numbers, as people write them for checking records, made into problems for the joint decision; tests only.

A rule is two sides with `==`, `<=`, `>=`, `<` or `>` between them. A side is a sum of numbers, names, and products of a number and a
name; or one name divided by another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from crossfoot.constraint import Comparison, Linear, Product
from crossfoot.interval import Pieces, point
from crossfoot.solver.bounds import Implied, implied
from crossfoot.solver.budget import Meter
from crossfoot.solver.conflict import Repairs, repairs
from crossfoot.solver.problem import Builder, Problem, mask_of
from crossfoot.solver.search import Answer, decide

STEPS = 5_000_000
Rule = Linear[str] | Product[str]
Record = Mapping[str, Fraction | int | None]
_COMPARED = re.compile(r"(==|<=|>=|<|>)")
_TERM = re.compile(r"\s*([+-]?)\s*(?:([0-9.]+)\s*\*?\s*)?([A-Za-z_][A-Za-z_0-9]*)?\s*")
_RATIO = re.compile(r"\s*(\w+)\s*/\s*(\w+)\s*")
_STRICT = {"==": Comparison.EQUAL, "<=": Comparison.AT_MOST, ">=": Comparison.AT_MOST, "<": Comparison.LESS, ">": Comparison.LESS}


def read(text: str) -> list[Rule]:
    """The forms of a rule: one sum, and a product for each name that is divided by another."""
    left, sign, right = _COMPARED.split(text)
    if sign.startswith(">"):
        left, right = right, left
    total: dict[str, Fraction] = {}
    constant = Fraction(0)
    found: list[Rule] = []
    for side, times in ((left, 1), (right, -1)):
        ratio = _RATIO.fullmatch(side)
        if ratio:
            name = f"{ratio[1]} / {ratio[2]}"
            found.append(Product(ratio[1], ratio[2], name, Fraction(1), Fraction(0)))
            total[name] = total.get(name, Fraction(0)) + times
            continue
        for factor, name in _terms(side):
            if name:
                total[name] = total.get(name, Fraction(0)) + times * factor
            else:
                constant += times * factor
    terms = tuple((factor, name) for name, factor in total.items() if factor)
    return [*found, Linear(terms, constant, _STRICT[sign])]


def _terms(side: str) -> Iterator[tuple[Fraction, str]]:
    place, rest = 0, side.rstrip()
    while place < len(rest):
        match = _TERM.match(rest, place)
        if match is None or match.end() == place or not (match[2] or match[3]) or (place and not match[1]):
            message = f"cannot read {side!r}"
            raise ValueError(message)
        yield (Fraction(match[2] or 1) * (-1 if match[1] == "-" else 1), match[3] or "")
        place = match.end()


@dataclass(frozen=True)
class Balance:
    """A record and its rules as a problem; `first` is the number of the rule that stands first among the items."""

    problem: Problem
    names: tuple[str, ...]
    numbers: Mapping[str, int]

    def decide(self, without: Iterable[str] = ()) -> Answer:
        """Whether everything fits, or everything but the prints of some names."""
        return decide(self.problem, self.active(without), Meter(STEPS))

    def active(self, without: Iterable[str] = ()) -> int:
        """The items without the prints of some names that can be doubted."""
        left = self.problem.everything
        for name in without:
            left &= ~self._prints(name)
        return left

    def repairs(self, weights: Mapping[str, Fraction | None] | None = None, *, every: bool = False, most: int = 1000) -> Repairs:
        """The repairs by the numbers of the names, in the order of the alphabet; a weight of None is for what is never changed."""
        weights = weights or {}
        costs = {n: cost for n, name in enumerate(self.names) if (cost := weights.get(name, Fraction(1))) is not None}
        groups = [self._prints(name) for name in self.names]
        return repairs(self.problem, self.problem.everything, groups, costs, Meter(STEPS), every=every, most=most)

    def sets(self, weights: Mapping[str, Fraction | None] | None = None, *, every: bool = False) -> list[list[str]]:
        """The names of the repairs, all of them."""
        found = self.repairs(weights, every=every)
        assert found.complete
        return [[self.names[n] for n in chosen] for chosen in found.sets]

    def implied(self, name: str, without: Iterable[str] = ()) -> Implied:
        """What everything else leaves open for a name, or everything but its print and those of some others."""
        return implied(self.problem, self.active({name, *without}), self.numbers[name], Meter(STEPS))

    def _prints(self, name: str) -> int:
        items = self.problem.prints_of[self.numbers[name]]
        return mask_of(item for item in items if self.problem.prints[item].weight is not None)


def balance(rules: Sequence[str], record: Record, readings: Mapping[str, Pieces] | None = None) -> Balance:
    """The problem of a record; a name without a number was not printed. `readings` are what a number can be however it is changed."""
    builder = Builder()
    for name, value in record.items():
        builder.variable(name)
        if value is not None:
            builder.printed(name, (point(Fraction(value)),), name)
    for name, pieces in (readings or {}).items():
        builder.printed(name, pieces, name, weight=None)
    for text in rules:
        bond(builder, text, *read(text))
    names = {str(name): number for name, number in builder.numbers.items()}
    return Balance(builder.build(), tuple(sorted(record)), names)


def bond(builder: Builder, name: str, *forms: Rule) -> None:
    """Add a relation between plain names, which stand for the keys of figures."""
    constraints: Any = forms
    builder.bond(name, constraints)


# The same questions answered in another way, and slowly: for rules without ratios.

Inequality = tuple[dict[str, Fraction], Fraction, bool]


def sets_by_trying(rules: Sequence[str], record: Record) -> list[list[str]]:
    """The sets of names of which none can be spared without which some numbers obey all rules; fewest first, then by the alphabet."""
    names = sorted(record)
    found: list[frozenset[str]] = []
    for count in range(len(names) + 1):
        for chosen in map(frozenset, combinations(names, count)):
            if not any(smaller <= chosen for smaller in found) and obeyable(rules, {n: v for n, v in record.items() if n not in chosen}):
                found.append(chosen)
    return [sorted(chosen) for chosen in found]


def obeyable(rules: Sequence[str], known: Record) -> bool:
    """Whether some numbers obey all rules, with those known as they are: by Fourier's elimination of one name after the other."""
    waiting = [inequality for text in rules for inequality in _inequalities(text, known)]
    while waiting:
        free = sorted({name for factors, _, _ in waiting for name in factors})
        if not free:
            return not any(constant > 0 or (strict and constant == 0) for _, constant, strict in waiting)
        waiting = _without(free[0], waiting)
    return True


def _inequalities(text: str, known: Record) -> Iterator[Inequality]:
    """`factors * names + constant` is at most zero, or less."""
    (form,) = read(text)
    assert isinstance(form, Linear)
    constant = form.constant
    factors: dict[str, Fraction] = {}
    for factor, name in form.terms:
        value = known.get(name)
        if value is None:
            factors[name] = factor
        else:
            constant += factor * value
    yield factors, constant, form.comparison is Comparison.LESS
    if form.comparison is Comparison.EQUAL:
        yield {name: -factor for name, factor in factors.items()}, -constant, False


def _without(name: str, waiting: list[Inequality]) -> list[Inequality]:
    left = [one for one in waiting if name not in one[0]]
    for low in (one for one in waiting if one[0].get(name, 0) < 0):
        for high in (one for one in waiting if one[0].get(name, 0) > 0):
            up, down = high[0][name], -low[0][name]
            factors = {other: down * high[0].get(other, Fraction(0)) + up * low[0].get(other, Fraction(0)) for other in {*high[0], *low[0]}}
            kept = {other: factor for other, factor in factors.items() if factor}
            one = kept, down * high[1] + up * low[1], high[2] or low[2]
            if one not in left:
                left.append(one)
    return left
