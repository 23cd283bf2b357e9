"""By how much rounding would have to be coarser for figures to fit: the least factor on all printed half-widths.

A factor a little above one is what another rounding convention may explain; a large one is a slip. It sorts findings and decides
nothing.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from crossfoot.interval import Interval, Pieces
from crossfoot.solver.problem import Mask, Problem
from crossfoot.solver.surroundings import Asker

LARGEST = Fraction(1024)
_PRECISION = Fraction(1, 32)
_A_LITTLE = Fraction(1, 32)


def stretch(problem: Problem, active: Mask, asker: Asker, core: Mask = 0) -> Fraction | None:
    """The least factor at which the active items fit, up to a thirty-second of it; None where even `LARGEST` does not do.

    Each printed interval grows around its middle. Ends that are infinite stay so, and exact figures stay exact. With a `core` that
    clashes, it is tried first whether what the core needs is enough for all, which it mostly is.
    """
    if core:
        part, _ = problem.part(core)
        least = _least(part, part.everything, Asker(asker.meter), Fraction(1), Fraction(1))
        if least is None or _fits_at(problem, active, least, asker):
            return least
        # All together mostly need little more.
        return _least(problem, active, asker, least, _A_LITTLE)
    return _least(problem, active, asker, Fraction(1), Fraction(1))


def _least(problem: Problem, active: Mask, asker: Asker, low: Fraction, by: Fraction) -> Fraction | None:
    """The least factor, which is more than `low`; one that is larger by so much of it is tried first."""
    high = min(low * (1 + by), LARGEST)
    while not _fits_at(problem, active, high, asker):
        if high == LARGEST:
            return None
        by *= 3
        low, high = high, min(high * (1 + by), LARGEST)
    while high - low > high * _PRECISION:
        middle = (low + high) / 2
        low, high = (low, middle) if _fits_at(problem, active, middle, asker) else (middle, high)
    return high


def _fits_at(problem: Problem, active: Mask, factor: Fraction, asker: Asker) -> bool:
    grown = replace(problem, prints=tuple(replace(own, allowed=_grown(own.allowed, factor)) for own in problem.prints))
    return asker.fits(grown, active)


def _grown(pieces: Pieces, factor: Fraction) -> Pieces:
    return tuple(_wider(piece, factor) for piece in pieces)


def _wider(piece: Interval, factor: Fraction) -> Interval:
    if piece.low is None or piece.high is None:
        return piece
    middle, half = (piece.low + piece.high) / 2, (piece.high - piece.low) / 2 * factor
    return Interval(middle - half, middle + half, piece.low_closed, piece.high_closed)
