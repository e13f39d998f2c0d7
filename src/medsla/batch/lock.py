"""One run at a time in a folder: a lock that names who holds it, and that ends with its process however it ends."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from medsla.errors import OutputError, Place, Problem

LOCK: Final = ".batch.lock"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this run.

    Raises:
        OutputError: another run holds it, or everybody may write into it.
    """
    path = folder / LOCK
    descriptor = _taken(path)
    try:
        _refuse_open(folder, descriptor)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode("ascii"))
        yield
    finally:
        _release(path, descriptor)


def _taken(path: Path) -> int:
    """The descriptor of the lock file, held."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    for _ in range(10):
        try:
            descriptor = os.open(path, flags | (0 if os.name == "posix" else os.O_EXCL), 0o600)
        except FileExistsError:
            raise _held(path) from None
        except OSError as error:
            raise _refusal(path, error) from error
        if _hold(descriptor) and _from_here(path):
            if _still(path, descriptor):
                return descriptor
            os.close(descriptor)  # its holder ended between our opening and our taking it
            continue
        os.close(descriptor)
        break
    raise _held(path)


def _release(path: Path, descriptor: int) -> None:
    """Remove the file while it is still held, so that nobody can have taken it in between."""
    if os.name != "posix":
        os.close(descriptor)  # there an open file cannot be removed
    with contextlib.suppress(OSError):
        path.unlink()
    if os.name == "posix":
        os.close(descriptor)


def _hold(descriptor: int) -> bool:
    """Whether the lock is ours now; the system takes it back when this process ends, killed or not."""
    if os.name != "posix":
        return True  # there the file itself is the lock
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _from_here(path: Path) -> bool:
    """Whether what a run left behind was left by this machine: of another's processes we know nothing."""
    return _holder(path).get("host", socket.gethostname()) == socket.gethostname()


def _still(path: Path, descriptor: int) -> bool:
    """Whether the file that we hold is the one that others will find."""
    if os.name != "posix":
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> dict[str, object]:
    try:
        data = json.loads(path.read_text(encoding="utf-8") or "{}")
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _held(path: Path) -> OutputError:
    holder = _holder(path)
    fields = {"pid": holder.get("pid", "?"), "host": holder.get("host", "?")}
    return OutputError(Problem.of("batch.locked", Place(file=str(path)), **fields))


def _refusal(path: Path, error: OSError) -> OutputError:
    place = Place(file=str(path))
    if error.errno == errno.ELOOP:
        return OutputError(Problem.of("batch.link", place))
    if error.errno == errno.ENOSPC:
        return OutputError(Problem.of("output-disk-full", place))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return OutputError(Problem.of("output-not-writable", place))
    return OutputError(Problem.of("output-failed", place, cause=errno.errorcode.get(error.errno or 0, "?")))


def _refuse_open(folder: Path, descriptor: int) -> None:
    """Refuse a folder in which anybody could exchange the files, unless its disk keeps no permissions at all."""
    if os.name != "posix" or os.fstat(descriptor).st_mode & 0o077:
        return  # the lock was made for its owner alone: where that is not kept, modes say nothing
    if folder.stat().st_mode & stat.S_IWOTH:
        raise OutputError(Problem.of("batch.folder-open", Place(file=str(folder))))
