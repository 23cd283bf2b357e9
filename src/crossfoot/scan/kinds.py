"""Numbers in running text that state nothing: names, list markers, references, turns of phrase, vague quantities."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.lexicon import (
    AFTER_PRONOUN_ONE,
    CURRENCY_PREFIXES,
    GLUED_MEASURES,
    IDIOMS,
    NAME_CUES,
    NUMBER_WORDS,
    ORDINALS,
    REFERENCE_CUES,
    REFERENCE_CUES_ANY_CASE,
)
from crossfoot.scan.patterns import END, ORDINAL_WORD, SCALE_LETTER, SCALES_AFTER, UNIT, any_of
from crossfoot.scan.prints import Page

_REACH: Final = 40
_CUE_REACH: Final = 20
Place = tuple[int, int]

# ── what holds digits that mean nothing by themselves ────────────────────────────────────────────

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}(?<![.,;:!?)])|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
_PHONE: Final = re.compile(r"\+?\(?\d[\d ()/.\u00a0-]{4,24}\d(?!\d)")
_PHONE_PLAIN: Final = re.compile(r"\d{3}-\d{3}-\d{4}(?!\d)|\+\d{1,3}[ (-][\d ()-]{5,20}\d|\(0\d{1,4}\) ?\d[\d -]{3,12}\d")
_PHONE_CUES: Final = frozenset({"tel", "telephone", "phone", "fax", "call", "contact", "mobile", "whatsapp", "hotline"})
_CUE_BACK: Final = re.compile(r"[(+]{0,2}[\s:.]{0,4}(?:(?:su|no|ta) )?([^\W\d_]{1,12})(?![^\W_])")


def places_of_addresses(page: Page) -> list[Place]:
    """Web and mail addresses, in order and apart."""
    low = page.low
    return [found.span() for found in _ADDRESS.finditer(low)] if "://" in low or "www." in low or "@" in low else []


def phone_number(page: Page, floor: int, start: int) -> Place | None:
    """A phone number: said to be one, or in a form that only phone numbers have."""
    low = page.low
    first = start - (start > floor and low[start - 1] in "(+")
    if not low[start + 1 : start + 2].isdigit():
        return None
    plain = _PHONE_PLAIN.match(low, first)
    if plain is not None:
        return plain.span()
    back = _CUE_BACK.match(low[max(floor, start - 24) : start][::-1])
    found = _PHONE.match(low, first) if back is not None and back[1][::-1] in _PHONE_CUES else None
    return None if found is None else found.span()


# ── names ────────────────────────────────────────────────────────────────────────────────────────

_CODE_BEFORE: Final = re.compile(r"(?:[^\W_]{1,16}[-./&]?){1,3}$")
_CODE_AFTER: Final = re.compile(r"[^\W_]{0,24}(?:[-.][^\W_]{1,16}){0,3}")
_LETTERS_AFTER: Final = re.compile(r"[^\W\d_]+")
_CAPITALISED: Final = re.compile(r"(?:[ -](?:[A-Z][\w'\u2019]*))(?:[ -][A-Z][\w'\u2019]*){0,4}")
_OPENING: Final = frozenset("\"\u201c\u2018\u00ab")
_QUOTED: Final = re.compile(r"[\"\u201c\u2018\u00ab]([^\"\u201c\u201d\u00bb\n]{0,40})$")
_CLOSING: Final = re.compile(r"(?:\.\d)?[^\"\u201d\u2019\u00bb\n.,;:%]{0,40}[\"\u201d\u00bb]")
_DECIMALS: Final = re.compile(r"\.\d+(?![\w])")
_TAIL: Final = re.compile(r"(?:-\d+|[^\W_]{1,32}){1,4}")
_NAMED_PLAN: Final = re.compile(r" [A-Z][a-z]+[ -]Year (?:Plan|Programme|Program)")
_PLAN: Final = re.compile(r"[ -]Year (?:Plan|Programme|Program)")
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
    if letters is not None and first == start and len(letters[0]) > 3 and not letters[0].isupper():
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
    if any(pattern.match(page.low, end) for pattern in (SCALES_AFTER, UNIT)):
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
    around = page.text[max(floor, start - _REACH) : start]
    before = _QUOTED.search(around) if _OPENING.intersection(around) else None
    if before is None or len(before[1].split()) > 2:  # noqa: PLR2004 - a name is short
        return None
    closing = _CLOSING.match(page.text, end)
    if closing is None or len(closing[0].split()) > 4:  # noqa: PLR2004 - the same
        return None
    return start - len(before[1]), closing.end() - 1


def cued_name(page: Page, floor: int, start: int, end: int) -> Place | None:
    """FTSE 100, Phase 2, Boeing 747, Group of Seven: the word before is one that takes a number as a name."""
    found = _cue_before(page, floor, start, NAME_CUES)
    if found is None or not page.text[found].isupper():
        return None
    return found, end


_CUES: Final = re.compile(r"[ \u00a0]?((?:\.?(?:fo )?[^\W\d_]{1,12}(?:&[^\W\d_])?(?![^\W_]))|[§#]{1,2})")


def _cue_before(page: Page, floor: int, start: int, cues: frozenset[str]) -> int | None:
    found = _CUES.match(page.low[max(floor, start - _CUE_REACH) : start][::-1])
    return start - found.end() if found is not None and found[1][::-1] in cues else None


# ── references ───────────────────────────────────────────────────────────────────────────────────

_SEE: Final = re.compile(r" (?:ees|ni|rednu|fc|rep)(?![^\W_])")
_NUMBERED: Final = re.compile(r"\d+(?:\.\d+)*(?:\([a-z\d]{1,3}\))*(?:\s?-\s?\d+(?:\.\d+)*)?(?:/\d+)*")
_SECTION: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,6}(?![\d%])")


def reference(page: Page, floor: int, start: int, end: int) -> Place | None:
    """Article 5, page 12, Table 2, § 4, No. 7."""
    found = _cue_before(page, floor, start, REFERENCE_CUES)
    if found is None:
        return None
    cue = page.low[found:start].strip()
    if (
        cue not in REFERENCE_CUES_ANY_CASE
        and not page.text[found].isupper()
        and _SEE.match(page.low[max(0, found - 8) : found][::-1]) is None
    ):
        return None
    numbered = _NUMBERED.match(page.low, start)
    return found, max(end, numbered.end() if numbered is not None else end)


def section_number(page: Page, start: int) -> Place | None:
    """4.1.2, also of a version."""
    found = _SECTION.match(page.low, start)
    return None if found is None else found.span()


# ── list markers ─────────────────────────────────────────────────────────────────────────────────

_SENTENCE_START: Final = re.compile(r"(?:^|[\n.!?:;\u2026\"\u201d\u2014]\s{0,4}|\n[\s>*#\u2022-]{0,12})$")
_MARKED: Final = re.compile(rf"(?:{ORDINAL_WORD})(?:,|{END}(?: one| point| thing| item)? (?:is|are|was)|:)")
_THE: Final = re.compile(r"(?:^|[\n.!?:;,\"\u201d]\s{0,4})(?:and )?the $")
_AND: Final = re.compile(r"[,;:.]\s{0,2}(?:and )?$")
_ONE_IS: Final = re.compile(r"one is")
_NUMBER_MARKER: Final = re.compile(r"\(?(\d{1,3})(?:[.)](?=\s|[A-Z\"\u201c])|\.\)|:(?=\s))")
_LINE_START: Final = re.compile(r"(?:^|\n)[\s>*#\u2022-]{0,12}\(?$")
_INLINE_MARKER: Final = re.compile(r"\((\d{1,2})\)(?= [^\W\d_])")


def sentence_start(page: Page, start: int) -> bool:
    """Whether a sentence starts here, also a run-on one without a space."""
    return _SENTENCE_START.search(page.low[max(0, start - 14) : start]) is not None


def word_marker(page: Page, start: int, end: int) -> Place | None:
    """First, ...; the second is ...; one is ..."""
    low = page.low
    before = low[max(0, start - 14) : start]
    if low.startswith("one is", start):
        listing = _ONE_IS.match(low, start) is not None and (sentence_start(page, start) or _AND.search(before) is not None)
        return (start, end) if listing else None
    found = _MARKED.match(low, start)
    if found is None:
        return (start, end) if _is_counted_off(page, start, end) else None
    comma = low[found.end() - 1] in ",:"
    if sentence_start(page, start) or (comma and _AND.search(before) is not None):
        return start, end
    return (start, end) if not comma and _THE.search(before) is not None else None


def _is_counted_off(page: Page, start: int, end: int) -> bool:
    """As in "One, ... Two, ...": a number at the start of a sentence with a comma, whose neighbour is counted off too."""
    word = page.low[start:end]
    if word not in _COUNTING or page.low[end : end + 1] not in {",", ":"} or not sentence_start(page, start):
        return False
    index = _COUNTING.index(word)
    around = page.text[max(0, start - 3000) : end + 3000]
    neighbours = [_COUNTING[near].capitalize() for near in (index - 1, index + 1) if 0 <= near < len(_COUNTING)]
    return any(f"{neighbour}{sign}" in around for neighbour in neighbours for sign in ",:")


_COUNTING: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_marker(page: Page, floor: int, start: int) -> Place | None:
    """As in "1." and "(2)" at the start of a line, "(2)" before the words of an item."""
    low = page.low
    if start > floor and low[start - 1] == "(":
        found = _INLINE_MARKER.match(low, start - 1)
        if found is not None and not low[max(0, start - 3) : start - 1].strip().isdigit() and _lists(low, found):
            return found.span()
    if _LINE_START.search(low[max(0, start - 14) : start]) is None:
        return None
    found = _NUMBER_MARKER.match(page.text, start)
    if found is None:
        return None
    first = start - (low[start - 1 : start] == "(" and start > floor)
    return first, found.end() if low[found.end() - 1] == ")" else found.end(1)


def _lists(low: str, found: re.Match[str]) -> bool:
    """Whether a number in brackets has a neighbour: (1) comes before (2)."""
    number = int(found[1])
    around = low[max(0, found.start() - 3000) : found.end() + 3000]
    return f"({number - 1})" in around or f"({number + 1})" in around


# ── turns of phrase and vague quantities ─────────────────────────────────────────────────────────

_WORDS: Final = re.compile(r"[^\W\d_]+")


def _by_number() -> dict[str, tuple[re.Pattern[str], tuple[tuple[str, str], ...]]]:
    """For each number word what may follow it, and the phrases that begin before it."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for phrase in IDIOMS:
        word = next(word for word in _WORDS.finditer(phrase) if word[0] in NUMBER_WORDS)
        parts.setdefault(word[0], []).append((phrase[: word.start()], phrase[word.end() :]))
    return {
        word: (
            re.compile(any_of([after for before, after in pairs if not before] or ["\0"]) + END),
            tuple(pair for pair in pairs if pair[0]),
        )
        for word, pairs in parts.items()
    }


