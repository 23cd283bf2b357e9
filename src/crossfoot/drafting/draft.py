"""The first record of a text: every number a claim or a mention, with what the words around it suggest, each guess marked with `?`.

Nothing here decides anything: a draft is a proposal for a person, who confirms it with `crossfoot review` or by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from crossfoot.drafting.cells import Cells
from crossfoot.drafting.figure import Drafted, Row
from crossfoot.drafting.grid import Labelled, labelled
from crossfoot.drafting.labels import slug_of
from crossfoot.drafting.naming import Entry, Names
from crossfoot.drafting.periods import Calendar
from crossfoot.drafting.prose import Group, Prose
from crossfoot.drafting.source import SourceText
from crossfoot.infile import deceiving
from crossfoot.loading.rows import MENTION_COLUMNS
from crossfoot.records import LIST_MEASURE, Measure, Scenario
from crossfoot.scan.scanner import NumberClass, Scanned, scan
from crossfoot.scan.turns import FoundTurn, find_turns
from crossfoot.vocabulary import MentionClass
from crossfoot.wording import exact_text

Progress = Callable[[int, int], None]
NOT_READ: Final = "draft: a figure that could not be read; record it by hand"
_CLASSES: Final[Mapping[NumberClass, MentionClass]] = {
    NumberClass.FIGURE: MentionClass.IDIOM,
    NumberClass.PERIOD: MentionClass.PERIOD,
    NumberClass.MARKER: MentionClass.MARKER,
    NumberClass.NAME: MentionClass.NAME,
    NumberClass.ORDINAL: MentionClass.IDIOM,
    NumberClass.IDIOM: MentionClass.IDIOM,
    NumberClass.VAGUE: MentionClass.VAGUE,
    NumberClass.REFERENCE: MentionClass.NAME,
}
_RANK: Final = re.compile(r"\brank(?:ed|s|ing)?\b|\bplace[ds]?\b|\bis\s+the\s*$", re.IGNORECASE)
_LONGEST_PRINT = 200
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Draft:
    """What a text was drafted into. `turns` are offset, slug and role; `unread` are the ids of mentions that are unread figures."""

    claims: tuple[Row, ...]
    mentions: tuple[Row, ...]
    measures: Mapping[str, Entry]
    scenarios: Mapping[str, Entry]
    speakers: Mapping[str, str]
    turns: tuple[tuple[int, str, str], ...]
    unread: tuple[str, ...]


def draft(
    source: SourceText,
    calendar: Calendar,
    *,
    issuer: str = "",
    measures: Mapping[str, Measure] | None = None,
    scenarios: Mapping[str, Scenario] | None = None,
    progress: Progress | None = None,
) -> Draft:
    """Draft the record of a text. `measures` and `scenarios` are those of the code list that it will be added to."""
    names = Names(measures or {}, scenarios or {})
    numbers = _numbers(source)
    writer = _Writer(source, find_turns(source.text, **({"issuer": issuer} if issuer else {})))
    for drafted in _all(source, calendar, names, numbers, progress or _silent):
        writer.take(drafted)
    return writer.draft(names)


def _silent(done: int, total: int) -> None:
    """Nobody wants to know."""


def _numbers(source: SourceText) -> list[Scanned]:
    """The numbers of the text. One that reaches over the edge of a cell is two that were taken for one: each cell is read by itself."""
    found = scan(source.text)
    cells = sorted((cell.start, cell.end) for table in source.tables for row in table.rows for cell in row if cell.start < cell.end)
    if not cells:
        return found
    starts = [start for start, _ in cells]
    kept: list[Scanned] = []
    for number in found:
        index = bisect_right(starts, number.start) - 1
        inside = index >= 0 and number.start < cells[index][1]
        reaches = number.end > cells[index][1] if inside else index + 1 < len(cells) and number.end > starts[index + 1]
        kept += list(_by_cell(source.text, number, cells, max(index, 0))) if reaches else [number]
    return kept


def _by_cell(text: str, number: Scanned, cells: Sequence[tuple[int, int]], first: int) -> Iterator[Scanned]:
    """What lies between the edges of cells, scanned piece by piece."""
    edges = {number.start, number.end}
    for start, end in cells[first:]:
        if start >= number.end:
            break
        edges |= {edge for edge in (start, end) if number.start < edge < number.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        for piece in scan(text[start:end]):
            low, high = piece.number
            yield piece._replace(start=piece.start + start, end=piece.end + start, number=(low + start, high + start))


def _all(
    source: SourceText, calendar: Calendar, names: Names, numbers: Sequence[Scanned], progress: Progress
) -> Iterator[Drafted | Scanned]:
    """Each number as a claim, or, where it is none, as it was scanned; in order."""
    labels = sorted((cell for table in source.tables for cell in labelled(table)), key=lambda cell: cell.cell.start)
    starts = [cell.cell.start for cell in labels]
    cells, prose = Cells(calendar, names), Prose(source.text, calendar, names, numbers)

    def cell_of(number: Scanned) -> Labelled | None:
        index = bisect_right(starts, number.start) - 1
        return labels[index] if index >= 0 and number.end <= labels[index].cell.end else None

    in_prose = {id(number): number for number in numbers if cell_of(number) is None and _states(source.text, number)}
    groups = {id(group.members[0]): group for group in prose.groups(list(in_prose.values()))}
    total, group = len(source.text), Group(())
    for number in numbers:
        progress(number.end, total)
        cell = cell_of(number)
        if cell is not None and number.cls in (NumberClass.FIGURE, NumberClass.PERIOD):
            found = cells.drafted(cell, number) if number.value is not None else None
            yield found or number
        elif id(number) in groups:
            group = groups[id(number)]
            yield from _of_group(group, prose.drafted(group))
        elif id(number) not in in_prose:
            yield number
    progress(total, total)


def _of_group(group: Group, drafted: Sequence[Drafted]) -> Iterator[Drafted | Scanned]:
    """The claims of a group in order, and the numbers of it that became none."""
    waiting = deque(drafted)
    for member in group.members:
        if not waiting or not member.start <= waiting[0].start < member.end:
            yield member
        while waiting and member.start <= waiting[0].start < member.end:
            yield waiting.popleft()


def _states(text: str, number: Scanned) -> bool:
    """Whether a number states something: a figure, or the rank of something."""
    if number.cls is NumberClass.ORDINAL:
        return bool(_RANK.search(text[max(0, number.start - _BEFORE) : number.start]))
    return number.cls is NumberClass.FIGURE and number.value is not None


class _Writer:
    """Gives ids, speakers and lists to what was drafted."""

    def __init__(self, source: SourceText, turns: Sequence[FoundTurn]) -> None:
        self.text = source.text
        self.claims: list[Row] = []
        self.mentions: list[Row] = []
        self.unread: list[str] = []
        self.speakers: dict[str, str] = {}
        self._slugs: dict[str, str] = {}
        self._namesakes: dict[str, int] = {}  # the last number of those whose names make one slug
        self.turns = tuple((turn.start, self._speaker(turn.speaker), turn.role) for turn in turns)
        self._starts = [start for start, _, _ in self.turns]
        self._lists = 0
        self._marked = 0

    def take(self, found: Drafted | Scanned) -> None:
        """Add the row for a number."""
        if isinstance(found, Scanned):
            self._mention(found.start, found.end, found.cls, self._value(found), "")
            return
        if found.measure == LIST_MEASURE:
            self._lists += 1
            self._marked = 0
            found = replace(found, of=f"L{self._lists:02}")
        row = found.row(f"c{len(self.claims) + 1:03}", self._at(found.start))
        if row is None:
            self._mention(found.start, found.end, NumberClass.FIGURE, "", NOT_READ)
        else:
            self.claims.append(row)

    def draft(self, names: Names) -> Draft:
        """All of it."""
        used = {row[column] for row in self.claims for column in ("measure", "of", "minus", "versus", "scenario")}
        measures = {slug: entry for slug, entry in names.measures.items() if slug in used}
        scenarios = {code: entry for code, entry in names.scenarios.items() if code in used}
        return Draft(tuple(self.claims), tuple(self.mentions), measures, scenarios, self.speakers, self.turns, tuple(self.unread))

    def _value(self, number: Scanned) -> str:
        marks = number.cls is NumberClass.MARKER and number.value is not None
        return exact_text(number.value) if marks and number.value is not None and number.value.denominator == 1 else ""

    def _mention(self, start: int, end: int, cls: NumberClass, value: str, note: str) -> None:
        name = f"m{len(self.mentions) + 1:03}"
        unread = cls is NumberClass.FIGURE
        printed = " ".join(self.text[start:end].split())
        while (odd := deceiving(printed)) is not None:
            printed = printed.replace(odd[0], "\ufffd")
        row: Row = dict.fromkeys(MENTION_COLUMNS, "") | {
            "id": name,
            "class": _CLASSES[cls].value,
            "start": str(start),
            "end": str(end),
            "printed": _harmless(printed)[:_LONGEST_PRINT],
            "value": value,
            "list": self._list(value) if cls is NumberClass.MARKER else "",
            "note": note or (NOT_READ if unread else ""),
        }
        self.mentions.append(row)
        self.unread += [name] if unread else []

    def _list(self, value: str) -> str:
        """The list of a marker: the one announced last, or a new one where its counting starts anew."""
        number = int(value) if value.isdigit() else 0
        if not self._lists or (number == 1 and self._marked):
            self._lists += 1
        self._marked = max(number, 1)
        return f"L{self._lists:02}"

    def _at(self, offset: int) -> str:
        index = bisect_right(self._starts, offset) - 1
        return self.turns[max(index, 0)][1]

    def _speaker(self, name: str) -> str:
        """The slug of a speaker, one for one name."""
        if name in self._slugs:
            return self._slugs[name]
        stem = slug_of(name, whole=True)[:40].strip("-") or "speaker"
        slug, number = stem, self._namesakes.get(stem, 1)
        while slug in self.speakers:
            number += 1
            slug = f"{stem}-{number}"
        self._namesakes[stem] = number
        self._slugs[name] = slug
        self.speakers[slug] = name
        return slug


def _harmless(printed: str) -> str:
    """A print that begins like a formula cannot stand in a cell: what comes before its first letter or digit is left out."""
    plain = printed.lstrip("=@+-\t\uff1d\uff20\uff0b\uff0d ")
    return printed if printed[:1] not in "=@+-\t\uff1d\uff20\uff0b\uff0d" or not plain else plain
