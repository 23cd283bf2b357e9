"""A balance is the one figure less the other.

What it checks
    For each measure with `balance_of: [a, b]`: its level = a - b, of one period and scenario. It may be negative.

Why it matters
    Exports, imports and the balance stand in one sentence, from tables that are revised at different times; and a deficit loses its
    minus sign.

Formula
    {0} = {1} - {2}

Rounding
    All three are intervals: a small balance of two large figures is known only as finely as these are.

Not checked when
    The three are not counted in one unit, or some stand on a day and others over a period. More than one of them was not printed.
    Where only an earlier vintage was printed it stands in, and a failure is at worst strained.

Example that holds
    measures:
      exports: {unit: crowns, kind: flow, min: 0}
      imports: {unit: crowns, kind: flow, min: 0}
      trade-balance: {unit: crowns, kind: flow, balance_of: [exports, imports]}
    claims:
    - {measure: exports, value: 41300000, printed: 41.3 million}
    - {measure: imports, value: 43900000, printed: 43.9 million}
    - {measure: trade-balance, value: -2600000, printed: -2.6 million}

Example that contradicts
    measures:
      exports: {unit: crowns, kind: flow, min: 0}
      imports: {unit: crowns, kind: flow, min: 0}
      trade-balance: {unit: crowns, kind: flow, balance_of: [exports, imports]}
    claims:
    - {measure: exports, value: 41300000, printed: 41.3 million}
    - {measure: imports, value: 43900000, printed: 43.9 million}
    - {measure: trade-balance, value: 2600000, printed: 2.6 million}

References
    IMF, Balance of Payments Manual, sixth edition (2009), on balances as differences of entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Linear
from crossfoot.figures import Figures, Key
from crossfoot.relations.levels import level_at
from crossfoot.relations.parts_sum import contexts
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.vocabulary import Kind, Statistic

FAMILY = "balance"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each period and scenario of which the balance or one of its two figures was printed."""
    for slug, measure in sorted(figures.measures.items()):
        slugs = (slug, *(measure.balance_of or ()))
        if len(set(slugs)) == 3:  # noqa: PLR2004 - three different measures
            for period, scenario in contexts(figures, slugs):
                yield from _relation(figures, Key(slug, Statistic.LEVEL, period=period, scenario=scenario), slugs)


def _relation(figures: Figures, like: Key, slugs: tuple[str, ...]) -> Iterator[Relation]:
    wanted = [key for slug in slugs if (key := level_at(figures, slug, like)) is not None]
    if len(wanted) < len(slugs):
        return
    used = [figures.stand_in(key) for key in wanted]
    yield Relation(
        FAMILY,
        used[0],
        Linear(((Fraction(1), used[0]), (Fraction(-1), used[1]), (Fraction(1), used[2]))),
        "{0} = {1} − {2}",
        "The balance must be the one figure less the other.",
        premises=("all three are of one period and one coverage",),
        guard=_guard(figures, slugs),
        caveat=revised(*zip(wanted, used, strict=True)),
    )


def _guard(figures: Figures, slugs: tuple[str, ...]) -> str:
    units = sorted({figures.measures[slug].unit for slug in slugs})
    if len(units) > 1:
        return f"the figures are in different units ({', '.join(units)})"
    stocks = {figures.measures[slug].kind is Kind.STOCK for slug in slugs}
    return "" if len(stocks) == 1 else "some of the figures stand on a day and others over a period"
