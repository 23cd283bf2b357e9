"""What is to be decided jointly: variables, what was printed of them, and the relations between them.

A problem knows nothing of documents. Its *items* are the things that can be doubted: first the prints, then the relations, numbered
through. A set of items is a whole number, one bit an item (a mask), so that sets are compared and joined at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias, TypeVar

from crossfoot.constraint import Agreement, Between, Comparison, Constraint, Linear, OfWhole, Power, Product, Within
from crossfoot.interval import ANYTHING, EVERYTHING, Interval, Pieces, meet

Form: TypeAlias = Linear[int] | Product[int] | Power[int] | Between[int] | Within[int]
Mask: TypeAlias = int
K = TypeVar("K")
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Variable:
    """A number that nobody knows exactly: what it may be before anything was printed, and whether it is a whole number."""

    possible: Pieces = ANYTHING
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """What one print allows its variable; `name` says whose it is, `weight` how little one would blame it (None: never)."""

    variable: int
    allowed: Pieces
    name: str = ""
    weight: Fraction | None = Fraction(1)


@dataclass(frozen=True, slots=True)
class Bond:
    """A relation of the problem: its name and the forms that must all hold."""

    name: str
    forms: tuple[Form, ...]

    @property
    def variables(self) -> tuple[int, ...]:
        """The variables of all forms, each once."""
        return tuple(dict.fromkeys(variable for form in self.forms for variable in form.variables))


@dataclass(frozen=True)
class Problem:
    """Variables, prints and bonds."""

    variables: tuple[Variable, ...]
    prints: tuple[Print, ...]
    bonds: tuple[Bond, ...]

    @property
    def everything(self) -> Mask:
        """The mask of all items."""
        return (1 << (len(self.prints) + len(self.bonds))) - 1

    @cached_property
    def all_bonds(self) -> Mask:
        """The mask of all bonds."""
        return self.everything ^ self.all_prints

    @cached_property
    def all_prints(self) -> Mask:
        """The mask of all prints."""
        return (1 << len(self.prints)) - 1

    @cached_property
    def prints_of(self) -> tuple[tuple[int, ...], ...]:
        """For each variable, the items that are prints of it."""
        found: list[list[int]] = [[] for _ in self.variables]
        for item, printed in enumerate(self.prints):
            found[printed.variable].append(item)
        return tuple(tuple(items) for items in found)

    def bond(self, item: int) -> Bond:
        """The bond that is this item."""
        return self.bonds[item - len(self.prints)]

    def is_print(self, item: int) -> bool:
        """Whether an item is a print."""
        return item < len(self.prints)

    def domain(self, variable: int, active: Mask) -> tuple[Pieces, Mask]:
        """What the active prints leave open for a variable, and the mask of these prints."""
        pieces, used = self.variables[variable].possible, 0
        for item in self.prints_of[variable]:
            if active >> item & 1:
                pieces = meet(pieces, self.prints[item].allowed)
                used |= 1 << item
        return pieces, used

    def active_bonds(self, active: Mask) -> list[tuple[Mask, Bond]]:
        """The active bonds, each with its own mask."""
        first = len(self.prints)
        return [(1 << item, bond) for item, bond in enumerate(self.bonds, start=first) if active >> item & 1]

    def part(self, active: Mask) -> tuple[Problem, tuple[int, ...]]:
        """The problem of the active items alone, with the variables that they are about, and which item each of its own is."""
        items = tuple(items_of(active))
        bonds = [self.bond(item) for item in items if not self.is_print(item)]
        prints = [self.prints[item] for item in items if self.is_print(item)]
        used = dict.fromkeys(variable for bond in bonds for variable in bond.variables)
        used |= dict.fromkeys(own.variable for own in prints)
        place = {variable: n for n, variable in enumerate(used)}
        part = Problem(
            tuple(self.variables[variable] for variable in used),
            tuple(replace(own, variable=place[own.variable]) for own in prints),
            tuple(Bond(bond.name, tuple(renumbered(form, place) for form in bond.forms)) for bond in bonds),
        )
        return part, items


def renumbered(form: Form, place: Mapping[int, int]) -> Form:
    """The same form about variables with other numbers."""
    match form:
        case Linear():
            return replace(form, terms=tuple((factor, place[key]) for factor, key in form.terms))
        case Product():
            return replace(form, result=place[form.result], factor=place[form.factor], rate=place[form.rate])
        case Power():
            return replace(form, result=place[form.result], base=place[form.base], rate=place[form.rate])
        case Between():
            return replace(form, figure=place[form.figure], parts=tuple(place[part] for part in form.parts))
        case _:
            return replace(form, figure=place[form.figure])


def items_of(mask: Mask) -> Iterator[int]:
    """The items of a mask, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(items: Iterable[int]) -> Mask:
    """The mask of some items."""
    mask = 0
    for item in items:
        mask |= 1 << item
    return mask


