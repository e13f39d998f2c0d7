"""Cells that hold JSON: what no words say stays as it is."""

from __future__ import annotations

from typing import Any

from medsla.errors import Place, Problem, ReadError, SpreadsheetError
from medsla.reading.building import Builder, CannotGoOnError
from medsla.reading.json_text import read_json
from medsla.reading.values import Limits


def read_plain(text: str, place: Place) -> Any:
    """The plain data of a JSON text.

    Raises:
        SpreadsheetError: it is no JSON.

    >>> read_plain('{"within": "PT4H"}', Place())
    {'within': 'PT4H'}
    """
    builder = Builder("", Limits())
    try:
        value = read_json(text, builder)
        builder.finish()
    except CannotGoOnError:
        value = None
    except ReadError as error:
        raise SpreadsheetError(Problem(p.code, place, p.fields) for p in error.problems) from error
    if value is None:
        raise SpreadsheetError(Problem.of("sheet-json", place, found=text))
    return value
