"""Re-anchoring: the places of records in a text that was edited or re-encoded, where order and neighbours leave no choice.

The records' prints, in the order of their old places, are held against all places of these prints in the new text. A print that
stands once in both, in this order, is found; between two that are found the same question is asked of what lies between. Of a print
that stands several times all are taken where there are as many of them as records, and none where there are more or fewer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from crossfoot.scan.places import Place, Places, occurrences, one_line

_NOWHERE: Final = "the text does not say it as a print of its own"
_MANY: Final = "the text says it several times, and the neighbours do not tell which is meant"
_MOVED: Final = "the text says it, but not between the same neighbours"
_WORDS: Final = "it prints no figure to look for"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One old place of records: their ids, what is looked for, and the new place, or in words why there is none."""

    ids: tuple[str, ...]
    old: Place
    printed: str
    new: Place | None
    why: str = ""


def anchors(records: Sequence[tuple[str, Place, str]], text: str) -> list[Anchor]:
    """The new place of every record (id, old place, print outside of brackets), in order of the old places."""
    places: dict[tuple[Place, str], list[str]] = {}
    for name, old, printed in sorted(records, key=lambda record: (record[1], record[0])):
        places.setdefault((old, one_line(printed)), []).append(name)
    wanted = [(old, printed) for old, printed in places if printed]
    tokens = list(_tokens(text, {printed for _, printed in wanted}))
    pairs = _aligned([printed for _, printed in wanted], [printed for _, printed in tokens])
    found = {wanted[mine]: tokens[theirs][0] for mine, theirs in pairs.items()}
    said = Counter(printed for _, printed in tokens)
    return [Anchor(tuple(ids), key[0], key[1], found.get(key), "" if key in found else _why(key[1], said)) for key, ids in places.items()]


def _why(printed: str, said: Counter[str]) -> str:
    if not printed:
        return _WORDS
    return _NOWHERE if not said[printed] else _MOVED if said[printed] == 1 else _MANY


def _tokens(text: str, prints: set[str]) -> Iterator[tuple[Place, str]]:
    """Every place of these prints, in order; of those that overlap the longest from the left."""
    places = Places(text)
    every = sorted((start, -end, printed) for printed in sorted(prints) for start, end in places.of(printed))
    reached = 0
    for start, minus_end, printed in every:
        if start >= reached:
            reached = -minus_end
            yield (start, reached), printed


def _aligned(mine: Sequence[str], theirs: Sequence[str]) -> dict[int, int]:
    """Pairs of places of two sequences that hold the same, wherever order and neighbours leave no choice."""
    pairs: dict[int, int] = {}
    open_parts = [(0, len(mine), 0, len(theirs))]
    while open_parts:
        first, last, low, high = open_parts.pop()
        fixed = _fixed(mine, theirs, (first, last), (low, high))
        if not fixed:
            continue
        pairs.update(fixed)
        edges = [(first - 1, low - 1), *fixed, (last, high)]
        open_parts += [(a + 1, b, c + 1, d) for (a, c), (b, d) in pairwise(edges) if a + 1 < b and c + 1 < d]
    return pairs


def _fixed(mine: Sequence[str], theirs: Sequence[str], here: Place, there: Place) -> list[tuple[int, int]]:
    """Pairs in a part of both: first of what stands once in each, else of what stands equally often."""
    positions: dict[str, tuple[list[int], list[int]]] = {}
    for index in range(*here):
        positions.setdefault(mine[index], ([], []))[0].append(index)
    for index in range(*there):
        if theirs[index] in positions:
            positions[theirs[index]][1].append(index)
    equal = [(ours, others) for ours, others in positions.values() if len(ours) == len(others)]
    once = [(ours[0], others[0]) for ours, others in equal if len(ours) == 1]
    if once:
        return _in_order(once)
    chosen = [list(zip(ours, others, strict=True)) for ours, others in equal]
    kept = set(_in_order([pair for group in chosen for pair in group]))
    return sorted(pair for group in chosen if kept.issuperset(group) for pair in group)


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of these pairs that is in order in both sequences (the first of equally long ones)."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    ordered = sorted(pairs)
    for index, (_, other) in enumerate(ordered):
        length = bisect_left(ends, other)
        if length == len(ends):
            ends.append(other)
            last.append(index)
        else:
            ends[length], last[length] = other, index
        before.append(last[length - 1] if length else -1)
    kept: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        kept.append(ordered[index])
        index = before[index]
    return kept[::-1]


def turn_place(text: str, old: int, speaker: str, found: Sequence[Anchor]) -> int | None:
    """The new place of a turn that began at `old`: a line that begins with the speaker's name, or that the neighbours moved alike."""
    fixed = [anchor for anchor in found if anchor.new is not None]
    there = next((anchor.new[0] for anchor in fixed if anchor.old[0] == old and anchor.new is not None), None)
    if there is not None and _begins_line(text, there):
        return there  # the turn begins with a number that is found
    before = [anchor for anchor in fixed if anchor.old[1] <= old]
    after = [anchor for anchor in fixed if anchor.old[0] >= old]
    low = before[-1].new[1] if before and before[-1].new else 0
    high = after[0].new[0] if after and after[0].new else len(text)
    starts = [start for start, _ in occurrences(text[low:high], speaker) if _begins_line(text, low + start)]
    if old == 0:
        return 0
    if len(starts) == 1:
        return low + starts[0]
    shifts = {anchor.new[0] - anchor.old[0] for anchor in (*before[-1:], *after[:1]) if anchor.new is not None}
    moved = old + shifts.pop() if len(shifts) == 1 and before and after else -1
    return moved if low <= moved < high and _begins_line(text, moved) and (not starts or moved - low in starts) else None


def _begins_line(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] == "\n"
