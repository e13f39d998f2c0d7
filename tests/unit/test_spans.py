from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import pairwise

from medsla.quantities.spans import DAY, Day, Stretch, day_of, days_between, span_for

Mix = tuple[bool, bool, bool]


def days_inside(stretch: Stretch) -> list[tuple[Day, Mix]]:
    """Each day of a stretch with whether it and the two days before it are holidays."""
    found = []
    for index, day in enumerate(stretch.days):
        if day.minute >= stretch.start:
            mix = tuple(before.is_holiday for before in stretch.days[index - 2 : index + 1])
            found.append((day, mix))
    return found  # type: ignore[return-value]


def first_day(stretch: Stretch) -> int:
    """The ordinal of a stretch's first day, whatever its minutes are moved by."""
    return 700_000 + (stretch.start // DAY - 700_000) % 100_000


def test_a_week_is_seven_days_with_the_two_before_them() -> None:
    (week,) = span_for(monthly=False, holidays_matter=False, holidays=None)
    assert [day.weekday for day in week.days] == [5, 6, 0, 1, 2, 3, 4, 5, 6]
    assert week.end - week.start == 7 * DAY
    assert not any(day.is_holiday for day in week.days)


def test_every_kind_of_month_of_400_years_occurs_once() -> None:
    lengths = [(year, month, *monthrange(year, month)) for year in range(2000, 2400) for month in range(1, 13)]
    kinds = {(weekday, length, before) for (*_, before), (_, _, weekday, length) in pairwise(lengths)}
    months = span_for(monthly=True, holidays_matter=False, holidays=None)
    found = []
    for month in months:
        first, last = (date.fromordinal(minute // DAY) for minute in (month.start, month.end - DAY))
        before = date.fromordinal(first.toordinal() - 1)
        assert (first.day, (first.month, first.year)) == (1, (last.month, last.year))
        found.append((first.weekday(), last.day, before.day))
    assert len(found) == len(set(found)) == 49
    assert set(found) == kinds


def test_invented_holidays_meet_every_weekday_with_every_mix_of_neighbours() -> None:
    (weeks,) = span_for(monthly=False, holidays_matter=True, holidays=None)
    met = [(day.weekday, mix) for day, mix in days_inside(weeks)]
    assert len(met) == len(set(met)) == 7 * 8


def test_invented_holidays_meet_every_day_of_every_kind_of_month_with_every_mix() -> None:
    months = span_for(monthly=True, holidays_matter=True, holidays=None)
    assert len(months) == 49 * 8
    met = {(first_day(month), number, mix) for month in months for number, (_, mix) in enumerate(days_inside(month))}
    plain = span_for(monthly=True, holidays_matter=False, holidays=None)
    assert {first_day(month) for month in months} == {month.start // DAY for month in plain}
    assert len(met) == 8 * sum(len(days_inside(month)) for month in plain)


def test_stretches_never_touch() -> None:
    for monthly in (False, True):
        for matter in (False, True):
            span = span_for(monthly=monthly, holidays_matter=matter, holidays=None)
            minutes = sorted((stretch.start, stretch.end) for stretch in span)
            assert all(before[1] <= after[0] for before, after in pairwise(minutes))
            assert all(stretch.days[0].minute == stretch.start - 2 * DAY for stretch in span)


def test_given_holidays_are_laid_out_over_their_years() -> None:
    holidays = frozenset({date(2026, 11, 23), date(2027, 1, 1)})
    for monthly in (False, True):
        (years,) = span_for(monthly=monthly, holidays_matter=True, holidays=holidays)
        assert (years.end - years.start) // DAY == 730
        closed = {date.fromordinal(day.minute // DAY) for day in years.days if day.is_holiday}
        assert closed == holidays


def test_given_holidays_change_nothing_where_none_matter() -> None:
    holidays = frozenset({date(2026, 11, 23)})
    assert (
        span_for(monthly=False, holidays_matter=False, holidays=holidays)[0].end // DAY < date(2026, 1, 1).toordinal()
    )


def test_a_day_knows_its_place_in_the_month() -> None:
    last_of_november = day_of(date(2026, 11, 30).toordinal(), is_holiday=False)
    assert last_of_november == Day(date(2026, 11, 30).toordinal() * DAY, 0, 5, True, 5, True, False)
    first_of_december = day_of(date(2026, 12, 1).toordinal(), is_holiday=True, shift=-1)
    assert first_of_december == Day(date(2026, 12, 1).toordinal() * DAY - 1, 1, 1, False, 1, False, True)
    assert not day_of(date(2026, 11, 23).toordinal(), is_holiday=False).is_last
    assert day_of(date(2026, 11, 24).toordinal(), is_holiday=False).is_last


def test_a_stretch_holds_both_dates() -> None:
    one_day = days_between(date(2028, 2, 29), date(2028, 2, 29), frozenset())
    assert (one_day.end - one_day.start, len(one_day.days)) == (DAY, 3)
