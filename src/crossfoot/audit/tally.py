"""What became of slips, and how many of each: whole numbers, so that a share is compared exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Result(StrEnum):
    """What the checks say of a slip. `unknown` is what the budget of steps does not decide; it never counts as caught."""

    CAUGHT = "caught"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one slip, and the families of the checks that catch it."""

    result: Result
    families: tuple[str, ...] = ()


MISSED, UNKNOWN = Fate(Result.MISSED), Fate(Result.UNKNOWN)


def caught_by(families: Iterable[str]) -> Fate:
    """A slip that is caught, by these families, each once and in order."""
    return Fate(Result.CAUGHT, tuple(sorted(set(families))))


@dataclass
class Tally:
    """Slips counted: all, those inside the rounding (nobody can tell them), those that the checks catch, those not known."""

    slips: int = 0
    inside: int = 0
    caught: int = 0
    unknown: int = 0
    families: Counter[str] = field(default_factory=Counter)

    @property
    def catchable(self) -> int:
        """The slips that somebody could catch: all but those inside the rounding."""
        return self.slips - self.inside

    @property
    def missed(self) -> int:
        """The slips that somebody could catch and no check does, as far as is known."""
        return self.catchable - self.caught - self.unknown

    def count(self, fate: Fate, *, inside: bool) -> None:
        """Count one slip; `inside` says that it may stand for the same value as the true print does."""
        self.slips += 1
        self.inside += inside and fate.result is not Result.CAUGHT
        self.caught += fate.result is Result.CAUGHT
        self.unknown += fate.result is Result.UNKNOWN and not inside
        self.families.update(fate.families)

    def add(self, other: Tally) -> None:
        """Add what another tally counted."""
        self.slips += other.slips
        self.inside += other.inside
        self.caught += other.caught
        self.unknown += other.unknown
        self.families.update(other.families)

    def reaches(self, percent: Fraction) -> bool:
        """Whether at least so many percent of the slips that could be caught are; where there are none, nothing is missing."""
        return self.caught * 100 >= percent * self.catchable


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    found = Tally()
    for tally in tallies:
        found.add(tally)
    return found
