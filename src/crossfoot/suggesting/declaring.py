"""How a suggestion would be declared: lines of YAML, ready to be pasted. Nothing here writes a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crossfoot import wording
from crossfoot.figures import Figures, Key
from crossfoot.infile import read_bytes
from crossfoot.loading.notes import RELATIONS
from crossfoot.problems import ProjectError
from crossfoot.records import LIST_MEASURE
from crossfoot.suggesting.candidate import Candidate, Kind
from crossfoot.suggesting.run import Suggestion, Suggestions
from crossfoot.vocabulary import ShareBasis, Statistic
from crossfoot.yamlfile import LIMIT

MEASURES: Final = "measures.yaml"
_PARTS: Final = "parts"
_LONGEST: Final = 1000
_ADDING: Final = frozenset({ShareBasis.NOMINAL, ShareBasis.COMPARABLE})
_ITEM = re.compile(r"^relations:[^\n]*\n(?:[ ]*(?:#[^\n]*)?\n)*(?P<indent>[ ]*)- ", re.MULTILINE)
_SLUG_PARTS = re.compile(r"[^a-z0-9]+")
# By the roles of the figures, in the order of a candidate; `rest` are all but the first.
_FORMULAS: Final = {
    Kind.SUM: "{0} = {rest}",
    Kind.DIFFERENCE: "{0} = {1} - {2}",
    Kind.SHARE: "{1} = 0.01 * {2} * {0}",
    Kind.GROWTH: "{1} = {2} + 0.01 * {2} * {0}",
    Kind.RATIO: "{1} = {2} * {0}",
    Kind.SHARES_SUM: "{0} + {rest} = 100",
}
_SENTENCES: Final = {
    Kind.SUM: "These must add up to {0}: {rest}.",
    Kind.DIFFERENCE: "{0}, must be this: {1}; less this: {2}.",
    Kind.SHARE: "{1}, must be the printed share of this: {2}.",
    Kind.GROWTH: "{1}, must be this, grown at the printed rate: {2}.",
    Kind.RATIO: "{1}, must be as many times this as printed: {2}.",
    Kind.SHARES_SUM: "These must add up to 100 percent: {0}; {rest}.",
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """Lines for one file (its path in the folder of claims), and under what they go: empty for the file itself."""

    file: str
    under: str
    yaml: str


def declarations(suggestions: Suggestions) -> Iterator[tuple[Suggestion, tuple[Declaration, ...]]]:
    """Each suggestion with the ways to declare it; the first one always does, a second one says more and is better where it is true.

    The names of the new relations differ from each other and from those that are there.
    """
    taken = {(document.slug, entry.id) for document in suggestions.dataset.documents for entry in document.declared.relations}
    for suggestion in suggestions.found:
        if suggestion.unchecked is not None:
            yield suggestion, (_basis(suggestion),)
            continue
        document = suggestion.place.document
        name = _name(suggestion.candidate, {one for slug, one in taken if slug == document})
        taken.add((document, name))
        partition = _partition(suggestion.candidate, suggestions.figures)
        ways = [_relation(suggestion, name, suggestions), *([partition] if partition else [])]
        yield suggestion, tuple(ways)


def _basis(suggestion: Suggestion) -> Declaration:
    """What is not checked only for want of a basis is not declared again."""
    measure = suggestion.candidate.subject.figure.measure
    field = "growth_basis" if suggestion.candidate.kind is Kind.GROWTH else "share_basis"
    return Declaration(MEASURES, measure.slug, f"{field}: nominal\n")


# relations.yaml


def _relation(suggestion: Suggestion, name: str, suggestions: Suggestions) -> Declaration:
    document = suggestions.dataset.document(suggestion.place.document)
    file = f"{document.slug}/{RELATIONS}"
    there = bool(document.declared.relations)
    indent = _indent(suggestions.dataset.root, file) if there else "  "
    lines = [
        f"- id: {name}",
        f"  formula: {formula(suggestion.candidate)}",
        f"  description: {json.dumps(_description(suggestion.candidate, suggestions.figures), ensure_ascii=False)}",
    ]
    text = "".join(f"{indent}{line}\n" for line in lines)
    return Declaration(file, "relations", text) if there else Declaration(file, "", f"relations:\n{text}")


def _indent(root: Path, file: str) -> str:
    """How far the relations that are there are indented: the items of one list stand in one column."""
    try:
        found = _ITEM.search(read_bytes(root, file, limit=LIMIT).decode())
    except (ProjectError, UnicodeDecodeError):  # it was read a moment ago
        return "  "
    return found["indent"] if found else "  "


def _name(candidate: Candidate, taken: set[str]) -> str:
    """A name that says of what it is and is not taken yet."""
    base = _SLUG_PARTS.sub("-", f"{candidate.kind}-{candidate.subject.key.measure}").strip("-")
    number = 2
    name = base
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def formula(candidate: Candidate) -> str:
    """The formula, as relations.yaml has it."""
    ids = [entry.key.id for entry in candidate.entries]
    return _FORMULAS[candidate.kind].format(*ids, rest=" + ".join(ids[1:]))


def _description(candidate: Candidate, figures: Figures) -> str:
    """The relation in words, unless labels make it longer than anybody reads."""
    text = sentence(candidate, figures)
    return text if len(text) <= _LONGEST else f"This must hold: {formula(candidate)}"[:_LONGEST]


def sentence(candidate: Candidate, figures: Figures) -> str:
    """The relation in words, as a finding would show it."""
    names = [wording.figure(entry.key, figures) for entry in candidate.entries]
    return wording.capital(_SENTENCES[candidate.kind].format(*names, rest="; ".join(names[1:])))


# measures.yaml


def _partition(candidate: Candidate, figures: Figures) -> Declaration | None:
    """The partition of which the sum would be one case, where the record format has it: measures of one period under one whole."""
    whole, parts = _whole_and_parts(candidate, figures)
    units = {figures.measures[slug].unit for slug in (whole, *parts)} if whole else set()
    if len(units) != 1 or len({whole, *parts}) <= len(parts):
        return None
    entry = f"{{parts: [{', '.join(parts)}]}}"
    there = figures.measures[whole].partitions
    if not there:
        return Declaration(MEASURES, whole, f"partitions: {entry}\n")
    name = _PARTS if _PARTS not in there else next(f"{_PARTS}-{n}" for n in range(2, len(there) + 3) if f"{_PARTS}-{n}" not in there)
    return Declaration(MEASURES, f"{whole}, partitions", f"{name}: [{', '.join(parts)}]\n")


def _whole_and_parts(candidate: Candidate, figures: Figures) -> tuple[str, list[str]]:
    keys = [entry.key for entry in candidate.entries]
    if candidate.kind is Kind.SUM and all(entry.plain_level and entry.positive for entry in candidate.entries):
        like = keys[0]
        measures = [key.measure for key in keys[1:]]
        if LIST_MEASURE not in measures and all(_under(like, key, figures) for key in keys):
            return like.measure, measures
    if candidate.kind is Kind.SHARES_SUM and all(key.statistic is Statistic.SHARE for key in keys):
        alike = {key._replace(measure="") for key in keys}
        bases = {figures.measures[key.measure].share_basis for key in keys}
        if len(alike) == len(bases) == 1 and bases <= _ADDING:
            return keys[0].of, [key.measure for key in keys]
    return "", []


def _under(like: Key, key: Key, figures: Figures) -> bool:
    """Whether a partition would hold this very figure against the whole."""
    timeless = figures.measures[key.measure].timeless
    return (bool(like.period) or timeless) and figures.key(key.measure, period=like.period, scenario=like.scenario) == key
