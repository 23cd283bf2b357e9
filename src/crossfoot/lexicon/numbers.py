"""The words that state a number: counts, places in an order, scales, parts and multiples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossfoot.vocabulary import Bound

if TYPE_CHECKING:
    from collections.abc import Mapping

UNITS_AND_TEENS: Final[Mapping[str, int]] = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS: Final[Mapping[str, int]] = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
CARDINALS: Final[Mapping[str, int]] = {**UNITS_AND_TEENS, **TENS}

ORDINALS: Final[Mapping[str, int]] = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}
ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})

HUNDRED: Final = "hundred"
# The plurals stand after a number only ("2 millions"); alone they are vague.
SCALES: Final[Mapping[str, int]] = {
    HUNDRED: 100,
    "thousand": 10**3,
    "thousands": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "millions": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "billions": 10**9,
    "trillion": 10**12,
    "trillions": 10**12,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "mrd": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
# Single letters are units as well (10 m, 5 t): read as a scale only where they touch the digits or money
# is meant; b and t only where money is meant.
SCALE_LETTERS: Final[Mapping[str, int]] = {"k": 10**3, "m": 10**6}
MONEY_SCALE_LETTERS: Final[Mapping[str, int]] = {**SCALE_LETTERS, "b": 10**9, "t": 10**12}

DOZENS: Final = frozenset({"dozen"})
ARTICLES: Final = frozenset({"a", "an"})

# Denominators. "second" is none, and "quarter" is also three months: see QUARTERS.
PARTS: Final[Mapping[str, int]] = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
PARTS_PLURAL: Final[Mapping[str, int]] = {
    "halves": 2,
    "thirds": 3,
    "quarters": 4,
    "fourths": 4,
    "fifths": 5,
    "sixths": 6,
    "sevenths": 7,
    "eighths": 8,
    "ninths": 9,
    "tenths": 10,
}
QUARTERS: Final = frozenset({"quarter", "quarters"})

MULTIPLES: Final[Mapping[str, int]] = {
    "double": 2,
    "doubled": 2,
    "doubling": 2,
    "twice": 2,
    "triple": 3,
    "tripled": 3,
    "tripling": 3,
    "treble": 3,
    "trebled": 3,
    "thrice": 3,
    "quadruple": 4,
    "quadrupled": 4,
    "quintuple": 5,
    "quintupled": 5,
}
FOLD: Final = "fold"

# "Double digits" is a bound, not a number: ten or more.
DIGIT_IDIOMS: Final[Mapping[str, tuple[int, Bound]]] = {
    "single digit": (10, Bound.LESS_THAN),
    "single digits": (10, Bound.LESS_THAN),
    "double digit": (10, Bound.AT_LEAST),
    "double digits": (10, Bound.AT_LEAST),
    "double figure": (10, Bound.AT_LEAST),
    "double figures": (10, Bound.AT_LEAST),
    "two digit": (10, Bound.AT_LEAST),
    "two digits": (10, Bound.AT_LEAST),
    "triple digit": (100, Bound.AT_LEAST),
    "triple digits": (100, Bound.AT_LEAST),
    "triple figures": (100, Bound.AT_LEAST),
    "three digit": (100, Bound.AT_LEAST),
    "three digits": (100, Bound.AT_LEAST),
    "four digit": (1000, Bound.AT_LEAST),
    "five digit": (10**4, Bound.AT_LEAST),
    "six digit": (10**5, Bound.AT_LEAST),
}

VAGUE: Final = frozenset(
    {
        "tens",
        "dozens",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "trillions",
        "several",
        "few",
        "many",
        "most",
        "both",
        "numerous",
        "countless",
    }
)

# What is counted in running text although it states no number by itself.
PLURAL_SCALES: Final = frozenset({"tens", "dozens", "hundreds", "thousands", "millions", "billions", "trillions"})
FOLD_WORDS: Final = frozenset(word + FOLD for word in (*CARDINALS, HUNDRED, "thousand"))
# Every one of these in a running text is part of a claim or of a mention. "Quarter" is mostly three months and no number.
NUMBER_WORDS: Final = frozenset(
    {*CARDINALS, *ORDINALS, *SCALES, *DOZENS, *PARTS, *PARTS_PLURAL, *MULTIPLES, *PLURAL_SCALES, *FOLD_WORDS, "billionth", "trillionth"}
    - QUARTERS
)