@dataclass
class Builder:
    """Collects a problem out of constraints over names of any kind."""

    variables: list[Variable] = field(default_factory=list)
    prints: list[Print] = field(default_factory=list)
    bonds: list[Bond] = field(default_factory=list)
    numbers: dict[object, int] = field(default_factory=dict)

    def variable(self, name: object, possible: Pieces = ANYTHING, *, whole: bool = False) -> int:
        """The number of a variable; it is made when it is first named."""
        if name not in self.numbers:
            self.numbers[name] = len(self.variables)
            self.variables.append(Variable(tuple(piece.whole() for piece in possible) if whole else possible, whole))
        return self.numbers[name]

    def printed(self, name: object, allowed: Pieces, label: str = "", weight: Fraction | None = Fraction(1)) -> None:
        """Add a print of a variable."""
        self.prints.append(Print(self.variable(name), allowed, label, weight))

    def bond(self, name: str, constraints: Sequence[Constraint]) -> None:
        """Add a relation that consists of these constraints."""
        self.bonds.append(Bond(name, tuple(form for constraint in constraints for form in self._forms(constraint, name))))

    def build(self) -> Problem:
        """The problem."""
        return Problem(tuple(self.variables), tuple(self.prints), tuple(self.bonds))

    def _forms(self, constraint: Constraint, name: str) -> Iterator[Form]:
        number = self.variable
        match constraint:
            case Linear():
                yield self._sum(constraint)
            case Product():
                yield from self._apart(number(constraint.result), number(constraint.factor), number(constraint.rate), constraint, name)
            case Power():
                yield from self._apart(number(constraint.result), number(constraint.base), number(constraint.rate), constraint, name)
            case Between():
                figure, parts = number(constraint.figure), tuple(dict.fromkeys(map(number, constraint.parts)))
                if len(parts) == 1:
                    yield from () if figure in parts else (Linear(((_ONE, figure), (-_ONE, parts[0]))),)
                elif figure not in parts:
                    yield Between(figure, parts)
            case OfWhole():
                # rate = factor * items / whole, with a number of items that nobody printed.
                items = self.variable((name, "items"), whole=True)
                yield Product(items, number(constraint.whole), number(constraint.rate), 1 / constraint.factor, Fraction(0))
            case Within():
                yield Within(number(constraint.figure), constraint.range)
            case Agreement():
                return

    def _sum(self, constraint: Linear) -> Form:
        """The sum with each variable once; without any variable left it is a limit that anything or nothing keeps."""
        factors: dict[int, Fraction] = {}
        for factor, key in constraint.terms:
            factors[self.variable(key)] = factors.get(self.variable(key), Fraction(0)) + factor
        terms = tuple((factor, variable) for variable, factor in factors.items() if factor)
        if terms:
            return Linear(terms, constraint.constant, constraint.comparison)
        holds = constraint.constant == 0 or (constraint.comparison is Comparison.AT_MOST and constraint.constant < 0)
        return Within(next(iter(factors)), EVERYTHING if holds else Interval(_ONE, -_ONE))

    def _apart(self, result: int, factor: int, rate: int, constraint: Product | Power, name: str) -> Iterator[Form]:
        """The product with three different variables: a second occurrence becomes a variable of its own that is equal to the first."""
        if factor == result:
            factor = self._twin(factor, name)
            yield Linear(((_ONE, factor), (-_ONE, result)))
        if rate in (result, factor):
            first, rate = rate, self._twin(rate, name)
            yield Linear(((_ONE, rate), (-_ONE, first)))
        if isinstance(constraint, Power):
            yield Power(result, factor, rate, constraint.years)
        else:
            yield Product(result, factor, rate, constraint.scale, constraint.offset)

    def _twin(self, variable: int, name: str) -> int:
        return self.variable((name, "again", len(self.variables)), whole=self.variables[variable].whole)
