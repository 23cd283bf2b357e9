"""Great Expectations: what a broken record does, on both engines, and each way to a false green with the guard that closes it."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import gx_tables
import pytest
from documents import edit, project
from gx_tables import BREAKS, ROOT, ROWS, TEXT, document_of, everything, tables_in

from crossfoot import expectation_judge
from crossfoot import tables as tables_module
from crossfoot.expectation_judge import DROPPED, judge
from crossfoot.expectation_plan import BUILT_IN, RECORDS_SUITE, SUITES, Planned, Rule, Severity, Table, plan
from crossfoot.expectation_questions import FAMILIES, QUESTIONS, RECORD, question_of
from crossfoot.expectations import HOW_TO_INSTALL, Engine, Evaluated, ExpectationResult, GuardError, evaluate, installed
from crossfoot.interval import Interval
from crossfoot.items import known_families
from crossfoot.pytest_items import read_modules
from crossfoot.relations import FAMILIES as RELATION_FAMILIES
from crossfoot.relations import TEXT_FAMILIES
from crossfoot.tables import DERIVED_COLUMNS, RECORD_COLUMNS, TableRow, Tables, end_ranks

CHECKS = ROOT / "checks" / "test_expectations.py"
GROWTH = "growth-vs-base/cars/growth/2022-06/yoy"
REACHES = "rates-fit-their-bases/stated-reaches-implied"
CONTRADICTS = "rates-fit-their-bases/nothing-contradicts"
WITH_SQL = "SQLAlchemy is not installed; python -m pip install 'crossfoot[dev]' adds it"
ENGINES = [
    pytest.param(engine, marks=pytest.mark.skipif(not installed(engine), reason=HOW_TO_INSTALL if engine is Engine.PANDAS else WITH_SQL))
    for engine in Engine
]
needs_gx = pytest.mark.skipif(not installed(), reason=HOW_TO_INSTALL)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, ROWS, text=TEXT)


@pytest.fixture
def tables(root: Path) -> Tables:
    return tables_in(root)


def named(*names: str) -> list[Planned]:
    found = {item.check_id: item for item in plan()}
    return [found[name] for name in names]


def ask(tables: Tables, *names: str, engine: Engine = Engine.PANDAS) -> dict[str, ExpectationResult]:
    """The answers to a few expectations; all of them take seconds."""
    planned = [item for item in plan(tables) if item.check_id in names]
    assert len(planned) == len(names)
    return {result.check_id: result for result in judge(planned, evaluate(planned, tables, engine=engine), tables)}


def gx_alone(planned: Sequence[Planned], rows: Sequence[TableRow]) -> Any:  # noqa: ANN401
    """What Great Expectations itself says."""
    from crossfoot import _gx  # noqa: PLC0415

    columns = RECORD_COLUMNS if planned[0].table is Table.RECORDS else DERIVED_COLUMNS
    return _gx.validate(_gx.ephemeral_context(), _gx.suites_of(planned), rows, columns)


def answers_of(result: Any) -> list[Evaluated]:  # noqa: ANN401
    from crossfoot import _gx  # noqa: PLC0415

    return list(_gx.read(result))


def red(results: Mapping[str, ExpectationResult]) -> list[str]:
    return [name for name, result in results.items() if result.fails()]


def green(results: Sequence[ExpectationResult]) -> bool:
    """What a gate asks."""
    return not any(result.fails() for result in results)


def changed(tables: Tables, check_id: str, **cells: str | int | None) -> Tables:
    """The tables with other cells in the row of one relation."""
    return replace(tables, derived=[{**row, **cells} if row["check_id"] == check_id else row for row in tables.derived])


# The plan


def test_every_check_has_an_id_of_its_own_and_plain_words() -> None:
    planned = plan()
    assert len({item.check_id for item in planned}) == len(planned)
    assert all(item.description.endswith(".") for item in planned)
    assert list(dict.fromkeys(item.suite for item in planned)) == list(SUITES)
    assert {item.rule for item in planned} == set(BUILT_IN)
    assert not any(family in item.check_id for item in planned for family in ("growth", "share", *RELATION_FAMILIES) if family != "order")
    # Each suite is a page of its own, named after the first part of its ids.
    assert len({item.check_id.partition("/")[0] for item in planned}) == len(SUITES)


def test_every_family_belongs_to_exactly_one_question() -> None:
    asked = [family for question in QUESTIONS for family in question.families]
    assert sorted(asked) == sorted(FAMILIES)
    assert set(known_families()) <= set(asked)
    # The questions are those of the modules of checks/; what clashes only together is a question of its own here.
    modules = {frozenset(module.families) for module in read_modules([ROOT / "checks"])}
    assert modules <= {frozenset(question.families) - {"weakening"} for question in QUESTIONS}
    assert len(modules) == len(QUESTIONS) - 1


def test_the_plan_does_not_depend_on_the_data(tables: Tables) -> None:
    assert [item.check_id for item in plan(tables)] == [item.check_id for item in plan()]


def test_some_of_the_suites() -> None:
    assert {item.suite for item in plan(suites=[RECORDS_SUITE])} == {RECORDS_SUITE}
    with pytest.raises(ValueError, match="found the suite 'recrds', expected one of: records are well-formed, "):
        plan(suites=["recrds"])


def test_no_cell_that_is_compared_or_selected_by_may_be_empty_unseen() -> None:
    planned = plan()
    given = {(item.table, item.columns[0]) for item in planned if item.rule is Rule.GIVEN}
    # The first two are made of columns that are given; the third is computed; start and end are both there where offsets says so.
    known = {"claim", "document_speaker", "offsets", "start", "end"}
    for item in planned:
        needed = {*item.where, *(item.columns if item.rule not in (Rule.GIVEN, Rule.EMPTY) else ())} - known
        assert all((item.table, column) in given for column in needed), item.check_id


# Success is decided by us: each guard, without Great Expectations


def perfect(tables: Tables, planned: Sequence[Planned] = ()) -> list[Evaluated]:
    rows = {Table.RECORDS: tables.records, Table.DERIVED: tables.derived}
    asked = planned or plan(tables)
    return [Evaluated(item.check_id, success=True, rows=sum(item.looks_at(row) for row in rows[item.table])) for item in asked]


def test_perfect_answers_are_green(tables: Tables) -> None:
    results = judge(plan(tables), perfect(tables), tables)
    assert [result.check_id for result in results] == [item.check_id for item in plan()]
    assert green(results)
    assert all(result.success for result in results if result.rows)


def test_an_answer_that_is_missing_is_red(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = perfect(tables)[1:]
    results = judge(plan(tables), answers, tables)
    assert [result.message for result in results if result.fails()] == [DROPPED]
    monkeypatch.setattr(expectation_judge, "complete", lambda _, answers: {answer.check_id: answer for answer in answers})
    assert green(judge(plan(tables), answers, tables))


def test_an_empty_suite_is_red(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not green(judge(plan(tables), [], tables))
    monkeypatch.setattr(expectation_judge, "complete", lambda _, answers: {answer.check_id: answer for answer in answers})
    assert green(judge(plan(tables), [], tables))


@pytest.mark.parametrize("surplus", ["records/ids-are-unique", "an expectation without an id"])
def test_an_answer_too_many_is_refused(tables: Tables, surplus: str) -> None:
    with pytest.raises(GuardError, match=surplus):
        judge(plan(tables), [*perfect(tables), Evaluated(surplus, success=True)], tables)


def test_an_answer_about_other_rows_is_red(tables: Tables) -> None:
    answers = perfect(tables)
    answers[3] = replace(answers[3], rows=answers[3].rows - 1)
    results = judge(plan(tables), answers, tables)
    assert [result.check_id for result in results if result.fails()] == [answers[3].check_id]
    assert "looked at 4 rows, expected 5" in results[3].message


def test_what_is_about_no_row_at_all_is_neither_green_nor_red(tmp_path: Path) -> None:
    tables = tables_in(project(tmp_path, ROWS[:4]))
    found = {result.check_id: result for result in judge(plan(tables), perfect(tables), tables)}
    assert found["records/no-value-where-lost"].success is None


def test_a_long_list_of_failures_is_cut(tables: Tables) -> None:
    item = named("records/ids-have-the-form")
    result = judge(item, [Evaluated(item[0].check_id, success=False, rows=5, failed=5, failing=(0, 1))], tables)[0]
    assert result.message.splitlines()[-1] == "- and 3 more"


def test_a_warning_is_red_only_where_everything_strained_is(tables: Tables) -> None:
    planned = [item for item in plan() if item.severity is Severity.WARNING]
    assert {item.check_id.partition("/")[2] for item in planned} == {"nothing-is-strained"}
    strained = changed(tables, GROWTH, verdict="strained")
    number = next(int(str(row["row"])) for row in tables.derived if row["check_id"] == GROWTH)
    item = named("rates-fit-their-bases/nothing-is-strained")
    result = judge(item, [Evaluated(item[0].check_id, success=False, rows=1, failed=1, failing=(number,))], strained)[0]
    assert (result.success, result.fails(), result.fails(strict=True)) == (False, False, True)
    assert GROWTH in result.message


# The ways to a false green, each seen first


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Take a guard away: `without(table_has_rows)`."""

    def take(name: str) -> None:
        guards = tuple(guard for guard in expectation_judge.GUARDS if guard.__name__ != name)
        assert len(guards) == len(expectation_judge.GUARDS) - 1
        monkeypatch.setattr(expectation_judge, "GUARDS", guards)

    return take


