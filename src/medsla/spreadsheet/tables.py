"""Tables of text as a workbook: strings only, one line of headings that stays in view, ready for A4 across."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from medsla.errors import Problem, SpreadsheetError
from medsla.reading.files import write_atomically
from medsla.spreadsheet.cells import cell_at, put_text
from medsla.spreadsheet.engine import packed, require_engine
from medsla.spreadsheet.look import HEADING, PLAIN, TITLE, Look, fit_height, set_page

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORBIDDEN_IN_TITLE: Final = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST_TITLE: Final = 31


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in half-width characters; `hidden` keeps it for programs alone."""

    head: str
    width: int
    hidden: bool = False
    fill_in: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: lines above the table, its columns, and rows with as many texts as there are columns.

    `columns` may be empty for a sheet of lines alone. Every text is written as text; nothing becomes a formula.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def write_tables(path: str | os.PathLike[str], tables: Sequence[Table], *, language: str = "ja") -> None:
    """Write each table as a sheet of one workbook; the same tables always give the same bytes.

    Raises:
        SpreadsheetError: a text that no cell can hold, or the extra `excel` is missing.
        OutputError: the file cannot be written.
    """
    write_atomically(path, tables_bytes(tables, language=language))


def tables_bytes(tables: Sequence[Table], *, language: str = "ja") -> bytes:
    """The workbook of `write_tables` as bytes.

    >>> table = Table("質問票", (Column("番号", 6),), (("=1+1",),))
    >>> tables_bytes([table])[:2]
    b'PK'
    """
    require_engine()
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    names: list[str] = []
    look = Look(book, language)
    for table in tables:
        name = sheet_name(table.title, names)
        names.append(name)
        _draw(book.create_sheet(name), table, look)
    return packed(book, tables[0].title if tables else "")


def sheet_name(title: str, taken: Sequence[str] = ()) -> str:
    """A name that a sheet may bear: no forbidden sign, at most 31 characters, not taken.

    >>> sheet_name("指摘事項(3/5)"), sheet_name("A", ["A"])
    ('指摘事項(3 5)', 'A (2)')
    """
    plain = " ".join(_FORBIDDEN_IN_TITLE.sub(" ", title).split()) or "-"
    folded = {name.casefold() for name in taken}
    name, number = plain[:_LONGEST_TITLE], 1
    while name.casefold() in folded:
        number += 1
        ending = f" ({number})"
        name = plain[: _LONGEST_TITLE - len(ending)] + ending
    return name


def _draw(sheet: Worksheet, table: Table, look: Look) -> None:
    for number, line in enumerate(table.above, 1):
        cell = cell_at(sheet, number, _first_shown(table))
        put_text(cell, line, sheet.title)
        style = TITLE if number == 1 else PLAIN
        look.dress(cell, style)
        fit_height(sheet, number, (), size=style.size)
    head = len(table.above) + 1
    widths = [column.width for column in table.columns]
    fit_height(sheet, head, [(column.head, column.width) for column in table.columns])
    for index, column in enumerate(table.columns, 1):
        put_text(cell_at(sheet, head, index), column.head, sheet.title)
        look.dress(cell_at(sheet, head, index), HEADING)
    for number, row in enumerate(table.rows, head + 1):
        if len(row) != len(table.columns):
            raise SpreadsheetError(Problem.of("sheet-ragged", row=number, found=len(row), expected=len(table.columns)))
        for index, text in enumerate(row, 1):
            cell = cell_at(sheet, number, index)
            put_text(cell, text, sheet.title)
            look.dress(cell, look.body(fill_in=table.columns[index - 1].fill_in))
        fit_height(sheet, number, zip(row, widths, strict=True))
    last = head + len(table.rows)
    for number, line in enumerate(table.below, last + 2):
        put_text(cell_at(sheet, number, _first_shown(table)), line, sheet.title)
        look.dress(cell_at(sheet, number, _first_shown(table)), PLAIN)
    set_page(sheet, widths, head if table.columns else 0)
    for index, column in enumerate(table.columns, 1):
        if column.hidden:
            sheet.column_dimensions[cell_at(sheet, 1, index).column_letter].hidden = True


def _first_shown(table: Table) -> int:
    return next((index for index, column in enumerate(table.columns, 1) if not column.hidden), 1)
