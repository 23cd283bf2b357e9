"""The version before: a folder, or the folder of claims as a git revision has it.

Of a revision only the blobs are read, so that neither attributes nor filters nor hooks of anybody's choosing have a say. Whoever sends a
change can add folders, but no revisions: a name that could be either is a revision, and a folder is named as a path.
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
from crossfoot.infile import LARGEST, MEGABYTE, is_inside
from crossfoot.problems import ProjectError

DEFAULT: Final = "HEAD"
MOST_FILES: Final = 20_000
MOST_BYTES: Final = 400 * MEGABYTE
_SINCE_THEN = "..."
_LINK, _FILES = b"120000", frozenset({b"100644", b"100755"})
_ENTRY = re.compile(rb"(?P<mode>[0-7]{6}) (?P<kind>[a-z]+) (?P<blob>[0-9a-f]+) +(?P<size>[0-9-]+)\t(?P<path>.*)", re.DOTALL)
# A hook is told where its repository is, relative to another folder than ours.
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})
# Nothing is fetched, nothing is locked, and nobody's replacement stands in for what was committed.
_SETTINGS = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Base:
    """The version before, and what it is called; `dataset` is None where there was none, `fault` says why it cannot be read.

    `changed` are the files of the folder of claims that differ from it.
    """

    name: str
    dataset: Dataset | None
    fault: str = ""
    changed: frozenset[str] = frozenset()


class GitProblem(UsageProblem):
    """git cannot do what it is asked; its own words say why."""


class _ForgedError(Exception):
    """A tree holds a name that leads out of the folder, or the same name twice."""


@contextmanager
def base_of(path: Path, against: str, sources: Path | None) -> Iterator[Base]:
    """The version of a folder of claims that `against` names: a revision of the repository that the folder is in, or a folder.

    `REF...` is the revision at which the current one and REF parted. A folder is written as a path: with `./`, `../` or `/` in front.

    Raises:
        UsageProblem: it names neither, git is missing, or the folder is in no repository.
    """
    if is_path(against):
        folder = Path(against)
        if not folder.is_dir():
            raise UsageProblem(f"found no folder {against}, expected the version to compare with: a folder of claims or a git revision")
        yield _loaded(path, folder, against, sources)
        return
    if against == DEFAULT and _has_no_commit(path):
        yield Base("a repository without a commit", None)
        return
    commit = _commit(path, against)
    name = f"{against} ({commit[:12]})"
    with tempfile.TemporaryDirectory(prefix="crossfoot-base-") as scratch:
        try:
            found = _check_out(path, commit, Path(scratch))
        except _ForgedError as error:
            yield Base(name, None, str(error), _different(path, Path(scratch)))
            return
        yield _loaded(path, Path(scratch), name, sources) if found else Base(name, None)


def is_path(against: str) -> bool:
    """Whether it is written as a path; no name of a revision looks so."""
    return against.startswith((".", "/", os.sep)) or against.endswith(("/", os.sep)) or Path(against).is_absolute()


def _loaded(path: Path, folder: Path, name: str, sources: Path | None) -> Base:
    changed = _different(path, folder)
    try:
        return Base(name, load(folder, sources=sources), changed=changed)
    except ProjectError as error:
        return Base(name, None, str(error), changed)


def _different(head: Path, base: Path) -> frozenset[str]:
    """The files of two folders of claims that do not hold the same bytes, or are in one only."""
    names = {file.relative_to(root).as_posix() for root in (head, base) for file in (*root.glob("*.*"), *root.glob("*/*.*"))}
    return frozenset(name for name in names if not _alike(head / name, base / name))


def _alike(one: Path, other: Path) -> bool:
    """Whether two files are the same; one that may not be read or is too large counts as different."""
    try:
        if one.stat().st_size != other.stat().st_size or one.stat().st_size > LARGEST or not (one.is_file() and other.is_file()):
            return False
        return one.read_bytes() == other.read_bytes()
    except OSError:
        return False


# What git has


def _commit(path: Path, against: str) -> str:
    revision, since_then, _ = against.partition(_SINCE_THEN)
    if revision.startswith("-") or not revision.strip():
        raise UsageProblem(f"found {against!r} as the version to compare with, expected a git revision or a folder")
    found = _git(path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", no=1).decode().strip()
    if not found:
        hint = f"for the folder of this name write ./{against}" if Path(against).is_dir() else "fetch it first"
        raise UsageProblem(
            f"found no git revision {revision!r}, expected the version to compare with; {hint} "
            "(a shallow clone has only the newest: actions/checkout needs fetch-depth: 0)"
        )
    if not since_then:
        return found
    parted = _git(path, "merge-base", found, "HEAD", no=1).decode().strip()
    if not parted:
        raise UsageProblem(f"found no revision that {revision!r} and the current one share; fetch more of both, or name another revision")
    return parted


def _has_no_commit(path: Path) -> bool:
    """Whether the repository is new, so that what is checked will be its first commit. A branch that begins anew beside others is not."""
    if _git(path, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD", no=1).strip():
        return False
    return not _git(path, "rev-list", "--all", "--max-count=1").strip()


def _check_out(path: Path, commit: str, folder: Path) -> bool:
    """Write the files that a commit has in a folder, and say whether it has any."""
    listed = [match for entry in _git(path, "ls-tree", "-r", "-l", "-z", commit).split(b"\0") if (match := _ENTRY.fullmatch(entry))]
    if len(listed) > MOST_FILES:
        raise UsageProblem(f"found {len(listed):,} files in {path} of the version before, expected a folder of claims")
    blobs = [match for match in listed if match["kind"] == b"blob"]
    small = {match["blob"]: int(match["size"]) for match in blobs if int(match["size"]) <= LARGEST}
    if sum(small.values()) > MOST_BYTES:
        raise UsageProblem(f"found more than {MOST_BYTES // MEGABYTE} MB in {path} of the version before, expected a folder of claims")
    contents = _contents(_git(path, "cat-file", "--batch", given=b"".join(blob + b"\n" for blob in small)))
    for match in blobs:
        _write(folder, match, contents.get(match["blob"]))
    return bool(blobs)


def _contents(batch: bytes) -> dict[bytes, bytes]:
    """The blobs that git has printed, by their names."""
    found, at = {}, 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        name, kind, *rest = batch[at:end].split(b" ")
        if not rest:
            raise UsageProblem(f"git says that the file {name.decode()} is {kind.decode()}; fetch the version before with its files")
        size = int(rest[0])
        found[name] = batch[end + 1 : end + 1 + size]
        at = end + 2 + size
    return found


def _write(folder: Path, entry: re.Match[bytes], content: bytes | None) -> None:
    """Write one file; one without content is too large, and made as large, so that loading refuses it in its own words.

    A tree can be forged to hold names that lead elsewhere, a link in the place of a folder, or a link and then a file of its name.
    """
    target = folder / os.fsdecode(entry["path"])
    if not is_inside(folder.resolve(), target.parent) or target.name in ("", ".", ".."):
        raise _ForgedError(f"found the name {os.fsdecode(entry['path'])!r} in the version before, which leads out of the folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if entry["mode"] == _LINK:
            # Loading refuses a link that leads out of the folder, here as it does anywhere.
            target.symlink_to(os.fsdecode(content or b""))
        elif entry["mode"] in _FILES:
            with target.open("xb") as file:
                file.write(content or b"")
                file.truncate(LARGEST + 1 if content is None else len(content))
    except (OSError, ValueError) as error:
        raise _ForgedError(f"found the name {os.fsdecode(entry['path'])!r} in the version before, which no folder can hold") from error


def _git(path: Path, *arguments: str, given: bytes = b"", no: int = 0) -> bytes:
    """What git prints. `no` is an exit code by which it says no, and prints nothing."""
    command = ["git", "-C", os.fspath(path), "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _SETTINGS
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, env=environment)  # noqa: S603 - our own command
    except OSError as error:
        raise UsageProblem("found no git, which is needed to compare with a revision; install it, or name a folder") from error
    if done.returncode == 0 or (no and done.returncode == no):
        return done.stdout
    if b"not a git repository" in done.stderr:
        raise UsageProblem(f"found {path} in no git repository; name a folder to compare with: --against ./DIR")
    if b"promisor" in done.stderr:
        raise UsageProblem("found a clone without the files of the version before; fetch them (no --filter), or name a folder")
    said = done.stderr.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed"
    raise GitProblem(f"git says: {said}")
