"""Periods as people print them, and as first and last day.

A period is written `2022`, `2022-H1`, `2022-Q2`, `2022-06`, `2022-06-25`, `2022-03/2022-05` or `../2022-06-25`.
Two spellings of the same days are one period: `2022-Q1` and `2022-01/2022-03` have the same `text`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_PART = re.compile(r"(?P<year>[1-9][0-9]{3})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?")
FIRST_YEAR = 1000  # a year is written with four digits, the first of them not zero
_YEAR_MONTHS, _HALF_MONTHS, _QUARTER_MONTHS = 12, 6, 3
EXPECTED = "2022, 2022-H1, 2022-Q2, 2022-06, 2022-06-25, 2022-03/2022-05 or ../2022-06-25"


class PeriodError(ValueError):
    """The text is not a period; the message says what was found and what is expected."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; `first` is None where the start is open."""

    first: date | None
    last: date

    @property
    def text(self) -> str:
        """The one canonical spelling, `2022-H1` rather than `2022-01/2022-06`."""
        return _text(self.first, self.last)

    @property
    def slug(self) -> str:
        """The spelling used in ids: `2021_2025`, `until-2022-06-25`."""
        return self.text.replace("../", "until-").replace("/", "_")

    @property
    def months(self) -> int | None:
        """How many whole months it is, or None where it is not made of such."""
        return None if self.first is None else _whole_months(self.first, self.last)

    def contains(self, other: Period) -> bool:
        """Whether every day of `other` lies in this period."""
        starts = self.first is None or (other.first is not None and self.first <= other.first)
        return starts and other.last <= self.last

    def last_day(self) -> Period:
        """The period of only the last day: where a stock stands."""
        return Period(self.last, self.last)

    def year_before(self) -> Period:
        """The same days a year earlier; the end of a month stays the end of a month."""
        first = None if self.first is None else _shift_months(self.first, -_YEAR_MONTHS, keep_end=self.first == self.last)
        return Period(first, _shift_months(self.last, -_YEAR_MONTHS, keep_end=True))

    def previous(self) -> Period:
        """The period of the same length directly before.

        Raises:
            PeriodError: the start of the period is open, so that it has no length.
        """
        if self.first is None:
            message = f"found a period with an open start ({self.text}), which has no previous one; name the period meant"
            raise PeriodError(message)
        months = _whole_months(self.first, self.last)
        last = self.first - timedelta(days=1)
        if months is not None:
            return Period(_shift_months(self.first, -months, keep_end=False), last)
        first = last - (self.last - self.first)
        if first.year < FIRST_YEAR:
            message = f"found a period ({self.text}) whose previous one starts before the year {FIRST_YEAR}"
            raise PeriodError(message)
        return Period(first, last)

    def follows(self, other: Period) -> bool:
        """Whether this period starts on the day after `other` ends."""
        return self.first is not None and self.first - timedelta(days=1) == other.last


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Read a period.

    Raises:
        PeriodError: the text is not a period, or it ends before it starts.
    """
    start, slash, end = text.partition("/")
    if not slash:
        first, last = _part(start, text)
        return Period(first, last)
    last = _part(end, text)[1]
    if start == "..":
        return Period(None, last)
    first = _part(start, text)[0]
    if first > last:
        message = f"found the period {text!r}, which ends before it starts; write the earlier end first"
        raise PeriodError(message)
    return Period(first, last)


def _part(text: str, whole: str) -> tuple[date, date]:
    match = _PART.fullmatch(text)
    if match is None:
        message = f"found the period {whole!r}, expected one like {EXPECTED}"
        raise PeriodError(message)
    year = int(match["year"])
    try:
        if match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
            return day, day
        start, months = _months_of(match)
        return date(year, start, 1), _end_of_month(date(year, start + months - 1, 1))
    except ValueError as error:
        message = f"found the period {whole!r}, in which {error}; expected a day of the calendar"
        raise PeriodError(message) from error


def _months_of(match: re.Match[str]) -> tuple[int, int]:
    """The first month and the number of months of a year, half, quarter or month."""
    if match["half"]:
        return (int(match["half"]) - 1) * _HALF_MONTHS + 1, _HALF_MONTHS
    if match["quarter"]:
        return (int(match["quarter"]) - 1) * _QUARTER_MONTHS + 1, _QUARTER_MONTHS
    if match["month"]:
        return int(match["month"]), 1
    return 1, _YEAR_MONTHS


@lru_cache(maxsize=65536)
def _text(first: date | None, last: date) -> str:
    if first is None:
        return f"../{_spell(last, last)}"
    spelt = _spell(first, last)
    if spelt is not None:
        return spelt
    for unit in (_years, _months):
        ends = unit(first, last)
        if ends is not None:
            return f"{ends[0]}/{ends[1]}"
    return f"{first.isoformat()}/{last.isoformat()}"


def _spell(first: date, last: date) -> str | None:
    """The name of a single calendar period, or None where the days are no single one."""
    if first == last:
        return first.isoformat()
    months = _whole_months(first, last)
    if months == 1:
        return f"{first:%Y-%m}"
    if first.year != last.year or months is None or (first.month - 1) % months:
        return None
    names = {
        _YEAR_MONTHS: f"{first.year:04}",
        _HALF_MONTHS: f"{first.year:04}-H{(first.month - 1) // _HALF_MONTHS + 1}",
        _QUARTER_MONTHS: f"{first.year:04}-Q{(first.month - 1) // _QUARTER_MONTHS + 1}",
    }
    return names.get(months)


def _years(first: date, last: date) -> tuple[str, str] | None:
    whole = (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31)
    return (f"{first.year:04}", f"{last.year:04}") if whole else None


def _months(first: date, last: date) -> tuple[str, str] | None:
    return (f"{first:%Y-%m}", f"{last:%Y-%m}") if _whole_months(first, last) is not None else None


def _whole_months(first: date, last: date) -> int | None:
    if first.day != 1 or last != _end_of_month(last):
        return None
    return (last.year - first.year) * _YEAR_MONTHS + last.month - first.month + 1


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _shift_months(day: date, months: int, *, keep_end: bool) -> date:
    index = day.year * _YEAR_MONTHS + day.month - 1 + months
    year, month = divmod(index, _YEAR_MONTHS)
    if not FIRST_YEAR <= year <= date.max.year:
        message = f"found a period that reaches before the year {FIRST_YEAR} or after {date.max.year}"
        raise PeriodError(message)
    length = calendar.monthrange(year, month + 1)[1]
    last_of_month = keep_end and day == _end_of_month(day)
    return date(year, month + 1, length if last_of_month else min(day.day, length))


@lru_cache(maxsize=4096)
def children(period: Period) -> tuple[tuple[Period, ...], ...]:
    """The usual ways to divide a period: a year into halves, quarters and months, a half into quarters and months, and so on."""
    if period.first is None:
        return ()
    months = _whole_months(period.first, period.last)
    sizes = {_YEAR_MONTHS: (6, 3, 1), _HALF_MONTHS: (3, 1), _QUARTER_MONTHS: (1,)}
    if months is None or period.text.count("/"):
        return ()
    return tuple(tuple(_stretch(period.first, start, size) for start in range(0, months, size)) for size in sizes.get(months, ()))


def _stretch(first: date, offset: int, months: int) -> Period:
    start = _shift_months(first, offset, keep_end=False)
    return Period(start, _end_of_month(_shift_months(start, months - 1, keep_end=False)))
