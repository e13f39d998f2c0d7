"""What a worksheet holds before openpyxl sees it: where its content ends, what is merged, hidden or not calculated.

A sheet may say that it is a million rows long, merge all of them, or hold one cell at its far end; openpyxl would
believe it and not come back. Content beyond the limits is refused by its cell.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from medsla.errors import Place, Problem, SpreadsheetError
from medsla.reading.packages import Package

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 1_000
MOST_MERGES: Final = 20_000
MOST_ELEMENTS: Final = 3_000_000
"""Of all parts together; a workbook of 500 contracts with 120 columns has 200,000."""

_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


@dataclass(slots=True)
class Survey:
    """One sheet: its name, whether it is shown, and the extent of what it holds."""

    name: str
    hidden: bool = False
    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Range] = field(default_factory=list)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)

    def merged(self, row: int, column: int) -> Range | None:
        """The merged range that a cell belongs to."""
        return next((r for r in self.merges if r[0] <= row <= r[2] and r[1] <= column <= r[3]), None)


def survey(package: Package) -> tuple[Survey, ...]:
    """Every worksheet of a workbook in its order, chart sheets left out.

    Raises:
        SpreadsheetError: content beyond the limits, or more parts of a sheet than a reader should take.
    """
    budget = _Budget(package.file)
    targets = _targets(package, budget)
    found = []
    for sheet in _sheets(package, budget):
        part = targets.get(sheet.pop("id", ""), "")
        if part not in package.parts or "/worksheets/" not in f"/{part}":
            continue
        one = Survey(sheet["name"], hidden=sheet.get("state", "visible") != "visible")
        _Reader(one, package.file, budget).read(package.parts.pieces(part))
        found.append(one)
    for name in package.parts:
        if name.endswith(".xml") and "/worksheets/" not in f"/{name}":
            parse_part(package.parts.pieces(name), budget.start, budget.file)
    return tuple(found)


def column_letters(column: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def position(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as C6; (0, 0) for anything else.

    >>> position("AB12")
    (12, 28)
    """
    found = _CELL.match(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


class _Budget:
    """Counts the elements of all parts, and stops at the limit."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.left = MOST_ELEMENTS

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Count one element."""
        del tag, attributes
        self.left -= 1
        if self.left < 0:
            raise SpreadsheetError(Problem.of("sheet-large", Place(self.file or None), limit=MOST_ELEMENTS))


class _Reader:
    """Reads one sheet from its XML, and keeps no text of it."""

    def __init__(self, found: Survey, file: str, budget: _Budget) -> None:
        self.found = found
        self.file = file
        self.budget = budget
        self.row = 0
        self.column = 0
        self.formula = False
        self.value = False

    def read(self, pieces: Iterator[bytes]) -> None:
        """Read the sheet to its end."""
        parse_part(pieces, self.start, self.file, self.end)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take note of one element."""
        self.budget.start(tag, attributes)
        name = _local(tag)
        if name == "row":
            self.row = _number(attributes.get("r")) or self.row + 1
            self.column = 0
            if attributes.get("hidden") in {"1", "true"} and self.row <= MOST_ROWS:
                self.found.hidden_rows.add(self.row)
        elif name == "c":
            self.column = position(attributes.get("r", ""))[1] or self.column + 1
            self.formula = self.value = False
        elif name == "f":
            self.formula = True
        elif name in {"v", "is"}:
            self.value = True
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = _number(attributes.get("min")), _number(attributes.get("max"))
            self.found.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))
        elif name == "mergeCell":
            self.merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        """Take note of the end of a cell."""
        if _local(tag) != "c" or not (self.formula or self.value):
            return
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
            spot = f"{self.found.name}!{column_letters(self.column)}{self.row}"
            fields = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise SpreadsheetError(Problem.of("sheet-far", Place(self.file or None, spot=spot), **fields))
        self.found.last_row = max(self.found.last_row, self.row)
        self.found.last_column = max(self.found.last_column, self.column)
        if self.formula and not self.value:
            self.found.uncalculated.add((self.row, self.column))

    def merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if len(self.found.merges) >= MOST_MERGES:
            place = Place(self.file or None, spot=self.found.name)
            raise SpreadsheetError(Problem.of("sheet-merges", place, limit=MOST_MERGES))
        self.found.merges.append((*position(first), *position(last or first)))


def _sheets(package: Package, budget: _Budget) -> Iterable[dict[str, str]]:
    """Name, state and relationship of each sheet, as the workbook lists them."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        budget.start(tag, attributes)
        if _local(tag) == "sheet" and "name" in attributes:
            found.append({_local(key): value for key, value in attributes.items()})

    parse_part(package.parts.pieces(package.main), start, package.file)
    return found


def _targets(package: Package, budget: _Budget) -> dict[str, str]:
    """The part behind each relationship of the workbook."""
    found: dict[str, str] = {}
    folder = posixpath.dirname(package.main)
    relations = f"{folder}/_rels/{posixpath.basename(package.main)}.rels".lstrip("/")

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        budget.start(tag, attributes)
        target = attributes.get("Target", "")
        joined = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[attributes.get("Id", "")] = joined

    if relations in package.parts:
        parse_part(package.parts.pieces(relations), start, package.file)
    return found


def parse_part(
    pieces: Iterator[bytes],
    start: Callable[[str, Mapping[str, str]], None],
    file: str,
    end: Callable[[str], None] | None = None,
) -> None:
    """Give every element to `start`; the guard of packages has refused document types before."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:
        raise SpreadsheetError(Problem.of("sheet-broken", Place(file or None))) from error


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
