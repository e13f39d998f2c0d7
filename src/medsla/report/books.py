"""A report's tables as a workbook: one sheet for each table, headed like the part it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from medsla.report.blocks import Heading, Outline, Paragraph, Table
from medsla.report.said import Said
from medsla.spreadsheet import Column, tables_bytes
from medsla.spreadsheet import Table as Sheet

_WIDTHS: Final[Mapping[str, tuple[int, ...]]] = {
    "authorities": (24, 40, 30, 14, 40, 50, 16, 20),
    "documents": (50, 30, 24, 20, 40, 40),
    "editions": (24, 60, 60, 16),
    "rules": (36, 40, 30, 14, 50, 16, 20),
}
_WIDTH: Final = 30


def book_of(report: Outline) -> bytes:
    """The tables of an outline as a workbook, in their order.

    Raises:
        SpreadsheetError: the extra `excel` is missing.

    >>> from medsla.report.authorities import documents_outline
    >>> book_of(documents_outline("en"))[:2]
    b'PK'
    """
    title = str(report.title)
    above = [
        title,
        *(str(block.text) for block in report.blocks if isinstance(block, Paragraph) and block.tone != "closing"),
    ]
    closing = tuple(
        str(block.text) for block in report.blocks if isinstance(block, Paragraph) and block.tone == "closing"
    )
    sheets, heading = [], title
    for block in report.blocks:
        if isinstance(block, Heading):
            heading = str(block.text)
        if isinstance(block, Table):
            sheets.append(_sheet(heading, block, tuple(above), closing))
    return tables_bytes(sheets, language=report.languages[0])


def _sheet(heading: str, table: Table, above: tuple[str, ...], closing: tuple[str, ...]) -> Sheet:
    widths = _WIDTHS.get(table.name, ())
    columns = tuple(
        Column(str(head), widths[number] if number < len(widths) else _WIDTH)
        for number, head in enumerate(table.columns)
    )
    rows = tuple(tuple(map(_text, row)) for row in table.rows)
    return Sheet(heading, columns, rows, above, closing)


def _text(said: Said) -> str:
    return "\n".join(dict.fromkeys(text for _, text in said.texts if text))
