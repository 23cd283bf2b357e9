"""The periods that a text names, as days: "the first half of this year" with the document's own date is 2031-H1.

What has no year of its own is read in the year of the document; a month is the last one of that name that was over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from crossfoot.period import Period, PeriodError, parse_period

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ORDINALS: Final[Mapping[str, int]] = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4,
}  # fmt: skip
_COUNTS: Final[Mapping[str, int]] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
}  # fmt: skip
_AHEAD = re.compile(r"\b(?:beginning|starting|next)\s+(?:in\s+)?$", re.IGNORECASE)
_REACH = 24
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WHOSE = rf"(?:[\s,]+(?:of\s+|in\s+)?(?:the\s+)?(?:(?P<rel>this|last|current|previous|same)\s+year|year\b(?!\s+(?:earlier|ago|before))|{_YEAR}))?"  # noqa: E501
# The short names count with a capital only, and May and March need a word that points to a time, or another month, or a year.
_NAME = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_M = rf"(?P<month>{_NAME})\.?"
_TO = r"\s*(?:to|through|until|[-\u2013\u2014])\s*"
_AS_OF = r"(?P<until>(?:as\s+of|up\s+to|until|as\s+at|by(?:\s+the\s+end\s+of)?)\s+)?"


@dataclass(frozen=True, slots=True)
class When:
    """A period that the text names at a place; `relative` says that its year was taken from the document."""

    start: int
    end: int
    period: str
    relative: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a document's relative periods are relative to."""

    about: Period | None = None
    published: date | None = None

    @property
    def last(self) -> date | None:
        """The last day that the document can speak of as past."""
        days = [day for day in (self.published, self.about.last if self.about else None) if day]
        return min(days, default=None)

    @property
    def year(self) -> int | None:
        """The year that "the year" means."""
        if self.about is not None:
            return self.about.last.year
        return self.published.year if self.published else None

    @property
    def this_year(self) -> int | None:
        """The year that "this year" means: that in which it is said."""
        return self.published.year if self.published else self.year


def find_periods(text: str, calendar: Calendar) -> list[When]:
    """The periods that a text names, in order; of overlapping ones the longest."""
    found = [when for pattern, read in _EXPRESSIONS for when in _matches(pattern, read, text, calendar)]
    found.sort(key=lambda when: (when.start, -when.end))
    kept: list[When] = []
    for when in found:
        if not kept or when.start >= kept[-1].end:
            kept.append(when)
    return kept


def _matches(
    pattern: re.Pattern[str], read: Callable[[re.Match[str], Calendar], str | None], text: str, calendar: Calendar
) -> Iterator[When]:
    for match in pattern.finditer(text):
        period = read(match, calendar)
        if period is not None and _readable(period):
            # A preposition before the name of a month only shows that it is one; "from September 21" is a day with a name of its own.
            start = match.start("named") if "named" in match.groupdict() else match.start()
            yield When(start, match.end(), parse_period(period).text, match.groupdict().get("year") is None)


def _readable(period: str) -> bool:
    try:
        parse_period(period)
    except PeriodError:
        return False
    return True


def _year_of(match: re.Match[str], calendar: Calendar) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    rel = (groups.get("rel") or "").lower()
    year = calendar.this_year if rel in {"this", "current", "last", "previous"} else calendar.year
    return None if year is None else year - (rel in {"last", "previous"})


def _half(match: re.Match[str], calendar: Calendar) -> str | None:
    year = _year_of(match, calendar)
    return None if year is None else f"{year}-H{2 if match['nth'].lower() in {'second', '2nd', '2', 'last'} else 1}"


def _quarter(match: re.Match[str], calendar: Calendar) -> str | None:
    year = _year_of(match, calendar)
    return None if year is None else f"{year}-Q{_ORDINALS.get(match['nth'].lower()) or match['nth']}"


