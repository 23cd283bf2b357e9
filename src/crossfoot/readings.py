"""From a printed figure to the values it may stand for: two tiers of readings, claim by claim.

*Nearest* (tier A) reads the print as rounded at its last digit. *Admissible* (tier B) is everything that an honest writer may have
done: rounded or cut off, trailing zeros significant or not, "increased by 1.3 times" as +130 % or as 1.3-fold. *Released* lets go
of the ends that only a hedge word sets ("nearly", "about"): a contradiction must not rest on them. docs/design.md, section 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from crossfoot.interval import ANYTHING, Interval, Pieces, join, point
from crossfoot.records import ORDINAL_KINDS, TIMES, Claim, Measure
from crossfoot.units import points_unit, read_in
from crossfoot.vocabulary import Bound, Statistic

HALF = Fraction(1, 2)
HUNDRED = Fraction(100)
TEN = Fraction(10)


@dataclass(frozen=True, slots=True)
class Units:
    """The places of a printed figure, in the base unit: `fine` the last printed digit (by thousands groups), `coarse` the last
    digit other than zero, `leading` the first digit. `significant` says that printed zeros count (2.60).
    """

    fine: Fraction
    coarse: Fraction
    leading: Fraction
    significant: bool


@dataclass(frozen=True, slots=True)
class Readings:
    """What one claim allows its figure: a set of values for each tier, and the named readings that tier B is made of."""

    nearest: Pieces
    admissible: Pieces
    released: Pieces
    named: tuple[tuple[str, Pieces], ...]

    def tier(self, tier: str) -> Pieces:
        """The set of a tier: `nearest`, `admissible` or `released`."""
        return {"nearest": self.nearest, "admissible": self.admissible, "released": self.released}[tier]


NO_READING = Readings(ANYTHING, ANYTHING, ANYTHING, ())


def is_whole(claim: Claim, measure: Measure) -> bool:
    """Whether the figure can only be a whole number."""
    return measure.integer and claim.statistic is Statistic.LEVEL


def is_exact(claim: Claim, measure: Measure) -> bool:
    """Whether the print is a number with nothing rounded: an ordinal, or a precision of 0."""
    return measure.kind in ORDINAL_KINDS or claim.last_unit == 0


def units_of(claim: Claim) -> Units:
    """The places of a claim's print; a stated precision stands for both units."""
    return _units(claim.printed, points_unit(claim), claim.last_unit)


@lru_cache(maxsize=65536)
def _units(text: str, unit: str, stated: Fraction | None) -> Units:
    printed = read_in(text, unit)
    if stated:
        return Units(stated, stated, max(printed.leading_unit, stated), significant=True)
    return Units(printed.fine_unit, printed.coarse_unit, printed.leading_unit, printed.significant)


@lru_cache(maxsize=65536)
def readings_of(claim: Claim, measure: Measure) -> Readings:
    """All readings of a claim, in the unit of its figure (growth is in percent, however it was printed)."""
    if claim.bound is Bound.LOST:
        return NO_READING
    return read_value(claim.number, units_of(claim), claim, measure)


def read_value(value: Fraction, units: Units, claim: Claim, measure: Measure) -> Readings:
    """The readings of `value` printed as this claim is: the claim's own value, or another one to see whether it would be caught."""
    if is_exact(claim, measure) and claim.bound is Bound.EXACT:
        named: list[tuple[str, Pieces]] = [("exactly as printed", (point(value),))]
    else:
        named = list(_HEDGES[claim.bound](value, units))
    if claim.statistic is Statistic.GROWTH and claim.unit == TIMES:
        named = list(_as_percent(named, positive=value > 0))
    if is_whole(claim, measure):
        named = [(name, tuple(piece.whole() for piece in pieces)) for name, pieces in named]
    nearest, admissible = join(named[0][1]), join(piece for _, pieces in named for piece in pieces)
    return Readings(nearest, admissible, _release(claim.bound, value, admissible), tuple(named[1:]))


def admissible(value: Fraction, units: Units, claim: Claim, measure: Measure) -> Pieces:
    """The admissible readings of `value` alone, by a short cut where the print is plain."""
    times = claim.statistic is Statistic.GROWTH and claim.unit == TIMES
    if claim.bound is not Bound.EXACT or times or is_exact(claim, measure):
        return read_value(value, units, claim, measure).admissible
    half = Interval(value - units.coarse / 2, value + units.coarse / 2)
    cut = _cut(value, units.coarse)
    if value > 0:
        around = Interval(half.low, cut.high, high_closed=False)
    elif value < 0:
        around = Interval(cut.low, half.high, low_closed=False)
    else:
        around = cut
    if is_whole(claim, measure):
        around = around.whole()
    return () if around.empty else (around,)


