"""What can be said of a set of items: numbers for all of them, a clash, or nothing within the budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from crossfoot.solver.problem import Mask
from crossfoot.solver.witness import Witness


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
