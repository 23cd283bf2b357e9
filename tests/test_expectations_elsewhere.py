"""Great Expectations elsewhere: in a pipeline over a database, once a pytest run, and as pages."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from documents import HOLDS, STRAINED, edit, project
from gx_tables import ROOT, TODAY, tables_in

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.expectation_plan import SUITES, Planned, Severity, plan
from crossfoot.expectation_questions import QUESTIONS
from crossfoot.expectations import HOW_TO_INSTALL, Engine, Evaluated, ExpectationResult, GuardError, Table, add_to, installed, judge
from crossfoot.pytest_expectations import ANSWERS, NO_ANSWER, TAKEN, from_json, once, to_json
from crossfoot.report import data_docs, write_reports
from crossfoot.tables import Tables

pytest_plugins = ["pytester"]

PIPELINE = ROOT / "examples" / "claims-in-a-database"
needs_sql = pytest.mark.skipif(not installed(Engine.SQLITE), reason="SQLAlchemy is not installed; 'crossfoot[gx-sql]' adds it")
needs_gx = pytest.mark.skipif(not installed(), reason=HOW_TO_INSTALL)


# The worked example


@pytest.fixture(scope="module")
def pipeline() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pipeline", PIPELINE / "pipeline.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(database: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT id, value FROM claims ORDER BY line").fetchall()


@pytest.mark.gx
@needs_gx
@needs_sql
def test_an_update_that_contradicts_itself_is_refused(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """In a context that is kept in files, so that the second update finds the suites of the first."""
    pipeline = request.getfixturevalue("pipeline")
    import great_expectations  # noqa: PLC0415

    context = great_expectations.get_context(mode="file", project_root_dir=tmp_path)
    database = tmp_path / "claims.db"
    sound = rows_of(PIPELINE / "update.csv")
    assert pipeline.update(database, sound, today=TODAY, context=context) == ()
    before = values(database)
    assert ("c003", "12.7") in before
    # The increase divided by the new number, as in the example; a speaker that nobody knows; and one record fewer.
    spoilt = [{**row, "value": "11.2", "printed": "11.2 percent"} if row["id"] == "c003" else row for row in sound]
    spoilt[3] = {**spoilt[3], "speaker": "nobody"}
    failed = {result.check_id: result for result in pipeline.update(database, spoilt, today=TODAY, context=context)}
    assert next(iter(failed)) == "records/speakers-exist"
    assert failed["records/speakers-exist"].claims == ("port/c004",)
    assert "port/c003" in failed["rates-fit-their-bases/nothing-contradicts"].claims
    assert values(database) == before


@pytest.mark.gx
@needs_gx
def test_a_checkpoint_needs_a_suite_about_its_table(tmp_path: Path) -> None:
    tables = tables_in(project(tmp_path, HOLDS))
    with pytest.raises(ValueError, match="found no suite about the derived table among records are well-formed, expected at least one"):
        add_to(None, Table.DERIVED, None, tables, suites=["records are well-formed"])


def test_the_page_shows_the_pipeline_as_it_is() -> None:
    page = (ROOT / "docs" / "great-expectations.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    source = (PIPELINE / "pipeline.py").read_text(encoding="utf-8")
    assert len(blocks) == 3
    assert [block for block in blocks if block not in source] == []


def test_the_page_names_every_suite_and_its_families() -> None:
    page = (ROOT / "docs" / "great-expectations.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and line.endswith("/` |")]
    assert [row.split("|")[1].strip() for row in rows] == list(SUITES)
    for question, row in zip(QUESTIONS, rows[2:], strict=True):
        assert [
            family for family in question.families if family not in (*row.split("|")[2].replace(",", " ").split(), "waiver", "weakening")
        ] == []


# Once a run


def answers(*, success: bool = True) -> list[Evaluated]:
    return [Evaluated("records/ids-are-unique", success, 3, 1, (2,), "")]


def test_answers_travel_between_processes() -> None:
    assert from_json(to_json(answers())) == answers()


def test_the_first_asks_and_the_others_wait(tmp_path: Path) -> None:
    asked: list[int] = []

    def ask() -> list[Evaluated]:
        asked.append(1)
        time.sleep(0.3)
        return answers()

    found: list[list[Evaluated]] = []
    workers = [threading.Thread(target=lambda: found.append(once(tmp_path, ask))) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert asked == [1]
    assert found == [answers()] * 4


def test_where_the_first_fails_or_is_gone_another_asks_for_itself(tmp_path: Path) -> None:
    def fail() -> list[Evaluated]:
        raise GuardError

    with pytest.raises(GuardError):
        once(tmp_path, fail)
    assert (tmp_path / ANSWERS).read_text() == NO_ANSWER
    assert once(tmp_path, answers) == answers()
    gone = tmp_path / "gone"
    gone.mkdir()
    (gone / TAKEN).touch()
    assert once(gone, answers, patience=0.2) == answers()


# It stands in for Great Expectations: says yes to everything, and notes that it was asked.
STAND_IN = """
from pathlib import Path
from crossfoot import expectations
from crossfoot.tables import Tables

