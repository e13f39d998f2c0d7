"""One cell as it was read, whatever file it comes from, and the text of a cell that is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, cast

from medsla.errors import Place, Problem, SpreadsheetError
from medsla.reading.values import FORBIDDEN, digits_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as OpenpyxlCell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST: Final = 32_767
"""UTF-16 units that a cell holds; Excel and openpyxl cut the rest off without a word."""

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")

Kind = Literal["empty", "text", "number", "flag", "moment", "clock", "length", "error", "formula"]
_KINDS: Final[tuple[tuple[type, Kind], ...]] = (  # a truth value is an int, too, and therefore comes first
    (bool, "flag"),
    (int, "number"),
    (datetime, "moment"),
    (time, "clock"),
    (timedelta, "length"),
)
Content = str | int | Decimal | bool | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds. `spot` is its place (契約一覧!C6), `form` its number format in a workbook.

    A `moment` is a date with a time, a `clock` a time of day, a `length` a time format beyond 24 hours ([h]:mm).
    A `formula` is one whose result the file does not hold: formulas are never calculated.
    """

    spot: str
    kind: Kind = "empty"
    content: Content = None
    form: str = ""

    def __bool__(self) -> bool:
        return self.kind != "empty"

    @property
    def words(self) -> str:
        """What the cell holds, as text; of a percentage, what it shows.

        >>> Cell("B3", "number", Decimal("0.999"), "0.0%").words
        '99.9%'
        """
        if isinstance(self.content, bool) or self.content is None:
            return "" if self.content is None else str(self.content).upper()
        if isinstance(self.content, Decimal | int):
            shown = self.content * 100 if self.in_percent else self.content
            return plain_digits(shown) + ("%" if self.in_percent else "")
        if isinstance(self.content, datetime) and self.content.time() == time():
            return self.content.date().isoformat()
        return str(self.content)

    @property
    def in_percent(self) -> bool:
        """Whether a number is shown as a percentage, and so holds a hundredth of what is seen."""
        return self.kind == "number" and "%" in _bare_format(self.form)


def text_cell(spot: str, text: str) -> Cell:
    """The cell of a text; white space alone is an empty cell.

    >>> text_cell("C6", " 00123 ").content
    '00123'
    """
    kept = text.replace("\r\n", "\n").strip()
    return Cell(spot, "text", kept) if kept else Cell(spot)


def cell_of(found: OpenpyxlCell, spot: str) -> Cell:
    """The cell that openpyxl has read; numbers keep the digits that Excel shows of them."""
    value, form = found.value, str(found.number_format or "")
    if found.data_type == "e":
        return Cell(spot, "error", str(value), form)
    if value is None:
        return Cell(spot, form=form)
    if isinstance(value, float):
        return _number(spot, value, form)
    if isinstance(value, date) and not isinstance(value, datetime):
        return Cell(spot, "moment", datetime(value.year, value.month, value.day), form)  # noqa: DTZ001 - a cell has no zone
    for kinds, kind in _KINDS:
        if isinstance(value, kinds):
            return Cell(spot, kind, cast("Content", value), form)
    cell = text_cell(spot, _unescaped(str(value)))
    return Cell(cell.spot, cell.kind, cell.content, form)


def _number(spot: str, value: object, form: str) -> Cell:
    """The number of the shortest digits that mean the same: 0.99950000000000006 is 0.9995."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return Cell(spot, "error", str(value), form)
    return Cell(spot, "number", int(exact) if exact == exact.to_integral_value() else exact, form)


def plain_digits(number: int | Decimal) -> str:
    """All digits that say something, without an exponent.

    >>> plain_digits(Decimal("99.900")), plain_digits(Decimal("1E+2"))
    ('99.9', '100')
    """
    text = digits_of(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_places(form: str) -> int | None:
    """How many decimals a number format shows; None where that depends on the number.

    >>> shown_places("0.00%"), shown_places("General")
    (2, None)
    """
    found = re.fullmatch(r"#?,?#?#?0(?:\.(0+))?%?", _bare_format(form))
    return len(found[1] or "") if found else None


def _bare_format(form: str) -> str:
    """The first section of a format without quoted words and escaped signs."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", form.partition(";")[0]).strip()


def zeros(form: str) -> int:
    """How many digits a format of zeros alone fills up: 00123 is the number 123 in the format 00000.

    >>> zeros("00000"), zeros("0.00")
    (5, 0)
    """
    bare = _bare_format(form)
    return len(bare) if bare and not bare.strip("0") and form == bare else 0


def cell_text(text: str, place: Place) -> str:
    """The text as a workbook stores it, so that every reader gives back the same text.

    Raises:
        SpreadsheetError: it is longer than a cell, or holds a character that no workbook can.

    >>> cell_text("_x0041_", Place())
    '_x005F_x0041_'
    """
    found = FORBIDDEN.search(text)
    if found:
        raise SpreadsheetError(Problem.of("text-control", place, character=f"U+{ord(found.group()):04X}"))
    stored = _ESCAPE.sub(r"_x005F_x\1_", text)
    if len(stored.encode("utf-16-le")) // 2 > LONGEST:
        raise SpreadsheetError(Problem.of("sheet-cell-long", place, limit=LONGEST))
    return stored


def cell_at(sheet: Worksheet, row: int, column: int) -> OpenpyxlCell:
    """The cell of a sheet that is being written; medsla merges none."""
    return cast("OpenpyxlCell", sheet.cell(row, column))


def put_text(cell: OpenpyxlCell, text: str, sheet: str) -> None:
    """Write a text into a cell as text, also where it begins like a formula or reads like an error."""
    if not text:
        return
    cell.value = cell_text(text, Place(spot=f"{sheet}!{cell.coordinate}"))
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
