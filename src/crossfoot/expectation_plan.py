"""What is expected of the two tables, as plain data: listed without Great Expectations, evaluated with it (`expectations.run`).

Every check has a readable id that stays: `records/ids-are-unique`. Great Expectations passes over empty cells and over rows that a
condition does not select; so whatever column is compared or selected by is also expected to be given, by a check of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from crossfoot.expectation_questions import FAMILIES, QUESTIONS, RECORD, WITHOUT_INTERVALS, Question
from crossfoot.records import DECIMAL, LIST_MEASURE, PERIOD_PATTERN, RECORD_ID
from crossfoot.tables import BOTH, COMPARED, ENDS, EXCUSED, NO, NONE, NOT_COMPARED, PASSED, YES, TableRow, Tables
from crossfoot.vocabulary import Bound, Statistic, Verdict

RECORDS_SUITE: Final = "records are well-formed"
DERIVED_SUITE: Final = "what was derived is well-formed"
SUITES: Final = (RECORDS_SUITE, DERIVED_SUITE, *(question.suite for question in QUESTIONS))
RECORDS: Final = "records"
DERIVED: Final = "derived"
_GIVEN_IN_RECORDS = ("document", "id", "speaker", "measure", "statistic", "period", "unit", "bound")
_GIVEN_IN_DERIVED = ("check_id", "family", "verdict", "question", "ends", "waived")
_PRINTED = tuple(str(bound) for bound in Bound if bound is not Bound.LOST)
_PASSED = tuple(str(verdict) for verdict in PASSED)
_STRAINED = (str(Verdict.STRAINED),)
_REFUSED = tuple(str(verdict) for verdict in Verdict if verdict.fails)
_DECIDED = tuple(str(verdict) for verdict in Verdict if verdict.decided)

Where = Mapping[str, tuple[str, ...]]
EVERYWHERE: Final[Where] = {}


class Table(StrEnum):
    """The tables that crossfoot derives."""

    RECORDS = "records"
    DERIVED = "derived"


class Severity(StrEnum):
    """What a failure does: critical makes the build red, warning does so only where everything strained does (`--strict`).

    It is ours, and taken from the plan. Great Expectations stores a severity beside each expectation and lets it change nothing.
    """

    CRITICAL = "critical"
    WARNING = "warning"


class Rule(StrEnum):
    """What is asked of each row, or of the table; each one is an expectation that Great Expectations has built in."""

    ROW_COUNT = "row count"
    SOME = "some"
    GIVEN = "given"
    EMPTY = "empty"
    UNIQUE = "unique"
    MATCHES = "matches"
    IN_SET = "in set"
    NOT_IN_SET = "not in set"
    AT_LEAST = "at least"
    GREATER = "greater"


# The name of each in Great Expectations.
BUILT_IN: Final = {
    Rule.ROW_COUNT: "ExpectTableRowCountToEqual",
    Rule.SOME: "ExpectTableRowCountToBeBetween",
    Rule.GIVEN: "ExpectColumnValuesToNotBeNull",
    Rule.EMPTY: "ExpectColumnValuesToBeNull",
    Rule.UNIQUE: "ExpectColumnValuesToBeUnique",
    Rule.MATCHES: "ExpectColumnValuesToMatchRegex",
    Rule.IN_SET: "ExpectColumnValuesToBeInSet",
    Rule.NOT_IN_SET: "ExpectColumnValuesToNotBeInSet",
    Rule.AT_LEAST: "ExpectColumnPairValuesAToBeGreaterThanB",
    Rule.GREATER: "ExpectColumnPairValuesAToBeGreaterThanB",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One expectation, of some columns of the rows that `where` selects: those with one of the given values in each column it names.

    `argument` is what the rule compares with: a number of rows, a pattern, a set of values. `quoted` are the columns that a message
    quotes, if they are not the ones that are checked.
    """

    check_id: str
    suite: str
    table: Table
    family: str
    description: str
    rule: Rule
    columns: tuple[str, ...]
    argument: int | str | tuple[str, ...] | None = None
    where: Where = field(default_factory=dict)
    quoted: tuple[str, ...] = ()
    severity: Severity = Severity.CRITICAL

    def selects(self, row: TableRow) -> bool:
        """Whether the expectation is about this row."""
        return all(row[column] in values for column, values in self.where.items())

    def looks_at(self, row: TableRow) -> bool:
        """Whether it says something of this row: it is about it and, unless it asks just that, no cell it needs is empty."""
        asks_that = self.rule in (Rule.GIVEN, Rule.EMPTY)
        return self.selects(row) and (asks_that or all(row[column] is not None for column in self.columns))


