"""Writing files so that whoever reads them finds the old ones or the new ones, whole, whatever happens meanwhile."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_atomically(path: Path, data: bytes, *, through_links: bool = True) -> None:
    """Replace a file by these bytes; its permissions stay.

    Of a link the file it leads to is replaced, or, not `through_links`, the link itself: where we own the folder, as with reports.

    Raises:
        OSError: the folder cannot be written to.
    """
    write_together({path: data}, through_links=through_links)


def write_together(files: Mapping[Path, bytes], *, through_links: bool = True) -> None:
    """Replace several files that only make sense together: all are written beside the old ones first, then each is put in its place.

    Raises:
        OSError: a folder cannot be written to; then no file has changed, unless putting one in its place failed after others.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            target = path.resolve() if through_links else path
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".crossfoot-", suffix=".tmp")
            ready.append((Path(name), target))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(_mode(target))
        for temporary, target in ready:
            temporary.replace(target)
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """The permissions that a file has, or that a new one gets from this process."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0o022)
    os.umask(mask)
    return 0o666 & ~mask
