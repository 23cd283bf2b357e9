"""A page of HTML as text, with its tables: what a reader sees, a line for each paragraph and each row."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from crossfoot.drafting.grid import Cell, Table

_SKIPPED: Final = frozenset({"script", "style", "head", "noscript", "template", "svg", "nav", "button", "select", "textarea"})
_BLOCKS: Final = frozenset(
    {
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header", "footer"),
        *("main", "aside", "blockquote", "pre", "figure", "figcaption", "table", "tr", "caption", "form", "address", "hr", "br", "thead"),
        *("tbody", "tfoot", "body"),
    }
)
_VOID: Final = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Spaces that house style prints inside figures stay; all others are one space, as a browser shows them.
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MOST_COLUMNS = 1000
_LONGEST_MARK = 4


class Page(HTMLParser):
    """Feed it a page; then `text`, `tables`, `marks` (raised text: of footnotes, or exponents) and `title` say what is on it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.length = 0
        self.tables: list[Table] = []
        self.marks: list[tuple[int, int]] = []
        self.title = ""
        self._hidden: list[str] = []
        self._in_title = False
        self._rows: list[list[list[Cell]]] = []
        self._captions: list[str] = []
        self._cell: tuple[int, int, bool] | None = None  # where it starts, its width, whether it is a label
        self._spans: list[dict[int, int]] = []  # columns that a cell above still covers, for so many rows
        self._caption_from: int | None = None
        self._mark_from: int | None = None

    @property
    def text(self) -> str:
        """What was on the page."""
        return "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = dict(attrs)
        if tag == "title":
            self._in_title = True
        if self._hidden or tag in _SKIPPED or "hidden" in given or _HIDDEN.search(given.get("style") or ""):
            if tag not in _VOID:
                self._hidden.append(tag)
            return
        if tag in _BLOCKS:
            if tag == "tr":
                self._end_cell()
            self._line() if self._cell is None else self._space()
        if tag == "sup":
            self._space()  # the mark of a footnote is no digit of the figure before it
            self._mark_from = self.length
        self._open_in_table(tag, given)

    def _open_in_table(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "table":
            self._rows.append([])
            self._captions.append("")
            self._spans.append({})
        elif tag == "tr" and self._rows:
            self._rows[-1].append([])
        elif tag in {"td", "th"} and self._rows:
            self._open_cell(tag, given)
        elif tag == "caption" and self._captions:
            self._caption_from = self.length

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag == "title":
            self._in_title = False
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
            return
        if tag == "sup":
            self._end_mark()
        self._close_in_table(tag)
        if tag in _BLOCKS and self._cell is None:
            self._line()

    def _end_mark(self) -> None:
        if self._mark_from is not None and 0 < self.length - self._mark_from <= _LONGEST_MARK:
            self.marks.append((self._mark_from, self.length))
        self._mark_from = None

    def _close_in_table(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if tag == "caption" and self._caption_from is not None:
            self._captions[-1] = self.text_from(self._caption_from).strip()
            self._caption_from = None
        if tag == "table" and self._rows:
            rows = tuple(tuple(row) for row in self._rows.pop() if row)
            caption = self._captions.pop()
            self._spans.pop()
            if len(rows) > 1:
                self.tables.append(Table(rows, caption))

    def handle_data(self, data: str) -> None:
        """Take in text."""
        if self._in_title:
            self.title += data
        if self._hidden:
            return
        text = _SPACES.sub(" ", data)
        if not self.parts or self.parts[-1][-1:] in {" ", "\n", "\t"}:
            text = text.lstrip(" ")
        self._add(text)

    def close(self) -> None:
        """End of the page: a table that is still open ends here."""
        super().close()
        while self._rows:
            self.handle_endtag("table")

    def _add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def _space(self) -> None:
        if self.parts and self.parts[-1][-1:] not in {" ", "\n", "\t"}:
            self._add(" ")

    def _line(self) -> None:
        while self.parts and self.parts[-1][-1:] == " ":
            last = self.parts.pop()
            self.length -= len(last)
            self._add(last.rstrip(" "))
            if last.strip(" "):
                break
        if self.parts and self.parts[-1][-1:] != "\n":
            self._add("\n")

    def _open_cell(self, tag: str, given: dict[str, str | None]) -> None:
        self._end_cell()
        if not self._rows[-1]:
            self._rows[-1].append([])
        if self._rows[-1][-1]:
            self._add("\t")
        self._cell = (self.length, _span(given.get("colspan")), tag == "th")
        self._down = _span(given.get("rowspan"))

    def _end_cell(self) -> None:
        if self._cell is None or not self._rows:
            return
        start, width, header = self._cell
        self._cell = None
        said = self.text_from(start)
        text = said.strip()
        begin = start + len(said) - len(said.lstrip())
        row, spans = self._rows[-1][-1], self._spans[-1]
        column = row[-1].column + row[-1].width if row else 0
        while spans.get(column, 0) > len(self._rows[-1]) - 1:
            column += 1
        if column + width <= _MOST_COLUMNS:
            row.append(Cell(begin, begin + len(text), self._without_marks(begin, text), column, width, header))
            for covered in range(column, column + width):
                spans[covered] = len(self._rows[-1]) - 1 + self._down

    def _without_marks(self, begin: int, text: str) -> str:
        """The text of a cell without the marks of footnotes in it."""
        for start, end in reversed(self.marks):
            if start < begin:
                break
            text = f"{text[: start - begin]}{text[end - begin :]}"
        return text.strip()

    def text_from(self, start: int) -> str:
        """The text from a place near the end on, without joining all of it."""
        parts, length = [], self.length
        for part in reversed(self.parts):
            if length <= start:
                break
            parts.append(part)
            length -= len(part)
        return "".join(reversed(parts))[max(0, start - length) :]


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 100) if text and text.isascii() and text.strip().isdigit() else 1


def read_page(html: str) -> Page:
    """Read a page of HTML to its end."""
    page = Page()
    page.feed(html)
    page.close()
    page.title = " ".join(page.title.split())
    return page
