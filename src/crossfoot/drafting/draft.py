"""The first record of a text: every number a claim or a mention, with what the words around it suggest, each guess marked with `?`.

Nothing here decides anything: a draft is a proposal for a person, who confirms it with `crossfoot review` or by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from crossfoot.drafting.cells import Cells
from crossfoot.drafting.figure import Drafted
from crossfoot.drafting.grid import Labelled, labelled
from crossfoot.drafting.mentions import CLASSES, class_of, end_of
from crossfoot.drafting.naming import Names
from crossfoot.drafting.periods import Calendar
from crossfoot.drafting.prints import with_shares_in_words
from crossfoot.drafting.prose import Prose
from crossfoot.drafting.source import SourceText
from crossfoot.drafting.spot import Group
from crossfoot.drafting.writing import Draft, Mentioned, Writer
from crossfoot.records import Measure, Scenario
from crossfoot.scan.scanner import NumberClass, Scanned, scan
from crossfoot.scan.turns import find_turns
from crossfoot.vocabulary import MentionClass

Progress = Callable[[int, int], None]
_RANK: Final = re.compile(r"\brank(?:ed|s|ing)?\b|\bplace[ds]?\b|\bis\s+the\s*$", re.IGNORECASE)
_BEFORE = 40


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
    places = _Places(source)
    numbers = list(with_shares_in_words(source.text, _numbers(source)))
    writer = Writer(source.text, find_turns(source.text, **({"issuer": issuer} if issuer else {})))
    cells, prose = Cells(calendar, names), Prose(source.text, calendar, names, [one for one in numbers if not places.is_mark(one)])
    said = [number for number in numbers if places.is_prose(number) and _states(source.text, number)]
    groups = {id(group.members[0]): group for group in prose.groups(said)}
    grouped = {id(number) for number in said}
    tell = progress or _silent
    for number in numbers:
        tell(number.end, len(source.text))
        if id(number) in groups:
            for found in _of_group(groups[id(number)], prose):
                writer.take(found)
        elif id(number) not in grouped:
            writer.take(places.cell(cells, number) or places.mention(number))
    tell(len(source.text), len(source.text))
    return writer.draft(names)


def _silent(done: int, total: int) -> None:
    """Nobody wants to know."""


class _Places:
    """Where the cells, the labels and the marks of footnotes of a text are."""

    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self._cells = sorted((cell for table in source.tables for cell in labelled(table)), key=lambda cell: cell.cell.start)
        self._starts = [cell.cell.start for cell in self._cells]
        tables = sorted(table.span for table in source.tables)
        self._tables, self._table_starts = tables, [start for start, _ in tables]
        self._marks, self._mark_starts = source.marks, [start for start, _ in source.marks]

    def is_mark(self, number: Scanned) -> bool:
        """Whether it is the mark of a footnote."""
        index = bisect_right(self._mark_starts, number.start) - 1
        return index >= 0 and number.end <= self._marks[index][1]

    def is_prose(self, number: Scanned) -> bool:
        """Whether it stands outside of tables and says something."""
        return not self._in_table(number) and not self.is_mark(number) and class_of(self.text, number) is None

    def cell(self, cells: Cells, number: Scanned) -> Drafted | None:
        """The claim of a number in a cell of a table, if it is one."""
        label = self._label(number)
        if label is None or number.value is None or number.cls not in (NumberClass.FIGURE, NumberClass.PERIOD) or self.is_mark(number):
            return None
        return cells.drafted(label, number)

    def mention(self, number: Scanned) -> Mentioned:
        """A number that is no claim; one in a label of a table says what the cells are of."""
        if self.is_mark(number):
            return Mentioned(number.start, number.end, MentionClass.MARKER, footnote=True)
        known = class_of(self.text, number) if number.cls is NumberClass.FIGURE else CLASSES[number.cls]
        if known is MentionClass.PERIOD and number.cls is NumberClass.FIGURE:
            return Mentioned(number.start, end_of(self.text, number), known)
        if self._in_table(number) and self._label(number) is None and number.cls in (NumberClass.FIGURE, NumberClass.VAGUE):
            known = MentionClass.CRITERION
        unread = number.cls is NumberClass.FIGURE and known is None
        return Mentioned(number.start, number.end, known or CLASSES[number.cls], number.value, unread=unread)

    def _label(self, number: Scanned) -> Labelled | None:
        index = bisect_right(self._starts, number.start) - 1
        return self._cells[index] if index >= 0 and number.end <= self._cells[index].cell.end else None

    def _in_table(self, number: Scanned) -> bool:
        index = bisect_right(self._table_starts, number.start) - 1
        return index >= 0 and number.end <= self._tables[index][1]


def _numbers(source: SourceText) -> Iterator[Scanned]:
    """The numbers of the text. One that reaches over the edge of a cell or of a mark is two that were taken for one: each is read alone."""
    cells = ((cell.start, cell.end) for table in source.tables for row in table.rows for cell in row if cell.start < cell.end)
    edges = sorted({edge for span in (*cells, *source.marks) for edge in span})
    for number in scan(source.text):
        inside = edges[bisect_right(edges, number.start) : bisect_left(edges, number.end)]
        if inside:
            for start, end in pairwise((number.start, *inside, number.end)):
                yield from (_moved(piece, start) for piece in scan(source.text[start:end]))
        else:
            yield number


def _moved(piece: Scanned, by: int) -> Scanned:
    low, high = piece.number
    return piece._replace(start=piece.start + by, end=piece.end + by, number=(low + by, high + by))


def _of_group(group: Group, prose: Prose) -> Iterator[Drafted | Mentioned]:
    """The claims of a group in order, and the numbers of it that became none."""
    drafted = iter(prose.drafted(group))
    waiting = next(drafted, None)
    for member in group.members:
        mine = 0
        while waiting is not None and waiting.start < member.end:
            yield waiting
            mine += 1
            waiting = next(drafted, None)
        if not mine:
            yield Mentioned(member.start, member.end, CLASSES[member.cls], unread=member.cls is NumberClass.FIGURE)


def _states(text: str, number: Scanned) -> bool:
    """Whether a number states something: a figure, or the rank of something."""
    if number.cls is NumberClass.ORDINAL:
        return bool(_RANK.search(text[max(0, number.start - _BEFORE) : number.start]))
    return number.cls is NumberClass.FIGURE and number.value is not None
