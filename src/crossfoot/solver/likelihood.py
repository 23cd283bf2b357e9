"""How suspicious one figure of a conflict is, and which slip of it is the likeliest.

The figures of a conflict are compared as evidence is (Bayes): how likely would everything that is printed be, if it was this figure
that slipped? Its slip has a weight (`slips`). The others leave it some room, and a slip must lead into it: the part of the room that
its true print fills is the chance that just this print was the true one. And the more prints there are that the figure could have had
instead, the less it can be chance that one slip leads from the room to this one. So a narrow room, small for a figure of this size,
speaks against a figure, and a room that all sorts of slips would lead into says little.

How a figure is written counts too. Where the like figures of a document all have one decimal, a print without any has lost one, and
none that has one has moved its point. That is the rule of succession: of so many like ones, so many are written so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from crossfoot.interval import Interval, Pieces, meet
from crossfoot.readings import readings_of
from crossfoot.records import PERCENT, PP
from crossfoot.solver.case import Case
from crossfoot.solver.posing import Group
from crossfoot.solver.problem import Mask, Problem, items_of
from crossfoot.solver.slips import FLIPPED, Form, Slip, form_of
from crossfoot.vocabulary import Bound

# Each other relation that holds as a figure was printed, and would have caught half of the other last digits, halves the suspicion.
_DOUBT = Fraction(1, 2)
# Of all wrong figures, how many are so by no slip that we know of. Their print may be any.
_OTHER = Fraction(5, 100)
_CARRIED = Fraction(5, 100)
# Values more than ten times as large as a candidate say nothing of the room around it.
_REACH = 10
# How far the number behind a hedge is from the figure, at most, as a part of it.
_HEDGED = Fraction(1, 10)
# Of those who print a figure, how many cut it off, or let zeros at its end count for nothing.
_LOOSE = Fraction(1, 10)
# What is less than so many times as likely as another is as likely.
_SAYS_SOMETHING = 2
_FEWEST, _MOST = Fraction(10), Fraction(10**6)
_HUNDRED = Fraction(100)
_ONE = Fraction(1)


@dataclass(frozen=True)
class Suspicion:
    """What speaks for a group's print being the wrong one, where the others leave its figure so much room."""

    case: Case
    group: Group
    room: Pieces

    def score(self, slips: Iterable[Slip], *, carried: bool) -> Fraction:
        """How likely it is that this figure slipped, by one of these slips that fit or by another; only as compared with others."""
        likely = sum((self.chance(slip) for slip in slips), _CARRIED if carried else Fraction(0))
        return (_OTHER + likely * self._prints) * _DOUBT ** len(self.vouching)

    def ranked(self, slips: Sequence[Slip]) -> list[Slip]:
        """The slips, the likeliest first."""
        return sorted(slips, key=lambda slip: (-self.chance(slip), -slip.weight, slip.kind, slip.value))

    def alike(self, ranked: Sequence[Slip]) -> list[Slip]:
        """Of ranked slips those of the first one's kind that are hardly less likely."""
        return [slip for slip in ranked if slip.kind == ranked[0].kind and self.chance(slip) * _SAYS_SOMETHING > self.chance(ranked[0])]

    def chance(self, slip: Slip) -> Fraction:
        """How likely a slip is, by its kind, by how much of the room its value fills, and by how it would be written."""
        nearest, loose = (_share(_close(pieces, slip.value), self.room, whole=self._whole) for pieces in (slip.nearest, slip.values))
        weight = slip.weight * self._hedges if slip.kind == FLIPPED else slip.weight
        return weight * max(nearest, loose * _LOOSE) * self._style(slip)

    @cached_property
    def vouching(self) -> tuple[str, ...]:
        """The relations that hold as the group printed its figure, and would have caught most other digits."""
        found = []
        for relation in self.case.posed.relations:
            decision = self.case.holding.get(relation.id)
            if decision is not None and decision.subject == self.group.key and (decision.power or 0) >= _DOUBT:
                found.append(relation.id)
        return tuple(found)

    @cached_property
    def _hedges(self) -> Fraction:
        """How many figures there are to one with a hedge: a slip that only hedges can have is as much likelier in each of them."""
        claims = [group.claims[0] for group in self.case.posed.groups]
        return Fraction(len(claims), max(sum(claim.bound is not Bound.EXACT for claim in claims), 1))

    @property
    def _whole(self) -> bool:
        return self.case.posed.problem.variables[self.case.posed.numbers[self.group.key]].whole

    @cached_property
    def _prints(self) -> Fraction:
        """How many prints there are, about, that a figure of this size could have had if it were written as finely.

        A level of quite another size would have been noticed, or written otherwise; a small share or growth could have been a large one.
        """
        claim = self.group.claims[0]
        own = _close(readings_of(claim, self.case.figures.measure_of(self.group.key)).nearest, claim.number)
        width = _length(own, whole=self._whole)
        size = max(_size(own), _HUNDRED) if self._unit(self.group) == PERCENT else _size(own)
        return min(max(size / width, _FEWEST), _MOST) if width else _MOST

    def _style(self, slip: Slip) -> Fraction:
        """How much likelier the like figures make the form that a slip would have taken away than the one it has left."""
        if slip.form is None or self._own_form is None:
            return _ONE
        return Fraction(self._forms[slip.form] + 1, self._forms[self._own_form] + 1)

    @cached_property
    def _own_form(self) -> Form | None:
        return form_of(self.group.claims[0])

    @cached_property
    def _forms(self) -> Counter[Form]:
        """How the other figures of the same unit are written, of those that no hedge has made round."""
        own, unit = self.group.key, self._unit(self.group)
        alike = (group.claims[0] for group in self.case.posed.groups if group.key != own and self._unit(group) == unit)
        forms = (form_of(claim) for claim in alike if claim.bound is Bound.EXACT)
        return Counter(form for form in forms if form is not None)

    def _unit(self, group: Group) -> str:
        unit = self.case.figures.get(group.key).unit
        return PERCENT if unit == PP else unit


