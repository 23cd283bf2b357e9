"""Figures that cannot all be right: each slip is one conflict, found with all other slips repaired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from crossfoot.interval import ANYTHING
from crossfoot.solver.budget import Meter
from crossfoot.solver.case import Case
from crossfoot.solver.conflict import Repairs, repairs, shrink
from crossfoot.solver.found import Conflict, clashes_alone, conflict_of, core_of, mask_of_groups
from crossfoot.solver.posing import Posed
from crossfoot.solver.problem import Mask, Problem
from crossfoot.solver.repair import Repairing
from crossfoot.solver.search import STEPS, Answer, Clash, decide
from crossfoot.solver.stretch import stretch
from crossfoot.solver.surroundings import Asker
from crossfoot.vocabulary import Verdict


def contradictions(case: Case, answer: Answer) -> list[Conflict]:
    """The conflicts of a problem that does not fit, as the answer says, or where one of its relations says so by itself."""
    posed = case.posed
    problem = posed.problem
    weights = {n: Fraction(1) for n, group in enumerate(posed.groups) if not group.pinned}
    masks = [group.items for group in posed.groups]
    alone = clashes_alone(case)
    known = [core for core, _ in alone]
    chosen = repairs(problem, problem.everything, masks, weights, case.meter, known=known)
    if not chosen.sets:
        return _without_repair(case, answer, alone)
    slips = next((some for some in chosen.sets if _one_of_each(some, posed, known)), chosen.sets[0])
    found = [conflict for slip in slips if (conflict := _contradiction(case, slips, slip, alone, chosen)) is not None]
    return found or _without_repair(case, answer, alone)


def _one_of_each(slips: Sequence[int], posed: Posed, cores: Sequence[Mask]) -> bool:
    """Whether the slips take one figure of each of these clashes back: what is left of a clash with two of them gone explains nothing."""
    return all(sum(bool(posed.groups[n].items & core) for n in slips) == 1 for core in cores)


def _contradiction(case: Case, slips: tuple[int, ...], slip: int, alone: Sequence[tuple[Mask, str]], chosen: Repairs) -> Conflict | None:
    """The conflict that is left once all slips but one are repaired; None where the budget does not do to prove one."""
    posed = case.posed
    active = posed.problem.everything & ~mask_of_groups(posed, (n for n in slips if n != slip))
    own = posed.groups[slip].items
    said = [(core, name) for core, name in alone if core & own and not core & ~active]
    core = said[0][0] if said else core_of(case, active)
    if not core:
        return None
    others = tuple(n for n in slips if n != slip)
    asker = Asker(case.meter, core | own, chosen.known)
    repairing = Repairing(case, active, core, chosen, others, asker)
    found = conflict_of(posed, Verdict.CONTRADICTION, core)
    # A relation can fail by itself in several ways, of which one was looked for: three prints of one figure, say.
    itself = tuple(name for name in found.relations if len(found.relations) == 1 and name in case.failing)
    return replace(
        found,
        failing=tuple(name for _, name in said) or itself,
        repairs=repairing.repairs(),
        stretch=stretch(posed.problem, active, asker, core),
        together=len(slips),
        interchanged=tuple(repairing.interchanged()),
        limits=rests_on_limits(posed.problem, core),
        # In the end, since the budget is known to have sufficed only then.
        complete=chosen.complete and case.meter.spent <= case.meter.budget,
    )


def rests_on_limits(problem: Problem, core: Mask) -> bool:
    """Whether a clash is none if figures may be anything that fits their prints, below zero for instance."""
    part, _ = problem.part(core)
    free = replace(part, variables=tuple(replace(own, possible=ANYTHING) for own in part.variables))
    return not isinstance(decide(free, free.everything), Clash)


def _without_repair(case: Case, answer: Answer, alone: Sequence[tuple[Mask, str]]) -> list[Conflict]:
    """Nothing that may be blamed would repair it: the documents that are never blamed clash, or the budget is spent."""
    if alone:
        return [replace(conflict_of(case.posed, Verdict.CONTRADICTION, core), failing=(name,), complete=False) for core, name in alone]
    if not isinstance(answer, Clash):
        return [undecided(case.posed)]
    core = shrink(case.posed.problem, answer.items, Meter(STEPS))
    return [replace(conflict_of(case.posed, Verdict.CONTRADICTION, core), complete=False)]


def undecided(posed: Posed) -> Conflict:
    """That nobody knows whether a problem fits."""
    return replace(conflict_of(posed, Verdict.UNDECIDED, posed.problem.everything), complete=False)
