"""Reading one file of a data set safely: inside its folder, of a sane size, in UTF-8, without characters that deceive the eye."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import NoReturn

from crossfoot.problems import Problem, ProjectError

MEGABYTE = 1_000_000
# For any file; those of a format that costs more to read have a limit of their own.
LARGEST = 50 * MEGABYTE
BOM = "\ufeff"
# Control characters other than tab and line feed, line ends that only some programs see, the marks that turn the direction of
# text (so that a figure reads differently from what it is), and a byte order mark.
_DECEIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def fatal(path: str, message: str, rule: str, line: int = 0, column: int = 0) -> NoReturn:
    """Refuse a file.

    Raises:
        ProjectError: always.
    """
    raise ProjectError([Problem(path, line, column, message, rule, fatal=True)])


def is_inside(root: Path, path: Path) -> bool:
    """Whether a path, all links followed, lies in `root` (itself resolved). A link that leads in a circle lies nowhere."""
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def read_bytes(root: Path, name: str, *, limit: int, advice: str = "create it") -> bytes:
    """The bytes of the file `name` under the resolved folder `root`; `advice` is what to do where it is missing.

    Raises:
        ProjectError: it is missing, unreadable, no regular file, larger than `limit` bytes, or a link leads out of the folder.
    """
    path = root / name
    if not is_inside(root, path):
        fatal(name, "found a link that leads out of the folder, expected a file in it; put the file itself there", "outside-folder")
    try:
        # A pipe or a device would block or never end.
        if not stat.S_ISREG(path.stat().st_mode):
            fatal(name, "found something that is no file, expected a file", "not-a-file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        fatal(name, f"found no such file, expected one; {advice}", "missing-file")
    except OSError as error:
        fatal(name, f"found a file that cannot be read ({error.strerror}); make it readable", "unreadable-file")
    if len(data) > limit:
        fatal(name, f"found more than {limit // MEGABYTE} MB, expected at most that; split the file", "file-too-large")
    return data


def decode(data: bytes, name: str) -> str:
    """The text of a file, no character changed.

    Raises:
        ProjectError: the bytes are not UTF-8; the place is that of the first wrong byte.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = place_of(before, len(before))
        found = f"found the byte 0x{data[error.start]:02X}, which is not UTF-8, expected UTF-8; save the file in that encoding"
        fatal(name, found, "wrong-encoding", line, column)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def deceiving(text: str) -> re.Match[str] | None:
    """The first character that deceives the eye, or None."""
    return _DECEIVING.search(text)


def describe_deceiving(match: re.Match[str]) -> str:
    """The message for such a character, which is named and never shown."""
    return f"found the invisible character U+{ord(match[0]):04X}, expected only visible ones; remove it"


def bom_problem(name: str) -> Problem:
    """The problem of a file that starts with a byte order mark; it is read on without it."""
    return Problem(name, 1, 1, "found a byte order mark, expected none; save the file as UTF-8 without BOM", "byte-order-mark")