def evaluate(planned, tables, **_):
    with (Path(__file__).parent / "asked.txt").open("a") as file:
        file.write("asked\\n")
    rows = {"records": tables.records, "derived": tables.derived}
    return [
        expectations.Evaluated(item.check_id, True, sum(item.looks_at(row) for row in rows[item.table]))
        for item in planned if item.check_id != "records/ids-are-unique"
    ]

expectations.evaluate = evaluate
"""
SETTINGS = """
[tool.pytest]
testpaths = ["checks"]
addopts = ["--import-mode=importlib", "-rfExX", "-p", "no:hypothesispytest"]
crossfoot_claims = "claims"
"""


@pytest.fixture
def small(pytester: pytest.Pytester) -> Path:
    (pytester.path / "pyproject.toml").write_text(SETTINGS)
    (pytester.path / "conftest.py").write_text(STAND_IN)
    shutil.copytree(ROOT / "checks", pytester.path / "checks", ignore=shutil.ignore_patterns("__pycache__"))
    project(pytester.path, [*HOLDS, *STRAINED])
    return pytester.path


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_everything_is_asked_once_a_run_and_the_pages_are_written(pytester: pytest.Pytester, small: Path, workers: tuple[str, ...]) -> None:
    if not installed():
        pytest.skip(HOW_TO_INSTALL)
    found = pytester.runpytest_subprocess(*workers).stdout.str()
    assert (small / "asked.txt").read_text() == "asked\n"
    assert "FAILED checks/test_expectations.py::test_expectations[records/ids-are-unique]" in found
    assert found.count("FAILED checks/test_expectations") == 1
    pages = small / "reports" / "gx"
    assert "1 expectation of 73 is not met" in (pages / "index.html").read_text()
    assert 'href="gx/index.html"' in (small / "reports" / "index.html").read_text()


def test_a_run_without_them_writes_no_pages(pytester: pytest.Pytester, small: Path) -> None:
    pytester.runpytest_subprocess("-m", "not gx")
    assert not (small / "asked.txt").exists()
    assert not (small / "reports" / "gx").exists()
    assert "gx/index.html" not in (small / "reports" / "index.html").read_text()


# The pages


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return tables_in(project(tmp_path, [*HOLDS, *STRAINED]))


def results_of(tables: Tables, *, failing: str = "") -> tuple[ExpectationResult, ...]:
    """What a perfect answer gives, but for one."""
    rows = {Table.RECORDS: tables.records, Table.DERIVED: tables.derived}

    def answer(item: Planned) -> Evaluated:
        seen = [row for row in rows[item.table] if item.looks_at(row)]
        failed = seen[:2] if item.check_id == failing else []
        return Evaluated(item.check_id, not failed, len(seen), len(failed), tuple(int(str(row["row"])) for row in failed))

    return judge(plan(tables), [answer(item) for item in plan(tables)], tables)


def test_every_page_and_every_expectation_is_there(tables: Tables, tmp_path: Path) -> None:
    stale = tmp_path / "gx" / "of-an-earlier-version.html"
    stale.parent.mkdir()
    stale.write_text("")
    written = data_docs.write_data_docs(results_of(tables, failing="records/ids-are-unique"), tables, tmp_path)
    assert sorted(path.name for path in written) == sorted(path.name for path in (tmp_path / "gx").iterdir())
    for item in plan():
        page = (tmp_path / "gx" / f"{item.check_id.partition('/')[0]}.html").read_text()
        assert item.check_id in page
        assert f"severity: {item.severity}" in page
    records = (tmp_path / "gx" / "records.html").read_text()
    assert "2 rows of 6 do not meet it" in records
    assert "briefing/c001" in records
    assert records.index("No document uses an id twice.") < records.index("Every record gives its id."), "what is not met comes first"


def test_a_page_that_is_skipped_is_noticed(tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = data_docs.pages_of
    monkeypatch.setattr(data_docs, "pages_of", lambda *arguments, **options: shown(*arguments, **options)[1:])
    with pytest.raises(GuardError, match=re.escape("found no records.html in gx/ after writing it")):
        data_docs.write_data_docs(results_of(tables), tables, tmp_path)
    monkeypatch.setattr(data_docs, "missing_from", lambda *_: iter(()))
    data_docs.write_data_docs(results_of(tables), tables, tmp_path)
    assert not (tmp_path / "gx" / "records.html").exists(), "and would not be without the guard"


def test_an_expectation_that_is_left_out_of_its_page_is_noticed(tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = data_docs.pages_of

    def without_the_first(*arguments: Any, **options: Any) -> list[data_docs.Page]:  # noqa: ANN401
        first, *rest = shown(*arguments, **options)
        return [replace(first, expectations=first.expectations[1:]), *rest]

    monkeypatch.setattr(data_docs, "pages_of", without_the_first)
    with pytest.raises(GuardError, match=re.escape("found no records/every-line-is-a-row on records.html in gx/")):
        data_docs.write_data_docs(results_of(tables), tables, tmp_path)


def test_the_pages_load_nothing_and_are_the_same_each_time(tables: Tables, tmp_path: Path) -> None:
    results = results_of(tables, failing="totals-fit/nothing-contradicts")
    written = data_docs.write_data_docs(results, tables, tmp_path / "one")
    again = data_docs.write_data_docs(results, tables, tmp_path / "two")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]
    for path in written:
        page = path.read_text()
        assert re.findall(r'(?:src|href)="(?!#|\.\./index\.html|[a-z-]+\.html)([^"]*)"', page) == []
        assert "default-src 'none'" in page
        assert "<script" not in page
        assert not re.search(r"url\(|@import|https?:", page)


def test_a_state_is_a_word_beside_its_shape(tables: Tables, tmp_path: Path) -> None:
    results = [replace(result, success=False) if result.severity is Severity.WARNING else result for result in results_of(tables)]
    for strict, word in ((False, "Warning"), (True, "Not met")):
        data_docs.write_data_docs(results, tables, tmp_path, strict=strict)
        page = (tmp_path / "gx" / "totals-fit.html").read_text()
        assert re.search(rf'<svg class="g" aria-hidden="true"><use href="#g-[a-z-]+"/></svg> {word}</span>', page)


def test_what_records_say_is_text(tmp_path: Path) -> None:
    root = project(tmp_path, HOLDS)
    edit(root / "briefing" / "claims.csv", "c001,minister", "c001,<script>alert(1)</script>")
    tables = tables_in(root)
    data_docs.write_data_docs(results_of(tables, failing="records/speakers-exist"), tables, tmp_path)
    page = (tmp_path / "gx" / "records.html").read_text()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page


def test_the_report_links_pages_of_the_same_data_only(tmp_path: Path) -> None:
    root = project(tmp_path, HOLDS)
    outcome = check(load(root), today=TODAY)
    tables = tables_in(root)
    reports = tmp_path / "reports"

    def linked() -> bool:
        write_reports(outcome, reports)
        return 'href="gx/index.html"' in (reports / "index.html").read_text()

    assert not linked()
    data_docs.write_data_docs(results_of(tables), tables, reports)
    before = json.loads((reports / "report.json").read_text())
    assert linked()
    assert json.loads((reports / "report.json").read_text()) == before
    other = replace(tables, records=tables.records[1:])
    data_docs.write_data_docs(results_of(tables), other, reports)
    assert not linked()
    (reports / "gx" / "index.html").unlink()
    assert not linked()