APART = end_ranks(Interval(Fraction(3), Fraction(4)), Interval(Fraction(5), Fraction(6)))
# What a row must hold, and what a gate without the check that says so would let pass.
UNSEEN = [
    ({"stated_high": None}, REACHES, "derived/stated-high-is-given"),
    ({**APART, "ends": None}, REACHES, "derived/ends-is-given"),
    ({**APART, "question": None}, REACHES, "derived/question-is-given"),
    ({**APART, "ends": "compard"}, REACHES, "derived/ends-are-words"),
    ({**APART, "question": "rates"}, REACHES, "derived/questions-are-known"),
    ({**APART, "ends": "excused"}, REACHES, "derived/excused-is-strained"),
    ({**APART, "ends": "not compared"}, REACHES, "derived/passed-is-compared"),
    ({"verdict": None}, CONTRADICTS, "derived/verdict-is-given"),
    ({"verdict": "contradicts"}, CONTRADICTS, "derived/verdicts-are-known"),
    ({"verdict": "contradiction", "waived": "yes"}, CONTRADICTS, "derived/waived-is-waived"),
    ({"verdict": "contradiction", "waived": "y"}, CONTRADICTS, "derived/waived-is-yes-or-no"),
    ({"verdict": "contradiction", "waived": None}, CONTRADICTS, "derived/waived-is-given"),
    ({"stated_low": 3, "stated_high": 1, "implied_low": 0, "implied_high": 2}, None, "derived/stated-interval-holds-a-value"),
]


