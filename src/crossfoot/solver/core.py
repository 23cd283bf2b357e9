"""The cycles of a problem, one case of them, and the linear rows of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import inf
from typing import TypeAlias

from crossfoot.constraint import Power, Product
from crossfoot.interval import Interval, Pieces, hull, meet
from crossfoot.solver.budget import Meter
from crossfoot.solver.narrowing import Narrower, Ranges, above, below, outward
from crossfoot.solver.problem import Form, Mask
from crossfoot.solver.simplex import Program, Row

Forms: TypeAlias = Sequence[tuple[Mask, Form]]
_STEPS_A_ROW = 8
_WORTH_ITS_DIGITS = 0.99


@dataclass(slots=True)
class Box:
    """One case: the exact range of each variable, its narrowed range, and the sides taken in relations of order."""

    exact: dict[int, Interval]
    ranges: Ranges
    sides: tuple[tuple[Mask, Form], ...] = ()


@dataclass
class Core:
    """The relations that are left, and what is known of their variables."""

    domains: Sequence[Pieces]
    whole: Sequence[bool]
    forms: Forms
    why: Sequence[Mask]
    meter: Meter
    used: list[int] = field(init=False)
    private: frozenset[int] = field(init=False)
    cover: frozenset[int] = field(init=False)
    narrower: Narrower = field(init=False)
    gaps: list[int] = field(init=False)

    def __post_init__(self) -> None:
        counts: dict[int, int] = {}
        for _, form in self.forms:
            for variable in form.variables:
                counts[variable] = counts.get(variable, 0) + 1
        self.used = sorted(counts)
        self.private = frozenset(self._projected_out(counts))
        self.cover = frozenset(cover_of([form for _, form in self.forms], self.private))
        self.narrower = Narrower(self.forms, len(self.domains))
        self.gaps = [variable for variable in self.used if len(self.domains[variable]) > 1]

    def _projected_out(self, counts: Mapping[int, int]) -> Iterator[int]:
        """The variables that the rows need not know: one factor of a product, in no other relation."""
        for _, form in self.forms:
            if isinstance(form, (Product, Power)) and counts[form.rate] == 1:
                yield form.rate
            elif isinstance(form, Product) and counts[form.factor] == 1 and not self.whole[form.factor]:
                yield form.factor

    def _readings(self, box: Box, variable: int) -> Pieces:
        """The readings of a variable that its range meets."""
        low, high = box.ranges.span(variable)
        return tuple(
            piece
            for piece in meet(self.domains[variable], (box.exact[variable],))
            if (piece.low is None or below(piece.low) <= high) and (piece.high is None or above(piece.high) >= low)
        )

    def _narrowed(self, box: Box) -> list[Interval]:
        """The narrowed ranges as exact intervals, with the exact ends where they are as narrow."""
        found = [Interval(None, None)] * len(self.domains)
        for variable in self.used:
            exact = box.exact[variable]
            low, high = box.ranges.span(variable)
            found[variable] = exact.intersect(outward(low, high)) if _tighter(exact, low, high) else exact
        return found

    def _program(
        self, limits: Sequence[Interval], relaxed: list[Row], box: Box, start: Mapping[int, Fraction]
    ) -> tuple[Program, list[int]]:
        known = [variable for variable in self.used if variable not in self.private]
        place = {variable: n for n, variable in enumerate(known)}
        numbered = [replace(row, coefficients={place[v]: c for v, c in row.coefficients.items()}) for row in relaxed]
        self.meter.spend(len(known) + _STEPS_A_ROW * len(numbered))
        near = [below(start[variable]) if variable in start else middle(*box.ranges.span(variable)) for variable in known]
        return Program([limits[variable] for variable in known], numbered, self.meter, near), known

    def _possible(self, variable: int, value: Fraction) -> bool:
        return any(piece.contains(value) for piece in self.domains[variable]) and (not self.whole[variable] or value.denominator == 1)


def cover_of(forms: Sequence[Form], private: frozenset[int]) -> Iterator[int]:
    """Variables that make all products linear once they are known, few of them: the one in most products first."""
    left = [form for form in forms if isinstance(form, (Product, Power)) and not projects(form, private)]
    while left:
        counts: dict[int, int] = {}
        for form in left:
            for variable in _factors(form):
                counts[variable] = counts.get(variable, 0) + 1
        best = min(counts, key=lambda variable: (-counts[variable], variable))
        yield best
        left = [form for form in left if best not in _factors(form)]


def _factors(form: Product[int] | Power[int]) -> tuple[int, ...]:
    return (form.rate,) if isinstance(form, Power) else (form.factor, form.rate)


def projects(form: Product[int] | Power[int], private: frozenset[int]) -> bool:
    """Whether a factor of a product was projected out, so that the rows say all there is."""
    return form.rate in private or (isinstance(form, Product) and form.factor in private)


def around(pieces: Pieces) -> Interval:
    """One interval around a set that is not empty."""
    found = hull(pieces)
    assert found is not None  # noqa: S101 - an empty set was a clash before
    return found


def middle(low: float, high: float) -> float:
    """A number of a range, from its middle where it has one."""
    if -inf < low and high < inf:
        return low / 2 + high / 2
    # Zero seldom serves: nothing can be divided by it.
    if low > -inf:
        return low + abs(low) / 2 + 1
    return high - abs(high) / 2 - 1 if high < inf else 1.0


def _tighter(exact: Interval, low: float, high: float) -> bool:
    """Whether the narrowed range is worth its digits."""
    if exact.low is None or exact.high is None:
        return low > -inf or high < inf
    return high - low < _WORTH_ITS_DIGITS * above(exact.high - exact.low)
