"""What `crossfoot explain` says of a finding that clashes only together: its arithmetic, every repair, and every set that clashes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.findings import JOINT, Finding
from crossfoot.repairing import allowed, repair_line, slip_value
from crossfoot.solver.budget import Meter
from crossfoot.solver.conflict import conflicts_of
from crossfoot.solver.decision import RELEASED
from crossfoot.solver.joint import STEPS_TO_EXPLAIN, Conflict
from crossfoot.solver.network import Network
from crossfoot.solver.posing import Posed, pose
from crossfoot.solver.problem import items_of
from crossfoot.verdict_words import VERDICT_WORDS

MOST_SETS: Final = 20


def conflict_lines(finding: Finding, outcome: Outcome) -> list[str]:
    """The lines about a joint finding."""
    conflict = finding.conflict
    assert conflict is not None  # noqa: S101 - a joint finding has one
    lines = [finding.items[0], f"{wording.capital(VERDICT_WORDS[finding.verdict])}.", *finding.message.split("\n")]
    if conflict.repairs:
        lines += ["", "Every figure that, printed otherwise, would make all others agree", *_repairs(conflict, outcome)]
        factor = conflict.stretch
        lines += ["", f"Rounding {wording.number(factor, digits=3)} times as coarse would explain it."] if factor else []
    lines += ["", *_sets(conflict, outcome)]
    return [*lines, "", "The relations one by one: crossfoot explain, with one of", *(f"  {name}" for name in conflict.relations)]


def of_name(name: str, outcome: Outcome) -> Finding | None:
    """The joint finding of this fingerprint or item id, or None."""
    return next((f for f in outcome.findings if f.family == JOINT and name in (f.fingerprint, *f.items)), None)


def _repairs(conflict: Conflict, outcome: Outcome) -> Iterator[str]:
    for repair in conflict.repairs:
        claim = outcome.dataset.claim(repair.claims[0])
        yield f"  {repair_line(repair, outcome.dataset, outcome.figures)}"
        yield f"    the others allow: {allowed(repair, outcome.figures)}"
        for slip in repair.slips[repair.alike :]:
            yield f"    also possible: {slip_value(slip, claim)} ({slip.kind})"
        for name in repair.vouching:
            yield f"    vouched for by {name}, which holds as it is printed"


def _sets(conflict: Conflict, outcome: Outcome) -> Iterator[str]:
    """The sets of figures and relations that clash and from which nothing can be left out, up to a limit."""
    posed = next((p for p in pose(Network(outcome.figures, outcome.relations), RELEASED) if p.bond_of(conflict.relations[0])), None)
    if posed is None:
        return
    found, complete = conflicts_of(posed.problem, posed.problem.everything, Meter(STEPS_TO_EXPLAIN), most=MOST_SETS)
    total = len(found)
    more = "" if complete else f"; there may be more than these {total}"
    yield f"Sets that clash, and from which nothing can be left out: {total}{more}"
    for number, mask in enumerate(found, start=1):
        yield f"  {number}. {', '.join(_names(posed, mask))}"


def _names(posed: Posed, mask: int) -> Iterator[str]:
    for item in items_of(mask):
        yield posed.problem.prints[item].name if posed.problem.is_print(item) else posed.relation_of(item).id