def plan(tables: Tables | None = None, *, suites: Sequence[str] = SUITES) -> tuple[Planned, ...]:
    """Every expectation, with the names that the data set defines. Without tables the same ones, to be listed, not to be evaluated.

    Raises:
        ValueError: a suite is named that there is none of.
    """
    unknown = [name for name in suites if name not in SUITES]
    if unknown:
        raise ValueError(f"found the suite {unknown[0]!r}, expected one of: {', '.join(SUITES)}")
    tables = tables or Tables((), ())
    planned = (*_records(tables), *_values(), *_offsets(), *_derived(), *_intervals(), *(p for q in QUESTIONS for p in _question(q)))
    return tuple(item for item in planned if item.suite in suites)


# The records


def _records(tables: Tables) -> Iterator[Planned]:
    lines, measures = len(tables.records) + len(tables.unread), (LIST_MEASURE, *tables.measures)
    yield _record("every-line-is-a-row", "Every line of a claims file can be read as a row.", Rule.ROW_COUNT, argument=lines)
    for column in _GIVEN_IN_RECORDS:
        yield _record(f"{column}-is-given", f"Every record gives its {column}.", Rule.GIVEN, column)
    yield _record("ids-are-unique", "No document uses an id twice.", Rule.UNIQUE, "claim")
    yield _record("ids-have-the-form", "An id is letters and at least three digits.", Rule.MATCHES, "id", argument=RECORD_ID.pattern)
    yield _record("periods-have-the-form", "A period is written as one.", Rule.MATCHES, "period", argument=PERIOD_PATTERN)
    yield _record("statistics-are-known", "The statistic is a word of the format.", Rule.IN_SET, "statistic", argument=_words(Statistic))
    yield _record("bounds-are-known", "The bound is a word of the format.", Rule.IN_SET, "bound", argument=_words(Bound))
    yield _record("measures-exist", "The measure is one of measures.yaml.", Rule.IN_SET, "measure", argument=measures)
    yield _record("speakers-exist", "The speaker is one of document.yaml.", Rule.IN_SET, "document_speaker", argument=tables.speakers)


def _values() -> Iterator[Planned]:
    printed: Where = {"bound": _PRINTED}
    lost: Where = {"bound": (str(Bound.LOST),)}
    yield _record("value-is-given-unless-lost", "A record gives its value, unless the number is lost.", Rule.GIVEN, "value", where=printed)
    yield _record("no-value-where-lost", "A record whose number is lost gives no value.", Rule.EMPTY, "value", where=lost)
    yield _record("values-are-decimals", "A value is a plain decimal.", Rule.MATCHES, "value", argument=DECIMAL.pattern)


def _offsets() -> Iterator[Planned]:
    both: Where = {"offsets": (BOTH,)}
    yield _record("offsets-come-in-pairs", "A record gives both offsets or neither.", Rule.IN_SET, "offsets", argument=(BOTH, NONE))
    yield _record("offsets-are-in-order", "A figure ends after it starts.", Rule.GREATER, "end", "start", where=both)


# What was derived


def _derived() -> Iterator[Planned]:
    for column in _GIVEN_IN_DERIVED:
        yield _row(f"{_slug(column)}-is-given", f"Every row gives its {column}.", Rule.GIVEN, column)
    yield _row("check-ids-are-unique", "No two checks have one id.", Rule.UNIQUE, "check_id")
    yield _row("families-are-known", "The family is one of crossfoot's.", Rule.IN_SET, "family", argument=FAMILIES)
    yield _row("verdicts-are-known", "The verdict is a word of the format.", Rule.IN_SET, "verdict", argument=_words(Verdict))
    slugs, words = tuple(question.slug for question in QUESTIONS), (COMPARED, EXCUSED, NOT_COMPARED)
    yield _row("questions-are-known", "The question is one of those below.", Rule.IN_SET, "question", argument=slugs)
    yield _row("ends-are-words", "Ends are compared, excused or not compared.", Rule.IN_SET, "ends", argument=words)
    yield _row("waived-is-yes-or-no", "A row is waived or not: yes or no.", Rule.IN_SET, "waived", argument=(YES, NO))
    yield from _left_out()
    relations: Where = {"question": tuple(slug for slug in slugs if slug != RECORD), "verdict": _DECIDED}
    yield _row("something-is-decided", "At least one relation was decided: a gate that checks nothing is none.", Rule.SOME, where=relations)


