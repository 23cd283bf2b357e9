"""Great Expectations: what a broken record does, and each way to a false green with the guard that closes it."""

from __future__ import annotations

import csv
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from documents import add_document, claim, project, write_csv

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.expectation_plan import OVERLAP_SUITE, RECORDS_SUITE, Planned, Rule, Table, plan
from crossfoot.expectations import HOW_TO_INSTALL, Evaluated, ExpectationResult, GuardError, installed, judge, run_tables
from crossfoot.interval import Interval
from crossfoot.loading.rows import CLAIM_COLUMNS
from crossfoot.tables import DERIVED_COLUMNS, RECORD_COLUMNS, TableRow, Tables, end_ranks, tables_of

ROOT = Path(__file__).parent.parent
CHECKS = ROOT / "checks" / "test_expectations.py"
TODAY = date(2026, 11, 22)
TEXT = "117 cars after 104, up 12%; that is 117 in all. Of lorries we have no number."
ROWS = [
    claim("c001", value="117"),
    claim("c002", period="2021-06", value="104"),
    claim("c003", statistic="growth", value="12"),
    claim("c004", value="117"),
    claim("c005", measure="lorries", bound="lost"),
]
needs_gx = pytest.mark.skipif(not installed(), reason=HOW_TO_INSTALL)


def tables_in(root: Path) -> Tables:
    return tables_of(check(load(root), today=TODAY))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, ROWS, text=TEXT)


@pytest.fixture
def tables(root: Path) -> Tables:
    return tables_in(root)


def ask(tables: Tables, suite: str) -> dict[str, ExpectationResult]:
    """The answers of one suite; half the time of both."""
    from crossfoot import _gx  # noqa: PLC0415

    planned = [item for item in plan(tables) if item.suite == suite]
    return {result.check_id: result for result in judge(planned, _gx.evaluate(planned, tables), tables)}


def gx_alone(planned: Sequence[Planned], rows: Sequence[TableRow]) -> Any:  # noqa: ANN401
    """What Great Expectations itself says."""
    from crossfoot import _gx  # noqa: PLC0415

    columns = RECORD_COLUMNS if planned[0].table is Table.RECORDS else DERIVED_COLUMNS
    return _gx.validate(_gx.ephemeral_context(), _gx.suite_of("suite", planned), rows, columns)


def answers_of(result: Any) -> list[Evaluated]:  # noqa: ANN401
    from crossfoot import _gx  # noqa: PLC0415

    return list(_gx.read(result))


def named(*names: str) -> list[Planned]:
    found = {item.check_id: item for item in plan()}
    return [found[name] for name in names]


def red(results: Mapping[str, ExpectationResult]) -> list[str]:
    return [name for name, result in results.items() if result.success is False]


def changed(tables: Tables, check_id: str, **cells: str | int | None) -> Tables:
    """The tables with other cells in the row of one relation."""
    return replace(tables, derived=[{**row, **cells} if row["check_id"] == check_id else row for row in tables.derived])


GROWTH = "growth-vs-base/cars/growth/2022-06/yoy"


# The plan


def test_every_check_has_an_id_of_its_own_and_plain_words() -> None:
    planned = plan()
    assert len({item.check_id for item in planned}) == len(planned)
    assert all(item.description.endswith(".") for item in planned)
    assert {item.suite for item in planned} == {RECORDS_SUITE, OVERLAP_SUITE}
    assert not any("growth" in item.check_id for item in planned), "pytest -k growth would import Great Expectations"


def test_the_plan_does_not_depend_on_the_data(tables: Tables) -> None:
    assert [item.check_id for item in plan(tables)] == [item.check_id for item in plan()]


def test_no_cell_that_is_compared_or_selected_by_may_be_empty_unseen() -> None:
    planned = plan()
    given = {(item.table, item.columns[0]) for item in planned if item.rule is Rule.GIVEN}
    # The first two are made of columns that are given; the third is computed; start and end are both there where offsets says so.
    known = {"claim", "document_speaker", "offsets", "start", "end"}
    for item in planned:
        needed = {*item.where, *(item.columns if item.rule not in (Rule.GIVEN, Rule.EMPTY) else ())} - known
        assert all((item.table, column) in given for column in needed), item.check_id


# Success is decided by us: each guard, without Great Expectations


