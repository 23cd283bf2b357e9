"""Numbers that count the items of a list: "First, ...", "The second is", (3), 4."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.lexicon import ORDINALS
from crossfoot.scan.page import Page, Place
from crossfoot.scan.patterns import END, ORDINAL_WORD

_SENTENCE_START: Final = re.compile(r"(?:^|[\n.!?:;\u2026\"\u201d\u2014]\s{0,4}|\n[\s>*#\u2022-]{0,12})$")
_MARKED: Final = re.compile(rf"(?:{ORDINAL_WORD})(?:,|{END}(?: one| point| thing| item)? (?:is|are|was)|:)")
_THE: Final = re.compile(r"(?:^|[\n.!?:;,\"\u201d]\s{0,4})(?:and )?the $")
_AND: Final = re.compile(r"[,;:.]\s{0,2}(?:and )?$")
_REACH: Final = 14
_LIST_REACH: Final = 3000  # characters in which the neighbour of an item stands
_LISTING: Final = frozenset(",:")
_ONE_IS: Final = re.compile(r"one is")
_NUMBER_MARKER: Final = re.compile(r"\(?(\d{1,3})(?:[.)](?=\s|[A-Z\"\u201c])|\.\)|:(?=\s))")
_LINE_START: Final = re.compile(r"[\s>*#\u2022-]{0,12}\(?")
_INLINE_MARKER: Final = re.compile(r"\((\d{1,2})\)(?= [^\W\d_])")


def sentence_start(page: Page, start: int) -> bool:
    """Whether a sentence starts here, also a run-on one without a space."""
    return _SENTENCE_START.search(page.low[max(0, start - _REACH) : start]) is not None


def word_marker(page: Page, start: int, end: int) -> Place | None:
    """First, ...; the second is ...; one is ..."""
    low = page.low
    if low[start:end] not in ORDINALS and low[end : end + 1] not in _LISTING and not low.startswith("one is", start):
        return None
    before = low[max(0, start - _REACH) : start]
    if low.startswith("one is", start):
        listing = _ONE_IS.match(low, start) is not None and (sentence_start(page, start) or _AND.search(before) is not None)
        return (start, end) if listing else None
    found = _MARKED.match(low, start)
    if found is None:
        return (start, end) if _is_counted_off(page, start, end) else None
    comma = low[found.end() - 1] in ",:"
    if sentence_start(page, start) or (comma and _AND.search(before) is not None):
        return start, end
    return (start, end) if not comma and _THE.search(before) is not None else None


def _is_counted_off(page: Page, start: int, end: int) -> bool:
    """As in "One, ... Two, ...": a number at the start of a sentence with a comma, whose neighbour is counted off too."""
    word = page.low[start:end]
    if word not in _COUNTING or page.low[end : end + 1] not in {",", ":"} or not sentence_start(page, start):
        return False
    index = _COUNTING.index(word)
    neighbours = [_COUNTING[near].capitalize() for near in (index - 1, index + 1) if 0 <= near < len(_COUNTING)]
    around = max(0, start - _LIST_REACH), end + _LIST_REACH
    return any(page.text.find(f"{neighbour}{sign}", *around) >= 0 for neighbour in neighbours for sign in ",:")


_COUNTING: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_marker(page: Page, floor: int, start: int) -> Place | None:
    """As in "1." and "(2)" at the start of a line, "(2)" before the words of an item."""
    low = page.low
    if start > floor and low[start - 1] == "(":
        found = _INLINE_MARKER.match(low, start - 1)
        if found is not None and not low[max(0, start - 3) : start - 1].strip().isdigit() and _lists(low, found):
            return found.span()
    if not _starts_line(low, start):
        return None
    found = _NUMBER_MARKER.match(page.text, start)
    if found is None:
        return None
    first = start - (low[start - 1 : start] == "(" and start > floor)
    return first, found.end() if low[found.end() - 1] == ")" else found.end(1)


def _starts_line(low: str, start: int) -> bool:
    """Whether nothing but blanks, the marks of a list and a bracket stands between the start of the line and here."""
    reach = max(0, start - _REACH)
    line = low.rfind("\n", reach, start) + 1
    return (line > 0 or reach == 0) and _LINE_START.fullmatch(low, line, start) is not None


def _lists(low: str, found: re.Match[str]) -> bool:
    """Whether a number in brackets has a neighbour: (1) comes before (2)."""
    number = int(found[1])
    around = max(0, found.start() - _LIST_REACH), found.end() + _LIST_REACH
    return low.find(f"({number + 1})", *around) >= 0 or low.find(f"({number - 1})", *around) >= 0
