"""Every number in a text: runs of numeric characters (which are more than 0 to 9: ½, ², Ⅷ, 三) and number words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

_LEXICON = Path(__file__).parent.parent / "data" / "number_words.txt"
# Letters and numeric characters of any script. Every character for which str.isnumeric() is true is a word character to `re`.
_WORD = re.compile(r"[^\W_]+")


class Number(NamedTuple):
    """A number in a text: its character offsets and its own characters."""

    start: int
    end: int
    text: str


@cache
def number_words() -> frozenset[str]:
    """The number words of the lexicon, in lower case."""
    lines = _LEXICON.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def find_numbers(text: str) -> Iterator[Number]:
    """Every maximal run of numeric characters, and every number word, in order; none overlaps another."""
    for word in _WORD.finditer(text):
        yield from _numbers_in(word[0], word.start())


def _numbers_in(word: str, start: int) -> Iterator[Number]:
    """The numbers in a run of letters and numerals: 5 in `5G`, 4 in `4th`, `half`."""
    if word.isalpha() and word.isascii():  # by far the most
        if word.lower() in number_words():
            yield Number(start, start + len(word), word)
        return
    for numeric, group in groupby(word, str.isnumeric):
        part = "".join(group)
        if numeric or part.lower() in number_words():
            yield Number(start, start + len(part), part)
        start += len(part)
