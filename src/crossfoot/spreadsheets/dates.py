"""What a period or a print may have been before a spreadsheet took it for a date: `Jun-22`, `01/06/2022`, `1 June 2022`, 44713.

Excel and LibreOffice read 2022-06 as the first day of that month and 2022-06-25 as a day, and save both in the spelling of their
locale. A month and a year, or a day that is not the first, can only come from one period. What the order of day and month is, a table
says by a day after the twelfth in any cell; what was a month and what its first day, the text says, if it names one of the two near
the claim. Everything else stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from crossfoot.records import spreadsheet_date

# The first letters of the months' names, as spreadsheets in these languages abbreviate them: English, German, French, Spanish,
# Italian, Portuguese, Dutch. None of them is a month in one language and another in the next.
_MONTHS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("jan", "ene", "gen"), 1),
    **dict.fromkeys(("feb", "f\u00e9v", "fev"), 2),
    **dict.fromkeys(("mar", "m\u00e4r", "mrz", "mrt", "maa"), 3),
    **dict.fromkeys(("apr", "avr", "abr"), 4),
    **dict.fromkeys(("may", "mai", "mag", "mei"), 5),
    **dict.fromkeys(("jun", "giu", "juin"), 6),
    **dict.fromkeys(("jul", "lug", "juil"), 7),
    **dict.fromkeys(("aug", "ao\u00fb", "aou", "ago"), 8),
    **dict.fromkeys(("sep", "set"), 9),
    **dict.fromkeys(("oct", "okt", "ott", "out"), 10),
    **dict.fromkeys(("nov",), 11),
    **dict.fromkeys(("dec", "dez", "d\u00e9c", "dic"), 12),
}
_NAME: Final = r"(?P<name>[^\W\d_]{3,10})\.?"
_YEAR: Final = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_MONTH: Final = re.compile(rf"{_NAME}[-/. ]{{1,2}}{_YEAR}")
_NAMED: Final = re.compile(rf"(?P<day>[0-9]{{1,2}})\.?[-/. ]{{0,2}}{_NAME},?[-/. ]{{1,2}}{_YEAR}|(?P<first>[^\W\d_]{{3,10}})\.? (?P<then>[0-9]{{1,2}}), (?P<last>[0-9]{{4}})")  # fmt: skip  # noqa: E501
_NUMBERS: Final = re.compile(r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})\.?")
_YEAR_FIRST: Final = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?:[ T][0-9:.]+)?")
_YEAR_MONTH: Final = re.compile(r"(?P<year>[0-9]{4})[/.](?P<month>[0-9]{1,2})")
_SHORT: Final = re.compile(r"[0-9]{1,2}[-/. ](?P<name>[^\W\d_]{3,4})\.?|(?P<first>[^\W\d_]{3,4})\.?[-/. ][0-9]{1,2}")
_SERIAL: Final = re.compile(r"[1-9][0-9]{4}")
# The day that spreadsheets count from; the first two months of 1900 aside.
_DAY_ZERO: Final = date(1899, 12, 30)
_CENTURIES: Final = (1900, 2000)
_HALF_A_CENTURY: Final = 50
_MONTHS_OF_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Locale:
    """What is known of how a table was saved: whether the day stands before the month (None: unknown), and a year of its document."""

    day_first: bool | None = None
    near: int | None = None


def day_first_of(cells: Iterable[str]) -> bool | None:
    """Whether the day stands first in dates such as 25/06/2022, by those of a table that leave no choice; None where they do not say."""
    said = {_day_first(found) for cell in cells if (found := _NUMBERS.fullmatch(cell.strip()))} - {None}
    return said.pop() if len(said) == 1 else None


def _day_first(found: re.Match[str]) -> bool | None:
    one, two = int(found["one"]), int(found["two"])
    if found["mark"] == ".":
        return True  # no locale writes month.day.year
    return one > two if max(one, two) > _MONTHS_OF_A_YEAR >= min(one, two) else None


def periods_behind(text: str, locale: Locale) -> tuple[str, ...]:
    """The periods that a cell may have held before it became this date, in the order of their spelling; none where it is no date."""
    return tuple(sorted(set(_behind(text.strip(), locale))))


def is_date(text: str) -> bool:
    """Whether a print looks like what a spreadsheet makes of 1-2, 3/4 or June 2031: with a year, or a day and the name of a month."""
    short = _SHORT.fullmatch(text)
    return spreadsheet_date(text) or (short is not None and _month_of(short["name"] or short["first"]) > 0)


def _behind(text: str, locale: Locale) -> Iterable[str]:
    month = _MONTH.fullmatch(text)
    if month is not None and (number := _month_of(month["name"])):
        return [f"{year:04}-{number:02}" for year in _years(month["year"], locale)]
    year_month = _YEAR_MONTH.fullmatch(text)
    if year_month is not None and 1 <= int(year_month["month"]) <= _MONTHS_OF_A_YEAR:
        return [f"{year_month['year']}-{int(year_month['month']):02}"]
    return [period for day in _days(text, locale) for period in _of_a_day(day)]


def _of_a_day(day: date) -> list[str]:
    """The first day of a month may have been the month."""
    return [day.isoformat(), day.isoformat()[:7]] if day.day == 1 else [day.isoformat()]


def _days(text: str, locale: Locale) -> Iterable[date]:
    named, first, numbers = _NAMED.fullmatch(text), _YEAR_FIRST.fullmatch(text), _NUMBERS.fullmatch(text)
    if named is not None and (number := _month_of(named["name"] or named["first"])):
        day = int(named["day"] or named["then"])
        return _valid((year, number, day) for year in _years(named["year"] or named["last"], locale))
    if first is not None:
        return _valid([(int(first["year"]), int(first["month"]), int(first["day"]))])
    if numbers is not None:
        one, two = int(numbers["one"]), int(numbers["two"])
        orders = {True: [(two, one)], False: [(one, two)], None: [(two, one), (one, two)]}
        day_first = True if numbers["mark"] == "." else locale.day_first
        return _valid((year, month, day) for year in _years(numbers["year"], locale) for month, day in orders[day_first])
    if _SERIAL.fullmatch(text):
        return [_DAY_ZERO + timedelta(days=int(text))]
    return []


def _month_of(name: str) -> int:
    plain = name.lower()
    return _MONTHS.get(plain[:4], 0) or _MONTHS.get(plain[:3], 0)


def _years(text: str, locale: Locale) -> list[int]:
    """A year in full; of two digits the one near the document's, or both centuries where that is unknown."""
    digits = text.lstrip("'")
    if len(digits) > len("22"):
        return [int(digits)]
    years = [century + int(digits) for century in _CENTURIES]
    return [year for year in years if locale.near is None or abs(year - locale.near) < _HALF_A_CENTURY] or years


def _valid(parts: Iterable[tuple[int, int, int]]) -> list[date]:
    found = []
    for year, month, day in parts:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found
