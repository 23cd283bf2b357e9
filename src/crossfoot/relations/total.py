"""A whole that is the sum of its parts: the pattern of parts-sum and subperiods-sum."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from crossfoot.constraint import Linear
from crossfoot.figures import Figures, Key
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised


def total(figures: Figures, wanted: Sequence[Key], family: str, sentence: str, premise: str) -> Relation:
    """The relation of a whole, the first figure, and its parts, all others; another vintage stands in where one was not printed."""
    whole, *parts = used = [figures.stand_in(key) for key in wanted]
    return Relation(
        family,
        whole,
        Linear(((Fraction(-1), whole), *((Fraction(1), part) for part in parts))),
        "{0} = " + " + ".join(f"{{{n}}}" for n in range(1, len(used))),
        sentence,
        premises=(premise,),
        caveat=revised(*zip(wanted, used, strict=True)),
    )
