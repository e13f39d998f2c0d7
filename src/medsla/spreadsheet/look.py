"""How workbooks look: fonts, borders, fills, page. Colour is never the only sign of anything."""

from __future__ import annotations

from collections.abc import Sequence
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
CLOSED: Final = Style(fill="EFEFEF", text=True)

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
    sheet.page_margins.top = sheet.page_margins.bottom = _CENTIMETRE * 3 / 2
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&P / &N"))


_CENTIMETRE: Final = 100 / 254  # inches
