"""Numbers that only say where something stands: articles, pages, sections, phone numbers, addresses."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.lexicon import PHONE_CUES, REFERENCE_CUES, REFERENCE_CUES_ANY_CASE
from crossfoot.scan.page import Page, Place

_CUE_REACH: Final = 20
_CUES: Final = re.compile(r"[ \u00a0]?((?:\.?(?:fo )?[^\W\d_]{1,12}(?:&[^\W\d_])?(?![^\W_]))|[§#\u2116]{1,2})")


def cue_before(page: Page, floor: int, start: int, cues: frozenset[str]) -> int | None:
    """Where the word before a number begins, if it is one of these."""
    found = _CUES.match(page.low[max(floor, start - _CUE_REACH) : start][::-1])
    return start - found.end() if found is not None and found[1][::-1] in cues else None


_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}(?<![.,;:!?)])|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
_PHONE: Final = re.compile(r"\+?\(?\d[\d ()/.\u00a0-]{4,24}\d(?!\d)")
_PHONE_PLAIN: Final = re.compile(r"(?:\d{3}-|\(\d{3}\) ?)\d{3}-\d{4}(?!\d)|\+\d{1,3}[ (-][\d ()-]{5,20}\d|\(0\d{1,4}\) ?\d[\d -]{3,12}\d")
_CUE_BACK: Final = re.compile(r"[(+]{0,2}[\s:.]{0,4}(?:(?:su|no|ta) )?([^\W\d_]{1,12})(?![^\W_])")


def places_of_addresses(page: Page) -> list[Place]:
    """Web and mail addresses, in order and apart."""
    low = page.low
    return [found.span() for found in _ADDRESS.finditer(low)] if "://" in low or "www." in low or "@" in low else []


def phone_number(page: Page, floor: int, start: int) -> Place | None:
    """A phone number: said to be one, or in a form that only phone numbers have."""
    low = page.low
    first = start - (start > floor and low[start - 1] in "(+")
    following = low[start + 1 : start + 2]
    if not following.isdigit() and not (first < start and following == "-"):
        return None
    plain = _PHONE_PLAIN.match(low, first)
    if plain is not None:
        return plain.span()
    back = _CUE_BACK.match(low[max(floor, start - 24) : start][::-1])
    found = _PHONE.match(low, first) if back is not None and back[1][::-1] in PHONE_CUES else None
    return None if found is None else found.span()


_SEVERAL: Final = frozenset({"articles", "sections", "chapters", "pages", "pp", "paragraphs", "figures", "tables", "notes", "nos", "§§"})
_SEE: Final = re.compile(r" (?:ees|ni|rednu|fc|rep)(?![^\W_])")
_PLACE: Final = r"\d+(?:\.\d+)*(?:[a-z](?![^\W_]))?(?:\([a-z\d]{1,3}\))*"
_NUMBERED: Final = re.compile(rf"{_PLACE}(?:\s?-\s?\d+(?:\.\d+)*)?(?:/\d+)*")
_NUMBERED_TOGETHER: Final = re.compile(rf"{_NUMBERED.pattern}(?:(?:, | and | or | to ){_NUMBERED.pattern}(?!\d|,\d|\s?%))*")
# 1.234.567 is a figure in groups, as other languages have it.
_SECTION: Final = re.compile(r"(?!\d{1,3}(?:\.\d{3})+(?![.\d]))\d{1,3}(?:\.\d{1,3}){2,6}(?![\d%])")


def reference(page: Page, floor: int, start: int, end: int) -> Place | None:
    """Article 5, page 12, Table 2, § 4, No. 7."""
    found = cue_before(page, floor, start, REFERENCE_CUES)
    if found is None:
        return None
    cue = page.low[found:start].strip()
    if (
        cue not in REFERENCE_CUES_ANY_CASE
        and not page.text[found].isupper()
        and _SEE.match(page.low[max(0, found - 8) : found][::-1]) is None
    ):
        return None
    numbered = (_NUMBERED_TOGETHER if cue.rstrip(".") in _SEVERAL else _NUMBERED).match(page.low, start)
    return found, max(end, numbered.end() if numbered is not None else end)


def section_number(page: Page, start: int) -> Place | None:
    """4.1.2, also of a version."""
    found = _SECTION.match(page.low, start)
    return None if found is None else found.span()
