"""What a figure is compared with: the year before, the period before, or a period that the text names."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.drafting.sentences import clause_after, clause_before
from crossfoot.drafting.words import any_of
from crossfoot.lexicon.statements import COMPARES, WITH_A_YEAR_BEFORE, WITH_THE_PERIOD_BEFORE
from crossfoot.period import Period, PeriodError, parse_period

YOY, PREVIOUS = "yoy", "previous"
_LAST: Final = r"(?:last|previous|prior|preceding)"
_YOY: Final = re.compile(rf"{any_of(WITH_A_YEAR_BEFORE)}|\b(?:than|on|over|from)\s+(?:in\s+)?(?:the\s+)?{_LAST}\s+year\b", re.IGNORECASE)
_PREVIOUS: Final = re.compile(
    rf"{any_of(WITH_THE_PERIOD_BEFORE)}|\b(?:than|on|over|from|with|to|against)\s+(?:in\s+)?(?:the\s+)?{_LAST}\s+(?:month|quarter|week|half|period)\b",
    re.IGNORECASE,
)
_SMALL: Final = r"\s+(?:(?:in|the|at|end|of|level|levels|figure|record|old|years?|calendar)\s+)*$"
_COMPARING: Final = re.compile(any_of(COMPARES) + _SMALL, re.IGNORECASE)
# "Over the first ten months" is no comparison, "5% over May" is one.
_OVER: Final = re.compile(
    rf"(?:[%\d]|\b(?:per\s?cent|points?|increase|growth|gain|rise|more|higher)\b)[^,;.()]{{0,20}}?\bover{_SMALL}", re.IGNORECASE
)
_FROM: Final = re.compile(rf"\b(?:from|since){_SMALL}", re.IGNORECASE)
_ON: Final = re.compile(rf"\b(?:up\s+|down\s+)?on{_SMALL}", re.IGNORECASE)
_ABOVE: Final = re.compile(r"\b(?:above|below|record|peak|high|low)\b[^,;.()]{0,30}\b(?:of|in|from)\s+(?:the\s+)?$", re.IGNORECASE)
_REACH = 48


def compared(text: str) -> str:
    """`yoy` or `previous`, where the words behind a difference say so, else nothing."""
    return PREVIOUS if _PREVIOUS.search(f"from {text}") else YOY if _YOY.search(f"from {text}") else ""


def compared_around(own: str, before: str, after: str) -> str:
    """`yoy` or `previous`, where the words around a figure say so; the nearest words first, `own` up to the next figure."""
    for text in (own, clause_after(after), clause_before(before), after, before):
        for name, pattern in ((PREVIOUS, _PREVIOUS), (YOY, _YOY)):
            if pattern.search(text):
                return name
    return ""


def says_so(text: str) -> bool:
    """Whether the words themselves say that something is compared with the period or the year before."""
    return _PREVIOUS.search(text) is not None or _YOY.search(text) is not None


def is_base(text: str, start: int, period: str) -> bool:
    """Whether the period that the text names at `start` is one that something is compared with: "than in May", "since 2019".

    "From 21 September" and "on 30 June" are days on which something is so.
    """
    ahead = text[max(0, start - _REACH) : start]
    if _COMPARING.search(ahead) or _ABOVE.search(ahead) or _OVER.search(ahead):
        return True
    found = parse_period(period)
    return found.first != found.last and (_ON.search(ahead) is not None or _FROM.search(ahead) is not None)


def relative(base: str, period: str) -> str:
    """`yoy` or `previous` where a base is that of a period, else the base itself."""
    try:
        wanted, found = parse_period(period), parse_period(base)
        for name, other in ((PREVIOUS, _previous(wanted)), (YOY, wanted.year_before())):
            if other is not None and (found == other or (found.first is None and found.last == other.last)):
                return YOY if name == PREVIOUS and other == wanted.year_before() else name
    except (PeriodError, OverflowError):
        return base
    return base


def _previous(period: Period) -> Period | None:
    try:
        return period.previous()
    except (PeriodError, OverflowError):
        return None
