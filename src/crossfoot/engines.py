"""The tables in an engine: as a pandas frame, or as a table of a database.

A database gets them in plain SQL with two types of column, so that each one that knows `CREATE TABLE` holds them alike: SQLite here,
PostgreSQL with `mark="%s"`. Text stays text and ranks are small whole numbers, so nothing is rounded on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from crossfoot.loading.rows import CLAIM_COLUMNS
from crossfoot.tables import BOTH, DERIVED_COLUMNS, NONE, ONE, RECORD_COLUMNS, WHOLE_NUMBERS, TableRow, Tables

if TYPE_CHECKING:
    import pandas as pd

RECORDS_TABLE: Final = "crossfoot_records"
DERIVED_TABLE: Final = "crossfoot_derived"
WHOLE, TEXT = "BIGINT", "TEXT"


class Connection(Protocol):
    """What is asked of a database connection (DB-API 2.0)."""

    def cursor(self) -> Any:  # noqa: ANN401 - each driver has its own
        """A cursor, which runs statements."""


def to_frame(rows: Sequence[TableRow], columns: Iterable[str]) -> pd.DataFrame:
    """A pandas table of rows; whole numbers stay whole numbers beside empty cells, text is never read as anything else."""
    import pandas as pd  # noqa: PLC0415 - takes half a second, and only this function needs it

    return pd.DataFrame(
        {name: pd.array([row[name] for row in rows], dtype="Int64" if name in WHOLE_NUMBERS else "object") for name in columns}
    )


def to_database(connection: Connection, tables: Tables, *, mark: str = "?") -> None:
    """Write both tables into a database, in place of those of an earlier run; the caller commits.

    `mark` is how the driver marks a parameter: `?` for sqlite3, `%s` for those of PostgreSQL.
    """
    put(connection, RECORDS_TABLE, tables.records, RECORD_COLUMNS, mark=mark)
    put(connection, DERIVED_TABLE, tables.derived, DERIVED_COLUMNS, mark=mark)


def put(connection: Connection, table: str, rows: Iterable[TableRow], columns: Sequence[str], *, mark: str = "?") -> None:
    """Write rows as a table, in place of an earlier one of that name."""
    cursor = connection.cursor()
    types = (f"{quoted(name)} {WHOLE if name in WHOLE_NUMBERS else TEXT}" for name in columns)
    cursor.execute(f"DROP TABLE IF EXISTS {quoted(table)}")
    cursor.execute(f"CREATE TABLE {quoted(table)} ({', '.join(types)})")
    insert = f"INSERT INTO {quoted(table)} VALUES ({', '.join(mark for _ in columns)})"  # noqa: S608 - quoted; the values are parameters
    cursor.executemany(insert, ([row[name] for name in columns] for row in rows))


def records_query(claims: str) -> str:
    """The records table, selected from a database's own table of claims: the columns of claims.csv, `document`, and `line`.

    `line` orders the rows of a document. `start` and `end` are whole numbers there; an empty text counts as not given.
    """
    given = {name: f"NULLIF({quoted(name)}, '')" for name in CLAIM_COLUMNS if name not in WHOLE_NUMBERS}
    start, end = quoted("start"), quoted("end")
    document = quoted("document")
    offsets = (
        f"CASE WHEN {start} IS NULL AND {end} IS NULL THEN '{NONE}' WHEN {start} IS NULL OR {end} IS NULL THEN '{ONE}' ELSE '{BOTH}' END"
    )
    columns = {
        **given,
        "row": f"ROW_NUMBER() OVER (ORDER BY {document}, {quoted('line')}) - 1",
        "place": f"{document} || '/claims.csv:' || {quoted('line')}",
        "document": document,
        "claim": f"{document} || '/' || {given['id']}",
        "document_speaker": f"{document} || '/' || {given['speaker']}",
        "start": start,
        "end": end,
        "offsets": offsets,
    }
    selected = ", ".join(f"{columns[name]} AS {quoted(name)}" for name in RECORD_COLUMNS)
    return f"SELECT {selected} FROM {quoted(claims)}"  # noqa: S608 - every name is quoted


def quoted(name: str) -> str:
    """A name as SQL takes it literally: some of ours are words of SQL."""
    return '"' + name.replace('"', '""') + '"'
