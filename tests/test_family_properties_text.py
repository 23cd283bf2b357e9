"""What must hold of the families that hold claims of one figure against each other, and of shares of small counts, for all figures.

The central one: `same-figure`, `hedge`, `threshold`, `order` and `direction` divide among them what one comparison of all claims of a
figure asks, and together they ask neither more nor less. At the end stand the properties that all of these families share, one table of
documents for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.check import Outcome
from crossfoot.figures import Figure
from crossfoot.interval import meet_all
from crossfoot.readings import readings_of
from crossfoot.solver.decision import Decision
from crossfoot.testing import check_example
from crossfoot.vocabulary import Bound, Verdict

SPOKEN = ("same-figure", "hedge", "threshold", "order", "direction")
UPWARDS, DOWNWARDS = ("more_than", "at_least"), ("less_than", "at_most")
FAILS = (Verdict.CONTRADICTION, Verdict.MISMATCH)
RATE = {"measure": "m", "statistic": "growth", "versus": "yoy"}
quick = settings(deadline=None, max_examples=120)


def verdicts(outcome: Outcome, *families: str) -> list[Verdict]:
    return [decision.verdict for decision in outcome.decisions if decision.relation.family in families]


def alarming(decision: Decision) -> bool:
    """Whether it fails, or would if it did not rest on reading words."""
    on_words = decision.verdict is Verdict.STRAINED and bool(decision.relation.caveat) and decision.reading == decision.relation.caveat
    return decision.verdict in FAILS or on_words


def tenths(number: int) -> str:
    return f"{'-' if number < 0 else ''}{abs(number) // 10}.{abs(number) % 10}"


@st.composite
def growth_claims(draw: st.DrawFn, about: Mapping[str, str] = RATE) -> list[dict[str, Any]]:
    """Claims of one growth rate (or of another figure) in several documents: numbers, hedges, thresholds, directions."""
    claims, sign = [], "%" if about is RATE else ""
    for number in range(draw(st.integers(1, 5))):
        bound = draw(st.sampled_from([str(bound) for bound in Bound if bound is not Bound.LOST]))
        value = tenths(draw(st.integers(-20, 20)))
        words = f"[{{}} {{}}{sign}]" if bound in (*UPWARDS, *DOWNWARDS) and draw(st.booleans()) else f"{{}} {{}}{sign}"
        if words.startswith("["):
            value = draw(st.sampled_from([value, "0"]))
        printed = f"{value}{sign}" if bound == "exact" else words.format(bound.replace("_", " "), value)
        claims.append({**about, "value": value, "printed": printed, "bound": bound, "document": f"d{number}"})
    return claims


@quick
@given(growth_claims())
def test_divided_by_how_they_speak_claims_are_checked_as_if_all_at_once(claims: list[dict[str, Any]]) -> None:
    outcome = check_example({"claims": claims})
    figure: Figure = next(iter(outcome.figures))
    together = meet_all(readings_of(claim, figure.measure).released for claim in figure.claims)
    found = verdicts(outcome, *SPOKEN)
    alarms = [d for d in outcome.decisions if d.relation.family in SPOKEN and alarming(d)]
    assert bool(alarms) == (not together)
    if all(claim.bound is Bound.EXACT for claim in figure.claims) and len(claims) > 1:
        assert len(found) == 1
    rested_on = {ref for d in outcome.decisions if d.relation.family in SPOKEN for ref in d.claims}
    if len(claims) > 1:
        assert rested_on == {claim.ref for claim in figure.claims}, "no claim is left out"


@quick
@given(growth_claims(), st.data())
def test_the_order_of_speakers_does_not_change_whether_there_is_an_alarm(claims: list[dict[str, Any]], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(claims))
    renamed = [{**claim, "document": f"d{number}"} for number, claim in enumerate(shuffled)]

    def alarmed(rows: Sequence[dict[str, Any]]) -> bool:
        return any(alarming(d) for d in check_example({"claims": rows}).decisions if d.relation.family in SPOKEN)

    assert alarmed(claims) == alarmed(renamed)


@quick
@given(st.integers(-999, 999), st.sampled_from(UPWARDS + DOWNWARDS), st.integers(0, 50), st.booleans())
def test_a_hedge_that_is_true_never_contradicts(hundredths: int, bound: str, room: int, cut: bool) -> None:
    """The true value is printed to a tenth, and hedged with room to spare or none."""
    true = Fraction(hundredths, 100)
    rounded = int(true * 10) if cut else floor(true * 10 + Fraction(1, 2))
    limit = floor(true * 10) - room if bound in UPWARDS else -floor(-true * 10) + room
    rows = [
        {"measure": "m", "value": tenths(rounded), "printed": tenths(rounded)},
        {"measure": "m", "value": tenths(limit), "printed": f"{bound.replace('_', ' ')} {tenths(limit)}", "bound": bound},
    ]
    found = verdicts(check_example({"claims": rows}), "hedge")
    assert found
    assert set(found) <= {Verdict.HOLDS, Verdict.STRAINED}


@quick
@given(st.integers(-200, 200), st.integers(1, 100))
def test_a_hedge_beyond_every_reading_always_contradicts(number: int, beyond: int) -> None:
    rows = [
        {"measure": "m", "value": tenths(number), "printed": tenths(number)},
        {"measure": "m", "value": (limit := tenths(number + 10 + beyond)), "printed": f"more than {limit}", "bound": "more_than"},
    ]
    if number % 10:
        assert verdicts(check_example({"claims": rows}), "hedge") == [Verdict.CONTRADICTION]


TOWNS = {
    "towns": {"unit": "towns", "kind": "count", "integer": True, "min": 0},
    "growing": {"unit": "towns", "kind": "count", "integer": True, "min": 0},
}


def share_of(text: str, whole: int) -> list[Verdict]:
    rows = [
        {"measure": "towns", "value": whole, "printed": f"{whole:,}", "precision": 0},
        {"measure": "growing", "statistic": "share", "of": "towns", "value": text, "printed": f"{text}%"},
    ]
    return verdicts(check_example({"measures": TOWNS, "claims": rows}), "count-share")


@quick
@given(st.integers(1, 300), st.data(), st.integers(0, 2), st.booleans())
def test_a_true_share_never_contradicts(whole: int, data: st.DataObject, digits: int, cut: bool) -> None:
    items = data.draw(st.integers(0, whole))
    scaled = Fraction(100 * items * 10**digits, whole)
    number = int(scaled) if cut else floor(scaled + Fraction(1, 2))
    text = str(number) if not digits else f"{number // 10**digits}.{number % 10**digits:0{digits}d}"
    assert set(share_of(text, whole)) <= {Verdict.HOLDS, Verdict.STRAINED}


@quick
@given(st.integers(1, 60), st.integers(1, 99))
def test_a_share_contradicts_just_where_no_number_of_items_makes_it(whole: int, share: int) -> None:
    """Whole percents without a trailing zero: rounded to [v - 1/2, v + 1/2], or cut from [v, v + 1)."""
    if share % 10 == 0:
        return
    fits = any(share - Fraction(1, 2) <= Fraction(100 * items, whole) < share + 1 for items in range(whole + 1))
    found = share_of(str(share), whole)
    assert fits or found == [Verdict.CONTRADICTION]
    assert not fits or Verdict.CONTRADICTION not in found


@pytest.mark.parametrize("complete", [True, False])
@given(announced=st.integers(1, 9), items=st.integers(1, 9))
@settings(deadline=None, max_examples=30)
def test_a_list_is_strained_just_where_it_has_another_number_of_items(complete: bool, announced: int, items: int) -> None:
    count = {"measure": "list", "of": "L01", "period": "standing", "unit": "items", "value": announced, "printed": str(announced)}
    rows: list[dict[str, Any]] = [count]
    rows += [{"measure": f"m{n}", "value": 7, "printed": "7"} for n in range(items)]
    listed = [{"count": "c001", "items": [f"c{n + 2:03}" for n in range(items)], "complete": complete}]
    fits = announced == items if complete else announced >= items
    assert verdicts(check_example({"claims": rows, "listed": listed}), "listed-count") == [Verdict.HOLDS if fits else Verdict.STRAINED]


# What must be true of all of them


class Told(NamedTuple):
    """A document with the families that speak of it, and whether true values exist, found by trying."""

    families: tuple[str, ...]
    example: dict[str, Any]
    fits: bool

    def with_rows(self, rows: Sequence[dict[str, Any]]) -> Told:
        return self._replace(example={**self.example, "claims": list(rows)})

    def alarmed(self) -> bool:
        return any(alarming(d) for d in check_example(self.example).decisions if d.relation.family in self.families)


def meant(number: int) -> set[int]:
    """The fortieths that somebody may have rounded or cut to so many tenths: a grid fine enough to tell open ends from closed ones."""
    near = range(4 * number - 4, 4 * number + 5)
    return {forty for forty in near if abs(forty - 4 * number) <= 2 or (abs(forty) // 4 == abs(number) and forty * number >= 0)}


def rate(measure: str, number: int, **more: str) -> dict[str, Any]:
    return {"measure": measure, "statistic": "growth", "versus": "yoy", "value": tenths(number), "printed": f"{tenths(number)}%", **more}


NUMBERS = st.integers(-30, 30)


@st.composite
def orders(draw: st.DrawFn) -> Told:
    """Two growth rates, and a word that says which of them is higher."""
    first, second, more = draw(NUMBERS), draw(NUMBERS), draw(st.booleans())
    word = {"bound": "more_than" if more else "less_than", "printed": f"[{'more' if more else 'less'} than 0 pp]", "unit": "pp"}
    rows = [rate("m", first), rate("n", second), rate("m", 0, minus="n") | {"value": "0"} | word]
    fits = any((x >= y) if more else (x <= y) for x in meant(first) for y in meant(second))
    return Told(("order",), {"claims": _with_ids(rows)}, fits)


@st.composite
def orders_beside_differences(draw: st.DrawFn) -> Told:
    """A difference in points, and elsewhere a word for it."""
    number, more = draw(NUMBERS), draw(st.booleans())
    word = {"bound": "more_than" if more else "less_than", "printed": f"[{'more' if more else 'less'} than 0 pp]", "document": "other"}
    gap = {"measure": "m", "statistic": "growth", "versus": "yoy", "minus": "n", "unit": "pp"}
    rows = [{**gap, "value": tenths(number), "printed": f"{tenths(number)} pp"}, {**gap, "value": "0", **word}]
    measures = {name: {"unit": "cars", "kind": "flow"} for name in ("m", "n")}
    fits = any(x >= 0 if more else x <= 0 for x in meant(number))
    return Told(("order",), {"measures": measures, "claims": _with_ids(rows)}, fits)


@st.composite
def attributions(draw: st.DrawFn) -> Told:
    """A figure that is credited to a minister who gave it, or another one, or none."""
    said, credited, gave = draw(NUMBERS), draw(NUMBERS), draw(st.booleans())
    rows = _with_ids([rate("m", credited), rate("m" if gave else "n", said, speaker="minister")])
    return Told(
        ("attribution",),
        {"attributions": [{"claim": "c001", "to": "minister"}], "claims": rows},
        gave and bool(meant(said) & meant(credited)),
    )


@st.composite
def spoken(draw: st.DrawFn, about: Mapping[str, str] = RATE) -> Told:
    """Numbers, hedges, thresholds and directions of one figure."""
    rows = draw(growth_claims(about))
    figure = next(iter(check_example({"claims": rows}).figures))
    fits = bool(meet_all(readings_of(claim, figure.measure).released for claim in figure.claims))
    return Told(SPOKEN, {"claims": _with_ids(rows)}, fits)


@st.composite
def lists(draw: st.DrawFn) -> Told:
    """An announced number, and items."""
    announced, items, complete = draw(st.integers(1, 9)), draw(st.integers(1, 9)), draw(st.booleans())
    count = {"measure": "list", "of": "L01", "period": "standing", "unit": "items", "value": announced, "printed": str(announced)}
    rows = _with_ids([count, *({"measure": f"m{n}", "value": 7, "printed": "7"} for n in range(items))])
    listed = [{"count": "c001", "items": [row["id"] for row in rows[1:]], "complete": complete}]
    return Told(("listed-count",), {"claims": rows, "listed": listed}, announced == items if complete else announced >= items)


@st.composite
def shares_of_few(draw: st.DrawFn) -> Told:
    """A share of a small count, in whole percents."""
    whole, share = draw(st.integers(1, 60)), draw(st.integers(1, 99).filter(lambda n: n % 10))
    towns = {"measure": "towns", "value": whole, "printed": f"{whole:,}", "precision": 0}
    part = {"measure": "growing", "statistic": "share", "of": "towns", "value": share, "printed": f"{share}%"}
    fits = any(share - Fraction(1, 2) <= Fraction(100 * items, whole) < share + 1 for items in range(whole + 1))
    return Told(("count-share",), {"measures": TOWNS, "claims": _with_ids([towns, part])}, fits)


@st.composite
def plans(draw: st.DrawFn) -> Told:
    """The number of a plan, in a year and over its years."""
    first, second = draw(st.integers(1, 20)), draw(st.integers(1, 20))
    measures = {"plan": {"unit": "ordinal", "kind": "ordinal"}}
    rows = [{"measure": "plan", "unit": "ordinal", "value": n, "printed": str(n)} for n in (first, second)]
    return Told(("calendar",), {"measures": measures, "claims": _with_ids([rows[0] | {"period": "2031/2035"}, rows[1]])}, first == second)


def _with_ids(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ids of their own, so that lists and attributions find their claims in whatever order."""
    return [{**row, "id": f"c{number:03}"} for number, row in enumerate(rows, 1)]


