"""A suggestion in words: its arithmetic, its figures, and how likely chance is."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from crossfoot.arithmetic import pieces_words
from crossfoot.figures import Figures
from crossfoot.remarks import finest
from crossfoot.report.numbers import hedged, range_words
from crossfoot.suggesting.candidate import Candidate, Kind
from crossfoot.suggesting.entries import Entry
from crossfoot.suggesting.places import GAP, Nearness, Place
from crossfoot.suggesting.run import Suggestion

KINDS: Final = {
    Kind.SUM: "a sum",
    Kind.DIFFERENCE: "a difference",
    Kind.SHARE: "a share",
    Kind.GROWTH: "a growth",
    Kind.RATIO: "so many times",
    Kind.SHARES_SUM: "shares of all there is",
}
PLACES: Final = {
    Nearness.PARAGRAPH: ("paragraph", "paragraphs"),
    Nearness.TABLE: ("table", "tables"),
    Nearness.OFFSETS: ("passage", "passages"),
    Nearness.ROWS: ("stretch of rows", "stretches of rows"),
}
# How it is known that the figures of a place stand near each other.
NEAR: Final = {
    Nearness.PARAGRAPH: "of the text",
    Nearness.TABLE: "of the text",
    Nearness.OFFSETS: f"whose figures stand at most {GAP} characters apart (the text is not attached)",
    Nearness.ROWS: "of claims.csv (its figures have no place in a text)",
}


def equation(candidate: Candidate, figures: Figures) -> str:
    """The arithmetic with the figures as printed: `920,000 + 380,000 = 1.3 million facilities`."""
    first, *rest = (printed(entry, figures) for entry in candidate.entries)
    bare = [printed(entry, figures, unit="") for entry in candidate.entries[1:]]
    match candidate.kind:
        case Kind.SUM:
            return f"{_signed(candidate.entries[1:], figures)} = {first}"
        case Kind.DIFFERENCE:
            return f"{rest[0]} \N{MINUS SIGN} {rest[1]} = {first}"
        case Kind.SHARE:
            return f"{bare[0]} ÷ {rest[1]} = {first}"
        case Kind.GROWTH:
            return f"{bare[0]} ÷ {rest[1]} \N{MINUS SIGN} 1 = {first}"
        case Kind.RATIO:
            return f"{rest[0]} ÷ {rest[1]} = {first}"
        case _:
            return f"{' + '.join((first, *rest))} = 100%"


def printed(entry: Entry, figures: Figures, unit: str | None = None) -> str:
    """The finest print of a figure, in its unit or in another one."""
    claim = finest(entry.key, figures)
    return hedged(claim or entry.claim, entry.unit if unit is None else unit)


def _signed(parts: tuple[Entry, ...], figures: Figures) -> str:
    """Parts with their signs between them."""
    percent = parts[0].unit == "percent"
    words = [printed(part, figures, unit="percent" if percent else "") for part in parts]
    return " + ".join(words).replace("+ \N{MINUS SIGN}", "\N{MINUS SIGN} ")


def arithmetic(candidate: Candidate) -> str:
    """What the other figures allow the subject, beside what its prints allow; both rounded to nearest."""
    subject = candidate.subject
    allowed = pieces_words(candidate.allowed(subject), subject.unit)
    who = "the other shares" if candidate.kind is Kind.SHARES_SUM else "the other figures"
    return f"{who} allow {allowed}; its prints allow {values(subject)}"


def values(entry: Entry) -> str:
    """What the prints of a figure allow."""
    return range_words(entry.interval, entry.unit)


def odds(chance: Fraction) -> str:
    """A probability as `1 in 740`; never a smaller one than it is."""
    return f"1 in {_rounded(1 / chance):,}"


def _rounded(number: Fraction) -> int:
    """A number cut off to three digits or, where it is small, to a whole one."""
    whole = number.__floor__()
    cut = int("1" + "0" * max(0, len(str(whole)) - 3))
    return max(1, whole // cut * cut)


def by_chance(suggestion: Suggestion) -> str:
    """How likely it is that the fit is chance, in a sentence."""
    one, many = PLACES[suggestion.place.nearness]
    tried = f"{suggestion.tried:,} combination{'' if suggestion.tried == 1 else 's'} {'was' if suggestion.tried == 1 else 'were'} tried"
    where = f"{tried} in this {one}"
    if suggestion.expected < 1:
        often = f"in about 1 of {_rounded(1 / suggestion.expected):,} {many} like it"
        return f"about {odds(suggestion.chance)} by chance; {where}, so a fit as good is expected by chance {often}"
    count = suggestion.expected.__ceil__()
    return f"about {odds(suggestion.chance)} by chance; {where}, so about {count:,} as good {_are(count)} expected by chance"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def where(place: Place) -> str:
    """Which place it is: `paragraph at line 12 of the text`."""
    of = "claims.csv" if place.nearness in (Nearness.OFFSETS, Nearness.ROWS) else "the text"
    return f"{PLACES[place.nearness][0]} at line {place.line} of {of}"
