"""The value of a whole term in one cell: in contract words, or as JSON where its words would not be read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medsla.catalogue import Term
from medsla.messages import languages
from medsla.reading.documents import read_document
from medsla.reading.writing import dump_json
from medsla.results import Plain
from medsla.sla.plain import thawed
from medsla.spreadsheet.opening import Sheet
from medsla.wording import WordingError, format_term, read_term


def value_text(term: Term, value: Mapping[str, Plain], language: str) -> str:
    """A term's value in contract words; as JSON where the words would not be read back to the same value.

    >>> from medsla.catalogue import catalogue
    >>> value_text(catalogue().term("recovery.rto"), {"within": "PT4H"}, "ja")
    '4時間以内'
    """
    try:
        text = format_term(term, value, language)
        if read_term(term, text, language) == thawed(value):
            return text
    except WordingError:
        pass  # its own words cannot hold it
    return dump_json(thawed(value), indent=None).strip()


def read_value(term: Term, text: str) -> dict[str, Any]:
    """The plain data of a cell: contract words of either language, or JSON.

    Raises:
        WordingError, ReadError: neither.

    >>> from medsla.catalogue import catalogue
    >>> read_value(catalogue().term("recovery.rto"), "within 4 hours")
    {'within': 'PT4H'}
    """
    if text.lstrip().startswith("{"):
        return dict(read_document(text.encode("utf-8"), name="cell.json").data)
    refusals = []
    for language in languages:
        try:
            return read_term(term, text, language)
        except WordingError as refused:
            refusals.append(refused)
    raise refusals[0]


def marked_sheet(sheets: Sequence[Sheet], mark: str) -> tuple[Sheet, int, int] | None:
    """The sheet with a column of that mark, the row of its headings, and the column."""
    for sheet in sheets:
        for number, row in sheet.rows.items():
            for column, cell in row.items():
                if cell.words == mark:
                    return sheet, number, column
    return None