TELLING: dict[str, Callable[[], st.SearchStrategy[Told]]] = {
    "orders": orders,
    "orders beside differences": orders_beside_differences,
    "attributions": attributions,
    "spoken": spoken,
    "lists": lists,
    "shares of few": shares_of_few,
    "plans": plans,
}
all_of_them = pytest.mark.parametrize("name", TELLING)
fewer = settings(deadline=None, max_examples=50)


@all_of_them
@fewer
@given(data=st.data())
def test_there_is_an_alarm_just_where_trying_finds_no_true_values(name: str, data: st.DataObject) -> None:
    """So what is true and rounded or cut is never alarmed about, and what was moved beyond that always is."""
    told = data.draw(TELLING[name]())
    assert told.alarmed() == (not told.fits)


@all_of_them
@fewer
@given(data=st.data())
def test_neither_order_nor_names_matter(name: str, data: st.DataObject) -> None:
    told = data.draw(TELLING[name]())
    rows = data.draw(st.permutations(told.example["claims"]))
    assert told.with_rows(rows).alarmed() == told.alarmed()
    measures = sorted({row["measure"] for row in rows} - {"list"})
    new = dict(zip(measures, data.draw(st.permutations([f"z{n}" for n in range(len(measures))])), strict=True)) | {"minister": "mayor"}
    assert told._replace(example=_renamed(told.example, new)).alarmed() == told.alarmed()


