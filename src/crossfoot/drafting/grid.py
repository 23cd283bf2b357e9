"""Tables in a text: where each cell stands, and under which row and column labels. Of Markdown, of tabs, of columns set with spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_SPACED = re.compile(r"[^\s](?:[^\S\t]?[^\s])*")
_RULER = re.compile(r"[\s|:+=-]+")
_NUMERIC = re.compile(
    r"[^\w]*\d[\d.,'\s\u00a0\u202f%()+\u2212\u2013-]*(?:%|pp|[a-z]{0,3})?[^\w]*|[-\u2013\u2014.\u2026]+|n/?a", re.IGNORECASE
)
_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table by its place in the text; `column` and `width` count columns, `header` says that it is marked as a label."""

    start: int
    end: int
    text: str
    column: int
    width: int = 1
    header: bool = False

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
    """A cell with a number, and the labels of its row and column."""

    cell: Cell
    row: str
    column: str
    caption: str


def labelled(table: Table) -> Iterator[Labelled]:
    """The cells of the body with their labels."""
    heads = _heading_rows(table.rows)
    for row in table.rows[heads:]:
        labels = [cell for cell in row if cell.header] or ([row[0]] if row and not row[0].numeric else [])
        name = " ".join(cell.text for cell in labels)
        for cell in row:
            if cell not in labels:
                yield Labelled(cell, name, _column_label(table.rows[:heads], cell), table.caption)


def _heading_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top hold labels only."""
    for number, row in enumerate(rows):
        if not all(cell.header for cell in row) and any(cell.numeric for cell in row[1:] or row):
            return number
    return len(rows)


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
    block: list[tuple[Cell, ...]] = []
    before = caption = ""
    for line in _LINE.finditer(text):
        cells = _cells(line[0], line.start())
        if len(cells) > 1 or (block and _RULER.fullmatch(line[0])):
            caption = caption if block else before
            block += [cells] if len(cells) > 1 else []
        else:
            tables += _table(block, caption)
            block = []
        before = line[0].strip()
    tables += _table(block, caption)
    return tables


def _table(block: Sequence[tuple[Cell, ...]], caption: str) -> list[Table]:
    bodies = [row for row in block if any(cell.numeric for cell in row[1:])]
    if len(bodies) < 2:  # noqa: PLR2004 - one line with a gap in it is no table
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
            yield Cell(begin, begin + len(text), text.strip("*_` "), column)
            column += 1
        start += len(part) + 1


def _aligned(block: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    """Rows set with spaces may lack a cell: each takes the column of the fullest row whose edge is nearest."""
    widest = max(block, key=len)
    starts = {row: _line_start(row, block) for row in block}
    for row in block:
        if len(row) == len(widest) or any(cell.text == "" for cell in row):
            yield row
            continue
        edges = [(cell.start - starts[widest], cell.end - starts[widest]) for cell in widest]
        yield tuple(
            Cell(cell.start, cell.end, cell.text, _nearest_edge(cell.start - starts[row], cell.end - starts[row], edges), 1, cell.header)
            for cell in row
        )


def _line_start(row: tuple[Cell, ...], block: Sequence[tuple[Cell, ...]]) -> int:  # noqa: ARG001
    return row[0].start


def _nearest_edge(start: int, end: int, edges: Sequence[tuple[int, int]]) -> int:
    return min(range(len(edges)), key=lambda number: min(abs(edges[number][0] - start), abs(edges[number][1] - end)))
