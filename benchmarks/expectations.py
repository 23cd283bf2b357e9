"""What the suites of Great Expectations cost: `python benchmarks/expectations.py [--smoke] [--rows 100 100000 1000000]`.

    gx      the suites on pandas tables of so many rows, without the import    against  crossfoot's own check of the same, which decides it
    judge   deciding what counts as success                                    against  the suites

A project is made whose derived table has about so many rows, and is loaded and checked. From a million rows on the tables are those of a
smaller project over and over, with ids of their own, and the seconds of crossfoot's check are that project's, multiplied: it says so.
All seconds are processor time of one process.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import large
from documents import TODAY

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.expectations import Tables, evaluate, judge, plan, tables_of
from crossfoot.tables import TableRow

MOST_REAL = 200_000
PATTERN = 10_000
T = TypeVar("T")


@dataclass(frozen=True)
class Made:
    """Tables, the seconds of loading and checking, and those of making the tables; `times` is how often a smaller project stands there."""

    tables: Tables
    check: float
    derive: float
    times: int = 1


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What some work gives, and its seconds of processor time, which other work on the machine changes least."""
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def real(rows: int) -> Made:
    """The tables of a project that was checked."""
    with tempfile.TemporaryDirectory() as scratch:
        few = large.write(Path(scratch) / "few", relations=100)
        per_relation = len(tables_of(check(load(few.root), today=TODAY)).derived) / 100
        made = large.write(Path(scratch) / "all", relations=max(10, round(rows / per_relation)))
        outcome, seconds = timed(lambda: check(load(made.root), today=TODAY))
        tables, derive = timed(lambda: tables_of(outcome))
    return Made(tables, seconds, derive)


def tiled(rows: int) -> Made:
    """The tables of a smaller project so many times, each time with ids of their own."""
    one = real(PATTERN)
    times = max(1, rows // len(one.tables.derived))
    records = [renamed(row, n, "claim") for n in range(times) for row in one.tables.records]
    derived = [renamed(row, n, "check_id") for n in range(times) for row in one.tables.derived]
    for table in (records, derived):
        for number, row in enumerate(table):
            row["row"] = number
    tables = Tables(records, derived, one.tables.measures, one.tables.speakers)
    return Made(tables, one.check * times, one.derive * times, times)


def renamed(row: TableRow, number: int, column: str) -> TableRow:
    """A row with an id that nothing else has."""
    return {**row, column: f"{row[column]}-{number}"}


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="the smallest size once, to see that it works")
    parser.add_argument("--rows", type=int, nargs="+", default=[100, 100_000, 1_000_000], help="how many rows the derived table has")
    chosen = parser.parse_args()
    _, seconds = timed(lambda: importlib.import_module("crossfoot._gx"))
    print(f"importing Great Expectations: {seconds:.1f} s")
    print(f"{'derived':>9} {'records':>9}  {'check':>8} {'tables':>8} {'gx':>8} {'ratio':>6}  {'judge':>7} {'ratio':>6}")
    for rows in chosen.rows[:1] if chosen.smoke else chosen.rows:
        made = real(rows) if rows <= MOST_REAL else tiled(rows)
        gc.collect()
        planned = plan(made.tables)
        answers, gx = timed(lambda: evaluate(planned, made.tables))  # noqa: B023 - called at once
        results, judging = timed(lambda: judge(planned, answers, made.tables))  # noqa: B023
        if any(result.fails() for result in results):
            sys.exit(f"found what fails in tables that are sound: {[result.check_id for result in results if result.fails()]}")
        note = f"  a smaller project {made.times} times; its check multiplied" if made.times > 1 else ""
        print(
            f"{len(made.tables.derived):9,} {len(made.tables.records):9,}  {made.check:6.1f} s {made.derive:6.1f} s {gx:6.1f} s "
            f"{gx / made.check:6.2f}  {judging:5.2f} s {judging / gx:6.3f}{note}",
            flush=True,
        )


if __name__ == "__main__":
    main()
