from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from fractions import Fraction

import holidays as second_opinion
import pytest

from medsla import calendars
from medsla.calendars import BusinessHours, CalendarUnavailable, holidays_between, is_business_day, worst_case, year_end
from medsla.errors import Problem
from medsla.quantities.duration import Duration
from medsla.quantities.refusal import QuantityError
from medsla.quantities.windows import Windows

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
OFFICE = Windows.parse([{"days": WEEKDAYS, "from": "09:00", "to": "18:00"}])
LUNCH = Windows.parse(
    [{"days": WEEKDAYS, "from": "09:00", "to": "12:00"}, {"days": WEEKDAYS, "from": "13:00", "to": "17:30"}]
)
ALWAYS = Windows.parse("always")
NO_HOLIDAYS: frozenset[date] = frozenset()


@pytest.mark.parametrize("year", range(2024, 2028))
def test_two_calendars_agree_on_every_day(year: int) -> None:
    expected = frozenset(second_opinion.country_holidays("JP", years=year))
    assert holidays_between(date(year, 1, 1), date(year, 12, 31)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 18), True),
        (date(2026, 9, 19), False),  # Saturday
        (date(2026, 9, 20), False),  # Sunday
        (date(2026, 9, 21), False),  # 敬老の日
        (date(2026, 9, 22), False),  # 国民の休日, between two holidays
        (date(2026, 9, 23), False),  # 秋分の日
        (date(2026, 9, 24), True),
        (date(2026, 5, 6), False),  # 振替休日
        (date(2026, 5, 7), True),
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
        (date(2028, 1, 3), False),
        (date(2028, 1, 4), True),
    ],
)
def test_a_business_day_is_no_weekend_holiday_or_closed_day(day: date, expected: bool) -> None:
    assert is_business_day(day) is expected


def test_closed_days_are_data() -> None:
    assert is_business_day(date(2026, 12, 29), closed=frozenset())
    assert not is_business_day(date(2027, 1, 1), closed=frozenset())
    assert not is_business_day(date(2026, 8, 14), closed=year_end | {(8, 14)})


def test_holidays_include_both_ends() -> None:
    assert holidays_between(date(2027, 1, 1), date(2027, 1, 11)) == {date(2027, 1, 1), date(2027, 1, 11)}
    assert holidays_between(date(2027, 1, 2), date(2027, 1, 10)) == frozenset()
    assert holidays_between(date(2027, 1, 2), date(2027, 1, 1)) == frozenset()


def test_without_the_package_holidays_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    calendars._holidays_of.cache_clear()
    monkeypatch.setitem(sys.modules, "jpholiday", None)
    missing = CalendarUnavailable(Problem.of("calendar-missing"))
    for ask in (
        lambda: holidays_between(date(2027, 1, 1), date(2027, 1, 2)),
        lambda: is_business_day(date(2027, 1, 4)),
        lambda: worst_case(Duration.parse("P1BD"), OFFICE, 2027),
    ):
        with pytest.raises(CalendarUnavailable) as refused:
            ask()
        assert refused.value == missing
    given = BusinessHours(OFFICE, holidays=frozenset({date(2027, 1, 1)}))
    assert worst_case(Duration.parse("PT4BH"), given, 2027).elapsed > 0


@pytest.mark.parametrize("year", [1949, 2099])
def test_the_first_and_last_known_years_have_new_year(year: int) -> None:
    assert date(year, 1, 1) in holidays_between(date(year, 1, 1), date(year, 1, 1))


@pytest.mark.parametrize("year", [1948, 2100])
def test_years_out_of_range_are_unknown(year: int) -> None:
    with pytest.raises(CalendarUnavailable) as refused:
        holidays_between(date(year, 1, 1), date(year, 12, 31))
    assert refused.value.problems[0].code == "calendar-out-of-range"


