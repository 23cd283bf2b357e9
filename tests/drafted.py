"""Drafts of the invented texts in tests/texts beside the records that a reader wrote of them before seeing any draft.

`NAME.record.csv` has a row for each figure of a text, in order: its print, and what its claim should say. `?` stands where readers may
differ; it is not compared, and a row whose value and statistic are open may be left out. `records.yaml` says with which issuer, day and
period a text is drafted, as somebody would give them.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import yaml

from crossfoot.check import Outcome, check
from crossfoot.dataset import load
from crossfoot.drafting import files
from crossfoot.drafting.draft import draft
from crossfoot.drafting.files import About
from crossfoot.drafting.periods import Calendar
from crossfoot.drafting.source import read_source
from crossfoot.period import PeriodError, parse_period
from crossfoot.records import Claim

TEXTS = Path(__file__).parent / "texts"
OPEN = "?"
# Units that a print names; what is counted is a word that a person chooses, and only that it is counted is compared.
NAMED_UNITS = frozenset({"percent", "pp", "bp", "times", "points", "ordinal", "yuan", "dollar", "euro", "pound", "rupee", "swiss-franc"})
FIELDS = ("value", "bound", "unit", "speaker", "statistic", "period", "versus", "minus")


class Expected(NamedTuple):
    """What a reader says of the figure at a place of the text."""

    start: int
    end: int
    row: Mapping[str, str]


@dataclass(slots=True)
class Score:
    """How often a draft says what a reader says, by column; `found` of the figures, `extra` claims that no reader makes."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)

    def count(self, name: str, place: str, found: object, expected: object) -> None:
        """Compare one thing of one figure."""
        self.total[name] += 1
        self.right[name] += found == expected
        if found != expected:
            self.misses.append(f"{name}: {place}: drafted {found or 'nothing'}, expected {expected or 'nothing'}")

    def add(self, other: Score) -> None:
        """Take in the score of another text."""
        self.right += other.right
        self.total += other.total
        self.misses += other.misses
        self.extra += other.extra
        self.contradictions += other.contradictions


def names() -> list[str]:
    """The texts with a record."""
    return list(_headers())


def _headers() -> dict[str, dict[str, str]]:
    headers: dict[str, dict[str, str]] = yaml.safe_load((TEXTS / "records.yaml").read_text(encoding="utf-8"))
    return headers


def score(name: str, folder: Path) -> Score:
    """Draft a text into `folder` and hold the draft against its record."""
    header = _headers()[name]
    about = parse_period(header["about"]) if "about" in header else None
    published = date.fromisoformat(header["published"]) if "published" in header else None
    source = read_source(TEXTS / header["file"])
    found = draft(source, Calendar(about, published), issuer=header["issuer"])
    stated = About(name, header["issuer"], header.get("published", ""), header.get("about", ""))
    files.write(folder, "drafted", found, source, stated, keep_text=True)
    dataset = load(folder)
    assert dataset.problems == (), dataset.problems[0]
    claims = dataset.document("drafted").claims
    scored = compare(list(expected_of(name, source.text)), claims, found.speakers)
    scored.contradictions += contradictions(check(dataset, today=published or date(2031, 1, 1)))
    return scored


def contradictions(outcome: Outcome) -> list[str]:
    """Every finding of what cannot all be true, in words; a text that is true has none."""
    return [finding.message for finding in outcome.findings if finding.verdict.value in {"contradiction", "mismatch"}]


def expected_of(name: str, text: str) -> Iterator[Expected]:
    """The rows of a record, each at its place: the first of its print behind the one before."""
    with (TEXTS / f"{name}.record.csv").open(encoding="utf-8", newline="") as file:
        end = 0
        for row in csv.DictReader(file):
            words = r"\s+".join(map(re.escape, row["print"].split()))
            before = r"(?<!\w)" if row["print"][0].isalnum() else ""
            match = re.compile(rf"{before}{words}(?!\w|[.,]\d)").search(text, end)
            assert match is not None, f"{name}: no {row['print']} behind character {end}"
            end = match.end()
            yield Expected(match.start(), end, row)


def compare(expected: list[Expected], claims: tuple[Claim, ...], speakers: Mapping[str, str]) -> Score:
    """Hold claims against what a reader expects at their places."""
    scored, met = Score(), set()
    for start, end, row in expected:
        there = [claim for claim in claims if claim.span is not None and claim.span[0] < end and claim.span[1] > start]
        found = next((claim for claim in there if claim.id not in met), there[0] if there else None)
        if found is not None or not (row["value"] == row["statistic"] == OPEN):
            scored.count("found", row["print"], found is not None, expected=True)
        if found is not None:
            met.add(found.id)
            for name in FIELDS:
                if row[name] != OPEN:
                    scored.count(name, f"{found.id} {row['print']}", _drafted(name, found, row, speakers), _wanted(name, row))
    scored.extra += [f"{claim.id} {claim.printed} ({claim.measure})" for claim in claims if claim.id not in met]
    return scored


def _drafted(name: str, claim: Claim, row: Mapping[str, str], speakers: Mapping[str, str]) -> str:
    """What a draft says in a column, as it is compared."""
    if name == "value":
        return "" if claim.value is None else str(Fraction(claim.value))
    if name == "unit":
        return _unit(claim.unit)
    if name == "speaker":
        spoken = speakers[claim.speaker].casefold()
        return row["speaker"] if spoken.startswith(row["speaker"].casefold()) else spoken
    if name == "period":
        return _period(claim.period, row["period"])
    if name in ("versus", "minus"):
        return _base(getattr(claim, name), row[name], claim.period)
    return str(getattr(claim, name))


def _base(text: str, expected: str, period: str) -> str:
    """What something is compared with: the year before may be named by its period."""
    if text == "yoy" and expected[:1].isdigit():
        return _period(parse_period(period).year_before().text, expected)
    return text


def _wanted(name: str, row: Mapping[str, str]) -> str:
    if name == "value":
        return str(Fraction(row["value"]))
    if name == "unit":
        return _unit(row["unit"])
    return row[name]


def _unit(word: str) -> str:
    return word if word in NAMED_UNITS else "counted"


def _period(text: str, expected: str) -> str:
    """The expected period where it is the same one: what stands on a day may have the day, or the period that ends with it."""
    try:
        found, wanted = parse_period(text), parse_period(expected)
    except PeriodError:
        return text
    a_day = any(period.first in (None, period.last) for period in (found, wanted))
    return expected if found == wanted or (a_day and found.last == wanted.last) else text
