"""The print of a figure in running text as a claim holds it: no words of another meaning, and what has to be supplied in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from crossfoot.drafting.figure import read_or_none, tidied
from crossfoot.drafting.words import any_of
from crossfoot.lexicon.numbers import PARTS, PARTS_PLURAL
from crossfoot.lexicon.statements import FALLS, RISES
from crossfoot.records import PERCENT, TIMES
from crossfoot.scan.scanner import NumberClass, Scanned
from crossfoot.vocabulary import Bound
from crossfoot.wording import exact_text

_LEAST_OCCASIONS: Final = 100
_MOST_IN_WORDS: Final = 100
_HUNDRED: Final = 100
_FINEST: Final = 10**4
_REACH: Final = 40
_DIGITS: Final = re.compile(r"\b(?:single|double|triple|two|three)[\s-](?:digits?|figures?)\b", re.IGNORECASE)
_LAST_TIMES: Final = re.compile(r"\s*times$", re.IGNORECASE)
_OUT_OF: Final = re.compile(r"\s+(?:in|out\s+of|of\s+every|in\s+every)\s+", re.IGNORECASE)
_OF_ALL: Final = re.compile(r"\s*(?:of\s+(?:those|them|all|the|its|our|their|every)\b|[^\W\d_]+s?\b)", re.IGNORECASE)
_PART: Final = re.compile(any_of(PARTS, PARTS_PLURAL), re.IGNORECASE)
_PART_OF: Final = re.compile(r"\s+of\b", re.IGNORECASE)
_MOVED_BY: Final = re.compile(rf"{any_of(RISES, FALLS)}\b[^,;.()]{{0,30}}\bby\s+$", re.IGNORECASE)
_NO_DIGIT: Final = re.compile(r"[^\d\u00bc-\u00be\u2150-\u215e]+")
_WORDS_OF: Final = {
    Bound.EXACT: "",
    Bound.ABOUT: "about ",
    Bound.NEARLY: "nearly ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_LEAST: "at least ",
}


def with_shares_in_words(text: str, numbers: Iterable[Scanned]) -> Iterator[Scanned]:
    """The numbers of a text, "three out of four", "half of" and "by a quarter" as the percent that they say, where that ends."""
    waiting: Scanned | None = None
    for number in numbers:
        if waiting is not None:
            joined = _out_of(text, waiting, number)
            if joined is not None:
                waiting = joined
                continue
            yield _part(text, waiting)
        waiting = number
    if waiting is not None:
        yield _part(text, waiting)


def print_of(text: str, member: Scanned) -> tuple[int, int, str, str | None]:
    """Place, print and unit of a figure; the word "times" of occasions is no unit and stays outside."""
    start, end, unit = member.start, member.end, member.unit
    if unit == TIMES and member.value is not None and abs(member.value) >= _LEAST_OCCASIONS:
        end = start + len(_LAST_TIMES.sub("", member.text))
        unit = None
    printed = tidied(text[start:end])
    if unit == PERCENT and member.value is not None and _NO_DIGIT.fullmatch(printed) and _is_other(printed, member.value):
        printed = f"[{_WORDS_OF.get(member.bound, '')}{exact_text(member.value)} percent]"
    return start, end, printed, PERCENT if unit is None and _DIGITS.search(printed) else unit


def _is_other(printed: str, value: Fraction) -> bool:
    """Whether a print by itself does not say this value."""
    read = read_or_none(printed)
    return read is None or read.value != value


def _out_of(text: str, low: Scanned, high: Scanned) -> Scanned | None:
    """Two numbers as one share: "one in five", "three out of four children"."""
    counts = all(
        number.cls is NumberClass.FIGURE and number.value is not None and number.value.denominator == 1 and _NO_DIGIT.fullmatch(number.text)
        for number in (low, high)
    )
    if not counts or _OUT_OF.fullmatch(text, low.end, high.start) is None or low.unit or high.unit:
        return None
    assert low.value is not None  # noqa: S101 - `counts` says so, and mypy cannot see it
    assert high.value is not None  # noqa: S101
    whole = text[high.end : high.end + 1] in {"", ".", ",", ";", "!", "?"} or _OF_ALL.match(text, high.end) is not None
    if not (whole and 0 < low.value < high.value <= _MOST_IN_WORDS):
        return None
    return _as_percent(text, low, high.end, low.value / high.value)


def _part(text: str, number: Scanned) -> Scanned:
    """A part in words as percent, where it is a part of something or how much something moved."""
    value = number.value
    if number.cls is not NumberClass.FIGURE or number.unit is not None or value is None or not 0 < value < 1:
        return number
    if _PART.search(number.text) is None or _NO_DIGIT.fullmatch(number.text) is None:
        return number
    of = number.text.lower().endswith(" of") or _PART_OF.match(text, number.end) is not None
    if not of and _MOVED_BY.search(text[max(0, number.start - _REACH) : number.start]) is None:
        return number
    return _as_percent(text, number, number.end, value) or number


def _as_percent(text: str, number: Scanned, end: int, share: Fraction) -> Scanned | None:
    percent = share * _HUNDRED
    if (percent * _FINEST).denominator != 1:
        return None  # a third is no finite number of percent
    return replace(number, end=end, text=text[number.start : end], value=percent, unit=PERCENT, number=(number.start, end), precision=None)
