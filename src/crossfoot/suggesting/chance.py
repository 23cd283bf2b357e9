"""How probable a fit is by chance: an exact upper bound.

The model: all figures but one are given, and of the free one only its order of magnitude and how finely it is printed. Its leading
digits are spread evenly on a logarithmic scale over one decade, as leading digits mostly are (Newcomb 1881, Benford 1938). Then a range
from a to b, above zero, has the probability ln(b/a)/ln(10), which is at most (b - a)/(2.3 a), since ln(10) is greater than 2.3 and
ln(1 + x) is at most x.

Which figure is free is fixed by the kind and by orders of magnitude, which the model takes as given; never by what makes the fit look
best. Of a sum it is a figure of the greatest magnitude: unrelated figures miss each other by amounts of that size, so that a small
balance of large ones is no less surprising than a large total. Of a rate it is the rate, and of a difference the difference: two
amounts that are compared are of one size anyway, and it would be no wonder that the one is near what the other implies.
`benchmarks/suggest.py` holds the choice against the others.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Final

from crossfoot.interval import hull
from crossfoot.suggesting.candidate import Candidate, Kind
from crossfoot.suggesting.entries import Entry

# Less than the natural logarithm of ten, 2.302585...
LOG_TEN: Final = Fraction(23, 10)
CERTAIN: Final = Fraction(1)


def free_figure(candidate: Candidate) -> Entry:
    """The figure that is taken to be free: see above. Of several of one magnitude the first in their roles."""
    if candidate.kind not in (Kind.SUM, Kind.SHARES_SUM):
        return candidate.subject
    return max(candidate.entries, key=lambda entry: _magnitude(entry.value))


def _magnitude(value: Fraction) -> int:
    """The decade of a number other than zero: 0 from 1 to below 10, 1 from 10 to below 100, -1 from 0.1 to below 1."""
    size = abs(value)
    digits = len(str(size.numerator)) - len(str(size.denominator))
    return digits if size >= Fraction(10) ** digits else digits - 1


def chance(candidate: Candidate, free: Entry | None = None) -> Fraction:
    """The probability that a random print of the free figure fits as well: at most this, and never more than 1.

    Every print that would fit, on the grid of the last printed digit, stands for the numbers that are rounded to it.
    """
    free = free or free_figure(candidate)
    around = hull(candidate.allowed(free))
    if around is None or around.low is None or around.high is None:
        return CERTAIN
    # Prints are counted from the printed one, in printed units: the first and the last that fit.
    first = math.ceil((around.low - free.high) / free.grid)
    last = math.floor((around.high - free.low) / free.grid)
    half = free.grid / 2
    ends = free.value + first * free.grid - half, free.value + last * free.grid + half
    nearest = min(map(abs, ends))
    if ends[0] <= 0 <= ends[1]:
        return CERTAIN
    return min(CERTAIN, (ends[1] - ends[0]) / (LOG_TEN * nearest))