def _first_months(match: re.Match[str], calendar: Calendar) -> str | None:
    year, count = _year_of(match, calendar), match["count"].lower()
    months = _COUNTS.get(count) or (int(count) if count.isdigit() else 0)
    return f"{year}-01/{year}-{months:02}" if year and 1 < months < len(MONTHS) else None


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _month_year(match: re.Match[str], calendar: Calendar, month: int) -> int | None:
    """The year of a month without one: the last that was over by the time of the document."""
    groups = match.groupdict()
    if groups.get("year") or groups.get("rel"):
        return _year_of(match, calendar)
    if calendar.last is None:
        return None
    # "Beginning in October" is the next one, every other month the last.
    ahead = _AHEAD.search(match.string, max(0, match.start() - _REACH), match.start("month")) is not None
    return calendar.last.year - (month > calendar.last.month) + (ahead and (month != calendar.last.month))


def _month(match: re.Match[str], calendar: Calendar) -> str | None:
    month = _month_number(match["month"])
    year = _month_year(match, calendar, month)
    return None if year is None else f"{year}-{month:02}"


def _months(match: re.Match[str], calendar: Calendar) -> str | None:
    first, last = _month_number(match["first"]), _month_number(match["month"])
    year = _month_year(match, calendar, last)
    return None if year is None else f"{year - (first > last)}-{first:02}/{year}-{last:02}"


def _day(match: re.Match[str], calendar: Calendar) -> str | None:
    month = _month_number(match["month"])
    year = _month_year(match, calendar, month)
    return None if year is None else f"{'../' if match['until'] else ''}{year}-{month:02}-{int(match['day']):02}"


def _end_of(match: re.Match[str], calendar: Calendar) -> str | None:
    month = _month_number(match["month"])
    year = _month_year(match, calendar, month)
    return None if year is None else parse_period(f"{year}-{month:02}").last_day().text


def _iso(match: re.Match[str], calendar: Calendar) -> str | None:  # noqa: ARG001 - one signature for all
    return match["iso"]


def _years(match: re.Match[str], calendar: Calendar) -> str | None:  # noqa: ARG001
    return f"{match['first']}/{match['year']}" if match["first"] < match["year"] else None


def _one_year(match: re.Match[str], calendar: Calendar) -> str | None:
    year = _year_of(match, calendar)
    return None if year is None else str(year)


def _end_of_year(match: re.Match[str], calendar: Calendar) -> str | None:  # noqa: ARG001
    return f"{match['year']}-12-31"


def _financial_year(match: re.Match[str], calendar: Calendar) -> str | None:  # noqa: ARG001
    """FY22 as the calendar year of its name: the months that it begins and ends with are nowhere in the text."""
    return match["year"] if len(match["year"]) > len("22") else f"20{match['year']}"


def _end_of_financial_year(match: re.Match[str], calendar: Calendar) -> str | None:
    return f"{_financial_year(match, calendar)}-12-31"


def _said_year(match: re.Match[str], calendar: Calendar) -> str | None:
    """In "this year" and "last year"."""
    year = calendar.this_year
    return None if year is None else str(year - (match["said"].lower() != "this"))


def _of_the_document(match: re.Match[str], calendar: Calendar) -> str | None:
    """The quarter that the document is about, in "during the quarter"; nothing where it is about another length of time."""
    about = calendar.about
    if about is None or about.first is None:
        return None
    months = (about.last.year - about.first.year) * 12 + about.last.month - about.first.month + 1
    wanted = {"month": 1, "quarter": 3, "half": 6, "half-year": 6, "half year": 6, "period": months}[match["span"].lower()]
    return about.text if months == wanted and about.first.day == 1 else None


def _quarter_before(match: re.Match[str], calendar: Calendar) -> str | None:  # noqa: ARG001
    """The quarter before that of the document."""
    about = calendar.about
    return about.previous().text if about is not None and re.fullmatch(r"\d{4}-Q[1-4]", about.text) else None


def _month_before(match: re.Match[str], calendar: Calendar) -> str | None:  # noqa: ARG001
    """The month before that of the document."""
    if calendar.about is None or calendar.about.first is None:
        return None
    month = calendar.about.last_day().text[:7]
    return parse_period(month).previous().text


def _compiled(pattern: str, *, capitals: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, 0 if capitals else re.IGNORECASE)