def coarse_unit(value: Fraction, units: Units) -> Fraction:
    """The place of the last digit other than zero of another value, printed as finely."""
    if units.significant or value == 0:
        return units.fine
    unit = units.fine
    while (value / (unit * TEN)).denominator == 1:
        unit *= TEN
    return unit


def _rounded(value: Fraction, units: Units) -> Iterable[tuple[str, Pieces]]:
    fine, coarse = units.fine, units.coarse
    yield "rounded to the last printed digit", (Interval(value - fine / 2, value + fine / 2),)
    yield "cut off rather than rounded", (_cut(value, fine),)
    if coarse != fine:
        yield "rounded at its last digit other than zero", (Interval(value - coarse / 2, value + coarse / 2),)
        yield "cut off at its last digit other than zero", (_cut(value, coarse),)


def _cut(value: Fraction, unit: Fraction) -> Interval:
    """The values that are cut off (towards zero) to `value`."""
    if value > 0:
        return Interval(value, value + unit, high_closed=False)
    if value < 0:
        return Interval(value - unit, value, low_closed=False)
    return Interval(-unit, unit, low_closed=False, high_closed=False)


def _more_than(value: Fraction, units: Units) -> Iterable[tuple[str, Pieces]]:  # noqa: ARG001 - one signature for all hedges
    yield "more than", (Interval(value, None, low_closed=False),)
    yield "more than, in the loose sense of at least", (Interval(value, None),)


def _at_least(value: Fraction, units: Units) -> Iterable[tuple[str, Pieces]]:  # noqa: ARG001
    yield "at least", (Interval(value, None),)


def _less_than(value: Fraction, units: Units) -> Iterable[tuple[str, Pieces]]:  # noqa: ARG001
    yield "less than", (Interval(None, value, high_closed=False),)
    yield "less than, in the loose sense of at most", (Interval(None, value),)


def _at_most(value: Fraction, units: Units) -> Iterable[tuple[str, Pieces]]:  # noqa: ARG001
    yield "at most", (Interval(None, value),)


def _nearly(value: Fraction, units: Units) -> Iterable[tuple[str, Pieces]]:
    sign = -1 if value < 0 else 1
    near, far = sign * units.leading / 10, sign * units.leading / 2
    yield "nearly, within a tenth of its leading digit", (_towards(value, near, closed=False),)
    yield "nearly, within half of its leading digit", (_towards(value, far, closed=True),)


def _towards(value: Fraction, by: Fraction, *, closed: bool) -> Interval:
    """From `value` back towards zero by `by`; the end at the value is closed if told so."""
    if by > 0:
        return Interval(value - by, value, high_closed=closed)
    return Interval(value, value - by, low_closed=closed)


def _about(value: Fraction, units: Units) -> Iterable[tuple[str, Pieces]]:
    yield "about, within one printed unit", (Interval(value - units.fine, value + units.fine),)
    yield "about, within half of its leading digit", (Interval(value - units.leading / 2, value + units.leading / 2),)


_HEDGES: dict[Bound, Callable[[Fraction, Units], Iterable[tuple[str, Pieces]]]] = {
    Bound.EXACT: _rounded,
    Bound.ABOUT: _about,
    Bound.NEARLY: _nearly,
    Bound.MORE_THAN: _more_than,
    Bound.AT_LEAST: _at_least,
    Bound.LESS_THAN: _less_than,
    Bound.AT_MOST: _at_most,
}


def _as_percent(named: list[tuple[str, Pieces]], *, positive: bool) -> Iterable[tuple[str, Pieces]]:
    """Growth in times as percent: +130 % for 1.3 times, and, as a second family of readings, 1.3-fold (+30 %)."""
    for name, pieces in named:
        yield name, tuple(piece.scale(HUNDRED) for piece in pieces)
    if positive:
        folds = [piece.scale(HUNDRED).shift(-HUNDRED) for _, pieces in named for piece in pieces]
        yield "as many times as much, not times more", join(folds)


def _release(bound: Bound, value: Fraction, admissible: Pieces) -> Pieces:
    """Tier B without the ends that only "about" or "nearly" set."""
    if bound is Bound.ABOUT:
        return ANYTHING
    if bound is not Bound.NEARLY:
        return admissible
    if value < 0:
        return join(Interval(piece.low, None, piece.low_closed) for piece in admissible)
    return join(Interval(None, piece.high, high_closed=piece.high_closed) for piece in admissible)