def perfect(tables: Tables) -> list[Evaluated]:
    rows = {Table.RECORDS: tables.records, Table.DERIVED: tables.derived}
    return [Evaluated(item.check_id, success=True, rows=sum(item.looks_at(row) for row in rows[item.table])) for item in plan(tables)]


def test_perfect_answers_are_green(tables: Tables) -> None:
    results = judge(plan(tables), perfect(tables), tables)
    assert [result.check_id for result in results] == [item.check_id for item in plan()]
    assert all(result.success for result in results)


def test_an_answer_that_is_missing_is_red(tables: Tables) -> None:
    results = judge(plan(tables), perfect(tables)[1:], tables)
    assert results[0].success is False
    assert "dropped" in results[0].message
    assert all(result.success for result in results[1:])


@pytest.mark.parametrize("surplus", ["records/ids-are-unique", "an expectation without an id"])
def test_an_answer_too_many_is_refused(tables: Tables, surplus: str) -> None:
    with pytest.raises(GuardError, match=surplus):
        judge(plan(tables), [*perfect(tables), Evaluated(surplus, success=True)], tables)


def test_an_answer_about_other_rows_is_red(tables: Tables) -> None:
    answers = perfect(tables)
    answers[3] = replace(answers[3], rows=answers[3].rows - 1)
    results = judge(plan(tables), answers, tables)
    assert [result.check_id for result in results if not result.success] == [answers[3].check_id]
    assert "looked at 4 rows, expected 5" in results[3].message


def test_what_is_about_no_row_at_all_is_neither_green_nor_red(tmp_path: Path) -> None:
    tables = tables_in(project(tmp_path, ROWS[:4]))
    found = {result.check_id: result for result in judge(plan(tables), perfect(tables), tables)}
    assert found["records/no-value-where-lost"].success is None


def test_a_long_list_of_failures_is_cut(tables: Tables) -> None:
    item = named("records/ids-have-the-form")
    result = judge(item, [Evaluated(item[0].check_id, success=False, rows=5, failed=5, failing=(0, 1))], tables)[0]
    assert result.message.splitlines()[-1] == "- and 3 more"


# The ways to a false green, each seen first


