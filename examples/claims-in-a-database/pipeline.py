"""A pipeline that refuses an update of a claims table: `python pipeline.py claims.db update.csv`.

The table `claims` of an SQLite database is what others read. New rows are staged in `claims_new`, checked there, and take the place of
`claims` only if nothing fails. docs/great-expectations.md walks through it.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import great_expectations as gx

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.expectations import (
    DERIVED_COLUMNS,
    DERIVED_TABLE,
    RECORD_COLUMNS,
    ExpectationResult,
    Table,
    Tables,
    add_to,
    judged,
    put,
    records_query,
    tables_of,
)
from crossfoot.loading.rows import CLAIM_COLUMNS

# measures.yaml, and a document.yaml for each document; the claims are in the database.
PROJECT = Path(__file__).parent / "claims"
COLUMNS = ("document", "line", *CLAIM_COLUMNS)
WHOLE_NUMBERS = ("line", "start", "end")
Row = Mapping[str, Any]


def update(database: Path, rows: Iterable[Row], *, today: date, context: Any = None) -> tuple[ExpectationResult, ...]:  # noqa: ANN401
    """Let rows (of `COLUMNS`) take the place of the claims, unless something fails. What failed is returned; then nothing has changed."""
    with closing(sqlite3.connect(database)) as connection:
        stage(connection, rows)
        tables = derive(connection, today)
        put(connection, DERIVED_TABLE, tables.derived, DERIVED_COLUMNS)
        connection.commit()
        failed = tuple(result for result in ask(database, tables, context or gx.get_context(mode="ephemeral")) if result.fails())
        if not failed:
            connection.execute("DROP TABLE IF EXISTS claims")
            connection.execute("ALTER TABLE claims_new RENAME TO claims")
            connection.commit()
        return failed


def stage(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """The new rows in a table of their own."""
    types = (f'"{name}" ' + ("INTEGER" if name in WHOLE_NUMBERS else "TEXT") for name in COLUMNS)
    connection.execute("DROP TABLE IF EXISTS claims_new")
    connection.execute(f"CREATE TABLE claims_new ({', '.join(types)})")
    marks = ", ".join("?" for _ in COLUMNS)
    connection.executemany(f"INSERT INTO claims_new VALUES ({marks})", ([row.get(name) or None for name in COLUMNS] for row in rows))  # noqa: S608


def derive(connection: sqlite3.Connection, today: date) -> Tables:
    """What crossfoot finds in the staged claims; the records are the staged table itself."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "claims"
        shutil.copytree(PROJECT, root)
        found = connection.execute("SELECT * FROM claims_new ORDER BY document, line")
        for document, rows in groupby(found, key=lambda row: row[0]):
            with (root / str(document) / "claims.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerows([CLAIM_COLUMNS, *(row[2:] for row in rows)])
        tables = tables_of(check(load(root), today=today))
    records = connection.execute(records_query("claims_new")).fetchall()
    return replace(tables, records=[dict(zip(RECORD_COLUMNS, row, strict=True)) for row in records])


def ask(database: Path, tables: Tables, context: Any) -> tuple[ExpectationResult, ...]:  # noqa: ANN401
    """The suites on the staged claims and on what was derived from them."""
    source = context.data_sources.add_or_update_sqlite("claims", connection_string=f"sqlite:///{database.as_posix()}")
    records = source.add_query_asset("records", query=records_query("claims_new")).add_batch_definition_whole_table("all")
    derived = source.add_table_asset("derived", table_name=DERIVED_TABLE).add_batch_definition_whole_table("all")
    checkpoints = [add_to(context, Table.RECORDS, records, tables), add_to(context, Table.DERIVED, derived, tables)]
    return judged([checkpoint.run() for checkpoint in checkpoints], tables)


def main() -> None:
    """Take over a CSV file of rows; exit code 1 where it is refused."""
    database, path = map(Path, sys.argv[1:])
    with path.open(encoding="utf-8", newline="") as file:
        failed = update(database, csv.DictReader(file), today=datetime.now(UTC).date())
    for result in failed:
        print(f"{result.check_id}: {result.message}")  # noqa: T201 - a script
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
