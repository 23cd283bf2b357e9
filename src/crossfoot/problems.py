"""Errors in the data, each with its place: what was found, what was expected, what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One structural error of one file.

    `path` is relative to the folder that was loaded; `line` and `column` count from 1, and are 0 where there is no place in
    the file (it is missing, say). `record` is the id of the claim, mention or waiver it belongs to, or empty. A `fatal` problem
    means that the file it names could not be read at all.
    """

    path: str
    line: int
    column: int
    message: str
    rule: str
    record: str = ""
    fatal: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} ({self.rule})"


class ProjectError(Exception):
    """The project cannot be read (exit code 4). `problems` holds every reason, in order of place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
