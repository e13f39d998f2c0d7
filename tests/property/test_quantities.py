"""Laws of the quantities, each against a slower way of finding the same answer."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medsla.quantities.bound import compare_bounded
from medsla.quantities.duration import Duration
from medsla.quantities.intervals import Intervals, common, joined, total, without
from medsla.quantities.ladder import Ladder
from medsla.quantities.months import month_span
from medsla.quantities.order import Order, order_of, product
from medsla.quantities.partial import PartialOrder
from medsla.quantities.percent import allowed_downtime, parse_percent, split_seconds
from medsla.quantities.rate import Rate
from medsla.quantities.refusal import QuantityError
from medsla.quantities.sets import compare_sets, gained, lost
from medsla.quantities.windows import Windows

DECIDED_TWICE = {
    (first, second): second if first is Order.equal else first
    for first in (Order.less, Order.equal, Order.greater)
    for second in (Order.less, Order.equal, Order.greater)
    if Order.equal in (first, second) or first is second
}
"""What a ≤ b and b ≤ c say of a and c, where they say anything."""


def assert_transitive(first: Order, second: Order, both: Order) -> None:
    if (first, second) in DECIDED_TWICE:
        assert both is DECIDED_TWICE[first, second]


# ------------------------------------------------------------------------------------- orders

orders = st.sampled_from(Order)


@given(st.lists(orders))
def test_flipping_a_product_flips_each_part(parts: list[Order]) -> None:
    assert product(*parts).flipped() is product(*(part.flipped() for part in parts))


@given(orders, st.sampled_from(["inclusive", "exclusive", None]), st.sampled_from(["inclusive", "exclusive", None]))
def test_exchanging_bounded_values_flips_their_order(order: Order, first: Any, second: Any) -> None:
    for better in ("lower", "higher"):
        there = compare_bounded(order, first, second, better)
        back = compare_bounded(order.flipped(), second, first, better)
        assert there is back.flipped()


# ---------------------------------------------------------------------------------- durations

small = st.integers(0, 40)


@st.composite
def duration_texts(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        dates = {unit: draw(small) for unit in ("Y", "M", "D") if draw(st.booleans())}
        times = {unit: draw(st.integers(0, 2000)) for unit in ("H", "M", "S") if draw(st.booleans())}
    else:
        unit, amount = draw(st.sampled_from(["W", "BD", "BH", "BM"])), draw(st.integers(1, 400))
        dates, times = ({unit: amount}, {}) if unit in {"W", "BD"} else ({}, {unit: amount})
    if not dates and not times:
        return "PT0S"
    text = "P" + "".join(f"{amount}{unit}" for unit, amount in dates.items())
    text += "T" + "".join(f"{amount}{unit}" for unit, amount in times.items()) if times else ""
    last_unit = [*dates, *times][-1]
    may_be_fractional = last_unit not in {"Y", "M"} or bool(times)
    if may_be_fractional and draw(st.booleans()):
        return text.removesuffix(last_unit) + "." + draw(st.from_regex(r"[0-9]{1,3}", fullmatch=True)) + last_unit
    return text


durations = duration_texts().map(Duration.parse)
elapsed = st.builds("PT{}M".format, st.integers(0, 200_000)).map(Duration.parse)


@given(duration_texts())
def test_a_duration_keeps_its_text_and_equals_its_canonical_one(text: str) -> None:
    duration = Duration.parse(text)
    assert duration.text == str(duration) == text
    again = Duration.parse(duration.canonical)
    assert again == duration
    assert hash(again) == hash(duration)
    assert again.canonical == again.text == duration.canonical


@given(st.text(alphabet="PTYMWDHSB0123456789.- ４", max_size=42))
def test_any_text_is_a_duration_or_refused(text: str) -> None:
    try:
        duration = Duration.parse(text)
    except QuantityError:
        return
    assert Duration.parse(duration.canonical) == duration


@given(st.integers(0, 10_000))
def test_the_spelling_of_units_is_irrelevant(minutes: int) -> None:
    spellings = {f"PT{minutes}M", f"PT{minutes * 60}S", f"PT{minutes // 60}H{minutes % 60}M"}
    days, rest = divmod(minutes, 1440)
    spellings |= {f"P{days}DT{rest}M", f"P{days // 7}W"} if minutes % (7 * 1440) == 0 else {f"P{days}DT{rest}M"}
    assert len({Duration.parse(text) for text in spellings}) == 1


@given(durations, durations)
def test_exchanging_durations_flips_their_order(first: Duration, second: Duration) -> None:
    assert first.compare(second) is second.compare(first).flipped()
    assert (first.compare(second) is Order.equal) is (first == second)


@given(durations, durations, durations)
def test_decided_orders_of_durations_are_transitive(a: Duration, b: Duration, c: Duration) -> None:
    assert_transitive(a.compare(b), b.compare(c), a.compare(c))


@given(durations, durations)
def test_a_gap_and_a_ratio_agree_with_the_order(first: Duration, second: Duration) -> None:
    order, gap, ratio = first.compare(second), first.gap_seconds(second), first.ratio_bounds(second)
    if gap is not None:
        assert gap[0] <= gap[1]
        assert (order is Order.greater) is (gap[0] > 0)
        assert (order is Order.less) is (gap[1] < 0)
        shown = first.gap(second)
        assert shown is not None
        assert Fraction(shown[0]) * 86_400 <= gap[0] <= gap[1] <= Fraction(shown[1]) * 86_400
    if ratio is not None and ratio[0] > 1:
        assert order is Order.greater
    if ratio is not None and ratio[1] < 1:
        assert order is Order.less


@given(elapsed, elapsed)
def test_elapsed_time_is_totally_ordered_by_its_seconds(first: Duration, second: Duration) -> None:
    assert first.in_seconds is not None
    assert second.in_seconds is not None
    assert first.compare(second) is order_of(first.in_seconds, second.in_seconds)


MONTH_LENGTHS = [monthrange(2000 + year, month)[1] for year in range(800) for month in range(1, 13)]


@pytest.mark.parametrize("months", [*range(1, 61), 100, 119, 120, 399, 1199, 1200, 2401, 4799])
def test_month_spans_are_the_extremes_of_400_years(months: int) -> None:
    running = sum(MONTH_LENGTHS[:months])
    extremes = [running, running]
    for start in range(4799):
        running += MONTH_LENGTHS[start + months] - MONTH_LENGTHS[start]
        extremes = [min(extremes[0], running), max(extremes[1], running)]
    assert month_span(months) == tuple(extremes)


@given(st.dates(date(1900, 1, 1), date(2300, 12, 31)), st.integers(0, 600))
def test_adding_months_to_a_date_stays_within_the_span(start: date, months: int) -> None:
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    end = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    fewest, most = month_span(months)
    assert fewest <= (end - start).days <= most


# --------------------------------------------------------------------------- percent and rates


@given(st.decimals(0, 100, places=4), st.integers(1, 366))
def test_permitted_downtime_falls_with_the_percentage_and_splits_without_loss(percent: Decimal, days: int) -> None:
    seconds = allowed_downtime(percent, days * 86_400)
    parts = split_seconds(seconds, with_days=True)
    assert parts.days * 86_400 + parts.hours * 3600 + parts.minutes * 60 + parts.seconds == seconds
    assert seconds + allowed_downtime(100 - percent, days * 86_400) == days * 86_400


@given(st.decimals(0, 1000, places=3))
def test_a_percentage_is_read_back_digit_for_digit(percent: Decimal) -> None:
    digits = format(percent, "f")
    wide = digits.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    assert str(parse_percent(digits)) == str(parse_percent(wide + "％")) == digits


rates = st.builds(Rate, st.integers(0, 30), st.none() | durations.filter(lambda duration: not duration.is_zero))


@given(rates, rates)
def test_exchanging_rates_flips_their_order(first: Rate, second: Rate) -> None:
    assert first.compare(second) is second.compare(first).flipped()


@given(rates, rates, rates)
def test_decided_orders_of_rates_are_transitive(a: Rate, b: Rate, c: Rate) -> None:
    assert_transitive(a.compare(b), b.compare(c), a.compare(c))


# ------------------------------------------------------------------------------ sets and orders

sets = st.frozensets(st.sampled_from(["JP", "SG", "US", "DE"]))


@given(sets, sets)
def test_sets_are_less_when_only_something_is_gained(first: frozenset[str], second: frozenset[str]) -> None:
    more, fewer = gained(first, second), lost(first, second)
    expected = {(False, False): Order.equal, (True, False): Order.less, (False, True): Order.greater}
    assert compare_sets(first, second) is expected.get((bool(more), bool(fewer)), Order.undecidable)
    assert compare_sets(second, first) is compare_sets(first, second).flipped()
    assert (first | more) - fewer == second


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=10))
def test_a_partial_order_is_the_reachability_of_its_pairs(edges: list[tuple[int, int]]) -> None:
    downward = [(str(min(edge)), str(max(edge))) for edge in edges if edge[0] != edge[1]]
    names = [str(number) for number in range(7)]
    reach = {(a, b) for a, b in downward}
    for middle in names:
        reach |= {(a, c) for a, b in reach for b2, c in reach if b == b2 == middle}
    order = PartialOrder(downward, elements=names)
    for a in names:
        for b in names:
            expected = Order.undecidable
            if a == b:
                expected = Order.equal
            elif (a, b) in reach:
                expected = Order.greater
            elif (b, a) in reach:
                expected = Order.less
            assert order.compare(a, b) is expected


# ------------------------------------------------------------------------------------- windows

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STRETCHES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)


def minutes_of(parts: Intervals) -> set[int]:
    return {minute for start, end in parts for minute in range(start, end)}


@given(STRETCHES, STRETCHES)
def test_intervals_are_sets_of_minutes(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> None:
    first, second = joined(left), joined(right)
    here, there = minutes_of(first), minutes_of(second)
    assert minutes_of(common(first, second)) == here & there
    assert minutes_of(without(first, second)) == here - there
    assert total(first) == len(here)
    for found in (first, common(first, second), without(first, second)):
        assert all(start < end for start, end in found)
        assert all(before[1] < after[0] for before, after in pairwise(found))


def clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"


@st.composite
def weekly_rows(draw: st.DrawFn) -> dict[str, Any]:
    days = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True))
    return {"days": days, "from": clock(draw(st.integers(0, 95))), "to": clock(draw(st.integers(0, 96)))}


weekly = st.lists(weekly_rows(), min_size=1, max_size=3)


def quarters(rows: list[dict[str, Any]]) -> set[int]:
    """The quarter hours of a week that rows cover, counted one by one."""

    def quarter(text: str) -> int:
        return int(text[:2]) * 4 + int(text[3:]) // 15

    covered = set()
    for row in rows:
        for day in row["days"]:
            at, end = quarter(row["from"]), quarter(row["to"])
            length = end - at if end > at else end - at + 96
            covered |= {(WEEKDAYS.index(day) * 96 + at + step) % (7 * 96) for step in range(length)}
    return covered


@given(weekly, weekly)
def test_weekly_windows_compare_as_sets_of_quarter_hours(left: list[Any], right: list[Any]) -> None:
    first, second = Windows.parse(left), Windows.parse(right)
    here, there = quarters(left), quarters(right)
    expected = compare_sets({str(quarter) for quarter in here}, {str(quarter) for quarter in there})
    assert first.compare(second) is expected
    assert (first == second) is (here == there)
    assert sum(end - start for start, end in first.weekly) == len(here) * 15


@st.composite
def any_rows(draw: st.DrawFn) -> dict[str, Any]:
    row = draw(weekly_rows())
    if draw(st.booleans()):
        row["nth"] = draw(st.sampled_from([1, 2, 3, 4, 5, "last"]))
        if draw(st.booleans()):
            row["of"] = draw(st.sampled_from(["weekday", "week"]))
    elif draw(st.integers(0, 5)) == 0:
        row["every"] = "month"
    if draw(st.booleans()):
        row["holidays"] = draw(st.sampled_from(["included", "excluded", "only"]))
    if draw(st.integers(0, 4)) == 0:
        row["longest"] = draw(st.sampled_from(["PT1H", "PT3H", "PT30H"]))
    if draw(st.integers(0, 4)) == 0:
        del row["to"]
    return row


any_windows = st.lists(any_rows(), min_size=1, max_size=2).map(Windows.parse)
BIASED = st.sampled_from(
    [
        {"days": ["sun"], "from": "00:00", "to": "05:00"},
        {"days": ["sun"], "from": "00:00", "to": "06:00"},
        {"days": ["sun"], "from": "00:00", "to": "06:00", "longest": "PT3H"},
        {"days": ["sun"], "from": "00:00", "to": "05:00", "nth": 4, "of": "weekday"},
        {"days": ["sun"], "from": "00:00", "to": "05:00", "nth": 4},
        {"days": ["sun"], "from": "00:00", "to": "05:00", "holidays": "excluded"},
        {"days": ["sun"], "from": "00:00", "to": "05:00", "every": "month"},
        {"days": ["sun"], "from": "00:00"},
        {"from": "00:00", "to": "24:00"},
    ]
)
near_windows = st.lists(BIASED, min_size=1, max_size=2).map(Windows.parse)
HOLIDAYS = st.sampled_from([None, frozenset(date(2027, 1, 1) + timedelta(days=37 * step) for step in range(19))])


@given(any_windows | near_windows, any_windows | near_windows, HOLIDAYS)
def test_exchanging_windows_flips_their_order(first: Windows, second: Windows, holidays: Any) -> None:
    order = first.compare(second, holidays)
    assert order is second.compare(first, holidays).flipped()
    assert first.compare(first, holidays) is Order.equal
    if first == second:
        assert order is Order.equal
        assert hash(first) == hash(second)


@given(near_windows, near_windows, near_windows)
def test_decided_orders_of_windows_are_transitive(a: Windows, b: Windows, c: Windows) -> None:
    assert_transitive(a.compare(b), b.compare(c), a.compare(c))


@given(any_windows, any_windows, st.sets(st.integers(0, 1460), min_size=1, max_size=60))
def test_a_verdict_without_holidays_holds_with_any(first: Windows, second: Windows, closed: set[int]) -> None:
    order = first.compare(second)
    if order is Order.undecidable:
        return
    holidays = frozenset(date(2024, 1, 1) + timedelta(days=day) for day in closed)
    allowed = {order, Order.equal} if first.is_exact and second.is_exact else {*Order} - {order.flipped()}
    assert first.compare(second, holidays) in allowed | {order}


@given(any_windows, any_windows)
def test_gained_and_lost_minutes_balance(first: Windows, second: Windows) -> None:
    more, fewer = first.gained(second), first.lost(second)
    assert (more is None) is (fewer is None)
    here, there = first.minutes_per_year, second.minutes_per_year
    if more is not None and fewer is not None and here is not None and there is not None:
        assert there - here == more.total - fewer.total
        if first.compare(second) is Order.less:
            assert fewer.total == 0


# ------------------------------------------------------------------------------------- ladders

credits_said = st.sampled_from(
    [
        {"percent": 0},
        {"percent": 5},
        {"percent": 50},
        {"fraction": "1/2"},
        {"fraction": "1/30"},
        {"percent": 100},
        {"fee_days": 1},
    ]
)
tenths = st.integers(900, 1000)


@st.composite
def ladders(draw: st.DrawFn) -> list[dict[str, Any]]:
    limits = sorted(draw(st.sets(tenths, min_size=1, max_size=4)))
    rows: list[dict[str, Any]] = [{"below": Decimal(limits[0]) / 10, "credit": draw(credits_said)}]
    for low, high in pairwise(limits):
        if draw(st.integers(0, 3)):
            row = {"at_least": Decimal(low) / 10, "below": Decimal(high) / 10, "credit": draw(credits_said)}
            rows.append(row)
    return draw(st.permutations(rows))


def pays(rows: list[dict[str, Any]], uptime: Decimal) -> tuple[str, Fraction]:
    for row in rows:
        if row.get("at_least", Decimal(0)) <= uptime < row["below"]:
            ((kind, amount),) = row["credit"].items()
            value = Fraction(amount)
            return ("days", value) if kind == "fee_days" else ("fee", value / 100 if kind == "percent" else value)
    return ("fee", Fraction(0))


def pointwise(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> Order:
    verdicts = set()
    for twentieth in range(89 * 20, 100 * 20 + 1):
        here, there = (pays(rows, Decimal(twentieth) / 20) for rows in (left, right))
        if here[0] == there[0] or not here[1] or not there[1]:
            verdicts.add(order_of(here[1], there[1]))
        else:
            verdicts.add(Order.undecidable)
    return product(*verdicts)


@given(ladders(), ladders())
def test_ladders_compare_as_at_every_uptime(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> None:
    first, second = Ladder.parse(left), Ladder.parse(right)
    assert first.compare(second) is pointwise(left, right)
    assert second.compare(first) is pointwise(left, right).flipped()


@given(ladders(), ladders(), ladders())
def test_decided_orders_of_ladders_are_transitive(a: list[Any], b: list[Any], c: list[Any]) -> None:
    first, second, third = map(Ladder.parse, (a, b, c))
    assert_transitive(first.compare(second), second.compare(third), first.compare(third))


@given(ladders(), ladders())
def test_bands_cover_every_uptime_once(left: list[Any], right: list[Any]) -> None:
    bands = Ladder.parse(left).bands(Ladder.parse(right))
    assert bands[0].low == 0
    assert bands[-1].high == 100
    assert all(before.high == after.low for before, after in pairwise(bands))


@given(ladders(), st.randoms(use_true_random=False))
def test_the_order_of_steps_is_irrelevant(rows: list[Any], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    assert Ladder.parse(rows) == Ladder.parse(shuffled)
    assert Ladder.parse(rows).flaws() == Ladder.parse(shuffled).flaws()
