"""Problems and places as plain JSON data, to cross a process, a file and a day unchanged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from medsla.errors import Place, Problem

_PARTS: Final = ("file", "line", "column", "pointer", "address", "spot")


def plain_problem(problem: Problem) -> dict[str, Any]:
    """A problem as plain data; what is not known of its place is left out.

    >>> plain_problem(
    ...     Problem.of("key-twice", Place("a.yaml", 3), key="uptime", first=2)
    ... )
    {'code': 'key-twice', 'place': {'file': 'a.yaml', 'line': 3}, 'fields': {'first': '2', 'key': 'uptime'}}
    """
    return {"code": problem.code, "place": plain_place(problem.place), "fields": dict(problem.fields)}


def problem_of(data: Mapping[str, Any]) -> Problem:
    """The problem that `plain_problem` made plain.

    >>> problem_of(
    ...     {"code": "file-empty", "place": {"file": "a.yaml"}, "fields": {}}
    ... ).place.file
    'a.yaml'
    """
    return Problem(str(data["code"]), place_of(data["place"]), tuple(data["fields"].items()))


def plain_place(place: Place) -> dict[str, Any]:
    """A place as plain data, without what is not known.

    >>> plain_place(Place("rows.xlsx", spot="Sheet1!D9"))
    {'file': 'rows.xlsx', 'spot': 'Sheet1!D9'}
    """
    return {name: value for name in _PARTS if (value := getattr(place, name)) is not None}


def place_of(data: Mapping[str, Any]) -> Place:
    """The place that `plain_place` made plain.

    >>> place_of({"spot": "Sheet1!D9"}).spot
    'Sheet1!D9'
    """
    return Place(**{name: data[name] for name in _PARTS if name in data})


def read_plain(text: str | bytes) -> Any:
    """Plain data from JSON that medsla itself wrote; decimals keep their digits.

    >>> read_plain('{"percent": 99.90}')
    {'percent': Decimal('99.90')}
    """
    return json.loads(text, parse_float=Decimal)
