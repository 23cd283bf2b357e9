"""action.yml and .pre-commit-hooks.yaml, run as far as this machine allows, against scratch repositories."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from updates import Repository

ROOT = Path(__file__).parents[1]
ACTION = YAML(typ="safe").load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


def test_the_action_uses_nothing_of_third_parties_and_keeps_inputs_out_of_scripts() -> None:
    for step in STEPS:
        assert "uses" not in step
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
    given = {value for step in STEPS for value in step["env"].values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]} <= given


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


class Gate:
    """A run of the action's second step, with a crossfoot that needs no installing."""

    def __init__(self, repository: Repository, scratch: Path, **env: str) -> None:
        bin_ = scratch / "temp" / "crossfoot" / "bin"
        bin_.mkdir(parents=True, exist_ok=True)
        (bin_ / "crossfoot").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m crossfoot "$@"\n', encoding="utf-8")
        (bin_ / "crossfoot").chmod(0o755)
        self._summary, self._output = scratch / "summary", scratch / "output"
        for path in (self._summary, self._output):
            path.write_text("", encoding="utf-8")
        defaults = {"CLAIMS": "claims", "AGAINST": "", "REPORTS": "out", "STRICT": "false", "EVENT": "push", "BEFORE": ""}
        files = {"RUNNER_TEMP": str(scratch / "temp"), "GITHUB_STEP_SUMMARY": str(self._summary), "GITHUB_OUTPUT": str(self._output)}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEPS[1]["run"]],
            cwd=repository.folder, env={**os.environ, **defaults, **files, **env}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.summary = self._summary.read_text(encoding="utf-8")
        self.output = self._output.read_text(encoding="utf-8")


def test_the_action_judges_a_pull_request(repository: Repository, tmp_path: Path) -> None:
    repository.row("c006", value="9.5", printed="9.5%")
    repository.commit()
    found = Gate(repository, tmp_path, EVENT="pull_request")
    assert found.code == 1, found.err
    assert "1 newly failing" in found.out
    assert "## Since HEAD^1" in found.summary
    assert found.output == "exit-code=1\n"
    assert (repository.folder / "out" / "index.html").exists()


def test_a_pull_request_without_its_base_is_no_green(repository: Repository, tmp_path: Path) -> None:
    """A clone that is too shallow must not turn the gate into a plain check."""
    found = Gate(repository, tmp_path, EVENT="pull_request")
    assert found.code == 4
    assert "fetch-depth: 0" in found.err


def test_a_push_is_compared_with_what_was_there_before(repository: Repository, tmp_path: Path) -> None:
    before = repository.git("rev-parse", "HEAD")
    repository.row("c001", note="Read twice.")
    repository.commit()
    repository.row("c003", note="Read twice.")
    repository.commit()
    assert "2 claims changed" in Gate(repository, tmp_path, BEFORE=before).out
    assert "1 claim changed" in Gate(repository, tmp_path, BEFORE="0" * 40).out


def test_the_first_commit_is_checked_and_it_says_so(repository: Repository, tmp_path: Path) -> None:
    found = Gate(repository, tmp_path)
    assert found.code == 0, found.err
    assert "::warning title=crossfoot::There is no commit before this one here" in found.out
    assert found.summary.startswith("# crossfoot:")


@pytest.mark.parametrize("hostile", ['"; touch pwned; "', "$(touch pwned)", "`touch pwned`", "--to=pwned", "-h", "a b\nc"])
@pytest.mark.parametrize("where", ["CLAIMS", "AGAINST", "REPORTS", "STRICT"])
def test_inputs_stay_data(repository: Repository, tmp_path: Path, hostile: str, where: str) -> None:
    found = Gate(repository, tmp_path, **{"EVENT": "pull_request", "AGAINST": "HEAD"} | {where: hostile})
    assert not (repository.folder / "pwned").exists()
    assert found.code in (0, 4), found.err


# pre-commit


def test_the_hooks_are_whole() -> None:
    assert [hook["id"] for hook in HOOKS] == ["crossfoot-check", "crossfoot-gate"]
    for hook in HOOKS:
        assert hook["pass_filenames"] is False
        assert re.match(hook["files"], "claims/briefing/claims.csv")


@pytest.mark.skipif(shutil.which("pre-commit", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])) is None, reason="pre-commit is not installed")  # fmt: skip  # noqa: E501
@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_with_the_real_pre_commit(repository: Repository, tmp_path: Path, hook: dict[str, Any]) -> None:
    """The entries as they stand in our file, run by pre-commit itself at a commit; only the installing is left out."""
    program = tmp_path / "bin" / "crossfoot"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m crossfoot "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    local = {**hook, "language": "system"}
    with (repository.folder / ".pre-commit-config.yaml").open("w", encoding="utf-8") as file:
        YAML().dump({"repos": [{"repo": "local", "hooks": [local]}]}, file)
    repository.git("add", "--all")
    search = os.pathsep.join([str(program.parent), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": search, "PRE_COMMIT_HOME": str(tmp_path / "home"), "GIT_CONFIG_GLOBAL": os.devnull}

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *arguments], cwd=repository.folder, env=environment, capture_output=True, text=True, check=False)

    subprocess.run(["pre-commit", "install"], cwd=repository.folder, env=environment, check=True, capture_output=True)
    repository.row("c001", note="Read twice.")
    done = git("commit", "--all", "--message", "good")
    assert done.returncode == 0, done.stderr
    repository.row("c006", value="9.5", printed="9.5%")
    done = git("commit", "--all", "--message", "bad")
    assert done.returncode == 1
    assert "cannot all be true" in done.stderr
