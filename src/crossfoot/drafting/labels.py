"""A name for what a figure measures, taken from the words around it: the subject of its clause, or the thing that is counted."""

from __future__ import annotations

import re
from typing import Final

from crossfoot.drafting.sentences import clause_after, clause_before
from crossfoot.drafting.slugs import WORD
from crossfoot.drafting.words import any_of, one_of
from crossfoot.lexicon.statements import (
    ADVERBIALS,
    ARTICLES_AND_POSSESSIVES,
    DROPPED,
    ENDS_A_THING,
    GROWTH_OF,
    IS,
    LEADS,
    MASS,
    MOVE_ONLY,
    REPORTS,
    VERBS,
)

_VERB: Final = one_of(VERBS)
_IS: Final = re.compile(
    rf"(?:{any_of(IS)}|\b(?:came|comes|went|fell|rose|grew|dropped|climbed|jumped|fell\s+back)\s+(?:\w+\s+)?to)\s*$", re.IGNORECASE
)
_ENDS_A_THING: Final = re.compile(rf"{any_of(ENDS_A_THING)}|[,;:.()!?\u2014]|\s-\s|$", re.IGNORECASE)
_LEAD: Final = re.compile(rf"^\s*(?:{any_of(LEADS)}|in\s+terms\s+of\s+[\w ]+?\b)[\s,]*", re.IGNORECASE)
_GROWTH_OF: Final = re.compile(
    rf"^(?:the\s+)?(?:(?:annual|overall|average)\s+)?{any_of(GROWTH_OF)}\s+(?:of|in)\s+(?:the\s+)?", re.IGNORECASE
)
_GROWTH_END: Final = re.compile(r"\s+(?:growth(?:\s+rate)?|growth's\s+pace)$", re.IGNORECASE)
_ADVERBIAL: Final = one_of(ADVERBIALS)
_MOVE_ONLY: Final = re.compile(rf"(?:{any_of(MOVE_ONLY)}\s*)+", re.IGNORECASE)
_END: Final = re.compile("$")
_REPORTED: Final = re.compile(rf"{any_of(REPORTS)}\s+(?P<what>(?:(?!\bof\b)[^,;:.()\d]){{3,40}}?)\s+of\s*$", re.IGNORECASE)
_ANOTHER: Final = re.compile(r"(?:.*(?:\b(?:and|but|while|whereas)\b|[,;]))\s*(?P<what>[^,;]+?)\s*$", re.IGNORECASE | re.DOTALL)
_LAST_SMALL: Final = re.compile(r"\s+(?:at|to|by|of|with|from|for|about|around|just|a|an|the)$", re.IGNORECASE)
_MOST_WORDS, _MOST_OF_A_GAP = 10, 5


def thing_counted(after: str) -> str:
    """The words behind a number up to the end of what is counted: "new cranes arrived" gives "new cranes"."""
    text = after.lstrip(" \u00a0-\u2011")
    end = _ENDS_A_THING.search(text)
    words = WORD.findall(text[: end.start()] if end else text)
    # "140 people worked": a verb in the past ends the thing, unless it opens it ("33 listed companies").
    verb = next((index for index, word in enumerate(words) if index and re.fullmatch(r"[a-z]{3,}ed", word)), len(words))
    return " ".join(words[: min(verb, 5)])


def subject(before: str) -> str:
    """The subject of the clause in which a figure stands, or nothing where the clause has none of its own."""
    clause = _LEAD.sub("", clause_before(before)).strip()
    verb = _VERB.search(clause)
    if verb is None:
        return ""
    if verb.start() == 0:
        # "Transhipment, the cargo that only changes ships here, came to": the subject stands before the first comma.
        clause = _LEAD.sub("", before).strip().partition(",")[0]
        verb = _VERB.search(clause) or _END.search(clause)
        if verb is None or _ADVERBIAL.match(clause) or len(clause[: verb.start()].split()) > _MOST_WORDS // 2:
            return ""
    return plain(clause[: verb.start()])


