"""Other people's cases for shares and means of whole numbers, and for what a rounded number stands for.

They lie beside the repository and are no part of it: in the folder that CROSSFOOT_CONFORMANCE names, or in ../shared/conformance. The
cases of our own below cover the same rules without them.
"""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.counting import attainable, rates_of, whole_numbers
from crossfoot.interval import Interval, point
from crossfoot.rounding import Rounding, unround

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("CROSSFOOT_CONFORMANCE") or ROOT.parent / "shared" / "conformance")
# Python's names for the rules, and the two of scrutiny that part ways at another point than the half.
NAMES = {
    "ROUND_CEILING": Rounding.CEILING,
    "ROUND_FLOOR": Rounding.FLOOR,
    "ROUND_DOWN": Rounding.TRUNC,
    "ROUND_UP": Rounding.ANTI_TRUNC,
    "ROUND_HALF_UP": Rounding.HALF_AWAY,
    "ROUND_HALF_DOWN": Rounding.HALF_TOWARDS,
    "ROUND_HALF_EVEN": Rounding.EVEN,
    "ROUND_05UP": Rounding.ZERO_OR_FIVE_UP,
    "up_from": Rounding.UP,
    "down_from": Rounding.DOWN,
}
FROM = ("up_from", "down_from")


def attached(name: str) -> list[dict[str, Any]]:
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{name} is not attached: name its folder in CROSSFOOT_CONFORMANCE")
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def rule(case: dict[str, Any]) -> Rounding:
    return NAMES[case["rounding"]] if case["rounding"] in NAMES else Rounding(case["rounding"])


def test_every_attached_share_and_mean_gets_the_exact_verdict() -> None:
    wrong = []
    for case in attached("grim.json"):
        share = Fraction(case["threshold"], 10) if case["rounding"] in FROM else Fraction(1, 2)
        rates = unround(case["x"], rule(case), point=share)
        found = attainable(rates, case["n"] * case["items"], Fraction(100 if case["percent"] else 1))
        if found != case.get("exact_interval_verdict", case["expected"]):
            wrong.append(case["id"])
    assert not wrong


def test_every_attached_printed_number_gets_its_exact_interval() -> None:
    defects = {"even": 0, "anti_trunc": 0}
    for case in attached("unround_intervals.json"):
        found = unround(case["x"], rule(case))
        wanted = Interval(end(case["lower"]), end(case["upper"]), case["incl_lower"], case["incl_upper"])
        if found != wanted:
            defects[case["rounding"]] += 1
            assert (found.low, found.high) == (wanted.low, wanted.high) or Fraction(case["x"]) == 0
    # The source leaves the ends of `even` open always, swaps the open end of `anti_trunc`, and has nothing for a zero there.
    assert defects == {"even": 8, "anti_trunc": 8}


def end(number: float | None) -> Fraction | None:
    return None if number is None else Fraction(str(number))


@pytest.mark.parametrize(
    ("text", "rounding", "low", "high", "closed"),
    [
        ("3.6", "up_or_down", "3.55", "3.65", "[]"),
        ("3.6", "up", "3.55", "3.65", "[)"),
        ("-2.7", "up", "-2.75", "-2.65", "[)"),
        ("3.6", "down", "3.55", "3.65", "(]"),
        ("3.6", "half_away", "3.55", "3.65", "[)"),
        ("-2.7", "half_away", "-2.75", "-2.65", "(]"),
        ("0", "half_away", "-0.5", "0.5", "()"),
        ("3.6", "half_towards", "3.55", "3.65", "(]"),
        ("-2.7", "half_towards", "-2.75", "-2.65", "[)"),
        ("0", "half_towards", "-0.5", "0.5", "[]"),
        ("3.6", "even", "3.55", "3.65", "[]"),
        ("-2.7", "even", "-2.75", "-2.65", "()"),
        ("5.20", "ceiling", "5.19", "5.20", "(]"),
        ("5.20", "floor", "5.20", "5.21", "[)"),
        ("5.20", "ceiling_or_floor", "5.19", "5.21", "()"),
        ("5.20", "trunc", "5.20", "5.21", "[)"),
        ("-0.50", "trunc", "-0.51", "-0.50", "(]"),
        ("0.00", "trunc", "-0.01", "0.01", "()"),
        ("5.20", "anti_trunc", "5.19", "5.20", "(]"),
        ("-0.50", "anti_trunc", "-0.50", "-0.49", "[)"),
        ("0.00", "anti_trunc", "0", "0", "[]"),
        ("5.20", "05up", "5.20", "5.20", "[]"),
        ("5.21", "05up", "5.20", "5.22", "()"),
        ("5.23", "05up", "5.23", "5.24", "[)"),
        ("-5.26", "05up", "-5.27", "-5.25", "()"),
        ("0", "05up", "0", "0", "[]"),
    ],
)
def test_what_a_number_stands_for_under_each_rule(text: str, rounding: str, low: str, high: str, closed: str) -> None:
    assert unround(text, Rounding(rounding)) == Interval(Fraction(low), Fraction(high), closed[0] == "[", closed[1] == "]")


