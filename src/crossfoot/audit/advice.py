"""What would catch more slips: a print that somebody could still give, a partition that nobody declared, a second source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from crossfoot import wording
from crossfoot.audit.run import Audit, ClaimAudit
from crossfoot.constraint import Constraint, Linear
from crossfoot.figures import Figures, Key
from crossfoot.interval import Pieces, meet
from crossfoot.missing import Missing, missing_of
from crossfoot.readings import read_value, readings_of, units_of
from crossfoot.records import Claim, Measure
from crossfoot.solver.decision import RELEASED
from crossfoot.vocabulary import Statistic

PARTITION, PRINT, SECOND = "partition", "print", "second source"
_ORDER = (PARTITION, PRINT, SECOND)
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Advice:
    """What would guard claims better: `catches` of their slips that nothing catches today. `kind` is one of the three above."""

    kind: str
    words: str
    catches: int
    claims: tuple[str, ...]


def advise(audit: Audit) -> tuple[Advice, ...]:
    """What would catch slips that nothing catches, what catches most of them first; each piece of advice once, for all its claims."""
    found: dict[tuple[str, str], list[Advice]] = {}
    adviser = Adviser(audit)
    for claim in audit.claims:
        for one in adviser.of(claim):
            found.setdefault((one.kind, one.words), []).append(one)
    merged = [_merged(several) for several in found.values()]
    return tuple(sorted(merged, key=lambda one: (-one.catches, _ORDER.index(one.kind), one.words)))


def _merged(several: list[Advice]) -> Advice:
    first = several[0]
    claims = tuple(dict.fromkeys(ref for one in several for ref in one.claims))
    return Advice(first.kind, first.words, sum(one.catches for one in several), claims)


@dataclass
class Adviser:
    """Advice on the claims of one audit."""

    audit: Audit

    def best(self, claim: ClaimAudit) -> Advice | None:
        """What would catch most slips of a claim; of several, what costs least. None where its print lets every slip pass."""
        return min(self.of(claim), key=lambda one: (-one.catches, _ORDER.index(one.kind), one.words), default=None)

    def of(self, claim: ClaimAudit) -> Iterator[Advice]:
        """Everything that would catch some slip of a claim that nothing catches."""
        slips = [slip.claim for slip in claim.undetected if _same_thing(slip.claim, claim.claim)]
        if slips:
            for kind, words, allowed in (*self._partitions(claim), *self._prints(claim), self._second(claim)):
                catches = sum(not meet(self._said(slip, claim), allowed) for slip in slips)
                if catches:
                    yield Advice(kind, words, catches, (claim.claim.ref,))

    def _said(self, slip: Claim, claim: ClaimAudit) -> Pieces:
        return read_value(slip.number, units_of(slip), slip, claim.guard.figure.measure).released

    # A second source

    def _second(self, claim: ClaimAudit) -> tuple[str, str, Pieces]:
        label = wording.figure(claim.guard.key, self._figures)
        return SECOND, f"a second source for {label}, printed as finely", readings_of(claim.claim, claim.guard.figure.measure).released

    # A figure that nobody printed

    @cached_property
    def _missing(self) -> Mapping[str, Missing]:
        """By the id of each relation that only implies: what it lacks."""
        return {name: one for one in missing_of(self.audit.outcome) for name in one.relations}

    def _prints(self, claim: ClaimAudit) -> Iterator[tuple[str, str, Pieces]]:
        key, network = claim.guard.key, claim.guard.region.network
        for relation in network.relations:
            one = self._missing.get(relation.id)
            if one is not None and key in relation.keys and key != one.key:
                domains = {**network.view(relation, RELEASED), one.key: (one.range,)}
                yield PRINT, f"a print of {one.label} ({one.words})", network.project(relation, key, domains)

    # A partition that nobody declared

    def _partitions(self, claim: ClaimAudit) -> Iterator[tuple[str, str, Pieces]]:
        key = claim.guard.key
        if key.statistic is Statistic.LEVEL and not key.minus:
            for whole, parts in self._undeclared(key, claim.guard.region.figures):
                allowed = _allowed(key, whole, parts, claim.guard.region.figures)
                if allowed is not None:
                    names = _listed([self._figures.measures[part.measure].name for part in parts])
                    yield (
                        PARTITION,
                        f"if {names} are all of {self._figures.measures[whole.measure].name}: saying so in measures.yaml",
                        allowed,
                    )

    def _undeclared(self, key: Key, figures: Figures) -> Iterator[tuple[Key, list[Key]]]:
        """Wholes of which several parts are printed for the same period, and of which no partition holds the figure's measure."""
        for slug, measure in figures.measures.items():
            parts = [part for part in _parts_of(slug, figures.measures.values()) if figures.printed(key._replace(measure=part))]
            declared = {part for some in measure.partitions.values() for part in some}
            if len(parts) > 1 and key.measure in (slug, *parts) and not declared & {*parts} and figures.printed(key._replace(measure=slug)):
                yield key._replace(measure=slug), [key._replace(measure=part) for part in parts]

    @property
    def _figures(self) -> Figures:
        return self.audit.outcome.figures


def _same_thing(slip: Claim, claim: Claim) -> bool:
    return (slip.unit, slip.period) == (claim.unit, claim.period)


def _parts_of(slug: str, measures: Iterable[Measure]) -> list[str]:
    return [measure.slug for measure in measures if slug in measure.part_of]


def _allowed(key: Key, whole: Key, parts: list[Key], figures: Figures) -> Pieces | None:
    """What a figure could be if these were all the parts; None if they do not add up to the whole, so that they are not."""
    terms = ((_ONE, whole), *((-_ONE, part) for part in parts))
    constraint: Constraint = Linear(terms)
    domains = {one: figures.get(one).domain(RELEASED) for one in (whole, *parts)}
    allowed = constraint.project(key, domains)
    return allowed if meet(allowed, domains[key]) else None


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
