"""What a weakening is: a change after which a contradiction could pass that would have been refused before."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.check import Outcome
from crossfoot.gating.names import Names
from crossfoot.records import Acknowledgement
from crossfoot.vocabulary import Weakens


@dataclass(frozen=True, slots=True)
class Weakening:
    """One weakening: `what` names the thing, `message` says what became of it, `claims` are the refs that it is about.

    `measure` is the measure that it is about, as it was called before. `lost` are the relations (as they were called before) that are
    decided no more because of it; one that weakens something `only_if_lost` is none without them. `file` and `line` say where to look.
    """

    kind: Weakens
    what: str
    message: str
    file: str
    line: int = 1
    claims: tuple[str, ...] = ()
    measure: str = ""
    lost: tuple[str, ...] = ()
    only_if_lost: bool = False
    acknowledged: Acknowledgement | None = None


@dataclass(frozen=True, slots=True)
class Ends:
    """Both versions, and what the documents and measures of the one are called in the other."""

    base: Outcome
    head: Outcome
    names: Names
