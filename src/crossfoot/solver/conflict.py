"""Which items cannot all hold: sets from which nothing can be left out, and sets whose removal makes everything fit.

The first are found by leaving items out, one after the other, as long as the rest still clashes (what is undecided counts as
fitting, so nothing is left out on a guess). The second are the sets that hit every one of the first (Reiter, "A theory of diagnosis
from first principles", 1987): conflicts and the sets that hit them are found in turn, until every cheapest set is a repair.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from crossfoot.solver.budget import Meter
from crossfoot.solver.problem import Mask, Problem, items_of
from crossfoot.solver.search import Clash, Fits, decide

MOST_SETS = 20


@dataclass(frozen=True, slots=True)
class Repairs:
    """Sets of groups (their numbers) without which everything fits, the cheapest first; `complete` unless a budget or a limit cut
    the list off.
    """

    sets: tuple[tuple[int, ...], ...]
    complete: bool


def shrink(problem: Problem, clash: Mask, meter: Meter) -> Mask:
    """A part of a clash from which nothing can be left out: first as few relations, then as few prints, the first items kept.

    Raises:
        OutOfSteps: never; what can no longer be decided stays in.
    """
    for kind in (problem.all_bonds, problem.all_prints):
        for item in sorted(items_of(clash & kind), reverse=True):
            if clash >> item & 1:
                found = decide(problem, clash & ~(1 << item), meter)
                if isinstance(found, Clash):
                    clash = found.items
    return clash


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
    conflicts: list[frozenset[int]] = []
    for clash in known:
        _add(conflicts, _groups_in(clash, groups, weights))
    found: list[tuple[int, ...]] = []
    refused: set[tuple[int, ...]] = set()
    complete = True
    while True:
        for chosen in hitting_sets(conflicts, weights):
            if chosen in refused or chosen in found:
                continue
            if found and not every and _cost(chosen, weights) > _cost(found[0], weights):
                return Repairs(tuple(found), complete)
            answer = decide(problem, _without(active, groups, chosen), meter)
            if isinstance(answer, Fits):
                if len(found) >= most:
                    return Repairs(tuple(found), complete=False)
                found.append(chosen)
                continue
            refused.add(chosen)
            if not isinstance(answer, Clash):
                complete = False
                continue
            conflict = _groups_in(shrink(problem, answer.items, meter), groups, weights)
            if not conflict:
                return Repairs((), complete)
            _add(conflicts, conflict)
            break
        else:
            return Repairs(tuple(found), complete)


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


def hitting_sets(sets: Sequence[frozenset[int]], weights: Mapping[int, Fraction]) -> Iterator[tuple[int, ...]]:
    """Every set that shares a member with each of the given ones and can spare none of its own; the cheapest first, then in order."""
    waiting: list[tuple[Fraction, tuple[int, ...]]] = [(Fraction(0), ())]
    seen: set[tuple[int, ...]] = {()}
    while waiting:
        cost, chosen = heapq.heappop(waiting)
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


def _groups_in(clash: Mask, groups: Sequence[Mask], weights: Mapping[int, Fraction]) -> frozenset[int]:
    return frozenset(n for n, group in enumerate(groups) if group & clash and n in weights)


def _add(conflicts: list[frozenset[int]], conflict: frozenset[int]) -> None:
    if conflict and conflict not in conflicts:
        conflicts.append(conflict)


def _cost(chosen: tuple[int, ...], weights: Mapping[int, Fraction]) -> Fraction:
    return sum((weights[group] for group in chosen), Fraction(0))
