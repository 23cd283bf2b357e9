"""Which of the periods that a text names is that of a figure: the one that its clause says, or one that the paragraph said before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from crossfoot.drafting.comparing import is_base
from crossfoot.drafting.periods import Calendar, When
from crossfoot.drafting.saying import Saying
from crossfoot.drafting.sentences import Stretch
from crossfoot.drafting.spot import BEFORE, Spot
from crossfoot.period import Period, PeriodError, parse_period
from crossfoot.records import UNSTATED
from crossfoot.scan.scanner import Scanned
from crossfoot.vocabulary import Statistic

_ATTACHED: Final = 12
_CUT: Final = re.compile(r"[,;:]\s|\sand\s")
_NEXT: Final = re.compile(r"[,;:](?!\d)|[()]")
_HEADS: Final = re.compile(r"\s*[:=]")
_OPENS: Final = re.compile(r"[(,;]\s*$")
_SIDE_BY_SIDE: Final = re.compile(r"\s*(?:,|and|, and)?\s*")


class Dates:
    """Tells the period of each figure of a text."""

    def __init__(self, text: str, calendar: Calendar, whens: Sequence[When], figures: Sequence[Scanned]) -> None:
        self.text, self.calendar = text, calendar
        # That something was said on the day of publication dates no figure, unless the document is about that day.
        self.whens = [when for when in whens if not self._is_publication(when)]
        self._starts = [when.start for when in self.whens]
        self._bases = {when.start for when in self.whens if is_base(text, when.start, when.period)}
        self._figures = figures
        self._figure_ends = [number.end for number in figures]

    def period(self, spot: Spot, said: Saying) -> str:
        """The period of a figure, `unstated` where neither the text nor the document says one."""
        here, about, present = self._stated(spot), self.calendar.about, self._present
        if said.now and present is not None and (here is None or here.end <= spot.start):
            return present.last_day().text if said.statistic is Statistic.LEVEL or about is None else about.text
        if here is None and present is not None and said.stands and said.statistic is Statistic.LEVEL and not _is_elsewhere(said):
            return present.last_day().text
        found = here or self._carried(spot.sentence, said)
        period = parse_period(found.period) if found is not None else about
        if period is None:
            return UNSTATED
        if said.year_before and not (here is not None and self._is_earlier(here)):
            period = _year_before(period)
        return _usable(period, said).text

    @property
    def _present(self) -> Period | None:
        """What "now" is: the end of what the document is about, else the day on which it was published."""
        published = self.calendar.published
        return self.calendar.about or (None if published is None else Period(published, published))

    def base(self, spot: Spot) -> str:
        """The period that the clause of a figure compares it with, or nothing: behind the figure first, then before it."""
        low, start, end, high = spot.reach
        behind = (when for when in self._between(spot.end, high) if not _NEXT.search(self.text, max(end, spot.end), when.start))
        ahead = (when for when in reversed(self._between(low, start)) if not _NEXT.search(self.text, when.end, start))
        found = next((when for when in (*behind, *ahead) if self.is_base(when)), None)
        return found.period if found is not None else ""

    def is_base(self, when: When) -> bool:
        """Whether a period is one that something is compared with."""
        return when.start in self._bases

    def _is_publication(self, when: When) -> bool:
        published, about = self.calendar.published, self.calendar.about
        if published is None or when.period != published.isoformat():
            return False
        return about is None or about.first != about.last or about.last != published

    def _between(self, low: int, high: int) -> Sequence[When]:
        return self.whens[bisect_left(self._starts, low) : bisect_right(self._starts, high)]

    def _stated(self, spot: Spot) -> When | None:
        """The period that the sentence gives the figure: right behind it, one of several side by side, or the nearest before it."""
        low, start, end, high = spot.reach
        whens = [when for when in self._between(low, high) if not self.is_base(when)]
        ahead = [when for when in whens if when.end <= spot.start]
        if ahead and self._heads(ahead[-1], spot.start):
            return ahead[-1]  # "(Q1: 8.2%)"
        ahead = [when for when in ahead if not self._attached(when, spot)]
        together = _side_by_side(ahead, self.text)
        if len(spot.group.members) > 1 and len(together) == len(spot.group.members):
            return together[spot.number]
        for place in (spot.end, end):
            for when in whens:
                if when.start >= place and not self._cut(place, when.start) and not _HEADS.match(self.text, when.end):
                    return when
        ahead = [when for when in ahead if not self._heads(when, start) and not self._closed(when, start)]
        return ahead[-1] if ahead else None

    def _heads(self, when: When, start: int) -> bool:
        """Whether a colon makes a period the label of what follows in its brackets or its line."""
        return _HEADS.match(self.text, when.end) is not None and "\n" not in self.text[when.end : start] and self._opens(when, start)

    def _opens(self, when: When, start: int) -> bool:
        return _OPENS.search(self.text[max(0, when.start - 3) : when.start]) is not None and ")" not in self.text[when.end : start]

    def _closed(self, when: When, start: int) -> bool:
        """Whether a period stands in brackets that are closed before the figure."""
        opened = self.text.rfind("(", max(0, when.start - _ATTACHED * 4), when.start)
        return opened >= 0 and ")" not in self.text[opened : when.start] and ")" in self.text[when.end : start]

    def _cut(self, start: int, end: int) -> bool:
        """Whether another clause or another figure begins in between."""
        return self._another_figure(start, end) or _CUT.search(self.text[start:end]) is not None

    def _another_figure(self, start: int, end: int) -> bool:
        number = bisect_right(self._figure_ends, start)
        return number < len(self._figure_ends) and self._figure_ends[number] <= end

    def _attached(self, when: When, spot: Spot) -> bool:
        """Whether a period before the figure stands right behind another one of its clause: "from 3% in April to 5%"."""
        number = bisect_right(self._figure_ends, when.start) - 1
        if number < 0 or self._figure_ends[number] < spot.sentence.start:
            return False
        gap = self.text[self._figure_ends[number] : when.start]
        return len(gap) < _ATTACHED and not _CUT.search(gap)

    def _is_earlier(self, when: When) -> bool:
        """Whether a period was over before that of the document began."""
        about = self.calendar.about
        return about is not None and about.first is not None and parse_period(when.period).last < about.first

    def _carried(self, sentence: Stretch, said: Saying) -> When | None:
        """The last period that the paragraph named before, a comparison aside."""
        for when in self._earlier(sentence):
            # "In the first half of 2030 it was less." is a look back, and the next sentence is not; nor are plans what was.
            if not self._is_earlier(when) and not self.is_base(when) and (said.planned or not self._is_to_come(when)):
                return when
        return None

    def _earlier(self, sentence: Stretch) -> Iterator[When]:
        low = bisect_left(self._starts, max(sentence.paragraph, sentence.start - 4 * BEFORE))
        yield from reversed(self.whens[low : bisect_left(self._starts, sentence.start)])

    def _is_to_come(self, when: When) -> bool:
        """Whether a period begins after what the document can speak of as past."""
        period, last = parse_period(when.period), self.calendar.last
        return last is not None and (period.last.year > last.year or (period.first is not None and period.first > last))


def _is_elsewhere(said: Saying) -> bool:
    """Whether a figure is not one of the time that the document is about."""
    return said.planned or said.year_before


def _side_by_side(whens: Sequence[When], text: str) -> list[When]:
    """The last periods before a figure that are joined by "and" only."""
    found: list[When] = []
    for when in reversed(whens):
        if found and not _SIDE_BY_SIDE.fullmatch(text, when.end, found[0].start):
            break
        found.insert(0, when)
    return found


def _year_before(period: Period) -> Period:
    try:
        return period.year_before()
    except (PeriodError, OverflowError):
        return period


def _usable(period: Period, said: Saying) -> Period:
    """A rate of growth has a start; "as of" then means the day."""
    return period.last_day() if period.first is None and said.statistic is not Statistic.LEVEL else period
