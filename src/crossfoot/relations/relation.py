"""A relation: figures that must fit together, why, and in what form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crossfoot.constraint import Agreement, Constraint, Within
from crossfoot.figures import Figures, Key


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing that must hold between figures.

    `subject` is the figure the relation is about. `formula` names the constraint's variables by number, in their order:
    `{0} = {1} + {2}`. `sentence` says the same in words, `premises` what it takes for granted. A `guard` is the reason why it
    cannot be checked; `caveat` the reason why failing it proves nothing (another vintage stands in), so that it is at worst
    strained. A relation that `bounds` makes its one unprinted figure known to other relations.
    """

    family: str
    subject: Key
    constraint: Constraint
    formula: str
    sentence: str
    premises: tuple[str, ...] = ()
    guard: str = ""
    caveat: str = ""
    bounds: bool = True
    id: str = ""

    @property
    def keys(self) -> tuple[Key, ...]:
        """The figures, in the order of the formula."""
        return self.constraint.variables

    @property
    def allowing(self) -> str:
        """Who says what the subject may be: the other figures, or, where there are none, the limits or the relation itself."""
        if isinstance(self.constraint, Within):
            return "the limits"
        alone = len(set(self.keys)) == 1 and not isinstance(self.constraint, Agreement)
        return "the rules of the relation" if alone else "the other figures"


def related(relation: Relation, figures: Figures) -> Relation:
    """The relation, guarded where the record says that claims of it are not related."""
    if not figures.unrelated or relation.guard:
        return relation
    refs = {claim.ref for key in relation.keys for claim in figures.get(key).claims}
    why = next((why for claims, why in figures.unrelated if len(claims & refs) > 1), None)
    return relation if why is None else replace(relation, guard=f"the record says that these claims are not related: {why}")


def numbered(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """The relations in order of their ids: family and subject, and a number from 2 on where that repeats."""
    counts: Counter[str] = Counter()
    named = []
    for relation in sorted(relations, key=lambda r: (r.family, r.subject, r.keys, r.formula)):
        name = relation.id or f"{relation.family}/{relation.subject.id}"
        counts[name] += 1
        named.append(replace(relation, id=name if counts[name] == 1 else f"{name}/{counts[name]}"))
    return tuple(sorted(named, key=lambda one: one.id))
