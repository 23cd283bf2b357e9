"""Claims of one figure held against each other by how they speak: the pattern of hedge, threshold, order and direction."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.constraint import Agreement
from crossfoot.figures import Figure, Figures
from crossfoot.interval import meet
from crossfoot.readings import readings_of
from crossfoot.records import Claim
from crossfoot.relations.relation import Relation
from crossfoot.speech import Speech, speech_of
from crossfoot.vocabulary import Bound

SAME_THING = "all of these claims are about the same thing"


def exact_prints(figure: Figure) -> tuple[Claim, ...]:
    """The claims that give the figure as a number."""
    return tuple(claim for claim in figure.claims if claim.bound is Bound.EXACT)


def agreements(figures: Figures, speech: Speech, *, family: str, sentence: str, caveat: str = "") -> Iterator[Relation]:
    """One relation for each claim that speaks so beside an exact print of its figure."""
    for figure in figures:
        for claim, others in _beside_numbers(figure):
            if speech_of(claim) is speech:
                yield Relation(
                    family,
                    figure.key,
                    Agreement(figure.key, tuple(sorted(c.ref for c in (*others, claim))), about=claim.ref),
                    "{0} = {0}",
                    sentence,
                    premises=(SAME_THING,),
                    caveat=caveat,
                )


def _beside_numbers(figure: Figure) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
    """Each claim that is no plain number, with what it is held against: the exact prints and the other words before it.

    Together the relations ask as much as if all claims were held against each other at once: if no value fits them all, there is a
    first claim that does not fit those before it. One that does not fit is not held against the next ones, which have done nothing.
    """
    held = exact_prints(figure)
    if not held:
        return
    hedged = [claim for claim in figure.claims if claim.bound not in (Bound.EXACT, Bound.LOST)]
    for claim in sorted(hedged, key=lambda claim: speech_of(claim) is Speech.DIRECTION):
        yield claim, held
        if _fit(figure, (*held, claim)):
            held = (*held, claim)


def _fit(figure: Figure, claims: tuple[Claim, ...]) -> bool:
    common = readings_of(claims[0], figure.measure).released
    for claim in claims[1:]:
        common = meet(common, readings_of(claim, figure.measure).released)
    return bool(common)