def jst(*when: int) -> datetime:
    return datetime(*when, tzinfo=calendars.JST)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "hours", "year", "start", "end"),
    [
        # 2027-12-28 is a Tuesday; offices open again on Tuesday 2028-01-04
        ("P1BD", OFFICE, 2027, jst(2027, 12, 28), jst(2028, 1, 4, 18)),
        ("P1BD", ALWAYS, 2027, jst(2027, 12, 28), jst(2028, 1, 5)),
        # as long as from 28 December: the earlier of two equal cases is told
        ("P2BD", OFFICE, 2027, jst(2027, 4, 28), jst(2027, 5, 6, 18)),
        ("P2BD", OFFICE, 2026, jst(2026, 12, 25), jst(2027, 1, 4, 18)),
        ("P0.5BD", OFFICE, 2027, jst(2027, 12, 28), jst(2028, 1, 4, 13, 30)),
        ("P1.5BD", OFFICE, 2027, jst(2027, 4, 28), jst(2027, 5, 6, 13, 30)),
        # half of 7 h 30 min: three hours before lunch and 45 minutes after it
        ("P0.5BD", LUNCH, 2027, jst(2027, 12, 28), jst(2028, 1, 4, 13, 45)),
        # the close of 28 December to 13:00 on 4 January
        ("PT4BH", OFFICE, 2027, jst(2027, 12, 28, 14, 1), jst(2028, 1, 4, 9, 1)),
        ("PT9BH", OFFICE, 2027, jst(2027, 12, 28, 9, 1), jst(2028, 1, 4, 9, 1)),
        ("PT30BM", OFFICE, 2027, jst(2027, 12, 28, 17, 31), jst(2028, 1, 4, 9, 1)),
        ("PT4BH", ALWAYS, 2027, jst(2027, 1, 1), jst(2027, 1, 1, 4)),
    ],
)
def test_the_worst_case_spans_the_longest_closing(
    text: str, hours: Windows, year: int, start: datetime, end: datetime
) -> None:
    found = worst_case(Duration.parse(text), hours, year)
    assert (found.start, found.end) == (start, end)
    assert found.elapsed == (end - start) // timedelta(seconds=1)


def test_a_friday_evening_before_a_holiday_week_waits_longest() -> None:
    golden_week = frozenset(date(2027, 5, day) for day in range(3, 8))
    business = BusinessHours(OFFICE, closed=frozenset(), holidays=golden_week)
    found = worst_case(Duration.parse("PT4BH"), business, 2027)
    assert found.start == jst(2027, 4, 30, 14, 1)
    assert found.end == jst(2027, 5, 10, 9, 1)
    from_half_past_five = _waits(business, jst(2027, 4, 30, 17, 30), 240)
    assert from_half_past_five == timedelta(days=9, hours=19)
    assert from_half_past_five <= timedelta(seconds=int(found.elapsed))


def _waits(business: BusinessHours, start: datetime, minutes: int) -> timedelta:
    """The waiting time counted minute by minute."""
    now, left = start, minutes
    while left:
        minute = now.hour * 60 + now.minute
        today = business.support_on(now.date())
        yesterday = business.support_on(now.date() - timedelta(days=1))
        left -= any(a <= minute < b for a, b in today) or any(a <= minute + 1440 < b for a, b in yesterday)
        now += timedelta(minutes=1)
    return now - start


