"""The commonest prints, read from tables at once: one number, with at most a qualifier, a sign or currency, a scale and a unit.

It reads "more than US$1.2 billion", "5.8%" and "twelve points" as the grammar does, only sooner. All else is refused, and read or
explained by the grammar.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from crossfoot._printed_number import GROUP, MAX_DENOMINATOR, MAX_DIGITS, Amount, decimal, fraction, integer, multiple, ordinal
from crossfoot._printed_text import MAX_CHARACTERS, folded
from crossfoot.lexicon import (
    CARDINALS,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    FOLD,
    FOLD_WORDS,
    GLUED_UNITS,
    MONEY_SCALE_LETTERS,
    MULTIPLES,
    ORDINAL_ENDINGS,
    ORDINALS,
    QUALIFIERS,
    SCALE_LETTERS,
    SCALES,
    SIGNS,
    TENS,
    UNITS,
    UNITS_AND_TEENS,
    YUAN_OR_YEN,
)
from crossfoot.vocabulary import Bound

_DIGITS: Final = re.compile(r"([^0-9\[\]]*)([0-9][0-9,]*(?:\.[0-9]+)?)([^0-9\[\]]*)")
_ONES: Final = {word: value for word, value in UNITS_AND_TEENS.items() if 0 < value < TENS["twenty"] // 2}
# What the words say that are a number by themselves, and what no scale or unit may follow.
_COUNTS: Final = {**CARDINALS, **{f"{tens}{gap}{word}": TENS[tens] + _ONES[word] for tens in TENS for word in _ONES for gap in "- "}}
_ALONE: Final = {
    "half": fraction(0, 1, 2),
    **{word: ordinal(value) for word, value in ORDINALS.items()},
    **{word: multiple(value) for word, value in MULTIPLES.items()},
    **{word: multiple({**CARDINALS, **SCALES}[word.removesuffix(FOLD)]) for word in FOLD_WORDS},
}
_FRACTION: Final = re.compile(r"(?:([0-9]+)[- ])?([0-9]{1,2})/([0-9]{1,2})")
_MOST: Final = 1024  # of what stands around numbers


class Plain(NamedTuple):
    """A plain print, read: the signed value, and the rest as in `crossfoot.printed.Printed`."""

    value: Fraction
    unit: str | None
    bound: Bound
    fine_unit: Fraction
    coarse_unit: Fraction
    significant: bool


class _Front(NamedTuple):
    bound: Bound
    negative: bool
    currency: str | None
    opened: bool = False


class _Back(NamedTuple):
    factor: int
    unit: str | None


def read_plain(text: str) -> Plain | None:
    """A print with digits as the grammar reads it, or None where it is not one of the commonest."""
    found = _DIGITS.fullmatch(folded(text)) if len(text) <= MAX_CHARACTERS else None
    return None if found is None else read_parts(*found.groups())


@lru_cache(maxsize=65536)
def read_parts(before: str, number: str, after: str) -> Plain | None:
    """The same for a folded print that is known to be a number, in digits or words, with something before and behind it."""
    front = _front(before)
    if front is None or (after[:1].isalpha() and number[-1].isalpha()):
        return None
    if front.opened:
        if after[:1] != ")":
            return None
        after = after[1:]
    unit = None
    if number in _ALONE or after in ORDINAL_ENDINGS:
        amount = _alone(number, after)
    else:
        back = _back(after, money=front.currency is not None)
        if back is None:
            return None
        amount, unit = _counted(number, back.factor), back.unit
    if amount is None or (amount.unit is not None and front.currency is not None):
        return None
    value = -amount.value if front.negative else amount.value
    return Plain(value, front.currency or unit or amount.unit, front.bound, amount.fine, amount.coarse, amount.significant)


def _alone(number: str, ending: str) -> Amount | None:
    """First, doubled, half, where nothing else follows; 12th."""
    if not ending:
        return _ALONE[number]
    digits = number.replace(",", "")
    return ordinal(int(digits)) if digits.isdecimal() and _counted(number, 1) is not None else None


def _counted(number: str, factor: int) -> Amount | None:
    """Digits in their groups, or a word, so many thousands or millions."""
    if len(number) > MAX_DIGITS:
        return None
    if number.isdecimal():
        return integer(int(number), factor)
    if (word := _COUNTS.get(number)) is not None:
        return integer(word * factor)
    whole, point, decimals = number.partition(".")
    if "," in whole:
        first, *groups = whole.split(",")
        if not 0 < len(first) <= GROUP or first[0] == "0" or any(len(group) != GROUP for group in groups):
            return None
        whole = first + "".join(groups)
    if not whole.isdecimal() or (point and not decimals.isdecimal()):
        return _fraction(number, factor)
    return decimal(whole, decimals, factor) if point else integer(int(whole), factor)


def _fraction(number: str, factor: int) -> Amount | None:
    """As in "1/4", "4-1/4", "4 1/4" and "4¼"."""
    vulgar = number[-1:]
    if not vulgar.isascii():  # in full its parts stand on both sides of a fraction slash
        number = number[:-1] + " " * (number[-2:-1].isdecimal()) + unicodedata.normalize("NFKC", vulgar).replace("\u2044", "/")
    found = _FRACTION.fullmatch(number)
    if found is None:
        return None
    whole, numerator, denominator = (int(digits or 0) for digits in found.groups())
    return fraction(whole, numerator, denominator).scaled(factor) if 0 < numerator < denominator <= MAX_DENOMINATOR else None


@lru_cache(maxsize=_MOST)
def _front(before: str) -> _Front | None:
    """What stands before the number: nothing, a sign, or a qualifier with or without a currency."""
    if before in _FRONTS:
        return _FRONTS[before]
    if before[-1] == "(" and before[:-1] in _BEFORE_BRACKETS:
        return _FRONTS[before[:-1]]._replace(negative=True, opened=True)
    qualifier = before.removesuffix(" ").rpartition(" ")[0]
    bound, money = QUALIFIERS.get(qualifier), _FRONTS.get(before[len(qualifier) + 1 :])
    return None if bound is None or money is None or money.currency is None else money._replace(bound=bound)


_BEFORE_BRACKETS: Final = frozenset({"", *CURRENCY_SIGNS} - {YUAN_OR_YEN})
_FRONTS: Final[dict[str, _Front]] = {
    "": _Front(Bound.EXACT, negative=False, currency=None),
    **{sign + " " * sign.isalpha(): _Front(Bound.EXACT, value < 0, None) for sign, value in SIGNS.items()},
    **{sign: _Front(Bound.EXACT, negative=False, currency=unit) for sign, unit in CURRENCY_SIGNS.items() if sign != YUAN_OR_YEN},
    **{f"{code} ": _Front(Bound.EXACT, negative=False, currency=unit) for code, unit in CURRENCY_CODES.items()},
    **{f"{phrase} ": _Front(bound, negative=False, currency=None) for phrase, bound in QUALIFIERS.items()},
}


@lru_cache(maxsize=_MOST)
def _back(after: str, *, money: bool) -> _Back | None:
    """What stands behind the number: nothing, a scale, a unit, or both; `money` says that a currency stands before it."""
    apart = after[:1] in {" ", "-"} and after[1:2] not in {" ", "-"}
    name = after[apart:]
    if not name:
        return None if apart else _Back(1, None)
    if after[0] == "-" and (not name[0].isalpha() or name in CURRENCY_SIGNS):
        return None
    if not apart and name in (MONEY_SCALE_LETTERS if money else SCALE_LETTERS):
        return _Back(MONEY_SCALE_LETTERS[name], None)
    if not apart and name in GLUED_UNITS:
        return None if money else _Back(1, GLUED_UNITS[name])
    scale, _, unit = name.partition(" ") if name not in UNITS else ("", "", name)
    if (scale and scale not in SCALES) or (unit and (money or unit == YUAN_OR_YEN or unit not in UNITS)):
        return None
    return _Back(SCALES.get(scale, 1), UNITS.get(unit))
