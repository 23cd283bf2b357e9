"""Prints that a spreadsheet changed: a zero dropped or added, a date made of 1-2; the text has the right ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from crossfoot.printed import PrintedError, length_fault, outside_brackets, read_printed
from crossfoot.records import DECIMAL, show
from crossfoot.spreadsheets.dates import is_date
from crossfoot.spreadsheets.trace import Row, Trace, place_of

_ZEROS: Final = "prints with zeros dropped or added, restored from the text"


class Prints:
    """Restores the prints of one table from the text of its document, where that is attached."""

    def __init__(self, trace: Trace, source: str | None) -> None:
        self.trace, self.source = trace, source

    def of_claim(self, line: int, row: Row) -> str:
        """A print that has the length of its place; where a spreadsheet changed it, the text has the right one."""
        printed, place = row["printed"], place_of(row)
        became_a_date = place is not None and is_date(printed) and len(printed) != place[1] - place[0]
        fault = "" if place is None else length_fault(printed, place[1] - place[0])
        if place is None or not (fault or became_a_date):
            return printed
        restored = self._from_text(printed, place, whole=became_a_date)
        # A print that became a date says no value any more; the value beside it still does.
        value = _exact(row["value"]) if became_a_date else read(printed)
        if restored and value is not None and read(restored) == value:
            self.trace.note("prints that had become dates, restored from the text" if became_a_date else _ZEROS)
            return restored
        self.trace.refuse(
            line, f"{fault or f'found {show(printed)} in printed, which a spreadsheet made a date'}; restore it from the text", row["id"]
        )
        return printed

    def of_mention(self, line: int, row: Row) -> str:
        """The print of a mention, which is what stands at its place; only one that a spreadsheet made a date is looked at."""
        printed, place = row["printed"], place_of(row)
        length = 0 if place is None else place[1] - place[0]
        if place is None or not is_date(printed) or len(printed) == length:
            return printed
        restored = self._from_text(printed, place, whole=True)
        if restored:
            self.trace.note("prints that had become dates, restored from the text")
            return restored
        self.trace.refuse(
            line,
            f"found {show(printed)} in printed, of {len(printed)} characters at a place of {length}: a spreadsheet has made a date of it; "
            "restore it from the text",
            row["id"],
        )
        return printed

    def _from_text(self, printed: str, place: tuple[int, int], *, whole: bool) -> str:
        """What stands at a place of the text, put where the print has what stands outside of its brackets."""
        there = "" if self.source is None else " ".join(self.source[slice(*place)].split())
        if whole or not there:
            return there
        try:
            return printed.replace(outside_brackets(printed), there)
        except PrintedError:
            return ""


def _exact(value: str) -> Fraction | None:
    return Fraction(value) if DECIMAL.fullmatch(value) else None


def read(printed: str) -> Fraction | None:
    """The value of a print, where it can be read."""
    try:
        return read_printed(printed).value
    except PrintedError:
        return None
