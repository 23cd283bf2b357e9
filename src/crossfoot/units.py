"""When two names of a unit are one unit, and what a print says in the unit that it is recorded in.

Only what cannot be meant otherwise is taken for the same: singular and plural, "per" and a slash, and the names, codes and signs of one
currency. A dollar is never a Hong Kong dollar, and thousands of tonnes are never tonnes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from crossfoot.lexicon import CURRENCY_CODES, CURRENCY_NAMES, CURRENCY_SIGNS
from crossfoot.printed import Printed, read_printed
from crossfoot.records import PERCENT, PP, Claim
from crossfoot.vocabulary import Statistic

BASIS_POINTS: Final = "bp"
_BASIS_POINT: Final = Fraction(1, 100)  # of a percentage point
_CURRENCIES: Final = {
    **CURRENCY_NAMES,
    **CURRENCY_CODES,
    **CURRENCY_SIGNS,
    **{unit.replace("-", " "): unit for unit in CURRENCY_NAMES.values()},
    # A record or a print that says francs leaves open which; "CFA francs" does not, and is another unit.
    "franc": "swiss-franc",
    "francs": "swiss-franc",
}
_PER: Final = re.compile(r"\s*/\s*|\s+per\s+")
_LONGEST_SYMBOL: Final = 2  # ms is no plural of m
_PLURALS: Final = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("s", ""))


def same_unit(one: str, other: str) -> bool:
    """Whether two names are one unit: euros, EUR and €; crowns per passenger and crown/passenger."""
    return one == other or _plain(one) == _plain(other)


def said_unit(printed: Printed) -> str:
    """What a print says behind its number, its unit and what was not read; empty where it says nothing."""
    return f"{printed.unit or ''} {printed.rest}".strip()


def is_ratio_of(unit: str, said: str) -> bool:
    """Whether a unit is so much of what was said, for each of something that was not said: crowns/passenger, of crowns."""
    first, *others = _PER.split(_spaced(unit), maxsplit=1)
    return bool(others) and same_unit(first, said)


def per(unit: str) -> str:
    """The second half of a ratio with its slash: /passenger."""
    return f"/{_PER.split(_spaced(unit), maxsplit=1)[-1]}"


def points_unit(claim: Claim) -> str:
    """The unit in which basis points are recorded here: percentage points, or percent where they are a level and no difference; empty
    where they stay what they are.
    """
    level = claim.statistic is Statistic.LEVEL and not claim.minus
    return claim.unit if claim.unit == PP or (claim.unit == PERCENT and level) else ""


def read_for(claim: Claim, text: str) -> Printed:
    """What a text says if it is the print of this claim.

    Raises:
        PrintedError: it cannot be read.
    """
    return read_in(text, points_unit(claim))


@lru_cache(maxsize=65536)
def read_in(text: str, unit: str) -> Printed:
    """Read a print; what it says in basis points is given in this unit, if that is `percent` or `pp`.

    Raises:
        PrintedError: it cannot be read.
    """
    printed = read_printed(text)
    if printed.unit != BASIS_POINTS or unit not in (PERCENT, PP):
        return printed
    return replace(
        printed,
        unit=unit,
        value=printed.value * _BASIS_POINT,
        fine_unit=printed.fine_unit * _BASIS_POINT,
        coarse_unit=printed.coarse_unit * _BASIS_POINT,
        leading_unit=printed.leading_unit * _BASIS_POINT,
    )


@lru_cache(maxsize=4096)
def _plain(unit: str) -> str:
    return "/".join(_one(part) for part in _PER.split(_spaced(unit)))


def _spaced(unit: str) -> str:
    return " ".join(unit.lower().replace("-", " ").split())


def _one(name: str) -> str:
    """A unit without a slash: the currency that it names, or its last word without the plural ending."""
    if name in _CURRENCIES:
        return _CURRENCIES[name]
    for ending, single in _PLURALS:
        if len(name) > _LONGEST_SYMBOL and name.endswith(ending) and not name.endswith("ss"):
            return name.removesuffix(ending) + single
    return name
