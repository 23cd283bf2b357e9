"""Which figure of a conflict is suspected first, and of which slip."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from documents import claim, run
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.solver.likelihood import tied
from crossfoot.solver.repair import Repair
from crossfoot.solver.slips import FLIPPED, TEN

PARTS = ("cars", "vans", "buses", "trucks")
MEASURES: dict[str, dict[str, object]] = {"vehicles": {"partitions": {"all": list(PARTS)}}, **{part: {} for part in PARTS}}


def repairs(folder: Path, rows: list[dict[str, str]], measures: dict[str, dict[str, object]]) -> tuple[Repair, ...]:
    """The repairs of the one contradiction of a document."""
    (finding,) = [found for found in run(folder, rows, measures=measures).findings if found.verdict.fails and found.conflict]
    assert finding.conflict is not None
    return finding.conflict.repairs


def test_a_share_is_taken_to_have_as_many_decimals_as_its_like(tmp_path: Path) -> None:
    printed = ("55%", "40.1%", "30.2%", "24.2%")
    rows = [
        claim(f"c00{n}", measure=part, statistic="share", of="vehicles", value=text.rstrip("%"), printed=text, unit="percent")
        for n, (part, text) in enumerate(zip(PARTS, printed, strict=True))
    ]
    first = repairs(tmp_path, rows, MEASURES)[0]
    assert first.claims == ("briefing/c000",)
    assert (first.slips[0].kind, first.slips[0].value) == (TEN, Fraction("5.5"))


def test_an_exchanged_hedge_is_suspected_before_figures_that_any_slip_would_lead_to(tmp_path: Path) -> None:
    rows = [
        claim("c001", value="1239150", printed="1,239,150"),
        claim("c002", value="970000", printed="less than 970,000", bound="less_than", period="2021-06"),
        claim("c003", statistic="growth", value="26.8", printed="26.8%"),
    ]
    first = repairs(tmp_path, rows, {"cars": {}})[0]
    assert first.claims == ("briefing/c002",)
    assert first.slips[0].kind == FLIPPED


@given(st.lists(st.fractions(min_value=Fraction(1, 1000), max_value=1000), max_size=8))
def test_ties_keep_the_order_and_never_join_what_differs_by_more_than_a_factor_of_two(scores: list[Fraction]) -> None:
    falling = sorted(scores, reverse=True)
    found = tied(falling)
    assert found == sorted(found, reverse=True)
    assert all(score <= made < 2 * score or made == score for score, made in zip(falling, found, strict=True))
    assert found[:1] == falling[:1]


@pytest.mark.parametrize(("scores", "expected"), [([4, 3, 2, 1], [4, 4, 2, 1]), ([8, 4], [8, 4]), ([], [])])
def test_what_is_less_than_twice_as_likely_is_a_tie(scores: list[int], expected: list[int]) -> None:
    assert tied([Fraction(score) for score in scores]) == expected
