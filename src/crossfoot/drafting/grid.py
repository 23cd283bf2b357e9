"""Tables in a text: where each cell stands, and under which row and column labels. Of Markdown, of tabs, of columns set with spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crossfoot.lexicon.statements import NAMELESS

_LINE = re.compile(r"[^\n]+")
_SPACED = re.compile(r"[^\s](?:[^\S\t]?[^\s])*")
_RULER = re.compile(r"[\s|:+=-]+")
_NUMERIC = re.compile(
    r"[^\w]*\d[\d.,'\s\u00a0\u202f%()+\u2212\u2013-]*(?:%|pp|[a-z]{0,3})?[^\w]*|[-\u2013\u2014.\u2026]+|n/?a", re.IGNORECASE
)
MARK = re.compile(r"\[\^[\w-]{1,20}\]")  # of a footnote, in Markdown
_ENDS = re.compile(r"[.!?]\s*$")
_LONGEST_SECTION = 60
_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table by its place in the text; `column` and `width` count columns.

    `header` says that it is marked as a label, `counted` that its column was counted between marks and not seen by its place.
    """

    start: int
    end: int
    text: str
    column: int
    width: int = 1
    header: bool = False
    counted: bool = False

    @property
    def numeric(self) -> bool:
        """Whether it holds a number and nothing else that counts; a year alone is a label."""
        return bool(_NUMERIC.fullmatch(self.text)) and not _YEAR.fullmatch(self.text)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, top down, and what stands over it."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Its place in the text."""
        return self.rows[0][0].start, self.rows[-1][-1].end


@dataclass(frozen=True, slots=True)
class Labelled:
    """A cell with a number, and the labels of its row and column; `corner` heads the column of the row labels."""

    cell: Cell
    row: str
    column: str
    caption: str
    corner: str = ""


def labelled(table: Table) -> Iterator[Labelled]:
    """The cells of the body with their labels; a row that has nothing but a label names the rows below it."""
    heads = _heading_rows(table.rows)
    section = ""
    for number, row in enumerate(table.rows[heads:], heads + 1):
        if _is_section(row):
            section = next(cell.text for cell in row if cell.text).rstrip(": ")
            continue
        labels = [cell for cell in row if cell.header] or ([row[0]] if row and not row[0].numeric else [])
        name = " ".join(cell.text for cell in labels)
        # The total at the foot of a table is not that of its last section.
        if section and not (number == len(table.rows) and name.strip("*_: ").lower() in NAMELESS):
            name = f"{name}, {section}".strip(", ")
        corner = _column_label(table.rows[:heads], labels[0]) if labels else ""
        for cell in row:
            if cell not in labels:
                yield Labelled(cell, name, _column_label(table.rows[:heads], cell), table.caption, corner)


def _heading_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top hold labels only; a single label right above the body names its rows, not its columns."""
    for number, row in enumerate(rows):
        if not all(cell.header for cell in row) and any(cell.numeric for cell in row[1:] or row):
            while number > 1 and _is_section(rows[number - 1]):
                number -= 1  # noqa: PLW2901 - the first row of the body is found
            return number
    return len(rows)


def _is_section(row: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but one label."""
    said = [cell for cell in row if cell.text]
    return len(said) == 1 and not said[0].numeric


def _column_label(rows: Sequence[Sequence[Cell]], cell: Cell) -> str:
    found = []
    for row in rows:
        for head in row:
            if head.column <= cell.column < head.column + head.width and head.text and head.text not in found:
                found.append(head.text)
    return " ".join(found)


