"""Every number in a text: runs of numeric characters (which are more than 0 to 9: ½, ², Ⅷ, 三) and number words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from crossfoot.lexicon import NUMBER_WORDS

# Letters and numeric characters beyond ASCII. Every character for which str.isnumeric() is true is a word character to `re`.
_BEYOND_ASCII: Final = re.compile(r"[^\W\x00-\x7f]+")
_REPLACED: Final = re.compile(rb"\?\?*")
_BLANK: Final = bytes(code if chr(code).isalnum() else ord(" ") for code in range(0x80)).ljust(0x100)


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
    spaced = _spaced(text)
    said = spaced.split()
    encoded = _encoded(words)
    telling = {word for word in set(said) if word in encoded or not word.isalpha()}
    start = 0
    for word in [word for word in said if word in telling]:
        start = spaced.index(b" " + word + b" ", start)
        end = start + len(word)
        run = text[start:end]
        if word.isalpha() or run.isnumeric():
            yield Number(start, end, run)
        else:
            yield from _numbers_in(run, start, words)
        start = end


def _spaced(text: str) -> bytes:
    """A blank, then one byte a character: lower case, blanks for what is no part of a word, and 0 for what is and lies beyond ASCII."""
    if text.isascii():
        return b" " + text.encode().lower().translate(_BLANK) + b" "
    characters = bytearray(text.encode("ascii", "replace"))
    for replaced in _REPLACED.finditer(characters):  # few, and sooner found than what they replace
        for found in _BEYOND_ASCII.finditer(text, *replaced.span()):
            characters[found.start() : found.end()] = b"0" * (found.end() - found.start())
    return b" " + bytes(characters.lower().translate(_BLANK)) + b" "


@lru_cache(maxsize=16)
def _encoded(words: frozenset[str]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words)


def _numbers_in(word: str, start: int, words: frozenset[str]) -> Iterator[Number]:
    """The numbers in a run of letters and numerals: 5 in `5G`, 4 in `4th`, `half`."""
    for numeric, group in groupby(word, str.isnumeric):
        part = "".join(group)
        if numeric or part.lower() in words:
            yield Number(start, start + len(part), part)
        start += len(part)


def pieces(number: Number) -> Iterator[tuple[int, int]]:
    """The place of a number; of "12¹" those of the digits and of the raised ones, which are the mark of a note."""
    start = number.start
    for _, group in groupby(number.text, is_mark):
        end = start + sum(1 for _ in group)
        yield start, end
        start = end


def is_mark(character: str) -> bool:
    """Whether this is the mark of a list or of a note, such as ③, ⑴ or ²."""
    return character.isdigit() and not character.isdecimal()
