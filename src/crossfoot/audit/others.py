"""What all other prints leave open for one figure, asked as cheaply as it can be answered for certain.

Bounds come first: exact ones where nothing goes in a circle, else outer ones by narrowing. What lies outside them is caught. Inside them,
a solution is looked for: one that is known already, one between two known ones (checked like any other), and only then the solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from crossfoot.constraint import Product
from crossfoot.interval import Interval, Pieces, hull, meet
from crossfoot.solver.budget import Meter, OutOfSteps
from crossfoot.solver.elimination import Elimination, Values
from crossfoot.solver.narrowing import Narrower, Ranges, outward
from crossfoot.solver.problem import Form, Mask, Problem
from crossfoot.solver.search import STEPS, Clash, Fits, Known, decide
from crossfoot.solver.witness import fits

_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Open:
    """Values that are left open; if `exact`, each of them is really possible."""

    values: Pieces
    exact: bool


@dataclass
class Others:
    """A problem without the prints of one claim, and solutions of it that were found; the first is that of the records as they are."""

    problem: Problem
    active: Mask
    variable: int
    solutions: list[Values] = field(default_factory=list)

    def allow(self, said: Pieces) -> bool | None:
        """Whether one of these values of the figure is possible; None where the budget of steps does not tell."""
        left = meet(said, self.open.values)
        if not left:
            return False
        if self.open.exact or any(piece.contains(self._value(one)) for one in self.solutions for piece in left):
            return True
        if any(self._keep(values) for piece in left for values in self._between(piece)):
            return True
        answer = decide(self._with(left), self.active)
        if isinstance(answer, Fits):
            self.solutions.append(list(answer.values))
            return True
        return False if isinstance(answer, Clash) else None

    @cached_property
    def open(self) -> Open:
        """The bounds."""
        known = Known.of(self.problem, self.active)
        if not isinstance(known, Known):
            return Open((), exact=True)
        meter = Meter(STEPS)
        elimination = Elimination(known.forms, list(known.domains), known.whole, [0] * len(known.whole), kept=self.variable)
        try:
            if elimination.run(meter) is not None:
                return Open((), exact=True)
            values = elimination.domains[self.variable]
            if not elimination.left:
                return Open(values, exact=not elimination.outer)
            ranges = Ranges([hull(pieces) or Interval(None, None) for pieces in elimination.domains], known.whole, [0] * len(known.whole))
            if Narrower(list(elimination.left.values()), len(known.domains)).narrow(ranges, meter) is not None:
                return Open((), exact=True)
        except OutOfSteps:
            return Open(elimination.domains[self.variable], exact=False)
        narrowed = outward(*ranges.span(self.variable))
        return Open(meet(values, (narrowed.whole() if known.whole[self.variable] else narrowed,)), exact=False)

    def _with(self, values: Pieces) -> Problem:
        variables = list(self.problem.variables)
        variables[self.variable] = replace(variables[self.variable], possible=values)
        return replace(self.problem, variables=tuple(variables))

    def _value(self, solution: Values) -> Fraction:
        value = solution[self.variable]
        assert value is not None  # noqa: S101 - no figure with a print is a rate known by its power alone
        return value

    def _keep(self, values: Values) -> bool:
        """Whether these values are a solution; then it is kept."""
        found = fits(self.problem, self.active, values)
        if found:
            self.solutions.append(values)
        return found

    # Between two solutions

    def _between(self, piece: Interval) -> Iterator[Values]:
        """Values for everything between two solutions on either side of a piece, such that the figure's lies in it."""
        for first, second in pairwise(sorted(self.solutions, key=self._value)):
            inside = piece.intersect(Interval(self._value(first), self._value(second)))
            if not inside.empty and inside.low is not None and inside.high is not None:
                share = self._share(first, second, (inside.low + inside.high) * _HALF)
                if share is not None:
                    yield self._mixed(first, second, share)

    def _share(self, first: Values, second: Values, target: Fraction) -> Fraction | None:
        """How far from the first solution to the second the figure has this value."""
        form = self._rates.get(self.variable)
        if form is None:
            return (target - self._value(first)) / (self._value(second) - self._value(first))
        ends = [(values[form.result], values[form.factor]) for values in (first, second)]
        (top, bottom), (other_top, other_bottom) = ends
        if top is None or bottom is None or other_top is None or other_bottom is None:
            return None
        multiplier = form.scale * target + form.offset
        slope = (other_top - top) - multiplier * (other_bottom - bottom)
        return (multiplier * bottom - top) / slope if slope else None

    def _mixed(self, first: Values, second: Values, share: Fraction) -> Values:
        """Levels in proportion, rates as the levels make them."""
        values: Values = [None if a is None or b is None else a + share * (b - a) for a, b in zip(first, second, strict=True)]
        for variable, form in self._rates.items():
            result, factor = values[form.result], values[form.factor]
            if result is not None and factor:
                values[variable] = (result / factor - form.offset) / form.scale
        return values

    @cached_property
    def _rates(self) -> dict[int, Product[int]]:
        """For each rate, the first product that says what it is."""
        found: dict[int, Product[int]] = {}
        for form in self._forms:
            if isinstance(form, Product):
                found.setdefault(form.rate, form)
        return found

    @cached_property
    def _forms(self) -> list[Form]:
        return [form for _, bond in self.problem.active_bonds(self.active) for form in bond.forms]
