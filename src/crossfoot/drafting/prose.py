"""A figure in running text, with what its sentence suggests about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from crossfoot.drafting import comparing
from crossfoot.drafting.comparing import YOY
from crossfoot.drafting.dating import Dates
from crossfoot.drafting.figure import Drafted, read_or_none
from crossfoot.drafting.listing import Listings
from crossfoot.drafting.naming import Names
from crossfoot.drafting.periods import Calendar, When, find_periods
from crossfoot.drafting.prints import print_of
from crossfoot.drafting.saying import Around, Saying, is_a_difference, saying
from crossfoot.drafting.sentences import Sentences, Stretch
from crossfoot.drafting.spot import AFTER, Group, Spot
from crossfoot.drafting.subjects import Last, Subjects
from crossfoot.lexicon.units import CURRENCIES
from crossfoot.period import parse_period
from crossfoot.records import LIST_MEASURE, PERCENT, PP, TIMES, UNSTATED
from crossfoot.scan.scanner import NumberClass, Scanned
from crossfoot.vocabulary import Bound, Statistic

POINTS: Final = "points"
_OR: Final = re.compile(r"\s*or\s*", re.IGNORECASE)
_BOTH: Final = re.compile(r"\bboth\b[^,;.]*$", re.IGNORECASE)


class Prose:
    """Drafts the figures of running text, in order: each may go on with what the one before was about."""

    def __init__(self, text: str, calendar: Calendar, names: Names, numbers: Sequence[Scanned]) -> None:
        self.text, self.calendar, self.names = text, calendar, names
        self.sentences = Sentences(text)
        figures = [number for number in numbers if number.cls is NumberClass.FIGURE]
        whens = find_periods(text, calendar)
        self.dates = Dates(text, calendar, whens, figures)
        self.listings = Listings(text, self.sentences, figures)
        self.masked = _masked(text, whens, numbers)
        self.subjects = Subjects(text, self.masked, calendar, names)
        self.last: Last | None = None
        self._of_sentence: dict[tuple[str, ...], Drafted] = {}
        self._year_before = False

    def groups(self, figures: Sequence[Scanned]) -> list[Group]:
        """The figures, those of them together that are listed side by side."""
        return self.listings.groups(figures)

    def drafted(self, group: Group) -> list[Drafted]:
        """The claims that the figures of a group are proposed as."""
        sentence = self.sentences.at(group.start)
        if self.last is not None and self.last.sentence.start != sentence.start:
            self._of_sentence = {}
            if self.last.sentence.paragraph != sentence.paragraph:
                self.last = None
        found = []
        for number, member in enumerate(group.members):
            found += self._figure(member, group, number, sentence)
        if found:
            self.last = Last(tuple(found), sentence, group.end)
        return found

    def _figure(self, member: Scanned, group: Group, number: int, sentence: Stretch) -> list[Drafted]:
        start, end, printed, unit = print_of(self.text, member)
        listed = self.listings.announced(member, self.text[member.end : min(sentence.end, member.end + AFTER)])
        if listed is not None:
            return [listed]
        printed = self.listings.with_lent_unit(member, self.listings.of_a_range(member, printed))
        read = read_or_none(printed)
        if unit is None and read is not None:
            unit = read.unit  # of a range, the other end names it
        spot = Spot(start, end, printed, unit, group, number, sentence)
        said = self._said(spot, member)
        if unit == POINTS and self._is_of_percent(spot):
            spot = replace(spot, printed=spot.printed.replace("points", "[percentage] points"), unit=PP)
            said, read = self._said(spot, member), read_or_none(spot.printed)
        if said.sign < 0 and read is not None and read.value > 0:
            spot = replace(spot, printed=_negative(spot.printed))
            read = read_or_none(spot.printed)
        if read is None:
            return []
        return [self._apart(one) for one in self._about(spot, said)]

    def _is_of_percent(self, spot: Spot) -> bool:
        """Whether points are of percent: "5.3 percent, 1.4 points lower than", after a rate in the same sentence."""
        if self.last is None or self.last.sentence.start != spot.sentence.start or self.last.drafted[-1].unit not in (PERCENT, PP):
            return False
        return read_or_none(spot.printed.replace("points", "[percentage] points")) is not None and is_a_difference(
            self.text[spot.group.end : spot.behind]
        )

    def _said(self, spot: Spot, member: Scanned) -> Saying:
        """What is said of a figure, by the words around its group."""
        low, start, end, high = spot.reach
        same = self.last is not None and self.last.sentence.start == spot.sentence.start
        inherited = Statistic(self.last.drafted[-1].statistic) if same and self.last is not None else None
        own = self.text[spot.end : min(spot.behind, self.listings.after(spot.end))]
        heading = self.listings.heading(member)
        before = self.text[low:start] if ":" not in heading else f"{heading.replace(':', ' ')} {self.text[low:start].rpartition(':')[2]}"
        words = Around(before, self.text[end:high], own, spot.printed, spot.unit)
        said = saying(words, inherited)
        earlier = self.listings.starts_a_change(member, spot.group) or (same and self._also_before(words))
        if earlier and not said.difference and said.statistic in _STATES:
            said = replace(said, year_before=True)
        self._year_before = said.year_before
        return said

    def _also_before(self, words: Around) -> bool:
        """Whether a figure says the one before in other words, which was of the year before: "$37.5 million, or $1.14 a share"."""
        return self._year_before and _OR.fullmatch(words.near) is not None

    def _about(self, spot: Spot, said: Saying) -> list[Drafted]:
        """What the figure is about: once, or once for each of two things that "both" did something."""
        low, start, _, _ = spot.reach
        if self.last is not None and len(self.last.drafted) > 1 and spot.unit is not None and _BOTH.search(self.masked[low:start]):
            return [
                self._draft(spot, said, self.names.label(one.measure), one.period)
                for one in self.last.drafted
                if one.measure != LIST_MEASURE
            ]
        return [self._draft(spot, said, self.subjects.label(spot, said, self.last), "")]

    def _draft(self, spot: Spot, said: Saying, label: str, period: str) -> Drafted:
        statistic, unit = said.statistic, self.subjects.unit(spot, said, label, self.last)
        found = period or self.dates.period(spot, said)
        kind = "stock" if said.stands and _is_day(found) else "flow"
        minus = self._minus(said, unit, found)
        level_unit = (PERCENT if unit == PP and minus else unit) if statistic is Statistic.LEVEL else ""
        drafted = Drafted(
            spot.start,
            spot.end,
            spot.printed,
            unit,
            self.names.measure(label, level_unit, kind),
            statistic.value,
            found,
            of=self.subjects.whole(spot, statistic, label, self.last),
            versus=self._versus(spot, found) if statistic in (Statistic.GROWTH, Statistic.RATIO) else "",
            minus=minus,
            scenario=self.names.plan() if said.planned else "",
        )
        guessed = {"measure", "statistic", "period"}
        guessed |= {column for column in ("of", "versus", "minus", "scenario") if getattr(drafted, column)}
        if unit not in (PERCENT, PP, TIMES) and unit not in CURRENCIES:
            guessed.add("unit")
        return replace(drafted, guessed=frozenset(guessed))

    def _versus(self, spot: Spot, period: str) -> str:
        """What a rate compares: as the words right behind it say, else the period that its clause names, else any words around it."""
        low, start, end, high = spot.reach
        own = self.text[spot.end : min(spot.behind, self.listings.after(spot.end))]
        named = self.dates.base(spot)
        if named and not comparing.says_so(own):
            return comparing.relative(named, period)
        return comparing.compared_around(own, self.text[low:start], self.text[end:high]) or YOY

    def _minus(self, said: Saying, unit: str, period: str) -> str:
        """What is subtracted: of points always something, of a level only what the words name."""
        if not said.difference or unit == "bp":
            return ""
        minus = self.subjects.minus(said, _masked_periods(said.against, self.calendar))
        if unit == PP:
            return minus
        named = said.statistic is Statistic.LEVEL and (minus != YOY or comparing.compared(said.against))
        return comparing.relative(minus, period) if named else ""

    def _apart(self, drafted: Drafted) -> Drafted:
        """Two figures with one key in one sentence are two things, whatever their words are."""
        if drafted.measure == LIST_MEASURE:
            return drafted
        twin = self._of_sentence.get(drafted.key)
        if twin is not None and twin.printed != drafted.printed and not _agree(twin, drafted):
            unit = drafted.unit if drafted.statistic == Statistic.LEVEL.value and not drafted.minus else ""
            drafted = replace(drafted, measure=self.names.measure(self.names.label(drafted.measure), unit, apart=True))
        self._of_sentence[drafted.key] = drafted
        return drafted


_STATES: Final = (Statistic.LEVEL, Statistic.SHARE)


def _is_day(period: str) -> bool:
    """Whether something stands on a day."""
    return period != UNSTATED and parse_period(period).first in (None, parse_period(period).last)


def _negative(printed: str) -> str:
    """A print with the sign that its verb gives it, supplied in brackets."""
    if not printed.startswith("["):
        return f"[-]{printed}"
    found = re.sub(r"(?=\d)", "-", printed, count=1)
    return found if "]" not in printed[:-1] and read_or_none(found) is not None else printed


def _agree(one: Drafted, other: Drafted) -> bool:
    """Whether a bound and a figure can be the same thing said twice: "double-digit" beside 10.2, but not beside 9.4."""
    first, second = read_or_none(one.printed), read_or_none(other.printed)
    if first is None or second is None or first.bound is second.bound:
        return False
    bound, exact = (first, second) if first.bound is not Bound.EXACT else (second, first)
    if bound.bound in (Bound.MORE_THAN, Bound.AT_LEAST):
        return exact.value >= bound.value
    if bound.bound in (Bound.LESS_THAN, Bound.AT_MOST):
        return exact.value <= bound.value
    return abs(exact.value - bound.value) <= bound.leading_unit


def _masked(text: str, whens: Sequence[When], numbers: Sequence[Scanned]) -> str:
    """The text with periods, markers and figures blanked out, every other character at its place."""
    kept = {NumberClass.NAME, NumberClass.IDIOM, NumberClass.VAGUE}
    spans = [(when.start, when.end) for when in whens] + [(number.start, number.end) for number in numbers if number.cls not in kept]
    parts, position = [], 0
    for start, end in sorted(spans):
        if end > position:
            parts += [text[position:start], " " * (end - max(start, position))]
            position = end
    return "".join([*parts, text[position:]])


def _masked_periods(text: str, calendar: Calendar) -> str:
    return _masked(text, find_periods(text, calendar), ())
