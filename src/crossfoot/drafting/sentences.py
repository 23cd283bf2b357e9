"""A text as paragraphs, sentences and clauses, with their places; cut where print cuts, also where translations run on ("9.4%.Fifth")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# A full stop ends a sentence before a space, the end, or a capital that follows directly; never inside a number or after an abbreviation.
_END = re.compile(
    r"(?:[!?;\u3002\uff01\uff1f]|(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bSt)(?<!\bvs)(?<!\bapprox)(?<!\b[A-Z])\.)"
    r"[\"\u201d\u2019')\].]*(?=\s|$|[A-Z])"
)
_CLAUSE = re.compile(
    r"(?<![0-9]),|,(?![0-9])|[;:()\u2014]|\s[\u2013-]\s|\s(?:of which|including|while|whereas|but|compared with)\s", re.IGNORECASE
)
_LINE = re.compile(r"[^\n]+")
# A line at least this long was probably wrapped by an editor, if no sentence ends with it.
_WRAPPED = 60
_CLOSED = re.compile(r"[.!?:;\u3002|][\"\u201d\u2019')\]]*\s*$")
_ITEM = re.compile(r"\s*(?:[-*\u2022|#>]|\d+[.)]\s|\([a-z0-9]+\)|[A-Z][^.!?]{0,60}:)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text; `paragraph` is the offset of the paragraph that it belongs to."""

    start: int
    end: int
    paragraph: int


class Sentences:
    """The sentences of a text, to be asked by offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = list(_sentences(text))
        self._starts = [sentence.start for sentence in self.all]

    def at(self, offset: int) -> Stretch:
        """The sentence in which a character stands."""
        index = bisect_right(self._starts, offset) - 1
        return self.all[max(index, 0)] if self.all else Stretch(0, len(self.text), 0)

    def before_in_paragraph(self, sentence: Stretch) -> Sequence[Stretch]:
        """The sentences of the same paragraph that come before, the nearest first."""
        index = bisect_right(self._starts, sentence.start) - 1
        found = []
        while index > 0 and self.all[index - 1].paragraph == sentence.paragraph:
            index -= 1
            found.append(self.all[index])
        return found


def _sentences(text: str) -> list[Stretch]:
    found = []
    for begin, stop in paragraphs(text):
        start = begin
        for end in _END.finditer(text, begin, stop):
            found.append(Stretch(start, end.end(), begin))
            start = end.end()
        if text[start:stop].strip():
            found.append(Stretch(start, stop, begin))
    return found


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, and lines that were only wrapped joined: a long one that ends in no sentence, followed by one that begins no item."""
    begin = stop = None
    for line in _LINE.finditer(text):
        if begin is not None and stop is not None:
            wrapped = line.start() == stop + 1 and line.start() - begin > _WRAPPED and not _CLOSED.search(text, max(begin, stop - 4), stop)
            if wrapped and not _ITEM.match(line[0]):
                stop = line.end()
                continue
            yield begin, stop
        begin, stop = line.start(), line.end()
    if begin is not None and stop is not None:
        yield begin, stop


def clause_before(text: str) -> str:
    """What stands between the last cut of a clause and the end of `text`."""
    cuts = [match.end() for match in _CLAUSE.finditer(text)]
    return text[cuts[-1] :] if cuts else text


def clause_after(text: str) -> str:
    """What stands between the start of `text` and the first cut of a clause."""
    cut = _CLAUSE.search(text)
    return text[: cut.start()] if cut else text
