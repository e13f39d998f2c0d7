"""Whole files or none: writing through a temporary file, and patterns that name files.

A final name never holds half a file: what is written goes to a temporary file beside it, is flushed, and takes
the name in one step. A symbolic link under that name is replaced, never followed.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from medsla.errors import OutputError, Place, Problem, ReadError

PREFIX: Final = ".medsla-"
_SUFFIX: Final = ".tmp"
_DAY: Final = 24 * 60 * 60
_CODES: Final = {
    errno.EACCES: "output-not-writable",
    errno.EPERM: "output-not-writable",
    errno.EROFS: "output-not-writable",
    errno.EEXIST: "output-exists",
    errno.EISDIR: "output-is-folder",
    errno.ENOENT: "output-no-folder",
    errno.ENOTDIR: "output-no-folder",
    errno.ENAMETOOLONG: "output-name-long",
    errno.ENOSPC: "output-disk-full",
    errno.EDQUOT: "output-disk-full",
}

_in_use: set[str] = set()  # temporary files that this process is writing
_swept: set[str] = set()  # folders in which this process has looked for leftovers


def write_atomically(path: str | os.PathLike[str], data: bytes, *, overwrite: bool = True) -> None:
    """Put the bytes under a name, or raise OutputError and leave what stood there as it was.

    Args:
        path: The file; its folder must exist.
        data: All of its bytes.
        overwrite: Whether a file of that name may be replaced.
    """
    target = Path(path)
    try:
        if target.is_dir() and not target.is_symlink():
            raise IsADirectoryError(errno.EISDIR, "")
        if not overwrite and os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "")
        folder = str(target.parent.absolute())
        if folder not in _swept:
            sweep(folder)
            _swept.add(folder)
        _write(target, data, overwrite=overwrite)
    except OSError as error:
        raise _refusal(target, error) from error
    except ValueError as error:  # a name with a NUL character
        raise OutputError(Problem.of("output-failed", Place(file=str(target)), cause="EINVAL")) from error


def sweep(folder: str | os.PathLike[str]) -> int:
    """Remove temporary files that killed runs left in a folder; the number removed.

    Those of a process that is still running stay, and on Windows those of the last day.
    """
    removed = 0
    for entry in sorted(Path(folder).glob(f"{PREFIX}*{_SUFFIX}")):
        if _is_left_over(entry):
            with contextlib.suppress(OSError):  # another run swept it first
                entry.unlink()
                removed += 1
    return removed


def expand_patterns(patterns: Iterable[str]) -> list[Path]:
    """The files that the patterns name, in their order, each once; sorted within one pattern.

    A name without `*`, `?` or `[` stands for itself, and so does a file that bears such a character. Patterns
    that match nothing are a ReadError, all of them at once.
    """
    found: dict[Path, None] = {}
    problems = []
    for pattern in patterns:
        if not glob.has_magic(pattern) or os.path.lexists(pattern):
            found[Path(pattern)] = None
            continue
        matches = [Path(name) for name in sorted(glob.iglob(pattern, recursive=True))]  # noqa: PTH207 - a pattern may be absolute
        files = [match for match in matches if not match.is_dir()]
        if not files:
            problems.append(Problem.of("pattern-no-match", Place(file=pattern)))
        found.update(dict.fromkeys(files))
    if problems:
        raise ReadError(problems)
    return list(found)


def _write(target: Path, data: bytes, *, overwrite: bool) -> None:
    temporary = target.parent / f"{PREFIX}{os.getpid()}-{secrets.token_hex(8)}{_SUFFIX}"
    _in_use.add(temporary.name)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(temporary, flags, 0o666)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                _keep_mode(target, descriptor)
                os.fsync(descriptor)
            _publish(temporary, target, overwrite=overwrite)
        finally:
            with contextlib.suppress(OSError):  # it has its final name, or the disk is gone
                temporary.unlink()
        _flush_folder(target.parent)
    finally:
        _in_use.discard(temporary.name)


def _keep_mode(target: Path, descriptor: int) -> None:
    """Give the new file the permissions of the one it replaces."""
    if os.name == "posix" and target.is_file() and not target.is_symlink():
        os.fchmod(descriptor, target.stat().st_mode & 0o777)


def _publish(temporary: Path, target: Path, *, overwrite: bool) -> None:
    if overwrite:
        temporary.replace(target)
    elif os.name == "nt":
        temporary.rename(target)  # refuses a name that is taken
    else:
        try:
            target.hardlink_to(temporary)  # refuses a name that is taken
        except OSError as error:
            if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}:
                raise
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, "") from error
            temporary.replace(target)  # a file system without links


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    # The file is whole under its old and its new name; a disk that cannot promise which is no failure to write.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _is_left_over(entry: Path) -> bool:
    try:
        old = time.time() - entry.lstat().st_mtime > _DAY
    except OSError:
        return False
    owner = entry.name.removeprefix(PREFIX).partition("-")[0]
    if old or not owner.isdecimal():
        return old
    return entry.name not in _in_use and not _is_running(int(owner))


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False  # a file of ours that is not in use is of an earlier process with our number
    if os.name != "posix":
        return True  # asking for a process could end it there
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return not _has_ended(process)


def _has_ended(process: int) -> bool:
    """Whether a process is dead and only not yet cleared away, as killed ones often are in containers (Linux)."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return told.rpartition(") ")[2][:1] in {"Z", "X"}


def _refusal(target: Path, error: OSError) -> OutputError:
    place = Place(file=str(target))
    code = _CODES.get(error.errno or 0)
    if code is None:
        return OutputError(Problem.of("output-failed", place, cause=errno.errorcode.get(error.errno or 0, "?")))
    return OutputError(Problem.of(code, place))
