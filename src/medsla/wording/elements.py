"""A duration as a row of numbers and units in the order they were written, before any words.

`PT90M` stays ninety minutes and `P2W` two weeks; whether the row is a duration is asked of
`medsla.quantities`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from medsla.quantities.duration import Duration

__all__ = ["TIMES", "UNITS", "Element", "assembled", "taken_apart"]

Element = tuple[str, str]
"""Digits and unit: ("90", "minute")."""

_DATES: Final = {"Y": "year", "M": "month", "W": "week", "BD": "business_day", "D": "day"}
_TIMES: Final = {"H": "hour", "M": "minute", "S": "second", "BH": "business_hour", "BM": "business_minute"}
_LETTERS: Final = {unit: letter for units in (_DATES, _TIMES) for letter, unit in units.items()}
_ELEMENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)(BD|BH|BM|[YMWDHS])", re.ASCII)

UNITS: Final = (*_DATES.values(), *_TIMES.values())
"""The units in the order in which a duration names them."""

TIMES: Final = frozenset(_TIMES.values())
"""The units that stand behind the T."""


@lru_cache(maxsize=1024)  # a batch of contracts says the same few durations again and again
def taken_apart(text: str) -> tuple[Element, ...]:
    """The numbers and units of a duration; QuantityError for a text that is none.

    >>> taken_apart("P1Y6M")
    (('1', 'year'), ('6', 'month'))
    """
    Duration.parse(text)
    date, _, time = text.removeprefix("P").partition("T")
    return tuple(
        (number, units[letter])
        for part, units in ((date, _DATES), (time, _TIMES))
        for number, letter in _ELEMENT.findall(part)
    )


def assembled(elements: tuple[Element, ...] | list[Element]) -> str:
    """The duration of numbers and units; QuantityError where they make none (`4時間1日`).

    >>> assembled([("90", "minute")])
    'PT90M'
    """
    text, in_time = "P", False
    for number, unit in elements:
        if unit in TIMES and not in_time:
            text, in_time = text + "T", True
        text += number + _LETTERS[unit]
    return Duration.parse(text).text
