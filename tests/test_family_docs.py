"""The pages of docs/families are what the modules say."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from crossfoot.families import COMMAND, files, page, write_pages

FOLDER = Path(__file__).parents[1] / "docs" / "families"


def test_the_pages_are_up_to_date() -> None:
    found = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*"))}
    assert found == files(), f"docs/families does not say what the family modules say; run: {COMMAND}"


def test_writing_the_pages_removes_what_is_stale(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("a family that is no more")
    write_pages(tmp_path)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == files()


@pytest.mark.parametrize("text", [None, "A summary.\n\n    text under no heading\nFormula\n    x\n"])
def test_a_docstring_without_headings_is_refused(text: str | None) -> None:
    module = ModuleType("odd", text)
    with pytest.raises(ValueError, match="expected"):
        page(module)