def test_a_rule_may_part_ways_elsewhere_than_at_the_half() -> None:
    tenth = Fraction(1, 10)
    assert unround("7.22", Rounding.UP, point=tenth) == Interval(Fraction("7.211"), Fraction("7.221"), high_closed=False)
    assert unround("7.22", Rounding.DOWN, point=tenth) == Interval(Fraction("7.219"), Fraction("7.229"), low_closed=False)
    with pytest.raises(ValueError, match="found the point 1"):
        unround("7.22", Rounding.UP, point=Fraction(1))
    with pytest.raises(ValueError, match="expected a plain decimal"):
        unround("7,22", Rounding.UP)


@pytest.mark.parametrize(
    ("text", "whole", "factor", "possible"),
    [
        ("19", 28, 100, False),
        ("18", 28, 100, True),
        ("5.19", 28, 1, False),
        ("5.21", 28, 1, True),
        ("-5.19", 28, 1, False),
        ("0", 3, 1, True),
    ],
)
def test_whether_whole_numbers_make_a_rate(text: str, whole: int, factor: int, possible: bool) -> None:
    assert attainable(unround(text, Rounding.UP_OR_DOWN), whole, Fraction(factor)) == possible


@given(st.integers(1, 400), st.integers(-400, 400), st.sampled_from([1, 100]), st.integers(0, 3), st.sampled_from(list(Rounding)))
def test_a_rate_that_was_rounded_by_a_rule_is_possible_under_it(
    whole: int, items: int, factor: int, digits: int, rounding: Rounding
) -> None:
    rate = Fraction(factor * items, whole)
    unit = Fraction(1, 10**digits)
    down = rate // unit * unit
    texts = [f"{float(value):.{digits}f}" for value in (down - unit, down, down + unit)]
    fitting = [text for text in texts if unround(text, rounding).contains(rate)]
    assert fitting, "every number has a print under every rule"
    assert all(attainable(unround(text, rounding), whole, Fraction(factor)) for text in fitting)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 60), st.integers(-300, 300), st.integers(1, 60), st.sampled_from([1, 100]))
def test_possible_is_what_trying_every_number_finds(whole: int, low: int, width: int, factor: int) -> None:
    rates = Interval(Fraction(low, 10), Fraction(low + width, 10), high_closed=False)
    tried = [rate for items in range(-2_200, 2_200) if rates.contains(rate := Fraction(factor * items, whole))]
    assert list(rates_of(whole, Fraction(factor), rates)) == tried
    assert attainable(rates, whole, Fraction(factor)) == bool(tried)


def test_the_whole_numbers_of_a_set() -> None:
    assert whole_numbers((point(Fraction(28)),), 100) == [28]
    assert whole_numbers((Interval(Fraction(-5), Fraction(2)), Interval(Fraction("4.5"), Fraction(7), high_closed=False)), 100) == [
        1,
        2,
        5,
        6,
    ]
    assert whole_numbers((Interval(None, Fraction(2)),), 100) == [1, 2]
    assert whole_numbers((Interval(Fraction(5), None),), 100) is None
    assert whole_numbers((point(Fraction(101)),), 100) is None
