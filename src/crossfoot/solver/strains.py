"""Figures that can only all be right if some were not rounded: which, and what they would have to be read as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from crossfoot.readings import readings_of
from crossfoot.solver.case import Case
from crossfoot.solver.conflict import repairs
from crossfoot.solver.found import Conflict, clashes_alone, conflict_of, core_of, mask_of_groups
from crossfoot.solver.posing import Group
from crossfoot.solver.problem import Mask
from crossfoot.solver.repair import MOST_SLIPS, fits_with
from crossfoot.solver.search import Fits, Undecided, decide
from crossfoot.solver.stretch import stretch
from crossfoot.solver.surroundings import Asker
from crossfoot.solver.witness import Witness
from crossfoot.vocabulary import Verdict


def strains(case: Case, contradictions: Sequence[Conflict]) -> list[Conflict]:
    """The figures that must be read otherwise than as rounded, where no relation by itself says so."""
    posed = case.posed
    problem = posed.problem
    broken = {repair.claims for conflict in contradictions for repair in conflict.repairs[:1]}
    active = problem.everything & ~mask_of_groups(posed, (n for n, group in enumerate(posed.groups) if group.refs in broken))
    if isinstance(decide(problem, active, case.meter), Fits | Undecided):
        return []
    weights = {n: Fraction(1) for n, group in enumerate(posed.groups) if group.rounded}
    masks = [group.rounded for group in posed.groups]
    alone = [(core, name) for core, name in clashes_alone(case) if not core & ~active]
    chosen = repairs(problem, active, masks, weights, case.meter, known=[core for core, _ in alone])
    if not chosen.sets:
        return []
    deviating = chosen.sets[0]
    found: dict[tuple[str, ...], Conflict] = {}
    for one in deviating:
        others = active & ~sum(masks[n] for n in deviating if n != one)
        if any(core & masks[one] and not core & ~others for core, _ in alone):
            continue
        conflict = _strain(case, others, one, masks, chosen.known)
        if conflict is None:
            continue
        known = found.get(conflict.relations)
        # Several figures of the same relations that must deviate together are one thing to say.
        reading = f"{known.reading}, and {conflict.reading}" if known else conflict.reading
        found[conflict.relations] = replace(known or conflict, reading=reading, complete=chosen.complete, together=len(deviating))
    return list(found.values())


def _strain(case: Case, active: Mask, one: int, masks: Sequence[Mask], known: Witness | None) -> Conflict | None:
    """What is left once all figures but one that must deviate are read loosely."""
    problem = case.posed.problem
    core = core_of(case, active)
    if not core & problem.all_bonds:
        # Nothing is proved, or prints of one figure differ as rounded, which is for their agreement to say.
        return None
    asker = Asker(case.meter, core | masks[one], known)
    also = [n for n, mask in enumerate(masks) if mask & core and n != one and asker.fits(problem, active & ~mask)]
    readings = [_reading(case, active & ~masks[n], case.posed.groups[n], asker) for n in (one, *also[:MOST_SLIPS])]
    found = conflict_of(case.posed, Verdict.STRAINED, core)
    return replace(found, reading="; or ".join(readings), stretch=stretch(problem, active, asker, core))


def _reading(case: Case, left: Mask, group: Group, asker: Asker) -> str:
    """The named reading of a group with which everything fits."""
    claim = group.claims[0]
    for name, pieces in readings_of(claim, case.figures.measure_of(group.key)).named:
        if fits_with(asker, case, left & ~group.items, group, pieces):
            return f"{claim.printed} ({claim.ref}) is {name}"
    return f"{claim.printed} ({claim.ref}) is read loosely"
