"""Ends of intervals as whole numbers, so that what can fit is found quickly and nothing that fits is missed.

Open ends count as closed here: what is found this way is decided exactly afterwards (`Candidate.fits`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from math import lcm

from crossfoot.suggesting.entries import Entry


class Lattice:
    """The ends of some entries in the greatest unit in which all of them are whole. `step` is how many of it make one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        ends = [(entry.low, entry.high) for entry in entries]
        self.step = lcm(*(end.denominator for pair in ends for end in pair))
        self.low = [int(low * self.step) for low, _ in ends]
        self.high = [int(high * self.step) for _, high in ends]


class Meeting:
    """Entries in the order of their low ends, to be asked which of them meet a range."""

    def __init__(self, lattice: Lattice) -> None:
        order = sorted(range(len(lattice.low)), key=lambda n: lattice.low[n])
        self._order = order
        self._lows = [lattice.low[n] for n in order]
        self._highs = [lattice.high[n] for n in order]
        self._widest = max((high - low for low, high in zip(lattice.low, lattice.high, strict=True)), default=0)

    def meeting(self, low: int, high: int) -> Iterator[int]:
        """The numbers of the entries that share a number with the range."""
        for place in range(bisect_left(self._lows, low - self._widest), bisect_right(self._lows, high)):
            if self._highs[place] >= low:
                yield self._order[place]
