"""Draws the lines of a form with openpyxl: hidden keys, coloured cells to fill in, lists to choose from, comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from medsla.catalogue import catalogue
from medsla.spreadsheet.cells import cell_at, put_text
from medsla.spreadsheet.engine import packed, require_engine
from medsla.spreadsheet.form import spoken
from medsla.spreadsheet.lines import SKIP, WRITTEN
from medsla.spreadsheet.look import (
    BODY,
    CLOSED,
    FILL_IN,
    GROUP,
    HEADING,
    HINT,
    NOTE,
    PLAIN,
    STRONG,
    TITLE,
    Look,
    Style,
    fit_height,
    set_page,
)
from medsla.spreadsheet.marking import marker
from medsla.spreadsheet.tables import sheet_name

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_LISTS: Final = "medsla"
_NOTE_WIDTH: Final = 110
_LONGEST_NOTE: Final = 250
"""A list to choose from may hold a note of 255 characters."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One line to draw: its key, its texts by column, and how its cells are filled in.

    `lists` are the words to choose from by column; `several` if the value may be more than one of them. `closed`
    are the columns in which nothing belongs. `blank` marks a line that somebody may fill in as a whole.
    """

    key: str
    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    several: bool = False
    closed: tuple[str, ...] = ()
    comment: str = ""
    first: bool = False
    blank: bool = False
    heading: bool = False

    @classmethod
    def group(cls, text: str) -> Mark:
        """The line of a heading."""
        return cls(SKIP, {"item": text}, heading=True)


class Drawing:
    """A workbook that is being drawn."""

    def __init__(self, language: str, languages: tuple[str, ...]) -> None:
        require_engine()
        from openpyxl import Workbook

        self.languages = languages
        self._language = language
        self._book = Workbook()
        self._look = Look(self._book, language)
        self._book.remove(self._book.worksheets[0])
        self._lists: dict[tuple[str, ...], str] = {}
        self._title = ""

    def sheet(
        self,
        title: str,
        kind: str,
        columns: Sequence[str],
        above: Sequence[str],
        heads: Sequence[tuple[str, int]],
        marks: Sequence[Mark],
    ) -> None:
        """A sheet of lines; the first of `columns` is the hidden one of the keys."""
        sheet = self._created(title)
        put_text(cell_at(sheet, 1, 1), marker(kind, self._language), sheet.title)
        for index, name in enumerate(columns[1:], 2):
            put_text(cell_at(sheet, 1, index), name, sheet.title)
        for row, line in enumerate(above, 2):
            put_text(cell_at(sheet, row, 1), SKIP, sheet.title)
            put_text(cell_at(sheet, row, 2), line, sheet.title)
            style = TITLE if row == 2 else PLAIN
            self._look.dress(cell_at(sheet, row, 2), style)
            fit_height(sheet, row, (), size=style.size)
        head = len(above) + 2
        put_text(cell_at(sheet, head, 1), SKIP, sheet.title)
        self._heads(sheet, head, heads, 2)
        fit_height(sheet, head, heads)
        chooser = _Chooser(sheet, self)
        widths = [width for _, width in heads]
        for row, mark in enumerate(marks, head + 1):
            put_text(cell_at(sheet, row, 1), mark.key, sheet.title)
            for index, name in enumerate(columns[1:], 2):
                cell = cell_at(sheet, row, index)
                put_text(cell, mark.texts.get(name, ""), sheet.title)
                self._look.dress(cell, _style(mark, name))
                chooser.offer(cell, mark, name)
            if mark.comment:
                self._comment(cell_at(sheet, row, 2), mark.comment)
            fit_height(sheet, row, zip((mark.texts.get(name, "") for name in columns[1:]), widths, strict=True))
        chooser.finish()
        set_page(sheet, [10, *widths], head, frozen_columns=3)
        sheet.row_dimensions[1].hidden = True
        sheet.column_dimensions["A"].hidden = True

    def rows(
        self,
        title: str,
        keys: Sequence[str],
        heads: Sequence[tuple[str, int]],
        comments: Mapping[str, str],
        marks: Sequence[Mark],
    ) -> None:
        """A sheet with one contract a row: hidden addresses, headings with comments, rows to fill in."""
        sheet = self._created(title)
        for index, key in enumerate(keys, 1):
            put_text(cell_at(sheet, 1, index), key, sheet.title)
        self._heads(sheet, 2, heads, 1)
        fit_height(sheet, 2, heads)
        for index, key in enumerate(keys, 1):
            self._comment(cell_at(sheet, 2, index), comments[key])
        chooser = _Chooser(sheet, self)
        for row, mark in enumerate(marks, 3):
            for index, key in enumerate(keys, 1):
                cell = cell_at(sheet, row, index)
                put_text(cell, mark.texts.get(key, ""), sheet.title)
                self._look.dress(cell, FILL_IN)
                chooser.offer(cell, mark, key)
        chooser.finish()
        set_page(sheet, [width for _, width in heads], 2, frozen_columns=1)
        sheet.row_dimensions[1].hidden = True

    def notes(self, title: str, lines: Sequence[str]) -> None:
        """A sheet of plain lines that nobody reads back."""
        sheet = self._created(title)
        for row, line in enumerate(lines, 1):
            put_text(cell_at(sheet, row, 1), line, sheet.title)
            self._look.dress(cell_at(sheet, row, 1), NOTE)
            fit_height(sheet, row, [(line, _NOTE_WIDTH)])
        set_page(sheet, [_NOTE_WIDTH], 0)

    def finished(self) -> bytes:
        """The bytes of the workbook, with the sheet of lists that stays out of sight."""
        from openpyxl.workbook.defined_name import DefinedName

        sheet = self._book.create_sheet(_LISTS)
        put_text(cell_at(sheet, 1, 1), marker("lists", self._language), sheet.title)
        put_text(cell_at(sheet, 2, 1), catalogue().edition, sheet.title)
        for index, (words, name) in enumerate(self._lists.items(), 2):
            letter = cell_at(sheet, 1, index).column_letter
            for row, word in enumerate(words, 1):
                put_text(cell_at(sheet, row, index), word, sheet.title)
            self._book.defined_names[name] = DefinedName(name, attr_text=f"{_LISTS}!${letter}$1:${letter}${len(words)}")
        sheet.sheet_state = "veryHidden"
        return packed(self._book, self._title)

    def list_name(self, words: tuple[str, ...]) -> str:
        """The name under which the words of a list stand on the hidden sheet."""
        return self._lists.setdefault(words, f"medsla_list_{len(self._lists) + 1}")

    def _created(self, title: str) -> Worksheet:
        name = sheet_name(title, [*self._book.sheetnames, _LISTS])
        self._title = self._title or name
        sheet: Worksheet = self._book.create_sheet(name)
        return sheet

    def _heads(self, sheet: Worksheet, row: int, heads: Sequence[tuple[str, int]], first: int) -> None:
        for index, (text, _) in enumerate(heads, first):
            put_text(cell_at(sheet, row, index), text, sheet.title)
            self._look.dress(cell_at(sheet, row, index), HEADING)

    def _comment(self, cell: Cell, text: str) -> None:
        from openpyxl.comments import Comment

        cell.comment = Comment(text, "", height=60 + 18 * text.count("\n"), width=320)


class _Chooser:
    """The lists to choose from on one sheet, each with all its cells."""

    def __init__(self, sheet: Worksheet, drawing: Drawing) -> None:
        self._sheet = sheet
        self._drawing = drawing
        self._found: dict[tuple[str, bool], list[str]] = {}

    def offer(self, cell: Cell, mark: Mark, column: str) -> None:
        """Offer a cell the words of its column."""
        words = mark.lists.get(column)
        if words:
            free = column == "hedges" or (mark.several and column == "value")
            self._found.setdefault((self._drawing.list_name(words), free), []).append(cell.coordinate)

    def finish(self) -> None:
        """Write all lists into the sheet; what is not in a list is questioned, and where several may stand, taken."""
        from openpyxl.worksheet.datavalidation import DataValidation

        for (name, free), cells in self._found.items():
            offered = DataValidation(type="list", formula1=name, allow_blank=True, showErrorMessage=not free)
            offered.errorStyle = "warning"
            offered.error = spoken("prompt.choose", self._drawing.languages)[:_LONGEST_NOTE]
            for coordinate in cells:
                offered.add(coordinate)
            self._sheet.add_data_validation(offered)


def _style(mark: Mark, column: str) -> Style:
    if mark.heading:
        return GROUP
    if column in mark.closed:
        return CLOSED
    if column in WRITTEN or (mark.blank and column in {"item", "facet"}):
        return FILL_IN
    if column == "form":
        return HINT
    return STRONG if column == "item" else BODY
