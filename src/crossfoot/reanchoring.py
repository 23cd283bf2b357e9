"""The record of a document whose text has changed: new offsets for its files, everything else byte for byte as it was."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crossfoot.csvfile import parse_csv
from crossfoot.dataset import Dataset, Document
from crossfoot.errors import UsageProblem
from crossfoot.infile import LARGEST, read_bytes
from crossfoot.loading.document import CLAIMS, HEADER, MENTIONS
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS
from crossfoot.loading.text import source_bytes
from crossfoot.outfile import write_together
from crossfoot.printed import outside_brackets
from crossfoot.scan.anchoring import Anchor, anchors, turn_place
from crossfoot.yamlfile import LIMIT, parse_yaml

_DIGITS = re.compile(r"\d+")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What is found: `changes` and `rest` in words, and `edits`, the new bytes of the files that change, by path in the folder."""

    document: str
    kept: int
    changes: tuple[str, ...]
    rest: tuple[str, ...]
    edits: dict[str, bytes]


def reanchored(dataset: Dataset, slug: str, sources: Path | None) -> Reanchored:
    """Find the records of a document in its text as it is now.

    Raises:
        UsageProblem: there is no such document, it has no text, or its text is not UTF-8.
        ProjectError: a file cannot be read.
    """
    try:
        document = dataset.document(slug)
    except KeyError:
        known = ", ".join(document.slug for document in dataset.documents)
        raise UsageProblem(f"found no document {slug}, expected one of {known}") from None
    data = source_bytes(dataset.root, slug, sources)
    if data is None:
        raise UsageProblem(f"found no text of {slug}; put source.txt into its folder, or name a folder that holds {slug}.txt in --sources")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageProblem(f"found a text of {slug} that is not UTF-8; save it in that encoding") from error
    found = anchors(list(_records(document)), text)
    turns = [turn_place(text, turn.start, document.header.speakers.get(turn.speaker, ""), found) for turn in document.header.turns]
    return _told(dataset.root, document, found, turns, (hashlib.sha256(data).hexdigest(), len(text)))


def _records(document: Document) -> Iterator[tuple[str, tuple[int, int], str]]:
    for claim in document.claims:
        if claim.span is not None:
            yield claim.id, claim.span, outside_brackets(claim.printed)
    for mention in document.mentions:
        yield mention.id, (mention.start, mention.end), mention.printed


def _told(root: Path, document: Document, found: Sequence[Anchor], turns: Sequence[int | None], source: tuple[str, int]) -> Reanchored:
    changes, rest, kept = [], [], 0
    for entry in found:
        names = ", ".join(entry.ids)
        if entry.new is None:
            rest.append(f"{names}  {entry.old[0]} to {entry.old[1]}  {entry.printed}: {entry.why}".replace("  :", ":"))
        elif entry.new == entry.old:
            kept += 1
        else:
            changes.append(f"{names}  {entry.old[0]} to {entry.old[1]} -> {entry.new[0]} to {entry.new[1]}  {entry.printed}")
    for turn, place in zip(document.header.turns, turns, strict=True):
        if place is None:
            rest.append(f"turn of {turn.speaker}  {turn.start}: its line was not found between the same neighbours")
        elif place == turn.start:
            kept += 1
        else:
            changes.append(f"turn of {turn.speaker}  {turn.start} -> {place}")
    edits = dict(_edits(root, document, found, turns, source))
    return Reanchored(document.slug, kept, tuple(changes), tuple(rest), edits)


def _edits(
    root: Path, document: Document, found: Sequence[Anchor], turns: Sequence[int | None], source: tuple[str, int]
) -> Iterator[tuple[str, bytes]]:
    places = {name: entry.new for entry in found if entry.new is not None for name in entry.ids}
    for name, columns in ((CLAIMS, CLAIM_COLUMNS), (MENTIONS, MENTION_COLUMNS)):
        path = f"{document.slug}/{name}"
        if (root / path).exists():
            data = read_bytes(root, path, limit=LARGEST)
            if (new := _rows(data, path, columns, places)) != data:
                yield path, new
    path = f"{document.slug}/{HEADER}"
    data = read_bytes(root, path, limit=LIMIT)
    if (new := _header(data, path, turns, source)) != data:
        yield path, new


def _rows(data: bytes, path: str, columns: Sequence[str], places: dict[str, tuple[int, int]]) -> bytes:
    """The rows with new offsets; quotes, line ends and everything else stay."""
    lines = data.decode("utf-8").split("\n")
    for row in parse_csv(data, path, columns).rows:
        place = places.get(row.fields["id"])
        if place is None:
            continue
        edits = sorted(((row.starts[name], value) for name, value in zip(("start", "end"), place, strict=True)), reverse=True)
        for column, value in edits:
            lines[row.line - 1] = _replaced(lines[row.line - 1], column - 1, _DIGITS, str(value))
    return "\n".join(lines).encode()


def _header(data: bytes, path: str, turns: Sequence[int | None], source: tuple[str, int]) -> bytes:
    file = parse_yaml(data, path)
    text = data.decode("utf-8")
    lines = text.split("\n")
    bom = text.startswith("\ufeff")
    edits = [(file.values["turns", index, 0], _DIGITS, str(place)) for index, place in enumerate(turns) if place is not None]
    for name, pattern, value in (("sha256", _HASH, source[0]), ("chars", _DIGITS, str(source[1]))):
        if ("source", name) in file.values:
            edits.append((file.values["source", name], pattern, value))
    for (line, column), pattern, value in sorted(edits, key=lambda edit: edit[0], reverse=True):
        shift = 1 if bom and line == 1 else 0
        lines[line - 1] = _replaced(lines[line - 1], column - 1 + shift, pattern, value)
    return "\n".join(lines).encode()


def _replaced(line: str, at: int, pattern: re.Pattern[str], value: str) -> str:
    """The line with the field at `at`, quoted or not, replaced by a value."""
    at += line[at : at + 1] in {'"', "'"}
    found = pattern.match(line, at)
    return line if found is None else line[: found.start()] + value + line[found.end() :]


def written(root: Path, found: Reanchored) -> list[str]:
    """Write the new files, which make sense only together."""
    write_together({root / path: data for path, data in found.edits.items()})
    return list(found.edits)