_BY_NUMBER: Final = _by_number()
_VAGUE: Final = re.compile(
    r"(?:tens|dozens|hundreds|thousands|millions|billions|trillions)"
    r"(?: of (?:tens|dozens|hundreds|thousands|millions|billions|trillions))*(?![^\W_])"
    r"|(?:several|few|many)(?: (?:dozen|hundred|thousand|million|billion|trillion))*(?![^\W_])|both(?![^\W_])|most(?![^\W_])"
)
_MANY_BEFORE: Final = re.compile(r"\b(?:a few|several|many|some|few) $")
_SCALE_ONLY: Final = re.compile(rf"{any_of(['hundred', 'thousand', 'million', 'billion', 'trillion', 'lakh', 'crore'])}{END}")
_FOLLOWING: Final = re.compile(r" (of|[^\W\d_]+)")
_AFTER_ONE: Final = re.compile(r"(?: |')([^\W\d_']+(?:'t)?)")
_AFTER_DOUBLE: Final = re.compile(
    r" (?:the|that|those|what|its|their|our|his|her|this|last|to|from|in|by|over|since|a|an|as|compared|year|and|or|than)\b|\s*[.,;:!?)]|\s*$"
)


def idiom(page: Page, floor: int, start: int, end: int) -> Place | None:
    """One of, at one time, second to none; "one" for people; "double" before a noun."""
    low = page.low
    word = low[start:end]
    if word in _BY_NUMBER:
        follows, phrases = _BY_NUMBER[word]
        for before, after in phrases:
            first, last = start - len(before), end + len(after)
            if first < floor or low[first:start] != before or not low.startswith(after, end):
                continue
            if not (first and low[first - 1].isalnum()) and not low[last : last + 1].isalnum():
                return first, last
        if (found := follows.match(low, end)) is not None:
            return start, found.end()
    if word == "one" and (found := _AFTER_ONE.match(low, end)) is not None and found[1] in AFTER_PRONOUN_ONE:
        return start, end
    if word in {"double", "triple", "treble", "quadruple"} and _AFTER_DOUBLE.match(low, end) is None:
        return start, end
    if word == "second" and low[max(0, start - 6) : start].endswith(("/", "every ", " a ")) and not low[end : end + 2].strip().isalpha():
        return start, end
    return None


