"""Writing a file so that whoever reads it finds the old one or the new one, whole, whatever happens meanwhile."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file by these bytes; its permissions stay.

    Raises:
        OSError: the folder cannot be written to.
    """
    path = path.resolve()  # of a link, the file it leads to is replaced
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".crossfoot-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
