"""What would settle it, rounding said positively, explanations and queries."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from documents import TODAY, Row, claim, project, run

from crossfoot import explain
from crossfoot.check import Outcome, check
from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.missing import missing_of
from crossfoot.queries import queries_of
from crossfoot.relations import FAMILIES
from crossfoot.remarks import remark
from crossfoot.report import html, json_report

ROOT = Path(__file__).parents[1]
CLAIMS, EXAMPLE = ROOT / "claims", ROOT / "examples" / "harbour-briefing" / "claims"
CONTAINERS, AGREE = "Containers handled, first half of 2031", "Everyone who gives this figure must give the same one."
PARTS = {"cars": {"partitions": {"kind": ["red", "blue"]}}, "red": {}, "blue": {}}


@pytest.fixture(scope="module")
def real() -> Outcome:
    return check(load(CLAIMS), today=TODAY)


@pytest.fixture(scope="module")
def example() -> Outcome:
    return check(load(EXAMPLE), today=TODAY)


def parts(whole: str, red: str, blue: str, **fields: str) -> list[Row]:
    values = {"cars": whole, "red": red, "blue": blue}
    return [
        claim(f"c00{n}", measure=name, value=value.replace(",", ""), printed=value, **fields)
        for n, (name, value) in enumerate(values.items(), 1)
    ]


def remarks(outcome: Outcome) -> dict[str, str]:
    return {d.id: words for d in outcome.decisions if (words := remark(d, outcome.figures))}


# What would settle it


def test_the_transcript_alone_implies_the_growth_of_gdp(tmp_path: Path) -> None:
    shutil.copytree(CLAIMS, tmp_path / "claims")
    shutil.rmtree(tmp_path / "claims" / "official-2022h1")
    found = {one.key.id: one for one in missing_of(check(load(tmp_path / "claims"), today=TODAY))}
    growth = found["gdp/growth/2022-H1/yoy"]
    assert growth.label == "Gross domestic product: year-on-year growth, first half of 2022"
    assert growth.words == "2.4 to 2.6%"
    assert set(growth.claims) == {"miit-2022h1/c076", "miit-2022h1/c077"}


def test_missing_lists_every_implied_figure(real: Outcome, capsys: pytest.CaptureFixture[str]) -> None:
    assert {name for one in missing_of(real) for name in one.relations} == {d.id for d in real.decisions if d.verdict == "implies"}
    assert main(["missing", str(CLAIMS)]) == 0
    text = capsys.readouterr().out
    assert all(f"{one.label}, {one.words}\n" in text for one in missing_of(real))
    assert main(["missing", str(CLAIMS), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [entry["figure"] for entry in data] == [one.key.id for one in missing_of(real)]
    assert all(entry["range"]["low"] is None or isinstance(entry["range"]["low"], str) for entry in data)


def test_nothing_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["missing", str(project(tmp_path, [claim()]))]) == 0
    assert capsys.readouterr().out == "No relation of these records lacks a figure that would settle it.\n"


# Rounding said positively


def test_the_sectors_miss_by_rounding_alone(real: Outcome) -> None:
    words = "As printed the parts make 562,641, not 562,642 [hundred million yuan]; rounding alone explains the difference."
    assert remarks(real)["parts-sum/gdp/level/2022-H1"] == words
    relation = next(r for r in json.loads(json_report.render(real))["relations"] if r["id"] == "parts-sum/gdp/level/2022-H1")
    assert relation["remark"] == words
    assert words in html.render(real)
    assert words in "\n".join(explain.explain("parts-sum/gdp/level/2022-H1", real))


def test_the_example_has_a_sum_a_list_of_shares_and_two_quarters(example: Outcome) -> None:
    found = remarks(example)
    assert found["shares-sum/dry-bulk/share/of-cargo/2031-H1"].startswith("As printed the shares make 100.1%, not 100%;")
    assert found["parts-sum/cargo/level/2031-H1"].startswith("As printed the parts make 6,272, not 6,271 [thousand tonnes];")
    assert found["subperiods-sum/revenue/level/2031-H1"].startswith("As printed the shorter periods make 214.7, not 214.6 million crowns;")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (parts("100.2", "60.1", "40.2"), "As printed the parts make 100.3, not 100.2; rounding alone explains the difference."),
        (parts("100.3", "60.1", "40.2"), ""),
        (parts("200.3", "60.1", "40.2"), ""),
        (parts("100.2", "60.1", "40.2", bound="about"), ""),
    ],
    ids=["rounded", "exact", "contradiction", "hedged"],
)
def test_remarks_are_about_rounding_only(tmp_path: Path, claims: list[Row], expected: str) -> None:
    assert remarks(run(tmp_path, claims, measures=PARTS)).get("parts-sum/cars/level/2022-06", "") == expected


# Explanations


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_is_explained(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", name, "no-such-folder"]) == 0
    assert capsys.readouterr().out.startswith(f"{name}\n")


@pytest.mark.parametrize("data", [CLAIMS, EXAMPLE], ids=["claims", "example"])
def test_every_relation_and_claim_is_explained(data: Path) -> None:
    outcome = check(load(data), today=TODAY)
    for decision in outcome.decisions:
        lines = explain.explain(decision.id, outcome)
        assert lines[0] == decision.id
        assert "The verdict" in lines
    for one in outcome.claims:
        text = "\n".join(explain.explain(one.ref, outcome))
        assert "Relations through it" in text
        assert f"{one.document}/claims.csv, line {one.line}" in text


def test_the_arithmetic_of_a_growth_rate(real: Outcome) -> None:
    lines = [line.strip() for line in explain.explain("growth-vs-base/nev-production/growth/2022-06/yoy", real)]
    assert "589,500 to 590,500 vehicles ÷ 247,500 to 248,500 vehicles: 2.37223 to 2.38586" in lines
    assert "the other figures allow: 137.223 to 138.586%" in lines
    assert "both: no value at all" in lines
    assert "both: 134.941 to below 140%" in lines
    assert "Strained: 1.3 times (miit-2022h1/c047) is cut off rather than rounded." in lines


def test_the_arithmetic_of_a_sum(tmp_path: Path) -> None:
    outcome = run(tmp_path, parts("100.2", "60.1", "40.2"), measures=PARTS)
    lines = [line.strip() for line in explain.explain("parts-sum/cars/level/2022-06", outcome)]
    assert "+ red, June 2022, 60.05 to 60.15 vehicles: 60.05 to 60.15 vehicles" in lines
    assert "+ blue, June 2022, 40.15 to 40.25 vehicles: 100.2 to 100.4 vehicles" in lines
    assert "both: 100.2 to 100.25 vehicles" in lines


def test_a_waived_claim_is_explained_with_the_claim_back_in(real: Outcome) -> None:
    text = "\n".join(explain.explain("same-figure/auto-va/growth/2022-05/yoy", real))
    assert '"7%" (miit-2022h1/c034) leaves 6.5 to 7.5%' in text
    assert '"-7.0%" (official-2022h1/o017) leaves no value at all' in text
    assert "Accepted: A minus sign was lost in the translation" in text


def test_a_claim_by_its_short_id_names_its_twins(example: Outcome) -> None:
    text = "\n".join(explain.explain("c053", example))
    assert text.startswith("harbour-briefing/c053 (in a finding)")
    assert 'Port Director: "748,000" (harbour-briefing/c001' in text
    assert "same-figure/containers/level/2031-H1: contradiction" in text


def test_a_figure_is_explained_claim_by_claim(example: Outcome) -> None:
    text = "\n".join(explain.explain("containers/level/2031-H1", example))
    assert "harbour-briefing/c001 (in a finding)" in text
    assert "harbour-briefing/c053 (in a finding)" in text


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("parts-sm", "parts-sum"), ("harbour-briefing/c01", "harbour-briefing/c01"), ("ferry", "ferry-passengers"), ("", "every name")],
)
def test_an_unknown_name_is_4_with_the_nearest(name: str, suggested: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", name, str(EXAMPLE)]) == 4
    captured = capsys.readouterr()
    assert captured.out == ""
    assert suggested in captured.err


# Queries


def test_a_query_says_who_where_what_and_what_would_settle_it(example: Outcome) -> None:
    query = next(one for one in queries_of(example) if one.fingerprint.startswith("same-figure") and "748,000" in one.text)
    assert query.to == ("Port Director", "Head of Cargo")
    assert query.text.split("\n") == [
        "To: Port Director, Head of Cargo",
        "",
        'We are checking figures in "Half-year briefing of the Brackwater Port Authority". These are given there:',
        f'- Port Director: "748,000" for {CONTAINERS} (turn 1, characters 211 to 218; our reference harbour-briefing/c001)',
        f'- Head of Cargo: "784,000" for {CONTAINERS} (turn 9, characters 3,527 to 3,534; our reference harbour-briefing/c053)',
        "",
        f"As far as we can see, these two figures cannot all be true. {AGREE} We have allowed for every usual way of rounding.",
        "Could you tell us which of them stand, and where they are published?",
        f"What would settle it: {CONTAINERS}, as exactly as it is known.",
        "Thank you.",
    ]


def test_one_query_a_finding(real: Outcome, example: Outcome) -> None:
    for outcome in (real, example):
        everything = queries_of(outcome, everything=True)
        assert [query.fingerprint for query in everything] == [finding.fingerprint for finding in outcome.findings]
        assert len(queries_of(outcome)) == sum(finding.severity == "error" for finding in outcome.findings)
        assert not any("wrong" in query.text for query in everything)


def test_a_pinned_document_is_not_asked(real: Outcome) -> None:
    query = next(one for one in queries_of(real, everything=True) if "official-2022h1/o017" in one.text)
    assert query.to == ("Tao Qing",)


def test_a_failed_record_check_asks_the_keeper(tmp_path: Path) -> None:
    (query,) = queries_of(run(tmp_path, [claim(value="12", printed="13")]))
    assert query.to == ("whoever keeps the record",)
    assert "The record does not fit its source" in query.text


def test_what_nobody_printed_would_settle_it(tmp_path: Path) -> None:
    # Both growth rates bound the cars of the year before, and apart.
    claims = [
        claim("c001", measure="shops", value="12.0", printed="12.0"),
        claim("c002", measure="shops", statistic="growth", value="150", printed="150%"),
        claim("c003", measure="shops", value="9.0", printed="9.0", period="2021-05"),
        claim("c004", measure="shops", statistic="growth", value="1", printed="1%", period="2021-06", versus="previous"),
    ]
    texts = [query.text for query in queries_of(run(tmp_path, claims))]
    assert texts
    assert all("What would settle it: shops, June 2021, which we have not found in print." in text for text in texts)


def test_queries_on_the_command_line(capsys: pytest.CaptureFixture[str], example: Outcome) -> None:
    assert main(["queries", str(EXAMPLE), "--today", "2026-11-23"]) == 0
    out = capsys.readouterr().out
    assert all(query.text in out for query in queries_of(example))
    rest = len(queries_of(example, everything=True)) - len(queries_of(example))
    assert f"{rest} more for what is strained or accepted: --all\n" in out
    assert main(["queries", str(EXAMPLE), "--all", "--today", "2026-11-23"]) == 0
    assert "more for what is strained" not in capsys.readouterr().out


def test_every_card_has_its_query_escaped(tmp_path: Path) -> None:
    header = {"title": "<script>alert(1)</script>"}
    page = html.render(run(tmp_path, [claim("c001", value="1290"), claim("c002", value="1250")], header=header))
    assert page.count('<details class="query">') == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
