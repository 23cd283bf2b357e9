"""Sums: parts and their total, in one unit and one period or in periods that make up the total's; and shares that are all there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from crossfoot.figures import Key
from crossfoot.period import Period
from crossfoot.records import PERCENT
from crossfoot.suggesting.candidate import ALL, Found, hundred, total
from crossfoot.suggesting.entries import Entry
from crossfoot.suggesting.lattice import Lattice, Meeting
from crossfoot.vocabulary import Kind, Statistic

# So many parts at most, and so many ways to divide one period.
MOST_PARTS: Final = 8
MOST_DIVISIONS: Final = 32
_ADDING: Final = frozenset({Kind.FLOW, Kind.STOCK, Kind.COUNT, Kind.DURATION})


def sums(entries: Sequence[Entry]) -> Found:
    """What may be parts and their total.

    Any two figures with any third one; three to eight neighbours with the figure before or behind them, where neighbours are those of one
    unit and period; and figures of one measure whose periods make up the period of a figure of another measure.
    """
    found = Found()
    for group in _alike(entry for entry in entries if _adds(entry)):
        found.add(_in_one_period(group))
        found.add(_over_time(group))
    return found


def hundreds(entries: Sequence[Entry]) -> Found:
    """Two to eight neighbouring shares that may make 100 percent."""
    found = Found()
    for group in _alike(entry for entry in entries if _is_share(entry)):
        tried: set[frozenset[Key]] = set()
        for some in _by_period(group):
            lattice = Lattice(some)
            for start, end in _runs(len(some), 2):
                shares = some[start:end]
                keys = frozenset(share.key for share in shares)
                if keys not in tried and sum(lattice.low[start:end]) <= ALL * lattice.step <= sum(lattice.high[start:end]):
                    found.keep(hundred(shares))
                tried.add(keys)
        found.tried += len(tried)
    return found


def _adds(entry: Entry) -> bool:
    """Whether amounts of this figure may be added up: levels that are no rates, and shares of and contributions to one whole."""
    if entry.key.statistic is Statistic.LEVEL:
        return entry.plain_level and entry.figure.measure.kind in _ADDING
    return _is_share(entry)


def _is_share(entry: Entry) -> bool:
    """Whether it is a part of a hundred; the hundred itself is none."""
    key = entry.key
    share = key.statistic in (Statistic.SHARE, Statistic.CONTRIBUTION) or (key.statistic is Statistic.LEVEL and entry.unit == PERCENT)
    return share and entry.unit == PERCENT and not key.minus and not entry.interval.contains(ALL)


def _alike(entries: Iterator[Entry]) -> list[list[Entry]]:
    """The entries by what may be added: one unit, one statistic, one whole, one scenario."""
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        key = entry.key
        groups.setdefault((key.statistic, entry.unit, key.of, key.versus, key.scenario), []).append(entry)
    return list(groups.values())


def _by_period(group: list[Entry]) -> list[list[Entry]]:
    """The entries of each period with those that have none, which go with every one."""
    periods = dict.fromkeys(entry.when for entry in group if entry.when)
    return [[entry for entry in group if entry.when in ("", period)] for period in periods] or [group]


def _runs(length: int, least: int) -> Iterator[tuple[int, int]]:
    """Neighbours, from `least` to eight of them."""
    for start in range(length):
        for end in range(start + least, min(length, start + MOST_PARTS) + 1):
            yield start, end


def _in_one_period(group: list[Entry]) -> Found:
    found = Found()
    tried: set[tuple[frozenset[Key], Key]] = set()
    pairs = _by_period(group)
    for some in pairs:
        lattice = Lattice(some)
        _pairs(some, lattice, found)
        for start, end in _runs(len(some), 3):
            parts = some[start:end]
            low, high = sum(lattice.low[start:end]), sum(lattice.high[start:end])
            for at in (start - 1, end):
                if not 0 <= at < len(some):
                    continue
                role = frozenset(part.key for part in parts), some[at].key
                if role not in tried and lattice.low[at] <= high and low <= lattice.high[at]:
                    found.keep(total(some[at], parts))
                tried.add(role)
    # Figures without a period are among those of every period, and count once.
    free = sum(not entry.when for entry in group)
    found.tried += len(tried) + sum(_triples(len(some)) for some in pairs) - (len(pairs) - 1) * _triples(free)
    return _once(found)


def _triples(length: int) -> int:
    """In how many ways two of so many figures can be the parts of a third one."""
    return length * (length - 1) * (length - 2) // 2


def _pairs(some: list[Entry], lattice: Lattice, found: Found) -> None:
    meeting = Meeting(lattice)
    for n, m in combinations(range(len(some)), 2):
        for at in meeting.meeting(lattice.low[n] + lattice.low[m], lattice.high[n] + lattice.high[m]):
            if at not in (n, m):
                found.keep(total(some[at], (some[n], some[m])))


def _once(found: Found) -> Found:
    """Each set of figures in each role once."""
    distinct = {(one.subject.key, frozenset(entry.key for entry in one.entries)): one for one in reversed(found.fitting)}
    return Found(found.tried, list(reversed(distinct.values())))


def _over_time(group: list[Entry]) -> Found:
    """Flows of one measure whose periods make up that of a flow of another one."""
    found = Found()
    flows: dict[str, dict[Period, Entry]] = {}
    for entry in group:
        days = entry.key.days
        if entry.figure.measure.kind is Kind.FLOW and days is not None and days.first is not None:
            flows.setdefault(entry.key.measure, {})[days] = entry
    for measure, series in flows.items():
        wholes = [(days, entry) for other, by_days in flows.items() if other != measure for days, entry in by_days.items()]
        for days, whole in wholes:
            for parts in _divisions(days, series):
                found.tried += 1
                found.keep(total(whole, parts))
    return found


def _divisions(period: Period, series: dict[Period, Entry]) -> list[list[Entry]]:
    """The ways to make up a period of two to eight others without a gap, at most so many."""
    found: list[list[Entry]] = []
    paths = [[days] for days in sorted(series, key=lambda days: days.text, reverse=True) if days.first == period.first and days != period]
    while paths and len(found) < MOST_DIVISIONS:
        path = paths.pop()
        if path[-1].last == period.last:
            found.append([series[days] for days in path])
        elif len(path) < MOST_PARTS and path[-1].last < period.last:
            paths += [[*path, days] for days in series if days.follows(path[-1]) and days.last <= period.last]
    return found
