"""How much of a reviewed record the machine drafts by itself: `python benchmarks/draft.py [--smoke] [--misses]`.

The text of a document whose record people have reviewed is drafted, with nothing given but its issuer, day and period. A reviewed claim
is found where the draft has a claim at the same place (its number inside). Of the claims found: how often value, bound and precision,
and the unit, are the reviewed ones, how often speaker, statistic and period. Units that no print names are words that a person chose
("outlets" for "service points"), so the unit is compared as far as the print names it; how often the very word agrees is printed too.
Periods are compared as the reviewed measure takes them (a stock stands on its last day).

The first document counts only where its text is attached (CROSSFOOT_SOURCES); the example always. The mentions of both are compared by
place and class. Beside them the invented texts of tests/texts, whose records a reader wrote before there was any draft of them: how many
figures are found, how many claims of a draft are none, how often each column agrees, and how many contradictions a draft has that no true
text contains.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
import drafted as texts

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
DOCUMENTS = ((ROOT / "claims", "miit-2022h1"), (ROOT / "examples/harbour-briefing/claims", "harbour-briefing"))
AIMS = {"value, bound, precision": 95, "and the unit": 95, "speaker": 100, "statistic": 85, "period": 80}


@dataclass(slots=True)
class Score:
    """How many of how many, by what was compared."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def count(self, name: str, reviewed: Claim | Mention, found: object, expected: object) -> None:
        """Compare one thing of a claim."""
        self.total[name] += 1
        self.right[name] += found == expected
        if found != expected:
            self.misses.append(f"{name}: {reviewed.id} {reviewed.printed!r}: drafted {found}, reviewed {expected}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="the example only, to see that it works")
    parser.add_argument("--misses", action="store_true", help="list what was drafted otherwise")
    given = parser.parse_args()
    named = os.environ.get("CROSSFOOT_SOURCES")
    for root, slug in DOCUMENTS[1:] if given.smoke else DOCUMENTS:
        dataset = load(root, sources=Path(named) if named else None)
        document = dataset.document(slug)
        if document.text is None:
            print(f"{slug}: {document.text_state}")
            continue
        compare(document, dict(dataset.measures), misses=given.misses)
    compare_texts(texts.names()[:1] if given.smoke else texts.names(), misses=given.misses)


def compare_texts(names: list[str], *, misses: bool) -> None:
    """Draft the invented texts and print how the drafts compare with their records."""
    total = texts.Score()
    columns = ("found", *texts.FIELDS)
    print(f"{'tests/texts':22}" + "".join(f"{name:>11}" for name in (*columns, "no claims", "false")))
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            score = texts.score(name, Path(folder) / "claims")
        total.add(score)
        _print_text(name, score, [f"{score.right[column]}/{score.total[column]}" for column in columns])
        if misses:
            print(*(f"    {line}" for line in (*sorted(score.misses), *(f"no claim: {one}" for one in score.extra))), sep="\n")
    _print_text("all, in percent", total, [f"{100 * total.right[column] / total.total[column]:.1f}" for column in columns])


def _print_text(name: str, score: texts.Score, figures: list[str]) -> None:
    print(f"{name:22}" + "".join(f"{text:>11}" for text in (*figures, len(score.extra), len(score.contradictions))))


def compare(document: Document, measures: dict[str, Measure], *, misses: bool) -> None:
    """Draft a document's text and print how the draft compares with its record."""
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        claims, mentions, seconds = drafted(document, Path(folder))
    turns = turns_right(document)
    pairs = list(matched(document, claims))
    for reviewed, found in pairs:
        if found is not None:
            _compare(score, document, measures, reviewed, found)
    found = sum(one is not None for _, one in pairs)
    size = f"{len(document.text or ''):,} characters drafted in {seconds:.2f} s"
    print(f"{document.slug}: {size}, {len(claims)} claims (reviewed: {len(pairs)})")
    print(f"  {'turns (place and role)':32} {turns[0]:4} of {turns[1]:4}")
    print(f"  {'reviewed claims with a number':32} {found:4} of {len(pairs):4} are claims of the draft")
    _compare_mentions(score, document, mentions)
    for name, total in score.total.items():
        aim = f"  (aim {AIMS[name]} %)" if name in AIMS else ""
        print(f"  {name:32} {score.right[name]:4} of {total:4} {100 * score.right[name] / total:6.1f} %{aim}")
    if misses:
        print(*(f"    not drafted: {one.id} {one.printed!r}" for one, other in pairs if other is None), sep="\n")
        print(*(f"    {line}" for line in sorted(score.misses)), sep="\n")


def drafted(document: Document, folder: Path) -> tuple[tuple[Claim, ...], tuple[Mention, ...], float]:
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
    if dataset.problems:
        raise SystemExit(f"the draft does not load: {dataset.problems[0]}")
    outcome = check(dataset, today=header.published or date.today())  # noqa: DTZ011 - no waiver, so no day matters
    faults = [item.message for item in outcome.record_checks if item.verdict.fails]
    if faults:
        raise SystemExit(f"a check of the draft's record fails: {faults[0]}")
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
    same = (found.value, found.bound.value, precision(found)), (reviewed.value, reviewed.bound.value, precision(reviewed))
    score.count("value, bound, precision", reviewed, *same)
    units = unit(found), unit(reviewed)
    score.count("and the unit", reviewed, (*same[0], units[0]), (*same[1], units[1]))
    score.count("the very word of the unit", reviewed, found.unit, reviewed.unit)
    score.count("speaker", reviewed, speaker_at(document, found), reviewed.speaker)
    score.count("statistic", reviewed, found.statistic.value, reviewed.statistic.value)
    score.count("difference (minus)", reviewed, bool(found.minus), bool(reviewed.minus))
    if reviewed.measure != LIST_MEASURE:
        score.count("period", reviewed, period(found.period, reviewed, measures), period(reviewed.period, reviewed, measures))


def _compare_mentions(score: Score, document: Document, mentions: tuple[Mention, ...]) -> None:
    """Hold each reviewed mention against the drafted one at its place; what is an item of a list only people say."""
    for reviewed in document.mentions:
        if reviewed.class_ is not MentionClass.ITEM:
            there = (one.class_.value for one in mentions if one.start < reviewed.end and one.end > reviewed.start)
            score.count("mention and its class", reviewed, next(there, "no mention"), reviewed.class_.value)


def precision(claim: Claim) -> Fraction | None:
    """The last printed unit."""
    try:
        return claim.last_unit or read_printed(claim.printed).fine_unit
    except PrintedError:
        return None


def unit(claim: Claim) -> str:
    """The unit as far as the print can name one; of what is counted only that it is counted."""
    known = {"percent", "pp", "times", "points", "ordinal", "yuan", "dollar", "euro", "pound"}
    return claim.unit if claim.unit in known else "counted"


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


def turns_right(document: Document) -> tuple[int, int]:
    """How many reviewed turns were found at their place with their role, and how many there are."""
    found = {(turn.start, turn.role) for turn in find_turns(document.text or "")}
    return sum((turn.start, turn.role) in found for turn in document.header.turns), len(document.header.turns)


if __name__ == "__main__":
    main()
