"""A copy of somebody's workbook with remarks at cells: what was refused, where its author looks for it."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from medsla.errors import Place, Problem, SpreadsheetError
from medsla.reading.packages import open_package
from medsla.spreadsheet.engine import packed, require_engine
from medsla.spreadsheet.opening import BROKEN, KINDS, LIMITS
from medsla.spreadsheet.survey import MOST_ROWS, position, survey

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_MERGED: Final = 200_000
"""Merged cells that are worth the while: openpyxl makes an object of each."""
_MARK: Final = "FFC7CE"
_LONGEST: Final = 2_000


def with_remarks(
    source: str | os.PathLike[str] | bytes, remarks: Mapping[str, str], *, name: str | None = None
) -> bytes:
    """The bytes of a copy in which cells have a colour and a comment; all else stays, formulas too.

    Pictures, macros and links to other files do not come along.

    Args:
        source: The workbook or its bytes.
        remarks: A text for each cell by its place, as problems name it: 契約一覧!C6.
        name: What to call it in messages, instead of the file's name.

    Raises:
        ReadError: it is no readable Office file.
        SpreadsheetError: it is no workbook, or too large to be written anew.

    >>> from medsla.spreadsheet import workbook_bytes
    >>> with_remarks(workbook_bytes(layout="rows"), {"契約一覧!A3": "空欄です。"})[:2]
    b'PK'
    """
    require_engine()
    package = open_package(source, name=name, limits=LIMITS)
    place = Place(package.file or None)
    if package.kind not in KINDS:
        raise SpreadsheetError(Problem.of("sheet-no-workbook", place, kind=package.kind))
    for sheet in survey(package):
        merged = sum((low - high + 1) * (right - left + 1) for high, left, low, right in sheet.merges)
        if merged > _MOST_MERGED:
            raise SpreadsheetError(Problem.of("sheet-merges", place, limit=_MOST_MERGED))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a copy leaves out
        try:
            book = _loaded(package.data)
            for spot, text in remarks.items():
                _remark(book, spot, text)
            return packed(book, "")
        except BROKEN as error:
            raise SpreadsheetError(Problem.of("sheet-broken", place)) from error


def _loaded(data: bytes) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), keep_links=False)


def _remark(book: Workbook, spot: str, text: str) -> None:
    """Mark one cell; a place that is no cell of this workbook has no mark."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    title, _, reference = spot.rpartition("!")
    row, column = position(reference)
    if title not in book.sheetnames or not 0 < row <= MOST_ROWS:
        return
    cell: Any = book[title].cell(row, column)
    if isinstance(cell, MergedCell):
        return
    cell.fill = PatternFill("solid", fgColor=_MARK)
    cell.comment = Comment(text[:_LONGEST], "", height=60 + 15 * (len(text) // 25), width=320)
