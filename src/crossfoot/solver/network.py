"""The figures and relations of a data set as one network, and what each figure may be in each tier of readings.

A printed figure may be what its prints allow. A figure that nobody printed may be what the relations through it allow: each relation
tells it what the others leave open, for a bounded number of rounds (on a tree less deep than that this is exact; on a cycle it is a
sound outer bound, and deciding the cycle jointly is the work of a later stage, which will take this same network).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from crossfoot.constraint import Agreement
from crossfoot.figures import Figures, Key, plausible_range
from crossfoot.interval import ANYTHING, Pieces, join, meet, meet_all
from crossfoot.relations.relation import Relation
from crossfoot.solver.decision import RELEASED, TIERS
from crossfoot.vocabulary import Statistic

MAX_ROUNDS = 64
# Round a cycle the exact ends may grow for ever; a message whose ends are longer than this is not passed on, and the one before holds.
MAX_BITS = 4096
Messages = dict[tuple[str, Key], Pieces]


class Network:
    """Figures, relations, and the domains that the one gives the other."""

    def __init__(self, figures: Figures, relations: Iterable[Relation]) -> None:
        self.figures = figures
        self.relations = tuple(relations)
        self._domains: dict[tuple[str, Key], Pieces] = {}
        self._possible: dict[Key, Pieces] = {}
        self._unusable: dict[Key, str] = {}

    @cached_property
    def through(self) -> dict[Key, list[Relation]]:
        """For each figure that nobody printed, the relations that it is in and that may be computed with."""
        found: dict[Key, list[Relation]] = {}
        for relation in self.relations:
            if not relation.guard and not any(self.unusable(key) for key in relation.keys):
                for key in relation.keys:
                    if not self.figures.get(key).usable:
                        found.setdefault(key, []).append(relation)
        return found

    @cached_property
    def messages(self) -> dict[str, Messages]:
        """For each tier, what each relation says about each figure in it that nobody printed."""
        return {tier: self._exchange(tier) for tier in TIERS}

    def printed_domain(self, key: Key, tier: str) -> Pieces:
        """What the prints of a figure allow together, of what it may be at all."""
        if (tier, key) not in self._domains:
            self._domains[tier, key] = self.within_limits(key, self.figures.get(key).domain(tier))
        return self._domains[tier, key]

    def within_limits(self, key: Key, values: Pieces) -> Pieces:
        """Of these values the possible ones; all of them where none is possible, which is for plausible-value to say."""
        return meet(values, self.possible(key)) or values

    def possible(self, key: Key) -> Pieces:
        """What a figure may be before anything is said of it."""
        if key not in self._possible:
            self._possible[key] = (plausible_range(key, self.figures),)
        return self._possible[key]

    def view(self, relation: Relation, tier: str) -> dict[Key, Pieces]:
        """What each figure of a relation may be, as far as this relation does not say it itself."""
        return {key: self._seen(relation, key, self.messages[tier], tier) for key in relation.keys}

    def without_limits(self, relation: Relation, tier: str) -> dict[Key, Pieces]:
        """The same, but for the limits that the measures set for these figures."""
        seen = {}
        for key in relation.keys:
            figure = self.figures.get(key)
            seen[key] = figure.domain(tier) if figure.usable else self._said(relation, key, self.messages[tier])
        return seen

    def project(self, relation: Relation, target: Key, domains: dict[Key, Pieces]) -> Pieces:
        """What a relation allows one figure; whole numbers only, where the figure is a count."""
        allowed = relation.constraint.project(target, domains)
        return join(piece.whole() for piece in allowed) if self.is_whole(target) else allowed

    def is_whole(self, key: Key) -> bool:
        """Whether the figure is a count."""
        return key.statistic is Statistic.LEVEL and not key.minus and self.figures.measure_of(key).integer

    def unusable(self, key: Key) -> str:
        """Why a figure cannot be computed with, or an empty text."""
        if key not in self._unusable:
            self._unusable[key] = self._why_unusable(key)
        return self._unusable[key]

    def _why_unusable(self, key: Key) -> str:
        figure = self.figures.get(key)
        if figure.broken and not figure.usable:
            names = ", ".join(claim.ref for claim in figure.broken)
            return f"the record it needs is broken ({names})"
        if figure.usable and not self.printed_domain(key, RELEASED):
            return f"{figure.id} contradicts itself"
        return ""

    def support(self, relation: Relation) -> tuple[Relation, ...]:
        """The other relations that bound a figure of this one which nobody printed, and those behind them, in order of id."""
        found: dict[str, Relation] = {}
        waiting = [relation]
        while waiting:
            for key in waiting.pop().keys:
                for other in self.through.get(key, ()):
                    if other.id != relation.id and other.id not in found and self._informs(other, key):
                        found[other.id] = other
                        waiting.append(other)
        return tuple(found[name] for name in sorted(found))

    def _informs(self, relation: Relation, key: Key) -> bool:
        possible = self.possible(key)
        return any(meet(possible, self.messages[tier].get((relation.id, key), ANYTHING)) != possible for tier in TIERS)

    def _seen(self, relation: Relation, key: Key, messages: Messages, tier: str) -> Pieces:
        if self.figures.get(key).usable:
            return self.printed_domain(key, tier)
        return meet(self.possible(key), self._said(relation, key, messages))

    def _said(self, relation: Relation, key: Key, messages: Messages) -> Pieces:
        return meet_all(messages.get((other.id, key), ANYTHING) for other in self.through.get(key, ()) if other.id != relation.id)

    def _exchange(self, tier: str) -> Messages:
        messages: Messages = {}
        waiting = {(relation.id, key): relation for key, relations in sorted(self.through.items()) for relation in relations}
        for _ in range(MAX_ROUNDS):
            new = {pair: self._message(relation, pair[1], messages, tier) for pair, relation in waiting.items()}
            changed = {pair: said for pair, said in new.items() if said != messages.get(pair, ANYTHING) and _short(said)}
            if not changed:
                break
            messages |= changed
            waiting = dict(chain.from_iterable(self._listeners(*pair) for pair in changed))
        return messages

    def _listeners(self, teller: str, told: Key) -> Iterator[tuple[tuple[str, Key], Relation]]:
        """Every other thing that the relations around a figure have to say, now that one of them has said something of it."""
        for relation in self.through[told]:
            if relation.id != teller:
                for key in relation.keys:
                    if key != told and key in self.through:
                        yield (relation.id, key), relation

    def _message(self, relation: Relation, target: Key, messages: Messages, tier: str) -> Pieces:
        # A contradiction must not rest on a relation that holds only "unless the figure was revised since".
        if isinstance(relation.constraint, Agreement) or (relation.caveat and tier == RELEASED):
            return ANYTHING
        domains = {key: self._seen(relation, key, messages, tier) for key in relation.keys}
        return self.project(relation, target, domains)


def _short(pieces: Pieces) -> bool:
    ends = (end for piece in pieces for end in (piece.low, piece.high) if end is not None)
    return all(end.denominator.bit_length() <= MAX_BITS for end in ends)
