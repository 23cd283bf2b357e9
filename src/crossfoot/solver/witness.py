"""Check that numbers fit: the only thing that a "holds" has to be trusted for, so it knows nothing of how they were found."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from crossfoot.constraint import Between, Linear, Power, Product
from crossfoot.interval import Interval, Pieces
from crossfoot.solver.problem import Form, Mask, Problem

# A value for each variable. None stands for a yearly rate whose exact value is a root and no fraction: it is known by its power.
Witness: TypeAlias = Sequence[Fraction | None]
_POSSIBLE = Interval(Fraction(-100), None)


def fits(problem: Problem, active: Mask, values: Witness) -> bool:
    """Whether the values obey every active print and relation, the limits of the variables, and whole numbers."""
    domains = [problem.domain(variable, active)[0] for variable in range(len(problem.variables))]
    forms = [form for _, bond in problem.active_bonds(active) for form in bond.forms]
    unknown = {form.rate for form in forms if isinstance(form, Power)}
    return (
        all(
            variable in unknown if value is None else _within(value, domain) and (not whole.whole or value.denominator == 1)
            for variable, (value, domain, whole) in enumerate(zip(values, domains, problem.variables, strict=True))
        )
        and all(obeyed(form, values, domains) for form in forms)
        and _one_rate_each(forms, values)
    )


def obeyed(form: Form, values: Witness, domains: Sequence[Pieces]) -> bool:
    """Whether the values obey one form; the domains are asked only where a yearly rate is known by its power."""
    if isinstance(form, Power):
        return _compounded(form, values, domains[form.rate])
    found = [values[variable] for variable in form.variables]
    numbers = [number for number in found if number is not None]
    if len(numbers) < len(found):
        return False
    match form:
        case Linear():
            total = sum((factor * number for (factor, _), number in zip(form.terms, numbers, strict=True)), form.constant)
            return form.comparison.holds(total)
        case Product():
            result, factor, rate = numbers
            return result == factor * (form.scale * rate + form.offset)
        case Between():
            figure, *parts = numbers
            return min(parts) <= figure <= max(parts)
        case _:
            return form.range.contains(numbers[0])


def _compounded(form: Power[int], values: Witness, rates: Pieces) -> bool:
    result, base, rate = values[form.result], values[form.base], values[form.rate]
    if result is None or base is None:
        return False
    if rate is not None:
        return rate >= -100 and result == base * (1 + rate / 100) ** form.years  # noqa: PLR2004 - a fall of everything, in percent
    possible = [piece for piece in (piece.intersect(_POSSIBLE) for piece in rates) if not piece.empty]
    if base == 0:
        return result == 0 and bool(possible)
    return any(_reaches(result / base, piece, form.years) for piece in possible)


def _reaches(growth: Fraction, rates: Interval, years: int) -> bool:
    """Whether a yearly rate of the interval gives this growth: between the powers of two rates lies that of one between them."""
    low, high = (None if end is None else (1 + end / 100) ** years for end in (rates.low, rates.high))
    return Interval(low, high, rates.low_closed, rates.high_closed).contains(growth)


def _one_rate_each(forms: Sequence[Form], values: Witness) -> bool:
    """Whether a rate that is known by its power is the same one wherever it is used."""
    first: dict[int, tuple[Fraction, int]] = {}
    for form in forms:
        if isinstance(form, Power) and values[form.rate] is None:
            result, base = values[form.result], values[form.base]
            if result is None or not base:
                continue
            growth, years = first.setdefault(form.rate, (result / base, form.years))
            if growth**form.years != (result / base) ** years:
                return False
    return True


def _within(value: Fraction, pieces: Pieces) -> bool:
    return any(piece.contains(value) for piece in pieces)
