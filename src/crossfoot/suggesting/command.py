"""`crossfoot suggest`: its arguments, and what is shown while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from crossfoot import console
from crossfoot.commands import day_of, loaded
from crossfoot.formats import ListFormat
from crossfoot.report import json_report
from crossfoot.suggesting.run import suggest
from crossfoot.suggesting.telling import content, lines

# Fewer places are searched before a bar could be read.
_MANY: Final = 100


def run(path: Path, *, form: ListFormat, everything: bool, today: str, sources: Path | None) -> int:
    """Print what may have been overlooked. It is advice: whatever is found, the exit code is 0."""
    day = day_of(today)
    dataset = loaded(path, sources)
    with console.progress("places", least=_MANY) as progress:
        found = suggest(dataset, today=day, progress=progress)
    if form is ListFormat.JSON:
        console.data(json_report.text(content(found, everything=everything)))
    else:
        console.show(lines(found, everything=everything))
    return 0
