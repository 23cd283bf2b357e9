"""Regular expressions for running text, made from the tables of the lexicon. They run on folded text: lower case, ASCII digits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from crossfoot.lexicon import (
    CARDINALS,
    CURRENCY_CODES,
    CURRENCY_PREFIXES,
    CURRENCY_SIGNS,
    DIGIT_IDIOMS,
    DOZENS,
    FOLD_WORDS,
    GLUED_UNITS,
    MONTHS,
    MULTIPLES,
    ORDINALS,
    PARTS,
    PARTS_PLURAL,
    QUALIFIERS,
    SCALES,
    SUFFIX_QUALIFIERS,
    TENS,
    UNITS,
    UNITS_AND_TEENS,
)

# Between the words of one print: a space or two, a hyphen, or one line end before a letter (never an empty line).
GAP: Final = r"(?:[^\S\r\n\t]{1,2}|-|[^\S\r\n\t]?\r?\n[^\S\r\n\t]{0,8}(?=[^\W\d_]))"
SPACE: Final = r"(?:[^\S\r\n\t]{1,2}|[^\S\r\n\t]?\r?\n[^\S\r\n\t]{0,8}(?=[^\W\d_]))"
END: Final = r"(?![^\W_])"
VULGAR: Final = r"[\u00bc-\u00be\u2150-\u215e]"
SEPARATED: Final = r"[.,']\d+|[\u00a0\u202f\u2009]\d{3}(?!\d)"
# The same apart from spaces, from which a new line or a cell may follow.
YEAR: Final = r"(?:1[5-9]|20|21)\d\d(?!\d)"


def any_of(phrases: Iterable[str], gap: str = GAP) -> str:
    """An alternation of phrases, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", gap) for phrase in ordered) + ")"


