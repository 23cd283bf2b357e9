"""From figures and relations to problems that are decided jointly: one for each set of relations that share figures.

A figure that somebody printed in one way is one print, whoever repeated it: the same slip is one slip. In the loosest tier each print
may be read in any admissible way. In the nearest tier it may too, but that it was rounded is an item of its own, which can be given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from crossfoot.constraint import Agreement
from crossfoot.figures import Figure, Key
from crossfoot.interval import ANYTHING, meet, meet_all
from crossfoot.readings import readings_of
from crossfoot.records import Claim
from crossfoot.relations.relation import Relation
from crossfoot.solver.decision import NEAREST, RELEASED
from crossfoot.solver.network import Network
from crossfoot.solver.problem import Builder, Mask, Problem

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that print one figure alike: they stand or fall together.

    `items` are the items of the problem that they are; `rounded` those of them that only say that the print was rounded. `pinned`
    claims are never blamed.
    """

    key: Key
    claims: tuple[Claim, ...]
    items: Mask
    rounded: Mask
    pinned: bool

    @property
    def refs(self) -> tuple[str, ...]:
        """The refs of the claims."""
        return tuple(claim.ref for claim in self.claims)


@dataclass(frozen=True)
class Posed:
    """A problem, and what its variables, prints and bonds stand for."""

    problem: Problem
    groups: tuple[Group, ...]
    relations: tuple[Relation, ...]
    numbers: dict[Key, int]

    def relation_of(self, item: int) -> Relation:
        """The relation that a bond of the problem is."""
        return self.relations[item - len(self.problem.prints)]

    def bond_of(self, name: str) -> Mask:
        """The mask of a relation, by its id; 0 where it is not in this problem."""
        found = (n for n, relation in enumerate(self.relations) if relation.id == name)
        return sum(1 << (len(self.problem.prints) + n) for n in found)

    def around(self, relation: Relation) -> Mask:
        """The mask of a relation and everything printed of its figures."""
        keys = set(relation.keys)
        mask = self.bond_of(relation.id)
        for group in self.groups:
            mask |= group.items if group.key in keys else 0
        return mask


def pose(network: Network, tier: str) -> list[Posed]:
    """The joint problems of a network, in order of their first relation: relations that can be computed with and share figures.

    A relation that fails only across vintages proves nothing, and is left out.
    """
    usable = [relation for relation in network.relations if _takes_part(relation, network)]
    return [pose_related(network, related, tier) for related in connected(usable)]


def pose_related(network: Network, relations: Sequence[Relation], tier: str) -> Posed:
    """The problem of these relations and of everything that was printed of their figures.

    An agreement adds only the prints and is no bond; it stands last.
    """
    builder = Builder()
    keys = dict.fromkeys(key for relation in relations for key in relation.keys)
    groups = []
    for key in keys:
        figure = network.figures.get(key)
        printed = meet_all(readings_of(claim, figure.measure).tier(RELEASED) for claim in figure.numbers)
        possible = network.possible(key)
        # Where no print is possible, it is for plausible-value to say so.
        builder.variable(key, possible if meet(printed, possible) else ANYTHING, whole=network.is_whole(key))
        groups += [_group(builder, figure, claims, tier, network.figures.pinned) for claims in alike(figure)]
    for relation in relations:
        if not isinstance(relation.constraint, Agreement):
            builder.bond(relation.id, [relation.constraint])
    return Posed(builder.build(), tuple(groups), tuple(relations), {key: builder.numbers[key] for key in keys})


def related_to(network: Network, key: Key) -> list[Relation]:
    """The relations that a figure would be decided together with, if its prints did not contradict each other."""
    usable = [relation for relation in network.relations if _takes_part(relation, network, but=key)]
    return next((some for some in connected(usable) if any(key in relation.keys for relation in some)), [])


def _takes_part(relation: Relation, network: Network, but: Key | None = None) -> bool:
    if relation.guard or relation.caveat or isinstance(relation.constraint, Agreement):
        return False
    return not any(network.unusable(key) for key in relation.keys if key != but)


def connected(relations: Sequence[Relation]) -> list[list[Relation]]:
    """The relations, in sets that share no figure."""
    parent: dict[Key, Key] = {}

    def root(key: Key) -> Key:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for relation in relations:
        first = root(relation.keys[0])
        for key in relation.keys[1:]:
            parent[root(key)] = first
    found: dict[Key, list[Relation]] = {}
    for relation in relations:
        found.setdefault(root(relation.keys[0]), []).append(relation)
    return list(found.values())


def _group(builder: Builder, figure: Figure, claims: tuple[Claim, ...], tier: str, pinned: frozenset[str]) -> Group:
    first = len(builder.prints)
    readings = readings_of(claims[0], figure.measure)
    builder.printed(figure.key, readings.tier(RELEASED), claims[0].ref)
    rounded = 0
    if tier == NEAREST and readings.nearest != readings.released:
        builder.printed(figure.key, readings.nearest, f"{claims[0].ref}, as rounded")
        rounded = 1 << (first + 1)
    return Group(figure.key, claims, 1 << first | rounded, rounded, any(claim.document in pinned for claim in claims))


def alike(figure: Figure) -> Iterable[tuple[Claim, ...]]:
    """The claims of a figure that have the same readings, together; in order."""
    found: dict[object, list[Claim]] = {}
    for claim in figure.numbers:
        readings = readings_of(claim, figure.measure)
        found.setdefault((claim.value, claim.bound, readings.nearest, readings.released), []).append(claim)
    return [tuple(claims) for claims in found.values()]
