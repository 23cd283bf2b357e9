"""A contradiction as a few lines of arithmetic that anyone can follow with a calculator.

The clash is small by now. Its relations are applied one after the other to what is printed, exactly; each tells one figure what the
others leave it, until one of them leaves nothing. Only the steps that lead there are kept. Where a clash needs more than that (sums in a
circle may), there is no such proof, and it rests on the decision alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot.figures import Key
from crossfoot.interval import Pieces, few, join, meet
from crossfoot.solver.posing import Posed
from crossfoot.solver.problem import Form, Mask, items_of

_ROUNDS = 6
_FEW = 8


@dataclass(frozen=True, slots=True)
class Step:
    """By a relation, given the others, a figure lies in `allowed`; `left` is what of it agrees with all said before, nothing at last."""

    relation: str
    key: Key
    allowed: Pieces
    left: Pieces
    before: Pieces


@dataclass(frozen=True, slots=True)
class _Applied:
    step: Step
    target: int
    rests_on: tuple[int, ...]


def proof(posed: Posed, core: Mask) -> tuple[Step, ...]:
    """The steps from what is printed to a figure that has no value left; empty where there are none of this kind."""
    problem = posed.problem
    names = {number: key for key, number in posed.numbers.items()}
    domains = [problem.domain(variable, core)[0] for variable in range(len(problem.variables))]
    forms = [(item, form) for item in items_of(core) if not problem.is_print(item) for form in problem.bond(item).forms]
    # Nothing latent that has no name of its own can be told.
    if any(variable not in names for _, form in forms for variable in form.variables):
        return ()
    applied: list[_Applied] = []
    latest: dict[int, int] = {}
    for _ in range(_ROUNDS):
        before = len(applied)
        for item, form in forms:
            for target in form.variables:
                found = _apply(posed, item, form, target, domains, names)
                if found is None:
                    continue
                rests_on = tuple(latest[other] for other in form.variables if other in latest)
                applied.append(_Applied(found, target, rests_on))
                if not found.left:
                    return tuple(applied[n].step for n in _needed(applied))
                latest[target] = len(applied) - 1
                domains[target] = found.left
        if len(applied) == before:
            break
    return ()


def _apply(posed: Posed, item: int, form: Form, target: int, domains: Sequence[Pieces], names: dict[int, Key]) -> Step | None:
    """What a form says of one of its variables, where that is news."""
    view = {variable: domains[variable] for variable in form.variables}
    allowed = form.project(target, view)
    if posed.problem.variables[target].whole:
        allowed = join(piece.whole() for piece in allowed)
    allowed = few(allowed, _FEW)
    left = meet(domains[target], allowed)
    if left == domains[target]:
        return None
    return Step(posed.relation_of(item).id, names[target], allowed, left, domains[target])


def _needed(applied: Sequence[_Applied]) -> list[int]:
    """The steps that the last one rests on, and it, in order."""
    needed: set[int] = set()
    waiting = [len(applied) - 1]
    while waiting:
        n = waiting.pop()
        if n not in needed:
            needed.add(n)
            waiting += applied[n].rests_on
    return sorted(needed)
