"""What is expected of the two tables, as plain data: listed without Great Expectations, evaluated with it (`expectations.run`).

Every check has a readable id that stays: `records/ids-are-unique`. Great Expectations passes over empty cells and over rows that a
condition does not select; so whatever column is compared or selected by is also expected to be given, by a check of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from crossfoot.records import DECIMAL, LIST_MEASURE, PERIOD_PATTERN, RECORD_ID
from crossfoot.relations import FAMILIES, growth_vs_base, hedge, same_figure, threshold
from crossfoot.tables import BOTH, ENDS, NO, NONE, YES, TableRow, Tables
from crossfoot.vocabulary import Bound, Statistic, Verdict

RECORDS_SUITE: Final = "records are well-formed"
OVERLAP_SUITE: Final = "stated and implied intervals overlap"
# Whatever fails makes the build red. Great Expectations lets a severity change nothing, and has this word for it.
CRITICAL: Final = "critical"
# The question that the checks of a family answer starts their ids. It is not the family's name, so that `pytest -k growth` selects the
# relations themselves and does not wait for Great Expectations.
QUESTIONS: Final = {growth_vs_base.FAMILY: "rates-fit-their-bases", same_figure.FAMILY: "one-figure-one-value"}
# A question may be that of several families: whether a figure has one value is also asked of its hedged prints.
_ASKED_OF: Final = {same_figure.FAMILY: (same_figure.FAMILY, hedge.FAMILY, threshold.FAMILY)}
RECORDS: Final = "records"
RELATIONS: Final = "relations"
_GIVEN_IN_RECORDS = ("id", "speaker", "measure", "statistic", "period", "unit", "bound")
_GIVEN_IN_RELATIONS = ("check_id", "family", "verdict", "across_vintages", "waived")
_PRINTED = tuple(str(bound) for bound in Bound if bound is not Bound.LOST)
_PASSED = (str(Verdict.HOLDS), str(Verdict.STRAINED))
_REFUSED = (str(Verdict.CONTRADICTION), str(Verdict.MISMATCH), str(Verdict.UNDECIDED))

Where = Mapping[str, tuple[str, ...]]
EVERYWHERE: Final[Where] = {}


class Table(StrEnum):
    """The tables that crossfoot derives."""

    RECORDS = "records"
    DERIVED = "derived"


class Rule(StrEnum):
    """What is asked of each row, or of the table; each one is an expectation that Great Expectations has built in."""

    ROW_COUNT = "row count"
    GIVEN = "given"
    EMPTY = "empty"
    UNIQUE = "unique"
    MATCHES = "matches"
    IN_SET = "in set"
    NOT_IN_SET = "not in set"
    AT_LEAST = "at least"
    GREATER = "greater"


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
    severity: str = CRITICAL

    def selects(self, row: TableRow) -> bool:
        """Whether the expectation is about this row."""
        return all(row[column] in values for column, values in self.where.items())

    def looks_at(self, row: TableRow) -> bool:
        """Whether it says something of this row: it is about it and, unless it asks just that, no cell it needs is empty."""
        asks_that = self.rule in (Rule.GIVEN, Rule.EMPTY)
        return self.selects(row) and (asks_that or all(row[column] is not None for column in self.columns))


def plan(tables: Tables | None = None) -> tuple[Planned, ...]:
    """Every expectation, with the names that the data set defines. Without tables the same ones, to be listed, not to be evaluated."""
    tables = tables or Tables((), ())
    return (*_records(tables), *_values(), *_offsets(), *_relations(), *_intervals(), *(p for f in QUESTIONS for p in _family(f)))


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


def _relations() -> Iterator[Planned]:
    for column in _GIVEN_IN_RELATIONS:
        yield _relation(f"{_slug(column)}-is-given", f"Every relation gives its {column}.", Rule.GIVEN, column)
    yield _relation("check-ids-are-unique", "No two relations have one id.", Rule.UNIQUE, "check_id")
    yield _relation("families-are-known", "The family is one of crossfoot's.", Rule.IN_SET, "family", argument=_words(FAMILIES))
    yield _relation("verdicts-are-known", "The verdict is a word of the format.", Rule.IN_SET, "verdict", argument=_words(Verdict))
    for column in ("across_vintages", "waived"):
        yield _relation(f"{_slug(column)}-is-yes-or-no", f"{column} is yes or no.", Rule.IN_SET, column, argument=(YES, NO))


def _intervals() -> Iterator[Planned]:
    passed: Where = {"family": tuple(name for family in QUESTIONS for name in _asked_of(family)), "verdict": _PASSED}
    for column in ENDS:
        yield _relation(f"{_slug(column)}-is-given", "A relation that passed has both intervals.", Rule.GIVEN, column, where=passed)
    for side in ("stated", "implied"):
        ends = (f"{side}_high", f"{side}_low")
        yield _relation(f"{side}-interval-holds-a-value", f"The {side} interval is not empty.", Rule.AT_LEAST, *ends, where=passed)


def _family(family: str) -> Iterator[Planned]:
    """Both halves of an overlap, and that nothing failed unwaived.

    What only a revision can save, and the engine therefore calls strained, does not overlap and is left out.
    """
    fitting: Where = {"family": _asked_of(family), "verdict": _PASSED, "across_vintages": (NO,)}
    unwaived: Where = {"family": _asked_of(family), "waived": (NO,)}
    for left, right in (("stated", "implied"), ("implied", "stated")):
        says, ends = f"The {left} interval does not end before the {right} one starts.", (f"{left}_high", f"{right}_low")
        yield _relation(f"{left}-reaches-{right}", says, Rule.AT_LEAST, *ends, family=family, where=fitting)
    says = "No figures contradict each other, unless waived."
    yield _relation("nothing-contradicts", says, Rule.NOT_IN_SET, "verdict", family=family, where=unwaived, argument=_REFUSED)


def _asked_of(family: str) -> tuple[str, ...]:
    """The families whose relations a question is about."""
    return _ASKED_OF.get(family, (family,))


def _record(
    name: str, description: str, rule: Rule, *columns: str, argument: int | str | tuple[str, ...] | None = None, where: Where = EVERYWHERE
) -> Planned:
    return Planned(f"{RECORDS}/{name}", RECORDS_SUITE, Table.RECORDS, RECORDS, description, rule, columns, argument, where)


def _relation(
    name: str,
    description: str,
    rule: Rule,
    *columns: str,
    family: str = RELATIONS,
    argument: tuple[str, ...] | None = None,
    where: Where = EVERYWHERE,
) -> Planned:
    check_id = f"{QUESTIONS.get(family, RELATIONS)}/{name}"
    quoted = ("verdict", "stated", "implied") if where else ()
    return Planned(check_id, OVERLAP_SUITE, Table.DERIVED, family, description, rule, columns, argument, where, quoted)


def _words(vocabulary: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(word) for word in vocabulary)


def _slug(column: str) -> str:
    return column.replace("_", "-")
