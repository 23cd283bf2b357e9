"""The document folders of a data set."""

from __future__ import annotations

import os
from pathlib import Path

from crossfoot.infile import is_inside
from crossfoot.problems import Problem
from crossfoot.records import SLUG, show


def document_folders(root: Path) -> tuple[list[str], list[Problem]]:
    """The slugs of the document folders of a resolved folder, sorted, and what is wrong with other folders.

    Folders whose name begins with `.` or `_` are no documents; files are not looked at.
    """
    slugs, problems = [], []
    for entry in sorted(root.iterdir(), key=lambda path: path.name):
        if entry.name.startswith((".", "_")):
            continue
        name = entry.name if entry.name.isprintable() else ascii(entry.name)[1:-1]
        is_folder, is_file = os.path.isdir(entry), os.path.isfile(entry)  # noqa: PTH112, PTH113 - unlike Path's, they never raise
        if entry.is_symlink() and not is_file and not is_inside(root, entry):
            message = "found a link that leads out of the folder, expected a folder in it; put the files themselves there"
            problems.append(Problem(name, 0, 0, message, "outside-folder", fatal=True))
        elif is_folder and SLUG.fullmatch(entry.name):
            slugs.append(entry.name)
        elif is_folder:
            message = (
                f"found the folder {show(name)}, expected lower-case letters, digits and single hyphens; rename it, nothing in it is read"
            )
            problems.append(Problem(name, 0, 0, message, "bad-document-name"))
    return slugs, problems
