"""What became of each row, one JSON line a row, appended as rows end: what a later run goes on from.

A run that is killed leaves at most one torn line at the end, which the next run cuts off. The last line about
a row counts. There is nothing in it but what was made of which row; no time, so that equal runs write equal files.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from medsla.batch.records import plain_problem, problem_of
from medsla.errors import OutputError, Place, Problem, ReadError

MANIFEST: Final = "manifest.jsonl"

_CODES: Final = {errno.ENOSPC: "output-disk-full", errno.EDQUOT: "output-disk-full"}


@dataclass(frozen=True, slots=True)
class Entry:
    """The end of one row: a file with its SHA-256, or the problems for which there is none.

    `input`, `template` and `version` are what the file depends on: when one of them differs, it is made anew.
    """

    row: int
    id: str
    state: Literal["made", "refused"]
    input: str
    template: str
    version: str
    file: str = ""
    sha256: str = ""
    problems: tuple[Problem, ...] = ()

    def line(self) -> str:
        r"""The entry as a line of JSON.

        >>> Entry(2, "A-1", "made", "1f", "2e", "0.1.0", "A-1.docx", "3d").line()[:38]
        '{"row": 2, "id": "A-1", "state": "made'
        """
        data: dict[str, object] = {
            "row": self.row,
            "id": self.id,
            "state": self.state,
            "input": self.input,
            "template": self.template,
            "version": self.version,
        }
        if self.state == "made":
            data |= {"file": self.file, "sha256": self.sha256}
        else:
            data |= {"problems": [plain_problem(problem) for problem in self.problems]}
        return json.dumps(data, ensure_ascii=False) + "\n"

    def differs(self, other: Entry) -> str:
        """What this entry depends on and the other did not: `input`, `template`, `version`, or '' for nothing."""
        return next(
            (name for name in ("template", "version", "input") if getattr(self, name) != getattr(other, name)), ""
        )


def read_manifest(path: str | os.PathLike[str]) -> Iterator[Entry]:
    """The entries of a manifest in the order in which they were written; a torn last line is passed over.

    Raises:
        ReadError: it cannot be read, or a whole line of it is no entry.
    """
    place = Place(file=os.fspath(path))
    try:
        with Path(path).open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.endswith(b"\n"):
                    yield _entry(line, Place(file=place.file, line=number))
    except FileNotFoundError:
        raise ReadError(Problem.of("file-missing", place)) from None
    except OSError as error:
        cause = errno.errorcode.get(error.errno or 0, "?")
        raise ReadError(Problem.of("file-unreadable", place, cause=cause)) from error


def _entry(line: bytes, place: Place) -> Entry:
    try:
        data = json.loads(line)
        problems = tuple(problem_of(problem) for problem in data.pop("problems", ()))
        entry = Entry(**data, problems=problems)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReadError(Problem.of("batch.manifest-line", place)) from error
    wrong = not isinstance(entry.row, int) or Path(str(entry.file)).name != str(entry.file)
    if wrong or not all(isinstance(getattr(entry, name), str) for name in ("id", "input", "file", "sha256")):
        raise ReadError(Problem.of("batch.manifest-line", place))
    return entry


class Manifest:
    """An open manifest: the files that earlier runs made, by id, and room for what becomes of the next rows.

    Args:
        folder: Where it stands or is to stand.
        fresh: Begin anew, and forget what an earlier run has written.
    """

    def __init__(self, folder: Path, *, fresh: bool) -> None:
        self.path = folder / MANIFEST
        self.made: dict[str, Entry] = {}
        self._last: dict[tuple[int, str], Entry] = {}
        self._stream = self._open(fresh=fresh)

    def _open(self, *, fresh: bool) -> FileIO:
        """The manifest for appending, behind its last whole line; a symbolic link is not followed."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        if self.path.is_symlink():
            raise OutputError(Problem.of("batch.link", Place(file=str(self.path))))
        if not fresh and self.path.exists():
            for entry in read_manifest(self.path):
                self._know(entry)
        try:
            # Without a buffer: what a full disk did not take must not be tried again when the file is closed.
            stream = os.fdopen(os.open(self.path, flags, 0o666), "r+b", buffering=0)
            stream.truncate(0 if fresh else _whole(stream))
            stream.seek(0, os.SEEK_END)
        except OSError as error:
            raise self._refusal(error) from error
        return stream

    def add(self, entry: Entry) -> None:
        """Append an entry, unless the last one about that row says the same."""
        if self._last.get((entry.row, entry.id)) == entry:
            return
        before = self._stream.tell()
        line = entry.line().encode("utf-8")
        try:
            while line:
                line = line[self._stream.write(line) :]
        except OSError as error:
            with contextlib.suppress(OSError):  # half a line that stays is passed over by the next run
                self._stream.truncate(before)
            raise self._refusal(error) from error
        self._know(entry)

    def _know(self, entry: Entry) -> None:
        self._last[entry.row, entry.id] = entry
        if entry.state == "made":
            self.made[entry.id] = entry  # also when the row is refused later: its file is still there

    def _refusal(self, error: OSError) -> OutputError:
        place = Place(file=str(self.path))
        code = _CODES.get(error.errno or 0)
        if code:
            return OutputError(Problem.of(code, place))
        return OutputError(Problem.of("output-failed", place, cause=errno.errorcode.get(error.errno or 0, "?")))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            os.fsync(self._stream.fileno())
            self._stream.close()
        except OSError as failure:
            if error is None:
                raise self._refusal(failure) from failure


def _whole(stream: FileIO) -> int:
    """The length of the file up to the end of its last whole line."""
    end = stream.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - 4096)
        stream.seek(start)
        found = stream.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0
