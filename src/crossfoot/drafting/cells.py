"""A figure in a cell of a table: its measure is the label of its row, and the label of its column says the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from crossfoot.drafting import labels
from crossfoot.drafting.figure import Drafted, read_or_none
from crossfoot.drafting.grid import Labelled
from crossfoot.drafting.naming import Names
from crossfoot.drafting.periods import Calendar, find_periods
from crossfoot.drafting.saying import PREVIOUS, YOY, compared
from crossfoot.lexicon import CURRENCIES, UNITS
from crossfoot.period import Period, parse_period
from crossfoot.printed import Printed
from crossfoot.records import PERCENT, PP, TIMES, UNSTATED
from crossfoot.scan.scanner import Scanned
from crossfoot.vocabulary import Statistic

_SCALE: Final = r"hundred\s+millions?|thousands?|millions?|billions?|trillions?|mn|mln|bn|tn|'?000s?"
_SCALED: Final = re.compile(rf"(?<![\w'])(?P<scale>{_SCALE})(?!\w)(?:\s+(?:of\s+)?(?P<unit>[^\W\d_][\w/]*))?", re.IGNORECASE)
_CURRENCY: Final = re.compile(
    "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(UNITS, key=len, reverse=True) if UNITS[word] in CURRENCIES),
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"%|\bper\s?cent\b|\bpct\b|\bpercentage\b(?!\s+points?)", re.IGNORECASE)
_POINTS: Final = re.compile(r"\bpercentage\s+points?\b|\bp\.?p\.?\b|\bpts\b", re.IGNORECASE)
_GROWTH: Final = re.compile(r"\b(?:growth|change[sd]?|increase|yoy|y/y|year[\s-]on[\s-]year|m/m|q/q)\b|\+/-|\u00b1", re.IGNORECASE)
_SHARE: Final = re.compile(r"\b(?:shares?|proportion)\b(?:\s+(?:of|in)\s+(?P<whole>[^,(|]+))?", re.IGNORECASE)
_PERIOD_ONLY: Final = re.compile(r"[\W\d]*")
_PLURALS: Final = {"thousand": "thousand", "000": "thousand", "mn": "million", "mln": "million", "bn": "billion", "tn": "trillion"}
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Label:
    """What row, column and caption say together."""

    name: str
    scale: str
    unit: str
    statistic: Statistic
    difference: bool
    whole: str
    period: Period | None
    versus: str


class Cells:
    """Drafts the figures of tables."""

    def __init__(self, calendar: Calendar, names: Names) -> None:
        self.calendar, self.names = calendar, names

    def drafted(self, labelled: Labelled, number: Scanned) -> Drafted | None:
        """The claim that a cell is proposed as, or None where its number cannot be read."""
        label = self._label(labelled, number)
        printed, read = _print(number, label)
        if read is None:
            return None
        unit = read.unit or label.unit or (PERCENT if label.statistic is not Statistic.LEVEL else "") or "number"
        statistic = label.statistic if unit in (PERCENT, PP, TIMES) else Statistic.LEVEL
        if unit == PP and not label.difference:
            statistic = Statistic.LEVEL
        difference = label.difference and unit == PP
        level_unit = (PERCENT if difference else unit) if statistic is Statistic.LEVEL else ""
        measure = self.names.measure(label.name, level_unit)
        drafted = Drafted(
            number.start,
            number.end,
            printed,
            unit,
            measure,
            statistic.value,
            UNSTATED if label.period is None else label.period.text,
            of=self._whole(label, statistic),
            versus=label.versus if statistic in (Statistic.GROWTH, Statistic.RATIO) else "",
            minus=label.versus if difference else "",
            guessed=frozenset({"measure", "statistic", "period"}),
        )
        more = {column for column in ("of", "versus", "minus") if getattr(drafted, column)}
        return _guessing(drafted, more | ({"unit"} if read.unit is None else set()))

    def _whole(self, label: _Label, statistic: Statistic) -> str:
        if statistic is not Statistic.SHARE:
            return ""
        return self.names.measure(
            label.whole if label.whole and label.whole.casefold() != label.name.casefold() else f"whole of {label.name}"
        )

    def _label(self, labelled: Labelled, number: Scanned) -> _Label:
        row, column = labelled.row[:_LONGEST], labelled.column[:_LONGEST]
        # What stands over a table is its title, unless it is a sentence that only happens to stand there.
        caption = "" if re.search(r"[.!?]\s*$", labelled.caption) else labelled.caption[-_LONGEST:]
        texts = (column, row, caption)
        scaled = next((found for text in texts if (found := _SCALED.search(text))), None)
        currency = next((found for text in texts if (found := _CURRENCY.search(text))), None)
        own = number.unit in (PERCENT, PP)
        percent = own or any(_PERCENT.search(text) for text in (column, row))
        share = _SHARE.search(column) or _SHARE.search(row)
        growth = any(_GROWTH.search(text) for text in (column, row))
        points = number.unit == PP or any(_POINTS.search(text) for text in (column, row))
        if points:
            statistic, unit = Statistic.SHARE if share else Statistic.LEVEL, PP
        elif growth and percent:
            statistic, unit = Statistic.GROWTH, PERCENT
        elif share:
            statistic, unit = Statistic.SHARE, PERCENT
        else:
            statistic, unit = Statistic.LEVEL, PERCENT if percent else ""
        scale = "" if unit in (PERCENT, PP) or scaled is None else _scale(scaled["scale"])
        unit = unit or (UNITS.get(currency[0].lower(), "") if currency else "") or _thing(scaled)
        whole = " ".join((share["whole"] or "").split()) if share else ""
        counted = "" if unit or statistic is not Statistic.LEVEL else self._counted(column)
        unit = unit or counted
        return _Label(
            name=self._name(row, "" if counted else column, whole),
            scale=scale,
            unit=unit,
            statistic=statistic,
            difference=points,
            whole=whole,
            period=self._period(column, row, caption),
            versus=compared(column) or compared(row) or (PREVIOUS if re.search(r"\b[mq]/[mq]\b", column, re.IGNORECASE) else YOY),
        )

    def _counted(self, column: str) -> str:
        """The unit of a column that is headed by nothing but what it counts: "Tonnes, H1 2031"."""
        rest = self._without(column, "").split()
        return labels.unit_of(rest[0]) if len(rest) == 1 else ""

    def _name(self, row: str, column: str, whole: str) -> str:
        """The label of the row, with what the column's adds to it; a row that is a period leaves the column's."""
        plain = [self._without(text, whole) for text in (row, column)]
        name, more = plain
        if not name:
            return more or "table"
        return f"{name}, {more}" if more else name

    def _without(self, text: str, whole: str) -> str:
        """A label without periods, units, and words that say the statistic."""
        for when in reversed(find_periods(text, self.calendar)):
            text = f"{text[: when.start]} {text[when.end :]}"
        if whole:
            text = text.replace(whole, " ")
        for pattern in (_SHARE, _SCALED, _CURRENCY, _POINTS, _PERCENT, _GROWTH):
            text = pattern.sub(" ", text)
        text = re.sub(
            r"[(\[{][^\w]*[)\]}]|\b(?:in|on|of|the|a|year|earlier|ago|over|from|number)\b(?=\W*$)|^\W*(?:in|of|number)\b(?!\s+\w)",
            " ",
            text,
        )
        text = " ".join(text.split()).strip(" ,;:()[]|/-\u2013*")
        return "" if _PERIOD_ONLY.fullmatch(text) else text

    def _period(self, *texts: str) -> Period | None:
        """The period of column, row or caption; a month or a quarter in one and a year in another are one period."""
        for text in (f"{texts[1]} {texts[0]}", f"{texts[0]} {texts[1]}", *texts):
            whens = find_periods(text, self.calendar)
            year = re.search(r"\b(?:19|20)\d\d\b", text)
            if whens and year:
                joined = [find_periods(f"{part} {year[0]}", self.calendar) for part in _without_year(text, year[0])]
                whens = next((found for found in joined if found and not re.fullmatch(r"\d{4}", found[0].period)), whens)
            if whens:
                return parse_period(whens[0].period)
        return self.calendar.about


def _without_year(text: str, year: str) -> list[str]:
    return [part.strip(" ,") for part in text.split(year) if part.strip(" ,")]


def _guessing(drafted: Drafted, columns: set[str]) -> Drafted:
    from dataclasses import replace  # noqa: PLC0415

    return replace(drafted, guessed=drafted.guessed | columns)


def _print(number: Scanned, label: _Label) -> tuple[str, Printed | None]:
    """The cell as printed, with what its labels supply in brackets."""
    plain = " ".join(number.text.split())
    read = read_or_none(plain)
    if read is not None and (read.unit is not None or not (label.scale or label.unit in (PERCENT, PP) or label.unit in CURRENCIES)):
        return plain, read
    supplied = " ".join(part for part in (label.scale, "percentage points" if label.unit == PP else label.unit) if part)
    with_labels = f"{plain} [{supplied}]"
    full = read_or_none(with_labels)
    return (with_labels, full) if full is not None else (plain, read)


def _scale(text: str) -> str:
    words = " ".join(text.lower().replace("'", "").split()).rstrip("s")
    return _PLURALS.get(words, words)


def _thing(scaled: re.Match[str] | None) -> str:
    """What is counted in thousands."""
    return labels.unit_of(scaled["unit"]) if scaled and scaled["unit"] else ""
