"""Take relations away that hang on the others by one variable, exactly, and put values back in the end.

What such a relation says of the variable it shares is its projection, which `constraint.py` knows exactly. A document is mostly of
this kind: what is left is the cycles, if there are any.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from crossfoot.constraint import Linear, Power
from crossfoot.interval import MAX_PIECES, Interval, Pieces, few, meet, point
from crossfoot.solver.budget import Meter
from crossfoot.solver.problem import Form, Mask
from crossfoot.solver.witness import obeyed

Values = list[Fraction | None]
_FEW = 8
_QUESTION = -1


class Elimination:
    """The relations left, what each variable may be and why, and the relations taken away in order."""

    def __init__(
        self,
        forms: Sequence[tuple[Mask, Form]],
        domains: list[Pieces],
        whole: Sequence[bool],
        why: list[Mask],
        kept: int | None = None,
    ) -> None:
        self.left = dict(enumerate(forms))
        self.domains = domains
        self.why = why
        # Whether a set was of too many pieces, so that numbers between them were taken for possible.
        self.outer = False
        self._whole = whole
        self._taken: list[Form] = []
        self._users: dict[int, set[int]] = {}
        for n, (_, form) in self.left.items():
            for variable in form.variables:
                self._users.setdefault(variable, set()).add(n)
        if kept is not None:
            # A variable that is asked for is shared with the question.
            self._users.setdefault(kept, set()).add(_QUESTION)

    def run(self, meter: Meter) -> Mask | None:
        """Take away what can be; None, or the mask of items that leave nothing for a variable.

        Raises:
            OutOfSteps: the budget is spent.
        """
        waiting = sorted(self.left, reverse=True)
        while waiting:
            n = waiting.pop()
            if n not in self.left:
                continue
            mask, form = self.left[n]
            shared = [variable for variable in form.variables if len(self._users[variable]) > 1]
            if len(shared) > 1 or not self._exact(form, shared):
                continue
            meter.spend(math.prod(len(self.domains[variable]) for variable in form.variables) + len(form.variables))
            conflict = self._take(n, mask, form, shared)
            if conflict is not None:
                return conflict
            if shared:
                waiting.extend(sorted(self._users[shared[0]] - {_QUESTION}, reverse=True))
        return None

    def put_back(self, values: Values) -> bool:
        """Give the variables of the relations taken away values that fit; False where none were found (whole numbers only)."""
        return all(self._fill(form, values) for form in reversed(self._taken))

    def _take(self, n: int, mask: Mask, form: Form, shared: list[int]) -> Mask | None:
        del self.left[n]
        self._taken.append(form)
        unknown = [variable for variable in form.variables if self._whole[variable] and not _is_point(self.domains[variable])]
        target = [*shared, *unknown, *form.variables][0]
        for variable in form.variables:
            self._users[variable].discard(n)
            mask |= self.why[variable]
        allowed = form.project(target, self._view(form))
        if self._whole[target]:
            allowed = tuple(piece.whole() for piece in allowed)
        pieces = meet(self.domains[target], allowed)
        left = few(pieces, _FEW)
        self.outer = self.outer or len(allowed) >= MAX_PIECES or len(left) < len(pieces)
        if left != self.domains[target]:
            self.domains[target] = left
            self.why[target] = mask
        return None if left else mask

    def _view(self, form: Form) -> dict[int, Pieces]:
        return {variable: self.domains[variable] for variable in form.variables}

    def _exact(self, form: Form, shared: list[int]) -> bool:
        """Whether the projection says all: whole numbers that are not known need more than an interval can say."""
        free = [v for v in form.variables if v not in shared and self._whole[v] and not _is_point(self.domains[v])]
        if not free or (isinstance(form, Linear) and form.adds_wholes and all(self._whole[v] for v in form.variables)):
            return True
        return not shared and len(free) == 1

    def _fill(self, form: Form, values: Values) -> bool:
        """Values for the variables of one form that have none yet, one after the other."""
        free = [variable for variable in form.variables if values[variable] is None]
        if isinstance(form, Power) and form.rate in free and len(free) > 1:
            # A level can be worked out of a rate; a rate is a root.
            free = [form.rate, *(variable for variable in free if variable != form.rate)]
        domains = self._view(form)
        for variable in form.variables:
            value = values[variable]
            if value is not None:
                domains[variable] = (point(value),)
        for variable in free:
            allowed = meet(self.domains[variable], form.project(variable, domains))
            value = pick(allowed, whole=self._whole[variable])
            if value is None:
                return False
            if isinstance(form, Power) and free[-1] == form.rate and not obeyed(form, _with(values, variable, value), self.domains):
                # Its exact value is a root and no fraction.
                return True
            values[variable] = value
            domains[variable] = (point(value),)
        return True


def pick(pieces: Pieces, *, whole: bool) -> Fraction | None:
    """A number of a set, of few digits and from its middle where there is one; None where there is none."""
    for piece in pieces:
        found = _whole_of(piece) if whole else _middle(piece)
        if found is not None:
            return found
    return None


def _whole_of(piece: Interval) -> Fraction | None:
    cut = piece.whole()
    if cut.empty:
        return None
    if cut.low is None or cut.high is None:
        return cut.low if cut.low is not None else (cut.high if cut.high is not None else Fraction(0))
    return Fraction(math.floor((cut.low + cut.high) / 2))


def _middle(piece: Interval) -> Fraction | None:
    low, high = piece.low, piece.high
    if piece.empty:
        return None
    if low is None and high is None:
        return Fraction(0)
    if low is None or high is None:
        return Fraction(math.floor(low) + 1) if low is not None else Fraction(math.ceil(high or 0) - 1)
    if low == high:
        return low
    return _round((low + high) / 2, (high - low) / 4)


def _round(number: Fraction, by: Fraction) -> Fraction:
    """The number, moved by at most `by` to one of few decimal digits."""
    step = Fraction(1)
    while step > by:
        step /= 10
    while step * 10 <= by:
        step *= 10
    return math.floor(number / step) * step


def _is_point(pieces: Pieces) -> bool:
    return len(pieces) == 1 and pieces[0].low is not None and pieces[0].low == pieces[0].high


def _with(values: Values, variable: int, value: Fraction) -> Values:
    return [value if n == variable else other for n, other in enumerate(values)]
