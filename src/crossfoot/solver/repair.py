"""What would repair a conflict: every single figure that, printed otherwise, would let everything else stand, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, islice
from typing import TypeAlias

from crossfoot.figures import Key
from crossfoot.interval import Pieces, meet
from crossfoot.solver.bounds import Implied, implied
from crossfoot.solver.case import Case
from crossfoot.solver.conflict import Repairs
from crossfoot.solver.likelihood import Suspicion, near_hedges, tied
from crossfoot.solver.posing import Group
from crossfoot.solver.problem import Mask, items_of
from crossfoot.solver.slips import Slip, slips_of
from crossfoot.solver.surroundings import Asker

MOST_SLIPS = 3
MOST_PAIRS = 20
Ref: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure that, printed otherwise, would let everything else stand.

    `claims` print it alike. `values` are what it would have to be (all of them possible if `exact`), `slips` likely slips that turn
    such a value into the print, of which the first `alike` are as likely as each other and of one kind (0 where more are than can be
    told). `vouching` are relations outside the conflict that hold as it was printed. `carried` are claims of the same thing in other
    periods that print the same number: it may have been left standing. `score` ranks repairs.
    """

    key: Key
    claims: tuple[Ref, ...]
    values: Pieces
    exact: bool
    slips: tuple[Slip, ...]
    vouching: tuple[str, ...]
    carried: tuple[Ref, ...]
    score: Fraction
    alike: int = 1

    @property
    def likeliest(self) -> tuple[Slip, ...]:
        """The slips that may be told in one breath; nothing where there are none, or too many to name."""
        return self.slips[: self.alike]


@dataclass(frozen=True)
class Repairing:
    """A conflict (`core`) among the active items, of which one figure is to be taken back.

    `chosen` are all repairs of the problem, and `others` the figures that the active items do without already.
    """

    case: Case
    active: Mask
    core: Mask
    chosen: Repairs
    others: tuple[int, ...]
    asker: Asker

    def repairs(self) -> tuple[Repair, ...]:
        """Every figure that repairs it alone, the likeliest first."""
        groups = enumerate(self.case.posed.groups)
        doubted = [n for n, group in groups if group.items & self.core and not group.pinned]
        found = [self._repair(self.case.posed.groups[n]) for n in doubted if self._suffices(n)]
        found.sort(key=lambda repair: -repair.score)
        scores = tied([repair.score for repair in found])
        ranked = (replace(repair, score=score) for repair, score in zip(found, scores, strict=True))
        return tuple(sorted(ranked, key=lambda repair: (-repair.score, repair.claims)))

    def interchanged(self) -> Iterator[tuple[Ref, Ref]]:
        """Pairs of figures of one unit with which everything fits if their prints change places."""
        figures = self.case.figures
        groups = [group for group in self.case.posed.groups if group.items & self.core and not group.pinned]
        pairs = ((a, b) for a, b in combinations(groups, 2) if figures.get(a.key).unit == figures.get(b.key).unit and a.key != b.key)
        for first, second in islice(pairs, MOST_PAIRS):
            if first.claims[0].number != second.claims[0].number and self._fits_interchanged(first, second):
                yield first.refs[0], second.refs[0]

    def _suffices(self, number: int) -> bool:
        """Whether taking one figure back lets everything else fit."""
        if self.chosen.complete:
            # All repairs of the least cost are known.
            return tuple(sorted((*self.others, number))) in self.chosen.sets
        return self.asker.fits(self.case.posed.problem, self.active & ~self.case.posed.groups[number].items)

    def _repair(self, group: Group) -> Repair:
        """What a figure would have to be printed as for everything else to fit, and by what slip it was not."""
        posed, rest = self.case.posed, self.active & ~group.items
        bounds = implied(posed.problem, rest, posed.numbers[group.key], asker=self.asker)
        suspicion = Suspicion(self.case, group, self._room(rest, group, bounds.values))
        measure = self.case.figures.measure_of(group.key)
        possible, first = self._tried(rest, group, bounds, suspicion.ranked(slips_of(group.claims[0], measure, bounds.values)))
        carried = tuple(self._carried(group))
        score = suspicion.score(possible, carried=bool(carried))
        alike = suspicion.alike(possible)
        first = tuple(sorted(first, key=lambda slip: slip not in alike))
        return Repair(
            group.key,
            group.refs,
            bounds.values,
            bounds.exact,
            first,
            suspicion.vouching,
            carried,
            score,
            len(alike) if len(alike) <= len(first) else 0,
        )

    def _tried(self, rest: Mask, group: Group, bounds: Implied, ranked: Sequence[Slip]) -> tuple[list[Slip], tuple[Slip, ...]]:
        """The slips that may have led to the print, and the likeliest of those that are known to fit everything.

        What lies within tight bounds mostly fits, so it suffices for the score. What is told was decided.
        """
        possible: list[Slip] = []
        first: list[Slip] = []
        for slip in ranked:
            if len(first) == MOST_SLIPS:
                possible += [slip] if meet(slip.values, bounds.values) else []
            elif self._fits_with(rest, group, slip, bounds):
                possible.append(slip)
                first.append(slip)
        return possible, tuple(first)

    def _room(self, rest: Mask, group: Group, values: Pieces) -> Pieces:
        """Which of the values are likely: a hedge next to the figure has no far end, and yet nobody says "more than 5" of 500."""
        problem = self.case.posed.problem
        nearer = near_hedges(problem, self.core)
        if nearer.prints == problem.prints:
            return values
        room = implied(nearer, rest, self.case.posed.numbers[group.key], tight=False).values
        return meet(values, room) or values

    def _fits_with(self, rest: Mask, group: Group, slip: Slip, bounds: Implied) -> bool:
        """Whether everything fits with what a slip would have made of a figure's print."""
        posed = self.case.posed
        inside = meet(slip.values, bounds.values)
        if posed.problem.variables[posed.numbers[group.key]].whole:
            inside = tuple(piece for piece in (piece.whole() for piece in inside) if not piece.empty)
        if not inside or bounds.exact:
            return bool(inside)
        return fits_with(self.asker, self.case, rest, group, slip.values)

    def _fits_interchanged(self, first: Group, second: Group) -> bool:
        problem = self.case.posed.problem
        prints = list(problem.prints)
        one, other = next(items_of(first.items)), next(items_of(second.items))
        prints[one] = replace(prints[one], allowed=problem.prints[other].allowed)
        prints[other] = replace(prints[other], allowed=problem.prints[one].allowed)
        return self.asker.fits(replace(problem, prints=tuple(prints)), self.active)

    def _carried(self, group: Group) -> Iterator[Ref]:
        """Claims of the same thing in another period that print the same number in the same unit."""
        claim = group.claims[0]
        for figure in self.case.figures:
            if figure.key != group.key and figure.key._replace(period="") == group.key._replace(period=""):
                yield from (other.ref for other in figure.numbers if (other.value, other.unit) == (claim.value, claim.unit))


def fits_with(asker: Asker, case: Case, rest: Mask, group: Group, values: Pieces) -> bool:
    """Whether everything fits with other values in the place of a group's print."""
    problem = case.posed.problem
    item = next(items_of(group.items))
    prints = list(problem.prints)
    prints[item] = replace(prints[item], allowed=values)
    return asker.fits(replace(problem, prints=tuple(prints)), rest | 1 << item)
