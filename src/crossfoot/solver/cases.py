"""Split a case into smaller ones: at a gap between two readings, at the sides of an order, at a zero, or in the middle of a range."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from crossfoot.constraint import Between, Comparison, Linear, Product
from crossfoot.interval import Interval, point
from crossfoot.solver.core import Box, Core
from crossfoot.solver.elimination import Values, pick
from crossfoot.solver.narrowing import above, below, outward
from crossfoot.solver.problem import Form

_MIDDLE = Fraction(1, 10)


@dataclass
class Cases(Core):
    """How the relations that are left are split into cases."""

    def _split(self, box: Box, values: Values, broken: Form | int) -> list[Box]:
        for variable in self.gaps:
            left = self._readings(box, variable)
            if len(left) > 1:
                return [self._cut(box, variable, piece) for piece in reversed(left)]
        if isinstance(broken, Between):
            return self._sides(box, broken)
        if isinstance(broken, int):
            value = values[broken]
            assert value is not None  # noqa: S101 - a variable without a value is not broken
            return self._at_value(box, broken, value)
        if isinstance(broken, Product):
            zero = self._at_zero(box, broken)
            if zero is not None:
                return self._at_value(box, *zero, alone=True)
        variable = self._widest(box, broken)
        return self._at_value(box, variable, self._where(box, variable, values[variable]))

    def _at_zero(self, box: Box, form: Product[int]) -> tuple[int, Fraction] | None:
        """The factor of a product that may have both signs, and its zero: rows say little of it, so its signs are told apart first."""
        sides = ((form.factor, Fraction(0)), (form.rate, -form.offset / form.scale))
        private = [n for n, (variable, _) in enumerate(sides) if variable in self.private]
        for n, (variable, zero) in enumerate(sides):
            low, high = box.ranges.span(variable)
            exact = box.exact[variable]
            if n not in private and exact.contains(zero) and low <= above(zero) and high >= below(zero) and exact.low != exact.high:
                return variable, zero
        return None

    def _sides(self, box: Box, form: Between[int]) -> list[Box]:
        """A figure between parts lies above one of them and below another."""
        mask = next(mask for mask, other in self.forms if other is form)
        one, less = Fraction(1), Fraction(-1)
        return [
            replace(
                box,
                ranges=box.ranges.copy(),
                sides=(
                    *box.sides,
                    (mask, Linear(((one, low), (less, form.figure)), comparison=Comparison.AT_MOST)),
                    (mask, Linear(((one, form.figure), (less, high)), comparison=Comparison.AT_MOST)),
                ),
            )
            for low in form.parts
            for high in form.parts
            if low != high
        ]

    def _at_value(self, box: Box, variable: int, value: Fraction, *, alone: bool = False) -> list[Box]:
        """The cases below and above a value; between two whole numbers there is nothing."""
        exact = box.exact[variable]
        if self.whole[variable]:
            down = Fraction(math.floor(value))
            # Both halves must be smaller than the whole.
            down -= 1 if exact.high is not None and down >= exact.high else 0
            cases = [Interval(None, down), Interval(down + 1, None)]
        else:
            alone = alone or value in (exact.low, exact.high)
            cases = [Interval(None, value, high_closed=not alone), Interval(value, None, low_closed=not alone)]
            cases += [point(value)] if alone else []
        found = []
        for case in reversed(cases):
            cut = exact.intersect(case)
            if not cut.empty:
                ranges = box.ranges.copy()
                ranges.cut(variable, cut)
                if ranges.low[variable] <= ranges.high[variable]:
                    found.append(replace(box, exact={**box.exact, variable: cut}, ranges=ranges))
        return found

    def _cut(self, box: Box, variable: int, exact: Interval) -> Box:
        cut = replace(box, exact={**box.exact, variable: exact}, ranges=box.ranges.copy())
        cut.ranges.cut(variable, exact)
        return cut

    def _widest(self, box: Box, form: Form) -> int:
        """The variable of a form to split: of the cover where there is one, and with the widest range for its size."""
        candidates = [variable for variable in form.variables if variable in self.cover]
        candidates = candidates or [variable for variable in form.variables if variable not in self.private] or list(form.variables)

        def width(variable: int) -> float:
            low, high = box.ranges.span(variable)
            return inf if high - low == inf else (high - low) / (abs(low) + abs(high) or 1.0)

        return max(candidates, key=lambda variable: (width(variable), -variable))

    def _where(self, box: Box, variable: int, value: Fraction | None) -> Fraction:
        """Where to split a range: at the value if that is well inside, else in the middle."""
        low, high = box.ranges.span(variable)
        inside = box.exact[variable].intersect(outward(low, high))
        middle = pick((inside,), whole=False)
        if value is not None and inside.low is not None and inside.high is not None:
            margin = (inside.high - inside.low) * _MIDDLE
            if inside.low + margin <= value <= inside.high - margin:
                return pick((Interval(value - margin / 2, value + margin / 2),), whole=False) or value
        return middle if middle is not None else Fraction(0)
