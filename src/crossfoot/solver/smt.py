"""The same question asked of z3, where the extra `crossfoot[z3]` is installed: for what our own search leaves undecided, and for tests.

z3 is loaded when it is first asked. It works under a limit of its own counted resource, never of time, so that its answers are the
same on every machine with the same release of it. What it finds is checked by `witness`, and a clash is reported with all items: it
changes how many questions stay undecided, and never a verdict.
"""

from __future__ import annotations

from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from crossfoot.constraint import Between, Comparison, Linear, Power, Product
from crossfoot.interval import Interval
from crossfoot.solver.answer import Answer, Clash, Fits, Undecided
from crossfoot.solver.problem import Form, Mask, Problem
from crossfoot.solver.witness import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RESOURCES = 2_000_000


def available() -> bool:
    """Whether z3 is installed."""
    return find_spec("z3") is not None


def may_be_asked(problem: Problem, active: Mask) -> bool:
    """Whether z3 is installed, and no yearly rate is in question: there it was seen to go on for ever in spite of its limit."""
    return available() and not any(isinstance(form, Power) for _, bond in problem.active_bonds(active) for form in bond.forms)


def decide(problem: Problem, active: Mask, resources: int = RESOURCES, way: str = "") -> Answer:
    """What z3 says of the active items, by one of its solvers or tactics; a whole clash, without saying which items it needed."""
    import z3  # noqa: PLC0415 - 90 MB, loaded only when somebody asks

    forms = [form for _, bond in problem.active_bonds(active) for form in bond.forms]
    # The quicker one on sparse documents; on powers it may never look at its limit, so that they are left to the other one.
    way = way or ("Solver" if any(isinstance(form, Power) for form in forms) else "SimpleSolver")
    solver = getattr(z3, way)() if way.endswith("Solver") else z3.Tactic(way).solver()
    solver.set("rlimit", resources)
    numbers = [(z3.Int if variable.whole else z3.Real)(f"x{n}") for n, variable in enumerate(problem.variables)]
    for n in range(len(problem.variables)):
        pieces, _ = problem.domain(n, active)
        solver.add(z3.Or([z3.And(list(_inside(numbers[n], piece))) for piece in pieces]))
    for form in forms:
        solver.add(_statement(form, numbers))
    answer = solver.check()
    if answer == z3.unsat:
        return Clash(active)
    if answer == z3.unknown:
        return Undecided()
    model = solver.model()
    values = [_fraction(model.eval(number, model_completion=True)) for number in numbers]
    return Fits(values) if None not in values and fits(problem, active, values) else Undecided()


def _statement(form: Form, numbers: Sequence[Any]) -> Any:  # noqa: ANN401 - z3 has no types
    import z3  # noqa: PLC0415

    match form:
        case Linear():
            total = sum((_exact(factor) * numbers[key] for factor, key in form.terms), _exact(form.constant))
            if form.comparison is Comparison.LESS:
                return total < 0
            return total == 0 if form.comparison is Comparison.EQUAL else total <= 0
        case Product():
            return numbers[form.result] == numbers[form.factor] * (_exact(form.scale) * numbers[form.rate] + _exact(form.offset))
        case Power():
            yearly = 1 + numbers[form.rate] / 100
            product = numbers[form.base]
            for _ in range(form.years):
                product = product * yearly
            return z3.And(yearly >= 0, numbers[form.result] == product)
        case Between():
            figure, parts = numbers[form.figure], [numbers[part] for part in form.parts]
            return z3.And(z3.Or([part <= figure for part in parts]), z3.Or([part >= figure for part in parts]))
        case _:
            return z3.And(list(_inside(numbers[form.figure], form.range)))


def _inside(number: Any, piece: Interval) -> Iterator[Any]:  # noqa: ANN401 - z3 has no types
    import z3  # noqa: PLC0415

    yield z3.BoolVal(not piece.empty)
    if piece.low is not None:
        yield number >= _exact(piece.low) if piece.low_closed else number > _exact(piece.low)
    if piece.high is not None:
        yield number <= _exact(piece.high) if piece.high_closed else number < _exact(piece.high)


def _exact(number: Fraction) -> Any:  # noqa: ANN401 - z3 has no types
    import z3  # noqa: PLC0415

    return z3.Q(number.numerator, number.denominator)


def _fraction(value: Any) -> Fraction | None:  # noqa: ANN401 - z3 has no types
    """A rational value of a model; None for an algebraic number."""
    try:
        return (
            Fraction(value.numerator_as_long(), value.denominator_as_long())
            if hasattr(value, "denominator_as_long")
            else Fraction(value.as_long())
        )
    except (AttributeError, ValueError):
        return None
