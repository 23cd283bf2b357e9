"""Small documents whose true values are known, printed as honest writers print: rounded half up, half to even, or cut off.

`documents(family)` draws one for a family of relations: the measures, and rows with the true value of each. `print_row` prints one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from crossfoot.wording import exact_text

Row = dict[str, Any]
HALF_UP, HALF_EVEN, CUT = "half up", "half even", "cut"
NEAREST = (HALF_UP, HALF_EVEN)
HEDGES = ("more_than", "at_least", "less_than", "at_most", "about", "nearly")
_WORDS = {
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
    "about": "about ",
    "nearly": "nearly ",
}
_SUFFIXES = {"percent": "%", "pp": " pp", "times": " times"}


@dataclass(frozen=True)
class Truth:
    """A document: its measures, and each row with the true value of its figure (growth in times is in times)."""

    measures: Mapping[str, Any]
    rows: tuple[tuple[Row, Fraction], ...]
    more: Mapping[str, Any] = field(default_factory=dict)

    def example(self, rows: list[Row]) -> dict[str, Any]:
        """The example with these printed rows."""
        return {"measures": dict(self.measures), "claims": rows, **self.more}


def rounded(value: Fraction, unit: Fraction, how: str) -> Fraction:
    """The value as printed to a unit."""
    places = abs(value) / unit
    whole = places.numerator // places.denominator
    rest = places - whole
    up = how == HALF_UP and rest * 2 >= 1
    even = how == HALF_EVEN and (rest * 2 > 1 or (rest * 2 == 1 and whole % 2))
    printed = (whole + 1 if up or even else whole) * unit
    return -printed if value < 0 else printed


def digits(value: Fraction, unit: Fraction) -> str:
    """A printed number with as many decimals as its unit has."""
    if unit >= 1:
        return exact_text(value)
    places = len(exact_text(unit).partition(".")[2])
    return f"{Decimal(exact_text(value)):.{places}f}"


def print_row(row: Row, value: Fraction, unit: Fraction, *, bound: str = "exact", state_precision: bool = True) -> Row:
    """The row with this printed value; a unit of ten or more is stated, since the zeros do not say it."""
    text = digits(value, unit)
    suffix = _SUFFIXES.get(row.get("unit", ""), "")
    printed = {**row, "value": text, "printed": f"{_WORDS.get(bound, '')}{text}{suffix}", "bound": bound}
    if unit > 1 and state_precision:
        printed["precision"] = exact_text(unit)
    return printed


def units(*, whole: bool, percent: bool) -> st.SearchStrategy[Fraction]:
    """To which unit a figure is printed."""
    if whole:
        return st.sampled_from([Fraction(1), Fraction(10), Fraction(100), Fraction(1000)])
    powers = (-2, -1, 0) if percent else (-3, -1, 0, 1, 2)
    return st.sampled_from([Fraction(10) ** power for power in powers])


def is_whole(truth: Truth, row: Row) -> bool:
    measure = truth.measures.get(row["measure"], {})
    return bool(measure.get("integer")) and row.get("statistic", "level") == "level"


@st.composite
def honest_row(draw: st.DrawFn, truth: Truth, row: Row, value: Fraction, modes: tuple[str, ...]) -> Row:
    """One row printed honestly in one of these modes, its precision stated where the print does not show it."""
    if truth.measures.get(row["measure"], {}).get("kind") == "ordinal":
        return print_row(row, value, Fraction(1))
    unit = draw(units(whole=is_whole(truth, row), percent=row.get("unit") in _SUFFIXES))
    how = draw(st.sampled_from(modes))
    return print_row(row, rounded(value, unit, how), unit)


@st.composite
def loose_row(draw: st.DrawFn, truth: Truth, row: Row, value: Fraction) -> Row:
    """One row printed in any honest way: rounded or cut, its precision not always stated, hedged or not."""
    plain = draw(honest_row(truth, row, value, (HALF_UP, HALF_EVEN, CUT)))
    if truth.measures.get(row["measure"], {}).get("kind") == "ordinal":
        return plain
    # A mere "0" says that nothing was rounded to tens.
    if Fraction(plain["value"]) and draw(st.booleans()):
        plain.pop("precision", None)
    if draw(st.integers(0, 3)):
        return plain
    bound = draw(st.sampled_from(HEDGES))
    unit = draw(units(whole=is_whole(truth, row), percent=row.get("unit") in _SUFFIXES))
    return print_row(row, _hedged(value, unit, bound), unit, bound=bound, state_precision=False)


def _hedged(value: Fraction, unit: Fraction, bound: str) -> Fraction:
    """The number that an honest writer puts behind the hedge."""
    below = unit * (value / unit).__floor__()
    if bound in ("at_least", "more_than"):
        return below - unit if below == value and bound == "more_than" else below
    if bound in ("at_most", "less_than"):
        above = unit * (value / unit).__ceil__()
        return above + unit if above == value and bound == "less_than" else above
    away = rounded(value, unit, CUT) + (unit if value >= 0 else -unit)
    return away if bound == "nearly" else rounded(value, unit, HALF_UP)


# What is true


def _flow(*, integer: bool = False, **more: object) -> dict[str, Any]:
    return {"unit": "cars", "kind": "flow", "min": 0, "growth_basis": "nominal", "integer": integer, **more}


def _amounts(*, integer: bool) -> st.SearchStrategy[Fraction]:
    whole = st.integers(1, 60_000).map(Fraction)
    return whole if integer else st.builds(Fraction, st.integers(1, 9_000_000), st.sampled_from([1, 100, 1000, 4096, 12_345]))


def _level(measure: str, period: str = "2031") -> Row:
    return {"measure": measure, "period": period}


@st.composite
def _growth(draw: st.DrawFn) -> Truth:
    integer, times = draw(st.booleans()), draw(st.booleans())
    base, now = draw(_amounts(integer=integer)), draw(_amounts(integer=integer))
    rate = now / base - 1
    row = {"measure": "cars", "statistic": "growth", "period": "2031", "versus": "yoy", "unit": "times" if times else "percent"}
    rows = ((_level("cars"), now), (_level("cars", "2030"), base), (row, rate if times else rate * 100))
    return Truth({"cars": _flow(integer=integer)}, rows)


@st.composite
def _share(draw: st.DrawFn) -> Truth:
    integer = draw(st.booleans())
    part, rest = draw(_amounts(integer=integer)), draw(_amounts(integer=integer))
    row = {"measure": "cars", "statistic": "share", "of": "all", "period": "2031", "unit": "percent"}
    rows = ((_level("cars"), part), (_level("all"), part + rest), (row, part * 100 / (part + rest)))
    return Truth({"cars": _flow(integer=integer), "all": _flow(integer=integer)}, rows)


def _partition(integer: bool, count: int) -> dict[str, Any]:
    parts = [f"part-{n}" for n in range(count)]
    return {"all": _flow(integer=integer, partitions={"kind": parts}), **{part: _flow(integer=integer) for part in parts}}


@st.composite
def _shares(draw: st.DrawFn) -> Truth:
    amounts = draw(st.lists(_amounts(integer=False), min_size=2, max_size=5))
    share = {"statistic": "share", "of": "all", "period": "2031", "unit": "percent"}
    rows = tuple(({"measure": f"part-{n}", **share}, amount * 100 / sum(amounts)) for n, amount in enumerate(amounts))
    return Truth(_partition(False, len(amounts)), rows)


@st.composite
def _parts(draw: st.DrawFn) -> Truth:
    integer = draw(st.booleans())
    amounts = draw(st.lists(_amounts(integer=integer), min_size=2, max_size=5))
    rows = ((_level("all"), Fraction(sum(amounts))), *((_level(f"part-{n}"), amount) for n, amount in enumerate(amounts)))
    return Truth(_partition(integer, len(amounts)), rows)


@st.composite
def _within(draw: st.DrawFn) -> Truth:
    integer = draw(st.booleans())
    part, rest = draw(_amounts(integer=integer)), draw(_amounts(integer=integer))
    measures = {"all": _flow(integer=integer), "cars": _flow(integer=integer, part_of=["all"])}
    return Truth(measures, ((_level("cars"), part), (_level("all"), part + rest)))


@st.composite
def _difference(draw: st.DrawFn) -> Truth:
    rate = st.integers(-9_000, 30_000).map(lambda n: Fraction(n, 97))
    first, second = draw(rate), draw(rate)
    growth = {"statistic": "growth", "period": "2031", "versus": "yoy", "unit": "percent"}
    gap = {"measure": "cars", **growth, "minus": "all", "unit": "pp"}
    rows = (({"measure": "cars", **growth}, first), ({"measure": "all", **growth}, second), (gap, first - second))
    return Truth({"cars": _flow(), "all": _flow()}, rows)


@st.composite
def _subperiod(draw: st.DrawFn) -> Truth:
    integer = draw(st.booleans())
    part, rest = draw(_amounts(integer=integer)), draw(_amounts(integer=integer))
    rows = ((_level("cars", "2031-06"), part), (_level("cars", "2031-H1"), part + rest))
    return Truth({"cars": _flow(integer=integer)}, rows)


@st.composite
def _subperiods(draw: st.DrawFn) -> Truth:
    integer = draw(st.booleans())
    first, second = draw(_amounts(integer=integer)), draw(_amounts(integer=integer))
    rows = ((_level("cars", "2031-H1"), first + second), (_level("cars", "2031-Q1"), first), (_level("cars", "2031-Q2"), second))
    return Truth({"cars": _flow(integer=integer)}, rows)


@st.composite
def _possible(draw: st.DrawFn) -> Truth:
    integer = draw(st.booleans())
    value = draw(_amounts(integer=integer))
    limit = value + draw(st.sampled_from([Fraction(0), Fraction(1), Fraction(500)])) + (0 if integer else Fraction(1))
    measures = {"cars": {"unit": "cars", "kind": "flow", "min": "0", "max": exact_text(Fraction(limit.__ceil__())), "integer": integer}}
    return Truth(measures, ((_level("cars"), value),))


@st.composite
def _same(draw: st.DrawFn) -> Truth:
    # Of different documents: one writer does not round one value in two ways, and that is for `mismatch` to say.
    integer = draw(st.booleans())
    value = draw(_amounts(integer=integer)) * draw(st.sampled_from([1, -1]))
    measures = {"cars": {"unit": "cars", "kind": "flow", "integer": integer}}
    return Truth(measures, tuple(({**_level("cars"), "document": f"paper-{n}"}, value) for n in range(draw(st.integers(2, 4)))))


@st.composite
def _ordinals(draw: st.DrawFn) -> Truth:
    number = Fraction(draw(st.integers(1, 30)))
    row = {"measure": "plan", "unit": "ordinal"}
    return Truth(
        {"plan": {"unit": "ordinal", "kind": "ordinal"}}, (({**row, "period": "2031/2035"}, number), ({**row, "period": "2032"}, number))
    )


@st.composite
def _stated(draw: st.DrawFn) -> Truth:
    first, second = draw(_amounts(integer=False)), draw(_amounts(integer=False))
    entry = {"id": "sum", "formula": "all/level/2031 = east/level/2031 + west/level/2031", "description": "As many as both together."}
    rows = ((_level("all"), first + second), (_level("east"), first), (_level("west"), second))
    return Truth({name: _flow() for name in ("all", "east", "west")}, rows, {"relations": [entry]})


@st.composite
def tables(draw: st.DrawFn) -> Truth:
    """Two years of a whole and its parts: levels by half-year, growth, shares, and how the shares changed; any of it printed."""
    integer, count = draw(st.booleans()), draw(st.integers(2, 3))
    parts = [f"part-{n}" for n in range(count)]
    halves = {(part, half): draw(_amounts(integer=integer)) for part in parts for half in ("2030-H1", "2030-H2", "2031-H1", "2031-H2")}
    levels = dict(halves)
    for part in parts:
        for year in ("2030", "2031"):
            levels[part, year] = halves[part, f"{year}-H1"] + halves[part, f"{year}-H2"]
    for period in sorted({period for _, period in levels}):
        levels["all", period] = sum((levels[part, period] for part in parts), Fraction(0))
    rows = [(_level(name, period), Fraction(value)) for (name, period), value in levels.items()]
    for name in ["all", *parts]:
        rate = {"measure": name, "statistic": "growth", "period": "2031", "versus": "yoy", "unit": "percent"}
        rows.append((rate, (levels[name, "2031"] / Fraction(levels[name, "2030"]) - 1) * 100))
    for name in parts:
        share = {"measure": name, "statistic": "share", "of": "all", "unit": "percent"}
        shares = {year: Fraction(levels[name, year]) * 100 / levels["all", year] for year in ("2030", "2031")}
        rows += [({**share, "period": year}, value) for year, value in shares.items()]
        rows.append(({**share, "period": "2031", "minus": "yoy", "unit": "pp"}, shares["2031"] - shares["2030"]))
    kept = draw(st.lists(st.sampled_from(range(len(rows))), min_size=1, max_size=len(rows), unique=True))
    return Truth(_partition(integer, count), tuple(rows[n] for n in sorted(kept)))


_STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Truth]]] = {
    "same-figure": _same,
    "growth-vs-base": _growth,
    "share-of-whole": _share,
    "shares-sum": _shares,
    "parts-sum": _parts,
    "part-within-whole": _within,
    "point-difference": _difference,
    "subperiod-within-period": _subperiod,
    "subperiods-sum": _subperiods,
    "plausible-value": _possible,
    "calendar": _ordinals,
    "declared": _stated,
}
FAMILIES = tuple(_STRATEGIES)
TABLE = "table"


def documents(family: str) -> st.SearchStrategy[Truth]:
    """True documents in which the family has a relation."""
    return tables() if family == TABLE else _STRATEGIES[family]()


@st.composite
def honest_example(draw: st.DrawFn, family: str, modes: tuple[str, ...] = NEAREST) -> dict[str, Any]:
    """A true document, every row printed in one of the modes, with its precision known."""
    truth = draw(documents(family))
    return truth.example([draw(honest_row(truth, row, value, modes)) for row, value in truth.rows])


@st.composite
def loose_example(draw: st.DrawFn, family: str) -> dict[str, Any]:
    """A true document, every row printed in any honest way."""
    truth = draw(documents(family))
    return truth.example([draw(loose_row(truth, row, value)) for row, value in truth.rows])
