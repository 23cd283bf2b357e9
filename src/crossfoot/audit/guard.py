"""Whether the checks catch a slip, without running them again.

What all other prints leave open for a figure (its implied values, `solver.bounds`) is worked out once. A slip of the value is then caught
if none of its readings lies in there, and not if one does and the bounds are exact. Where they are not, the one problem that the
figure is part of is decided with the slip in it. A slip that changes what the figure is about (its period, its unit), or that
changes which relations are derived, derives its part of the records anew and decides what it touched. docs/audit.md says what counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from pydantic import ValidationError

from crossfoot.audit.others import Others
from crossfoot.audit.regions import Region, about_itself, alone, signature, touched
from crossfoot.audit.tally import MISSED, UNKNOWN, Fate, caught_by
from crossfoot.dataset import Dataset
from crossfoot.figures import Figure, Figures, Key, key_of
from crossfoot.findings import JOINT
from crossfoot.interval import Pieces, meet, meet_all, share_a_number
from crossfoot.period import PeriodError
from crossfoot.readings import read_value, readings_of, units_of
from crossfoot.record_checks import PRINTED_VALUE, READABLE, printed_value
from crossfoot.records import Claim
from crossfoot.relations.levels import positive
from crossfoot.solver.bounds import implied
from crossfoot.solver.decision import RELEASED
from crossfoot.solver.network import Network
from crossfoot.solver.posing import Posed, pose
from crossfoot.solver.problem import Mask, items_of
from crossfoot.solver.search import Clash, Fits, decide
from crossfoot.speech import speech_of
from crossfoot.vocabulary import Statistic


def inside_rounding(claim: Claim, mutated: Claim, dataset: Dataset) -> bool:
    """Whether a slip may stand for a value that the true print, read as rounded, stands for too: then nobody can tell it."""
    key = key_of(claim, dataset.measures)
    if mutated.unit != claim.unit or key_of(mutated, dataset.measures) != key:
        return False
    measure = Figures(dataset.measures, dataset.scenarios).measure_of(key)
    said = read_value(mutated.number, units_of(mutated), mutated, measure).admissible
    return share_a_number(said, readings_of(claim, measure).nearest)


@dataclass
class Guard:
    """All that bears on one claim."""

    dataset: Dataset
    region: Region
    claim: Claim

    def fate(self, mutated: Claim) -> Fate:
        """What becomes of the claim's document if it says this instead."""
        if mutated.unit != self.claim.unit and not _well_formed(mutated):
            return caught_by([READABLE])
        if printed_value(mutated, self.dataset).verdict.fails:
            return caught_by([PRINTED_VALUE])
        try:
            to = key_of(mutated, self.dataset.measures)
        except PeriodError:
            return caught_by([READABLE])
        if to != self.key or not self._plain or self._derives_otherwise(mutated):
            return self._decided_anew(mutated, to)
        return self._by_interval(mutated)

    @cached_property
    def key(self) -> Key:
        """The figure that the claim is about."""
        return key_of(self.claim, self.dataset.measures)

    @cached_property
    def figure(self) -> Figure:
        """The same with all its claims."""
        return self.region.figures.get(self.key)

    @cached_property
    def posed(self) -> Posed | None:
        """The problem that the figure is part of; None where nothing can be computed with it."""
        return self.region.posed.get(self.key)

    # By intervals

    @cached_property
    def _plain(self) -> bool:
        """Whether another value of the claim changes nothing but the values that its figure may have."""
        figure, network = self.figure, self.region.network
        possible = meet(figure.domain(RELEASED), network.possible(self.key))
        return self.claim in figure.numbers and bool(possible) and not self._counted

    @cached_property
    def _counted(self) -> bool:
        """Whether the figure may belong to a share or a mean of so few that its very relation depends on the digits."""
        if self.figure.measure.mean_over or self.key.statistic is Statistic.SHARE:
            return bool(self.figure.measure.mean_over) or (self.figure.measure.integer and self._integer(self.key.of))
        return self.figure.measure.integer and self.key.measure in self._counts

    @cached_property
    def _counts(self) -> set[str]:
        figures = self.region.figures
        wholes = {f.key.of for f in figures if f.key.statistic is Statistic.SHARE and f.measure.integer}
        return wholes | {f.measure.mean_over for f in figures if f.measure.mean_over}

    def _integer(self, slug: str) -> bool:
        measure = self.region.figures.measures.get(slug)
        return measure is not None and measure.integer

    def _derives_otherwise(self, mutated: Claim) -> bool:
        """Whether other relations follow from the claim with this value: growth from a base of zero, another kind of words."""
        if speech_of(mutated) is not speech_of(self.claim):
            return True
        return self.key.statistic is Statistic.LEVEL and positive(self._with(mutated)) != self._positive

    @cached_property
    def _positive(self) -> bool:
        return positive(self.figure)

    def _with(self, mutated: Claim) -> Figure:
        return replace(self.figure, claims=tuple(mutated if c.ref == self.claim.ref else c for c in self.figure.claims))

    def _by_interval(self, mutated: Claim) -> Fate:
        said = read_value(mutated.number, units_of(mutated), mutated, self.figure.measure).released
        possible = meet(meet(said, self._others_print), self.region.network.possible(self.key))
        if not possible or len(self.figure.claims) > 1:
            families = self._alone(mutated)
            if families or not possible:
                return caught_by(families) if families else self._decided_anew(mutated, self.key)
        if self.posed is None:
            return MISSED
        return self._together(said) if self.key in self.region.solved else UNKNOWN

    @cached_property
    def _others_print(self) -> Pieces:
        return meet_all(readings_of(c, self.figure.measure).released for c in self.figure.numbers if c.ref != self.claim.ref)

    def _alone(self, mutated: Claim) -> list[str]:
        """The families that fail for the figure by itself."""
        figure = self._with(mutated)
        figures = replace(self.region.figures, by_key={self.key: figure})
        relations = [r for r in about_itself(figures, figure) if signature(r) not in self.region.red]
        return alone(figures, relations, frozenset({self.key}))

    def _together(self, said: Pieces) -> Fate:
        """The slip held against what each relation leaves open by itself, and against all of them together."""
        families = [family for family, values in self.by_relation if not meet(said, values)]
        if families:
            return caught_by(families)
        allowed = self._others.allow(said)
        if allowed is None:
            return UNKNOWN
        return MISSED if allowed else caught_by([JOINT])

    @cached_property
    def _others(self) -> Others:
        assert self.posed is not None  # noqa: S101 - who calls has looked
        problem = self.posed.problem
        return Others(problem, problem.everything & ~self._own, self._variable, [self.region.solved[self.key]])

    @cached_property
    def _variable(self) -> int:
        assert self.posed is not None  # noqa: S101
        return self.posed.numbers[self.key]

    @cached_property
    def _own(self) -> Mask:
        """The print of the claim, unless another claim prints the same."""
        assert self.posed is not None  # noqa: S101
        return sum(group.items for group in self.posed.groups if tuple(c.ref for c in group.claims) == (self.claim.ref,))

    @cached_property
    def by_relation(self) -> tuple[tuple[str, Pieces], ...]:
        """What each relation by itself leaves open for the figure, with its family."""
        if self.posed is None:
            return ()
        problem, found = self.posed.problem, []
        for relation in self.posed.relations:
            if self.key in relation.keys:
                active = self.posed.around(relation) & ~self._own
                found.append((relation.family, implied(problem, active, self._variable).values))
        return tuple(found)

    # Anew

    def _decided_anew(self, mutated: Claim, to: Key) -> Fate:
        region = self.region
        figures = region.changed(self.key, self.claim, mutated, to)
        relations = region.derived(figures)
        families = alone(figures, relations, frozenset({self.key, to}))
        if families:
            return caught_by(families)
        unknown = False
        for posed in pose(Network(figures, touched(relations, region.known, to)), RELEASED):
            if to not in posed.numbers and all(relation in region.known for relation in posed.relations):
                continue
            if region.fits_nearby(posed, to):
                continue
            answer = decide(posed.problem, posed.problem.everything)
            if isinstance(answer, Clash) and all(key in region.solved or key not in region.posed for key in posed.numbers):
                return caught_by(_clashing(posed, answer) or [JOINT])
            unknown = unknown or not isinstance(answer, Fits)
        return UNKNOWN if unknown else MISSED


def _clashing(posed: Posed, clash: Clash) -> list[str]:
    """The families of the relations of a clash that clash with their own prints alone."""
    bonds = {posed.relation_of(item).id: posed.relation_of(item) for item in items_of(clash.items) if not posed.problem.is_print(item)}
    return [relation.family for relation in bonds.values() if isinstance(decide(posed.problem, posed.around(relation)), Clash)]


def _well_formed(claim: Claim) -> bool:
    """Whether a row may say this at all: growth in percentage points, for one, is refused when the record is read."""
    try:
        Claim.model_validate(claim.model_dump(mode="json"))
    except ValidationError:
        return False
    return True
