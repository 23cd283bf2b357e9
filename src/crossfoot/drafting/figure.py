"""One figure of a draft, and whether it can be a row of claims.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import ValidationError

from crossfoot.infile import deceiving
from crossfoot.loading.rows import CLAIM_COLUMNS
from crossfoot.printed import Printed, PrintedError, read_printed
from crossfoot.records import Claim
from crossfoot.wording import exact_text

Row = dict[str, str]
_SPACE = re.compile(r"(?:(?!(?<=\d)[\u00a0\u2009\u202f](?=\d))\s)+")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A figure with what the draft proposes for its columns; `guessed` are the columns that a person has to confirm."""

    start: int
    end: int
    printed: str
    unit: str
    measure: str
    statistic: str
    period: str
    of: str = ""
    versus: str = ""
    minus: str = ""
    scenario: str = ""
    guessed: frozenset[str] = frozenset()
    note: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What the figure is about, as far as the draft knows."""
        return (self.measure, self.statistic, self.of, self.period, self.versus, self.minus, self.scenario)

    def row(self, name: str, speaker: str) -> Row | None:
        """The row of claims.csv, or None where what is printed cannot be one."""
        read = read_or_none(self.printed)
        if read is None or deceiving(self.printed):
            return None
        row: Row = dict.fromkeys(CLAIM_COLUMNS, "") | {
            "id": name,
            "speaker": speaker,
            "value": exact_text(read.value),
            "bound": read.bound.value,
            "assumed": " ".join(f"{column}?" for column in CLAIM_COLUMNS if column in self.guessed),
        }
        for column in ("printed", "unit", "measure", "statistic", "period", "of", "versus", "minus", "scenario", "note"):
            row[column] = getattr(self, column)
        row |= {"start": str(self.start), "end": str(self.end)}
        return row if is_row(row) else None


def tidied(print_: str) -> str:
    """A print with single spaces; one that groups the digits of a number stays what it is, or the number could not be read."""
    return " ".join(_SPACE.split(print_.strip()))


def read_or_none(printed: str) -> Printed | None:
    """A print read, where it can be."""
    try:
        return read_printed(printed)
    except PrintedError:
        return None


def is_row(row: Row) -> bool:
    """Whether a row is well-formed in itself."""
    entry: dict[str, object] = {**row, "document": "draft", "line": 1, "assumed": tuple(row["assumed"].split())}
    entry |= {"start": row["start"] or None, "end": row["end"] or None}
    try:
        Claim.model_validate(entry)
    except ValidationError:
        return False
    return True
