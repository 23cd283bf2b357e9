"""What the labels of a table say of a cell: of what, in which unit and scale, which statistic, when, against what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crossfoot.drafting.comparing import PREVIOUS, YOY, compared, is_base, relative
from crossfoot.drafting.grid import Labelled
from crossfoot.drafting.periods import Calendar, find_periods
from crossfoot.drafting.slugs import unit_of
from crossfoot.drafting.words import any_of, one_of
from crossfoot.lexicon.running_text import GLUED_MEASURES
from crossfoot.lexicon.statements import HEADS, MASS, NAMELESS
from crossfoot.lexicon.units import CURRENCIES, UNITS
from crossfoot.period import Period, parse_period
from crossfoot.records import PERCENT, PP
from crossfoot.scan.scanner import Scanned
from crossfoot.vocabulary import Statistic

_SCALE: Final = r"hundred\s+millions?|thousands?|millions?|billions?|trillions?|mn|mln|bn|tn|'?000s?"
# A single m is a scale only behind money.
_OF_MONEY: Final = r"(?<=[A-Z]{3})m|(?<=[A-Z]{3}\s)m|(?<=[$\u20ac\u00a3\u00a5])m|(?<=[$\u20ac\u00a3\u00a5]\s)m"
_SCALED: Final = re.compile(
    rf"(?:(?<![\w'])(?P<scale>(?i:{_SCALE}))|(?P<money>{_OF_MONEY}|(?<=[A-Z]{{3}})bn))(?!\w)(?:\s+(?:of\s+)?(?P<unit>[^\W\d_][\w/]*))?"
)
_CURRENCY: Final = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(word)}(?![^\W\d_]{'' if word.isalpha() else '{2}'})"
        for word in sorted(UNITS, key=len, reverse=True)
        if UNITS[word] in CURRENCIES
    ),
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"%|\bper\s?cent\b|\bpct\b|\bpercentage\b(?!\s+points?)", re.IGNORECASE)
_POINTS: Final = re.compile(r"\bpercentage\s+points?\b|\bp\.?p\.?\b|\bpts\b", re.IGNORECASE)
_GROWTH: Final = re.compile(
    r"\b(?:growth|changes?|changed|increase|yoy|y/y|y-o-y|year[\s-]on[\s-]year|m/m|q/q)\b|\+/-|\u00b1", re.IGNORECASE
)
_SHARE: Final = re.compile(r"\b(?:shares?|proportion)\b(?:\s+(?:of|in)\s+(?P<whole>[^,(|]+))?", re.IGNORECASE)
_SHORT_COMPARED: Final = re.compile(r"\b[mq]/[mq]\b", re.IGNORECASE)
_UNIT_ALONE: Final = re.compile(
    r"[(\[](?P<unit>[^\W\d_](?:[^\W\d_]|/(?=\w))*(?<!ed))[)\]]|"
    rf",\s*(?P<last>{any_of(MASS, (unit for unit in GLUED_MEASURES if len(unit) > 1))})\s*$",
    re.IGNORECASE,
)
_HEADS: Final = one_of(HEADS)
_OF_A_TITLE: Final = re.compile(r"^[\s#*_]*(?:tab(?:le|\.)?\s+\w{1,4}[.:]?\s+)?[\s*_]*", re.IGNORECASE)
_PERIOD_ONLY: Final = re.compile(r"[\W\d]*")
_SENTENCE: Final = re.compile(r"[.!?]\s*$")
_SMALL: Final = re.compile(
    r"[(\[{][^\w]*[)\]}]|\b(?:in|on|of|the|a|at|year|earlier|ago|over|from|number|end)\b(?=\W*$)|^\W*(?:in|of|number)\b(?!\s+\w)",
    re.IGNORECASE,
)
_OF_WHICH: Final = re.compile(r"^\W*(?:of\s+which|thereof|including)\b[\s:,]*", re.IGNORECASE)
_PLURALS: Final = {"thousand": "thousand", "000": "thousand", "mn": "million", "mln": "million", "m": "million", "bn": "billion"} | {
    "tn": "trillion"
}
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class CellLabel:
    """What row, column and caption say together."""

    name: str
    scale: str
    unit: str
    statistic: Statistic
    difference: bool
    whole: str
    period: Period | None
    versus: str


class TableLabels:
    """Reads the labels of the tables of a text, in order."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._captions: dict[str, str] = {}
        self._above = ""  # the row that "of which" speaks of

    def label(self, labelled: Labelled, number: Scanned) -> CellLabel:
        """What the labels of a cell say of the number in it."""
        row, column, corner = labelled.row[:_LONGEST], labelled.column[:_LONGEST], labelled.corner[:_LONGEST]
        # What stands over a table is its title, unless it is a sentence that only happens to stand there.
        caption = "" if _SENTENCE.search(labelled.caption) else labelled.caption[-_LONGEST:]
        caption = _OF_A_TITLE.sub("", caption)
        heads = _HEADS.search(row)
        texts = (column, row) if heads else (column, row, corner, caption)
        scaled = next((found for text in texts if (found := _SCALED.search(text))), None)
        currency = next((found for text in texts if (found := _CURRENCY.search(text))), None)
        share = _SHARE.search(column) or _SHARE.search(row)
        # Percent in the title counts where nothing else names a unit.
        statistic, unit = _kind((column, row) if scaled or currency else texts, number.unit, share is not None, scaled is not None)
        scale = "" if unit in (PERCENT, PP) or scaled is None else _scale(scaled["scale"] or scaled["money"])
        unit = unit or (UNITS.get(currency[0].lower(), "") if currency else "") or _thing(scaled) or (heads[0].lower() if heads else "")
        whole = " ".join((share["whole"] or "").split()) if share else ""
        counted = "" if unit or statistic is not Statistic.LEVEL else self._counted(column)
        period = self._period(column, row, caption)
        return CellLabel(
            name=self._named(row, "" if counted else column, whole, caption),
            scale=scale,
            unit=unit or counted or _unit_alone((column, row, caption), statistic),
            statistic=statistic,
            difference=unit == PP,
            whole=whole,
            period=period,
            versus=self._versus(column, row, period),
        )

    def _versus(self, column: str, row: str, period: Period | None) -> str:
        """What a change is against: as the labels say in words, else the period that they name, else the year before."""
        said = compared(column) or compared(row) or (PREVIOUS if _SHORT_COMPARED.search(column) else "")
        base = next(
            (when for text in (column, row) for when in find_periods(text, self.calendar) if is_base(text, when.start, when.period)), None
        )
        if said or base is None or period is None:
            return said or YOY
        return relative(base.period, period.text)

    def _counted(self, column: str) -> str:
        """The unit of a column that is headed by nothing but what it counts: "Tonnes, H1 2031"."""
        rest = self._without(column, "").split()
        return unit_of(rest[0]) if len(rest) == 1 and not _UNIT_ALONE.search(column) else ""

    def _named(self, row: str, column: str, whole: str, caption: str) -> str:
        """The name of what a cell measures: one that says nothing by itself, or that another table has too, has its table's title."""
        if _OF_WHICH.match(row):
            row = f"{self._above}, {_OF_WHICH.sub('', row)}".strip(", ")
        else:
            self._above = self._without(row, "")
        name, title = self._name(row, column, whole), self._without(caption, "")
        if title and (self._without(row, "").casefold() in NAMELESS or self._captions.setdefault(name, caption) != caption):
            name = f"{name}, {title}"
        return name

    def _name(self, row: str, column: str, whole: str) -> str:
        """The label of the row, with what the column's adds to it; a row that is a period leaves the column's."""
        name, more = (self._without(text, whole) for text in (row, column))
        if not name:
            return more or "table"
        return f"{name}, {more}" if more else name

    def _without(self, text: str, whole: str) -> str:
        """A label without periods, units, and words that say the statistic."""
        for when in reversed(find_periods(text, self.calendar)):
            text = f"{text[: when.start]} {text[when.end :]}"
        if whole:
            text = text.replace(whole, " ")
        for pattern in (_SHARE, _SCALED, _CURRENCY, _POINTS, _PERCENT, _GROWTH, _UNIT_ALONE):
            text = pattern.sub(" ", text)
        text = " ".join(_SMALL.sub(" ", text).split()).strip(" ,;:()[]|/-\u2013*")
        text = _SMALL.sub(" ", text).strip(" ,;:()[]|/-\u2013*")
        return "" if _PERIOD_ONLY.fullmatch(text) else text

    def _period(self, *texts: str) -> Period | None:
        """The period of column, row or caption; a month or a quarter in one and a year in another are one period."""
        bare = [self._without_bases(text) for text in texts]
        for text in (f"{bare[1]} {bare[0]}", f"{bare[0]} {bare[1]}", *bare):
            whens = find_periods(text, self.calendar)
            year = re.search(r"\b(?:19|20)\d\d\b", text)
            if whens and year:
                joined = [find_periods(f"{part} {year[0]}", self.calendar) for part in _without_year(text, year[0])]
                whens = next((found for found in joined if found and not re.fullmatch(r"\d{4}", found[0].period)), whens)
            if whens:
                return parse_period(whens[0].period)
        return self.calendar.about

    def _without_bases(self, text: str) -> str:
        """A label without the periods that a change is against: "Change on 2028"."""
        for when in reversed(find_periods(text, self.calendar)):
            if is_base(text, when.start, when.period):
                text = f"{text[: when.start]} {text[when.end :]}"
        return text


