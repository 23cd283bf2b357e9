"""Two amounts that may be compared: a part with its whole, a figure with what it was before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

from crossfoot.figures import Figures, Key, compared_period
from crossfoot.suggesting.entries import Entry
from crossfoot.vocabulary import Kind

Pair = tuple[Entry, Entry]
# Whether two figures may stand in the roles of a third one.
May = Callable[[Entry, Entry], bool]


def one_time(entries: Sequence[Entry]) -> Iterator[Pair]:
    """Two figures in either order that differ in their measure, in one unit, one scenario and one period."""
    for first, second in permutations(entries, 2):
        same = first.unit == second.unit and first.key.scenario == second.key.scenario and first.key.measure != second.key.measure
        if same and together(first, second):
            yield first, second


def two_times(entries: Sequence[Entry]) -> Iterator[Pair]:
    """Two figures in either order, in one unit, whose periods differ and are alike, or one of which is of another scenario."""
    for first, second in permutations(entries, 2):
        if first.unit != second.unit:
            continue
        same_scenario = first.key.scenario == second.key.scenario
        if apart(first, second) if same_scenario else together(first, second):
            yield first, second


def together(*entries: Entry) -> bool:
    """Whether the figures may be of one period."""
    return len({entry.when for entry in entries if entry.when}) <= 1


def apart(first: Entry, second: Entry) -> bool:
    """Whether the figures may be of two periods of one length; which is not known of a figure without a period."""
    if not (first.when and second.when):
        return not (first.figure.measure.timeless or second.figure.measure.timeless)
    return first.when != second.when and _length(first) == _length(second)


def _length(entry: Entry) -> object:
    """How long a period is: in months, which differ in their days, or in days; a stock stands on a day."""
    days = entry.key.days
    if days is None or days.first is None or entry.figure.measure.kind is Kind.STOCK:
        return None
    return ("months", days.months) if days.months else ("days", (days.last - days.first).days)


def printed(key: Key, figures: Figures) -> Key | None:
    """The figure that a record names, or what stands in for it; None where nobody printed either."""
    named = figures.stand_in(key)
    return named if figures.printed(named) else None


def compares(rate: Entry, now: Entry, then: Entry) -> bool:
    """Whether the periods of two figures are those that a growth or a multiple names."""
    if not together(rate, now):
        return False
    wanted = compared_period(now.key if now.when else rate.key, rate.key.versus)
    if wanted is None or not then.when:
        return True
    return then.when == (wanted.last_day() if then.figure.measure.kind is Kind.STOCK else wanted).text
