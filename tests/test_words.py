"""What is said to people: grammar, brackets around what is negative, and nothing called exact that is not."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from documents import DOCUMENT, TODAY, add_document, claim, project, run
from updates import Repository, rows

from crossfoot import wording
from crossfoot.check import check
from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.findings import formula
from crossfoot.interval import point
from crossfoot.items import items_of
from crossfoot.queries import queries_of
from crossfoot.report import html
from crossfoot.summary import not_checked, untouched

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour-briefing" / "claims"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(36), "exactly 36%"),
        (Fraction("12.25"), "exactly 12.25%"),
        (Fraction(14500, 1146), "about 12.6527%"),
        (Fraction("12.6527123"), "about 12.6527%"),
        (Fraction(20, 3), "about 6.66667%"),
        (Fraction(387900), "exactly 387,900%"),
    ],
)
def test_only_what_ends_there_is_exact(value: Fraction, said: str) -> None:
    assert wording.interval(point(value), "percent") == said


@pytest.mark.parametrize(
    ("template", "operands", "said"),
    [
        ("{0} = {1} − {2}", ["20.4", "12.3", "-8.1"], "20.4 = 12.3 − (-8.1)"),
        ("{0} = {1} − {2}", ["20.4", "12.3", "[-]8.1"], "20.4 = 12.3 − ([-]8.1)"),
        ("{0} = {1} + {2}", ["4.2", "12.3", "−8.1"], "4.2 = 12.3 − 8.1"),
        ("{0} = {1} × (1 + {2})", ["93", "100", "-7%"], "93 = 100 × (1 − 7%)"),
        ("{0} = {1} × (1 + {2})", ["93", "100", "[-]7%"], "93 = 100 × (1 − 7%)"),
        ("{0} = {1} × (1 + {2})", ["93", "100", "[-]more than 7%"], "93 = 100 × (1 + [-]more than 7%)"),
        ("{0} = {1} × {2}", ["-93", "-1", "93"], "-93 = -1 × 93"),
        ("{0} ≤ {1}", ["-93", "-1"], "-93 ≤ -1"),
    ],
)
def test_what_is_negative_does_not_meet_another_sign(template: str, operands: list[str], said: str) -> None:
    assert wording.filled(template, operands) == said


def test_formulas_of_findings_and_of_the_page(tmp_path: Path) -> None:
    fell = [
        claim("c001", value="93"),
        claim("c002", value="100", period="2021-06"),
        claim("c003", statistic="growth", value="-17", printed="-17%"),
    ]
    outcome = run(tmp_path, fell)
    (finding,) = outcome.findings
    assert "Formula: 93 = 100 × (1 − 17%)" in finding.message
    assert "93 = 100 × (1 − 17%)" in html.render(outcome)
    decision = next(one for one in outcome.decisions if one.relation.family == "growth-vs-base")
    assert formula(decision, outcome.figures) == "93 = 100 × (1 − 17%)"


def test_two_figures_cannot_both_be_true(tmp_path: Path) -> None:
    assert [wording.cannot(count) for count in (1, 2, 3)] == ["is not possible", "cannot both be true", "cannot all be true"]
    rows_ = [claim("c001", value="1290"), claim("c002", value="2250", bound="more_than", printed="more than 2250")]
    (finding,) = run(tmp_path, rows_).findings
    assert finding.message.startswith("These two figures cannot both be true.")


def test_figures_that_are_all_held_against_others(tmp_path: Path) -> None:
    twice = [claim("c001", value="12"), claim("c002", value="12")]
    assert untouched(run(tmp_path / "1", twice)) == "the figure that takes part is held against another"
    sold = [claim("c001", value="93"), claim("c002", value="100", period="2021-06"), claim("c003", statistic="growth", value="-7")]
    assert untouched(run(tmp_path / "2", sold)) == "all 3 figures that take part are held against others"
    alone = untouched(run(tmp_path / "3", [*sold, claim("c004", measure="trams")]))
    assert alone == "1 of the 4 figures that take part is held against no other; the report lists it"


def test_which_document_records_no_turns(tmp_path: Path) -> None:
    root = project(tmp_path, [claim()])
    for number in range(5):
        add_document(root, f"other-{number}", [claim()])
    add_document(root, "told", [claim()], text="12 vehicles were built in June.\n")
    said = not_checked(items_of(check(load(root), today=TODAY)))
    assert "not checked, 6: the document records no turns (briefing, other-0, other-1, other-2 and 2 more)" in said


def test_a_query_about_a_file_does_not_ask_for_a_row(tmp_path: Path) -> None:
    root = project(tmp_path, [claim()])
    (root / "datapackage.json").write_text("{}", encoding="utf-8")
    (query,) = queries_of(check(load(root), today=TODAY))
    assert "The record is not in order: datapackage.json:1:1: " in query.text
    assert "row" not in query.text
    assert "Could you put that right?" in query.text


def test_a_figure_that_nobody_printed_is_called_so(tmp_path: Path) -> None:
    outcome = run(tmp_path, [claim("c001", value="590000", printed="590,000"), claim("c002", statistic="growth", value="12")])
    page = html.render(outcome)
    row = page.partition('<tr id="relation/growth-vs-base/')[2].partition("<tr")[0]
    assert "nobody printed it" in row
    assert "no value at all" not in page


def test_the_page_explains_what_is_decided_together() -> None:
    page = html.render(check(load(EXAMPLE), today=TODAY))
    assert '<a href="#rule/joint">joint</a>' in page
    assert page.count('id="rule/joint"') == 1
    assert "<p>Whether one true value for each figure fits everything that was printed" in page
    assert "= 100%" in page
    assert "100 %" not in page


def test_a_page_without_a_joint_finding_does_not(tmp_path: Path) -> None:
    assert "rule/joint" not in html.render(run(tmp_path, [claim("c001", value="12"), claim("c002", value="12")]))


def test_a_relation_that_is_only_implied_now(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository = Repository(tmp_path)
    before = check(load(repository.claims), today=TODAY)
    decision = next(one for one in before.decisions if one.relation.family == "parts-sum" and one.verdict.decided)
    rows(repository.claims / DOCUMENT, lambda found: [row for row in found if row["id"] != "c004"])
    main(["gate", str(repository.claims), "--today", TODAY.isoformat()])
    said = capsys.readouterr().out
    assert f"{decision.id}: is no longer decided: nothing printed is left to hold it against" in said
    assert "\nImplied (" in said


def test_the_audit_of_a_claim_in_a_finding_says_that_it_counts_for_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sold = [claim("c001", value="93"), claim("c002", value="101", period="2021-06"), claim("c003", statistic="growth", value="-17")]
    root = project(tmp_path, sold)
    main(["audit", str(root), "--claim", "briefing/c003", "--today", TODAY.isoformat()])
    said = capsys.readouterr().out
    assert "What fails already counts for nothing here: growth-vs-base/cars/growth/2022-06/yoy." in said
    main(["audit", str(root), "--today", TODAY.isoformat(), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["red"]
