"""How often the slip that was planted is the one that is named: `python benchmarks/slips.py [--smoke | --quick] [--misses]`.

True values of tables are drawn at random (a fixed seed): a whole and its parts in two years, how they grew, their shares, and by how
many points growth differs; a random part of it is printed, rounded to nearest. One slip of one class is planted in one figure, which
makes the document contradict itself or not (a slip that rounding could hide is none that anybody could find). Then it is decided and
explained as a run of the product does it. The classes are those that `crossfoot.solver.slips` knows, each as likely as the others and
not as its weights say.

Of the slips that are detected it counts: the true figure is `among` the repairs; it comes `first`; it comes first or is `tied` with the
first; or the wrong one that comes first would be a slip of the very same class (`alike`, which counts the tied ones too): a rate that is
ten times too large is as well a level that is, and a ranking by what is in the document cannot do better than this. `value` is where
the true figure comes first with its true value first.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from crossfoot.figures import group
from crossfoot.printed import PrintedError, read_printed
from crossfoot.relations import derive
from crossfoot.solver import slips
from crossfoot.solver.decision import Decision
from crossfoot.solver.joint import Conflict, Joint, decide_jointly
from crossfoot.solver.network import Network
from crossfoot.solver.single import decide
from crossfoot.testing import dataset_of
from crossfoot.vocabulary import Verdict

SEED = 20221123
FLOW = {"unit": "units", "kind": "flow", "min": 0, "growth_basis": "nominal"}
CLASSES = (slips.SWAPPED, slips.DIGIT, slips.DROPPED, slips.DOUBLED, slips.TEN, slips.THOUSAND, slips.SIGN, slips.FLIPPED)
SIZES = (3, 10, 30, 100)
BLOCK = 6
HEDGED = 6
SCALES = (("", 1), (" thousand", 10**3), (" million", 10**6), (" billion", 10**9))
MILLION = 10**6
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Printed:
    """One row of a document, in parts: sign, digits, what stands behind them, and the word of a hedge."""

    row: Row
    digits: str
    behind: str = ""
    minus: str = ""
    hedge: str = ""

    @property
    def text(self) -> str:
        """As printed."""
        return f"{HEDGES.get(self.hedge, '')}{self.minus}{self.digits}{self.behind}"

    def claim(self) -> Row:
        """The row of claims.csv."""
        value = read_printed(self.text).value
        return {**self.row, "printed": self.text, "value": decimal_text(value), "bound": self.hedge or "exact"}


HEDGES = {"more_than": "more than ", "less_than": "less than "}
FLIPPED = {"more_than": "less_than", "less_than": "more_than"}


def decimal_text(value: Fraction) -> str:
    """The digits of a number that has no more than ten decimals."""
    scaled = value * 10**10
    whole, rest = divmod(abs(int(scaled)), 10**10)
    return f"{'-' if value < 0 else ''}{whole}" + (f".{rest:010}".rstrip("0") if rest else "")


def rounded(value: Fraction, places: int) -> str:
    """A number that is not negative, to so many decimals, half up."""
    scaled = int(value * 10**places + Fraction(1, 2))
    text = str(scaled).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else f"{scaled:,}"


# True documents


def document(rng: random.Random, size: int) -> tuple[dict[str, object], list[Printed]]:
    """The measures of a document, and so many of its figures as printed."""
    measures: dict[str, object] = {}
    rows: list[Printed] = []
    while len(rows) < size:
        count = 1 if size == SIZES[0] else rng.randint(2, BLOCK)
        table = list(_table(rng, f"t{len(measures)}", count, measures))
        left = min(size - len(rows), max(3, len(table) * 4 // 5))
        kept = sorted(rng.sample(range(len(table)), min(left, len(table)))) if size > SIZES[0] else range(3)
        rows += [table[n] for n in kept]
    return measures, rows


def _table(rng: random.Random, name: str, count: int, measures: dict[str, object]) -> Iterator[Printed]:
    """A whole and its parts in two years."""
    parts = [f"{name}-part-{n}" for n in range(count)]
    scale = rng.choice(SCALES)
    levels: dict[tuple[str, str], Fraction] = {}
    for part in parts:
        levels[part, "2030"] = Fraction(rng.randrange(10_000, 999_999), 1000) * scale[1]
        levels[part, "2031"] = levels[part, "2030"] * Fraction(rng.randrange(700, 1500), 1000)
    names = parts if count == 1 else [name, *parts]
    for year in ("2030", "2031"):
        levels[name, year] = sum((levels[part, year] for part in parts), Fraction(0))
    measures.update(dict.fromkeys(parts, FLOW))
    if count > 1:
        measures[name] = {**FLOW, "partitions": {"all": parts}}
    places = rng.choice((0, 1, 1, 2))
    for one in names:
        yield from (_level(rng, one, year, levels[one, year], scale, places) for year in ("2031", "2030"))
        rate = {"measure": one, "statistic": "growth", "period": "2031", "versus": "yoy", "unit": "percent"}
        yield _rate(rate, _growth(levels, one), "%")
    for one in parts if count > 1 else ():
        for year in ("2031", "2030"):
            share = {"measure": one, "statistic": "share", "of": name, "period": year, "unit": "percent"}
            yield _rate(share, levels[one, year] / levels[name, year] * 100, "%")
        gap = {"measure": one, "statistic": "growth", "period": "2031", "versus": "yoy", "minus": name, "unit": "pp"}
        yield _rate(gap, _growth(levels, one) - _growth(levels, name), " percentage points")


def _growth(levels: dict[tuple[str, str], Fraction], one: str) -> Fraction:
    return (levels[one, "2031"] / levels[one, "2030"] - 1) * 100


def _level(rng: random.Random, measure: str, year: str, value: Fraction, scale: tuple[str, int], places: int) -> Printed:
    row = {"measure": measure, "period": year, "unit": "units"}
    number = value / scale[1]
    if rng.randrange(HEDGED):
        return Printed(row, rounded(number, places), scale[0])
    unit = 10 ** max(0, len(str(int(number))) - 2)
    return Printed(row, rounded(number // unit * unit, 0), scale[0], hedge="more_than")


def _rate(row: Row, value: Fraction, behind: str) -> Printed:
    return Printed(row, rounded(abs(value), 1), behind, "-" if value < 0 else "")


# Slips of the pen


def planted(rng: random.Random, kind: str, true: Printed) -> Printed | None:
    """The same figure with a slip of this class; None where it can have none."""
    candidates = [wrong for wrong in _SLIPS[kind](true) if _other(wrong, true)]
    return rng.choice(candidates) if candidates else None


def _other(wrong: Printed, true: Printed) -> bool:
    """Whether the slip left a figure that can be read, and another one."""
    try:
        return wrong.claim() != true.claim()
    except PrintedError:
        return False


def _with(true: Printed, digits: str) -> Printed:
    """Other digits, with thousands in groups of three."""
    whole, dot, decimals = digits.replace(",", "").partition(".")
    whole = whole.lstrip("0") or "0"
    return Printed(true.row, (f"{int(whole):,}" if whole else "") + dot + decimals, true.behind, true.minus, true.hedge)


def _places(digits: str) -> list[int]:
    return [n for n, one in enumerate(digits) if one.isdigit()]


def _swapped(true: Printed) -> Iterator[Printed]:
    text, places = true.digits, _places(true.digits)
    for left, right in pairwise(places):
        yield _with(true, text[:left] + text[right] + text[left + 1 : right] + text[left] + text[right + 1 :])


def _changed(true: Printed) -> Iterator[Printed]:
    text = true.digits
    yield from (_with(true, text[:n] + digit + text[n + 1 :]) for n in _places(text) for digit in "0123456789")


def _dropped(true: Printed) -> Iterator[Printed]:
    yield from (_with(true, true.digits[:n] + true.digits[n + 1 :]) for n in _places(true.digits))


def _doubled(true: Printed) -> Iterator[Printed]:
    yield from (_with(true, true.digits[:n] + true.digits[n] + true.digits[n:]) for n in _places(true.digits))


def _moved(true: Printed) -> Iterator[Printed]:
    text = true.digits.replace(",", "")
    whole, _, decimals = text.partition(".")
    if decimals:
        yield _with(true, f"{whole}{decimals[0]}.{decimals[1:]}".rstrip("."))
    if len(whole) > 1:
        yield _with(true, f"{whole[:-1]}.{whole[-1]}{decimals}")


def _thousand(true: Printed) -> Iterator[Printed]:
    words = [word for word, _ in SCALES]
    if true.behind in words[1:]:
        place = words.index(true.behind)
        for other in (place - 1, place + 1):
            if 0 < other < len(words):
                yield Printed(true.row, true.digits, words[other], true.minus, true.hedge)


def _signed(true: Printed) -> Iterator[Printed]:
    if true.row.get("statistic") == "growth":
        yield Printed(true.row, true.digits, true.behind, "" if true.minus else "-", true.hedge)


def _flipped(true: Printed) -> Iterator[Printed]:
    if true.hedge:
        yield Printed(true.row, true.digits, true.behind, true.minus, FLIPPED[true.hedge])


_SLIPS: dict[str, Callable[[Printed], Iterator[Printed]]] = dict(
    zip(CLASSES, (_swapped, _changed, _dropped, _doubled, _moved, _thousand, _signed, _flipped), strict=True)
)


# Runs and what is counted


@dataclass
class Count:
    """What became of the slips of one class, or of one size."""

    planted: int = 0
    detected: int = 0
    undecided: int = 0
    among: int = 0
    first: int = 0
    tied: int = 0
    alike: int = 0
    value: int = 0
    repairs: list[int] = field(default_factory=list)
    cores: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One line of the table."""
        return (
            f"{name:34} {self.planted:7} {_percent(self.detected, self.planted)} {self.undecided:9} {_percent(self.among, self.detected)}"
            f" {_percent(self.first, self.detected)} {_percent(self.tied, self.detected)} {_percent(self.alike, self.detected)}"
            f" {_percent(self.value, self.detected)} {_middle(self.repairs):8.1f}"
            f" {_middle(self.cores):6.1f} {_middle(self.milliseconds):8.1f} {max(self.milliseconds, default=0):8.1f}"
        )


