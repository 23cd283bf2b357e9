"""What a run can be printed as by `crossfoot check --format`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossfoot.check import Outcome
    from crossfoot.gating.gate import Gate


class Format(StrEnum):
    """A form of the whole run; `text` is for people in a terminal."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    JUNIT = "junit"
    SARIF = "sarif"
    GITHUB = "github"


class ListFormat(StrEnum):
    """A form of a list."""

    TEXT = "text"
    JSON = "json"


def rendered(outcome: Outcome, form: Format, *, strict: bool = False, gate: Gate | None = None) -> str:
    """The run in one of the forms for programs, as the files of `crossfoot report` hold it.

    With a `gate` (whose `head` is the outcome) JSON and Markdown say what changed, and annotations stand in changed files first.

    Raises:
        ValueError: the form is `text`, which `crossfoot check` prints line by line.
    """
    # Each is imported where it is asked for: no command pays for the others.
    if form is Format.JSON:
        from crossfoot.report import json_report  # noqa: PLC0415

        return json_report.render(outcome, gate)
    if form is Format.MARKDOWN:
        from crossfoot.report import markdown  # noqa: PLC0415

        return markdown.render(outcome, gate)
    if form is Format.JUNIT:
        from crossfoot.report import junit  # noqa: PLC0415

        return junit.render(outcome, strict=strict)
    if form is Format.SARIF:
        from crossfoot.report import sarif  # noqa: PLC0415

        return sarif.render(outcome, strict=strict)
    if form is Format.GITHUB:
        from crossfoot.report import github  # noqa: PLC0415

        return github.render(outcome, strict=strict, gate=gate)
    raise ValueError(f"found the form {form}, expected one for programs")