_EXPRESSIONS: Final = (
    (_compiled(rf"\b(?P<nth>first|second|last|1st|2nd)[\s-]+half{_WHOSE}"), _half),
    (_compiled(rf"\bH(?P<nth>[12])[\s,-]*{_YEAR}?\b", capitals=True), _half),
    (_compiled(rf"\b{_YEAR}[\s-]*H(?P<nth>[12])\b", capitals=True), _half),
    (_compiled(rf"\b(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)[\s-]+quarter{_WHOSE}"), _quarter),
    (_compiled(rf"\bQ(?P<nth>[1-4])[\s,-]*{_YEAR}?\b", capitals=True), _quarter),
    (_compiled(rf"\b{_YEAR}[\s-]*Q(?P<nth>[1-4])\b", capitals=True), _quarter),
    (_compiled(rf"\bfirst\s+(?P<count>\w+)\s+months{_WHOSE}"), _first_months),
    (_compiled(rf"\b(?:[Ff]rom\s+|[Bb]etween\s+)?(?P<first>{_NAME})\.?{_TO}{_M}{_WHOSE}(?!\w)", capitals=True), _months),
    (_compiled(rf"\b{_AS_OF}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{_M}{_WHOSE}(?!\w)", capitals=True), _day),
    (_compiled(rf"\b{_AS_OF}{_M}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![.,]?\d)(?:,?\s*{_YEAR})?", capitals=True), _day),
    (_compiled(rf"\bend(?:\s+of|-)\s*{_M}{_WHOSE}(?!\w)", capitals=True), _end_of),
    (_compiled(r"\b(?P<iso>(?:19|20)\d\d-(?:0\d|1[0-2])(?:-[0-3]\d)?)\b"), _iso),
    (_compiled(rf"\b{_M}(?=\s+and\s+(?:{_NAME})\b{_WHOSE})", capitals=True), _month),
    (_compiled(rf"\b(?:[Ii]n|[Oo]f|[Ff]or|[Dd]uring|[Ff]rom|[Bb]y|[Ll]ast|[Aa]nd|,)\s+(?P<named>{_M})(?!\s*[-\u2013]\s*\d){_WHOSE}(?!\w)", capitals=True), _month),  # noqa: E501
    (_compiled(rf"\b{_M}\s+{_YEAR}\b", capitals=True), _month),
    (_compiled(r"(?<![Ss]ince )\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b", capitals=True), _month),  # noqa: E501
    (_compiled(rf"\b(?:from\s+)?(?P<first>(?:19|20)\d\d)(?:\s+to\s+|\s*[-\u2013]\s*){_YEAR}\b"), _years),
    (_compiled(rf"\b[Bb]etween\s+(?P<first>(?:19|20)\d\d)\s+and\s+{_YEAR}\b"), _years),
    (_compiled(r"\b(?:the\s+)?(?:previous|last|prior)\s+month\b"), _month_before),
    (_compiled(r"\b(?:the\s+)?(?:previous|last|prior|preceding)\s+quarter\b(?!\s+of)"), _quarter_before),
    (_compiled(r"\b(?:in|during|throughout|for|over)\s+the\s+(?P<span>month|quarter|half[\s-]year|half|period)\b(?!\s+(?:of|from|to|ended|ending|under|before|as|in|a|one|earlier|last)\b)"), _of_the_document),  # noqa: E501
    (_compiled(rf"\bend(?:\s+of|-)\s*(?:the\s+year\s+)?{_YEAR}\b(?![-.,/]?\d)"), _end_of_year),
    (_compiled(r"\bend(?:\s+of|-)\s*FY\s?'?(?P<year>(?:20)?\d\d)\b", capitals=True), _end_of_financial_year),
    (_compiled(r"\bFY\s?'?(?P<year>(?:20)?\d\d)\b", capitals=True), _financial_year),
    (_compiled(r"\b(?P<said>this)\s+year\b"), _said_year),
    (_compiled(r"(?<!\bof )\b(?P<said>last)\s+year\b(?!\s+of)"), _said_year),
    (_compiled(rf"\b{_YEAR}\b(?![-./]?\d|,\d(?![A-Z]))"), _one_year),
    (_compiled(r"\b(?:the\s+whole|throughout\s+the|the\s+full|for\s+the)\s+year\b(?!\s+(?:earlier|ago|before))"), _one_year),
)  # fmt: skip
