"""crossfoot gate on scratch repositories: what it compares, its exit codes, its outputs, and updates that mean harm."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from documents import DOCUMENT, TODAY, add_document, claim, edit, refresh, write_yaml
from updates import Repository, rows

from crossfoot.cli import main
from crossfoot.gating import base as base_module
from crossfoot.report.schema import schema

COMMAND = re.compile(r"::(error|warning|notice) (?:[a-z]+=[^,:\n]*(?:,[a-z]+=[^,:\n]*)*)::[^\r\n]*")
FORMATS = ("text", "json", "markdown", "github", "sarif", "junit")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


class Run:
    """A run of crossfoot gate: exit code and what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], repository: Repository, *arguments: str) -> None:
        self.code = main(["gate", str(repository.claims), "--today", TODAY.isoformat(), *arguments])
        captured = capsys.readouterr()
        self.out, self.err = captured.out, captured.err


def compared(capsys: pytest.CaptureFixture[str], repository: Repository, *arguments: str) -> dict[str, Any]:
    """The comparison as data, held to the schema."""
    run = Run(capsys, repository, "--format", "json", *arguments)
    report = json.loads(run.out)
    jsonschema.validate(report, schema())
    assert report["summary"]["exit_code"] == run.code
    found: dict[str, Any] = report["comparison"]
    return found


# What is compared with what


