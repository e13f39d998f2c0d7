"""How workbooks look: fonts, borders, fills, page. Colour is never the only sign of anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import NamedStyle
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Style:
    """The look of one kind of cell, by the name it has in the workbook; colours as RRGGBB, '' for none."""

    name: str
    bold: bool = False
    size: int = 10
    colour: str = "000000"
    fill: str = ""
    border: bool = True
    wrap: bool = True
    text: bool = False
    centre: bool = False


TITLE: Final = Style("medsla title", bold=True, size=14, border=False, wrap=False)
PLAIN: Final = Style("medsla plain", border=False, wrap=False)
HEADING: Final = Style("medsla heading", bold=True, colour="FFFFFF", fill="1F3A5F", centre=True)
GROUP: Final = Style("medsla group", bold=True, fill="D9E2EC")
BODY: Final = Style("medsla body", text=True)
STRONG: Final = Style("medsla strong", bold=True, text=True)
FILL_IN: Final = Style("medsla fill in", fill="FFFBE6", text=True)
HINT: Final = Style("medsla hint", size=9, colour="595959", text=True)
NOTE: Final = Style("medsla note", border=False)
CLOSED: Final = Style("medsla closed", fill="F4F4F4", text=True)

_A3, _A4 = 8, 9
_WIDEST: Final = 240  # half-width characters across A4; more could not be read
_CENTIMETRE: Final = 100 / 254  # inches
_PIECES: Final = re.compile(r"[!-~]+ *| +|.")  # a Latin word with the blanks behind it, else one character
_HIGHEST: Final = 400  # points; Excel shows no row above 409
_FONTS: Final = {"ja": "Yu Gothic", "en": "Calibri"}


class Look:
    """The look of one workbook: its font, and the styles that it has so far."""

    def __init__(self, book: Workbook, language: str) -> None:
        self._book = book
        self._font = _FONTS["en" if language == "en" else "ja"]
        self._known: set[Style] = set()

    def dress(self, cell: Cell, style: Style) -> None:
        """Give a cell its look; text cells get the format of text, so that 0012 and 4/1 stay what was typed."""
        if style not in self._known:
            self._book.add_named_style(self._made(style))
            self._known.add(style)
        quoted = cell.quotePrefix
        cell.style = style.name
        cell.quotePrefix = quoted

    def body(self, *, fill_in: bool) -> Style:
        """The style of a cell that is read, or of one that is filled in."""
        return FILL_IN if fill_in else BODY

    def _made(self, style: Style) -> NamedStyle:
        from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

        made = NamedStyle(style.name)
        made.font = Font(name=self._font, size=style.size, bold=style.bold, color=style.colour)
        vertical, horizontal = ("center", "center") if style.centre else ("top", None)
        made.alignment = Alignment(vertical=vertical, horizontal=horizontal, wrap_text=style.wrap)
        if style.fill:
            made.fill = PatternFill("solid", fgColor=style.fill)
        if style.border:
            line = Side(style="thin", color="9AA5B1")
            made.border = Border(left=line, right=line, top=line, bottom=line)
        if style.text:
            made.number_format = "@"
        return made


def fit_height(sheet: Worksheet, row: int, cells: Iterable[tuple[str, int]], *, size: int = 10) -> None:
    """A row as high as its texts need in columns of these widths; programs do not all find that out themselves."""
    lines = max((lines_needed(text, width * 11 // 10) for text, width in cells), default=1)
    sheet.row_dimensions[row].height = min(_HIGHEST, lines * size * 14 // 10 + 4)


def lines_needed(text: str, width: int) -> int:
    """Lines that a text takes in a column of so many half-width characters; Latin words are not broken.

    >>> (
    ...     lines_needed("稼働率", 6),
    ...     lines_needed("稼働率", 5),
    ...     lines_needed("ab cd ef", 5),
    ... )
    (1, 2, 2)
    """
    return sum(_wrapped(line, max(2, width)) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> int:
    lines, filled = 1, 0
    for piece in _PIECES.findall(line):
        wide = columns(piece)
        if filled and filled + columns(piece.rstrip()) > width:
            lines, filled = lines + 1, 0
        lines += max(0, wide - 1) // width
        filled += wide if wide <= width else wide % width
    return lines


def columns(text: str) -> int:
    """Half-width characters that a line takes.

    >>> columns("RTO目標")
    7
    """
    return sum(2 if unicodedata.east_asian_width(char) in "FWA" else 1 for char in text)


def set_page(sheet: Worksheet, widths: Sequence[int], head: int, frozen_columns: int = 0) -> None:
    """Widths, the heading row kept in view and repeated on every page, A4 across (A3 for what is too wide)."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    if head:
        sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4 if sum(widths) <= _WIDEST else _A3
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = _CENTIMETRE
    sheet.page_margins.top = _CENTIMETRE
    sheet.page_margins.bottom = _CENTIMETRE * 2
    sheet.page_margins.footer = _CENTIMETRE
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&P / &N"))
