"""House rules: checked like any relation, from conftest.py and from Python."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from documents import claim, project

import crossfoot
from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.report import html, json_report
from crossfoot.tables import derived_rows

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "harbour-briefing"
PAGE = (ROOT / "docs" / "house-rules.md").read_text()
TODAY = date(2026, 11, 23)
A, B = "a/level/2031", "b/level/2031"
CLAIMS = [claim("c001", measure="a", period="2031", value="24"), claim("c002", measure="b", period="2031", value="12")]


def run(folder: Path, *rules: crossfoot.HouseRule, **content: object) -> dict[str, crossfoot.Decision]:
    outcome = load(project(folder, CLAIMS, **content)).check(today=TODAY, relations=rules)
    return {decision.id: decision for decision in outcome.decisions if decision.relation.family.startswith("house")}


def rule(formula: str, **fields: object) -> crossfoot.HouseRule:
    return crossfoot.relation(**{"subject": A, "formula": formula, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (f"{A} = 2 * {B}", "holds"),
        (f"{A} = 3 * {B}", "contradiction"),
        (f"{A} <= {B} + 12", "holds"),
        (f"{A} >= 3 * {B}", "contradiction"),
        (f"{A} = {B} + missing/level/2031", "not_checked"),
        (f"{A} is twice {B}", "not_checked"),
    ],
)
def test_a_rule_is_decided_like_any_relation(tmp_path: Path, formula: str, verdict: str) -> None:
    (decision,) = run(tmp_path, rule(formula)).values()
    assert decision.id == f"house/{A}"
    assert decision.verdict == verdict


def test_a_rule_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (decision,) = run(tmp_path, rule(f"{A} = {B} + missing/level/2031")).values()
    assert "found 'missing/level/2031', expected the id of a printed figure" in decision.reason


def test_a_caveat_strains_at_worst(tmp_path: Path) -> None:
    (decision,) = run(tmp_path, rule(f"{A} = 3 * {B}", caveat="the coverage may differ")).values()
    assert (decision.verdict, decision.reading) == ("strained", "the coverage may differ")


def test_the_record_has_the_last_word_on_what_is_related(tmp_path: Path) -> None:
    relations = {"not_related": [{"claims": ["c001", "c002"], "why": "two counts"}]}
    (decision,) = run(tmp_path, rule(f"{A} = 3 * {B}"), relations=relations).values()
    assert decision.verdict == "not_checked"
    assert decision.reason.endswith("two counts")


def test_ids_do_not_depend_on_the_order(tmp_path: Path) -> None:
    rules = [rule(f"{A} = 2 * {B}"), rule(f"{A} <= 3 * {B}"), rule(f"{A} >= {B}", family="house/floor"), rule(f"{A} = 2 * {B}")]
    first, second = run(tmp_path / "1", *rules), run(tmp_path / "2", *rules[::-1])
    assert list(first) == [f"house/{A}", f"house/{A}/2", f"house/floor/{A}"]
    assert first == second


def test_a_waiver_takes_the_claim_back_in(tmp_path: Path) -> None:
    found = run(tmp_path, rule(f"{A} = 3 * {B}"), waivers=[{"claim": "c001", "reason": "They counted the old ones."}])
    assert [decision.verdict for decision in found.values() if decision.verdict == "waived"] == ["waived"]


@pytest.mark.parametrize("family", ["mine", "house/", "house/Big", "house/a/b", "houses"])
def test_another_family_is_refused(family: str) -> None:
    with pytest.raises(ValueError, match="expected house"):
        rule(f"{A} = {B}", family=family)


def test_a_subject_outside_of_the_formula_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere in the formula"):
        crossfoot.relation(subject="c/level/2031", formula=f"{A} = {B}")


def test_something_else_than_a_rule_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="found str among the house rules"):
        load(project(tmp_path, CLAIMS)).check(relations=["a = b"])  # type: ignore[list-item]


def test_rules_are_in_every_report_and_table(tmp_path: Path) -> None:
    rules = [rule(f"{A} = 3 * {B}", sentence="Three to one.", family="house/ratio"), rule(f"{A} = 2 * {B}")]
    outcome = load(project(tmp_path, CLAIMS)).check(today=TODAY, relations=rules)
    page = html.render(outcome)
    assert "Three to one." in page
    assert "Rules of the house" in page
    assert {f"house/ratio/{A}", f"house/{A}"} <= {r["id"] for r in json.loads(json_report.render(outcome))["relations"]}
    rows = {row["check_id"]: row for row in derived_rows(outcome)}
    assert rows[f"house/{A}"]["verdict"] == "holds"
    assert rows[f"house/{A}"]["stated"] == "exactly 24 vehicles" or rows[f"house/{A}"]["stated"]
    assert outcome.exit_code() == 1


# The worked example of the page, in a copy of the example


@pytest.fixture
def harbour(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CROSSFOOT_SOURCES", raising=False)
    for name in ("checks", "claims"):
        shutil.copytree(EXAMPLE / name, pytester.path / name)
    (pytester.path / "checks" / "test_expectations.py").unlink()
    settings = (EXAMPLE / "pyproject.toml").read_text().replace('"-rfExX"]', '"-rfExX", "-p", "no:hypothesispytest"]')
    (pytester.path / "pyproject.toml").write_text(settings)
    return pytester.path


def page_block(info: str) -> str:
    (block,) = re.findall(rf"^```{info}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    return str(block)


def test_the_worked_example(harbour: Path, pytester: pytest.Pytester, capsys: pytest.CaptureFixture[str]) -> None:
    (harbour / "conftest.py").write_text(page_block("python conftest.py"))
    result = pytester.runpytest_inprocess("-v", "-k", "house")
    shown = page_block("text").split()
    passed = [line.partition(" PASSED")[0] for line in result.outlines if " PASSED" in line and "house/" in line]
    assert passed == shown
    report = json.loads((harbour / "reports" / "report.json").read_text())
    assert [r["id"] for r in report["relations"] if r["family"] == "house/margin"] == [line.partition("[")[2][:-1] for line in shown]
    capsys.readouterr()
    main(["check", str(harbour / "claims")])
    assert "Rules of the house in conftest.py are checked by pytest, not by this command." in capsys.readouterr().out


def test_the_python_example_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(page_block("python"), {})  # noqa: S102 - the example of our own page


def test_a_rule_that_no_module_claims_fails_the_gate(harbour: Path, pytester: pytest.Pytester) -> None:
    (harbour / "conftest.py").write_text(page_block("python conftest.py"))
    module = harbour / "checks" / "test_shares_and_parts_add_up.py"
    module.write_text(module.read_text().replace(', "house"', ""))
    result = pytester.runpytest_inprocess("-k", "house")
    result.stdout.fnmatch_lines(["*house: no module of checks/ claims this family*"])


def test_a_hook_that_gives_something_else_is_a_usage_error(harbour: Path, pytester: pytest.Pytester) -> None:
    (harbour / "conftest.py").write_text("def crossfoot_relations(dataset):\n    return ['a = b']\n")
    result = pytester.runpytest_inprocess()
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*crossfoot_relations in a conftest.py: found str among the house rules*"])


def test_a_hook_may_give_nothing(harbour: Path, pytester: pytest.Pytester) -> None:
    (harbour / "conftest.py").write_text("def crossfoot_relations(dataset):\n    return None\n")
    result = pytester.runpytest_inprocess("-k", "every_number or ship-calls")
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()
