"""Linear rows that hold wherever a relation holds, within given ranges.

A rate that occurs in one relation only is projected out: `z = x * (1 + y)` with y between l and u is the same as
`(1 + l) x <= z <= (1 + u) x` for a positive x, so the relation is linear after all. Where both factors are shared, the product lies
within the hull of McCormick ("Computability of global solutions to factorable nonconvex programs", 1976), which is linear too and the
tighter the narrower the ranges are. Where one factor is known, a product is a row.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from fractions import Fraction

from crossfoot.constraint import Comparison, Linear, Power, Product
from crossfoot.interval import Interval, point
from crossfoot.powers import power
from crossfoot.solver.problem import Form
from crossfoot.solver.simplex import Row

_ZERO = point(Fraction(0))
_ONE = Fraction(1)


def rows(form: Form, ranges: Sequence[Interval], private: Container[int], source: int) -> Iterator[Row]:
    """The rows of one form; `private` variables (in no other form) are projected out of products."""
    match form:
        case Linear():
            yield _sum_row({key: factor for factor, key in form.terms}, form.constant, form.comparison, source)
        case Product():
            yield from _product(form, ranges, private, source)
        case Power():
            growth = yearly(ranges[form.rate], form.years)
            yield from _ratio({form.result: _ONE}, form.base, ranges[form.base], growth, source)
        case _:
            return


def fixed_rows(form: Product[int] | Power[int], known: Mapping[int, Fraction], source: int) -> Row | None:
    """The row of a product of which a factor is known, of a power of which the rate is; None where that is not so."""
    if isinstance(form, Power):
        if form.rate not in known:
            return None
        return Row({form.result: _ONE, form.base: -((1 + known[form.rate] / 100) ** form.years)}, _ZERO, source)
    scale, offset = form.scale, form.offset
    if form.rate in known:
        return Row({form.result: _ONE, form.factor: -(scale * known[form.rate] + offset)}, _ZERO, source)
    if form.factor in known:
        factor = known[form.factor]
        return Row({form.result: _ONE, form.rate: -factor * scale}, point(factor * offset), source)
    return None


def yearly(rates: Interval, years: int) -> Interval:
    """The growth factor over some years of a yearly rate in percent; a fall by more than everything is none."""
    return power(rates.scale(Fraction(1, 100)).shift(_ONE).intersect(Interval(Fraction(0), None)), years)


def _sum_row(coefficients: dict[int, Fraction], constant: Fraction, comparison: Comparison, source: int) -> Row:
    reached = comparison is not Comparison.LESS
    wanted = point(-constant) if comparison is Comparison.EQUAL else Interval(None, -constant, high_closed=reached)
    return Row(coefficients, wanted, source)


def _product(form: Product[int], ranges: Sequence[Interval], private: Container[int], source: int) -> Iterator[Row]:
    rate = ranges[form.rate].scale(form.scale).shift(form.offset)
    if form.rate in private:
        yield from _ratio({form.result: _ONE}, form.factor, ranges[form.factor], rate, source)
    elif form.factor in private:
        # Then the multiplier, scale * rate + offset, is the one that is shared.
        yield from _shifted_ratio(form, rate, ranges[form.factor], source)
    else:
        yield from _hull(form, ranges[form.factor], rate, source)


def _ratio(left: dict[int, Fraction], factor: int, factors: Interval, rates: Interval, source: int) -> Iterator[Row]:
    """`left = factor * rate` for some rate of an interval, where the factor has a sign; else the hull of both signs."""
    for slope, closed, above in _edges(factors, rates):
        wanted = Interval(Fraction(0), None, closed) if above else Interval(None, Fraction(0), high_closed=closed)
        yield Row({**left, factor: -slope}, wanted, source)
    if not _signed(factors):
        yield from _bow_tie(left, factor, factors, rates, source)


def _shifted_ratio(form: Product[int], rates: Interval, factors: Interval, source: int) -> Iterator[Row]:
    """The same for `result = (scale * rate + offset) * factor`, with the factor projected out."""
    for slope, closed, above in _edges(rates, factors):
        wanted = point(slope * form.offset)
        wanted = Interval(wanted.low, None, closed) if above else Interval(None, wanted.high, high_closed=closed)
        yield Row({form.result: _ONE, form.rate: -slope * form.scale}, wanted, source)


def _edges(known_sign: Interval, rates: Interval) -> Iterator[tuple[Fraction, bool, bool]]:
    """The slopes that bound `x * rate` for x of one sign, whether the edge itself belongs to it, and whether it is the lower one."""
    if not _signed(known_sign):
        return
    positive = known_sign.low is not None and known_sign.low >= 0
    # At zero the product is zero whatever the rate: an open end of the rate says something only away from it.
    away = not known_sign.contains(Fraction(0))
    if rates.low is not None:
        yield rates.low, rates.low_closed or not away, positive
    if rates.high is not None:
        yield rates.high, rates.high_closed or not away, not positive


def _signed(factors: Interval) -> bool:
    return (factors.low is not None and factors.low >= 0) or (factors.high is not None and factors.high <= 0)


def _bow_tie(left: dict[int, Fraction], factor: int, factors: Interval, rates: Interval, source: int) -> Iterator[Row]:
    """Of a factor that may have both signs: the two lines around the products, from end to end."""
    low, high = factors.low, factors.high
    if low is None or high is None or rates.low is None or rates.high is None or low == high:
        return
    for at_low, at_high, above in ((rates.low, rates.high, False), (rates.high, rates.low, True)):
        slope = (high * at_high - low * at_low) / (high - low)
        start = low * at_low - slope * low
        yield Row({**left, factor: -slope}, Interval(start, None) if above else Interval(None, start), source)


def _hull(form: Product[int], factors: Interval, rates: Interval, source: int) -> Iterator[Row]:
    """McCormick's rows for `result = factor * m`, `m = scale * rate + offset`."""
    for x, m, above in (
        (factors.low, rates.low, True),
        (factors.high, rates.high, True),
        (factors.high, rates.low, False),
        (factors.low, rates.high, False),
    ):
        if x is not None and m is not None:
            # (factor - x)(m' - m) has a known sign: result - x m' - m factor + x m
            coefficients = {form.result: _ONE, form.rate: -x * form.scale, form.factor: -m}
            end = x * form.offset - x * m
            yield Row(coefficients, Interval(end, None) if above else Interval(None, end), source)
