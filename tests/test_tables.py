"""The tables that other tools check: the records as they stand, the relations with ends that still compare exactly."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from documents import claim, edit, project
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.check import Outcome, check
from crossfoot.dataset import load
from crossfoot.interval import Interval
from crossfoot.tables import (
    DERIVED_COLUMNS,
    ENDS,
    RECORD_COLUMNS,
    TableRow,
    derived_rows,
    end_ranks,
    tables_of,
    to_frame,
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
    assert [row["check_id"] for row in rows] == [decision.id for decision in outcome.decisions]
    passed = [row for row in rows if row["verdict"] in ("holds", "strained") and row["across_vintages"] == "no"]
    failed = [row for row in rows if row["verdict"] == "contradiction"]
    assert passed
    assert all(overlap(row) for row in passed)
    assert not any(overlap(row) for row in failed if row["implied_low"] is not None)


def test_the_soft_end_of_a_hedge_decides_nothing() -> None:
    claims = [{"measure": "cars", "value": 300, "printed": "nearly 300", "bound": "nearly"}, {"measure": "cars", "value": 210}]
    row = derived_rows(check_example({"claims": claims}))[0]
    assert (row["verdict"], overlap(row)) == ("strained", True)


def test_what_only_a_revision_can_save_is_marked() -> None:
    claims = [
        {"measure": "cars", "period": "2031", "value": 112},
        {"measure": "cars", "period": "2030", "value": 50, "scenario": "first"},
        {"measure": "cars", "statistic": "growth", "period": "2031", "versus": "yoy", "value": 12, "unit": "percent", "printed": "12%"},
    ]
    measures = {"cars": {"unit": "cars", "kind": "flow", "growth_basis": "nominal", "min": 0}}
    example = {"claims": claims, "measures": measures, "scenarios": {"first": {"kind": "vintage"}}}
    row = next(row for row in derived_rows(check_example(example)) if row["family"] == "growth-vs-base")
    assert (row["verdict"], row["across_vintages"], overlap(row)) == ("strained", "yes", False)


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
