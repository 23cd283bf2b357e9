"""Places in a text, made fit to be marked: none outside the text, none that overlaps another, whatever the records say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias, TypeVar

from crossfoot.records import Claim, Mention

Span: TypeAlias = tuple[int, int]
Recorded = TypeVar("Recorded", bound=Claim | Mention)


def by_place(text: str, records: Iterable[Recorded]) -> dict[Span, list[Recorded]]:
    """The records at each place, the blanks around it left out. Those without a place in the text are missing."""
    found: dict[Span, list[Recorded]] = {}
    for record in records:
        if record.start is None or record.end is None or record.end > len(text):
            continue
        start, end = _without_blanks(text, record.start, record.end)
        if start < end:
            found.setdefault((start, end), []).append(record)
    return found


def _without_blanks(text: str, start: int, end: int) -> Span:
    """A place without the blanks at its ends. No slice: a slip in an offset may span the whole text."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def apart(places: Mapping[Span, list[Recorded]], *, beside: Sequence[Span] = ()) -> dict[Span, list[Recorded]]:
    """As many of the places as can stand without touching each other or one of `beside`, which are sorted and apart.

    Whichever ends first is taken: that keeps the most of them, and a slip in an offset that spans half the text costs only itself.
    """
    kept: dict[Span, list[Recorded]] = {}
    reached = 0
    for start, end in sorted(places, key=lambda span: (span[1], -span[0])):
        if start >= reached and not touching((start, end), beside):
            kept[start, end] = places[start, end]
            reached = end
    return kept


def free(spans: Iterable[Span], taken: Sequence[Span]) -> Iterator[Span]:
    """What is left of each span outside the taken ones, which are sorted and apart."""
    for start, end in spans:
        cursor = start
        for low, high in touching((start, end), taken):
            if cursor < low:
                yield cursor, low
            cursor = high
        if cursor < end:
            yield cursor, end


def touching(span: Span, places: Sequence[Span]) -> Sequence[Span]:
    """Those of some places, sorted and apart, that share a character with a span."""
    start, end = span
    # Of places that are apart the ends are in order too.
    first = bisect_right(places, start, key=itemgetter(1))
    last = bisect_left(places, end, key=itemgetter(0))
    return places[first:last]
