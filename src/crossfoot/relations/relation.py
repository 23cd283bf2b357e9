"""A relation: figures that must fit together, why, and in what form."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.constraint import Constraint
from crossfoot.figures import Key


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing that must hold between figures.

    `subject` is the figure the relation is about. `formula` names the constraint's variables by number, in their order:
    `{0} = {1} + {2}`. `sentence` says the same in words, `premises` what it takes for granted. A `guard` is the reason why it
    cannot be checked; `caveat` the reason why failing it proves nothing (another vintage stands in), so that it is at worst
    strained. A relation that `bounds` makes its one unprinted figure known to other relations.
    """

    family: str
    subject: Key
    constraint: Constraint
    formula: str
    sentence: str
    premises: tuple[str, ...] = ()
    guard: str = ""
    caveat: str = ""
    bounds: bool = True
    id: str = ""

    @property
    def keys(self) -> tuple[Key, ...]:
        """The figures, in the order of the formula."""
        return self.constraint.variables
