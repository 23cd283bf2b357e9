"""What need not be suggested: what a relation states already, what follows from such, and what the record says is not related."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from typing import Final

from crossfoot.constraint import Comparison, Constraint, Linear, Power, Product
from crossfoot.diagnosis import canonical
from crossfoot.figures import Figures, Key
from crossfoot.records import Measure
from crossfoot.relations import Relation
from crossfoot.relations.levels import HUNDREDTH
from crossfoot.suggesting.candidate import ONE, Candidate, Kind

# Enough for the sums around one figure; a system of more equations would cost more than it is worth.
_MOST_SUMS: Final = 60
_CONSTANT: Final = None
Row = dict[Key | None, Fraction]


class Known:
    """The relations of a run, to be asked whether they state a candidate or lead to it."""

    def __init__(self, figures: Figures, relations: Iterable[Relation]) -> None:
        self._unrelated = [claims for claims, _ in figures.unrelated]
        self._figures = figures
        self._lines = Lineage(figures.measures)
        self._stated: dict[Hashable, Relation] = {}
        self._sums: dict[Key, list[Row]] = {}
        for relation in relations:
            role = role_of(relation.constraint)
            self._stated.setdefault(role, relation)
            if isinstance(relation.constraint, Linear) and relation.constraint.comparison is Comparison.EQUAL and not relation.guard:
                row = _row(relation.constraint)
                for key in relation.keys:
                    self._sums.setdefault(key, []).append(row)

    def stated(self, candidate: Candidate) -> Relation | None:
        """The relation that says the same of the same figures, by whatever family."""
        return self._stated.get(role_of(candidate.constraint))

    def unrelated(self, candidate: Candidate) -> bool:
        """Whether the record says that two of the figures are not related."""
        if not self._unrelated:
            return False
        refs = {claim.ref for entry in candidate.entries for claim in self._figures.get(entry.key).claims}
        return any(len(claims & refs) > 1 for claims in self._unrelated)

    def ruled_out(self, candidate: Candidate) -> bool:
        """Whether the code list leaves no room for it: a whole that is a part of its part or stands beside it, shares that overlap."""
        lines, roles = self._lines, [entry.key.measure for entry in candidate.entries]
        match candidate.kind:
            case Kind.SUM:
                return any(lines.below(roles[0], part) or lines.beside(roles[0], part) for part in roles[1:])
            case Kind.SHARE:
                return lines.below(roles[2], roles[1]) or lines.beside(roles[2], roles[1])
            case Kind.SHARES_SUM:
                above = [*permutations(roles, 2), *((candidate.subject.key.of, one) for one in roles)]
                return any(lines.below(one, other) for one, other in above)
            case _:
                return False

    def implied(self, candidate: Candidate) -> bool:
        """Whether sums that are stated already lead to it: it is some of them added up and taken away from each other."""
        if not isinstance(candidate.constraint, Linear):
            return False
        reduced: list[tuple[Key | None, Row]] = []
        for row in self._around(entry.key for entry in candidate.entries):
            left = _reduce(row, reduced)
            pivot = next((key for key in left if key is not _CONSTANT), None)
            if pivot is not None:
                reduced.append((pivot, left))
        return not _reduce(_row(candidate.constraint), reduced)

    def _around(self, keys: Iterable[Key]) -> Iterator[Row]:
        """The sums that these figures stand in, and those that the figures of such stand in."""
        waiting, seen = list(keys), set[Key]()
        done: list[Row] = []
        while waiting and len(done) < _MOST_SUMS:
            key = waiting.pop(0)
            if key in seen:
                continue
            seen.add(key)
            for row in self._sums.get(key, ()):
                if not any(row is one for one in done):
                    done.append(row)
                    waiting += [other for other in row if other is not None]
        yield from done[:_MOST_SUMS]


class Lineage:
    """What is a part of what, as far as the code list knows."""

    def __init__(self, measures: Mapping[str, Measure]) -> None:
        self._wholes: dict[str, set[str]] = {slug: set(measure.part_of) for slug, measure in measures.items()}
        self._beside: dict[str, set[str]] = {}
        for whole, measure in measures.items():
            for parts in measure.partitions.values():
                for part in parts:
                    self._wholes.setdefault(part, set()).add(whole)
                    self._beside.setdefault(part, set()).update(parts)

    def beside(self, first: str, second: str) -> bool:
        """Whether the two are different parts of one division."""
        return first != second and second in self._beside.get(first, ())

    def below(self, first: str, second: str) -> bool:
        """Whether the first is a part of the second, by whatever steps."""
        waiting, seen = [first], set[str]()
        while waiting:
            slug = waiting.pop()
            if slug not in seen:
                seen.add(slug)
                waiting += self._wholes.get(slug, ())
        return second in seen - {first}


def role_of(constraint: Constraint) -> Hashable:
    """The same value for the same arithmetic on the same figures."""
    if isinstance(constraint, Power):
        return "rate", constraint.result, constraint.base, constraint.rate, HUNDREDTH, ONE
    if isinstance(constraint, Product):
        if constraint.offset == 0:
            return "product", constraint.result, frozenset({constraint.factor, constraint.rate}), constraint.scale
        return "rate", constraint.result, constraint.factor, constraint.rate, constraint.scale, constraint.offset
    return canonical(constraint)


def _row(constraint: Linear[Key]) -> Row:
    row: Row = {key: Fraction(factor) for factor, key in constraint.terms}
    return row | {_CONSTANT: constraint.constant} if constraint.constant else row


def _reduce(row: Mapping[Key | None, Fraction], by: Iterable[tuple[Key | None, Row]]) -> Row:
    """A row less multiples of others, so that their pivots are gone. `by` is reduced in its order."""
    left = dict(row)
    for pivot, other in by:
        factor = left.get(pivot, Fraction(0)) / other[pivot]
        if factor:
            for key, value in other.items():
                rest = left.get(key, Fraction(0)) - factor * value
                if rest:
                    left[key] = rest
                else:
                    left.pop(key, None)
    return left
