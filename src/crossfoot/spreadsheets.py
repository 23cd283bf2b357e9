"""What a spreadsheet does to claims.csv and mentions.csv, undone where nothing was lost, and refused in words where something was.

Excel and LibreOffice save with semicolons or tabs, a byte order mark, CR LF, quotes around everything and empty columns at the end;
they put separators between thousands, write 2661000 as 2.66E+06, 1.30 as 1.3, 28.8% as 28.80%, and 2022-06 as Jun-22. What only
changed its form is put back. What lost digits is put back only from where it can be proved: the value from its print, the print from
the text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from crossfoot.csvfile import is_formula
from crossfoot.csvtext import csv_text
from crossfoot.infile import BOM, deceiving, decode, describe_deceiving
from crossfoot.period import PeriodError, parse_period
from crossfoot.printed import PrintedError, length_fault, outside_brackets, read_printed
from crossfoot.problems import Problem, ProjectError
from crossfoot.records import DECIMAL, STANDING, UNSTATED, show, spreadsheet_date
from crossfoot.wording import exact_text

Row = dict[str, str]
RULE: Final = "spreadsheet"
_SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
_OFFSETS: Final = frozenset({"start", "end"})
_NUMBERS: Final = frozenset({"value", "precision"})
_PERIODS: Final = frozenset({"period", "versus", "minus"})
_GROUPED: Final = re.compile(r"-?[0-9]{1,3}(?:(?P<mark>[, .'\u00a0\u202f\u2019])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?P<rest>[.,][0-9]+)?")
_COMMA: Final = re.compile(r"-?[0-9]+,[0-9]+")
_WHOLE: Final = re.compile(r"(?P<whole>-?[0-9]+)[.,]0+")
_SHORT: Final = re.compile(r"(?P<sign>-?)(?P<digits>[0-9](?:[.,][0-9]+)?)E(?P<power>[+-]?[0-9]{1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Restored:
    """The canonical form of a file: its text, what had to be undone, in words, and what cannot be; then there is no text."""

    text: str
    undone: tuple[str, ...]
    problems: tuple[Problem, ...]


class _Restorer:
    """Restores one file; collects in words what it did."""

    def __init__(self, path: str, columns: Sequence[str], source: str | None) -> None:
        self.path, self.columns, self.source = path, columns, source
        self.undone: list[str] = []
        self.problems: list[Problem] = []
        self.comma_decimals = False

    def note(self, what: str) -> None:
        """Say once what was undone."""
        if what not in self.undone:
            self.undone.append(what)

    def refuse(self, line: int, message: str, record: str = "") -> None:
        """Say what cannot be undone."""
        self.problems.append(Problem(self.path, line, 1, message, RULE, record))

    def rows(self, text: str) -> list[Row]:
        """The rows in order of position."""
        separator = self._separator(text)
        self.comma_decimals = separator != ","
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            header = self._header(next(reader, []))
            found = [] if header is None else [row for fields in reader if (row := self._row(reader.line_num, header, fields)) is not None]
        except csv.Error as error:
            self.refuse(
                reader.line_num, f"found a line that is no row ({error}), expected each quote closed and doubled inside; correct it"
            )
            return []
        ordered = _in_order(found)
        if ordered != found:
            self.note("rows put in order of position")
        return ordered

    def _separator(self, text: str) -> str:
        head = text.partition("\n")[0]
        separator = max(_SEPARATORS, key=head.count)
        if separator != ",":
            self.note(f"{_SEPARATORS[separator]} between the columns")
        return separator

    def _header(self, fields: Sequence[str]) -> list[str] | None:
        header = [name.strip() for name in fields]
        while header and not header[-1]:
            header.pop()
        if len(header) != len(fields):
            self.note("empty columns at the end")
        if sorted(header) != sorted(self.columns):
            self.refuse(1, f"found the columns {show(','.join(header))}, expected {','.join(self.columns)}; name them so")
            return None
        if header != list(self.columns):
            self.note("columns in another order")
        return header

    def _row(self, line: int, header: Sequence[str], fields: Sequence[str]) -> Row | None:
        if not any(field.strip() for field in fields):
            self.note("empty lines")
            return None
        extra = [field for field in fields[len(header) :] if field]
        if extra:
            self.refuse(line, f"found {show(extra[0])} beyond the last column, expected nothing there; quote a field that holds a comma")
            return None
        if len(fields) != len(header):
            self.note("empty columns at the end" if len(fields) > len(header) else "empty cells left out at the end")
        row = dict(zip(header, [*fields, *[""] * len(header)], strict=False))
        for name, text in row.items():
            odd = deceiving(text) or ("\n" in text or "\r" in text)
            if odd:
                what = "a line end inside a cell" if odd is True else describe_deceiving(odd).partition(",")[0].removeprefix("found ")
                self.refuse(line, f"found {what} in the column {name}, expected one line of visible text; remove it", row.get("id", ""))
                return row
            if is_formula(text):
                self.refuse(
                    line,
                    f"found {show(text)} in {name}, which a spreadsheet would run as a formula; begin with another character",
                    row["id"],
                )
        for name in header:
            row[name] = self._cell(line, row, name)
        if "bound" in row:
            row["printed"] = self._print(line, row)
        return row

    def _cell(self, line: int, row: Row, name: str) -> str:
        text = row[name].strip() if name in _OFFSETS | _NUMBERS | _PERIODS else row[name]
        if not text or name not in _OFFSETS | _NUMBERS | _PERIODS:
            return text
        if name in _OFFSETS:
            return self._number(line, row, name, text, whole=True)
        if name in _NUMBERS:
            return self._number(line, row, name, text, whole=False)
        return self._period(line, row, name, text)

    def _number(self, line: int, row: Row, name: str, text: str, *, whole: bool) -> str:
        """A number without what a spreadsheet put into it."""
        if DECIMAL.fullmatch(text) and not (whole and "." in text):
            return text
        short = _SHORT.fullmatch(text)
        if short:
            return self._from_short(line, row, name, short)
        grouped, rounded = _GROUPED.fullmatch(text), _WHOLE.fullmatch(text) if whole else None
        if rounded:
            self.note("whole numbers with decimals")
            return rounded["whole"]
        if grouped and not (self.comma_decimals and grouped["mark"] == "," and not grouped["rest"]) and self._is_grouped(grouped):
            self.note("separators between thousands")
            plain = text.replace(grouped["mark"], "", text.count(grouped["mark"]))
            return plain.replace(",", ".")
        if _COMMA.fullmatch(text) and self.comma_decimals and not whole:
            self.note("decimal commas")
            return text.replace(",", ".")
        self.refuse(line, f"found {show(text)} in {name}, expected a plain number such as 2661000 or -7.0; write it so", row["id"])
        return text

    def _is_grouped(self, found: re.Match[str]) -> bool:
        """A point groups thousands only where a comma is the mark of decimals."""
        return found["mark"] != (found["rest"] or " ")[0] and (found["mark"] != "." or self.comma_decimals)

    def _from_short(self, line: int, row: Row, name: str, short: re.Match[str]) -> str:
        """2.66E+06 has lost digits; for a value the print still says them."""
        digits, power = short["digits"].replace(",", "."), int(short["power"])
        shown = Fraction(digits) * Fraction(10) ** power * (-1 if short["sign"] else 1)
        last = Fraction(10) ** (power - len(digits.partition(".")[2]))
        if name == "value" and (printed := _read(row.get("printed", ""))) is not None and abs(printed - shown) <= last / 2:
            text = exact_text(printed)
            if DECIMAL.fullmatch(text):
                self.note("values in the short form 2.66E+06, restored from their prints")
                return text
        self.refuse(
            line,
            f"found {short[0]} in {name}: a spreadsheet has shortened the number and lost its digits; write the number out, and format the "
            "column as text before you save again",
            row["id"],
        )
        return short[0]

    def _period(self, line: int, row: Row, name: str, text: str) -> str:
        if re.fullmatch(r"[1-9][0-9]{3}[.,]0+", text):
            self.note("whole numbers with decimals")
            return text[:4]
        if text in (STANDING, UNSTATED) or not spreadsheet_date(text):
            return text
        try:
            parse_period(text)
        except PeriodError:
            self.refuse(
                line,
                f"found {show(text)} in {name}: a spreadsheet has taken a period such as 2022-06 for a date; write the period again, and "
                "format the column as text before you save again",
                row["id"],
            )
        return text

    def _print(self, line: int, row: Row) -> str:
        """A print that has the length of its place; where a spreadsheet changed its zeros, the text has the right one."""
        printed = row["printed"]
        place = _place_of(row)
        fault = "" if place is None else length_fault(printed, place[1] - place[0])
        if place is None or not fault:
            return printed
        there = "" if self.source is None else " ".join(self.source[slice(*place)].split())
        try:
            restored = printed.replace(outside_brackets(printed), there) if there else ""
        except PrintedError:
            restored = ""
        if restored and _read(restored) is not None and _read(restored) == _read(printed):
            self.note("prints with zeros dropped or added, restored from the text")
            return restored
        self.refuse(line, f"{fault}; restore it from the text", row["id"])
        return printed


def restore(data: bytes, path: str, columns: Sequence[str], *, source: str | None = None) -> Restored:
    """The canonical form of a table that must have exactly these columns; `source` is the text of its document, where it is attached."""
    restorer = _Restorer(path, columns, source)
    try:
        text = _decoded(data, path, restorer)
    except ProjectError as error:
        return Restored("", (), tuple(error.problems))
    rows = restorer.rows(text)
    if restorer.problems:
        return Restored("", tuple(restorer.undone), tuple(restorer.problems))
    canonical = csv_text(columns, rows)
    if canonical.encode() != data and not restorer.undone:
        restorer.note("quotes where none are needed")
    return Restored(canonical, tuple(restorer.undone), ())


def _place_of(row: Row) -> tuple[int, int] | None:
    start, end = row["start"], row["end"]
    return (int(start[:9]), int(end[:9])) if all(text.isascii() and text.isdigit() for text in (start, end)) else None


def _decoded(data: bytes, path: str, restorer: _Restorer) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        restorer.note("UTF-16")
        try:
            return data.decode("utf-16").replace("\r\n", "\n")
        except UnicodeDecodeError:
            restorer.refuse(1, "found text that is neither UTF-8 nor UTF-16, expected UTF-8; save the file as CSV UTF-8")
            return ""
    text = decode(data, path)
    if text.startswith(BOM):
        restorer.note("a byte order mark")
        text = text[1:]
    if "\r\n" in text:
        restorer.note("lines that end with CR LF")
        text = text.replace("\r\n", "\n")
    if re.match(r"\"?sep=.\"?\n", text):
        restorer.note("a line sep= at the top")
        text = text.partition("\n")[2]
    return text


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """By position in the text; a row without a place stays behind the one that it followed."""
    keys: list[int] = []
    for row in rows:
        keys.append(int(row["start"]) if row["start"].isascii() and row["start"].isdigit() else keys[-1] if keys else -1)
    return [row for _, row in sorted(zip(keys, rows, strict=True), key=lambda pair: pair[0])]


def _read(printed: str) -> Fraction | None:
    try:
        return read_printed(printed).value
    except PrintedError:
        return None
