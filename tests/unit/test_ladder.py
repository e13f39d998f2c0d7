from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from medsla.quantities.amount import Money
from medsla.quantities.credit import Credit
from medsla.quantities.ladder import Flaw, Ladder
from medsla.quantities.order import Order
from medsla.quantities.refusal import QuantityError

LESS, EQUAL, GREATER, UNDECIDABLE = Order.less, Order.equal, Order.greater, Order.undecidable


def dec(text: str) -> Decimal:
    return Decimal(text)


def step(low: str | None, high: str | None, **credit: object) -> dict[str, object]:
    limits = {"at_least": low, "below": high}
    row: dict[str, object] = {name: dec(said) for name, said in limits.items() if said is not None}
    return row | {"credit": credit}


def ladder(*steps: dict[str, object]) -> Ladder:
    return Ladder.parse(steps)


EIGHT = ladder(
    step("99.75", "99.90", percent=1),
    step("99.50", "99.75", percent=3),
    step("99.00", "99.50", percent=5),
    step("97.00", "99.00", percent=10),
    step("95.00", "97.00", percent=20),
    step("93.00", "95.00", percent=30),
    step("90.00", "93.00", percent=40),
    step(None, "90.00", percent=50),
)
FRACTIONS = ladder(
    step("99.8", "99.9", fraction="1/30"), step("95.0", "99.8", fraction="1/2"), step(None, "95.0", percent=100)
)


@pytest.mark.parametrize(
    ("uptime", "expected"),
    [
        ("99.90", None),
        ("100", None),
        ("99.89", "1"),
        ("99.75", "1"),
        ("99.7499", "3"),
        ("90", "40"),
        ("89.99", "50"),
        ("0", "50"),
    ],
)
def test_steps_are_half_open(uptime: str, expected: str | None) -> None:
    credit = EIGHT.credit_at(dec(uptime))
    assert (None if credit is None else credit.share) == (None if expected is None else Fraction(int(expected), 100))


def test_fractions_of_the_fee_are_exact() -> None:
    assert [FRACTIONS.credit_at(dec(at)).share for at in ("99.85", "99", "10")] == [Fraction(1, 30), Fraction(1, 2), 1]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([step(None, "99", percent=10)], ()),
        ([step("99", "99.9", percent=5), step(None, "99", percent=10)], ()),
        ([step("99", "99.9", percent=5), step(None, "99", percent=5)], ()),
        ([step("99", None, percent=5), step(None, "99", percent=10)], ()),
        ([step("99", "99.9", percent=5), step(None, "98", percent=10)], (Flaw("gap", dec("98"), dec("99")),)),
        ([step("98", "99.9", percent=5), step(None, "99", percent=10)], (Flaw("overlap", dec("98"), dec("99")),)),
        ([step("99", "99.9", percent=10), step(None, "99", percent=5)], (Flaw("not_falling", dec("0"), dec("99.9")),)),
        ([step("99", "99.9", percent=5)], (Flaw("missing_bottom", dec("0"), dec("99")),)),
        ([step("99", "99.9", fee_days=1), step(None, "99", percent=5)], (Flaw("unclear", dec("0"), dec("99.9")),)),
        (
            [step("90", None, percent=1), step("95", "96", percent=1), step(None, "80", percent=2)],
            (Flaw("gap", dec("80"), dec("90")), Flaw("overlap", dec("95"), dec("96"))),
        ),
    ],
)
def test_flaws_are_named_with_their_place(steps: list[dict[str, object]], expected: tuple[Flaw, ...]) -> None:
    assert ladder(*steps).flaws() == expected
    assert ladder(*reversed(steps)).flaws() == expected


def test_published_ladders_have_no_flaw() -> None:
    assert EIGHT.flaws() == FRACTIONS.flaws() == ()


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (EIGHT, EIGHT, EQUAL),
        (ladder(step(None, "99", percent=50)), ladder(step(None, "99", fraction="1/2")), EQUAL),
        (ladder(step(None, "99", percent=50)), ladder(step("0", "99", percent=50)), EQUAL),
        (
            ladder(step(None, "99", percent=5)),
            ladder(step("98", "99", percent=5), step(None, "98", percent=5)),
            EQUAL,
        ),
        (ladder(step(None, "99", percent=5)), ladder(step(None, "99", percent=10)), LESS),
        (ladder(step(None, "99", percent=5)), ladder(step(None, "99.5", percent=5)), LESS),
        (ladder(step(None, "99", percent=3)), ladder(step(None, "99", fraction="1/30")), LESS),
        (ladder(step(None, "99", percent=10)), ladder(step(None, "99.5", percent=5)), UNDECIDABLE),
        (ladder(step(None, "99", percent=5)), ladder(step(None, "99", fee_days=1)), UNDECIDABLE),
        (ladder(step(None, "99", fee_days=1)), ladder(step(None, "99", fee_days=2)), LESS),
        (ladder(step(None, "99", fee_days=1)), ladder(step(None, "99.9", fee_days=1)), LESS),
        (
            ladder(step(None, "99", amount={"value": 5000, "currency": "JPY"})),
            ladder(step(None, "99", amount={"value": 6000, "currency": "JPY"})),
            LESS,
        ),
        (
            ladder(step(None, "99", amount={"value": 5000, "currency": "JPY"})),
            ladder(step(None, "99", amount={"value": 60, "currency": "USD"})),
            UNDECIDABLE,
        ),
        (ladder(step(None, "99", percent=0)), ladder(step(None, "99", fee_days=1)), LESS),
        (ladder(step("98", "99", percent=5)), ladder(step(None, "99", percent=5)), LESS),
        (ladder(step(None, "100", percent=5)), ladder(step(None, None, percent=5)), LESS),
        (
            ladder(step(None, "99", percent=5), step("98", "99.5", percent=6)),
            ladder(step(None, "99", percent=5)),
            UNDECIDABLE,
        ),
    ],
)
def test_the_ladder_that_pays_more_everywhere_is_greater(first: Ladder, second: Ladder, expected: Order) -> None:
    assert first.compare(second) is expected
    assert second.compare(first) is expected.flipped()


