"""The generated data package: complete, deterministic, and accepted and enforced by Frictionless itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from documents import add_document, claim, edit, mention, project, refresh

from crossfoot.datapackage import datapackage, table_schema
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS
from crossfoot.vocabulary import Bound, MentionClass

ROWS = [claim("c001", note='a "quoted", long note'), claim("c002", statistic="growth", value="-5.8", assumed="versus period?")]


def fields(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in schema["fields"]}


@pytest.mark.parametrize(("kind", "columns"), [("claims.csv", CLAIM_COLUMNS), ("mentions.csv", MENTION_COLUMNS)])
def test_every_column_is_described_in_order(kind: str, columns: tuple[str, ...]) -> None:
    schema = table_schema(kind)
    assert tuple(fields(schema)) == columns
    assert all(field["description"] for field in schema["fields"])
    assert schema["missingValues"] == [""]
    assert schema["primaryKey"] == ["id"]


def test_types_and_constraints_come_from_the_models() -> None:
    claims, mentions = fields(table_schema("claims.csv")), fields(table_schema("mentions.csv"))
    assert claims["bound"]["constraints"] == {"required": True, "enum": [bound.value for bound in Bound]}
    assert mentions["class"]["constraints"]["enum"] == [kind.value for kind in MentionClass]
    assert (claims["value"]["type"], claims["start"]["type"], mentions["end"]["type"]) == ("number", "integer", "integer")
    assert "required" not in claims["start"].get("constraints", {})
    assert mentions["start"]["constraints"] == {"required": True, "minimum": 0}
    assert claims["measure"]["constraints"]["pattern"].startswith("^(")
    assert "constraints" not in claims["versus"]


def test_a_default_makes_its_column_optional() -> None:
    claims = fields(table_schema("claims.csv", defaults=frozenset({"speaker"})))
    assert "required" not in claims["speaker"]["constraints"]
    assert claims["bound"]["constraints"]["required"]


def test_resources_are_the_tables_that_are_there(tmp_path: Path) -> None:
    root = project(tmp_path, ROWS, mentions=[mention("m001", "2022", start=0, end=4)])
    add_document(root, "another", [claim(speaker="")], header={"defaults": {"speaker": "minister"}, "speakers": {"minister": "M"}})
    package = json.loads(datapackage(root))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [resource["path"] for resource in package["resources"]] == ["another/claims.csv", "briefing/claims.csv", "briefing/mentions.csv"]
    assert datapackage(root) == datapackage(root)
    first = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    assert "required" not in first["speaker"]["constraints"]


def validate(root: Path) -> subprocess.CompletedProcess[str]:
    """Run Frictionless as a user would."""
    command = [str(Path(sys.executable).with_name("frictionless")), "validate", "datapackage.json"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_frictionless_accepts_good_data(tmp_path: Path) -> None:
    pytest.importorskip("frictionless")
    root = project(tmp_path, ROWS, mentions=[mention("m001", "2022", start=0, end=4)])
    add_document(root, "another", [claim(speaker="")], header={"defaults": {"speaker": "minister"}, "speakers": {"minister": "M"}})
    result = validate(root)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("exact,,12", "exactly,,12", "constraint-error"),
        ("c001,", "1,", "constraint-error"),
        (",-5.8,", ",many,", "type-error"),
        ("c002,", "c001,", "primary-key"),
        (",2022-06,,,,12", ",June,,,,12", "constraint-error"),
    ],
)
def test_frictionless_refuses_what_load_refuses(tmp_path: Path, old: str, new: str, error: str) -> None:
    pytest.importorskip("frictionless")
    root = project(tmp_path, ROWS)
    edit(root / "briefing" / "claims.csv", old, new)
    refresh(root)
    result = validate(root)
    assert result.returncode != 0
    assert error in result.stdout.replace("\n", "")


@pytest.mark.parametrize("folder", ["claims", "examples/harbour-briefing/claims"])
def test_frictionless_accepts_the_data_of_this_repository(tmp_path: Path, folder: str) -> None:
    pytest.importorskip("frictionless")
    root = Path(__file__).parent.parent / folder
    if not (root / "measures.yaml").exists():
        pytest.skip("this copy holds no such data")
    for path in (path for path in root.rglob("*.csv") if path.is_file()):
        target = tmp_path / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "datapackage.json").write_text(datapackage(root), encoding="utf-8")
    result = validate(tmp_path)
    assert result.returncode == 0, result.stdout
