"""What `crossfoot suggest` is worth: what it finds, whether its probabilities hold, what it costs.

    python benchmarks/suggest.py [--smoke] [--documents N]

    found        relations are planted in documents of figures drawn at random, each recorded as a measure of its own; how many of them
                 are suggested, and how many suggestions are planted: as shown, and among as many at the top as were planted
    calibrated   on documents of figures that have nothing to do with each other: which share of the combinations that were tried fit
                 with a probability of at most q, beside q, which it must not exceed by more than the noise, or the run fails
    seconds      of the search for 100 to 10,000 figures, beside a plain loop over all triples, which looks for sums only

The first two are printed for four ways to choose the figure that is free: the one that crossfoot takes, always the subject, the one
that makes the fit look least surprising, and the one that makes it look most surprising, which is no probability any more.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from documents import DOCUMENT, Row, claim, project

from crossfoot.dataset import Dataset, load
from crossfoot.suggesting.candidate import Candidate
from crossfoot.suggesting.chance import chance
from crossfoot.suggesting.run import LIKELY, search, suggest

DAY = date(2026, 11, 23)
NOW, BEFORE = "2031-H1", "2030-H1"
UNITS = ("carts", "crowns", "people")
# What every share is recorded to be of; nobody prints its level.
WHOLE = "all"
LEVELS = (Fraction(3, 10), Fraction(1, 10), Fraction(3, 100), Fraction(1, 100), Fraction(3, 1000), Fraction(1, 1000))
# By how many standard deviations the share that fits may exceed q before it is called more than noise.
NOISE = 4


def taken(candidate: Candidate) -> Fraction:
    """The choice of crossfoot."""
    return chance(candidate)


def of_subject(candidate: Candidate) -> Fraction:
    """The total, the difference or the rate is free."""
    return chance(candidate, candidate.subject)


def least_surprising(candidate: Candidate) -> Fraction:
    """The greatest of all."""
    return max(chance(candidate, entry) for entry in candidate.entries)


def most_surprising(candidate: Candidate) -> Fraction:
    """The smallest of all."""
    return min(chance(candidate, entry) for entry in candidate.entries)


WAYS: dict[str, Callable[[Candidate], Fraction]] = {
    "as crossfoot takes it": taken,
    "the subject": of_subject,
    "least surprising": least_surprising,
    "most surprising": most_surprising,
}


class Drawn(NamedTuple):
    """A document: its rows, the measures that they need, and the sets of measures whose figures were planted together."""

    rows: list[Row]
    measures: dict[str, dict[str, object]]
    planted: set[frozenset[str]]


class Writer:
    """Draws a document paragraph by paragraph."""

    def __init__(self, seed: int, *, decades: int = 3, units: tuple[str, ...] = UNITS) -> None:
        self.decades, self.units = decades, units
        self.rng = random.Random(seed)  # noqa: S311 - a draw, no secret
        self.rows: list[Row] = []
        self.measures: dict[str, dict[str, object]] = {WHOLE: {"unit": "crowns", "kind": "flow", "min": 0}}
        self.planted: set[frozenset[str]] = set()
        self.offset = 0

    def level(self, value: Fraction, digits: int, unit: str, period: str = NOW) -> Row:
        """A level of a measure of its own, printed with so many significant digits."""
        name = f"m{len(self.measures)}"
        self.measures[name] = {"unit": unit, "kind": "flow", "min": 0, "growth_basis": "unknown"}
        return self._row(name, value, digits, unit=unit, period=period)

    def percent(self, value: Fraction, places: int, **fields: str) -> Row:
        """A share, a growth or points, with so many decimals."""
        name = f"m{len(self.measures)}"
        self.measures[name] = {"unit": "pp", "kind": "rate"} if fields.get("unit") else {"unit": "crowns", "kind": "flow", "min": 0}
        text = decimal(value, places)
        return claim(measure=name, value=text, period=NOW, **fields)

    def _row(self, name: str, value: Fraction, digits: int, **fields: str) -> Row:
        places = digits - 1 - math.floor(math.log10(value))
        text = decimal(value, places)
        precision = "" if places > 0 else str(10**-places)
        return claim(measure=name, value=text, printed=text, precision=precision, **fields)

    def paragraph(self, rows: list[Row]) -> None:
        """Put figures into a paragraph of their own, in any order."""
        self.offset += 1000
        for row in rows:
            self.offset += 40
            self.rows.append(
                row | {"id": f"c{len(self.rows) + 1:05}", "start": str(self.offset), "end": str(self.offset + len(row["printed"]))}
            )

    def amount(self) -> Fraction:
        """A number over some decades, its digits by Benford's law."""
        return Fraction(10 ** self.rng.uniform(2, 2 + self.decades))

    def noise(self, count: int) -> list[Row]:
        """Figures that have nothing to do with each other."""
        rows = []
        for _ in range(count):
            kind = self.rng.random()
            if kind < 0.6:  # noqa: PLR2004 - three figures in five are amounts
                period = NOW if self.rng.random() < 0.75 else BEFORE  # noqa: PLR2004
                rows.append(self.level(self.amount(), self.rng.randint(2, 5), self.rng.choice(self.units), period))
            elif kind < 0.8:  # noqa: PLR2004
                rows.append(self.percent(Fraction(10 ** self.rng.uniform(0, 1.5)), 1, statistic="growth", versus="yoy"))
            elif kind < 0.95:  # noqa: PLR2004
                rows.append(self.percent(Fraction(10 ** self.rng.uniform(0.5, 1.9)), 1, statistic="share", of=WHOLE))
            else:
                rows.append(self.percent(Fraction(10 ** self.rng.uniform(-0.5, 1)), 1, unit="pp"))
        return rows

    def relation(self) -> list[Row]:
        """Figures that were computed from each other before they were rounded."""
        made = self.rng.choice((self._sum, self._share, self._growth, self._difference))()
        self.planted.add(frozenset(row["measure"] for row in made))
        return made

    def _sum(self) -> list[Row]:
        unit, digits = self.rng.choice(self.units), self.rng.randint(3, 5)
        parts = [self.amount() for _ in range(self.rng.randint(2, 4))]
        rows = [self.level(part, digits, unit) for part in parts]
        rows.insert(self.rng.choice((0, len(rows))), self.level(sum(parts, Fraction(0)), digits, unit))
        return rows

    def _share(self) -> list[Row]:
        unit, whole = self.rng.choice(self.units), self.amount()
        part = whole * Fraction(self.rng.uniform(0.05, 0.9))
        share = self.percent(part / whole * 100, 1, statistic="share", of=WHOLE)
        return [self.level(part, 4, unit), share, self.level(whole, 4, unit)]

    def _growth(self) -> list[Row]:
        unit, before = self.rng.choice(self.units), self.amount()
        rate = Fraction(10 ** self.rng.uniform(0.3, 1.5))
        name = f"m{len(self.measures)}"
        self.measures[name] = {"unit": unit, "kind": "flow", "min": 0, "growth_basis": "unknown"}
        now = self._row(name, before * (1 + rate / 100), 4, unit=unit, period=NOW)
        then = self._row(name, before, 4, unit=unit, period=BEFORE)
        growth = claim(measure=name, statistic="growth", versus="yoy", value=decimal(rate, 1), period=NOW)
        return [now, growth, then]

    def _difference(self) -> list[Row]:
        high = Fraction(self.rng.uniform(5, 30))
        low = high * Fraction(self.rng.uniform(0.1, 0.8))
        rates = [self.percent(value, 1, statistic="growth", versus="yoy") for value in (high, low)]
        points = claim(measure=f"m{len(self.measures)}", value=decimal(high - low, 1), unit="pp", period=NOW)
        self.measures[points["measure"]] = {"unit": "pp", "kind": "rate"}
        return [*rates, points]


