"""Everyone who gives a figure gives the same one.

What it checks
    All claims that print one figure as a number (the same measure, statistic, whole, period, comparison and scenario), whoever made
    them and in whichever document: true values exist that fit all of them. Where nobody prints it as a plain number, all hedged
    claims of the figure ("more than 3,100"). What is hedged beside a plain number is for `hedge`, `threshold`, `order` and
    `direction`.

Why it matters
    Two speakers, or one speaker twice, giving different figures for one thing is the plainest contradiction there is, and the one
    that readers find first.

Formula
    {0} = {0}

Rounding
    Each print stands for an interval; the intervals must share a value. Within one document two prints of the same fineness and
    the same hedge must also show the same digits: 748,000 beside 749,000 is a mismatch although roundings of one value exist that
    give both, since one writer does not round one value in two ways.

Not checked when
    No other digits could contradict: two "more than" in different documents.

Example that holds
    claims:
    - {measure: containers, period: 2031-H1, value: 748000, printed: "748,000"}
    - {measure: containers, period: 2031-H1, value: 748200, printed: "748,200"}

Example that contradicts
    claims:
    - {measure: containers, period: 2031-H1, value: 748000, printed: "748,000"}
    - {measure: containers, period: 2031-H1, value: 784000, printed: "784,000"}

References
    XBRL International, Calculations 1.1 (2023), section on duplicate facts: inconsistent duplicates.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.constraint import Agreement
from crossfoot.figures import Figures
from crossfoot.relations.relation import Relation
from crossfoot.relations.spoken import SAME_THING, exact_prints
from crossfoot.vocabulary import Bound

FAMILY = "same-figure"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each figure that was printed more than once, as a number, or only hedged."""
    for figure in figures:
        claims = exact_prints(figure) or tuple(claim for claim in figure.claims if claim.bound is not Bound.LOST)
        if len(claims) > 1:
            yield Relation(
                FAMILY,
                figure.key,
                Agreement(figure.key, tuple(claim.ref for claim in claims)),
                "{0} = {0}",
                "Everyone who gives this figure must give the same one.",
                premises=(SAME_THING,),
            )
