"""Coverage: every number of a text lies in the place of a claim or a mention, or nobody recorded it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossfoot.records import Claim, Mention
from crossfoot.scan.numbers import Number, find_numbers


def uncovered(text: str, claims: Iterable[Claim], mentions: Iterable[Mention], *, also: Iterable[tuple[int, int]] = ()) -> list[Number]:
    """The numbers of a text that do not lie wholly inside the place of one claim or one mention; `also` are further places."""
    places = [claim.span for claim in claims if claim.span is not None]
    places += [(mention.start, mention.end) for mention in mentions]
    return list(_outside(find_numbers(text), sorted([*places, *also])))


def _outside(numbers: Iterable[Number], places: list[tuple[int, int]]) -> Iterator[Number]:
    """One pass over both: of all places that start no later than a number, the one that reaches furthest decides."""
    following, furthest = 0, 0
    for number in numbers:
        while following < len(places) and places[following][0] <= number.start:
            furthest = max(furthest, places[following][1])
            following += 1
        if number.end > furthest:
            yield number
