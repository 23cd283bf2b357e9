"""The Great Expectations adapter: the same gate inside a data team's pipeline. docs/great-expectations.md.

crossfoot's own exact engine is the judge. Great Expectations checks again, on tables (`tables`), what data teams check with it: that
the records are well-formed, that nothing failed, and that the stated and the implied interval of every relation that passed do overlap
(`expectation_plan`). What counts as success is decided by us (`expectation_judge`).

`run` does it all, in a context of its own. In a context of yours: write the tables where you keep tables (`to_database`, `to_frame`),
`add_to` your context, run the checkpoints, and let `judged` read what they say.

Importing this module does not import Great Expectations, which takes seconds; `run`, `add_to` and `judged` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from importlib.util import find_spec
from typing import Any, Final

from crossfoot.check import Outcome
from crossfoot.engines import DERIVED_TABLE, RECORDS_TABLE, put, records_query, to_database, to_frame
from crossfoot.expectation_judge import Evaluated, ExpectationResult, GuardError, judge
from crossfoot.expectation_plan import SUITES, Planned, Severity, Table, plan
from crossfoot.tables import DERIVED_COLUMNS, RECORD_COLUMNS, Tables, tables_of

__all__ = [
    "DERIVED_COLUMNS",
    "DERIVED_TABLE",
    "RECORDS_TABLE",
    "RECORD_COLUMNS",
    "SUITES",
    "Engine",
    "Evaluated",
    "ExpectationResult",
    "GuardError",
    "Planned",
    "Severity",
    "Table",
    "Tables",
    "add_to",
    "evaluate",
    "installed",
    "judge",
    "judged",
    "plan",
    "put",
    "records_query",
    "run",
    "run_tables",
    "tables_of",
    "to_database",
    "to_frame",
]

HOW_TO_INSTALL: Final = "Great Expectations is not installed; python -m pip install 'crossfoot[gx]' adds it"


class Engine(StrEnum):
    """What holds the tables while Great Expectations looks at them."""

    PANDAS = "pandas"
    SQLITE = "sqlite"


def installed(engine: Engine = Engine.PANDAS) -> bool:
    """Whether Great Expectations is there, and what it needs for the engine; it is not imported."""
    needed = {Engine.PANDAS: ("great_expectations", "pandas"), Engine.SQLITE: ("great_expectations", "sqlalchemy")}
    return all(find_spec(name) is not None for name in needed[engine])


def run(outcome: Outcome, *, engine: Engine = Engine.PANDAS) -> tuple[ExpectationResult, ...]:
    """Check the tables of a run with Great Expectations: one answer for each planned expectation, in the order of the plan.

    Raises:
        ImportError: Great Expectations is not installed.
        GuardError: it answered what nobody asked.
    """
    return run_tables(tables_of(outcome), engine=engine)


def run_tables(tables: Tables, *, suites: Sequence[str] = SUITES, engine: Engine = Engine.PANDAS) -> tuple[ExpectationResult, ...]:
    """The same for tables that are there already, and for some of the suites.

    Raises:
        ImportError: Great Expectations is not installed.
        GuardError: it answered what nobody asked.
        ValueError: a suite is named that there is none of.
    """
    planned = plan(tables, suites=suites)
    return judge(planned, evaluate(planned, tables, engine=engine), tables)


def evaluate(planned: Sequence[Planned], tables: Tables, *, engine: Engine = Engine.PANDAS) -> list[Evaluated]:
    """What Great Expectations makes of the expectations, in a context of its own that is gone afterwards; not yet judged.

    Raises:
        ImportError: Great Expectations is not installed.
    """
    from crossfoot import _gx  # noqa: PLC0415 - takes seconds

    return _gx.evaluate(planned, tables, in_sqlite=engine is Engine.SQLITE)


# In a context of yours


def add_to(
    context: Any,  # noqa: ANN401 - the types of Great Expectations are not checked (pyproject.toml)
    table: Table,
    batch: Any,  # noqa: ANN401
    tables: Tables,
    *,
    suites: Sequence[str] = SUITES,
) -> Any:  # noqa: ANN401
    """Add the suites about one of the tables to your context, and a checkpoint that runs them on your batch definition.

    The suites know the names and the number of rows of these tables, so add them anew for every run; those of an earlier run are
    replaced. Run the checkpoint that is returned, with a result from `judged`.

    Raises:
        ImportError: Great Expectations is not installed.
        ValueError: a suite is named that there is none of, or none is about this table.
    """
    from crossfoot import _gx  # noqa: PLC0415

    planned = [item for item in plan(tables, suites=suites) if item.table is table]
    if not planned:
        raise ValueError(f"found no suite about the {table} table among {', '.join(suites)}, expected at least one")
    return _gx.add_to(context, f"crossfoot {table}", planned, batch)


def judged(results: Iterable[Any], tables: Tables, *, suites: Sequence[str] = SUITES) -> tuple[ExpectationResult, ...]:
    """What the results of the checkpoints mean: one answer for each planned expectation of these suites, in the order of the plan.

    `any(result.fails() for result in judged(...))` is the question for a gate. Do not ask a checkpoint itself whether it succeeded.

    Raises:
        ImportError: Great Expectations is not installed.
        GuardError: Great Expectations answered what nobody asked.
        ValueError: a suite is named that there is none of.
    """
    from crossfoot import _gx  # noqa: PLC0415

    return judge(plan(tables, suites=suites), [answer for result in results for answer in _gx.read(result)], tables)
