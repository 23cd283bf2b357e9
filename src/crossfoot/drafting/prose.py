"""A figure in running text, with what its sentence suggests about it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from crossfoot.drafting import labels
from crossfoot.drafting.figure import Drafted, read_or_none
from crossfoot.drafting.naming import Names
from crossfoot.drafting.periods import Calendar, When, find_periods
from crossfoot.drafting.saying import YOY, Saying, compared, saying
from crossfoot.drafting.sentences import Sentences, Stretch
from crossfoot.lexicon import CURRENCIES
from crossfoot.period import Period, PeriodError, parse_period
from crossfoot.printed import Printed
from crossfoot.records import LIST_MEASURE, PERCENT, PP, STANDING, TIMES, UNSTATED
from crossfoot.scan.scanner import NumberClass, Scanned
from crossfoot.vocabulary import Bound, Statistic

# How far around a figure its sentence is looked at: a text without full stops must not cost its length squared.
_BEFORE, _AFTER = 320, 240
_ATTACHED = 12
_MOST_ITEMS = 20
_LEAST_OCCASIONS = 100
_JOINT: Final = re.compile(r"[\s\w-]{0,24}?(?:,|\band\b|,\s*and)\s*", re.IGNORECASE)
_COMPARING: Final = re.compile(r"\b(?:over|than|compared\s+(?:with|to)|against|versus)\s+(?:in\s+|the\s+)*$", re.IGNORECASE)
_CUT: Final = re.compile(r"[,;:]\s|\sand\s")
_OCCASIONS: Final = re.compile(r"\s*times\b", re.IGNORECASE)
_A_DAY: Final = re.compile(
    r"\s*(?:times\s*)?(?:a|per|each|every)\s+(?P<unit>day|hour|minute|second|week|month|year)\b(?!\s+(?:ago|earlier|before))", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\b(?:single|double|triple|two|three)[\s-](?:digits?|figures?)\b", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\b(?:between|range\s+of|ranging\s+from)\s+(?:[A-Z]{0,3}[$\u20ac\u00a3])?$", re.IGNORECASE)
_RANGE_LINK: Final = re.compile(r"\s*(?:and|to|[-\u2013])\s*")
_FROM: Final = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO: Final = re.compile(r"\s*(?:[\w-]+\s+){0,3}to\s+", re.IGNORECASE)
_SCALE: Final = re.compile(r"\b(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b.*", re.IGNORECASE | re.DOTALL)
_OF_WHOM: Final = re.compile(r"\b(?:of|among)\s+(?:whom|which|them|these)\s*$", re.IGNORECASE)
_OF_THEM: Final = re.compile(r"\s*of\s+(?:them|these|those|which|whom)\b\s*(?P<what>[^,;.]*)", re.IGNORECASE)
_REFERS: Final = re.compile(
    r"\s*(?:it|its|this|that|these|those|they|their|all\s+in\s+all|of\s+(?:these|this|them|which)|the\s+(?:figure|number|total))\b",
    re.IGNORECASE,
)
_REFERS_LATER: Final = re.compile(
    r"\b(?:it|they|this|that|these)\s+(?:had|has|have|was|were|is|are|\w+ed|sold|rose|fell|grew|came)\b", re.IGNORECASE
)
_BOTH: Final = re.compile(r"\bboth\b[^,;.]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one sentence that are listed side by side: "310 and 45 respectively"."""

    members: tuple[Scanned, ...]

    @property
    def start(self) -> int:
        """Where the first begins."""
        return self.members[0].start

    @property
    def end(self) -> int:
        """Where the last ends."""
        return self.members[-1].end


@dataclass(frozen=True, slots=True)
class Last:
    """What a later clause of the same paragraph goes on with: the figures of the group before."""

    drafted: tuple[Drafted, ...]
    sentence: Stretch


