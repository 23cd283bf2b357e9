"""Numbers in running text, and whether they are recorded."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.records import Mention
from crossfoot.scan.coverage import uncovered
from crossfoot.scan.numbers import find_numbers, number_words


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("up 5.8% to 2,661", ["5", "8", "2", "661"]),
        ("the 5G network, 4th of July, H1", ["5", "4", "1"]),
        ("One is that; the first half", ["One", "first", "half"]),
        ("double-digit and TWENTY-one", ["double", "TWENTY", "one"]),
        ("dozens of thousands, hundreds", ["dozens", "thousands", "hundreds"]),
        ("oneself, someone, attention, weight, halfway, tent", []),
        ("½ and ² and Ⅷ, 三十 and ٣", ["½", "²", "Ⅷ", "三十", "٣"]),
        ("12三 2½", ["12三", "2½"]),
        ("_one_ two\u2019s", ["one", "two"]),
        ("fünf, élevenths, ones", []),
        ("", []),
    ],
)
def test_numbers_of_a_text(text: str, numbers: list[str]) -> None:
    assert [number.text for number in find_numbers(text)] == numbers


def test_the_lexicon() -> None:
    words = number_words()
    assert {"zero", "twelve", "ninety", "trillion", "twentieth", "thirtieth", "thrice", "dozen", "millions", "half"} <= words
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)


WORDS = st.sampled_from(["half", "First", "twenty-one", " ", "5G", "½", "_", "三", "a\u0301", "\u202e"])


@given(st.lists(st.one_of(WORDS, st.text(max_size=6))).map("".join))
def test_every_numeric_character_is_in_one_number(text: str) -> None:
    numbers = list(find_numbers(text))
    assert [text[number.start : number.end] for number in numbers] == [number.text for number in numbers]
    assert all(before.end <= after.start for before, after in pairwise(numbers))
    covered = {position for number in numbers for position in range(number.start, number.end)}
    assert {position for position, character in enumerate(text) if character.isnumeric()} <= covered


def test_every_numeric_character_there_is() -> None:
    """The scanner relies on `re` counting all of them as word characters."""
    numeric = "".join(chr(code) for code in range(0x110000) if chr(code).isnumeric())
    assert unicodedata.numeric(numeric[-1]) >= 0
    assert [number.text for number in find_numbers(numeric)] == [numeric]


def place(start: int, end: int) -> Mention:
    return Mention.model_validate({"document": "d", "line": 2, "id": "m001", "class": "period", "start": start, "end": end, "printed": "x"})


@pytest.mark.parametrize(
    ("places", "left"),
    [
        ([], ["first", "half", "2022"]),
        ([(4, 14)], ["2022"]),
        ([(4, 9), (10, 14), (18, 22)], []),
        ([(4, 12)], ["half", "2022"]),
        ([(5, 14), (18, 21)], ["first", "2022"]),
        ([(0, 30), (4, 5)], []),
        ([(18, 20), (20, 22)], ["first", "half", "2022"]),
    ],
)
def test_numbers_must_lie_wholly_inside_one_place(places: list[tuple[int, int]], left: list[str]) -> None:
    text = "The first half of 2022"
    mentions = [place(start, end) for start, end in places]
    assert [number.text for number in uncovered(text, [], mentions)] == left
    assert [number.text for number in uncovered(text, [], [], also=places)] == left


@given(st.text(alphabet="1 a", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_coverage_agrees_with_its_definition(text: str, places: list[tuple[int, int]]) -> None:
    expected = [n for n in find_numbers(text) if not any(start <= n.start and n.end <= end for start, end in places)]
    assert uncovered(text, [], [], also=places) == expected


def test_a_long_text_takes_linear_time() -> None:
    begin = time.perf_counter()
    assert sum(1 for _ in find_numbers("one 2 three four-five " * 50_000)) == 250_000
    assert sum(1 for _ in find_numbers("a" * 1_000_000 + "1" * 1_000_000)) == 1
    assert time.perf_counter() - begin < 60
