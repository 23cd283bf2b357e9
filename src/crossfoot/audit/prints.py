"""What a slip makes of a print: texts in, texts out. Whether a text can be read as a figure is for the caller to see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final, TypeAlias

from crossfoot.lexicon import QUALIFIERS, SIGNS, SUFFIX_QUALIFIERS
from crossfoot.vocabulary import Bound

_DIGITS: Final = "0123456789"
_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_MINUS_WORDS: Final = "|".join(re.escape(sign) for sign, value in sorted(SIGNS.items()) if value < 0)
_SIGN = re.compile(rf"(?:\[\s*)?(?:{_MINUS_WORDS})\s*\]?\s*", re.IGNORECASE)
_MINUS_SIGNS = re.compile(r"(?:\[\s*[-\u2212]\s*\]|[-\u2212])\s*")
_SCALE_WORDS: Final = ("thousand", "million", "billion", "trillion")
_SCALE = re.compile(r"\b(thousand|million|billion|trillion)\b", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?:%|per ?cent(?:age points?)?\b|\bpct\b|\bpoints?\b|\bpps?\b|\btimes\b|-?\bfold\b)", re.IGNORECASE)
_SPELT = {"percent": "%", "pp": " percentage points", "times": " times"}
_PREFIXES = {Bound.MORE_THAN: "less than", Bound.LESS_THAN: "more than", Bound.AT_LEAST: "at most", Bound.AT_MOST: "at least"}
_SUFFIXES = {Bound.AT_LEAST: "or less", Bound.AT_MOST: "or more"}
_GROUP = 3
_Change: TypeAlias = Callable[[str], Iterable[str]]


def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every one-sided hedge with the words that say the opposite, the longest first."""
    found = [(phrase, _PREFIXES[bound]) for phrase, bound in QUALIFIERS.items() if bound in _PREFIXES]
    found += [(phrase, _SUFFIXES[bound]) for phrase, bound in SUFFIX_QUALIFIERS.items() if bound in _SUFFIXES]
    patterns = [(phrase, rf"(?<!\w){re.escape(phrase)}(?!\w)", opposite) for phrase, opposite in found]
    ordered = sorted(patterns, key=lambda one: (-len(one[0]), one[0]))
    return tuple((re.compile(pattern, re.IGNORECASE), opposite) for _, pattern, opposite in ordered)


_OPPOSITES = _phrases()


def another_digit(text: str) -> Iterator[str]:
    """Each digit of the number as each other digit."""
    return _in_number(text, lambda number: (number[:n] + d + number[n + 1 :] for n in _places(number) for d in _DIGITS if d != number[n]))


def swapped(text: str) -> Iterator[str]:
    """Each two neighbouring digits that differ, the other way round."""
    return _in_number(text, _swapped)


def dropped(text: str) -> Iterator[str]:
    """Each digit left out."""
    return _in_number(text, lambda number: (_tidy(number[:n] + number[n + 1 :], number) for n in _places(number)))


def doubled(text: str) -> Iterator[str]:
    """Each digit twice."""
    return _in_number(text, lambda number: (_tidy(number[: n + 1] + number[n:], number) for n in _places(number)))


def times_ten(text: str) -> Iterator[str]:
    """The decimal point one place further right, and one further left."""
    return _in_number(text, lambda number: (_moved(number, by) for by in (1, -1)))


def other_scale(text: str, *, plain: bool) -> Iterator[str]:
    """Thousand, million or billion for each other; of a `plain` number without such a word, three zeros more or fewer."""
    found = _SCALE.search(text)
    if found is not None:
        for word in _SCALE_WORDS:
            if word != found.group().lower():
                yield text[: found.start()] + word + text[found.end() :]
    elif plain:
        yield from _in_number(text, lambda number: (_moved(number, by) for by in (_GROUP, -_GROUP) if by > 0 or number.endswith("000")))


def other_sign(text: str) -> Iterator[str]:
    """Without its minus, or with one."""
    found = _NUMBER.search(text)
    without = [text[: sign.start()] + text[sign.end() :] for sign in (_MINUS_SIGNS.match(text), _SIGN.match(text)) if sign]
    yield from dict.fromkeys(without)
    if not without and found is not None:
        yield f"{text[: found.start()]}-{text[found.start() :]}"


def other_hedge(text: str) -> Iterator[str]:
    """More than for less than, and the like."""
    for pattern, opposite in _OPPOSITES:
        found = pattern.search(text)
        if found is not None:
            yield text[: found.start()] + opposite + text[found.end() :]


def in_unit(text: str, unit: str) -> str:
    """The print with another unit behind its number; one that does not name its unit says nothing of it."""
    found = _UNIT.search(text)
    if found is None:
        return text
    return text[: found.start()] + _SPELT.get(unit, f" {unit}") + text[found.end() :]


def _in_number(text: str, change: _Change) -> Iterator[str]:
    found = _NUMBER.search(text)
    if found is None:
        return
    number = found.group()
    for other in dict.fromkeys(change(number)):
        if other and other != number and not _odd(other, number):
            yield text[: found.start()] + other + text[found.end() :]


def _odd(number: str, before: str) -> bool:
    """Whether nobody prints a number like this: a nought in front that was not there."""
    return number[0] not in _DIGITS or (number[0] == "0" and number[1:2] not in ("", ".") and before[0] != "0")


def _places(number: str) -> list[int]:
    return [n for n, character in enumerate(number) if character in _DIGITS]


def _swapped(number: str) -> Iterator[str]:
    for left, right in pairwise(_places(number)):
        if number[left] != number[right]:
            yield number[:left] + number[right] + number[left + 1 : right] + number[left] + number[right + 1 :]


def _tidy(number: str, before: str) -> str:
    """Thousands in groups of three again, where there were commas, and no point without decimals."""
    whole, dot, decimals = number.partition(".")
    digits = whole.replace(",", "")
    grouped = f"{int(digits):,}" if "," in before and digits else digits
    return grouped + (dot + decimals if decimals else "")


def _moved(number: str, by: int) -> str:
    """The number times a power of ten, without noughts behind its decimals that were not there."""
    whole, _, decimals = number.replace(",", "").partition(".")
    digits = whole + decimals
    point = len(whole) + by
    digits = digits.ljust(point, "0") if point > 0 else "0" * (1 - point) + digits
    point = max(point, 1)
    kept = digits[point:].rstrip("0") if "." not in number else digits[point:]
    first = digits[:point].lstrip("0") or "0"
    return (f"{int(first):,}" if "," in number else first) + (f".{kept}" if kept else "")
