"""Dates, times and periods in running text: what is said about time is no figure."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.lexicon import DURATIONS, YEAR_CUES
from crossfoot.scan.patterns import CARDINAL_WORD, END, GAP, MONTH, ORDINAL_WORD, SCALES_AFTER, SPACE, UNIT, YEAR, any_of
from crossfoot.scan.prints import Page

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
    rf"|(?:{YEAR}|'?\d0)s{END}"
    rf"|(?:{ORDINAL_WORD}|{_COUNT}(?:st|nd|rd|th)|(?:twenty|thirty){GAP}{ORDINAL_WORD}){GAP}centur(?:y|ies){END}"
    rf"|(?:{any_of(['first', 'second', 'third', 'fourth'])}|[1-4](?:st|nd|rd|th)){GAP}(?:(?:calendar|fiscal){SPACE})?"
    rf"(?:quarters?|half|halves|half-?years?|trimester|semester){END}{_OF_YEAR}(?!{SPACE}(?:time|point|million|dozen))"
    rf"|{any_of(['first', 'last', 'past', 'previous', 'preceding', 'next', 'coming', 'following', 'recent', 'final'])}"
    rf"{SPACE}{_COUNT}{GAP}{_DURATION}{END}{_OF_YEAR}"
    rf"|{_COUNT}{GAP}{_DURATION}{SPACE}(?:to|ended|ending|through|until){SPACE}(?:(?:the|end|of){SPACE})*(?:{_DATE}|{MONTH}){END}"
    rf"|(?:fy|q[1-4]|[1-4]q|[12]h|h[12])(?:{SPACE}|'|/|-)?(?:fy{SPACE}?|of{SPACE})?(?:{YEAR}(?:[-/]\d\d(?!\d))?|'?\d\d)?{END}(?!\.\d|%)"
    rf"|(?:end|start|beginning|close|middle|turn)(?:{SPACE}of{SPACE}(?:the{SPACE}year{SPACE})?|-){YEAR}(?:s{END})?"
    rf"|(?:mid|early|late|fiscal|calendar|year-end|fy)(?:{SPACE}|-)?{YEAR}(?:s{END}|[-/]\d\d(?!\d))?"
    rf"|(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?{SPACE}?(?:[ap]\.?m\b\.?|hrs?{END}|o'clock|gmt|utc)"
    rf"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"
    rf"|(?:1[0-2]|[1-9]|{CARDINAL_WORD}){SPACE}?(?:[ap]\.m\.|[ap]m{END}|o'clock)"
    rf"|half-years?{END}|half{SPACE}year{END}"
    rf"|week{SPACE}\d{{1,2}}{END}"
)
_BEFORE: Final = re.compile(
    rf"(?:\b{MONTH},?(?:{SPACE}|-)(?:of{SPACE})?'?"
    r"|\b(?:end|start|beginning|close|middle|turn)(?:\sof\s(?:the\syear\s)?|-)"
    r"|\b(?:mid|early|late|fiscal|calendar|year-end)[\s-]|\bfy\s?|\b[qh]|\b(?:last|past|previous|preceding|next|coming|following|recent|final)\s"
    r"|\bweek\s|')$"
)
_YEAR: Final = re.compile(rf"{YEAR}(?![\w])(?!,\d|\.\d)")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)[\s(\"'\u201c-]*$")
_WORD_AFTER: Final = re.compile(r" ([^\W\d_]+)")


def period_at(page: Page, floor: int, start: int) -> tuple[int, int] | None:
    """The place of the date or period that holds the number at `start`, if it is one."""
    low = page.low
    before = low[max(floor, start - _REACH) : start]
    if before and (found := _BEFORE.search(before)) is not None:
        first = start - (found.end() - found.start())
        period = PERIOD.match(low, first)
        if period is not None and period.end() > start and not _is_verb_may(page, first):
            return first, period.end()
    if before and (before[-1].isalnum() or (before[-1] in ".,:/" and before[-2:-1].isdigit())):
        return None
    if before and before[-1] in "$€£¥₹":
        return None
    period = PERIOD.match(low, start)
    if period is not None and not _continues_print(low, period):
        return start, period.end()
    return _bare_year(page, before, start)


def _is_verb_may(page: Page, first: int) -> bool:
    return page.low.startswith("may", first) and page.text[first] != "M"


def _continues_print(low: str, period: re.Match[str]) -> bool:
    """ "2000/01" is a period, "3/4 percent" is none: what a unit follows is a figure."""
    return period[0].replace("/", "").isdigit() and UNIT.match(low, period.end()) is not None


def _bare_year(page: Page, before: str, start: int) -> tuple[int, int] | None:
    low = page.low
    year = _YEAR.match(low, start)
    if year is None:
        return None
    end = year.end()
    if UNIT.match(low, end) is not None or SCALES_AFTER.match(low, end) is not None:
        return None
    word = _WORD_BEFORE.search(before)
    if word is not None and word[1] in YEAR_CUES:
        return start, end
    following = _WORD_AFTER.match(low, end)
    counted = following is not None and following[1].endswith("s") and following[1] not in {"is", "was", "has", "as", "vs"}
    return None if counted or (word is not None and word[1] in {"some", "about", "around", "nearly", "almost", "exactly"}) else (start, end)