def _kind(texts: Sequence[str], own: str | None, share: bool, scaled: bool) -> tuple[Statistic, str]:  # noqa: FBT001
    """The statistic that labels name, and percent or points where they are its unit; `own` is the unit printed in the cell."""
    if own == PP or any(_POINTS.search(text) for text in texts):
        return Statistic.SHARE if share else Statistic.LEVEL, PP
    percent = own == PERCENT or any(_PERCENT.search(text) for text in texts)
    if percent and any(_GROWTH.search(text) for text in texts):
        return Statistic.GROWTH, PERCENT
    if share and (percent or not scaled):
        return Statistic.SHARE, PERCENT
    return Statistic.LEVEL, PERCENT if percent else ""


def _without_year(text: str, year: str) -> Iterator[str]:
    yield from (part.strip(" ,") for part in text.split(year) if part.strip(" ,"))


def _scale(text: str) -> str:
    words = " ".join(text.lower().replace("'", "").split()).rstrip("s")
    return _PLURALS.get(words, words)


def _thing(scaled: re.Match[str] | None) -> str:
    """What is counted in thousands."""
    return unit_of(scaled["unit"]) if scaled and scaled["unit"] else ""


def _unit_alone(texts: tuple[str, ...], statistic: Statistic) -> str:
    """A unit in brackets or behind the last comma of a label: "Generation (GWh)"."""
    if statistic is not Statistic.LEVEL:
        return ""
    found = next((match for text in texts if (match := _UNIT_ALONE.search(text))), None)
    return unit_of(found["unit"] or found["last"]) if found else ""
