"""Growing a number to its whole print, from its qualifier, sign or currency to its unit, and reading it by the grammar of prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from crossfoot._printed_plain import Plain, read_parts
from crossfoot.lexicon import CURRENCY_CODES, CURRENCY_NAMES, CURRENCY_SIGNS, DURATIONS, METRE_WORDS, ORDINAL
from crossfoot.printed import Printed, PrintedError, read_printed
from crossfoot.scan import around
from crossfoot.scan.around import CLOSED, ODD, PERCENT, QUALIFIER, SCALE, SIGN, SUFFIX, UNIT
from crossfoot.scan.page import NumberClass, Page, Place, Scanned
from crossfoot.scan.patterns import (
    BEFORE,
    NUMBER_IN_DIGITS,
    NUMBER_IN_WORDS,
    PERCENT_OR_SCALE,
    QUALIFIER_BEFORE,
    SCALE_LETTER,
    SCALES_AFTER,
    SUFFIX_AFTER,
    UNIT_AFTER,
)
from crossfoot.vocabulary import Bound

_REACH: Final = 48  # characters before a number in which its qualifier, sign and currency stand
_LONGEST: Final = 200  # what `read_printed` takes
_BREAK: Final = re.compile(r"[^\S\r\n]*\r?\n[^\S\r\n]*")
_NEXT_WORD: Final = re.compile(r"[ \u00a0-]([^\W\d_]+)")
_MONEY: Final = frozenset({*CURRENCY_NAMES, *CURRENCY_CODES, *CURRENCY_SIGNS})
_MONEY_SIGNS: Final = frozenset("$€£¥₹₽₩")
_BRACKET_REACH: Final = 24
_DECIMALS: Final = re.compile(r"\d[.,]\d")
_BESIDE: Final = re.compile(r"\(\d[\d,]*[.,]\d+\) {1,3}\(\d[\d,]*[.,]\d+\)")  # figures of a table in one line, as no sentence has them
_CELL_START: Final = re.compile(r"(?:^|\n|\t|\|| {2})[^\S\n]*$")
_CELL_END: Final = re.compile(r"[^\S\n]*(?:$|\n|\t|\|)| {2}")
_CLOSERS: Final = frozenset(".,;:!?")
_STATED: Final = re.compile(r"\b(?:by|of|was|were|is|to|at|from|with|than) $")
_PER: Final = re.compile(r"/[^\W\d_]+")
_TWO_WORDS: Final = re.compile(r"[\w.,]{1,40}[ -]([^\W\d_]{1,20})(?:[ -]([^\W\d_]{1,20}))?")
_EACH: Final = re.compile(r"\s+(?:an?|per|each|every|daily)\b")
_THOUSAND: Final = 1000


def unbroken(text: str) -> str:
    """A print that runs over a line end, as it would stand in a row."""
    return _BREAK.sub(" ", text) if "\n" in text else text


def read_at(page: Page, start: int, end: int, number: Place) -> Scanned | None:
    """The print at this place, if the grammar reads all of it."""
    if end - start > _LONGEST:
        return None
    text, low = page.text[start:end], page.low
    read: Plain | Printed | None = read_parts(low[start : number[0]], low[number[0] : number[1]], low[number[1] : end])
    if read is None:
        read = _read(unbroken(text))
        if read is None:
            return None
    cls = NumberClass.ORDINAL if read.unit == ORDINAL else NumberClass.FIGURE
    return Scanned(start, end, text, cls, read.value, read.unit, read.bound, read.fine_unit, number)


def _read(printed: str) -> Printed | None:
    if "[" in printed or "]" in printed:  # a recorder's own; in a source they are no part of a figure
        return None
    try:
        read = read_printed(printed)
    except PrintedError:
        return None
    return None if read.rest else read


def number_end(page: Page, start: int) -> int | None:
    """Where the number that starts here ends."""
    low = page.low
    found = NUMBER_IN_DIGITS.match(low, start) or NUMBER_IN_WORDS.match(low, start)
    return found.end() if found else None


def grow(page: Page, floor: int, number: Place, before: int, behind: int) -> Scanned:
    """The print around a number, which may reach back to `floor`; `before` and `behind` say at a glance what may belong to it."""
    start, end = number
    near, far = _before(page, floor, start, before) if before & (QUALIFIER | SIGN) else (start, start)
    goes_on = behind & (SCALE | UNIT | SUFFIX) or (behind & CLOSED and near < start)
    if far == start and not goes_on:
        found = read_at(page, start, end + 1, number) if behind & PERCENT else None
        return found or read_at(page, start, end, number) or _unread(page, number)
    money = near < start and _has_money(page.low[near:start])
    ends = _ends(page, number, behind, money=money) if goes_on else [end + 1, end] if behind & PERCENT else [end]
    firsts: Iterable[int] = (start,)
    if far < start:  # what stands in brackets that only set it apart begins inside of them
        firsts = dict.fromkeys((far, near, page.low.rfind("(", near, start) + 1 or near, start))
    for first in firsts:
        for last in ends:
            closed = _closed(page, first, start, last)
            if closed is not None and (found := read_at(page, first, closed, number)) is not None:
                return found
    return _unread(page, number)


def _unread(page: Page, number: Place) -> Scanned:
    """A figure that cannot be read."""
    start, end = number
    return Scanned(start, end, page.text[start:end], NumberClass.FIGURE, None, None, Bound.EXACT, None, number)


def _has_money(before: str) -> bool:
    return not _MONEY_SIGNS.isdisjoint(before) or any(code in before for code in CURRENCY_CODES)


def _before(page: Page, floor: int, start: int, before: int) -> tuple[int, int]:
    """Where currency and sign before a number begin, and where its qualifier does."""
    low = page.low
    back = low[max(floor, start - _REACH) : start][::-1]
    if not before & (SIGN | ODD):
        qualifier = QUALIFIER_BEFORE.match(back)
        far = start if qualifier is None else _trim(low, start - qualifier.end(), start)
        return start, start if _is_no_bound(page, far, start) else far
    if not back or (back[0].isalnum() and not back[0].isalpha()):
        return start, start
    found = BEFORE.match(back)
    if found is None:
        return start, start
    near = start - found.end("near")
    far = start - found.end()
    if near == floor and near < start and low[near] in "+-" and _ends_a_word(low, near):
        near += 1  # the dash of a range
        far = near
    near, far = _trim(low, near, start), _trim(low, far, start)
    if found["qualifier"] and _is_no_bound(page, far, start):
        far = near
    return near, far


def _ends_a_word(low: str, position: int) -> bool:
    return position > 0 and (low[position - 1].isalnum() or low[position - 1] in "%)].,")


def _trim(low: str, first: int, start: int) -> int:
    while first < start and low[first].isspace():
        first += 1
    return first


def _is_no_bound(page: Page, far: int, start: int) -> bool:
    """As in "Over three years", "to some 5": a preposition of time or place, not a bound."""
    word = page.low[far:start].split(None, 1)[0] if far < start else ""
    if word in {"above", "below"} and page.low.endswith("the ", max(0, far - len("the ")), far):
        return True  # "the above four"
    if word != "over" or page.low.endswith(("for ", "lasted ", "took "), max(0, far - len("lasted ")), far):
        return False
    following = _TWO_WORDS.match(page.low, start)
    return following is not None and not DURATIONS.isdisjoint(following.groups())


def _ends(page: Page, number: Place, behind: int, *, money: bool) -> list[int]:
    """Where the print may end, the furthest first."""
    low, (start, end) = page.low, number
    if low[end : end + 1] in _CLOSERS:  # most numbers in a list
        return [end]
    ends = [end]
    after_scale = position = _scale_end(page, end, money=money) if behind & SCALE else end
    if position > end:
        ends.append(position)
        behind = around.behind(page, position)
    if low[position : position + 1] == ")":
        scale = SCALES_AFTER.match(low, position + 1)
        ends.append(position + 1)
        position = after_scale = scale.end() if scale is not None else position + 1
        ends.append(position)
        behind = around.ALL
    if behind & SUFFIX and (suffix := SUFFIX_AFTER.match(low, position)) is not None:
        position = suffix.end()
        ends.append(position)
        behind = around.ALL
    unit = UNIT_AFTER.match(low, position) if behind & (UNIT | PERCENT) else None
    if unit is not None and not _counts_occasions(page, start, after_scale, unit):
        position = unit.end()
        ends.append(position)
        if low[position : position + 1] == ")":
            position += 1
            ends.append(position)
        if around.behind(page, position) & SUFFIX and (suffix := SUFFIX_AFTER.match(low, position)) is not None:
            ends.append(suffix.end())
    elif money and (per := _PER.match(low, position)) is not None:
        ends.append(per.end())
    return ends[::-1]


def _scale_end(page: Page, end: int, *, money: bool) -> int:
    low = page.low
    if (scale := SCALES_AFTER.match(low, end)) is not None:
        return scale.end()
    letter = SCALE_LETTER.match(low, end)
    if letter is None or not low[end - 1].isnumeric():
        return end
    after = UNIT_AFTER.match(low, letter.end())
    money = money or (after is not None and after[0].strip(" -") in _MONEY)
    name = letter[0].strip()
    if not money and (name in {"b", "t"} or letter[0][0] == " " or page.text[letter.end() - 1].isupper() != (name == "m")):
        return letter.end() if name == "m" and letter[0][0] != " " and not _is_metres(low, letter.end()) else end
    return letter.end()


def _is_metres(low: str, position: int) -> bool:
    following = _NEXT_WORD.match(low, position)
    return following is None or following[1] in METRE_WORDS


def _counts_occasions(page: Page, start: int, end: int, unit: re.Match[str]) -> bool:
    """As in "Served 20 million times", "three times a day": occasions, not a multiple."""
    if not unit[0].strip(" -\n").startswith("times"):
        return False
    low, position = page.low, unit.end()
    if SCALES_AFTER.search(low, start, end) is not None:
        return True
    digits = low[start:end].replace(",", "")
    if digits.isdigit() and int(digits[:9]) >= _THOUSAND:
        return True
    return _EACH.match(low, position) is not None


def _closed(page: Page, first: int, start: int, last: int) -> int | None:
    """The end itself, if brackets match and stand for a minus; a bracket that only sets an aside apart is no part of the print."""
    low = page.low
    opened = low.count("(", first, start) if first < start else 0
    closed = low.count(")", start, last)
    if opened != closed:
        return None
    if not opened:
        return last
    return last if opened == 1 and _is_accounting(page, first, start, last) else None


def _is_accounting(page: Page, first: int, start: int, last: int) -> bool:
    """Whether brackets around a figure mean minus: with a currency before them, with the unit behind them, or in a cell of a table."""
    low = page.low
    bracket = low.index("(", first, start)
    if bracket > first and _has_money(low[first:bracket]):
        return True
    if low[last - 1] != ")":
        return True
    if _BESIDE.search(low[max(0, bracket - _BRACKET_REACH) : last + _BRACKET_REACH]) is not None and _DECIMALS.search(low, bracket, last):
        return True
    if PERCENT_OR_SCALE.match(low, last) is not None:
        return True
    line = low[max(0, bracket - _BRACKET_REACH) : bracket]
    return _STATED.search(line) is not None or (_CELL_START.search(line) is not None and _CELL_END.match(low, last) is not None)
