"""The source text: attached from outside, and used only if it is exactly the one the document was recorded from."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from crossfoot.infile import LARGEST, read_bytes
from crossfoot.loading.wording import Spot
from crossfoot.problems import Problem, ProjectError
from crossfoot.records import DocumentHeader, Source

FILE = "source.txt"
ATTACHED = "attached"
NO_SOURCE = "the document has no source text"
NOT_ATTACHED = "source not attached"
OTHER_TEXT = "the attached text is not the recorded one"


@dataclass(frozen=True, slots=True)
class Attached:
    """The text, or in plain words why there is none."""

    text: str | None
    state: str
    problems: tuple[Problem, ...] = ()


def attach(root: Path, document: str, header: DocumentHeader, spot: Spot, sources: Path | None) -> Attached:
    """The source text of a document: its own source.txt, else `<document>.txt` in the folder `sources`.

    Problems stand at the document's `source`, never at the text, whose path differs from machine to machine.

    Raises:
        ProjectError: source.txt is a link that leads out of the folder.
    """
    found = _find(root, document, sources)
    if found is None:
        return Attached(None, NO_SOURCE if header.source is None else NOT_ATTACHED)
    folder, path, name = found
    try:
        data = read_bytes(folder, path, limit=LARGEST)
    except ProjectError as error:
        if error.problems[0].rule == "outside-folder":
            raise
        message = f"{name}: {error.problems[0].message}"
        return Attached(None, OTHER_TEXT, (spot.problem(("source",), message, error.problems[0].rule),))
    return _compare(data, name, header.source, spot)


def source_bytes(root: Path, document: str, sources: Path | None) -> bytes | None:
    """The bytes of the text as it is now, whether or not it is the recorded one; None where there is none.

    Raises:
        ProjectError: it cannot be read.
    """
    found = _find(root, document, sources)
    return None if found is None else read_bytes(found[0], found[1], limit=LARGEST)


def _find(root: Path, document: str, sources: Path | None) -> tuple[Path, str, str] | None:
    """The folder that must hold the text, its path in there, and its name for messages."""
    own = f"{document}/{FILE}"
    if os.path.lexists(root / own):
        return root, own, FILE
    if sources is not None and os.path.exists(sources / f"{document}.txt"):  # noqa: PTH110 - unlike Path's, it never raises
        # A link in this folder may lead anywhere: whoever named the folder chose its files, and the hash decides.
        target = (sources / f"{document}.txt").resolve()
        return target.parent, target.name, f"{document}.txt"
    return None


def _compare(data: bytes, name: str, source: Source | None, spot: Spot) -> Attached:
    digest = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        message = f"found {name} in another encoding, expected UTF-8; save the text in that encoding and record it anew"
        return Attached(None, OTHER_TEXT, (spot.problem(("source",), message, "wrong-encoding"),))
    if source is None:
        message = f"found {name}, but no source to compare it with; record source: {{sha256: {digest}, chars: {len(text)}}}"
        return Attached(None, OTHER_TEXT, (spot.problem((), message, "source-unrecorded"),))
    if digest != source.sha256:
        message = f"found {name} with the SHA-256 {digest}, expected {source.sha256}; attach the text that was recorded, or record this one"
        return Attached(None, OTHER_TEXT, (spot.problem(("source", "sha256"), message, "source-hash"),))
    if len(text) != source.chars:
        message = f"found {name} with {len(text)} characters, expected {source.chars}; correct chars"
        return Attached(None, OTHER_TEXT, (spot.problem(("source", "chars"), message, "source-length"),))
    return Attached(text, ATTACHED)
