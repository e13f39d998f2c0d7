"""Rows and workers for the tests of batches; processes import this module by its name."""

from __future__ import annotations

import os
import signal
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from medsla.batch.making import Job, Outcome, Task
from medsla.spreadsheet import Row

BASE: dict[str, Any] = {
    "medsla": "1.0",
    "agreement": {
        "title": {"ja": "サービスレベル合意書", "en": "Service Level Agreement"},
        "effective": "2027-04-01",
        "duration": "P1Y",
        "prevailing_language": "ja",
    },
    "parties": {
        side: {
            "name": {"ja": f"{side}の名称", "en": f"{side} name"},
            "address": {"ja": f"{side}の所在地", "en": f"{side} address"},
            "representative": {"ja": f"{side}の代表者", "en": f"{side} representative"},
        }
        for side in ("institution", "provider")
    },
    "service": {"name": {"ja": "電子カルテ", "en": "Charts"}},
    "terms": {"recovery": {"rto": {"within": "PT4H"}}},
}
NAME = "parties.institution.name.ja"
JOB = Job("", "ja", "form-b", "", "{}", ())


def row(number: int, **values: Any) -> Row:
    """A good row, with a contract number of its own unless one is given; `name` is that of the institution."""
    given = {"agreement.number": f"{number:05d}", NAME: f"病院{number}"}
    for key, value in values.items():
        given[{"name": NAME, "id": "agreement.number"}.get(key, key.replace("__", "."))] = value
    return Row(number, {key: value for key, value in given.items() if value is not None}, {})


def rows(count: int, first: int = 2) -> list[Row]:
    """So many good rows."""
    return [row(number) for number in range(first, first + count)]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))}


def words(path: Path) -> str:
    """All text parts of a Word file, tags and all."""
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def tasks(count: int) -> Iterator[Task]:
    """Tasks 1 … count, of which a worker here is told nothing but the number."""
    return (Task(number, "{}", "") for number in range(1, count + 1))


def made(_job: Job, chunk: tuple[Task, ...]) -> tuple[Outcome, ...]:
    """A worker to whom nothing happens."""
    return tuple(Outcome(task.number, "made") for task in chunk)


class _TwoArgumentsError(Exception):
    """An exception that cannot be pickled back: an argument is missing on the way."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)
        self.two = two


def _fall(kind: str) -> None:
    if kind == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if kind == "abort":
        os.kill(os.getpid(), signal.SIGABRT)
    if kind == "exit":
        os._exit(3)
    if kind == "memory":
        raise MemoryError
    if kind == "zero":
        raise ZeroDivisionError("canary-7f3a")
    if kind == "unpicklable":
        raise _TwoArgumentsError("a", "b")
    if kind == "system-exit":
        raise SystemExit(3)


class Falling:
    """A worker that falls at some rows, each in its own way; the others are made.

    Where a `log` is named, every try of a row is noted there.
    """

    def __init__(self, falls: dict[int, str], log: str = "") -> None:
        self.falls = falls
        self.log = log

    def __call__(self, job: Job, chunk: tuple[Task, ...]) -> tuple[Outcome, ...]:
        for task in chunk:
            if self.log:
                with Path(self.log).open("a", encoding="ascii") as stream:
                    stream.write(f"{task.number}\n")
            _fall(self.falls.get(task.number, ""))
        return made(job, chunk)
