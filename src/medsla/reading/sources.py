"""The bytes and the text of one file, or a refusal that says what the file is instead."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from medsla.errors import Place, Problem, ReadError
from medsla.reading.kinds import recognise

BOM = b"\xef\xbb\xbf"


def read_bytes(file: str | os.PathLike[str], limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes."""
    place = Place(file=os.fspath(file))
    if not os.fspath(file):
        raise ReadError(Problem.of("file-missing", place))
    try:
        found = Path(file).stat()  # before opening: a pipe or a device would wait or never end
        if stat.S_ISDIR(found.st_mode):
            raise ReadError(Problem.of("file-is-folder", place))
        if not stat.S_ISREG(found.st_mode):
            raise ReadError(Problem.of("file-special", place))
        with Path(file).open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        raise ReadError(Problem.of("file-missing", place)) from None
    except OSError as error:
        cause = errno.errorcode.get(error.errno or 0, "?")
        raise ReadError(Problem.of("file-unreadable", place, cause=cause)) from error
    except ValueError as error:  # a name with a NUL character
        raise ReadError(Problem.of("file-unreadable", place, cause="EINVAL")) from error
    if len(data) > limit:
        raise ReadError(Problem.of("file-large", place, limit=size_shown(limit)))
    return data


def decode(data: bytes, file: str) -> str:
    """The text of a file in UTF-8 with line feeds only; a byte order mark at the beginning is dropped."""
    place = Place(file=file or None)
    what = recognise(data.removeprefix(BOM))
    if what is not None:
        raise ReadError(Problem.of(what, place))
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(Problem.of("file-not-utf8", Place(file=file or None, line=line))) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def size_shown(size: int) -> str:
    """A number of bytes in the unit people use.

    >>> size_shown(10 * 2**20), size_shown(512)
    ('10 MB', '512 B')
    """
    for unit, power in (("GB", 30), ("MB", 20), ("KB", 10)):
        if size >= 1 << power:
            return f"{size >> power} {unit}"
    return f"{size} B"
