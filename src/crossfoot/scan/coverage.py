"""Coverage: every number of a text lies in the place of a claim or a mention, or nobody recorded it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crossfoot.printed import outside_brackets
from crossfoot.records import Claim, Mention, show
from crossfoot.scan.numbers import Number, find_numbers, pieces
from crossfoot.scan.places import Lines, Places, one_line
from crossfoot.scan.scanner import Scanned, scan

if TYPE_CHECKING:
    from crossfoot.dataset import Document

_AROUND: Final = 40  # characters of context on each side
_WORDS: Final = 5

# Raised digits that end a number.
_RAISED: Final = re.compile(r"(?<=\d)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+$")


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """One thing that is amiss in the coverage of a text, at `start` to `end`, line and column counted from 1.

    `kind` is unrecorded, displaced or overlapping; `taken_for` is what the scanner takes an unrecorded number for; `record` is the id
    of a displaced record; `context` marks the number by arrows.
    """

    start: int
    end: int
    kind: str
    line: int
    column: int
    text: str
    context: str
    message: str
    taken_for: str = ""
    record: str = ""


def uncovered(text: str, claims: Iterable[Claim], mentions: Iterable[Mention], *, also: Iterable[tuple[int, int]] = ()) -> list[Number]:
    """The numbers of a text that do not lie wholly inside the place of one claim or one mention; `also` are further places.

    Raised digits that follow a number are a number of their own, the mark of a note.
    """
    places = [claim.span for claim in claims if claim.span is not None]
    places += [(mention.start, mention.end) for mention in mentions]
    return list(_outside(_without_marks(find_numbers(text)), sorted([*places, *also])))


def _without_marks(numbers: Iterable[Number]) -> Iterator[Number]:
    """The numbers, a raised digit behind plain ones apart: it may be the mark of a note, which the scanner takes for one by itself."""
    for number in numbers:
        raised = None if number.text.isdecimal() else _RAISED.search(number.text)
        if raised is None:
            yield number
        else:
            place = number.start + raised.start()
            yield Number(number.start, place, number.text[: raised.start()])
            yield Number(place, number.end, number.text[raised.start() :])


def _outside(numbers: Iterable[Number], places: list[tuple[int, int]]) -> Iterator[Number]:
    """One pass over both: of all places that start no later than a number, the one that reaches furthest decides."""
    following, furthest = 0, 0
    for number in numbers:
        for start, end in pieces(number):
            while following < len(places) and places[following][0] <= start:
                furthest = max(furthest, places[following][1])
                following += 1
            if end > furthest:
                yield number
                break


def gaps(document: Document) -> list[Gap]:
    """Everything that is amiss in the coverage of an attached text, in order of place: none means that every number is accounted for."""
    text = document.text
    if text is None:
        return []
    lines = Lines(text)
    missing = uncovered(text, document.claims, document.mentions, also=document.broken_spans)
    found = [*_unrecorded(text, missing, lines), *_displaced(document, text, lines), *_overlapping(document, text, lines)]
    return sorted(found)


def _unrecorded(text: str, missing: list[Number], lines: Lines) -> Iterator[Gap]:
    """The numbers that are missing, each in its whole print; several of one print are one."""
    scanned = scan(text) if missing else []
    starts = [entry.start for entry in scanned]
    done = -1
    for number in missing:
        index = bisect_right(starts, number.start) - 1
        print_ = scanned[index]
        if index <= done:
            continue
        done = index
        line, column = lines.place(print_.start)
        yield Gap(
            print_.start,
            print_.end,
            "unrecorded",
            line,
            column,
            print_.text,
            context(text, print_.start, print_.end),
            "add a claim, or a mention that says why it is none",
            taken_for=described(print_),
        )


def described(found: Scanned) -> str:
    """What the scanner takes a number for, in a few words."""
    if found.value is None:
        return str(found.cls)
    bound = "" if found.bound == "exact" else f"{found.bound.replace('_', ' ')} "
    unit = "" if found.unit in {None, "ordinal"} else f" {found.unit}"
    value = str(found.value.numerator) if found.value.denominator == 1 else _decimal(found)
    return f"{found.cls}: {bound}{value}{unit}"


def _decimal(found: Scanned) -> str:
    value = found.value
    for places in range(1, 13):
        if value is not None and (scaled := value * 10**places).denominator == 1:
            sign, digits = "-" if scaled < 0 else "", str(abs(scaled.numerator)).rjust(places + 1, "0")
            return f"{sign}{digits[:-places]}.{digits[-places:]}"
    return str(value)


def _displaced(document: Document, text: str, lines: Lines) -> Iterator[Gap]:
    """Records whose place does not hold what they print."""
    records: list[Claim | Mention] = [*document.claims, *document.mentions]
    places: Places | None = None
    for record in records:
        if record.start is None or record.end is None:
            continue
        expected = outside_brackets(record.printed) if isinstance(record, Claim) else record.printed
        there = text[record.start : record.end]
        if not expected or there == expected or one_line(there) == one_line(expected):
            continue
        places = places or Places(text)
        line, column = lines.place(record.start)
        message = f"{record.id} records {show(expected)} there; {_whereabouts(places.of(expected), record.start)}"
        around = context(text, record.start, record.end)
        yield Gap(record.start, record.end, "displaced", line, column, there, around, message, record=record.id)


def _whereabouts(places: Sequence[tuple[int, int]], start: int) -> str:
    if not places:
        return "the text never says it"
    index = bisect_left(places, (start, 0))
    nearest = min(places[max(0, index - 1) : index + 1], key=lambda place: (abs(place[0] - start), place))
    return f"it probably stands at {nearest[0]} to {nearest[1]}" + ("" if len(places) == 1 else f", the nearest of {len(places)} places")


def _overlapping(document: Document, text: str, lines: Lines) -> Iterator[Gap]:
    """Records whose places overlap without being the same. Each is held against those before it that reach furthest."""
    records: list[Claim | Mention] = [*document.claims, *document.mentions]
    placed = sorted((r.start, r.end, r.id) for r in records if r.start is not None and r.end is not None)
    furthest: tuple[int, int, str] | None = None
    for start, end, name in placed:
        if furthest is not None and start < furthest[1] and (start, end) != furthest[:2]:
            line, column = lines.place(start)
            message = f"{name} at {start} to {end} overlaps {furthest[2]} at {furthest[0]} to {furthest[1]}; correct the offsets of one"
            yield Gap(start, end, "overlapping", line, column, text[start:end], context(text, start, end), message, record=name)
        if furthest is None or end > furthest[1]:
            furthest = (start, end, name)


def context(text: str, start: int, end: int) -> str:
    """A few words around a place, on one line, the place itself between arrows."""
    before = text[max(0, start - _AROUND) : start].split()
    after = text[end : end + _AROUND].split()
    cut = start > _AROUND and not text[start - _AROUND - 1].isspace()
    left = " ".join((before[1:] if cut and len(before) > 1 else before)[-_WORDS:])
    right = " ".join((after[:-1] if end + _AROUND < len(text) and len(after) > 1 else after)[:_WORDS])
    glue_left = " " if start and text[start - 1].isspace() else ""
    glue_right = " " if re.match(r"\s", text[end : end + 1]) else ""
    return f"{left}{glue_left}\u25b8{one_line(text[start:end])}\u25c2{glue_right}{right}".strip()
