"""What `crossfoot suggest` prints, for people and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from crossfoot import wording
from crossfoot.console import FAINT, GREEN, YELLOW, Line
from crossfoot.report.model import Json
from crossfoot.report.numbers import as_data
from crossfoot.report.sentence import count
from crossfoot.scan.places import Lines
from crossfoot.suggesting import words
from crossfoot.suggesting.declaring import Declaration, declarations
from crossfoot.suggesting.entries import Entry
from crossfoot.suggesting.places import Place
from crossfoot.suggesting.run import Suggestion, Suggestions

_MOST_NAMED = 4


def lines(found: Suggestions, *, everything: bool) -> Iterator[Line]:
    """The suggestions for people; without `everything` those that chance would give often are only counted."""
    yield from _looked(found)
    told = [(one, ways) for one, ways in declarations(found) if everything or not one.likely_chance]
    for number, (suggestion, ways) in enumerate(told, 1):
        yield Line("")
        yield from _told(number, suggestion, ways, found)
    yield Line("")
    yield from _summary(found, [one for one, _ in told])


def _looked(found: Suggestions) -> Iterator[Line]:
    """What was looked at, and what not."""
    for nearness, number in sorted(Counter(place.nearness for place, _ in found.places).items()):
        yield Line(f"Figures were combined in {count(number, *words.PLACES[nearness])} {words.NEAR[nearness]}.", FAINT)
    for place in _cut(found):
        apart = f"{place.of} figures stand there; only those among {len(place.entries)} neighbours were combined"
        yield Line(f"{place.document}, {words.where(place)}: {apart}.", FAINT)
    for reason, refs in found.aside.items():
        rest = f" and {len(refs) - _MOST_NAMED} more" if len(refs) > _MOST_NAMED else ""
        yield Line(f"Not looked at, {reason}: {', '.join(refs[:_MOST_NAMED])}{rest}.", FAINT)


def _cut(found: Suggestions) -> list[Place]:
    """The first stretch of each place that was too large to be looked at as a whole."""
    first: dict[tuple[str, str, int], Place] = {}
    for place, _ in found.places:
        if place.of:
            first.setdefault((place.document, place.nearness, place.of), place)
    return list(first.values())


def _told(number: int, one: Suggestion, ways: tuple[Declaration, ...], found: Suggestions) -> Iterator[Line]:
    yield Line(f"{number}. {words.equation(one.candidate, found.figures)}: {words.KINDS[one.candidate.kind]}?", YELLOW)
    for entry in one.candidate.entries:
        yield Line(f"   {_said(entry, found)}")
    yield Line(f"   Rounded to nearest: {words.arithmetic(one.candidate)}.")
    yield Line(f"   {wording.capital(words.by_chance(one))}.")
    if one.unchecked is not None:
        yield Line(f"   The record has this relation and does not check it: {one.unchecked.guard}.")
        yield Line(f"   If it is computed from the printed amounts, say so in {ways[0].file}, under {ways[0].under}:")
        yield from _pasted(ways[0])
        return
    under = f", under {ways[0].under}" if ways[0].under else ""
    yield Line(f"   To declare it, add to {ways[0].file}{under}:")
    yield from _pasted(ways[0])
    for way in ways[1:]:
        yield Line(f"   If these are always all of its parts, say so instead in {way.file}, under {way.under}:")
        yield from _pasted(way)


def _pasted(way: Declaration) -> Iterator[Line]:
    """The lines of a declaration from the first column on, as they stand in the file."""
    yield from (Line(line) for line in way.yaml.splitlines())


def _said(entry: Entry, found: Suggestions) -> str:
    claim = entry.claim
    name = wording.figure(entry.key, found.figures)
    draft = "; a draft, not confirmed" if claim.guesses else ""
    place = f"{claim.document}/claims.csv:{claim.line}"
    line = _line(entry, found)
    place += f", line {line} of the text" if line else ""
    speaker = wording.speaker(claim, found.dataset)
    return f'- {speaker}: "{claim.printed}" for {name} ({claim.ref}; {place}{draft})'


def _line(entry: Entry, found: Suggestions) -> int | None:
    """The line of the text on which a claim stands, where the text is attached."""
    text = found.dataset.document(entry.claim.document).text
    if text is None or entry.claim.start is None:
        return None
    return _lines_of(text).place(entry.claim.start)[0]


@lru_cache(maxsize=16)
def _lines_of(text: str) -> Lines:
    return Lines(text)


def _summary(found: Suggestions, told: list[Suggestion]) -> Iterator[Line]:
    tried = f"{count(found.tried, 'combination', 'combinations')} tried in {count(len(found.places), 'place', 'places')}"
    if not told:
        yield Line(f"Nothing to suggest: {tried}.", GREEN)
    else:
        least = max(found.by_chance(one) for one in told)
        more = f"; in all of these places together, chance alone would give at most {_number(least)} as good as the last one"
        yield Line(f"{count(len(told), 'suggestion', 'suggestions')}, {tried}{more}.")
        yield Line("Each fits, and may be chance all the same: declare what the text means, and nothing else.")
    weaker = len(found.found) - len(told)
    if weaker:
        yield Line(f"{count(weaker, 'weaker fit is', 'weaker fits are')} not shown; --all shows {'it' if weaker == 1 else 'them'}.", FAINT)


def _number(value: Fraction) -> str:
    """A small number, rounded up to a tenth."""
    tenths = (value * 10).__ceil__()
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"


# For programs


def content(found: Suggestions, *, everything: bool) -> Json:
    """The same as plain data; probabilities and numbers are exact texts."""
    told = [(one, ways) for one, ways in declarations(found) if everything or not one.likely_chance]
    return {
        "tried": found.tried,
        "places": [
            {
                "document": place.document,
                "near": place.nearness,
                "line": place.line,
                "figures": len(place.entries),
                "of": place.of or len(place.entries),
                "tried": tried,
            }
            for place, tried in found.places
        ],
        "not_looked_at": [{"reason": reason, "claims": list(refs)} for reason, refs in found.aside.items()],
        "weaker": len(found.found) - len(told),
        "suggestions": [_data(one, ways, found) for one, ways in told],
    }


def _data(one: Suggestion, ways: tuple[Declaration, ...], found: Suggestions) -> Json:
    return {
        "kind": one.candidate.kind,
        "equation": words.equation(one.candidate, found.figures),
        "figures": [_figure(entry, found) for entry in one.candidate.entries],
        "allowed": [as_data(piece) for piece in one.candidate.allowed(one.candidate.subject)],
        "document": one.place.document,
        "near": one.place.nearness,
        "line": one.place.line,
        "chance": wording.exact_text(one.chance),
        "tried": one.tried,
        "expected": wording.exact_text(one.expected),
        "expected_in_all": wording.exact_text(found.by_chance(one)),
        "unchecked": one.unchecked.guard if one.unchecked else None,
        "declare": [{"file": way.file, "under": way.under, "yaml": way.yaml} for way in ways],
    }


def _figure(entry: Entry, found: Suggestions) -> Json:
    claim = entry.claim
    return {
        "figure": entry.key.id,
        "label": wording.figure(entry.key, found.figures),
        "claim": claim.ref,
        "line": claim.line,
        "text_line": _line(entry, found),
        "speaker": wording.speaker(claim, found.dataset),
        "printed": claim.printed,
        "unit": entry.unit,
        "values": as_data(entry.interval),
        "draft": bool(claim.guesses),
    }
