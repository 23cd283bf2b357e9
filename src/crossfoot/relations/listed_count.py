"""As many items follow as were announced.

What it checks
    Each entry under `listed:` in relations.yaml: an announced number ("five aspects") against the items that the record names for it
    (First to Fifth). A complete list has exactly as many; of a list that is not complete there are at most as many.

Why it matters
    A missing item is a sentence that was lost, or a number that was kept when the list was changed.

Formula
    {0} = number of items

Rounding
    None: items are whole. "Several" is more than one, and in the loose sense at least one. This rests on how a text was read, so it is at
    most strained.

Not checked when
    No other number could make it fail: "several" of a list that is not complete. The announced number is waived, or its record is broken.

Example that holds
    listed:
    - {count: c001, items: [c002, c003], complete: true}
    claims:
    - {measure: list, of: L01, period: standing, value: 2, unit: items, printed: two}
    - {measure: roads, period: 2031, value: 12, printed: "12"}
    - {measure: bridges, period: 2031, value: 3, printed: "3"}

Example that is strained
    listed:
    - {count: c001, items: [c002, c003], complete: true}
    claims:
    - {measure: list, of: L01, period: standing, value: 3, unit: items, printed: three}
    - {measure: roads, period: 2031, value: 12, printed: "12"}
    - {measure: bridges, period: 2031, value: 3, printed: "3"}

References
    docs/record-format.md, listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Comparison, Linear
from crossfoot.figures import Figure, Figures
from crossfoot.records import Listed
from crossfoot.relations.relation import Relation

FAMILY = "listed-count"
CAVEAT = "unless an item of the list was missed or counted twice"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each announced number whose items the record names."""
    for document, entry in figures.listed:
        figure = figures.figure_of(f"{document}/{entry.count}")
        if figure is not None:
            yield _relation(entry, figure)


def _relation(entry: Listed, figure: Figure) -> Relation:
    number = len(set(entry.items))
    return Relation(
        FAMILY,
        figure.key,
        _constraint(entry, figure, number),
        f"{{0}} {'=' if entry.complete else '≥'} {number}",
        "The announced number must be that of the items.",
        premises=(f"the record names {'all of the' if entry.complete else 'some of the'} items: {', '.join(entry.items)}",),
        caveat=CAVEAT,
        bounds=False,
    )


def _constraint(entry: Listed, figure: Figure, number: int) -> Linear:
    if entry.complete:
        return Linear(((Fraction(1), figure.key),), Fraction(-number))
    return Linear(((Fraction(-1), figure.key),), Fraction(number), Comparison.AT_MOST)
