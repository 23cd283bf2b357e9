"""The rows of a draft: ids, speakers and lists for what was found in a text, in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from crossfoot.drafting.figure import Drafted, Row
from crossfoot.drafting.naming import Entry, Names
from crossfoot.drafting.slugs import slug_of
from crossfoot.infile import deceiving
from crossfoot.loading.rows import MENTION_COLUMNS
from crossfoot.records import LIST_MEASURE
from crossfoot.scan.turns import FoundTurn
from crossfoot.vocabulary import MentionClass
from crossfoot.wording import exact_text

NOT_READ: Final = "draft: a figure that could not be read; record it by hand"
_LONGEST_PRINT = 200
_LONGEST_SPEAKER = 40
_FORMULA: Final = "=@+-\t\uff1d\uff20\uff0b\uff0d"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a text was drafted into. `turns` are offset, slug and role; `unread` are the ids of mentions that are unread figures."""

    claims: tuple[Row, ...]
    mentions: tuple[Row, ...]
    measures: Mapping[str, Entry]
    scenarios: Mapping[str, Entry]
    speakers: Mapping[str, str]
    turns: tuple[tuple[int, str, str], ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A number that is no claim; `unread` says that it may be a figure, `footnote` that it marks no item of a list."""

    start: int
    end: int
    cls: MentionClass
    value: Fraction | None = None
    unread: bool = False
    footnote: bool = False


class Writer:
    """Gives ids, speakers and lists to what was drafted."""

    def __init__(self, text: str, turns: Sequence[FoundTurn]) -> None:
        self.text = text
        self.claims: list[Row] = []
        self.mentions: list[Row] = []
        self.unread: list[str] = []
        self.speakers: dict[str, str] = {}
        self.turns = tuple((turn.start, self._speaker(turn.speaker), turn.role) for turn in turns)
        self._starts = [start for start, _, _ in self.turns]
        self._lists = 0
        self._marked = 0

    def take(self, found: Drafted | Mentioned) -> None:
        """Add the row for a number."""
        if isinstance(found, Mentioned):
            self._mention(found)
            return
        if found.measure == LIST_MEASURE:
            self._lists += 1
            self._marked = 0
            found = replace(found, of=f"L{self._lists:02}")
        row = found.row(f"c{len(self.claims) + 1:03}", self._at(found.start))
        if row is None:
            self._mention(Mentioned(found.start, found.end, MentionClass.IDIOM, unread=True))
        else:
            self.claims.append(row)

    def draft(self, names: Names) -> Draft:
        """All of it."""
        used = {row[column] for row in self.claims for column in ("measure", "of", "minus", "versus", "scenario")}
        measures = {slug: entry for slug, entry in names.measures.items() if slug in used}
        scenarios = {code: entry for code, entry in names.scenarios.items() if code in used}
        return Draft(tuple(self.claims), tuple(self.mentions), measures, scenarios, self.speakers, self.turns, tuple(self.unread))

    def _mention(self, found: Mentioned) -> None:
        name = f"m{len(self.mentions) + 1:03}"
        marker = found.cls is MentionClass.MARKER
        value = exact_text(found.value) if marker and found.value is not None and found.value.denominator == 1 else ""
        row: Row = dict.fromkeys(MENTION_COLUMNS, "") | {
            "id": name,
            "class": found.cls.value,
            "start": str(found.start),
            "end": str(found.end),
            "printed": self._printed(found.start, found.end),
            "value": value,
            "list": self._list(value) if marker and not found.footnote else "",
            "note": NOT_READ if found.unread else "",
        }
        self.mentions.append(row)
        self.unread += [name] if found.unread else []

    def _printed(self, start: int, end: int) -> str:
        """What stands there, as it can stand in a cell."""
        printed = " ".join(self.text[start:end].split())
        while (odd := deceiving(printed)) is not None:
            printed = printed.replace(odd[0], "\ufffd")
        return _harmless(printed)[:_LONGEST_PRINT]

    def _list(self, value: str) -> str:
        """The list of a marker: the one announced last, or a new one where its counting starts anew."""
        number = int(value) if value.isdigit() else 0
        if not self._lists or (number == 1 and self._marked):
            self._lists += 1
        self._marked = max(number, 1)
        return f"L{self._lists:02}"

    def _at(self, offset: int) -> str:
        index = bisect_right(self._starts, offset) - 1
        return self.turns[max(index, 0)][1]

    def _speaker(self, name: str) -> str:
        """The slug of a speaker, one for one name."""
        for slug, known in self.speakers.items():
            if known == name:
                return slug
        stem = slug_of(name, whole=True)[:_LONGEST_SPEAKER].strip("-") or "speaker"
        slug, number = stem, 1
        while slug in self.speakers:
            number += 1
            slug = f"{stem}-{number}"
        self.speakers[slug] = name
        return slug


def _harmless(printed: str) -> str:
    """A print that begins like a formula cannot stand in a cell: what comes before its first letter or digit is left out."""
    plain = printed.lstrip(f"{_FORMULA} ")
    return printed if printed[:1] not in _FORMULA or not plain else plain