def test_what_another_ladder_gives_and_takes_is_told_as_bands() -> None:
    here = ladder(step("99", "99.9", percent=5), step(None, "99", percent=10))
    there = ladder(step("98", "99.5", percent=5), step(None, "98", percent=20))
    assert [(band.low, band.high) for band in here.lost(there)] == [(dec("98"), dec("99")), (dec("99.5"), dec("99.9"))]
    (gained,) = here.gained(there)
    assert (gained.low, gained.high, gained.first, gained.second) == (
        0, 98, Credit.parse({"percent": 10}), Credit.parse({"percent": 20}),
    )  # fmt: skip


def test_overlapping_steps_with_one_credit_are_read_and_with_two_refused() -> None:
    same = ladder(step(None, "99", percent=5), step("98", "99.5", percent=5))
    assert same.credit_at(dec("98.5")).share == Fraction(1, 20)
    with pytest.raises(QuantityError) as refused:
        ladder(step(None, "99", percent=5), step("98", "99.5", percent=6)).credit_at(dec("98.5"))
    assert refused.value == QuantityError("steps-overlap", uptime="98.5")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ([], "ladder-shape"),
        ("none", "ladder-shape"),
        ({}, "ladder-shape"),
        ([{"below": 99}], "ladder-shape"),
        ([{"below": 99, "credit": {"percent": 5}, "note": "x"}], "ladder-shape"),
        ([{"below": "99", "credit": {"percent": 5}}], "number-unreadable"),
        ([{"below": True, "credit": {"percent": 5}}], "number-unreadable"),
        ([{"below": 101, "credit": {"percent": 5}}], "percent-out-of-range"),
        ([{"below": 0, "credit": {"percent": 5}}], "step-empty"),
        ([{"at_least": 99, "below": 99, "credit": {"percent": 5}}], "step-empty"),
        ([{"at_least": 99, "below": 98, "credit": {"percent": 5}}], "step-empty"),
        ([{"below": 99, "credit": {}}], "credit-shape"),
        ([{"below": 99, "credit": {"percent": 5, "fee_days": 1}}], "credit-shape"),
        ([{"below": 99, "credit": {"points": 5}}], "credit-shape"),
        ([{"below": 99, "credit": 5}], "credit-shape"),
        ([{"below": 99, "credit": {"percent": 101}}], "credit-out-of-range"),
        ([{"below": 99, "credit": {"percent": -1}}], "credit-out-of-range"),
        ([{"below": 99, "credit": {"percent": "5"}}], "credit-out-of-range"),
        ([{"below": 99, "credit": {"fraction": "3/2"}}], "credit-out-of-range"),
        ([{"below": 99, "credit": {"fraction": "1/0"}}], "fraction-unreadable"),
        ([{"below": 99, "credit": {"fraction": "0.5"}}], "fraction-unreadable"),
        ([{"below": 99, "credit": {"fraction": "１/30"}}], "fraction-unreadable"),
        ([{"below": 99, "credit": {"fraction": 1}}], "fraction-unreadable"),
        ([{"below": 99, "credit": {"amount": 5000}}], "money-shape"),
        ([{"below": 99, "credit": {"amount": {"value": -1, "currency": "JPY"}}}], "money-shape"),
        ([{"below": 99, "credit": {"amount": {"value": 1, "currency": "yen"}}}], "currency-unreadable"),
        ([{"below": 99, "credit": {"amount": {"value": 1, "currency": 392}}}], "money-shape"),
    ],
)
def test_what_is_no_ladder_is_refused_with_its_reason(data: object, code: str) -> None:
    with pytest.raises(QuantityError) as refused:
        Ladder.parse(data)
    assert refused.value.code == code


def test_money_of_two_currencies_is_never_compared() -> None:
    assert Money(dec("5"), "JPY").compare(Money(dec("5.0"), "JPY")) is EQUAL
    assert Money(dec("0"), "JPY").compare(Money(dec("5"), "USD")) is UNDECIDABLE
