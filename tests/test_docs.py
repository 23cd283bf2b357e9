"""The pages say what the code does: fields, commands, options, modules, examples and links."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import typer.main
from pydantic import BaseModel

from crossfoot import records
from crossfoot.cli import app
from crossfoot.csvfile import split_line
from crossfoot.record_checks import FAMILIES as RECORD_FAMILIES
from crossfoot.relations import FAMILIES
from crossfoot.vocabulary import Verdict, Weakens

ROOT = Path(__file__).parents[1]
FORMAT = ROOT / "docs" / "record-format.md"
DESIGN = ROOT / "docs" / "design.md"
PAGES = [
    page
    for pattern in ("*.md", "docs/**/*.md", "changelog.d/*.md", "examples/*/*.md", "reports/*.md", "benchmarks/*.md")
    for page in sorted(ROOT.glob(pattern))
]
NAMES = {page: page.relative_to(ROOT).as_posix() for page in PAGES}
NOT_COPIED = (".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "*.html", "node_modules")
TABLES = ("claims/*/*.csv", "examples/*/claims/*/*.csv")
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^`\n]*)$")

# ── fields ───────────────────────────────────────────────────────────────────────────────────────

MODELS: dict[str, type[BaseModel]] = {
    "claims.csv": records.Claim,
    "mentions.csv": records.Mention,
    "A measure": records.Measure,
    "A scenario": records.Scenario,
    "document.yaml": records.DocumentHeader,
    "source": records.Source,
    "turns": records.Turn,
    "attributions": records.Attribution,
    "listed": records.Listed,
    "not_related": records.NotRelated,
    "relations": records.Declared,
    "waivers": records.Waiver,
    "acknowledged": records.Acknowledgement,
    "gate.yaml": records.Floors,
}
PLACES = frozenset({"document", "line"})  # where a record stands; no file may write them


@pytest.mark.parametrize("heading", MODELS)
def test_every_field_is_documented_and_every_documented_field_exists(heading: str) -> None:
    fields = {field.alias or name for name, field in MODELS[heading].model_fields.items()} - PLACES
    assert documented_fields(heading) == sorted(fields)


def test_all_record_models_have_a_section() -> None:
    models = {item for item in vars(records).values() if isinstance(item, type) and issubclass(item, records.Record)}
    parts_of_a_file = {records.Record, records.DeclaredRelations}
    assert models - parts_of_a_file == set(MODELS.values())


@pytest.mark.parametrize("name", records.DeclaredRelations.model_fields)
def test_every_part_of_relations_yaml_has_a_section(name: str) -> None:
    assert f"\n### {name}\n" in FORMAT.read_text()


def documented_fields(heading: str) -> list[str]:
    """The fields named in the first table below a heading."""
    text = FORMAT.read_text()
    section = re.split(rf"^##+ {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
    section = re.split(r"^##+ ", section, flags=re.MULTILINE)[0]
    table = re.search(r"(?:^\|.*\n)+", section, flags=re.MULTILINE)
    assert table is not None
    columns = [cell.strip() for cell in table[0].split("\n")[0].strip("|").split("|")]
    position = next(n for n, name in enumerate(columns) if name in {"column", "field"})
    rows = [line.strip().strip("|").split("|") for line in table[0].strip().split("\n")[2:]]
    return sorted(row[position].strip().strip("`") for row in rows)


# ── rules, verdicts, families, modules ───────────────────────────────────────────────────────────

READERS = ("csvfile.py", "yamlfile.py", "infile.py", "dataset.py", "loading/*.py")
# Made from the name of a field: "bad-offset", "unknown-bound".
MADE_RULES = re.compile(r"(bad|unknown)-[a-z]+(-[a-z]+)*")


def test_every_rule_id_is_documented_and_every_documented_one_exists() -> None:
    sources = [path.read_text() for pattern in READERS for path in (ROOT / "src" / "crossfoot").glob(pattern)]
    used = {word for source in sources for word in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)}
    section = FORMAT.read_text().partition("## What is refused")[2]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    documented = {word for row in rows for word in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", row)}
    assert used - documented == set()
    assert {word for word in documented - used if not MADE_RULES.fullmatch(word)} == set()


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_in_the_design(verdict: Verdict) -> None:
    row = next(line for line in DESIGN.read_text().splitlines() if line.startswith(f"| `{verdict}` |"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert (cells[3] == "yes") == verdict.fails


def test_the_guide_lists_every_kind_of_weakening_once() -> None:
    section = (ROOT / "docs" / "gate-a-repository.md").read_text().partition("## What makes the gate weaker")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE) == sorted(Weakens, key=list(Weakens).index)


@pytest.mark.parametrize("family", [*FAMILIES, *RECORD_FAMILIES])
def test_every_family_is_in_the_design(family: str) -> None:
    assert f"`{family}`" in DESIGN.read_text().partition("## 6.")[2].partition("## 7.")[0]


def test_the_design_lists_every_module() -> None:
    package = ROOT / "src" / "crossfoot"
    there = {path.name + "/" if path.is_dir() else path.name for path in package.iterdir() if _is_listed(path)}
    block = DESIGN.read_text().partition("src/crossfoot/\n")[2].partition("```")[0]
    # A line that is indented further goes on from the one before.
    assert sorted(line.split()[0] for line in block.splitlines() if not line.startswith("   ")) == sorted(there)


def _is_listed(path: Path) -> bool:
    return path.name not in {"__init__.py", "__pycache__", "py.typed"} and (path.is_dir() or path.suffix == ".py")


# ── the command line and pytest's options ────────────────────────────────────────────────────────


def spelled_options() -> Iterator[str]:
    """`check`, `check --format`, ... and pytest's own."""
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        yield f"crossfoot {name}"
        for parameter in command.params:
            yield from (option for option in parameter.opts if option.startswith("--") and option != "--help")
    source = (ROOT / "src" / "crossfoot" / "pytest_plugin.py").read_text()
    yield from re.findall(r'addoption\("(--[a-z-]+)"', source)
    yield from re.findall(r'addini\("([a-z_]+)"', source)


