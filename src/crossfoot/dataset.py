"""A data set: everything a `claims/` folder says, read, checked and linked.

`load` is the only way in. It refuses a folder that cannot be read (`ProjectError`, with every reason at once) and otherwise hands on
every record that can be trusted, with a `Problem` for every one that cannot: one broken row never hides the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.datapackage import FILE as DATAPACKAGE
from crossfoot.datapackage import datapackage
from crossfoot.infile import LARGEST, read_bytes
from crossfoot.loading.document import CLAIMS, HEADER, Content, read_content
from crossfoot.loading.floors import load_floors
from crossfoot.loading.folders import document_folders
from crossfoot.loading.measures import CodeList, load_measures
from crossfoot.loading.notes import Notes, read_notes
from crossfoot.problems import Problem, ProjectError
from crossfoot.records import (
    Acknowledgement,
    Claim,
    DeclaredRelations,
    DocumentHeader,
    Floors,
    Measure,
    Mention,
    Scenario,
    Waiver,
)

if TYPE_CHECKING:
    from crossfoot.check import Outcome
    from crossfoot.house import HouseRule

SOURCES_VARIABLE = "CROSSFOOT_SOURCES"


@dataclass(frozen=True, slots=True)
class Document:
    """One document and what was recorded from it.

    `text` is the source text, only if it is attached and its SHA-256 and length are the recorded ones; `text_state` says in plain
    words how that stands. In `declared`, the claims of `not_related` are refs (`miit-2022h1/c053`), all other ids are the document's
    own; entries that name a row which was left out are left out too. `broken_spans` are the places of such rows.
    """

    slug: str
    header: DocumentHeader
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    declared: DeclaredRelations
    waivers: tuple[Waiver, ...]
    acknowledged: tuple[Acknowledgement, ...]
    text: str | None
    text_state: str
    broken_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """All documents of a folder, sorted by slug, the code list they share, and the problems that did not stop them."""

    root: Path
    measures: Mapping[str, Measure]
    scenarios: Mapping[str, Scenario]
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    floors: Floors = field(default_factory=Floors)
    _by_ref: dict[str, Claim] = field(init=False, repr=False, compare=False)
    _by_slug: dict[str, Document] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the claims and documents, once."""
        object.__setattr__(self, "_by_ref", {claim.ref: claim for claim in self.claims()})
        object.__setattr__(self, "_by_slug", {document.slug: document for document in self.documents})

    def claims(self) -> Iterator[Claim]:
        """Every claim, document by document, in the order of the rows."""
        for document in self.documents:
            yield from document.claims

    def claim(self, ref: str) -> Claim:
        """The claim of a ref such as `miit-2022h1/c053`.

        Raises:
            KeyError: there is none.
        """
        return self._by_ref[ref]

    def document(self, slug: str) -> Document:
        """The document of a slug.

        Raises:
            KeyError: there is none.
        """
        return self._by_slug[slug]

    def check(self, *, today: date | str | None = None, relations: Iterable[HouseRule] = ()) -> Outcome:
        """Check everything, with house rules besides what the records imply.

        `today` decides which waivers have expired: a date or `YYYY-MM-DD`; without it, today in UTC.

        Raises:
            ValueError: `today` is no day of the calendar.
            RuleError (a TypeError): something else than `crossfoot.relation(...)` gives is among `relations`.
        """
        from crossfoot.check import check  # noqa: PLC0415 - a check needs this module

        day = date.fromisoformat(today) if isinstance(today, str) else today
        return check(self, today=day or datetime.now(UTC).date(), rules=relations)

    def _repr_html_(self) -> str:
        """A small table of the documents, for a notebook."""
        from crossfoot.notebook import dataset_html  # noqa: PLC0415 - only a notebook asks

        return dataset_html(self)


