"""Amounts of money. medsla knows no exchange rates: two currencies are never compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from medsla.quantities.order import Order, order_of
from medsla.quantities.refusal import QuantityError

__all__ = ["Money", "exact_number"]

_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in one currency (ISO 4217 letters).

    >>> Money(Decimal(5000), "JPY").compare(Money(Decimal(6000), "JPY"))
    <Order.less: 'less'>
    """

    value: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not _CURRENCY.fullmatch(self.currency):
            raise QuantityError("currency-unreadable", text=self.currency)
        if self.value < 0:
            raise QuantityError("money-shape", text=str(self.value))

    @classmethod
    def parse(cls, data: object) -> Money:
        """Money from `{value, currency}`.

        Raises:
            QuantityError: another shape, a negative value, no currency.

        >>> Money.parse({"value": 5000, "currency": "JPY"})
        Money(value=Decimal('5000'), currency='JPY')
        """
        if not isinstance(data, Mapping) or data.keys() != {"value", "currency"}:
            raise QuantityError("money-shape", text=data)
        value, currency = exact_number(data["value"]), data["currency"]
        if value is None or not isinstance(currency, str):
            raise QuantityError("money-shape", text=data)
        return cls(value, currency)

    def compare(self, other: Money) -> Order:
        """Less, equal or more; undecidable between two currencies.

        >>> Money(Decimal(5), "JPY").compare(Money(Decimal(5), "USD"))
        <Order.undecidable: 'undecidable'>
        """
        return order_of(self.value, other.value) if self.currency == other.currency else Order.undecidable


def exact_number(data: object) -> Decimal | None:
    """The number of plain data as a Decimal; None for anything else, true and false included.

    >>> exact_number(5), exact_number(True)
    (Decimal('5'), None)
    """
    if isinstance(data, bool) or not isinstance(data, int | Decimal):
        return None
    number = Decimal(data)
    return number if number.is_finite() else None
