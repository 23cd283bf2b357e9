"""What a printed figure says: "more than 2.661 million" is above 2,661,000, printed to the last thousand.

`read_printed` is a grammar, read from left to right over tokens:

    figure = [sign] [qualifier] [sign] [currency] number [scale] ["or more"] [unit] ["or more"] rest
    number = digits with groups and decimals | mixed fraction | number words | ordinal | idiom ("double-digit", "twice")
    scale  = thousand, million, hundred million, bn, dozen, ...
    unit   = percent, percentage points, points, times, a currency, any of them with "/kg"

The words are tables in `crossfoot.lexicon`. Everything is exact (`Fraction`), and nothing is guessed: a following word that is
not in the tables ("33 key enterprises") is handed back as `rest`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot._printed_number import Amount, is_number, place_of_leading_digit, read_number, read_scale
from crossfoot._printed_plain import read_plain
from crossfoot._printed_text import Cursor, Phrases, PrintedError, bracket_spans, open_source
from crossfoot.lexicon import (
    ARTICLES,
    CURRENCY_PREFIXES,
    DOZENS,
    GLUED_UNITS,
    ORDINAL,
    ORDINALS,
    PARTS,
    QUALIFIERS,
    SCALES,
    SIGNS,
    SUFFIX_QUALIFIERS,
    UNITS,
    YUAN_OR_YEN,
    YUAN_OR_YEN_MEANS,
)
from crossfoot.vocabulary import Bound

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["Printed", "PrintedError", "length_fault", "outside_brackets", "read_printed"]

_SIGNS = Phrases(SIGNS)
_QUALIFIERS = Phrases(QUALIFIERS)
_SUFFIX_QUALIFIERS = Phrases(SUFFIX_QUALIFIERS)
_CURRENCY_PREFIXES = Phrases(CURRENCY_PREFIXES)
_UNITS = Phrases(UNITS)
_GLUED_UNITS = Phrases(GLUED_UNITS)
_MIRRORED = {
    Bound.MORE_THAN: Bound.LESS_THAN,
    Bound.LESS_THAN: Bound.MORE_THAN,
    Bound.AT_LEAST: Bound.AT_MOST,
    Bound.AT_MOST: Bound.AT_LEAST,
}
_DIGITS_ONLY = re.compile(r"[+-]?[0-9][0-9.,]*%?")
_LINKS = frozenset({"to", "and", "or", "through", "versus", "x"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed figure, read.

    `value` is exact and signed, in base units ("162.4 billion yuan" is 162,400,000,000; percent stays as printed). `unit` is the
    unit that the print names ("percent", "pp", "points", "times", "yuan", "dollar/kg", "ordinal", ...), None where it names none.

    The places are in base units and positive, `fine_unit` <= `coarse_unit` <= `leading_unit`: `fine_unit` is the last printed
    digit (of an integer with trailing zeros the last group of thousands that is not all zeros; of a fraction one part),
    `coarse_unit` the last digit other than zero, `leading_unit` the first digit. `significant` says that printed zeros count:
    digits were printed after the decimal point, or the figure is a fraction or an ordinal. `rest` is what was not read.
    """

    value: Fraction
    unit: str | None
    bound: Bound
    fine_unit: Fraction
    coarse_unit: Fraction
    leading_unit: Fraction
    significant: bool
    rest: str


@lru_cache(maxsize=65536)
def read_printed(text: str) -> Printed:
    """Read a figure as printed, from its qualifier or sign to its unit.

    What stands in `[...]` is read as if the brackets were not there. A sign before the qualifier mirrors it: "[-]more than 5%"
    (for "fell by more than 5 %") is less than -5 %; "more than -5%" is more than -5 %.

    Raises:
        PrintedError: the text is no single figure, holds characters nobody can see, or could be read in two ways.
    """
    plain = read_plain(text)
    if plain is None:
        return _read(text)
    leading = _leading(plain.value, plain.fine_unit, plain.coarse_unit)
    return Printed(plain.value, plain.unit, plain.bound, plain.fine_unit, plain.coarse_unit, leading, plain.significant, "")