@pytest.mark.parametrize("minutes", [1, 240, 541, 1700])
def test_the_worst_case_is_the_longest_of_all_minutes(minutes: int) -> None:
    """Brute force over each minute of a fortnight with a holiday, a night shift and a lunch break."""
    hours = Windows.parse(
        [
            {"days": WEEKDAYS, "from": "09:00", "to": "12:00"},
            {"days": WEEKDAYS, "from": "13:00", "to": "17:00"},
            {"days": ["fri"], "from": "22:00", "to": "02:00"},
        ]
    )
    closed = frozenset(date(2027, 1, 1) + timedelta(days=day) for day in range(14, 370))
    business = BusinessHours(hours, closed=frozenset(), holidays=closed | {date(2027, 1, 6)})
    open_minutes = [
        (date(2027, 1, 1) + timedelta(days=day) - date(2027, 1, 1)).days * 1440 + minute
        for day in range(-1, 800)
        for begin, end in business.support_on(date(2027, 1, 1) + timedelta(days=day))
        for minute in range(begin, end)
    ]
    longest = 0
    for start in range(365 * 1440):
        if not open_minutes:
            break
        ahead = _first_at_or_after(open_minutes, start)
        longest = max(longest, open_minutes[ahead + minutes - 1] + 1 - start)
    found = worst_case(Duration.parse(f"PT{minutes}BM"), business, 2027)
    assert found.elapsed == longest * 60


def _first_at_or_after(ordered: list[int], value: int) -> int:
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if ordered[middle] < value else (low, middle)
    return low


def test_hours_that_say_nothing_of_holidays_are_closed_on_them_unless_every_day_is_named() -> None:
    new_year = date(2027, 1, 1)
    stated = Windows.parse([{"days": WEEKDAYS, "from": "09:00", "to": "18:00", "holidays": "included"}])
    every_day = Windows.parse([{"from": "07:00", "to": "22:00"}])
    assert BusinessHours(OFFICE) != BusinessHours(stated)
    assert BusinessHours(OFFICE).support_on(new_year) == ()
    assert BusinessHours(stated).support_on(new_year) == ((540, 1080),)
    assert BusinessHours(every_day).support_on(new_year) == ((420, 1320),)
    assert BusinessHours(every_day).is_business_day(new_year) is False


def test_saturday_is_a_business_day_only_where_it_is_said() -> None:
    saturday = date(2027, 1, 16)
    hours = Windows.parse([{"days": [*WEEKDAYS, "sat"], "from": "09:00", "to": "17:00"}])
    assert not BusinessHours(hours).is_business_day(saturday)
    assert BusinessHours(hours, days=frozenset(range(6))).is_business_day(saturday)
    assert not BusinessHours(OFFICE, days=frozenset(range(6))).is_business_day(saturday)


@pytest.mark.parametrize(
    ("text", "data", "code"),
    [
        ("PT4H", "always", "duration-not-business"),
        ("P1D", "always", "duration-not-business"),
        ("P1BD", [{"from": "18:00"}], "hours-unclear"),
        ("PT4BH", [{"days": ["sun"], "nth": 4, "from": "09:00", "to": "18:00"}], "hours-unclear"),
        ("P1BD", [{"days": ["sun"], "from": "09:00", "to": "18:00"}], "hours-empty"),
        ("P2000BD", "always", "duration-too-far"),
        ("PT99999BH", [{"days": WEEKDAYS, "from": "09:00", "to": "18:00"}], "duration-too-far"),
    ],
)
def test_what_has_no_worst_case_is_refused(text: str, data: object, code: str) -> None:
    with pytest.raises(QuantityError) as refused:
        worst_case(Duration.parse(text), BusinessHours(Windows.parse(data)), 2027)
    assert refused.value.code == code


def test_hours_that_never_open_have_no_business_minutes() -> None:
    only_holidays = Windows.parse([{"from": "09:00", "to": "18:00", "holidays": "only"}])
    with pytest.raises(QuantityError) as refused:
        worst_case(
            Duration.parse("PT1BH"), BusinessHours(only_holidays, closed=frozenset(), holidays=NO_HOLIDAYS), 2027
        )
    assert refused.value == QuantityError("hours-empty")


def test_a_third_of_a_day_is_exact() -> None:
    business = BusinessHours(OFFICE)
    assert worst_case(Duration.parse("P0.3BD"), business, 2027).elapsed == 7 * 86_400 + (540 + 162) * 60
    assert worst_case(Duration.parse("PT0.1BM"), ALWAYS, 2027).elapsed == Fraction(6)
