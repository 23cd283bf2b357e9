"""Dates, times and periods in running text: what is said about time is no figure."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.lexicon import DURATIONS, MONTHS, PERIOD_POINTS, SPAN_CUES, TENS, UNITS_AND_TEENS, YEAR_CUES
from crossfoot.scan import around
from crossfoot.scan.page import Page, Place
from crossfoot.scan.patterns import (
    CARDINAL_WORD,
    END,
    GAP,
    MONTH,
    ORDINAL_WORD,
    SCALES_AFTER,
    SPACE,
    UNIT_AFTER,
    YEAR,
    any_of,
    reversed_any_of,
)

_REACH: Final = 28
_COUNT: Final = rf"(?:\d{{1,3}}|{CARDINAL_WORD})"
_DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d|\s?%)"
_DURATION: Final = any_of(DURATIONS)
_OF_YEAR: Final = (
    rf"(?:{SPACE}of{SPACE}(?:(?:the|this|last|next|that|each|every){SPACE}(?:fiscal{SPACE}|financial{SPACE})?year"
    rf"|(?:fiscal{SPACE}|fy{SPACE}?)?{YEAR}(?:[-/]\d\d(?!\d))?)|,?{SPACE}(?:fiscal{SPACE}|fy{SPACE}?)?{YEAR}(?:[-/]\d\d(?!\d))?)?"
)
_DATE: Final = (
    rf"{MONTH}{SPACE}{_DAY}(?:\s?-\s?(?:{MONTH}{SPACE})?{_DAY})?(?:,?{SPACE}{YEAR})?"
    rf"|{MONTH},?(?:{SPACE}|-){YEAR}(?!\s?%|[.,]\d)"
    rf"|{MONTH}(?:{SPACE}(?:of{SPACE})?|-)'?\d\d(?!\d)"
    rf"|{_DAY}(?:\s?(?:-|to|and)\s?{_DAY})?{SPACE}?-?(?:of{SPACE})?{MONTH}(?:,?(?:{SPACE}|-){YEAR})?"
)
# Longest and surest first. Each is matched where it may start.
PERIOD: Final = re.compile(
    rf"(?:{YEAR}-[01]\d-[0-3]\d|[0-3]?\d[./][0-3]?\d[./](?:{YEAR}|\d\d)){END}(?![/.]\d)"
    rf"|{YEAR}[\s/-]?(?:q[1-4]|h[12]){END}"
    rf"|(?:{_DATE}){END}"
    rf"|{YEAR}\s?[-/]\s?(?:{YEAR}|\d\d(?!\d|[.,]\d|\s?%))"
    rf"|(?:{YEAR}|(?<!over[ -])(?<!under[ -])'?\d0)s{END}"
    rf"|(?:(?<=in )|(?<=of )|(?<=by )|(?<=the )|(?<=since ))'\d\d{END}(?!')"
    rf"|(?:eighteen|nineteen|twenty){SPACE}(?:{any_of(TENS)}(?:{GAP}{any_of(list(UNITS_AND_TEENS)[1:10])})?|{any_of(list(UNITS_AND_TEENS)[10:])}){END}(?!-)"
    rf"|(?:{ORDINAL_WORD}|{_COUNT}(?:st|nd|rd|th)|(?:twenty|thirty){GAP}{ORDINAL_WORD}){GAP}centur(?:y|ies){END}"
    rf"|(?:{any_of(['first', 'second', 'third', 'fourth'])}|[1-4](?:st|nd|rd|th)){GAP}(?:(?:calendar|fiscal){SPACE})?"
    rf"(?:quarters?|half|halves|half-?years?|trimester|semester){END}{_OF_YEAR}(?!{SPACE}(?:time|point|million|dozen))"
    rf"|{any_of(['first', *SPAN_CUES])}"
    rf"{SPACE}{_COUNT}{GAP}{_DURATION}{END}{_OF_YEAR}"
    rf"|{_COUNT}{GAP}{_DURATION}{SPACE}(?:to|ended|ending|through|until){SPACE}(?:(?:the|end|of){SPACE})*(?:{_DATE}|{MONTH}){END}"
    rf"|(?:fy|q[1-4]|[1-4]q|[12]h|h[12])(?:{SPACE}|'|/|-)?(?:fy{SPACE}?|of{SPACE})?(?:{YEAR}(?:[-/]\d\d(?!\d))?|'?\d\d(?:/\d\d)?)?{END}(?!\.\d|%)"
    rf"|(?:[369]|12)m{SPACE}(?:fy{SPACE}?)?{YEAR}"
    rf"|(?:end|start|beginning|close|middle|turn)(?:{SPACE}of{SPACE}(?:the{SPACE}year{SPACE})?|-)(?:{YEAR}(?:s{END})?"
    rf"|(?:fy|[qh][1-4])(?:{SPACE}|'|/|-)?(?:{YEAR}(?:[-/]\d\d(?!\d))?|\d\d)?{END})"
    rf"|(?:mid|early|late|fiscal|calendar|year-end|fy)(?:{SPACE}|-)?{YEAR}(?:s{END}|[-/]\d\d(?!\d))?"
    rf"|(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?{SPACE}?(?:[ap]\.?m\b\.?|hrs?{END}|o'clock|gmt|utc)"
    rf"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\.\d+)?(?![\d:]|,\d)"
    rf"|(?:[01]?\d|2[0-4])h[0-5]\d{END}|0\d[0-5]\d{SPACE}(?:hours|hrs){END}"
    rf"|(?:1[0-2]|[1-9]|{CARDINAL_WORD}){SPACE}?(?:[ap]\.m\.|[ap]m{END}|o'clock|noon{END}|midnight{END})"
    rf"|half-years?{END}|half{SPACE}year{END}"
    rf"|week{SPACE}\d{{1,2}}{END}"
)
# What may stand before the number of a period, read backwards.
_BACK: Final = re.compile(
    rf"(?:'?(?:(?:fo(?:-|\s{{1,3}}))?(?:-|[\s,.]{{1,3}})){reversed_any_of(MONTHS)}"
    rf"|(?:\s?yf|[qh])(?:\s(?:raey\seht\s)?fo\s{reversed_any_of(PERIOD_POINTS)})?"
    rf"|(?:\s(?:raey\seht\s)?fo\s|-){reversed_any_of(PERIOD_POINTS)}"
    rf"|[\s-]{reversed_any_of(['mid', 'early', 'late', 'fiscal', 'calendar', 'year-end'])}"
    rf"|\s{reversed_any_of([*SPAN_CUES, 'week'])}){END}|'"
)
_YEAR: Final = re.compile(rf"{YEAR}(?!\w)")
_WORD_BACK: Final = re.compile(r"[\s(\"'\u201c-]{0,3}([^\W\d_]{1,12})(?![^\W_])")
_WORD_AFTER: Final = re.compile(r" ([^\W\d_]+)")
YEAR_LENGTH: Final = 4
_HEDGES: Final = frozenset({"some", "about", "around", "nearly", "almost", "exactly", "approximately", "roughly"})
_NO_PLURALS: Final = frozenset({"is", "was", "has", "as", "vs", "versus", "plus", "thus"})


def period_at(page: Page, floor: int, number: Place, before: int, behind: int) -> Place | None:
    """The place of the date or period that holds a number, if it is one; `before` and `behind` say at a glance what may make it one."""
    low, (start, end) = page.low, number
    if before & around.PERIOD:
        found = _BACK.match(low[max(floor, start - _REACH) : start][::-1])
        if found is not None:
            first = start - found.end()
            period = PERIOD.match(low, first)
            if period is not None and period.end() > start and not _is_verb_may(page, first):
                return first, period.end()
    if not (behind & around.PERIOD or end - start == YEAR_LENGTH) or (start > floor and _joins(low, floor, start)):
        return None
    if behind & around.PERIOD:
        period = PERIOD.match(low, start)
        if period is not None and not _continues_print(low, period):
            return start, period.end()
    return number if end - start == YEAR_LENGTH and _is_bare_year(page, floor, start, behind) else None


def _joins(low: str, floor: int, start: int) -> bool:
    """Whether the sign before a number makes it a part of something else."""
    sign = low[start - 1]
    return sign.isalnum() or sign in "$€£¥₹" or (sign in ".,:/" and low[max(floor, start - 2) : start - 1].isdigit())


def _is_verb_may(page: Page, first: int) -> bool:
    return page.low.startswith("may", first) and page.text[first] != "M"


def _continues_print(low: str, period: re.Match[str]) -> bool:
    """As in "2000/01" is a period, "3/4 percent" is none: what a unit follows is a figure."""
    return period[0].replace("/", "").isdigit() and UNIT_AFTER.match(low, period.end()) is not None


def _is_bare_year(page: Page, floor: int, start: int, behind: int) -> bool:
    """Whether four characters are a year by themselves: "in 2022", but not "nearly 2022" or "2022 ships"."""
    low, end = page.low, start + YEAR_LENGTH
    if _YEAR.match(low, start) is None or behind & around.PERCENT:
        return False
    if behind & (around.SCALE | around.UNIT) and (UNIT_AFTER.match(low, end) is not None or SCALES_AFTER.match(low, end) is not None):
        return False
    found = _WORD_BACK.match(low[max(floor, start - _REACH) : start][::-1])
    word = "" if found is None else found[1][::-1]
    if word in YEAR_CUES:
        return True
    following = _WORD_AFTER.match(low, end)
    counted = following is not None and following[1].endswith("s") and following[1] not in _NO_PLURALS
    return not counted and word not in _HEDGES
