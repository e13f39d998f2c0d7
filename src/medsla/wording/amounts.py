"""Money, shares of a fee and exact lengths of time in words, and money and shares read back.

Nothing is rounded: what has no finite decimal is printed as a fraction.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from medsla.quantities.duration import plain_number as plain_digits
from medsla.quantities.percent import split_seconds
from medsla.wording.numerals import GROUPED, grouped, read_grouped
from medsla.wording.words import quoted, shape, word

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "format_fraction",
    "format_money",
    "format_seconds",
    "format_share",
    "fraction_pattern",
    "money_pattern",
    "read_fraction",
    "read_money",
]

_WHOLE = "1/1"


def format_seconds(seconds: Fraction | int, language: str, *, with_days: bool = False) -> str:
    """Hours, minutes and seconds, exactly; hours go beyond 24 (a year at 99 % permits 87時間36分).

    `with_days` counts days too (30日).

    >>> format_seconds(2592, "ja"), format_seconds(2592, "en")
    ('43分12秒', '43 min 12 s')
    >>> format_seconds(Fraction(1, 3), "en")
    '1/3 s'
    """
    time = split_seconds(seconds, with_days=with_days)
    units: dict[str, Fraction | int] = {
        "days": time.days,
        "hours": time.hours,
        "minutes": time.minutes,
        "seconds": time.seconds,
    }
    parts = [
        word(f"clock.{unit}", language, n=_exact(amount, language))
        for unit, amount in units.items()
        if amount or (unit == "seconds" and not seconds)
    ]
    return ("" if language == "ja" else " ").join(parts)


def format_share(share: Fraction, language: str) -> str:
    """A share of a fee: 30分の1, 1/30; the whole of it: 全額, the whole fee.

    >>> format_share(Fraction(1, 30), "ja"), format_share(Fraction(1), "en")
    ('30分の1', 'the whole fee')
    """
    return format_fraction(f"{share.numerator}/{share.denominator}", language)


def format_fraction(text: str, language: str) -> str:
    """The same for a fraction as it is written, which is not shortened.

    >>> format_fraction("2/60", "ja")
    '60分の2'
    """
    if text == _WHOLE:
        return word("credit.whole", language)
    numerator, denominator = text.split("/")
    return word("clock.share", language, numerator=numerator, denominator=denominator)


def fraction_pattern(language: str) -> str:
    """The pattern of a share of a fee."""
    share = shape("clock.share", language, numerator="[1-9][0-9]*", denominator="[1-9][0-9]*")
    return f"(?:{share}|{quoted(word('credit.whole', language))})"


def read_fraction(text: str, language: str) -> str:
    """The fraction of normalised words; ValueError where they are none.

    >>> read_fraction("30分の1", "ja")
    '1/30'
    """
    if text == word("credit.whole", language):
        return _WHOLE
    fields = {name: f"(?P<{name}>[1-9][0-9]*)" for name in ("numerator", "denominator")}
    found = re.fullmatch(shape("clock.share", language, **fields), text)
    if not found:
        raise ValueError(text)
    return f"{found['numerator']}/{found['denominator']}"


def format_money(value: Decimal | int, currency: str, language: str) -> str:
    """The amount with its own digits: 5,000円, ¥5,000; other currencies by their letters.

    >>> format_money(5000, "JPY", "ja"), format_money(Decimal("12.50"), "USD", "en")
    ('5,000円', 'USD 12.50')
    """
    if currency == "JPY":
        return word("money.JPY", language, amount=grouped(value))
    return word("money.other", language, currency=currency, amount=grouped(value))


def money_pattern(language: str) -> str:
    """The pattern of an amount of money."""
    other = shape("money.other", language, currency="[A-Z]{3}", amount=GROUPED)
    return f"(?:{shape('money.JPY', language, amount=GROUPED)}|{other})"


def read_money(text: str, language: str) -> Mapping[str, Decimal | int | str]:
    """Value and currency of normalised words; ValueError where they are no amount.

    >>> read_money("5,000円", "ja")
    {'value': 5000, 'currency': 'JPY'}
    """
    amount = rf"(?P<amount>{GROUPED})"
    yen = re.fullmatch(shape("money.JPY", language, amount=amount), text)
    other = re.fullmatch(shape("money.other", language, currency="(?P<currency>[A-Z]{3})", amount=amount), text)
    found = yen or other
    if not found:
        raise ValueError(text)
    return {"value": read_grouped(found["amount"]), "currency": "JPY" if yen else found["currency"]}


def _exact(number: Fraction | int, language: str) -> str:
    try:
        return plain_digits(number)
    except ArithmeticError:
        whole, rest = divmod(Fraction(number), 1)
        parts = {"numerator": str(rest.numerator), "denominator": str(rest.denominator)}
        if not whole:
            return word("clock.share", language, **parts)
        return word("clock.mixed", language, whole=str(whole), **parts)
