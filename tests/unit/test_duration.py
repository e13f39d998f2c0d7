from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest

from medsla.quantities.duration import Duration, plain_number
from medsla.quantities.months import month_span
from medsla.quantities.order import Order
from medsla.quantities.refusal import QuantityError

LESS, EQUAL, GREATER, UNDECIDABLE = Order.less, Order.equal, Order.greater, Order.undecidable
HOUR, DAY = 3600, 86_400


def d(text: str) -> Duration:
    return Duration.parse(text)


@pytest.mark.parametrize(
    ("text", "months", "days", "business_days", "business_minutes", "seconds"),
    [
        ("PT4H", 0, 0, 0, 0, 4 * HOUR),
        ("PT0.5H", 0, 0, 0, 0, 1800),
        ("PT36H", 0, 1, 0, 0, 12 * HOUR),
        ("P1D", 0, 1, 0, 0, 0),
        ("P0.5D", 0, 0, 0, 0, 12 * HOUR),
        ("P2W", 0, 14, 0, 0, 0),
        ("P0.5W", 0, 3, 0, 0, 12 * HOUR),
        ("P1M", 1, 0, 0, 0, 0),
        ("P1Y6M", 18, 0, 0, 0, 0),
        ("P1Y6M3DT4H5M6.5S", 18, 3, 0, 0, 4 * HOUR + 306 + Fraction(1, 2)),
        ("P1BD", 0, 0, 1, 0, 0),
        ("P0.5BD", 0, 0, Fraction(1, 2), 0, 0),
        ("PT4BH", 0, 0, 0, 240, 0),
        ("PT1BH30BM", 0, 0, 0, 90, 0),
        ("PT30BM", 0, 0, 0, 30, 0),
        ("PT0S", 0, 0, 0, 0, 0),
        ("PT0BH", 0, 0, 0, 0, 0),
        ("P03M", 3, 0, 0, 0, 0),
    ],
)
def test_a_text_has_its_canonical_parts(text, months, days, business_days, business_minutes, seconds) -> None:
    found = d(text)
    assert (found.months, found.days, found.business_days, found.business_minutes, found.seconds) == (
        months, days, business_days, business_minutes, seconds,
    )  # fmt: skip
    assert found.text == str(found) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "duration-unreadable"),
        ("P", "duration-unreadable"),
        ("PT", "duration-unreadable"),
        ("P1DT", "duration-unreadable"),
        ("4H", "duration-unreadable"),
        ("PT4", "duration-unreadable"),
        ("P4H", "duration-unreadable"),
        ("PT4D", "duration-unreadable"),
        ("PT1BD", "duration-unreadable"),
        ("P4BH", "duration-unreadable"),
        ("PT1M1H", "duration-unreadable"),
        ("PT1H1H", "duration-unreadable"),
        ("pt4h", "duration-unreadable"),
        (" PT4H", "duration-unreadable"),
        ("PT4H\n", "duration-unreadable"),
        ("-PT4H", "duration-unreadable"),
        ("PT-4H", "duration-unreadable"),
        ("PT+4H", "duration-unreadable"),
        ("PT４H", "duration-unreadable"),
        ("PT1,5H", "duration-unreadable"),
        ("PT.5H", "duration-unreadable"),
        ("PT5.H", "duration-unreadable"),
        ("PT1e3S", "duration-unreadable"),
        ("P1M2W", "duration-mixed"),
        ("P1WT4H", "duration-mixed"),
        ("P1DT4BH", "duration-mixed"),
        ("P1D1BD", "duration-mixed"),
        ("P1BDT4BH", "duration-mixed"),
        ("P1BDT4H", "duration-mixed"),
        ("PT4H30BM", "duration-mixed"),
        ("P0.5M", "duration-fraction"),
        ("P1.5Y", "duration-fraction"),
        ("P1.0Y", "duration-fraction"),
        ("P0.5DT1H", "duration-fraction"),
        ("PT0.5H30M", "duration-fraction"),
        ("PT0.5H0.5M", "duration-fraction"),
        ("PT0.5BH30BM", "duration-fraction"),
        ("P0BD", "duration-zero-business-days"),
        ("P0.0BD", "duration-zero-business-days"),
        ("P" + "1" * 39 + "D", "duration-too-long"),
        (None, "duration-unreadable"),
        (4, "duration-unreadable"),
    ],
)
def test_a_text_that_is_no_duration_is_refused_with_its_reason(text, code) -> None:
    with pytest.raises(QuantityError) as refused:
        d(text)
    assert refused.value.code == code