def _read(text: str) -> Printed:
    """Read a figure token by token."""
    cursor = Cursor(open_source(text))
    figure = _Figure(cursor)
    amount = figure.read()
    value = -amount.value if figure.negative else amount.value
    unit = figure.named_unit(amount)
    bound = figure.named_bound(amount)
    rest = _rest(cursor, ordinal=unit == ORDINAL)
    leading = _leading(value, amount.fine, amount.coarse)
    return Printed(value, unit, bound, amount.fine, amount.coarse, leading, amount.significant, rest)


def _leading(value: Fraction, fine: Fraction, coarse: Fraction) -> Fraction:
    return max(place_of_leading_digit(value), coarse) if value else fine


def outside_brackets(text: str) -> str:
    """The part that stands in the source: without `[...]`, and without the space that a bracket between two words leaves twice.

    Raises:
        PrintedError: the brackets are not pairs.
    """
    kept, position = "", 0
    for start, end in [*bracket_spans(text), (len(text), len(text))]:
        piece = text[position:start]
        if (not kept or kept[-1].isspace()) and piece[:1].isspace():
            piece = piece[1:]
        kept, position = kept + piece, end
    return kept.strip()


def length_fault(text: str, length: int) -> str:
    """What is wrong with a print of digits only that is longer or shorter than its place, or nothing.

    The place says how many characters were printed there: a spreadsheet that drops a zero, or adds one, cannot change that.
    """
    try:
        outside = outside_brackets(text)
    except PrintedError:
        return ""
    if not _DIGITS_ONLY.fullmatch(outside) or len(outside) == length or length < 1:
        return ""
    return (
        f'found the printed form "{outside}" of {len(outside)} characters at a place of {length}, expected as many; a spreadsheet makes '
        "1.3 of 1.30, 28.80% of 28.8% and 3100 of 3,100, or the offsets are not exact"
    )


