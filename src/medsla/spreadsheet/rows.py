"""One contract a row: the columns are addresses of the catalogue, the values whatever the cells say of them.

A row that cannot be read is no reason to refuse the others: each carries its own problems, by cell.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, Final

from medsla.errors import MedslaError, Place, Problem, SpreadsheetError, UnknownAddress
from medsla.results import Plain
from medsla.schema.vocabulary import folded
from medsla.sla.plain import thawed
from medsla.spreadsheet.cells import Cell
from medsla.spreadsheet.delimited import read_delimited
from medsla.spreadsheet.fields import Field, field_at, field_named
from medsla.spreadsheet.marking import sheet_kind
from medsla.spreadsheet.opening import Sheet, open_sheets
from medsla.spreadsheet.values import Reading, read_cell
from medsla.wording.normal import normal_text

VARYING: Final = (
    "agreement.number",
    "agreement.signed",
    "agreement.effective",
    "parties.institution.name.ja",
    "parties.institution.name.en",
    "parties.institution.address.ja",
    "parties.institution.address.en",
    "parties.institution.representative.ja",
    "parties.institution.representative.en",
    "service.plan",
)
"""The columns that a clerk sees: what differs from contract to contract. A base document gives the rest."""

IGNORED: Final = "#"
"""A column whose heading begins with this sign is nobody's value."""

_TEXT_TABLES: Final = (".csv", ".tsv", ".txt")
_HEADING_WITHIN: Final = 20
_MOST_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One contract: values by address, where each stands, and why the row cannot be used as it is.

    `number` is the row as a person counts it. An upper or lower limit said as 未満 or 超 gives the address
    `….bound` as well, and 非公開 and its like `….answer` instead of a value.
    """

    number: int
    values: Mapping[str, Plain]
    places: Mapping[str, Place]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, read one by one as they are asked for; empty rows are left out.

    `encoding` is the one in which a text table was read, "" for a workbook.
    """

    file: str
    sheet: str
    encoding: str
    columns: tuple[str, ...]
    _table: Sheet
    _fields: Mapping[int, Field]
    _first: int
    _lengths: Mapping[int, int] = field(default_factory=dict)
    _length: int = 0
    _seen: dict[Hashable, Reading] = field(default_factory=dict, compare=False, repr=False)

    def __iter__(self) -> Iterator[Row]:
        for number in range(self._first, self._table.survey.last_row + 1):
            if any(self._table.rows.get(number, {}).values()):
                yield self._row(number)

    def _row(self, number: int) -> Row:
        work = _Work(self._table, number, self._seen)
        for column, known in self._fields.items():
            work.read(known, column)
        for column, cell in self._table.rows[number].items():
            if column not in self._fields and column not in self._ignored:
                work.refuse("sheet-no-heading", self._table.place(number, column), found=cell.words)
        if self._lengths.get(number, self._length) != self._length:
            place = Place(self.file or None, spot=f"{number}")
            work.refuse("sheet-row-length", place, found=self._lengths[number], expected=self._length)
        return Row(number, MappingProxyType(work.values), MappingProxyType(work.places), tuple(work.problems))

    @property
    def _ignored(self) -> frozenset[int]:
        return frozenset(
            column
            for row in range(1, self._first)
            for column, cell in self._table.rows.get(row, {}).items()
            if cell.words.startswith(IGNORED)
        )


class _Work:
    """The values and problems of one row; what was read once in a column is remembered for the other rows."""

    def __init__(self, table: Sheet, number: int, seen: dict[Hashable, Reading]) -> None:
        self.table = table
        self.number = number
        self.seen = seen
        self.values: dict[str, Any] = {}
        self.places: dict[str, Place] = {}
        self.problems: list[Problem] = []

    def refuse(self, code: str, place: Place, **fields: object) -> None:
        """Note why the row cannot be used."""
        self.problems.append(Problem.of(code, place, **fields))

    def read(self, known: Field, column: int) -> None:
        """Read the value of one cell."""
        cell = self.table.cell(self.number, column)
        if not cell:
            return
        place = self.table.place(self.number, column, known.address)
        self.places[known.address] = place
        trouble = self.table.trouble(self.number, column, place)
        if trouble:
            self.problems.append(trouble)
            return
        said = (known.address, cell.kind, cell.content, cell.form)
        try:
            reading = self.seen.get(said) or read_cell(known, cell, place)
        except MedslaError as error:
            self.problems += error.problems
            return
        if len(self.seen) < _MOST_REMEMBERED:
            self.seen[said] = reading
        term = known.address.rpartition(".")[0]
        if reading.answer:
            self.keep(f"{term}.answer", reading.answer, place)
            return
        self.keep(known.address, thawed(reading.value), place)
        if reading.exclusive:
            self.keep(f"{term}.bound", "exclusive", place)

    def keep(self, address: str, value: Any, place: Place) -> None:
        """Keep a value; two columns may not say two things of one bound or answer."""
        if self.values.setdefault(address, value) != value:
            self.refuse("sheet-twice", place, key=address)
        self.places.setdefault(address, place)


