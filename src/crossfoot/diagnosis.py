"""Notes on the relations themselves: two that say the same, and some that cannot all hold whatever is printed.

Relations come from the code list, from a document's declarations and from the rules of a house; nobody looks at all of them at once. A
relation that no print could make fail is said where it stands: it is not checked, and never counted as holding.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from crossfoot.constraint import Agreement, Constraint, Linear, Within
from crossfoot.relations.relation import Relation
from crossfoot.solver.budget import Meter
from crossfoot.solver.conflict import shrink
from crossfoot.solver.decision import RELEASED
from crossfoot.solver.network import Network
from crossfoot.solver.posing import pose
from crossfoot.solver.problem import items_of
from crossfoot.solver.search import STEPS, Clash, decide

if TYPE_CHECKING:
    from crossfoot.check import Outcome

SAME: Final = "same-relation"
IMPOSSIBLE: Final = "impossible-relations"


def duplicates(relations: Iterable[Relation]) -> Iterator[tuple[Relation, Relation]]:
    """Pairs of relations that ask the same of the same figures, the second of each with the first that said it."""
    first: dict[Hashable, Relation] = {}
    for relation in relations:
        if not relation.guard and not isinstance(relation.constraint, Agreement | Within):
            known = first.setdefault(canonical(relation.constraint), relation)
            if known is not relation:
                yield known, relation


def impossible(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    """Relations (their ids) that cannot all hold whatever their figures are: without any print they clash already.

    What fits with its prints fits without them, so that only the rest is asked.
    """
    unsettled = frozenset(outcome.joint.unsettled)
    asked = [relation for relation in outcome.relations if relation.id in unsettled]
    for posed in pose(Network(outcome.figures, asked), RELEASED):
        answer = decide(posed.problem, posed.problem.all_bonds)
        if isinstance(answer, Clash):
            core = shrink(posed.problem, answer.items, Meter(STEPS))
            yield tuple(sorted(posed.relation_of(item).id for item in items_of(core)))


def canonical(constraint: Constraint) -> Hashable:
    """The same value for the same demand: the terms of a sum in order, and its first factor one."""
    if not isinstance(constraint, Linear):
        return constraint
    terms = sorted(constraint.terms, key=lambda term: term[1])
    # An inequality keeps its sign; an equation may be turned round.
    first = terms[0][0] if constraint.comparison is constraint.comparison.EQUAL else abs(terms[0][0])
    scaled = tuple((Fraction(factor) / first, key) for factor, key in terms)
    return "sum", scaled, constraint.constant / first, constraint.comparison