@pytest.mark.gx
@needs_gx
class TestFalseGreen:
    """Great Expectations says success; we do not."""

    def test_an_empty_table(self) -> None:
        empty = Tables((), ())
        for suite in (RECORDS_SUITE, OVERLAP_SUITE):
            planned = [item for item in plan(empty) if item.suite == suite]
            found = gx_alone(planned, ())
            assert found.success
            assert all(result.success is False for result in judge(planned, answers_of(found), empty))

    def test_an_expectation_that_a_loaded_suite_drops(self, tables: Tables) -> None:
        import great_expectations  # noqa: PLC0415

        from crossfoot import _gx  # noqa: PLC0415

        context = _gx.ephemeral_context()
        planned = named("records/id-is-given", "records/ids-are-unique")
        stored = _gx.suite_of("suite", planned).to_json_dict()
        stored["expectations"][1]["type"] = "expect_what_was_not_imported"
        loaded = great_expectations.ExpectationSuite(name="suite", expectations=stored["expectations"])
        found = _gx.validate(context, loaded, tables.records, RECORD_COLUMNS)
        assert found.success
        results = judge(planned, answers_of(found), tables)
        assert [result.success for result in results] == [True, False]

    def test_an_expectation_that_equals_another_but_for_its_id(self, tables: Tables) -> None:
        from crossfoot import _gx  # noqa: PLC0415

        first = named("records/id-is-given")[0]
        planned = [first, replace(first, check_id="records/another")]
        context, suite = _gx.ephemeral_context(), _gx.suite_of("suite", ())
        for item in planned:
            suite.add_expectation(_gx.suite_of("one", [item]).expectations[0])
        found = _gx.validate(context, suite, tables.records, RECORD_COLUMNS)
        assert found.success
        assert [result.success for result in judge(planned, answers_of(found), tables)] == [True, False]

    def test_an_exception_leaves_no_failing_row(self, tables: Tables) -> None:
        planned = [replace(named("records/ids-have-the-form")[0], columns=("no-such-column",))]
        answers = answers_of(gx_alone(planned, tables.records))
        assert (answers[0].failed, answers[0].rows) == (0, 0)
        result = judge(planned, answers, tables)[0]
        assert result.success is False
        assert "could not evaluate this" in result.message
        assert "no-such-column" in result.message

    def test_an_empty_end_passes_the_comparison(self, tables: Tables) -> None:
        without = changed(tables, GROWTH, stated_high=None)
        assert gx_alone(named("rates-fit-their-bases/stated-reaches-implied"), without.derived).success
        results = ask(without, OVERLAP_SUITE)
        assert red(results) == ["relations/stated-high-is-given"]
        assert results["relations/stated-high-is-given"].claims == ("briefing/c001", "briefing/c004", "briefing/c002", "briefing/c003")

    @pytest.mark.parametrize(
        ("column", "check_id"),
        [("verdict", "verdict-is-given"), ("family", "family-is-given"), ("across_vintages", "across-vintages-is-given")],
    )
    def test_an_empty_cell_selects_nothing(self, tables: Tables, column: str, check_id: str) -> None:
        apart = end_ranks(Interval(Fraction(3), Fraction(4)), Interval(Fraction(5), Fraction(6)))
        without = changed(tables, GROWTH, **{**apart, column: None})
        assert gx_alone(named("rates-fit-their-bases/stated-reaches-implied"), without.derived).success
        assert red(ask(without, OVERLAP_SUITE)) == [f"relations/{check_id}"]

    def test_a_misspelt_word_selects_nothing(self, tables: Tables) -> None:
        misspelt = changed(tables, GROWTH, verdict="contradicts")
        assert gx_alone(named("rates-fit-their-bases/nothing-contradicts"), misspelt.derived).success
        assert red(ask(misspelt, OVERLAP_SUITE)) == ["relations/verdicts-are-known"]

    def test_open_ends_that_touch(self, tables: Tables) -> None:
        pair = named("rates-fit-their-bases/stated-reaches-implied")
        numbers = changed(tables, GROWTH, stated_low=4, stated_high=5, implied_low=5, implied_high=6)
        assert gx_alone(pair, numbers.derived).success
        below, above = Interval(Fraction(4), Fraction(5), high_closed=False), Interval(Fraction(5), Fraction(6))
        assert red(ask(changed(tables, GROWTH, **end_ranks(below, above)), OVERLAP_SUITE)) == [pair[0].check_id]

    def test_a_part_of_the_rows(self, tables: Tables) -> None:
        planned = named("records/ids-are-unique", "records/bound-is-given")
        found = gx_alone(planned, tables.records[:2])
        assert found.success
        assert [result.success for result in judge(planned, answers_of(found), tables)] == [False, False]


# What breaks


@pytest.mark.gx
@needs_gx
@pytest.mark.parametrize(
    ("record", "column", "value", "check_id"),
    [
        ("c003", "id", "C3", "ids-have-the-form"),
        ("c004", "id", "c001", "ids-are-unique"),
        ("c003", "speaker", "", "speaker-is-given"),
        ("c003", "speaker", "nobody", "speakers-exist"),
        ("c003", "measure", "vans", "measures-exist"),
        ("c003", "statistic", "", "statistic-is-given"),
        ("c003", "statistic", "grwth", "statistics-are-known"),
        ("c003", "period", "June 2022", "periods-have-the-form"),
        ("c003", "period", "2022-06 ", "periods-have-the-form"),
        ("c003", "unit", "", "unit-is-given"),
        ("c003", "bound", "roughly", "bounds-are-known"),
        ("c003", "value", "", "value-is-given-unless-lost"),
        ("c003", "value", "NaN", "values-are-decimals"),
        ("c003", "value", "1e400", "values-are-decimals"),
        ("c005", "value", "7", "no-value-where-lost"),
        ("c003", "end", "", "offsets-come-in-pairs"),
        ("c003", "start", "4.5", "offsets-come-in-pairs"),
        ("c003", "end", "23", "offsets-are-in-order"),
    ],
)
def test_a_broken_record_turns_exactly_its_check_red(root: Path, record: str, column: str, value: str, check_id: str) -> None:
    path = root / "briefing" / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{**row, column: value} if row["id"] == record else row for row in csv.DictReader(file)]
    write_csv(path, CLAIM_COLUMNS, rows)
    results = ask(tables_in(root), RECORDS_SUITE)
    assert red(results) == [f"records/{check_id}"]
    name = f"briefing/{value if column == 'id' else record}"
    assert name in results[f"records/{check_id}"].message
    assert name in results[f"records/{check_id}"].claims