def reversed_any_of(phrases: Iterable[str]) -> str:
    """The same for text that is read backwards."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase[::-1]).replace(r"\ ", r"(?:-|\s{1,3})") for phrase in ordered) + ")"


def _wordy(phrases: Iterable[str]) -> list[str]:
    return [phrase for phrase in phrases if phrase[-1].isalpha()]


def _signs(phrases: Iterable[str]) -> list[str]:
    return [phrase for phrase in phrases if not phrase[-1].isalpha()]


def _symbols(phrases: Iterable[str]) -> list[str]:
    return [phrase for phrase in phrases if not phrase[0].isalpha()]


SCALE: Final = any_of([*SCALES, *DOZENS])
_ONES: Final = any_of([word for word, value in UNITS_AND_TEENS.items() if 0 < value < CARDINALS["ten"]])
_BELOW: Final = rf"(?:{any_of(TENS)}{GAP}{_ONES}|{any_of(CARDINALS)}){END}"
_SCALED: Final = rf"(?:{_BELOW}|an?(?={SPACE}{SCALE}{END}))(?:{GAP}{SCALE}{END})+"
_HALF: Final = rf"(?:{GAP}and{GAP}(?:a|one){GAP}(?:half|third|quarter){END})"
_DENOMINATOR: Final = rf"{GAP}(?:(?<=one.){any_of(PARTS)}|{any_of(PARTS_PLURAL)}){END}"
# Numbers in words, the longest form first.
NUMBER_IN_WORDS: Final = re.compile(
    rf"{any_of(DIGIT_IDIOMS)}{END}"
    rf"|(?:{any_of(TENS)}{GAP}|{any_of(CARDINALS)}{GAP}(?=hundredth|thousandth|millionth)){any_of(ORDINALS)}{END}"
    rf"|{_BELOW}{SPACE}point(?:{SPACE}{any_of(UNITS_AND_TEENS)}{END})+"
    rf"|{_SCALED}(?:{GAP}(?:and{SPACE})?(?:{_SCALED}|{_BELOW}))*{_HALF}?"
    rf"|{_BELOW}(?:{_DENOMINATOR}(?:(?<=uarters)\sof{END})?|-{any_of(PARTS)}{END}|{_HALF})?"
    rf"|(?:an?{SPACE})?half{END}(?:{SPACE}an?(?={SPACE}(?:{SCALE}|{any_of(UNITS)}){END}))?"
    rf"|an?{SPACE}(?:quarter\sof|{any_of(PARTS)}){END}"
    rf"|{any_of([*MULTIPLES, *FOLD_WORDS])}{END}"
    rf"|{any_of(ORDINALS)}{END}"
)
NUMBER_IN_DIGITS: Final = re.compile(
    # Groups apart by plain spaces, as in French; a row of a table may look the same, so that nobody can say the value.
    r"(?<!\d )(?<![\w.,'+])\d{1,3}(?: \d{3}){1,4}(?:[.,]\d{1,2})?(?![^\W_]|[.,]\d| \d)"
    rf"|\d+(?:(?:st|nd|rd|th){END}"
    rf"|[- ]\d{{1,2}}/\d{{1,2}}(?![\d/])|[- ]?{VULGAR}|/\d+(?![/\d])"
    rf"|(?:{SEPARATED})*(?:{SPACE}and{SPACE}a{SPACE}half{END})?)"
    r"|\.\d+"
    rf"|{VULGAR}"
)
# As in "a quarter of a million", of which the grammar reads the first half only.
OF_SCALE: Final = re.compile(rf"(?:{SPACE}of|(?<= of)){SPACE}an?{SPACE}{SCALE}{END}")
# What may follow the number: scale words, "or more", a unit, "or more".
SCALES_AFTER: Final = re.compile(rf"(?:{GAP}?{SCALE}{END})+")
SCALE_LETTER: Final = re.compile(r" ?[kmbt](?![\w/]|\.\w)")
SUFFIX_AFTER: Final = re.compile(rf"{GAP}{any_of(_wordy(set(SUFFIX_QUALIFIERS) - {'plus'}))}{END}|-plus{END}|\+(?![\w+])")
_PLAIN_UNITS: Final = [unit for unit in UNITS if unit not in CURRENCY_CODES and unit not in CURRENCY_SIGNS]
UNIT_AFTER: Final = re.compile(
    rf"(?:{GAP}?(?:{any_of(_wordy(_PLAIN_UNITS))}{END}|{any_of(_signs(_PLAIN_UNITS))}"
    rf"|(?:{any_of(_wordy(CURRENCY_CODES))}{END}|{any_of(CURRENCY_SIGNS)})(?!\s?[\d.]))"
    rf"|{any_of(GLUED_UNITS)}{END}(?!\s?\d))(?:/[^\W\d_]+)?"
)
BRACKET_END: Final = re.compile(r"\)")
PERCENT_OR_SCALE: Final = re.compile(rf"\s?(?:%|{GAP}?{SCALE}{END})")

# Read backwards from the number: currencies, signs and an opening bracket, then a qualifier, then a sign before that.
_NEAR_SIGN: Final = r"[-+](?![^\W_]|[%)\].,])"
_WORD_SIGN: Final = rf"\s{{1,2}}{reversed_any_of(['minus', 'negative', 'plus', 'positive'])}{END}"
_CURRENCY: Final = rf"\s?(?:{reversed_any_of(_signs(CURRENCY_PREFIXES))}(?![^\W\d_]|\$)|{reversed_any_of(_wordy(CURRENCY_PREFIXES))}{END})"
_QUALIFIER: Final = (
    rf"(?:\s{{1,2}}|\s{{0,2}}\n\s?){reversed_any_of(_wordy(QUALIFIERS))}{END}"
    rf"|\s?(?:{reversed_any_of(_symbols(QUALIFIERS))}|{reversed_any_of(set(_signs(QUALIFIERS)) - set(_symbols(QUALIFIERS)))}{END})"
)
BEFORE: Final = re.compile(rf"(?P<near>(?:{_NEAR_SIGN}|{_CURRENCY}|{_WORD_SIGN}|\()*)(?P<qualifier>{_QUALIFIER})?")
QUALIFIER_BEFORE: Final = re.compile(_QUALIFIER)

# The point of an abbreviation, not of a sentence.
MONTH: Final = any_of(MONTHS) + r"\b(?:\.(?=,?\s?\d))?"
ORDINAL_WORD: Final = any_of(ORDINALS)
CARDINAL_WORD: Final = any_of(CARDINALS)
