"""The files of one document, each read as far as possible, so that all that cannot be read are told at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from crossfoot.infile import read_bytes
from crossfoot.problems import Problem, ProjectError

Read = TypeVar("Read")
Given = TypeVar("Given")


class Files:
    """Reads the files of a document and collects in `problems` why some cannot be read."""

    def __init__(self, root: Path, slug: str) -> None:
        self.root, self.slug = root, slug
        self.problems: list[Problem] = []

    def read(self, name: str, limit: int, parse: Callable[[bytes, str], Read], advice: str = "create it") -> Read | None:
        """What `parse` makes of a file, or None where it cannot be read; `advice` is what to do where it is missing."""
        path = f"{self.slug}/{name}"
        return self.take(lambda where: parse(read_bytes(self.root, where, limit=limit, advice=advice), where), path)

    def read_if_there(self, name: str, limit: int, parse: Callable[[bytes, str], Read]) -> Read | None:
        """The same for a file that need not be there."""
        return self.read(name, limit, parse) if os.path.lexists(self.root / self.slug / name) else None

    def take(self, step: Callable[[Given], Read], given: Given) -> Read | None:
        """The result of a step, or None where it refuses what it is given."""
        try:
            return step(given)
        except ProjectError as error:
            self.problems += error.problems
            return None
