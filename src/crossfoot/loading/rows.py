"""Reading claims.csv and mentions.csv: rows to records, each checked against the names that the other files define.

A row with anything wrong in itself is left out, and its problems say why. Faults *between* rows (order, overlapping places) leave
the rows in; of two rows with one id the first stays.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from crossfoot.csvfile import Row
from crossfoot.loading.measures import CodeList
from crossfoot.loading.wording import Spot, build, nearest
from crossfoot.period import PeriodError, parse_period
from crossfoot.printed import PrintedError, read_printed
from crossfoot.problems import Problem
from crossfoot.records import GUESS, LIST_ID, LIST_MEASURE, RECORD_ID, RELATIVE, STANDING, UNSTATED, Claim, DocumentHeader, Mention, show
from crossfoot.vocabulary import Statistic
from crossfoot.yamlfile import Place, Where

CLAIM_COLUMNS = tuple(name for name in Claim.model_fields if name not in ("document", "line"))
MENTION_COLUMNS = tuple(field.alias or name for name, field in Mention.model_fields.items() if name not in ("document", "line"))
# A document may give these once for all rows: none of them is ever empty on purpose.
DEFAULT_COLUMNS = ("speaker", "statistic", "period", "unit", "bound")

Fault: TypeAlias = tuple[str, str, str]  # column, message, rule


@dataclass(frozen=True, slots=True)
class Names:
    """What a row of one document may refer to."""

    codes: CodeList
    header: DocumentHeader

    @property
    def chars(self) -> int | None:
        """The length of the source text, where there is one."""
        return None if self.header.source is None else self.header.source.chars


def read_claims(rows: Iterable[Row], document: str, path: str, names: Names) -> tuple[list[Claim], list[Problem]]:
    """The claims that can be trusted, and every reason why the others cannot."""
    claims, problems = [], []
    for row in rows:
        spot = _spot(row, path)
        claim, wrong = build(Claim, _claim_entry(row, names.header.defaults), spot, {"document": document, "line": row.line})
        if claim is not None:
            wrong = [_problem(spot, fault) for fault in _faults(claim, names)]
        problems += wrong
        if claim is not None and not wrong:
            claims.append(claim)
    return claims, problems


def read_mentions(rows: Iterable[Row], document: str, path: str, names: Names) -> tuple[list[Mention], list[Problem]]:
    """The mentions that can be trusted, and every reason why the others cannot."""
    mentions, problems = [], []
    for row in rows:
        spot = _spot(row, path)
        mention, wrong = build(Mention, dict(row.fields), spot, {"document": document, "line": row.line})
        if mention is not None:
            wrong = [_problem(spot, fault) for fault in _offset_faults(mention.end, names)]
        problems += wrong
        if mention is not None and not wrong:
            mentions.append(mention)
    return mentions, problems


def unique(rows: Iterable[Row], path: str, taken: dict[str, str]) -> tuple[list[Row], list[Problem]]:
    """The rows whose id is not in `taken`, which says where each id stands and is filled on the way."""
    found, problems = [], []
    for row in rows:
        name = row.fields["id"]
        if name in taken and RECORD_ID.fullmatch(name):
            message = f"found the id {name} a second time (first at {taken[name]}), expected it once; give this row an id never used before"
            problems.append(Problem(path, row.line, row.column("id"), message, "duplicate-id", name))
            continue
        taken[name] = f"{path}:{row.line}"
        found.append(row)
    return found, problems


def _spot(row: Row, path: str) -> Spot:
    def place(field: Where, key: bool) -> Place:  # noqa: ARG001, FBT001 - one signature for both kinds of file
        return row.line, row.column(str(field[0])) if field else 1

    record = row.fields["id"]
    return Spot(path, place, record if RECORD_ID.fullmatch(record) else "")


def _problem(spot: Spot, fault: Fault) -> Problem:
    column, message, rule = fault
    return spot.problem((column,), message, rule)


def _claim_entry(row: Row, defaults: Mapping[str, str]) -> dict[str, object]:
    entry: dict[str, object] = dict(row.fields)
    for name in DEFAULT_COLUMNS:
        entry[name] = entry[name] or defaults.get(name, "")
    entry["start"] = entry["start"] or None
    entry["end"] = entry["end"] or None
    entry["assumed"] = tuple(row.fields["assumed"].split())
    return entry


def _faults(claim: Claim, names: Names) -> Iterator[Fault]:
    """Everything wrong with a well-formed claim that only the other files can show."""
    yield from _name_faults(claim, names)
    yield from _whole_faults(claim, names.codes)
    for column in ("versus", "minus"):
        yield from _comparison_faults(claim, column, names.codes)
    yield from _assumed_faults(claim)
    yield from _printed_faults(claim)
    if claim.end is not None:
        yield from _offset_faults(claim.end, names)


def _name_faults(claim: Claim, names: Names) -> Iterator[Fault]:
    speakers, codes = names.header.speakers, names.codes
    if claim.speaker not in speakers:
        expected = f"one of document.yaml{nearest(claim.speaker, speakers)}"
        yield "speaker", f"found the unknown speaker {show(claim.speaker)}, expected {expected}", "unknown-speaker"
    if claim.measure != LIST_MEASURE:
        yield from _measure_faults("measure", claim.measure, codes)
    if claim.scenario and claim.scenario not in codes.scenarios:
        hint = nearest(claim.scenario, codes.scenarios)
        expected = f"nothing (the actual figure) or a code of measures.yaml{hint}"
        yield "scenario", f"found the unknown scenario {show(claim.scenario)}, expected {expected}", "unknown-scenario"


def _measure_faults(column: str, slug: str, codes: CodeList) -> Iterator[Fault]:
    if slug in codes.broken:
        message = f"found the measure {slug}, whose entry in measures.yaml is broken; repair that first"
        yield column, message, "broken-measure"
    elif slug not in codes.measures:
        expected = f"one of measures.yaml{nearest(slug, codes.measures)}"
        yield column, f"found the unknown measure {show(slug)}, expected {expected}", "unknown-measure"


def _whole_faults(claim: Claim, codes: CodeList) -> Iterator[Fault]:
    if claim.measure == LIST_MEASURE:
        if not LIST_ID.fullmatch(claim.of):
            yield "of", f"found {show(claim.of)}, expected the list's id: letters and a number, such as L04", "bad-list-id"
    elif claim.statistic in (Statistic.SHARE, Statistic.CONTRIBUTION):
        yield from _measure_faults("of", claim.of, codes)


def _comparison_faults(claim: Claim, column: str, codes: CodeList) -> Iterator[Fault]:
    text = claim.versus if column == "versus" else claim.minus
    if not text:
        return
    if text in codes.broken and text not in RELATIVE:
        yield from _measure_faults(column, text, codes)
    elif text not in RELATIVE and text not in codes.measures and text not in codes.scenarios:
        try:
            parse_period(text)
        except PeriodError:
            hint = nearest(text, (*RELATIVE, *codes.measures, *codes.scenarios))
            message = f"found {show(text)}, expected yoy, previous, a period such as 2021-H1, a measure or a scenario{hint}"
            yield column, message, f"unknown-{column}"
            return
    yield from _calendar_faults(claim, column, text)


def _calendar_faults(claim: Claim, column: str, text: str) -> Iterator[Fault]:
    """A relative comparison needs a period with days, and the days must stay within the calendar."""
    if claim.period == STANDING and text in RELATIVE:
        yield column, f"found {text} with the period {STANDING}, expected a period with days; give the claim its period", "bad-period"
    if claim.period in (STANDING, UNSTATED):
        return
    try:
        days = parse_period(claim.period)
        days.year_before()
        if text == "previous" or days.first is not None:
            days.previous()
    except (PeriodError, OverflowError):
        message = f"found {text} with the period {show(claim.period)}, which has no earlier one like it; name the period meant"
        yield column, message, "bad-period"


def _assumed_faults(claim: Claim) -> Iterator[Fault]:
    for name in claim.assumed:
        plain = name.removesuffix(GUESS)
        if plain not in CLAIM_COLUMNS:
            expected = f"names of columns, separated by spaces{nearest(plain, CLAIM_COLUMNS)}"
            yield "assumed", f"found {show(name)}, expected {expected}", "unknown-assumed"


def _printed_faults(claim: Claim) -> Iterator[Fault]:
    if claim.printed:
        try:
            read_printed(claim.printed)
        except PrintedError as error:
            yield (
                "printed",
                f"found the printed form {show(claim.printed)}, which cannot be read as a figure: {error.message}",
                "bad-printed",
            )


def _offset_faults(end: int, names: Names) -> Iterator[Fault]:
    if names.chars is not None and end > names.chars:
        message = f"found the offset {end}, expected at most {names.chars}, the length of the source text; correct the offsets"
        yield "end", message, "offset-out-of-range"


def out_of_order(records: Iterable[Claim] | Iterable[Mention], path: str, columns: Mapping[str, int]) -> Iterator[Problem]:
    """Rows that stand before their predecessor in the text. `columns` gives the column of each record's start."""
    before: Claim | Mention | None = None
    for record in records:
        if record.start is None:
            continue
        if before is not None and before.start is not None and record.start < before.start:
            message = (
                f"found {record.id} at {record.start} after {before.id} at {before.start}, expected the rows in order of position; "
                "move the row"
            )
            yield Problem(path, record.line, columns.get(record.id, 1), message, "row-order", record.id)
        before = record


def bad_defaults(header: DocumentHeader, spot: Spot) -> Iterator[Problem]:
    """Defaults for columns that have none."""
    for name in header.defaults:
        if name not in DEFAULT_COLUMNS:
            message = f"found a default for {show(name)}, expected one of: {', '.join(DEFAULT_COLUMNS)}; write it in every row"
            yield spot.problem(("defaults", name), message, "bad-default", key=True)


def spans_of(rows: Iterable[Row], kept: Container[int]) -> Iterator[tuple[int, int]]:
    """The places of rows that were left out, as far as they can be read: their numbers are recorded, though badly."""
    for row in rows:
        start, end = row.fields["start"], row.fields["end"]
        if row.line not in kept and start.isascii() and end.isascii() and start.isdigit() and end.isdigit():
            yield int(start[:9]), int(end[:9])