def vague(page: Page, floor: int, start: int) -> Place | None:
    """Dozens of, tens of thousands, several hundred; a scale word that nothing counts."""
    low = page.low
    found = _VAGUE.match(low, start)
    before = low[max(floor, start - 10) : start]
    many = _MANY_BEFORE.search(before)
    first = start - (len(before) - many.start()) if many is not None else start
    if found is not None:
        return (first, found.end()) if found[0] != "most" or _is_quantity(page, start, found.end()) else None
    scale = _SCALE_ONLY.match(low, start)
    return None if scale is None else (first, scale.end())


def _is_quantity(page: Page, start: int, end: int) -> bool:
    """As in "Most industries" is a quantity, "the most important" and "most recently" are none."""
    before = page.low[max(0, start - 6) : start].split()
    if before and before[-1] in {"the", "a", "at", "its", "their", "our", "and"}:
        return False
    following = _FOLLOWING.match(page.low, end)
    return following is not None and not following[1].endswith(("ly", "ant", "ous", "ive", "ful", "able", "ent"))


def scale_with_unit(page: Page, start: int) -> Place | None:
    """As in "The trillion-dollar mark": a figure whose number the words leave out."""
    scale = _SCALE_ONLY.match(page.low, start)
    unit = UNIT.match(page.low, scale.end()) if scale is not None else None
    return None if unit is None else (start, unit.end())


def is_circled(character: str) -> bool:
    """Whether this is the mark of a list, such as ③ or ⑴."""
    return character.isdigit() and not character.isdecimal()


def is_ordinal_word(word: str) -> bool:
    """First, twenty-first, 21st."""
    return word in ORDINALS or word.rpartition("-")[2] in ORDINALS or word.rpartition(" ")[2] in ORDINALS
