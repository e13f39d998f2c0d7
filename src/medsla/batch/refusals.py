"""The rows that were refused, for those who mend them: a list, and a copy of the workbook with the cells marked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from medsla.errors import Problem, ReadError, SpreadsheetError
from medsla.messages import languages, say
from medsla.reading.files import write_atomically
from medsla.spreadsheet import with_remarks

LIST: Final = "refused.csv"
MARKED: Final = "refused.xlsx"
_MOST_CELLS: Final = 5_000
"""Marks that are worth the while: with more than that, the table as a whole is wrong, and the list tells it."""
_ROW: Final = re.compile(r"(.*!)?(\d+):\2")

# What a spreadsheet takes for the beginning of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of which no contract was made, and every reason why."""

    row: int
    id: str
    problems: tuple[Problem, ...]


def write_refusals(folder: Path, refusals: Sequence[Refusal]) -> Path:
    """The list in the folder of what was refused: `refused.csv`."""
    path = folder / LIST
    write_atomically(path, list_bytes(refusals))
    return path


def write_marked(folder: Path, source: Path, refusals: Sequence[Refusal]) -> Path | None:
    """A copy of the workbook with a colour and the reason at each cell to mend: `refused.xlsx`.

    None where the rows were no workbook, or one too large or too strange to be written anew.
    """
    remarks = remarks_of(refusals)
    if len(remarks) > _MOST_CELLS:
        return None
    try:
        data = with_remarks(source, remarks)
    except (ReadError, SpreadsheetError):
        return None
    path = folder / MARKED
    write_atomically(path, data)
    return path


def remarks_of(refusals: Sequence[Refusal]) -> dict[str, str]:
    """Every reason in both languages at its cell; what concerns a whole row stands at the first cell of it.

    >>> from medsla.errors import Place
    >>> list(
    ...     remarks_of(
    ...         [Refusal(6, "", (Problem.of("file-empty", Place(spot="A!6:6")),))]
    ...     )
    ... )
    ['A!A6']
    """
    found: dict[str, list[str]] = {}
    for refusal in refusals:
        for problem in refusal.problems:
            spot = _ROW.sub(r"\1A\2", problem.place.spot or "")
            found.setdefault(spot, []).extend(problem.sentence(each) for each in languages)
    return {spot: "\n".join(dict.fromkeys(told)) for spot, told in found.items()}


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
