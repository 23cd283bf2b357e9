"""datapackage.json: what the tables of a data set look like, for every tool that reads Frictionless Data Packages (version 2).

Generated from the models in `records`, so that it cannot drift from what `load` accepts; `load` reports a stale one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from crossfoot.infile import read_bytes
from crossfoot.loading.document import CLAIMS, HEADER, MENTIONS
from crossfoot.loading.folders import document_folders
from crossfoot.loading.rows import DEFAULT_COLUMNS
from crossfoot.problems import ProjectError
from crossfoot.records import Claim, DecimalText, Mention, Pattern
from crossfoot.yamlfile import LIMIT, parse_yaml

FILE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_MODELS: Mapping[str, type[BaseModel]] = {CLAIMS: Claim, MENTIONS: Mention}
_TITLES = {CLAIMS: "figures as printed", MENTIONS: "numbers that are no claims"}
_NOT_COLUMNS = frozenset({"document", "line"})
_DECIMAL = next(item for item in get_args(DecimalText) if isinstance(item, Pattern))


def datapackage(root: Path) -> str:
    """The text of datapackage.json for a folder of claims; the same folder always gives the same text."""
    root = root.resolve()
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "crossfoot-claims",
        "title": "Figures of documents, recorded for crossfoot",
        "resources": list(_resources(root)),
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def table_schema(kind: str, *, defaults: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The Table Schema of claims.csv or mentions.csv; a column with a default in document.yaml may be empty in a row."""
    columns = {name: field for name, field in _MODELS[kind].model_fields.items() if name not in _NOT_COLUMNS}
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(field.alias or name, field, optional=name in defaults) for name, field in columns.items()],
        "primaryKey": ["id"],
        "missingValues": [""],
    }


def _resources(root: Path) -> Iterator[dict[str, Any]]:
    for slug in document_folders(root)[0]:
        defaults = _defaults(root, slug)
        for kind in (CLAIMS, MENTIONS):
            if os.path.isfile(root / slug / kind):  # noqa: PTH113 - unlike Path's, it never raises
                yield {
                    "name": f"{slug}-{kind.removesuffix('.csv')}",
                    "title": f"{slug}: {_TITLES[kind]}",
                    "path": f"{slug}/{kind}",
                    "type": "table",
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8",
                    "schema": table_schema(kind, defaults=defaults if kind == CLAIMS else frozenset()),
                }


def _defaults(root: Path, slug: str) -> frozenset[str]:
    """The columns for which a document states a default; none where its header cannot be read, which `load` reports."""
    path = f"{slug}/{HEADER}"
    try:
        header = parse_yaml(read_bytes(root, path, limit=LIMIT), path).value
    except ProjectError:
        return frozenset()
    stated = header.get("defaults") if isinstance(header, dict) else None
    return frozenset(DEFAULT_COLUMNS).intersection(stated) if isinstance(stated, dict) else frozenset()


def _field(name: str, field: FieldInfo, *, optional: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.is_required() and not optional:
        constraints["required"] = True
    if name == "id":
        constraints["unique"] = True
    kind = _type(field, constraints)
    described = {"name": name, "type": kind, "description": field.description}
    return described | ({"constraints": constraints} if constraints else {})


def _type(field: FieldInfo, constraints: dict[str, Any]) -> str:
    """The type of a column; what it allows is added to its constraints."""
    annotation = field.annotation
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        constraints["enum"] = [member.value for member in annotation]
        return "string"
    if annotation is int or int in _inner_types(annotation):
        constraints["minimum"] = 0
        return "integer"
    if _DECIMAL in field.metadata:
        return "number"
    pattern = next((item for item in field.metadata if isinstance(item, Pattern)), None)
    if pattern is not None:
        constraints["pattern"] = f"^({pattern.regex})$"
    return "string"


def _inner_types(annotation: Any) -> set[Any]:  # noqa: ANN401 - any type form
    """The types inside `Annotated[int, ...] | None`."""
    inner = get_args(annotation)
    return {annotation}.union(*(_inner_types(item) for item in inner)) if inner else {annotation} if isinstance(annotation, type) else set()
