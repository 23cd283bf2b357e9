"""The search of crossfoot suggest: it finds exactly what trying everything finds, and its probabilities are what they say.

The brute force here knows nothing of the search: it tries all tuples of the rows of a place, with rules of its own, in plain fractions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations, permutations
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.check import taking_part
from crossfoot.dataset import Dataset
from crossfoot.interval import Interval
from crossfoot.suggesting.candidate import Candidate, Found, Kind, total
from crossfoot.suggesting.chance import chance, free_figure
from crossfoot.suggesting.entries import Entry
from crossfoot.suggesting.places import look
from crossfoot.suggesting.run import search, suggest
from crossfoot.testing import dataset_of

TODAY = date(2026, 11, 23)
NOW, BEFORE, EARLIER, UNSTATED = "2031", "2030", "2029", "unstated"


class Plain(NamedTuple):
    """A figure as the brute force sees it: two ends, both included."""

    name: str
    what: str
    low: Fraction
    high: Fraction
    unit: str
    period: str
    measure: str


PERIODS = st.sampled_from([NOW, NOW, BEFORE, UNSTATED])
LEVELS = st.tuples(
    st.just("level"),
    st.integers(10, 60).map(lambda number: number * 100),
    st.sampled_from(["carts", "sacks"]),
    st.sampled_from([NOW, BEFORE]),
)
GROWTHS = st.tuples(st.just("growth"), st.integers(-60, 300).filter(bool), st.just("percent"), PERIODS)
SHARES = st.tuples(st.just("share"), st.integers(1, 99), st.just("percent"), PERIODS)
POINTS = st.tuples(st.just("points"), st.integers(1, 90), st.just("pp"), PERIODS)
ROWS = st.lists(st.one_of(LEVELS, LEVELS, LEVELS, GROWTHS, SHARES, POINTS), min_size=2, max_size=9)
COARSE = st.lists(
    st.tuples(st.just("level"), st.sampled_from([1000, 2000, 3000, 4000, 6000]), st.just("carts"), st.just(NOW)), min_size=3, max_size=9
)
Drawn = tuple[str, int, str, str]


def dataset(rows: list[Drawn], *, times: int = 1, order: list[int] | None = None) -> Dataset:
    """Each row a figure of a measure of its own, a hundred characters apart; levels may be taken times ten, the rows in another order."""
    measures: dict[str, dict[str, object]] = {"all": {"unit": "t", "kind": "flow", "min": 0}}
    claims: list[dict[str, object]] = []
    for number, (what, value, unit, period) in enumerate(rows):
        name = f"m{number}"
        row: dict[str, object] = {"measure": name, "period": period, "start": 60 * number, "end": 60 * number + 5, "id": f"c{number:03}"}
        if what == "level":
            measures[name] = {"unit": unit, "kind": "flow", "min": 0}
            row |= {"value": value * times, "printed": f"{value * times}", "precision": 100 * times}
        elif what == "points":
            measures[name] = {"unit": "pp", "kind": "rate"}
            row |= {"value": value, "printed": f"{value} percentage points"}
        else:
            measures[name] = {"unit": "t", "kind": "flow", "min": 0}
            row |= {"statistic": what, "value": value, "printed": f"{value}%"}
            row |= {"of": "all"} if what == "share" else {"versus": "yoy"}
        claims.append(row)
    arranged = claims if order is None else [claims[n] for n in order]
    return dataset_of({"measures": measures, "claims": arranged})


def plain(rows: list[Drawn]) -> list[Plain]:
    half = {"level": 50}
    return [
        Plain(
            f"document/c{n:03}",
            what,
            value - Fraction(half.get(what, Fraction(1, 2))),
            value + Fraction(half.get(what, Fraction(1, 2))),
            unit,
            period,
            f"m{n}",
        )
        for n, (what, value, unit, period) in enumerate(rows)
    ]


def meet(low: Fraction, high: Fraction, figure: Plain) -> bool:
    return low <= figure.high and figure.low <= high


def one_period(*figures: Plain) -> bool:
    return len({figure.period for figure in figures} - {UNSTATED}) <= 1


def added(figures: tuple[Plain, ...] | list[Plain]) -> tuple[Fraction, Fraction]:
    return sum((figure.low for figure in figures), Fraction(0)), sum((figure.high for figure in figures), Fraction(0))


Told = tuple[str, tuple[str, ...]]


class Brute(NamedTuple):
    """Everything that may be tried, each once, and what of it fits and says something."""

    tried: set[Told]
    fitting: set[Told]


def brute(rows: list[Drawn]) -> Brute:
    figures = [figure for figure in plain(rows) if not figure.low <= 0 <= figure.high]
    found = Brute(set(), set())
    for told, fits in (*sums(figures), *hundreds(figures), *differences(figures), *shares(figures), *growths(figures)):
        found.tried.add(told)
        if fits:
            found.fitting.add(told)
    return found


def sums(figures: list[Plain]) -> Iterator[tuple[Told, bool]]:
    for what in ("level", "share"):
        for unit, period in sorted({(figure.unit, figure.period) for figure in figures if figure.what == what}):
            line = [figure for figure in figures if (figure.what, figure.unit) == (what, unit) and figure.period in (period, UNSTATED)]
            if period == UNSTATED and any(figure.period != UNSTATED for figure in figures if (figure.what, figure.unit) == (what, unit)):
                continue
            for first, second in combinations(line, 2):
                yield from ((sum_of(whole, (first, second))) for whole in line if whole not in (first, second))
            for start in range(len(line)):
                for end in range(start + 3, min(len(line), start + 8) + 1):
                    parts = tuple(line[start:end])
                    yield from (sum_of(line[at], parts) for at in (start - 1, end) if 0 <= at < len(line))


def sum_of(whole: Plain, parts: tuple[Plain, ...]) -> tuple[Told, bool]:
    told = ("sum", (whole.name, *sorted(part.name for part in parts)))
    fits = meet(*added(parts), whole)
    says = not any(meet(*added([other for other in parts if other is not part]), whole) for part in parts) and not meet(
        *added(parts), Plain("", "", Fraction(0), Fraction(0), "", "", "")
    )
    return told, fits and says


def hundreds(figures: list[Plain]) -> Iterator[tuple[Told, bool]]:
    periods = {figure.period for figure in figures if figure.what == "share"}
    for period in sorted(periods - {UNSTATED}) or sorted(periods):
        line = [figure for figure in figures if figure.what == "share" and figure.period in (period, UNSTATED)]
        for start in range(len(line)):
            for end in range(start + 2, min(len(line), start + 8) + 1):
                some = line[start:end]
                low, high = added(some)
                without = [added([other for other in some if other is not one]) for one in some]
                fits = low <= 100 <= high and not any(a <= 100 <= b for a, b in without)
                yield ("shares-sum", tuple(sorted(one.name for one in some))), fits


def differences(figures: list[Plain]) -> Iterator[tuple[Told, bool]]:
    for result, of, less in permutations(figures, 3):
        alike = of.what == less.what and of.what in ("growth", "share") and one_period(result, of, less)
        if result.what != "points" or not alike:
            continue
        low, high = of.low - less.high, of.high - less.low
        trivial = (of.low <= less.high and less.low <= of.high) or meet(of.low, of.high, result) or meet(-less.high, -less.low, result)
        yield ("difference", (result.name, of.name, less.name)), meet(low, high, result) and not trivial


def shares(figures: list[Plain]) -> Iterator[tuple[Told, bool]]:
    for rate, part, whole in permutations(figures, 3):
        levels = part.what == whole.what == "level" and part.unit == whole.unit and one_period(rate, part, whole)
        if rate.what == "share" and levels:
            fits = rate.low * whole.low / 100 <= part.high and part.low <= rate.high * whole.high / 100
            yield ("share", (rate.name, part.name, whole.name)), fits


def growths(figures: list[Plain]) -> Iterator[tuple[Told, bool]]:
    """Of two measures neither of which the rate is of, nothing is tried: no rows here are of one measure."""
    for rate, now, then in permutations(figures, 3):
        if rate.what == "growth" and rate.measure in (now.measure, then.measure):
            yield ("growth", (rate.name, now.name, then.name)), False


def told(candidate: Candidate) -> Told:
    names = [entry.claim.ref for entry in candidate.entries]
    if candidate.kind is Kind.SHARES_SUM:
        return candidate.kind.value, tuple(sorted(names))
    if candidate.kind is Kind.SUM:
        return candidate.kind.value, (names[0], *sorted(names[1:]))
    return candidate.kind.value, tuple(names)


def searched(data: Dataset) -> Found:
    figures = taking_part(data, TODAY)
    found = Found()
    for place in look(data.documents[0], figures).places:
        found.add(search(place, figures))
    return found


@given(ROWS)
def test_the_search_finds_what_trying_everything_finds(rows: list[Drawn]) -> None:
    found, expected = searched(dataset(rows)), brute(rows)
    assert sorted(map(told, found.fitting)) == sorted(expected.fitting)
    assert found.tried == len(expected.tried)


@given(COARSE)
def test_coarse_figures_fit_often_and_are_all_found(rows: list[Drawn]) -> None:
    found, expected = searched(dataset(rows)), brute(rows)
    assert sorted(map(told, found.fitting)) == sorted(expected.fitting)
    assert found.tried == len(expected.tried)


def test_the_brute_force_can_find_something() -> None:
    rows: list[Drawn] = [
        ("level", 2000, "carts", NOW),
        ("level", 1500, "carts", NOW),
        ("level", 3500, "carts", NOW),
        ("share", 57, "percent", NOW),
        ("share", 43, "percent", NOW),
        ("growth", 60, "percent", NOW),
        ("growth", 20, "percent", NOW),
        ("points", 40, "pp", NOW),
    ]
    assert {name for name, _ in brute(rows).fitting} == {"sum", "share", "shares-sum", "difference"}


TENS = st.integers(100, 300).map(lambda number: number * 10)
GROWN = st.tuples(TENS, TENS, st.integers(1, 99), st.sampled_from([BEFORE, EARLIER]))


@given(GROWN)
def test_growth_is_tried_on_the_year_before_only(drawn: tuple[int, int, int, str]) -> None:
    now, then, percent, period = drawn
    level = {"unit": "carts", "kind": "flow", "min": 0}
    data = dataset_of(
        {
            "measures": {"flour": level, "bread": level},
            "claims": [
                {"measure": "flour", "value": now, "precision": 10, "printed": f"{now}"},
                {"measure": "flour", "value": then, "precision": 10, "printed": f"{then}", "period": period},
                {"measure": "bread", "statistic": "growth", "versus": "yoy", "value": percent, "printed": f"{percent}%"},
            ],
        }
    )
    low, high = Fraction(now - 5, then + 5) - 1, Fraction(now + 5, then - 5) - 1
    fits = period == BEFORE and low <= Fraction(2 * percent + 1, 200) and Fraction(2 * percent - 1, 200) <= high
    assert [one.kind for one in searched(data).fitting] == ([Kind.GROWTH] if fits else [])


def said(data: Dataset) -> list[tuple[Told, Fraction, int]]:
    return [(told(one.candidate), one.chance, one.tried) for one in suggest(data, today=TODAY).found]


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows: list[Drawn], rng: object) -> None:
    order = list(range(len(rows)))
    rng.shuffle(order)  # type: ignore[attr-defined]
    assert said(dataset(rows, order=order)) == said(dataset(rows))


@given(ROWS)
def test_ten_times_as_much_of_everything_changes_nothing(rows: list[Drawn]) -> None:
    assert said(dataset(rows, times=10)) == said(dataset(rows))


# Probabilities


def entry(name: str, value: Fraction, grid: Fraction, low: Fraction | None = None, high: Fraction | None = None) -> Entry:
    """An entry by its numbers; rounded to nearest unless ends are given."""
    data = dataset_of(
        {"measures": {name: {"unit": "carts", "kind": "flow"}}, "claims": [{"measure": name, "value": 12000, "printed": "12,000"}]}
    )
    (figure,) = taking_part(data, TODAY)
    around = Interval(value - grid / 2 if low is None else low, value + grid / 2 if high is None else high)
    return Entry(figure, figure.claims[0], around, value, grid)


def probability(candidate: Candidate, free: Entry) -> float:
    """By trying every print of the free figure: how much of a decade the ones that fit take up."""
    fitting = 0.0
    for steps in range(-300, 301):
        moved = steps * free.grid
        interval = free.interval.shift(moved)
        low, high = free.value + moved - free.grid / 2, free.value + moved + free.grid / 2
        other = replace(free, interval=interval, value=free.value + moved)
        tried = replace(candidate, entries=tuple(other if one is free else one for one in candidate.entries))
        if tried.fits and low > 0:
            fitting += math.log10(high / low)
    return fitting


@given(
    st.lists(st.tuples(st.integers(100, 999), st.sampled_from([1, 5, 10])), min_size=2, max_size=4),
    st.integers(-3, 3),
    st.sampled_from([1, 2, 10]),
    st.integers(0, 4),
)
def test_a_probability_is_exact_and_never_too_small(parts: list[tuple[int, int]], off: int, grid: int, which: int) -> None:
    entries = [entry(f"m{n}", Fraction(value), Fraction(unit)) for n, (value, unit) in enumerate(parts)]
    whole = entry("whole", Fraction(sum(value for value, _ in parts) + off), Fraction(grid))
    candidate = total(whole, entries)
    free = candidate.entries[which % len(candidate.entries)]
    if not candidate.fits:
        return
    found = chance(candidate, free)
    assert isinstance(found, Fraction)
    assert 0 < found <= 1
    assert probability(candidate, free) <= float(found) + 1e-9


def test_a_probability_by_hand() -> None:
    """24,670 from 13,240 and 11,430, all in ones: 24,669 to 24,671 fit, which are the numbers from 24,668.5 to 24,671.5."""
    parts = [entry("a", Fraction(13240), Fraction(1)), entry("b", Fraction(11430), Fraction(1))]
    whole = entry("c", Fraction(24670), Fraction(1))
    assert chance(total(whole, parts)) == Fraction(3) / (Fraction(23, 10) * Fraction(49337, 2))


def test_of_a_small_balance_a_large_figure_is_free() -> None:
    parts = [entry("a", Fraction(6428, 10), Fraction(1, 10)), entry("b", Fraction(-6552, 10), Fraction(1, 10))]
    whole = entry("c", Fraction(-124, 10), Fraction(1, 10))
    candidate = total(whole, parts)
    assert candidate.fits
    assert free_figure(candidate) is parts[0]
    assert chance(candidate) < chance(candidate, whole) / 40


@pytest.mark.parametrize(
    ("value", "decade"), [("1", 0), ("9.99", 0), ("10", 1), ("99", 1), ("100", 2), ("0.1", -1), ("0.099", -2), ("-250", 2), ("1000", 3)]
)
def test_orders_of_magnitude(value: str, decade: int) -> None:
    from crossfoot.suggesting.chance import _magnitude  # noqa: PLC0415 - a unit of its own

    assert _magnitude(Fraction(value)) == decade


@pytest.mark.parametrize("value", ["0.3", "-0.3"])
def test_what_may_be_anything_is_certain(value: str) -> None:
    """A total as small as its rounding fits whatever is printed."""
    parts = [entry("a", Fraction(50), Fraction(1)), entry("b", Fraction(-50), Fraction(1))]
    whole = entry("c", Fraction(value), Fraction(1, 10))
    assert chance(total(whole, parts), whole) == 1
