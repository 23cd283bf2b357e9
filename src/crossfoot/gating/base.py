"""The version before: a folder, or the folder of claims as a git revision has it.

Of a revision only the blobs are read, one by one, so that neither attributes nor filters nor hooks of anybody's choosing have a say.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crossfoot.dataset import Dataset, load
from crossfoot.errors import UsageProblem
from crossfoot.infile import LARGEST, is_inside
from crossfoot.problems import ProjectError

DEFAULT: Final = "HEAD"
_MOST_FILES = 20_000
_LINK, _FILES = b"120000", frozenset({b"100644", b"100755"})
_ENTRY = re.compile(rb"(?P<mode>[0-7]{6}) (?P<kind>[a-z]+) (?P<blob>[0-9a-f]+) +(?P<size>[0-9-]+)\t(?P<path>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Base:
    """The version before, and what it is called; `dataset` is None where there was none, `fault` says why it cannot be read."""

    name: str
    dataset: Dataset | None
    fault: str = ""


class GitProblem(UsageProblem):
    """git cannot do what it is asked; its own words say why."""


@contextmanager
def base_of(path: Path, against: str, sources: Path | None) -> Iterator[Base]:
    """The version of a folder of claims that `against` names: a folder, or else a revision of the repository that the folder is in.

    Raises:
        UsageProblem: it names neither, git is missing, or the folder is in no repository.
    """
    folder = Path(against)
    if folder.is_dir():
        yield _loaded(folder, against, sources)
        return
    with tempfile.TemporaryDirectory(prefix="crossfoot-base-") as scratch:
        commit, found = _check_out(path, against, Path(scratch))
        yield _loaded(Path(scratch), f"{against} ({commit[:12]})", sources) if found else Base(f"{against} ({commit[:12]})", None)


def changed_since(path: Path, against: str) -> frozenset[str]:
    """The files below a folder of claims that differ from a revision, relative to the folder; nothing where a folder is compared."""
    if Path(against).is_dir():
        return frozenset()
    commit = _commit(path, against)
    out = _git(path, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", "--relative", commit, "--", ".")
    return frozenset(os.fsdecode(name) for name in out.split(b"\0") if name)


def _loaded(folder: Path, name: str, sources: Path | None) -> Base:
    try:
        return Base(name, load(folder, sources=sources))
    except ProjectError as error:
        return Base(name, None, str(error))


def _commit(path: Path, revision: str) -> str:
    if revision.startswith("-") or not revision.strip():
        raise UsageProblem(f"found {revision!r} as the version to compare with, expected a git revision or a folder")
    try:
        return _git(path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except GitProblem as error:
        raise UsageProblem(
            f"found no folder and no git revision {revision!r}, expected the version to compare with; fetch it first "
            "(a shallow clone has only the newest: actions/checkout needs fetch-depth: 0)"
        ) from error


def _check_out(path: Path, revision: str, folder: Path) -> tuple[str, bool]:
    """Write the files that a revision has in a folder, and say whether it has any."""
    commit = _commit(path, revision)
    listed = [match for entry in _git(path, "ls-tree", "-r", "-l", "-z", commit).split(b"\0") if (match := _ENTRY.fullmatch(entry))]
    if len(listed) > _MOST_FILES:
        raise UsageProblem(f"found {len(listed):,} files in {path} of {revision}, expected a folder of claims")
    blobs = [match for match in listed if match["kind"] == b"blob"]
    small = [match["blob"] for match in blobs if int(match["size"]) <= LARGEST]
    contents = _contents(_git(path, "cat-file", "--batch", given=b"".join(blob + b"\n" for blob in small)))
    for match in blobs:
        # Loading refuses what is larger, with words of its own; for that it need not be read.
        _write(folder, match, contents.get(match["blob"], b" " * (LARGEST + 1)))
    return commit, bool(blobs)


def _contents(batch: bytes) -> dict[bytes, bytes]:
    """The blobs that git has printed, by their names."""
    found, at = {}, 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        name, _, size = batch[at:end].split(b" ")
        found[name] = batch[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
    return found


def _write(folder: Path, entry: re.Match[bytes], content: bytes) -> None:
    target = folder / os.fsdecode(entry["path"])
    # A tree can be forged to hold names that lead elsewhere, or a link in the place of a folder.
    if not is_inside(folder.resolve(), target.parent) or target.name in ("", ".", ".."):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if entry["mode"] == _LINK:
        # Loading refuses a link that leads out of the folder, here as it does anywhere.
        target.symlink_to(os.fsdecode(content))
    elif entry["mode"] in _FILES:
        target.write_bytes(content)


def _git(path: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", os.fspath(path), "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(command, input=given, capture_output=True, check=True, env=environment).stdout  # noqa: S603 - our own command
    except FileNotFoundError as error:
        raise UsageProblem("found no git, which is needed to compare with a revision; install it, or name a folder") from error
    except subprocess.CalledProcessError as error:
        if b"not a git repository" in error.stderr:
            raise UsageProblem(f"found {path} in no git repository; name a folder to compare with: --against DIR") from error
        said = error.stderr.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed"
        raise GitProblem(f"git says: {said}") from error
