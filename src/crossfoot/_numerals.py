"""Numerals that are no decimal digits: Ⅳ, 三, 十二, 三百五十, 二〇二二."""

from __future__ import annotations

import unicodedata
from typing import Final

_ZERO: Final = "\u3007\u96f6"
_TENS: Final = {"\u5341": 10, "\u767e": 100, "\u5343": 1000}
_MYRIADS: Final = {"\u4e07": 10**4, "\u842c": 10**4, "\u4ebf": 10**8, "\u5104": 10**8}
_LONGEST: Final = 24


def numeral_of(text: str) -> int | None:
    """The whole number that a numeral says, or None: for digits, raised and circled ones too, for what is no numeral or no whole number."""
    if not text or text.isascii() or len(text) > _LONGEST or not text.isnumeric():
        return None
    if len(text) == 1:
        return _single(text)
    values = [_single(character) for character in text]
    if any(value is None for value in values) or not all(_is_han(character) for character in text):
        return None
    return _positional(text) if not any(character in _TENS or character in _MYRIADS for character in text) else _composed(text)


def _is_han(character: str) -> bool:
    return character in _ZERO or "\u4e00" <= character <= "\u9fff"


def _single(character: str) -> int | None:
    if character.isdigit():
        return None
    value = unicodedata.numeric(character)
    return int(value) if value == int(value) and value >= 0 else None


def _positional(text: str) -> int | None:
    """二〇二二: digit by digit."""
    digits = [_single(character) for character in text]
    return int("".join(str(digit) for digit in digits)) if all(digit is not None and digit < 10 for digit in digits) else None  # noqa: PLR2004


def _composed(text: str) -> int | None:
    """三百五十, 十二万: digits, each times the unit behind it, in falling order."""
    total = section = digit = 0
    last, last_myriad = 10**9, 10**12
    for character in text:
        if character in _MYRIADS:
            factor = _MYRIADS[character]
            if factor >= last_myriad or not section + digit:
                return None
            total, section, digit, last, last_myriad = total + (section + digit) * factor, 0, 0, 10**9, factor
        elif character in _TENS:
            factor = _TENS[character]
            if factor >= last:
                return None
            section, digit, last = section + (digit or 1) * factor, 0, factor
        elif digit:
            return None
        else:
            digit = _single(character) or 0
            if digit > 9:  # noqa: PLR2004 - a digit
                return None
    return total + section + digit