@pytest.mark.gx
@needs_gx
class TestFalseGreen:
    """Great Expectations says success; we do not, and without the guard we would."""

    def test_an_empty_table(self, without: Any) -> None:  # noqa: ANN401
        empty = Tables((), ())
        for name in ("records/ids-are-unique", CONTRADICTS):
            planned = named(name)
            found = gx_alone(planned, ())
            assert found.success
            assert [result.fails() for result in judge(planned, answers_of(found), empty)] == [True]
        without("table_has_rows")
        assert green(judge(planned, answers_of(found), empty))

    def test_an_expectation_that_a_loaded_suite_drops(self, tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
        import great_expectations  # noqa: PLC0415

        from crossfoot import _gx  # noqa: PLC0415

        planned = named("records/id-is-given", "records/ids-are-unique")
        stored = _gx.suites_of(planned)[0].to_json_dict()
        stored["expectations"][1]["type"] = "expect_what_was_not_imported"
        loaded = great_expectations.ExpectationSuite(name="suite", expectations=stored["expectations"])
        found = _gx.validate(_gx.ephemeral_context(), [loaded], tables.records, RECORD_COLUMNS)
        assert found.success
        assert [result.success for result in judge(planned, answers_of(found), tables)] == [True, False]
        monkeypatch.setattr(expectation_judge, "complete", lambda _, answers: {answer.check_id: answer for answer in answers})
        assert green(judge(planned, answers_of(found), tables))

    def test_an_expectation_that_equals_another_but_for_its_id(self, tables: Tables) -> None:
        from crossfoot import _gx  # noqa: PLC0415

        first = named("records/id-is-given")[0]
        planned = [first, replace(first, check_id="records/another")]
        suite = _gx.suites_of([first])[0]
        suite.add_expectation(_gx.suites_of([planned[1]])[0].expectations[0])
        found = _gx.validate(_gx.ephemeral_context(), [suite], tables.records, RECORD_COLUMNS)
        assert found.success
        assert [result.success for result in judge(planned, answers_of(found), tables)] == [True, False]

    def test_an_exception_leaves_no_failing_row(self, tables: Tables, without: Any) -> None:  # noqa: ANN401
        planned = [replace(named("records/ids-have-the-form")[0], columns=("no-such-column",))]
        answers = answers_of(gx_alone(planned, tables.records))
        # Whoever counts the rows that failed sees none.
        assert (answers[0].failed, answers[0].rows) == (0, 0)
        known = [named("records/ids-have-the-form")[0]]
        result = judge(known, answers, tables)[0]
        assert "could not evaluate this" in result.message
        assert "no-such-column" in result.message
        # Were exceptions not told apart, whatever calls itself a success would be one.
        without("was_evaluated")
        assert green(judge(known, [replace(answers[0], success=True)], tables))

    @pytest.mark.parametrize(("cells", "passes", "check_id"), UNSEEN, ids=lambda value: value if isinstance(value, str) else "")
    def test_what_is_not_seen(self, tables: Tables, cells: Mapping[str, Any], passes: str | None, check_id: str) -> None:
        spoilt = changed(tables, GROWTH, **cells)
        results = ask(spoilt, check_id, *((passes,) if passes else ()))
        assert red(results) == [check_id]
        assert green([result for name, result in results.items() if name != check_id])
        assert "briefing/c003" in results[check_id].claims

    def test_nothing_was_decided(self, tables: Tables) -> None:
        unchecked = [{**row, "verdict": "not_checked", "ends": "not compared"} for row in tables.derived]
        results = ask(replace(tables, derived=unchecked), CONTRADICTS, "derived/something-is-decided")
        assert red(results) == ["derived/something-is-decided"]

    def test_open_ends_that_touch(self, tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
        below, above = Interval(Fraction(4), Fraction(5), high_closed=False), Interval(Fraction(5), Fraction(6))
        assert red(ask(changed(tables, GROWTH, **end_ranks(below, above)), REACHES)) == [REACHES]
        monkeypatch.setattr(tables_module, "_places", lambda piece: ((0, piece.low, 0), (0, piece.high, 0)))
        assert red(ask(changed(tables, GROWTH, **end_ranks(below, above)), REACHES)) == []

    def test_a_part_of_the_rows(self, tables: Tables, without: Any) -> None:  # noqa: ANN401
        planned = named("records/ids-are-unique", "records/bound-is-given")
        found = gx_alone(planned, tables.records[:2])
        assert found.success
        assert [result.success for result in judge(planned, answers_of(found), tables)] == [False, False]
        without("saw_its_rows")
        assert green(judge(planned, answers_of(found), tables))

    def test_a_severity_that_somebody_lowered(self, tables: Tables) -> None:
        from crossfoot import _gx  # noqa: PLC0415

        planned = named("records/ids-have-the-form")
        suite = _gx.suites_of(planned)[0]
        suite.expectations[0].severity = "info"
        spoilt = replace(tables, records=[{**tables.records[0], "id": "C1"}])
        found = _gx.validate(_gx.ephemeral_context(), [suite], spoilt.records, RECORD_COLUMNS)
        stored = next(iter(found.run_results.values()))
        # A gate that stops at critical failures, as stored beside the expectation, lets it pass.
        assert str(stored.get_max_severity_failure()) != "critical"
        assert not green(judge(planned, answers_of(found), spoilt))


# What breaks, on each engine


@lru_cache(maxsize=1)
def all_tables() -> Tables:
    return everything()


@lru_cache(maxsize=2)
def said(engine: Engine) -> Mapping[str, ExpectationResult]:
    """What an engine says of everything, with every row that fails."""
    from crossfoot import _gx  # noqa: PLC0415

    patch = pytest.MonkeyPatch()
    patch.setattr(_gx, "RESULT_FORMAT", {**_gx.RESULT_FORMAT, "partial_unexpected_count": 10_000})
    planned = plan(all_tables())
    try:
        answers = evaluate(planned, all_tables(), engine=engine)
    finally:
        patch.undo()
    return {result.check_id: result for result in judge(planned, answers, all_tables())}


def red_for(engine: Engine, start: str) -> dict[str, Severity]:
    """The checks that name a claim which begins so."""
    return {name: one.severity for name, one in said(engine).items() if any(ref.startswith(start) for ref in one.claims)}


@pytest.mark.gx
@pytest.mark.parametrize("engine", ENGINES)
class TestEngines:
    """pandas and SQLite, on everything."""

    @pytest.mark.parametrize("number", range(len(BREAKS)), ids=lambda n: f"{BREAKS[n].check_id}-{BREAKS[n].column}-{BREAKS[n].value}")
    def test_a_broken_record_turns_exactly_its_check_red(self, engine: Engine, number: int) -> None:
        broken, document = BREAKS[number], document_of(number)
        check_id = f"records/{broken.check_id}"
        ref = f"{document}/{broken.value if broken.column == 'id' else broken.record}"
        if ref.endswith("/"):
            # It has no id to be named by; its place does.
            assert f"a record without an id ({document}/claims.csv:4)" in said(engine)[check_id].message
            assert red_for(engine, f"{document}/") == {}
            return
        assert list(red_for(engine, f"{document}/")) == [check_id]
        assert ref in said(engine)[check_id].claims
        assert ref in said(engine)[check_id].message

    @pytest.mark.parametrize("family", RELATION_FAMILIES)
    def test_a_broken_relation_turns_exactly_its_question_red(self, engine: Engine, family: str) -> None:
        found = red_for(engine, f"{family}--")
        slug = question_of(family)
        if family in TEXT_FAMILIES:
            assert found == {f"{slug}/nothing-is-strained": Severity.WARNING}
        else:
            name = "nothing-fails" if slug == RECORD else "nothing-contradicts"
            assert [check_id for check_id, severity in found.items() if severity is Severity.CRITICAL] == [f"{slug}/{name}"]

    def test_both_documents_pass_and_the_example_fails_where_its_slips_are_planted(self, engine: Engine) -> None:
        for path in sorted((ROOT / "claims").iterdir()):
            if path.is_dir():
                assert Severity.CRITICAL not in red_for(engine, f"{path.name}/").values()
        found = red_for(engine, f"{gx_tables.EXAMPLE}/")
        slugs = ("rates-fit-their-bases", "totals-fit", "one-figure-one-value", "all-together")
        assert [name for name, severity in found.items() if severity is Severity.CRITICAL] == [f"{s}/nothing-contradicts" for s in slugs]

    def test_hundreds_of_planted_breaks(self, engine: Engine) -> None:
        refs = [str(row["claims"]) for row in all_tables().derived if str(row["check_id"]).startswith("planted/")]
        found = [ref for name, result in said(engine).items() if "-reaches-" in name for ref in result.claims]
        assert sorted(ref for ref in found) == sorted(ref for ref in refs if ref.startswith("apart/"))
        assert len(found) > gx_tables.PLANTED / 4

    @pytest.mark.parametrize("digits", [15, 40])
    def test_ends_that_differ_in_a_late_digit(self, engine: Engine, tables: Tables, digits: int) -> None:
        end = Fraction(1) + Fraction(1, 10**digits)
        apart = end_ranks(Interval(Fraction(0), Fraction(1)), Interval(end, Fraction(2)))
        touching = end_ranks(Interval(Fraction(0), end), Interval(end, Fraction(2)))
        opened = end_ranks(Interval(Fraction(0), end, high_closed=False), Interval(end, Fraction(2)))
        both = [changed(tables, GROWTH, **ends) for ends in (apart, touching, opened)]
        assert [red(ask(one, REACHES, engine=engine)) for one in both] == [[REACHES], [], [REACHES]]


@pytest.mark.gx
@pytest.mark.skipif(not all(map(installed, Engine)), reason=WITH_SQL)
def test_the_engines_agree() -> None:
    assert said(Engine.PANDAS) == said(Engine.SQLITE)


@pytest.mark.gx
@pytest.mark.parametrize("engine", ENGINES)
def test_of_no_rows_both_engines_say_that_there_was_nothing_to_check(engine: Engine, tmp_path: Path) -> None:
    tables = tables_in(project(tmp_path, ROWS[:4], text=TEXT))
    names = ("records/no-value-where-lost", "records/value-is-given-unless-lost", "gaps-are-points/stated-reaches-implied")
    found = ask(tables, *names, "gaps-are-points/nothing-contradicts", engine=engine)
    assert [result.success for result in found.values()] == [True, None, None, None]


@pytest.mark.gx
@needs_gx
def test_a_line_that_is_no_row_is_red(root: Path) -> None:
    edit(root / "briefing" / "claims.csv", "12%", '12%"')
    results = ask(tables_in(root), "records/every-line-is-a-row")
    assert red(results) == ["records/every-line-is-a-row"]
    assert "briefing/claims.csv:4" in results["records/every-line-is-a-row"].message
    assert results["records/every-line-is-a-row"].claims == ("briefing/c003",)


@pytest.mark.gx
@needs_gx
def test_a_contradiction_is_red_in_our_words(tmp_path: Path) -> None:
    edited = [*ROWS[:2], {**ROWS[2], "value": "21", "printed": "21%"}, ROWS[3]]
    tables = tables_in(project(tmp_path, edited, text=TEXT.replace("12%", "21%")))
    result = ask(tables, CONTRADICTS)[CONTRADICTS]
    assert result.message == (
        "No figures contradict each other, unless waived.\n"
        f"- {GROWTH} (claims briefing/c001, briefing/c004, briefing/c002, briefing/c003): "
        "verdict: contradiction, stated: 20.5 to 22% (upper end not included), "
        "implied: 10.9524 to 14.0097% (lower and upper end not included)"
    )
    assert (result.rows, result.failed) == (1, 1)


@pytest.mark.gx
@needs_gx
def test_a_record_that_is_not_as_printed_is_red(tmp_path: Path) -> None:
    root = project(tmp_path, ROWS[:4], text=TEXT)
    edit(root / "briefing" / "claims.csv", "104,vehicles", "140,vehicles")
    result = ask(tables_in(root), f"{RECORD}/nothing-fails")[f"{RECORD}/nothing-fails"]
    assert result.fails()
    assert result.claims == ("briefing/c002",)


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
    ask(tables, "records/ids-are-unique", CONTRADICTS)
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
    assert not (tmp_path / "gx").exists()


def test_the_command_line_does_not_import_great_expectations() -> None:
    source = "import sys, crossfoot.cli, crossfoot.commands, crossfoot.pytest_plugin, crossfoot.expectations, crossfoot.report.data_docs"
    done = subprocess.run(
        [sys.executable, "-c", f"{source}\nprint({{'great_expectations', 'pandas'}} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"
