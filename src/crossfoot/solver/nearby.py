"""From a point of the linear rows to numbers for everything.

The rows say less than the products that they stand for. Once the cover is fixed, every product is linear, so that numbers for all the
others are found by the same simplex, near the point where it stopped before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from crossfoot.constraint import Power, Product
from crossfoot.interval import Interval, point
from crossfoot.solver.core import Box, Core, Forms, projects
from crossfoot.solver.elimination import Values, pick
from crossfoot.solver.narrowing import outward
from crossfoot.solver.problem import Form
from crossfoot.solver.relaxation import fixed_rows, rows
from crossfoot.solver.simplex import Row
from crossfoot.solver.witness import obeyed

_ATTEMPTS_AT_WHOLES = 4
_SETTLED = Fraction(1, 10**9)


@dataclass
class Nearby(Core):
    """How numbers for everything are looked for near a point."""

    def _complete(self, solved: Mapping[int, Fraction], box: Box) -> Values:
        """The point, and the factors that were projected out: what the other numbers of their relation make them."""
        values: Values = [None] * len(self.domains)
        for variable, value in solved.items():
            values[variable] = value
        for _, form in self.forms:
            if isinstance(form, Product) and values[form.rate] is None:
                values[form.rate] = self._rate(form, values, box)
            elif isinstance(form, Product) and values[form.factor] is None:
                values[form.factor] = self._factor(form, values, box)
        return values

    def _rate(self, form: Product[int], values: Values, box: Box) -> Fraction | None:
        result, factor = values[form.result], values[form.factor]
        if result is None or factor is None:
            return None
        if factor == 0:
            return pick((box.exact[form.rate],), whole=False) if result == 0 else None
        return (result / factor - form.offset) / form.scale

    def _factor(self, form: Product[int], values: Values, box: Box) -> Fraction | None:
        result, rate = values[form.result], values[form.rate]
        if result is None or rate is None:
            return None
        multiplier = form.scale * rate + form.offset
        if multiplier == 0:
            return pick((box.exact[form.factor],), whole=False) if result == 0 else None
        return result / multiplier

    def _first_broken(self, values: Values, box: Box, forms: Forms) -> Form | int | None:
        """What a point does not obey: a relation, or a variable that falls into a gap or should be whole."""
        for _, form in forms:
            if not obeyed(form, values, self.domains):
                return form
            if isinstance(form, Product) and projects(form, self.private):
                out = form.rate if form.rate in self.private else form.factor
                value = values[out]
                if value is None or not box.exact[out].contains(value):
                    return form
        for variable in self.used:
            value = values[variable]
            if value is not None and not self._possible(variable, value):
                return variable
        return None

    def _attempt(self, start: Mapping[int, Fraction], box: Box, forms: Forms) -> Values | None:
        """Numbers near a point: the cover is fixed, so that everything is linear. None where there are none there."""
        fixed = {variable: start[variable] for variable in sorted(self.cover) if variable in start}
        settled = self._settle(box, fixed, forms, start)
        return None if settled is None else self._complete(*settled)

    def _dive(self, solved: dict[int, Fraction], box: Box, forms: Forms) -> Values | None:
        """The same with the cover fixed one variable at a time, each where the rows allow it after the ones before."""
        near = replace(box, ranges=box.ranges.copy())
        fixed: dict[int, Fraction] = {}
        for variable in sorted(self.cover):
            for value in self._candidates(near, variable, solved):
                found = self._fix(near, {**fixed, variable: value}, solved, forms)
                if found is not None:
                    near, solved = found
                    fixed[variable] = value
                    break
            else:
                return None
        settled = self._settle(near, fixed, forms, solved)
        return None if settled is None else self._complete(*settled)

    def _fix(
        self, near: Box, fixed: dict[int, Fraction], solved: Mapping[int, Fraction], forms: Forms
    ) -> tuple[Box, dict[int, Fraction]] | None:
        """The case with a variable fixed (the last of those given), and a point of its rows."""
        variable, value = list(fixed.items())[-1]
        cut = near.exact[variable].intersect(point(value))
        if cut.empty:
            return None
        near = replace(near, exact={**near.exact, variable: cut}, ranges=near.ranges.copy())
        near.ranges.cut(variable, cut)
        if self.narrower.narrow(near.ranges, self.meter) is not None:
            return None
        found = self._solve_fixed(fixed, near, forms, solved)
        return None if found is None else (near, found)

    def _candidates(self, box: Box, variable: int, solved: Mapping[int, Fraction]) -> Iterator[Fraction]:
        """Values for a variable of the cover: a round one inside its range, and what one of its products makes it at this point."""
        yield self._inner(box, variable, solved[variable])
        for _, form in self.forms:
            if isinstance(form, Product) and variable in (form.rate, form.factor) and not projects(form, self.private):
                result, factor, rate = solved[form.result], solved[form.factor], solved[form.rate]
                multiplier = form.scale * rate + form.offset
                if variable == form.rate and factor:
                    yield (result / factor - form.offset) / form.scale
                elif variable == form.factor and multiplier:
                    yield result / multiplier

    def _settle(
        self, box: Box, fixed: Mapping[int, Fraction], forms: Forms, start: Mapping[int, Fraction]
    ) -> tuple[dict[int, Fraction], Box] | None:
        """A point of the rows with these variables fixed, in no gap and with whole numbers where they should be."""
        for _ in range(_ATTEMPTS_AT_WHOLES):
            solved = self._solve_fixed(fixed, box, forms, start)
            if solved is None:
                return None
            nearer = self._settled(solved, box)
            if nearer is None:
                return solved, box
            box = nearer
        return None

    def _inner(self, box: Box, variable: int, value: Fraction) -> Fraction:
        """The value, or one not so near an end of its range: where one variable is at its end, the others seldom have room."""
        low, high = box.ranges.span(variable)
        inside = box.exact[variable].intersect(outward(low, high))
        if inside.low is not None and inside.high is not None and inside.high - inside.low > abs(value) * _SETTLED:
            margin = (inside.high - inside.low) / 4
            value = min(max(value, inside.low + margin), inside.high - margin)
            value = pick((Interval(value - margin / 2, value + margin / 2),), whole=False) or value
        return Fraction(math.floor(value + Fraction(1, 2))) if self.whole[variable] else value

    def _settled(self, solved: Mapping[int, Fraction], box: Box) -> Box | None:
        """The case with each variable that is in a gap, or should be whole and is not, put where it may be; None if there is none."""
        exact = dict(box.exact)
        for variable, value in solved.items():
            if self._possible(variable, value):
                continue
            piece = min(self.domains[variable], key=lambda piece: _distance(piece, value)).intersect(exact[variable])
            whole = Fraction(math.floor(value + Fraction(1, 2)))
            if self.whole[variable] and piece.contains(whole):
                piece = point(whole)
            if piece.empty or piece == exact[variable]:
                return None
            exact[variable] = piece
        return None if exact == box.exact else replace(box, exact=exact)

    def _solve_fixed(
        self, fixed: Mapping[int, Fraction], box: Box, forms: Forms, start: Mapping[int, Fraction]
    ) -> dict[int, Fraction] | None:
        exact = self._narrowed(box)
        for variable, value in fixed.items():
            if not exact[variable].contains(value):
                return None
            exact[variable] = point(value)
        linear: list[Row] = []
        for n, (_, form) in enumerate(forms):
            row = fixed_rows(form, fixed, n) if isinstance(form, (Product, Power)) and not projects(form, self.private) else None
            linear += [row] if row is not None else rows(form, exact, self.private, n)
        program, known = self._program(exact, linear, box, start)
        return None if program.conflict() is not None else dict(zip(known, program.point(), strict=True))


def _distance(piece: Interval, value: Fraction) -> Fraction:
    if piece.low is not None and value < piece.low:
        return piece.low - value
    return value - piece.high if piece.high is not None and value > piece.high else Fraction(0)
