"""`crossfoot try`: plain English in, a verdict out; what cannot be read is refused, never guessed."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.cli import main
from crossfoot.trial import try_sentence
from crossfoot.trial_text import EXAMPLES, TrialError
from crossfoot.vocabulary import Verdict

WORDS = [
    "20.5",
    "18.9",
    "12%",
    "1.3 times",
    "+",
    "-",
    "=",
    "is",
    "of",
    "from",
    "up",
    "down",
    "points above",
    "million",
    ",",
    "3/4",
    "-7",
    "x",
    "/",
    "tripled",
]
CASES = [
    # growth
    ("20.5 from 18.9, up 12 %", "contradiction"),
    ("20.5 from 18.9, up 8.5 %", "holds"),
    ("20.5, up 8.5% from 18.9", "holds"),
    ("up 8.5% to 20.5 from 18.9", "holds"),
    ("Sales rose by 8.5% to 20.5 million from 18.9 million.", "holds"),
    ("Revenue rose to 20.5 million from 18.9 million, an increase of 8.5%.", "holds"),
    ("sales were 20.5 million, up 8.5 percent compared with 18.9 million", "holds"),
    ("93 from 100, down 7%", "holds"),
    ("93 from 101, up 7%", "contradiction"),
    ("fell 7% to 93 from 100", "holds"),
    ("20.5 from 18.9, down more than 3%", "contradiction"),
    ("97.5 from 100, down more than 2%", "holds"),
    ("97.5 from 100.0, down more than 4%", "contradiction"),
    ("93 from 100, up 7%", "strained"),  # 100 may be a rounded 87
    ("596,000 from 256,000, up 1.3 times", "holds"),
    ("590,000 from 248,000, up 1.3 times", "strained"),
    ("256,000 from 248,000, up 1.3 times", "contradiction"),
    ("332,800 from 256,000, up 1.3 times", "strained"),
    ("20.5, up 12%", "implies"),
    ("up 12% from 18.9", "implies"),
    ("20.5 from 18.9", "implies"),
    # sums
    ("920,000 + 380,000 = 1.3 million", "holds"),
    ("290,000 + 380,000 = 1.3 million", "contradiction"),
    ("920,000 and 380,000 make 1.3 million", "holds"),
    ("1.3 million = 920,000 + 380,000", "holds"),
    ("920,000 private plus 380,000 public is 1.3 million", "holds"),
    ("1.3 million - 380,000 = 920,000", "holds"),
    ("10 + 20 + 30 = 61", "holds"),
    ("11 + 21 + 31 = 68", "contradiction"),
    ("38.7% + 20.9% + 30.2% + 10.3% = 100%", "holds"),
    ("8.3% - 2.5% = 5.8 points", "holds"),
    ("-5 + 3 = -2", "holds"),
    # products and quotients
    ("31.6 / 12.4 = 2.55", "holds"),
    ("31.6 / 12.4 = 2.75", "contradiction"),
    ("2.55 = 31.6 / 12.4", "holds"),
    ("31.6 million divided by 12.4 million is 2.55", "holds"),
    ("12.4 million x 2.55 = 31.6 million", "holds"),
    ("12.4 million x 2.55 = 36.1 million", "contradiction"),
    ("12.4 million × 2.55 crowns = 31.6 million crowns", "holds"),
    ("12.4 * 2.55 = 31.6", "holds"),
    ("162.4 billion ÷ 815.8 billion = 19.9%", "holds"),
    ("815.8 billion x 19.9% = 162.4 billion", "holds"),
    ("50% x 20% = 10%", "holds"),
    ("10 million / 5 = 2 million", "holds"),
    ("-5.0 x 3.0 = -15.0", "holds"),
    ("-5.0 x 3.0 = 15.0", "contradiction"),
    # multiples
    ("tripled from 100 to 290", "holds"),
    ("tripled from 100.0 to 290.0", "holds"),
    ("tripled from 100.0 to 390.0", "strained"),
    ("tripled from 100.0 to 410.0", "contradiction"),
    ("Sales doubled to 40.1 million from 20.3 million.", "holds"),
    ("290 from 100, tripled", "holds"),
    ("more than doubled from 20.1 to 40.9", "holds"),
    ("more than doubled from 20.1 to 38.9", "contradiction"),
    ("Sales nearly doubled from 20.1 to 39.9", "holds"),
    ("halved from 48.2 to 24.3", "holds"),
    ("halved from 48.2 to 44.3", "contradiction"),
    ("more than halved from 48.2 to 20.1", "holds"),
    ("more than halved from 48.2 to 26.1", "contradiction"),
    ("doubled from 20.1", "implies"),
    # shares
    ("162.4 billion is 19.9% of 815.8 billion", "holds"),
    ("162.4 billion is 91.9% of 815.8 billion", "contradiction"),
    ("19.9% of 815.8 billion is 162.4 billion yuan", "holds"),
    ("$5bn is 50% of $10bn", "holds"),
    ("19.9% of 815.8 billion", "implies"),
    # points
    ("8.3% is 5.8 points above 2.5%", "holds"),
    ("8.3% is 8.5 points above 2.5%", "contradiction"),
    ("2.9% is 3.2 percentage points below 6.1%", "holds"),
    ("5.8 percentage points more than 2.5% is 8.3%", "holds"),
    ("44.2% from 40.2%, up 4 points", "holds"),
    ("44.2% from 40.2%, up 4%", "contradiction"),
    ("40.2% from 44.2%, down 4 points", "holds"),
    ("4.25 percent from 4.50 percent, down 25 basis points", "holds"),
    ("4.25 percent from 4.50 percent, down 50 bps", "contradiction"),
    ("4.75 percent is 25 basis points above 4.50 percent", "holds"),
    ("4.50 percent + 25 basis points = 4.75 percent", "holds"),
    # hedges belong to their figures
    ("close to 5 of 12 is 40%", "holds"),
    ("more than 1,000 + more than 2,000 = 2,500", "contradiction"),
    ("nearly 300,000 plus 100,000 is 395,000", "holds"),
    ("more than 3,100 plus less than 5 = 3,102", "not_checked"),
]


@pytest.mark.parametrize(("sentence", "verdict"), CASES)
def test_verdicts(sentence: str, verdict: str) -> None:
    assert try_sentence(sentence).decision.verdict == verdict


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("", "found no figure"),
        ("hello world", "found no figure"),
        ("12%", "found one figure"),
        ("20.5 and 18.9", "one total behind a ="),
        ("5 and 6 7", "cannot read '6 7' as one figure"),
        ("20.5 from 18.9 million, up 8%", "found 20.5 beside 18.9 million"),
        ("$5 + 3 euros = 8 dollars", "different units (dollar, euro)"),
        ("20.5 from -3, up 2%", "growth from zero or less"),
        ("20.5 from 0, up 2%", "growth from zero or less"),
        ("20.5 from 18.9, up 2", "a rate in percent"),
        ("5 from 20, down 3 times", "read in different ways"),
        ("5 of 12", "a share in percent"),
        ("8 is 5 points above 3 kg of 4", "expected a percentage"),
        ("1 + 1 + 1 = 4-1/3", "no decimal"),
        ("10 = 20", "no word that says how they belong together"),
        ("5-10 from 3, up 2%", "cannot read"),
        ("1 + " * 25 + "1 = 26", "figures"),
        ("9" * 600, "at most 500"),
        ("31.6 / 0 = 2", "division by 0"),
        ("31.6 million / 12.4 = 2.55", "found 12.4 beside 31.6 million"),
        ("12.4 million x 2.55 = 31.6", "found 31.6 beside 12.4 million"),
        ("2 x 3 x 4 = 24", "one product or quotient of two figures"),
        ("2 x 3 + 4 = 10", "one product or quotient of two figures"),
        ("2 x 3", "one product or quotient of two figures"),
        ("doubled and 5", "one total behind a ="),
        ("nearly halved from 48.2 to 26.1", "read in different ways"),
        ("20.5\u202e from 18.9, up 12%", "cannot read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_examples(sentence: str, said: str) -> None:
    with pytest.raises(TrialError) as caught:
        try_sentence(sentence)
    assert said in str(caught.value)
    assert all(f'crossfoot try "{example}"' in str(caught.value) for example in EXAMPLES)


def test_both_intervals_are_shown() -> None:
    lines = try_sentence("20.5 from 18.9, up 12 %").lines
    assert lines[0] == "contradiction: These three figures cannot all be true."
    assert lines[1] == "  20.5 = 18.9 × (1 + 12 %)"
    assert lines[2].startswith("  12 % may stand for 11.5 to 13%")
    assert lines[3].startswith("  the other figures allow 7.63158 to 9.28382%")


@pytest.mark.parametrize(
    "sentence", ["5-10 from 3, up 2%", "5 and 6 7", "up 12% from about it 18.9", "1e5 + 3 = 4", "1,23 + 4 = 5", "three quarters + 2 = 3"]
)
def test_refusals_do_not_speak_of_records(sentence: str) -> None:
    with pytest.raises(TrialError) as caught:
        try_sentence(sentence)
    said = str(caught.value)
    assert not any(word in said for word in ("`printed`", "start and end", "claim", "brackets"))


def test_a_product_is_shown_as_it_was_written() -> None:
    assert try_sentence("31.6 / 12.4 = 2.75").lines[1] == "  2.75 = 31.6 / 12.4"
    assert try_sentence("tripled from 100.0 to 390.0").lines[1] == "  390.0 = 100.0 × 3"
    assert try_sentence("93 from 100, down 7%").lines[1] == "  93 = 100 × (1 − 7%)"


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_are_decided(example: str) -> None:
    assert try_sentence(example).exit_code in (0, 1)


@pytest.mark.parametrize(("sentence", "code"), [(EXAMPLES[1], 0), (EXAMPLES[0], 1), ("20.5, up 12%", 5), ("hello", 4)])
def test_exit_codes(sentence: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["try", sentence]) == code
    captured = capsys.readouterr()
    assert bool(captured.err) is (code == 4)
    assert bool(captured.out) is (code != 4)


@given(st.text(max_size=60))
def test_any_text_gets_a_verdict_or_an_error(sentence: str) -> None:
    with contextlib.suppress(TrialError):
        assert try_sentence(sentence).decision.verdict in Verdict


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_any_words_get_a_verdict_or_an_error(words: list[str]) -> None:
    with contextlib.suppress(TrialError):
        assert try_sentence(" ".join(words)).decision.verdict in Verdict


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_true_sum_never_contradicts(first: int, second: int) -> None:
    verdict = try_sentence(f"{first:,} + {second:,} = {first + second:,}").decision.verdict if min(first, second) >= 1000 else Verdict.HOLDS
    assert verdict in {Verdict.HOLDS, Verdict.STRAINED, Verdict.NOT_CHECKED}


@given(st.integers(1000, 10**7), st.integers(1000, 10**7))
def test_a_true_growth_never_contradicts(now: int, then: int) -> None:
    growth = round((now / then - 1) * 100, 1)
    link = "down" if growth < 0 else "up"
    verdict = try_sentence(f"{now:,} from {then:,}, {link} {abs(growth)}%").decision.verdict
    assert verdict in {Verdict.HOLDS, Verdict.STRAINED, Verdict.NOT_CHECKED}
