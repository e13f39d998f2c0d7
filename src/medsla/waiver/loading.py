"""Waivers from a YAML or JSON file, or every reason why the file holds none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from medsla.errors import ProfileError
from medsla.profile.checking import shape_problems
from medsla.profile.values import checked_value
from medsla.reading.documents import read_document
from medsla.reading.values import pointer_step
from medsla.results import Plain
from medsla.sla.plain import frozen

_SCHEMA = "waivers.schema.json"
_NOT_STATED = "not_stated"

Value = Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Waiver:
    """What somebody accepted: per term the value, why, who, and the last day on which it holds.

    None as a value means that the term was accepted as not stated. Without a `rule` the waiver concerns what the
    comparison with the yardstick found.
    """

    waived: Mapping[str, Value | None]
    person: str
    until: date
    rule: str = ""
    reason: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def load_waivers(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> tuple[Waiver, ...]:
    r"""The waivers of a file, or of the bytes of one, in their order.

    Raises:
        ReadError: the file cannot be read.
        ProfileError: it holds no waivers, or values that the catalogue does not know; all problems at once.

    >>> text = b"medsla: '1.0'\nwaivers: []\n"
    >>> load_waivers(text)
    ()
    """
    document = read_document(source, name=name)
    problems = list(shape_problems(document, _SCHEMA))
    if problems:
        raise ProfileError(problems)
    rows: Any = document.data["waivers"]
    found = []
    for index, row in enumerate(rows):
        values: dict[str, Value | None] = {}
        for address, value in row["waived"].items():
            place = document.place(f"/waivers/{index}/waived{pointer_step(address)}")
            checked, wrong = checked_value(address, {} if value == _NOT_STATED else value, place)
            problems += wrong
            values[address] = None if value == _NOT_STATED else checked
        found.append(_waiver(row, values))
    if problems:
        raise ProfileError(problems)
    return tuple(found)


def _waiver(row: Mapping[str, Any], values: Mapping[str, Value | None]) -> Waiver:
    return Waiver(
        waived=MappingProxyType(dict(values)),
        person=row["person"],
        until=date.fromisoformat(row["until"]),
        rule=row.get("rule", ""),
        reason=frozen(row.get("reason", {})),
    )
