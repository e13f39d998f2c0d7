"""Text tables (.csv, .tsv) as a sheet of cells: encoding found and named, every record as long as the heading."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from medsla.errors import Place, Problem, ReadError, SpreadsheetError
from medsla.reading.kinds import recognise
from medsla.reading.sources import read_bytes
from medsla.spreadsheet.cells import text_cell
from medsla.spreadsheet.opening import Sheet
from medsla.spreadsheet.survey import MOST_COLUMNS, MOST_ROWS, Survey, column_letters

_LARGEST: Final = 32 * 2**20
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Delimited:
    """A text table: its cells, the encoding it was read in, and how many cells each record has."""

    sheet: Sheet
    encoding: str
    lengths: Mapping[int, int]


def read_delimited(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> Delimited:
    r"""The table in a .csv or .tsv file; rows are counted by record, as Excel shows them.

    Raises:
        ReadError: it is no text, or cannot be read.
        SpreadsheetError: an encoding that is none of UTF-8, Shift_JIS (cp932) and UTF-16, or broken quotes.

    >>> read_delimited("契約番号\n00123\n".encode("cp932")).encoding
    'cp932'
    """
    if isinstance(source, bytes):
        file, data = name or "", source
    else:
        file, data = name or os.fspath(source), read_bytes(source, _LARGEST)
    text, encoding = _decoded(data, file)
    if "\0" in text:
        raise SpreadsheetError(
            Problem.of("sheet-csv-nul", Place(file or None, line=text[: text.index("\0")].count("\n") + 1))
        )
    rows, lengths = {}, {}
    survey = Survey("")
    for number, record in enumerate(_records(text, file), 1):
        if number > MOST_ROWS or len(record) > MOST_COLUMNS:
            place = Place(file or None, line=number)
            raise SpreadsheetError(Problem.of("sheet-far", place, rows=MOST_ROWS, columns=MOST_COLUMNS))
        cells = {index: text_cell(f"{column_letters(index)}{number}", said) for index, said in enumerate(record, 1)}
        rows[number] = {index: cell for index, cell in cells.items() if cell}
        lengths[number] = len(record)
        survey.last_row = number
        survey.last_column = max(survey.last_column, len(record))
    return Delimited(Sheet(file, survey, rows), encoding, lengths)


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    """The text and its encoding: the first that fits without a loss."""
    place = Place(file or None)
    if data.startswith(_UTF16):
        candidates: tuple[str, ...] = ("utf-16",)
    else:
        what = recognise(data.removeprefix(codecs.BOM_UTF8))
        if what is not None and what != "file-binary":
            raise ReadError(Problem.of(what, place))
        candidates = ("utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8", "cp932")
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise SpreadsheetError(Problem.of("sheet-csv-encoding", place))


def _records(text: str, file: str) -> list[list[str]]:
    heading = text.partition("\n")[0]
    delimiter = "\t" if "\t" in heading and "," not in heading else ","
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    try:
        return list(reader)
    except csv.Error as error:
        place = Place(file or None, line=reader.line_num)
        raise SpreadsheetError(Problem.of("sheet-csv-quotes", place)) from error
