"""What must hold of the families that hold claims of one figure against each other, and of shares of small counts, for all figures.

The central one: `same-figure`, `hedge`, `threshold`, `order` and `direction` divide among them what one comparison of all claims of a
figure asks, and together they ask neither more nor less.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Any

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
def growth_claims(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Claims of one growth rate in several documents: numbers, hedges, thresholds, directions."""
    claims = []
    for number in range(draw(st.integers(1, 5))):
        bound = draw(st.sampled_from([str(bound) for bound in Bound if bound is not Bound.LOST]))
        value = tenths(draw(st.integers(-20, 20)))
        words = "[{} {}%]" if bound in (*UPWARDS, *DOWNWARDS) and draw(st.booleans()) else "{} {}%"
        if words.startswith("["):
            value = draw(st.sampled_from([value, "0"]))
        printed = f"{value}%" if bound == "exact" else words.format(bound.replace("_", " "), value)
        claims.append({**RATE, "value": value, "printed": printed, "bound": bound, "document": f"d{number}"})
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