HEADING = (
    f"{'':34} planted  detected undecided   among  first   tied  alike  value  repairs   core       ms    worst\n"
    f"{'':34}                              % of those detected            median"
)


def _percent(some: int, of: int) -> str:
    return f"{some / of:6.1%}" if of else "     -"


def _middle(numbers: Sequence[float]) -> float:
    return statistics.mean(numbers) if numbers and isinstance(numbers[0], int) else statistics.median(numbers or [0.0])


def run(measures: dict[str, object], rows: Sequence[Printed]) -> tuple[tuple[Decision, ...], Joint, float]:
    """The verdicts one by one, what deciding together found, and how many milliseconds that took."""
    figures = group(dataset_of({"measures": measures, "claims": [row.claim() for row in rows]}))
    relations = derive(figures)
    decisions = decide(figures, relations)
    start = time.perf_counter()
    joint = decide_jointly(Network(figures, relations), decisions)
    return decisions, joint, (time.perf_counter() - start) * 1000


def fails(decisions: Sequence[Decision], joint: Joint) -> bool:
    """Whether anything contradicts."""
    return any(d.verdict is Verdict.CONTRADICTION for d in decisions) or any(c.verdict is Verdict.CONTRADICTION for c in joint.conflicts)


def trial(rng: random.Random, kind: str, size: int, counts: Sequence[Count], *, misses: bool) -> None:
    """Plant one slip, look for it, and count."""
    while True:
        measures, rows = document(rng, size)
        number = rng.randrange(len(rows))
        wrong = planted(rng, kind, rows[number])
        if wrong is not None:
            break
    true = rows[number]
    decisions, joint, milliseconds = run(measures, [*rows[:number], wrong, *rows[number + 1 :]])
    ref = f"document/c{number + 1:03}"
    contradictions = [conflict for conflict in joint.conflicts if conflict.verdict is Verdict.CONTRADICTION]
    named = next((conflict for conflict in contradictions if any(ref in repair.claims for repair in conflict.repairs)), None)
    repair = named.repairs[0] if named else None
    first = repair is not None and ref in repair.claims
    value = read_printed(true.text).value
    tied = named is not None and any(ref in other.claims for other in named.repairs if other.score == named.repairs[0].score)
    # The one that comes first instead is as good a slip of the very same class: nothing in the document tells them apart.
    alike = not tied and repair is not None and bool(repair.slips) and repair.slips[0].kind == kind
    exact = first and repair is not None and bool(repair.slips) and repair.slips[0].value == value
    exact = exact and repair is not None and repair.slips[0].bound.value == (true.hedge or "exact")
    detected = fails(decisions, joint)
    for count in counts:
        count.planted += 1
        count.undecided += any(conflict.verdict is Verdict.UNDECIDED for conflict in joint.conflicts)
        if detected:
            count.detected += 1
            count.among += named is not None
            count.first += first
            count.tied += tied
            count.alike += tied or alike
            count.value += exact
            count.milliseconds.append(milliseconds)
            if named is not None:
                count.repairs.append(len(named.repairs))
                count.cores.append(len(named.core))
    if misses and detected and not (first and exact):
        _show(kind, size, true, wrong, named or (contradictions or [None])[0])


