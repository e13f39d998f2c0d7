"""Numbers, dates and times as Excel holds them: exact, as they are shown, or refused with what they could mean."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from medsla.errors import Place, Problem, SpreadsheetError
from medsla.spreadsheet.cells import Cell, plain_digits, shown_places
from medsla.wording.normal import normal_text
from medsla.wording.numerals import GROUPED, plain_number, read_grouped

_DAY_ZERO: Final = date(1899, 12, 30)
_FIRST_SURE: Final = date(1900, 3, 1)  # before it, Excel counts a day that never was
_LAST_SERIAL: Final = 2_958_465  # 9999-12-31


def percent_number(cell: Cell, place: Place) -> int | Decimal:
    """The percentage of a number: 0.999 in the format 0.0% is 99.9."""
    number = number_in(cell)
    if not cell.in_percent:
        return sure_percent(number, place)
    places = shown_places(cell.form)
    exact = plain_number(plain_digits(number * 100))
    if places is not None and _places(exact) > places:
        shown = f"{round(Decimal(exact), places)}%"
        raise _refused("sheet-rounded", place, shown=shown, held=f"{plain_digits(exact)}%")
    return exact


def sure_percent(number: int | Decimal, place: Place) -> int | Decimal:
    """The number, unless it may as well be a share of one: 0.999 is 99.9 % or 0.999 %."""
    if 0 < number <= 1:
        whole = plain_digits(Decimal(number) * 100)
        raise _refused("sheet-percent-unsure", place, found=plain_digits(number), whole=whole)
    return number


def read_length(length: timedelta, cell: Cell, place: Place) -> str:
    """The duration of a time format, to the second: Excel holds times as fractions of a day and never exactly."""
    seconds = round(length.total_seconds())
    if seconds <= 0 or abs(length - timedelta(seconds=seconds)) > timedelta(milliseconds=1):
        raise _refused("sheet-kind", place, found=cell.words, expected="PT4H")
    hours, minutes, rest = seconds // 3600, seconds // 60, seconds
    if rest % 60:
        return f"PT{rest}S"
    return f"PT{minutes}M" if minutes % 60 else f"PT{hours}H"


def read_moment(moment: datetime, place: Place) -> str:
    """The day of a date cell."""
    if moment.date() < _FIRST_SURE:
        raise _refused("sheet-date-early", place, found=moment.date().isoformat())
    if moment.time() != time():
        raise _refused("sheet-date-time", place, found=str(moment), date=moment.date().isoformat())
    return moment.date().isoformat()


def read_iso_date(text: str, place: Place) -> str:
    """The day of a text such as 2027-04-01."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _refused("sheet-no-date", place, found=text) from None


def date_number(digits: str, place: Place) -> SpreadsheetError:
    """The refusal of a number for a date, with the date it could mean."""
    serial = int(digits) if digits.isdigit() and len(digits) <= 8 else 0
    meant = ""
    if 61 <= serial <= _LAST_SERIAL:
        meant = (_DAY_ZERO + timedelta(days=serial)).isoformat()
    elif len(digits) == 8 and digits.isdigit():
        try:
            meant = date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
        except ValueError:
            meant = ""
    if meant:
        return _refused("sheet-date-number", place, found=digits, date=meant)
    return _refused("sheet-no-date", place, found=digits)


def number_in(cell: Cell) -> int | Decimal:
    """The number of a cell that holds one."""
    if isinstance(cell.content, bool) or not isinstance(cell.content, int | Decimal):
        message = f"{cell.spot} holds no number"
        raise TypeError(message)
    return cell.content


def number_shown(cell: Cell, place: Place) -> int | Decimal:
    """The number, unless its format shows another one."""
    number = number_in(cell)
    places = shown_places(cell.form)
    if cell.in_percent or (places is not None and _places(number) > places):
        shown = cell.words if cell.in_percent else str(round(Decimal(number), places or 0))
        raise _refused("sheet-rounded", place, shown=shown, held=plain_digits(number))
    return number


def _places(number: int | Decimal) -> int:
    return len(plain_digits(number).partition(".")[2])


def number_said(text: str) -> int | Decimal | None:
    """The number that a text is, full-width digits and grouped ones too; None for any other text.

    >>> number_said("１,２００"), number_said("4時間")
    (1200, None)
    """
    plain = normal_text(text).strip()
    return read_grouped(plain) if re.fullmatch(GROUPED, plain, re.ASCII) else None


def _refused(code: str, place: Place, **fields: object) -> SpreadsheetError:
    return SpreadsheetError(Problem.of(code, place, **fields))
