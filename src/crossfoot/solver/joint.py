"""Decide the relations that share figures together: what cannot all be true, and which figure is the slip.

Each set of connected relations is one problem. If nothing fits it in the loosest readings, the cheapest figures to take back are
found, and each of them is one conflict: the figures and relations that clash once all the other slips are repaired, every single
repair, and the figure that was probably meant. If something fits only in the looser readings, the figures that must deviate are
found in the same way. What one relation already says by itself is said there, and here only repaired.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from crossfoot.constraint import Agreement
from crossfoot.relations.relation import Relation
from crossfoot.solver.budget import Meter
from crossfoot.solver.case import Case
from crossfoot.solver.contradictions import contradictions, rests_on_limits, undecided
from crossfoot.solver.decision import NEAREST, RELEASED, Decision
from crossfoot.solver.found import Conflict
from crossfoot.solver.network import Network
from crossfoot.solver.posing import Posed, pose, pose_related, related_to
from crossfoot.solver.repair import Repair
from crossfoot.solver.search import STEPS, Fits, Undecided, decide
from crossfoot.solver.strains import strains
from crossfoot.vocabulary import Verdict

__all__ = ["NOTHING", "STEPS_TO_EXPLAIN", "Conflict", "Joint", "Repair", "decide_jointly", "rests_on_limits"]

# What deciding and explaining one problem may cost in all.
STEPS_TO_EXPLAIN = 2 * STEPS


@dataclass(frozen=True, slots=True)
class Joint:
    """What deciding together found: the conflicts, and how many problems (and relations in them) were decided.

    `by_others` are relations that contradict, or are strained, only with what other relations say of a figure that nobody printed.
    `unsettled` are the relations of the problems for which no values were found that fit in some reading.
    """

    conflicts: tuple[Conflict, ...] = ()
    problems: int = 0
    relations: int = 0
    undecided: int = 0
    by_others: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()


NOTHING = Joint()


def decide_jointly(network: Network, decisions: Sequence[Decision]) -> Joint:
    """Decide all sets of connected relations of a network; `decisions` are the verdicts on them one by one."""
    told = _Told(network, {decision.id: decision for decision in decisions})
    found = [told.of(posed) for posed in pose(network, NEAREST)]
    conflicts = [conflict for one in found for conflict in one.conflicts]
    conflicts += [conflict for relation in network.relations for conflict in told.of_agreement(relation)]
    return Joint(
        tuple(_once(conflicts)),
        len(found),
        sum(one.relations for one in found),
        sum(one.undecided for one in found),
        tuple(name for one in found for name in one.by_others),
        tuple(name for one in found for name in one.unsettled),
    )


@dataclass(frozen=True)
class _Told:
    """What the relations of a network say one by one, and what each problem of them says."""

    network: Network
    decisions: dict[str, Decision]

    def of(self, rounded: Posed) -> Joint:
        """What one problem, posed as rounded, says: as rounded, and in the loosest readings."""
        count = len(rounded.relations)
        if isinstance(decide(rounded.problem, rounded.problem.everything), Fits):
            # As rounded, and so in every other reading.
            return Joint(relations=count)
        posed = pose_related(self.network, rounded.relations, RELEASED)
        case = self._case(posed, Verdict.CONTRADICTION)
        answer = decide(posed.problem, posed.problem.everything)
        unsettled = () if isinstance(answer, Fits) else tuple(relation.id for relation in posed.relations)
        if isinstance(answer, Undecided) and not case.failing_relations:
            return Joint((undecided(posed),), relations=count, undecided=1, unsettled=unsettled)
        found = [] if isinstance(answer, Fits) else contradictions(case, answer)
        by_others = _by_others(case, found)
        if not any(conflict.verdict is Verdict.UNDECIDED for conflict in found):
            case = self._case(rounded, Verdict.STRAINED)
            strained = strains(case, found)
            by_others += _by_others(case, strained)
            found += strained
        return Joint(tuple(found), relations=count, by_others=tuple(by_others), unsettled=unsettled)

    def of_agreement(self, relation: Relation) -> list[Conflict]:
        """What claims of one figure that contradict each other say.

        The figure feeds no other relation, but what would repair it must suit them all.
        """
        if not isinstance(relation.constraint, Agreement) or not self._is(relation.id, Verdict.CONTRADICTION):
            return []
        posed = pose_related(self.network, [*related_to(self.network, relation.subject), relation], RELEASED)
        case = Case(posed, self.network.figures, {relation.id}, self._holding, Meter(STEPS_TO_EXPLAIN))
        found = contradictions(case, decide(posed.problem, posed.problem.everything))
        return [conflict for conflict in found if relation.id in conflict.failing]

    def _case(self, posed: Posed, verdict: Verdict) -> Case:
        failing = {relation.id for relation in posed.relations if self._is(relation.id, verdict)}
        return Case(posed, self.network.figures, failing, self._holding, Meter(STEPS_TO_EXPLAIN))

    def _is(self, name: str, verdict: Verdict) -> bool:
        return name in self.decisions and self.decisions[name].verdict is verdict

    @cached_property
    def _holding(self) -> dict[str, Decision]:
        return {name: decision for name, decision in self.decisions.items() if decision.verdict in (Verdict.HOLDS, Verdict.STRAINED)}


def _by_others(case: Case, found: Sequence[Conflict]) -> list[str]:
    """The relations that fail only with what others say, where that is found and said once for all of them."""
    said = {name for conflict in found for name in conflict.failing}
    return [one.id for one in case.failing_relations if found and one.id not in said and not _clashes(case, one)]


def _clashes(case: Case, relation: Relation) -> bool:
    return not isinstance(decide(case.posed.problem, case.posed.around(relation)), Fits)


def _once(conflicts: Iterable[Conflict]) -> Iterable[Conflict]:
    """Conflicts about the same claims are one finding; the first of them stands for all."""
    return {(conflict.claims, conflict.relations, conflict.verdict): conflict for conflict in reversed(list(conflicts))}.values()
