"""What a finding may come from, where the figures themselves show it: percent for percentage points, or another base of a growth rate.

A hint changes no verdict. It is given only where the same number, read the other way, fits as it was rounded.
"""

from __future__ import annotations

from fractions import Fraction

from crossfoot.constraint import Constraint, Linear, Product
from crossfoot.figures import Figures, Key
from crossfoot.interval import meet
from crossfoot.records import PERCENT, PP
from crossfoot.relations import growth_vs_base, point_difference
from crossfoot.relations.levels import HUNDREDTH
from crossfoot.solver.decision import NEAREST, Decision
from crossfoot.vocabulary import Verdict

_ONE = Fraction(1)
_POINTS = (
    "It fits if {0} is read as percentage points: {1} less {2}. A rate that rises from 40 to 44 percent rises by 4 percentage points, "
    "which is 10 percent."
)
_BASE = "It fits if {0} is the change from {2} to {1} divided by {1}, the later figure, and not by {2}, the one it started from."
_PERCENT = "It fits if {0} is read as percent of {2} and not as percentage points: from {2} to {1}."


def hints(decision: Decision, figures: Figures) -> tuple[str, ...]:
    """The hints for one contradiction; none for any other verdict."""
    constraint, family = decision.relation.constraint, decision.relation.family
    if decision.verdict is not Verdict.CONTRADICTION:
        return ()
    if family == growth_vs_base.FAMILY and isinstance(constraint, Product):
        return (*_points_called_percent(constraint, figures), *_wrong_base(constraint, figures))
    if family == point_difference.FAMILY and isinstance(constraint, Linear):
        return _percent_called_points(constraint, figures)
    return ()


def _points_called_percent(growth: Product, figures: Figures) -> tuple[str, ...]:
    now, base, rate = growth.result, growth.factor, growth.rate
    if any(figures.get(key).unit != PERCENT for key in (now, base)):
        return ()
    return _if_fits(Linear(((_ONE, rate), (-_ONE, now), (_ONE, base))), (rate, now, base), _POINTS, figures)


def _wrong_base(growth: Product, figures: Figures) -> tuple[str, ...]:
    """The change divided by the later figure: `base = now * (1 - rate)`."""
    now, base, rate = growth.result, growth.factor, growth.rate
    return _if_fits(Product(base, now, rate, -HUNDREDTH, _ONE), (rate, now, base), _BASE, figures)


def _percent_called_points(difference: Linear, figures: Figures) -> tuple[str, ...]:
    gap, minuend, subtrahend = difference.variables
    if figures.get(gap).unit != PP:
        return ()
    return _if_fits(Product(minuend, subtrahend, gap, HUNDREDTH, _ONE), (gap, minuend, subtrahend), _PERCENT, figures)


def _if_fits(constraint: Constraint, keys: tuple[Key, Key, Key], words: str, figures: Figures) -> tuple[str, ...]:
    """The words with the prints of the three figures, where all three are printed and fit the constraint."""
    found = [figures.get(key) for key in keys]
    if not all(figure.usable for figure in found):
        return ()
    domains = {figure.key: figure.domain(NEAREST) for figure in found}
    if not meet(domains[keys[0]], constraint.project(keys[0], domains)):
        return ()
    return (words.format(*(figure.numbers[0].printed for figure in found)),)
