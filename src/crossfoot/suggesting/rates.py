"""Rates: shares, growth and multiples that may lead from one amount to another one nearby.

A record that names the figures of its rate is believed: where the figure that it names was printed, no other one is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from crossfoot.figures import Figures, compared_period
from crossfoot.records import PERCENT
from crossfoot.relations.levels import HUNDREDTH, compared, level_of
from crossfoot.suggesting.candidate import ALL, Found, Kind, rate
from crossfoot.suggesting.entries import Entry
from crossfoot.suggesting.pairs import Pair, compares, leads_to, one_time, together, two_times
from crossfoot.vocabulary import Statistic

Fits = Callable[[Entry, Entry, Entry], bool]


def rates(entries: Sequence[Entry], figures: Figures) -> Found:
    """What may be a share, a growth, a multiple or a quotient of two amounts."""
    found = Found()
    amounts = [entry for entry in entries if entry.plain_level and entry.positive]
    beside, before = list(one_time(amounts)), list(two_times(amounts))
    for of in entries:
        key = of.key
        if key.minus:
            continue
        if key.statistic is Statistic.GROWTH and of.low > -ALL:
            _try(Kind.GROWTH, of, before, _growing(figures), found)
        elif key.statistic is Statistic.RATIO and of.positive:
            over_time = compared_period(key, key.versus) is not None or key.versus in figures.scenarios
            _try(Kind.RATIO, of, before if over_time else beside, _growing(figures) if over_time else _multiple(figures), found)
        elif of.positive and _may_be_share(of):
            _try(Kind.SHARE, of, beside, _share(figures), found)
        elif of.positive and of.plain_level and "/" in of.unit:
            _try(Kind.RATIO, of, _per(of, amounts), lambda _rate, _result, _base: True, found)
    return found


def _try(kind: Kind, of: Entry, pairs: Iterable[Pair], may: Fits, found: Found) -> None:
    low, high = _factor(kind, of.low), _factor(kind, of.high)
    for result, base in pairs:
        if may(of, result, base):
            found.tried += 1
            # Ends count as closed here; what may fit is decided exactly.
            if low * base.low <= result.high and result.low <= high * base.high:
                found.keep(rate(kind, of, result, base))


def _factor(kind: Kind, of: Fraction) -> Fraction:
    return of if kind is Kind.RATIO else of * HUNDREDTH + (1 if kind is Kind.GROWTH else 0)


def _may_be_share(of: Entry) -> bool:
    """Whether it is a percentage of something: a share, or a level in percent."""
    plain = of.key.statistic is Statistic.SHARE or (of.key.statistic is Statistic.LEVEL and of.unit == PERCENT)
    return plain and not of.interval.contains(ALL)


def _share(figures: Figures) -> Fits:
    def may(of: Entry, part: Entry, whole: Entry) -> bool:
        key = of.key
        if not together(of, part, whole) or key.scenario != part.key.scenario:
            return False
        if key.statistic is Statistic.LEVEL:
            return key.measure not in (part.key.measure, whole.key.measure)
        if part.key.measure == key.of or whole.key.measure == key.measure:
            return False
        if key.days is None:
            return True
        named = level_of(key)
        return leads_to(named, part, figures) and leads_to(figures.at(named._replace(measure=key.of), key.days), whole, figures)

    return may


def _growing(figures: Figures) -> Fits:
    def may(of: Entry, now: Entry, then: Entry) -> bool:
        about = {now.key.measure, then.key.measure}
        if (len(about) > 1 and of.key.measure not in about) or not compares(of, now, then):
            return False
        named = compared(figures, of.key)
        return named is None or (leads_to(named.level, now, figures) and leads_to(named.base, then, figures))

    return may


def _multiple(figures: Figures) -> Fits:
    def may(of: Entry, more: Entry, less: Entry) -> bool:
        named = compared(figures, of.key)
        known = named is None or (leads_to(named.level, more, figures) and leads_to(named.base, less, figures))
        return known and together(of, more, less)

    return may


def _per(of: Entry, amounts: Sequence[Entry]) -> Iterable[Pair]:
    """Amounts in the two units that a unit such as yuan/person is made of."""
    above, _, below = of.unit.partition("/")
    tops = [entry for entry in amounts if entry.unit == above]
    bottoms = [entry for entry in amounts if entry.unit == below]
    return [(top, bottom) for top in tops for bottom in bottoms if _same_scenario(of, top, bottom) and together(of, top, bottom)]


def _same_scenario(*entries: Entry) -> bool:
    return len({entry.key.scenario for entry in entries}) == 1
