"""A document's own text, turn by turn, every number in it marked: what the page shows where the text is attached and may be shown.

Everything here is plain text, which the template escapes. Each character of the text is in exactly one segment, in order, but for line
breaks and lines of blanks, which only part the paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import ClassVar, TypeAlias

from crossfoot.dataset import Document
from crossfoot.records import Claim, Mention
from crossfoot.report.places import Span, apart, by_place, free
from crossfoot.report.shown import NOTE, shown, visible
from crossfoot.report.states import State, worst
from crossfoot.report.telling import Teller
from crossfoot.scan.coverage import uncovered
from crossfoot.vocabulary import MentionClass

MENTION_WORDS = {
    MentionClass.PERIOD: "date or period",
    MentionClass.MARKER: "list marker",
    MentionClass.ITEM: "list item",
    MentionClass.NAME: "part of a name",
    MentionClass.IDIOM: "turn of phrase",
    MentionClass.CRITERION: "says what is counted",
    MentionClass.VAGUE: "vague number",
}
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Words:
    """Text without a number in it that matters."""

    kind: ClassVar[str] = "words"
    text: str


@dataclass(frozen=True, slots=True)
class ClaimMark:
    """The place of one claim, or of several that share it. `state` is the worst of theirs, `label` names the figures.

    A place that goes on in another paragraph is several marks; all but the first are `continued`.
    """

    kind: ClassVar[str] = "claim"
    text: str
    refs: tuple[str, ...]
    state: State
    label: str
    continued: bool


@dataclass(frozen=True, slots=True)
class MentionMark:
    """A number that is recorded as no claim: why so, and the recorder's note."""

    kind: ClassVar[str] = "mention"
    text: str
    why: str
    note: str
    continued: bool


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A number, or the part of one, that nobody recorded."""

    kind: ClassVar[str] = "unrecorded"
    text: str
    continued: bool


Segment: TypeAlias = Words | ClaimMark | MentionMark | Unrecorded
Paragraph: TypeAlias = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class TurnText:
    """What one speaker says at a stretch; the text before the first turn is turn 0, which has neither speaker nor role."""

    number: int
    speaker: str
    role: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text as its turns.

    `unplaced` are the refs of the claims that are marked nowhere: without a place, at one outside the text or of blanks only, or at one
    that overlaps another. `unrecorded` counts the numbers that nobody recorded.
    """

    turns: tuple[TurnText, ...]
    unplaced: tuple[str, ...]
    unrecorded: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of the text and what marks a piece of it; the flag says whether the mark has begun before that piece."""

    start: int
    end: int
    mark: Callable[[str, bool], Segment]


def may_show(document: Document, *, with_text: bool) -> bool:
    """Whether the text of a document is there and may stand in a report: the document allows it, or the reader asked for it."""
    return document.text is not None and (document.header.publish_text or with_text)


def transcript(document: Document, teller: Teller) -> Transcript:
    """The text of a document with its numbers marked; whether it may be shown is `may_show`'s to say.

    Raises:
        ValueError: the text is not attached.
    """
    text = document.text
    if text is None:
        raise ValueError(f"found no text of {document.slug}, expected an attached one")
    claims = apart(by_place(text, document.claims))
    mentions = apart(by_place(text, document.mentions), beside=sorted(claims))
    numbers = uncovered(text, document.claims, document.mentions, also=document.broken_spans)
    unrecorded = free(((number.start, number.end) for number in numbers), sorted([*claims, *mentions]))
    places = [_Place(*span, _claim_mark(rows, teller)) for span, rows in claims.items()]
    places += [_Place(*span, _mention_mark(rows)) for span, rows in mentions.items()]
    places += [_Place(*span, Unrecorded) for span in unrecorded]
    placed = {claim.ref for rows in claims.values() for claim in rows}
    return Transcript(
        turns=tuple(_turns(document, text, sorted(places, key=attrgetter("start")))),
        unplaced=tuple(claim.ref for claim in document.claims if claim.ref not in placed),
        unrecorded=len(numbers),
    )


# Segments


def _turns(document: Document, text: str, places: Sequence[_Place]) -> Iterator[TurnText]:
    header = document.header
    ordered = sorted(header.turns, key=attrgetter("start"))
    bounds = [*(min(turn.start, len(text)) for turn in ordered), len(text)]
    before = _paragraphs(text, (0, bounds[0]), places)
    if before:
        yield TurnText(0, "", "", before)
    for number, (turn, span) in enumerate(zip(ordered, pairwise(bounds), strict=True), start=1):
        speaker = shown(header.speakers.get(turn.speaker, turn.speaker))
        yield TurnText(number, speaker, turn.role, _paragraphs(text, span, places))


def _paragraphs(text: str, turn: Span, places: Sequence[_Place]) -> tuple[Paragraph, ...]:
    lines = (line.span() for line in _LINE.finditer(text, *turn) if line[0].strip())
    return tuple(tuple(_segments(text, line, places)) for line in lines)


def _segments(text: str, line: Span, places: Sequence[_Place]) -> Iterator[Segment]:
    """A line from its start to its end, cut where a place begins or ends."""
    cursor, stop = line
    first = bisect_right(places, cursor, key=attrgetter("end"))
    last = bisect_left(places, stop, key=attrgetter("start"))
    for place in places[first:last]:
        start, end = max(place.start, cursor), min(place.end, stop)
        if cursor < start:
            yield Words(visible(text[cursor:start]))
        yield place.mark(visible(text[start:end]), place.start < start)
        cursor = end
    if cursor < stop:
        yield Words(visible(text[cursor:stop]))


def _claim_mark(claims: Sequence[Claim], teller: Teller) -> Callable[[str, bool], Segment]:
    """What marks the place of these claims."""
    refs = tuple(claim.ref for claim in claims)
    state = worst(teller.states.by_claim[ref] for ref in refs)
    label = "; ".join(dict.fromkeys(teller.label_of(claim) for claim in claims))
    return lambda text, continued: ClaimMark(text, refs, state, label, continued)


def _mention_mark(mentions: Sequence[Mention]) -> Callable[[str, bool], Segment]:
    why = ", ".join(dict.fromkeys(MENTION_WORDS[mention.class_] for mention in mentions))
    note = "; ".join(dict.fromkeys(shown(mention.note, NOTE) for mention in mentions if mention.note))
    return lambda text, continued: MentionMark(text, why, note, continued)
