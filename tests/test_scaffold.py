"""`crossfoot init`: a project that works at once, and nothing of anybody's is ever overwritten."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from crossfoot.cli import main

ROOT = Path(__file__).parent.parent
TEMPLATE = Path(str(files("crossfoot.scaffold"))) / "files"
LAYOUT = {
    ".gitignore",
    "README.md",
    "conftest.py",
    "pyproject.toml",
    "reports/README.md",
    "claims/measures.yaml",
    "claims/datapackage.json",
}


def checks(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "checks").glob("*.py"))}


@pytest.mark.parametrize("folder", [TEMPLATE, ROOT / "examples" / "harbour-briefing"], ids=["scaffold", "example"])
def test_the_checks_are_those_of_this_repository(folder: Path) -> None:
    assert checks(folder) == checks(ROOT)
    assert (folder / "conftest.py").read_bytes() == (ROOT / "conftest.py").read_bytes()
    assert (folder / "reports" / "README.md").read_bytes() == (ROOT / "reports" / "README.md").read_bytes()


def test_the_settings_of_the_example_are_those_of_a_new_project() -> None:
    example = ROOT / "examples" / "harbour-briefing" / "pyproject.toml"
    assert example.read_bytes() == (TEMPLATE / "pyproject.toml").read_bytes()


def test_init_makes_the_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    made = {path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert made >= LAYOUT | {f"checks/{name}" for name in checks(ROOT)}
    said = capsys.readouterr().out
    assert all(f"made: {name}\n" in said for name in made)


def test_a_new_project_is_clean_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CROSSFOOT_SOURCES", raising=False)
    main(["init", str(tmp_path)])
    assert main(["check", str(tmp_path / "claims")]) == 0
    command = [sys.executable, "-m", "pytest", "-m", "not gx", "-q"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "reports" / "index.html").exists()


def test_its_readme_says_how_to_install_what_is_on_no_registry() -> None:
    text = (TEMPLATE / "README.md").read_text(encoding="utf-8")
    assert "pip install crossfoot" not in text
    assert "pip install 'PATH/TO/crossfoot[gx]'" in text


def test_a_document_is_set_up_step_by_step_as_the_docs_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """docs/record-a-document.md, set the document up: each message gives what the next step needs."""
    main(["init", str(tmp_path)])
    folder = tmp_path / "claims" / "tram"
    folder.mkdir()
    (folder / "source.txt").write_text("Trams carried 7.9 million passengers in 2031.\n", encoding="utf-8")
    header = "title: A notice\nspeakers: {operator: The operator}\nturns:\n  - [0, operator, answer]\n"
    (folder / "document.yaml").write_text(header, encoding="utf-8")

    def said() -> str:
        capsys.readouterr()
        main(["check", str(tmp_path / "claims")])
        captured = capsys.readouterr()
        return captured.out + captured.err

    (columns,) = re.findall(r"create it with the header (\S+) ", said())
    (folder / "claims.csv").write_text(f"{columns}\n", encoding="utf-8")
    (source,) = re.findall(r"record source: (\{.*\}) ", said())
    (folder / "document.yaml").write_text(f"{header}source: {source}\n", encoding="utf-8")
    assert main(["schema", "--write", str(tmp_path / "claims")]) == 0
    again = said()
    assert "source attached" in again
    assert "in the text that nobody recorded" in again


def test_a_new_project_turns_red_as_its_readme_says(tmp_path: Path) -> None:
    main(["init", str(tmp_path)])
    claims = tmp_path / "claims" / "first-document" / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("8.5", "5.8"), encoding="utf-8")
    assert main(["check", str(tmp_path / "claims")]) == 1


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "datapackage.json").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "claims" / "datapackage.json").read_text(encoding="utf-8") == "mine"
    assert "kept as it is: README.md" in capsys.readouterr().out
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main(["init", str(tmp_path)]) == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_link_is_not_followed_into_somebody_elses_file(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "README.md").symlink_to(outside)
    main(["init", str(tmp_path / "new")])
    assert not outside.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_4(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert main(["init", str(tmp_path / "locked" / "new")]) == 4


def test_a_file_in_the_way_is_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new").write_text("in the way", encoding="utf-8")
    assert main(["init", str(tmp_path / "new")]) == 4
    assert "cannot set up" in capsys.readouterr().err
