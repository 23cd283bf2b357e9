"""Where a print stands in a text: as a word of its own, whatever the line ends and spaces in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

Place = tuple[int, int]
_WORD = re.compile(r"[^\W_]+")
_PARTS_OF_NUMBERS = r"[.,'\u2019]"
_SIGNS = r"[-+\u2010-\u2013\u2212$\u20ac\u00a3\u00a5]"


def one_line(text: str) -> str:
    """Line ends and spaces of any width count as one space: a row of a table cannot hold a line end."""
    return " ".join(text.split())


def occurrences(text: str, printed: str) -> Iterator[Place]:
    """Every place at which a print stands by itself: not inside of a word or of a longer number, and without a sign or unit more."""
    pattern = _pattern(printed)
    if pattern is not None:
        yield from (found.span() for found in pattern.finditer(text))


def _pattern(printed: str) -> re.Pattern[str] | None:
    words = printed.split()
    if not words:
        return None
    before = rf"(?<![^\W_])(?<!\d{_PARTS_OF_NUMBERS})(?<![\s(]{_SIGNS})" if words[0][0].isalnum() else ""
    after = rf"(?![^\W_])(?!{_PARTS_OF_NUMBERS}\d)(?!\s?[%\u2030])" if words[-1][-1].isalnum() else ""
    return re.compile(before + r"\s{1,64}".join(map(re.escape, words)) + after)


class Places:
    """The places of many prints in one text: each is looked for only where its first word stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[str, list[int]] = {}
        for word in _WORD.finditer(text):
            self._starts.setdefault(word[0], []).append(word.start())
        self._known: dict[str, list[Place]] = {}

    def of(self, printed: str) -> list[Place]:
        """The occurrences of a print, in order."""
        if printed not in self._known:
            self._known[printed] = list(self._looked_up(printed))
        return self._known[printed]

    def _looked_up(self, printed: str) -> Iterator[Place]:
        pattern = _pattern(printed)
        first = _WORD.search(printed.split(maxsplit=1)[0]) if pattern is not None else None
        if pattern is None or first is None:  # signs only, which stand anywhere
            yield from occurrences(self._text, printed)
            return
        reached = 0
        for start in self._starts.get(first[0], ()):
            found = pattern.match(self._text, start - first.start()) if start - first.start() >= reached else None
            if found is not None:
                reached = found.end()
                yield found.span()


class Lines:
    """Lines and columns of a text, from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
