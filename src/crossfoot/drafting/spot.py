"""A figure in running text: where it stands, what is printed there, and the figures that it is listed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crossfoot.drafting.sentences import Stretch
from crossfoot.scan.scanner import Scanned

# How far around a figure its sentence is looked at: a text without full stops must not cost its length squared.
BEFORE: Final = 320
AFTER: Final = 240


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one sentence that are listed side by side: "310 and 45 respectively"."""

    members: tuple[Scanned, ...]

    @property
    def start(self) -> int:
        """Where the first begins."""
        return self.members[0].start

    @property
    def end(self) -> int:
        """Where the last ends."""
        return self.members[-1].end


@dataclass(frozen=True, slots=True)
class Spot:
    """The figure `number` of a group: its place without words that are not of the print, its print and unit."""

    start: int
    end: int
    printed: str
    unit: str | None
    group: Group
    number: int
    sentence: Stretch

    @property
    def reach(self) -> tuple[int, int, int, int]:
        """Four places: where its sentence is looked at from, up to its group, and from behind the group to where."""
        return (
            max(self.sentence.start, self.group.start - BEFORE),
            self.group.start,
            self.group.end,
            min(self.sentence.end, self.group.end + AFTER),
        )

    @property
    def behind(self) -> int:
        """How far behind the figure itself its sentence is looked at."""
        return min(self.sentence.end, self.end + AFTER)
