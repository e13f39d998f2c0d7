from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest

from medsla.quantities.bound import compare_bounded
from medsla.quantities.order import Order, order_of, product

LESS, EQUAL, GREATER, UNDECIDABLE = Order.less, Order.equal, Order.greater, Order.undecidable


@pytest.mark.parametrize(
    ("order", "expected"), [(LESS, GREATER), (GREATER, LESS), (EQUAL, EQUAL), (UNDECIDABLE, UNDECIDABLE)]
)
def test_a_flipped_order_is_the_order_of_the_other_side(order: Order, expected: Order) -> None:
    assert order.flipped() is expected
    assert order.flipped().flipped() is order


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ((), EQUAL),
        ((EQUAL, EQUAL), EQUAL),
        ((LESS, EQUAL), LESS),
        ((GREATER, GREATER), GREATER),
        ((LESS, GREATER), UNDECIDABLE),
        ((LESS, UNDECIDABLE), UNDECIDABLE),
        ((EQUAL, UNDECIDABLE), UNDECIDABLE),
    ],
)
def test_a_product_is_decided_only_without_contradiction(orders: tuple[Order, ...], expected: Order) -> None:
    assert {product(*each) for each in permutations(orders)} == {expected}


def test_numbers_are_ordered_by_value_and_not_by_digits() -> None:
    assert order_of(Decimal("99.9"), Decimal("99.90")) is EQUAL
    assert order_of(Decimal("99.9"), Decimal("99.95")) is LESS


@pytest.mark.parametrize(
    ("order", "first", "second", "better", "expected"),
    [
        (LESS, "inclusive", "exclusive", "lower", LESS),
        (GREATER, "exclusive", "inclusive", "lower", GREATER),
        (UNDECIDABLE, "exclusive", "inclusive", "lower", UNDECIDABLE),
        (EQUAL, "exclusive", "inclusive", "lower", LESS),
        (EQUAL, "inclusive", "exclusive", "lower", GREATER),
        (EQUAL, "exclusive", "inclusive", "higher", GREATER),
        (EQUAL, "inclusive", "exclusive", "higher", LESS),
        (EQUAL, "exclusive", "exclusive", "lower", EQUAL),
        (EQUAL, None, "inclusive", "lower", EQUAL),
        (EQUAL, None, "exclusive", "higher", LESS),
    ],
)
def test_a_bound_decides_only_between_equal_values(order, first, second, better, expected) -> None:
    assert compare_bounded(order, first, second, better) is expected
