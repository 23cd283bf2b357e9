"""What a slip of the pen makes of a figure: every figure that one likely slip could have turned into the printed one.

The weights say how likely one would hold each kind before looking at the figures. They were set once and not fitted to anything; what
they do is measured by `benchmarks/slips.py`. A kind that could have come about in many ways (any digit changed into any other)
shares its weight among them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from crossfoot.interval import Pieces
from crossfoot.printed import PrintedError, read_printed
from crossfoot.readings import Units, read_value, units_of
from crossfoot.records import Claim, Measure
from crossfoot.vocabulary import Bound

_DIGITS = "0123456789"
# Digits of any script, grouped as the reader accepts it.
_GROUPS = ",'\u2019\u00a0\u2009\u202f"
_NUMBER = re.compile(rf"\d(?:[\d.{_GROUPS}]*\d)?")
_WITHOUT_GROUPS = str.maketrans("", "", _GROUPS)
_FLIPPED = {
    Bound.MORE_THAN: Bound.LESS_THAN,
    Bound.LESS_THAN: Bound.MORE_THAN,
    Bound.AT_LEAST: Bound.AT_MOST,
    Bound.AT_MOST: Bound.AT_LEAST,
}
SWAPPED, DIGIT, DROPPED, DOUBLED = "swapped digits", "another digit", "a digit dropped", "a digit doubled"
TEN, THOUSAND, SIGN, FLIPPED = "a power of ten", "thousand for million, or the like", "the sign", "more than and less than"
WEIGHTS = {
    DIGIT: Fraction(40, 100),
    SWAPPED: Fraction(24, 100),
    SIGN: Fraction(10, 100),
    TEN: Fraction(12, 100),
    THOUSAND: Fraction(5, 100),
    DROPPED: Fraction(4, 100),
    DOUBLED: Fraction(3, 100),
    FLIPPED: Fraction(2, 100),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure that should have been printed, and the slip that turned it into what was.

    `value` is in the claim's unit, `values` what it would allow the figure, `weight` how likely such a slip is among all.
    """

    kind: str
    value: Fraction
    values: Pieces
    weight: Fraction
    bound: Bound


def slips_of(claim: Claim, measure: Measure) -> list[Slip]:
    """Every figure that one slip could have turned into a claim's print, the likeliest first."""
    found: dict[tuple[Fraction, Bound], Slip] = {}
    for kind, candidates in _kinds(claim):
        usable = [(value, units) for value, units in dict.fromkeys(candidates) if value != claim.number]
        for value, units in usable:
            weight = WEIGHTS[kind] / len(usable)
            known = found.get((value, claim.bound))
            if known is None or known.weight < weight:
                found[value, claim.bound] = Slip(kind, value, read_value(value, units, claim, measure).released, weight, claim.bound)
    flipped = _FLIPPED.get(claim.bound)
    if flipped is not None:
        turned = claim.model_copy(update={"bound": flipped})
        values = read_value(claim.number, units_of(claim), turned, measure).released
        found[claim.number, flipped] = Slip(FLIPPED, claim.number, values, WEIGHTS[FLIPPED], flipped)
    return sorted(found.values(), key=lambda slip: (-slip.weight, slip.kind, slip.value))


def _kinds(claim: Claim) -> Iterator[tuple[str, Iterable[tuple[Fraction, Units]]]]:
    units, value = units_of(claim), claim.number
    yield SIGN, [(-value, units)]
    yield TEN, [(value * Fraction(10) ** n, _grown(units, Fraction(10) ** n)) for n in (1, -1, 2, -2)]
    yield THOUSAND, [(value * Fraction(1000) ** n, _grown(units, Fraction(1000) ** n)) for n in (1, -1, 2, -2)]
    found = _NUMBER.search(claim.printed)
    if found is None:
        return
    text = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in found.group())
    places = [n for n, character in enumerate(text) if character in _DIGITS]
    yield SWAPPED, _read(claim, found, _swapped(text, places))
    yield DIGIT, _read(claim, found, (text[:n] + digit + text[n + 1 :] for n in places for digit in _DIGITS if digit != text[n]))
    yield DOUBLED, _read(claim, found, _without_double(text, places))
    yield DROPPED, _read(claim, found, _with_digit(text, places))


def _swapped(text: str, places: list[int]) -> Iterator[str]:
    for left, right in pairwise(places):
        if text[left] != text[right]:
            yield text[:left] + text[right] + text[left + 1 : right] + text[left] + text[right + 1 :]


def _without_double(text: str, places: list[int]) -> Iterator[str]:
    for left, right in pairwise(places):
        if text[left] == text[right]:
            yield _regrouped(text[:right] + text[right + 1 :])


def _with_digit(text: str, places: list[int]) -> Iterator[str]:
    # Before each digit, and after each: what was lost may have stood before a decimal point or a comma.
    for place in sorted({*places, *(place + 1 for place in places)}):
        for digit in _DIGITS:
            yield _regrouped(text[:place] + digit + text[place:])


def _regrouped(text: str) -> str:
    """Thousands in groups of three again, where there were commas; of other groups, none."""
    whole, dot, decimals = text.partition(".")
    digits = whole.translate(_WITHOUT_GROUPS)
    return (f"{int(digits):,}" if "," in whole and digits else digits) + dot + decimals


def _read(claim: Claim, found: re.Match[str], texts: Iterable[str]) -> Iterator[tuple[Fraction, Units]]:
    """The values of other texts in the place of the number, in the claim's unit."""
    printed = read_printed(claim.printed)
    factor = claim.number / printed.value if printed.value else Fraction(1)
    for text in texts:
        try:
            other = read_printed(claim.printed[: found.start()] + text + claim.printed[found.end() :])
        except PrintedError:
            continue
        stated = claim.last_unit
        places = (stated, stated) if stated else (other.fine_unit, other.coarse_unit)
        yield other.value * factor, Units(*places, max(other.leading_unit, places[0]), other.significant or bool(stated))


def _grown(units: Units, factor: Fraction) -> Units:
    return Units(units.fine * factor, units.coarse * factor, units.leading * factor, units.significant)
