"""The grammar of printed figures: the cases of `cases/printed.yaml`, and properties that hold for every text."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from crossfoot import lexicon
from crossfoot.printed import Printed, PrintedError, outside_brackets, read_printed
from crossfoot.vocabulary import Bound

CASES = YAML(typ="safe").load(Path(__file__).with_name("cases") / "printed.yaml")
FIGURES, ERRORS = CASES["figures"], CASES["errors"]
MINUS_SIGNS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
GROUPS = ["", ",", "\u00a0", "\u202f", "\u2009", "'", "\u2019"]
SCALES = {
    "": 1,
    " thousand": 10**3,
    "k": 10**3,
    " million": 10**6,
    "m": 10**6,
    "-billion": 10**9,
    "bn": 10**9,
    " hundred million": 10**8,
    " trillion": 10**12,
}
UNITS = {"": None, "%": "percent", " percentage points": "pp", " yuan": "yuan", " times": "times", "-fold": "times"}
NUMBERS = {**lexicon.CARDINALS, **lexicon.ORDINALS}
PIECES = re.compile(r"\w+(?:[.,'/]\w+)*|\S")


def case_id(case: dict[str, str]) -> str:
    """A readable ASCII id."""
    return case["printed"][:40].encode("ascii", "backslashreplace").decode() or "empty"


def expected(case: dict[str, str]) -> Printed:
    """The reading that a case asks for; `significant` is not part of the cases."""
    places = (Fraction(case[name]) for name in ("fine_unit", "coarse_unit", "leading_unit"))
    fine, coarse, leading = places
    bound = Bound(case["bound"])
    return Printed(Fraction(case["value"]), case["unit"] or None, bound, fine, coarse, leading, significant=False, rest=case["rest"])


@pytest.mark.parametrize("case", FIGURES, ids=case_id)
def test_reads(case: dict[str, str]) -> None:
    assert replace(read_printed(case["printed"]), significant=False) == expected(case)


@pytest.mark.parametrize("case", ERRORS, ids=case_id)
def test_refuses(case: dict[str, str]) -> None:
    with pytest.raises(PrintedError) as caught:
        read_printed(case["printed"])
    assert case["message_part"] in caught.value.message
    assert str(caught.value) == caught.value.message
    assert 0 <= caught.value.position <= len(case["printed"])


def test_there_are_cases_enough_and_none_twice() -> None:
    printed = [case["printed"] for case in [*FIGURES, *ERRORS]]
    assert len(FIGURES) >= 80
    assert len(printed) == len(set(printed))


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        ("[more than] about 5", 12),
        ("5 [to] 10%", 7),
        ("[fell] by 7%", 1),
        ("33 and 27", 7),
        ("5\u200b", 1),
        ("about", 5),
        ("x]", 1),
    ],
)
def test_the_position_counts_in_the_text_with_its_brackets(printed: str, position: int) -> None:
    with pytest.raises(PrintedError) as caught:
        read_printed(printed)
    assert caught.value.position == position


def test_errors_survive_the_way_between_processes() -> None:
    error = PrintedError("found nothing", 3)
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("printed", "outside"),
    [
        ("562,642 [hundred million yuan]", "562,642"),
        ("[-]7%", "7%"),
        ("[more than 50]", ""),
        ("[more than 1] trillion-dollar", "trillion-dollar"),
        ("6.2 [percentage] points", "6.2 points"),
        ("6.2 [percentage ]points", "6.2 points"),
        ("10[ ]m", "10m"),
        ("[a] [b] 5", "5"),
        ("nearly 300,000", "nearly 300,000"),
        ("", ""),
    ],
)
def test_outside_brackets(printed: str, outside: str) -> None:
    assert outside_brackets(printed) == outside


@pytest.mark.parametrize("printed", ["[5", "5]", "[[5]]", "[]"])
def test_outside_brackets_refuses_broken_pairs(printed: str) -> None:
    with pytest.raises(PrintedError):
        outside_brackets(printed)


@pytest.mark.parametrize("printed", ["2.60 million", "0.0", "4 1/4", "Tenth", "half"])
def test_printed_zeros_are_significant(printed: str) -> None:
    assert read_printed(printed).significant


@pytest.mark.parametrize("printed", ["3,100", "10 trillion", "a dozen", "0", "double-digit"])
def test_trailing_zeros_may_only_fill(printed: str) -> None:
    assert not read_printed(printed).significant


# ── the tables ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("words", "bound"), lexicon.QUALIFIERS.items())
def test_every_qualifier_is_read(words: str, bound: Bound) -> None:
    assert read_printed(f"{words.capitalize()} 5").bound is bound


@pytest.mark.parametrize(("words", "bound"), lexicon.SUFFIX_QUALIFIERS.items())
def test_every_suffix_is_read(words: str, bound: Bound) -> None:
    assert read_printed(f"5{'' if words == '+' else ' '}{words} firms").bound is bound


@pytest.mark.parametrize(("words", "unit"), [(words, unit) for words, unit in lexicon.UNITS.items() if unit != lexicon.YUAN_OR_YEN])
def test_every_unit_is_read(words: str, unit: str) -> None:
    assert read_printed(f"5 {words}").unit == unit


@pytest.mark.parametrize("word", sorted(NUMBERS))
def test_every_number_word_is_read(word: str) -> None:
    assert read_printed(word.upper()).value == NUMBERS[word]


@pytest.mark.parametrize("word", sorted(lexicon.SCALES))
def test_every_scale_is_read(word: str) -> None:
    assert read_printed(f"3 {word}").value == 3 * lexicon.SCALES[word]


@pytest.mark.parametrize("word", sorted(lexicon.VAGUE))
def test_every_vague_word_is_refused(word: str) -> None:
    with pytest.raises(PrintedError, match="vague"):
        read_printed(word)


@pytest.mark.parametrize(
    "table",
    [
        lexicon.QUALIFIERS,
        lexicon.SUFFIX_QUALIFIERS,
        lexicon.UNITS,
        lexicon.SCALES,
        lexicon.CARDINALS,
        lexicon.ORDINALS,
        lexicon.SIGNS,
    ],
)
def test_keys_are_as_the_reader_compares_them(table: dict[str, object]) -> None:
    assert all(key == key.casefold() and key == " ".join(key.split()) for key in table)


# ── properties ───────────────────────────────────────────────────────────────────────────────────


def grouped(whole: str, separator: str) -> str:
    """Digits in groups of three."""
    return f"{int(whole):,}".replace(",", separator)


@st.composite
def printed_numbers(draw: st.DrawFn) -> tuple[str, Fraction, Fraction, str | None]:
    """A printed figure with its value, its last printed digit and its unit."""
    decimals = draw(st.integers(0, 6))
    digits = draw(st.integers(0, 10**15))
    number = Decimal(digits).scaleb(-decimals)
    whole, _, tail = f"{number:f}".partition(".")
    scale = draw(st.sampled_from(sorted(SCALES)))
    unit = draw(st.sampled_from(sorted(unit for unit in UNITS if unit != "%" or scale not in {"k", "m"})))
    sign = draw(st.sampled_from(["", "+", *MINUS_SIGNS]))
    text = sign + grouped(whole, draw(st.sampled_from(GROUPS))) + ("." + tail if tail else "") + scale + unit
    value = Fraction(number) * SCALES[scale] * (-1 if sign and sign in MINUS_SIGNS else 1)
    return text, value, Fraction(SCALES[scale], 10**decimals), UNITS[unit]


@given(printed_numbers())
def test_what_was_formatted_reads_back(case: tuple[str, Fraction, Fraction, str | None]) -> None:
    text, value, last_digit, unit = case
    read = read_printed(text)
    assert (read.value, read.unit, read.bound, read.rest) == (value, unit, Bound.EXACT, "")
    if read.significant:
        assert read.fine_unit == last_digit


def check_places(read: Printed) -> None:
    """What holds for the places of every reading."""
    assert 0 < read.fine_unit <= read.coarse_unit <= read.leading_unit
    assert (read.coarse_unit / read.fine_unit).denominator == 1
    assert (read.value / read.coarse_unit).denominator == 1
    assert read.rest == read.rest.strip()
    if read.value:
        assert read.leading_unit * 10 > abs(read.value)
        assert read.leading_unit <= abs(read.value) or read.leading_unit == read.coarse_unit
    if read.significant:
        assert read.fine_unit == read.coarse_unit


@given(printed_numbers())
def test_places_of_printed_numbers(case: tuple[str, Fraction, Fraction, str | None]) -> None:
    check_places(read_printed(case[0]))


@pytest.mark.parametrize("case", FIGURES, ids=case_id)
def test_places_of_cases(case: dict[str, str]) -> None:
    check_places(read_printed(case["printed"]))


VOCABULARY = sorted(
    {*lexicon.NUMBER_WORDS, *lexicon.QUALIFIERS, *lexicon.SUFFIX_QUALIFIERS, *lexicon.UNITS, *lexicon.VAGUE, *MINUS_SIGNS}
    | {
        "a",
        "an",
        "and",
        "of",
        "to",
        "quarter",
        "k",
        "m",
        "x",
        "e",
        "(",
        ")",
        "[",
        "]",
        "/",
        ",",
        ".",
        "1/4",
        "½",
        "5",
        "1,234",
        "10.0",
        "th",
    }
)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join)))
def test_any_text_reads_or_is_refused(text: str) -> None:
    reads_or_refuses(text)


@given(st.lists(st.sampled_from(VOCABULARY), max_size=9).map("".join))
def test_any_glued_words_read_or_are_refused(text: str) -> None:
    reads_or_refuses(text)


def reads_or_refuses(text: str) -> None:
    """A reading whose places make sense, or a `PrintedError` with a place in the text."""
    try:
        read = read_printed(text)
    except PrintedError as error:
        refusal = error
    else:
        check_places(read)
        return
    assert refusal.message
    assert 0 <= refusal.position <= len(text)


@given(st.sampled_from([case["printed"] for case in FIGURES if "[" not in case["printed"]]), st.data())
def test_brackets_do_not_change_the_reading(printed: str, data: st.DataObject) -> None:
    spans = [match.span() for match in PIECES.finditer(printed)]
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    start, end = spans[first][0], spans[last][1]
    bracketed = f"{printed[:start]}[{printed[start:end]}]{printed[end:]}"
    assert read_printed(bracketed) == read_printed(printed)
    assert printed[start:end] not in outside_brackets(bracketed) or printed.count(printed[start:end]) > 1


@pytest.mark.parametrize("sign", MINUS_SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
@pytest.mark.parametrize(
    "printed", ["-7.0%", "$-5m", "-$5m", "nearly -5", "1.3-fold", "4-1/4 percent", "twenty-one", "5 percentage-points"]
)
def test_all_minus_signs_are_one(sign: str, printed: str) -> None:
    assert read_printed(printed.replace("-", sign)) == read_printed(printed)


@pytest.mark.parametrize(
    "printed", ["9" * 200, "(" * 200, "[5]" * 66, "million " * 25, "two and " * 25, "1," * 100, "- " * 100, "a " * 100]
)
def test_long_texts_are_done_with_at_once(printed: str) -> None:
    reads_or_refuses(printed)


def test_too_long_a_text_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(PrintedError, match="at most 200"):
        read_printed("5" + " " * 10**6)
