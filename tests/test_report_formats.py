"""junit.xml, crossfoot.sarif and workflow annotations: of both data sets, of a hostile one, and of one with every verdict."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from documents import DOCUMENT, HOLDS, IMPLIES, STRAINED, TODAY, TWICE, claim, project, write_yaml

from crossfoot.check import Outcome, check
from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.formats import Format, rendered
from crossfoot.items import Item, items_of
from crossfoot.pytest_items import RelationCheck
from crossfoot.record_checks import FAMILIES as RECORD_FAMILIES
from crossfoot.relations import FAMILIES
from crossfoot.report import JUNIT, SARIF, github, junit, sarif, write_reports
from crossfoot.report.alerts import CUT, alerts, folder_in_repository
from crossfoot.report.sarif import BASE, MOST_DESCRIPTION
from crossfoot.report.shown import harmless
from crossfoot.vocabulary import Verdict

ROOT = Path(__file__).parents[1]
DATA = {"claims": ROOT / "claims", "example": ROOT / "examples" / "harbour-briefing" / "claims"}
pytest_plugins = ["pytester"]
SCHEMA = "CROSSFOOT_SARIF_SCHEMA"
WAIVER = {"claim": "c005", "reason": "They counted the ones on order.", "by": "Mira", "expires": "2026-12-31"}
COMMAND = re.compile(r"::(error|warning|notice) (?:[a-z]+=[^,:\n]*(?:,[a-z]+=[^,:\n]*)*)::[^\r\n]*")
Json = dict[str, Any]


@pytest.fixture(scope="module", params=sorted(DATA))
def outcome(request: pytest.FixtureRequest) -> Outcome:
    return check(load(DATA[request.param]), today=TODAY)


@pytest.fixture(scope="module")
def example() -> Outcome:
    return check(load(DATA["example"]), today=TODAY)


@pytest.fixture
def mixed(tmp_path: Path) -> Outcome:
    """Something that holds, is accepted, strained, implied, and a waiver without a reason."""
    extra = [claim("c011", measure="boats", value="7"), claim("c012", measure="boats", value="9")]
    waivers = [WAIVER, {"claim": "c011", "by": "Mira"}]
    return check(load(project(tmp_path, [*HOLDS, *TWICE, *STRAINED, *IMPLIES, *extra], waivers=waivers)), today=TODAY)


# The same items and findings everywhere


def test_the_example_in_numbers(example: Outcome) -> None:
    root = ET.fromstring(junit.render(example))  # noqa: S314 - we wrote it
    assert root.attrib == {"name": "crossfoot", "tests": "251", "failures": "6", "errors": "0", "time": "0"}
    results = sarif.build(example)["runs"][0]["results"]
    assert Counter(result["level"] for result in results) == {"error": 6, "warning": 1, "note": 1}
    lines = github.render(example).splitlines()
    assert Counter(line.split(" ")[0] for line in lines) == {"::error": 6, "::warning": 1, "::notice": 1}
    assert lines[-1] == "::notice title=crossfoot::6 contradictions among 50 figures."


def test_all_agree_with_the_run(outcome: Outcome) -> None:
    failing = [item for item in items_of(outcome) if item.fails(strict=False)]
    root = ET.fromstring(junit.render(outcome))  # noqa: S314
    assert root.get("failures") == str(len(failing))
    results = sarif.build(outcome)["runs"][0]["results"]
    assert len(results) == len(outcome.findings) + len(outcome.waiver_faults)
    assert {name for result in results if result["level"] == "error" for name in result["properties"]["items"]} == {
        item.id for item in failing
    }
    assert github.render(outcome).count("::error ") == min(len(failing), 10)


def test_what_the_command_prints_is_what_the_folder_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE, *STRAINED])
    names = {"json": "report.json", "markdown": "summary.md", "junit": JUNIT, "sarif": SARIF}
    for options in ([], ["--strict"]):
        today = ["--today", "2026-01-31", *options]
        assert main(["report", str(root), "--to", str(tmp_path / "out"), *today]) == 1
        capsys.readouterr()
        for form, name in names.items():
            assert main(["check", str(root), "--format", form, *today]) == 1
            assert capsys.readouterr().out == (tmp_path / "out" / name).read_text(encoding="utf-8"), form
    assert main(["check", str(root), "--format", "text", "--today", "2026-01-31"]) == 1
    plain = capsys.readouterr().out
    assert main(["check", str(root), "--today", "2026-01-31"]) == 1
    assert capsys.readouterr().out == plain


def test_text_is_no_form_for_programs(mixed: Outcome) -> None:
    with pytest.raises(ValueError, match="one for programs"):
        rendered(mixed, Format.TEXT)


def test_no_file_tells_of_the_machine_or_the_time(mixed: Outcome, tmp_path: Path) -> None:
    for form in (Format.JUNIT, Format.SARIF, Format.GITHUB):
        text = rendered(mixed, form)
        assert str(tmp_path) not in text
        assert os.uname().nodename not in text or len(os.uname().nodename) < 6
        assert not re.search(r"timestamp|hostname|startTimeUtc", text)
    assert set(re.findall(r'\btime="([^"]*)"', junit.render(mixed))) == {"0"}


# junit.xml


def cases_of(outcome: Outcome, *, strict: bool = False) -> dict[str, ET.Element]:
    root = ET.fromstring(junit.render(outcome, strict=strict))  # noqa: S314
    found = {str(case.get("name")): case for case in root.iter("testcase")}
    assert len(found) == int(root.attrib["tests"])
    return found


def test_every_item_is_a_case_in_the_suite_of_its_family(outcome: Outcome) -> None:
    root = ET.fromstring(junit.render(outcome))  # noqa: S314
    listed = [(suite.get("name"), case.get("name")) for suite in root for case in suite.iter("testcase")]
    assert sorted(listed) == sorted((item.family, item.id) for item in items_of(outcome))
    for suite in root:
        cases = list(suite.iter("testcase"))
        counted = {
            name: sum(case.find(tag) is not None for case in cases)
            for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
        }
        assert {name: int(suite.attrib[name]) for name in counted} == counted
        assert int(suite.attrib["tests"]) == len(cases)
    for name in ("tests", "failures", "errors"):
        assert int(root.attrib[name]) == sum(int(suite.attrib[name]) for suite in root)


def test_a_case_says_what_was_found(mixed: Outcome) -> None:
    cases = cases_of(mixed)
    for item in items_of(mixed):
        case = cases[item.id]
        tags = [child.tag for child in case if child.tag != "properties"]
        assert [entry.attrib for entry in case.iter("property")] == [{"name": "crossfoot", "value": f"{item.verdict} {item.id}"}]
        assert tags == {
            Verdict.HOLDS: [],
            Verdict.STRAINED: ["system-out"],
            Verdict.IMPLIES: ["skipped"],
            Verdict.NOT_CHECKED: ["skipped"],
            Verdict.WAIVED: ["skipped"],
        }.get(item.verdict, ["failure"])
    waived = cases["same-figure/buses/level/2022-06"].find("skipped")
    assert waived is not None
    assert waived.attrib == {"type": "crossfoot.waived", "message": WAIVER["reason"]}
    assert "These two figures cannot both be true." in str(waived.text)
    strained = cases["growth-vs-base/vans/growth/2022-06/yoy"]
    assert str(strained.findtext("system-out")).startswith("strained: 1.3 times")
    failure = cases[f"waiver/{DOCUMENT}/c011"].find("failure")
    assert failure is not None
    assert "gives no reason" in failure.attrib["message"]


def test_strained_fails_under_strict(mixed: Outcome) -> None:
    name = "growth-vs-base/vans/growth/2022-06/yoy"
    failure = cases_of(mixed, strict=True)[name].find("failure")
    assert failure is not None
    assert failure.get("type") == "crossfoot.strained"
    assert [alert.level for alert in alerts(mixed, strict=True) if name in alert.items] == ["error"]
    assert [alert.level for alert in alerts(mixed) if name in alert.items] == ["warning"]


def test_it_looks_like_the_file_of_pytest(pytester: pytest.Pytester, mixed: Outcome) -> None:
    """The tags and attributes are among those that pytest writes for the same kinds of results."""
    pytester.makepyfile(
        """
        import pytest
        def test_fails(record_property):
            record_property("name", "value")
            print("out")
            assert False
        def test_skipped(): pytest.skip("why")
        @pytest.mark.xfail(reason="why")
        def test_expected(): assert False
        """
    )
    pytester.runpytest("--junitxml=theirs.xml", "-p", "no:crossfoot", "-W", "ignore", "-o", "junit_logging=system-out")
    theirs = shape(ET.parse(pytester.path / "theirs.xml").getroot())  # noqa: S314
    for tag, names in shape(ET.fromstring(junit.render(mixed))).items():  # noqa: S314
        # pytest counts in the suites only; the sums beside the name of all are in every description of the format.
        assert names <= theirs[tag] | ({"tests", "failures", "errors", "time"} if tag == "testsuites" else {"type"}), tag


def shape(root: ET.Element) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for element in root.iter():
        found.setdefault(element.tag, set()).update(element.attrib)
    return found


def test_where_nothing_was_decided_it_is_not_green(tmp_path: Path) -> None:
    outcome = check(load(project(tmp_path, [claim("c001", bound="more_than", printed="more than 12")])), today=TODAY)
    assert outcome.exit_code() == 5
    root = ET.fromstring(junit.render(outcome))  # noqa: S314
    assert root.get("errors") == "1"
    assert "nothing was decided" in root.findall(".//error")[0].attrib["message"]
    assert int(root.attrib["tests"]) == len(items_of(outcome)) + 1
    assert "::error title=crossfoot::Nothing was decided" in github.render(outcome)
    notes = sarif.build(outcome)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert notes[0]["level"] == "error"
    assert notes[0]["message"]["text"].startswith("Nothing was decided")


# crossfoot.sarif


def run_of(outcome: Outcome) -> Json:
    (run,) = json.loads(sarif.render(outcome))["runs"]
    assert isinstance(run, dict)
    return run


def validate(outcome: Outcome) -> None:
    path = os.environ.get(SCHEMA)
    if not path:
        pytest.skip(f"no schema of SARIF: {SCHEMA} names none; .ci/run fetches one where npm is there")
    schema = json.loads(Path(path).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator(schema).validate(json.loads(sarif.render(outcome)))


def test_sarif_fits_the_published_schema(outcome: Outcome) -> None:
    validate(outcome)


def test_sarif_of_every_verdict_fits_the_published_schema(mixed: Outcome) -> None:
    validate(mixed)


def test_a_place_is_a_line_of_the_repository(outcome: Outcome) -> None:
    for result in run_of(outcome)["results"]:
        for place in (*result["locations"], *result["relatedLocations"]):
            physical = place["physicalLocation"]
            assert physical["artifactLocation"]["uriBaseId"] == BASE
            path = ROOT / unquote(physical["artifactLocation"]["uri"])
            line = path.read_text(encoding="utf-8").splitlines()[physical["region"]["startLine"] - 1]
            if "message" in place:
                ref = re.findall(r"\(([^()]+)\)", place["message"]["text"])[-1]
                assert line.startswith(ref.partition("/")[2] + ",")
        assert [place["id"] for place in result["relatedLocations"]] == list(range(1, len(result["relatedLocations"]) + 1))


def test_a_finding_stands_where_it_was_likeliest_misprinted(example: Outcome) -> None:
    (alert,) = [alert for alert in alerts(example) if alert.family == "joint"]
    (finding,) = [finding for finding in example.findings if finding.family == "joint"]
    assert finding.conflict is not None
    assert alert.place.line == example.dataset.claim(finding.conflict.repairs[0].claims[0]).line
    assert [operand.ref for operand in alert.operands] == list(finding.claims)


def test_results_name_rules_with_help(outcome: Outcome) -> None:
    run = run_of(outcome)
    rules = run["tool"]["driver"]["rules"]
    names = [rule["id"] for rule in rules]
    assert len(names) == len(set(names))
    assert {*FAMILIES, *RECORD_FAMILIES, "joint", "house", "waiver"} <= set(names)
    for result in run["results"]:
        assert names[result["ruleIndex"]] == result["ruleId"]
    for rule in rules:
        assert 10 < len(rule["shortDescription"]["text"]) <= MOST_DESCRIPTION
        assert 10 < len(rule["fullDescription"]["text"]) <= MOST_DESCRIPTION
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 10


def test_what_is_accepted_is_suppressed(mixed: Outcome) -> None:
    results = run_of(mixed)["results"]
    # All or none have the property.
    assert all("suppressions" in result for result in results)
    accepted = [result for result in results if result["suppressions"]]
    assert [result["level"] for result in accepted] == ["note"]
    (suppression,) = accepted[0]["suppressions"]
    assert suppression["status"] == "accepted"
    assert suppression["justification"] == WAIVER["reason"]
    assert suppression["properties"] == {"by": "Mira", "expires": "2026-12-31"}
    assert suppression["location"]["physicalLocation"]["artifactLocation"]["uri"] == f"claims/{DOCUMENT}/waivers.yaml"
    faults = [result for result in results if result["ruleId"] == "waiver"]
    assert [result["level"] for result in faults] == ["error"]


def test_fingerprints_know_a_finding_and_its_figures(tmp_path: Path) -> None:
    before = check(load(project(tmp_path / "a", [*HOLDS, *TWICE])), today=TODAY)
    # Another line and note, the same print; then another print.
    moved = [claim("c000", measure="ships", value="5"), *HOLDS, TWICE[0] | {"note": "Said twice."}, TWICE[1]]
    after = check(load(project(tmp_path / "b", moved)), today=TODAY)
    other = check(load(project(tmp_path / "c", [*HOLDS, TWICE[0], claim("c005", measure="buses", value="1260")])), today=TODAY)
    (one,), (two,), (three,) = ([r["partialFingerprints"] for r in run_of(outcome)["results"]] for outcome in (before, after, other))
    assert one == two
    assert one["crossfootFinding/v1"] == three["crossfootFinding/v1"]
    assert one["primaryLocationLineHash"] != three["primaryLocationLineHash"]


def test_the_folder_is_named_from_its_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path / "a b" / "é", HOLDS)
    root = tmp_path / "a b" / "é" / "claims"
    assert folder_in_repository(load(root)) == "claims"
    monkeypatch.chdir(tmp_path)
    assert folder_in_repository(load("a b/é/claims")) == "claims"
    (tmp_path / "a b" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    assert folder_in_repository(load(root)) == "é/claims"
    (root / ".git").mkdir()
    found = check(load(project(root.parent, [*HOLDS, *TWICE])), today=TODAY)
    assert folder_in_repository(found.dataset) == ""
    assert {alert.place.path for alert in alerts(found)} == {f"{DOCUMENT}/claims.csv"}
    shutil.rmtree(root / ".git")
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run_of(found)["results"]}
    assert uris == {f"%C3%A9/claims/{DOCUMENT}/claims.csv"}


def test_a_broken_row_is_shown_at_its_column(tmp_path: Path) -> None:
    root = project(tmp_path, [*HOLDS, claim("c004", measure="buses", period="2022-13")])
    found = [alert for alert in alerts(check(load(root), today=TODAY)) if alert.family == "readable-record"]
    assert [(alert.place.path, alert.place.line) for alert in found] == [(f"claims/{DOCUMENT}/claims.csv", 5)]
    assert found[0].place.column > 1
    assert re.search(
        r"^::error file=claims/briefing/claims.csv,line=5,col=\d+,", github.render(check(load(root), today=TODAY)), re.MULTILINE
    )


def test_what_is_cut_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [claim(f"c{n:03}", measure=f"vans-{n // 3}", value="1003" if n % 3 else "1001") for n in range(12)]
    outcome = check(load(project(tmp_path, rows)), today=TODAY)
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    monkeypatch.setattr(sarif, "MOST_OPERANDS", 2)
    monkeypatch.setattr("crossfoot.report.alerts.MOST_CHARACTERS", 400)
    run = run_of(outcome)
    assert len(run["results"]) == 3
    assert "1 finding is left out" in run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
    for result in run["results"]:
        assert len(result["relatedLocations"]) == 2
        assert "and 1 more, which report.json names" in result["message"]["text"]
        assert CUT in result["message"]["text"]
        assert CUT in result["message"]["markdown"]
        assert len(result["message"]["text"]) < 600


# Annotations


def test_ten_of_each_and_the_rest_is_counted(tmp_path: Path) -> None:
    rows = [claim(f"d{n:03}", measure=f"trucks-{n // 2}", value=str(1001 + 2 * n)) for n in range(26)]
    lines = github.render(check(load(project(tmp_path, [*rows, *STRAINED])), today=TODAY)).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning", "::notice"]
    assert lines[-1].endswith("%0ANot shown: 3 more errors, as a step shows 10 of each; the report has them all.")


def test_percent_signs_are_escaped_first(tmp_path: Path) -> None:
    rows = [claim("c001", statistic="growth", value="5"), claim("c002", statistic="growth", value="8")]
    text = github.render(check(load(project(tmp_path, rows)), today=TODAY))
    assert "5%25" in text
    assert not re.search(r"%(?!25|0A|3A|2C)", text)


HOSTILE = [
    "a\n::error::forged",
    "a\n \t ::error file=x::forged",
    "::add-mask::forged",
    "a%0A::error::forged",
    "a ##[error]forged",
    "a\n##[group]forged",
    "]](http://example.org)[x](1) ![i](2) <script>alert(1)</script> ]]> & ' \"",
    "\U0001f600 中文 العربية",
    "W" * 3000,
]


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    label = request.param
    waivers = [{"claim": "c007", "reason": label, "by": label}]
    rows = [*HOLDS, *TWICE, *STRAINED[:1], claim("c007", measure="vans", value="7", note=label.replace("\n", " "))]
    header = {"title": label, "speakers": {"minister": label}}
    measures = {"buses": {"label": label}}
    return project(tmp_path, rows, measures=measures, waivers=waivers, header=header)


def test_a_label_forges_nothing(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = check(load(hostile), today=TODAY)
    text = github.render(outcome)
    assert text.endswith("\n")
    assert all(COMMAND.fullmatch(line) for line in text[:-1].split("\n"))
    assert [line.split(" ")[0] for line in text.splitlines()].count("::error") == len(
        [alert for alert in alerts(outcome) if alert.level == "error"]
    )
    assert "##[" not in text
    main(["check", str(hostile)])
    printed = capsys.readouterr().out
    assert not re.search(r"^\s*::", printed, re.MULTILINE)
    assert "##[" not in printed


def test_a_label_breaks_no_file(hostile: Path, tmp_path: Path) -> None:
    outcome = check(load(hostile), today=TODAY)
    write_reports(outcome, tmp_path / "out")
    cases = ET.parse(tmp_path / "out" / JUNIT).findall(".//testcase")  # noqa: S314
    assert len(cases) == len(items_of(outcome))
    assert not any("W" * 1500 in (tmp_path / "out" / name).read_text(encoding="utf-8") for name in (JUNIT, SARIF))
    run = json.loads((tmp_path / "out" / SARIF).read_text(encoding="utf-8"))["runs"][0]
    for result in run["results"]:
        linked = re.findall(r"\[([^\[\]]*)\]\(([^)]*)\)", result["message"]["text"])
        assert [target for _, target in linked] == [str(place["id"]) for place in result["relatedLocations"]]


def test_a_label_breaks_no_schema(hostile: Path) -> None:
    validate(check(load(hostile), today=TODAY))


def test_what_xml_cannot_hold_is_named(mixed: Outcome) -> None:
    odd = "a\x00b\x0b\ud800\uffff\u202e\x1b[31m]]>"
    fault = mixed.waiver_faults[0]
    text = junit.render(replace(mixed, findings=(), waiver_faults=(replace(fault, message=odd),)))
    failure = ET.fromstring(text).findall(".//failure")[-1]  # noqa: S314
    assert " ".join(str(failure.text).split("\n")) == "a[U+0000]b [U+D800][U+FFFF][U+202E][U+001B][31m]]>"


def test_a_folder_forges_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE])
    bad = root / "::error::forged\n::error::again"
    bad.mkdir()
    write_yaml(bad / "document.yaml", {"title": "x", "speakers": {}})
    for form in ("text", "github"):
        main(["check", str(root), "--format", form])
        captured = capsys.readouterr()
        lines = (captured.out + captured.err).splitlines()
        assert not [line for line in lines if line.strip().startswith("::") and not COMMAND.fullmatch(line)]
        assert not [line for line in lines if re.match(r"\s*::error::", line)]


def test_pytest_prints_no_command() -> None:
    item = Item("same-figure/x", "same-figure", Verdict.CONTRADICTION, "Two.\n  ::error::forged ##[error]")
    with pytest.raises(pytest.fail.Exception, match=r"Two\.\n  : :error::forged ## \[error\]"):
        RelationCheck(item).must_pass()


def test_harmless_changes_nothing_else() -> None:
    assert harmless("a::b: c # d ## [e]\n  x::y") == "a::b: c # d ## [e]\n  x::y"
    assert harmless("::a\n \t::b\r::c ##[d]") == ": :a\n \t: :b\r: :c ## [d]"


def test_a_waiver_of_an_unknown_claim_has_no_operand(mixed: Outcome) -> None:
    fault = mixed.waiver_faults[0]
    lost = replace(fault, waiver=fault.waiver.model_copy(update={"claim": "c999"}))
    (alert,) = [a for a in alerts(replace(mixed, findings=(), waiver_faults=(lost,))) if a.family == "waiver"]
    assert alert.operands == ()
    assert alert.place.path.endswith("waivers.yaml")
