"""What the families of growth, multiples and quotients ask of levels: which one is compared with which, and whether that means anything."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from crossfoot.figures import Figure, Figures, Key, compared_period
from crossfoot.relations.vintage import revised
from crossfoot.vocabulary import Bound, GrowthBasis, Statistic

HUNDREDTH = Fraction(1, 100)  # what one percent is of a level
NOT_POSITIVE = "the level it is compared with may be zero or negative, and growth from there means nothing"
_BASIS = {
    GrowthBasis.CONSTANT: "the growth is at constant prices, which says nothing about levels at current prices",
    GrowthBasis.COMPARABLE: "the growth is on a comparable basis, so that the coverage of the levels may differ",
    GrowthBasis.UNKNOWN: "the record does not say on which basis the growth is computed (growth_basis in measures.yaml)",
}


class Compared(NamedTuple):
    """A level and its base as the record means them, and `now` and `then` as they, or other vintages of them, stand in."""

    level: Key
    base: Key
    now: Key
    then: Key

    @property
    def caveat(self) -> str:
        """Why failing proves nothing, where another vintage stands in."""
        return revised((self.level, self.now), (self.base, self.then))


def basis_guard(basis: GrowthBasis) -> str:
    """Why growth on this basis says nothing about the printed levels, or an empty text."""
    return _BASIS.get(basis, "")


def level_of(key: Key) -> Key:
    """The level that a growth, a multiple or a contribution is about."""
    return key._replace(statistic=Statistic.LEVEL, of="", versus="", points="")


def level_at(figures: Figures, slug: str, like: Key) -> Key | None:
    """The level of another measure in the period and scenario of a figure; None where that one has no period and the other needs one."""
    if not like.period and not figures.measures[slug].timeless:
        return None
    return figures.key(slug, period=like.period, scenario=like.scenario)


def compared(figures: Figures, key: Key) -> Compared | None:
    """The two levels of a growth or a multiple; None where there is nothing to compare with."""
    level, base = level_of(key), _base(figures, key)
    if base is None or base == level:
        return None
    return Compared(level, base, *_stood_in(figures, level, base))


def _base(figures: Figures, key: Key) -> Key | None:
    """The level that a growth or a multiple is measured from; a plan starts from the actual level unless its own is printed."""
    level = level_of(key)
    period = compared_period(key, key.versus)
    if period is not None:
        base = figures.at(level, period)
        actual = base._replace(scenario="")
        return actual if figures.is_plan(base) and not figures.printed(base) else base
    if key.versus in figures.measures:
        return level_at(figures, key.versus, level)
    return level._replace(scenario=key.versus) if key.versus in figures.scenarios else None


def _stood_in(figures: Figures, level: Key, base: Key) -> tuple[Key, Key]:
    """The level and its base, or what stands in for them; never one figure for both."""
    now, then = figures.stand_in(level), figures.stand_in(base)
    if now != then:
        return now, then
    # Growth on an earlier vintage: that vintage is the base, and cannot stand in for the level as well, nor the level for its base.
    return (level, then) if level != then else (level, base)


def positive(base: Figure) -> bool:
    """Whether growth from this level means something: it cannot be negative, and nobody prints that it is zero."""
    prints = [claim.number for claim in base.claims if claim.bound is not Bound.LOST]
    if base.measure.never_negative:
        return all(number > 0 for number in prints)
    return bool(prints) and all(piece.low is not None and piece.low > 0 for piece in base.domain("admissible"))
