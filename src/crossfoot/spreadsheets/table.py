"""The form of a table: what stands between its columns, their order, its line ends, quotes and empty rest."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crossfoot.csvfile import is_formula
from crossfoot.csvtext import csv_text
from crossfoot.drafting.periods import Calendar
from crossfoot.infile import BOM, deceiving, decode, describe_deceiving
from crossfoot.problems import Problem, ProjectError
from crossfoot.records import show
from crossfoot.spreadsheets.numbers import Numbers
from crossfoot.spreadsheets.periods import Periods
from crossfoot.spreadsheets.prints import Prints
from crossfoot.spreadsheets.trace import Row, Trace

_SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
_OFFSETS: Final = frozenset({"start", "end"})
_NUMBERS: Final = frozenset({"value", "precision"})
_PERIODS: Final = frozenset({"period", "versus", "minus"})
_Lines = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Restored:
    """The canonical form of a file: its text, what had to be undone, in words, and what cannot be; then there is no text."""

    text: str
    undone: tuple[str, ...]
    problems: tuple[Problem, ...]


def restore(data: bytes, path: str, columns: Sequence[str], *, source: str | None = None, calendar: Calendar | None = None) -> Restored:
    """The canonical form of a table that must have exactly these columns.

    `source` is the text of its document, where it is attached; `calendar` says what the document is about and when it was published.
    """
    trace = Trace(path)
    table = _Table(trace, columns, source, calendar or Calendar())
    try:
        text = _decoded(data, path, trace)
    except ProjectError as error:
        return Restored("", (), tuple(error.problems))
    rows = table.rows(text)
    if trace.problems:
        return Restored("", tuple(trace.undone), tuple(trace.problems))
    canonical = csv_text(columns, rows)
    if canonical.encode() != data and not trace.undone:
        trace.note("quotes where none are needed")
    return Restored(canonical, tuple(trace.undone), ())


class _Table:
    """One table, restored row by row."""

    def __init__(self, trace: Trace, columns: Sequence[str], source: str | None, calendar: Calendar) -> None:
        self.trace, self.columns, self.source, self.calendar = trace, columns, source, calendar
        self.numbers = Numbers(trace, comma_decimals=False)
        self.periods = Periods(trace, source, calendar, ())
        self.prints = Prints(trace, source)

    def rows(self, text: str) -> list[Row]:
        """The rows in order of position."""
        separator = self._separator(text)
        self.numbers = Numbers(self.trace, comma_decimals=separator != ",")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            header = self._header(next(reader, []))
            lines = [(reader.line_num, fields) for fields in reader]
        except csv.Error as error:
            self.trace.refuse(
                reader.line_num, f"found a line that is no row ({error}), expected each quote closed and doubled inside; correct it"
            )
            return []
        if header is None:
            return []
        self.periods = Periods(self.trace, self.source, self.calendar, _cells_of(_PERIODS, header, lines))
        found = [row for number, fields in lines if (row := self._row(number, header, fields)) is not None]
        ordered = _in_order(found)
        if ordered != found:
            self.trace.note("rows put in order of position")
        return ordered

    def _separator(self, text: str) -> str:
        head = text.partition("\n")[0]
        separator = max(_SEPARATORS, key=head.count)
        if separator != ",":
            self.trace.note(f"{_SEPARATORS[separator]} between the columns")
        return separator

    def _header(self, fields: Sequence[str]) -> list[str] | None:
        header = [name.strip() for name in fields]
        while header and not header[-1]:
            header.pop()
        if len(header) != len(fields):
            self.trace.note("empty columns at the end")
        if sorted(header) != sorted(self.columns):
            self.trace.refuse(1, f"found the columns {show(','.join(header))}, expected {','.join(self.columns)}; name them so")
            return None
        if header != list(self.columns):
            self.trace.note("columns in another order")
        return header

    def _row(self, line: int, header: Sequence[str], fields: Sequence[str]) -> Row | None:
        if not any(field.strip() for field in fields):
            self.trace.note("empty lines")
            return None
        extra = [field for field in fields[len(header) :] if field]
        if extra:
            self.trace.refuse(
                line, f"found {show(extra[0])} beyond the last column, expected nothing there; quote a field that holds a comma"
            )
            return None
        if len(fields) != len(header):
            self.trace.note("empty columns at the end" if len(fields) > len(header) else "empty cells left out at the end")
        row = dict(zip(header, [*fields, *[""] * len(header)], strict=False))
        if self._refused(line, row):
            return row
        # The offsets first: what else is put back may need the place.
        for name in sorted(header, key=lambda name: name not in _OFFSETS):
            row[name] = self._cell(line, row, name)
        row["printed"] = self.prints.of_claim(line, row) if "bound" in row else self.prints.of_mention(line, row)
        return row

    def _refused(self, line: int, row: Row) -> bool:
        """Whether a cell holds what no table may; a formula is said, and the rest of its row is looked at all the same."""
        for name, text in row.items():
            odd = deceiving(text) or ("\n" in text or "\r" in text)
            if odd:
                what = "a line end inside a cell" if odd is True else describe_deceiving(odd).partition(",")[0].removeprefix("found ")
                self.trace.refuse(
                    line, f"found {what} in the column {name}, expected one line of visible text; remove it", row.get("id", "")
                )
                return True
            if is_formula(text):
                self.trace.refuse(
                    line,
                    f"found {show(text)} in {name}, which a spreadsheet would run as a formula; begin with another character",
                    row["id"],
                )
        return False

    def _cell(self, line: int, row: Row, name: str) -> str:
        text = row[name].strip() if name in _OFFSETS | _NUMBERS | _PERIODS else row[name]
        if not text or name not in _OFFSETS | _NUMBERS | _PERIODS:
            return text
        if name in _PERIODS:
            return self.periods.restored(line, row, name, text)
        return self.numbers.restored(line, row, name, text, whole=name in _OFFSETS)


def _cells_of(names: frozenset[str], header: Sequence[str], lines: _Lines) -> Iterator[str]:
    places = [number for number, name in enumerate(header) if name in names]
    yield from (fields[place] for _, fields in lines for place in places if place < len(fields))


def _decoded(data: bytes, path: str, trace: Trace) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        trace.note("UTF-16")
        try:
            return data.decode("utf-16").replace("\r\n", "\n")
        except UnicodeDecodeError:
            trace.refuse(1, "found text that is neither UTF-8 nor UTF-16, expected UTF-8; save the file as CSV UTF-8")
            return ""
    text = decode(data, path)
    if text.startswith(BOM):
        trace.note("a byte order mark")
        text = text[1:]
    if "\r\n" in text:
        trace.note("lines that end with CR LF")
        text = text.replace("\r\n", "\n")
    if re.match(r"\"?sep=.\"?\n", text):
        trace.note("a line sep= at the top")
        text = text.partition("\n")[2]
    return text


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """By position in the text; a row without a place stays behind the one that it followed."""
    keys: list[int] = []
    for row in rows:
        keys.append(int(row["start"]) if row["start"].isascii() and row["start"].isdigit() else keys[-1] if keys else -1)
    return [row for _, row in sorted(zip(keys, rows, strict=True), key=lambda pair: pair[0])]
