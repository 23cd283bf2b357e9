from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.interval import Interval
from crossfoot.report.bars import Bars, describe, draw, ticks
from crossfoot.report.numbers import decimal, exact_number, range_words

F = Fraction
numbers = st.fractions(min_value=-(10**13), max_value=10**13, max_denominator=10**6)
APART = Bars("Ship calls", "percent", Interval(F("11.15"), F("11.3"), high_closed=False), Interval(F(12), F(13)), (F("11.2"),))

GOLDEN_APART = (
    '<svg class="bars" width="100%" height="103" role="img" aria-labelledby="x-title x-desc">'
    '<title id="x-title">What is printed and what the other figures allow: Ship calls</title>'
    '<desc id="x-desc">Printed: 11.15 to below 11.3%. The other figures allow: 12 to 13%. The two do not meet.</desc>'
    '<text class="row" x="-14" y="38" text-anchor="end">printed</text>'
    '<line class="stated" x1="6.9%" x2="13.89%" y1="34" y2="34"/>'
    '<circle class="stated closed" cx="6.9%" cy="34" r="5"/><circle class="stated open" cx="13.89%" cy="34" r="5"/>'
    '<text class="row" x="-14" y="64" text-anchor="end">allowed</text>'
    '<line class="implied" x1="46.51%" x2="93.1%" y1="60" y2="60"/>'
    '<circle class="implied closed" cx="46.51%" cy="60" r="5"/><circle class="implied closed" cx="93.1%" cy="60" r="5"/>'
    '<line class="axis" x1="0%" x2="100%" y1="81" y2="81"/>'
    '<line class="axis" x1="46.51%" x2="46.51%" y1="81" y2="85"/><text class="tick" x="46.51%" y="99" text-anchor="middle">12%</text>'
    '<line class="axis" x1="93.1%" x2="93.1%" y1="81" y2="85"/><text class="tick" x="93.1%" y="99" text-anchor="end">13%</text>'
    '<line class="mark" x1="9.23%" x2="9.23%" y1="16" y2="81"/><text class="mark" x="9.23%" y="12" text-anchor="start">11.2%</text>'
    "</svg>"
)


def test_what_allows_is_named() -> None:
    limits = replace(APART, allowing="the limits")
    assert describe(limits) == "Printed: 11.15 to below 11.3%. The limits allow: 12 to 13%. The two do not meet."
    assert "What is printed and what the limits allow: Ship calls" in draw(limits, "x")


def test_two_bars_on_one_scale() -> None:
    assert draw(APART, "x") == GOLDEN_APART


def test_an_infinite_end_is_an_arrow() -> None:
    svg = draw(Bars("Staff", "people", Interval(F(5200), None, low_closed=False), Interval(None, F(6000))), "x")
    assert 'class="stated open"' in svg
    assert svg.count("arrow") == 2
    assert '<svg class="end" x="100%"' in svg
    assert '<svg class="end" x="0%"' in svg


def test_a_point_is_one_dot() -> None:
    svg = draw(Bars("Cranes", "cranes", Interval(F(34), F(34)), Interval(F(36), F(36)), (F(34), F(36))), "x")
    assert svg.count("<circle") == 2


def test_what_nobody_printed_has_one_bar() -> None:
    svg = draw(Bars("Revenue", "yuan", None, Interval(F(813), F(818)), expected=False), "x")
    assert "printed</text>" not in svg
    assert "Printed" not in describe(Bars("Revenue", "yuan", None, Interval(F(813), F(818)), expected=False))


def test_an_empty_side_says_so() -> None:
    assert "no value at all</text>" in draw(Bars("Cars", "cars", None, Interval(F(0), F(1))), "x")


def test_nothing_finite_draws_nothing() -> None:
    assert draw(Bars("Cars", "cars", Interval(None, None), Interval(None, None)), "x") == ""


def test_a_hostile_name_stays_text() -> None:
    svg = draw(Bars('</title><script>alert("x")</script>', "percent", Interval(F(1), F(2)), None), 'a"b')
    assert "<script" not in svg
    ET.fromstring(svg)  # noqa: S314 - our own text


@given(numbers, numbers, numbers, numbers, st.lists(numbers, max_size=4))
def test_every_coordinate_lies_on_the_scale(a: Fraction, b: Fraction, c: Fraction, d: Fraction, marks: list[Fraction]) -> None:
    bars = Bars("Cars", "cars", Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d)), tuple(marks))
    svg = draw(bars, "x")
    ET.fromstring(svg)  # noqa: S314 - our own text
    assert all(0 <= float(place) <= 100 for place in re.findall(r'"(-?[\d.]+)%"', svg.replace('width="100%"', "")))
    assert draw(bars, "x") == svg


@given(numbers, numbers)
def test_a_few_round_ticks(a: Fraction, b: Fraction) -> None:
    low, high = min(a, b), max(a, b)
    if low < high:
        found = ticks(low, high)
        assert 1 <= len(found) <= 4
        assert all(low <= tick <= high for tick in found)


@pytest.mark.parametrize(
    ("value", "text"),
    [(F(0), "0"), (F(1, 3), "0.33"), (F(2, 3), "0.67"), (F(-1, 2), "-0.5"), (F(100), "100"), (F(1, 200), "0"), (F(-1, 200), "0")],
)
def test_coordinates_are_rounded_exactly(value: Fraction, text: str) -> None:
    assert decimal(value) == text


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (Interval(F(3), F(5), high_closed=False), "3 to below 5%"),
        (Interval(F(3), F(5), low_closed=False), "above 3 to 5%"),
        (Interval(F(3), F(5), low_closed=False, high_closed=False), "above 3 to below 5%"),
        (Interval(F(3), F(5)), "3 to 5%"),
        (Interval(F(3), None), "at least 3%"),
        (None, "no value at all"),
    ],
)
def test_ranges_in_words(piece: Interval | None, words: str) -> None:
    assert range_words(piece, "percent") == words


def test_a_printed_number_is_never_rounded() -> None:
    assert exact_number(F("56264213456")) == "56.264213456 billion"
    assert exact_number(F("-7")) == "\N{MINUS SIGN}7"
