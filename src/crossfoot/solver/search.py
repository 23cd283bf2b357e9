"""Decide whether numbers exist that obey everything: exactly, with numbers to show for it or a set of items that cannot be.

A problem is narrowed (`narrowing`), what hangs on by one variable is taken away (`elimination`), and the cycles that are left become
linear rows (`relaxation`) for the exact simplex. If even the rows allow nothing, nothing fits. If they allow a point, the point is
turned into numbers for everything and checked by `witness`; where it does not obey a product, a whole number or a gap between two
readings, the ranges are split there, and each half is decided. Every "fits" is a checked witness, and every "does not fit" rests on
steps that never lose a number, so a mistake can only be made in code that is small.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import inf
from typing import TypeAlias

from crossfoot.constraint import Between, Comparison, Linear, Power, Product, Within
from crossfoot.interval import Interval, Pieces, hull, join, meet, point
from crossfoot.solver.budget import Meter, OutOfSteps
from crossfoot.solver.elimination import Elimination, Values, pick
from crossfoot.solver.narrowing import Narrower, Ranges, above, below, outward
from crossfoot.solver.problem import Form, Mask, Problem
from crossfoot.solver.relaxation import fixed_rows, rows
from crossfoot.solver.simplex import Program, Row, Share
from crossfoot.solver.witness import Witness, fits, obeyed

# What deciding one component may cost before it is given up: some seconds of plain Python, on whatever machine.
STEPS = 60_000
_MIDDLE = Fraction(1, 10)
_ATTEMPTS_AT_WHOLES = 4
_STEPS_A_ROW = 4
_SETTLED = Fraction(1, 10**9)
_WORTH_ITS_DIGITS = 0.99


@dataclass(frozen=True, slots=True)
class Fits:
    """Numbers that obey everything: one for each variable of the problem."""

    values: Witness


@dataclass(frozen=True, slots=True)
class Clash:
    """The items of a mask cannot all hold; it may have more of them than are needed."""

    items: Mask


@dataclass(frozen=True, slots=True)
class Undecided:
    """The budget of steps was spent."""


Answer: TypeAlias = Fits | Clash | Undecided


def decide(problem: Problem, active: Mask, meter: Meter | None = None) -> Answer:
    """Whether numbers exist that obey the active prints and relations of a problem."""
    meter = meter or Meter(STEPS)
    try:
        return _decide(problem, active, meter)
    except OutOfSteps:
        return Undecided()


def _decide(problem: Problem, active: Mask, meter: Meter) -> Answer:
    domains: list[Pieces] = []
    why: list[Mask] = []
    for variable in range(len(problem.variables)):
        pieces, used = problem.domain(variable, active)
        if problem.variables[variable].whole:
            pieces = join(piece.whole() for piece in pieces)
        if not pieces:
            return Clash(used)
        domains.append(pieces)
        why.append(used)
    whole = [variable.whole for variable in problem.variables]
    forms: list[tuple[Mask, Form]] = []
    for mask, bond in problem.active_bonds(active):
        for form in bond.forms:
            if isinstance(form, Within):
                domains[form.figure] = meet(domains[form.figure], (form.range,))
                why[form.figure] |= mask
                if not domains[form.figure]:
                    return Clash(why[form.figure])
            else:
                forms.append((mask, form))
    ranges = Ranges([_around(pieces) for pieces in domains], whole, why)
    conflict = Narrower(forms, len(domains)).narrow(ranges, meter)
    if conflict is not None:
        return Clash(conflict)
    rates = frozenset(form.rate for _, form in forms if isinstance(form, Power))
    elimination = Elimination(forms, list(domains), whole, list(why))
    conflict = elimination.run(meter)
    if conflict is not None:
        return Clash(conflict)
    found = _Search(elimination.domains, whole, list(elimination.left.values()), elimination.why, meter).run()
    if isinstance(found, Clash):
        return found
    values = found.values
    if elimination.put_back(values):
        _fill(values, domains, whole, rates)
        if fits(problem, active, values):
            return Fits(values)
    # Whole numbers may need values of the cycles that others do not: decide without taking anything away.
    found = _Search(domains, whole, forms, why, meter).run()
    if isinstance(found, Clash):
        return found
    _fill(found.values, domains, whole, rates)
    return Fits(found.values) if fits(problem, active, found.values) else Undecided()


def _fill(values: Values, domains: Sequence[Pieces], whole: Sequence[bool], rates: frozenset[int]) -> None:
    """Values for variables that no relation is about; a yearly rate may stay unknown (see `Witness`)."""
    for variable, value in enumerate(values):
        if value is None and variable not in rates:
            values[variable] = pick(domains[variable], whole=whole[variable])


@dataclass(frozen=True, slots=True)
class _Point:
    """Values for the variables of the search, and None for all others."""

    values: Values


@dataclass(slots=True)
class _Box:
    """One case: the exact range of each variable, its narrowed range, and the sides taken in relations of order."""

    exact: dict[int, Interval]
    ranges: Ranges
    sides: tuple[tuple[Mask, Form], ...] = ()


@dataclass
class _Search:
    """The relations that are left, and the cases that they are split into."""

    domains: Sequence[Pieces]
    whole: Sequence[bool]
    forms: Sequence[tuple[Mask, Form]]
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
        self.cover = frozenset(_cover([form for _, form in self.forms], self.private))
        self.narrower = Narrower(self.forms, len(self.domains))
        self.gaps = [variable for variable in self.used if len(self.domains[variable]) > 1]

    def run(self) -> _Point | Clash:
        """Values for everything used, or items that clash.

        Raises:
            OutOfSteps: the budget is spent.
        """
        if not self.forms:
            return _Point([None] * len(self.domains))
        exact = {variable: _around(self.domains[variable]) for variable in self.used}
        ranges = Ranges([_around(pieces) for pieces in self.domains], self.whole, self.why)
        waiting = [_Box(exact, ranges)]
        clash: Mask = 0
        while waiting:
            box = waiting.pop()
            found = self._look(box)
            if isinstance(found, _Point):
                return found
            if isinstance(found, Clash):
                clash |= found.items
            else:
                waiting.extend(found)
        return Clash(clash)

    def _projected_out(self, counts: Mapping[int, int]) -> Iterator[int]:
        """The variables that the rows need not know: one factor of a product, in no other relation."""
        for _, form in self.forms:
            if isinstance(form, (Product, Power)) and counts[form.rate] == 1:
                yield form.rate
            elif isinstance(form, Product) and counts[form.factor] == 1 and not self.whole[form.factor]:
                yield form.factor

    # One case

    def _look(self, box: _Box) -> _Point | Clash | list[_Box]:
        self.meter.spend(len(self.used))
        forms = [*self.forms, *box.sides]
        narrower = Narrower(forms, len(self.domains)) if box.sides else self.narrower
        conflict = self._closed_in(box, narrower)
        if conflict is not None:
            return Clash(conflict)
        narrowed = self._narrowed(box)
        relaxed = [row for n, (_, form) in enumerate(forms) for row in rows(form, narrowed, self.private, n)]
        program, known = self._program(narrowed, relaxed, box, {})
        proof = program.conflict()
        if proof is not None:
            return Clash(self._blamed(proof, known, relaxed, box))
        solved = dict(zip(known, program.point(), strict=True))
        values = self._complete(solved, box)
        broken = self._first_broken(values, box, forms)
        if broken is None:
            return _Point(values)
        for attempt in (self._attempt, self._dive):
            nearby = attempt(solved, box, forms)
            if nearby is None:
                continue
            failed = self._first_broken(nearby, box, forms)
            if failed is None:
                return _Point(nearby)
            # What stands in the way although all products hold says more than the first product that does not hold.
            values, broken = nearby, failed
        return self._split(box, values, broken)

    def _closed_in(self, box: _Box, narrower: Narrower) -> Mask | None:
        """Narrow the ranges, and leave readings out that lie beyond them; the mask of a conflict, if there is one."""
        while True:
            conflict = narrower.narrow(box.ranges, self.meter)
            if conflict is not None:
                return conflict
            changed = False
            for variable in self.gaps:
                left = self._readings(box, variable)
                if not left:
                    return box.ranges.why[variable]
                if _around(left) != box.exact[variable]:
                    box.exact = {**box.exact, variable: _around(left)}
                    changed |= box.ranges.cut(variable, box.exact[variable])
            if not changed:
                return None

    def _readings(self, box: _Box, variable: int) -> Pieces:
        """The readings of a variable that its range meets."""
        low, high = box.ranges.span(variable)
        return tuple(
            piece
            for piece in meet(self.domains[variable], (box.exact[variable],))
            if (piece.low is None or below(piece.low) <= high) and (piece.high is None or above(piece.high) >= low)
        )

    def _narrowed(self, box: _Box) -> list[Interval]:
        """The narrowed ranges as exact intervals, with the exact ends where they are as narrow."""
        found = [Interval(None, None)] * len(self.domains)
        for variable in self.used:
            exact = box.exact[variable]
            low, high = box.ranges.span(variable)
            found[variable] = exact.intersect(outward(low, high)) if _tighter(exact, low, high) else exact
        return found

    def _program(
        self, limits: Sequence[Interval], relaxed: list[Row], box: _Box, start: Mapping[int, Fraction]
    ) -> tuple[Program, list[int]]:
        known = [variable for variable in self.used if variable not in self.private]
        place = {variable: n for n, variable in enumerate(known)}
        numbered = [replace(row, coefficients={place[v]: c for v, c in row.coefficients.items()}) for row in relaxed]
        self.meter.spend(len(known) + _STEPS_A_ROW * len(numbered))
        near = [float(start[variable]) if variable in start else _middle(*box.ranges.span(variable)) for variable in known]
        return Program([limits[variable] for variable in known], numbered, self.meter, near), known

    def _blamed(self, proof: Sequence[Share], known: Sequence[int], relaxed: Sequence[Row], box: _Box) -> Mask:
        """The items behind a proof that the rows allow nothing."""
        mask: Mask = 0
        forms = [*self.forms, *box.sides]
        for share in proof:
            if share.index < len(known):
                mask |= box.ranges.why[known[share.index]]
                continue
            own, form = forms[relaxed[share.index - len(known)].source]
            mask |= own
            if not isinstance(form, Linear):
                for variable in form.variables:
                    mask |= box.ranges.why[variable]
        return mask

    # From a point of the rows to numbers for everything

    def _complete(self, solved: Mapping[int, Fraction], box: _Box) -> Values:
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

    def _rate(self, form: Product[int], values: Values, box: _Box) -> Fraction | None:
        result, factor = values[form.result], values[form.factor]
        if result is None or factor is None:
            return None
        if factor == 0:
            return pick((box.exact[form.rate],), whole=False) if result == 0 else None
        return (result / factor - form.offset) / form.scale

    def _factor(self, form: Product[int], values: Values, box: _Box) -> Fraction | None:
        result, rate = values[form.result], values[form.rate]
        if result is None or rate is None:
            return None
        multiplier = form.scale * rate + form.offset
        if multiplier == 0:
            return pick((box.exact[form.factor],), whole=False) if result == 0 else None
        return result / multiplier

    def _first_broken(self, values: Values, box: _Box, forms: Sequence[tuple[Mask, Form]]) -> Form | int | None:
        """What a point does not obey: a relation, or a variable that falls into a gap or should be whole."""
        for _, form in forms:
            if not obeyed(form, values, self.domains):
                return form
            if isinstance(form, Product) and _projects(form, self.private):
                out = form.rate if form.rate in self.private else form.factor
                value = values[out]
                if value is None or not box.exact[out].contains(value):
                    return form
        for variable in self.used:
            value = values[variable]
            if value is not None and not self._possible(variable, value):
                return variable
        return None

    def _possible(self, variable: int, value: Fraction) -> bool:
        return any(piece.contains(value) for piece in self.domains[variable]) and (not self.whole[variable] or value.denominator == 1)

    def _attempt(self, start: Mapping[int, Fraction], box: _Box, forms: Sequence[tuple[Mask, Form]]) -> Values | None:
        """Numbers near a point: the cover is fixed, so that everything is linear. None where there are none there."""
        fixed = {variable: start[variable] for variable in sorted(self.cover) if variable in start}
        settled = self._settle(box, fixed, forms, start)
        return None if settled is None else self._complete(*settled)

    def _dive(self, solved: dict[int, Fraction], box: _Box, forms: Sequence[tuple[Mask, Form]]) -> Values | None:
        """The same with the cover fixed one variable at a time, each where the rows allow it after the ones before."""
        near = replace(box, ranges=box.ranges.copy())
        fixed: dict[int, Fraction] = {}
        for variable in sorted(self.cover):
            for value in self._candidates(near, variable, solved):
                found = self._fix(near, fixed, variable, value, forms, solved)
                if found is not None:
                    near, solved = found
                    fixed[variable] = value
                    break
            else:
                return None
        settled = self._settle(near, fixed, forms, solved)
        return None if settled is None else self._complete(*settled)

    def _fix(self, near, fixed, variable, value, forms, solved):
        cut = near.exact[variable].intersect(point(value))
        if cut.empty:
            return None
        near = replace(near, exact={**near.exact, variable: cut}, ranges=near.ranges.copy())
        near.ranges.cut(variable, cut)
        if self.narrower.narrow(near.ranges, self.meter) is not None:
            return None
        found = self._solve_fixed({**fixed, variable: value}, near, forms, solved)
        return None if found is None else (near, found)

    def _candidates(self, box: _Box, variable: int, solved: Mapping[int, Fraction]) -> Iterator[Fraction]:
        """Values for a variable of the cover: a round one inside its range, and what one of its products makes it at this point."""
        yield self._inner(box, variable, solved[variable])
        for _, form in self.forms:
            if isinstance(form, Product) and variable in (form.rate, form.factor) and not _projects(form, self.private):
                result, factor, rate = solved[form.result], solved[form.factor], solved[form.rate]
                multiplier = form.scale * rate + form.offset
                if variable == form.rate and factor:
                    yield (result / factor - form.offset) / form.scale
                elif variable == form.factor and multiplier:
                    yield result / multiplier

    def _settle(
        self, box: _Box, fixed: Mapping[int, Fraction], forms: Sequence[tuple[Mask, Form]], start: Mapping[int, Fraction]
    ) -> tuple[dict[int, Fraction], _Box] | None:
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

    def _inner(self, box: _Box, variable: int, value: Fraction) -> Fraction:
        """The value, or one not so near an end of its range: where one variable is at its end, the others seldom have room."""
        low, high = box.ranges.span(variable)
        inside = box.exact[variable].intersect(outward(low, high))
        if inside.low is not None and inside.high is not None and inside.high - inside.low > abs(value) * _SETTLED:
            margin = (inside.high - inside.low) / 4
            value = min(max(value, inside.low + margin), inside.high - margin)
            value = pick((Interval(value - margin / 2, value + margin / 2),), whole=False) or value
        return Fraction(math.floor(value + Fraction(1, 2))) if self.whole[variable] else value

    def _settled(self, solved: Mapping[int, Fraction], box: _Box) -> _Box | None:
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
        self, fixed: Mapping[int, Fraction], box: _Box, forms: Sequence[tuple[Mask, Form]], start: Mapping[int, Fraction]
    ) -> dict[int, Fraction] | None:
        exact = self._narrowed(box)
        for variable, value in fixed.items():
            if not exact[variable].contains(value):
                return None
            exact[variable] = point(value)
        linear: list[Row] = []
        for n, (_, form) in enumerate(forms):
            row = fixed_rows(form, fixed, n) if isinstance(form, (Product, Power)) and not _projects(form, self.private) else None
            linear += [row] if row is not None else rows(form, exact, self.private, n)
        program, known = self._program(exact, linear, box, start)
        return None if program.conflict() is not None else dict(zip(known, program.point(), strict=True))

    # Cases

    def _split(self, box: _Box, values: Values, broken: Form | int) -> list[_Box]:
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

    def _at_zero(self, box: _Box, form: Product[int]) -> tuple[int, Fraction] | None:
        """The factor of a product that may have both signs, and its zero: rows say little of it, so its signs are told apart first."""
        sides = ((form.factor, Fraction(0)), (form.rate, -form.offset / form.scale))
        private = [n for n, (variable, _) in enumerate(sides) if variable in self.private]
        for n, (variable, zero) in enumerate(sides):
            low, high = box.ranges.span(variable)
            exact = box.exact[variable]
            if n not in private and exact.contains(zero) and low <= above(zero) and high >= below(zero) and exact.low != exact.high:
                return variable, zero
        return None

    def _sides(self, box: _Box, form: Between[int]) -> list[_Box]:
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

    def _at_value(self, box: _Box, variable: int, value: Fraction, *, alone: bool = False) -> list[_Box]:
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

    def _cut(self, box: _Box, variable: int, exact: Interval) -> _Box:
        cut = replace(box, exact={**box.exact, variable: exact}, ranges=box.ranges.copy())
        cut.ranges.cut(variable, exact)
        return cut

    def _widest(self, box: _Box, form: Form) -> int:
        """The variable of a form to split: of the cover where there is one, and with the widest range for its size."""
        candidates = [variable for variable in form.variables if variable in self.cover]
        candidates = candidates or [variable for variable in form.variables if variable not in self.private] or list(form.variables)

        def width(variable: int) -> float:
            low, high = box.ranges.span(variable)
            return inf if high - low == inf else (high - low) / (abs(low) + abs(high) or 1.0)

        return max(candidates, key=lambda variable: (width(variable), -variable))

    def _where(self, box: _Box, variable: int, value: Fraction | None) -> Fraction:
        """Where to split a range: at the value if that is well inside, else in the middle."""
        low, high = box.ranges.span(variable)
        inside = box.exact[variable].intersect(outward(low, high))
        middle = pick((inside,), whole=False)
        if value is not None and inside.low is not None and inside.high is not None:
            margin = (inside.high - inside.low) * _MIDDLE
            if inside.low + margin <= value <= inside.high - margin:
                return pick((Interval(value - margin / 2, value + margin / 2),), whole=False) or value
        return middle if middle is not None else Fraction(0)


def _cover(forms: Sequence[Form], private: frozenset[int]) -> Iterator[int]:
    """Variables that make all products linear once they are known, few of them: the one in most products first."""
    left = [form for form in forms if isinstance(form, (Product, Power)) and not _projects(form, private)]
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


def _projects(form: Product[int] | Power[int], private: frozenset[int]) -> bool:
    """Whether a factor of a product was projected out, so that the rows say all there is."""
    return form.rate in private or (isinstance(form, Product) and form.factor in private)


def _around(pieces: Pieces) -> Interval:
    """One interval around a set that is not empty."""
    found = hull(pieces)
    assert found is not None  # noqa: S101 - an empty set was a clash before
    return found


def _middle(low: float, high: float) -> float:
    """A number of a range, from its middle where it has one."""
    if -inf < low and high < inf:
        return low / 2 + high / 2
    # Zero seldom serves: nothing can be divided by it.
    if low > -inf:
        return low + abs(low) / 2 + 1
    return high - abs(high) / 2 - 1 if high < inf else 1.0


def _distance(piece: Interval, value: Fraction) -> Fraction:
    if piece.low is not None and value < piece.low:
        return piece.low - value
    return value - piece.high if piece.high is not None and value > piece.high else Fraction(0)


def _tighter(exact: Interval, low: float, high: float) -> bool:
    """Whether the narrowed range is worth its digits."""
    if exact.low is None or exact.high is None:
        return low > -inf or high < inf
    return high - low < _WORTH_ITS_DIGITS * above(exact.high - exact.low)