def another(between: str) -> str:
    """What a second figure of a sentence is about where the verb is left out: "..., and imports by", "... and debt at".

    `between` are the words from the figure before to this one; nothing is found where they have a verb of their own, or say no thing.
    """
    found = _ANOTHER.match(between)
    what = _LEAD.sub("", found["what"]) if found else ""
    while (shorter := _LAST_SMALL.sub("", what)) != what:
        what = shorter
    what = re.sub(r"^(?:that|those)\s+of\s+", "", what, flags=re.IGNORECASE)
    words = WORD.findall(what)
    moves = any(_MOVE_ONLY.fullmatch(word) for word in words)
    if not words or len(words) > _MOST_OF_A_GAP or moves or _VERB.match(what) or _ADVERBIAL.match(what):
        return ""
    return plain(what) if not all(word.lower() in DROPPED or len(word) == 1 for word in words) else ""


def reported(before: str) -> str:
    """What is said to be so much: "reported revenue of", "showed a surplus of"."""
    found = _REPORTED.search(clause_before(before))
    return plain(found["what"]) if found else ""


def label_of(before: str, after: str, unit: str | None) -> str:
    """The label for a measure: what is counted, else the subject of the clause, else nothing (it goes on with the figure before)."""
    counted = thing_counted(after) if unit is None else ""
    named = reported(before) if not counted or is_money_or_mass(counted) else ""
    named = named or subject(before)
    if counted and not (named and _IS.search(before)):
        if counted.split()[-1].lower() not in MASS:
            return f"{counted}{_of_whom(after, counted)}"
        return _of_whom(after, counted).removeprefix(" of ") or named or _last_words(clause_before(before))
    return named or _last_words(clause_before(before))


def is_money_or_mass(thing: str) -> bool:
    """Whether what is counted is a measure or money, which says nothing about what the figure is."""
    return thing.lower().rpartition(" ")[2] in MASS


def opening(before: str) -> str:
    """The first telling words of a sentence whose subject could not be told."""
    words = [word for word in WORD.findall(_LEAD.sub("", before)) if _tells(word)]
    return " ".join(words[:4])


def whole_named(before: str, after: str) -> str:
    """What a share is a share of, where the words say so."""
    behind = re.match(r"\s*(?:share\s+)?(?:of|in)\s+(?P<whole>[^,;:.()]+)", clause_after(after), re.IGNORECASE)
    if behind and plain(_until_a_verb(behind["whole"])):
        return plain(_until_a_verb(behind["whole"]))
    ahead = re.findall(r"\b(?:shares?|proportion)\s+(?:of|in)\s+([^,;:.()]+)", before, re.IGNORECASE)
    if not ahead:
        return ""
    return plain(_until_a_verb(ahead[-1]))


def whole_of_contribution(after: str) -> str:
    """What something contributed to."""
    behind = re.search(r"\b(?:to|of)\s+(?P<whole>[^,;:.()]+)", clause_after(after), re.IGNORECASE)
    text = behind["whole"] if behind else ""
    return plain(_until_a_verb(text))


def compared_measure(against: str) -> str:
    """The measure in "than the growth rate of fixed investment", "than the GDP growth rate"."""
    return plain(_until_a_verb(clause_after(against))) if re.search(r"\bgrowth\b|\brate\b", against, re.IGNORECASE) else ""


def plain(text: str) -> str:
    """A phrase without what leads it in, periods and figures aside, at most ten words long."""
    text = _GROWTH_END.sub("", _GROWTH_OF.sub("", " ".join(text.split())))
    words = [word for word in WORD.findall(text) if word.lower() not in ARTICLES_AND_POSSESSIVES]
    while words and words[0].lower() in DROPPED:
        words.pop(0)
    while words and words[-1].lower() in DROPPED:
        words.pop()
    return " ".join(words[-_MOST_WORDS:])


def _until_a_verb(text: str) -> str:
    verb = _VERB.search(text)
    return text[: verb.start()] if verb and verb.start() else text


def _of_whom(after: str, counted: str) -> str:
    """Behind "cases", "of flour": what a bare unit does not say by itself."""
    if len(counted.split()) > 1:
        return ""
    rest = after.lstrip(" \u00a0-\u2011")[len(counted) :]
    found = re.match(r"\s+of\s+(?P<what>[^,;:.()]+)", rest)
    return f" of {plain(_until_a_verb(found['what']))}" if found and plain(_until_a_verb(found["what"])) else ""


def _last_words(text: str) -> str:
    return " ".join([word for word in WORD.findall(text) if _tells(word)][-4:])


def _tells(word: str) -> bool:
    return word.lower() not in DROPPED and not _VERB.fullmatch(word) and not _MOVE_ONLY.fullmatch(word)
