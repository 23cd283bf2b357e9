"""Great Expectations once a pytest run, also where xdist runs the items in several processes.

The first process that needs an answer asks everything and leaves what it was told in the run's own folder for the others. What travels
are the answers of Great Expectations, not verdicts: each process judges them by the tables that it made itself.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from crossfoot.expectation_judge import Evaluated

ANSWERS, TAKEN = "crossfoot-expectations.json", "crossfoot-expectations.taken"
NO_ANSWER: Final = "null"
PATIENCE: Final = 900.0
_PAUSE = 0.1


def once(folder: Path, ask: Callable[[], Sequence[Evaluated]], *, patience: float = PATIENCE) -> list[Evaluated]:
    """The answers, asked for by one of all processes that share the folder.

    Where that one gives no answer in time (it may have been killed), or fails, this one asks for itself.
    """
    answers, taken = folder / ANSWERS, folder / TAKEN
    if not _first(taken):
        found = _waited(answers, patience)
        if found is not None and found != NO_ANSWER:
            return from_json(found)
    try:
        given = list(ask())
    except BaseException:
        _leave(answers, NO_ANSWER)
        raise
    _leave(answers, to_json(given))
    return given


def to_json(answers: Iterable[Evaluated]) -> str:
    """Answers as text that travels between processes."""
    return json.dumps([asdict(answer) for answer in answers])


def from_json(text: str) -> list[Evaluated]:
    """The answers in such a text."""
    from crossfoot.expectation_judge import Evaluated  # noqa: PLC0415 - only where these checks run

    return [Evaluated(**{**entry, "failing": tuple(entry["failing"])}) for entry in json.loads(text)]


def _leave(path: Path, text: str) -> None:
    """Written beside its place and moved there, so that nobody reads half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _first(taken: Path) -> bool:
    try:
        taken.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _waited(path: Path, patience: float) -> str | None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if path.exists():
            return path.read_text(encoding="utf-8")
        time.sleep(_PAUSE)
    return None
