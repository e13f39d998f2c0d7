"""The rows that were refused, for the people who mend them: a table with the cells marked, or a list."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from medsla.errors import Problem
from medsla.messages import languages, say
from medsla.reading.files import write_atomically

LIST: Final = "refused.csv"

# What a spreadsheet takes for the beginning of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of which no contract was made, and every reason why."""

    row: int
    id: str
    problems: tuple[Problem, ...]


def write_refusals(folder: Path, source: Path | None, refusals: Sequence[Refusal]) -> Path:
    """The file in the folder that shows what was refused: `refused.csv`."""
    del source
    path = folder / LIST
    write_atomically(path, list_bytes(refusals))
    return path


def list_bytes(refusals: Sequence[Refusal]) -> bytes:
    """One line a problem, with row, contract number, cell and sentence in both languages, as Excel opens it.

    >>> list_bytes([Refusal(3, "=1+1", (Problem.of("file-empty"),))]).decode(
    ...     "utf-8-sig"
    ... ).splitlines()[1][:9]
    "3,'=1+1,,"
    """
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer)
    columns = ("row", "number", "cell", "problem")
    table.writerow([" / ".join(say(f"batch.column.{column}", each) for each in languages) for column in columns])
    for refusal in refusals:
        for problem in refusal.problems:
            told = " / ".join(problem.sentence(each) for each in languages)
            place = problem.place.spot or problem.place.address or ""
            table.writerow([refusal.row, *map(_harmless, (refusal.id, place, told))])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def _harmless(text: str) -> str:
    """The text as no spreadsheet calculates it."""
    return f"'{text}" if text.startswith(_FORMULA) else text
