"""Numbers and ranges as the reports show them."""

from __future__ import annotations

from fractions import Fraction

from crossfoot import wording
from crossfoot.interval import Interval
from crossfoot.records import TIMES, Claim
from crossfoot.vocabulary import Bound, Statistic

HUNDRED = Fraction(100)
_HEDGES = {
    Bound.ABOUT: "about ",
    Bound.NEARLY: "nearly ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_LEAST: "at least ",
    Bound.LESS_THAN: "less than ",
    Bound.AT_MOST: "at most ",
}


def figure_value(claim: Claim) -> Fraction:
    """The printed value in the unit of its figure: growth in times becomes percent."""
    return claim.number * HUNDRED if claim.statistic is Statistic.GROWTH and claim.unit == TIMES else claim.number


def hedged(claim: Claim, unit: str) -> str:
    """The printed value with its hedge, for a formula: `nearly 300,000`."""
    return _HEDGES.get(claim.bound, "") + exact_number(figure_value(claim), unit)


def exact_number(value: Fraction, unit: str = "") -> str:
    """A number with all its digits, for what was printed; the first few where they never end."""
    endless = "/" in wording.exact_text(value)
    return wording.number(value, unit) if endless else wording.number(value, unit, digits=wording.ALL_DIGITS)


def range_words(piece: Interval | None, unit: str) -> str:
    """A range in words, open ends too: `3.5 to below 5%`."""
    if piece is None or piece.low is None or piece.high is None or (piece.low_closed and piece.high_closed):
        return wording.interval(piece, unit)
    low, _, high = wording.interval(Interval(piece.low, piece.high), unit).partition(" to ")
    return f"{'' if piece.low_closed else 'above '}{low} to {'' if piece.high_closed else 'below '}{high}"


def as_data(piece: Interval | None) -> dict[str, str | bool | None] | None:
    """An interval as plain data, with exact numbers."""
    if piece is None:
        return None
    return {
        "low": exact_or_none(piece.low),
        "high": exact_or_none(piece.high),
        "low_closed": piece.low_closed,
        "high_closed": piece.high_closed,
    }


def exact_or_none(value: Fraction | None) -> str | None:
    """An exact number as plain data."""
    return None if value is None else wording.exact_text(value)


def decimal(value: Fraction) -> str:
    """A number to two decimals, rounded exactly: for coordinates."""
    cents = round(value * 100)
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    whole, rest = divmod(cents, 100)
    return f"{sign}{whole}" + (f".{rest:02}".rstrip("0") if rest else "")
