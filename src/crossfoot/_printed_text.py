"""The text of a printed figure: its brackets, its characters, its tokens. `crossfoot.printed` reads them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, NoReturn, TypeVar

from crossfoot.lexicon import MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_CHARACTERS: Final = 200
LONGEST_PHRASE: Final = 4  # words: "in the region of"

# One character for one, so that places in the text stay what they are.
_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\ufe62\uff0b", "+"),
        **dict.fromkeys("\u066a\ufe6a\uff05", "%"),
        **dict.fromkeys("\u066b\uff0e", "."),
        **dict.fromkeys("\u066c\uff0c", ","),
        **dict.fromkeys("\u2044\u2215\uff0f", "/"),
        **dict.fromkeys("\u223c\uff5e", "~"),
        **dict.fromkeys("\u2266\u2a7d", "≤"),
        **dict.fromkeys("\u2267\u2a7e", "≥"),
        "\u2019": "'",
        "\ufe69": "$",
        "\uff04": "$",
        "\uffe0": "¢",
        "\uffe1": "£",
        "\uffe5": "¥",
        "\uff08": "(",
        "\uff09": ")",
        "\uff1c": "<",
        "\uff1e": ">",
    }
)
# Spaces that some houses print between groups of digits. A plain space separates words only.
GROUP_SPACES: Final = frozenset("\u00a0\u202f\u2009")
_SEPARATORS: Final = frozenset(".,'") | GROUP_SPACES
_MARK_STARTS: Final = frozenset(mark[0] for mark in MARKS)
_VULGAR: Final = re.compile(r"[0-9]{1,2}\u2044[0-9]{1,2}")
_ASCII_TOKEN: Final = re.compile(
    r"([0-9]+/[0-9]+)|((?:[0-9]+|\.[0-9]+)(?:[.,'][0-9]+)*)"
    rf"|({'|'.join(re.escape(mark) for mark in MARKS if mark.isascii())})|([a-z]+)|(-)|(\S)"
)
_FORBIDDEN: Final = {"Cc": "control", "Cf": "invisible or direction", "Cs": "surrogate", "Zl": "line end", "Zp": "line end"}

T = TypeVar("T")


_LAST_DIGITS: Final = 0x20000
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")


class PrintedError(ValueError):
    """A printed form that cannot be read.

    `message` says in plain words what was found, what was expected and what to do; `position` is the place of the fault in the
    printed form, in characters from 0.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message, position)
        self.message = message
        self.position = position

    def __str__(self) -> str:
        return self.message


class Kind(Enum):
    """What sort of token: `NUMERAL` is digits with their separators, `FRACTION` is 1/4 or ¼, `SYMBOL` is any other sign."""

    NUMERAL = auto()
    FRACTION = auto()
    WORD = auto()
    DASH = auto()
    SYMBOL = auto()


