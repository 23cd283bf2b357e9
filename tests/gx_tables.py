"""Tables for the tests of the Great Expectations adapter: everything in one pair of them, since asking takes seconds.

`everything()` holds both documents, the example, records broken in every way that a suite covers (each in a document of its own), the
example of every family that contradicts, and hundreds of planted breaks. What is said of each is told apart by its claims.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from documents import add_document, claim, project, write_csv
from ruamel.yaml import YAML

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.expectation_questions import question_of
from crossfoot.families import CONTRADICTS, STRAINS, page
from crossfoot.interval import Interval
from crossfoot.loading.rows import CLAIM_COLUMNS
from crossfoot.relations import FAMILIES, TEXT_FAMILIES
from crossfoot.tables import COMPARED, NO, TableRow, Tables, end_ranks, tables_of
from crossfoot.testing import check_example

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
TEXT = "117 cars after 104, up 12%; that is 117 in all. Of lorries we have no number."
ROWS = [
    claim("c001", value="117"),
    claim("c002", period="2021-06", value="104"),
    claim("c003", statistic="growth", value="12"),
    claim("c004", value="117"),
    claim("c005", measure="lorries", bound="lost"),
]
DATA_SETS = (ROOT / "claims", ROOT / "examples" / "harbour-briefing" / "claims")
EXAMPLE = "harbour-briefing"
PLANTED = 600


@dataclass(frozen=True)
class Break:
    """One cell of a record, spoilt, and the check that must say so."""

    record: str
    column: str
    value: str
    check_id: str


BREAKS = tuple(
    Break(*entry)
    for entry in (
        ("c003", "id", "", "id-is-given"),
        ("c003", "id", "C3", "ids-have-the-form"),
        ("c004", "id", "c001", "ids-are-unique"),
        ("c003", "speaker", "", "speaker-is-given"),
        ("c003", "speaker", "nobody", "speakers-exist"),
        ("c003", "measure", "", "measure-is-given"),
        ("c003", "measure", "vans", "measures-exist"),
        ("c003", "statistic", "", "statistic-is-given"),
        ("c003", "statistic", "grwth", "statistics-are-known"),
        ("c003", "period", "", "period-is-given"),
        ("c003", "period", "June 2022", "periods-have-the-form"),
        ("c003", "period", "2022-06 ", "periods-have-the-form"),
        ("c003", "unit", "", "unit-is-given"),
        ("c003", "bound", "", "bound-is-given"),
        ("c003", "bound", "roughly", "bounds-are-known"),
        ("c003", "value", "", "value-is-given-unless-lost"),
        ("c003", "value", "NaN", "values-are-decimals"),
        ("c003", "value", "1e400", "values-are-decimals"),
        ("c005", "value", "7", "no-value-where-lost"),
        ("c003", "end", "", "offsets-come-in-pairs"),
        ("c003", "start", "4.5", "offsets-come-in-pairs"),
        ("c003", "end", "23", "offsets-are-in-order"),
    )
)


def document_of(number: int) -> str:
    """The document that holds a break."""
    return f"broken-{number:02}"


def tables_in(root: Path) -> Tables:
    return tables_of(check(load(root), today=TODAY))


def everything() -> Tables:
    """All of it, in one pair of tables."""
    with tempfile.TemporaryDirectory() as scratch:
        parts = [*map(tables_in, DATA_SETS), replace(tables_in(_broken(Path(scratch))), derived=()), *_examples(), planted(PLANTED)]
    return merged(parts)


def merged(parts: Iterable[Tables]) -> Tables:
    """The tables one below the other, with their rows numbered anew."""
    parts = list(parts)
    return Tables(
        [{**row, "row": n} for n, row in enumerate(row for part in parts for row in part.records)],
        [{**row, "row": n} for n, row in enumerate(row for part in parts for row in part.derived)],
        tuple(dict.fromkeys(name for part in parts for name in part.measures)),
        tuple(name for part in parts for name in part.speakers),
        tuple(problem for part in parts for problem in part.unread),
    )


def _broken(folder: Path) -> Path:
    """A data set with a document for each break."""
    root = project(folder, ROWS, text=TEXT, document="sound")
    for number, broken in enumerate(BREAKS):
        add_document(root, document_of(number), ROWS, text=TEXT)
        path = root / document_of(number) / "claims.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = [{**row, broken.column: broken.value} if row["id"] == broken.record else row for row in csv.DictReader(file)]
        write_csv(path, CLAIM_COLUMNS, rows)
    return root


def _examples() -> Iterator[Tables]:
    """The example of each family that contradicts, or is strained where it rests on words; its claims begin with the family."""
    for family, module in FAMILIES.items():
        shown = page(module).sections[STRAINS if family in TEXT_FAMILIES else CONTRADICTS]
        rows = tables_of(check_example(YAML(typ="safe").load(shown))).derived
        yield Tables((), [_renamed(row, family) for row in rows])


def _renamed(row: TableRow, name: str) -> TableRow:
    claims = " ".join(f"{name}--{ref}" for ref in str(row["claims"]).split())
    return {**row, "check_id": f"{name}--{row['check_id']}", "claims": claims}


# Planted breaks


def planted(number: int, *, seed: int = 8) -> Tables:
    """Relations that are said to hold; the intervals of many do not meet. Their claims say which: `apart/...` or `meet/...`."""
    dice = random.Random(seed)  # noqa: S311 - the same every time
    families = list(FAMILIES)
    return Tables((), [_planted(dice, n, families[n % len(families)]) for n in range(number)])


def _planted(dice: random.Random, number: int, family: str) -> TableRow:
    stated, implied = _interval(dice), _interval(dice)
    word = "apart" if stated.intersect(implied).empty else "meet"
    return {
        "row": number,
        "check_id": f"planted/{number}",
        "family": family,
        "verdict": "holds",
        "documents": word,
        "claims": f"{word}/{number}",
        "question": question_of(family),
        "ends": COMPARED,
        "waived": NO,
        **end_ranks(stated, implied),
        "stated": None,
        "implied": None,
    }


def _interval(dice: random.Random) -> Interval:
    """One that is not empty, with ends that often differ from another's only far behind the point, or not at all."""
    while True:
        ends = sorted(Fraction(dice.randrange(6)) + Fraction(dice.randrange(2), 10 ** dice.choice((15, 40))) for _ in range(2))
        low, high = (end if dice.random() > 0.1 else None for end in ends)
        piece = Interval(low, high, dice.random() > 0.4, dice.random() > 0.4)
        if not piece.empty:
            return piece