def _left_out() -> Iterator[Planned]:
    """What the questions leave out must be what it says: nothing is hidden behind a word."""
    says = "Only what is waived is left out as waived."
    yield _row("waived-is-waived", says, Rule.IN_SET, "verdict", where={"waived": (YES,)}, argument=(str(Verdict.WAIVED),))
    says = "Only what is strained is excused."
    yield _row("excused-is-strained", says, Rule.IN_SET, "verdict", where={"ends": (EXCUSED,)}, argument=_STRAINED)
    says = "Intervals of a relation that passed are compared."
    passed: Where = {"ends": (NOT_COMPARED,), "verdict": _PASSED}
    yield _row("passed-is-compared", says, Rule.IN_SET, "family", where=passed, argument=WITHOUT_INTERVALS)


def _intervals() -> Iterator[Planned]:
    compared: Where = {"ends": (COMPARED,)}
    for column in ENDS:
        yield _row(f"{_slug(column)}-is-given", "A relation that passed has both intervals.", Rule.GIVEN, column, where=compared)
    for side in ("stated", "implied"):
        ends = (f"{side}_high", f"{side}_low")
        yield _row(f"{side}-interval-holds-a-value", f"The {side} interval is not empty.", Rule.AT_LEAST, *ends, where=compared)


def _question(question: Question) -> Iterator[Planned]:
    """Both halves of an overlap, that nothing failed unwaived, and, as a warning, that nothing is strained.

    What only its caveat saves, and the engine therefore calls strained, does not overlap and is excused.
    """
    fitting: Where = {"question": (question.slug,), "ends": (COMPARED,)}
    unwaived: Where = {"question": (question.slug,), "waived": (NO,)}
    with_intervals = not set(question.families) <= set(WITHOUT_INTERVALS)
    for left, right in (("stated", "implied"), ("implied", "stated")) if with_intervals else ():
        says, ends = f"The {left} interval does not end before the {right} one starts.", (f"{left}_high", f"{right}_low")
        yield _asked(question, f"{left}-reaches-{right}", says, Rule.AT_LEAST, ends, fitting)
    about_records = question.slug == RECORD
    says = "No check of the record fails, unless waived." if about_records else "No figures contradict each other, unless waived."
    name = "nothing-fails" if about_records else "nothing-contradicts"
    yield _asked(question, name, says, Rule.NOT_IN_SET, ("verdict",), unwaived, _REFUSED)
    says = "Every figure fits also where each print is rounded to its last digit."
    strained = _asked(question, "nothing-is-strained", says, Rule.NOT_IN_SET, ("verdict",), unwaived, _STRAINED)
    yield replace(strained, severity=Severity.WARNING)


def _record(
    name: str, description: str, rule: Rule, *columns: str, argument: int | str | tuple[str, ...] | None = None, where: Where = EVERYWHERE
) -> Planned:
    return Planned(f"{RECORDS}/{name}", RECORDS_SUITE, Table.RECORDS, RECORDS, description, rule, columns, argument, where)


def _row(
    name: str, description: str, rule: Rule, *columns: str, argument: tuple[str, ...] | None = None, where: Where = EVERYWHERE
) -> Planned:
    quoted = ("verdict", "stated", "implied") if where else ()
    return Planned(f"{DERIVED}/{name}", DERIVED_SUITE, Table.DERIVED, DERIVED, description, rule, columns, argument, where, quoted)


def _asked(  # noqa: PLR0913, PLR0917 - what an expectation is made of
    question: Question, name: str, says: str, rule: Rule, columns: tuple[str, ...], where: Where, argument: tuple[str, ...] | None = None
) -> Planned:
    quoted = ("verdict",) if question.slug == RECORD else ("verdict", "stated", "implied")
    families = " ".join(question.families)
    return Planned(f"{question.slug}/{name}", question.suite, Table.DERIVED, families, says, rule, columns, argument, where, quoted)


def _words(vocabulary: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(word) for word in vocabulary)


def _slug(column: str) -> str:
    return column.replace("_", "-")
