"""Small data sets written by hand: the examples in the family pages, and tests of relations, yours included.

An example is a mapping with `measures` and `scenarios` (as in measures.yaml), `relations`, `not_related`, `listed` and `attributions`
(as in relations.yaml), the `pinned` documents, and `claims`: rows in which only `measure` and `value` are obligatory; everything else
has a plain default (one speaker, a level, the printed form of the value).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from crossfoot.check import Outcome, check
from crossfoot.dataset import Dataset, Document
from crossfoot.loading.text import NO_SOURCE
from crossfoot.records import Claim, DeclaredRelations, DocumentHeader, Measure, Scenario
from crossfoot.vocabulary import Kind

DOCUMENT, SPEAKER, PERIOD = "document", "speaker", "2031"
TODAY = date(2031, 7, 1)
Row = Mapping[str, Any]


def check_example(example: Mapping[str, Any]) -> Outcome:
    """Check an example."""
    return check(dataset_of(example), today=TODAY)


def dataset_of(example: Mapping[str, Any]) -> Dataset:
    """The data set of an example.

    Raises:
        ValueError: a row is not a valid record (pydantic's ValidationError).
    """
    rows = [_with_defaults(row, number, example) for number, row in enumerate(example["claims"], start=1)]
    claims = [Claim.model_validate(row) for row in rows]
    measures = _measures(example, claims)
    scenarios = {code: Scenario.model_validate(entry) for code, entry in example.get("scenarios", {}).items()}
    documents = sorted({claim.document for claim in claims})
    pinned = example.get("pinned", ())
    return Dataset(
        root=Path(),
        measures=measures,
        scenarios=scenarios,
        documents=tuple(_document(slug, claims, pinned, _declared(example, slug == documents[0])) for slug in documents),
        problems=(),
    )


def _with_defaults(row: Row, number: int, example: Mapping[str, Any]) -> dict[str, Any]:
    measure = example.get("measures", {}).get(row["measure"], {})
    statistic = row.get("statistic", "level")
    unit = measure.get("unit", "units") if statistic == "level" else "percent"
    printed = str(row.get("printed", row.get("value", "")))
    filled = {
        "document": DOCUMENT,
        "line": number + 1,
        "id": f"c{number:03}",
        "speaker": SPEAKER,
        "statistic": statistic,
        "period": PERIOD,
        "unit": unit,
        "bound": "exact",
        **row,
        "printed": printed,
    }
    return {name: str(value) if name in ("value", "period", "precision", "versus", "minus") else value for name, value in filled.items()}


def _measures(example: Mapping[str, Any], claims: Sequence[Claim]) -> dict[str, Measure]:
    measures = {slug: Measure.model_validate({"slug": slug, **_texts(entry)}) for slug, entry in example.get("measures", {}).items()}
    for claim in claims:
        measures.setdefault(claim.measure, Measure(slug=claim.measure, unit="units", kind=Kind.FLOW))
    return dict(sorted(measures.items()))


def _texts(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if name in ("min", "max") else value for name, value in entry.items()}


def _declared(example: Mapping[str, Any], first: bool) -> DeclaredRelations:  # noqa: FBT001 - one caller
    """What the example says beyond its rows; it belongs to the first document."""
    entries = {name: example[name] for name in DeclaredRelations.model_fields if name in example and first}
    return DeclaredRelations.model_validate(entries)


def _document(slug: str, claims: Sequence[Claim], pinned: Sequence[str], declared: DeclaredRelations) -> Document:
    mine = tuple(claim for claim in claims if claim.document == slug)
    header = DocumentHeader(title=slug, speakers={claim.speaker: claim.speaker for claim in mine}, pinned=slug in pinned)
    return Document(
        slug=slug,
        header=header,
        claims=mine,
        mentions=(),
        declared=declared,
        waivers=(),
        acknowledged=(),
        text=None,
        text_state=NO_SOURCE,
    )
