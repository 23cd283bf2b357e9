"""Every number in a text: runs of numeric characters (which are more than 0 to 9: ½, ², Ⅷ, 三) and number words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from crossfoot.lexicon import NUMBER_WORDS

# Letters and numeric characters of any script. Every character for which str.isnumeric() is true is a word character to `re`.
_WORD = re.compile(r"[^\W_]+")


class Number(NamedTuple):
    """A number in a text: its character offsets and its own characters."""

    start: int
    end: int
    text: str


def number_words() -> frozenset[str]:
    """The number words of the lexicon, in lower case."""
    return NUMBER_WORDS


def find_numbers(text: str, words: frozenset[str] = NUMBER_WORDS) -> Iterator[Number]:
    """Every maximal run of numeric characters, and every one of these words, in order; none overlaps another."""
    for word in _WORD.finditer(text):
        run = word[0]
        if run.isalpha() and run.isascii():  # by far the most
            if run.lower() in words:
                yield Number(word.start(), word.end(), run)
        elif run.isnumeric():
            yield Number(word.start(), word.end(), run)
        else:
            yield from _numbers_in(run, word.start(), words)


def _numbers_in(word: str, start: int, words: frozenset[str]) -> Iterator[Number]:
    """The numbers in a run of letters and numerals: 5 in `5G`, 4 in `4th`, `half`."""
    for numeric, group in groupby(word, str.isnumeric):
        part = "".join(group)
        if numeric or part.lower() in words:
            yield Number(start, start + len(part), part)
        start += len(part)
