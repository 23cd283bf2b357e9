"""What a run found as two flat tables, for tools that check tables: the records as they stand in the files, and a row for each item.

Rows are plain dictionaries of text, whole numbers and None, so that any engine can hold them; yes and no are words, since not every
engine that filters rows knows booleans. `engines` puts them into pandas or a database. docs/great-expectations.md.

The ends of the intervals are **ranks**: the place of an end among the four ends of its row, from the left. All that is ever asked of
them is which of two lies further left, and a rank answers exactly that, whatever the numbers are. The ends themselves would not
survive the trip: an end such as 33600100/248999 is no decimal, and the common denominator of four of them soon exceeds 64 bits. An
open end counts as just inside its number, before it is ranked, so that two open ends which touch do not meet; an infinite one lies
beyond every number. There is thus no end that has to be left empty and could be overlooked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from crossfoot.check import Outcome
from crossfoot.csvfile import Row, parse_csv
from crossfoot.dataset import Dataset, Document
from crossfoot.expectation_questions import question_of
from crossfoot.findings import JOINT
from crossfoot.infile import LARGEST, read_bytes
from crossfoot.interval import Interval
from crossfoot.items import Item, items_of
from crossfoot.loading.document import CLAIMS
from crossfoot.loading.rows import CLAIM_COLUMNS, DEFAULT_COLUMNS
from crossfoot.problems import Problem
from crossfoot.records import Claim
from crossfoot.solver.decision import RELEASED, Decision
from crossfoot.solver.network import Network
from crossfoot.solver.single import facing
from crossfoot.vocabulary import Verdict
from crossfoot.wording import interval

Cell: TypeAlias = str | int | None
TableRow: TypeAlias = dict[str, Cell]

YES, NO = "yes", "no"
# What is asked of a row's ends: that both intervals overlap; or nothing, since only its caveat saves the relation, or there are none.
COMPARED, EXCUSED, NOT_COMPARED = "compared", "excused", "not compared"
BOTH, NONE, ONE, UNREADABLE = "both", "none", "one", "unreadable"
ENDS = ("stated_low", "stated_high", "implied_low", "implied_high")
RECORD_COLUMNS = ("row", "place", "document", "claim", "document_speaker", *CLAIM_COLUMNS, "offsets")
DERIVED_COLUMNS = (
    *("row", "check_id", "family", "verdict", "documents", "claims", "question", "ends", "waived"),
    *(*ENDS, "stated", "implied"),
)
WHOLE_NUMBERS = frozenset({"row", "start", "end", *ENDS})
PASSED = (Verdict.HOLDS, Verdict.STRAINED)
_WITH_ENDS = frozenset({*PASSED, Verdict.MISMATCH, Verdict.CONTRADICTION, Verdict.UNDECIDED})
_MOST_DIGITS = 9
_NO_INTERVALS: Final[TableRow] = dict.fromkeys((*ENDS, "stated", "implied"))


@dataclass(frozen=True)
class Tables:
    """Both tables of a run, and the names that their rows may use.

    `unread` are the lines of claims files that could not be made a row at all. `speakers` are `document/speaker`.
    """

    records: Sequence[TableRow]
    derived: Sequence[TableRow]
    measures: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    unread: tuple[Problem, ...] = ()


def tables_of(outcome: Outcome) -> Tables:
    """The tables of a run."""
    dataset = outcome.dataset
    records, unread = _records(dataset)
    speakers = (f"{document.slug}/{speaker}" for document in dataset.documents for speaker in document.header.speakers)
    return Tables(records, derived_rows(outcome), tuple(dataset.measures), tuple(speakers), unread)


# The records


def _records(dataset: Dataset) -> tuple[list[TableRow], tuple[Problem, ...]]:
    """A row for each row of the claims files as it stands there, also where loading left it out, and the lines that are none.

    A table of only those that were accepted could not show what is wrong with the others. A data set that was made in memory gives
    its claims.
    """
    rows: list[TableRow] = []
    unread: list[Problem] = []
    for document in dataset.documents:
        path = f"{document.slug}/{CLAIMS}"
        if (dataset.root / path).is_file():
            file = parse_csv(read_bytes(dataset.root, path, limit=LARGEST), path, CLAIM_COLUMNS)
            rows += (_record(_as_written(row, document), document.slug, row.line) for row in file.rows)
            unread += _without_row(file.rows, file.problems)
        else:
            rows += (_record(_as_loaded(claim), document.slug, claim.line) for claim in document.claims)
    for number, row in enumerate(rows):
        row["row"] = number
    return rows, tuple(unread)


def _as_written(row: Row, document: Document) -> dict[str, str]:
    defaults = {name: document.header.defaults.get(name, "") for name in DEFAULT_COLUMNS}
    return {name: text or defaults.get(name, "") for name, text in row.fields.items()}


def _as_loaded(claim: Claim) -> dict[str, str]:
    found = {name: getattr(claim, name) for name in CLAIM_COLUMNS}
    found["assumed"] = " ".join(claim.assumed)
    return {name: "" if value is None else str(value) for name, value in found.items()}


def _without_row(rows: Iterable[Row], problems: Iterable[Problem]) -> list[Problem]:
    """One problem for each line below the header that is no row."""
    read = {1, *(row.line for row in rows)}
    return list({problem.line: problem for problem in problems if problem.line not in {0, *read}}.values())


def _record(fields: Mapping[str, str], document: str, line: int) -> TableRow:
    start, end = _offset(fields["start"]), _offset(fields["end"])
    texts: TableRow = {name: fields[name] or None for name in CLAIM_COLUMNS}
    return {
        **texts,
        "place": f"{document}/{CLAIMS}:{line}",
        "document": document,
        "claim": f"{document}/{fields['id']}" if fields["id"] else None,
        "document_speaker": f"{document}/{fields['speaker']}" if fields["speaker"] else None,
        "start": start,
        "end": end,
        "offsets": _offsets((fields["start"], start), (fields["end"], end)),
    }


def _offset(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def _offsets(*both: tuple[str, int | None]) -> str:
    """How the two offsets are given, each as its text and the number read from it."""
    if any(text and number is None for text, number in both):
        return UNREADABLE
    return (NONE, ONE, BOTH)[sum(number is not None for _, number in both)]


# The items of a run


def derived_rows(outcome: Outcome) -> list[TableRow]:
    """A row for each item of a run (`items`), with its verdict and, of a relation that was decided, the ranks of the ends that decide it.

    The ends are those of the loosest reading (tier B without the ends that only a hedge word sets), by which `contradiction` is told
    from everything else. `family` is the one by which a module of checks/ claims the item; figures that clash only together are `joint`.
    """
    items, claims = items_of(outcome), _claims_by_item(outcome)
    relations, others = items[: len(outcome.decisions)], items[len(outcome.decisions) :]
    rows = (*_relations(outcome, relations), *({**_item(item, claims.get(item.id, ())), **_NO_INTERVALS} for item in others))
    return [{"row": number, **row} for number, row in enumerate(rows)]


def _relations(outcome: Outcome, items: Iterable[Item]) -> Iterator[TableRow]:
    network, posed = Network(outcome.figures, outcome.relations), {relation.id for relation in outcome.relations}
    for item, decision in zip(items, outcome.decisions, strict=True):
        decided = decision.verdict in _WITH_ENDS and decision.id in posed
        stated, implied = facing(network, decision.relation, RELEASED) if decided else (None, None)
        unit = outcome.figures.get(decision.subject).unit
        yield {
            **_item(item, decision.claims, ends=_ends(decision)),
            **end_ranks(stated, implied),
            "stated": interval(stated, unit) if decided else None,
            "implied": interval(implied, unit) if decided else None,
        }


def _item(item: Item, claims: Iterable[str], *, ends: str = NOT_COMPARED) -> TableRow:
    named = list(claims)
    family = item.family if item.family == JOINT else item.claimed_as
    return {
        "check_id": item.id,
        "family": family,
        "verdict": str(item.verdict),
        "documents": " ".join(sorted({ref.rpartition("/")[0] for ref in named})),
        "claims": " ".join(named),
        "question": question_of(family),
        "ends": ends,
        "waived": YES if item.verdict is Verdict.WAIVED else NO,
    }


def _claims_by_item(outcome: Outcome) -> dict[str, tuple[str, ...]]:
    """The claims of the items that are no decisions."""
    found = {name: finding.claims for finding in outcome.findings for name in finding.items}
    faults = {fault.id: (f"{fault.waiver.document}/{fault.waiver.claim}",) for fault in outcome.waiver_faults if fault.waiver.claim}
    return found | faults | {check.id: check.claims for check in outcome.record_checks}


def _ends(decision: Decision) -> str:
    """Whether the intervals must overlap. They do not where the relation fails as printed and is strained only by its caveat: another
    vintage stands in, or words may mean less.
    """
    caveat = decision.relation.caveat
    excused = decision.verdict is Verdict.STRAINED and caveat and decision.reading == caveat
    return (EXCUSED if excused else COMPARED) if decision.verdict in PASSED else NOT_COMPARED


_Place: TypeAlias = tuple[int, Fraction, int]


def end_ranks(stated: Interval | None, implied: Interval | None) -> TableRow:
    """The ends of both intervals by their order from the left; those of an interval that is not there are empty."""
    ends = dict(zip(ENDS, (*_places(stated), *_places(implied)), strict=True))
    order = sorted({place for place in ends.values() if place is not None})
    return {name: None if place is None else order.index(place) for name, place in ends.items()}


def _places(piece: Interval | None) -> tuple[_Place | None, _Place | None]:
    """Where the ends lie: on which side of all numbers or at which number, and just after or before it where they are open."""
    if piece is None:
        return None, None
    low = (-1, Fraction(0), 0) if piece.low is None else (0, piece.low, 0 if piece.low_closed else 1)
    high = (1, Fraction(0), 0) if piece.high is None else (0, piece.high, 0 if piece.high_closed else -1)
    return low, high
