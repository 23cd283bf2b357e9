"""Ask of the surroundings of a clash what would be long to ask of everything.

Once numbers are known that fit all but one figure, another question about the same clash mostly has an answer that leaves all far
figures as they are: only the variables of the clash and of the relations that touch them are looked for again, and every other one
keeps its number. What is found so is checked like any other witness. What is not found so says nothing, and everything is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from crossfoot.constraint import Linear, Product
from crossfoot.interval import point
from crossfoot.solver.budget import Meter
from crossfoot.solver.problem import Bond, Form, Mask, Print, Problem, Variable, items_of, renumbered
from crossfoot.solver.search import Answer, Fits, decide
from crossfoot.solver.witness import Witness, fits

# Where this part of all variables would be looked for again, one may as well look for all.
_MOST = 2
# What is not found near within so many steps is asked of everything.
_STEPS = 2_000
# What one question may cost of all: there are many, and most are easy.
_STEPS_ASKED, _STEPS_A_VARIABLE = 20_000, 100
_ONE = Fraction(1)


@dataclass
class Asker:
    """Decides, and remembers the first numbers that fitted, to look near them for an answer to the next question.

    `near` are items around which the questions differ.
    """

    meter: Meter
    near: Mask = 0
    known: Witness | None = None
    _free: dict[Mask, frozenset[int]] = field(default_factory=dict, repr=False)

    def ask(self, problem: Problem, active: Mask) -> Answer:
        """Whether numbers exist that obey the active items: the answer is that of `decide`, but for the numbers."""
        if self.known is not None:
            found = fitting_near(problem, active, self.known, self._around(problem), self.meter)
            if found is not None:
                return Fits(found)
        own = self.meter.part(max(_STEPS_ASKED, _STEPS_A_VARIABLE * len(problem.variables)))
        answer = decide(problem, active, own)
        self.meter.spent += own.spent
        if isinstance(answer, Fits) and self.known is None:
            self.known = answer.values
        return answer

    def fits(self, problem: Problem, active: Mask) -> bool:
        """Whether it is known that numbers exist that obey the active items."""
        return isinstance(self.ask(problem, active), Fits)

    def _around(self, problem: Problem) -> frozenset[int]:
        if self.near not in self._free:
            self._free[self.near] = around(problem, self.near)
        return self._free[self.near]


def around(problem: Problem, near: Mask) -> frozenset[int]:
    """The variables of some items, those of the relations that touch them, and of the relations next to these what no other one uses.

    The last ones give way where the relations at the edge must still add up.
    """
    inner: set[int] = set()
    for item in items_of(near):
        inner.update((problem.prints[item].variable,) if problem.is_print(item) else problem.bond(item).variables)
    bonds = [bond.variables for bond in problem.bonds]
    uses = Counter(variable for variables in bonds for variable in variables)
    free = inner.union(*(variables for variables in bonds if not inner.isdisjoint(variables)))
    edge = [variable for variables in bonds if not free.isdisjoint(variables) for variable in variables]
    return frozenset(free.union(variable for variable in edge if uses[variable] == 1))


def fitting_near(problem: Problem, active: Mask, known: Witness, free: Collection[int], meter: Meter) -> Witness | None:
    """Numbers that obey the active items, of which all but the free ones are as they are known; None where none are found so."""
    if len(free) * _MOST > len(problem.variables):
        return None
    asked = _Part(problem, known)
    if not asked.collect(active, sorted(free)):
        return None
    part = Problem(tuple(asked.variables), tuple(asked.prints), tuple(asked.bonds))
    answer = decide(part, part.everything, own := meter.part(_STEPS))
    meter.spent += own.spent
    if not isinstance(answer, Fits):
        return None
    values = list(known)
    for variable, place in asked.places.items():
        values[variable] = answer.values[place]
    return values if fits(problem, active, values) else None


@dataclass
class _Part:
    """The problem of the free variables alone."""

    problem: Problem
    known: Witness
    variables: list[Variable] = field(default_factory=list)
    prints: list[Print] = field(default_factory=list)
    bonds: list[Bond] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)

    def collect(self, active: Mask, free: Collection[int]) -> bool:
        """Take up the free variables, their prints and their relations; False where one of these has no number to hold on to."""
        problem = self.problem
        self.places = {variable: n for n, variable in enumerate(free)}
        self.variables = [problem.variables[variable] for variable in free]
        for variable, place in self.places.items():
            own = (problem.prints[item] for item in problem.prints_of[variable] if active >> item & 1)
            self.prints += [replace(one, variable=place) for one in own]
        for _, bond in problem.active_bonds(active):
            if any(variable in self.places for variable in bond.variables) and not self._add(bond):
                return False
        return True

    def _add(self, bond: Bond) -> bool:
        forms = []
        for form in bond.forms:
            values = {variable: self.known[variable] for variable in form.variables if variable not in self.places}
            if len(values) == len(form.variables):
                continue
            fixed = {variable: value for variable, value in values.items() if value is not None}
            if len(fixed) < len(values):
                return False
            linear = _with_numbers(form, fixed)
            place = {
                variable: self.places[variable] if variable in self.places else self._twin(variable, fixed) for variable in linear.variables
            }
            forms.append(renumbered(linear, place))
        self.bonds.append(Bond(bond.name, tuple(forms)))
        return True

    def _twin(self, variable: int, fixed: Mapping[int, Fraction]) -> int:
        """A variable of one number: one for each relation, so that what is fixed holds no two relations together."""
        self.variables.append(Variable((point(fixed[variable]),), self.problem.variables[variable].whole))
        return len(self.variables) - 1


def _with_numbers(form: Form, fixed: Mapping[int, Fraction]) -> Form:
    """The form with numbers in the place of some of its variables, where that makes a sum of it."""
    match form:
        case Linear():
            constant = sum((factor * fixed[key] for factor, key in form.terms if key in fixed), form.constant)
            return replace(form, terms=tuple(term for term in form.terms if term[1] not in fixed), constant=constant)
        case Product() if form.factor in fixed and form.result not in fixed:
            factor = fixed[form.factor]
            terms = ((_ONE, form.result), *(((-factor * form.scale, form.rate),) if form.rate not in fixed and factor else ()))
            rate = fixed.get(form.rate, Fraction(0)) * form.scale + form.offset
            return Linear(terms, -factor * rate)
        case Product() if form.rate in fixed:
            multiplier = form.scale * fixed[form.rate] + form.offset
            result = fixed.get(form.result)
            terms = (((_ONE, form.result),) if result is None else ()) + (((-multiplier, form.factor),) if multiplier else ())
            return Linear(terms, result or Fraction(0)) if terms else form
        case _:
            return form
