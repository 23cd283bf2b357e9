"""A text as paragraphs, sentences and clauses, with their places; cut where print cuts, also where translations run on ("9.4%.Fifth")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
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
    for line in _LINE.finditer(text):
        start = line.start()
        for end in _END.finditer(text, line.start(), line.end()):
            found.append(Stretch(start, end.end(), line.start()))
            start = end.end()
        if text[start : line.end()].strip():
            found.append(Stretch(start, line.end(), line.start()))
    return found


def clause_before(text: str) -> str:
    """What stands between the last cut of a clause and the end of `text`."""
    cuts = [match.end() for match in _CLAUSE.finditer(text)]
    return text[cuts[-1] :] if cuts else text


def clause_after(text: str) -> str:
    """What stands between the start of `text` and the first cut of a clause."""
    cut = _CLAUSE.search(text)
    return text[: cut.start()] if cut else text
