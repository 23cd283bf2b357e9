"""What a slip of the pen could have been: the true figure is always among the candidates for the wrong one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from crossfoot.interval import Interval, meet
from crossfoot.printed import PrintedError, read_printed
from crossfoot.records import Claim, Measure
from crossfoot.solver import slips
from crossfoot.solver.slips import Form, Slip, form_of, slips_of
from crossfoot.testing import dataset_of
from crossfoot.vocabulary import Bound
from crossfoot.wording import exact_text

FEW = settings(max_examples=30, deadline=None)
BEHIND = ["", "%", " million", " billion yuan", " vehicles", " percentage points"]


def recorded(printed: str, *, bound: Bound | None = None) -> tuple[Claim, Measure]:
    """The claim that prints so, whatever it is about."""
    read = read_printed(printed)
    row = {"measure": "cars", "value": exact_text(read.value), "printed": printed, "bound": (bound or read.bound).value}
    dataset = dataset_of({"measures": {"cars": {"unit": "cars", "kind": "flow"}}, "claims": [row]})
    (claim,) = dataset.claims()
    return claim, dataset.measures["cars"]


def candidates(printed: str) -> list[Slip]:
    return slips_of(*recorded(printed))


def grouped(digits: str, *, commas: bool) -> str:
    whole, dot, decimals = digits.partition(".")
    return (f"{int(whole):,}" if commas else whole) + dot + decimals


@st.composite
def figures(draw: st.DrawFn) -> tuple[str, str, str, bool]:
    """Sign, digits without separators, what stands behind, and whether thousands are grouped."""
    whole = str(draw(st.integers(0, 9_999_999)))
    decimals = draw(st.text("0123456789", max_size=2))
    return draw(st.sampled_from(["", "-"])), f"{whole}.{decimals}".rstrip("."), draw(st.sampled_from(BEHIND)), draw(st.booleans())


def check(true: str, wrong: str, kind: str) -> None:
    """The true value is among what the wrong print could have been, as this kind or a likelier one."""
    try:
        value, printed = read_printed(true).value, read_printed(wrong).value
    except PrintedError:
        return
    assume(value != printed and printed)
    found = [slip for slip in candidates(wrong) if slip.value == value]
    assert found, (true, wrong)
    assert found[0].kind == kind or slips.WEIGHTS[found[0].kind] >= slips.WEIGHTS[kind] or found[0].weight >= min_weight(kind)


def min_weight(kind: str) -> Fraction:
    """No kind has more ways than ten digits in twenty places."""
    return slips.WEIGHTS[kind] / 200


@FEW
@given(figures(), st.data())
def test_swapped_digits_are_swapped_back(figure: tuple[str, str, str, bool], data: st.DataObject) -> None:
    sign, digits, behind, commas = figure
    places = [n for n, one in enumerate(digits) if one != "."]
    assume(len(places) > 1)
    place = data.draw(st.integers(0, len(places) - 2))
    left, right = places[place], places[place + 1]
    wrong = digits[:left] + digits[right] + digits[left + 1 : right] + digits[left] + digits[right + 1 :]
    assume(not (wrong[0] == "0" and wrong[1:2] not in ("", ".")))
    check(f"{sign}{grouped(digits, commas=commas)}{behind}", f"{sign}{grouped(wrong, commas=commas)}{behind}", slips.SWAPPED)


@FEW
@given(figures(), st.data())
def test_another_digit_is_changed_back(figure: tuple[str, str, str, bool], data: st.DataObject) -> None:
    sign, digits, behind, commas = figure
    place = data.draw(st.sampled_from([n for n, one in enumerate(digits) if one != "."]))
    wrong = digits[:place] + data.draw(st.sampled_from("0123456789")) + digits[place + 1 :]
    assume(not (wrong[0] == "0" and wrong[1:2] not in ("", ".")))
    check(f"{sign}{grouped(digits, commas=commas)}{behind}", f"{sign}{grouped(wrong, commas=commas)}{behind}", slips.DIGIT)


@FEW
@given(figures(), st.data())
def test_a_lost_digit_is_put_back(figure: tuple[str, str, str, bool], data: st.DataObject) -> None:
    sign, digits, behind, commas = figure
    place = data.draw(st.sampled_from([n for n, one in enumerate(digits) if one != "."]))
    wrong = digits[:place] + digits[place + 1 :]
    assume(wrong[:1] not in ("", ".") and wrong[-1] != ".")
    assume(not (wrong[0] == "0" and wrong[1:2] not in ("", ".")))
    check(f"{sign}{grouped(digits, commas=commas)}{behind}", f"{sign}{grouped(wrong, commas=commas)}{behind}", slips.DROPPED)


@FEW
@given(figures(), st.data())
def test_a_doubled_digit_is_taken_out(figure: tuple[str, str, str, bool], data: st.DataObject) -> None:
    sign, digits, behind, commas = figure
    place = data.draw(st.sampled_from([n for n, one in enumerate(digits) if one != "."]))
    wrong = digits[:place] + digits[place] + digits[place:]
    assume(not (wrong[0] == "0" and wrong[1:2] not in ("", ".")))
    check(f"{sign}{grouped(digits, commas=commas)}{behind}", f"{sign}{grouped(wrong, commas=commas)}{behind}", slips.DOUBLED)


@pytest.mark.parametrize(
    ("true", "wrong", "kind"),
    [
        ("5.8%", "58%", slips.TEN),
        ("58%", "5.8%", slips.TEN),
        ("1,234", "12,340", slips.TEN),
        ("1.3 million", "1.3 billion", slips.THOUSAND),
        ("1.3 billion", "1.3 million", slips.THOUSAND),
        ("-6.5%", "6.5%", slips.SIGN),
        ("6.5%", "-6.5%", slips.SIGN),
        ("three million", "three billion", slips.THOUSAND),
        ("0.05%", "0.50%", slips.SWAPPED),
        ("1,234,000", "234,000", slips.DROPPED),
        ("10 million", "01 million", slips.SWAPPED),
        ("1\u202f234", "1\u202f243", slips.SWAPPED),
        ("1'234", "1'243", slips.SWAPPED),
        ("0.4%", "0.0%", slips.DIGIT),
    ],
)
def test_the_true_figure_is_a_candidate_of_its_kind(true: str, wrong: str, kind: str) -> None:
    try:
        value = read_printed(true).value
        read_printed(wrong)
    except PrintedError as refused:
        pytest.skip(str(refused))
    assert kind in {slip.kind for slip in candidates(wrong) if slip.value == value}


@pytest.mark.parametrize(("printed", "bound"), [("more than 5", Bound.LESS_THAN), ("at most 5", Bound.AT_LEAST)])
def test_more_than_and_less_than_are_exchanged(printed: str, bound: Bound) -> None:
    (slip,) = [slip for slip in candidates(printed) if slip.kind == slips.FLIPPED]
    assert (slip.value, slip.bound) == (5, bound)


@FEW
@given(
    st.one_of(
        st.builds(lambda f: f"{f[0]}{grouped(f[1], commas=f[3])}{f[2]}", figures()),
        st.text(st.sampled_from("0123456789.,-+ %$€¼½٣३１２ \u202f'millonthusad[]()"), min_size=1, max_size=12),
        st.sampled_from(
            ["twelve", "a dozen", "half a million", "1 1/4", "¼", "twice", "double-digit", "33rd", "١٢", "\uff11\uff12\uff13", "two thirds"]
        ),
    )
)
@example("\uff11\uff12\uff13")
@example("١٢")
@example("0")
@example("0.0%")
def test_nothing_that_can_be_read_makes_it_fail(printed: str) -> None:
    try:
        read = read_printed(printed)
        claim, measure = recorded(printed)
    except (PrintedError, ValueError):
        return
    found = slips_of(claim, measure)
    assert all(slip.weight > 0 for slip in found)
    assert all(slip.weight <= slips.WEIGHTS[slip.kind] for slip in found)
    assert len({(slip.value, slip.bound) for slip in found}) == len(found)
    assert not any(slip.value == read.value and slip.bound is claim.bound for slip in found)


@FEW
@given(figures(), st.integers(-10_000_000, 10_000_000), st.integers(0, 1_000_000))
def test_asked_for_some_values_none_of_the_slips_that_lead_there_is_missing(
    figure: tuple[str, str, str, bool], low: int, width: int
) -> None:
    sign, digits, behind, commas = figure
    try:
        claim, measure = recorded(f"{sign}{grouped(digits, commas=commas)}{behind}")
    except (PrintedError, ValueError):
        return
    among = (Interval(Fraction(low), Fraction(low + width)),)
    every = [slip for slip in slips_of(claim, measure) if meet(slip.values, among)]
    assert every == [slip for slip in slips_of(claim, measure, among) if meet(slip.values, among)]


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("7,203.1 million", Form(1, Fraction(10**6))),
        ("58%", Form(0, Fraction(1))),
        ("-0.50", Form(2, Fraction(1))),
        ("twelve", None),
        ("0", None),
    ],
)
def test_how_a_number_is_written(printed: str, form: Form | None) -> None:
    assert form_of(recorded(printed)[0]) == form


def test_a_moved_point_changes_the_decimals() -> None:
    forms = {slip.value: slip.form for slip in candidates("18.7%") if slip.kind == slips.TEN}
    assert forms == {
        Fraction("1.87"): Form(2, Fraction(1)),
        Fraction(187): Form(0, Fraction(1)),
        Fraction("0.187"): Form(3, Fraction(1)),
        Fraction(1870): Form(0, Fraction(1)),
    }
