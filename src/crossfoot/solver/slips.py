"""What a slip of the pen makes of a figure: every figure that one likely slip could have turned into the printed one.

The weights say how likely one would hold each kind before looking at the figures. They were set once and not fitted to anything; what
they do is measured by `benchmarks/slips.py`. A kind that could have made many prints of a figure (any digit changed into any other)
shares its weight among them: what counts is how likely the slip makes just this print out of the true one, and not how many true ones
could have led to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from crossfoot._printed_number import place_of_leading_digit
from crossfoot.interval import EVERYTHING, Interval, Pieces, meet
from crossfoot.lexicon import DIGIT_IDIOMS
from crossfoot.printed import PrintedError
from crossfoot.readings import Units, read_value, units_of
from crossfoot.records import TIMES, Claim, Measure
from crossfoot.units import read_for
from crossfoot.vocabulary import Bound

_DIGITS = "0123456789"
# Digits of any script, grouped as the reader accepts it.
_GROUPS = ",'\u2019\u00a0\u2009\u202f"
_NUMBER = re.compile(rf"\d(?:[\d.{_GROUPS}]*\d)?")
_DIGIT = re.compile(r"\d")
_IDIOM = re.compile("|".join(rf"\b{re.escape(idiom).replace(re.escape(' '), '[ -]')}" for idiom in DIGIT_IDIOMS), re.IGNORECASE)
_GROUPED = 4
_WITHOUT_GROUPS = str.maketrans("", "", _GROUPS)
_FLIPPED = {
    Bound.MORE_THAN: Bound.LESS_THAN,
    Bound.LESS_THAN: Bound.MORE_THAN,
    Bound.AT_LEAST: Bound.AT_MOST,
    Bound.AT_MOST: Bound.AT_LEAST,
}
# By how many places a point moves, or by how many thousands a figure is wrong.
_TENS = (1, -1, 2, -2)
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
class Form:
    """How a number is written, whatever it is: how many digits behind its point, and what its words multiply it by."""

    decimals: int
    scale: Fraction


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure that should have been printed, and the slip that turned it into what was.

    `value` is in the claim's unit, `values` what it would allow the figure, `nearest` what it would as rounded. `weight` is how likely
    the slip makes the print out of it. `form` is how it would be printed; None where the print holds no digits.
    """

    kind: str
    value: Fraction
    values: Pieces
    nearest: Pieces
    weight: Fraction
    bound: Bound
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A value that may have been meant, with how to find its places; they are read only where the value is wanted."""

    value: Fraction
    form: Form | None
    text: str = ""
    factor: Fraction = Fraction(1)


def slips_of(claim: Claim, measure: Measure, among: Pieces = (EVERYTHING,)) -> list[Slip]:
    """Every figure that one slip could have turned into a claim's print, the likeliest first.

    Those that allow no value `among` the given ones may be left out, which is much quicker: there are a hundred, and few are near.
    """
    found: dict[tuple[Fraction, Bound], Slip] = {}
    for kind, candidates in _kinds(claim):
        different: dict[Fraction, _Candidate] = {}
        for one in candidates:
            different.setdefault(one.value, one)
        different.pop(claim.number, None)
        weight = WEIGHTS[kind] / max(_outcomes(kind, digits_of(claim)), 1)
        for one in different.values():
            known = found.get((one.value, claim.bound))
            if (known is None or known.weight < weight) and meet(_reach(one.value, claim), among):
                units = _units(claim, one)
                if units is not None:
                    read = read_value(one.value, units, claim, measure)
                    found[one.value, claim.bound] = Slip(kind, one.value, read.released, read.nearest, weight, claim.bound, one.form)
    flipped = _FLIPPED.get(claim.bound)
    if flipped is not None and not _IDIOM.search(claim.printed):
        turned = claim.model_copy(update={"bound": flipped})
        read = read_value(claim.number, units_of(claim), turned, measure)
        found[claim.number, flipped] = Slip(FLIPPED, claim.number, read.released, read.nearest, WEIGHTS[FLIPPED], flipped, form_of(claim))
    return sorted(found.values(), key=lambda slip: (-slip.weight, slip.kind, slip.value))


def _outcomes(kind: str, digits: int) -> int:
    """How many prints a slip of a kind makes of a figure, when its print has so many digits afterwards."""
    ways = {SWAPPED: digits - 1, DIGIT: 9 * digits, DROPPED: digits + 1, DOUBLED: digits - 1, TEN: len(_TENS), THOUSAND: len(_TENS)}
    return ways.get(kind, 1)


def form_of(claim: Claim) -> Form | None:
    """How a claim's number is written; None where it is written in words, or as nothing that can be told apart so."""
    found = _NUMBER.search(claim.printed)
    number = _number(_digits(found)) if found else None
    if found is None or not number:
        return None
    return Form(_decimals(_digits(found)), abs(read_for(claim, claim.printed).value) / number)


