"""The commands that look after the record of a text: what is not recorded yet, and where records stand in a changed text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from crossfoot import console
from crossfoot.commands import loaded
from crossfoot.console import Line
from crossfoot.dataset import Dataset, sources_folder
from crossfoot.errors import UsageProblem
from crossfoot.formats import ListFormat
from crossfoot.reanchoring import Reanchored, reanchored, written
from crossfoot.report.sentence import count
from crossfoot.scan.coverage import Gap, gaps

FAILED: Final = 1
UNDECIDED: Final = 5


def cover(path: Path, *, form: ListFormat, sources: Path | None) -> int:
    """List the numbers that nobody recorded, and the records that stand in the wrong place."""
    dataset = loaded(path, sources)
    found = {document.slug: gaps(document) for document in dataset.documents if document.text is not None}
    if form is ListFormat.JSON:
        entries = [{"document": slug, **asdict(gap)} for slug, listed in found.items() for gap in listed]
        console.data(json.dumps(entries, indent=2, ensure_ascii=False) + "\n")
    else:
        console.show(_cover(dataset, found))
    if not found:
        return UNDECIDED
    return FAILED if any(found.values()) else 0


def _cover(dataset: Dataset, found: dict[str, list[Gap]]) -> Iterator[Line]:
    for document in dataset.documents:
        if document.slug not in found:
            yield Line(f"{document.slug}: {document.text_state}, nothing to look at", console.FAINT)
            continue
        listed = found[document.slug]
        for gap in listed:
            yield Line(f"{document.slug}:{gap.line}:{gap.column}: {_told(gap)}", console.RED)
            yield Line(f"    {gap.context}")
        counts = f"{count(len(document.claims), 'claim', 'claims')}, {count(len(document.mentions), 'mention', 'mentions')}"
        if listed:
            yield Line(f"{document.slug}: {counts}, {len(listed)} to look at")
        else:
            yield Line(f"{document.slug}: {counts}, every number is accounted for", console.GREEN)


def _told(gap: Gap) -> str:
    if gap.kind == "unrecorded":
        return f'nobody recorded "{" ".join(gap.text.split())}" ({gap.taken_for}), {gap.start} to {gap.end}'
    return f"{gap.kind}: {gap.message}"


def anchor(document: str, path: Path, *, sources: Path | None, write: bool) -> int:
    """Say where the records of a document stand in its text as it is now, and with `write` put that into the files."""
    dataset = loaded(path, sources)
    found = reanchored(dataset, document, sources_folder(sources))
    console.show(_anchor(found))
    if write and found.edits:
        try:
            names = written(dataset.root, found)
        except OSError as error:
            raise UsageProblem(f"cannot write the record of {document}: {error.strerror}") from error
        console.show(Line(f"written: {name}") for name in names)
    elif found.edits:
        console.show([Line("Nothing was written; crossfoot anchor --write puts it into the files.")])
    return FAILED if found.rest else 0


def _anchor(found: Reanchored) -> Iterator[Line]:
    for change in found.changes:
        yield Line(f"  {change}")
    yield Line(f"{found.document}: {found.kept} places as they were, {len(found.changes)} new, {len(found.rest)} not found")
    yield from _rest(found.rest)


def _rest(rest: Sequence[str]) -> Iterator[Line]:
    if rest:
        yield Line("Not found, left as they are:", console.YELLOW)
        yield from (Line(f"  {line}") for line in rest)
