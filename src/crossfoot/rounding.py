"""The numbers that a printed number stands for when the rule of rounding is known.

A document hardly ever says how it rounds, so that crossfoot's own readings (`readings.py`) allow for every honest rule at once. Where
the rule is known, this is what one rule means; the names are those of scrutiny and of Python's decimal module.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction

from crossfoot.interval import Interval
from crossfoot.records import exact

HALF = Fraction(1, 2)
_FIVE = 5


class Rounding(StrEnum):
    """A rule of rounding. Halves go: `up`, `down` along the number line; `half_away`, `half_towards` away from zero or towards it."""

    UP_OR_DOWN = "up_or_down"
    UP = "up"
    DOWN = "down"
    HALF_AWAY = "half_away"
    HALF_TOWARDS = "half_towards"
    EVEN = "even"
    CEILING = "ceiling"
    FLOOR = "floor"
    CEILING_OR_FLOOR = "ceiling_or_floor"
    TRUNC = "trunc"
    ANTI_TRUNC = "anti_trunc"
    ZERO_OR_FIVE_UP = "05up"


def unround(text: str, rounding: Rounding, *, point: Fraction = HALF) -> Interval:
    """The numbers that the rule rounds to a printed decimal.

    `point` is where rounding up starts under `up`, as a share of the last printed unit, and how far below its value a print reaches under
    `down`: 1/2 unless somebody rounds otherwise.

    Raises:
        ValueError: the text is not a plain decimal, or the point does not lie between 0 and 1.
    """
    if not 0 < point < 1:
        message = f"found the point {point}, expected a share of the last unit between 0 and 1"
        raise ValueError(message)
    value = exact(text)
    unit = Fraction(1, 10 ** len(text.partition(".")[2]))
    return _RULES[rounding](value, unit, point)


def _up_or_down(value: Fraction, unit: Fraction, point: Fraction) -> Interval:  # noqa: ARG001 - one signature for all rules
    return Interval(value - unit / 2, value + unit / 2)


def _up(value: Fraction, unit: Fraction, point: Fraction) -> Interval:
    return Interval(value - (1 - point) * unit, value + point * unit, high_closed=False)


def _down(value: Fraction, unit: Fraction, point: Fraction) -> Interval:
    return Interval(value - point * unit, value + (1 - point) * unit, low_closed=False)


def _even(value: Fraction, unit: Fraction, point: Fraction) -> Interval:  # noqa: ARG001
    closed = (value / unit) % 2 == 0
    return Interval(value - unit / 2, value + unit / 2, closed, closed)


def _half_away(value: Fraction, unit: Fraction, point: Fraction) -> Interval:  # noqa: ARG001
    return Interval(value - unit / 2, value + unit / 2, low_closed=value > 0, high_closed=value < 0)


def _half_towards(value: Fraction, unit: Fraction, point: Fraction) -> Interval:  # noqa: ARG001
    return Interval(value - unit / 2, value + unit / 2, low_closed=value <= 0, high_closed=value >= 0)


def _ceiling(value: Fraction, unit: Fraction, point: Fraction) -> Interval:  # noqa: ARG001
    return Interval(value - unit, value, low_closed=False)


def _floor(value: Fraction, unit: Fraction, point: Fraction) -> Interval:  # noqa: ARG001
    return Interval(value, value + unit, high_closed=False)


def _ceiling_or_floor(value: Fraction, unit: Fraction, point: Fraction) -> Interval:  # noqa: ARG001
    return Interval(value - unit, value + unit, low_closed=False, high_closed=False)


def _trunc(value: Fraction, unit: Fraction, point: Fraction) -> Interval:
    if value == 0:
        return _ceiling_or_floor(value, unit, point)
    return _floor(value, unit, point) if value > 0 else _ceiling(value, unit, point)


def _anti_trunc(value: Fraction, unit: Fraction, point: Fraction) -> Interval:
    """Away from zero: only zero itself stays zero."""
    if value == 0:
        return Interval(value, value)
    return _ceiling(value, unit, point) if value > 0 else _floor(value, unit, point)


def _zero_or_five_up(value: Fraction, unit: Fraction, point: Fraction) -> Interval:
    """Cut off, but away from zero where the last digit would be 0 or 5, so that only an exact number ends in 0 or 5."""
    if value == 0:
        return Interval(value, value)
    digit = abs(value / unit) % 10
    if digit % _FIVE == 0:
        return Interval(value, value)
    cut = _trunc(value, unit, point)
    if digit % _FIVE != 1:
        return cut
    # One above a 0 or 5: what lies between that and this digit came up here.
    return _ceiling_or_floor(value, unit, point)


_RULES: dict[Rounding, Callable[[Fraction, Fraction, Fraction], Interval]] = {
    Rounding.UP_OR_DOWN: _up_or_down,
    Rounding.UP: _up,
    Rounding.DOWN: _down,
    Rounding.HALF_AWAY: _half_away,
    Rounding.HALF_TOWARDS: _half_towards,
    Rounding.EVEN: _even,
    Rounding.CEILING: _ceiling,
    Rounding.FLOOR: _floor,
    Rounding.CEILING_OR_FLOOR: _ceiling_or_floor,
    Rounding.TRUNC: _trunc,
    Rounding.ANTI_TRUNC: _anti_trunc,
    Rounding.ZERO_OR_FIVE_UP: _zero_or_five_up,
}
