"""CSV read row by row with places: one physical line is one record, so that a broken row costs only itself.

The standard library's reader would join lines after a lost quote and knows no columns; it is therefore not used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crossfoot.infile import BOM, bom_problem, deceiving, decode, describe_deceiving, fatal
from crossfoot.problems import Problem
from crossfoot.records import show

# What spreadsheets run instead of showing it. A sign is harmless before a number, unless a call or a link follows (-1+cmd|...).
_FORMULA = re.compile(r" *[=@\t\uff1d\uff20]")
_SIGNED = re.compile(r" *[+\-\uff0b\uff0d]")
_SIGNED_NUMBER = re.compile(r" *[+\-\uff0b\uff0d] ?(?:[A-Z]{0,3}[$\u00a2-\u00a5\u20a0-\u20bf]|[A-Z]{3})? ?[0-9](?!.*(?:[|!]|[A-Za-z]\())")


_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs"}


class RowError(Exception):
    """A line that is no row; `column` counts from 1."""

    def __init__(self, column: int, message: str, rule: str) -> None:
        super().__init__(message)
        self.column, self.message, self.rule = column, message, rule


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its fields by column name, and where they start."""

    line: int
    fields: dict[str, str]
    starts: dict[str, int]

    def column(self, name: str) -> int:
        """Where the field of a column starts, from 1; where there is no such column, the start of the line."""
        return self.starts.get(name, 1)


@dataclass(frozen=True, slots=True)
class CsvFile:
    """The rows that could be read, and a problem for every one that could not."""

    path: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def parse_csv(data: bytes, path: str, columns: Sequence[str]) -> CsvFile:
    """Read the bytes of a CSV file that must have exactly these columns.

    Raises:
        ProjectError: it is not UTF-8, empty, or its header lacks a column, has an unknown one or one twice.
    """
    lines, problems = _lines(decode(data, path), path, columns)
    header = _header(lines[0], path, columns)
    if header != list(columns):
        message = f"found the columns in another order, expected {','.join(columns)}; reorder them"
        problems.append(Problem(path, 1, 1, message, "column-order"))
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        try:
            rows.append(_row(number, line, header))
        except RowError as error:
            problems.append(Problem(path, number, error.column, error.message, error.rule, _id_of(line, header)))
    return CsvFile(path, tuple(rows), tuple(problems))


def _lines(text: str, path: str, columns: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The physical lines without their ends; what is odd about the file as a whole is told once."""
    problems = []
    if text.startswith(BOM):
        problems.append(bom_problem(path))
        text = text[1:]
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if not lines:
        fatal(path, f"found an empty file, expected at least the header; put this line in: {','.join(columns)}", "empty-file", 1, 1)
    first = next((number for number, line in enumerate(lines, start=1) if line.endswith("\r")), None)
    if first is not None:
        message = "found a line that ends with CR LF, expected LF; crossfoot fmt puts it right, or save with Unix line ends"
        problems.append(Problem(path, first, len(lines[first - 1]), message, "crlf"))
        lines = [line.removesuffix("\r") for line in lines]
    return lines, problems


def _header(line: str, path: str, columns: Sequence[str]) -> list[str]:
    empty = False
    try:
        header = [text for _, text in split_line(line)]
    except RowError as error:
        fatal(path, error.message, error.rule, 1, error.column)
    other = next((name for mark, name in _OTHER_SEPARATORS.items() if len(header) < len(columns) and mark.join(columns[:2]) in line), None)
    if other:
        message = f"found columns separated by {other}, as spreadsheets save them, expected commas; crossfoot fmt puts the file right"
        fatal(path, message, "wrong-separator", 1, 1)
    while len(header) > len(columns) and not header[-1]:
        header.pop()
        empty = True
    if empty:
        message = "found empty columns at the end, as spreadsheets leave them, expected none; crossfoot fmt puts the file right"
        fatal(path, message, "empty-columns", 1, 1)
    found = Counter(header)
    faults = [
        *(f"no column {show(name)}" for name in columns if name not in found),
        *(f"the unknown column {show(name)}" for name in found if name not in columns),
        *(f"the column {show(name)} {times} times" for name, times in found.items() if times > 1 and name in columns),
    ]
    if faults:
        rule = "missing-column" if set(columns) - set(found) else "unknown-column" if set(found) - set(columns) else "duplicate-column"
        fatal(path, f"found {', '.join(faults)}; expected the header {','.join(columns)}", rule, 1, 1)
    return header


def _row(number: int, line: str, header: list[str]) -> Row:
    found = deceiving(line)
    if found:
        raise RowError(found.start() + 1, describe_deceiving(found), "invisible-character")
    if not line.strip():
        raise RowError(1, "found an empty line, expected a row; remove it", "empty-line")
    fields = list(split_line(line))
    if len(fields) != len(header):
        few_or_many = "too-few-fields" if len(fields) < len(header) else "too-many-fields"
        column = fields[min(len(fields), len(header) + 1) - 1][0] + 1
        message = f"found {len(fields)} fields, expected {len(header)}; quote a field that holds a comma, and keep empty ones"
        raise RowError(column, message, few_or_many)
    for start, text in fields:
        _check_formula(start, text)
    named = list(zip(header, fields, strict=True))
    return Row(number, {name: text for name, (_, text) in named}, {name: start + 1 for name, (start, _) in named})


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a cell instead of showing it."""
    return bool(_FORMULA.match(text) or (_SIGNED.match(text) and not _SIGNED_NUMBER.match(text)))


def _check_formula(start: int, text: str) -> None:
    if is_formula(text):
        message = f"found {show(text)}, which a spreadsheet would run as a formula, expected text; begin with another character"
        raise RowError(start + 1, message, "formula-cell")


def split_line(line: str) -> Iterator[tuple[int, str]]:
    """The fields of a line, each with the index at which it starts.

    Raises:
        RowError: a quote stands inside an unquoted field, is not closed, or is followed by anything but a comma.
    """
    start, end = 0, -1
    while end < len(line):
        if line.startswith('"', start):
            text, end = _quoted(line, start)
        else:
            end = line.find(",", start)
            end = len(line) if end < 0 else end
            text = line[start:end]
            if '"' in text:
                message = "found a quote inside an unquoted field, expected the field in quotes; quote it and double the quotes inside"
                raise RowError(start + text.index('"') + 1, message, "broken-quoting")
        yield start, text
        start = end + 1


def _quoted(line: str, start: int) -> tuple[str, int]:
    """The content of the quoted field at `start`, and where the comma or the end of the line after it is."""
    parts, begin = [], start + 1
    while True:
        quote = line.find('"', begin)
        if quote < 0:
            message = "found a quote that is not closed on its line, expected a closing one; a row is one line"
            raise RowError(start + 1, message, "broken-quoting")
        parts.append(line[begin:quote])
        if not line.startswith('"', quote + 1):
            break
        begin = quote + 2
    if quote + 1 < len(line) and line[quote + 1] != ",":
        message = "found text after a closing quote, expected a comma; double the quotes inside the field"
        raise RowError(quote + 2, message, "broken-quoting")
    return '"'.join(parts), quote + 1


def _id_of(line: str, header: list[str]) -> str:
    """The id of a row that could not be read, where it still shows: the first field, if that is the id."""
    first = line.split(",", 1)[0]
    return first if header[0] == "id" and re.fullmatch(r"[a-z]+[0-9]{3,40}", first) else ""
