"""A figure is possible at all.

What it checks
    Each printed figure by itself: a level within the `min` and `max` of its measure, a count whole, a share within 0 and 100 percent,
    a fall of at most 100 percent.

Why it matters
    A point in the wrong place, or a sign that slipped in, is often visible without any second figure.

Formula
    possible: {0}

Rounding
    Reported only if no value that rounds to the print is possible.

Not checked when
    The record sets no limit, or no other digits could pass it ("more than 5" never falls below 0).

Example that holds
    measures:
      provinces: {unit: provinces, kind: count, integer: true, min: 0, max: 31}
    claims:
    - {measure: provinces, period: 2031, value: 29, printed: "29"}

Example that contradicts
    measures:
      provinces: {unit: provinces, kind: count, integer: true, min: 0, max: 31}
    claims:
    - {measure: provinces, period: 2031, value: 92, printed: "92"}

References
    De Waal, Pannekoek and Scholtus, Handbook of Statistical Data Editing and Imputation (2011), on range edits.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.constraint import Within
from crossfoot.figures import Figures, plausible_range
from crossfoot.relations.relation import Relation
from crossfoot.vocabulary import Statistic

FAMILY = "plausible-value"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each printed figure that has a limit."""
    for figure in figures:
        possible = plausible_range(figure.key, figures)
        counts = figure.measure.integer and figure.key.statistic is Statistic.LEVEL
        if figure.printed and (not possible.unbounded or counts):
            yield Relation(
                FAMILY,
                figure.key,
                Within(figure.key, possible),
                "possible: {0}",
                "The figure must be possible for what it measures.",
                premises=(f"the limits that measures.yaml sets for: {figure.measure.name}",),
            )
