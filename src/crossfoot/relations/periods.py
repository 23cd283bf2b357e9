"""Flows by period: which printed periods lie in which, and which ones divide which without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from crossfoot.figures import Figures, Key
from crossfoot.period import Period, children, parse_period
from crossfoot.vocabulary import Kind, Statistic

MAX_DIVISIONS = 32
MAX_STEPS = 1024


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

    Of the printed ones the coarsest and the finest, not every mixture (a quarter, three months and a half-year): the mixtures follow,
    and one slip would be reported once for each of them. At most `MAX_DIVISIONS`, from the coarsest on.
    """
    paths = [*_printed_paths(period, printed, longest_first=True), *_printed_paths(period, printed, longest_first=False)]
    found = {parts for parts in paths if len(parts) > 1 and (_coarsest(parts, printed) or _finest(parts, printed))}
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


def _printed_paths(period: Period, printed: dict[Period, Key], *, longest_first: bool) -> Iterator[tuple[Period, ...]]:
    """Chains of printed periods that start and end with the given one and leave no gap: depth first, a bounded number of steps."""
    if period.first is None or period.first == period.last:
        return
    starting: dict[date, list[Period]] = {}
    inside = (part for part in printed if part != period and period.contains(part))
    for part in sorted(inside, key=lambda p: (p.last, p.text), reverse=not longest_first):
        if part.first is not None:
            starting.setdefault(part.first, []).append(part)
    # The last one is taken up first.
    paths: list[tuple[Period, ...]] = [(part,) for part in starting.get(period.first, ())]
    steps = 0
    while paths and steps < MAX_STEPS:
        steps += 1
        path = paths.pop()
        if path[-1].last == period.last:
            yield path
        else:
            paths.extend((*path, part) for part in starting.get(path[-1].last + timedelta(days=1), ()))


def _coarsest(parts: tuple[Period, ...], printed: dict[Period, Key]) -> bool:
    """Whether no neighbouring parts, short of all, are together a printed period."""
    spans = ((n, m) for n in range(len(parts)) for m in range(n + 1, len(parts)) if m - n + 1 < len(parts))
    return not any(Period(parts[n].first, parts[m].last) in printed for n, m in spans)


def _finest(parts: tuple[Period, ...], printed: dict[Period, Key]) -> bool:
    """Whether no part is itself divided into printed periods."""
    return not any(len(path) > 1 for part in parts for path in _printed_paths(part, printed, longest_first=True))


def _without_period(key: Key) -> Key:
    return key._replace(period="")