def digits_of(claim: Claim) -> int:
    """How many digits a claim's number has; 0 where it is written in words."""
    found = _NUMBER.search(claim.printed)
    return sum(one in _DIGITS for one in _digits(found)) if found else 0


def _reach(value: Fraction, claim: Claim) -> Pieces:
    """More than a value may stand for, whatever its places are: as much to each side as one of its first digit."""
    if not value or claim.bound is not Bound.EXACT or claim.unit == TIMES or claim.last_unit:
        return (EVERYTHING,)
    unit = place_of_leading_digit(value)
    return (Interval(value - unit, value + unit),)


def _units(claim: Claim, one: _Candidate) -> Units | None:
    """The places of a candidate; None where nobody could read it."""
    if not one.text:
        return _grown(units_of(claim), one.factor)
    try:
        read = read_for(claim, one.text)
    except PrintedError:
        return None
    stated = claim.last_unit
    places = (stated, stated) if stated else (read.fine_unit, read.coarse_unit)
    return Units(*places, max(read.leading_unit, places[0]), read.significant or bool(stated))


def _kinds(claim: Claim) -> Iterator[tuple[str, Iterable[_Candidate]]]:
    # "Double-digit" has no digits, no sign and no hedge that could be others.
    if _IDIOM.search(claim.printed):
        return
    value, form = claim.number, form_of(claim)
    yield SIGN, [_Candidate(-value, form)]
    thousands = (Fraction(1000) ** n for n in _TENS)
    yield THOUSAND, [_Candidate(value * by, form and Form(form.decimals, form.scale * by), factor=by) for by in thousands]
    found = _NUMBER.search(claim.printed)
    if found is None or _number(_digits(found)) is None:
        yield TEN, [_Candidate(value * Fraction(10) ** n, None, factor=Fraction(10) ** n) for n in _TENS]
    if found is None:
        return
    text = _digits(found)
    if _number(text) is not None:
        yield TEN, _read(claim, found, (_moved(text, n) for n in _TENS))
    places = [n for n, character in enumerate(text) if character in _DIGITS]
    yield SWAPPED, _read(claim, found, _swapped(text, places))
    yield DIGIT, _read(claim, found, (text[:n] + digit + text[n + 1 :] for n in places for digit in _DIGITS if digit != text[n]))
    yield DOUBLED, _read(claim, found, _without_double(text, places))
    yield DROPPED, _read(claim, found, _with_digit(text, places))


def _moved(text: str, by: int) -> str:
    """A number with its point moved so many places to the right; zeros are put where there are no digits."""
    whole, _, decimals = text.translate(_WITHOUT_GROUPS).partition(".")
    digits = "0" * max(-by - len(whole) + 1, 0) + whole + decimals + "0" * max(by - len(decimals), 0)
    behind = max(len(decimals) - by, 0)
    place = len(digits) - behind
    front = str(int(digits[:place] or "0"))
    grouped = f"{int(front):,}" if "," in text or len(front) > _GROUPED else front
    return grouped + ("." + digits[place:] if behind else "")


def _digits(found: re.Match[str]) -> str:
    """The number, with the digits that everybody knows."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in found.group())


def _decimals(text: str) -> int:
    return len(text.partition(".")[2].translate(_WITHOUT_GROUPS))


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


def _read(claim: Claim, found: re.Match[str], texts: Iterable[str]) -> Iterator[_Candidate]:
    """The values of other texts in the place of the number, in the claim's unit."""
    before, after = claim.printed[: found.start()], claim.printed[found.end() :]
    printed, number = read_for(claim, claim.printed).value, _number(_digits(found))
    in_unit = claim.number / printed if printed else Fraction(1)
    scale = printed / number if number else Fraction(0)
    # Mostly the value is the number times what stands around it; "1 1/4" is no such print.
    ones = _DIGIT.sub("1", found.group())
    plain = scale and _value(claim, before + ones + after) == scale * (_number(ones) or 0)
    for text in texts:
        other = _number(text) if plain else None
        value = _value(claim, before + text + after) if other is None else scale * other
        if value is not None:
            yield _Candidate(value * in_unit, Form(_decimals(text), abs(scale)), before + text + after)


def _value(claim: Claim, text: str) -> Fraction | None:
    """The value of a text in the place of a claim's print; None where nobody could read it."""
    try:
        return read_for(claim, text).value
    except PrintedError:
        return None


def _number(text: str) -> Fraction | None:
    """The value of digits with or without a point; None where there are two points."""
    whole, _, decimals = text.translate(_WITHOUT_GROUPS).partition(".")
    return None if "." in decimals else Fraction(int((whole + decimals) or "0"), 10 ** len(decimals))


def _grown(units: Units, factor: Fraction) -> Units:
    return Units(units.fine * factor, units.coarse * factor, units.leading * factor, units.significant)
