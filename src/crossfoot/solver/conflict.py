"""Which items cannot all hold: sets from which nothing can be left out, and sets whose removal makes everything fit.

The first are found by leaving items out, one after the other, as long as the rest still clashes (what is undecided counts as
fitting, so nothing is left out on a guess). The second are the sets that hit every one of the first (Reiter, "A theory of diagnosis
from first principles", 1987): conflicts and the sets that hit them are found in turn, until every cheapest set is a repair.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from crossfoot.solver.budget import Meter, OutOfSteps
from crossfoot.solver.problem import Mask, Problem, items_of, mask_of
from crossfoot.solver.search import STEPS, Clash, Fits, clash, decide
from crossfoot.solver.surroundings import Asker
from crossfoot.solver.witness import Witness

MOST_SETS = 20
# What one question may cost where the next one can do without its answer.
STEPS_EACH = 2_000


@dataclass(frozen=True, slots=True)
class Repairs:
    """Sets of groups (their numbers) without which everything fits, the cheapest first; `complete` unless a budget or a limit cut
    the list off. `known` are numbers that fit without one of them.
    """

    sets: tuple[tuple[int, ...], ...]
    complete: bool
    known: Witness | None = field(default=None, compare=False)


def shrink(problem: Problem, items: Mask, meter: Meter) -> Mask:
    """A part of items that clash from which nothing can be left out: first as few relations, then as few prints, the first items kept.

    Raises:
        OutOfSteps: never; what can no longer be decided stays in.
    """
    # Most of a large problem has nothing to do with the clash, and need not be set up again and again.
    part, names = problem.part(items)
    left = part.everything
    for kind in (part.all_bonds, part.all_prints):
        for item in sorted(items_of(left & kind), reverse=True):
            if left >> item & 1:
                own = meter.part(STEPS_EACH)
                left = clash(part, left & ~(1 << item), own) or left
                meter.spent += own.spent
    return mask_of(names[item] for item in items_of(left))


def repairs(  # noqa: PLR0913 - a problem, what may be doubted at what cost, and two wishes
    problem: Problem,
    active: Mask,
    groups: Sequence[Mask],
    weights: Mapping[int, Fraction],
    meter: Meter,
    *,
    known: Sequence[Mask] = (),
    every: bool = False,
    most: int = MOST_SETS,
) -> Repairs:
    """The cheapest sets of groups that, taken away, let everything else fit; `every` set of which none can be spared, if asked.

    `groups` are masks of items that stand or fall together, `weights` their costs; a group without one is never taken away. `known`
    are clashes found before; `most` is how many sets are listed. The order is that of cost, then of the numbers of the groups.
    """
    search = _Repairing(problem, active, groups, weights, meter)
    for items in known:
        search.add(items)
    try:
        complete = search.run(every=every, most=most)
    except OutOfSteps:
        complete = False
    if search.found or complete:
        return Repairs(tuple(search.found), complete, search.asker.known)
    # Not one of the cheapest sets was found within the budget: one of which nothing can be spared will have to do.
    spared = _one_set(problem, active, groups, weights)
    return Repairs((spared,) if spared else (), complete=False)


@dataclass
class _Repairing:
    """One search for repairs: the conflicts known so far, as sets of groups, and the repairs found."""

    problem: Problem
    active: Mask
    groups: Sequence[Mask]
    weights: Mapping[int, Fraction]
    meter: Meter
    conflicts: list[frozenset[int]] = field(default_factory=list)
    found: list[tuple[int, ...]] = field(default_factory=list)
    asker: Asker = field(init=False)

    def __post_init__(self) -> None:
        self.asker = Asker(self.meter)

    def add(self, items: Mask) -> bool:
        """Learn of a clash; False where nothing of it may be taken away."""
        self.asker.near |= items
        conflict = frozenset(n for n, group in enumerate(self.groups) if group & items and n in self.weights)
        if conflict and conflict not in self.conflicts:
            self.conflicts.append(conflict)
        return bool(conflict)

    def run(self, *, every: bool, most: int) -> bool:
        """Find the repairs, the cheapest first; whether these are all that were asked for.

        Raises:
            OutOfSteps: the budget is spent.
        """
        refused: set[tuple[int, ...]] = set()
        complete = True
        while True:
            for chosen in hitting_sets(self.conflicts, self.weights, self.meter):
                if chosen in refused or chosen in self.found:
                    continue
                if self.found and not every and self._cost(chosen) > self._cost(self.found[0]):
                    return complete
                answer = self.asker.ask(self.problem, _without(self.active, self.groups, chosen))
                if isinstance(answer, Fits):
                    if len(self.found) >= most:
                        return False
                    self.found.append(chosen)
                    continue
                refused.add(chosen)
                if not isinstance(answer, Clash):
                    complete = False
                elif self.add(shrink(self.problem, answer.items, self.meter)):
                    break
                else:
                    return complete
            else:
                return complete

    def _cost(self, chosen: tuple[int, ...]) -> Fraction:
        return sum((self.weights[group] for group in chosen), Fraction(0))


def _one_set(problem: Problem, active: Mask, groups: Sequence[Mask], weights: Mapping[int, Fraction]) -> tuple[int, ...]:
    """Groups of which none can be spared: all are taken away, and then put back in order as long as everything still fits."""
    meter = Meter(STEPS)
    left = active
    for group in weights:
        left &= ~groups[group]
    if not isinstance(decide(problem, left, meter), Fits):
        return ()
    taken = []
    for group in sorted(weights):
        more = left | (groups[group] & active)
        if isinstance(decide(problem, more, meter), Fits):
            left = more
        else:
            taken.append(group)
    return tuple(taken)


def conflicts_of(problem: Problem, active: Mask, meter: Meter, *, most: int = MOST_SETS) -> tuple[tuple[Mask, ...], bool]:
    """The sets of active items that clash and from which nothing can be left out, up to `most`; and whether these are all.

    Each is found by taking one item of every set found before away (all ways to do so are tried, in order).
    """
    found: list[Mask] = []
    refused: set[tuple[int, ...]] = set()
    complete = True
    weights = dict.fromkeys(items_of(active), Fraction(1))
    while True:
        for chosen in hitting_sets([frozenset(items_of(mask)) for mask in found], weights):
            if chosen in refused:
                continue
            refused.add(chosen)
            left = active
            for item in chosen:
                left &= ~(1 << item)
            answer = decide(problem, left, meter)
            if isinstance(answer, Clash):
                found.append(shrink(problem, answer.items, meter))
                break
            complete = complete and isinstance(answer, Fits)
        else:
            return tuple(sorted(found)), complete
        if len(found) >= most:
            return tuple(sorted(found)), False


def hitting_sets(sets: Sequence[frozenset[int]], weights: Mapping[int, Fraction], meter: Meter | None = None) -> Iterator[tuple[int, ...]]:
    """Every set that shares a member with each of the given ones and can spare none of its own; the cheapest first, then in order.

    Raises:
        OutOfSteps: the budget of the meter is spent.
    """
    waiting: list[tuple[Fraction, tuple[int, ...]]] = [(Fraction(0), ())]
    seen: set[tuple[int, ...]] = {()}
    while waiting:
        cost, chosen = heapq.heappop(waiting)
        if meter is not None:
            meter.spend()
        missed = next((members for members in sets if members.isdisjoint(chosen)), None)
        if missed is None:
            if all(any(members & set(chosen) == {one} for members in sets) for one in chosen):
                yield chosen
            continue
        for member in sorted(missed):
            larger = tuple(sorted((*chosen, member)))
            if larger not in seen:
                seen.add(larger)
                heapq.heappush(waiting, (cost + weights[member], larger))


def _without(active: Mask, groups: Sequence[Mask], chosen: Sequence[int]) -> Mask:
    for group in chosen:
        active &= ~groups[group]
    return active
