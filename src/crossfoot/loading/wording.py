"""From the validation library's errors to problems in plain words, each at its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from crossfoot.problems import Problem
from crossfoot.records import FieldError, show
from crossfoot.yamlfile import Place, Where, YamlFile

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)
_EXPECTED = {
    "bool": "true or false",
    "int": "a whole number",
    "string": "text",
    "tuple": "a list",
    "list": "a list",
    "dict": "a mapping",
    "model": "a mapping",
    "date": "a day of the calendar such as 2022-07-19",
}
_VOCABULARIES = frozenset({"statistic", "bound", "class", "kind", "growth_basis", "share_basis", "weakening"})
# The fields of a turn, which is written as a list.
_IN_TURN = {"start": 0, "speaker": 1, "role": 2}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record stands: its file, its id, and how to find the place of one of its fields (or of the field's key)."""

    path: str
    place: Callable[[Where, bool], Place]
    record: str = ""

    def problem(self, where: Where, message: str, rule: str, *, key: bool = False) -> Problem:
        """A problem of one field."""
        line, column = self.place(where, key)
        return Problem(self.path, line, column, message, rule, self.record)


def yaml_spot(file: YamlFile, where: Where, record: str = "") -> Spot:
    """The spot of an entry of a YAML file."""

    def place(field: Where, key: bool) -> Place:  # noqa: FBT001 - one signature for both kinds of file
        full = (*where, *field)
        if full and full not in file.values and full[-1] in _IN_TURN:
            full = (*full[:-1], _IN_TURN[str(full[-1])])
        return file.place(full, key=key)

    return Spot(file.path, place, record)


def build(model: type[Model], entry: object, spot: Spot, added: Mapping[str, object] | None = None) -> tuple[Model | None, list[Problem]]:
    """A record from plain data, or every reason why it is none. `added` are fields that the file itself may not set."""
    if not isinstance(entry, dict):
        return None, [spot.problem((), f"found {show(entry)}, expected a mapping with its fields", "bad-entry")]
    extra = added or {}
    reserved = [_unknown(name, model, spot, extra) for name in entry if name in extra]
    try:
        record = model.model_validate({**entry, **extra})
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, reserved + [_problem(detail, model, spot, extra) for detail in found]
    return (None, reserved) if reserved else (record, [])


def nearest(found: str, known: Iterable[str]) -> str:
    """The hint at the known name that looks most like the one found, or nothing."""
    import difflib  # noqa: PLC0415 - only ever needed for an error

    close = difflib.get_close_matches(found[:60], sorted(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _problem(error: ErrorDetails, model: type[BaseModel], spot: Spot, added: Mapping[str, object]) -> Problem:
    where: Where = tuple(part for part in error["loc"] if part != "[key]")
    is_key = "[key]" in error["loc"]
    kind: str = error["type"]
    if kind == "extra_forbidden" and len(where) == 1:
        return _unknown(str(where[0]), model, spot, added)
    if kind == "extra_forbidden":
        message = f"found the unknown field {show(where[-1])}, expected none of that name; remove it or correct its name"
        return spot.problem(where, message, "unknown-field", key=True)
    if kind == "missing":
        last = where[-1]
        missing = f"item {last + 1}" if isinstance(last, int) else last
        return spot.problem(where[:-1], f"found no {missing}, expected one; add it", "missing-field")
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, FieldError):
        where = (*where, cause.field)
    # A field that was added stands for the key of its entry: a measure's slug.
    named = (where[-1] in added) if where else False
    rule = _rule(where)
    return spot.problem(() if named else where, _message(error, kind, cause), rule, key=named or is_key)


def _message(error: ErrorDetails, kind: str, cause: object) -> str:
    if cause is not None:
        return str(cause)
    limits = error.get("ctx", {})
    found = show(error["input"])
    if kind == "string_too_long":
        return f"found {len(error['input'])} characters, expected at most {limits['max_length']}; shorten it"
    if kind == "string_too_short":
        return "found nothing, expected text"
    if kind in ("too_short", "too_long"):
        least_or_most = f"at least {limits['min_length']}" if kind == "too_short" else f"at most {limits['max_length']}"
        return f"found a list of {limits['actual_length']}, expected {least_or_most}"
    if kind == "literal_error":
        return f"found {found}, expected {limits['expected']}"
    return f"found {found}, expected {_EXPECTED.get(kind.split('_', maxsplit=1)[0], 'another value')}"


def _unknown(name: str, model: type[BaseModel], spot: Spot, added: Mapping[str, object]) -> Problem:
    known = [field.alias or slug for slug, field in model.model_fields.items() if slug not in added]
    hint = nearest(name, known) or "; remove it or correct its name"
    message = f"found the unknown field {show(name)}, expected one of: {', '.join(known)}{hint}"
    return spot.problem((name,), message, "unknown-field", key=True)


def _rule(where: Where) -> str:
    names = [part for part in where if isinstance(part, str)]
    field = names[-1] if names else "entry"
    if field in _VOCABULARIES:
        return f"unknown-{field.replace('_', '-')}"
    if field in ("start", "end"):
        return "bad-offset"
    return f"bad-{field.replace('_', '-')}" if field.isascii() and field.replace("_", "").isalpha() else "bad-field"
