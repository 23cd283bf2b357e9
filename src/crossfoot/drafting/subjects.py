"""What a figure of running text is about: its measure in words, the unit in which it is counted, and what it is a part of."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.drafting import labels
from crossfoot.drafting.comparing import YOY, compared
from crossfoot.drafting.figure import Drafted
from crossfoot.drafting.listing import splits
from crossfoot.drafting.naming import Names
from crossfoot.drafting.periods import Calendar, find_periods
from crossfoot.drafting.saying import Saying
from crossfoot.drafting.sentences import Stretch
from crossfoot.drafting.slugs import unit_of
from crossfoot.drafting.spot import AFTER, Spot
from crossfoot.lexicon.units import CURRENCIES
from crossfoot.records import LIST_MEASURE, PP, TIMES
from crossfoot.vocabulary import Statistic

_ATTACHED: Final = 12
_A_DAY: Final = re.compile(
    r"\s*(?:times\s*)?(?:a|per|each|every)\s+(?P<unit>day|hour|minute|second|week|month|year)\b(?!\s+(?:ago|earlier|before))", re.IGNORECASE
)
_OF_WHOM: Final = re.compile(r"\b(?:of|among)\s+(?:whom|which|them|these)\s*$", re.IGNORECASE)
_OF_THEM: Final = re.compile(r"\s*of\s+(?:them|these|those|which|whom)\b\s*(?P<what>[^,;.]*)", re.IGNORECASE)
_REFERS: Final = re.compile(
    r"\s*(?:it|its|this|that|these|those|they|their|all\s+in\s+all|of\s+(?:these|this|them|which)|the\s+(?:figure|number|total))\b",
    re.IGNORECASE,
)
_REFERS_LATER: Final = re.compile(
    r"\b(?:it|they|this|that|these)\s+(?:had|has|have|was|were|is|are|\w+ed|sold|rose|fell|grew|came)\b", re.IGNORECASE
)
_PER: Final = re.compile(
    r"\s*(?P<each>per\s+(?:[^\W\d_]+\s){0,2}?(?:share|head|unit|tonne|customer|employee|person|inhabitant)\b)", re.IGNORECASE
)
_OR: Final = re.compile(r"\bor\s+$", re.IGNORECASE)
_SHARE_ONLY: Final = re.compile(r"^(?:shares?|proportion)\b(?:\s+of\b.*)?$|\s+(?:shares?|proportion)$", re.IGNORECASE)
_INDEX: Final = re.compile(r"\bindex\b", re.IGNORECASE)


class Last:
    """What a later clause of the same paragraph goes on with: the figures of the group before."""

    def __init__(self, drafted: tuple[Drafted, ...], sentence: Stretch, end: int) -> None:
        self.drafted, self.sentence, self.end = drafted, sentence, end

    @property
    def one(self) -> Drafted | None:
        """The last figure of it, unless it announced a list."""
        return self.drafted[-1] if self.drafted[-1].measure != LIST_MEASURE else None


class Subjects:
    """Tells what each figure of a text is about. `masked` is the text without periods and other figures, place by place."""

    def __init__(self, text: str, masked: str, calendar: Calendar, names: Names) -> None:
        self.text, self.masked, self.calendar, self.names = text, masked, calendar, names

    def label(self, spot: Spot, said: Saying, last: Last | None) -> str:
        """The label of what is measured."""
        before, after = self._around(spot)
        previous = self._goes_on_with(spot, last)
        each = _PER.match(self.text, spot.end, spot.behind)
        if each and previous and spot.unit in CURRENCIES and _OR.search(before):
            return f"{previous} {each['each']}"
        of_them = _OF_THEM.match(self.text, spot.end, spot.behind)
        if of_them and previous:
            return f"{previous}: {' '.join(of_them['what'].split()[:5])}".rstrip(": ")
        behind = self.text[spot.end : spot.behind]
        if _OF_WHOM.search(before) and previous and spot.unit is None and not labels.thing_counted(after):
            return f"{previous}: {' '.join(behind.split()[:5]).rstrip(' .,;:')}".rstrip(": ")
        same = self._of_the_year_before(spot, said, last)
        return same or self._own_label(spot, said, previous, last)

    def _own_label(self, spot: Spot, said: Saying, previous: str, last: Last | None) -> str:
        before, after = self._around(spot)
        if spot.unit is None and spot.number < len(spot.group.members) - 1 and not labels.thing_counted(after):
            after = self.masked[spot.reach[2] : spot.reach[3]]
        if said.difference and previous and spot.unit is None and (not labels.thing_counted(after) or said.against):
            found = previous  # "11,300 people, 400 fewer than"
        else:
            found = self._left_out(spot, last, after) or labels.label_of(before, after, spot.unit)
        if said.statistic is Statistic.SHARE and (not found or _SHARE_ONLY.search(found)):
            found = previous or _SHARE_ONLY.sub("", found).strip()
        parts = splits(found, len(spot.group.members))
        label = parts[spot.number] if parts else found or previous or labels.opening(before)
        return f"change in {label}" if said.change and label else label

    def _left_out(self, spot: Spot, last: Last | None, after: str) -> str:
        """The subject of a figure whose verb the sentence leaves out because the figure before has it."""
        if (
            last is None
            or last.sentence.start != spot.sentence.start
            or last.end >= spot.group.start
            or spot.group.start - last.end > AFTER
        ):
            return ""
        counted = labels.thing_counted(after) if spot.unit is None else ""
        if counted and not labels.is_money_or_mass(counted):
            return ""
        return labels.another(self.masked[last.end : spot.group.start])

    def _of_the_year_before(self, spot: Spot, said: Saying, last: Last | None) -> str:
        """The measure that an earlier figure of the sentence gives the value of another year of."""
        if not said.year_before or last is None or last.sentence.start != spot.sentence.start:
            return ""
        thing = unit_of(labels.thing_counted(self._around(spot)[1])) if spot.unit is None else spot.unit
        same = [one for one in last.drafted if one.measure != LIST_MEASURE and self.names.unit(one.measure) == thing]
        return self.names.label(same[-1].measure) if same else ""

    def _around(self, spot: Spot) -> tuple[str, str]:
        low, start, _, _ = spot.reach
        return self.masked[low:start], self.masked[spot.end : spot.behind]

    def _goes_on_with(self, spot: Spot, last: Last | None) -> str:
        """The label of the figure before, where a clause without a subject of its own can mean it."""
        if last is None or last.one is None:
            return ""
        same = last.sentence.start == spot.sentence.start
        low = spot.reach[0]
        refers = _REFERS.match(self.text, spot.sentence.start) or _REFERS_LATER.search(self.text, low, spot.start)
        return self.names.label(last.one.measure) if same or refers else ""

    def unit(self, spot: Spot, said: Saying, label: str, last: Last | None) -> str:
        """The unit: the print's own, else the last word of what is counted."""
        if spot.unit == PP and said.statistic is Statistic.LEVEL and not said.difference:
            return PP
        if spot.unit is not None:
            return spot.unit
        same = self._unit_before(spot, said, last)
        if same:
            return same
        often = _A_DAY.match(self.text, spot.end, spot.behind)
        if often:
            return f"times/{often['unit'].lower()}"
        behind = self.masked[spot.end : spot.behind]
        thing = labels.thing_counted(behind) or labels.thing_counted(self.masked[spot.reach[2] : spot.reach[3]])
        if not thing and _INDEX.search(label):
            return "points"
        word = unit_of(thing) or unit_of(label) or "number"
        return "occasions" if word == TIMES else word

    def _unit_before(self, spot: Spot, said: Saying, last: Last | None) -> str:
        """The unit of the figure before, where this one counts some of it, or more or less of it, or money a year."""
        if last is None or last.one is None:
            return ""
        behind = self.masked[spot.end : spot.behind]
        if _OF_THEM.match(self.text, spot.end, spot.behind):
            return last.one.unit
        if _OF_WHOM.search(self.masked[max(spot.sentence.start, spot.start - _ATTACHED) : spot.start]) and not labels.thing_counted(behind):
            return last.one.unit
        same = last.sentence.start == spot.sentence.start
        if same and said.difference and not labels.thing_counted(behind):
            return last.one.unit
        return last.one.unit if same and _A_DAY.match(behind) and last.one.unit in CURRENCIES else ""

    def whole(self, spot: Spot, statistic: Statistic, label: str, last: Last | None) -> str:
        """The slug of what a share or a contribution is a part of."""
        if statistic not in (Statistic.SHARE, Statistic.CONTRIBUTION):
            return ""
        low, start, end, high = spot.reach
        before, after = self.masked[low:start], self.masked[end:high]
        name = labels.whole_named(before, after) if statistic is Statistic.SHARE else labels.whole_of_contribution(after)
        if not name and last is not None and last.one is not None and last.one.of:
            return last.one.of
        return self.names.measure(name if name and name.casefold() != label.casefold() else f"whole of {label}")

    def minus(self, said: Saying, masked: str) -> str:
        """What a difference is held against: a measure, a period, or the year before. `masked` is `said.against` without periods."""
        if said.against:
            relative = compared(said.against)
            named = labels.compared_measure(masked)
            if named and not relative:
                return self.names.measure(named)
            if relative:
                return relative
            whens = find_periods(said.against, self.calendar)
            if whens and whens[0].start < AFTER // 6:
                return whens[0].period
        return YOY
