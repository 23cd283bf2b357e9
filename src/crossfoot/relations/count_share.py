"""A share or a mean of a few things is one that whole numbers can make.

What it checks
    A printed share of a whole that was counted ("19 percent of 28 towns"): some whole number of towns makes it. And a printed mean of
    whole numbers, where measures.yaml names the count that it is over (`mean_over`): the mean times the count is whole.

Why it matters
    It needs no second share and no printed part. A digit that slipped, a share of another whole and a case that was left out without
    a word often end at a number that cannot occur.

Formula
    {0} x {1} is a whole number of items

Rounding
    The share is an interval, and so is the whole, cut to whole numbers: one number of items, out of one whole, must make a share that
    rounds, or is cut, to the printed one.

Not checked when
    The whole is so large that every last digit can occur, or is not printed as a plain number: then nothing is derived. The record
    says that shares of this measure were computed from other levels than the printed ones (`share_basis`). Where only an earlier
    vintage of the whole was printed it stands in, and a failure is at worst strained.

Example that holds
    measures:
      towns: {unit: towns, kind: count, integer: true, min: 0}
      towns-growing: {unit: towns, kind: count, integer: true, min: 0}
    claims:
    - {measure: towns, period: 2031, value: 28, printed: "28"}
    - {measure: towns-growing, statistic: share, of: towns, period: 2031, value: 18, unit: percent, printed: 18%}

Example that contradicts
    measures:
      towns: {unit: towns, kind: count, integer: true, min: 0}
      towns-growing: {unit: towns, kind: count, integer: true, min: 0}
    claims:
    - {measure: towns, period: 2031, value: 28, printed: "28"}
    - {measure: towns-growing, statistic: share, of: towns, period: 2031, value: 19, unit: percent, printed: 19%}

References
    Brown and Heathers, The GRIM test (2017), Social Psychological and Personality Science 8(4).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import OfWhole
from crossfoot.counting import whole_numbers
from crossfoot.figures import Figure, Figures, Key
from crossfoot.interval import Interval, Pieces, meet
from crossfoot.readings import read_value, units_of
from crossfoot.records import Claim
from crossfoot.relations.levels import level_at
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.solver.power import other_digits
from crossfoot.vocabulary import Bound, ShareBasis, Statistic

FAMILY = "count-share"
SHARE, MEAN = Fraction(100), Fraction(1)
# A count that is printed so coarsely that it may be any of very many can make every share.
MOST_WHOLES = 1_000
MOST = 100_000
# So many rates within ten last digits leave no digit out; counting them would only take time.
MOST_RATES = 5_000
_LOOSEST = "released"
_BASIS = "the record says that shares of this measure were not computed from the printed levels (share_basis in measures.yaml)"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each share or mean of a count so small that some last digit cannot occur."""
    for figure in figures:
        relation = _relation(figures, figure)
        if relation is not None:
            yield relation


def impossible(figures: Figures, share: Figure) -> str:
    """Why it is for this family alone to say that no whole number of items makes a share, or an empty text."""
    relation = _relation(figures, share)
    if relation is None or relation.guard or not isinstance(relation.constraint, OfWhole):
        return ""
    wholes = {relation.constraint.whole: figures.get(relation.constraint.whole).domain(_LOOSEST)}
    fits = meet(share.domain(_LOOSEST), relation.constraint.project(share.key, wholes))
    return "" if fits or not share.domain(_LOOSEST) else f"no whole number of items makes this share, which {FAMILY} reports"


def _relation(figures: Figures, figure: Figure) -> Relation | None:
    wanted, factor = _whole_of(figures, figure)
    if wanted is None:
        return None
    whole = figures.stand_in(wanted)
    constraint = _constraint(figure, figures.get(whole), factor)
    if constraint is None:
        return None
    share = factor == SHARE
    return Relation(
        FAMILY,
        figure.key,
        constraint,
        f"{{0}} × {{1}} is a whole number{' of items' if share else ''}",
        f"Some whole number of items must make this {'share of' if share else 'mean over'} so few.",
        premises=(f"the {'share' if share else 'mean'} is that of the items themselves, none of them weighted, out of the printed number",),
        guard=_BASIS if share and figure.measure.share_basis is not ShareBasis.NOMINAL else "",
        caveat=revised((wanted, whole)),
        bounds=False,
    )


def _whole_of(figures: Figures, figure: Figure) -> tuple[Key | None, Fraction]:
    """The count that a share or mean is out of, where it is one, and what makes the printed number of it."""
    key = figure.key
    if key.minus:
        return None, SHARE
    if key.statistic is Statistic.SHARE:
        counted = figure.measure.integer and figures.measures[key.of].integer and key.of != key.measure
        return (level_at(figures, key.of, key) if counted else None), SHARE
    over = figure.measure.mean_over
    if key.statistic is Statistic.LEVEL and over and not figure.measure.integer and figures.measures[over].integer:
        return level_at(figures, over, key), MEAN
    return None, MEAN


def _constraint(figure: Figure, whole: Figure, factor: Fraction) -> OfWhole | None:
    """The constraint, or None where every last digit can occur, or a figure is not printed as a plain number."""
    prints = [claim for claim in figure.claims if claim.bound is Bound.EXACT]
    if not prints or not any(claim.bound is Bound.EXACT for claim in whole.claims):
        return None
    wholes = whole.domain(_LOOSEST)
    numbers = whole_numbers(wholes, MOST)
    if not numbers or len(numbers) > MOST_WHOLES:
        return None
    digits = [pieces for claim in prints for pieces in _digits(claim, figure)]
    window = _around(digits)
    if _rates_in(window, numbers, factor) > MOST_RATES:
        return None
    # With the next rates beyond the last digits too, a finding names the nearest rate that is possible and not the end of the window.
    wider = _wider(window, factor / min(numbers))
    if _rates_in(wider, numbers, factor) <= MOST_RATES:
        window = wider
    constraint = OfWhole(figure.key, whole.key, factor, window, max(numbers))
    allowed = constraint.project(figure.key, {whole.key: wholes})
    return constraint if any(not meet(pieces, allowed) for pieces in digits) else None


def _wider(window: Interval, by: Fraction) -> Interval:
    return Interval(None if window.low is None else window.low - by, None if window.high is None else window.high + by)


def _rates_in(window: Interval, wholes: list[int], factor: Fraction) -> Fraction:
    """About how many rates the wholes make in a window with two ends, never fewer than there are."""
    if window.low is None or window.high is None:
        return Fraction(MOST_RATES + 1)
    return len(wholes) + (window.high - window.low) * sum(wholes) / factor


def _digits(claim: Claim, figure: Figure) -> list[Pieces]:
    """What the claim would allow with each of the ten last digits."""
    values = [(claim.number, units_of(claim)), *other_digits(claim)]
    return [read_value(value, units, claim, figure.measure).released for value, units in values]


def _around(digits: list[Pieces]) -> Interval:
    lows = [piece.low for pieces in digits for piece in pieces if piece.low is not None]
    highs = [piece.high for pieces in digits for piece in pieces if piece.high is not None]
    return Interval(min(lows), max(highs))
