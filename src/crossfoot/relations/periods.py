"""Flows by period: which printed periods lie in which, and which ones divide which without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from crossfoot.figures import Figures, Key
from crossfoot.period import Period, children, parse_period
from crossfoot.vocabulary import Kind, Statistic

MAX_DIVISIONS = 32


def flow_series(figures: Figures) -> Iterator[tuple[Key, dict[Period, Key]]]:
    """For each flow and scenario, the printed levels by period."""
    keys = [
        figure.key
        for figure in figures
        if figure.measure.kind is Kind.FLOW and figure.key.statistic is Statistic.LEVEL and not figure.key.minus and figure.key.days
    ]
    for thing, group in groupby(sorted(keys, key=_without_period), key=_without_period):
        yield thing, {days: key for key in group if (days := key.days) is not None}


def divisions(period: Period, printed: dict[Period, Key]) -> list[tuple[Period, ...]]:
    """The ways to divide a period: into printed ones, or into the usual ones (halves, quarters, months) with one not printed.

    At most `MAX_DIVISIONS`, from the coarsest on.
    """
    found = {parts for parts in _printed_paths(period, printed) if len(parts) > 1}
    for usual in children(period):
        if sum(part not in printed for part in usual) == (1 if period in printed else 0):
            found.add(tuple(usual))
    return sorted(found, key=lambda parts: (len(parts), [part.text for part in parts]))[:MAX_DIVISIONS]


def candidates(printed: dict[Period, Key]) -> list[Period]:
    """The periods that may be divided: the printed ones, and the usual ones made only of printed ones."""
    found = set(printed)
    for period in printed:
        found.update(_usual_parents(period))
    return sorted(found, key=lambda period: period.text)


def _usual_parents(period: Period) -> list[Period]:
    if period.first is None:
        return []
    year = f"{period.first.year}"
    names = [year, *(f"{year}-H{n}" for n in (1, 2)), *(f"{year}-Q{n}" for n in range(1, 5))]
    return [parent for name in names if (parent := parse_period(name)) != period and parent.contains(period)]


def _printed_paths(period: Period, printed: dict[Period, Key]) -> Iterator[tuple[Period, ...]]:
    """Chains of printed periods that start and end with the given one and leave no gap, depth first, a bounded number."""
    inside = sorted((p for p in printed if p != period and p.first and period.contains(p)), key=lambda p: p.text)
    if period.first is None:
        return
    paths: list[tuple[Period, ...]] = [(p,) for p in reversed(inside) if p.first == period.first]
    steps = 0
    while paths and steps < MAX_DIVISIONS**2:
        steps += 1
        path = paths.pop()
        if path[-1].last == period.last:
            yield path
        paths.extend((*path, p) for p in reversed(inside) if p.follows(path[-1]))


def _without_period(key: Key) -> Key:
    return key._replace(period="")