def test_forty_characters_are_read() -> None:
    assert d("P" + "1" * 38 + "D").days == int("1" * 38)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("PT4H", "PT240M", EQUAL),
        ("PT4H", "PT14400S", EQUAL),
        ("P1D", "PT24H", EQUAL),
        ("P1W", "P7D", EQUAL),
        ("P1Y", "P12M", EQUAL),
        ("PT0S", "P0D", EQUAL),
        ("PT0S", "PT0BM", EQUAL),
        ("PT4BH", "PT240BM", EQUAL),
        ("P0.50BD", "P0.5BD", EQUAL),
        ("PT4H", "PT4H1S", LESS),
        ("PT1H", "PT50M", GREATER),
        ("P1M", "P27D", GREATER),
        ("P1M", "P28D", UNDECIDABLE),
        ("P1M", "P30D", UNDECIDABLE),
        ("P1M", "P31D", UNDECIDABLE),
        ("P1M", "P32D", LESS),
        ("P1M", "PT744H", UNDECIDABLE),
        ("P1M", "PT744H1S", LESS),
        ("P2M", "P58D", GREATER),
        ("P2M", "P59D", UNDECIDABLE),
        ("P2M", "P63D", LESS),
        ("P1Y", "P365D", UNDECIDABLE),
        ("P1Y", "P364D", GREATER),
        ("P1Y", "P367D", LESS),
        ("P4Y", "P1460D", UNDECIDABLE),
        ("P4Y", "P1462D", LESS),
        ("P1M", "P2M", LESS),
        ("P1M1D", "P1M2D", LESS),
        ("P1M31D", "P2M", UNDECIDABLE),
        ("P1M32D", "P2M", GREATER),
        ("P1M27D", "P2M", LESS),
        ("P1BD", "P2BD", LESS),
        ("P0.5BD", "P1BD", LESS),
        ("PT4BH", "PT5BH", LESS),
        ("P1BD", "PT8BH", UNDECIDABLE),
        ("P1BD", "P1D", UNDECIDABLE),
        ("P1BD", "P30D", UNDECIDABLE),
        ("P5BD", "P1W", UNDECIDABLE),
        ("PT4BH", "PT4H", UNDECIDABLE),
        ("PT0S", "P1BD", LESS),
        ("PT4BH", "PT0S", GREATER),
        ("PT0S", "P1M", LESS),
    ],
)
def test_durations_compare(first: str, second: str, expected: Order) -> None:
    assert d(first).compare(d(second)) is expected
    assert d(second).compare(d(first)) is expected.flipped()
    assert (d(first) == d(second)) is (expected is EQUAL)
    if expected is EQUAL:
        assert hash(d(first)) == hash(d(second))


def test_a_duration_has_no_less_than() -> None:
    with pytest.raises(TypeError):
        d("PT1H") < d("PT2H")  # type: ignore[operator]  # noqa: B015


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("P1M", "P30D", ("-2", "1")),
        ("P30D", "P1M", ("-1", "2")),
        ("P1Y", "P365D", ("0", "1")),
        ("PT36H", "P1D", ("0.5", "0.5")),
        ("P2M", "P1M", ("28", "31")),
        ("PT1S", "PT0S", ("0.000011", "0.000012")),
        ("PT0S", "PT1S", ("-0.000012", "-0.000011")),
    ],
)
def test_a_gap_is_told_in_days_and_never_too_narrow(first: str, second: str, expected: tuple[str, str]) -> None:
    found = d(first).gap(d(second))
    assert found is not None
    assert tuple(map(str, found)) == expected
    exact = d(first).gap_seconds(d(second))
    assert exact is not None
    assert Fraction(found[0]) * DAY <= exact[0]
    assert Fraction(found[1]) * DAY >= exact[1]


def test_business_time_has_no_gap_bounds_or_seconds() -> None:
    assert d("P1BD").gap(d("P1D")) is None
    assert d("P1D").gap_seconds(d("PT4BH")) is None
    assert d("P1BD").seconds_bounds() is None
    assert d("PT4BH").in_seconds is None
    assert d("PT0BH").in_seconds == 0


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("PT4H", "PT1H", (4, 4)),
        ("P1Y", "P6M", (2, 2)),
        ("P2BD", "P1BD", (2, 2)),
        ("PT4BH", "PT30BM", (8, 8)),
        ("P1M", "P14D", (2, Fraction(31, 14))),
        ("P28D", "P1M", (Fraction(28, 31), 1)),
        ("PT0S", "P1D", (0, 0)),
        ("PT0S", "P1BD", (0, 0)),
        ("P1D", "PT0S", None),
        ("P1BD", "P1D", None),
        ("P1BD", "PT8BH", None),
    ],
)
def test_a_ratio_is_bounded_for_every_start(first: str, second: str, expected: object) -> None:
    assert d(first).ratio_bounds(d(second)) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0, (0, 0)),
        (1, (28, 31)),
        (2, (59, 62)),
        (3, (89, 92)),
        (6, (181, 184)),
        (12, (365, 366)),
        (48, (1460, 1461)),
        (96, (2921, 2922)),
        (4800, (146_097, 146_097)),
        (4801, (146_125, 146_128)),
    ],
)
def test_runs_of_months_have_exact_extremes(months: int, expected: tuple[int, int]) -> None:
    assert month_span(months) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT240M", "PT4H"),
        ("P1Y", "P12M"),
        ("P2W", "P14D"),
        ("PT0.5S", "PT0.5S"),
        ("P0.5BD", "P0.5BD"),
        ("PT4BH", "PT240BM"),
        ("P0Y", "PT0S"),
        ("PT25H", "P1DT1H"),
        ("PT3661.5S", "PT1H1M1.5S"),
        ("P1Y1DT90M", "P12M1DT1H30M"),
    ],
)
def test_equal_durations_have_one_canonical_text(text: str, expected: str) -> None:
    assert d(text).canonical == expected
    assert d(expected) == d(text)


def test_a_duration_survives_pickle_and_copy_with_its_text() -> None:
    duration = d("PT240M")
    for twin in (pickle.loads(pickle.dumps(duration)), copy.deepcopy(duration)):  # noqa: S301
        assert twin == duration
        assert twin.text == "PT240M"


def test_a_number_without_a_finite_decimal_is_not_printed() -> None:
    with pytest.raises(ArithmeticError):
        plain_number(Fraction(1, 3))
    assert plain_number(Fraction(Decimal("12.340"))) == "12.34"
