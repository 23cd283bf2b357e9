"""A hedged figure fits the plain one.

What it checks
    Each print that hedges its digits ("more than 12 million", "nearly 53,000", "about 215 million") beside the plain prints of the
    same figure: a value exists that fits the hedge and the number.

Why it matters
    Speeches round and hedge what the table prints. The table is corrected later, the speech is not; and "more than" beside a number
    that is less is a boast that readers check.

Formula
    {0} = {0}

Rounding
    "More than" and "less than" are open at their end, and closed in the loose sense. "Nearly" reaches a tenth of the place of its
    leading digit below, and half of it at the loosest; "about" one printed unit, and half of the place of its leading digit at the
    loosest. Those soft ends are never more than strained. Several hedged prints of one figure are held against the plain ones and
    against each other.

Not checked when
    Nobody prints the figure as a plain number (then `same-figure` compares the hedged ones), or its plain prints contradict each
    other. Two hedges that no other digits could bring apart.

Example that holds
    claims:
    - {measure: containers, period: 2031-H1, value: 748000, printed: "748,000"}
    - {measure: containers, period: 2031-H1, value: 750000, printed: "nearly 750,000", bound: nearly}

Example that contradicts
    claims:
    - {measure: containers, period: 2031-H1, value: 748000, printed: "748,000"}
    - {measure: containers, period: 2031-H1, value: 784000, printed: "more than 784,000", bound: more_than}

References
    docs/design.md, section 5, on hedges.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.figures import Figures
from crossfoot.relations.relation import Relation
from crossfoot.relations.spoken import agreements
from crossfoot.speech import Speech

FAMILY = "hedge"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each hedged print beside a plain one of its figure."""
    yield from agreements(figures, Speech.HEDGE, family=FAMILY, sentence="The hedge must be true of the figure that is printed beside it.")
