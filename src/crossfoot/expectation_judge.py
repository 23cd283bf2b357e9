"""What counts as success, whatever Great Expectations calls one.

It counts much as success that was never checked: an empty table, an expectation that was dropped from its suite, rows with an empty cell,
a condition that selects nothing. Here every planned expectation must have come back exactly once (`complete`), and each of `GUARDS` must
be silent: they look at one answer and the rows that it should be about, and say why it says nothing about them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crossfoot.expectation_plan import Planned, Rule, Severity, Table
from crossfoot.records import show
from crossfoot.tables import TableRow, Tables

MOST_SHOWN: Final = 20
DROPPED: Final = "Great Expectations gave no answer: the expectation was dropped from its suite, so that nothing was checked"
NO_SUCH_ROW: Final = "there is no such row in the data, so that there was nothing to check"


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
    words from our own tables. `claims` are refs of the claims that the message is about. `rows` is how many rows were looked at, and
    `failed` how many of them do not meet it.
    """

    check_id: str
    description: str
    severity: Severity
    success: bool | None
    message: str = ""
    claims: tuple[str, ...] = ()
    rows: int = 0
    failed: int = 0

    def fails(self, *, strict: bool = False) -> bool:
        """Whether it makes the build red: a warning does only where everything that is strained does."""
        return self.success is False and (strict or self.severity is Severity.CRITICAL)


class GuardError(Exception):
    """Great Expectations answered what nobody asked, so that none of its answers can be trusted."""


def judge(planned: Sequence[Planned], evaluated: Iterable[Evaluated], tables: Tables) -> tuple[ExpectationResult, ...]:
    """One result for each planned expectation, in the order of the plan.

    Raises:
        GuardError: an answer belongs to no planned expectation, or two to one.
    """
    by_id = complete(planned, evaluated)
    expected = _expected(planned, tables)
    return tuple(_result(item, by_id[item.check_id], expected[item.check_id], tables) for item in planned if item.check_id in by_id)


def complete(planned: Sequence[Planned], evaluated: Iterable[Evaluated]) -> Mapping[str, Evaluated]:
    """An answer for each planned expectation and no other: what is missing is at fault.

    Raises:
        GuardError: an answer belongs to no planned expectation, or two to one.
    """
    answers = list(evaluated)
    surplus = Counter(answer.check_id for answer in answers) - Counter(item.check_id for item in planned)
    if surplus:
        names = ", ".join(sorted(surplus))
        raise GuardError(f"found answers to expectations that were not planned, or two to one: {names}; expected one to each planned one")
    missing = {item.check_id: Evaluated(item.check_id, success=False, fault=DROPPED) for item in planned}
    return missing | {answer.check_id: answer for answer in answers}


# Guards


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer should be about: the rows of its table, and how many of them it should have looked at."""

    table: Table
    table_rows: int
    rows: int


def table_has_rows(_: Evaluated, expected: Expected) -> str:
    """An empty table passes everything."""
    return "" if expected.table_rows else f"the {expected.table} table has no rows, so that nothing was checked"


def was_evaluated(answer: Evaluated, _: Expected) -> str:
    """An exception leaves no row that failed."""
    if answer.fault in ("", DROPPED):
        return answer.fault
    return f"Great Expectations could not evaluate this: {answer.fault}"


def saw_its_rows(answer: Evaluated, expected: Expected) -> str:
    """Part of the rows, or others, say nothing of all."""
    if answer.fault or answer.rows == expected.rows:
        return ""
    return f"Great Expectations looked at {answer.rows} rows, expected {expected.rows}; its answer is not about the rows that were meant"


GUARDS: tuple[Callable[[Evaluated, Expected], str], ...] = (table_has_rows, was_evaluated, saw_its_rows)


def _expected(planned: Sequence[Planned], tables: Tables) -> Mapping[str, Expected]:
    """What each answer should be about, counted once for all rows that look alike to the expectations."""
    found: dict[str, Expected] = {}
    for table, rows in ((Table.RECORDS, tables.records), (Table.DERIVED, tables.derived)):
        mine = [item for item in planned if item.table is table]
        alike = _alike(rows, mine)
        for item in mine:
            found[item.check_id] = Expected(table, len(rows), sum(number for row, number in alike if item.looks_at(row)))
    return found


def _alike(rows: Sequence[TableRow], planned: Iterable[Planned]) -> list[tuple[TableRow, int]]:
    """Rows that stand for all, each with how many there are: their cells that are selected by, and whether the others are given."""
    planned = list(planned)
    selecting = sorted({column for item in planned for column in item.where})
    others = sorted({column for item in planned for column in item.columns} - set(selecting))
    counts = Counter((*(row[name] for name in selecting), *(None if row[name] is None else "" for name in others)) for row in rows)
    names = (*selecting, *others)
    return [(dict(zip(names, cells, strict=True)), number) for cells, number in counts.items()]


# Words


def _result(item: Planned, answer: Evaluated, expected: Expected, tables: Tables) -> ExpectationResult:
    fault = next((fault for guard in GUARDS if (fault := guard(answer, expected))), "")
    rows = tables.records if item.table is Table.RECORDS else tables.derived
    if fault:
        return ExpectationResult(item.check_id, item.description, item.severity, success=False, message=fault)
    if not answer.success or answer.failed:
        lines = list(_failures(item, answer, tables, rows))
        claims = tuple(dict.fromkeys(ref for _, refs in lines for ref in refs))
        message = "\n".join([item.description, *(f"- {line}" for line, _ in lines)])
        return ExpectationResult(item.check_id, item.description, item.severity, False, message, claims, answer.rows, answer.failed)  # noqa: FBT003
    if not answer.rows:
        return ExpectationResult(item.check_id, item.description, item.severity, success=None, message=NO_SUCH_ROW)
    return ExpectationResult(item.check_id, item.description, item.severity, success=True, rows=answer.rows)


def _failures(item: Planned, answer: Evaluated, tables: Tables, rows: Sequence[TableRow]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A line for each row that failed, as far as they are shown, and the claims that it is about."""
    if item.rule is Rule.ROW_COUNT:
        for problem in tables.unread:
            yield str(problem), (f"{problem.path.partition('/')[0]}/{problem.record}",) if problem.record else ()
        return
    for number in sorted(answer.failing):
        yield _line(item, rows[number]), _claims(item, rows[number])
    if answer.failed > len(answer.failing):
        yield f"and {answer.failed - len(answer.failing)} more", ()


def _line(item: Planned, row: TableRow) -> str:
    columns = item.quoted or item.columns
    if item.table is Table.RECORDS:
        found = ", ".join(f"{column}: {show(row[column])}" for column in columns)
        return f"{row['claim'] or 'a record without an id'} ({row['place']}): {found}"
    found = ", ".join(f"{column}: {row[column]}" for column in columns if column in item.columns or row[column] is not None)
    claims = ", ".join(_claims(item, row))
    return f"{row['check_id']} ({f'claims {claims}' if claims else 'no claim'}): {found}"


def _claims(item: Planned, row: TableRow) -> tuple[str, ...]:
    named = row["claim" if item.table is Table.RECORDS else "claims"]
    return tuple(str(named or "").split())
