"""Durations and counts in English: printed in one way, read in the ways papers spell them.

The patterns are the ground on which readers of vendors' wording stand: `DURATION` is a duration and nothing
else, `find_durations` walks a clause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from medsla.quantities.refusal import QuantityError
from medsla.wording.elements import UNITS, assembled, taken_apart
from medsla.wording.numerals import DIGITS
from medsla.wording.words import format_list, word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

__all__ = [
    "DURATION",
    "duration_pattern",
    "find_durations",
    "format_duration",
    "number_phrase",
    "number_phrases",
    "read_duration",
]

_SPELT: Final = {
    "business_day": "(?:business|working) days?",
    "business_hour": "(?:business|working) hours?",
    "business_minute": "(?:business|working) minutes?",
    "year": "(?:years?|yrs?)",
    "month": "months?",
    "week": "weeks?",
    "day": "days?",
    "hour": "(?:hours?|hrs?)",
    "minute": "(?:minutes?|mins?)",
    "second": "(?:seconds?|secs?)",
}
_ELEMENT = rf"{DIGITS}[ -]?(?:{'|'.join(_SPELT.values())})\b"
_BETWEEN = r"(?:, and |, | and | )"

DURATION: Final = rf"(?:{_ELEMENT}(?:{_BETWEEN}{_ELEMENT})*)"
"""A duration, spelt 4 hours, 30 days, 1 year and 6 months, 0.5 business days."""

_NAMED = re.compile(
    rf"(?P<number>{DIGITS})[ -]?(?:{'|'.join(f'(?P<{unit}>{spelt})' for unit, spelt in _SPELT.items())})\b"
)
_IN_A_TEXT = re.compile(rf"(?<![0-9.,:])(?<![0-9]/){DURATION}", re.IGNORECASE)
_ALONE = re.compile(r"\b(?:every|per) $")
_SINGULAR: Final = {
    "{value} times": "once",
    "{value} terminals": "1 terminal",
    "{value} users": "1 user",
    "{value} incidents": "1 incident",
    "{value} generations": "1 generation",
}
_SINGLE = {unit.replace("_", " "): unit for unit in UNITS}


def format_duration(text: str, before: str = "") -> str:
    """The duration in words with the units it was written in; behind "every" and "per" a single 1 is dropped.

    >>> (
    ...     format_duration("PT90M"),
    ...     format_duration("P1Y6M"),
    ...     format_duration("P1M", "every "),
    ... )
    ('90 minutes', '1 year and 6 months', 'month')
    """
    elements = taken_apart(text)
    if len(elements) == 1 and elements[0][0] == "1" and _ALONE.search(before):
        return elements[0][1].replace("_", " ")
    words = [word(f"unit.{unit if number == '1' else unit + 's'}", "en", n=number) for number, unit in elements]
    return format_list(words, "en")


def duration_pattern(before: str = "") -> str:
    """The pattern of a duration behind the words `before`."""
    return rf"(?:{DURATION}|(?:{'|'.join(_SINGLE)})\b)" if _ALONE.search(before) else DURATION


def read_duration(text: str) -> str:
    """The duration of normalised words; QuantityError where they are none.

    >>> read_duration("1 year and 6 months"), read_duration("month")
    ('P1Y6M', 'P1M')
    """
    if text in _SINGLE:
        return assembled([("1", _SINGLE[text])])
    if not re.fullmatch(DURATION, text):
        raise QuantityError("duration-unreadable", text=text)
    return assembled([(found["number"], str(found.lastgroup)) for found in _NAMED.finditer(text)])


def find_durations(text: str) -> Iterator[tuple[str, int, int]]:
    """Each duration of a normalised clause with its start and end.

    >>> list(find_durations("within 4 hours of detection"))
    [('PT4H', 7, 14)]
    """
    for found in _IN_A_TEXT.finditer(text):
        try:
            yield read_duration(found[0].lower()), found.start(), found.end()
        except QuantityError:
            continue  # numbers and units that make no duration are left to the caller as words


def number_phrase(phrase: str, kind: str, value: Decimal | int) -> str:
    """The phrase for this number: one of a thing is singular, one time is once, nothing is at least 100%.

    >>> number_phrase("at least {value} times", "count", 1)
    'at least once'
    """
    if kind == "percent":
        return phrase.replace("at least {value}", "{value}") if value == 100 else phrase
    for many, one in _SINGULAR.items():
        if value == 1 and many in phrase:
            return phrase.replace(many, one)
    return phrase


def number_phrases(phrase: str, kind: str) -> tuple[tuple[str, int | None], ...]:
    """Every form of the phrase, with the number it is for where it is for one.

    >>> number_phrases("at least {value} times", "count")
    (('at least {value} times', None), ('at least once', 1))
    """
    number = 100 if kind == "percent" else 1
    special = number_phrase(phrase, kind, number)
    return ((phrase, None),) if special == phrase else ((phrase, None), (special, number))
