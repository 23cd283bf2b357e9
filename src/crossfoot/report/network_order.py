"""An order of figures in which the lines of the relations between them are short: barycentre sweeps on exact fractions."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

_SWEEPS = 12
T = TypeVar("T", bound=Hashable)


def in_short_lines(blocks: Sequence[Sequence[T]], lines: Sequence[Collection[T]], first: int) -> list[T]:
    """The members of all blocks, block by block, so that the `first` lines are short, and then all of them.

    In each sweep a member moves to where its lines have their middles; ties stay as they were given.
    """
    given = {member: number for number, member in enumerate(_flat(blocks))}
    best = current = list(given)
    sizes = [len(block) for block in blocks]
    for _ in range(_SWEEPS):
        place = _places(current)
        middles = [(line, _mean(place[member] for member in line)) for line in lines]
        pulled = {member: _mean(middle for line, middle in middles if member in line) for member in given}
        before, current = current, _flat(sorted(block, key=lambda m: (pulled[m], given[m])) for block in _cut(current, sizes))
        if current == before:
            break
        best = min(best, current, key=lambda order: (_length(order, lines[:first]), _length(order, lines)))
    return best


def _flat(blocks: Iterable[Iterable[T]]) -> list[T]:
    return [member for block in blocks for member in block]


def _cut(order: Sequence[T], sizes: Sequence[int]) -> Iterable[Sequence[T]]:
    start = 0
    for size in sizes:
        yield order[start : start + size]
        start += size


def _places(order: Sequence[T]) -> dict[T, int]:
    return {member: number for number, member in enumerate(order)}


def _mean(numbers: Iterable[int | Fraction]) -> Fraction:
    found = list(numbers)
    return Fraction(sum(found), len(found)) if found else Fraction(0)


def _length(order: Sequence[T], lines: Sequence[Collection[T]]) -> int:
    place = _places(order)
    return sum(max(place[member] for member in line) - min(place[member] for member in line) for line in lines if line)
