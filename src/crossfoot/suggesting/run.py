"""One search: a data set in, ranked suggestions out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from crossfoot.check import taking_part
from crossfoot.dataset import Dataset
from crossfoot.figures import Figures
from crossfoot.relations import Relation, derive
from crossfoot.suggesting.candidate import Candidate, Found
from crossfoot.suggesting.chance import chance
from crossfoot.suggesting.differences import differences
from crossfoot.suggesting.entries import Entry
from crossfoot.suggesting.known import Known, role_of
from crossfoot.suggesting.places import Place, look
from crossfoot.suggesting.rates import rates
from crossfoot.suggesting.sums import hundreds, sums
from crossfoot.vocabulary import GrowthBasis, ShareBasis

# A fit that chance would give in every second such place or more often is only counted, unless all are asked for.
LIKELY: Final = Fraction(1, 2)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A relation that nobody stated and that fits.

    `chance` is the probability that a random print of the subject would fit as well, and `tried` how many combinations were tried in
    the place. `unchecked` is the relation that states the same already and is not checked, because the record does not say on which
    basis a rate was computed.
    """

    candidate: Candidate
    place: Place
    chance: Fraction
    tried: int
    unchecked: Relation | None = None

    @property
    def expected(self) -> Fraction:
        """How many fits as good chance would give in the place."""
        return self.chance * self.tried

    @property
    def likely_chance(self) -> bool:
        """Whether chance would give such a fit in every second place like it, or more often."""
        return self.expected > LIKELY

    @property
    def drafts(self) -> tuple[Entry, ...]:
        """The figures whose claim nobody has confirmed."""
        return tuple(entry for entry in self.candidate.entries if entry.claim.guesses)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything that a search found, the least likely by chance first.

    `places` are those in which something was tried, with how many combinations; `aside` are the figures (refs of claims) that take no
    part, by reason.
    """

    dataset: Dataset
    figures: Figures
    found: tuple[Suggestion, ...]
    places: tuple[tuple[Place, int], ...]
    aside: Mapping[str, tuple[str, ...]]

    @property
    def tried(self) -> int:
        """How many combinations were tried in all places."""
        return sum(tried for _, tried in self.places)

    def by_chance(self, one: Suggestion) -> Fraction:
        """At most how many fits as good chance would give in all places together."""
        return one.expected * len(self.places)


def suggest(dataset: Dataset, *, today: date, progress: Progress | None = None) -> Suggestions:
    """Look for relations that were overlooked.

    `progress` is told how many places are done, and of how many.
    """
    figures = taking_part(dataset, today)
    known = Known(figures, derive(figures))
    best: dict[Hashable, Suggestion] = {}
    places: list[tuple[Place, int]] = []
    aside: dict[str, list[str]] = {}
    looked = [look(document, figures) for document in dataset.documents]
    todo = [place for one in looked for place in one.places]
    for one in looked:
        for reason, refs in one.aside.items():
            aside.setdefault(reason, []).extend(refs)
    for number, place in enumerate(todo):
        if progress is not None:
            progress(number, len(todo))
        found = search(place, figures)
        if found.tried:
            places.append((place, found.tried))
        for suggestion in _worth_saying(place, found, known):
            role = role_of(suggestion.candidate.constraint)
            if role not in best or _rank(suggestion) < _rank(best[role]):
                best[role] = suggestion
    ranked = tuple(sorted(best.values(), key=_rank))
    return Suggestions(dataset, figures, ranked, tuple(places), {reason: tuple(aside[reason]) for reason in sorted(aside)})


def search(place: Place, figures: Figures) -> Found:
    """Every combination of figures of a place that may be related, and those that fit."""
    found = Found()
    for some in (sums(place.entries), hundreds(place.entries), differences(place.entries, figures), rates(place.entries, figures)):
        found.add(some)
    return found


def _worth_saying(place: Place, found: Found, known: Known) -> Iterator[Suggestion]:
    for candidate in found.fitting:
        if known.ruled_out(candidate) or known.unrelated(candidate) or known.implied(candidate):
            continue
        stated = known.stated(candidate)
        unchecked = stated if stated is not None and _basis_unknown(stated, candidate) else None
        if stated is None or unchecked is not None:
            yield Suggestion(candidate, place, chance(candidate), found.tried, unchecked)


def _basis_unknown(relation: Relation, candidate: Candidate) -> bool:
    """Whether a relation is not checked only because the record leaves open on which basis its rate was computed."""
    measure = candidate.subject.figure.measure
    growth = relation.family == "growth-vs-base" and measure.growth_basis is GrowthBasis.UNKNOWN
    share = relation.family == "share-of-whole" and measure.share_basis is ShareBasis.UNKNOWN
    return bool(relation.guard) and (growth or share)


def _rank(suggestion: Suggestion) -> tuple[Fraction, int, str, tuple[str, ...]]:
    refs = tuple(entry.claim.ref for entry in suggestion.candidate.entries)
    return suggestion.expected, len(refs), suggestion.candidate.kind, refs
