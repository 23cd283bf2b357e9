"""The parts of a data set that know nothing of each other: what one slip touches is decided again within its part only.

Families derive relations along the links between measures (partitions, wholes, quotients, comparisons). Measures without a link, direct
or through others, never meet in a relation, so what is derived from each part alone is what is derived from all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import ModuleType

from crossfoot.check import Outcome
from crossfoot.constraint import Agreement
from crossfoot.figures import Figure, Figures, Key
from crossfoot.house import HouseRule, relations_of
from crossfoot.interval import meet, point
from crossfoot.records import LIST_MEASURE, Claim
from crossfoot.relations import Relation, attribution, derive, direction, hedge, order, plausible_value, same_figure, threshold
from crossfoot.relations.plausible_value import FAMILY as PLAUSIBLE_VALUE
from crossfoot.relations.relation import related
from crossfoot.solver.budget import Meter
from crossfoot.solver.conflict import shrink
from crossfoot.solver.decision import RELEASED
from crossfoot.solver.elimination import Values
from crossfoot.solver.network import Network
from crossfoot.solver.posing import Posed, connected, pose
from crossfoot.solver.problem import items_of
from crossfoot.solver.search import STEPS, Clash, Fits, decide
from crossfoot.solver.single import decide as decide_alone
from crossfoot.vocabulary import Verdict

# With nearly everything fixed there is little to try.
_NEARBY = 5_000
_MOST_CLASHES = 50
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
    def solved(self) -> Mapping[Key, Values]:
        """For each figure whose problem fits as it is, values for everything in it; of another problem nothing can be said."""
        found: dict[int, Values | None] = {}
        for posed in self.posed.values():
            if id(posed) not in found:
                answer = decide(posed.problem, posed.problem.everything)
                found[id(posed)] = list(answer.values) if isinstance(answer, Fits) else None
        return {key: values for key, posed in self.posed.items() if (values := found[id(posed)]) is not None}

    def fits_nearby(self, posed: Posed, without: Key) -> bool:
        """Whether a problem fits with all figures but one as they are in the solution that is known."""
        variables = list(posed.problem.variables)
        for key, number in posed.numbers.items():
            if key in self.solved and key != without:
                value = self.solved[key][self.posed[key].numbers[key]]
                fixed = () if value is None else meet(variables[number].possible, (point(value),))
                variables[number] = replace(variables[number], possible=fixed or variables[number].possible)
        problem = replace(posed.problem, variables=tuple(variables))
        return isinstance(decide(problem, problem.everything, Meter(_NEARBY)), Fits)

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


def about_itself(figures: Figures, figure: Figure) -> list[Relation]:
    """The relations that are about the prints of one figure and no other: how its claims agree, and its limits."""
    only = replace(figures, by_key={figure.key: figure}, declared=(), listed=())
    found = (related(relation, only) for module in _BY_ITSELF for relation in module.derive(only))
    return [relation for relation in found if relation.keys == (figure.key,) and _is_alone(relation)]


def alone(figures: Figures, relations: Iterable[Relation], keys: frozenset[Key]) -> list[str]:
    """The families of the relations that fail and are about one figure by itself: its claims, or its limits."""
    own = [relation for relation in relations if relation.subject in keys and _is_alone(relation)]
    return [decision.relation.family for decision in decide_alone(figures, own) if decision.verdict in _RED]


_BY_ITSELF: tuple[ModuleType, ...] = (same_figure, hedge, threshold, order, direction, attribution, plausible_value)
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
    parts = {name: _settled(Region(_part(figures, slugs), rules, red)) for name, slugs in members.items()}
    return {slug: parts[root(slug)] for slug in (*figures.measures, LIST_MEASURE)}


def _settled(region: Region) -> Region:
    """The part without the relations of what clashes in it even so: one slip may clash in several ways, and all of them are known."""
    for _ in range(_MOST_CLASHES):
        posed = {id(one): one for key, one in region.posed.items() if key not in region.solved}
        clashing = {signature(relation) for one in posed.values() for relation in _clash(one)}
        if not clashing:
            break
        region = replace(region, red=region.red | clashing)
    return region


def _clash(posed: Posed) -> Iterator[Relation]:
    """The relations of one set of relations and prints that clash."""
    answer = decide(posed.problem, posed.problem.everything)
    if isinstance(answer, Clash):
        core = shrink(posed.problem, answer.items, Meter(STEPS))
        yield from (posed.relation_of(item) for item in items_of(core) if not posed.problem.is_print(item))


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
