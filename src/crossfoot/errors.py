"""The error that a command answers with words and exit code 4."""

from __future__ import annotations


class UsageProblem(Exception):  # noqa: N818 - it is what the user did, no error of ours
    """The command cannot be carried out as it was given; the message says why."""
