from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from medsla.quantities.percent import ClockTime, allowed_downtime, month_lengths, parse_percent, split_seconds
from medsla.quantities.refusal import QuantityError

DAY = 86_400


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("99.9", "99.9"),
        ("99.90%", "99.90"),
        ("９９．９％", "99.9"),
        ("99.9 %", "99.9"),
        ("0", "0"),
        ("0.5%", "0.5"),
        ("100％", "100"),
        ("9９.9%", "99.9"),
        ("99.999999999", "99.999999999"),
    ],
)
def test_a_percentage_keeps_its_digits(text: str, digits: str) -> None:
    assert str(parse_percent(text)) == digits


@pytest.mark.parametrize(
    "text",
    [
        "",
        "%",
        "99.",
        ".9",
        "99.9.9",
        "99,9",
        "099.9",
        "-1",
        "+1",
        "99.9%%",
        "99.9  %",
        " 99.9",
        "99.9以上",
        "99.9\n",
        "1e2",
        "NaN",
        "Infinity",
        "九九",
        "٩٩",
        "99。9",
        None,
        99,
    ],
)
def test_what_is_no_plain_number_is_refused(text: object) -> None:
    with pytest.raises(QuantityError) as refused:
        parse_percent(text)  # type: ignore[arg-type]
    assert refused.value.code == "number-unreadable"


@pytest.mark.parametrize(
    ("percent", "days", "expected"),
    [
        ("99.9", 30, (0, 43, 12)),
        ("99.2", 30, (5, 45, 36)),
        ("99", 30, (7, 12, 0)),
        ("99.5", 30, (3, 36, 0)),
        ("99.95", 30, (0, 21, 36)),
        ("99.99", 30, (0, 4, Fraction(96, 5))),
        ("99", 365, (87, 36, 0)),
        ("99.95", 365, (4, 22, 48)),
        ("99.9", 31, (0, 44, Fraction(192, 5))),
        ("100", 30, (0, 0, 0)),
        ("0", 1, (24, 0, 0)),
    ],
)
def test_permitted_downtime_is_exact(percent: str, days: int, expected: tuple[int, int, Fraction]) -> None:
    assert split_seconds(allowed_downtime(Decimal(percent), days * DAY))[1:] == expected


@pytest.mark.parametrize("percent", ["100.01", "-0.1"])
def test_an_uptime_outside_0_to_100_permits_nothing_that_can_be_counted(percent: str) -> None:
    with pytest.raises(QuantityError) as refused:
        allowed_downtime(Decimal(percent), DAY)
    assert refused.value == QuantityError("percent-out-of-range", text=percent)


def test_days_are_split_off_only_when_asked_for() -> None:
    assert split_seconds(315_360) == ClockTime(0, 87, 36, Fraction(0))
    assert split_seconds(315_360, with_days=True) == ClockTime(3, 15, 36, Fraction(0))
    with pytest.raises(ValueError, match="negative"):
        split_seconds(-1)


def test_a_month_has_four_lengths() -> None:
    assert month_lengths == (28, 29, 30, 31)
