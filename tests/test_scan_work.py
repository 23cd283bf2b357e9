"""The scanner's shortcuts change nothing, and its work grows with the text and no faster."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_scanner import HOSTILE, TEXTS

from crossfoot import lexicon
from crossfoot._printed_plain import read_parts, read_plain
from crossfoot._printed_text import folded
from crossfoot.drafting.draft import draft
from crossfoot.drafting.grid import find_tables
from crossfoot.drafting.naming import Names
from crossfoot.drafting.periods import Calendar
from crossfoot.drafting.source import SourceText
from crossfoot.printed import PrintedError, _read, read_printed
from crossfoot.scan import around
from crossfoot.scan.anchoring import anchors
from crossfoot.scan.places import Places, occurrences
from crossfoot.scan.scanner import scan
from crossfoot.scan.turns import find_turns

# Shortcuts

PHRASES = sorted(
    {
        *(*lexicon.QUALIFIERS, *lexicon.SIGNS, *lexicon.CURRENCY_PREFIXES, *lexicon.UNITS, *lexicon.SCALES, *lexicon.SUFFIX_QUALIFIERS),
        *(*lexicon.MONTHS, *lexicon.DURATIONS, *lexicon.NAME_CUES, *lexicon.REFERENCE_CUES, *lexicon.PHONE_CUES, *lexicon.PERIOD_CUES),
        *(
            *lexicon.YEAR_CUES,
            *lexicon.NUMBER_WORDS,
            *lexicon.IDIOMS,
            *lexicon.DIGIT_IDIOMS,
            *lexicon.MONEY_SCALE_LETTERS,
            "a",
            "Year Plan",
        ),
        *(
            "end of",
            "call us",
            "half year",
            "halfyear of 2022",
            "quarter of 2022",
            "centuries",
            "calendar quarter",
            "p.m.",
            "a.m.",
            "to 2023",
        ),
    }
)
NUMBERS_AROUND = ("5", "2022", "10.30", "1,234", "three", "first", "half", "5th", "twenty")


def both_ways(text: str) -> None:
    """With and without the glance around numbers."""
    quick = scan(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(around, "before", lambda *_: around.ALL)
        patch.setattr(around, "behind", lambda *_: around.ALL)
        assert scan(text) == quick


@pytest.mark.parametrize("number", NUMBERS_AROUND)
def test_a_glance_overlooks_no_word(number: str) -> None:
    both_ways(
        "\n\n".join(
            f"it {phrase}{gap}{number} of it. It is\n{number}{gap}{phrase} now; {number} {phrase}, {phrase} {number}."
            for phrase in (*PHRASES, *(month.capitalize() for month in lexicon.MONTHS))
            for gap in (" ", "-", "\n")
        )
    )


@given(st.one_of(st.lists(st.sampled_from([*PHRASES, *NUMBERS_AROUND, *"()%$.,-"]), max_size=9).map(" ".join), TEXTS, st.text(max_size=40)))
def test_a_glance_around_a_number_only_saves_work(text: str) -> None:
    both_ways(text)


FRONTS = st.sampled_from(
    [
        "",
        "-",
        "\u2212",
        "+",
        "minus ",
        "$",
        "US$",
        "\u20ac",
        "\u00a5",
        "RMB ",
        "(",
        "$(",
        "more than ",
        "Over ",
        "about \u20ac",
        "up to $",
        "no more than",
        "~",
        "5 ",
    ]
)
NUMBERS = st.one_of(
    st.from_regex(r"[0-9]{1,4}(?:,[0-9]{2,3})?(?:\.[0-9]{0,3})?", fullmatch=True),
    st.sampled_from(
        [
            *lexicon.NUMBER_WORDS,
            "twenty-one",
            "thirty two",
            "1/4",
            "4-1/2",
            "4 1/2",
            "3\u00be",
            "\u00bd",
            "\u0665",
            "12th",
            "Ten",
            "a third",
            "\u00b2",
        ]
    ),
)
BACKS = st.one_of(
    st.sampled_from(
        [
            "",
            "%",
            " %",
            "bn",
            "m",
            "k",
            "x",
            " x",
            ")",
            ")%",
            ") million",
            "th",
            " dozen",
            "+",
            " or more",
            " and a half",
            " million yuan",
            "/kg",
            "-percent",
        ]
    ),
    st.builds("{}{}".format, st.sampled_from(["", " ", "-", "  "]), st.sampled_from([*lexicon.UNITS, *lexicon.SCALES])),
)


@given(FRONTS, NUMBERS, BACKS)
def test_plain_prints_are_read_as_the_grammar_reads_them(before: str, number: str, after: str) -> None:
    text = before + number + after
    try:
        expected = _read(text)
    except PrintedError:
        assert read_plain(text) is None
        return
    assert read_printed(text) == expected
    parts = read_parts(folded(before), folded(number), folded(after))
    if parts is not None:
        read = (expected.value, expected.unit, expected.bound, expected.fine_unit, expected.coarse_unit, expected.significant)
        assert parts == read
        assert not expected.rest


@pytest.mark.parametrize("text", ["more than $1.2 billion", "5.8%", "-3", "\u20ac(12.4) million", "12th", "about 1,234"])
def test_common_prints_are_plain(text: str) -> None:
    assert read_plain(text) is not None


@pytest.mark.parametrize("parts", [("", "twenty-one", " points"), ("nearly ", "half", ""), ("", "4-1/2", " percent"), ("", "doubled", "")])
def test_common_parts_are_plain(parts: tuple[str, str, str]) -> None:
    assert read_parts(*parts) is not None


ALPHABET = st.text(alphabet="5 1.,$%(\n-_a\u00e9\u00bd", max_size=30)


@given(ALPHABET, ALPHABET, st.integers(0, 30), st.integers(1, 6))
def test_places_looked_up_are_those_found(text: str, other: str, start: int, length: int) -> None:
    places = Places(text)
    for printed in (text[start : start + length], other[:length]):
        assert places.of(printed) == list(occurrences(text, printed))


# Work


def calls(run: Callable[[], object]) -> int:
    """How many functions, of Python and of C, are called."""
    count = 0

    def tell(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tell)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


def grows_with_its_size(make: Callable[[int], Callable[[], object]], size: int) -> None:
    """Twice the size is twice the work, give or take a tenth and what is done once."""
    make(size)()
    once, twice, four = (calls(make(times * size)) for times in (1, 2, 4))
    assert four - twice <= 2.2 * (twice - once) + 200


UNITS = {
    **{name: text[: len(text) // 2 + 1][:40] for name, text in HOSTILE.items()},
    "one sentence": "sales rose by more than 5.8 percent in May 2022 and ",
    "figures": "1,234.5 million tonnes, ",
    "mixed digits": "1\u0663\u096b ",
    "lines": "1\n",
    "percent": "5% ",
    "dates": "January 1 ",
    "items": "(1) tea ",
    "counted off": "One, ",
    "quoted": '"5 ',
}


@pytest.mark.parametrize("name", UNITS)
def test_scanning_is_linear(name: str) -> None:
    grows_with_its_size(lambda size: lambda: scan(UNITS[name] * size), 200)


@pytest.mark.parametrize("unit", ["Anna Berg: It is so.\n", "Anna Berg\nIt is so.\n", "Q: Is it?\nA: Yes.\n", "Name:", "? ", "Mr. "])
def test_finding_turns_is_linear(unit: str) -> None:
    grows_with_its_size(lambda size: lambda: find_turns(unit * size), 200)


def test_looking_for_many_displaced_prints_is_linear() -> None:
    def make(size: int) -> Callable[[], object]:
        text = " ".join(f"{number}x" for number in range(size))
        records = [(f"c{number}", (number, number + 1), f"{number}x") for number in range(size)]
        return lambda: anchors(records, text)

    grows_with_its_size(make, 200)


def test_drafting_many_speakers_and_nameless_figures_is_linear() -> None:
    def make(size: int) -> Callable[[], object]:
        text = "".join(f"\u738b{chr(0x4E8C + number)}\uff1aIt rose {number}%.\n" for number in range(size))
        source = SourceText(text, text.encode(), find_tables(text), "t", converted=False)
        return lambda: draft(source, Calendar())

    grows_with_its_size(make, 100)


def test_names_are_numbered_one_after_the_other() -> None:
    names = Names({}, {})
    assert [names.measure(name) for name in ("\u738b", "\u674e", "\u5f20")] == ["figure", "figure-2", "figure-3"]
    assert names.measure("\u8d75", apart=True) == "figure-4"