class Token(NamedTuple):
    """One token: its normalised text, its place in the text without brackets, and whether it touches the token before it."""

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A printed form, the same without its bracket signs, and where each remaining character stood."""

    printed: str
    clean: str
    origins: Sequence[int]

    def fail(self, message: str, start: int) -> NoReturn:
        """Raise a `PrintedError` at a place of the clean text."""
        raise PrintedError(message, self.origins[start] if start < len(self.origins) else len(self.printed))


def open_source(printed: str) -> Source:
    """Check length, characters and brackets, and take the bracket signs away."""
    if len(printed) > MAX_CHARACTERS:
        message = f"found {len(printed)} characters; a printed figure has at most {MAX_CHARACTERS}, so keep to the figure itself"
        raise PrintedError(message, MAX_CHARACTERS)
    if not (printed.isascii() and printed.isprintable()):
        for position, character in enumerate(printed):
            _check_character(character, position)
    if "[" in printed or "]" in printed:
        signs = {position for span in bracket_spans(printed) for position in (span[0], span[1] - 1)}
        origins = tuple(position for position in range(len(printed)) if position not in signs)
        source = Source(printed, "".join(printed[position] for position in origins), origins)
    else:
        source = Source(printed, printed, range(len(printed)))
    if not source.clean.strip():
        raise PrintedError("found no figure; write the figure as printed, with what you supply in [brackets]", 0)
    return source


def _check_character(character: str, position: int) -> None:
    if kind := _FORBIDDEN.get(unicodedata.category(character)):
        message = f"found the {kind} character U+{ord(character):04X}; remove it, only visible characters and spaces are read"
        raise PrintedError(message, position)


def bracket_spans(printed: str) -> list[tuple[int, int]]:
    """The spans of `[...]`, signs included, in order.

    Raises:
        PrintedError: a bracket is nested, never opened, never closed, or empty.
    """
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for position, character in enumerate(printed):
        if character == "[":
            if opened is not None:
                raise PrintedError("found [ inside of [...]; close the first bracket before you open the next", position)
            opened = position
        elif character == "]":
            if opened is None:
                raise PrintedError("found ] without its [; brackets come in pairs, around what you supply", position)
            if not printed[opened + 1 : position]:
                raise PrintedError("found empty brackets; write between them what you supply, or leave them out", opened)
            spans.append((opened, position + 1))
            opened = None
    if opened is not None:
        raise PrintedError("found [ without its ]; brackets come in pairs, around what you supply", opened)
    return spans


def tokenise(clean: str) -> list[Token]:
    """The tokens of a text without brackets. Linear in its length; never fails."""
    if clean.isascii():
        return _ascii_tokens(clean.lower())
    text = "".join(_same(character) for character in clean)
    tokens: list[Token] = []
    position = after = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        token = _token(text, position, glued=bool(tokens) and position == after)
        tokens.append(token)
        position = after = token.end
    return tokens


# The kinds of the groups of `_ASCII_TOKEN`; a mark is a word where it ends in a point.
_ASCII_KINDS: Final = (None, Kind.FRACTION, Kind.NUMERAL, None, Kind.WORD, Kind.DASH, Kind.SYMBOL)


def _ascii_tokens(text: str) -> list[Token]:
    """The same at once, since most prints are ASCII."""
    tokens: list[Token] = []
    after = -1
    for found in _ASCII_TOKEN.finditer(text):
        word, (start, end) = found[0], found.span()
        kind = _ASCII_KINDS[found.lastindex or 0] or (Kind.WORD if word[-1] == "." else Kind.SYMBOL)
        tokens.append(Token(kind, word, start, end, start == after))
        after = end
    return tokens


def folded(text: str) -> str:
    """A text as the tables know it: lower case, ASCII digits, one sort of dash; character for character, so that offsets stay."""
    if text.isascii():
        return text.lower()
    folds = _folds()
    lower = _BEYOND_ASCII.sub(lambda found: found[0].translate(folds), text).lower()
    return lower if len(lower) == len(text) else "".join(_same(character) for character in text)


@cache
def _folds() -> Mapping[int, str]:
    """What `folded` replaces: made when the first text needs it, since it looks at every character there is."""
    digits = ((code, unicodedata.decimal(chr(code), None)) for code in range(0x80, _LAST_DIGITS))
    return {**{code: str(digit) for code, digit in digits if digit is not None}, **_SAME}


def _same(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    folded = character.translate(_SAME).casefold()
    return folded if len(folded) == 1 else character


def _token(text: str, start: int, *, glued: bool) -> Token:
    kind, end = _scan(text, start)
    word = text[start:end]
    if kind is Kind.FRACTION:
        word = unicodedata.normalize("NFKC", word).replace("\u2044", "/")
    return Token(kind, word, start, end, glued)


def _scan(text: str, start: int) -> tuple[Kind, int]:
    """Kind and end of the token that starts here."""
    character = text[start]
    if _digit(text, start) or (character == "." and _digit(text, start + 1)):
        return _scan_numeral(text, start)
    if character in _MARK_STARTS and (mark := next((mark for mark in MARKS if text.startswith(mark, start)), None)):
        return (Kind.WORD if mark[-1] == "." else Kind.SYMBOL), start + len(mark)
    if character.isalpha():
        return Kind.WORD, _word_end(text, start)
    if _VULGAR.fullmatch(unicodedata.normalize("NFKC", character)):
        return Kind.FRACTION, start + 1
    return (Kind.DASH if character == "-" else Kind.SYMBOL), start + 1


def _scan_numeral(text: str, start: int) -> tuple[Kind, int]:
    end = _digits_end(text, start)
    if end < len(text) and text[end] == "/" and _digit(text, end + 1):
        return Kind.FRACTION, _digits_end(text, end + 1)
    while end < len(text) and text[end] in _SEPARATORS and _digit(text, end + 1):
        group_end = _digits_end(text, end + 1)
        if text[end] in GROUP_SPACES and group_end - end != len(" 000"):
            break  # a space before a number of its own, not before a group
        end = group_end
    return Kind.NUMERAL, end


def _digit(text: str, position: int) -> bool:
    return position < len(text) and text[position] in "0123456789"


def _digits_end(text: str, position: int) -> int:
    while _digit(text, position):
        position += 1
    return position


def _word_end(text: str, position: int) -> int:
    while position < len(text) and (text[position].isalpha() or unicodedata.category(text[position])[0] == "M"):
        position += 1
    return position


class Phrases(Generic[T]):
    """A table of phrases, and the tokens that one of them may begin with, since most tokens begin none."""

    def __init__(self, table: Mapping[str, T]) -> None:
        self.table = table
        self.starts = frozenset(tokenise(phrase)[0].text for phrase in table)


class Cursor:
    """A place in the tokens of one printed form; the readers move it on."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = tokenise(source.clean)
        self._count = len(self.tokens)
        self.index = 0

    def at(self, index: int) -> Token | None:
        """The token at an index, None before the first and behind the last."""
        return self.tokens[index] if 0 <= index < self._count else None

    def at_digits(self) -> bool:
        """Whether digits or a fraction come next."""
        token = self.at(self.index)
        return token is not None and (token.kind is Kind.NUMERAL or token.kind is Kind.FRACTION)

    def ended(self) -> bool:
        """Whether everything is read."""
        return self.index >= self._count

    def word(self, index: int) -> str:
        """The text of the word at an index; empty where there is no word."""
        if not 0 <= index < self._count:
            return ""
        token = self.tokens[index]
        return token.text if token.kind is Kind.WORD else ""

    def symbol(self, index: int) -> str:
        """The sign at an index, dashes included; empty where there is none."""
        token = self.at(index)
        return token.text if token is not None and (token.kind is Kind.SYMBOL or token.kind is Kind.DASH) else ""

    def dash(self, index: int) -> bool:
        """Whether a hyphen, dash or minus stands at an index."""
        return self.symbol(index) == "-"

    def glued(self, index: int) -> bool:
        """Whether there is a token at an index that touches the one before it."""
        token = self.at(index)
        return token is not None and token.glued

    def joined(self, index: int) -> int:
        """The index behind a hyphen between two words or a number and a word; the index itself where there is none."""
        token = self.at(index)
        if token is None or token.kind is not Kind.DASH or not token.glued:
            return index
        return index + 1 if self.glued(index + 1) and self.word(index + 1) else index

    def phrase(self, phrases: Phrases[T], index: int) -> tuple[T, int] | None:
        """The longest phrase of a table that starts at an index, with the index behind it."""
        token = self.at(index)
        if token is None or token.text not in phrases.starts:
            return None
        found: tuple[T, int] | None = None
        words: list[str] = []
        while len(words) < LONGEST_PHRASE and (token := self.at(index)) is not None:
            words.append(token.text)
            index += 1
            if (key := " ".join(words)) in phrases.table:
                found = (phrases.table[key], index)
            index = self.joined(index)
        return found

    def take(self, phrases: Phrases[T]) -> T | None:
        """Read the longest phrase of a table here, if there is one."""
        found = self.phrase(phrases, self.index)
        if found is None:
            return None
        self.index = found[1]
        return found[0]

    def skip(self, symbol: str) -> bool:
        """Read this symbol, if it is next."""
        found = self.symbol(self.index) == symbol
        self.index += found
        return found

    def shown(self, index: int) -> str:
        """The token at an index as it was printed, for messages."""
        token = self.at(index)
        return self.source.clean[token.start : token.end] if token is not None else ""

    def fail(self, message: str, index: int | None = None) -> NoReturn:
        """Raise a `PrintedError` at a token, by default the next one."""
        token = self.at(self.index if index is None else index)
        self.source.fail(message, token.start if token is not None else len(self.source.clean))
