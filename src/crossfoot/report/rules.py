"""What each family of relations checks, in the words of its module: so that a page that is sent on explains itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crossfoot.families import page
from crossfoot.findings import JOINT
from crossfoot.relations import FAMILIES

# Examples are for those who write records, and references for those who write families.
_SHOWN: Final = ("What it checks", "Why it matters", "Rounding", "Not checked when")
_TOGETHER: Final = (
    (
        "What it checks",
        (
            "Whether one true value for each figure fits everything that was printed, in all relations that share figures. If not, the "
            "figures that clash are named, a set from which none can be left out, with the arithmetic."
        ),
    ),
    (
        "Why it matters",
        (
            "Each relation may hold by itself and all of them together may be impossible: a coarse figure agrees with each neighbour, and "
            "hides that they do not agree with each other."
        ),
    ),
    ("Rounding", "As for one relation: every print may be rounded or cut off, and one value of a figure must do in all its relations."),
    ("Not checked when", "So many relations hang together that the budget of steps does not decide them; the page says how many."),
)
_CODE = re.compile(r"`([^`]*)`")


@dataclass(frozen=True, slots=True)
class Rule:
    """A family explained: what must hold, in a sentence, and the text under each heading, a paragraph an entry."""

    family: str
    summary: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def rules_of(families: Iterable[str]) -> tuple[Rule, ...]:
    """The families that are among these, explained, in the order of the design; last what is decided of all together."""
    wanted = set(families)
    rules = tuple(_rule(family) for family in FAMILIES if family in wanted)
    return (*rules, _together()) if JOINT in wanted else rules


def _together() -> Rule:
    sections = tuple((name, (text,)) for name, text in _TOGETHER)
    return Rule(JOINT, "Figures that fit one relation at a time must fit all of them together", sections)


def _rule(family: str) -> Rule:
    found = page(FAMILIES[family])
    return Rule(family, found.summary, tuple((name, _paragraphs(found.sections[name])) for name in _SHOWN if name in found.sections))


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a docstring, each on one line, without the marks of code."""
    return tuple(_CODE.sub(r"\1", " ".join(part.split())) for part in text.split("\n\n") if part.strip())
