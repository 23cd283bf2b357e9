"""How much all the others allow one figure to be: its tight bounds, without its own print.

Relations that hang on by one variable are taken away exactly, so that on a tree the bounds are exact. On a cycle the least and the
greatest value of the linear rows are (they are exact too where nothing but sums and projected rates is left). Where shared products,
whole numbers or gaps remain, these are outer bounds: then each end is moved inwards, in halves, as long as what is cut off holds no
solution, until a solution is near. Such an end is still an outer one, a little too far out, and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from crossfoot.constraint import Between, Linear, Power, Product, Within
from crossfoot.interval import Interval, Pieces, hull, meet
from crossfoot.solver.budget import Meter, OutOfSteps
from crossfoot.solver.elimination import Elimination
from crossfoot.solver.narrowing import Narrower, Ranges, outward
from crossfoot.solver.problem import Form, Mask, Problem
from crossfoot.solver.relaxation import rows
from crossfoot.solver.search import Clash, Fits, Known, decide
from crossfoot.solver.simplex import Program, Row
from crossfoot.solver.surroundings import Asker

STEPS = 20_000
_HALVINGS = 12
_NEAR = Fraction(1, 32)


@dataclass(frozen=True, slots=True)
class Implied:
    """What the others leave open for a variable, and whether every value in it is really possible (else it is an outer bound)."""

    values: Pieces
    exact: bool


def implied(
    problem: Problem, active: Mask, variable: int, meter: Meter | None = None, *, tight: bool = True, asker: Asker | None = None
) -> Implied:
    """What the active items leave open for a variable; take its own prints out of `active` first. Empty where they clash.

    Without `tight`, outer bounds are left as they are first found, which is much quicker. An `asker` knows numbers that fit all but
    the variable and what is near it.
    """
    meter = meter or Meter(STEPS)
    known = Known.of(problem, active)
    if not isinstance(known, Known):
        return Implied((), exact=True)
    whole = known.whole
    elimination = Elimination(known.forms, list(known.domains), whole, [0] * len(whole), kept=variable)
    try:
        if elimination.run(meter) is not None:
            return Implied((), exact=True)
        if not elimination.left:
            return Implied(elimination.domains[variable], exact=not elimination.outer)
        found = _of_rows(elimination, whole, variable, meter)
    except OutOfSteps:
        return Implied(elimination.domains[variable], exact=False)
    return found if found.exact or not found.values or not tight else _Squeezing(problem, active, variable, meter, asker).run(found.values)


@dataclass(frozen=True)
class _Squeezing:
    """Moves the ends of outer bounds of a variable inwards."""

    problem: Problem
    active: Mask
    variable: int
    meter: Meter
    asker: Asker | None

    def run(self, values: Pieces) -> Implied:
        """The bounds, with both ends near a value that is possible."""
        some = self._solution(values)
        if some is None:
            return Implied((), exact=True) if self.meter.spent <= self.meter.budget else Implied(values, exact=False)
        low, high = values[0].low, values[-1].high
        if low is not None and high is not None:
            # Mostly there is a solution near the end, so that is asked first.
            below = self._moved(low, some, (high - low) * _NEAR, lambda end: Interval(None, end), values)
            above = self._moved(high, some, (high - low) * _NEAR, lambda end: Interval(end, None), values)
            low, high = below, above
        if self.meter.spent > self.meter.budget:
            return Implied(values, exact=False)
        left = Interval(low, high, values[0].low_closed, values[-1].high_closed)
        return Implied(meet(values, (left.whole() if self.problem.variables[self.variable].whole else left,)), exact=False)

    def _solution(self, values: Pieces) -> Fraction | None:
        """A possible value of the variable among these; None where there is none, or where the budget is spent."""
        if not values:
            return None
        own = self.problem.variables[self.variable]
        variables = list(self.problem.variables)
        variables[self.variable] = replace(own, possible=meet(own.possible, values))
        narrowed = replace(self.problem, variables=tuple(variables))
        if self.asker is None:
            answer = decide(narrowed, self.active, self.meter)
        else:
            answer = replace(self.asker, meter=self.meter).ask(narrowed, self.active)
        if isinstance(answer, Fits):
            return answer.values[self.variable]
        if not isinstance(answer, Clash):
            self.meter.spent = self.meter.budget + 1
        return None

    def _moved(self, end: Fraction, some: Fraction, near: Fraction, beyond: Callable[[Fraction], Interval], values: Pieces) -> Fraction:
        """An end moved inwards, towards some possible value, as far as there is nothing beyond."""
        middle = end + near if some > end else end - near
        for _ in range(_HALVINGS):
            if abs(some - end) <= near:
                break
            found = self._solution(meet(values, (beyond(middle),)))
            end, some = (middle, some) if found is None else (end, found)
            middle = (end + some) / 2
        return end


def _of_rows(elimination: Elimination, whole: list[bool], variable: int, meter: Meter) -> Implied:
    forms = [form for _, form in elimination.left.values()]
    domains = elimination.domains
    counts: dict[int, int] = {variable: 2}
    for form in forms:
        for other in form.variables:
            counts[other] = counts.get(other, 0) + 1
    private = frozenset(_private(forms, counts))
    known = [other for other in sorted(counts) if other not in private]
    place = {other: n for n, other in enumerate(known)}
    exact = [hull(pieces) or Interval(None, None) for pieces in domains]
    narrowed = Ranges(exact, whole, [0] * len(exact))
    if Narrower([(0, form) for form in forms], len(exact)).narrow(narrowed, meter) is not None:
        return Implied((), exact=True)
    # Ends of many digits make slow rows, so what narrowing gives is taken only where it says much more.
    ranges = [piece.intersect(outward(*narrowed.span(n))) for n, piece in enumerate(exact)]
    relaxed = [_renumbered(row, place) for n, form in enumerate(forms) for row in rows(form, ranges, private, n)]
    program = Program([exact[other] for other in known], relaxed, meter)
    if program.conflict() is not None:
        return Implied((), exact=True)
    low, high = (program.extreme(place[variable], upper=upper) for upper in (False, True))
    found = Interval(low.number, high.number, low.reached, high.reached)
    values = meet(domains[variable], (found.whole() if whole[variable] else found,))
    plain = all(_said_by_rows(form, exact, private) for form in forms) and not any(whole[v] or len(domains[v]) > 1 for v in counts)
    return Implied(values, exact=plain and not elimination.outer)


def _private(forms: list[Form], counts: Mapping[int, int]) -> Iterator[int]:
    for form in forms:
        if isinstance(form, Product | Power) and counts[form.rate] == 1:
            yield form.rate
        elif isinstance(form, Product) and counts[form.factor] == 1:
            yield form.factor


def _said_by_rows(form: Form, ranges: list[Interval], private: frozenset[int]) -> bool:
    """Whether the rows of a form say all that it says: a sum, or a product with a factor projected out and the other of one sign."""
    match form:
        case Linear():
            return True
        case Product() if form.rate in private:
            return _positive(ranges[form.factor])
        case Product() if form.factor in private:
            return _positive(ranges[form.rate].scale(form.scale).shift(form.offset))
        case Power() if form.rate in private:
            return _positive(ranges[form.base])
        case Product() | Power() | Between() | Within() | _:
            return False


def _positive(piece: Interval) -> bool:
    return (piece.low is not None and piece.low > 0) or (piece.high is not None and piece.high < 0)


def _renumbered(row: Row, place: Mapping[int, int]) -> Row:
    return Row({place[variable]: c for variable, c in row.coefficients.items()}, row.range, row.source)