def load(path: str | os.PathLike[str], *, sources: Path | None = None) -> Dataset:
    """Read a folder of claims.

    `sources` is a folder with source texts (`<document>.txt`); without it, the one that the environment variable
    CROSSFOOT_SOURCES names, if any.

    Raises:
        ProjectError: the folder, measures.yaml, a document.yaml, a claims.csv or another file that is there cannot be read, or there
            is no document at all. `problems` holds every reason.
    """
    root = _root(path)
    fatal: list[Problem] = []
    codes, some = _codes(root)
    fatal += some
    floors, unkept = _floors(root)
    fatal += [problem for problem in unkept if problem.fatal]
    slugs, problems = _folders(root)
    fatal += [problem for problem in problems if problem.fatal]
    contents, some = _contents(root, slugs, codes, sources_folder(sources))
    fatal += some
    notes, some = _notes(root, contents)
    fatal += some
    stale = _datapackage_problems(root)
    fatal += [problem for problem in stale if problem.fatal]
    if fatal:
        raise ProjectError(fatal)
    found = [*codes.problems, *problems, *unkept, *stale]
    for slug, content in contents.items():
        found += [*content.problems, *notes[slug].problems]
    documents = tuple(_document(content, notes[slug]) for slug, content in contents.items())
    return Dataset(root, codes.measures, codes.scenarios, documents, tuple(sorted(found)), floors)


def _root(path: str | os.PathLike[str]) -> Path:
    root = Path(path)
    if not os.path.isdir(root):  # noqa: PTH112 - unlike Path's, it never raises
        message = "found no folder of this name, expected the folder with measures.yaml; run crossfoot init, or give its path"
        raise ProjectError([Problem(os.fspath(path), 0, 0, message, "no-folder", fatal=True)])
    if not os.access(root, os.R_OK | os.X_OK):
        message = "found a folder that cannot be read; make it readable"
        raise ProjectError([Problem(os.fspath(path), 0, 0, message, "unreadable-file", fatal=True)])
    return root.resolve()


def sources_folder(given: Path | None) -> Path | None:
    """The folder with source texts: the given one, else the one that CROSSFOOT_SOURCES names."""
    if given is not None:
        return given
    named = os.environ.get(SOURCES_VARIABLE)
    return Path(named) if named else None


def _codes(root: Path) -> tuple[CodeList, list[Problem]]:
    try:
        return load_measures(root), []
    except ProjectError as error:
        return CodeList({}, {}), error.problems


def _floors(root: Path) -> tuple[Floors, list[Problem]]:
    try:
        return load_floors(root)
    except ProjectError as error:
        return Floors(), error.problems


def _folders(root: Path) -> tuple[list[str], list[Problem]]:
    slugs, problems = document_folders(root)
    if not slugs:
        message = f"found no document, expected a folder with {HEADER} and {CLAIMS}; run crossfoot init to make one"
        problems.append(Problem(".", 0, 0, message, "no-documents", fatal=True))
    return slugs, problems


def _contents(root: Path, slugs: list[str], codes: CodeList, sources: Path | None) -> tuple[dict[str, Content], list[Problem]]:
    contents, problems = {}, []
    for slug in slugs:
        try:
            contents[slug] = read_content(root, slug, codes, sources)
        except ProjectError as error:
            problems += error.problems
    return contents, problems


def _notes(root: Path, contents: Mapping[str, Content]) -> tuple[dict[str, Notes], list[Problem]]:
    notes, problems = {}, []
    for slug, content in contents.items():
        try:
            notes[slug] = read_notes(root, content, contents)
        except ProjectError as error:
            problems += error.problems
    return notes, problems


def _document(content: Content, notes: Notes) -> Document:
    attached = content.attached
    return Document(
        slug=content.slug,
        header=content.header,
        claims=content.claims,
        mentions=content.mentions,
        declared=notes.declared,
        waivers=notes.waivers,
        acknowledged=notes.acknowledged,
        text=attached.text,
        text_state=attached.state,
        broken_spans=content.broken_spans,
    )


def _datapackage_problems(root: Path) -> list[Problem]:
    """A generated file that went stale misleads other tools; a project that has none misses nothing."""
    if not os.path.lexists(root / DATAPACKAGE):
        return []
    expected = datapackage(root)
    how = f"run crossfoot schema --write {root.name}"
    try:
        found = read_bytes(root, DATAPACKAGE, limit=LARGEST)
    except ProjectError as error:
        return error.problems
    if found == expected.encode():
        return []
    message = f"found a {DATAPACKAGE} that does not fit the files beside it, expected the generated one; {how}"
    return [Problem(DATAPACKAGE, 1, 1, message, "stale-datapackage")]
