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
from crossfoot.interval import ANYTHING, EVERYTHING, ZERO, Interval, Pieces, few, join, point

Domains = Mapping[Key, Pieces]
_NEGATIVE, _POSITIVE = Interval(None, ZERO, high_closed=False), Interval(ZERO, None, low_closed=False)


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
        total: Pieces = (point(self.constant),)
        for other, key in self.terms:
            if key != target:
                # Term by term, so that sums that coincide are joined before they multiply.
                summed = tuple(one.plus(piece.scale(other)) for one in total for piece in domains[key])
                total = summed if len(summed) == 1 else few(join(summed))
        return join(self._solve(factor, piece) for piece in total)

    @property
    def adds_wholes(self) -> bool:
        """Whether figures are only added and subtracted, so that whole numbers make a whole number."""
        return self.constant.denominator == 1 and all(abs(factor) == 1 for factor, _ in self.terms)

    def _solve(self, factor: Fraction, total: Interval) -> Interval:
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
        """What the other two figures leave open for `target`."""
        others = [domains[key] for key in self.variables if key != target]
        return few(join(piece for first, second in product(*others) for piece in self._solve(target, first, second)))

    def _solve(self, target: Key, first: Interval, second: Interval) -> Pieces:
        if target == self.result:
            return (first.times(self._multiplier(second)),)
        if target == self.factor:
            return _quotients(first, self._multiplier(second))
        return tuple(piece.shift(-self.offset).scale(1 / self.scale) for piece in _quotients(first, second))

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


def _quotients(products: Interval, factors: Interval) -> Pieces:
    """Every number that gives one of the products with one of the factors: anything, where zero is among both."""
    if products.contains(ZERO) and factors.contains(ZERO):
        return ANYTHING
    signs = (factors.intersect(side) for side in (_NEGATIVE, _POSITIVE))
    found = (products.divided_by(part) for part in signs if not part.empty)
    return tuple(piece for piece in found if piece is not None)