def decimal(value: Fraction, places: int) -> str:
    """A number rounded half up to so many decimals; to tens where there are fewer than none."""
    if places <= 0:
        unit = 10**-places
        return str(math.floor(value / unit + Fraction(1, 2)) * unit)
    scaled = str(math.floor(value * 10**places + Fraction(1, 2))).rjust(places + 1, "0")
    return f"{scaled[:-places]}.{scaled[-places:]}"


def draw(writer: Writer, figures: int, *, plant: bool) -> Drawn:
    """A document of about so many figures in paragraphs of five to fifteen; with a relation in one paragraph of three, if told so."""
    while len(writer.rows) < figures:
        noise = writer.noise(writer.rng.randint(5, 15))
        if plant and writer.rng.random() < 1 / 3:
            at = writer.rng.randint(0, len(noise))
            noise[at:at] = writer.relation()
        writer.paragraph(noise)
    return Drawn(writer.rows, writer.measures, writer.planted)


def loaded(drawn: Drawn, folder: Path) -> Dataset:
    """The document as a data set."""
    return load(project(folder, drawn.rows, measures=drawn.measures, document=DOCUMENT))


def measures_of(candidate: Candidate) -> frozenset[str]:
    """What tells a planted relation."""
    return frozenset(entry.key.measure for entry in candidate.entries)


