"""The verdict of comparing two quantities.

There is no `<` on a quantity that may be undecidable: Python's comparison has only two answers.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

__all__ = ["Order", "order_of", "product"]

Number = TypeVar("Number", int, Decimal, Fraction)


class Order(StrEnum):
    """How the first quantity stands to the second; `undecidable` is a verdict, not a failure."""

    less = "less"
    equal = "equal"
    greater = "greater"
    undecidable = "undecidable"

    def flipped(self) -> Order:
        """The same verdict with the two sides exchanged.

        >>> Order.less.flipped()
        <Order.greater: 'greater'>
        """
        return _FLIPPED[self]


_FLIPPED = {
    Order.less: Order.greater,
    Order.equal: Order.equal,
    Order.greater: Order.less,
    Order.undecidable: Order.undecidable,
}


def order_of(first: Number, second: Number) -> Order:
    """The order of two numbers of one type.

    >>> order_of(1, 2)
    <Order.less: 'less'>
    """
    if first == second:
        return Order.equal
    return Order.less if first < second else Order.greater


def product(*orders: Order) -> Order:
    """The product order: decided only when no part contradicts another and every part is decided.

    >>> product(Order.less, Order.equal)
    <Order.less: 'less'>
    >>> product(Order.less, Order.greater)
    <Order.undecidable: 'undecidable'>
    """
    verdicts = set(orders) - {Order.equal}
    if not verdicts:
        return Order.equal
    return verdicts.pop() if len(verdicts) == 1 else Order.undecidable
