"""Figures that stand side by side in a sentence: listed, the two ends of a range, or an announced number of items."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from crossfoot.drafting.figure import Drafted, read_or_none
from crossfoot.drafting.sentences import Sentences
from crossfoot.drafting.spot import AFTER, Group
from crossfoot.drafting.words import any_of
from crossfoot.lexicon.statements import FALLS, ITEMS, MAIN, RISES
from crossfoot.records import LIST_MEASURE, PERCENT, STANDING
from crossfoot.scan.scanner import Scanned
from crossfoot.vocabulary import Bound, Statistic

_ATTACHED: Final = 12
_MOST_ITEMS: Final = 20
_MOST_TOGETHER: Final = 12  # of a longer list no sentence says anything of all by one word
_LONGEST_LINE: Final = 1000
_JOINT: Final = re.compile(r"[\s\w-]{0,24}?(?:,|\band\b|,\s*and)\s*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\b(?:between|range\s+of|ranging\s+from)\s+(?:[A-Z]{0,3}[$\u20ac\u00a3])?$", re.IGNORECASE)
_RANGE_LINK: Final = re.compile(r"\s*(?:and|to|[-\u2013])\s*")
_PAIR: Final = re.compile(r"\s*(?:and|or|against|versus)\s*", re.IGNORECASE)
_ITEM: Final = re.compile(r"[ \t]*(?:[-*\u2022\u2013]|\(?(?:\d{1,2}|[a-z])[.)])[ \t]+[^\W\d_]")
_IN_PERCENT: Final = re.compile(r"(?:\bin\s+|[(,]\s*)(?:per\s?cent|%)", re.IGNORECASE)
_MOVED: Final = re.compile(rf"(?:{any_of(RISES, FALLS)}|\bfrom)\s*$", re.IGNORECASE)
_WIDEST_RANGE: Final = 3
_FROM: Final = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO: Final = re.compile(r"\s*(?:[\w-]+\s+){0,3}to\s+", re.IGNORECASE)
_SCALE: Final = re.compile(r"\b(?:hundred|thousand|million|billion|trillion|bn|mn|tn)\b.*", re.IGNORECASE | re.DOTALL)
_ITEMS: Final = re.compile(rf"\s+(?:{any_of(MAIN)}\s+){{0,2}}{any_of(ITEMS)}", re.IGNORECASE)


class Listings:
    """The figures of a text, to be asked which of them belong together."""

    def __init__(self, text: str, sentences: Sentences, figures: Sequence[Scanned]) -> None:
        self.text, self.sentences, self.figures = text, sentences, figures
        self._starts = [number.start for number in figures]

    def groups(self, figures: Sequence[Scanned]) -> list[Group]:
        """Figures that are joined by nothing but "and", a comma and at most a few words, in one unit and one sentence."""
        found: list[list[Scanned]] = []
        for figure in figures:
            before = found[-1][-1] if found else None
            if before is not None and len(found[-1]) < _MOST_TOGETHER and self._joined(before, figure):
                found[-1].append(figure)
            else:
                found.append([figure])
        return [Group(tuple(members)) for members in found]

    def after(self, place: int) -> int:
        """Where the next figure behind a place begins, or the end of the text."""
        number = bisect_left(self._starts, place)
        return self._starts[number] if number < len(self._starts) else len(self.text)

    def starts_a_change(self, member: Scanned, group: Group) -> bool:
        """Whether it is the first figure of "from 40.2 percent to 44.2 percent": that of the time before."""
        number = bisect_right(self._starts, member.start)
        following = self._starts[number] if number < len(self._starts) else None
        return (
            len(group.members) == 1
            and following is not None
            and _FROM.search(self.text[max(0, member.start - _ATTACHED) : member.start]) is not None
            and _TO.fullmatch(self.text[member.end : following][:AFTER]) is not None
        )

    def of_a_range(self, member: Scanned, printed: str) -> str:
        """An end of a printed range, with what the other end says for both in brackets: `[at least] 12 [million]`."""
        if "[" in printed or member.value is None or member.bound is not Bound.EXACT:
            return printed
        number = bisect_left(self._starts, member.start)
        before, after = ((self.figures[at] if 0 <= at < len(self.figures) else None) for at in (number - 1, number + 1))
        if after is not None and self._is_range(member, after):
            scale = _SCALE.search(after.text)
            lent = scale[0] if scale and not _SCALE.search(member.text) else ""
            lent = lent or ("percent" if after.unit == PERCENT and member.unit is None else "")
            found = f"[at least] {printed}" + (f" [{' '.join(lent.split())}]" if lent else "")
        elif before is not None and self._is_range(before, member):
            found = f"[at most] {printed}"
        else:
            return printed
        return found if read_or_none(found) is not None else printed

    def with_lent_unit(self, member: Scanned, printed: str) -> str:
        """A number whose unit the next one of its pair names, or the heading of its list: `91 [percent]` of "91 and 92 percent"."""
        if member.unit is not None or member.value is None:
            return printed
        number = bisect_left(self._starts, member.start) + 1
        lent = number < len(self.figures) and self._lends(member, self.figures[number])
        if not lent and not _IN_PERCENT.search(self.heading(member)):
            return printed
        found = f"{printed} [percent]"
        return found if "[" not in printed and read_or_none(found) is not None else printed

    def heading(self, member: Scanned) -> str:
        """The line that heads the list in which a figure stands, up to its colon; nothing where its line is no item of one."""
        start = self._line_start(member.start)
        for _ in range(_MOST_ITEMS):
            if not _ITEM.match(self.text, start):
                break
            start = self._line_start(max(start - 1, 0))
        line = self.text[start : start + _LONGEST_LINE].partition("\n")[0].rstrip()
        return line if line.endswith(":") and start + len(line) <= member.start else ""

    def _line_start(self, place: int) -> int:
        return self.text.rfind("\n", max(0, place - _LONGEST_LINE), place) + 1 or max(0, place - _LONGEST_LINE)

    def announced(self, member: Scanned, behind: str) -> Drafted | None:
        """A claim of the measure `list` for "five aspects"; which list it is, is filled in by whoever knows the lists."""
        whole = member.value is not None and member.value.denominator == 1 and 1 < member.value <= _MOST_ITEMS
        if not whole or member.unit is not None or not _ITEMS.match(behind):
            return None
        printed = self.text[slice(*member.number)]
        read = read_or_none(printed)
        if read is None or read.value != member.value:
            return None
        guessed = frozenset({"measure", "of"})
        place, level = member.number, Statistic.LEVEL.value
        return Drafted(place[0], place[1], printed, "items", LIST_MEASURE, level, STANDING, of="L", guessed=guessed)

    def _joined(self, before: Scanned, figure: Scanned) -> bool:
        if figure.start - before.end >= AFTER:
            return False
        ranged = self._is_range(before, figure)
        linked = _JOINT.fullmatch(self.text, before.end, figure.start) is not None
        return (ranged or (linked and (before.unit == figure.unit or self._lends(before, figure)))) and self.sentences.at(
            before.start
        ) == self.sentences.at(figure.start)

    def _lends(self, member: Scanned, following: Scanned) -> bool:
        """Whether percent is meant of both of a pair although it stands behind the second only."""
        pair = following.start - member.end < _ATTACHED and _PAIR.fullmatch(self.text, member.end, following.start) is not None
        return pair and member.unit is None and following.unit == PERCENT and self._is_plain(member)

    def _is_plain(self, member: Scanned) -> bool:
        return member.bound is Bound.EXACT and self.text[slice(*member.number)] == member.text

    def _is_range(self, low: Scanned, high: Scanned) -> bool:
        if high.start - low.end >= _ATTACHED or _RANGE_LINK.fullmatch(self.text, low.end, high.start) is None:
            return False
        link = self.text[low.end : high.start].strip()
        ahead = self.text[max(0, low.start - 30) : low.start]
        if link in {"-", "\u2013"} or _BETWEEN.search(ahead) is not None:
            return True
        return link == "to" and _MOVED.search(ahead) is None and self._is_narrow(low, high)

    def _is_narrow(self, low: Scanned, high: Scanned) -> bool:
        """Whether "A to B" can be a range: one unit, and ends that are not far apart; "won 3 to 2" is none."""
        if low.value is None or high.value is None or low.unit not in (high.unit, None):
            return False
        scale = _SCALE.search(high.text) is not None and _SCALE.search(low.text) is None
        return scale or 0 < low.value < high.value <= low.value * _WIDEST_RANGE


def splits(label: str, count: int) -> list[str]:
    """Two labels of "production and sales of cars"."""
    found = _TWO.fullmatch(label) if count == 2 else None  # noqa: PLR2004 - pairs only; longer lists seldom keep their order
    if found is None:
        return []
    rest = found["rest"] or ""
    shared = rest if " of " not in found["first"] else ""
    return [f"{found['first']}{shared}", f"{found['second']}{rest}"]


_TWO: Final = re.compile(r"(?P<first>(?:(?! of )[^,])+?) and (?P<second>.+?)(?P<rest> of .+)?")
