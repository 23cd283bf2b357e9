"""From a sentence such as "20.5 from 18.9, up 12 %" to its figures and the part that each plays.

The sentence is cut at a few connecting words; what lies between two of them is one printed figure, or words that say nothing here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from crossfoot.lexicon import MULTIPLES, NUMBER_WORDS, QUALIFIERS, SUFFIX_QUALIFIERS
from crossfoot.printed import Printed, PrintedError
from crossfoot.records import PP
from crossfoot.units import read_in
from crossfoot.vocabulary import Bound

EXAMPLES: Final = (
    "20.5 from 18.9, up 12 %",
    "920,000 + 380,000 = 1.3 million",
    "162.4 billion is 19.9% of 815.8 billion",
    "8.3% is 5.8 points above 2.5%",
    "31.6 million / 12.4 million = 2.55",
)
MAX_LENGTH: Final = 500
_MAX_FIGURES: Final = 20


class TrialError(ValueError):
    """The sentence cannot be read; the message says what was found and how to write it."""

    def __init__(self, message: str) -> None:
        examples = "\n".join(f'  crossfoot try "{example}"' for example in EXAMPLES)
        super().__init__(f"{message}. Write one relation, as in:\n{examples}")


class Link(StrEnum):
    """The connecting word before a figure."""

    START = ""
    EQUALS = "is"
    PLUS = "plus"
    MINUS = "minus"
    BY = "times"
    OVER = "divided by"
    FACTOR = "so many times as much"
    FROM = "from"
    TO = "to"
    UP = "up"
    DOWN = "down"
    OF = "of"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of the sentence, as it was written, and the word before it."""

    link: Link
    text: str
    printed: Printed


# In each row, longer phrases first: "an increase of" must not be read as "of".
_PHRASES: tuple[tuple[Link, str], ...] = (
    (Link.UP, r"an? (?:increase|rise|growth|gain) of|(?:increase|rise|growth|gain) of"),
    (Link.DOWN, r"an? (?:decrease|fall|decline|drop|loss) of|(?:decrease|fall|decline|drop|loss) of"),
    (Link.UP, r"(?:up|rose|rises|rising|grew|grows|growing|increased|increases|increasing|gained|climbed)(?: by)?(?! to\b)"),
    (Link.DOWN, r"(?:down|fell|falls|falling|decreased|decreases|declined|dropped|shrank|lost)(?: by)?(?! to\b)"),
    (Link.TO, r"(?:rose|rises|rising|grew|grows|increased|increases|climbed|down|fell|falls|declined|dropped) to|to"),
    (Link.EQUALS, r"adds? up to|sums? (?:up )?to|comes? to|equals?|makes?|totals?|is|are|was|were|="),
    (Link.FROM, r"compared (?:with|to)|from|against|versus|after"),
    (Link.BY, r"multiplied by"),
    (Link.OVER, r"divided by"),
    (Link.MINUS, r"minus|less(?! than)"),
    (Link.PLUS, r"plus|and"),
    (Link.OF, r"of"),
)
_AFTER_POINTS: tuple[tuple[Link, str], ...] = (
    (Link.ABOVE, r"above|over|higher than|more than|greater than|ahead of"),
    (Link.BELOW, r"below|under|lower than|less than|fewer than|behind"),
)
_POINTS = r"(?<=points )|(?<=point )|(?<=pp )"
_SYMBOL = {"+": Link.PLUS, "-": Link.MINUS, "\N{MINUS SIGN}": Link.MINUS, "\N{EN DASH}": Link.MINUS, "=": Link.EQUALS} | {
    **dict.fromkeys("*x×", Link.BY),
    **dict.fromkeys("/÷", Link.OVER),
}
_HALVED: Final = "halved"
# "More than halved" is less than half; "nearly halved" would need a bound that nobody has a word for.
_OF_HALF: Final = {Bound.MORE_THAN: "less than", Bound.ABOUT: "about", Bound.EXACT: ""}
_FACTORS = {**{word: str(factor) for word, factor in MULTIPLES.items()}, _HALVED: "0.5"}
_FACTOR = re.compile(rf"\b({'|'.join(_FACTORS)})\b", re.IGNORECASE)
# A comma or a semicolon cuts, but not the one inside 920,000; a full stop ends the sentence, but not the one inside 8.3.
_CUT = re.compile(r"[,;](?!\d)|\.(?=\s*$)")


