"""Each document: what it is, who speaks, and where in it each figure stands: in its text, or drawn from offsets alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from crossfoot import wording
from crossfoot.dataset import Document
from crossfoot.records import Claim
from crossfoot.report.numbers import HUNDRED
from crossfoot.report.shown import shown
from crossfoot.report.states import State
from crossfoot.report.telling import Said, Teller
from crossfoot.report.transcript import Transcript, may_show, transcript

States: TypeAlias = tuple[tuple[State, int], ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn: `width` in percent of the longest one, `ticks` its claims, each with its place in percent of the turn."""

    number: int
    speaker: str
    role: str
    length: int
    width: Fraction
    ticks: tuple[tuple[Fraction, Said], ...]

    @property
    def claims(self) -> tuple[Said, ...]:
        """The claims of the turn, in order of place."""
        return tuple(said for _, said in self.ticks)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document.

    `speakers` are those who gave figures, with the states of these. `transcript` is its text where that may be shown, `private` whether
    only to whoever made the report. `elsewhere` are the claims that stand in no turn, or nowhere in the text, by speaker.
    """

    slug: str
    title: str
    issuer: str
    published: str
    about: str
    text: str
    speakers: tuple[tuple[str, States], ...]
    doubts: tuple[str, ...]
    turns: tuple[TurnView, ...]
    transcript: Transcript | None
    private: bool
    elsewhere: tuple[tuple[str, tuple[Said, ...]], ...]
    claims: int
    states: States


def document_view(document: Document, teller: Teller, *, with_text: bool = False) -> DocumentView:
    """One document in words and places."""
    header = document.header
    said = {claim.ref: teller.said(claim) for claim in document.claims}
    text = transcript(document, teller) if may_show(document, with_text=with_text) else None
    turns = () if text else _turns(document, said)
    unplaced = set(text.unplaced) if text else said.keys() - {claim.ref for turn in turns for claim in turn.claims}
    spoken = {slug: _counted(said[claim.ref] for claim in document.claims if claim.speaker == slug) for slug in header.speakers}
    return DocumentView(
        slug=document.slug,
        title=shown(header.title),
        issuer=shown(header.issuer),
        published=wording.period(header.published.isoformat()) if header.published else "",
        about=wording.period(header.about),
        text=document.text_state,
        speakers=tuple((shown(name), spoken[slug]) for slug, name in header.speakers.items() if spoken[slug]),
        doubts=tuple(_doubt(document, pair) for pair in header.maybe_same),
        turns=turns,
        transcript=text,
        private=text is not None and not header.publish_text,
        elsewhere=_by_speaker(said[claim.ref] for claim in document.claims if claim.ref in unplaced),
        claims=len(document.claims),
        states=_counted(said.values()),
    )


def _counted(claims: Iterable[Said]) -> States:
    numbers = Counter(claim.state for claim in claims)
    return tuple((state, numbers[state]) for state in State if numbers[state])


def _doubt(document: Document, pair: tuple[str, str]) -> str:
    one, other = (shown(document.header.speakers.get(slug, slug)) for slug in pair)
    return f"{one} and {other} may be one person; the record does not merge them."


def _by_speaker(claims: Iterable[Said]) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    found: dict[str, list[Said]] = {}
    for claim in claims:
        found.setdefault(claim.speaker, []).append(claim)
    return tuple((speaker, tuple(rows)) for speaker, rows in found.items())


def _turns(document: Document, said: dict[str, Said]) -> tuple[TurnView, ...]:
    header = document.header
    ordered = sorted(header.turns, key=lambda turn: turn.start)
    if not ordered:
        return ()
    placed = sorted(((claim.start, claim) for claim in document.claims if claim.start is not None), key=lambda pair: (pair[0], pair[1].id))
    ends = [turn.start for turn in ordered[1:]] + [_end(document, placed, ordered[-1].start)]
    longest = max(end - turn.start for turn, end in zip(ordered, ends, strict=True)) or 1
    found = []
    for number, (turn, end) in enumerate(zip(ordered, ends, strict=True), start=1):
        length = end - turn.start
        ticks = [(Fraction(start - turn.start, length) * HUNDRED, said[claim.ref]) for start, claim in placed if turn.start <= start < end]
        speaker = shown(header.speakers.get(turn.speaker, turn.speaker))
        found.append(TurnView(number, speaker, turn.role, length, Fraction(length, longest) * HUNDRED, tuple(ticks)))
    return tuple(found)


def _end(document: Document, placed: Sequence[tuple[int, Claim]], last_turn: int) -> int:
    """Where the text ends, as far as the record says it."""
    chars = document.header.source.chars if document.header.source else 0
    return max([chars, last_turn + 1, *(claim.end or start + 1 for start, claim in placed)])
