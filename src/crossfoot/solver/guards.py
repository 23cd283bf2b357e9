"""How well each figure is guarded: the values that it may take without any check noticing."""

from __future__ import annotations

from collections.abc import Iterable

from crossfoot.figures import Figures, Key
from crossfoot.interval import ANYTHING, Pieces, meet
from crossfoot.solver.decision import ADMISSIBLE, Decision
from crossfoot.solver.network import Network
from crossfoot.vocabulary import Verdict

_PASSING = frozenset({Verdict.HOLDS, Verdict.STRAINED})


def guards(figures: Figures, decisions: Iterable[Decision]) -> dict[Key, Pieces]:
    """For each figure of a relation that passes, the values (tier B) outside which one of those relations would fail.

    A figure through which nothing passes is missing. The set is empty where two relations, each of which passes by itself, cannot
    both be met by any value.
    """
    # A waived relation was decided with its claim taken back in, which is another network.
    decided = [decision for decision in decisions if decision.verdict is not Verdict.WAIVED]
    network = Network(figures, (decision.relation for decision in decided))
    found: dict[Key, Pieces] = {}
    for decision in decided:
        if decision.verdict in _PASSING:
            for key in dict.fromkeys(decision.relation.keys):
                found[key] = meet(found.get(key, ANYTHING), _allowed(decision, key, network))
    return found


def _allowed(decision: Decision, key: Key, network: Network) -> Pieces:
    """What one relation leaves open for a figure; for its subject the decision has said so."""
    if key == decision.subject and decision.guarded is not None:
        return (decision.guarded,)
    return network.project(decision.relation, key, network.view(decision.relation, ADMISSIBLE))
