"""What each family of relations checks, in the words of its module: so that a page that is sent on explains itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crossfoot.families import page
from crossfoot.relations import FAMILIES

# Examples are for those who write records, and references for those who write families.
_SHOWN: Final = ("What it checks", "Why it matters", "Rounding", "Not checked when")
_CODE = re.compile(r"`([^`]*)`")


@dataclass(frozen=True, slots=True)
class Rule:
    """A family explained: what must hold, in a sentence, and the text under each heading, a paragraph an entry."""

    family: str
    summary: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def rules_of(families: Iterable[str]) -> tuple[Rule, ...]:
    """The families that are among these, explained, in the order of the design."""
    wanted = set(families)
    return tuple(_rule(family) for family in FAMILIES if family in wanted)


def _rule(family: str) -> Rule:
    found = page(FAMILIES[family])
    return Rule(family, found.summary, tuple((name, _paragraphs(found.sections[name])) for name in _SHOWN if name in found.sections))


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a docstring, each on one line, without the marks of code."""
    return tuple(_CODE.sub(r"\1", " ".join(part.split())) for part in text.split("\n\n") if part.strip())