def read_trial(sentence: str) -> list[Part]:
    """The figures of a sentence, in order.

    Raises:
        TrialError: something with a number in it is no figure, or there are too few figures or too many.
    """
    if len(sentence) > MAX_LENGTH:
        raise TrialError(f"found {len(sentence)} characters, expected a sentence of at most {MAX_LENGTH}")
    parts = [part for link, text in _pieces(" ".join(sentence.split())) if (part := _part(link, text))]
    if not 2 <= len(parts) <= _MAX_FIGURES:  # noqa: PLR2004 - a relation needs two
        found = "no figure" if not parts else "one figure" if len(parts) == 1 else f"{len(parts)} figures"
        raise TrialError(f"found {found} in {_quoted(sentence)}, expected at least two")
    return parts


def _pieces(sentence: str) -> list[tuple[Link, str]]:
    """The sentence cut at its connecting words; the word before each piece goes with it."""
    pieces: list[tuple[Link, str]] = []
    link, start = Link.START, 0
    for match in _SCAN.finditer(sentence):
        if match.lastgroup == "keep":
            continue
        found = _link_of(match)
        text = sentence[start : match.start()].strip()
        if text:
            pieces.append((link, text))
            link = Link.START
        # In "rose by" and "was up" the later word says more; a comma says nothing.
        link = found or link
        start = match.end()
    pieces.append((link, sentence[start:].strip()))
    return pieces


def _scanner() -> re.Pattern[str]:
    """All connecting words in one pattern. A hedge such as "close to" belongs to its figure and is kept whole."""
    words = [f"(?P<{link.name}_{index}>\\b(?:{phrase})\\b)" for index, (link, phrase) in enumerate(_PHRASES) if phrase]
    after = [f"(?P<{link.name}_p>(?:{_POINTS})(?:{phrase})\\b)" for link, phrase in _AFTER_POINTS]
    hedges = sorted((phrase for phrase in (*QUALIFIERS, *SUFFIX_QUALIFIERS) if " " in phrase), key=len, reverse=True)
    keep = rf"(?P<keep>\b(?:{'|'.join(map(re.escape, hedges))})\b)"
    symbols = r"(?P<symbol>(?<=\s)[-+\u2212\u2013*x\u00d7/\u00f7](?=\s)|=)"
    return re.compile("|".join([*after, keep, symbols, *words, f"(?P<cut>{_CUT.pattern})"]), re.IGNORECASE)


_SCAN = _scanner()


def _link_of(match: re.Match[str]) -> Link | None:
    name = str(match.lastgroup)
    if name == "cut":
        return None
    return _SYMBOL[match.group().lower()] if name == "symbol" else Link[name.partition("_")[0]]


def _part(link: Link, text: str) -> Part | None:
    """The figure in a piece, or None where it holds no number."""
    if not _has_number(text) and not _FACTOR.search(text):
        return None
    text, link = _as_factor(text, link)
    try:
        printed = read_in(text, PP)
    except PrintedError as error:
        # What follows the semicolon is advice to somebody who records a figure.
        raise TrialError(f"cannot read {_quoted(text)} as one figure ({error.message.partition(';')[0]})") from None
    if _has_number(printed.rest):
        raise TrialError(f"cannot read {_quoted(text)} as one figure")
    return Part(link, text.removesuffix(printed.rest).strip() if printed.rest else text, printed)


def _as_factor(text: str, link: Link) -> tuple[str, Link]:
    """Sales more than doubled: the factor "more than 2". A text that holds another number stays what it is."""
    found = _FACTOR.search(text)
    if found is None or text[found.end() :].strip() or _has_number(text[: found.start()]):
        return text, link
    before = text[: found.start()].rstrip().lower()
    hedges = (phrase for phrase in QUALIFIERS if before.endswith(phrase) and not before.removesuffix(phrase)[-1:].isalpha())
    hedge, word = max(hedges, key=len, default=""), found.group().lower()
    if word == _HALVED and hedge:
        if QUALIFIERS[hedge] not in _OF_HALF:
            raise TrialError(f"found {_quoted(f'{hedge} {word}')}, which people read in different ways; write it as a percentage")
        hedge = _OF_HALF[QUALIFIERS[hedge]]
    return f"{hedge} {_FACTORS[word]}".strip(), Link.FACTOR


def _has_number(text: str) -> bool:
    return any(c.isnumeric() for c in text) or any(word in NUMBER_WORDS for word in re.findall(r"[a-z]+", text.lower()))


def _quoted(text: str) -> str:
    return repr(text if text.isprintable() else ascii(text))


def scaleless(part: Part) -> bool:
    """Whether a figure reads as if its "million" stood elsewhere in the sentence."""
    return abs(part.printed.value) < Fraction(1000)
