"""Of two figures the one is higher that is said to be higher.

What it checks
    Each comparison in words ("higher than", "significantly faster than", recorded as a difference of `[more than 0]`): it holds between
    the two figures, and beside a printed difference of the two.

Why it matters
    Which of two is ahead is what readers remember; the words are often kept when the figures are updated.

Formula
    {0} = {1} - {2}

Rounding
    Both figures are intervals: 9.6 is not higher than 9.6, but may be if one of them was rounded.

Not checked when
    The two figures are in different units, or one of them was not printed and no other difference is.

Example that holds
    measures:
      calls: {label: Ships that called, unit: ships, kind: flow, min: 0}
    claims:
    - {measure: calls, period: 2031-06, value: 312, printed: "312"}
    - {measure: calls, period: 2031-05, value: 298, printed: "298"}
    - {measure: calls, period: 2031-06, minus: 2031-05, value: 0, printed: "[more than 0]", bound: more_than}

Example that contradicts
    measures:
      calls: {label: Ships that called, unit: ships, kind: flow, min: 0}
    claims:
    - {measure: calls, period: 2031-06, value: 298, printed: "298"}
    - {measure: calls, period: 2031-05, value: 312, printed: "312"}
    - {measure: calls, period: 2031-06, minus: 2031-05, value: 0, printed: "[more than 0]", bound: more_than}

References
    docs/record-format.md, rule 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crossfoot.figures import Figures
from crossfoot.relations.point_difference import difference
from crossfoot.relations.relation import Relation
from crossfoot.relations.spoken import agreements
from crossfoot.speech import Speech, only_orders

FAMILY = "order"
_SENTENCE = "The one figure must be higher or lower than the other, as the words say."


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each order in words: between its two figures, or beside a plain print of their difference."""
    for figure in figures:
        if figure.key.minus and only_orders(figure.claims):
            yield from (replace(relation, family=FAMILY, sentence=_SENTENCE) for relation in difference(figures, figure.key))
    yield from agreements(figures, Speech.ORDER, family=FAMILY, sentence="The printed difference must have the sign that the words say.")