def find_tables(text: str) -> list[Table]:
    """The tables that the layout of a text shows: at least two rows with numbers under or beside labels."""
    tables: list[Table] = []
    block: list[_Line] = []
    waiting: _Line | None = None  # a line of one cell, which belongs to the table if the table goes on behind it
    before = caption = ""
    for match in _LINE.finditer(text):
        line = _Line(match.start(), tuple(_cells(match[0], match.start())))
        if len(line.cells) > 1:
            if waiting is not None and not line.in_body:
                tables += _table(block, caption)
                block, before = [], waiting.cells[0].text
            elif waiting is not None:
                block.append(waiting)
            caption = caption if block else before
            block.append(line)
            waiting = None
        elif block and len(line.cells) == 1 and waiting is None and len(match[0]) < _LONGEST_SECTION and not _ENDS.search(match[0]):
            waiting = line
        elif not (block and _RULER.fullmatch(match[0])):
            tables += _table(block, caption)
            block, waiting = [], None
        before = match[0].strip()
    return tables + _table(block, caption)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text as the cells of a row; `start` is where the line begins."""

    start: int
    cells: tuple[Cell, ...]

    @property
    def in_body(self) -> bool:
        """Whether it has numbers behind its first cell."""
        return any(cell.numeric for cell in self.cells[1:])


def _table(block: Sequence[_Line], caption: str) -> list[Table]:
    if sum(line.in_body for line in block) < 2:  # noqa: PLR2004 - one line with a gap in it is no table
        return []
    return [Table(tuple(_aligned(block)), caption)]


def _cells(line: str, offset: int) -> tuple[Cell, ...]:
    if line.count("|") > 1 or line.lstrip().startswith("|"):
        return () if _RULER.fullmatch(line) else tuple(_between(line, offset, "|"))
    if "\t" in line:
        return tuple(_between(line, offset, "\t"))
    found = list(_SPACED.finditer(line))
    return tuple(Cell(offset + match.start(), offset + match.end(), match[0], number) for number, match in enumerate(found))


def _between(line: str, offset: int, mark: str) -> Iterator[Cell]:
    """The cells between marks; an outer mark of Markdown opens no cell."""
    start, column = 0, 0
    stripped = line.strip()
    parts = line.split(mark)
    for number, part in enumerate(parts):
        outer = mark == "|" and not part.strip() and ((number == 0 and stripped.startswith(mark)) or number == len(parts) - 1)
        if not outer:
            text = part.strip()
            lead = len(part) - len(part.lstrip())
            begin = offset + start + (lead if text else 0)
            yield Cell(begin, begin + len(text), MARK.sub("", text).strip("*_` "), column, counted=True)
            column += 1
        start += len(part) + 1


def _aligned(block: Sequence[_Line]) -> Iterator[tuple[Cell, ...]]:
    """Rows set with spaces may lack a cell: each takes the column of the fullest row whose edge is nearest."""
    widest = max(block, key=lambda line: len(line.cells))
    edges = [(cell.start - widest.start, cell.end - widest.start) for cell in widest.cells]
    first_body = next(number for number, line in enumerate(block) if line.in_body)
    for number, line in enumerate(block):
        if len(line.cells) in (1, len(edges)) or any(cell.counted for cell in line.cells):
            yield line.cells
            continue
        spanning = _spanning(line, edges) if number < first_body else ()
        yield spanning or tuple(
            replace(cell, column=_nearest_edge(cell.start - line.start, cell.end - line.start, edges)) for cell in line.cells
        )


def _spanning(line: _Line, edges: Sequence[tuple[int, int]]) -> tuple[Cell, ...]:
    """Headings that stand over several columns each, as many over every one of them."""
    columns, heads = len(edges) - 1, len(line.cells)
    beside = line.cells[0].start - line.start > edges[0][1]
    if not beside or heads >= columns or columns % heads:
        return ()
    width = columns // heads
    return tuple(replace(cell, column=1 + number * width, width=width) for number, cell in enumerate(line.cells))


def _nearest_edge(start: int, end: int, edges: Sequence[tuple[int, int]]) -> int:
    return min(range(len(edges)), key=lambda number: min(abs(edges[number][0] - start), abs(edges[number][1] - end)))
