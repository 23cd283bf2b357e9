"""Reading what a document says beyond its rows: relations.yaml and waivers.yaml, both of which may be missing.

Entries name claims and mentions. One that names what does not exist has a problem; one that names a row which was left out is left
out with it, without a problem of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from crossfoot.infile import fatal
from crossfoot.loading.document import Content, unknown_speaker
from crossfoot.loading.files import Files
from crossfoot.loading.wording import build, nearest, yaml_spot
from crossfoot.problems import Problem, ProjectError
from crossfoot.records import Acknowledgement, Attribution, Claim, Declared, DeclaredRelations, Listed, Mention, NotRelated, Waiver, show
from crossfoot.yamlfile import LIMIT, Where, YamlFile, parse_yaml

RELATIONS, WAIVERS = "relations.yaml", "waivers.yaml"
Entry = TypeVar("Entry", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Notes:
    """What a document says beyond its rows."""

    declared: DeclaredRelations
    waivers: tuple[Waiver, ...]
    acknowledged: tuple[Acknowledgement, ...]
    problems: tuple[Problem, ...]


def read_notes(root: Path, content: Content, known: Mapping[str, Content]) -> Notes:
    """Read relations.yaml and waivers.yaml of a document; both may be missing. `known` are all documents by slug.

    Raises:
        ProjectError: with each of the two files that cannot be read at all.
    """
    files = Files(root, content.slug)
    relations = files.read_if_there(RELATIONS, LIMIT, parse_yaml)
    waivers = files.read_if_there(WAIVERS, LIMIT, parse_yaml)
    declared, problems = DeclaredRelations(), []
    if relations is not None:
        declared, some = files.take(lambda file: _declared(file, content, known), relations) or (declared, [])
        problems += some
    granted: list[Waiver] = []
    acknowledged: list[Acknowledgement] = []
    if waivers is not None:
        granted, acknowledged, some = files.take(lambda file: _waivers(file, content), waivers) or ([], [], [])
        problems += some
    if files.problems:
        raise ProjectError(files.problems)
    return Notes(declared, tuple(granted), tuple(acknowledged), tuple(problems))


def _declared(file: YamlFile, content: Content, known: Mapping[str, Content]) -> tuple[DeclaredRelations, list[Problem]]:
    problems = list(_parts(file, tuple(DeclaredRelations.model_fields)))
    attributions, some = _entries(file, "attributions", Attribution)
    listed, more = _entries(file, "listed", Listed)
    apart, yet_more = _entries(file, "not_related", NotRelated)
    relations, others = _entries(file, "relations", Declared)
    problems += [*some, *more, *yet_more, *others]
    check = _NameCheck(file, content, known)
    found = DeclaredRelations(
        attributions=tuple(entry for at, entry in attributions if check.attribution(at, entry)),
        listed=tuple(entry for at, entry in listed if check.listed(at, entry)),
        not_related=tuple(
            NotRelated(claims=tuple(check.ref(name) for name in entry.claims), why=entry.why)
            for at, entry in apart
            if check.not_related(at, entry)
        ),
        relations=tuple(entry for at, entry in relations if check.first(at, entry)),
    )
    return found, problems + check.problems


def _parts(file: YamlFile, names: tuple[str, ...]) -> Iterator[Problem]:
    """Problems of the top level of a file of lists. An empty file is no problem."""
    if file.value is None:
        return
    if not isinstance(file.value, dict):
        fatal(file.path, f"found {show(file.value)}, expected a mapping with {', '.join(names)}", "bad-entry", 1, 1)
    for name, part in file.value.items():
        if name not in names:
            message = f"found the unknown part {show(name)}, expected one of: {', '.join(names)}; remove it or correct its name"
            yield yaml_spot(file, ()).problem((name,), message, "unknown-field", key=True)
        elif part is not None and not isinstance(part, list):
            yield yaml_spot(file, ()).problem((name,), f"found {show(part)}, expected a list", f"bad-{name.replace('_', '-')}")


def _entries(
    file: YamlFile, part: str, model: type[Entry], added: Callable[[int], Mapping[str, object]] | None = None
) -> tuple[list[tuple[Where, Entry]], list[Problem]]:
    """The good entries of one list of a file with their paths, and what is wrong with the others."""
    entries = file.value.get(part) if isinstance(file.value, dict) else None
    found, problems = [], []
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        where: Where = (part, index)
        extra = added(file.place(where)[0]) if added else None
        record, wrong = build(model, entry, yaml_spot(file, where), extra)
        problems += wrong
        if record is not None:
            found.append((where, record))
    return found, problems


class _NameCheck:
    """Looks up the claims and mentions that entries name, and collects the problems of those that do not exist.

    Each method says whether its entry can be used. One that names a row which was left out cannot, but is no problem of its own:
    that row has one.
    """

    def __init__(self, file: YamlFile, content: Content, known: Mapping[str, Content]) -> None:
        self.file, self.content, self.known = file, content, known
        self.problems: list[Problem] = []
        self._seen: set[str] = set()

    def attribution(self, at: Where, entry: Attribution) -> bool:
        wrong = list(unknown_speaker(entry.to, self.content.header, yaml_spot(self.file, ()), (*at, "to")))
        self.problems += wrong
        return self._claim((*at, "claim"), entry.claim) and not wrong

    def listed(self, at: Where, entry: Listed) -> bool:
        items = [self._claim((*at, "items", index), name, mentions=True) for index, name in enumerate(entry.items)]
        return self._claim((*at, "count"), entry.count) and all(items)

    def not_related(self, at: Where, entry: NotRelated) -> bool:
        # A list, so that every unknown name is told and not only the first.
        known = [self._claim((*at, "claims", index), name) for index, name in enumerate(entry.claims)]
        return all(known)

    def first(self, at: Where, entry: Declared) -> bool:
        if entry.id in self._seen:
            message = f"found the id {entry.id} a second time, expected it once; give this relation another id"
            self.problems.append(yaml_spot(self.file, at).problem(("id",), message, "duplicate-id"))
            return False
        self._seen.add(entry.id)
        return True

    def waiver(self, at: Where, entry: Waiver) -> bool:
        if entry.name in self._seen:
            message = f"found a second waiver of {entry.name}, expected one; remove one"
            self.problems.append(yaml_spot(self.file, at).problem((), message, "duplicate-waiver"))
            return False
        self._seen.add(entry.name)
        return entry.claim is None or self._claim((*at, "claim"), entry.claim)

    def ref(self, name: str) -> str:
        """The id across documents of a claim of this document or of another one."""
        return name if "/" in name else f"{self.content.slug}/{name}"

    def _claim(self, where: Where, name: str, *, mentions: bool = False) -> bool:
        document, _, record = self.ref(name).partition("/")
        content = self.known.get(document)
        kind = "claim or mention" if mentions else "claim"
        if content is None or record not in content.ids:
            hint = nearest(record, content.ids if content else ())
            message = f"found the unknown {kind} {show(name)}, expected an id of {document}{hint}"
            self.problems.append(yaml_spot(self.file, where).problem((), message, "unknown-claim"))
            return False
        usable: list[Iterable[Claim] | Iterable[Mention]] = [content.claims, content.mentions]
        if not mentions and any(mention.id == record for mention in content.mentions):
            message = f"found the mention {show(name)}, expected a claim"
            self.problems.append(yaml_spot(self.file, where).problem((), message, "unknown-claim"))
            return False
        return any(item.id == record for items in usable for item in items)


def _waivers(file: YamlFile, content: Content) -> tuple[list[Waiver], list[Acknowledgement], list[Problem]]:
    problems = list(_parts(file, ("waivers", "acknowledged")))

    def placed(line: int) -> Mapping[str, object]:
        return {"document": content.slug, "line": line}

    waivers, some = _entries(file, "waivers", Waiver, placed)
    acknowledged, more = _entries(file, "acknowledged", Acknowledgement, placed)
    check = _NameCheck(file, content, {content.slug: content})
    granted = [entry for at, entry in waivers if check.waiver(at, entry)]
    return granted, [entry for _, entry in acknowledged], [*problems, *some, *more, *check.problems]
