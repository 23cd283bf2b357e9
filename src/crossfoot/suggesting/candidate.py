"""A relation that might hold: figures in their roles, in the form that a check would give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Final

from crossfoot.constraint import Linear, Product
from crossfoot.figures import Key
from crossfoot.interval import Pieces, share_a_number
from crossfoot.relations.levels import HUNDREDTH
from crossfoot.suggesting.entries import Entry

ONE, NONE, ALL = Fraction(1), Fraction(0), Fraction(100)


class Kind(StrEnum):
    """What the figures would be to each other."""

    SUM = "sum"
    DIFFERENCE = "difference"
    SHARE = "share"
    GROWTH = "growth"
    RATIO = "ratio"
    SHARES_SUM = "shares-sum"


_RATES: Final[Mapping[Kind, tuple[Fraction, Fraction]]] = {
    Kind.SHARE: (HUNDREDTH, NONE),
    Kind.GROWTH: (HUNDREDTH, ONE),
    Kind.RATIO: (ONE, NONE),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Figures and the relation that they might stand in.

    The order of `entries` is that of their roles: the total and its parts; the difference, what it is of and what is taken away; the
    rate, the figure that it leads to and the one that it is taken of; the shares.
    """

    kind: Kind
    entries: tuple[Entry, ...]
    constraint: Linear[Key] | Product[Key]

    @property
    def subject(self) -> Entry:
        """The figure that the relation is about: the total, the difference or the rate; of shares the first."""
        return self.entries[0]

    def allowed(self, entry: Entry) -> Pieces:
        """What the others leave open for one of the figures."""
        return self.constraint.project(entry.key, {one.key: one.domain for one in self.entries})

    @property
    def fits(self) -> bool:
        """Whether true values exist, decided as a check would decide it."""
        return share_a_number(self.allowed(self.subject), self.subject.domain)

    @property
    def trivial(self) -> bool:
        """Whether one of the figures may be left out: it then only says that others are nearly equal."""
        if isinstance(self.constraint, Product):
            around = self.subject.interval.scale(self.constraint.scale).shift(self.constraint.offset)
            return around.contains(ONE)
        terms = self.constraint.terms
        return any(self._fits_without(key) for _, key in terms) if len(terms) > 1 else True

    def _fits_without(self, left_out: Key) -> bool:
        assert isinstance(self.constraint, Linear)  # noqa: S101 - asked of sums only
        rest = Linear(tuple(term for term in self.constraint.terms if term[1] != left_out), self.constraint.constant)
        domains = {one.key: one.domain for one in self.entries}
        first = rest.terms[0][1]
        return share_a_number(rest.project(first, domains), domains[first])


@dataclass(slots=True)
class Found:
    """How many combinations were tried, and those that fit."""

    tried: int = 0
    fitting: list[Candidate] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Take in what was found elsewhere."""
        self.tried += other.tried
        self.fitting += other.fitting

    def keep(self, candidate: Candidate) -> None:
        """Keep a candidate that may fit, if it does and says something."""
        if candidate.fits and not candidate.trivial:
            self.fitting.append(candidate)


def total(whole: Entry, parts: Sequence[Entry]) -> Candidate:
    """Parts that might add up to a whole."""
    terms = ((-ONE, whole.key), *((ONE, part.key) for part in parts))
    return Candidate(Kind.SUM, (whole, *parts), Linear(terms))


def difference(result: Entry, of: Entry, less: Entry) -> Candidate:
    """A figure that might be one less another one."""
    return Candidate(Kind.DIFFERENCE, (result, of, less), Linear(((ONE, result.key), (-ONE, of.key), (ONE, less.key))))


def rate(kind: Kind, of: Entry, result: Entry, base: Entry) -> Candidate:
    """A rate that might lead from one figure to another one."""
    scale, offset = _RATES[kind]
    return Candidate(kind, (of, result, base), Product(result.key, base.key, of.key, scale, offset))


def hundred(shares: Sequence[Entry]) -> Candidate:
    """Shares that might be all there is."""
    return Candidate(Kind.SHARES_SUM, tuple(shares), Linear(tuple((ONE, share.key) for share in shares), -ALL))
