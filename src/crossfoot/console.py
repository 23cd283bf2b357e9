"""Lines on standard output: in colour on a terminal only, and never an error because a reader has read enough."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from crossfoot.report.shown import harmless

RED: Final = "bold red"
YELLOW: Final = "yellow"
GREEN: Final = "bold green"
FAINT: Final = "dim"


class Line(NamedTuple):
    """One line of text and its style on a terminal."""

    text: str
    style: str = ""


def show(lines: Iterable[Line]) -> None:
    """Print lines for people."""
    with _reader_may_leave():
        if _wants_colour():
            _show_in_colour(lines)
        else:
            sys.stdout.writelines(f"{_printable(line.text)}\n" for line in lines)
        sys.stdout.flush()


def data(text: str) -> None:
    """Print a text for programs: UTF-8 whatever the terminal, nothing added."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    with _reader_may_leave():
        sys.stdout.write(text)
        sys.stdout.flush()


@contextmanager
def progress(what: str, *, least: int = 0) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, to be told how much is done and of how much; None where nobody watches.

    It is shown where the whole is at `least` so much: less is over before a bar could be read.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=total >= least)


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        # What is still buffered must not raise again when Python exits; the exit code stays the one of the verdict.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wants_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _show_in_colour(lines: Iterable[Line]) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(_printable(line.text), style=line.style))


def _printable(text: str) -> str:
    """The text without control characters, which could rewrite a terminal, nor what a build server would obey, and in the
    characters that the output can show.
    """
    safe = "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in harmless(text))
    encoding = sys.stdout.encoding or "utf-8"
    return safe.encode(encoding, "backslashreplace").decode(encoding)
