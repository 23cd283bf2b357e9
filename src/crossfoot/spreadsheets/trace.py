"""What is put back in a table, and what cannot be, collected in words."""

from __future__ import annotations

from typing import Final

from crossfoot.problems import Problem

RULE: Final = "spreadsheet"
Row = dict[str, str]


class Trace:
    """The words for one file: `undone`, each once, and `problems`, each with its line."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.undone: list[str] = []
        self.problems: list[Problem] = []

    def note(self, what: str) -> None:
        """Say once what was undone."""
        if what not in self.undone:
            self.undone.append(what)

    def refuse(self, line: int, message: str, record: str = "") -> None:
        """Say what cannot be undone."""
        self.problems.append(Problem(self.path, line, 1, message, RULE, record))


def place_of(row: Row) -> tuple[int, int] | None:
    """The place of a row in the text, where its offsets can be read."""
    start, end = row["start"], row["end"]
    return (int(start[:9]), int(end[:9])) if all(text.isascii() and text.isdigit() for text in (start, end)) else None
