"""Text that comes from records, made fit to be shown: no character that deceives the eye, no label without end."""

from __future__ import annotations

import re

from crossfoot.infile import deceiving

LABEL, QUERY_LINE, NOTE = 240, 600, 1200
_CUT = "…"
# Build servers obey lines that begin with `::`, blanks before it or not, and what follows `##[` anywhere.
_COMMAND = re.compile(r"(?:(?<=[\r\n])|\A)([^\S\r\n]*:)(?=:)|(##)(?=\[)")


def shown(text: str, limit: int = LABEL) -> str:
    """A text on one line, cut at `limit` characters, with its invisible characters named."""
    flat = " ".join(text.split())
    short = flat if len(flat) <= limit else flat[: limit - 1].rstrip() + _CUT
    return visible(short)


def lines(text: str, limit: int = NOTE) -> list[str]:
    """The lines of a message, each fit to be shown."""
    return [shown(line, limit) for line in text.splitlines() if line.strip()]


def harmless(text: str) -> str:
    """A text in which no line is a command to the build server that prints it."""
    return _COMMAND.sub(lambda match: f"{match[0]} ", text)


def visible(text: str) -> str:
    """A text, not cut, with its invisible characters named."""
    match = deceiving(text)
    while match:
        text = re.sub(re.escape(match[0]), f"[U+{ord(match[0]):04X}]", text)
        match = deceiving(text)
    return text
