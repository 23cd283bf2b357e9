"""The tables that other tools check: the records as they stand, the relations with ends that still compare exactly."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from documents import claim, edit, project
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.check import Outcome, check
from crossfoot.dataset import load
from crossfoot.engines import DERIVED_TABLE, RECORDS_TABLE, quoted, records_query, to_database, to_frame
from crossfoot.interval import Interval
from crossfoot.items import items_of
from crossfoot.loading.rows import CLAIM_COLUMNS
from crossfoot.tables import (
    DERIVED_COLUMNS,
    ENDS,
    RECORD_COLUMNS,
    TableRow,
    derived_rows,
    end_ranks,
    tables_of,
)
from crossfoot.testing import check_example

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
DATA_SETS = (ROOT / "claims", ROOT / "examples" / "harbour-briefing" / "claims")
NUMBERS = st.fractions(min_value=-3, max_value=3, max_denominator=4)
INTERVALS = st.builds(Interval, st.none() | NUMBERS, st.none() | NUMBERS, st.booleans(), st.booleans()).filter(
    lambda piece: not piece.empty
)


def overlap(row: TableRow) -> bool:
    """What an engine asks of the ends."""
    low, high, other_low, other_high = (row[name] for name in ENDS)
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert isinstance(other_low, int)
    assert isinstance(other_high, int)
    return high >= other_low and other_high >= low


def outcome_of(path: Path) -> Outcome:
    return check(load(path), today=TODAY)


# The ends


@given(INTERVALS, INTERVALS)
def test_ranks_overlap_exactly_where_the_intervals_do(stated: Interval, implied: Interval) -> None:
    ranks = end_ranks(stated, implied)
    assert overlap(ranks) is not stated.intersect(implied).empty
    assert set(ranks.values()) <= set(range(4))


@pytest.mark.parametrize("digits", [15, 30])
def test_ends_may_differ_in_a_late_digit(digits: int) -> None:
    end = Fraction(1) + Fraction(1, 10**digits)
    assert not overlap(end_ranks(Interval(None, Fraction(1)), Interval(end, None)))
    assert overlap(end_ranks(Interval(None, end), Interval(end, None)))


def test_touching_ends_meet_only_if_both_are_closed() -> None:
    below, above = Interval(Fraction(0), Fraction(1)), Interval(Fraction(1), Fraction(2))
    assert overlap(end_ranks(below, above))
    assert not overlap(end_ranks(Interval(Fraction(0), Fraction(1), high_closed=False), above))
    assert not overlap(end_ranks(below, Interval(Fraction(1), Fraction(2), low_closed=False)))


def test_ends_of_what_is_not_there_are_empty() -> None:
    assert end_ranks(None, Interval(None, Fraction(1))) == {"stated_low": None, "stated_high": None, "implied_low": 0, "implied_high": 1}


# The relations


@pytest.mark.parametrize("path", DATA_SETS, ids=lambda path: path.parent.name)
def test_ends_say_what_the_engine_says(path: Path) -> None:
    outcome = outcome_of(path)
    rows = derived_rows(outcome)
    items = items_of(outcome)
    assert [(row["check_id"], row["verdict"]) for row in rows] == [(item.id, str(item.verdict)) for item in items]
    passed = [row for row in rows if row["ends"] == "compared"]
    assert {row["check_id"] for row in passed} <= {decision.id for decision in outcome.decisions}
    failed = [row for row in rows if row["verdict"] == "contradiction"]
    assert passed
    assert all(overlap(row) for row in passed)
    assert not any(overlap(row) for row in failed if row["implied_low"] is not None)


def test_the_soft_end_of_a_hedge_decides_nothing() -> None:
    claims = [{"measure": "cars", "value": 300, "printed": "nearly 300", "bound": "nearly"}, {"measure": "cars", "value": 210}]
    row = derived_rows(check_example({"claims": claims}))[0]
    assert (row["verdict"], row["ends"], overlap(row)) == ("strained", "compared", True)


def test_what_only_a_revision_can_save_is_excused() -> None:
    claims = [
        {"measure": "cars", "period": "2031", "value": 112},
        {"measure": "cars", "period": "2030", "value": 50, "scenario": "first"},
        {"measure": "cars", "statistic": "growth", "period": "2031", "versus": "yoy", "value": 12, "unit": "percent", "printed": "12%"},
    ]
    measures = {"cars": {"unit": "cars", "kind": "flow", "growth_basis": "nominal", "min": 0}}
    example = {"claims": claims, "measures": measures, "scenarios": {"first": {"kind": "vintage"}}}
    row = next(row for row in derived_rows(check_example(example)) if row["family"] == "growth-vs-base")
    assert (row["verdict"], row["ends"], overlap(row)) == ("strained", "excused", False)


def test_what_clashes_only_together_is_a_row() -> None:
    rows = [row for row in derived_rows(outcome_of(DATA_SETS[1])) if row["family"] == "joint"]
    assert [(row["verdict"], row["question"], row["ends"], row["stated_low"]) for row in rows] == [
        ("contradiction", "all-together", "not compared", None)
    ]
    assert "harbour-briefing/c027" in str(rows[0]["claims"]).split()


# The records


def test_records_stand_in_the_table_as_in_the_file(tmp_path: Path) -> None:
    rows = [claim("c001"), claim("c001", statistic="grwth"), claim("c003", value="NaN", printed="NaN", start="4", end="x")]
    root = project(tmp_path, rows, header={"defaults": {"bound": "about"}})
    edit(root / "briefing" / "claims.csv", "4,x,,", '4,x,,"')
    edit(root / "briefing" / "claims.csv", "grwth", "grwth,")
    tables = tables_of(outcome_of(root))
    assert [row["claim"] for row in tables.records] == ["briefing/c001"]
    assert [problem.line for problem in tables.unread] == [3, 4]
    edit(root / "briefing" / "claims.csv", '4,x,,"', "4,x,,")
    edit(root / "briefing" / "claims.csv", "grwth,,", "grwth,")
    edit(root / "briefing" / "claims.csv", "NaN,vehicles,exact", "NaN,vehicles,")
    found = tables_of(outcome_of(root)).records
    assert [row["place"] for row in found] == [f"briefing/claims.csv:{line}" for line in (2, 3, 4)]
    assert [row["row"] for row in found] == [0, 1, 2]
    assert (found[1]["claim"], found[1]["statistic"]) == ("briefing/c001", "grwth")
    assert (found[2]["bound"], found[2]["value"], found[2]["start"], found[2]["end"]) == ("about", "NaN", 4, None)
    assert [row["offsets"] for row in found] == ["none", "none", "unreadable"]


def test_records_of_a_data_set_in_memory_are_its_claims() -> None:
    row = tables_of(check_example({"claims": [{"measure": "cars", "value": 3}]})).records[0]
    assert set(row) == set(RECORD_COLUMNS)
    assert (row["claim"], row["value"], row["start"], row["scenario"]) == ("document/c001", "3", None, None)


# Engines


@pytest.mark.parametrize("path", DATA_SETS, ids=lambda path: path.parent.name)
def test_a_database_gives_back_what_it_was_given(path: Path) -> None:
    tables = tables_of(outcome_of(path))
    with closing(sqlite3.connect(":memory:")) as connection:
        for _ in range(2):
            to_database(connection, tables)
        for name, columns, rows in ((RECORDS_TABLE, RECORD_COLUMNS, tables.records), (DERIVED_TABLE, DERIVED_COLUMNS, tables.derived)):
            found = connection.execute(f'SELECT * FROM "{name}" ORDER BY "row"').fetchall()  # noqa: S608
            assert [dict(zip(columns, row, strict=True)) for row in found] == rows


def test_the_records_can_be_selected_from_a_table_of_claims() -> None:
    """The query gives what `tables_of` reads from the files."""
    tables = tables_of(outcome_of(ROOT / "claims"))
    types = {"line": "INTEGER", "start": "INTEGER", "end": "INTEGER"}
    names = ("document", "line", *CLAIM_COLUMNS)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE claims ({', '.join(quoted(name) + ' ' + types.get(name, 'TEXT') for name in names)})")
        rows = (
            [*_placed(row), *("" if row[name] is None and name not in types else row[name] for name in CLAIM_COLUMNS)]
            for row in tables.records
        )
        connection.executemany(f"INSERT INTO claims VALUES ({', '.join('?' for _ in names)})", rows)  # noqa: S608
        found = [dict(zip(RECORD_COLUMNS, row, strict=True)) for row in connection.execute(records_query("claims"))]
    by_place = {row["place"]: {**row, "row": None} for row in tables.records}
    assert [row["row"] for row in sorted(found, key=lambda row: row["row"])] == list(range(len(found)))
    assert {row["place"]: {**row, "row": None} for row in found} == by_place


def _placed(row: TableRow) -> tuple[str, int]:
    return str(row["document"]), int(str(row["place"]).rpartition(":")[2])


# pandas


def test_a_frame_keeps_whole_numbers_and_text() -> None:
    pytest.importorskip("pandas")
    rows = derived_rows(outcome_of(ROOT / "claims"))
    frame = to_frame(rows, DERIVED_COLUMNS)
    assert str(frame["stated_low"].dtype) == "Int64"
    assert list(frame["stated_low"].dropna()) == [row["stated_low"] for row in rows if row["stated_low"] is not None]
    assert list(frame["verdict"]) == [row["verdict"] for row in rows]
    assert to_frame([], RECORD_COLUMNS).shape == (0, len(RECORD_COLUMNS))


def test_the_tables_do_not_need_pandas() -> None:
    source = "import sys, crossfoot.tables, crossfoot.expectations; print(sorted({'pandas', 'great_expectations'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
