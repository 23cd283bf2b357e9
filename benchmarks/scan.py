"""What the scanner finds, and how fast, beside quantulum3 on the same texts in one run: `python benchmarks/scan.py [--smoke]`.

    the first document    its record is the gold: every claim and mention is found; value, unit, bound and precision of the claims,
                          class of the mentions (only where its text is attached through CROSSFOOT_SOURCES)       aim: 95 %
    the example, tests/texts   every claim, mention or expected number is found and read alike                    aim: all
    characters a second   against  quantulum3                                                                     aim: over 50 times
    hostile texts         a megabyte and half of it: seconds, and how many times as long the megabyte takes       aim: 2

quantulum3 is no dependency: install it where this runs, or its column is left out and the script says so. It runs as it comes, which is
without its classifier where scikit-learn is not installed. It is given each text paragraph by paragraph, which it takes faster than a
whole text. A figure counts as found by it where one of its quantities overlaps the number and has its value (percent and multiples as
printed).

The scanner remembers prints that it has read. "As new" is with all of that forgotten before each run, "again" with the prints of the
text known. Both are run by turns with quantulum3, so that a machine that is busy for a while is so for all; the median of each counts.
"""

from __future__ import annotations

import argparse
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import yaml

from crossfoot import _printed_plain as plain
from crossfoot.dataset import Document, load
from crossfoot.printed import outside_brackets, read_printed
from crossfoot.scan.scanner import Scanned, scan

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "tests" / "texts"
# The recorder's classes that the scanner has other names for; items and criteria are judgements that no scanner makes.
LEFT_TO_PEOPLE = ("item", "criterion")
Quantity = tuple[int, int, float]
Peer = Callable[[str], list[Quantity]]


class Wanted(NamedTuple):
    """A number that must be found; `value` is None where it states none, `read` is what is compared besides."""

    start: int
    end: int
    value: Fraction | None
    read: tuple[str, ...]


def of_record(document: Document) -> Iterator[Wanted]:
    """What a reviewed record says of its text."""
    for claim in document.claims:
        if claim.span is not None and claim.printed and outside_brackets(claim.printed):
            supplied = "[" in claim.printed
            printed = read_printed(claim.printed)
            read = () if supplied else (printed.unit or "", str(printed.bound), str(printed.fine_unit))
            yield Wanted(*claim.span, None if supplied else printed.value, read)
    for mention in document.mentions:
        if mention.class_ not in LEFT_TO_PEOPLE:
            yield Wanted(mention.start, mention.end, None, (f"class {mention.class_}",))


def of_text(text: str, path: Path) -> Iterator[Wanted]:
    """What a person expects of one of our own texts."""
    position = 0
    for number in yaml.safe_load(path.read_text(encoding="utf-8"))["numbers"]:
        start = text.index(number["print"], position)
        position = start + len(number["print"])
        value = number.get("value", "")
        read = (number.get("unit", ""), number.get("bound", "exact")) if value else (f"class {number['class']}",)
        yield Wanted(start, position, Fraction(value) if value else None, read)


def score(wanted: list[Wanted], found: list[Scanned]) -> Counter[str]:
    """How many of the wanted numbers are found, in their exact place, with their value, and with all that is read besides."""
    counts: Counter[str] = Counter()
    for want in wanted:
        near = [entry for entry in found if entry.start < want.end and want.start < entry.end]
        same = [entry for entry in near if (entry.start, entry.end) == (want.start, want.end)]
        best = (same or near or [None])[0]
        kind = "figures" if want.value is not None else "others"
        counts[kind] += 1
        counts[f"{kind} found"] += best is not None
        counts[f"{kind} in place"] += bool(same)
        if best is not None and want.value is not None:
            counts["values"] += best.value == want.value
            read = (best.unit or "", str(best.bound), str(best.precision))
            counts["read alike"] += best.value == want.value and read[: len(want.read)] == want.read
        elif best is not None and want.read:
            counts["classes"] += f"class {best.cls}" == want.read[0]
    return counts