def test_an_edit_against_the_last_commit(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert Run(capsys, repository).out.splitlines()[-1].endswith("no claim changed; no verdict turned.")
    repository.row("c006", value="9.5", printed="9.5%")
    run = Run(capsys, repository)
    assert run.code == 1
    assert "printed 8.5% -> 9.5%; value 8.5 -> 9.5" in run.out
    assert re.search(r"Against HEAD \([0-9a-f]{12}\): 1 claim changed; 1 newly failing\.", run.out)
    repository.commit()
    still = compared(capsys, repository)
    assert still["claims"] == []
    assert [finding["since"] for finding in still["findings"]] == ["still"]
    repository.row("c006", value="8.5", printed="8.5%")
    assert [finding["since"] for finding in compared(capsys, repository)["findings"]] == ["fixed"]
    repository.row("c006", value="9.6", printed="9.6%")
    assert [finding["since"] for finding in compared(capsys, repository)["findings"]] == ["changed"]


def test_a_figure_moves(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.row("c005", value="28150", printed="28,150")
    found = compared(capsys, repository)
    assert "cars/level/2022-06" in [one["figure"] for one in found["figures"]]
    assert found["unchecked"] == []


def test_a_branch_is_compared_with_where_it_parted(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """What came to main meanwhile is no removal by the branch."""
    repository.git("switch", "--quiet", "--create", "work")
    repository.row("c001", note="Read twice.")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    add_document(repository.claims, "report", [claim("c001", value="30500", printed="30,500")])
    repository.commit()
    repository.git("switch", "--quiet", "work")
    assert Run(capsys, repository, "--against", "main").code == 1
    run = Run(capsys, repository, "--against", "main...")
    assert run.code == 0
    assert "Against main... (" in run.out
    assert "1 claim changed" in run.out


def test_two_green_branches_and_a_red_merge(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """One corrects the base, the other prints the level more finely; each fits what it knows."""
    repository.git("switch", "--quiet", "--create", "one")
    repository.row("c005", value="28103", printed="28,103")
    repository.row("c006", value="8.5", printed="8.5%", note="Read twice.")
    one = repository.commit()
    assert Run(capsys, repository, "--against", "main...").code == 0
    repository.git("switch", "--quiet", "--create", "two", "main")
    add_document(repository.claims, "report", [claim("c001", value="28150", printed="28,150", period="2021-06")])
    repository.commit()
    assert Run(capsys, repository, "--against", "main...").code == 0
    repository.git("checkout", one, "--", f"claims/{DOCUMENT}")
    repository.commit("merge")
    found = compared(capsys, repository, "--against", "main")
    assert [finding["since"] for finding in found["findings"]] == ["new"]
    assert {"briefing/c005", "report/c001"} <= set(found["findings"][0]["claims"])


def test_a_folder_is_named_as_a_path(repository: Repository, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shutil.copytree(repository.claims, tmp_path / "before")
    rows(repository.claims / "release", lambda found: found[:-1])
    found = compared(capsys, repository, "--against", str(tmp_path / "before"))
    assert [one["what"] for one in found["weakenings"]] == ["release/r002"]
    run = Run(capsys, repository, "--against", "./nowhere")
    assert run.code == 4
    assert "found no folder ./nowhere" in run.err


@pytest.mark.parametrize("name", ["HEAD", "main", "origin/main", "before"])
def test_a_folder_of_a_change_cannot_pass_for_the_version_before(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whoever sends a change may add any folder, also one called like the branch that the gate is told to compare with."""
    rows(repository.claims / "release", lambda found: found[:-1])
    shutil.copytree(repository.claims, repository.folder / name)
    monkeypatch.chdir(repository.folder)
    run = Run(capsys, repository, "--against", name)
    if name in ("HEAD", "main"):
        assert run.code == 1
        assert "claim-removed" in run.out
    else:
        assert run.code == 4
        assert f"for the folder of this name write ./{name}" in run.err


def test_the_folder_of_claims_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository = Repository(tmp_path / "repository")
    repository.git("rm", "-r", "--quiet", "--cached", "claims")
    repository.git("commit", "--quiet", "--amend", "--allow-empty", "--message", "empty")
    run = Run(capsys, repository)
    assert run.code == 0
    assert "had no claims, so that everything is new" in run.out


def test_the_first_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hook runs before there is any commit to compare with."""
    repository = Repository(tmp_path / "repository")
    repository.git("update-ref", "-d", "HEAD")
    repository.git("reflog", "expire", "--all", "--expire=now")
    run = Run(capsys, repository)
    assert run.code == main(["check", str(repository.claims), "--today", TODAY.isoformat()]) == 0
    assert "a repository without a commit, had no claims, so that everything is new" in run.out
    repository.row("c006", value="9.5", printed="9.5%")
    assert Run(capsys, repository).code == 1
    other = Run(capsys, repository, "--against", "main")
    assert (other.code, "found no git revision 'main'" in other.err) == (4, True)


def test_a_branch_that_begins_anew_is_not_a_first_commit(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.git("checkout", "--quiet", "--orphan", "anew")
    run = Run(capsys, repository)
    assert (run.code, "found no git revision 'HEAD'" in run.err) == (4, True)


@pytest.mark.parametrize(
    ("against", "words"),
    [
        ("--upload-pack=x", "expected a git revision or a folder"),
        ("", "expected a git revision or a folder"),
        ("no-such-branch", "found no git revision 'no-such-branch'"),
        ("HEAD~1", "a shallow clone has only the newest"),
        ("HEAD:claims", "found no git revision"),
        ("nobody...", "found no git revision 'nobody'"),
    ],
)
def test_what_is_no_revision(repository: Repository, capsys: pytest.CaptureFixture[str], against: str, words: str) -> None:
    run = Run(capsys, repository, f"--against={against}")
    assert run.code == 4
    assert words in run.err


def test_branches_without_a_common_revision(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    tree = repository.git("rev-parse", "HEAD^{tree}")
    repository.git("branch", "other", repository.git("commit-tree", tree, "-m", "another start"))
    run = Run(capsys, repository, "--against", "other...")
    assert run.code == 4
    assert "share" in run.err


def test_no_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "repository")
    shutil.rmtree(repository.folder / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    run = Run(capsys, repository)
    assert run.code == 4
    assert "in no git repository" in run.err


def test_no_git(repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    run = Run(capsys, repository)
    assert run.code == 4
    assert "found no git, which is needed" in run.err


def test_a_hook_s_settings_do_not_mislead(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """git tells a hook where the repository is, from a folder that is not ours."""
    for name, value in (("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index.lock"), ("GIT_WORK_TREE", ".")):
        monkeypatch.setenv(name, value)
    assert Run(capsys, repository).code == 0


def test_a_shallow_clone(repository: Repository, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    repository.row("c001", note="Read twice.")
    repository.commit()
    clone = Repository(tmp_path / "clone", make=None)
    shutil.rmtree(clone.folder)
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(clone.folder))
    assert Run(capsys, clone).code == 0
    run = Run(capsys, clone, "--against", "HEAD~1")
    assert run.code == 4
    assert "fetch-depth: 0" in run.err
    partial = Repository(tmp_path / "partial", make=None)
    shutil.rmtree(partial.folder)
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("clone", "--quiet", "--filter=blob:none", f"file://{repository.folder}", str(partial.folder))
    run = Run(capsys, partial, "--against", "HEAD~1")
    assert run.code in (0, 4), "an older git fetches what is missing"
    assert run.code == 0 or "fetch them" in run.err


# Renames, moves, deletions


def test_a_renamed_folder_and_moved_rows_change_nothing(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (repository.claims / "release").rename(repository.claims / "press-release")
    rows(repository.claims / "press-release", lambda found: found[::-1])
    found = compared(capsys, repository)
    assert {one["what"] for one in found["claims"]} == {"changed"}
    assert all(not one["fields"] for one in found["claims"])
    assert found["weakenings"] == found["unchecked"] == []


def test_a_document_that_is_gone(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(repository.claims / "release")
    refresh(repository.claims)
    run = Run(capsys, repository)
    assert run.code == 1
    assert "The document release is gone, with its 2 claims." in run.out
    assert "acknowledged: [{weakening: document-removed, what: release, reason: ..., by: ...}]" in run.out
    entry = {"weakening": "document-removed", "what": "release", "reason": "Withdrawn by the office.", "by": "Mira"}
    write_yaml(repository.claims / DOCUMENT / "waivers.yaml", {"acknowledged": [entry]})
    run = Run(capsys, repository)
    assert run.code == 0
    assert "The gate is weaker, as acknowledged (1):" in run.out
    assert "Withdrawn by the office." in run.out
    repository.commit()
    assert Run(capsys, repository).code == 0


# What cannot be read


def test_a_broken_head(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (repository.claims / "measures.yaml").write_text("measures: [", encoding="utf-8")
    run = Run(capsys, repository)
    assert run.code == 4
    assert "measures.yaml:" in run.err
    assert "bad-yaml" in run.err


def test_a_broken_row_is_red_and_hides_nothing(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.row("c005", period="last summer")
    found = compared(capsys, repository)
    assert [one["what"] for one in found["weakenings"]] == ["briefing/c005"]


def test_a_broken_base_is_said_and_the_head_judged(repository: Repository, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = (repository.claims / "measures.yaml").read_bytes()
    (repository.claims / "measures.yaml").write_text("measures: [", encoding="utf-8")
    repository.git("commit", "--all", "--quiet", "--message", "broken")
    (repository.claims / "measures.yaml").write_bytes(good)
    run = Run(capsys, repository, "--to", str(tmp_path / "out"))
    assert run.code == 0
    assert "could not be read, so that nothing was compared" in run.out
    assert "bad-yaml" in run.out
    assert "nothing was compared" in (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert "nothing was compared" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert compared(capsys, repository)["fault"]
    warning = next(line for line in Run(capsys, repository, "--format", "github").out.splitlines() if "nothing was compared" in line)
    assert warning.startswith("::warning title=crossfoot%3A gate::")
    repository.row("c006", value="9.5", printed="9.5%")
    assert Run(capsys, repository).code == 1


@pytest.mark.parametrize("where", ["head", "base"])
def test_a_huge_file(repository: Repository, capsys: pytest.CaptureFixture[str], where: str) -> None:
    path = repository.claims / "release" / "claims.csv"
    good = path.read_bytes()
    with path.open("r+b") as file:
        file.truncate(51_000_000)
    if where == "base":
        repository.git("commit", "--all", "--quiet", "--message", "huge")
        path.write_bytes(good)
    run = Run(capsys, repository)
    assert run.code == (4 if where == "head" else 0)
    assert "file-too-large" in run.err + run.out


def test_too_many_files(repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base_module, "MOST_FILES", 3)
    assert Run(capsys, repository).code == 4
    monkeypatch.setattr(base_module, "MOST_FILES", 300)
    monkeypatch.setattr(base_module, "MOST_BYTES", 3_000)
    run = Run(capsys, repository)
    assert run.code == 4
    assert "MB in" in run.err


@pytest.mark.parametrize("where", ["head", "base"])
def test_a_link_out_of_the_folder(repository: Repository, capsys: pytest.CaptureFixture[str], tmp_path: Path, where: str) -> None:
    path = repository.claims / "release" / "claims.csv"
    outside = tmp_path / "secret.csv"
    path.rename(outside)
    path.symlink_to(outside)
    if where == "base":
        repository.git("add", "--all")
        repository.git("commit", "--quiet", "--message", "link")
        path.unlink()
        shutil.copy(outside, path)
    run = Run(capsys, repository)
    assert run.code == (4 if where == "head" else 0)
    assert "outside-folder" in run.err + run.out


def test_a_link_within_the_folder_is_followed(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    path = repository.claims / "release" / "claims.csv"
    path.rename(repository.claims / "release" / "table.csv")
    path.symlink_to("table.csv")
    repository.commit()
    repository.row("r001", "release", note="Read twice.")
    assert [one["ref"] for one in compared(capsys, repository)["claims"]] == ["release/r001"]


def tree(repository: Repository, *entries: tuple[str, str, str]) -> str:
    """A tree object with any names, which git itself would not make: (mode, name, object)."""
    raw = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(blob) for mode, name, blob in entries)
    return repository.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=raw)


def test_a_forged_tree_writes_nothing_outside(repository: Repository, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Names that climb, a link and then a file of its name, a file in the place of a folder: said, and never written."""
    target = tmp_path / "target"
    target.mkdir()
    (target / "file").write_text("safe", encoding="utf-8")
    content = repository.git("hash-object", "-w", "--stdin", given=b"forged")
    link = repository.git("hash-object", "-w", "--stdin", given=str(target / "file").encode())
    folder = repository.git("hash-object", "-w", "--stdin", given=str(target).encode())
    sub = tree(repository, ("100644", "new", content))
    forged = {
        "climbs": tree(repository, ("100644", "../../escaped", content)),
        "absolute": tree(repository, ("100644", f"{target}/escaped", content)),
        "through-a-link": tree(repository, ("120000", "x", link), ("100644", "x", content)),
        "below-a-link": tree(repository, ("120000", "d", folder), ("40000", "d", sub)),
        "below-a-file": tree(repository, ("100644", "f", content), ("40000", "f", sub)),
        "twice": tree(repository, ("100644", "x", content), ("100644", "x", content)),
    }
    for name, made in forged.items():
        top = tree(repository, ("40000", "claims", made))
        repository.git("branch", name, repository.git("commit-tree", top, "-m", name))
        run = Run(capsys, repository, "--against", name)
        assert run.code == 0, (name, run.err)
        assert "nothing was compared" in run.out, name
        assert sorted(path.name for path in target.iterdir()) == ["file"], name
        assert (target / "file").read_text(encoding="utf-8") == "safe", name
    assert not (tmp_path / "escaped").exists()


def test_git_runs_nothing_that_a_change_brings(repository: Repository, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Attributes that name a filter of this machine, a diff program, a hook."""
    trap = tmp_path / "trap"
    for name in ("filter.trap.smudge", "filter.trap.clean", "diff.trap.textconv", "diff.trap.command", "core.fsmonitor"):
        repository.git("config", name, f"touch {trap}; cat")
    (repository.folder / ".gitattributes").write_text("* filter=trap diff=trap export-subst\n", encoding="utf-8")
    repository.row("c001", note="Read twice.")
    assert Run(capsys, repository, "--format", "github").code == 0
    assert not trap.exists()


# Outputs


HOSTILE = "::error::gone%0A::set-output name=x::y"


@pytest.fixture
def hostile(repository: Repository) -> Repository:
    """A change with commands and markup wherever text may stand, a slip, and weakenings."""
    repository.row("c006", value="9.5", printed="9.5%", note=f"{HOSTILE}<script>alert(1)</script>")
    repository.row("c002", note="##[error]x")
    rows(repository.claims / "release", lambda found: found[:1])
    edit(repository.claims / "measures.yaml", '"unit": "vehicles",\n      "kind": "flow",\n      "growth_basis": "nominal",\n      "min": 0,\n      "integer": true,\n      "max"', f'"label": "{HOSTILE}<b>",\n      "unit": "vehicles",\n      "kind": "flow",\n      "growth_basis": "nominal",\n      "min": 0,\n      "integer": true,\n      "max"')  # fmt: skip  # noqa: E501
    entry = {"weakening": "claim-removed", "what": "release/r002", "reason": f"{HOSTILE} @everyone <img src=x>", "by": "Mira"}
    write_yaml(repository.claims / DOCUMENT / "waivers.yaml", {"acknowledged": [entry]})
    refresh(repository.claims)
    return repository


@pytest.mark.parametrize("form", FORMATS)
def test_no_text_of_a_change_is_a_command(hostile: Repository, capsys: pytest.CaptureFixture[str], form: str) -> None:
    run = Run(capsys, hostile, "--format", form)
    assert run.code == 1
    if form == "github":
        assert all(COMMAND.fullmatch(line) for line in run.out.splitlines())
        assert "%0A::set-output" not in run.out
    elif form in ("text", "junit"):
        assert not [line for line in run.out.splitlines() if line.lstrip().startswith("::")]
        assert "##[error]" not in run.out
    if form == "junit":
        ET.fromstring(run.out)  # noqa: S314 - we wrote it
    if form == "markdown":
        assert "<script>" not in run.out
        assert "@everyone" not in run.out
        assert "<img" not in run.out.replace("\\<", "")


def test_everything_says_what_is_weaker_and_what_newly_fails(
    hostile: Repository, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = Run(capsys, hostile, "--to", str(out))
    assert run.code == 1
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema())
    assert [one["what"] for one in report["comparison"]["weakenings"]] == ["release/r002"]
    assert report["comparison"]["weakenings"][0]["acknowledged"]["by"] == "Mira"
    page = (out / "index.html").read_text(encoding="utf-8")
    assert 'id="changes"' in page
    assert "<img src=x>" not in page
    summary = (out / "summary.md").read_text(encoding="utf-8")
    assert "### Verdicts turned (1)" in summary
    assert "### The gate is weaker, as acknowledged (1)" in summary
    results = json.loads((out / "crossfoot.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    (weaker,) = (result for result in results if result["ruleId"] == "weakening")
    assert weaker["suppressions"][0]["status"] == "accepted"
    where = weaker["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert where == "claims/release/claims.csv"
    cases = ET.parse(out / "junit.xml").getroot().iter("testcase")  # noqa: S314 - we wrote it
    assert "weakening/claim-removed/release/r002" in {name for case in cases if (name := str(case.get("name"))).startswith("weakening")}


def test_annotations_in_changed_files_come_first(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.row("c006", value="9.5", printed="9.5%")
    repository.commit()
    add_document(
        repository.claims,
        "zone",
        [claim("c001", value="7", measure="trucks", period="2020"), claim("c002", value="9", measure="trucks", period="2020")],
    )
    run = Run(capsys, repository, "--format", "github")
    errors = [line for line in run.out.splitlines() if line.startswith("::error")]
    assert len(errors) == 2
    assert "file=claims/zone/claims.csv" in errors[0]


def test_a_summary_of_a_large_change_fits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository = Repository(tmp_path / "repository")
    long = [claim(f"c{n}", value=str(n), measure="trucks", period=str(n), note="word " * 150) for n in range(1000, 1400)]
    add_document(repository.claims, "long", long)
    run = Run(capsys, repository, "--format", "markdown")
    assert len(run.out) <= 32_000
    assert "more; the full report has them all." in run.out


@pytest.mark.parametrize("form", FORMATS)
def test_two_runs_give_the_same_bytes(hostile: Repository, form: str) -> None:
    """Whatever the order of sets, wherever it is called from; nothing tells of this machine."""
    printed = set()
    for seed, folder in (("1", hostile.folder), ("2", hostile.folder.parent)):
        command = [
            sys.executable,
            "-m",
            "crossfoot",
            "gate",
            os.path.relpath(hostile.claims, folder),
            "--today",
            "2026-11-23",
            "--format",
            form,
        ]
        if form == "text":
            command[4] = str(hostile.claims)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "UTC"}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        assert done.returncode == 1, done.stderr
        printed.add(done.stdout)
    assert len(printed) == 1
    if form != "text":
        assert str(hostile.folder).encode() not in printed.pop()


def test_strict_and_unwritable(repository: Repository, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    run = Run(capsys, repository, "--to", str(tmp_path / "file"))
    assert run.code == 4
    assert "cannot write the reports" in run.err
