"""What would settle it: figures that nobody printed, each with the range that the printed ones leave it.

One print of such a figure turns a relation that only implies into one that checks something.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.figures import Key
from crossfoot.interval import EVERYTHING, Interval, hull
from crossfoot.report.numbers import as_data
from crossfoot.solver.bounds import implied
from crossfoot.solver.decision import NEAREST, Decision
from crossfoot.solver.network import Network
from crossfoot.solver.posing import pose
from crossfoot.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure that nobody printed. `range` is what the relations together leave it, `claims` are the ones that a print would check.

    `doubted` are the fingerprints of the findings that fail with some of these claims: the range is as doubtful as they are.
    """

    key: Key
    label: str
    unit: str
    range: Interval
    relations: tuple[str, ...]
    claims: tuple[str, ...]
    doubted: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The range in words."""
        return wording.interval(self.range, self.unit)


def missing_of(outcome: Outcome) -> tuple[Missing, ...]:
    """The figures that relations only imply, in order of their ids."""
    found: dict[Key, list[Decision]] = {}
    for decision in outcome.decisions:
        if decision.verdict is Verdict.IMPLIES and decision.implied is not None:
            found.setdefault(decision.subject, []).append(decision)
    together = _together(outcome, found) if found else {}
    return tuple(sorted((_missing(key, found[key], together.get(key), outcome) for key in found), key=lambda one: one.key.id))


def _together(outcome: Outcome, wanted: Container[Key]) -> dict[Key, Interval]:
    """What all relations together, as rounded, leave these figures."""
    found = {}
    for posed in pose(Network(outcome.figures, outcome.relations), NEAREST):
        for key, variable in posed.numbers.items():
            around = hull(implied(posed.problem, posed.problem.everything, variable).values) if key in wanted else None
            if around is not None:
                found[key] = around
    return found


def content(found: tuple[Missing, ...]) -> list[dict[str, Any]]:
    """The list as plain data; numbers are exact texts, as in report.json."""
    return [
        {
            "figure": one.key.id,
            "label": one.label,
            "unit": one.unit,
            "range": as_data(one.range),
            "relations": list(one.relations),
            "claims": list(one.claims),
            "doubted": list(one.doubted),
        }
        for one in found
    ]


def _missing(key: Key, decisions: list[Decision], together: Interval | None, outcome: Outcome) -> Missing:
    common = together or EVERYTHING
    for decision in decisions:
        # Two relations that bound it are decided against each other, so that what both leave is never empty here; unless all together
        # clash, and then that is said elsewhere.
        narrower = common.intersect(decision.implied or EVERYTHING)
        common = common if narrower.empty else narrower
    claims = tuple(dict.fromkeys(ref for decision in decisions for ref in decision.claims))
    return Missing(
        key,
        wording.figure(key, outcome.figures),
        outcome.figures.get(key).unit,
        common,
        tuple(decision.id for decision in decisions),
        claims,
        tuple(one.fingerprint for one in outcome.findings if one.verdict.fails and not one.waiver and not {*claims}.isdisjoint(one.claims)),
    )
