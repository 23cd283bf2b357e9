"""YAML read as plain data with places.

Only mappings, sequences, text, true, false and null: every other scalar stays the text that was written, so that 0.5 is never a
float and 2022-07-19 no timestamp. What makes YAML dangerous or ambiguous is refused: anchors and aliases (alias bombs), tags,
duplicate keys, several documents, deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from crossfoot.infile import BOM, MEGABYTE, bom_problem, deceiving, decode, describe_deceiving, fatal, place_of
from crossfoot.problems import Problem, ProjectError
from crossfoot.records import show

Where: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]

# The library's events are of one class each and untyped; what differs between them is looked at by name.
Event: TypeAlias = Any

LIMIT = 2 * MEGABYTE
MAX_DEPTH = 20
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a file says, and where: `values` and `keys` hold line and column by the path into `value`."""

    path: str
    value: Any
    values: Mapping[Where, Place]
    keys: Mapping[Where, Place]
    problems: tuple[Problem, ...] = ()

    def place(self, where: Where, *, key: bool = False) -> Place:
        """Where a value (or its key) stands; of something that is not there, where the nearest thing around it stands."""
        if key and where in self.keys:
            return self.keys[where]
        while where and where not in self.values:
            where = where[:-1]
        return self.values.get(where, (1, 1))


def parse_yaml(data: bytes, path: str, *, pure: bool = False) -> YamlFile:
    """Read the bytes of a YAML file.

    `pure` reads without the C library, with the same result.

    Raises:
        ProjectError: it is not UTF-8, not YAML, or holds what is refused (see the module); each with its place.
    """
    text = decode(data, path)
    problems = []
    if text.startswith(BOM):
        problems.append(bom_problem(path))
        text = text[1:]
    text = text.replace("\r\n", "\n")
    found = deceiving(text)
    if found:
        fatal(path, describe_deceiving(found), "invisible-character", *place_of(text, found.start()))
    builder = _Builder(path)
    value = builder.document(_events(text, path, pure=pure))
    if builder.problems:
        raise ProjectError(builder.problems)
    return YamlFile(path, value, builder.values, builder.keys, tuple(problems))


def _events(text: str, path: str, *, pure: bool) -> Iterator[Event]:
    """The parser's events. Nothing is composed by the library, so nothing can grow or recurse before it is looked at."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - costs 50 ms, and not every run reads YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    try:
        yield from YAML(typ="safe", pure=pure).parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        fatal(path, f"found something that is not YAML ({error.problem}); correct it", "bad-yaml", line, column)
    except YAMLError:
        fatal(path, "found something that is not YAML; correct it", "bad-yaml", 1, 1)


@dataclass(slots=True)
class _Builder:
    """Builds the value from events and notes places and problems on the way."""

    path: str
    values: dict[Where, Place] = field(default_factory=dict)
    keys: dict[Where, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def document(self, events: Iterator[Event]) -> object:
        value, seen = None, False
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent" and seen:
                self._problem(event, "found a second document, expected one; remove the line ---", "several-documents")
                break
            if kind in _STARTS:
                value, seen = self._value(event, events, ()), True
        return value

    def _value(self, event: Event, events: Iterator[Event], where: Where) -> object:
        self.values[where] = _place(event)
        self._refuse(event, where)
        kind = type(event).__name__
        if kind == "MappingStartEvent":
            return self._mapping(events, where)
        if kind == "SequenceStartEvent":
            return self._sequence(events, where)
        return None if kind == "AliasEvent" else self._scalar(event)

    def _mapping(self, events: Iterator[Event], where: Where) -> dict[str, object]:
        found: dict[str, object] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._key(event, where)
            if key in found:
                self._problem(event, f"found the key {show(key)} a second time, expected it once; remove one", "duplicate-key")
            self.keys.setdefault((*where, key), _place(event))
            found[key] = self._value(next(events), events, (*where, key))
        return found

    def _key(self, event: Event, where: Where) -> str:
        if type(event).__name__ != "ScalarEvent":
            line, column = _place(event)
            fatal(self.path, "found a list, a mapping or an alias as a key, expected text", "bad-key", line, column)
        self._refuse(event, where)
        self._scalar(event)
        return str(event.value)

    def _sequence(self, events: Iterator[Event], where: Where) -> list[object]:
        found: list[object] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            found.append(self._value(event, events, (*where, len(found))))
        return found

    def _scalar(self, event: Event) -> object:
        text = str(event.value)
        found = deceiving(text)  # an escape such as "\u202e" writes it invisibly
        if found:
            self._problem(event, describe_deceiving(found), "invisible-character")
        if not event.implicit[0]:
            return text
        return None if text in _NULL else _BOOLEANS.get(text, text)

    def _refuse(self, event: Event, where: Where) -> None:
        if event.anchor is not None:
            self._problem(event, "found an anchor or alias (& or *), expected none; write the value out", "yaml-alias")
        if getattr(event, "tag", None) is not None:
            self._problem(event, "found a tag (!), expected none; remove it", "yaml-tag")
        if len(where) > MAX_DEPTH:
            line, column = _place(event)
            fatal(self.path, f"found more than {MAX_DEPTH} levels, expected fewer; flatten it", "yaml-too-deep", line, column)

    def _problem(self, event: Event, message: str, rule: str) -> None:
        line, column = _place(event)
        self.problems.append(Problem(self.path, line, column, message, rule, fatal=True))


_STARTS = frozenset({"MappingStartEvent", "SequenceStartEvent", "ScalarEvent", "AliasEvent"})


def _place(event: Event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
