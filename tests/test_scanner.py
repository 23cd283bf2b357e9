"""The scanner of running text: complete by construction, and of one mind with the grammar of prints."""

from __future__ import annotations

import time
import unicodedata
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crossfoot import lexicon
from crossfoot.printed import read_printed
from crossfoot.scan.numbers import find_numbers
from crossfoot.scan.prints import unbroken
from crossfoot.scan.scanner import NumberClass, Scanned, scan

FIGURES = yaml.safe_load((Path(__file__).parent / "cases" / "printed.yaml").read_text(encoding="utf-8"))["figures"]


def prove(text: str, found: list[Scanned]) -> None:
    """What holds for every text."""
    assert all(entry.text == text[entry.start : entry.end] for entry in found)
    assert all(entry.start <= entry.number[0] < entry.number[1] <= entry.end for entry in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    places = iter([*((entry.start, entry.end) for entry in found), (len(text), len(text))])
    place = next(places)
    for number in find_numbers(text):
        position = number.start
        while position < number.end:  # a run of numerals may be several numbers, but leaves none outside
            while place[1] <= position:
                place = next(places)
            assert place[0] <= position
            position = place[1]
    for entry in found:
        if entry.value is not None:
            printed = read_printed(unbroken(entry.text))
            assert (printed.value, printed.unit, printed.bound, printed.fine_unit) == (
                entry.value,
                entry.unit,
                entry.bound,
                entry.precision,
            )
            assert not printed.rest


PIECES = st.sampled_from(
    [
        *lexicon.QUALIFIERS,
        *lexicon.SIGNS,
        *lexicon.CURRENCY_SIGNS,
        *lexicon.CURRENCY_CODES,
        *lexicon.UNITS,
        *lexicon.SCALES,
        *lexicon.NUMBER_WORDS,
        *lexicon.SUFFIX_QUALIFIERS,
        *lexicon.IDIOMS,
        *lexicon.MONTHS,
        *(
            "2022",
            "5",
            "1.5",
            "3,100",
            "1,2",
            "0",
            "12",
            "4-1/4",
            "½",
            "Q2",
            "5G",
            "M2",
            "COVID-19",
            "(",
            ")",
            "[",
            "]",
            ".",
            ",",
            ";",
            ":",
        ),
        *(
            "-",
            "\u2212",
            "\u2011",
            "\u2013",
            "/",
            "'",
            '"',
            "\n",
            "\n\n",
            "\t",
            "|",
            "  ",
            "and",
            "a",
            "of",
            "the",
            "to",
            "First",
            "One is",
        ),
        *(
            "三",
            "十二",
            "٣",
            "५",
            "⑦",
            "Ⅳ",
            "²",
            "\u202f",
            "\u00a0",
            "http://x.y/1",
            "a@b.c1",
            "+44 20",
            "article",
            "page",
            "Five-Year Plan",
        ),
    ]
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", " ", "-", "\n"])).map("".join), max_size=14).map("".join)


@given(st.one_of(TEXTS, st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=10).map("".join)))
def test_any_text(text: str) -> None:
    prove(text, scan(text))


def test_every_numeric_character_there_is() -> None:
    characters = [chr(code) for code in range(0x110000) if chr(code).isnumeric()]
    for text in (" ".join(characters), "\n".join(characters), " a".join(characters)):
        prove(text, scan(text))
    assert unicodedata.numeric(characters[-1]) >= 0


@pytest.mark.parametrize("case", [case for case in FIGURES if "[" not in case["printed"]], ids=lambda case: case["printed"])
def test_what_the_grammar_reads_the_scanner_finds(case: dict[str, str]) -> None:
    """Every print of the grammar's own cases, in a sentence, is found in its whole length and read alike; names and periods are none."""
    text = f"It was {case['printed']} then."
    found = scan(text)
    prove(text, found)
    if case["rest"] or case["printed"] in READ_OTHERWISE:
        return
    assert [entry.text for entry in found] == [case["printed"]]
    assert (found[0].value, found[0].unit or "", str(found[0].bound)) == (Fraction(case["value"]), case["unit"], case["bound"])


# In running text these are something else: an aside in brackets, occasions, metres, turns of phrase.
READ_OTHERWISE = frozenset({"150 million times", "(7.0%)", "(1,234)", "($5 million)", "1.5m", "double", "triple"})


@pytest.mark.parametrize(
    ("text", "prints"),
    [
        ("up 5-10% or 5 to 10%", ["5", "10%", "5", "10%"]),
        ("590,000 and 596,000 respectively", ["590,000", "596,000"]),
        ("9.4%.Fifth, the rest", ["9.4%", "Fifth"]),
        ("33 key enterprises", ["33"]),
        ("more than\n3,100 projects", ["more than\n3,100"]),
        ("a total of 5\n\nmillion", ["5", "million"]),
        ("(5.8%) and $(4.2) million, by (0.3)", ["5.8%", "$(4.2) million", "(0.3)"]),
        ("1.4 points over 2021, over three years, for over 5", ["1.4 points", "2021", "three", "over 5"]),
        ("a quarter of them, in the quarter, three quarters of it", ["a quarter of", "three quarters of"]),
        ("in 2020,5G; 2,022; 1,2,3", ["2020", "5G", "2,022", "1,2,3"]),
        ("a third wave, a third of it, the third", ["third", "a third", "third"]),
        ("most firms, the most, most recently", ["most"]),
        ("at https://x.example/2022/5 or +44 20 7946 0000.", ["https://x.example/2022/5", "+44 20 7946 0000"]),
        ("the Tenth Five-Year Plan, the 20th Party Congress", ["Tenth", "Five-Year Plan", "20th Party Congress"]),
        ("the trillion-dollar mark", ["trillion-dollar"]),
        ("v1.2.3 and section 4.1.2", ["v1.2.3", "section 4.1.2"]),
    ],
)
def test_prints_of_a_text(text: str, prints: list[str]) -> None:
    found = scan(text)
    prove(text, found)
    assert [entry.text for entry in found] == prints


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("in the first half of 2022", NumberClass.PERIOD),
        ("on June 25", NumberClass.PERIOD),
        ("on 2022-06-25", NumberClass.PERIOD),
        ("in 2Q22", NumberClass.PERIOD),
        ("at 10:30", NumberClass.PERIOD),
        ("the 1990s", NumberClass.PERIOD),
        ("over the past five years", NumberClass.PERIOD),
        ("2022 results", NumberClass.FIGURE),
        ("the 2022 results", NumberClass.PERIOD),
        ("COVID-19", NumberClass.NAME),
        ("FTSE 100", NumberClass.NAME),
        ("the Group of Seven", NumberClass.NAME),
        ("the Second World War", NumberClass.NAME),
        ("Article 5(2)", NumberClass.REFERENCE),
        ("call 555-014-2277", NumberClass.REFERENCE),
        ("ranked second", NumberClass.ORDINAL),
        ("Second, the rest", NumberClass.MARKER),
        ("The second is to", NumberClass.MARKER),
        ("second to none", NumberClass.IDIOM),
        ("a double squeeze", NumberClass.IDIOM),
        ("it will double.", NumberClass.FIGURE),
        ("dozens of them", NumberClass.VAGUE),
        ("several hundred", NumberClass.VAGUE),
        ("5kg of it", NumberClass.FIGURE),
        ("may 5 people", NumberClass.FIGURE),
    ],
)
def test_classes(text: str, cls: NumberClass) -> None:
    assert [entry.cls for entry in scan(text)] == [cls]


HOSTILE = {
    "digits": "1" * 1_000_000,
    "commas": "," * 1_000_000,
    "digits and commas": "1," * 500_000,
    "a million million": "a " + "million " * 125_000,
    "numbers": "1 " * 500_000,
    "words": "one " * 250_000,
    "fractions": "½" * 1_000_000,
    "brackets": "(" * 1_000_000 + "1" + ")" * 1_000_000,
    "open brackets": "(1" * 500_000,
    "blanks": "1" + " " * 1_000_000 + "2",
    "qualifiers": "more than " * 100_000 + "5",
    "letters and digits": "A1" * 500_000,
    "hyphens": "A-" * 500_000 + "1",
    "dashes": "-" * 1_000_000 + "1",
    "addresses": "www." * 250_000,
    "at signs": "a@" * 500_000,
    "quotes": '"' * 500_000 + "5" + '"' * 500_000,
    "markers": "(1) a " * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    begin = time.process_time()
    prove(HOSTILE[name], found := scan(HOSTILE[name]))
    assert found or name in {"commas", "addresses", "at signs"}
    assert time.process_time() - begin < 60
