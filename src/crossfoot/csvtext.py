"""CSV as text in its one canonical form: commas, LF, quotes only where they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A table with its header."""
    return "".join(csv_line(row) for row in [columns, *([row[name] for name in columns] for row in rows)])


def csv_line(fields: Iterable[str]) -> str:
    """One record with its line end."""
    return ",".join(map(_quoted, fields)) + "\n"


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(mark in text for mark in ',"\n\r') else text
