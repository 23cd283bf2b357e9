"""A text that is scanned, and what is found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

from crossfoot._printed_text import folded
from crossfoot.vocabulary import Bound

QUOTES: Final = '"\u201c\u2018\u00ab'
_QUOTE: Final = re.compile(f"[{QUOTES}]")

Place = tuple[int, int]


class Page(NamedTuple):
    """A text, the same folded (lower case, ASCII digits) character for character, and where a quotation may begin."""

    text: str
    low: str
    quotes: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Page:
        """The page of a text."""
        if not any(sign in text for sign in QUOTES):
            return cls(text, folded(text), ())
        return cls(text, folded(text), tuple(found.start() for found in _QUOTE.finditer(text)))

    def quote_between(self, first: int, last: int) -> bool:
        """Whether an opening quotation mark stands there."""
        index = bisect_left(self.quotes, last)
        return index > 0 and self.quotes[index - 1] >= first


class NumberClass(StrEnum):
    """What a number in running text is."""

    FIGURE = "figure"
    PERIOD = "period"
    MARKER = "marker"
    NAME = "name"
    ORDINAL = "ordinal"
    IDIOM = "idiom"
    VAGUE = "vague"
    REFERENCE = "reference"


class Scanned(NamedTuple):
    """One number of a text, with its whole print.

    `value` is signed and in base units, percent as printed; it is None where the print states no value or cannot be read.
    `precision` is the last printed unit in base units. `number` is the place of the bare number inside the print.
    """

    start: int
    end: int
    text: str
    cls: NumberClass
    value: Fraction | None
    unit: str | None
    bound: Bound
    precision: Fraction | None
    number: tuple[int, int]
