"""Which shares and means whole numbers can make: of 28 people, 5 are 17.9 percent and 6 are 21.4, and nothing is 19.

The test is known as GRIM (Brown and Heathers 2017). It is exact here: a whole number lies in an interval or it does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from crossfoot.interval import Interval, Pieces


def attainable(rates: Interval, whole: int, factor: Fraction) -> bool:
    """Whether some rate in the interval is `factor * items / whole` for a whole number of items."""
    return not rates.scale(whole / factor).whole().empty


def rates_of(whole: int, factor: Fraction, window: Interval) -> Iterator[Fraction]:
    """Every rate `factor * items / whole` in a window with two ends, for whole numbers of items."""
    items = window.scale(whole / factor).whole()
    if items.low is not None and items.high is not None:
        for number in range(int(items.low), int(items.high) + 1):
            yield factor * number / whole


def whole_numbers(pieces: Pieces, most: int) -> list[int] | None:
    """The positive whole numbers of a set, or None where there are others than those up to `most`."""
    found: list[int] = []
    for piece in pieces:
        cut = piece.whole()
        if cut.high is None or cut.high > most:
            return None
        low = 1 if cut.low is None else max(1, math.ceil(cut.low))
        found += range(low, int(cut.high) + 1)
    return found
