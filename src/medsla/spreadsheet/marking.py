"""How medsla knows its own sheets again: by the hidden first cell, whatever the sheet is called now."""

from __future__ import annotations

from typing import Final

from medsla.errors import Place, Problem, SpreadsheetError
from medsla.spreadsheet.opening import Sheet

MARKER: Final = "medsla"
"""The first word of that cell: medsla:terms:1:ja."""

FORMAT: Final = "1"
"""The arrangement of the sheets; a workbook of another one is refused."""


def marker(kind: str, language: str) -> str:
    """What the first cell of a sheet says.

    >>> marker("terms", "ja-en")
    'medsla:terms:1:ja-en'
    """
    return f"{MARKER}:{kind}:{FORMAT}:{language}"


def sheet_kind(sheet: Sheet) -> str:
    """What kind of sheet of a form it is: terms, cases or lists; '' for any other sheet.

    Raises:
        SpreadsheetError: a form of another arrangement.
    """
    parts = sheet.cell(1, 1).words.split(":")
    if parts[0] != MARKER or len(parts) != 4:
        return ""
    if parts[2] != FORMAT:
        place = Place(sheet.file or None, spot=sheet.spot(1, 1))
        raise SpreadsheetError(Problem.of("sheet-format", place, found=parts[2], expected=FORMAT))
    return parts[1]


def sheet_languages(sheet: Sheet) -> tuple[str, ...]:
    """Whose words the cells of a form hold, its own first."""
    own = sheet.cell(1, 1).words.split(":")[3].split("-")
    return tuple(dict.fromkeys((*(each for each in own if each in ("ja", "en")), "ja", "en")))
