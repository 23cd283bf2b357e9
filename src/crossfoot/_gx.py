"""The one module that imports Great Expectations: planned expectations in, what it made of each of them out.

It runs in a context of its own that lives in memory: no project folder, no data docs, no telemetry, no progress bars.
"""

from __future__ import annotations

import sqlite3
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any, Final

from crossfoot.engines import put, to_frame
from crossfoot.expectation_judge import MOST_SHOWN, Evaluated
from crossfoot.expectation_plan import BUILT_IN, Planned, Rule, Table, Where
from crossfoot.tables import DERIVED_COLUMNS, RECORD_COLUMNS, TableRow, Tables

with warnings.catch_warnings():
    # Two modules of the standard library's regular expressions, which it still imports by their old names.
    warnings.filterwarnings("ignore", message=r"module 'sre_(constants|parse)' is deprecated", category=DeprecationWarning)
    import great_expectations as gx
    import great_expectations.expectations as gxe
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults, ProgressBarsConfig
    from great_expectations.expectations.row_conditions import Column

ROW: Final = "row"
CHECK_ID: Final = "check_id"
ROWS: Final = "crossfoot_rows"
# COMPLETE would keep every failing value in memory, thrice.
RESULT_FORMAT: Final = {
    "result_format": "SUMMARY",
    "unexpected_index_column_names": [ROW],
    "partial_unexpected_count": MOST_SHOWN,
    "return_unexpected_index_query": False,
}


def evaluate(planned: Sequence[Planned], tables: Tables, *, in_sqlite: bool = False) -> list[Evaluated]:
    """Evaluate the expectations, with one checkpoint for each table that they are about."""
    context = ephemeral_context()
    answers: list[Evaluated] = []
    for table, rows, columns in ((Table.RECORDS, tables.records, RECORD_COLUMNS), (Table.DERIVED, tables.derived, DERIVED_COLUMNS)):
        mine = [item for item in planned if item.table is table]
        if mine:
            ask = validate_in_sqlite if in_sqlite else validate
            answers += read(ask(context, suites_of(mine), rows, columns))
    return answers


def ephemeral_context() -> Any:  # noqa: ANN401 - its types are not checked (pyproject.toml)
    """A context that is gone with the process and writes nothing: the default one makes a folder for data docs."""
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
    )
    return gx.get_context(project_config=config, mode="ephemeral")


def suites_of(planned: Iterable[Planned]) -> list[Any]:
    """Suites of Great Expectations' own expectations."""
    planned = list(planned)
    names = dict.fromkeys(item.suite for item in planned)
    return [gx.ExpectationSuite(name=name, expectations=[_expectation(p) for p in planned if p.suite == name]) for name in names]


def validate(context: Any, suites: Sequence[Any], rows: Sequence[TableRow], columns: Iterable[str]) -> Any:  # noqa: ANN401
    """Run suites on rows as a pandas frame."""
    name = " & ".join(suite.name for suite in suites)
    batch = context.data_sources.add_pandas(name).add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
    return _run(_checkpoint(context, name, suites, batch, add="add"), {"dataframe": to_frame(rows, columns)})


def validate_in_sqlite(context: Any, suites: Sequence[Any], rows: Sequence[TableRow], columns: Sequence[str]) -> Any:  # noqa: ANN401
    """Run suites on rows in an SQLite file, which is removed afterwards."""
    name = " & ".join(suite.name for suite in suites)
    # On Windows a file that is open cannot be removed; the folder's own clean-up may leave it to the system.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "crossfoot.db"
        with closing(sqlite3.connect(path)) as connection:
            put(connection, ROWS, rows, columns)
            connection.commit()
        source = context.data_sources.add_sqlite(name, connection_string=f"sqlite:///{path.as_posix()}")
        batch = source.add_table_asset(name, table_name=ROWS).add_batch_definition_whole_table(name)
        try:
            return _run(_checkpoint(context, name, suites, batch, add="add"))
        finally:
            source.get_engine().dispose()


def add_to(context: Any, name: str, planned: Iterable[Planned], batch: Any) -> Any:  # noqa: ANN401 - its types are not checked
    """Add suites, definitions and a checkpoint to a context, in place of those of these names."""
    return _checkpoint(context, name, suites_of(planned), batch, add="add_or_update")


