"""A figure in a cell of a table: its measure is the label of its row, and the label of its column says the rest."""

from __future__ import annotations

from dataclasses import replace

from crossfoot.drafting.figure import Drafted, read_or_none, tidied
from crossfoot.drafting.grid import Labelled
from crossfoot.drafting.naming import Names
from crossfoot.drafting.periods import Calendar
from crossfoot.drafting.table_labels import CellLabel, TableLabels
from crossfoot.lexicon.units import CURRENCIES
from crossfoot.printed import Printed
from crossfoot.records import PERCENT, PP, TIMES, UNSTATED
from crossfoot.scan.scanner import Scanned
from crossfoot.vocabulary import Statistic


class Cells:
    """Drafts the figures of tables."""

    def __init__(self, calendar: Calendar, names: Names) -> None:
        self.names, self.labels = names, TableLabels(calendar)

    def drafted(self, labelled: Labelled, number: Scanned) -> Drafted | None:
        """The claim that a cell is proposed as, or None where its number cannot be read."""
        label = self.labels.label(labelled, number)
        printed, read = _print(number, label)
        if read is None:
            return None
        unit = read.unit or label.unit or (PERCENT if label.statistic is not Statistic.LEVEL else "") or "number"
        statistic = label.statistic if unit in (PERCENT, PP, TIMES) else Statistic.LEVEL
        if unit == PP and not label.difference:
            statistic = Statistic.LEVEL
        difference = label.difference and unit == PP
        level_unit = (PERCENT if difference else unit) if statistic is Statistic.LEVEL else ""
        drafted = Drafted(
            number.start,
            number.end,
            printed,
            unit,
            self.names.measure(label.name, level_unit),
            statistic.value,
            UNSTATED if label.period is None else label.period.text,
            of=self._whole(label, statistic),
            versus=label.versus if statistic in (Statistic.GROWTH, Statistic.RATIO) else "",
            minus=label.versus if difference else "",
        )
        guessed = {"measure", "statistic", "period"} | {column for column in ("of", "versus", "minus") if getattr(drafted, column)}
        return replace(drafted, guessed=frozenset(guessed | ({"unit"} if read.unit is None else set())))

    def _whole(self, label: CellLabel, statistic: Statistic) -> str:
        if statistic is not Statistic.SHARE:
            return ""
        named = label.whole if label.whole and label.whole.casefold() != label.name.casefold() else f"whole of {label.name}"
        return self.names.measure(named)


def _print(number: Scanned, label: CellLabel) -> tuple[str, Printed | None]:
    """The cell as printed, with what its labels supply in brackets."""
    plain = tidied(number.text)
    read = read_or_none(plain)
    if read is not None and (read.unit is not None or not (label.scale or label.unit in (PERCENT, PP) or label.unit in CURRENCIES)):
        return plain, read
    supplied = " ".join(part for part in (label.scale, "percentage points" if label.unit == PP else label.unit) if part)
    with_labels = f"{plain} [{supplied}]"
    full = read_or_none(with_labels)
    return (with_labels, full) if full is not None else (plain, read)
