"""One joint problem that is to be explained, with what is known of its relations one by one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from crossfoot.figures import Figures
from crossfoot.relations.relation import Relation
from crossfoot.solver.budget import Meter
from crossfoot.solver.decision import Decision
from crossfoot.solver.posing import Posed


@dataclass
class Case:
    """A problem in one tier: `failing` are ids of relations that say by themselves that they fail, `holding` what was decided of
    those that hold. The meter is for everything that explaining it costs, but for what must not starve.
    """

    posed: Posed
    figures: Figures
    failing: Collection[str]
    holding: dict[str, Decision]
    meter: Meter

    @property
    def failing_relations(self) -> list[Relation]:
        """The relations that fail by themselves."""
        return [relation for relation in self.posed.relations if relation.id in self.failing]