def _renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - anything that YAML can hold
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(entry, names) for key, entry in value.items()}
    if isinstance(value, list):
        return [_renamed(entry, names) for entry in value]
    return names.get(value, value)


@pytest.mark.parametrize("name", [name for name in TELLING if name != "plans"])
@fewer
@given(data=st.data())
def test_a_wider_print_raises_no_alarm(name: str, data: st.DataObject) -> None:
    told = data.draw(TELLING[name]())
    rows = list(told.example["claims"])
    index = data.draw(st.sampled_from([n for n, row in enumerate(rows) if row.get("bound", "exact") == "exact"] or [0]))
    row = {name: value for name, value in rows[index].items() if name != "precision"}
    if row.get("bound", "exact") == "exact":
        rows[index] = {**row, "bound": "about", "printed": f"about {row['printed']}"}
    assert told.alarmed() or not told.with_rows(rows).alarmed()


@fewer
@given(spoken({"measure": "m"}), st.sampled_from([3, 6, 9]))
def test_the_scale_does_not_matter(told: Told, power: int) -> None:
    """Growth, lists, small counts and plans have no scale; levels do."""
    rows = []
    for row in told.example["claims"]:
        value = str(int(Fraction(row["value"]) * 10**power))
        precision = 10 ** (power - len(row["value"].partition(".")[2]))
        rows.append({**row, "value": value, "printed": row["printed"].replace(row["value"], value), "precision": precision})
    found = [(d.id, d.verdict, d.slack, d.power) for d in check_example({"claims": rows}).decisions]
    assert found == [(d.id, d.verdict, d.slack, d.power) for d in check_example(told.example).decisions]
