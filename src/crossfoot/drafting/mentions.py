"""Numbers of a text that state no figure: the class of each, and which figures only say for whom or for how long something holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from crossfoot.drafting.sentences import clause_before
from crossfoot.drafting.words import any_of
from crossfoot.lexicon.numbers import DIGIT_IDIOMS
from crossfoot.scan.scanner import NumberClass, Scanned
from crossfoot.vocabulary import MentionClass

CLASSES: Final[Mapping[NumberClass, MentionClass]] = {
    NumberClass.FIGURE: MentionClass.IDIOM,
    NumberClass.PERIOD: MentionClass.PERIOD,
    NumberClass.MARKER: MentionClass.MARKER,
    NumberClass.NAME: MentionClass.NAME,
    NumberClass.ORDINAL: MentionClass.IDIOM,
    NumberClass.IDIOM: MentionClass.IDIOM,
    NumberClass.VAGUE: MentionClass.VAGUE,
    NumberClass.REFERENCE: MentionClass.NAME,
}
_REACH: Final = 60
_DURATION: Final = r"[\s-]*(?:days?|weeks?|months?|years?|decades?)\b"
_AGO: Final = re.compile(rf"{_DURATION}\s+(?:ago|earlier|later|before|old|long|running|in\s+a\s+row)\b", re.IGNORECASE)
_AGED: Final = re.compile(
    r"\b(?:aged?|ages|over\s+the\s+age\s+of|under\s+the\s+age\s+of|under-|over-)\s*(?:\d+\s*(?:to|-|\u2013|and)\s*)?$", re.IGNORECASE
)
_WITHIN: Final = re.compile(
    r"\b(?:in|within|over|for|during|after|every|than|past|last|next|first|coming)\s+(?:the\s+)?(?:past\s+|last\s+|next\s+|first\s+|coming\s+)?$",
    re.IGNORECASE,
)
_FOR: Final = re.compile(r"\bfor\s+$", re.IGNORECASE)
_LASTS: Final = re.compile(rf"\s*(?:a\b)?{_DURATION}", re.IGNORECASE)
_ONE: Final = re.compile(
    r"\s+(?:last|more|other|further|final|such|question|thing|point|word|moment|decimals?|decimal\s+places?)\b", re.IGNORECASE
)
_EQUALS: Final = re.compile(r"\(\s*(?:[\w\s]{0,12}\b)?(?:19|20)\d\d\s*=\s*$")
_WITHOUT_NUMBER: Final = re.compile(any_of(DIGIT_IDIOMS), re.IGNORECASE)
_COUNT: Final = re.compile(r"\bof\s+(?:the\s+)?[\d.,]+\s+[^\W\d_]|\b\d[\d.,]*\s+[^\W\d_]+\s+(?:reached|had|saw|with|showed|achieved)\b")


def class_of(text: str, figure: Scanned) -> MentionClass | None:
    """The class of a figure that states nothing by itself, or None where it does state something."""
    if figure.unit is not None:
        return None
    before = text[max(0, figure.start - _REACH) : figure.start]
    after = text[figure.end : figure.end + _REACH]
    if _AGED.search(before) or _EQUALS.search(before) or (_WITHOUT_NUMBER.search(figure.text) and _COUNT.search(clause_before(before))):
        return MentionClass.CRITERION
    if figure.text.lower() == "one" and _ONE.match(after):
        return MentionClass.IDIOM
    return _of_a_duration(figure, before, after)


def end_of(text: str, figure: Scanned) -> int:
    """Where the mention of a duration ends: behind its noun."""
    noun = _LASTS.match(text, figure.end)
    return figure.end if noun is None else noun.end()


def _of_a_duration(figure: Scanned, before: str, after: str) -> MentionClass | None:
    """Of "thirty years ago", "in half a year", "for less than three days", which names nobody's figure but how long."""
    if not _AGO.match(after) and not (_WITHIN.search(before) and _LASTS.match(after)):
        return None
    limits = _FOR.search(before) is not None and " than " in figure.text
    return MentionClass.CRITERION if limits else MentionClass.PERIOD
