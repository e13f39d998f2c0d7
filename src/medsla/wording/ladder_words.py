"""Credit ladders in words and read back: 99.75%以上99.9%未満の場合は1%、99.75%未満の場合は30分の1."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from medsla.quantities.refusal import QuantityError
from medsla.wording.amounts import (
    format_fraction,
    format_money,
    fraction_pattern,
    money_pattern,
    read_fraction,
    read_money,
)
from medsla.wording.numerals import DIGITS, digits, plain_number
from medsla.wording.words import quoted, shape, word

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["format_credit", "format_ladder", "format_percent", "ladder_pattern", "read_ladder", "read_percent"]

_LIMITS: Final = {"between": ("at_least", "below"), "at_least": ("at_least",), "below": ("below",), "any": ()}

PERCENT: Final = f"{DIGITS} ?%"
"""The pattern of a percentage."""


def format_percent(value: Any) -> str:
    """The percentage with its own digits.

    >>> from decimal import Decimal
    >>> format_percent(Decimal("99.90"))
    '99.90%'
    """
    return f"{digits(value)}%"


def read_percent(text: str) -> Any:
    """The number of a percentage in normalised words; ValueError where it is none.

    >>> read_percent("99.90%")
    Decimal('99.90')
    """
    if not re.fullmatch(PERCENT, text):
        raise ValueError(text)
    return plain_number(text.rstrip("% "))


def format_credit(credit: Mapping[str, Any], language: str) -> str:
    """One credit in words.

    >>> format_credit({"fee_days": 3}, "ja"), format_credit({"fraction": "1/2"}, "en")
    ('3日分の料金', '1/2')
    """
    if len(credit) != 1:
        raise QuantityError("credit-shape", text=credit)
    [(kind, value)] = credit.items()
    if kind == "percent":
        return format_percent(value)
    if kind == "fraction":
        return format_fraction(value, language)
    if kind == "fee_days":
        number = digits(value)
        return word("credit.fee_day" if number == "1" else "credit.fee_days", language, n=number)
    if kind == "amount":
        return format_money(value["value"], value["currency"], language)
    raise QuantityError("credit-shape", text=credit)


def format_ladder(steps: Any, language: str) -> str:
    """The steps in the order they are written.

    >>> format_ladder([{"below": 95, "credit": {"fraction": "1/1"}}], "ja")
    '95%未満の場合は全額'
    """
    if not isinstance(steps, (list, tuple)) or not steps:
        raise QuantityError("ladder-shape", text=steps)
    return word("credit.separator", language).join(_step(step, language) for step in steps)


def ladder_pattern(language: str) -> str:
    """The pattern of a ladder."""
    step, between = _step_pattern(language), quoted(word("credit.separator", language))
    return f"(?:{step})(?:{between}(?:{step}))*"


def read_ladder(text: str, language: str) -> list[dict[str, Any]]:
    """The steps of normalised words; ValueError where they are none.

    >>> read_ladder("95%未満の場合は全額", "ja")
    [{'below': 95, 'credit': {'fraction': '1/1'}}]
    """
    if not re.fullmatch(ladder_pattern(language), text):
        raise ValueError(text)
    return [_read_step(found[0], language) for found in re.finditer(_step_pattern(language), text)]


def _step(step: Mapping[str, Any], language: str) -> str:
    limits = {key: format_percent(step[key]) for key in ("at_least", "below") if key in step}
    key = "between" if len(limits) == 2 else next(iter(limits), "any")
    return word(f"credit.{key}", language, credit=format_credit(step["credit"], language), **limits)


@cache
def _credit_pattern(language: str) -> str:
    days = "|".join(shape(f"credit.{key}", language, n=DIGITS) for key in ("fee_days", "fee_day"))
    return f"(?:{PERCENT}|{days}|{fraction_pattern(language)}|{money_pattern(language)})"


@cache
def _step_pattern(language: str) -> str:
    credit = _credit_pattern(language)
    steps = (
        shape(f"credit.{key}", language, credit=credit, **dict.fromkeys(names, PERCENT))
        for key, names in _LIMITS.items()
    )
    return "|".join(steps)


def _read_step(text: str, language: str) -> dict[str, Any]:
    credit = f"(?P<credit>{_credit_pattern(language)})"
    for key, names in _LIMITS.items():
        limits = {name: f"(?P<{name}>{PERCENT})" for name in names}
        found = re.fullmatch(shape(f"credit.{key}", language, credit=credit, **limits), text)
        if found:
            read: dict[str, Any] = {name: read_percent(found[name]) for name in names}
            return read | {"credit": _read_credit(found["credit"], language)}
    raise ValueError(text)


def _read_credit(text: str, language: str) -> dict[str, Any]:
    if text.endswith("%"):
        return {"percent": read_percent(text)}
    for key in ("fee_days", "fee_day"):
        found = re.fullmatch(shape(f"credit.{key}", language, n=f"(?P<n>{DIGITS})"), text)
        if found:
            return {"fee_days": plain_number(found["n"])}
    try:
        return {"fraction": read_fraction(text, language)}
    except ValueError:
        return {"amount": dict(read_money(text, language))}
