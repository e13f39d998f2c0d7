"""A value and whether it is itself still promised: 以内 includes it, 未満 does not."""

from __future__ import annotations

from typing import Literal

from medsla.quantities.order import Order

__all__ = ["Bound", "compare_bounded"]

Bound = Literal["inclusive", "exclusive"]


def compare_bounded(
    order: Order, first: Bound | None, second: Bound | None, better: Literal["lower", "higher"]
) -> Order:
    """The order of two bounded values: the bounds decide only between equal values.

    A limit from above (`better` lower) is less when it excludes its value, a limit from below greater. A
    bound nobody wrote counts as inclusive, which promises least.

    >>> compare_bounded(Order.equal, "exclusive", "inclusive", "lower")
    <Order.less: 'less'>
    >>> compare_bounded(Order.greater, "exclusive", "inclusive", "lower")
    <Order.greater: 'greater'>
    """
    strict = (first == "exclusive", second == "exclusive")
    if order is not Order.equal or strict[0] == strict[1]:
        return order
    lower, higher = (Order.less, Order.greater) if better == "lower" else (Order.greater, Order.less)
    return lower if strict[0] else higher
