"""Narrow the ranges of variables by each relation in turn, in floating point, with every end rounded outwards.

This is only a filter. A range that comes out empty is empty (the method is HC4 of Benhamou et al. 1999: each relation is projected on
each of its variables; here all ends count as closed and are moved outwards after each operation, so nothing is ever lost). What is
not empty proves nothing, and is decided exactly elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor, frexp, inf, ldexp, nextafter

from crossfoot.constraint import Between, Comparison, Linear, Power, Product
from crossfoot.interval import Interval
from crossfoot.solver.budget import Meter
from crossfoot.solver.problem import Form, Mask

Span = tuple[float, float]
_WORTH_TELLING = 1e-3
_ROUNDS = 12
_EXACT_FLOAT = 2.0**52
_SMALLEST = 2.0**-900
_ANY: Span = (-inf, inf)
_NOTHING: Span = (inf, -inf)


class Ranges:
    """The range of each variable, and the mask of the items that it comes from."""

    __slots__ = ("high", "low", "whole", "why")

    def __init__(self, exact: Sequence[Interval], whole: Sequence[bool], why: Sequence[Mask]) -> None:
        self.low = [-inf if piece.low is None else below(piece.low) for piece in exact]
        self.high = [inf if piece.high is None else above(piece.high) for piece in exact]
        self.whole = whole
        self.why = list(why)

    def copy(self) -> Ranges:
        """The same ranges, to be narrowed on their own."""
        other = Ranges.__new__(Ranges)
        other.low, other.high, other.whole, other.why = self.low[:], self.high[:], self.whole, self.why[:]
        return other

    def cut(self, variable: int, exact: Interval) -> bool:
        """Narrow one range to an interval, as when cases are told apart; whether that changes it."""
        before = self.span(variable)
        if exact.low is not None:
            self.low[variable] = max(self.low[variable], below(exact.low))
        if exact.high is not None:
            self.high[variable] = min(self.high[variable], above(exact.high))
        return self.span(variable) != before

    def span(self, variable: int) -> Span:
        """The range of a variable."""
        return self.low[variable], self.high[variable]


class Narrower:
    """The relations of a problem, made ready for narrowing."""

    def __init__(self, forms: Sequence[tuple[Mask, Form]], count: int) -> None:
        self._steps = [(mask, form.variables, _projector(form)) for mask, form in forms]
        self._users: list[list[int]] = [[] for _ in range(count)]
        for n, (_, variables, _) in enumerate(self._steps):
            for variable in variables:
                self._users[variable].append(n)

    def narrow(self, ranges: Ranges, meter: Meter) -> Mask | None:
        """Narrow until little changes. None, or the mask of items that leave nothing for a variable.

        Raises:
            OutOfSteps: the budget is spent.
        """
        waiting = list(range(len(self._steps)))
        for _ in range(_ROUNDS):
            told: set[int] = set()
            for n in waiting:
                mask, variables, project = self._steps[n]
                meter.spend()
                spans = project(ranges)
                for variable, (low, high) in zip(variables, spans, strict=True):
                    change = _tighten(ranges, variable, low, high)
                    if change:
                        for other in variables:
                            mask |= ranges.why[other]
                        ranges.why[variable] = mask
                        if ranges.low[variable] > ranges.high[variable]:
                            return mask
                        if change > _WORTH_TELLING:
                            told.update(self._users[variable])
            if not told:
                break
            waiting = sorted(told)
        return None


def below(number: Fraction) -> float:
    """A float that is not above the number."""
    try:
        found = number.numerator / number.denominator
    except OverflowError:
        return -inf if number < 0 else nextafter(inf, 0.0)
    return found if abs(found) < _EXACT_FLOAT and found.is_integer() and number.denominator == 1 else nextafter(found, -inf)


def above(number: Fraction) -> float:
    """A float that is not below the number."""
    return -below(-number)


def outward(low: float, high: float) -> Interval:
    """The exact interval around a range, with ends of few digits (and so a little wider)."""
    width = high - low
    if not 0 < width < inf:
        return Interval(None if low == -inf else Fraction(low), None if high == inf else Fraction(high))
    # A power of two, so that dividing by it and multiplying with it are exact.
    step = ldexp(1.0, frexp(width)[1] - 12)
    if step < _SMALLEST or max(-low, high) / step > _EXACT_FLOAT:
        return Interval(Fraction(low), Fraction(high))
    return Interval(Fraction(floor(low / step) * step), Fraction(ceil(high / step) * step))


def _tighten(ranges: Ranges, variable: int, low: float, high: float) -> float:
    """Cut a range to another one; how much of it went, as a share of what it was (1 where an end was infinite)."""
    old_low, old_high = ranges.low[variable], ranges.high[variable]
    if ranges.whole[variable]:
        low, high = _up_to_whole(low), -_up_to_whole(-high)
    if not (low > old_low or high < old_high):
        return 0.0
    ranges.low[variable] = low = max(low, old_low)
    ranges.high[variable] = high = min(high, old_high)
    width = old_high - old_low
    if not width < inf:
        return 1.0
    return 1.0 if width <= 0 or low > high else 1.0 - (high - low) / width


def _up_to_whole(low: float) -> float:
    return float(ceil(low)) if -_EXACT_FLOAT < low < _EXACT_FLOAT else low


# One relation at a time. Each projector returns what the relation leaves open for each of its variables, in their order.


def _projector(form: Form) -> Callable[[Ranges], list[Span]]:
    match form:
        case Linear():
            return _Sum(form)
        case Product():
            return _Times(form)
        case Power():
            return _Compound(form)
        case Between():
            return _Middle(form)
        case _:
            span = (-inf if form.range.low is None else below(form.range.low), inf if form.range.high is None else above(form.range.high))
            return lambda _: [span]


class _Sum:
    """`sum(coefficient * variable) + constant` is zero, or at most zero (less than zero is taken for that)."""

    __slots__ = ("_constant", "_equal", "_factors", "_variables")

    def __init__(self, form: Linear[int]) -> None:
        self._variables = form.variables
        self._factors = [(below(factor), above(factor)) for factor, _ in form.terms]
        self._constant = (below(form.constant), above(form.constant))
        self._equal = form.comparison is Comparison.EQUAL

    def __call__(self, ranges: Ranges) -> list[Span]:
        low, high = ranges.low, ranges.high
        terms = [_times((low[v], high[v]), f) for v, f in zip(self._variables, self._factors, strict=True)]
        count = len(terms)
        before = [self._constant] * count
        for n in range(1, count):
            before[n] = _plus(before[n - 1], terms[n - 1])
        after = _ZERO
        found = [_ANY] * count
        for n in range(count - 1, -1, -1):
            rest = _plus(before[n], after)
            after = _plus(after, terms[n])
            # factor * variable = -rest, or at most that
            wanted = (-rest[1] if self._equal else -inf, -rest[0])
            found[n] = _over(wanted, self._factors[n])
        return found


class _Times:
    """`result = factor * (scale * rate + offset)`, as `result / scale = factor * (rate + offset / scale)`."""

    __slots__ = ("_factor", "_inverse", "_offset", "_rate", "_result", "_scale")

    def __init__(self, form: Product[int]) -> None:
        self._result, self._factor, self._rate = form.variables
        inverse, offset = 1 / form.scale, form.offset / form.scale
        self._inverse = (below(inverse), above(inverse))
        self._scale = (below(form.scale), above(form.scale))
        self._offset = (below(offset), above(offset))

    def __call__(self, ranges: Ranges) -> list[Span]:
        factor, rate = ranges.span(self._factor), _plus(ranges.span(self._rate), self._offset)
        grown = _times(ranges.span(self._result), self._inverse)
        product = _times(factor, rate)
        grown = (max(grown[0], product[0]), min(grown[1], product[1]))
        if grown[0] > grown[1]:
            return [_NOTHING] * 3
        factor = _cut(factor, _over(grown, rate))
        rate = _cut(rate, _over(grown, factor))
        return [_times(grown, self._scale), factor, _plus(rate, (-self._offset[1], -self._offset[0]))]


class _Compound:
    """`result = base * (1 + rate / 100) ** years`."""

    __slots__ = ("_base", "_rate", "_result", "_years")

    def __init__(self, form: Power[int]) -> None:
        self._result, self._base, self._rate = form.variables
        self._years = form.years

    def __call__(self, ranges: Ranges) -> list[Span]:
        low, high = _over(_plus(ranges.span(self._rate), (100.0, 100.0)), (100.0, 100.0))
        yearly = growth = (max(low, 0.0), high)
        if high < 0:
            return [_NOTHING] * 3
        for _ in range(self._years - 1):
            growth = _times(growth, yearly)
        result = _cut(ranges.span(self._result), _times(ranges.span(self._base), growth))
        base = _cut(ranges.span(self._base), _over(result, growth))
        grown = _over(result, base)
        yearly = (_root_below(grown[0], self._years), _root_above(grown[1], self._years))
        return [result, base, _plus(_times(yearly, (100.0, 100.0)), (-100.0, -100.0))]


class _Middle:
    """A figure between the least and the greatest of its parts."""

    __slots__ = ("_parts",)

    def __init__(self, form: Between[int]) -> None:
        self._parts = form.parts

    def __call__(self, ranges: Ranges) -> list[Span]:
        hull = (min(ranges.low[part] for part in self._parts), max(ranges.high[part] for part in self._parts))
        return [hull, *([_ANY] * len(self._parts))]


_ZERO: Span = (0.0, 0.0)
_SAFE = 1e-12


def _root_below(number: float, degree: int) -> float:
    """A float that is not above the root; checked by its power, since no library promises the last digit of a root."""
    if not 0 < number < inf:
        return 0.0 if number <= 0 else nextafter(inf, 0.0) ** (1 / degree) * (1 - _SAFE)
    found = number ** (1 / degree) * (1 - _SAFE)
    return found if Fraction(found) ** degree <= Fraction(number) else 0.0


def _root_above(number: float, degree: int) -> float:
    """A float that is not below the root of a number; 0 for a negative one, which has none."""
    if not 0 < number < inf:
        return 0.0 if number <= 0 else inf
    found = number ** (1 / degree) * (1 + _SAFE)
    return found if Fraction(found) ** degree >= Fraction(number) else inf


def _plus(a: Span, b: Span) -> Span:
    low, high = a[0] + b[0], a[1] + b[1]
    # Infinity less infinity is no number: then nothing is known.
    return (nextafter(low, -inf) if low == low else -inf, nextafter(high, inf) if high == high else inf)  # noqa: PLR0124


def _times(a: Span, b: Span) -> Span:
    if a[0] >= 0 and b[0] >= 0:
        low, high = a[0] * b[0], a[1] * b[1]
        # Zero times infinity is zero here: the one is a bound that is reached, the other never is.
        return (max(nextafter(low, -inf), 0.0) if low == low else 0.0, nextafter(high, inf) if high == high else 0.0)  # noqa: PLR0124
    corners = [x * y for x in a for y in b]
    corners = [0.0 if corner != corner else corner for corner in corners]  # noqa: PLR0124
    return nextafter(min(corners), -inf), nextafter(max(corners), inf)


def _over(a: Span, b: Span) -> Span:
    """Every quotient of a number of the one by a number other than zero of the other; anything, if zero is in both."""
    if b[0] > b[1]:
        return _ANY
    if b[0] <= 0 <= b[1]:
        if a[0] <= 0 <= a[1] or b[0] < 0 < b[1]:
            return _ANY
        # The divisor has one sign, and the dividend another number than zero: the quotient is far from zero on one side.
        if b == _ZERO:
            return _NOTHING
        far = b[1] if b[0] == 0 else b[0]
        near = a[0] if a[0] > 0 else a[1]
        limit = near / far
        if limit != limit:  # noqa: PLR0124 - infinity by infinity
            limit = 0.0
        return (nextafter(limit, -inf), inf) if limit > 0 or (limit == 0 and (near > 0) == (far > 0)) else (-inf, nextafter(limit, inf))
    corners = [0.0 if q != q else q for x in a for y in b for q in (x / y,)]  # noqa: PLR0124
    return nextafter(min(corners), -inf), nextafter(max(corners), inf)


def _cut(a: Span, b: Span) -> Span:
    return max(a[0], b[0]), min(a[1], b[1])
