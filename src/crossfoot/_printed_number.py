"""The number in a printed figure: digits, fractions and number words, exactly, with the places it was printed to."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from crossfoot.lexicon import (
    ARTICLES,
    CARDINALS,
    CURRENCIES,
    DIGIT_IDIOMS,
    DOZENS,
    FOLD,
    HUNDRED,
    MONEY_SCALE_LETTERS,
    MULTIPLES,
    ORDINAL,
    ORDINAL_ENDINGS,
    ORDINALS,
    PARTS,
    PARTS_PLURAL,
    QUARTERS,
    SCALE_LETTERS,
    SCALES,
    TENS,
    TIMES,
    UNITS,
    VAGUE,
)
from crossfoot.vocabulary import Bound

from ._numerals import numeral_of
from ._printed_text import Cursor, Kind, Phrases, Token

MAX_DIGITS: Final = 60
MAX_SCALE: Final = 10**24
MAX_DENOMINATOR: Final = 99
GROUP: Final = 3
DOZEN: Final = 12
# Not "quarters" and "third": after a number they are three months and a place in an order.
_PARTS_OF_NUMBERS: Final = frozenset({*CARDINALS, *SCALES, *DOZENS, *PARTS_PLURAL, "half"} - QUARTERS)
_DIGIT_IDIOMS: Final = Phrases(DIGIT_IDIOMS)
_UNITS: Final = Phrases(UNITS)
WAY_OUT: Final = "or write the whole figure in brackets, as in [1.5 million], and let start and end mark the words"


class Amount(NamedTuple):
    """A number with the places it was printed to: `fine` and `coarse` as in `Printed`.

    `unit` and `bound` are given where the number word says them itself ("twice", "double-digit").
    """

    value: Fraction
    fine: Fraction
    coarse: Fraction
    significant: bool
    unit: str | None = None
    bound: Bound = Bound.EXACT

    def scaled(self, factor: int) -> Amount:
        """So many thousands, millions and so on."""
        if factor == 1:
            return self
        return self._replace(value=self.value * factor, fine=self.fine * factor, coarse=self.coarse * factor)


def integer(value: int, factor: int = 1) -> Amount:
    """An integer, of so many thousands or millions: its own trailing zeros may be there only to fill."""
    zeros = len(str(value)) - len(str(value).rstrip("0")) if value else 0
    thousands = zeros - zeros % GROUP
    return Amount(Fraction(value * factor), place(thousands, factor), place(zeros, factor), significant=False)


def decimal(whole: str, decimals: str, factor: int = 1) -> Amount:
    """A number with decimals, every one of which is significant."""
    unit = place(-len(decimals), factor)
    return Amount(Fraction(int(whole + decimals) * factor, 10 ** len(decimals)), unit, unit, significant=True)


def fraction(whole: int, numerator: int, denominator: int) -> Amount:
    """A whole number and a proper fraction: printed to one part of the denominator."""
    unit = Fraction(1, denominator)
    return Amount(whole + numerator * unit, unit, unit, significant=True)


def ordinal(value: int) -> Amount:
    """A place in an order, which nobody rounds."""
    return Amount(Fraction(value), Fraction(1), Fraction(1), significant=True, unit=ORDINAL)


def multiple(value: int) -> Amount:
    """Twice, threefold."""
    return integer(value)._replace(unit=TIMES)


def place_of_leading_digit(value: Fraction) -> Fraction:
    """The largest power of ten that is not above |value|; value is not 0."""
    numerator, denominator = abs(value.numerator), value.denominator
    power = len(str(numerator)) - len(str(denominator))
    reached = numerator >= denominator * 10**power if power >= 0 else numerator * 10**-power >= denominator
    return place(power if reached else power - 1)


@lru_cache(maxsize=512)
def place(exponent: int, factor: int = 1) -> Fraction:
    """So many times a power of ten, exactly."""
    return Fraction(factor * 10**exponent) if exponent >= 0 else Fraction(factor, 10**-exponent)


# ── digits ───────────────────────────────────────────────────────────────────────────────────────


def read_number(cursor: Cursor) -> Amount:
    """Read the number that must stand here, without its scale."""
    token = cursor.at(cursor.index)
    if token is not None and token.kind is Kind.NUMERAL:
        cursor.index += 1
        return _after_digits(cursor, token)
    if token is not None and token.kind is Kind.FRACTION:
        cursor.index += 1
        return fraction(0, *_parts(cursor, token))
    if token is not None and (value := numeral_of(token.text)) is not None:
        cursor.index += 1
        return integer(value)
    amount = _number_words(cursor)
    return amount if amount is not None else _no_number(cursor)


def _after_digits(cursor: Cursor, token: Token) -> Amount:
    if cursor.word(cursor.index) in ORDINAL_ENDINGS and cursor.glued(cursor.index):
        cursor.index += 1
        return ordinal(_plain(cursor, token, "an ordinal"))
    if (parts := _mixed(cursor)) is not None:
        return fraction(_plain(cursor, token, "the whole number before a fraction"), *parts)
    return _numeral(cursor, token)


def _mixed(cursor: Cursor) -> tuple[int, int] | None:
    """The fraction of "4 1/4", "4-1/4", "4¼", "4 and a half", "four-and-a-half"."""
    index = cursor.index
    if cursor.dash(index) and cursor.glued(index) and cursor.glued(index + 1):
        index += 1
    if cursor.word(index) == "and":
        article = cursor.joined(index + 1)
        part = cursor.joined(article + 1)
        if cursor.word(article) in {"a", "one"} and cursor.word(part) in PARTS:
            cursor.index = part + 1
            return 1, PARTS[cursor.word(part)]
        index += 1
    token = cursor.at(index)
    if token is None or token.kind is not Kind.FRACTION:
        return None
    cursor.index = index + 1
    return _parts(cursor, token)


def _parts(cursor: Cursor, token: Token) -> tuple[int, int]:
    numerator, denominator = (int(digits) for digits in token.text.split("/"))
    if not 0 < numerator < denominator <= MAX_DENOMINATOR:
        message = f"found {token.text}; expected a proper fraction such as 1/4, of {MAX_DENOMINATOR}ths at most, so correct it"
        cursor.source.fail(f"{message}, {WAY_OUT}", token.start)
    return numerator, denominator


def _plain(cursor: Cursor, token: Token, role: str) -> int:
    amount = _numeral(cursor, token)
    if amount.value.denominator != 1 or "." in token.text:
        cursor.source.fail(f"found {token.text} as {role}; expected a whole number, so correct it, {WAY_OUT}", token.start)
    return int(amount.value)


def _numeral(cursor: Cursor, token: Token) -> Amount:
    """The value of digits with their separators."""
    if sum(character.isdigit() for character in token.text) > MAX_DIGITS:
        cursor.source.fail(f"found more than {MAX_DIGITS} digits; a printed figure has fewer, so shorten it", token.start)
    _no_exponent(cursor, token)
    whole, point, decimals = token.text.partition(".")
    if not decimals.isdigit() and point:
        message = f"found {token.text}, in which points or commas stand where they are not read; expected the form 1,234.5"
        cursor.source.fail(f"{message}, so correct it, {WAY_OUT}", token.start)
    digits = _ungrouped(cursor, token, whole)
    return decimal(digits, decimals) if point else integer(int(digits))


def _no_exponent(cursor: Cursor, token: Token) -> None:
    index = cursor.index
    if cursor.word(index) != "e" or not cursor.glued(index) or not cursor.glued(index + 1):
        return
    if cursor.shown(index + 1)[-1:].isdecimal() or cursor.glued(index + 2):
        cursor.source.fail("found a number with an exponent; write all its digits, or a scale word such as million", token.start)


def _ungrouped(cursor: Cursor, token: Token, whole: str) -> str:
    """The digits before the decimal point, their groups checked."""
    separators = {character for character in whole if not character.isdigit()}
    if not separators:
        return whole
    separator = min(separators)
    first, *others = whole.split(separator)
    if len(separators) == 1 and 0 < len(first) <= GROUP and first[0] != "0" and all(len(group) == GROUP for group in others):
        return first + "".join(others)
    message = f"found {token.text}, whose digits are not in groups of three with one separator, as in 1,234,567; "
    if separators == {","} and len(others) == 1:
        message += "if the comma is a decimal comma, a point is expected: "
    return cursor.source.fail(f"{message}correct it, {WAY_OUT}", token.start)


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def _number_words(cursor: Cursor) -> Amount | None:
    if (idiom := cursor.take(_DIGIT_IDIOMS)) is not None:
        return integer(idiom[0])._replace(bound=idiom[1])
    word = cursor.word(cursor.index)
    if word in MULTIPLES:
        cursor.index += 1
        return multiple(MULTIPLES[word])
    if (times := _fold(word)) is not None:
        cursor.index += 1
        return multiple(times)
    if word in ORDINALS:
        cursor.index += 1
        return ordinal(ORDINALS[word])
    if (part := _part_alone(cursor)) is not None:
        return part
    return _cardinal(cursor)


def _fold(word: str) -> int | None:
    """Twofold, tenfold, hundredfold."""
    stem = word.removesuffix(FOLD)
    return CARDINALS.get(stem, SCALES.get(stem)) if stem != word else None


def _part_alone(cursor: Cursor) -> Amount | None:
    """Half, a half, a third, half a (million)."""
    article = cursor.word(cursor.index) in ARTICLES
    index = cursor.index + article
    word = cursor.word(index)
    if word not in PARTS or not (article or word == "half"):
        return None
    cursor.index = _behind_part(cursor, index)
    if cursor.word(cursor.index) in ARTICLES and _measures(cursor, cursor.index + 1):
        cursor.index += 1
    return fraction(0, 1, PARTS[word])


def _measures(cursor: Cursor, index: int) -> bool:
    """Whether a half may be a half of the word here: a million, a dozen, a percent."""
    return cursor.word(index) in SCALES or cursor.word(index) in DOZENS or cursor.phrase(_UNITS, index) is not None


def _behind_part(cursor: Cursor, index: int) -> int:
    """The index behind a denominator. Three quarters are also nine months: only "three-quarters" and "three quarters of" are a fraction."""
    if cursor.word(index) not in QUARTERS or cursor.dash(index - 1):
        return index + 1
    if cursor.word(index + 1) == "of":
        return index + 2  # the word that tells is part of the print
    message = "found quarters that may be fourths or three-month periods; say which"
    return cursor.fail(f"{message}, as in three quarters [of], or three [calendar] quarters", index)


def _cardinal(cursor: Cursor) -> Amount | None:
    """Twenty-one, two hundred and five, two million three hundred thousand, one and a half, two thirds, twenty-first, a dozen."""
    start = cursor.index
    if (place := _compound_ordinal(cursor)) is not None:
        return ordinal(place)
    total, limit = 0, 0
    while (group := _group(cursor)) is not None:
        hundreds = group >= SCALES[HUNDRED] and cursor.word(cursor.joined(cursor.index)) == HUNDRED
        factor = _scale_words(cursor)
        if hundreds or 0 < limit <= group * factor:
            cursor.fail("found two numbers in one; a claim holds one figure, so end `printed` after the first", start)
        total, limit = total + group * factor, factor
        if factor == 1 or not _continues(cursor):
            break
    else:
        if not total:
            return None
    return _after_words(cursor, total)


def _compound_ordinal(cursor: Cursor) -> int | None:
    """Twenty-first; two hundredth."""
    word = cursor.word(cursor.index)
    index = cursor.joined(cursor.index + 1)
    last = ORDINALS.get(cursor.word(index), 0)
    if word in TENS and 0 < last < CARDINALS["ten"]:
        cursor.index = index + 1
        return TENS[word] + last
    if word in CARDINALS and last >= SCALES[HUNDRED]:
        cursor.index = index + 1
        return CARDINALS[word] * last
    return None


def _group(cursor: Cursor) -> int | None:
    """A number below a thousand, or "twelve hundred": what stands before a scale word."""
    number = _below_hundred(cursor)
    if number is None:
        return None
    index = cursor.joined(cursor.index)
    if cursor.word(index) != HUNDRED:
        return number
    cursor.index = index + 1
    mark = cursor.index
    _continues(cursor)
    rest = _below_hundred(cursor, article=False)
    if rest is None:
        cursor.index = mark
    return number * SCALES[HUNDRED] + (rest or 0)


def _below_hundred(cursor: Cursor, *, article: bool = True) -> int | None:
    word = cursor.word(cursor.index)
    if article and _article_for_one(cursor, cursor.index):
        cursor.index += 1
        return 1
    if word not in CARDINALS:
        return None
    cursor.index += 1
    after = cursor.joined(cursor.index)
    last = CARDINALS.get(cursor.word(after), 0)
    if word in TENS and 0 < last < CARDINALS["ten"]:
        cursor.index = after + 1
        return TENS[word] + last
    return CARDINALS[word]


def _article_for_one(cursor: Cursor, index: int) -> bool:
    """Whether "a" stands for one here: a million, a dozen."""
    following = cursor.word(index + 1)
    return cursor.word(index) in ARTICLES and (following in SCALES or following in DOZENS)


def _continues(cursor: Cursor) -> bool:
    """Step over a hyphen or an "and" if a number word follows; whether one does."""
    index = cursor.joined(cursor.index)
    if cursor.word(index) == "and":
        index += 1
    if cursor.word(index) not in CARDINALS and not _article_for_one(cursor, index):
        return False
    cursor.index = index
    return True


def _after_words(cursor: Cursor, number: int) -> Amount:
    """What may follow a number in words: a fraction of it, or a fraction more."""
    index = cursor.joined(cursor.index)
    denominator = (PARTS if number == 1 else PARTS_PLURAL).get(cursor.word(index))
    if denominator is not None and 0 < number < denominator:
        cursor.index = _behind_part(cursor, index)
        return fraction(0, number, denominator)
    # "A million and a half" is 1.5 million, or half more than a million: the rest refuses it.
    parts = _mixed(cursor) if number < SCALES[HUNDRED] else None
    return fraction(number, *parts) if parts is not None else integer(number)


def _no_number(cursor: Cursor) -> Amount:
    if cursor.word(cursor.index) in ARTICLES and cursor.word(cursor.index + 1) in VAGUE:
        cursor.index += 1
    word = cursor.word(cursor.index)
    shown = cursor.shown(cursor.index)
    if not shown:
        return cursor.fail(f"found no number where the figure should stand; write the number, {WAY_OUT}")
    if word in VAGUE:
        return cursor.fail(f"found the vague quantity {shown}; it is no claim, so record it in mentions.csv as vague")
    if word in SCALES:
        return cursor.fail(f"found {shown} without a number before it; supply the number in brackets, as in [1] {shown}")
    expected = "expected a number, a sign, a currency or a known qualifier such as more than"
    return cursor.fail(f"found {shown!r}; {expected}. Let `printed` begin at the figure, {WAY_OUT}")


# ── scales ───────────────────────────────────────────────────────────────────────────────────────


def read_scale(cursor: Cursor, amount: Amount, *, money: bool) -> Amount:
    """Read thousands, millions, dozens after a number; `money` says that a currency was printed before it."""
    if amount.unit is not None or amount.bound is not Bound.EXACT:
        return amount
    factor = _scale_words(cursor) * _scale_letter(cursor, money=money)
    return _dozens(cursor, amount.scaled(factor))


def _scale_words(cursor: Cursor) -> int:
    """Hundred million, thousand, ten thousand; 1 where none stands."""
    start, factor = cursor.index, 1
    while True:
        index = cursor.joined(cursor.index)
        word = cursor.word(index)
        if word == "ten" and cursor.word(cursor.joined(index + 1)) in SCALES:
            step = CARDINALS[word]
        elif word in SCALES:
            step = SCALES[word]
        else:
            return factor
        cursor.index = index + 1
        factor *= step
        if factor > MAX_SCALE:
            cursor.fail("found a scale beyond a trillion of trillions; check the scale words", start)


def _scale_letter(cursor: Cursor, *, money: bool) -> int:
    """600k, €3m, 1.5 m euros; but 5 m/s and 10 m are metres as much as anything."""
    index = cursor.index
    after = cursor.at(index + 1)
    if after is not None and after.glued and after.kind is not Kind.DASH and after.text not in set("+).,;:!?"):
        return 1
    unit = cursor.phrase(_UNITS, index + 1)
    money = money or (unit is not None and unit[0] in CURRENCIES)
    letters = MONEY_SCALE_LETTERS if money else SCALE_LETTERS
    word = cursor.word(index)
    if word not in letters or not (money or cursor.glued(index)):
        return 1
    cursor.index += 1
    return letters[word]


def _dozens(cursor: Cursor, amount: Amount) -> Amount:
    """Twelves: a dozen is as exact as 12."""
    index = cursor.joined(cursor.index)
    if cursor.word(index) not in DOZENS:
        return amount
    count = amount.value * DOZEN
    if count.denominator != 1:
        cursor.fail("found a dozen of a fraction that is no whole number; write the number itself in brackets", index)
    cursor.index = index + 1
    return integer(int(count))


def is_number(token: Token | None) -> bool:
    """Whether a token is a number or a part of one: digits, a numeral of any script, a number word."""
    if token is None:
        return False
    if token.kind in {Kind.NUMERAL, Kind.FRACTION}:
        return True
    return token.text in _PARTS_OF_NUMBERS or any(character.isnumeric() for character in token.text)
