"""`crossfoot suggest`: its arguments, and what is shown while it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from crossfoot import console
from crossfoot.commands import day_of, loaded
from crossfoot.formats import ListFormat
from crossfoot.report import json_report
from crossfoot.suggesting.run import Progress, suggest
from crossfoot.suggesting.telling import content, lines

# Fewer places are searched before a bar could be read.
_MANY: Final = 100


def run(path: Path, *, form: ListFormat, everything: bool, today: str, sources: Path | None) -> int:
    """Print what may have been overlooked. It is advice: whatever is found, the exit code is 0."""
    day = day_of(today)
    dataset = loaded(path, sources)
    with _watched() as progress:
        found = suggest(dataset, today=day, progress=progress)
    if form is ListFormat.JSON:
        console.data(json_report.text(content(found, everything=everything)))
    else:
        console.show(lines(found, everything=everything))
    return 0


@contextmanager
def _watched() -> Iterator[Progress | None]:
    """A bar on standard error for a long search, where somebody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("places", total=None, visible=False)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total >= _MANY)

        yield tell
