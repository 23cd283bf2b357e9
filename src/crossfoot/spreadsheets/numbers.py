"""Values, precisions and offsets as a spreadsheet writes them: grouped, shortened, with a decimal comma, without their last digits."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from crossfoot.records import DECIMAL, show
from crossfoot.spreadsheets.prints import read
from crossfoot.spreadsheets.trace import Row, Trace
from crossfoot.wording import exact_text

_GROUPED: Final = re.compile(r"-?[0-9]{1,3}(?:(?P<mark>[, .'\u00a0\u202f\u2019])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?P<rest>[.,][0-9]+)?")
_COMMA: Final = re.compile(r"-?[0-9]+,[0-9]+")
_WHOLE: Final = re.compile(r"(?P<whole>-?[0-9]+)[.,]0+")
_BARE: Final = re.compile(r"-?[.,][0-9]+")
_KEPT: Final = 15  # the digits that a spreadsheet keeps of a number
_SHORT: Final = re.compile(r"(?P<sign>-?)(?P<digits>[0-9](?:[.,][0-9]+)?)E(?P<power>[+-]?[0-9]{1,3})", re.IGNORECASE)


class Numbers:
    """Restores the numbers of one table; `comma_decimals` says that it may have decimal commas, because no comma is between its columns."""

    def __init__(self, trace: Trace, *, comma_decimals: bool) -> None:
        self.trace, self.comma_decimals = trace, comma_decimals

    def restored(self, line: int, row: Row, name: str, text: str, *, whole: bool) -> str:
        """A number without what a spreadsheet put into it."""
        if DECIMAL.fullmatch(text) and not (whole and "." in text):
            return self._long(row, text) if name == "value" else text
        short = _SHORT.fullmatch(text)
        if short:
            return self._from_short(line, row, name, short)
        found = self._in_its_form(text, whole=whole)
        if found is None:
            message = f"found {show(text)} in {name}, expected a plain number such as 2661000 or -7.0; write it so"
            self.trace.refuse(line, message, row["id"])
        return text if found is None else found

    def _in_its_form(self, text: str, *, whole: bool) -> str | None:
        """A number of which only the form was changed, or None where it is none."""
        grouped, rounded = _GROUPED.fullmatch(text), _WHOLE.fullmatch(text) if whole else None
        if rounded:
            self.trace.note("whole numbers with decimals")
            return rounded["whole"]
        if _BARE.fullmatch(text) and not whole:
            self.trace.note("zeros left out before the decimal point")
            return text.replace(",", ".").replace(".", "0.")
        if grouped and not (self.comma_decimals and grouped["mark"] == "," and not grouped["rest"]) and self._is_grouped(grouped):
            self.trace.note("separators between thousands")
            return text.replace(grouped["mark"], "", text.count(grouped["mark"])).replace(",", ".")
        if _COMMA.fullmatch(text) and self.comma_decimals and not whole:
            self.trace.note("decimal commas")
            return text.replace(",", ".")
        return None

    def _long(self, row: Row, text: str) -> str:
        """A value of more than fifteen digits, of which a spreadsheet keeps fifteen; the print has the others."""
        digits = text.lstrip("-").replace(".", "")
        printed = read(row.get("printed", "")) if len(digits) > _KEPT and not digits[_KEPT:].strip("0") else None
        if printed is None:
            return text
        full = exact_text(printed)
        if full == text or not DECIMAL.fullmatch(full) or full.lstrip("-").replace(".", "")[:_KEPT] != digits[:_KEPT]:
            return text
        self.trace.note("digits behind the fifteenth, restored from their prints")
        return full

    def _is_grouped(self, found: re.Match[str]) -> bool:
        """A point groups thousands only where a comma is the mark of decimals."""
        return found["mark"] != (found["rest"] or " ")[0] and (found["mark"] != "." or self.comma_decimals)

    def _from_short(self, line: int, row: Row, name: str, short: re.Match[str]) -> str:
        """2.66E+06 has lost digits; for a value the print still says them."""
        digits, power = short["digits"].replace(",", "."), int(short["power"])
        shown = Fraction(digits) * Fraction(10) ** power * (-1 if short["sign"] else 1)
        last = Fraction(10) ** (power - len(digits.partition(".")[2]))
        if name == "value" and (printed := read(row.get("printed", ""))) is not None and abs(printed - shown) <= last / 2:
            text = exact_text(printed)
            if DECIMAL.fullmatch(text):
                self.trace.note("values in the short form 2.66E+06, restored from their prints")
                return text
        self.trace.refuse(
            line,
            f"found {short[0]} in {name}: a spreadsheet has shortened the number and lost its digits; write the number out, and format the "
            "column as text before you save again",
            row["id"],
        )
        return short[0]
