"""Texts of other kinds than the first document, in our own words: every number of them is found and read as a person reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from test_scanner import prove

from crossfoot.scan.scanner import scan

# Texts with a list of their numbers; some others there are for drafts only.
TEXTS = [path for path in sorted((Path(__file__).parent / "texts").glob("*.txt")) if path.with_suffix(".yaml").exists()]


def test_there_are_texts() -> None:
    assert len(TEXTS) >= 8


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))["numbers"]
    found = scan(text)
    prove(text, found)
    assert [
        {
            "print": entry.text.replace("\n", " "),
            "class": str(entry.cls),
            "value": "" if entry.value is None else str(entry.value),
            "unit": entry.unit or "",
            "bound": str(entry.bound),
        }
        for entry in found
    ] == [{"value": "", "unit": "", "bound": "exact", **number} for number in expected]
