"""A workbook from anybody, opened behind the guards: its shown and hidden sheets as rows of cells.

Formulas are not calculated: what counts is the result that the file holds.
"""

from __future__ import annotations

import io
import os
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from medsla.errors import Place, Problem, SpreadsheetError
from medsla.reading.packages import Limits, Package, open_package
from medsla.spreadsheet.cells import Cell, cell_of
from medsla.spreadsheet.engine import require_engine
from medsla.spreadsheet.styles import with_plain_styles
from medsla.spreadsheet.survey import Survey, column_letters, survey

if TYPE_CHECKING:
    from openpyxl import Workbook

LIMITS: Final = Limits(file=32 * 2**20, part=64 * 2**20, total=128 * 2**20)
"""Workbooks of people are far smaller; unpacked, openpyxl needs about ten times the size of a part."""

KINDS: Final = ("xlsx", "xlsm", "xltx", "xltm")
# What openpyxl raises for workbooks that are no workbooks
BROKEN: Final = (
    *(AttributeError, IndexError, KeyError, LookupError, OverflowError, RecursionError, SyntaxError, TypeError),
    *(ValueError, zipfile.BadZipFile),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it was read: cells by row and column, both from 1; only cells that hold something."""

    file: str
    survey: Survey
    rows: Mapping[int, Mapping[int, Cell]]

    @property
    def name(self) -> str:
        """The name on its tab."""
        return self.survey.name

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; an empty one where there is nothing."""
        return self.rows.get(row, {}).get(column) or Cell(self.spot(row, column))

    def spot(self, row: int, column: int) -> str:
        """How a cell is called: 契約一覧!C6, or C6 in a text table."""
        cell = f"{column_letters(column)}{row}"
        return f"{self.name}!{cell}" if self.name else cell

    def place(self, row: int, column: int, address: str | None = None) -> Place:
        """Where a cell is."""
        return Place(self.file or None, address=address, spot=self.spot(row, column))

    def trouble(self, row: int, column: int, place: Place) -> Problem | None:
        """Why a cell that holds something cannot be taken as it stands: merged, or in a hidden row or column."""
        merged = self.survey.merged(row, column)
        if merged:
            area = f"{column_letters(merged[1])}{merged[0]}:{column_letters(merged[3])}{merged[2]}"
            return Problem.of("sheet-merged", place, area=area)
        if row in self.survey.hidden_rows:
            return Problem.of("sheet-hidden-row", place, row=row)
        if column in self.survey.hidden_columns:
            return Problem.of("sheet-hidden-column", place, column=column_letters(column))
        return None


def open_sheets(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> tuple[Sheet, ...]:
    """Every worksheet of a workbook.

    Args:
        source: The file or its bytes.
        name: What to call it in messages, instead of the file's name.

    Raises:
        ReadError: it is no readable Office file.
        SpreadsheetError: it is no workbook, holds more than a person writes, or the extra `excel` is missing.
    """
    require_engine()
    package = open_package(source, name=name, limits=LIMITS)
    if package.kind not in KINDS:
        raise SpreadsheetError(Problem.of("sheet-no-workbook", Place(package.file or None), kind=package.kind))
    surveys = survey(package)
    try:
        return tuple(_read(package, surveys))
    except BROKEN as error:
        raise SpreadsheetError(Problem.of("sheet-broken", Place(package.file or None))) from error


def _read(package: Package, surveys: tuple[Survey, ...]) -> Iterator[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl does not know and medsla does not need
        book = _loaded(package)
        try:
            for found in surveys:
                yield Sheet(package.file, found, _rows(book[found.name], found))
        finally:
            book.close()


def _loaded(package: Package) -> Workbook:
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(package.data), read_only=True, data_only=True, keep_links=False)
    except BROKEN:  # most often by colours or fonts that other programs write; with less of them it may open
        data = with_plain_styles(package)
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _rows(sheet: Any, found: Survey) -> Mapping[int, Mapping[int, Cell]]:
    """The cells that hold something; no more rows and columns are asked for than hold content."""
    if not found.last_row:
        return {}
    sheet.reset_dimensions()  # what the file says of its size is not believed
    rows: dict[int, dict[int, Cell]] = {}
    for row in sheet.iter_rows(max_row=found.last_row, max_col=found.last_column):
        for cell in row:
            if cell.value is not None:
                spot = f"{found.name}!{column_letters(cell.column)}{cell.row}"
                read = cell_of(cell, spot)
                if read:
                    rows.setdefault(cell.row, {})[cell.column] = read
    for number, column in found.uncalculated:
        spot = f"{found.name}!{column_letters(column)}{number}"
        rows.setdefault(number, {})[column] = Cell(spot, "formula")
    return rows
