"""Every number of a running text with its place, class, value, unit, bound and precision.

Complete by construction: it starts from every run of numeric characters and every number word, and grows each to its whole print;
what it cannot read keeps its place and has no value. It only marks, it never decides what a number is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossfoot.lexicon import (
    CARDINALS,
    DIGITS_IN_IDIOMS,
    FOLD_WORDS,
    MULTIPLES,
    NUMBER_WORDS,
    ORDINAL,
    ORDINALS,
    PARTS,
    PARTS_PLURAL,
)
from crossfoot.scan import around, markers, names, phrases, references
from crossfoot.scan.numbers import Number, find_numbers, is_mark, pieces
from crossfoot.scan.page import NumberClass, Page, Place, Scanned
from crossfoot.scan.patterns import NUMBER_IN_DIGITS, OF_SCALE
from crossfoot.scan.periods import YEAR_LENGTH, period_at
from crossfoot.scan.prints import grow, number_end
from crossfoot.vocabulary import Bound

__all__ = ["NumberClass", "Scanned", "scan"]

_VAGUE_WORDS: Final = frozenset({"several", "both", "most"})
_WORDS: Final = NUMBER_WORDS | _VAGUE_WORDS | {"quarter", "single"}
_ALONE: Final = frozenset({*CARDINALS, *ORDINALS, *MULTIPLES, *FOLD_WORDS, "half"})  # words that are a number by themselves
_WORD_REACH: Final = 24
_PLAIN_DIGITS: Final = re.compile(r"[\d,]*\.?\d*")
_POWER: Final = re.compile(r"(?:\d[\d.,]*\s?[x\u00d7\u00b7]\s?)?10(?:\^[-+]?\d+|[\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+)")
_NOUGHTS: Final = ("nought point ", "naught point ")
_POWER_SIGNS: Final = frozenset("^x\u00d7\u00b7\u207a\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_LEADING_ZERO: Final = re.compile(r"0\d+(?![\d.,/])")  # a code, an hour, a part of something else
_HUGE: Final = 60  # characters; nobody prints such a number
_CLOSE: Final = 3
_LONGEST_ROW: Final = 1000  # numbers in one line with hardly a character between them


def scan(text: str) -> list[Scanned]:
    """Every number of a text, in order; none overlaps another."""
    return list(_scan(Page.of(text)))


def _scan(page: Page) -> Iterator[Scanned]:
    addresses = iter(references.places_of_addresses(page))
    address = next(addresses, None)
    floor = row = 0
    waiting: tuple[int, int] | None = None  # the rest of a row of numbers too long to be read one by one
    for atom in find_numbers(page.text, _WORDS):
        if atom.end <= floor:
            continue
        close = atom.start - floor <= _CLOSE and "\n" not in page.low[floor : atom.start]
        row = row + 1 if close else 0
        if row > _LONGEST_ROW or (waiting is not None and close):
            waiting = (max(floor, atom.start) if waiting is None else waiting[0], atom.end)
            floor = atom.end
            continue
        if waiting is not None:
            yield _mention(page, NumberClass.FIGURE, waiting, waiting)
            waiting = None
        position = max(atom.start, floor)
        while position < atom.end:
            while address is not None and address[1] <= position:
                address = next(addresses, None)
            if address is not None and address[0] <= position:
                found: Scanned | None = _mention(page, NumberClass.REFERENCE, (max(address[0], floor), address[1]), (position, atom.end))
            else:
                found = _number(page, floor, position, atom)
            if found is None:
                break  # "most" that is no quantity
            yield found
            floor = position = found.end
    if waiting is not None:
        yield _mention(page, NumberClass.FIGURE, waiting, waiting)


def _mention(page: Page, cls: NumberClass, place: tuple[int, int], number: tuple[int, int]) -> Scanned:
    start, end = place
    inside = number if number[1] <= end else (number[0], end)
    return Scanned(start, end, page.text[start:end], cls, None, None, Bound.EXACT, None, inside)


def _number(page: Page, floor: int, start: int, atom: Number) -> Scanned | None:
    """The number that starts at `start`, in the whole of what it belongs to; None for a word that is none here."""
    found = _number_of_one_sort(page, floor, start, atom)
    if found is None or found.end >= atom.end or atom.text.isascii():
        return found
    # Numerals of several sorts in one run, as in "12Ⅳ", are one number, and nobody knows which.
    end = next(end for _, end in pieces(atom) if end > start)
    return found if found.end >= end else _mention(page, NumberClass.FIGURE, (found.start, end), (start, end))


def _number_of_one_sort(page: Page, floor: int, start: int, atom: Number) -> Scanned | None:
    if atom.end - start > _HUGE:
        return _mention(page, NumberClass.FIGURE, (start, atom.end), (start, atom.end))
    if page.low[start].isdecimal():
        return _in_digits(page, floor, start, atom)
    if page.low[start].isnumeric() and number_end(page, start) is None:
        return _in_other_numerals(page, floor, start, atom)
    return _in_words(page, floor, start, atom)


def _in_digits(page: Page, floor: int, start: int, atom: Number) -> Scanned:
    low = page.low
    if start > floor and low[start - 1] == "." and _is_bare_decimal(low, start):
        start -= 1
    digits = NUMBER_IN_DIGITS.match(low, start)
    end = atom.end if digits is None else digits.end()
    if page.text[end : end + 1].isupper():
        end = _without_next_sentence(page, start, end)
    if end - start > _HUGE:
        return _mention(page, NumberClass.FIGURE, (start, end), (start, end))
    if _PLAIN_DIGITS.fullmatch(low, start, end) is None:
        before = behind = around.ALL
    else:
        before, behind = around.before(page, floor, start), around.behind(page, end)
    number = (start, end)
    power = _POWER.match(low, start) if low[end : end + 2].strip()[:1] in _POWER_SIGNS else None
    if power is not None and not low[power.end() : power.end() + 1].isnumeric():
        return _mention(page, NumberClass.FIGURE, power.span(), number)
    dated = (before | behind) & around.PERIOD or end - start == YEAR_LENGTH
    if dated and low.find(",", start, end) < 0 and (place := period_at(page, floor, number, before, behind)) is not None:
        return _mention(page, NumberClass.PERIOD, place, number)
    found = grow(page, floor, number, before, behind)
    mention = _mention_of_digits(page, floor, found, before, behind) if found.unit is None or found.unit == ORDINAL else None
    if mention is None and found.unit is None and _LEADING_ZERO.match(low, start, end) is not None:
        return _mention(page, NumberClass.FIGURE, (found.start, found.end), number)
    return found if mention is None else _mention(page, *mention, number)


def _is_bare_decimal(low: str, start: int) -> bool:
    """As in "rose .5 points"."""
    before = low[max(0, start - 2) : start - 1]
    return not before.strip().isalnum() and before not in {".", ")", "%"}


def _in_other_numerals(page: Page, floor: int, start: int, atom: Number) -> Scanned:
    """As in "Ⅳ", "十二", "⑦"; raised digits belong to the word before them."""
    low = page.low
    mark = is_mark(low[start])
    end = next((at for at in range(start, atom.end) if low[at].isdecimal() or is_mark(low[at]) != mark), atom.end)
    first = start
    while first > floor and first > start - _WORD_REACH and page.text[first - 1].isalpha() and page.text[first - 1].isascii():
        first -= 1
    if first < start:
        return _mention(page, NumberClass.NAME, (first, end), (start, end))
    if (place := references.reference(page, floor, start, end)) is not None:
        return _mention(page, NumberClass.REFERENCE, place, (start, end))
    if mark:
        return _mention(page, NumberClass.MARKER, (start, end), (start, end))
    return grow(page, floor, (start, end), around.ALL, around.ALL)


def _mention_of_digits(page: Page, floor: int, found: Scanned, before: int, behind: int) -> tuple[NumberClass, Place] | None:
    """What digits without a unit are besides a figure, in the order in which it is tried."""
    start, end = found.number
    odd = (before | behind) & around.ODD
    place = (references.phone_number(page, floor, start) if odd or before & around.PHONE else None) or (
        references.reference(page, floor, start, end) if before & around.REFERENCE else None
    )
    if place is not None:
        return NumberClass.REFERENCE, place
    if odd and (mention := _mention_of_odd_digits(page, floor, (start, end), before)) is not None:
        return mention
    place = (
        (names.cued_name(page, floor, start, end) if before & around.NAME else None)
        or (names.five_year_plan(page, start, end) if behind & around.PERIOD else None)
        or names.quoted_name(page, floor, start, end)
        or (names.capitalised_name(page, start, end, ordinal=True) if found.unit == ORDINAL else None)
    )
    return None if place is None else (NumberClass.NAME, place)


def _mention_of_odd_digits(page: Page, floor: int, number: Place, before: int) -> tuple[NumberClass, Place] | None:
    """The same of digits that something else than blanks and plain words touches."""
    start, end = number
    if page.low[start:end] in DIGITS_IN_IDIOMS:
        return NumberClass.IDIOM, number
    if before & around.ODD and (place := markers.number_marker(page, floor, start)) is not None:
        return NumberClass.MARKER, place
    if (place := names.in_other_script(page, floor, start, end)) is not None:
        return NumberClass.FIGURE, place
    if (place := names.letters_and_digits(page, floor, start, end)) is not None:
        return NumberClass.NAME, place
    place = references.section_number(page, start)
    return None if place is None else (NumberClass.REFERENCE, place)


def _in_words(page: Page, floor: int, start: int, atom: Number) -> Scanned | None:
    before, behind = around.before(page, floor, start), around.behind(page, atom.end)
    word = page.low[start : atom.end]
    goes_on = behind & around.NUMBER or not word.isalpha()
    end = number_end(page, start) if goes_on else atom.end if word in _ALONE else None
    first = _start_with_article(page, floor, start, end)
    if first < start:
        start, end, before = first, number_end(page, first), around.ALL
    part = (
        _half_read(page, floor, start, end or atom.end)
        if end != atom.end or word in PARTS or page.low.startswith("point ", start - 6)
        else None
    )
    if part is not None:
        return _mention(page, NumberClass.FIGURE, part, (start, end or atom.end))
    last = atom.end if end is None or end < atom.end else end
    if last > atom.end:
        behind = around.behind(page, last)
    mention = _mention_of_words(page, floor, (start, last), before, behind)
    if mention is not None:
        return _mention(page, *mention, (start, end or atom.end))
    if end is not None and end > start:
        return grow(page, floor, (start, end), before, behind if end == last else around.ALL)
    if word not in NUMBER_WORDS and word in _WORDS:
        return None
    return _mention(page, NumberClass.FIGURE, phrases.scale_with_unit(page, start) or (start, atom.end), (start, atom.end))


def _half_read(page: Page, floor: int, start: int, end: int) -> Place | None:
    """A figure of which only a part would be read: "three quarters of a million", "nought point five"."""
    for nought in _NOUGHTS:
        if start - len(nought) >= floor and page.low.startswith(nought, start - len(nought)):
            return start - len(nought), end
    part = page.low[start:end].removesuffix(" of").replace("-", " ").rpartition(" ")[2]
    found = OF_SCALE.match(page.low, end) if part in PARTS or part in PARTS_PLURAL else None
    return None if found is None else (start, found.end())


def _mention_of_words(page: Page, floor: int, number: Place, before: int, behind: int) -> tuple[NumberClass, Place] | None:
    """What number words are besides a figure, in the order in which it is tried."""
    start, end = number
    if (before | behind) & around.PERIOD and (place := period_at(page, floor, number, before, behind)) is not None:
        return NumberClass.PERIOD, place
    if (place := markers.word_marker(page, start, end)) is not None:
        return NumberClass.MARKER, place
    if (place := phrases.idiom(page, floor, start, end)) is not None:
        return NumberClass.IDIOM, place
    if before & around.REFERENCE and (place := references.reference(page, floor, start, end)) is not None:
        return NumberClass.REFERENCE, place
    if (place := _name_of_words(page, floor, number, before, behind)) is not None:
        return NumberClass.NAME, place
    place = phrases.scale_with_unit(page, start)
    cls = NumberClass.VAGUE if place is None else NumberClass.FIGURE
    place = place or phrases.vague(page, floor, start)
    return None if place is None else (cls, place)


def _name_of_words(page: Page, floor: int, number: Place, before: int, behind: int) -> Place | None:
    start, end = number
    if behind & around.PERIOD and (place := names.five_year_plan(page, start, end)) is not None:
        return place
    if (place := names.quoted_name(page, floor, start, end)) is not None and not names.before_plan(page, end):
        return place
    if page.text[end + 1 : end + 2].isupper():
        ordinal = phrases.is_ordinal_word(page.low[start:end])
        if (place := names.capitalised_name(page, start, end, ordinal=ordinal)) is not None:
            return place
    return names.cued_name(page, floor, start, end) if before & around.NAME else None


def _without_next_sentence(page: Page, start: int, end: int) -> int:
    """Digits before a capital without what a missing space has joined to them: "in 2020,5G", "2022.5G"."""
    separator = max(page.low.rfind(".", start, end), page.low.rfind(",", start, end))
    if separator - start != len("2022"):
        return end
    return separator


def _start_with_article(page: Page, floor: int, start: int, end: int | None) -> int:
    """As in "A million" and "a third" begin with their article."""
    low = page.low
    for article in ("a ", "an "):
        first = start - len(article)
        if first >= floor and low.startswith(article, first) and not low[max(0, first - 1) : first].isalnum():
            longer = number_end(page, first)
            if longer is not None and longer >= (end or start + 1):
                return first if not phrases.is_ordinal_word(low[start:longer]) or _is_part(low, longer) else start
    return start


def _is_part(low: str, end: int) -> bool:
    """As in "A third of the staff", "up a third": a fraction; "a third wave" is a place in an order."""
    following = low[end : end + 12].split(None, 1)[:1]
    return not low[end : end + 1].isspace() or following == [] or following[0].strip(".,;:") in _AFTER_PART


_AFTER_PART: Final = frozenset(
    {
        "of",
        "more",
        "less",
        "higher",
        "lower",
        "fewer",
        "larger",
        "smaller",
        "off",
        "as",
        "from",
        "compared",
        "to",
        "in",
        "by",
        "since",
        "over",
    }
)
