"""The text that a record is drafted from: plain text and Markdown as they are, of HTML what a reader sees."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crossfoot.drafting.grid import MARK, Table, find_tables
from crossfoot.drafting.page import read_page
from crossfoot.errors import UsageProblem
from crossfoot.infile import MEGABYTE

LIMIT = 20 * MEGABYTE
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})
_NOTE = re.compile(r"^([0-9a-z*]{1,4})(?=[ \t]+[^\W\d_])", re.MULTILINE)
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text, its bytes, its tables and a title; `converted` says that the text is not the file as it was given.

    `marks` are the places of the marks of footnotes, at the figures and at the notes.
    """

    text: str
    data: bytes
    tables: Sequence[Table]
    title: str
    converted: bool
    marks: Sequence[tuple[int, int]] = ()

    @property
    def sha256(self) -> str:
        """What pins the text."""
        return hashlib.sha256(self.data).hexdigest()


def read_source(path: Path) -> SourceText:
    """Read a text to draft from.

    Raises:
        UsageProblem: it cannot be read, is not UTF-8, is larger than 20 MB, or holds no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise UsageProblem(f"cannot read {path}: {error.strerror}") from error
    if len(data) > LIMIT:
        raise UsageProblem(f"found more than {LIMIT // MEGABYTE} MB in {path}, expected at most that; split the text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageProblem(
            f"found the byte 0x{data[error.start]:02X} in {path}, which is not UTF-8, expected UTF-8; save the text in that encoding first"
        ) from None
    if path.suffix.lower() in _HTML_NAMES or _HTML_START.match(text):
        page = read_page(text)
        shown = page.text
        marks = _with_notes(shown, page.marks)
        source = SourceText(shown, shown.encode(), page.tables, page.title or _title_of(shown), converted=True, marks=marks)
    else:
        marks = tuple(match.span() for match in MARK.finditer(text))
        source = SourceText(text, data, find_tables(text), _title_of(text), converted=False, marks=marks)
    if not source.text.strip():
        raise UsageProblem(f"found no text in {path}, expected some")
    return source


def _with_notes(text: str, marks: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks at the figures, and the same at the lines that explain them."""
    said = {text[start:end].strip() for start, end in marks}
    return tuple(sorted({*marks, *(match.span(1) for match in _NOTE.finditer(text) if match[1] in said)}))


def _title_of(text: str) -> str:
    """The first line that says something, without the marks of Markdown."""
    for line in text.splitlines():
        title = " ".join(line.strip("\ufeff#*_= \t").split())
        if title:
            return title if len(title) <= 150 else title[:149] + "\u2026"  # noqa: PLR2004 - a title, not a paragraph
    return ""
