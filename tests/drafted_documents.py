"""Drafts of documents whose records people have reviewed, beside those records."""

from __future__ import annotations

import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from drafted import NAMED_UNITS, Score, contradictions

from crossfoot.check import check
from crossfoot.dataset import Document, load
from crossfoot.drafting import files
from crossfoot.drafting.draft import draft
from crossfoot.drafting.files import About
from crossfoot.drafting.periods import Calendar
from crossfoot.drafting.source import read_source
from crossfoot.figures import key_of
from crossfoot.period import parse_period
from crossfoot.printed import PrintedError, read_printed
from crossfoot.records import LIST_MEASURE, Claim, Measure, Mention
from crossfoot.scan.turns import find_turns
from crossfoot.vocabulary import MentionClass

ROOT = Path(__file__).parents[1]
DOCUMENTS = {"miit-2022h1": ROOT / "claims", "harbour-briefing": ROOT / "examples/harbour-briefing/claims"}


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of the draft of a document: how many claims, in what time, and how it compares."""

    claims: int
    reviewed: int
    seconds: float
    score: Score


def score_document(slug: str, sources: Path | None) -> Drafted | None:
    """Draft the text of a document and hold the draft against its record; None where the text is not attached."""
    dataset = load(DOCUMENTS[slug], sources=sources)
    document = dataset.document(slug)
    if document.text is None:
        return None
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        claims, mentions, seconds = drafted(document, Path(folder), score)
    found = {(turn.start, turn.role) for turn in find_turns(document.text)}
    for turn in document.header.turns:
        score.count("turns", f"{turn.start} {turn.role}", (turn.start, turn.role) in found, expected=True)
    pairs = list(matched(document, claims))
    for reviewed, one in pairs:
        score.count("found", f"{reviewed.id} {reviewed.printed!r}", one is not None, expected=True)
        if one is not None:
            _compare(score, document, dict(dataset.measures), reviewed, one)
    _compare_mentions(score, document, mentions)
    return Drafted(len(claims), len(pairs), seconds, score)


def drafted(document: Document, folder: Path, score: Score) -> tuple[tuple[Claim, ...], tuple[Mention, ...], float]:
    """The claims and mentions of the draft, loaded as any other record, without a problem, and how long the drafting took."""
    path = folder / "text.txt"
    path.write_bytes((document.text or "").encode())
    header = document.header
    calendar = Calendar(parse_period(header.about), header.published)
    start = time.perf_counter()
    source = read_source(path)
    found = draft(source, calendar, issuer=header.issuer)
    seconds = time.perf_counter() - start
    files.write(folder / "claims", "drafted", found, source, About("Drafted"), keep_text=True)
    dataset = load(folder / "claims")
    assert dataset.problems == ()
    outcome = check(dataset, today=header.published or date(2031, 8, 12))
    assert [item.message for item in outcome.record_checks if item.verdict.fails] == []
    score.contradictions += contradictions(outcome)
    loaded = dataset.document("drafted")
    return loaded.claims, loaded.mentions, seconds


def matched(document: Document, claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim | None]]:
    """Each reviewed claim whose print has a number of its own, and the drafted one at its place; of several, in their order."""
    taken: set[str] = set()
    for reviewed in document.claims:
        if reviewed.span is None or not reviewed.printed or not _has_number(reviewed):
            continue
        there = [one for one in claims if one.span is not None and one.span[0] < reviewed.span[1] and one.span[1] > reviewed.span[0]]
        fresh = [one for one in there if one.id not in taken]
        found = next(iter(fresh or there), None)
        taken |= {found.id} if found else set()
        yield reviewed, found


def _has_number(claim: Claim) -> bool:
    """Whether the text itself prints a number there, so that a machine could find it."""
    outside = claim.printed.partition("[")[0] or claim.printed.rpartition("]")[2]
    return bool(outside.strip())


def _compare(score: Score, document: Document, measures: dict[str, Measure], reviewed: Claim, found: Claim) -> None:
    place = f"{reviewed.id} {reviewed.printed!r}"
    same = (found.value, found.bound.value, precision(found)), (reviewed.value, reviewed.bound.value, precision(reviewed))
    score.count("value, bound, precision", place, *same)
    units = unit(found), unit(reviewed)
    score.count("and the unit", place, (*same[0], units[0]), (*same[1], units[1]))
    score.count("the very word of the unit", place, found.unit, reviewed.unit)
    score.count("speaker", place, speaker_at(document, found), reviewed.speaker)
    score.count("statistic", place, found.statistic.value, reviewed.statistic.value)
    score.count("difference (minus)", place, bool(found.minus), bool(reviewed.minus))
    if reviewed.measure != LIST_MEASURE:
        score.count("period", place, period(found.period, reviewed, measures), period(reviewed.period, reviewed, measures))


def _compare_mentions(score: Score, document: Document, mentions: tuple[Mention, ...]) -> None:
    """Hold each reviewed mention against the drafted one at its place; what is an item of a list only people say."""
    for reviewed in document.mentions:
        if reviewed.class_ is not MentionClass.ITEM:
            there = (one.class_.value for one in mentions if one.start < reviewed.end and one.end > reviewed.start)
            score.count("mention and its class", f"{reviewed.id} {reviewed.printed!r}", next(there, "no mention"), reviewed.class_.value)


def precision(claim: Claim) -> Fraction | None:
    """The last printed unit."""
    try:
        return claim.last_unit or read_printed(claim.printed).fine_unit
    except PrintedError:
        return None


def unit(claim: Claim) -> str:
    """The unit as far as the print can name one; of what is counted only that it is counted."""
    return claim.unit if claim.unit in NAMED_UNITS else "counted"


def speaker_at(document: Document, found: Claim) -> str:
    """The reviewed slug of the drafted speaker, by the turn at which that speaker first has the word."""
    turns = find_turns(document.text or "")
    starts = [turn.start for turn in turns]
    name = turns[bisect_right(starts, found.start or 0) - 1].speaker
    first = next(turn.start for turn in turns if turn.speaker == name)
    reviewed = [turn.start for turn in document.header.turns]
    return document.header.turns[max(bisect_right(reviewed, first) - 1, 0)].speaker


def period(text: str, reviewed: Claim, measures: dict[str, Measure]) -> str:
    """A period as the key of the reviewed figure has it."""
    return key_of(reviewed.model_copy(update={"period": text}), measures).period if text != "unstated" else text
