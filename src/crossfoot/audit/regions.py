"""The parts of a data set that know nothing of each other: what one slip touches is decided again within its part only.

Families derive relations along the links between measures (partitions, wholes, quotients, comparisons). Measures without a link, direct
or through others, never meet in a relation, so what is derived from each part alone is what is derived from all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from crossfoot.check import Outcome
from crossfoot.constraint import Agreement
from crossfoot.figures import Figure, Figures, Key
from crossfoot.house import HouseRule, relations_of
from crossfoot.records import LIST_MEASURE, Claim
from crossfoot.relations import Relation, derive
from crossfoot.relations.plausible_value import FAMILY as PLAUSIBLE_VALUE
from crossfoot.solver.decision import RELEASED
from crossfoot.solver.network import Network
from crossfoot.solver.posing import Posed, connected, pose
from crossfoot.solver.search import Fits, decide
from crossfoot.solver.single import decide as decide_alone
from crossfoot.vocabulary import Verdict

Signature = tuple[str, Key, tuple[Key, ...], str]


def signature(relation: Relation) -> Signature:
    """What stays the same of a relation when another one of its family comes or goes; its id may be numbered anew."""
    about = relation.constraint.about if isinstance(relation.constraint, Agreement) else relation.formula
    return relation.family, relation.subject, relation.keys, about


@dataclass(frozen=True)
class Region:
    """One part: its figures, the relations that hold among them, and the problems that these pose."""

    figures: Figures
    rules: tuple[HouseRule, ...]
    red: frozenset[Signature]

    def derived(self, figures: Figures) -> tuple[Relation, ...]:
        """The relations of these figures that are not red already."""
        found = (*derive(figures), *relations_of(self.rules, figures))
        return tuple(relation for relation in found if signature(relation) not in self.red)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations among the figures as they are."""
        return self.derived(self.figures)

    @cached_property
    def known(self) -> frozenset[Relation]:
        """The same, to look one up."""
        return frozenset(self.relations)

    @cached_property
    def network(self) -> Network:
        """The network of the figures as they are."""
        return Network(self.figures, self.relations)

    @cached_property
    def posed(self) -> Mapping[Key, Posed]:
        """For each figure, the problem that it is part of."""
        return {key: posed for posed in pose(self.network, RELEASED) for key in posed.numbers}

    @cached_property
    def sound(self) -> Mapping[Key, bool]:
        """For each figure, whether its problem fits as it is: of another one nothing can be said."""
        found: dict[int, bool] = {}
        for posed in self.posed.values():
            if id(posed) not in found:
                found[id(posed)] = isinstance(decide(posed.problem, posed.problem.everything), Fits)
        return {key: found[id(posed)] for key, posed in self.posed.items()}

    def changed(self, key: Key, claim: Claim, mutated: Claim, to: Key) -> Figures:
        """The figures with a claim as a slip has it, under its own key or another one."""
        rest = [other for other in self.figures.get(key).claims if other.ref != claim.ref]
        by_key = dict(self.figures.by_key)
        if to == key:
            by_key[key] = self._figure(key, [*rest, mutated])
        else:
            by_key[key] = self._figure(key, rest)
            by_key[to] = self._figure(to, [*self.figures.get(to).claims, mutated])
        kept = {name: by_key[name] for name in sorted(by_key) if by_key[name].claims or by_key[name].broken}
        return replace(self.figures, by_key=kept)

    def _figure(self, key: Key, claims: Iterable[Claim]) -> Figure:
        ordered = tuple(sorted(claims, key=lambda claim: (claim.document, claim.id)))
        return replace(self.figures.get(key), claims=ordered)


def alone(figures: Figures, relations: Iterable[Relation], keys: frozenset[Key]) -> list[str]:
    """The families of the relations that fail and are about one figure by itself: its claims, or its limits."""
    own = [relation for relation in relations if relation.subject in keys and _is_alone(relation)]
    return [decision.relation.family for decision in decide_alone(figures, own) if decision.verdict in _RED]


_RED = frozenset({Verdict.CONTRADICTION, Verdict.MISMATCH, Verdict.UNDECIDED})


def _is_alone(relation: Relation) -> bool:
    return isinstance(relation.constraint, Agreement) or relation.family == PLAUSIBLE_VALUE


def touched(relations: Iterable[Relation], known: frozenset[Relation], key: Key) -> list[Relation]:
    """The relations connected with a figure, or with a relation that was not there before."""
    plain = [relation for relation in relations if not isinstance(relation.constraint, Agreement) and not relation.guard]
    sets = connected(plain)
    return [r for some in sets if any(key in r.keys or r not in known for r in some) for r in some]


def regions_of(outcome: Outcome, rules: Iterable[HouseRule] = ()) -> Mapping[str, Region]:
    """For each measure, its part of a run. A house rule may join whatever it likes, so with one there is a single part."""
    rules = tuple(rules)
    figures = outcome.figures
    red = frozenset(_red(outcome))
    root = _linked(figures, everything=bool(rules))
    members: dict[str, set[str]] = {}
    for slug in (*figures.measures, LIST_MEASURE):
        members.setdefault(root(slug), set()).add(slug)
    parts = {name: Region(_part(figures, slugs), rules, red) for name, slugs in members.items()}
    return {slug: parts[root(slug)] for slug in (*figures.measures, LIST_MEASURE)}


def _red(outcome: Outcome) -> Iterator[Signature]:
    """The relations that fail already, or that somebody accepted as failing: they can tell nothing new."""
    posed = {relation.id: relation for relation in outcome.relations}
    together = {name for conflict in outcome.joint.conflicts if conflict.verdict.fails for name in conflict.relations}
    for decision in outcome.decisions:
        accepted = decision.verdict is Verdict.WAIVED
        if decision.id in posed and (decision.verdict.fails or accepted or decision.id in together):
            yield signature(posed[decision.id])


class _Union:
    """Sets of measures that are joined step by step."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def root(self, name: str) -> str:
        """The name that stands for its set."""
        while self.parent.setdefault(name, name) != name:
            name = self.parent[name]
        return name

    def join(self, names: Iterable[str]) -> None:
        """Make one set of the sets of these names."""
        first = ""
        for name in names:
            first = first or self.root(name)
            self.parent[self.root(name)] = first


def _linked(figures: Figures, *, everything: bool) -> Callable[[str], str]:
    union = _Union()
    measures = figures.measures
    for slug, measure in measures.items():
        union.join((slug, *measure.references()))
    for figure in figures:
        key = figure.key
        union.join((key.measure, *(name for name in (key.of, key.versus, key.minus) if name in measures)))
    for _, entry in figures.declared:
        union.join(name for word in entry.formula.split() if (name := word.partition("/")[0]) in {*measures, LIST_MEASURE})
    if everything:
        union.join((*measures, LIST_MEASURE))
    return union.root


def _part(figures: Figures, slugs: set[str]) -> Figures:
    declared = tuple(
        (document, entry) for document, entry in figures.declared if any(word.partition("/")[0] in slugs for word in entry.formula.split())
    )
    return replace(
        figures,
        measures={slug: measure for slug, measure in figures.measures.items() if slug in slugs},
        by_key={key: figure for key, figure in figures.by_key.items() if key.measure in slugs},
        declared=declared,
    )
