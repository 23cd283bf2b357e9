"""The plugin as a project meets it: each test is a small project on disk and a pytest run in it."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import ruamel.yaml  # noqa: F401 - its C part must not be loaded anew by a run within a run, or its errors are of another class
from documents import HOLDS, IMPLIES, STRAINED, TWICE, Row, claim, edit, refresh
from documents import project as write_claims

from crossfoot.findings import fingerprint, state_of

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent
SETTINGS = """
[tool.pytest]
strict = true
testpaths = ["checks"]
addopts = ["--import-mode=importlib", "-rfExX", "-p", "no:hypothesispytest"]
crossfoot_claims = "claims"
"""
CHECKS = [path for path in sorted((ROOT / "checks").glob("test_*.py")) if path.name != "test_expectations.py"]


Project = Callable[..., Path]
Run = Callable[..., pytest.RunResult]


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    """Write a project with these claims, and the checks of this repository."""

    def write(claims: list[Row], **content: object) -> Path:
        (pytester.path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
        (pytester.path / "checks").mkdir()
        for path in CHECKS:
            shutil.copy(path, pytester.path / "checks")
        return write_claims(pytester.path, claims, **content)  # type: ignore[arg-type]

    return write


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("CROSSFOOT_SOURCES", raising=False)
    return pytester.runpytest_inprocess


def output(result: pytest.RunResult) -> str:
    return result.stdout.str()


def test_ids_are_readable(project: Project, run: Run) -> None:
    project(HOLDS)
    listed = output(run("--collect-only", "-q"))
    assert "checks/test_growth_fits_its_base.py::test_growth_fits_its_base[growth-vs-base/cars/growth/2022-06/yoy]" in listed
    assert "checks/test_the_record_is_complete.py::test_the_record_is_complete[printed-value/briefing/c001]" in listed
    ids = [line for line in listed.splitlines() if "::" in line]
    assert all(line.isascii() for line in ids)
    assert not any(character in line for line in ids for character in "@| ")


def test_clean_is_0_and_reports_are_written(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project(HOLDS)
    result = run()
    assert result.ret == 0
    assert (pytester.path / "reports" / "index.html").stat().st_size
    assert json.loads((pytester.path / "reports" / "report.json").read_text(encoding="utf-8"))["summary"]["exit_code"] == 0
    assert "reports of the whole data set: reports/index.html" in output(result)


def test_a_contradiction_is_1_in_plain_lines(project: Project, run: Run) -> None:
    project([*HOLDS, *TWICE])
    result = run()
    assert result.ret == 1
    result.assert_outcomes(failed=1, passed=result.parseoutcomes()["passed"], skipped=result.parseoutcomes()["skipped"])
    text = output(result)
    assert "FAILED checks/test_speakers_agree.py::test_speakers_agree[same-figure/buses/level/2022-06]" in text
    assert "c004" in text
    assert "1,290" in text or "1290" in text
    assert "Traceback" not in text
    assert "relation_check.must_pass()" not in text


def test_not_checked_and_implies_are_skipped_with_their_reason(project: Project, run: Run) -> None:
    project([*HOLDS, *IMPLIES], measures={"trams": {}})
    text = output(run("-rs"))
    assert re.search(r"SKIPPED.*nothing printed to hold it against; the other figures imply for .*: 52[0-9],[0-9]+ to 52[0-9],[0-9]+", text)
    assert "SKIPPED [3] " in text or "the document has no source text" in text


def test_a_module_without_relations_says_so(project: Project, run: Run) -> None:
    project(HOLDS)
    text = output(run("-rs", "checks/test_periods_nest.py"))
    assert "no relation of these families could be derived" in text
    assert "got empty parameter set" not in text


def test_strained_passes_and_is_counted(project: Project, run: Run) -> None:
    project([*HOLDS, *STRAINED])
    result = run()
    assert result.ret == 0
    assert re.search(r"relations selected: 1 strained", output(result))
    assert "strained: growth-vs-base/vans/growth/2022-06/yoy: 1.3 times" in output(result)


def test_strained_fails_when_strict(project: Project, run: Run) -> None:
    project([*HOLDS, *STRAINED])
    result = run("--crossfoot-strict")
    assert result.ret == 1
    assert "FAILED checks/test_growth_fits_its_base.py::test_growth_fits_its_base[growth-vs-base/vans/growth" in output(result)


def test_a_waived_claim_is_an_xfail_with_the_reason(project: Project, run: Run) -> None:
    waiver = {"claim": "c005", "reason": "They counted the ones on order.", "by": "the desk", "since": "2026-01-01"}
    project([*HOLDS, *TWICE], waivers=[waiver])
    result = run()
    assert result.ret == 0
    assert result.parseoutcomes()["xfailed"] == 1
    assert "They counted the ones on order." in output(result)


def test_a_waived_finding_is_an_xfail(project: Project, run: Run) -> None:
    from crossfoot.dataset import load  # noqa: PLC0415

    root = project([*HOLDS, *TWICE])
    refs = ("briefing/c004", "briefing/c005")
    finding = {"finding": fingerprint("same-figure", refs), "state": state_of(refs, load(root)), "reason": "Known."}
    (root / "briefing" / "waivers.yaml").write_text(json.dumps({"waivers": [finding]}), encoding="utf-8")
    refresh(root)
    result = run()
    assert result.ret == 0
    assert result.parseoutcomes()["xfailed"] == 1


@pytest.mark.parametrize(
    ("waiver", "said"),
    [
        ({"claim": "c001", "reason": "No longer needed."}, "stale"),
        ({"claim": "c005", "reason": "Old.", "expires": "2026-06-30"}, "expired on 2026-06-30"),
        ({"claim": "c005", "reason": ""}, "gives no reason"),
    ],
)
def test_a_waiver_at_fault_fails(project: Project, run: Run, waiver: dict[str, str], said: str) -> None:
    project([*HOLDS, *TWICE], waivers=[waiver])
    result = run("--crossfoot-today", "2026-07-01", "-k", "waiver")
    assert result.ret == 1
    assert said in output(result)
    assert f"test_the_record_is_complete[waiver/briefing/{waiver['claim']}]" in output(result)


def test_the_date_decides_expiry(project: Project, run: Run) -> None:
    project([*HOLDS, *TWICE], waivers=[{"claim": "c005", "reason": "Known.", "expires": "2026-06-30"}])
    assert run("--crossfoot-today=2026-06-30").ret == 0
    assert run("--crossfoot-today=2026-07-01").ret == 1


def test_a_date_that_is_none_is_4(project: Project, run: Run) -> None:
    project(HOLDS)
    result = run("--crossfoot-today", "tomorrow")
    assert result.ret == 4
    assert "expected a day of the calendar" in result.stderr.str()


def test_an_unreadable_project_is_4_with_every_problem(project: Project, run: Run) -> None:
    root = project(HOLDS)
    (root / "measures.yaml").write_text("measures: {cars: [", encoding="utf-8")
    (root / "briefing" / "claims.csv").write_bytes(b"\xff\xfe\x00")
    result = run()
    said = result.stderr.str()
    assert result.ret == 4
    assert re.search(r"^measures\.yaml:\d+:\d+: ", said, re.MULTILINE)
    assert re.search(r"^briefing/claims\.csv:\d+:\d+: ", said, re.MULTILINE)
    assert "Traceback" not in said + output(result)


def test_an_unreadable_project_is_4_under_xdist(project: Project, run: Run) -> None:
    (project(HOLDS) / "measures.yaml").unlink()
    result = run("-n", "2")
    assert result.ret == 4
    assert "Traceback" not in result.stderr.str() + output(result)


@pytest.mark.parametrize("options", [(), ("-n", "2")])
def test_nothing_decided_is_5(project: Project, run: Run, options: tuple[str, ...]) -> None:
    project([claim("c001", bound="more_than", value="3100", printed="more than 3,100")], measures={"cars": {}})
    result = run(*options)
    assert result.ret == 5
    assert "nothing was decided" in output(result)


def test_a_selection_that_finds_nothing_is_5(project: Project, run: Run) -> None:
    project(HOLDS)
    assert run("-k", "nonesuch").ret == 5
    assert run("checks/test_periods_nest.py").ret == 5


def test_record_checks_alone_may_be_green(project: Project, run: Run) -> None:
    project(HOLDS)
    assert run("checks/test_the_record_is_complete.py").ret == 0


def test_a_broken_row_fails_and_hides_nothing(project: Project, run: Run) -> None:
    root = project(HOLDS)
    edit(root / "briefing" / "claims.csv", "c002,minister", "c002,nobody")
    refresh(root)
    result = run()
    assert result.ret == 1
    assert re.search(r"readable-record/briefing/claims.csv-3", output(result))
    assert "briefing/claims.csv:3:6: " in output(result)


# Selection


def test_k_selects_and_says_out_of_how_many(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project([*HOLDS, *STRAINED])
    run()
    whole = (pytester.path / "reports" / "report.json").read_bytes()
    result = run("-k", "growth-vs-base")
    assert result.ret == 0
    total = re.search(r"2 of (\d+) relations selected", output(result))
    assert total is not None
    assert int(total[1]) > 2
    assert re.search(r"0 of \d+ checks of the record selected", output(result))
    assert (pytester.path / "reports" / "report.json").read_bytes() == whole


def test_lf_runs_what_failed(project: Project, run: Run) -> None:
    project([*HOLDS, *TWICE])
    assert run().ret == 1
    result = run("--lf")
    assert result.ret == 1
    assert result.parseoutcomes()["failed"] == 1
    assert "passed" not in result.parseoutcomes()


def test_one_file_or_one_id(project: Project, run: Run) -> None:
    project([*HOLDS, *TWICE])
    assert run("checks/test_growth_fits_its_base.py").ret == 0
    item = "checks/test_speakers_agree.py::test_speakers_agree[same-figure/buses/level/2022-06]"
    result = run(item)
    assert result.ret == 1
    assert re.search(r"1 of \d+ relations selected: 1 contradiction", output(result))


def test_xdist_gives_the_same_verdicts_and_reports(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project([*HOLDS, *TWICE, *STRAINED])
    alone = run()
    written = (pytester.path / "reports" / "report.json").read_bytes()
    shutil.rmtree(pytester.path / "reports")
    together = run("-n", "2")
    assert (alone.ret, alone.parseoutcomes()) == (together.ret, together.parseoutcomes())
    assert (pytester.path / "reports" / "report.json").read_bytes() == written
    denominators = [line for line in output(alone).splitlines() if " selected" in line]
    assert len(denominators) == 2
    assert all(line in output(together) for line in denominators)


def test_collect_only_writes_nothing(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project(HOLDS)
    result = run("--collect-only")
    assert result.ret == 0
    assert "nothing was run and no report written" in output(result)
    assert not (pytester.path / "reports").exists()


def test_junit_says_the_verdict(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project([*HOLDS, *TWICE])
    run("--junitxml=junit.xml")
    cases = ET.parse(pytester.path / "junit.xml").findall(".//testcase")  # noqa: S314 - we wrote it
    verdicts = {case.get("name"): [p.get("value") for p in case.findall(".//property")] for case in cases}
    assert verdicts["test_speakers_agree[same-figure/buses/level/2022-06]"] == ["contradiction same-figure/buses/level/2022-06"]
    assert "every-family-is-claimed" in verdicts


def test_reports_go_where_they_are_told(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project(HOLDS)
    assert run("--crossfoot-reports", "elsewhere").ret == 0
    assert (pytester.path / "elsewhere" / "index.html").exists()
    assert not (pytester.path / "reports").exists()


def test_reports_that_cannot_be_written_are_4(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project(HOLDS)
    (pytester.path / "reports").write_text("in the way", encoding="utf-8")
    result = run()
    assert result.ret == 4
    assert "cannot write to reports" in output(result)


# Every family is claimed


def test_a_deleted_module_turns_red(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project(HOLDS)
    (pytester.path / "checks" / "test_growth_fits_its_base.py").unlink()
    for options in ((), ("checks/test_speakers_agree.py", "checks/test_the_record_is_complete.py"), ("-n", "2")):
        result = run(*options)
        assert result.ret == 1
        assert "FAILED crossfoot::every-family-is-claimed" in output(result)
        assert "growth-vs-base: no module of checks/ claims this family" in output(result)


def test_without_the_record_module_it_is_red_too(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project(HOLDS)
    (pytester.path / "checks" / "test_the_record_is_complete.py").unlink()
    text = output(run())
    assert all(f"{family}: no module" in text for family in ("printed-value", "readable-record", "waiver"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('FAMILIES = ("same-figure",)\ndef test_again(relation_check): relation_check.must_pass()', "same-figure: claimed by"),
        ('FAMILIES = ("same-figur",)\ndef test_again(relation_check): relation_check.must_pass()', "found same-figur in FAMILIES"),
        ('FAMILIES = ("calendar",)\ndef test_nothing(): pass', "no test function with the argument relation_check"),
        ("FAMILIES = tuple(['calendar'])\ndef test_it(relation_check): relation_check.must_pass()", "found a FAMILIES that is computed"),
    ],
    ids=["twice", "misspelt", "unused", "computed"],
)
def test_a_module_that_claims_wrongly_is_red(project: Project, run: Run, pytester: pytest.Pytester, source: str, said: str) -> None:
    project(HOLDS)
    (pytester.path / "checks" / "test_more.py").write_text(source, encoding="utf-8")
    result = run("--deselect", "checks/test_more.py", "checks")
    assert result.ret == 1
    assert said in output(result)


def test_a_relation_check_without_families_says_what_to_do(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project(HOLDS)
    (pytester.path / "checks" / "test_more.py").write_text("def test_more(relation_check): pass", encoding="utf-8")
    text = output(run())
    assert "give its module a constant FAMILIES" in text
    assert "Traceback" not in text


# Leaving others alone


def test_it_is_inert_without_the_setting(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("def test_mine(): pass")
    result = run()
    assert result.ret == 0
    result.assert_outcomes(passed=1)
    assert "crossfoot:" not in output(result)
    assert "every-family" not in output(result)


def test_it_is_inert_outside_testpaths(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    (project(HOLDS) / "measures.yaml").unlink()
    (pytester.path / "tests").mkdir()
    (pytester.path / "tests" / "test_mine.py").write_text("def test_mine(): pass", encoding="utf-8")
    result = run("tests")
    assert result.ret == 0
    result.assert_outcomes(passed=1)
    assert run(".").ret == 4


def test_checks_is_where_it_looks_without_testpaths(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project([*HOLDS, *TWICE])
    edit(pytester.path / "pyproject.toml", 'testpaths = ["checks"]\n', "")
    assert run().ret == 1
    assert run("checks").ret == 1


def test_it_runs_from_a_folder_inside(project: Project, run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    project(HOLDS)
    monkeypatch.chdir(pytester.path / "checks")
    for options in ((), ("-n", "2")):
        result = run("test_growth_fits_its_base.py", *options)
        assert result.ret == 0
        assert re.search(r"1 of \d+ relations selected: 1 holds", output(result))
    assert (pytester.path / "reports" / "index.html").exists()


def test_a_check_of_ones_own(project: Project, run: Run, pytester: pytest.Pytester) -> None:
    project(HOLDS)
    source = "def test_house_rule(crossfoot_outcome):\n    assert len(list(crossfoot_outcome.dataset.claims())) == 3"
    (pytester.path / "checks" / "test_ours.py").write_text(source, encoding="utf-8")
    assert run("checks/test_ours.py").ret == 0


def test_nothing_heavy_is_imported(project: Project, pytester: pytest.Pytester) -> None:
    project(HOLDS)
    (pytester.path / "conftest.py").write_text(
        "import sys\ndef pytest_collection_finish():\n"
        "    heavy = {'great_expectations', 'pandas', 'jinja2', 'typer', 'numpy'} & set(sys.modules)\n"
        "    print('HEAVY', sorted(heavy))\n",
        encoding="utf-8",
    )
    result = pytester.run(sys.executable, "-m", "pytest", "--collect-only", "-q", "-s")
    assert result.ret == 0
    assert "HEAVY []" in output(result)
