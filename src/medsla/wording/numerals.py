"""Numbers as papers write them, digit for digit: grouped digits, and Japanese numerals for reading.

Nothing here rounds and nothing becomes a float.
"""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["DIGITS", "GROUPED", "KANJI", "digits", "grouped", "plain_number", "read_grouped", "read_kanji"]

DIGITS = r"[0-9]+(?:\.[0-9]+)?"
GROUPED = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
KANJI = "[〇一二三四五六七八九十百千]+"

_UNITS = {char: number for number, char in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_KANJI = re.compile(
    r"(?:([二三四五六七八九]?)千)?(?:([二三四五六七八九]?)百)?(?:([二三四五六七八九]?)十)?([一二三四五六七八九]?)"
)


def digits(value: Decimal | int) -> str:
    """The number with its own digits and no exponent.

    >>> digits(Decimal("99.90")), digits(Decimal("1E+2"))
    ('99.90', '100')
    """
    return format(Decimal(value), "f")


def grouped(value: Decimal | int) -> str:
    """The same with a comma before every three digits.

    >>> grouped(1234567)
    '1,234,567'
    """
    return format(Decimal(value), ",f")


def plain_number(text: str) -> int | Decimal:
    """An int for whole digits, otherwise a Decimal that keeps them: what plain data holds.

    >>> plain_number("99"), plain_number("99.90")
    (99, Decimal('99.90'))
    """
    return Decimal(text) if "." in text else int(text)


def read_grouped(text: str) -> int | Decimal:
    """The number of digits that may be grouped (`1,500`).

    >>> read_grouped("1,500")
    1500
    """
    return plain_number(text.replace(",", ""))


def read_kanji(text: str) -> int | None:
    """The number of Japanese numerals, by place (二〇二七) or by unit (二十二); None for anything else.

    >>> read_kanji("二〇二七"), read_kanji("百二十"), read_kanji("十百")
    (2027, 120, None)
    """
    if text and all(char in _UNITS for char in text):
        return int("".join(str(_UNITS[char]) for char in text))
    match = _KANJI.fullmatch(text)
    if not match or not text:
        return None
    places = zip(_TENS, (match[3], match[2], match[1]), strict=True)
    total = sum(_TENS[ten] * _UNITS.get(said or "一", 1) for ten, said in places if ten in text)
    return total + _UNITS.get(match[4] or "〇", 0)
