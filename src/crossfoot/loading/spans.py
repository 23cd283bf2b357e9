"""Places in the text: of two records they are identical or do not touch. Anything else is a slip in an offset."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossfoot.problems import Problem

# Of how many others one place is said to overlap: enough to mend it, and no flood where a slip covers half the document.
_MOST = 10


@dataclass(frozen=True, slots=True, order=True)
class Placed:
    """A record and its place in the text; `line` and `column` are those of its start in `path`."""

    start: int
    end: int
    path: str
    line: int
    column: int
    id: str


def overlaps(records: Iterable[Placed]) -> Iterator[Problem]:
    """A problem for every pair of places that overlap without being identical.

    Sorted by start; a heap of the places still open keeps it at n log n.
    """
    open_places: list[tuple[int, Placed]] = []
    last: Placed | None = None
    for record in sorted(records):
        if last is not None and (record.start, record.end) == (last.start, last.end):
            continue
        while open_places and open_places[0][0] <= record.start:
            heapq.heappop(open_places)
        for _, other in sorted(open_places[:_MOST]):
            yield _overlap(record, other)
        heapq.heappush(open_places, (record.end, record))
        last = record


def _overlap(record: Placed, other: Placed) -> Problem:
    message = (
        f"found {record.id} at {record.start} to {record.end}, which overlaps {other.id} at {other.start} to {other.end} "
        f"({other.path}:{other.line}), expected the two places to be identical or apart; correct the offsets"
    )
    return Problem(record.path, record.line, record.column, message, "overlapping-offsets", record.id)
