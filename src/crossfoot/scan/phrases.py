"""Turns of phrase and vague quantities: number words that state no number."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.lexicon import AFTER_PRONOUN_ONE, IDIOMS, NUMBER_WORDS, ORDINALS, VAGUE
from crossfoot.scan.page import Page, Place
from crossfoot.scan.patterns import END, UNIT_AFTER, any_of

_WORDS: Final = re.compile(r"[^\W\d_]+")


def _by_number() -> dict[str, tuple[re.Pattern[str], tuple[tuple[str, str], ...]]]:
    """For each number word what may follow it, and the phrases that begin before it."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for phrase in IDIOMS:
        word = next(word for word in _WORDS.finditer(phrase) if word[0] in NUMBER_WORDS)
        parts.setdefault(word[0], []).append((phrase[: word.start()], phrase[word.end() :]))
    return {
        word: (
            re.compile(any_of([after for before, after in pairs if not before] or ["\0"]) + END),
            tuple(pair for pair in pairs if pair[0]),
        )
        for word, pairs in parts.items()
    }


_START: Final = 3  # characters that tell whether a word may be vague
_BY_NUMBER: Final = _by_number()
_VAGUE: Final = re.compile(
    r"(?:tens|dozens|hundreds|thousands|millions|billions|trillions)"
    r"(?: of (?:tens|dozens|hundreds|thousands|millions|billions|trillions))*(?![^\W_])"
    r"|(?:several|few|many)(?: (?:dozen|hundred|thousand|million|billion|trillion))*(?![^\W_])|both(?![^\W_])|most(?![^\W_])"
)
_SCALE_WORDS: Final = ("hundred", "thousand", "million", "billion", "trillion", "lakh", "crore")
_VAGUE_STARTS: Final = frozenset(word[:_START] for word in (*_SCALE_WORDS, *VAGUE))
_MANY_BEFORE: Final = re.compile(r"\b(?:a few|several|many|some|few) $")
_SCALE_ONLY: Final = re.compile(rf"{any_of(_SCALE_WORDS)}{END}")
_FOLLOWING: Final = re.compile(r" (of|[^\W\d_]+)")
_AFTER_ONE: Final = re.compile(r"(?: |')([^\W\d_']+(?:'t)?)")
_AFTER_DOUBLE: Final = re.compile(
    r" (?:the|that|those|what|its|their|our|his|her|this|last|to|from|in|by|over|since|a|an|as|compared|year|and|or|than)\b"
    r"|\s*[.,;:!?)]|\s*$"
)


def idiom(page: Page, floor: int, start: int, end: int) -> Place | None:
    """One of, at one time, second to none; "one" for people; "double" before a noun."""
    low = page.low
    word = low[start:end]
    if word in _BY_NUMBER:
        follows, phrases = _BY_NUMBER[word]
        for before, after in phrases:
            first, last = start - len(before), end + len(after)
            if first < floor or low[first:start] != before or not low.startswith(after, end):
                continue
            if not (first and low[first - 1].isalnum()) and not low[last : last + 1].isalnum():
                return first, last
        if (found := follows.match(low, end)) is not None:
            return start, found.end()
    if word == "one" and (found := _AFTER_ONE.match(low, end)) is not None and found[1] in AFTER_PRONOUN_ONE:
        return start, end
    if word in {"double", "triple", "treble", "quadruple"} and _AFTER_DOUBLE.match(low, end) is None:
        return start, end
    counts_time = word == "second" and low[max(0, start - 6) : start].endswith(("/", "every ", " a "))
    if counts_time and not low[end : end + 2].strip().isalpha():
        return start, end
    return None


def vague(page: Page, floor: int, start: int) -> Place | None:
    """Dozens of, tens of thousands, several hundred; a scale word that nothing counts."""
    low = page.low
    if low[start : start + _START] not in _VAGUE_STARTS:
        return None
    found = _VAGUE.match(low, start)
    before = low[max(floor, start - 10) : start]
    many = _MANY_BEFORE.search(before)
    first = start - (len(before) - many.start()) if many is not None else start
    if found is not None:
        return (first, found.end()) if found[0] != "most" or _is_quantity(page, start, found.end()) else None
    scale = _SCALE_ONLY.match(low, start)
    return None if scale is None else (first, scale.end())


def _is_quantity(page: Page, start: int, end: int) -> bool:
    """As in "Most industries" is a quantity, "the most important" and "most recently" are none."""
    before = page.low[max(0, start - 6) : start].split()
    if before and before[-1] in {"the", "a", "at", "its", "their", "our", "and"}:
        return False
    following = _FOLLOWING.match(page.low, end)
    return following is not None and not following[1].endswith(("ly", "ant", "ous", "ive", "ful", "able", "ent"))


def scale_with_unit(page: Page, start: int) -> Place | None:
    """As in "The trillion-dollar mark": a figure whose number the words leave out."""
    scale = _SCALE_ONLY.match(page.low, start)
    unit = UNIT_AFTER.match(page.low, scale.end()) if scale is not None else None
    return None if unit is None else (start, unit.end())


def is_ordinal_word(word: str) -> bool:
    """First, twenty-first, 21st."""
    return word in ORDINALS or word.rpartition("-")[2] in ORDINALS or word.rpartition(" ")[2] in ORDINALS
