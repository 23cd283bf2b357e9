"""Who is credited with a figure gave it.

What it checks
    Each entry under `attributions:` in relations.yaml ("as Mr Tian just said"): the named speaker gives this figure somewhere in the
    same document, and the same one.

Why it matters
    A figure that is passed on with a name carries that person's authority. It is often a little more than was said.

Formula
    {0} = {0}

Rounding
    Both prints are intervals, and "more than 54,000" agrees with 54,310. This rests on how words were read, so it is at most strained.

Not checked when
    What the named speaker says of the figure is set aside or its record is broken. The claim itself is waived (then there is nothing to
    credit).

Example that holds
    attributions:
    - {claim: c002, to: minister}
    claims:
    - {measure: problems, period: 2031, speaker: minister, value: 54310, printed: "54,310"}
    - {measure: problems, period: 2031, value: 54000, printed: "more than 54,000", bound: more_than}

Example that is strained
    attributions:
    - {claim: c001, to: minister}
    claims:
    - {measure: problems, period: 2031, value: 54000, printed: "more than 54,000", bound: more_than}
    - {measure: complaints, period: 2031, speaker: minister, value: 54000, printed: "more than 54,000", bound: more_than}

References
    docs/record-format.md, attributions.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.constraint import Agreement
from crossfoot.figures import Credited, Figure, Figures
from crossfoot.relations.relation import Relation

FAMILY = "attribution"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each claim that is credited to somebody."""
    for entry in figures.credited:
        figure = figures.figure_of(entry.claim)
        if figure is not None:
            yield _relation(entry, figure)


def _relation(entry: Credited, figure: Figure) -> Relation:
    taking_part = {claim.ref for claim in figure.claims}
    said = tuple(ref for ref in entry.said if ref in taking_part)
    aside = entry.said and not said
    return Relation(
        FAMILY,
        figure.key,
        Agreement(figure.key, tuple(sorted((entry.claim, *said))), about=entry.claim),
        "{0} = {0}",
        f"The text credits this figure to {entry.name}, who must have given it.",
        premises=("all of these claims are about the same thing",),
        guard=f"what {entry.name} says of it takes no part ({', '.join(entry.said)})" if aside else "",
        caveat=_misread(entry) if said else _silent(entry),
    )


def _misread(entry: Credited) -> str:
    return f"unless the words that credit it to {entry.name} were misread"


def _silent(entry: Credited) -> str:
    return f"unless {entry.name} gave it elsewhere; in this document nobody of that name gives this figure"
