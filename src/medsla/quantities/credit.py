"""One service credit: what the institution gets back, in one of four kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, get_args

from medsla.quantities.amount import Money, exact_number
from medsla.quantities.order import Order, order_of
from medsla.quantities.refusal import QuantityError

__all__ = ["Credit", "CreditKind", "parse_fraction"]

CreditKind = Literal["percent", "fraction", "fee_days", "amount"]

_FRACTION = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit; equal by what it is worth, so 50 percent equals the fraction 1/2.

    `unit` is "fee" for shares of the fee (`value` 1 is the whole fee), "fee_days", or a currency.

    >>> Credit.parse({"percent": 50}) == Credit.parse({"fraction": "1/2"})
    True
    """

    kind: CreditKind = field(compare=False)
    value: Fraction
    unit: str

    @classmethod
    def parse(cls, data: object) -> Credit:
        """A credit from exactly one of `percent`, `fraction`, `fee_days`, `amount`.

        Raises:
            QuantityError: none or several kinds, a share above the whole fee, a negative number.

        >>> Credit.parse({"fraction": "1/30"}).value
        Fraction(1, 30)
        """
        if not isinstance(data, Mapping) or len(data) != 1:
            raise QuantityError("credit-shape", text=data)
        ((kind, said),) = data.items()
        if kind not in get_args(CreditKind):
            raise QuantityError("credit-shape", text=data)
        if kind == "amount":
            money = Money.parse(said)
            return cls("amount", Fraction(money.value), money.currency)
        value = parse_fraction(said) if kind == "fraction" else _number(kind, said)
        if kind == "fee_days":
            return cls("fee_days", value, "fee_days")
        share = value / 100 if kind == "percent" else value
        if share > 1:
            raise QuantityError("credit-out-of-range", kind=kind, text=said)
        return cls(kind, share, "fee")

    @property
    def share(self) -> Fraction | None:
        """The share of the fee; None for days of fee and sums of money.

        >>> Credit.parse({"percent": 25}).share
        Fraction(1, 4)
        """
        return self.value if self.unit == "fee" else None

    def compare(self, other: Credit) -> Order:
        """Worth less, as much, more; undecidable between units. Nothing is worth less than any credit.

        >>> Credit.parse({"fee_days": 1}).compare(Credit.parse({"percent": 3}))
        <Order.undecidable: 'undecidable'>
        """
        if self.unit == other.unit or not self.value or not other.value:
            return order_of(self.value, other.value)
        return Order.undecidable


def parse_fraction(text: object) -> Fraction:
    """The fraction of a text such as `1/30`; the whole fee is written as 100 percent or `1/1`.

    Raises:
        QuantityError: the text is no fraction of two whole numbers.

    >>> parse_fraction("1/30")
    Fraction(1, 30)
    """
    match = _FRACTION.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise QuantityError("fraction-unreadable", text=text)
    return Fraction(int(match[1]), int(match[2]))


def _number(kind: str, said: object) -> Fraction:
    number = exact_number(said)
    if number is None or number < 0:
        raise QuantityError("credit-out-of-range", kind=kind, text=said)
    return Fraction(number)