def read_rows(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> Rows:
    r"""The rows of a workbook or of a .csv file, one contract each.

    The headings are addresses or labels in either language; a heading that begins with # is ignored. Formulas
    are never calculated, and numbers are never taken for dates.

    Args:
        source: The file or its bytes.
        name: What to call it in messages, instead of the file's name; its ending tells a text table.

    Raises:
        ReadError: it is no readable file.
        SpreadsheetError: no row can be read, because of the table as a whole: all its reasons at once.

    >>> rows = read_rows(
    ...     "契約番号,発効日\n00123,令和9年4月1日\n".encode(), name="a.csv"
    ... )
    >>> [dict(row.values) for row in rows]
    [{'agreement.number': '00123', 'agreement.effective': '2027-04-01'}]
    """
    file = name or ("" if isinstance(source, bytes) else os.fspath(source))
    if PurePath(file).suffix.lower() in _TEXT_TABLES:
        table = read_delimited(source, name=name)
        found = _heading(table.sheet)
        if found is None:
            raise SpreadsheetError(Problem.of("sheet-no-columns", Place(file or None)))
        row, fields = found
        first = _first_row(table.sheet, row, fields)
        columns = tuple(known.address for known in fields.values())
        length = table.lengths[row]
        return Rows(file, "", table.encoding, columns, table.sheet, fields, first, table.lengths, length)
    sheet, row, fields = _only(open_sheets(source, name=name), file)
    columns = tuple(known.address for known in fields.values())
    return Rows(file, sheet.name, "", columns, sheet, fields, _first_row(sheet, row, fields))


def row_fields(columns: Sequence[str]) -> tuple[Field, ...]:
    """The fields of a table's columns.

    Raises:
        UnknownAddress: a column that no field has.
        SpreadsheetError: a column that is named twice.

    >>> row_fields(["agreement.number"])[0].label["ja"]
    '契約番号'
    """
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise SpreadsheetError(
            [Problem.of("sheet-column-twice", Place(address=column), found=column) for column in twice]
        )
    return tuple(field_at(column) for column in columns)


def holds_rows(sheet: Sheet) -> bool:
    """Whether a sheet is a table with one contract a row, well formed or not."""
    if sheet_kind(sheet):
        return False
    within = range(1, min(sheet.survey.last_row, _HEADING_WITHIN) + 1)
    return any(_is_named(cell) for number in within for cell in sheet.rows.get(number, {}).values())


def _only(sheets: Sequence[Sheet], file: str) -> tuple[Sheet, int, Mapping[int, Field]]:
    """The one sheet with rows."""
    found = []
    for sheet in sheets:
        heading = None if sheet_kind(sheet) else _heading(sheet)
        if heading is not None:
            found.append((sheet, *heading))
    shown = [one for one in found if not one[0].survey.hidden]
    if len(shown) == 1 and len(found) == 1:
        return shown[0]
    if len(found) > 1:
        names = ", ".join(one[0].name for one in found)
        raise SpreadsheetError(Problem.of("sheet-several", Place(file or None), names=names))
    if found:
        raise SpreadsheetError(Problem.of("sheet-hidden-sheet", Place(file or None, spot=found[0][0].name)))
    if any(sheet_kind(sheet) == "terms" for sheet in sheets):
        raise SpreadsheetError(Problem.of("sheet-is-terms", Place(file or None)))
    raise SpreadsheetError(Problem.of("sheet-no-columns", Place(file or None)))


def _heading(sheet: Sheet) -> tuple[int, Mapping[int, Field]] | None:
    """The row of headings and the field of each column; None where no row names a field."""
    for number in range(1, min(sheet.survey.last_row, _HEADING_WITHIN) + 1):
        cells = sheet.rows.get(number, {})
        if any(_is_named(cell) for cell in cells.values()):
            return number, _columns(sheet, number, cells)
    return None


def _is_named(cell: Cell) -> bool:
    try:
        field_named(cell.words)
    except UnknownAddress:
        return False
    return True


def _columns(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> Mapping[int, Field]:
    fields: dict[int, Field] = {}
    problems: list[Problem] = []
    for column, cell in sorted(cells.items()):
        place = sheet.place(row, column)
        if cell.words.startswith(IGNORED):
            continue
        try:
            known = field_named(cell.words)
        except UnknownAddress as error:
            code = "sheet-column-near" if error.nearest else "sheet-column-unknown"
            near = {"nearest": error.nearest[0]} if error.nearest else {}
            problems.append(Problem.of(code, place, found=cell.words, **near))
            continue
        if any(known.address == other.address for other in fields.values()):
            problems.append(Problem.of("sheet-column-twice", place, found=cell.words))
        fields[column] = known
    if problems:
        raise SpreadsheetError(problems)
    return fields


def _first_row(sheet: Sheet, heading: int, fields: Mapping[int, Field]) -> int:
    """The first row below the headings; behind a row of addresses, a row of labels is heading, too."""
    for column, known in fields.items():
        said = folded(normal_text(sheet.cell(heading + 1, column).words.partition(" / ")[0]))
        if said and said in {folded(normal_text(label)) for label in known.label.values()}:
            return heading + 2
    return heading + 1
