"""Percentages and the downtime they permit."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from medsla.quantities.months import month_lengths
from medsla.quantities.refusal import QuantityError

__all__ = ["ClockTime", "allowed_downtime", "month_lengths", "parse_percent", "split_seconds"]

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_GRAMMAR = re.compile(r"((?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,12})?) ?%?", re.ASCII)
_DAY = 86_400


class ClockTime(NamedTuple):
    """A length of time split for a sentence; the seconds may be a fraction."""

    days: int
    hours: int
    minutes: int
    seconds: Fraction


def parse_percent(text: str) -> Decimal:
    """The number a percentage is written with, digit for digit (`99.90` keeps its zero).

    ASCII or full-width digits, one point, an optional percent sign; no sign, comma, comparator or word.

    Raises:
        QuantityError: the text is no such number.

    >>> parse_percent("９９．９０％")
    Decimal('99.90')
    """
    match = _GRAMMAR.fullmatch(text.translate(_FULL_WIDTH)) if isinstance(text, str) else None
    if match is None:
        raise QuantityError("number-unreadable", text=text)
    return Decimal(match[1])


def allowed_downtime(percent: Decimal, seconds: Fraction | int) -> Fraction:
    """Seconds of downtime an uptime percentage permits in a period of so many seconds; exact.

    Raises:
        QuantityError: the percentage is not between 0 and 100.

    >>> allowed_downtime(Decimal("99.9"), 30 * 86400)
    Fraction(2592, 1)
    """
    if not 0 <= percent <= 100:
        raise QuantityError("percent-out-of-range", text=str(percent))
    return (100 - Fraction(percent)) / 100 * seconds


def split_seconds(seconds: Fraction | int, *, with_days: bool = False) -> ClockTime:
    """Hours, minutes and seconds; days only when asked for (a year at 99 % is 87 h 36 min).

    >>> split_seconds(2592)
    ClockTime(days=0, hours=0, minutes=43, seconds=Fraction(12, 1))
    """
    if seconds < 0:
        raise ValueError("a length of time is not negative")
    days, rest = divmod(Fraction(seconds), _DAY) if with_days else (0, Fraction(seconds))
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    return ClockTime(days, hours, minutes, rest)