def near_hedges(problem: Problem, items: Mask) -> Problem:
    """The problem with none of these prints further from its figure than anybody would say so, whatever its hedge."""
    prints = list(problem.prints)
    for item in items_of(items & problem.all_prints):
        prints[item] = replace(prints[item], allowed=_near_end(prints[item].allowed))
    return replace(problem, prints=tuple(prints))


def tied(scores: Sequence[Fraction]) -> list[Fraction]:
    """Scores in falling order, those that differ too little to say anything made equal."""
    found: list[Fraction] = []
    for score in scores:
        found.append(found[-1] if found and score * _SAYS_SOMETHING > found[-1] else score)
    return found


def _near_end(pieces: Pieces) -> Pieces:
    ends = [end for piece in pieces for end in (piece.low, piece.high) if end is not None]
    return _close(pieces, ends[0]) if len(pieces) == len(ends) == 1 else pieces


def _close(pieces: Pieces, value: Fraction) -> Pieces:
    """The values that one would print so: a hedge has no far end, and yet nobody says "more than 5" of 500."""
    near = abs(value) * _HEDGED
    around = Interval(value - near, value + near)
    return tuple(piece.intersect(around) if piece.low is None or piece.high is None else piece for piece in pieces)


def _share(some: Pieces, values: Pieces, *, whole: bool) -> Fraction:
    """How much of the values some of them are; those of quite another size are left out, as nothing that anybody would print there."""
    reach = _REACH * _size(some)
    room = meet(values, (Interval(-reach, reach),))
    inside = meet(some, room)
    if not inside:
        return Fraction(0)
    filled, all_of_it = _length(inside, whole=whole), _length(room, whole=whole)
    return filled / all_of_it if filled else _ONE


def _size(pieces: Pieces) -> Fraction:
    return max((abs(end) for piece in pieces for end in (piece.low, piece.high) if end is not None), default=_ONE)


def _length(pieces: Pieces, *, whole: bool) -> Fraction:
    ends = [(piece.low, piece.high) for piece in pieces]
    return sum((high - low + whole for low, high in ends if low is not None and high is not None), Fraction(0))
