"""A finished file put in its place whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from medsla.errors import OutputError, Place, Problem


def write_file(path: str | os.PathLike[str], data: bytes, *, overwrite: bool = True) -> Path:
    """Writes a file so that its name never stands for half of it; what stood there is kept on failure.

    The data goes to a temporary file beside the target, is forced to the disk and then renamed. A
    symbolic link at the target is replaced, not followed.

    Raises:
        OutputError: the file exists and may not be overwritten, or cannot be written.
    """
    target = Path(path)
    if not overwrite and (target.exists() or target.is_symlink()):
        raise OutputError(Problem.of("fence.output-exists", Place(file=str(target))))
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".medsla-", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())  # mkstemp gives 0600; the file's folder decides who may read
        Path(temporary).replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        with suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        reason = os.strerror(error.errno) if error.errno else "?"
        raise OutputError(Problem.of("fence.output-failed", Place(file=str(target)), reason=reason)) from error
    return target


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Makes the rename itself last; some systems cannot open a folder, and there it lasts without."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
