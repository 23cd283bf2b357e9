"""A figure as it takes part in a search: the values that its prints allow together, rounded to nearest, and how finely it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from crossfoot.figures import Figure, Figures, Key
from crossfoot.interval import Interval, Pieces, point
from crossfoot.readings import HUNDRED, units_of
from crossfoot.records import LIST_MEASURE, PERCENT, PP, TIMES, Claim
from crossfoot.remarks import finest
from crossfoot.report.numbers import figure_value
from crossfoot.solver.decision import NEAREST
from crossfoot.vocabulary import Bound, Kind, Statistic

ORDINAL_UNIT: Final = "ordinal"
LOST: Final = "the number is lost, or its claim is waived or broken"
NO_AMOUNT: Final = "a number in a series, a rank or a count of a list is no amount"
ONE_SIDED: Final = "known from one side only, so that too much would fit"
CLASHING: Final = "its own prints do not fit each other"
# A whole number below this, printed in ones, is a count sooner than a rounded amount, also where nobody recorded that it comes whole.
_COUNTED: Final = 1000
ZERO: Final = "it may be zero, and then fits everywhere"


@dataclass(frozen=True)
class Entry:
    """A figure at a place.

    `claim` is its first print there and `interval` what all its prints allow together. `value` is its finest print and `grid` the last
    printed unit of that one, both in the figure's unit.
    """

    figure: Figure
    claim: Claim
    interval: Interval
    value: Fraction
    grid: Fraction

    @property
    def key(self) -> Key:
        """The key of the figure."""
        return self.figure.key

    @cached_property
    def unit(self) -> str:
        """The unit of the figure."""
        return self.figure.unit

    @cached_property
    def when(self) -> str:
        """The period as text; empty where the figure has none, or nobody states it: it then goes with any other."""
        return self.key.period if self.key.days else ""

    @cached_property
    def low(self) -> Fraction:
        """The least value."""
        assert self.interval.low is not None  # noqa: S101 - an entry is bounded, see entry_of
        return self.interval.low

    @cached_property
    def high(self) -> Fraction:
        """The greatest value."""
        assert self.interval.high is not None  # noqa: S101 - an entry is bounded, see entry_of
        return self.interval.high

    @property
    def positive(self) -> bool:
        """Whether only values above zero are possible."""
        return self.low > 0

    @property
    def domain(self) -> Pieces:
        """What the figure may be, as constraints take it."""
        return (self.interval,)

    @property
    def plain_level(self) -> bool:
        """Whether it is an amount that may be a part or a whole: a level in a unit of its own, and no difference."""
        return self.key.statistic is Statistic.LEVEL and not self.key.minus and self.unit not in (PERCENT, PP)


def entry_of(claim: Claim, figures: Figures) -> Entry | str:
    """The entry of the figure that a claim is about, or the reason why it takes no part."""
    figure = figures.figure_of(claim.ref)
    print_ = None if figure is None else finest(figure.key, figures)
    if figure is None or print_ is None:
        return LOST
    if figure.key.measure == LIST_MEASURE or figure.measure.kind is Kind.ORDINAL or figure.unit == ORDINAL_UNIT:
        return NO_AMOUNT
    pieces = figure.domain(NEAREST)
    if len(pieces) != 1:
        return CLASHING
    (interval,) = pieces
    if interval.low is None or interval.high is None:
        return ONE_SIDED
    if interval.low <= 0 <= interval.high:
        return ZERO
    if _counted(print_):
        interval = point(print_.number)
    times = print_.statistic is Statistic.GROWTH and print_.unit == TIMES
    return Entry(figure, claim, interval, figure_value(print_), units_of(print_).fine * (HUNDRED if times else 1))


def _counted(claim: Claim) -> bool:
    """Whether it prints a small whole number in ones: 33 + 9 is then not 41, which rounding would allow."""
    level = claim.bound is Bound.EXACT and claim.statistic is Statistic.LEVEL and claim.unit not in (PERCENT, PP)
    return level and abs(claim.number) < _COUNTED and claim.number.denominator == 1 and units_of(claim).fine == 1
