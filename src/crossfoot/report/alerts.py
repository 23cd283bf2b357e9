"""What a run complains of, as tools beside the code want it: a level, a place in the repository, a message, one alert a finding."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.dataset import Dataset
from crossfoot.findings import Finding, fingerprint
from crossfoot.items import WAIVER
from crossfoot.records import Waiver
from crossfoot.report.shown import lines, shown
from crossfoot.report.states import State, state_of_finding
from crossfoot.vocabulary import Verdict
from crossfoot.waivers import WaiverFault

Level = Literal["error", "warning", "note"]
MOST_CHARACTERS: Final = 4_000
CUT: Final = "… cut here; report.json says all of it."
_LEVELS: Final = ("error", "warning", "note")
_PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>[0-9]+)(?::(?P<column>[0-9]+))?)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; `path` is relative to the repository, `column` is 0 where the whole line is meant."""

    path: str
    line: int = 1
    column: int = 0


@dataclass(frozen=True, slots=True)
class Operand:
    """A claim that a finding is about: where it is recorded, and who said it."""

    ref: str
    place: Place
    said: str


@dataclass(frozen=True, slots=True)
class Alert:
    """A finding, or a waiver at fault.

    `level` is `error` where it makes the build red, `warning` where it is strained, `note` where somebody accepts it (then with the
    `waiver`, which stands at `waived_at`). `state` is empty for a waiver at fault. `message` is a few lines fit to be shown.
    """

    family: str
    fingerprint: str
    state: str
    verdict: Verdict
    level: Level
    message: tuple[str, ...]
    place: Place
    operands: tuple[Operand, ...]
    items: tuple[str, ...]
    waiver: Waiver | None = None
    waived_at: Place | None = None


def alerts(outcome: Outcome, *, strict: bool = False) -> tuple[Alert, ...]:
    """Every finding and every waiver at fault, those that make the build red first."""
    places = _Places(outcome)
    found = [*(_of_finding(finding, places, strict=strict) for finding in outcome.findings)]
    found += (_of_fault(fault, places) for fault in outcome.waiver_faults)
    return tuple(sorted(found, key=lambda alert: _LEVELS.index(alert.level)))


def folder_in_repository(dataset: Dataset) -> str:
    """The path of the data set from the root of its repository: `claims`. Without a repository, from the folder around it.

    Never from the current folder, nor absolute: the same data set is named alike wherever a command is called, and no report tells
    where somebody keeps their files.
    """
    root = dataset.root.resolve()
    for folder in (root, *root.parents):
        # A file in a worktree or a submodule, else a folder.
        if os.path.lexists(folder / ".git"):
            return "" if folder == root else root.relative_to(folder).as_posix()
    return root.name


class _Places:
    """Where things stand in the repository."""

    def __init__(self, outcome: Outcome) -> None:
        self.dataset = outcome.dataset
        self._folder = folder_in_repository(outcome.dataset)
        self._checks = {check.id: check.place for check in outcome.record_checks}

    def path(self, name: str) -> str:
        return f"{self._folder}/{name}" if self._folder else name

    def of_claim(self, ref: str) -> Place:
        claim = self.dataset.claim(ref)
        return Place(self.path(f"{claim.document}/claims.csv"), claim.line)

    def of_waiver(self, waiver: Waiver) -> Place:
        return Place(self.path(f"{waiver.document}/waivers.yaml"), waiver.line)

    def of_finding(self, finding: Finding) -> Place:
        """The line to look at first: where a check of the record says, else the claim that was likeliest misprinted."""
        named = finding.place or next((self._checks[name] for name in finding.relations if self._checks.get(name)), "")
        match = _PLACE.fullmatch(named)
        if match:
            return Place(self.path(match["path"]), int(match["line"] or 1), int(match["column"] or 0))
        repairs = finding.conflict.repairs if finding.conflict else ()
        refs = repairs[0].claims if repairs else finding.claims
        return self.of_claim(refs[0]) if refs else Place(self.path("measures.yaml"))


def _of_finding(finding: Finding, places: _Places, *, strict: bool) -> Alert:
    return Alert(
        finding.family,
        finding.fingerprint,
        finding.state,
        finding.verdict,
        _level(finding, strict=strict),
        tuple(_within(lines(finding.message))),
        places.of_finding(finding),
        tuple(_operand(ref, places) for ref in finding.claims),
        finding.items,
        finding.waiver,
        places.of_waiver(finding.waiver) if finding.waiver else None,
    )


def _level(finding: Finding, *, strict: bool) -> Level:
    state = state_of_finding(finding)
    if state is State.WAIVED:
        return "note"
    return "error" if state is State.FAILING or strict else "warning"


def _of_fault(fault: WaiverFault, places: _Places) -> Alert:
    waiver = fault.waiver
    ref = f"{waiver.document}/{waiver.claim}"
    known = waiver.claim and any(claim.ref == ref for claim in places.dataset.document(waiver.document).claims)
    return Alert(
        WAIVER,
        fingerprint(WAIVER, [fault.id]),
        "",
        Verdict.WAIVER_FAILED,
        "error",
        tuple(_within(lines(fault.message))),
        places.of_waiver(waiver),
        (_operand(ref, places),) if known else (),
        (fault.id,),
    )


def _operand(ref: str, places: _Places) -> Operand:
    claim = places.dataset.claim(ref)
    printed = claim.printed or "a number that the text lost"
    return Operand(ref, places.of_claim(ref), shown(f"{wording.speaker(claim, places.dataset)}: {printed} ({ref})"))


def _within(said: Iterable[str]) -> Iterator[str]:
    """The lines, as many as fit; that more was said is said."""
    room = MOST_CHARACTERS
    for line in said:
        room -= len(line) + 1
        if room < 0:
            yield CUT
            return
        yield line
