"""The Great Expectations adapter: the same gate inside a data team's pipeline.

crossfoot's own exact engine is the judge. Great Expectations checks again, on tables (`tables`), what data teams check with it: that
the records are well-formed, and that the stated and the implied interval of every relation that passed do overlap (`expectation_plan`).

Great Expectations counts much as success that was never checked: an empty table, an expectation that was dropped from its suite, rows
with an empty cell, a condition that selects nothing. Success is therefore decided here (`judge`): every planned expectation must come
back exactly once, without an exception, having looked at exactly the rows that it should.

Importing this module does not import Great Expectations, which takes seconds; `run` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from crossfoot.check import Outcome
from crossfoot.expectation_plan import Planned, Rule, Table, plan
from crossfoot.records import show
from crossfoot.tables import TableRow, Tables, tables_of

__all__ = ["ExpectationResult", "GuardError", "Planned", "installed", "plan", "run", "run_tables"]

HOW_TO_INSTALL: Final = "Great Expectations is not installed; python -m pip install 'crossfoot[gx]' adds it"
MOST_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What Great Expectations made of one expectation.

    `rows` is how many rows it looked at, `failed` how many of them failed, `failing` the numbers of the first few. `fault` says why
    it could not be evaluated.
    """

    check_id: str
    success: bool
    rows: int = 0
    failed: int = 0
    failing: tuple[int, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ExpectationResult:
    """The answer to one planned expectation.

    `success` is None where the data have no row that it is about; `message` then says so, and where it is False what is wrong, in
    words from our own tables. `claims` are refs of the claims that the message is about.
    """

    check_id: str
    description: str
    severity: str
    success: bool | None
    message: str = ""
    claims: tuple[str, ...] = ()


class GuardError(Exception):
    """Great Expectations answered what nobody asked, so that none of its answers can be trusted."""


def installed() -> bool:
    """Whether Great Expectations is there; it is not imported."""
    return find_spec("great_expectations") is not None


def run(outcome: Outcome) -> tuple[ExpectationResult, ...]:
    """Check the tables of a run with Great Expectations: one answer for each planned expectation, in the order of the plan.

    Raises:
        ImportError: Great Expectations is not installed.
        GuardError: it answered what nobody asked.
    """
    return run_tables(tables_of(outcome))


def run_tables(tables: Tables) -> tuple[ExpectationResult, ...]:
    """The same for tables that are there already.

    Raises:
        ImportError: Great Expectations is not installed.
        GuardError: it answered what nobody asked.
    """
    from crossfoot import _gx  # noqa: PLC0415 - takes seconds

    planned = plan(tables)
    return judge(planned, _gx.evaluate(planned, tables), tables)


# What counts as success


def judge(planned: Sequence[Planned], evaluated: Iterable[Evaluated], tables: Tables) -> tuple[ExpectationResult, ...]:
    """One result for each planned expectation, whatever Great Expectations calls a success.

    Raises:
        GuardError: an answer belongs to no planned expectation, or two to one.
    """
    answers = list(evaluated)
    surplus = Counter(answer.check_id for answer in answers) - Counter(item.check_id for item in planned)
    if surplus:
        names = ", ".join(sorted(surplus))
        raise GuardError(f"found answers to expectations that were not planned, or two to one: {names}; expected one to each planned one")
    by_id = {answer.check_id: answer for answer in answers}
    return tuple(_result(item, by_id.get(item.check_id), tables) for item in planned)


def _result(item: Planned, answer: Evaluated | None, tables: Tables) -> ExpectationResult:
    rows = tables.records if item.table is Table.RECORDS else tables.derived
    fault = _not_evaluated(item, answer, rows)
    if answer is None or fault:
        return ExpectationResult(item.check_id, item.description, item.severity, success=False, message=fault)
    if not answer.success or answer.failed:
        lines = list(_failures(item, answer, tables, rows))
        claims = tuple(dict.fromkeys(ref for _, refs in lines for ref in refs))
        message = "\n".join([item.description, *(f"- {line}" for line, _ in lines)])
        return ExpectationResult(item.check_id, item.description, item.severity, success=False, message=message, claims=claims)
    if not answer.rows:
        nothing = "there is no such row in the data, so that there was nothing to check"
        return ExpectationResult(item.check_id, item.description, item.severity, success=None, message=nothing)
    return ExpectationResult(item.check_id, item.description, item.severity, success=True)


def _not_evaluated(item: Planned, answer: Evaluated | None, rows: Sequence[TableRow]) -> str:
    """Why an answer says nothing about the data, or an empty text."""
    if not rows:
        return f"the {item.table} table has no rows, so that nothing was checked"
    if answer is None:
        return "Great Expectations gave no answer: the expectation was dropped from its suite, so that nothing was checked"
    if answer.fault:
        return f"Great Expectations could not evaluate this: {answer.fault}"
    expected = sum(item.looks_at(row) for row in rows)
    if answer.rows != expected:
        return f"Great Expectations looked at {answer.rows} rows, expected {expected}; its answer is not about the rows that were meant"
    return ""


def _failures(item: Planned, answer: Evaluated, tables: Tables, rows: Sequence[TableRow]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A line for each row that failed, as far as they are shown, and the claims that it is about."""
    if item.rule is Rule.ROW_COUNT:
        for problem in tables.unread:
            yield str(problem), (f"{problem.path.partition('/')[0]}/{problem.record}",) if problem.record else ()
        return
    for number in answer.failing:
        yield _line(item, rows[number]), _claims(item, rows[number])
    if answer.failed > len(answer.failing):
        yield f"and {answer.failed - len(answer.failing)} more", ()


def _line(item: Planned, row: TableRow) -> str:
    columns = item.quoted or item.columns
    if item.table is Table.RECORDS:
        found = ", ".join(f"{column}: {show(row[column])}" for column in columns)
        return f"{row['claim'] or 'a record without an id'} ({row['place']}): {found}"
    found = ", ".join(f"{column}: {row[column]}" for column in columns)
    return f"{row['check_id']} (claims {', '.join(_claims(item, row))}): {found}"


def _claims(item: Planned, row: TableRow) -> tuple[str, ...]:
    named = row["claim" if item.table is Table.RECORDS else "claims"]
    return tuple(str(named or "").split())