def _checkpoint(context: Any, name: str, suites: Iterable[Any], batch: Any, *, add: str) -> Any:  # noqa: ANN401
    """A checkpoint of the suites. In a context of our own nothing is there to be updated, and looking takes time."""
    stored = [getattr(context.suites, add)(suite) for suite in suites]
    definitions = [
        getattr(context.validation_definitions, add)(gx.ValidationDefinition(name=suite.name, data=batch, suite=suite)) for suite in stored
    ]
    checkpoint = gx.Checkpoint(name=name, validation_definitions=definitions, actions=[], result_format=RESULT_FORMAT)
    return getattr(context.checkpoints, add)(checkpoint)


def _run(checkpoint: Any, batch_parameters: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401
    with warnings.catch_warnings():
        # From pandas: the parentheses of our patterns only hold things together.
        warnings.filterwarnings("ignore", message="This pattern is interpreted as a regular expression, and has match groups")
        return checkpoint.run(batch_parameters=batch_parameters)


def read(result: Any) -> Iterator[Evaluated]:  # noqa: ANN401 - its types are not checked
    """The answers in a checkpoint's result. They come in no order that means anything; each one carries its id."""
    for run in result.run_results.values():
        for answer in run.results:
            meta = answer.expectation_config.meta or {}
            yield _evaluated(str(meta.get(CHECK_ID, "an expectation without an id")), answer)


def _evaluated(check_id: str, answer: Any) -> Evaluated:  # noqa: ANN401 - its types are not checked
    fault = _exception(answer.exception_info)
    found: Mapping[str, Any] = answer.result or {}
    if not fault and "observed_value" in found:
        return Evaluated(check_id, bool(answer.success), int(found["observed_value"]))
    if not fault and "element_count" not in found:
        fault = "its answer does not say how many rows it is about"
    if fault:
        return Evaluated(check_id, success=False, fault=fault)
    rows = int(found["element_count"] or 0) - int(found.get("missing_count") or 0)
    return Evaluated(
        check_id,
        # Of no rows at all, engines say differently whether they meet it, and a sum over none is empty in SQL.
        success=bool(answer.success) or not rows,
        rows=rows,
        failed=int(found["unexpected_count"] or 0),
        failing=tuple(int(entry[ROW]) for entry in found.get("partial_unexpected_index_list") or ()),
    )


def _exception(info: Mapping[str, Any] | None) -> str:
    """The exceptions on the way, in one line. One of the expectation stands at the top, those of its metrics each under a name."""
    entries = [info or {}, *(entry for entry in (info or {}).values() if isinstance(entry, Mapping))]
    messages = (str(entry.get("exception_message") or "an exception") for entry in entries if entry.get("raised_exception"))
    return "; ".join(dict.fromkeys(" ".join(message.split()) for message in messages))


# From the plan to Great Expectations' classes


def _expectation(item: Planned) -> Any:  # noqa: ANN401 - its types are not checked
    make = getattr(gxe, BUILT_IN[item.rule])
    return make(
        **_columns(item),
        **_argument(item),
        **({"row_condition": _condition(item.where)} if item.where else {}),
        description=item.description,
        severity=str(item.severity),
        meta={CHECK_ID: item.check_id, "family": item.family},
    )


def _columns(item: Planned) -> dict[str, str]:
    names = {0: (), 1: ("column",), 2: ("column_A", "column_B")}[len(item.columns)]
    return dict(zip(names, item.columns, strict=True))


def _argument(item: Planned) -> dict[str, object]:
    match item.rule:
        case Rule.ROW_COUNT:
            return {"value": item.argument}
        case Rule.SOME:
            return {"min_value": 1}
        case Rule.MATCHES:
            # It is searched for, not matched. What stands for the end differs between engines, and may stand before a last line end;
            # that no character follows, neither an a nor another one, is said alike in all of them.
            return {"regex": f"^(?:{item.argument})(?!a|[^a])"}
        case Rule.IN_SET | Rule.NOT_IN_SET:
            return {"value_set": list(item.argument) if isinstance(item.argument, tuple) else []}
        case Rule.AT_LEAST | Rule.GREATER:
            # Comparing with an empty cell raises on pandas and passes on SQL; other expectations see to it that there is none.
            return {"or_equal": item.rule is Rule.AT_LEAST, "ignore_row_if": "either_value_is_missing"}
        case _:
            return {}


def _condition(where: Where) -> Any:  # noqa: ANN401 - its types are not checked
    # One value by ==: Great Expectations copies conditions all the time, and a list costs it more.
    return reduce(and_, (Column(n).is_in(list(v)) if len(v) > 1 else Column(n) == v[0] for n, v in where.items()))
