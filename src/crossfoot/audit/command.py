"""`crossfoot audit`: its arguments, what it costs, and its exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Final

from crossfoot import console
from crossfoot.audit import report
from crossfoot.audit.run import Audit, Progress, audit
from crossfoot.commands import day_of, loaded
from crossfoot.dataset import Dataset
from crossfoot.errors import UsageProblem
from crossfoot.records import exact
from crossfoot.report import json_report
from crossfoot.report.sentence import count

FORMATS: Final = ("text", "json", "markdown")
CLEAN, FAILED, INTERRUPTED, UNDECIDED = 0, 1, 2, 5
# From here on it is worth saying beforehand how long it will take; some hundred slips a second.
_MANY = 10_000
_A_SECOND = 500


def run(path: Path, *, least: str, form: str, today: str, sources: Path | None, claim: str) -> int:
    """Audit a folder of claims, print what was found, and say whether enough is caught."""
    if form not in FORMATS:
        raise UsageProblem(f"--format: found {form!r}, expected one of: {', '.join(FORMATS)}")
    threshold = _percent(least) if least else None
    dataset = loaded(path, sources)
    only = [_ref(claim, dataset)] if claim else []
    with _watched() as progress:
        found = audit(dataset, today=day_of(today), only=only, progress=progress)
    if claim and not found.claims and not found.interrupted:
        raise UsageProblem(f"--claim: {only[0]} is not audited: {found.aside.get(only[0], 'nothing is known of it')}")
    _show(found, form, alone=bool(claim))
    return _exit_code(found, threshold)


def _exit_code(found: Audit, threshold: Fraction | None) -> int:
    if found.interrupted:
        return INTERRUPTED
    if not found.total.slips:
        return UNDECIDED
    return CLEAN if threshold is None or found.total.reaches(threshold) else FAILED


def _show(found: Audit, form: str, *, alone: bool) -> None:
    if form == "json":
        console.data(json_report.text(report.content(found)))
    elif form == "markdown":
        console.data(report.markdown(found))
    elif alone and found.claims:
        console.show(report.lines_of_claim(found.claims[0], found))
    else:
        console.show(report.lines(found))


def _percent(text: str) -> Fraction:
    try:
        found = exact(text)
    except ValueError:
        found = Fraction(-1)
    if not 0 <= found <= 100:  # noqa: PLR2004 - percent
        raise UsageProblem(f"--min: found {text!r}, expected a percentage from 0 to 100 such as 60")
    return found


def _ref(name: str, dataset: Dataset) -> str:
    """The ref of a claim that is named in full, or by its id where only one document has it."""
    found = [claim.ref for claim in dataset.claims() if name in (claim.ref, claim.id)]
    if len(found) != 1:
        raise UsageProblem(f"--claim: found {name!r}, which names {len(found)} claims; name one, such as DOCUMENT/c001")
    return found[0]


# While it runs


@contextmanager
def _watched() -> Iterator[Progress]:
    """What is told of the progress, on standard error: what it will cost, and a bar where somebody watches."""
    with console.progress("claims") as bar:

        def tell(done: int, slips: int, claims: int) -> None:
            _say_cost(done, slips, claims)
            if bar is not None:
                bar(done, claims)

        yield tell


def _say_cost(done: int, slips: int, claims: int) -> None:
    if done == 0 and slips > _MANY:
        seconds = max(1, slips // _A_SECOND)
        what = f"{slips:,} slips of {count(claims, 'claim', 'claims')}"
        sys.stderr.write(f"crossfoot: {what}; about {seconds} seconds. Ctrl-C shows what was found so far.\n")
