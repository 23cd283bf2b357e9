"""Where a print stands in a text: as a word of its own, whatever the line ends and spaces in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_PARTS_OF_NUMBERS = r"[.,'\u2019]"
_SIGNS = r"[-+\u2010-\u2013\u2212$\u20ac\u00a3\u00a5]"


def one_line(text: str) -> str:
    """Line ends and spaces of any width count as one space: a row of a table cannot hold a line end."""
    return " ".join(text.split())


def occurrences(text: str, printed: str) -> Iterator[tuple[int, int]]:
    """Every place at which a print stands by itself: not inside of a word or of a longer number, and without a sign or unit more."""
    words = printed.split()
    if not words:
        return
    before = rf"(?<![^\W_])(?<!\d{_PARTS_OF_NUMBERS})(?<![\s(]{_SIGNS})" if words[0][0].isalnum() else ""
    after = rf"(?![^\W_])(?!{_PARTS_OF_NUMBERS}\d)(?!\s?[%\u2030])" if words[-1][-1].isalnum() else ""
    pattern = re.compile(before + r"\s{1,64}".join(map(re.escape, words)) + after)
    yield from (found.span() for found in pattern.finditer(text))


class Lines:
    """Lines and columns of a text, from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
