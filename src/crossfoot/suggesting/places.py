"""Which figures stand near each other: in a paragraph or a table of the text, where it is attached; else by offsets, else by rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final

from crossfoot.dataset import Document
from crossfoot.drafting.grid import find_tables
from crossfoot.drafting.sentences import paragraphs
from crossfoot.figures import Figures, Key
from crossfoot.records import Claim
from crossfoot.scan.places import Lines
from crossfoot.suggesting.entries import Entry, entry_of

# Without the text a paragraph is guessed: figures that stand no further apart than this, in one turn.
GAP: Final = 300
# A place with more figures is looked at in stretches of so many neighbours, each of which begins where the one before is half over.
MOST: Final = 30


class Nearness(StrEnum):
    """By what figures were taken to stand near each other."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    OFFSETS = "offsets"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Place:
    """Figures that stand near each other, in their order, each once.

    `line` is the line of the text, or, without a text, of claims.csv. `of` is how many figures stand there in all, where the place is a
    stretch of more than can be looked at together, else 0.
    """

    document: str
    nearness: Nearness
    line: int
    entries: tuple[Entry, ...]
    of: int = 0


@dataclass(slots=True)
class Looked:
    """The places of a document, and the figures (refs of their claims) that take no part, by reason."""

    places: list[Place] = field(default_factory=list)
    aside: dict[str, list[str]] = field(default_factory=dict)


def look(document: Document, figures: Figures) -> Looked:
    """The places of a document at which more than one figure can be computed with."""
    found = Looked()
    for nearness, line, claims in _groups(document):
        entries: dict[Key, Entry] = {}
        for claim in claims:
            entry = entry_of(claim, figures)
            if isinstance(entry, Entry):
                entries.setdefault(entry.key, entry)
            else:
                found.aside.setdefault(entry, []).append(claim.ref)
        found.places += _stretches(document, nearness, line, tuple(entries.values()))
    return found


def _stretches(document: Document, nearness: Nearness, line: int, entries: tuple[Entry, ...]) -> Iterator[Place]:
    if len(entries) <= MOST:
        if len(entries) > 1:
            yield Place(document.slug, nearness, line, entries)
        return
    lines = Lines(document.text) if document.text is not None else None
    for start in range(0, len(entries) - MOST // 2, MOST // 2):
        some = entries[start : start + MOST]
        first = some[0].claim
        at = lines.place(first.start)[0] if lines and first.start is not None else first.line
        yield Place(document.slug, nearness, at, some, len(entries))


def _groups(document: Document) -> Iterator[tuple[Nearness, int, list[Claim]]]:
    placed = sorted((claim for claim in document.claims if claim.start is not None), key=lambda claim: (claim.start or 0, claim.line))
    if document.text is not None:
        yield from _of_text(document.text, placed)
    else:
        yield from ((Nearness.OFFSETS, claims[0].line, claims) for claims in _by_gaps(document, placed))
    rows = [claim for claim in document.claims if claim.start is None]
    if rows:
        yield Nearness.ROWS, rows[0].line, rows


def _of_text(text: str, claims: Sequence[Claim]) -> Iterator[tuple[Nearness, int, list[Claim]]]:
    lines = Lines(text)
    spans = list(paragraphs(text))
    starts = [start for start, _ in spans]
    tables = [table.span for table in find_tables(text)]
    heads = [start for start, _ in tables]

    def place(claim: Claim) -> tuple[int, Nearness]:
        offset = claim.start or 0
        table = bisect_right(heads, offset) - 1
        if table >= 0 and offset < tables[table][1]:
            return heads[table], Nearness.TABLE
        paragraph = bisect_right(starts, offset) - 1
        return (starts[paragraph] if paragraph >= 0 else 0), Nearness.PARAGRAPH

    for (start, nearness), some in groupby(claims, place):
        yield nearness, lines.place(start)[0], list(some)


def _by_gaps(document: Document, claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    turns = [turn.start for turn in document.header.turns]
    group: list[Claim] = list(claims[:1])
    for before, claim in pairwise(claims):
        near = (claim.start or 0) - (before.end or 0) <= GAP
        if not near or bisect_right(turns, claim.start or 0) != bisect_right(turns, before.start or 0):
            yield group
            group = []
        group.append(claim)
    if group:
        yield group
