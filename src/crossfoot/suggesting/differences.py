"""Differences: a figure that may be what lies between two others of one kind, at two times or of two measures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from crossfoot.figures import Figures
from crossfoot.records import PERCENT, PP
from crossfoot.suggesting.candidate import Found, difference
from crossfoot.suggesting.entries import Entry
from crossfoot.suggesting.lattice import Lattice
from crossfoot.suggesting.pairs import May, apart, printed, together
from crossfoot.vocabulary import Kind, Statistic


def differences(entries: Sequence[Entry], figures: Figures) -> Found:
    """What may be one figure less another one: points between two percentages, a change of an amount over time."""
    found = Found()
    if not entries:
        return found
    lattice = Lattice(entries)
    numbered = list(enumerate(entries))
    pairs = [(n, of, m, less) for (n, of), (m, less) in permutations(numbered, 2) if _comparable(of, less)]
    for at, result in numbered:
        if not (result.key.minus or result.unit == PP or result.plain_level):
            continue
        may = _stated(result, figures) if result.key.minus else _unstated(result)
        for n, of, m, less in pairs:
            if at in (n, m) or result.unit != (PP if of.unit == PERCENT else of.unit) or not may(of, less):
                continue
            found.tried += 1
            # Ends count as closed here; what may fit is decided exactly.
            low, high = lattice.low[n] - lattice.high[m], lattice.high[n] - lattice.low[m]
            if lattice.low[at] <= high and low <= lattice.high[at]:
                found.keep(difference(result, of, less))
    return found


def _comparable(of: Entry, less: Entry) -> bool:
    """Whether the two are of one kind, and differ in their period or scenario or in their measure, but not in both."""
    a, b = of.key, less.key
    if (a.statistic, of.unit, a.of, a.minus) != (b.statistic, less.unit, b.of, b.minus) or a.minus or of.unit == PP:
        return False
    if of.unit != PERCENT and a.statistic is not Statistic.LEVEL:
        return False
    if a.measure != b.measure:
        return together(of, less) and a.scenario == b.scenario and a.versus == b.versus and of.unit == PERCENT
    return (apart(of, less) and a.scenario == b.scenario) or (together(of, less) and a.scenario != b.scenario)


def _stated(result: Entry, figures: Figures) -> May:
    """A record that says what it is a difference of is believed."""
    key = result.key
    minuend, subtrahend = (printed(one, figures) for one in figures.subtrahend(key))

    def may(of: Entry, less: Entry) -> bool:
        same = (of.key.measure, of.key.statistic, of.key.of) == (key.measure, key.statistic, key.of)
        return same and _in_time(result, of, less) and minuend in (None, of.key) and subtrahend in (None, less.key)

    return may


def _unstated(result: Entry) -> May:
    """Any level may be a difference: points, or an amount of another measure."""

    def may(of: Entry, less: Entry) -> bool:
        if of.unit != PERCENT and result.key.measure == of.key.measure:
            return False
        return result.key.statistic is Statistic.LEVEL and (_in_time(result, of, less) or _between(result, of, less))

    return may


def _in_time(result: Entry, of: Entry, less: Entry) -> bool:
    """Whether the difference is of the period of the first figure, and of that of the second one where that is another measure."""
    return together(result, of, less) if of.key.measure != less.key.measure else together(result, of)


def _between(result: Entry, of: Entry, less: Entry) -> bool:
    """Whether a flow runs from the day of one stock to that of another one."""
    days, last, first = result.key.days, of.key.days, less.key.days
    if of.figure.measure.kind is not Kind.STOCK or result.figure.measure.kind is Kind.STOCK or not (days and last and first):
        return False
    return days.last == last.last and days.follows(first)
