from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.quantities.rate import Rate
from medsla.quantities.refusal import QuantityError

LESS, EQUAL, GREATER, UNDECIDABLE = Order.less, Order.equal, Order.greater, Order.undecidable


def rate(count: int | Decimal, per: str | None = None) -> Rate:
    return Rate(count, Duration.parse(per) if per else None)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (rate(2, "P6M"), rate(4, "P1Y"), EQUAL),
        (rate(1, "P1Y"), rate(1, "P12M"), EQUAL),
        (rate(1, "P1Y"), rate(2, "P1Y"), LESS),
        (rate(1, "P1Y"), rate(1, "P6M"), LESS),
        (rate(2, "P6M"), rate(3, "P1Y"), GREATER),
        (rate(1, "P1D"), rate(1, "P1M"), GREATER),
        (rate(28, "P1M"), rate(1, "P1D"), UNDECIDABLE),
        (rate(27, "P1M"), rate(1, "P1D"), LESS),
        (rate(32, "P1M"), rate(1, "P1D"), GREATER),
        (rate(1, "P1Y"), rate(1, "P365D"), UNDECIDABLE),
        (rate(1, "P1BD"), rate(1, "P2BD"), GREATER),
        (rate(1, "P1BD"), rate(1, "P1D"), UNDECIDABLE),
        (rate(2), rate(3), LESS),
        (rate(2), rate(Decimal("2.0")), EQUAL),
        (rate(2), rate(2, "P1Y"), UNDECIDABLE),
        (rate(0), rate(0, "P1Y"), EQUAL),
        (rate(0, "P1BD"), rate(1, "P1Y"), LESS),
    ],
)
def test_rates_compare(first: Rate, second: Rate, expected: Order) -> None:
    assert first.compare(second) is expected
    assert second.compare(first) is expected.flipped()


def test_a_ratio_of_rates_is_exact_or_bounded() -> None:
    assert rate(4, "P1Y").ratio_bounds(rate(1, "P6M")) == (2, 2)
    assert rate(1, "P1D").ratio_bounds(rate(1, "P1M")) == (28, 31)
    assert rate(1, "P1D").ratio_bounds(rate(0, "P1M")) is None
    assert rate(1).ratio_bounds(rate(1, "P1M")) is None
    assert rate(Decimal("0.5")).ratio_bounds(rate(3)) == (Fraction(1, 6), Fraction(1, 6))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "rate-shape"),
        ({"per": "P1Y"}, "rate-shape"),
        ({"count": "2"}, "rate-shape"),
        ({"count": True}, "rate-shape"),
        ({"count": -1}, "rate-shape"),
        ({"count": Decimal("NaN")}, "rate-shape"),
        ({"count": 1, "every": "P1Y"}, "rate-shape"),
        ([1, "P1Y"], "rate-shape"),
        ({"count": 1, "per": "PT0S"}, "rate-period-zero"),
        ({"count": 1, "per": "year"}, "duration-unreadable"),
    ],
)
def test_what_is_no_rate_is_refused(data: object, code: str) -> None:
    with pytest.raises(QuantityError) as refused:
        Rate.parse(data)
    assert refused.value.code == code


def test_a_rate_is_parsed_from_plain_data() -> None:
    assert Rate.parse({"count": 2, "per": "P6M"}) == rate(2, "P6M")
    assert Rate.parse({"count": Decimal(2)}) == rate(2)