def found(documents: int, figures: int, folder: Path) -> None:
    """Print precision and recall, for each way to choose the free figure, ranked by expectation and by probability alone."""
    planted = 0
    hits: list[tuple[Candidate, int, bool]] = []
    for seed in range(documents):
        drawn = draw(Writer(seed), figures, plant=True)
        planted += len(drawn.planted)
        result = suggest(loaded(drawn, folder / f"p{seed}"), today=DAY)
        hits += [(one.candidate, one.tried, measures_of(one.candidate) in drawn.planted) for one in result.found]
    right = sum(true for _, _, true in hits)
    print(f"found: {documents} documents of {figures} figures, {planted} planted relations; {right} of them among {len(hits)} fits")
    for name, way in WAYS.items():
        ranked = sorted(((way(candidate) * tried, way(candidate), true) for candidate, tried, true in hits), key=lambda hit: hit[0])
        shown = [true for expected, _, true in ranked if expected <= LIKELY]
        top = sum(true for _, _, true in ranked[:planted])
        alone = sum(true for _, _, true in sorted(ranked, key=lambda hit: hit[1])[:planted])
        print(
            f"  free is {name}: shown {len(shown)}, precision {ratio(sum(shown), len(shown))}, recall {ratio(sum(shown), planted)}; "
            f"precision at the top {planted}: {ratio(top, planted)}, by probability alone {ratio(alone, planted)}"
        )


def ratio(part: int, whole: int) -> str:
    """A share with two decimals."""
    return f"{part / whole:.2f}" if whole else "none"


def calibrated(documents: int, figures: int, folder: Path, *, decades: int) -> bool:
    """Print how often unrelated figures of one unit fit beside what is claimed; whether it is no more than that."""
    tried = 0
    fits: list[Candidate] = []
    for seed in range(documents):
        drawn = draw(Writer(1_000_000 + seed, decades=decades, units=UNITS[:1]), figures, plant=False)
        result = suggest(loaded(drawn, folder / f"u{decades}-{seed}"), today=DAY)
        for place, _ in result.places:
            here = search(place, result.figures)
            tried += here.tried
            fits += here.fitting
    print(
        f"calibrated: {documents} documents of {figures} unrelated figures, amounts over {decades} decades: {tried:,} combinations tried, "
        f"{len(fits)} fit"
    )
    good = True
    for name, way in WAYS.items():
        values = [way(candidate) for candidate in fits]
        shares = []
        for level in LEVELS:
            share = sum(value <= level for value in values) / tried
            excess = share - float(level) > NOISE * math.sqrt(float(level) / tried)
            good &= not (excess and way is taken)
            shares.append(f"{float(level):g}: {share:.5f}{' TOO MANY' if excess else ''}")
        print(f"  free is {name}: {', '.join(shares)}")
    return good


def triples(numbers: list[tuple[int, int]]) -> int:
    """The plain way: every pair and every third figure, ends as whole numbers."""
    hits = 0
    for (a, b), (c, d) in combinations(numbers, 2):
        low, high = a + c, b + d
        for e, f in numbers:
            hits += low <= f and e <= high
    return hits


def processor(run: Callable[[], object]) -> float:
    """Processor seconds of a call, so that other work on the machine does not count."""
    begin = time.process_time()
    run()
    return time.process_time() - begin


def sizes(smoke: bool) -> Iterator[int]:  # noqa: FBT001 - an option
    """How many figures."""
    yield from (100,) if smoke else (100, 1_000, 10_000)


def seconds(folder: Path, *, smoke: bool) -> None:
    """Print what a search costs, beside the plain loop, which is measured up to 300 figures and grows with their cube."""
    least = 100 if smoke else 300
    numbers = [(n * 2, n * 2 + 2) for n in random.Random(1).choices(range(100, 100_000), k=least)]  # noqa: S311
    plain = processor(lambda: triples(numbers)) / least**3
    for figures in sizes(smoke):
        dataset = loaded(draw(Writer(7), figures, plant=True), folder / f"t{figures}")
        own = processor(lambda dataset=dataset: suggest(dataset, today=DAY))  # type: ignore[misc]
        rest = processor(lambda dataset=dataset: dataset.check(today=DAY)) if figures <= 1_000 else 0.0  # type: ignore[misc] # noqa: PLR2004
        beside = f", checking it {rest:.2f} s" if rest else ""
        print(f"seconds: {figures:,} figures: {own:.2f} s; all triples, sums only: {plain * figures**3:,.2f} s{beside}")


def crowded(folder: Path, *, smoke: bool) -> None:
    """Print what the worst case costs: all figures in one place, of one unit and one period."""
    writer = Writer(3)
    count = 100 if smoke else 2_000
    writer.paragraph([writer.level(writer.amount(), 4, UNITS[0]) for _ in range(count)])
    dataset = loaded(Drawn(writer.rows, writer.measures, set()), folder / "crowded")
    own = processor(lambda: suggest(dataset, today=DAY))
    print(f"seconds: {count:,} amounts of one unit in one paragraph: {own:.2f} s")


def main() -> int:
    """Print everything; 1 if a probability does not hold."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--smoke", action="store_true", help="small numbers, to see that it works")
    arguments.add_argument("--documents", type=int, default=40, help="how many documents of each sort")
    given = arguments.parse_args()
    documents = 2 if given.smoke else given.documents
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found(documents, 100, folder)
        good = calibrated(documents, 100, folder, decades=1) & calibrated(documents, 100, folder, decades=3)
        seconds(folder, smoke=given.smoke)
        crowded(folder, smoke=given.smoke)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