@pytest.mark.parametrize("spelled", sorted({*spelled_options(), "--version", "--help", "CROSSFOOT_SOURCES"}))
def test_every_command_option_and_setting_is_documented(spelled: str) -> None:
    pages = [page.read_text() for page in PAGES if NAMES[page] == "README.md" or NAMES[page].startswith("docs/")]
    assert any(re.search(rf"{re.escape(spelled)}(?![\w-])", text) for text in pages)


# ── examples ─────────────────────────────────────────────────────────────────────────────────────


class Block(NamedTuple):
    """A fenced block: what stands behind the fence, and the lines inside, without their indent."""

    info: str
    lines: list[str]


def blocks(text: str) -> Iterator[Block]:
    opened: Block | None = None
    indent = 0
    for line in text.splitlines():
        match = FENCE.match(line)
        if opened is None and match:
            opened, indent = Block(match["info"].strip(), []), len(match["indent"])
        elif opened is not None and match:
            yield opened
            opened = None
        elif opened is not None:
            opened.lines.append(line[indent:])
    assert opened is None, "a fence is not closed"


@pytest.mark.parametrize("page", [page for page in PAGES if "```console" in page.read_text()], ids=NAMES.get)
def test_every_console_block_prints_what_is_shown(page: Path, tmp_path: Path) -> None:
    """In order, in a copy of the repository; a block that names a file after its language is written to that file first."""
    folder = tmp_path / "crossfoot"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED))
    for block in blocks(page.read_text()):
        language, _, name = block.info.partition(" ")
        if name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("\n".join([*block.lines, ""]))
        elif language == "console":
            for command, shown in steps(block.lines):
                folder = follow(command, shown, folder)


def steps(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    starts = [n for n, line in enumerate(lines) if line.startswith("$ ")]
    assert starts[:1] == [0], f"a console block starts with a command, found {lines[:1]}"
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start][2:], lines[start + 1 : end]


def follow(command: str, shown: list[str], folder: Path) -> Path:
    """Run a command and compare; the folder to go on in."""
    program, *arguments = shlex.split(command)
    if program == "cd":
        return (folder / arguments[0]).resolve()
    assert program == "crossfoot", f"found {program}, expected crossfoot or cd in a console block; mark the others sh"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CROSSFOOT_")}
    run = subprocess.run(
        [sys.executable, "-m", "crossfoot", *arguments],
        cwd=folder,
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode in {0, 1, 5}, run.stderr
    assert fits(run.stdout.splitlines(), shown), f"$ {command}\nshown in the page:\n" + "\n".join(shown) + f"\nprinted:\n{run.stdout}"
    return folder


def fits(printed: list[str], shown: list[str]) -> bool:
    """Whether the lines are those of the page, where a line of three dots stands for any number of lines."""
    if not shown:
        return True
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


@pytest.mark.parametrize("name", ["docs/record-a-document.md", "docs/record-format.md"])
def test_every_quoted_row_stands_in_the_data(name: str) -> None:
    """In all but its note, which a page may shorten."""
    there = {without_note(line) for pattern in TABLES for path in ROOT.glob(pattern) for line in path.read_text().splitlines()}
    quoted = re.findall(r"^[com][0-9]{3},.*$", (ROOT / name).read_text(), flags=re.MULTILINE)
    assert quoted
    assert [line for line in quoted if without_note(line) not in there] == []


def without_note(line: str) -> tuple[str, ...]:
    return tuple(text for _, text in split_line(line))[:-1]


# ── links ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", PAGES, ids=NAMES.get)
def test_every_relative_link_resolves(page: Path) -> None:
    assert list(broken_links(page)) == []


def broken_links(page: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text())):
        name, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", name):
            continue
        path = page.parent / name if name else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in anchors(path)):
            yield target


def without_code(text: str) -> str:
    text = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = re.sub(r"^ *```.*?^ *```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
