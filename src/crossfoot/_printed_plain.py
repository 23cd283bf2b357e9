"""The commonest prints, read from tables at once: one number, with at most a qualifier, a sign or currency, a scale and a unit.

It reads "more than US$1.2 billion", "5.8%" and "twelve points" as the grammar does, only sooner. All else is refused, and read or
explained by the grammar.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from crossfoot._printed_number import MAX_DIGITS, Amount, decimal, integer
from crossfoot._printed_text import MAX_CHARACTERS, folded
from crossfoot.lexicon import (
    CARDINALS,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    GLUED_UNITS,
    MONEY_SCALE_LETTERS,
    ORDINAL,
    ORDINAL_ENDINGS,
    ORDINALS,
    QUALIFIERS,
    SCALE_LETTERS,
    SCALES,
    SIGNS,
    UNITS,
    YUAN_OR_YEN,
)
from crossfoot.vocabulary import Bound

_DIGITS: Final = re.compile(r"([^0-9\[\]]*)([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)((?:\.[0-9]+)?)([^0-9\[\]]*)")
_WORD: Final = re.compile(rf"((?:[a-z]+ )*?)({'|'.join([*CARDINALS, *ORDINALS])})()((?: [^0-9\[\]]*)?)")
_MOST: Final = 1024  # of what stands around numbers


class Plain(NamedTuple):
    """A plain print, read: the signed value, and the rest as in `crossfoot.printed.Printed`."""

    value: Fraction
    unit: str | None
    bound: Bound
    fine: Fraction
    coarse: Fraction
    significant: bool


class _Front(NamedTuple):
    bound: Bound
    negative: bool
    currency: str | None


class _Back(NamedTuple):
    factor: int
    unit: str | None


@lru_cache(maxsize=65536)
def read_plain(text: str) -> Plain | None:
    """A print as the grammar reads it, or None where it is not one of the commonest."""
    low = folded(text)
    found = (_DIGITS.fullmatch(low) or _WORD.fullmatch(low)) if len(low) <= MAX_CHARACTERS else None
    if found is None:
        return None
    before, number, decimals, after = found.groups()
    if number in ORDINALS or after in ORDINAL_ENDINGS:
        return _ordinal(number, after) if not before and not decimals else None
    front = _front(before)
    back = None if front is None else _back(after, money=front.currency is not None)
    if front is None or back is None or len(number) + len(decimals) > MAX_DIGITS:
        return None
    amount = _amount(number, decimals[1:], back.factor)
    value = -amount.value if front.negative else amount.value
    return Plain(value, front.currency or back.unit, front.bound, amount.fine, amount.coarse, amount.significant)


def _ordinal(number: str, ending: str) -> Plain | None:
    if number.isdigit() == (not ending) or len(number) > MAX_DIGITS:
        return None
    place = ORDINALS.get(number) or int(number.replace(",", ""))
    return Plain(Fraction(place), ORDINAL, Bound.EXACT, Fraction(1), Fraction(1), significant=True)


def _amount(number: str, decimals: str, factor: int) -> Amount:
    if (word := CARDINALS.get(number)) is not None:
        return integer(word * factor)
    whole = number.replace(",", "")
    return decimal(whole, decimals, factor) if decimals else integer(int(whole), factor)


@lru_cache(maxsize=_MOST)
def _front(before: str) -> _Front | None:
    """What stands before the number: nothing, a sign, or a qualifier with or without a currency."""
    if before in _FRONTS:
        return _FRONTS[before]
    qualifier = before.removesuffix(" ").rpartition(" ")[0]
    bound, money = QUALIFIERS.get(qualifier), _FRONTS.get(before[len(qualifier) + 1 :])
    return None if bound is None or money is None or money.currency is None else money._replace(bound=bound)


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
