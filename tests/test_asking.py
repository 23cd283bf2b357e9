"""What would settle it, rounding said positively, explanations and queries."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from documents import TODAY, Row, claim, project, run

from crossfoot import explain
from crossfoot.arithmetic import outside_words, steps
from crossfoot.check import Outcome, check
from crossfoot.cli import main
from crossfoot.constraint import Between
from crossfoot.dataset import load
from crossfoot.interval import ANYTHING, Interval
from crossfoot.missing import missing_of
from crossfoot.queries import queries_of
from crossfoot.relations import FAMILIES
from crossfoot.remarks import remark
from crossfoot.report import html, json_report
from crossfoot.testing import check_example

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


def test_a_range_that_rests_on_figures_of_a_finding_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        claim("c001", value="67.3", statistic="share"),
        claim("c002", value="637"),
        claim("c003", value="1000", measure="all-cars", precision="1"),
        claim("c004", value="40.0", statistic="growth"),
    ]
    root = project(tmp_path, rows, measures={"cars": {"part_of": ["all-cars"]}, "all-cars": {}})
    (finding,) = check(load(root), today=TODAY).findings
    found = {one.key.id: one for one in missing_of(check(load(root), today=TODAY))}
    assert found["cars/level/2021-06"].doubted == (finding.fingerprint,)
    assert main(["missing", str(root)]) == 0
    assert f"as doubtful as the figures of {finding.fingerprint}, on which it rests" in capsys.readouterr().out


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


def test_eleven_industries_miss_their_total_by_rounding_alone() -> None:
    numbers = [29312, 81147, 17406, 29563, 11825, 4687, 21894, 20713, 13482, 11049, 55223]
    names = [f"industry-{number}" for number in range(len(numbers))]
    measures = {name: {"unit": "yuan", "kind": "flow", "min": 0} for name in names}
    whole = {"gdp": {"unit": "yuan", "kind": "flow", "min": 0, "partitions": {"industry": names}}}
    rows = [{"measure": name, "value": n, "printed": f"{n:,}"} for name, n in zip((*names, "gdp"), (*numbers, 296299), strict=True)]
    outcome = check_example({"measures": measures | whole, "claims": rows})
    (words,) = remarks(outcome).values()
    assert words == "As printed the parts make 296,301, not 296,299; rounding alone explains the difference."
    assert "Holds." in explain.explain("parts-sum/gdp/level/2031", outcome)[1]


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


def steps_of(family: str, rows: list[dict[str, object]], measures: dict[str, object]) -> list[str]:
    """The lines on the one relation of this family, without those on the figures."""
    outcome = check_example({"measures": measures, "claims": rows})
    found = next(decision for decision in outcome.decisions if decision.relation.family == family)
    lines = [line.strip() for line in explain.explain(found.id, outcome)]
    return lines[next(n for n, line in enumerate(lines) if line.startswith("Step by step")) :]


AVERAGE = {"catch": {"unit": "tonnes", "kind": "flow", "growth_basis": "nominal", "min": 0, "average": "annual"}}
NOW, BASE = {"measure": "catch", "value": 2824, "printed": "2,824"}, {"measure": "catch", "period": 2026, "value": 2310, "printed": "2,310"}
RATE = {"measure": "catch", "statistic": "growth", "versus": "2026", "value": 4.4, "printed": "4.4%"}


def test_the_arithmetic_of_an_average_growth_rate() -> None:
    lines = steps_of("average-growth", [NOW, BASE, RATE], AVERAGE)
    assert lines[1:13] == [
        "tier A, rounded to nearest",
        "2,823.5 to 2,824.5 tonnes ÷ 2,309.5 to 2,310.5 tonnes: 1.22203 to 1.22299",
        "the root of degree 5 of that, rounded outwards: 1.04092 to 1.04108",
        "less 1, and times 100, as it is in percent",
        "and exactly, the other way round:",
        "catch: growth on 2026, 2031, 4.35 to 4.45%: a factor of 1.0435 to 1.0445 a year",
        "to the power of 5, for as many years: 1.23726 to 1.2432",
        "2,309.5 to 2,310.5 tonnes × 1.23726 to 1.2432: 2,857.46 to 2,872.42 tonnes",
        "of which catch, 2031, may be: no value at all",
        "the other figures allow: 4.09176 to 4.10815%",
        "its own prints allow: 4.35 to 4.45%",
        "both: no value at all",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([BASE, RATE], "2,309.5 to 2,310.5 tonnes × 1.23726 to 1.2432"),
        ([NOW, RATE], "2,823.5 to 2,824.5 tonnes ÷ 1.23726 to 1.2432"),
        ([NOW, BASE | {"period": 2030}, RATE | {"versus": "2030"}], "less 1, and times 100, as it is in percent"),
    ],
    ids=["level", "base", "one year"],
)
def test_the_arithmetic_of_a_level_and_of_one_year(rows: list[dict[str, object]], expected: str) -> None:
    lines = steps_of("average-growth", rows, AVERAGE)
    assert expected in lines
    assert not any("root of degree 1" in line for line in lines)


SECTORS = {
    "output": {"unit": "yuan", "kind": "flow", "growth_basis": "constant", "min": 0, "partitions": {"sector": ["goods", "services"]}},
    "goods": {"unit": "yuan", "kind": "flow", "growth_basis": "constant", "min": 0},
    "services": {"unit": "yuan", "kind": "flow", "growth_basis": "constant", "min": 0},
    "mining": {"unit": "yuan", "kind": "flow", "growth_basis": "constant", "min": 0},
}


def growth(measure: str, value: float) -> dict[str, object]:
    return {"measure": measure, "statistic": "growth", "versus": "yoy", "value": value, "printed": f"{value}%"}


def test_the_arithmetic_of_growth_between_that_of_the_parts() -> None:
    lines = steps_of("growth-within-parts", [growth("output", 5.2), growth("goods", 3.2), growth("services", 1.8)], SECTORS)
    assert lines[2:8] == [
        "goods: year-on-year growth, 2031, 3.15 to 3.25%",
        "services: year-on-year growth, 2031, 1.75 to 1.85%",
        "no less than the least of them (1.75 to 1.85%), and no more than the greatest (3.15 to 3.25%)",
        "the other figures allow: 1.75 to 3.25%",
        "its own prints allow: 5.15 to 5.25%",
        "both: no value at all",
    ]


@pytest.mark.parametrize(("whole", "words"), [(2.5, "they embrace it"), (5.2, "they do not embrace it")])
def test_the_arithmetic_of_one_of_the_parts(whole: float, words: str) -> None:
    outcome = check_example({"measures": SECTORS, "claims": [growth("output", whole), growth("goods", 3.2), growth("services", 1.8)]})
    relation = next(d.relation for d in outcome.decisions if d.relation.family == "growth-within-parts")
    assert isinstance(relation.constraint, Between)
    parts = (*relation.constraint.parts, relation.constraint.parts[0]._replace(measure="mining"))
    domains = {key: outcome.figures.get(key).domain("nearest") or ANYTHING for key in (relation.subject, *parts)}
    lines = list(steps(Between(relation.subject, parts), parts[2], domains, outcome.figures))
    assert lines[2] == "the least of these parts: 1.75 to 1.85%; the greatest: 3.15 to 3.25%"
    assert words in lines[3]


def test_the_arithmetic_of_a_share_of_few() -> None:
    towns = {name: {"unit": "towns", "kind": "count", "integer": True, "min": 0} for name in ("towns", "growing")}
    share = {"measure": "growing", "statistic": "share", "of": "towns", "value": 19, "printed": "19%"}
    lines = steps_of("count-share", [{"measure": "towns", "value": 28, "printed": "28"}, share], towns)
    assert lines[2] == "next to 19%: 17.8571% (5 ÷ 28), and 21.4286% (6 ÷ 28)"
    assert "They miss each other by 0.642857 of the last printed unit." in lines


@pytest.mark.parametrize(
    ("bound", "value", "words"),
    [
        ("less_than", "100.5", "They meet in one number."),
        ("more_than", "102", "They touch without meeting: one ends where the other begins, and that end does not belong to both."),
    ],
)
def test_no_room_and_no_gap(tmp_path: Path, bound: str, value: str, words: str) -> None:
    hedged = claim("c002", value=value, bound=bound, printed=f"{bound.replace('_', ' ')} {value}")
    outcome = run(tmp_path, [claim("c001", value="101"), hedged])
    found = next(d for d in outcome.decisions if d.relation.family == "hedge")
    assert words in [line.strip() for line in explain.explain(found.id, outcome)]


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


@pytest.mark.parametrize(
    ("low", "high", "closed", "words"),
    [
        (-100, None, True, "below −100 cars"),
        (-100, None, False, "of at most −100 cars"),
        (None, 40, True, "above 40 cars"),
        (None, 40, False, "of at least 40 cars"),
        (7, 7, True, "other than 7 cars"),
        (0, 40, True, "outside 0 to 40 cars"),
    ],
)
def test_what_would_be_caught_in_words(low: int | None, high: int | None, closed: bool, words: str) -> None:
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    assert outside_words((Interval(*ends, closed, closed),), "cars") == words


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


def test_a_finding_is_explained_by_its_fingerprint(example: Outcome, tmp_path: Path) -> None:
    finding = next(one for one in example.findings if one.family == "same-figure" and "784,000" in one.message)
    assert explain.explain(finding.fingerprint, example) == explain.explain("same-figure/containers/level/2031-H1", example)
    outcome = run(tmp_path, [claim(value="12", printed="13")])
    (failed,) = outcome.findings
    lines = explain.explain(failed.fingerprint, outcome)
    assert lines == explain.explain(lines[0], outcome)
    assert lines[1].endswith("The recorded value is what was printed.")
    assert "briefing/c001 (" in "\n".join(lines)


def test_without_a_data_set_only_families_are_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "waiver", str(tmp_path / "none")]) == 0
    assert main(["explain", "part-sum", str(tmp_path / "none")]) == 4
    assert "found no family named 'part-sum'; did you mean: parts-sum" in (error := capsys.readouterr().err)
    assert "found no folder" in error


def test_the_two_traps_are_quiet_and_say_why() -> None:
    profits = {"profits": {"unit": "yuan", "kind": "flow", "growth_basis": "comparable"}}
    rows = [{"measure": "profits", "value": 39038.1}, {"measure": "profits", "period": 2030, "value": 42481.2}]
    rate = {"measure": "profits", "statistic": "growth", "versus": "yoy", "value": 17.1, "printed": "+17.1%"}
    people = {name: {"unit": "people", "kind": "stock", "min": 0} for name in ("long-term", "unemployed")}
    people["long-term"]["share_basis"] = "seasonal"
    month = {"period": "2031-12-31"}
    counts = [{"measure": "long-term", "value": 1826, **month}, {"measure": "unemployed", "value": 7236, **month}]
    share = {"measure": "long-term", "statistic": "share", "of": "unemployed", "value": 24.9, "printed": "24.9%", **month}
    for measures, claims, name, formula, why in (
        (profits, [*rows, rate], "growth-vs-base", "39038.1 = 42481.2 × (1 + 17.1%)", "on a comparable basis, so that the coverage"),
        (people, [*counts, share], "share-of-whole", "1826 = 24.9% × 7236", "part and whole were adjusted separately"),
    ):
        outcome = check_example({"measures": measures, "claims": claims})
        assert not outcome.findings
        found = next(decision for decision in outcome.decisions if decision.relation.family == name)
        text = "\n".join(explain.explain(found.id, outcome))
        assert f"Formula: {formula}" in text
        assert why in text


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
        f"As far as we can see, these two figures cannot both be true. {AGREE} We have allowed for every usual way of rounding.",
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


def test_a_query_asks_what_fits_the_finding(real: Outcome) -> None:
    texts = {query.fingerprint.rpartition("-")[0]: query.text for query in queries_of(real, everything=True)}
    # Nobody rounded a figure that is credited to somebody else, and nobody rounds the number of a plan.
    assert "Could you tell us whether that is what was meant, and where it is published?" in texts["attribution"]
    assert "up to 30 June 2022, where it was given first." in texts["attribution"]
    assert "Could you tell us how they were rounded, and where they are published?" in texts["growth-vs-base"]
    assert "every usual way of rounding" in texts["same-figure"]
    assert "every usual way of rounding" not in texts["calendar"]


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
    assert page.count("Ask the speaker") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
