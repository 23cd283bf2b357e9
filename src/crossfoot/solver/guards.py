"""How well each figure is guarded: the values that it may take without any check noticing.

That is what each relation through it allows it, and what all of them together do (`bounds`), as far as they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossfoot.figures import Figures, Key
from crossfoot.interval import ANYTHING, Pieces, meet
from crossfoot.relations.relation import Relation
from crossfoot.solver.bounds import implied
from crossfoot.solver.budget import Meter
from crossfoot.solver.decision import ADMISSIBLE, RELEASED, Decision
from crossfoot.solver.network import Network
from crossfoot.solver.posing import pose
from crossfoot.vocabulary import Verdict

# For all figures of a report together; some seconds.
STEPS = 150_000
_PASSING = frozenset({Verdict.HOLDS, Verdict.STRAINED})


def guards(figures: Figures, decisions: Iterable[Decision]) -> dict[Key, Pieces]:
    """For each figure of a relation that passes, the values (tier B) outside which one of those relations would fail.

    A figure through which nothing passes is missing. The set is empty where two relations, each of which passes by itself, cannot
    both be met by any value. All relations together are asked as far as a budget of steps goes, the smallest sets first; of figures
    beyond it each relation is asked by itself only.
    """
    # A waived relation was decided with its claim taken back in, which is another network.
    decided = [decision for decision in decisions if decision.verdict is not Verdict.WAIVED]
    network = Network(figures, (decision.relation for decision in decided))
    found: dict[Key, Pieces] = {}
    passing = [decision for decision in decided if decision.verdict in _PASSING]
    for decision in passing:
        for key in dict.fromkeys(decision.relation.keys):
            found[key] = meet(found.get(key, ANYTHING), _allowed(decision, key, network))
    for key, values in _together(figures, [decision.relation for decision in passing]):
        if key in found and meet(found[key], values):
            found[key] = meet(found[key], values)
    return found


def _together(figures: Figures, relations: list[Relation]) -> Iterator[tuple[Key, Pieces]]:
    """What all relations that pass together leave open for each of their figures, without its own prints."""
    meter = Meter(STEPS)
    for posed in sorted(pose(Network(figures, relations), RELEASED), key=lambda posed: len(posed.relations)):
        if len(posed.relations) > 1:
            for key, variable in posed.numbers.items():
                own = sum(group.items for group in posed.groups if group.key == key)
                if meter.spent < meter.budget:
                    yield key, implied(posed.problem, posed.problem.everything & ~own, variable, meter, tight=False).values


def _allowed(decision: Decision, key: Key, network: Network) -> Pieces:
    """What one relation leaves open for a figure; for its subject the decision has said so."""
    if key == decision.subject and decision.guarded is not None:
        return (decision.guarded,)
    return network.project(decision.relation, key, network.view(decision.relation, ADMISSIBLE))