@pytest.mark.gx
@needs_gx
def test_two_documents_may_use_one_id(root: Path) -> None:
    add_document(root, "release", ROWS[:2])
    assert red(ask(tables_in(root), RECORDS_SUITE)) == []


@pytest.mark.gx
@needs_gx
def test_a_line_that_is_no_row_is_red(root: Path) -> None:
    path = root / "briefing" / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("12%", '12%"'), encoding="utf-8")
    results = ask(tables_in(root), RECORDS_SUITE)
    assert red(results) == ["records/every-line-is-a-row"]
    assert "briefing/claims.csv:4" in results["records/every-line-is-a-row"].message
    assert results["records/every-line-is-a-row"].claims == ("briefing/c003",)


@pytest.mark.gx
@needs_gx
@pytest.mark.parametrize("digits", [15, 30])
def test_ends_that_differ_in_a_late_digit(tables: Tables, digits: int) -> None:
    end = Fraction(1) + Fraction(1, 10**digits)
    apart = end_ranks(Interval(Fraction(0), Fraction(1)), Interval(end, Fraction(2)))
    touching = end_ranks(Interval(Fraction(0), end), Interval(end, Fraction(2)))
    assert red(ask(changed(tables, GROWTH, **apart), OVERLAP_SUITE)) == ["rates-fit-their-bases/stated-reaches-implied"]
    assert red(ask(changed(tables, GROWTH, **touching), OVERLAP_SUITE)) == []


@pytest.mark.gx
@needs_gx
def test_a_contradiction_is_red_in_our_words(tmp_path: Path) -> None:
    tables = tables_in(
        project(tmp_path, [*ROWS[:2], claim("c003", statistic="growth", value="21"), ROWS[3]], text=TEXT.replace("12%", "21%"))
    )
    results = {result.check_id: result for result in run_tables(tables)}
    assert red(results) == ["rates-fit-their-bases/nothing-contradicts"]
    result = results["rates-fit-their-bases/nothing-contradicts"]
    assert result.message == (
        "No figures contradict each other, unless waived.\n"
        f"- {GROWTH} (claims briefing/c001, briefing/c004, briefing/c002, briefing/c003): "
        "verdict: contradiction, stated: 20.5 to 22% (upper end not included), "
        "implied: 10.9524 to 14.0097% (lower and upper end not included)"
    )
    assert "briefing/c003" in result.claims


# The data sets


@pytest.mark.gx
@needs_gx
def test_both_documents_pass() -> None:
    results = run_tables(tables_in(ROOT / "claims"))
    assert [result.message for result in results if not result.success] == []


@pytest.mark.gx
@needs_gx
def test_the_example_fails_where_its_slips_are_planted() -> None:
    results = {result.check_id: result for result in run_tables(tables_in(ROOT / "examples" / "harbour-briefing" / "claims"))}
    assert red(results) == ["rates-fit-their-bases/nothing-contradicts", "one-figure-one-value/nothing-contradicts"]


# Manners


@pytest.mark.gx
@needs_gx
def test_nothing_is_written_sent_or_shown(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("Great Expectations opens a connection")

    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(here))
    monkeypatch.setattr(tempfile, "tempdir", str(here))
    monkeypatch.setattr(socket.socket, "connect", refuse)
    run_tables(tables)
    assert list(here.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def pytest_in_a_process(before: str, *arguments: str) -> str:
    source = f"import sys\n{before}\nimport pytest\npytest.main(sys.argv[1:])\nprint('imported:', 'great_expectations' in sys.modules)"
    command = [sys.executable, "-c", source, str(CHECKS), "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_collecting_does_not_import_great_expectations() -> None:
    shown = pytest_in_a_process("", "--collect-only", "-q")
    assert "test_expectations[records/ids-are-unique]" in shown
    assert shown.rstrip().endswith("imported: False")


def test_without_great_expectations_the_checks_are_skipped_and_say_so(tmp_path: Path) -> None:
    absent = "sys.modules['great_expectations'] = None"
    shown = pytest_in_a_process(absent, "-rs", "--crossfoot-reports", str(tmp_path))
    assert f"{len(plan())} skipped" in shown
    assert "python -m pip install 'crossfoot[gx]'" in " ".join(shown.split())
