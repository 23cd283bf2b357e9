"""Small data sets for tests, written into a folder in a few words.

    root = project(tmp_path, [claim("c001", value="12"), claim("c002", statistic="growth", value="5.8")])
    dataset = load(root)

Every field has a sensible default: a measure that nobody defined is a flow of vehicles, growth is year on year in percent, a claim
prints its value. With `text`, offsets are found in it and the text is attached. `HOLDS`, `TWICE`, `STRAINED` and `IMPLIES` are claims
for those who need only a data set of a given verdict; their ids and measures do not collide.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from crossfoot.check import Outcome, check
from crossfoot.datapackage import datapackage
from crossfoot.dataset import load
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS
from crossfoot.printed import PrintedError, outside_brackets

Row = dict[str, str]
Plain: TypeAlias = Any  # what YAML can hold

DOCUMENT = "briefing"
TODAY = date(2026, 11, 23)
SPEAKER = "minister"
_UNITS = {"growth": "percent", "ratio": "times", "share": "percent", "contribution": "percent"}
_SUFFIXES = {"percent": "%", "pp": " percentage points", "times": " times"}
_MEASURE = {"unit": "vehicles", "kind": "flow", "growth_basis": "nominal", "min": 0}


def claim(id: str = "c001", **fields: object) -> Row:  # noqa: A002 - the name of the column
    """A row of claims.csv: `claim("c002", measure="cars", value="12", printed="12")`. What is left out is sensible."""
    row = {
        "speaker": SPEAKER,
        "measure": "cars",
        "statistic": "level",
        "period": "2022-06",
        "value": "12",
        "bound": "exact",
    } | {name: str(value) for name, value in fields.items()}
    statistic = row["statistic"]
    if statistic in ("growth", "ratio"):
        row.setdefault("versus", "yoy")
    if statistic in ("share", "contribution"):
        row.setdefault("of", "all-cars")
    if row["bound"] == "lost":
        row |= {"value": fields.get("value", ""), "printed": fields.get("printed", "")}  # type: ignore[dict-item]
    unit = row.get("unit") or ("pp" if row.get("minus") and statistic in _UNITS else _UNITS.get(statistic, ""))
    row["unit"] = "items" if row["measure"] == "list" and not unit else unit
    row.setdefault("printed", row["value"] + _SUFFIXES.get(row["unit"], ""))
    return {"id": id} | row


# Three figures that fit each other; one that was printed in two ways; three that fit in a strained reading only; and two that imply
# a third.
HOLDS = [
    claim("c001", value="20500000", printed="20.5 million"),
    claim("c002", value="18900000", printed="18.9 million", period="2021-06"),
    claim("c003", statistic="growth", value="8.5"),
]
TWICE = [claim("c004", measure="buses", value="1290"), claim("c005", measure="buses", value="1250")]
STRAINED = [
    claim("c006", measure="vans", value="590000", printed="590,000"),
    claim("c007", measure="vans", value="248000", printed="248,000", period="2021-06"),
    claim("c008", measure="vans", statistic="growth", value="1.3", unit="times"),
]
IMPLIES = [claim("c009", measure="trams", value="590000"), claim("c010", measure="trams", statistic="growth", value="12")]


def mention(id: str, printed: str, kind: str = "period", **fields: object) -> Row:  # noqa: A002
    """A row of mentions.csv: `mention("m001", "first half of 2022")`."""
    return {"id": id, "class": kind, "printed": printed} | {name: str(value) for name, value in fields.items()}


def project(
    folder: Path,
    claims: Iterable[Row] = (),
    *,
    measures: Mapping[str, Mapping[str, Any]] | None = None,
    scenarios: Mapping[str, Any] | None = None,
    document: str = DOCUMENT,
    **content: Plain,
) -> Path:
    """Write a data set with one document (see `add_document` for its content) and return its folder, ready to load.

    `measures` need name only what differs from a nominal flow of vehicles; those used and not named are added.
    """
    root = folder / "claims"
    root.mkdir(parents=True, exist_ok=True)
    rows = list(claims)
    defined = _measures(rows, measures or {})
    write_yaml(root / "measures.yaml", {"scenarios": dict(scenarios or {}), "measures": defined})
    add_document(root, document, rows, **content)
    return root


def add_document(  # noqa: PLR0913 - one argument a file
    root: Path,
    document: str,
    claims: Iterable[Row] = (),
    *,
    mentions: Iterable[Row] | None = None,
    text: str | None = None,
    attach: bool = True,
    header: Mapping[str, Any] | None = None,
    relations: Plain = None,
    waivers: Plain = None,
    acknowledged: Plain = None,
) -> None:
    """Add a document to a data set.

    `header` overrides fields of document.yaml; with `text` the source is recorded, and attached if told so.
    """
    folder = root / document
    folder.mkdir(parents=True, exist_ok=True)
    units = _units(root)
    rows = [_complete(row, units) for row in claims]
    others = None if mentions is None else [dict(row) for row in mentions]
    if text is not None:
        _place(rows, text)
        _place(others or [], text)
        if attach:
            (folder / "source.txt").write_text(text, encoding="utf-8", newline="")
    write_yaml(folder / "document.yaml", _header(rows, text) | dict(header or {}))
    write_csv(folder / "claims.csv", CLAIM_COLUMNS, rows)
    if others is not None:
        write_csv(folder / "mentions.csv", MENTION_COLUMNS, others)
    if relations is not None:
        write_yaml(folder / "relations.yaml", relations)
    if waivers is not None or acknowledged is not None:
        write_yaml(folder / "waivers.yaml", {"waivers": waivers or [], "acknowledged": acknowledged or []})
    refresh(root)


def run(folder: Path, claims: Iterable[Row], **content: Plain) -> Outcome:
    """The run of a data set that is written like that, on a fixed day."""
    return check(load(project(folder, claims, **content)), today=TODAY)


def refresh(root: Path) -> None:
    """Bring datapackage.json up to date after files were added."""
    (root / "datapackage.json").write_text(datapackage(root), encoding="utf-8", newline="")


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def write_yaml(path: Path, data: Plain) -> None:
    """Write plain data (JSON is YAML)."""
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="")


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """Write rows; columns that a row lacks are empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def _measures(rows: list[Row], given: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    defined = {slug: {**_MEASURE, **dict(entry)} for slug, entry in given.items()}
    for row in rows:
        for slug in (row["measure"], row.get("of", "")):
            if slug and row["measure"] != "list" and slug not in defined:
                level = row["statistic"] == "level" and slug == row["measure"] and not row.get("minus")
                defined[slug] = {**_MEASURE, **({"unit": row["unit"]} if level and row["unit"] else {})}
    return defined


def _units(root: Path) -> dict[str, str]:
    measures = json.loads((root / "measures.yaml").read_text(encoding="utf-8"))["measures"]
    return {slug: entry["unit"] for slug, entry in measures.items()}


def _complete(row: Row, units: Mapping[str, str]) -> Row:
    """With the measure's unit where the row names none."""
    unit = units.get(row["measure"], "vehicles")
    return row | {"unit": row["unit"] or ("pp" if row.get("minus") and unit == "percent" else unit)}


def _place(rows: list[Row], text: str) -> None:
    """Offsets for the rows without, each at the first place not before the row above."""
    cursor = 0
    for row in rows:
        if "start" not in row:
            try:
                wanted = outside_brackets(row["printed"])
            except PrintedError:
                continue
            start = text.find(wanted, cursor) if wanted else -1
            if start >= 0:
                row |= {"start": str(start), "end": str(start + len(wanted))}
        cursor = int(row.get("start") or cursor)


def _header(rows: list[Row], text: str | None) -> dict[str, Any]:
    speakers = dict.fromkeys([row["speaker"] for row in rows] or [SPEAKER])
    header: dict[str, Any] = {"title": "A briefing", "about": "2022-H1", "speakers": {slug: slug.title() for slug in speakers}}
    if text is not None:
        data = text.encode()
        header["source"] = {"sha256": hashlib.sha256(data).hexdigest(), "chars": len(text)}
        header["turns"] = [[0, next(iter(speakers)), "answer"]]
    return header
