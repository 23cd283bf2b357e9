"""Period cells: what became a date is a period again where it can be told which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from crossfoot.drafting.periods import Calendar, find_periods
from crossfoot.drafting.sentences import Sentences
from crossfoot.period import PeriodError, parse_period
from crossfoot.records import STANDING, UNSTATED, show, spreadsheet_date
from crossfoot.spreadsheets.dates import Locale, day_first_of, periods_behind
from crossfoot.spreadsheets.trace import Row, Trace, place_of

_WHOLE_YEAR: Final = re.compile(r"(?P<one>[1-9])[,.\u00a0\u202f ](?P<rest>[0-9]{3})|(?P<four>[1-9][0-9]{3})[.,]0+")
_AROUND: Final = 400


class Periods:
    """Restores the periods of one table; `cells` are all of them, which tell how it writes dates."""

    def __init__(self, trace: Trace, source: str | None, calendar: Calendar, cells: Iterable[str]) -> None:
        self.trace, self.source, self.calendar = trace, source, calendar
        self.locale = Locale(day_first_of(cells), calendar.year)
        self._sentences: Sentences | None = None

    def restored(self, line: int, row: Row, name: str, text: str) -> str:
        """A period that is one again."""
        year = _WHOLE_YEAR.fullmatch(text)
        if year:
            self.trace.note("whole numbers with decimals or separators")
            return year["four"] or year["one"] + year["rest"]
        if text in (STANDING, UNSTATED) or not (spreadsheet_date(text) or periods_behind(text, self.locale)):
            return text
        if _is_period(text):
            return self._first_day(row, text)
        candidates = periods_behind(text, self.locale)
        if len(candidates) == 1:
            self.trace.note("periods that had become dates")
            return candidates[0]
        said = [period for period in candidates if period in self._periods_near(row)]
        if len(said) == 1:
            self.trace.note("periods that had become dates, as the text says them")
            return said[0]
        may = f"it may have been {' or '.join(candidates)}" if candidates else "what it was cannot be told"
        self.trace.refuse(
            line,
            f"found {show(text)} in {name}: a spreadsheet has taken a period such as 2022-06 for a date, and {may}; write the period "
            "again, and format the column as text before you save again",
            row["id"],
        )
        return text

    def _first_day(self, row: Row, text: str) -> str:
        """A day that is spelt as a period is. Where the table bears other marks of a spreadsheet, the first of a month may have been it."""
        month = text[:7]
        if not self.trace.undone or not text.endswith("-01") or len(text) != len("2022-06-01"):
            return text
        said = self._periods_near(row)
        if month not in said or text in said:
            return text
        self.trace.note("months that had become their first day, as the text says them")
        return month

    def _periods_near(self, row: Row) -> frozenset[str]:
        """The periods that the sentence of a row names; none without the text."""
        place = place_of(row)
        if self.source is None or place is None:
            return frozenset()
        if self._sentences is None:
            self._sentences = Sentences(self.source)
        sentence = self._sentences.at(place[0])
        low, high = max(sentence.start, place[0] - _AROUND), min(sentence.end, place[1] + _AROUND)
        return frozenset(when.period for when in find_periods(self.source[low:high], self.calendar))


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except PeriodError:
        return False
    return True