def _show(kind: str, size: int, true: Printed, wrong: Printed, conflict: Conflict | None) -> None:
    print(f"-- {kind}, {size} figures: {true.text} printed as {wrong.text}; {true.row}")
    for repair in conflict.repairs[:4] if conflict else ():
        told = [(slip.kind, decimal_text(slip.value), float(slip.weight)) for slip in repair.slips]
        print(f"   {repair.claims} {repair.key} {float(repair.score):.5f} {told} {repair.vouching} {repair.values}")
    if conflict is None or not conflict.repairs:
        print(f"   no repair: {conflict}")


def main() -> None:
    """Print what was found, by class and by size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", "--quick", action="store_true", help="a few slips, to see that it works")
    parser.add_argument("--misses", action="store_true", help="show each slip that was not named first, or not with its true value")
    parser.add_argument("--slips", type=int, default=25, help="how many of a class in each size")
    parser.add_argument("--seed", type=int, default=SEED, help="other documents and slips")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    given = parser.parse_args()
    each, sizes = (2, (3, 10)) if given.smoke else (given.slips, tuple(given.sizes))
    by_kind, by_size, total = {kind: Count() for kind in CLASSES}, {size: Count() for size in sizes}, Count()
    for size in sizes:
        rng = random.Random(given.seed + size)  # noqa: S311 - a simulation
        for kind in CLASSES:
            for _ in range(each):
                trial(rng, kind, size, (by_kind[kind], by_size[size], total), misses=given.misses)
    print(HEADING)
    for kind, count in by_kind.items():
        print(count.line(kind))
    for size, count in by_size.items():
        print(count.line(f"documents of {size} figures"))
    print(total.line("all"))


if __name__ == "__main__":
    main()
