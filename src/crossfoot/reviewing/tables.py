"""The tables of one document while they are reviewed: opened, changed row by row, saved, and taken back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crossfoot.csvfile import parse_csv
from crossfoot.csvtext import csv_text
from crossfoot.dataset import Document, load
from crossfoot.drafting.figure import Row
from crossfoot.drafting.files import MEASURES
from crossfoot.errors import UsageProblem
from crossfoot.infile import LARGEST, read_bytes
from crossfoot.loading.document import CLAIMS, MENTIONS
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS
from crossfoot.outfile import write_atomically
from crossfoot.problems import ProjectError
from crossfoot.records import GUESS


@dataclass(frozen=True, slots=True)
class Before:
    """What one answer may change, as it was before: the claim and its place in the table, the mentions, the code list.

    `measures_after` is the code list that the answer left behind: what somebody else has written since is not taken back.
    """

    index: int
    claim: Row
    mentions: tuple[Row, ...]
    measures: bytes
    measures_after: bytes = b""


@dataclass(slots=True)
class Review:
    """The tables of one document while they are reviewed."""

    root: Path
    slug: str
    document: Document
    claims: list[Row]
    mentions: list[Row]

    @property
    def drafts(self) -> list[Row]:
        """The claims that somebody still has to confirm, in order."""
        return [row for row in self.claims if GUESS in row["assumed"]]

    def claim(self, name: str) -> Row | None:
        """The claim with an id; None where it is one no more."""
        return next((row for row in self.claims if row["id"] == name), None)

    def save(self) -> None:
        """Write both tables; the mentions first, so that a number is never recorded nowhere.

        Raises:
            UsageProblem: a file cannot be written.
        """
        try:
            if self.mentions or (self.root / self.slug / MENTIONS).exists():
                write_atomically(self.root / self.slug / MENTIONS, csv_text(MENTION_COLUMNS, self.mentions).encode())
            write_atomically(self.root / self.slug / CLAIMS, csv_text(CLAIM_COLUMNS, self.claims).encode())
        except OSError as error:
            raise UsageProblem(f"cannot write to {self.root / self.slug}: {error.strerror}") from error

    def before(self, row: Row) -> Before:
        """What an answer about a claim can be taken back to."""
        return Before(self.claims.index(row), dict(row), tuple(self.mentions), self._measures())

    def answered(self, before: Before) -> Before:
        """The same, once the answer is given."""
        return replace(before, measures_after=self._measures())

    def _measures(self) -> bytes:
        return (self.root / MEASURES).read_bytes()

    def take_back(self, before: Before) -> bool:
        """Put everything back to where it was before an answer, and save it; whether there was anything to put back."""
        there = self.claim(before.claim["id"])
        codes = before.measures != before.measures_after == self._measures()
        same = there == before.claim and tuple(self.mentions) == before.mentions and not codes
        if there is None:
            self.claims.insert(before.index, dict(before.claim))
        else:
            there.update(before.claim)
        self.mentions[:] = before.mentions
        if codes:
            write_atomically(self.root / MEASURES, before.measures)
        if not same:
            self.save()
        return not same

    def fault(self) -> str:
        """Why the tables could not be read as they are now, in the loader's words; tried on a copy, so that no fault is ever saved."""
        known = {str(problem) for problem in load(self.root).problems}
        with tempfile.TemporaryDirectory(prefix="crossfoot-review-") as scratch:
            copy = Path(scratch)
            shutil.copy(self.root / MEASURES, copy)
            shutil.copytree(self.root / self.slug, copy / self.slug, ignore_dangling_symlinks=True)
            (copy / self.slug / CLAIMS).write_bytes(csv_text(CLAIM_COLUMNS, self.claims).encode())
            try:
                problems = tuple(load(copy).problems)
            except ProjectError as error:
                problems = tuple(error.problems)
        return next((problem.message for problem in problems if str(problem) not in known), "")


def open_review(root: Path, slug: str, sources: Path | None) -> Review:
    """The tables of a document, as they stand in its files.

    Raises:
        UsageProblem: there is no such document, or its tables have rows that cannot be read.
    """
    dataset = load(root, sources=sources)
    names = [document.slug for document in dataset.documents]
    if slug not in names:
        raise UsageProblem(f"found no document {slug!r} in {root}, expected one of: {', '.join(names)}")
    claims = _rows(root, slug, CLAIMS, CLAIM_COLUMNS)
    mentions = _rows(root, slug, MENTIONS, MENTION_COLUMNS) if (root / slug / MENTIONS).exists() else []
    return Review(root, slug, dataset.document(slug), claims, mentions)


def _rows(root: Path, slug: str, name: str, columns: Sequence[str]) -> list[Row]:
    file = parse_csv(read_bytes(root.resolve(), f"{slug}/{name}", limit=LARGEST), f"{slug}/{name}", columns)
    if file.problems:
        raise UsageProblem(f"{file.problems[0]}\nput the table right first: crossfoot fmt {root}")
    return [dict(row.fields) for row in file.rows]
