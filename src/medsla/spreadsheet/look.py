"""How workbooks look: fonts, borders, fills, page. Colour is never the only sign of anything."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Style:
    """The look of one kind of cell; colours as RRGGBB, '' for none."""

    bold: bool = False
    size: int = 10
    colour: str = "000000"
    fill: str = ""
    border: bool = True
    wrap: bool = True
    text: bool = False
    centre: bool = False


TITLE: Final = Style(bold=True, size=14, border=False, wrap=False)
PLAIN: Final = Style(border=False, wrap=False)
HEADING: Final = Style(bold=True, colour="FFFFFF", fill="1F3A5F", centre=True)
GROUP: Final = Style(bold=True, fill="D9E2EC")
BODY: Final = Style(text=True)
STRONG: Final = Style(bold=True, text=True)
FILL_IN: Final = Style(fill="FFFBE6", text=True)
HINT: Final = Style(size=9, colour="595959", text=True)
CLOSED: Final = Style(fill="F4F4F4", text=True)

_CENTIMETRE: Final = 100 / 254  # inches
_HIGHEST: Final = 400  # points; Excel shows no row above 409
_FONTS: Final = {"ja": "Yu Gothic", "en": "Calibri"}


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one workbook: the font of its language."""

    font: str

    @classmethod
    def of(cls, language: str) -> Look:
        """The look for `ja`, `en` or `ja-en`.

        >>> Look.of("ja-en").font
        'Yu Gothic'
        """
        return cls(_FONTS["en" if language == "en" else "ja"])

    def body(self, *, fill_in: bool) -> Style:
        """The style of a cell that is read, or of one that is filled in."""
        return FILL_IN if fill_in else BODY


def dress(cell: Cell, style: Style, look: Look) -> None:
    """Give a cell its look; text cells get the format of text, so that 0012 and 4/1 stay what was typed."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=look.font, size=style.size, bold=style.bold, color=style.colour)
    cell.alignment = Alignment(
        vertical="center" if style.centre else "top",
        horizontal="center" if style.centre else None,
        wrap_text=style.wrap,
    )
    if style.fill:
        cell.fill = PatternFill("solid", fgColor=style.fill)
    if style.border:
        line = Side(style="thin", color="9AA5B1")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
    if style.text:
        cell.number_format = "@"


def fit_height(sheet: Worksheet, row: int, cells: Iterable[tuple[str, int]], *, size: int = 10) -> None:
    """A row as high as its texts need in columns of these widths; programs do not all find that out themselves."""
    lines = max((lines_needed(text, width * 11 // 10) for text, width in cells), default=1)
    sheet.row_dimensions[row].height = min(_HIGHEST, lines * size * 14 // 10 + 4)


def lines_needed(text: str, width: int) -> int:
    """Lines that a text takes in a column of so many half-width characters.

    >>> lines_needed("稼働率", 6), lines_needed("稼働率", 5), lines_needed("a" * 5, 5)
    (1, 2, 1)
    """
    return sum(max(1, -(-columns(line) // max(1, width))) for line in text.split("\n"))


def columns(text: str) -> int:
    """Half-width characters that a line takes.

    >>> columns("RTO目標")
    7
    """
    return sum(2 if unicodedata.east_asian_width(char) in "FWA" else 1 for char in text)


def set_page(sheet: Worksheet, widths: Sequence[int], head: int, frozen_columns: int = 0) -> None:
    """Widths, the heading row kept in view and repeated on every page, A4 across, as wide as the page."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    if head:
        sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = _CENTIMETRE
    sheet.page_margins.top = _CENTIMETRE
    sheet.page_margins.bottom = _CENTIMETRE * 2
    sheet.page_margins.footer = _CENTIMETRE
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&P / &N"))
