"""Numbers in names: 5G and COVID-19, the 20th Party Congress, FTSE 100, the "Three Products" plan."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.lexicon import CURRENCY_PREFIXES, GLUED_MEASURES, NAME_CUES
from crossfoot.scan.markers import sentence_start
from crossfoot.scan.page import Page, Place
from crossfoot.scan.patterns import SCALE_LETTER, SCALES_AFTER, UNIT_AFTER
from crossfoot.scan.references import cue_before

_REACH: Final = 40

_CODE_BEFORE: Final = re.compile(r"(?:[^\W_]{1,16}[-./&]?){1,3}$")
_CODE_AFTER: Final = re.compile(r"[^\W_]{0,24}(?:[-.][^\W_]{1,16}){0,3}")
_LETTERS_AFTER: Final = re.compile(r"[^\W\d_]+")
_CAPITALISED: Final = re.compile(r"(?:[ -](?:[A-Z][\w'\u2019]*))(?:[ -][A-Z][\w'\u2019]*){0,4}")
_QUOTED: Final = re.compile(r"[\"\u201c\u2018\u00ab]([^\"\u201c\u201d\u00bb\n]{0,40})$")
_CLOSING: Final = re.compile(r"(?:\.\d)?[^\"\u201d\u2019\u00bb\n.,;:%]{0,40}[\"\u201d\u00bb]")
_DECIMALS: Final = re.compile(r"\.\d+(?![\w])")
_TAIL: Final = re.compile(r"(?:-\d+|[^\W_]{1,32}){1,4}")
_NAMED_PLAN: Final = re.compile(r" [A-Z][a-z]+[ -]Year (?:Plan|Programme|Program)")
_PLAN: Final = re.compile(r"[ -]Year (?:Plan|Programme|Program)")
_MODEL: Final = re.compile(r"-\d+[^\W_]{0,8}")
_LONGEST_CODE: Final = 3  # letters in small type behind digits; more are a word that a missing space has joined to them
_COMMON_PREFIXES: Final = frozenset(
    {"mid", "pre", "post", "sub", "top", "under", "over", "non", "early", "late", "age", "aged", "ages", "up"}
)


def letters_and_digits(page: Page, floor: int, start: int, end: int) -> Place | None:
    """The place of a name made of letters and digits: 5G, M2, COVID-19, PM2.5, A380."""
    text = page.text
    if not (text[end : end + 1].isalpha() or (start > floor and (text[start - 1].isalpha() or page.low[start - 1] == "-"))):
        return None
    first = _code_start(page, floor, start)
    letters = _LETTERS_AFTER.match(text, end)
    if page.low[first:start].strip("-") in CURRENCY_PREFIXES:
        return None
    if letters is not None and first == start and _is_measured(page, end, letters[0]):
        return None
    if letters is None and first == start:
        return None
    if letters is not None and first == start and len(letters[0]) > _LONGEST_CODE and not letters[0].isupper():
        return None  # a run-on, as machine translations have it: "in 2022Strengthen"
    after = _CODE_AFTER.match(text, end)
    last = after.end() if after is not None and (letters is not None or first < start) else end
    if first < start and letters is None:
        decimals = _DECIMALS.match(text, end)
        last = decimals.end() if decimals is not None and text[start - 1].isalpha() else end
        tail = _TAIL.match(text, end)
        last = tail.end() if tail is not None and decimals is None else last
    return first, last


def _code_start(page: Page, floor: int, start: int) -> int:
    """Where the letters before the digits begin: directly before them, or with a hyphen where they are capitals."""
    text = page.text
    back = start
    if back > floor and text[back - 1].isalpha():
        while back > floor and back > start - _REACH and (text[back - 1].isalnum()):
            back -= 1
        return back
    if back - 1 > floor and page.low[back - 1] == "-" and text[back - 2].isalpha():
        back -= 2
        while back > floor and back > start - _REACH and (text[back - 1].isalnum()):
            back -= 1
        word = text[back : start - 1]
        return back if any(letter.isupper() for letter in word) and word.lower() not in _COMMON_PREFIXES else start
    return start


def _is_measured(page: Page, end: int, letters: str) -> bool:
    """Whether the letters behind the digits are a unit or a scale: 5kg, 5bn, 5pp, 600k, but not 5G or 4K."""
    if any(pattern.match(page.low, end) for pattern in (SCALES_AFTER, UNIT_AFTER)):
        return True
    capital = len(letters) == 1 and letters.isupper()
    if SCALE_LETTER.match(page.low, end) is not None:
        return not capital or letters == "M"
    return letters.lower() in GLUED_MEASURES and not (capital and letters not in "CFVW")


def five_year_plan(page: Page, start: int, end: int) -> Place | None:
    """As in "Five-Year Plan" is the name of a thing, whatever ordinal stands before it."""
    found = _PLAN.match(page.text, end)
    return None if found is None else (start, found.end())


def before_plan(page: Page, end: int) -> bool:
    """Whether the name of a plan follows, whose ordinal stands by itself: "Tenth Five-Year Plan"."""
    return _NAMED_PLAN.match(page.text, end) is not None


def capitalised_name(page: Page, start: int, end: int, *, ordinal: bool) -> Place | None:
    """As in "20th Party Congress", "Second World War", "Three Gorges": number and noun are capitalised alike, inside a sentence."""
    text = page.text
    if not text[end + 1 : end + 2].isupper():
        return None
    found = _CAPITALISED.match(text, end)
    if found is None or _PLAN.search(found[0]) is not None:
        return None
    digits = text[start].isdigit()
    if digits and not ordinal:
        return None
    if not digits and (not text[start].isupper() or (not ordinal and sentence_start(page, start))):
        return None
    return start, found.end()


def quoted_name(page: Page, floor: int, start: int, end: int) -> Place | None:
    """A number in a quoted name of a few words: the "Three Products" plan."""
    reach = max(floor, start - _REACH)
    before = _QUOTED.search(page.text[reach:start]) if page.quote_between(reach, start) else None
    if before is None or len(before[1].split()) > 2:  # noqa: PLR2004 - a name is short
        return None
    closing = _CLOSING.match(page.text, end)
    if closing is None or len(closing[0].split()) > 4:  # noqa: PLR2004 - the same
        return None
    return start - len(before[1]), closing.end() - 1


def cued_name(page: Page, floor: int, start: int, end: int) -> Place | None:
    """FTSE 100, Phase 2, Boeing 747, Group of Seven: the word before is one that takes a number as a name."""
    found = cue_before(page, floor, start, NAME_CUES)
    if found is None or not page.text[found].isupper():
        return None
    model = _MODEL.match(page.text, end)
    return found, end if model is None else model.end()


def in_other_script(page: Page, floor: int, start: int, end: int) -> Place | None:
    """The place of digits that letters of a script without capitals touch: no name, but words and scales that are not known."""
    touching = (page.text[start - 1 : start] if start > floor else "", page.text[end : end + 1])
    if not any(letter.isalpha() and not letter.isascii() and letter.lower() == letter.upper() for letter in touching):
        return None
    while page.text[end : end + 1].isnumeric():
        end += 1
    return start, end
