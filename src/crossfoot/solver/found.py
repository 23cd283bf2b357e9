"""One conflict as it is found: what clashes, what was printed of it, and how it follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from crossfoot.solver.budget import Meter
from crossfoot.solver.case import Case
from crossfoot.solver.conflict import shrink
from crossfoot.solver.posing import Posed
from crossfoot.solver.problem import Mask, items_of
from crossfoot.solver.proof import Step, proof
from crossfoot.solver.repair import Ref, Repair
from crossfoot.solver.search import STEPS, Clash, decide
from crossfoot.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures and relations that cannot all hold (`contradiction`), or only if a figure was not rounded (`strained`).

    `relations` and `core` (claims) are a set from which nothing can be left out, `claims` everything printed of the relations'
    figures. `failing` are the relations that say so by themselves: then the conflict is theirs and no finding of its own.
    `repairs` are all figures of which one repairs it, the likeliest first. `together` counts the conflicts of the same problem, each
    of which was found with the others repaired.
    """

    verdict: Verdict
    relations: tuple[str, ...]
    families: tuple[str, ...]
    core: tuple[Ref, ...]
    claims: tuple[Ref, ...]
    failing: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    stretch: Fraction | None = None
    together: int = 1
    complete: bool = True
    reading: str = ""
    proof: tuple[Step, ...] = ()
    interchanged: tuple[tuple[Ref, Ref], ...] = ()
    limits: bool = False


def conflict_of(posed: Posed, verdict: Verdict, core: Mask) -> Conflict:
    """The conflict that some items are."""
    relations = [posed.relation_of(item) for item in items_of(core) if not posed.problem.is_print(item)]
    # Prints alone clash where they are of one figure; then it is the agreement that fails, which stands last.
    relations = relations or list(posed.relations)[-1:]
    keys = {key for relation in relations for key in relation.keys}
    printed = [group for group in posed.groups if group.items & core]
    return Conflict(
        verdict,
        tuple(sorted(relation.id for relation in relations)),
        tuple(relation.family for relation in sorted(relations, key=lambda relation: relation.id)),
        tuple(sorted(group.refs[0] for group in printed)),
        tuple(sorted(ref for group in posed.groups if group.key in keys for ref in group.refs)),
        proof=proof(posed, core) if verdict is Verdict.CONTRADICTION else (),
    )


def core_of(case: Case, active: Mask) -> Mask:
    """A clash of the active items from which nothing can be left out; nothing where none is proved.

    It has a budget of its own: what is said to contradict must have been proved to, however much the search for repairs has spent.
    """
    meter = Meter(STEPS)
    answer = decide(case.posed.problem, active, meter)
    return shrink(case.posed.problem, answer.items, meter) if isinstance(answer, Clash) else 0


def clashes_alone(case: Case) -> list[tuple[Mask, str]]:
    """For each relation that fails by itself, what of it and its prints clashes."""
    found = []
    for relation in case.failing_relations:
        # Small questions, each with a budget of its own: they must not starve behind a large one.
        meter = Meter(STEPS)
        answer = decide(case.posed.problem, case.posed.around(relation), meter)
        if isinstance(answer, Clash):
            found.append((shrink(case.posed.problem, answer.items, meter), relation.id))
    return found


def mask_of_groups(posed: Posed, numbers: Iterable[int]) -> Mask:
    """The items of some groups, by their numbers."""
    mask = 0
    for n in numbers:
        mask |= posed.groups[n].items
    return mask
