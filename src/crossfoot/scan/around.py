"""What the words directly before and behind a number can make of it, at a glance.

Most numbers stand between words that are in no table: nothing needs to be looked for there. What is said here only saves work: the
patterns that are tried decide, and a scan to which `ALL` is said everywhere finds the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from crossfoot.lexicon import (
    ARTICLES,
    CARDINALS,
    CURRENCY_PREFIXES,
    DIGIT_IDIOMS,
    DOZENS,
    DURATIONS,
    MONEY_SCALE_LETTERS,
    MONTHS,
    NAME_CUES,
    ORDINALS,
    PARTS,
    PARTS_PLURAL,
    PERIOD_CUES,
    PERIOD_POINTS,
    PHONE_CUES,
    QUALIFIERS,
    REFERENCE_CUES,
    SCALES,
    SIGNS,
    SUFFIX_QUALIFIERS,
    UNITS,
)
from crossfoot.scan.page import Page

PERIOD: Final = 1
SCALE: Final = 2
UNIT: Final = 4
SUFFIX: Final = 8
REFERENCE: Final = 16
NAME: Final = 32
PHONE: Final = 64
NUMBER: Final = 128  # more words of the number itself
QUALIFIER: Final = 256
SIGN: Final = 512  # a sign or a currency before the number
ODD: Final = 1024  # something else than a plain word and one blank
ALL: Final = 2047
PERCENT: Final = 2048  # a percent sign, and nothing else that belongs to the number
CLOSED: Final = 4096  # a closing bracket, which matters where one was opened
MONEY: Final = 8192  # nothing but the sign of a currency before the number

_REACH: Final = 32  # longer than any word of the tables, with the blanks that may stand before it
_POINTS: Final = ".,:;)"
_CLOSERS: Final = frozenset(".,;:!?")
_BEHIND_CLOSERS: Final = frozenset({"", " ", "\n", '"', "\u201d", ")"})
_MONEY_SIGNS: Final = frozenset("$€£")
_BLANKS: Final = frozenset(" \n")
_NOTHING: Final = frozenset({"", *'0123456789(="\u201c'})  # what begins nothing that belongs to a number before it
_APART: Final = ("   ", "\n\n")  # no print goes on behind these
_WIDE: Final = " " * 5  # more blanks than any print has


def _table(*kinds: tuple[int, Iterable[str]]) -> dict[str, int]:
    table: dict[str, int] = {}
    for kind, words in kinds:
        for word in words:
            table[word] = table.get(word, 0) | kind
    return table


def _last(phrases: Iterable[str]) -> list[str]:
    return [phrase.rsplit(" ", 1)[-1].rstrip(_POINTS) for phrase in phrases]


def _first(phrases: Iterable[str]) -> list[str]:
    return [phrase.split(" ", 1)[0] for phrase in phrases]


BEFORE: Final = _table(
    (QUALIFIER, _last(QUALIFIERS)),
    (SIGN, _last([*SIGNS, *CURRENCY_PREFIXES])),
    (PERIOD, [*MONTHS, *PERIOD_POINTS, *PERIOD_CUES, "of", "year", "fy"]),
    (REFERENCE, _last(REFERENCE_CUES)),
    (NAME, [*_last(NAME_CUES), "of"]),
    (PHONE, [*PHONE_CUES, "us", "on", "at"]),
)
BEHIND: Final = _table(
    (
        PERIOD,
        [
            *MONTHS,
            *DURATIONS,
            *CARDINALS,
            *ORDINALS,
            "of",
            "to",
            "and",
            "am",
            "pm",
            "noon",
            "midnight",
            "a",
            "p",
            "hr",
            "hrs",
            "gmt",
            "utc",
        ],
    ),
    (PERIOD, ["quarter", "half", "halves", "halfyear", "halfyears", "trimester", "semester", "century", "calendar", "fiscal", "q", "h"]),
    (SCALE, [*SCALES, *DOZENS, *MONEY_SCALE_LETTERS]),
    (UNIT, _first(UNITS)),
    (SUFFIX, _first(SUFFIX_QUALIFIERS)),
    (NUMBER, [*CARDINALS, *ORDINALS, *SCALES, *DOZENS, *PARTS, *PARTS_PLURAL, *ARTICLES, "and", "of", "point"]),
    (NUMBER, [phrase.rsplit(" ", 1)[-1] for phrase in DIGIT_IDIOMS]),
)


def before(page: Page, floor: int, start: int) -> int:
    """What the word before the number at `start` may make of it."""
    low = page.low
    if start <= floor:
        return ALL
    sign = low[start - 1]
    if sign not in _BLANKS:
        return SIGN | MONEY if sign in _MONEY_SIGNS else SIGN | ODD if sign == "(" else ALL
    if low[start - len(_WIDE) : start] == _WIDE:
        return ODD
    reach = max(floor, start - _REACH)
    words = low[reach : start - 1].split()
    if not words:
        return ALL
    word = words[-1]
    if not word.isalpha():
        word = word.rstrip(_POINTS)
        if not word.isalpha():
            return ALL if word or len(words) > 1 else ODD
    single = low[start - 2].isspace() or sign == "\n"
    return BEFORE.get(word, 0) | (ODD if single else 0)


def behind(page: Page, end: int) -> int:
    """What the word behind the number that ends at `end` may make of it."""
    low = page.low
    sign = low[end : end + 1]
    if sign in _BLANKS:
        return 0 if low.startswith(_APART, end) else _after_blank(low, end + 1)
    if sign in _CLOSERS:
        return 0 if low[end + 1 : end + 2] in _BEHIND_CLOSERS else ALL
    if sign == "%":
        told = behind(page, end + 1)
        return ALL if told & (UNIT | SUFFIX) else PERCENT | (told & CLOSED)
    return CLOSED if sign == ")" else ALL if sign else 0


def _after_blank(low: str, start: int) -> int:
    words = low[start : start + _REACH].split(None, 1)
    word = words[0] if words else ""
    if not word.isalpha():
        if word[:1] in _NOTHING:
            return 0
        word = word.rstrip(_POINTS)
        if not word.isalpha():
            return ALL
    return BEHIND.get(word, 0)
