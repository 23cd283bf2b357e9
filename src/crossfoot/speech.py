"""How a claim speaks of its figure: with a number, with a hedged number, or in words that only bound it.

Claims of one figure are held against each other by how they speak, so that a reader sees at once whether two numbers differ or a
word does not fit a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from crossfoot.printed import outside_brackets
from crossfoot.records import Claim
from crossfoot.vocabulary import Bound, Statistic

_ONE_SIDED = frozenset({Bound.MORE_THAN, Bound.AT_LEAST, Bound.LESS_THAN, Bound.AT_MOST})


class Speech(StrEnum):
    """How a claim speaks."""

    NUMBER = "number"
    HEDGE = "hedge"
    THRESHOLD = "threshold"
    ORDER = "order"
    DIRECTION = "direction"


def speech_of(claim: Claim) -> Speech:
    """How a claim that was not lost speaks of its figure.

    An order ("higher than") is a one-sided word about a difference, a direction ("fell") one about growth that the recorder wrote as
    more or less than 0, a threshold ("double-digit") any other one-sided print whose words hold no digit.
    """
    if claim.bound is Bound.EXACT:
        return Speech.NUMBER
    if claim.bound not in _ONE_SIDED:
        return Speech.HEDGE
    words = outside_brackets(claim.printed)
    digits = any(letter.isdigit() for letter in words)
    if claim.minus and (claim.number == 0 or not digits):
        return Speech.ORDER
    if claim.statistic is Statistic.GROWTH and claim.number == 0 and not words:
        return Speech.DIRECTION
    return Speech.HEDGE if digits else Speech.THRESHOLD


def only_orders(claims: Iterable[Claim]) -> bool:
    """Whether a difference is known from words of order alone."""
    printed = [claim for claim in claims if claim.bound is not Bound.LOST]
    return bool(printed) and all(speech_of(claim) is Speech.ORDER for claim in printed)


def numbers(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that say which values a figure may have.

    Words of direction give way to a number of the same figure: how they were read must not weigh on what is computed with it.
    """
    printed = tuple(claim for claim in claims if claim.bound is not Bound.LOST)
    if not any(claim.bound is Bound.EXACT for claim in printed):
        return printed
    return tuple(claim for claim in printed if speech_of(claim) is not Speech.DIRECTION)
