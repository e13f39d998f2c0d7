"""Durations: ISO 8601 as written, plus business days, hours and minutes.

Months have no fixed length and business time has none at all without support hours, so a duration is never
turned into one number. Japan has no daylight saving time: a day is 24 hours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

from medsla.quantities.months import month_span
from medsla.quantities.order import Order, order_of
from medsla.quantities.refusal import QuantityError

__all__ = ["Duration", "plain_number"]

_LONGEST_TEXT = 40
_DAY = 86_400
_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_GRAMMAR = re.compile(
    rf"P(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:{_NUMBER}BD)?"
    rf"(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?(?:{_NUMBER}BH)?(?:{_NUMBER}BM)?)?",
    re.ASCII,
)
_CALENDAR, _WEEK, _CLOCK = slice(0, 2), 2, {3: _DAY, 5: 3600, 6: 60, 7: 1}
_BUSINESS_DAY, _BUSINESS_TIME = 4, {8: 60, 9: 1}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time with its text as written; equal and hashed by its canonical parts.

    `days` and `seconds` hold elapsed time (seconds below one day), `months` calendar time, the two business
    parts business time, which never stands beside another part.

    >>> Duration.parse("PT240M") == Duration.parse("PT4H")
    True
    """

    text: str = field(compare=False)
    months: int = 0
    days: int = 0
    business_days: Fraction = Fraction(0)
    business_minutes: Fraction = Fraction(0)
    seconds: Fraction = Fraction(0)

    @classmethod
    def parse(cls, text: str) -> Duration:
        """The duration a text such as `PT4H`, `P1Y6M`, `P2W`, `P0.5BD` or `PT30BM` stands for.

        A fraction may stand in the last element only, never in months or years. Weeks stand alone. Business
        time and elapsed time are not mixed, nor business days and business hours. `P0BD` is refused: it can
        mean "at once" or "by the close of the same day".

        Raises:
            QuantityError: the text is no such duration.

        >>> Duration.parse("P1Y6M").months
        18
        """
        elements = _elements(text)
        present = [index for index, element in enumerate(elements) if element is not None]
        _check(text, elements, present)
        amounts = [Fraction(element or 0) for element in elements]
        elapsed = amounts[_WEEK] * 7 * _DAY + sum(amounts[i] * unit for i, unit in _CLOCK.items())
        days, seconds = divmod(elapsed, _DAY)
        years, months = amounts[_CALENDAR]
        return cls(
            text,
            months=int(years * 12 + months),
            days=days,
            business_days=amounts[_BUSINESS_DAY],
            business_minutes=Fraction(sum(amounts[i] * unit for i, unit in _BUSINESS_TIME.items())),
            seconds=seconds,
        )

    def __str__(self) -> str:
        return self.text

    @property
    def canonical(self) -> str:
        """One spelling for all equal durations, for digests; not for people.

        >>> Duration.parse("PT240M").canonical, Duration.parse("P1Y").canonical
        ('PT4H', 'P12M')
        """
        hours, rest = divmod(self.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        dates = (("M", self.months), ("D", self.days), ("BD", self.business_days))
        times = (("H", hours), ("M", minutes), ("S", seconds), ("BM", self.business_minutes))
        date = "".join(plain_number(amount) + unit for unit, amount in dates if amount)
        time = "".join(plain_number(amount) + unit for unit, amount in times if amount)
        return "P" + date + ("T" + time if time else "") if date or time else "PT0S"

    @property
    def is_zero(self) -> bool:
        """No time at all.

        >>> Duration.parse("PT0S").is_zero
        True
        """
        return not (self.months or self.days or self.seconds or self.is_business)

    @property
    def is_business(self) -> bool:
        """Counted in business time.

        >>> Duration.parse("PT4BH").is_business
        True
        """
        return bool(self.business_days or self.business_minutes)

    @property
    def in_seconds(self) -> Fraction | None:
        """Exact seconds; None for months and business time.

        >>> Duration.parse("PT0.5H").in_seconds
        Fraction(1800, 1)
        """
        return None if self.months or self.is_business else self._elapsed

    @property
    def _elapsed(self) -> Fraction:
        return self.days * _DAY + self.seconds

    def seconds_bounds(self) -> tuple[Fraction, Fraction] | None:
        """Fewest and most seconds over every possible start; None for business time.

        >>> Duration.parse("P1M").seconds_bounds() == (28 * 86400, 31 * 86400)
        True
        """
        return None if self.is_business else _bounds(self.months, self._elapsed)

    def gap_seconds(self, other: Duration) -> tuple[Fraction, Fraction] | None:
        """Least and greatest `self - other` in seconds when both start together; None for business time.

        >>> Duration.parse("PT4H").gap_seconds(Duration.parse("PT1H"))
        (Fraction(10800, 1), Fraction(10800, 1))
        """
        if self.is_business or other.is_business:
            return None
        return _bounds(self.months - other.months, self._elapsed - other._elapsed)

    def gap(self, other: Duration) -> tuple[Decimal, Decimal] | None:
        """Least and greatest `self - other` in days; None for business time.

        For sentences only. A value that has no short decimal (one second is 1/86400 day) is rounded
        outward at the sixth decimal; `gap_seconds` is exact.

        >>> Duration.parse("P1M").gap(Duration.parse("P30D"))
        (Decimal('-2'), Decimal('1'))
        """
        seconds = self.gap_seconds(other)
        if seconds is None:
            return None
        return _in_days(seconds[0], ROUND_FLOOR), _in_days(seconds[1], ROUND_CEILING)

    def compare(self, other: Duration) -> Order:
        """Shorter, equal, longer or undecidable.

        Months stand against days by the extreme lengths of that many calendar months. Business time is
        comparable with the same business unit only: how long a business day or hour lasts depends on hours
        and holidays this value does not know. Nothing is shorter than zero.

        >>> Duration.parse("P1M").compare(Duration.parse("P30D"))
        <Order.undecidable: 'undecidable'>
        >>> Duration.parse("P1M").compare(Duration.parse("P32D"))
        <Order.less: 'less'>
        """
        if self == other:
            return Order.equal
        if self.is_zero or other.is_zero:
            return Order.less if self.is_zero else Order.greater
        if self.is_business or other.is_business:
            pair = self._same_business_unit(other)
            return order_of(*pair) if pair else Order.undecidable
        least, greatest = _bounds(self.months - other.months, self._elapsed - other._elapsed)
        if least > 0:
            return Order.greater
        return Order.less if greatest < 0 else Order.undecidable

    def ratio_bounds(self, other: Duration) -> tuple[Fraction, Fraction] | None:
        """Least and greatest `self / other`; None where that is unknown or the other is zero.

        >>> Duration.parse("PT4H").ratio_bounds(Duration.parse("PT1H"))
        (Fraction(4, 1), Fraction(4, 1))
        """
        if other.is_zero:
            return None
        if self.is_zero:
            return Fraction(0), Fraction(0)
        pair = self._same_business_unit(other) or self._months_alone(other)
        if pair:
            return pair[0] / pair[1], pair[0] / pair[1]
        mine, theirs = self.seconds_bounds(), other.seconds_bounds()
        return (mine[0] / theirs[1], mine[1] / theirs[0]) if mine and theirs else None

    def _same_business_unit(self, other: Duration) -> tuple[Fraction, Fraction] | None:
        if self.business_days and other.business_days:
            return self.business_days, other.business_days
        if self.business_minutes and other.business_minutes:
            return self.business_minutes, other.business_minutes
        return None

    def _months_alone(self, other: Duration) -> tuple[Fraction, Fraction] | None:
        if self.months and other.months and not self._elapsed and not other._elapsed:
            return Fraction(self.months), Fraction(other.months)
        return None


def plain_number(value: Fraction | int) -> str:
    """The digits of a number that has a finite decimal expansion.

    Raises:
        ArithmeticError: it has none (1/3).

    >>> plain_number(Fraction(9, 2))
    '4.5'
    """
    whole, rest = divmod(abs(Fraction(value)), 1)
    sign, digits = "-" if value < 0 else "", ""
    while rest:
        if len(digits) > _LONGEST_TEXT:
            raise ArithmeticError(f"{value} has no finite decimal")
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def _elements(text: str) -> tuple[str | None, ...]:
    if not isinstance(text, str):
        raise QuantityError("duration-unreadable", text=text)
    if len(text) > _LONGEST_TEXT:
        raise QuantityError("duration-too-long", length=str(len(text)), limit=str(_LONGEST_TEXT))
    match = _GRAMMAR.fullmatch(text)
    if match is None or text.endswith(("P", "T")):
        raise QuantityError("duration-unreadable", text=text)
    return match.groups()


def _check(text: str, elements: tuple[str | None, ...], present: list[int]) -> None:
    fractional = [index for index in present if "." in (elements[index] or "")]
    if fractional and (fractional != present[-1:] or fractional[0] < _WEEK):
        raise QuantityError("duration-fraction", text=text)
    business = [index for index in present if index in {_BUSINESS_DAY, *_BUSINESS_TIME}]
    if _WEEK in present and len(present) > 1:
        raise QuantityError("duration-mixed", text=text)
    if business and (len(business) < len(present) or (_BUSINESS_DAY in business and len(business) > 1)):
        raise QuantityError("duration-mixed", text=text)
    if business == [_BUSINESS_DAY] and not Fraction(elements[_BUSINESS_DAY] or 0):
        raise QuantityError("duration-zero-business-days", text=text)


def _bounds(months: int, seconds: Fraction) -> tuple[Fraction, Fraction]:
    fewest, most = month_span(months)
    return fewest * _DAY + seconds, most * _DAY + seconds


def _in_days(seconds: Fraction, rounding: str) -> Decimal:
    """Days, exact where six decimals hold them, else rounded the way told."""
    digits = Context(prec=_LONGEST_TEXT * 3, rounding=rounding)
    days = digits.divide(Decimal(seconds.numerator), Decimal(seconds.denominator * _DAY))
    return Decimal(plain_number(Fraction(digits.quantize(days, Decimal("0.000001")))))
