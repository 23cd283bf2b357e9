"""Rates: shares, growth and multiples that may lead from one amount to another one nearby.

A record that names the figures of its rate is believed: where the figure that it names was printed, no other one is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from crossfoot.figures import Figures, Key, compared_period
from crossfoot.records import PERCENT
from crossfoot.relations.levels import HUNDREDTH, compared, level_of
from crossfoot.suggesting.candidate import ALL, Found, Kind, rate
from crossfoot.suggesting.entries import Entry
from crossfoot.suggesting.pairs import May, Pair, compares, one_time, printed, together, two_times
from crossfoot.vocabulary import Statistic


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
            _try(Kind.GROWTH, of, before, _growing(of, figures), found)
        elif key.statistic is Statistic.RATIO and of.positive:
            if compared_period(key, key.versus) is not None or key.versus in figures.scenarios:
                _try(Kind.RATIO, of, before, _growing(of, figures), found)
            else:
                _try(Kind.RATIO, of, beside, _multiple(of, figures), found)
        elif of.positive and _may_be_share(of):
            _try(Kind.SHARE, of, beside, _share(of, figures), found)
        elif of.positive and of.plain_level and "/" in of.unit:
            _try(Kind.RATIO, of, _per(of, amounts), lambda _result, _base: True, found)
    return found


def _try(kind: Kind, of: Entry, pairs: Iterable[Pair], may: May, found: Found) -> None:
    low, high = _factor(kind, of.low), _factor(kind, of.high)
    for result, base in pairs:
        if may(result, base):
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


def _share(of: Entry, figures: Figures) -> May:
    key = of.key
    only_part = only_whole = None
    if key.statistic is Statistic.SHARE and key.days is not None:
        named = level_of(key)
        only_part = printed(named, figures)
        only_whole = printed(figures.at(named._replace(measure=key.of), key.days), figures)

    def may(part: Entry, whole: Entry) -> bool:
        if part.key.measure == key.of or whole.key.measure == key.measure or not together(of, part, whole):
            return False
        return key.scenario == part.key.scenario and only_part in (None, part.key) and only_whole in (None, whole.key)

    return may


def _named(of: Entry, figures: Figures) -> tuple[Key | None, Key | None]:
    """The printed figures that a growth or a multiple says it is of."""
    named = compared(figures, of.key)
    return (None, None) if named is None else (printed(named.level, figures), printed(named.base, figures))


def _growing(of: Entry, figures: Figures) -> May:
    only_now, only_then = _named(of, figures)

    def may(now: Entry, then: Entry) -> bool:
        about = {now.key.measure, then.key.measure}
        if (len(about) > 1 and of.key.measure not in about) or not compares(of, now, then):
            return False
        return only_now in (None, now.key) and only_then in (None, then.key)

    return may


def _multiple(of: Entry, figures: Figures) -> May:
    only_more, only_less = _named(of, figures)

    def may(more: Entry, less: Entry) -> bool:
        return only_more in (None, more.key) and only_less in (None, less.key) and together(of, more, less)

    return may


def _per(of: Entry, amounts: Sequence[Entry]) -> Iterable[Pair]:
    """Amounts in the two units that a unit such as yuan/person is made of."""
    above, _, below = of.unit.partition("/")
    tops = [entry for entry in amounts if entry.unit == above]
    bottoms = [entry for entry in amounts if entry.unit == below]
    return [(top, bottom) for top in tops for bottom in bottoms if _same_scenario(of, top, bottom) and together(of, top, bottom)]


def _same_scenario(*entries: Entry) -> bool:
    return len({entry.key.scenario for entry in entries}) == 1
