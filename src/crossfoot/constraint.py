"""The four forms that every relation compiles to, each able to say what it allows one figure, given the others.

`project(target, domains)` returns exactly the values of `target` for which values of the other variables exist that satisfy the
constraint (each variable occurs once in a constraint, and the image of a box under a continuous function is an interval, so this
is exact, not an estimate). The solver knows relations only through this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product

from crossfoot.figures import Key
from crossfoot.interval import ANYTHING, EVERYTHING, Interval, Pieces, join, point

Domains = Mapping[Key, Pieces]
ONE = Fraction(1)


class Comparison(StrEnum):
    """How the two sides of a linear constraint compare."""

    EQUAL = "="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Linear:
    """`sum(factor * figure) + constant` is equal to, or at most, zero."""

    terms: tuple[tuple[Fraction, Key], ...]
    constant: Fraction = Fraction(0)
    comparison: Comparison = Comparison.EQUAL

    @property
    def variables(self) -> tuple[Key, ...]:
        """The figures, in order."""
        return tuple(key for _, key in self.terms)

    def project(self, target: Key, domains: Domains) -> Pieces:
        """What the other figures leave open for `target`."""
        factor = next(factor for factor, key in self.terms if key == target)
        others = [(f, domains[key]) for f, key in self.terms if key != target]
        return join(self._solve(factor, chosen) for chosen in _choices(others))

    def _solve(self, factor: Fraction, others: list[tuple[Fraction, Interval]]) -> Interval:
        total = point(self.constant)
        for other, interval in others:
            total = total.plus(interval.scale(other))
        rest = total.scale(-1 / factor)
        if self.comparison is Comparison.EQUAL:
            return rest
        if factor > 0:
            return Interval(None, rest.high, high_closed=rest.high_closed)
        return Interval(rest.low, None, rest.low_closed)


@dataclass(frozen=True, slots=True)
class Product:
    """`result = factor * (scale * rate + offset)`: a share (scale 1/100, offset 0), a growth (1/100, 1), a ratio (1, 0)."""

    result: Key
    factor: Key
    rate: Key
    scale: Fraction
    offset: Fraction

    @property
    def variables(self) -> tuple[Key, ...]:
        """The figures, in order."""
        return self.result, self.factor, self.rate

    def project(self, target: Key, domains: Domains) -> Pieces:
        """What the other two figures leave open for `target`; everything where a divisor may be zero."""
        others = [(ONE, domains[key]) for key in self.variables if key != target]
        found: list[Interval] = []
        for (_, first), (_, second) in _choices(others):
            piece = self._solve(target, first, second)
            if piece is None:
                return ANYTHING
            found.append(piece)
        return join(found)

    def _solve(self, target: Key, first: Interval, second: Interval) -> Interval | None:
        if target == self.result:
            return first.times(self._multiplier(second))
        if target == self.factor:
            return first.divided_by(self._multiplier(second))
        quotient = first.divided_by(second)
        return None if quotient is None else quotient.shift(-self.offset).scale(1 / self.scale)

    def _multiplier(self, rate: Interval) -> Interval:
        return rate.scale(self.scale).shift(self.offset)


@dataclass(frozen=True, slots=True)
class Within:
    """One figure lies in a range that the measure or the statistic sets."""

    figure: Key
    range: Interval

    @property
    def variables(self) -> tuple[Key, ...]:
        """The figure."""
        return (self.figure,)

    def project(self, target: Key, domains: Domains) -> Pieces:  # noqa: ARG002 - the form that all constraints have
        """The range."""
        return (self.range,)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The claims of one figure agree; there is no second figure to hold them against."""

    figure: Key

    @property
    def variables(self) -> tuple[Key, ...]:
        """The figure."""
        return (self.figure,)

    def project(self, target: Key, domains: Domains) -> Pieces:  # noqa: ARG002 - the form that all constraints have
        """Everything: the agreement is between the claims, which the solver intersects."""
        return (EVERYTHING,)


Constraint = Linear | Product | Within | Agreement


def _choices(sets: list[tuple[Fraction, Pieces]]) -> list[list[tuple[Fraction, Interval]]]:
    """Every way to choose one interval from each set."""
    return [list(zip((factor for factor, _ in sets), chosen, strict=True)) for chosen in product(*(s for _, s in sets))]