class Prose:
    """Drafts the figures of running text, in order: each may go on with what the one before was about."""

    def __init__(self, text: str, calendar: Calendar, names: Names, numbers: Sequence[Scanned]) -> None:
        self.text, self.calendar, self.names = text, calendar, names
        self.sentences = Sentences(text)
        self.whens = find_periods(text, calendar)
        self._when_starts = [when.start for when in self.whens]
        self._figures = [number for number in numbers if number.cls is NumberClass.FIGURE]
        self._figure_starts = [number.start for number in self._figures]
        self._figure_ends = [number.end for number in self._figures]
        self.masked = _masked(text, self.whens, numbers)
        self.last: Last | None = None
        self._of_sentence: dict[tuple[str, ...], Drafted] = {}

    def groups(self, figures: Sequence[Scanned]) -> list[Group]:
        """Figures that are joined by nothing but "and", a comma and at most a few words, in one unit and one sentence."""
        found: list[list[Scanned]] = []
        for figure in figures:
            before = found[-1][-1] if found else None
            if before is not None and self._joined(before, figure):
                found[-1].append(figure)
            else:
                found.append([figure])
        return [Group(tuple(members)) for members in found]

    def _joined(self, before: Scanned, figure: Scanned) -> bool:
        between = self.text[before.end : figure.start]
        return (
            len(between) < _AFTER
            and (before.unit == figure.unit or self._is_range(before, figure))
            and _JOINT.fullmatch(between) is not None
            and self.sentences.at(before.start) == self.sentences.at(figure.start)
        )

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
            self.last = Last(tuple(found), sentence)
        return found

    def _figure(self, member: Scanned, group: Group, number: int, sentence: Stretch) -> list[Drafted]:
        before = self.text[max(sentence.start, group.start - _BEFORE) : group.start]
        behind = self.text[member.end : min(sentence.end, member.end + _AFTER)]
        after = self.text[group.end : min(sentence.end, group.end + _AFTER)]
        start, end, printed, unit = self._print(member, behind)
        listed = self._announced(member, behind)
        if listed is not None:
            return [listed]
        inherited = self.last.drafted[-1] if self.last is not None and self.last.sentence.start == sentence.start else None
        said = saying(before, after, unit, Statistic(inherited.statistic) if inherited else None)
        if self._starts_a_change(member, group) and not said.difference and said.statistic in (Statistic.LEVEL, Statistic.SHARE):
            said = replace(said, year_before=True)
        printed = self._of_a_range(member, printed)
        read = read_or_none(printed)
        if unit is None and read is not None:
            unit = read.unit  # of a range, the other end names it
        if said.sign < 0 and read is not None and read.value > 0 and "[" not in printed:
            printed = f"[-]{printed}"
        spot = _Spot(start, end, printed, unit, group, number, sentence)
        if read is None:
            return []
        return [self._apart(one) for one in self._about(spot, said, read, behind)]

    def _print(self, member: Scanned, behind: str) -> tuple[int, int, str, str | None]:
        """Place, print and unit; the word "times" of occasions is no unit and stays outside."""
        start, end, unit = member.start, member.end, member.unit
        if unit == TIMES and member.value is not None and abs(member.value) >= _LEAST_OCCASIONS:
            end = start + len(re.sub(r"\s*times$", "", member.text, flags=re.IGNORECASE))
            unit = None
        elif unit is None and _OCCASIONS.match(behind) and member.value is not None and abs(member.value) < _LEAST_OCCASIONS:
            unit = None
        printed = " ".join(self.text[start:end].split())
        return start, end, printed, PERCENT if unit is None and _DIGITS.search(printed) else unit

    def _starts_a_change(self, member: Scanned, group: Group) -> bool:
        """Whether it is the first figure of "from 40.2 percent to 44.2 percent": that of the year before."""
        number = bisect_right(self._figure_starts, member.start)
        following = self._figure_starts[number] if number < len(self._figure_starts) else None
        return (
            len(group.members) == 1
            and following is not None
            and _FROM.search(self.text[max(0, member.start - _ATTACHED) : member.start]) is not None
            and _TO.fullmatch(self.text[member.end : following][:_AFTER]) is not None
        )

    def _of_a_range(self, member: Scanned, printed: str) -> str:
        """An end of a printed range, with what the other end says for both in brackets: `[at least] 12 [million]`."""
        if "[" in printed or member.value is None:
            return printed
        number = bisect_left(self._figure_starts, member.start)
        before, after = ((self._figures[at] if 0 <= at < len(self._figures) else None) for at in (number - 1, number + 1))
        if after is not None and self._is_range(member, after):
            scale = _SCALE.search(after.text)
            lent = scale[0] if scale and not _SCALE.search(member.text) else ""
            found = f"[at least] {printed}" + (f" [{' '.join(lent.split())}]" if lent else "")
        elif before is not None and self._is_range(before, member):
            found = f"[at most] {printed}"
        else:
            return printed
        return found if read_or_none(found) is not None else printed

    def _is_range(self, low: Scanned, high: Scanned) -> bool:
        between = self.text[low.end : high.start]
        dash = between.strip() in {"-", "\u2013"}
        return (
            len(between) < _ATTACHED
            and _RANGE_LINK.fullmatch(between) is not None
            and (dash or _BETWEEN.search(self.text[max(0, low.start - 30) : low.start]) is not None)
        )

    def _announced(self, member: Scanned, behind: str) -> Drafted | None:
        """A claim of the measure `list` for "five aspects"; which list it is, is filled in by whoever knows the lists."""
        whole = member.value is not None and member.value.denominator == 1 and 1 < member.value <= _MOST_ITEMS
        if not whole or member.unit is not None or not labels.ITEMS.match(behind):
            return None
        printed = self.text[slice(*member.number)]
        read = read_or_none(printed)
        if read is None or read.value != member.value:
            return None
        guessed = frozenset({"measure", "of"})
        return Drafted(
            member.number[0], member.number[1], printed, "items", LIST_MEASURE, Statistic.LEVEL.value, STANDING, of="L", guessed=guessed
        )

    def _about(self, spot: _Spot, said: Saying, read: Printed, behind: str) -> list[Drafted]:
        """What the figure is about: once, or once for each of two things that "both" did something."""
        before = self.masked[max(spot.sentence.start, spot.group.start - _BEFORE) : spot.group.start]
        if self.last is not None and _BOTH.search(before) and len(self.last.drafted) > 1 and read.unit is not None:
            return [
                self._draft(spot, said, self.names.label(one.measure), one.period)
                for one in self.last.drafted
                if one.measure != LIST_MEASURE
            ]
        return [self._draft(spot, said, self._label(spot, said, behind), "")]

    def _label(self, spot: _Spot, said: Saying, behind: str) -> str:
        """The label of what is measured."""
        before = self.masked[max(spot.sentence.start, spot.group.start - _BEFORE) : spot.group.start]
        after = self.masked[spot.end : min(spot.sentence.end, spot.end + _AFTER)]
        previous = self._goes_on_with(spot)
        of_them = _OF_THEM.match(behind)
        if of_them and previous:
            return f"{previous}: {' '.join(of_them['what'].split()[:5])}".rstrip(": ")
        if _OF_WHOM.search(before) and previous and spot.unit is None and not labels.thing_counted(after):
            return f"{previous}: {' '.join(behind.split()[:5]).rstrip(' .,;:')}".rstrip(": ")
        thing = labels.unit_of(labels.thing_counted(after)) if spot.unit is None else spot.unit
        if said.year_before and previous and self.last is not None and self.last.sentence.start == spot.sentence.start:
            same = [one for one in self.last.drafted if one.measure != LIST_MEASURE and self.names.unit(one.measure) == thing]
            if same:
                return self.names.label(same[-1].measure)
        counted = spot.unit is None and spot.number < len(spot.group.members) - 1
        if counted and not labels.thing_counted(after):
            after = self.masked[spot.group.end : min(spot.sentence.end, spot.group.end + _AFTER)]
        found = labels.label_of(before, after, spot.unit)
        if said.statistic is Statistic.SHARE and (not found or _SHARE_ONLY.search(found)):
            found = previous or _SHARE_ONLY.sub("", found).strip()
        parts = _split(found, len(spot.group.members))
        return parts[spot.number] if parts else found or previous or labels.opening(before)

    def _goes_on_with(self, spot: _Spot) -> str:
        """The label of the figure before, where a clause without a subject of its own can mean it."""
        if self.last is None or self.last.drafted[-1].measure == LIST_MEASURE:
            return ""
        same = self.last.sentence.start == spot.sentence.start
        refers = _REFERS.match(self.text, spot.sentence.start) or _REFERS_LATER.search(self.text, spot.sentence.start, spot.start)
        return self.names.label(self.last.drafted[-1].measure) if same or refers else ""

    def _draft(self, spot: _Spot, said: Saying, label: str, period: str) -> Drafted:
        statistic, unit = said.statistic, self._unit(spot, said, label)
        found = period or self._period(spot, said)
        kind = "stock" if said.stands and not found.count("-H") else "flow"
        level = statistic is Statistic.LEVEL
        minus = self._minus(said) if said.difference and unit == PP else ""
        measure_unit = (PERCENT if unit == PP and minus else unit) if level else ""
        guessed = {"measure", "statistic", "period"}
        drafted = Drafted(
            spot.start,
            spot.end,
            spot.printed,
            unit,
            self.names.measure(label, measure_unit, kind),
            statistic.value,
            found,
            of=self._whole(spot, statistic, label),
            versus=said.versus,
            minus=minus,
            scenario=self.names.plan() if said.planned else "",
        )
        guessed |= {column for column in ("of", "versus", "minus", "scenario") if getattr(drafted, column)}
        if unit not in (PERCENT, PP, TIMES) and unit not in CURRENCIES:
            guessed.add("unit")
        return replace(drafted, guessed=frozenset(guessed))

    def _unit(self, spot: _Spot, said: Saying, label: str) -> str:
        """The unit: the print's own, else the last word of what is counted."""
        if spot.unit == PP and said.statistic is Statistic.LEVEL and not said.difference:
            return PP
        if spot.unit is not None:
            return spot.unit
        behind = self.text[spot.end : spot.sentence.end][:_AFTER]
        often = _A_DAY.match(behind)
        if often:
            return f"times/{often['unit'].lower()}"
        of_them = _OF_THEM.match(behind)
        if of_them and self.last:
            return self.last.drafted[-1].unit
        before = self.masked[max(spot.sentence.start, spot.start - _ATTACHED) : spot.start]
        if self.last and _OF_WHOM.search(before) and not labels.thing_counted(behind):
            return self.last.drafted[-1].unit
        masked = self.masked[spot.end : spot.sentence.end][:_AFTER]
        thing = labels.thing_counted(masked) or labels.thing_counted(self.masked[spot.group.end : spot.sentence.end][:_AFTER])
        word = labels.unit_of(thing) or labels.unit_of(label) or "number"
        return "occasions" if word == TIMES else word

    def _whole(self, spot: _Spot, statistic: Statistic, label: str) -> str:
        if statistic not in (Statistic.SHARE, Statistic.CONTRIBUTION):
            return ""
        before = self.masked[max(spot.sentence.start, spot.group.start - _BEFORE) : spot.group.start]
        after = self.masked[spot.group.end : spot.sentence.end][:_AFTER]
        name = labels.whole_named(before, after) if statistic is Statistic.SHARE else labels.whole_of_contribution(after)
        if not name and self.last is not None and self.last.drafted[-1].of and self.last.drafted[-1].measure != LIST_MEASURE:
            return self.last.drafted[-1].of
        return self.names.measure(name if name and name.casefold() != label.casefold() else f"whole of {label}")

    def _minus(self, said: Saying) -> str:
        """What a difference in points is held against: a measure, a period, or the year before."""
        if said.against:
            relative = compared(said.against)
            named = labels.compared_measure(_masked_periods(said.against, self.calendar))
            if named and not relative:
                return self.names.measure(named)
            if relative:
                return relative
            whens = find_periods(said.against, self.calendar)
            if whens and whens[0].start < _ATTACHED:
                return whens[0].period
        return YOY

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

    # Periods

    def _period(self, spot: _Spot, said: Saying) -> str:
        """The period."""
        here = self._stated(spot)
        about = self.calendar.about
        if (
            here is None
            and said.statistic is Statistic.LEVEL
            and said.stands
            and about is not None
            and not (said.planned or said.year_before)
        ):
            return about.last_day().text
        found = here or self._carried(spot.sentence)
        period = parse_period(found.period) if found is not None else about
        if period is None:
            return UNSTATED
        if said.year_before:
            period = _year_before(period)
        return _usable(period, said).text

    def _stated(self, spot: _Spot) -> When | None:
        """The period that the sentence gives the figure: right behind it, one of several side by side, or the nearest before it."""
        low = bisect_left(self._when_starts, max(spot.sentence.start, spot.group.start - _BEFORE))
        high = bisect_right(self._when_starts, min(spot.sentence.end, spot.group.end + _AFTER))
        whens = [when for when in self.whens[low:high] if not _COMPARING.search(self.text[max(0, when.start - 40) : when.start])]
        behind = [when for when in whens if when.start >= spot.end and not self._cut(spot.end, when.start)]
        behind += [when for when in whens if when.start >= spot.group.end and not self._cut(spot.group.end, when.start)]
        ahead = [when for when in whens if when.end <= spot.start and not self._attached(when, spot)]
        together = _side_by_side(ahead, self.text)
        if len(spot.group.members) > 1 and len(together) == len(spot.group.members):
            return together[spot.number]
        if behind:
            return behind[0]
        return ahead[-1] if ahead else None

    def _cut(self, start: int, end: int) -> bool:
        """Whether another clause or another figure begins in between."""
        between = self.text[start:end]
        number = bisect_right(self._figure_ends, start)
        other = number < len(self._figure_ends) and self._figure_ends[number] <= end
        return other or _CUT.search(between) is not None

    def _attached(self, when: When, spot: _Spot) -> bool:
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

    def _carried(self, sentence: Stretch) -> When | None:
        """The last period that the paragraph named before, a comparison aside."""
        low = bisect_left(self._when_starts, max(sentence.paragraph, sentence.start - 4 * _BEFORE))
        high = bisect_left(self._when_starts, sentence.start)
        for when in reversed(self.whens[low:high]):
            if self._is_earlier(when):
                continue  # "In the first half of 2030 it was less." is a look back, and the next sentence is not.
            if not _COMPARING.search(self.text[max(0, when.start - 40) : when.start]):
                return when
        return None


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a figure stands and what is printed there."""

    start: int
    end: int
    printed: str
    unit: str | None
    group: Group
    number: int
    sentence: Stretch


_SHARE_ONLY: Final = re.compile(r"^(?:shares?|proportion)\b(?:\s+of\b.*)?$|\s+(?:shares?|proportion)$", re.IGNORECASE)
_TWO: Final = re.compile(r"(?P<first>(?:(?! of )[^,])+?) and (?P<second>.+?)(?P<rest> of .+)?")


def _split(label: str, count: int) -> list[str]:
    """Two labels of "production and sales of cars"."""
    found = _TWO.fullmatch(label) if count == 2 else None  # noqa: PLR2004 - pairs only; longer lists seldom keep their order
    if found is None:
        return []
    rest = found["rest"] or ""
    shared = rest if " of " not in found["first"] else ""
    return [f"{found['first']}{shared}", f"{found['second']}{rest}"]


def _side_by_side(whens: Sequence[When], text: str) -> list[When]:
    """The last periods before a figure that are joined by "and" only."""
    found: list[When] = []
    for when in reversed(whens):
        if found and not re.fullmatch(r"\s*(?:,|and|, and)?\s*", text[when.end : found[0].start]):
            break
        found.insert(0, when)
    return found


def _year_before(period: Period) -> Period:
    try:
        return period.year_before()
    except (PeriodError, OverflowError):
        return period


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


def _usable(period: Period, said: Saying) -> Period:
    """A rate of growth has a start; "as of" then means the day."""
    return period.last_day() if period.first is None and said.statistic is not Statistic.LEVEL else period


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
