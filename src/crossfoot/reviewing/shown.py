"""What is shown of a draft: its sentence with the figure marked, as wide as the terminal, and its columns with their keys."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from typing import Final

from crossfoot.console import FAINT, YELLOW, Line
from crossfoot.drafting.figure import Row
from crossfoot.drafting.sentences import Sentences
from crossfoot.records import GUESS
from crossfoot.reviewing.tables import Review

KEYS: Final = {
    "w": "speaker",
    "m": "measure",
    "s": "statistic",
    "o": "of",
    "p": "period",
    "v": "versus",
    "d": "minus",
    "c": "scenario",
    "l": "value",
    "u": "unit",
    "b": "bound",
    "r": "printed",
    "t": "note",
}
HELP: Final = "y yes, x no claim, n next, z undo, ? all keys, q quit"
_AROUND: Final = 400
_MOST_LINES: Final = 7
_INDENT: Final = "  "
_NARROWEST: Final = 30
_JOINED: Final = "\u00a0"  # no place to break a line


def figure(found: Review, row: Row, number: int, total: int) -> Iterator[Line]:
    """A claim: the sentence with the figure marked, and the columns."""
    yield Line("")
    yield Line(f"{number} of {total}: {found.slug}/{row['id']}", FAINT)
    yield from (Line(line) for line in _sentence(found, row))
    guessed = {name.removesuffix(GUESS) for name in row["assumed"].split() if name.endswith(GUESS)}
    for key, column in KEYS.items():
        if row[column] or column in guessed:
            yield Line(f"  {key} {column + (GUESS if column in guessed else ''):11} {row[column]}", YELLOW if column in guessed else "")


def all_keys() -> Iterator[Line]:
    """Every key and what it does."""
    yield Line("  y  yes: confirm the claim as it stands", FAINT)
    yield Line("  x  no claim: make it a mention of a class that you name", FAINT)
    yield Line("  n  next: leave it a draft and go on", FAINT)
    yield Line("  z  undo: go back to the answer before and take it back", FAINT)
    yield Line("  q  quit: what you answered is saved", FAINT)
    yield Line("  a letter changes a column: p 2031-Q2, or p; - empties it", FAINT)
    pairs = [f"{key} {column}" for key, column in KEYS.items()]
    yield from (Line(f"     {', '.join(pairs[at : at + 5])}", FAINT) for at in range(0, len(pairs), 5))


def sentence_of(found: Review, row: Row) -> tuple[str, str, str] | None:
    """What the sentence of a claim says before it, its print there, and what it says behind; None where the text is not at hand."""
    text = found.document.text
    if text is None or not row["start"]:
        return None
    start, end = int(row["start"]), int(row["end"])
    sentence = Sentences(text).at(start)
    before, after = text[max(sentence.start, start - _AROUND) : start], text[end : min(sentence.end, end + _AROUND)]
    return before, text[start:end], after


def _sentence(found: Review, row: Row) -> list[str]:
    """The sentence in lines, the figure in marks and never broken; without the text only the print."""
    said = sentence_of(found, row)
    if said is None:
        return [f"{_INDENT}>>{row['printed']}<< ({found.document.text_state})"]
    before, there, after = (" ".join(part.split()) for part in said)
    gap = " " if said[0][-1:].isspace() else "", " " if said[2][:1].isspace() else ""
    marked = f">>{there}<<".replace(" ", _JOINED)
    width = shutil.get_terminal_size((0, 0)).columns
    if not width:
        return [f"{_INDENT}{before}{gap[0]}{marked}{gap[1]}{after}".replace(_JOINED, " ")]
    width = max(width - 1, _NARROWEST)
    room = width * _MOST_LINES // 2
    text = f"{_last(before, room)}{gap[0]}{marked}{gap[1]}{_first(after, room)}"
    lines = textwrap.wrap(text, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False, break_long_words=False)
    return [line.replace(_JOINED, " ") for line in lines]


def _first(text: str, room: int) -> str:
    """The beginning of a text, cut at a word."""
    return text if len(text) <= room else f"{text[:room].rpartition(' ')[0]} \u2026"


def _last(text: str, room: int) -> str:
    """The end of a text, cut at a word."""
    return text if len(text) <= room else f"\u2026 {text[-room:].partition(' ')[2]}"
