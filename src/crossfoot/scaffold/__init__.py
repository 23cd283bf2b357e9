"""`crossfoot init`: the files of a new project, and how they are put in place."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from crossfoot.datapackage import FILE as DATAPACKAGE
from crossfoot.datapackage import datapackage

# What some tools would act upon, or leave out of a wheel, bears another name in here.
_RENAMED = {"gitignore": ".gitignore"}
_CLAIMS = "claims"


def set_up(folder: Path) -> tuple[list[str], list[str]]:
    """Put the files of a new project in place; one that is there already is never touched.

    Returns:
        The names of the files that were made, and of those that were kept.

    Raises:
        OSError: the folder cannot be written to.
    """
    with as_file(files(__name__) / "files") as template:
        contents = {_target(path, template): path.read_bytes() for path in sorted(template.rglob("*")) if _belongs(path)}
    made = [name for name, data in contents.items() if _write(folder / name, data)]
    # It describes the tables beside it, so it is generated where they are, unless somebody else's are there.
    if _CLAIMS in {name.partition("/")[0] for name in made} and _write(
        folder / _CLAIMS / DATAPACKAGE, datapackage(folder / _CLAIMS).encode()
    ):
        made.append(f"{_CLAIMS}/{DATAPACKAGE}")
    return made, [name for name in contents if name not in made]


def _belongs(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _target(path: Path, template: Path) -> str:
    parts = path.relative_to(template).parts
    return "/".join(_RENAMED.get(part, part) for part in parts)


def _write(path: Path, data: bytes) -> bool:
    """Write a file that is not there yet; whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    return True
