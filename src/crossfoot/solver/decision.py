"""What the solver answers about one relation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from crossfoot.figures import Key
from crossfoot.interval import Interval
from crossfoot.relations.relation import Relation
from crossfoot.vocabulary import Verdict

NEAREST, ADMISSIBLE, RELEASED = "nearest", "admissible", "released"
TIERS = (NEAREST, ADMISSIBLE, RELEASED)
TIER_LETTERS = {NEAREST: "A", ADMISSIBLE: "B", RELEASED: "B"}


def unknown_power() -> None:
    """The power of a relation that was not decided."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on a relation, and what it rests on.

    `subject` is the figure that `stated` and `implied` are about (for `implies`, the figure that nobody printed). `slack` is in the
    subject's last printed units: the room by which the two intervals overlap, negative the gap by which they miss each other.
    `guarded` is the interval outside which the subject would be caught (tier B). `deviating` are refs of the claims that must be read
    otherwise than as rounded; `through` ids of the relations that bound a figure which nobody printed. `strength` works out `power`.
    """

    relation: Relation
    verdict: Verdict
    subject: Key
    claims: tuple[str, ...] = ()
    reason: str = ""
    reading: str = ""
    tier: str = "A"
    stated: Interval | None = None
    implied: Interval | None = None
    slack: Fraction | None = None
    guarded: Interval | None = None
    deviating: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    strength: Callable[[], Fraction | None] = field(default=unknown_power, compare=False, repr=False)

    @property
    def power(self) -> Fraction | None:
        """The share of the other nine last digits of the subject that would be caught; worked out when somebody asks."""
        return self.strength()

    @property
    def id(self) -> str:
        """The relation's id."""
        return self.relation.id