def peer() -> Peer | None:
    """quantulum3, if it is installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from quantulum3 import parser  # noqa: PLC0415 - installed for this benchmark only
    except ImportError:
        return None

    def parse(text: str) -> list[Quantity]:
        found, offset = [], 0
        for paragraph in text.split("\n"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                quantities = parser.parse(paragraph)
            found += [(offset + q.span[0], offset + q.span[1], q.value) for q in quantities]
            offset += len(paragraph) + 1
        return found

    parse("5 km")  # it loads its tables at the first call
    return parse


def seconds(run: Callable[[], object]) -> float:
    """Processor seconds of a call, so that other work on the machine does not count."""
    begin = time.process_time()
    run()
    return time.process_time() - begin


def forget() -> None:
    """Forget every print that was read before."""
    for remembered in (read_printed, plain.read_parts, plain._front, plain._back):  # noqa: SLF001 - what it remembers is its own affair
        remembered.cache_clear()


class Speeds(NamedTuple):
    """Median seconds of one text: ours as new and again, and those of quantulum3."""

    new: float
    again: float
    theirs: float


def speeds(text: str, parse: Peer | None, runs: int) -> Speeds:
    """The three by turns."""
    new, again, theirs = [], [], []
    for _ in range(runs):
        theirs.append(seconds(lambda: parse(text)) if parse is not None else 0.0)
        for _ in range(runs):
            forget()
            new.append(seconds(lambda: scan(text)))
            again.append(seconds(lambda: scan(text)))
    return Speeds(*map(statistics.median, (new, again, theirs)))


HOSTILE = {
    "digits": "1",
    "commas": ",",
    "digits and commas": "1,",
    "number words": "one ",
    "brackets": "(((",
    "one sentence of figures": "and 1,234.5 million tonnes of it, ",
    "dashes": "\u2013",
    "digits of several scripts": "1\u0663\u096b ",
    "line ends": "\n",
    "lines of a number": "1\n",
    "percent signs": "%",
    "dates": "January 1 ",
    "items": "(1) tea ",
    "Han numerals": "\u4e09 ",
}


def hostile(size: int) -> None:
    """Seconds for texts of one thing over and over, and for half of each."""
    for name, unit in HOSTILE.items():
        text = unit * (size // len(unit))
        half, whole = (min(seconds(lambda part=part: scan(part)) for _ in range(3)) for part in (text[: len(text) // 2], text))  # type: ignore[misc]
        print(f"  {name}: {whole:.2f} s, {whole / max(half, 1e-6):.1f} times as long as half of it")


def peer_score(wanted: list[Wanted], found: list[Quantity]) -> tuple[int, int]:
    """How many figures quantulum3 finds, and how many with their value."""
    hits = values = 0
    for want in wanted:
        if want.value is None:
            continue
        near = [value for start, end, value in found if start < want.end and want.start < end]
        hits += bool(near)
        values += any(abs(value - float(want.value)) <= 1e-9 * max(1.0, abs(float(want.value))) for value in near)
    return hits, values


def corpora() -> Iterator[tuple[str, str, list[Wanted]]]:
    """Name, text and wanted numbers."""
    for folder in (ROOT / "claims", ROOT / "examples" / "harbour-briefing" / "claims"):
        for document in load(folder).documents:
            if document.text is not None:
                yield document.slug, document.text, list(of_record(document))
            elif document.header.source is not None:
                print(f"{document.slug}: {document.text_state}; name its folder in CROSSFOOT_SOURCES")
    for path in sorted(TEXTS.glob("*.txt")):
        # Of the texts that are only drafted, the records are beside them and not every number.
        if (expected := path.with_suffix(".yaml")).is_file():
            text = path.read_text(encoding="utf-8")
            yield path.stem, text, list(of_text(text, expected))


def main() -> None:
    """Print recall and reading for each text, then the speeds."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--smoke", action="store_true", help="one run of each, to see that it works")
    runs = 1 if arguments.parse_args().smoke else 5
    parse = peer()
    if parse is None:
        print("quantulum3 is not installed here: its column is left out")
    total, characters = Speeds(0, 0, 0), 0
    for name, text, wanted in corpora():
        found = scan(text)
        counts = score(wanted, found)
        figures, others = counts["figures"], counts["others"]
        print(
            f"{name}: {len(text):,} characters, {len(found)} numbers; figures found {counts['figures found']} of {figures}, "
            f"in place {counts['figures in place']}, value {counts['values']}, all read alike {counts['read alike']}; "
            f"others found {counts['others found']} of {others}, in place {counts['others in place']}, class {counts['classes']}"
        )
        characters += len(text)
        took = speeds(text, parse, runs)
        total = Speeds(*(before + now for before, now in zip(total, took, strict=True)))
        if parse is not None:
            hits, values = peer_score(wanted, parse(text))
            times = f"the scanner is {took.theirs / took.new:,.0f} times as fast as new, {took.theirs / took.again:,.0f} times again"
            print(f"  quantulum3: figures found {hits} of {figures}, value {values}; {times}")
    print(f"scanner: {characters / total.new:,.0f} characters a second as new, {characters / total.again:,.0f} again")
    if parse is not None:
        print(
            f"quantulum3: {characters / total.theirs:,.0f} characters a second; over all texts the scanner is "
            f"{total.theirs / total.new:,.0f} times as fast as new, {total.theirs / total.again:,.0f} times again"
        )
    print("hostile texts:")
    hostile(1_000_000 if runs > 1 else 50_000)


if __name__ == "__main__":
    main()
