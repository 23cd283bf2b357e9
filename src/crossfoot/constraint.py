"""The forms that every relation compiles to, each able to say what it allows one figure, given the others.

`project(target, domains)` returns exactly the values of `target` for which values of the other variables exist that satisfy the
constraint (each variable occurs once in a constraint, and the image of a box under a continuous function is an interval, so this
is exact, not an estimate). The one exception is the rate of a `Power`, whose ends are roots. The solver knows relations only through
this.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product
from typing import Generic

from typing_extensions import TypeVar

from crossfoot.counting import attainable, rates_of, whole_numbers
from crossfoot.figures import Key
from crossfoot.interval import ANYTHING, EVERYTHING, ZERO, Interval, Pieces, few, join, meet, meet_all, point
from crossfoot.powers import power, root

# What a constraint is about: the key of a figure, or its number in a problem that the solver was given.
V = TypeVar("V", bound=Hashable, default=Key)
Domains = Mapping[V, Pieces]
_NEGATIVE, _POSITIVE = Interval(None, ZERO, high_closed=False), Interval(ZERO, None, low_closed=False)
_NOT_NEGATIVE = Interval(ZERO, None)
_HUNDRED, _ONE = Fraction(100), Fraction(1)


class Comparison(StrEnum):
    """How the two sides of a linear constraint compare."""

    EQUAL = "="
    AT_MOST = "<="
    LESS = "<"

    def holds(self, total: Fraction) -> bool:
        """Whether a number compares so with zero."""
        if self is Comparison.EQUAL:
            return total == 0
        return total < 0 or (total == 0 and self is Comparison.AT_MOST)


@dataclass(frozen=True, slots=True)
class Linear(Generic[V]):
    """`sum(factor * figure) + constant` is equal to, at most, or less than zero."""

    terms: tuple[tuple[Fraction, V], ...]
    constant: Fraction = Fraction(0)
    comparison: Comparison = Comparison.EQUAL

    @property
    def variables(self) -> tuple[V, ...]:
        """The figures, in order."""
        return tuple(key for _, key in self.terms)

    def project(self, target: V, domains: Domains[V]) -> Pieces:
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
        reached = self.comparison is Comparison.AT_MOST
        if factor > 0:
            return Interval(None, rest.high, high_closed=rest.high_closed and reached)
        return Interval(rest.low, None, rest.low_closed and reached)


@dataclass(frozen=True, slots=True)
class Product(Generic[V]):
    """`result = factor * (scale * rate + offset)`: a share (scale 1/100, offset 0), a growth (1/100, 1), a ratio (1, 0)."""

    result: V
    factor: V
    rate: V
    scale: Fraction
    offset: Fraction

    @property
    def variables(self) -> tuple[V, ...]:
        """The figures, in order."""
        return self.result, self.factor, self.rate

    def project(self, target: V, domains: Domains[V]) -> Pieces:
        """What the other two figures leave open for `target`."""
        others = [domains[key] for key in self.variables if key != target]
        return few(join(piece for first, second in product(*others) for piece in self._solve(target, first, second)))

    def _solve(self, target: V, first: Interval, second: Interval) -> Pieces:
        if target == self.result:
            return (first.times(self._multiplier(second)),)
        if target == self.factor:
            return _quotients(first, self._multiplier(second))
        return tuple(piece.shift(-self.offset).scale(1 / self.scale) for piece in _quotients(first, second))

    def _multiplier(self, rate: Interval) -> Interval:
        return rate.scale(self.scale).shift(self.offset)


@dataclass(frozen=True, slots=True)
class Power(Generic[V]):
    """`result = base * (1 + rate / 100) ** years`, for a rate of at least -100: growth by one rate, year after year."""

    result: V
    base: V
    rate: V
    years: int

    @property
    def variables(self) -> tuple[V, ...]:
        """The figures, in order."""
        return self.result, self.base, self.rate

    def project(self, target: V, domains: Domains[V]) -> Pieces:
        """What the other two figures leave open for `target`: exactly for the levels, with roots rounded outwards for the rate."""
        if target == self.rate:
            quotients = (q for r, b in product(domains[self.result], domains[self.base]) for q in _quotients(r, b))
            return few(join(self._rate(piece) for piece in meet(tuple(quotients), (_NOT_NEGATIVE,))))
        factors = self.compound(domains[self.rate])
        if target == self.result:
            return few(join(base.times(factor) for base, factor in product(domains[self.base], factors)))
        return few(join(piece for result, factor in product(domains[self.result], factors) for piece in _quotients(result, factor)))

    def _rate(self, growth: Interval) -> Interval:
        return root(growth, self.years).shift(-_ONE).scale(_HUNDRED)

    def compound(self, rates: Pieces) -> Pieces:
        """The factors of all the years."""
        return tuple(power(piece, self.years) for piece in self.yearly(rates))

    def yearly(self, rates: Pieces) -> Pieces:
        """The factors of one year; a fall by more than everything is none."""
        return meet(tuple(piece.scale(1 / _HUNDRED).shift(_ONE) for piece in rates), (_NOT_NEGATIVE,))


@dataclass(frozen=True, slots=True)
class Between(Generic[V]):
    """`figure` is neither less than all of the `parts` nor greater than all of them: it lies between the least and the greatest."""

    figure: V
    parts: tuple[V, ...]

    @property
    def variables(self) -> tuple[V, ...]:
        """The figures, in order."""
        return self.figure, *self.parts

    def project(self, target: V, domains: Domains[V]) -> Pieces:
        """What the other figures leave open for `target`."""
        others = [domains[key] for key in self.parts if key != target]
        if not all(others):
            return ()
        if target == self.figure:
            return few(_between(others))
        return few(self._part(domains[self.figure], others))

    def _part(self, figure: Pieces, others: list[Pieces]) -> Pieces:
        """A part is free where the others embrace the figure; else it is the figure, or lies on the side that they leave open."""
        if not figure or meet(figure, _between(others)):
            return ANYTHING if figure else ()
        below = (piece for other in others for piece in _down(meet(figure, _down(other))))
        above = (piece for other in others for piece in _up(meet(figure, _up(other))))
        return join((*figure, *below, *above))


@dataclass(frozen=True, slots=True)
class OfWhole(Generic[V]):
    """`rate = factor * items / whole` for whole numbers: a share (factor 100) or a mean (1) of so few that not every rate occurs.

    Only rates in the `window` are told apart, and only wholes up to `most`; all others are left open, which takes nothing away as long
    as the prints stay within both.
    """

    rate: V
    whole: V
    factor: Fraction
    window: Interval
    most: int

    @property
    def variables(self) -> tuple[V, ...]:
        """The figures, in order."""
        return self.rate, self.whole

    def project(self, target: V, domains: Domains[V]) -> Pieces:
        """What the other figure leaves open for `target`."""
        return self._rates(domains[self.whole]) if target == self.rate else self._wholes(domains[self.rate])

    def _rates(self, wholes: Pieces) -> Pieces:
        numbers = whole_numbers(wholes, self.most)
        if numbers is None:
            return ANYTHING
        below = Interval(None, self.window.low, high_closed=False)
        above = Interval(self.window.high, None, low_closed=False)
        found = {rate for number in numbers for rate in rates_of(number, self.factor, self.window)}
        return join((below, above, *map(point, found)))

    def _wholes(self, rates: Pieces) -> Pieces:
        found = (n for n in range(1, self.most + 1) if any(attainable(piece, n, self.factor) for piece in rates))
        return join((*(point(Fraction(n)) for n in found), Interval(Fraction(self.most), None, low_closed=False)))


@dataclass(frozen=True, slots=True)
class Within(Generic[V]):
    """One figure lies in a range that the measure or the statistic sets."""

    figure: V
    range: Interval

    @property
    def variables(self) -> tuple[V, ...]:
        """The figure."""
        return (self.figure,)

    def project(self, target: V, domains: Domains[V]) -> Pieces:  # noqa: ARG002 - the form that all constraints have
        """The range."""
        return (self.range,)


@dataclass(frozen=True, slots=True)
class Agreement(Generic[V]):
    """Claims of one figure (their refs) agree; there is no second figure to hold them against.

    `about` is the claim that is held against all the others, where it is one.
    """

    figure: V
    claims: tuple[str, ...]
    about: str = ""

    @property
    def variables(self) -> tuple[V, ...]:
        """The figure."""
        return (self.figure,)

    def project(self, target: V, domains: Domains[V]) -> Pieces:  # noqa: ARG002 - the form that all constraints have
        """Everything: the agreement is between the claims, which the solver intersects."""
        return (EVERYTHING,)


Constraint = Linear | Product | Power | Between | OfWhole | Within | Agreement


def least(sets: Sequence[Pieces]) -> Pieces:
    """Every number that is the least of some numbers, one of each set."""
    return join(piece for n, own in enumerate(sets) for piece in meet_all([own, *map(_down, (*sets[:n], *sets[n + 1 :]))]))


def greatest(sets: Sequence[Pieces]) -> Pieces:
    """Every number that is the greatest of some numbers, one of each set."""
    return join(piece for n, own in enumerate(sets) for piece in meet_all([own, *map(_up, (*sets[:n], *sets[n + 1 :]))]))


def _between(sets: list[Pieces]) -> Pieces:
    """Every number that lies between the least and the greatest of some numbers, one of each set."""
    pairs = ((low, high) for n, low in enumerate(sets) for m, high in enumerate(sets) if n != m)
    # Between the numbers of two sets, or itself the number of one.
    return join((*(piece for low, high in pairs for piece in meet(_up(low), _down(high))), *(piece for some in sets for piece in some)))


def _up(pieces: Pieces) -> Pieces:
    """Every number from one of the set on upwards."""
    return join(Interval(piece.low, None, piece.low_closed) for piece in pieces)


def _down(pieces: Pieces) -> Pieces:
    """Every number from one of the set on downwards."""
    return join(Interval(None, piece.high, high_closed=piece.high_closed) for piece in pieces)


def _quotients(products: Interval, factors: Interval) -> Pieces:
    """Every number that gives one of the products with one of the factors: anything, where zero is among both."""
    if products.contains(ZERO) and factors.contains(ZERO):
        return ANYTHING
    signs = (factors.intersect(side) for side in (_NEGATIVE, _POSITIVE))
    found = (products.divided_by(part) for part in signs if not part.empty)
    return tuple(piece for piece in found if piece is not None)