class _Figure:
    """The parts around the number: signs, parentheses, qualifiers, currency and unit."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.negative = False
        self.mirrored = False
        self.signed = False
        self.opened = False
        self.closed = False
        self.currency: str | None = None
        self.unit: str | None = None
        self.bound: Bound | None = None

    def read(self) -> Amount:
        """Read everything up to the rest."""
        if not self.cursor.at_digits():
            self._qualifier()
            self._before_number()
        amount = read_number(self.cursor)
        if self.cursor.ended() and not self.opened:
            return amount
        self._close()
        amount = read_scale(self.cursor, amount, money=self.currency is not None)
        self._close()
        self._suffix()
        self._unit()
        self._close()
        self._suffix()
        if self.opened and not self.closed:
            self.cursor.fail("found ( without its ); a negative figure in parentheses is closed, as in (7.0)%")
        return amount

    def named_bound(self, amount: Amount) -> Bound:
        """The bound that the qualifiers or the number word say."""
        bound = amount.bound if self.bound is None else self.bound
        if amount.bound is not Bound.EXACT and bound not in {amount.bound, Bound.NEARLY}:
            self.cursor.fail("found a qualifier before a number of digits, which is a bound already; keep one of the two", 0)
        return _MIRRORED.get(bound, bound) if self._mirrors(amount) else bound

    def named_unit(self, amount: Amount) -> str | None:
        """The one unit that currency sign, number word and unit word name."""
        named = {unit for unit in (self.currency, amount.unit, self.unit) if unit is not None}
        if YUAN_OR_YEN in named and len(named & YUAN_OR_YEN_MEANS) == 1:
            named.remove(YUAN_OR_YEN)
        if YUAN_OR_YEN in named:
            self.cursor.fail("found ¥, the sign of yuan and of yen; say which in brackets, as in ¥5 billion [yuan]", 0)
        if len(named) > 1:
            self.cursor.fail(f"found two units, {' and '.join(sorted(named))}; a figure has one, so correct it", 0)
        return self._per(named.pop()) if named else None

    def _mirrors(self, amount: Amount) -> bool:
        return self.mirrored or (self.negative and amount.bound is not Bound.EXACT)

    def _qualifier(self) -> None:
        """A qualifier, and a sign before it, which turns it round."""
        start = self.cursor.index
        sign = self.cursor.take(_SIGNS)
        bound = self.cursor.take(_QUALIFIERS)
        if bound is None:
            self.cursor.index = start
            return
        self.bound = bound
        self.signed = sign is not None
        self.negative = self.mirrored = sign == -1
        if self.cursor.phrase(_QUALIFIERS, self.cursor.index) is not None:
            self.cursor.fail("found a second qualifier; a figure has one bound, so keep the one that binds")

    def _before_number(self) -> None:
        """Sign, opening parenthesis and currency, in any order, each at most once."""
        while True:
            if not self.signed and (sign := self.cursor.take(_SIGNS)) is not None:
                self.signed, self.negative = True, sign == -1
            elif self.currency is None and (currency := self.cursor.take(_CURRENCY_PREFIXES)) is not None:
                self.currency = currency
            elif not self.signed and self.cursor.skip("("):
                self.signed = self.opened = self.negative = True
            else:
                break
        if self.cursor.phrase(_SIGNS, self.cursor.index) is not None:
            self.cursor.fail("found two signs; a minus, a plus or parentheses stand once, so keep one")

    def _close(self) -> None:
        if self.opened and not self.closed:
            self.closed = self.cursor.skip(")")

    def _suffix(self) -> None:
        """Or more; the plus of 50+."""
        index = self.cursor.joined(self.cursor.index)
        if self.cursor.symbol(index) == "+" and not self.cursor.glued(index):
            return
        found = self.cursor.phrase(_SUFFIX_QUALIFIERS, index)
        if found is None:
            return
        if self.bound not in {None, found[0]}:
            self.cursor.fail("found qualifiers before and after the number; a figure has one bound, so keep the one that binds")
        if self.negative and found[0] in _MIRRORED:
            message = "found a negative figure with a bound behind it, which can be meant either way; leave those words out"
            self.cursor.fail(f"{message} and supply the bound in brackets, as in [at most -]5%", index)
        self.bound, self.cursor.index = found

    def _unit(self) -> None:
        """The unit word, if it is one that the tables know."""
        cursor = self.cursor
        found = cursor.phrase(_GLUED_UNITS, cursor.index) if cursor.glued(cursor.index) else None
        found = found or cursor.phrase(_UNITS, cursor.joined(cursor.index))
        if found is not None:
            self.unit, cursor.index = found

    def _per(self, unit: str) -> str:
        """Yuan/kg is another unit than yuan."""
        cursor = self.cursor
        index = cursor.index
        slash = cursor.symbol(index) == "/" and cursor.glued(index)
        if not slash or not cursor.glued(index + 1) or not cursor.word(index + 1):
            return unit
        cursor.index = index + 2
        return f"{unit}/{cursor.shown(index + 1)}"


def _rest(cursor: Cursor, *, ordinal: bool) -> str:
    """What was not read; it must not hold another part of the figure."""
    index = cursor.joined(cursor.index)
    if not ordinal and is_number(cursor.at(index)):
        message = "found another number right behind the figure; a claim holds one figure, so end `printed` after the first"
        cursor.fail(f"{message} (digits are grouped by commas, not by plain spaces)", index)
    _no_range(cursor, cursor.index)
    token = cursor.at(index)
    return cursor.source.clean[token.start :].strip() if token is not None else ""


def _no_range(cursor: Cursor, index: int) -> None:
    """5-10, 5 to 10, 50 ± 3, 12:30 and a sign behind the number are not one figure."""
    start = index
    if cursor.dash(index) and cursor.glued(index) and len(cursor.tokens) == index + 1:
        cursor.fail("found a sign behind the number; write it before, as in [-]7%", index)
    index += cursor.word(index) in _LINKS
    while cursor.symbol(index) not in {"", "(", "."}:
        index += 1
    if index > start and _second_number(cursor, index):
        message = "found a second number; a claim holds one figure, and a range is two claims, at_least and at_most"
        cursor.fail(message, index)


def _second_number(cursor: Cursor, index: int) -> bool:
    word, following = cursor.word(index), cursor.word(index + 1)
    counted = word in ARTICLES and any(following in table for table in (PARTS, SCALES, DOZENS))
    return counted or word in ORDINALS or is_number(cursor.at(index))
