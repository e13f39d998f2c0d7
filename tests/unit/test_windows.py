from __future__ import annotations

from datetime import date

import pytest

from medsla.quantities.intervals import common, joined, total, without
from medsla.quantities.order import Order
from medsla.quantities.refusal import QuantityError
from medsla.quantities.windows import Minutes, Windows

LESS, EQUAL, GREATER, UNDECIDABLE = Order.less, Order.equal, Order.greater, Order.undecidable

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
HOLIDAYS = frozenset({date(2027, 1, 1), date(2027, 1, 11), date(2027, 2, 11), date(2027, 2, 23)})


def window(begin: str, end: str | None = None, **more: object) -> dict[str, object]:
    row: dict[str, object] = {"from": begin}
    return row | ({"to": end} if end else {}) | more


def windows(*rows: dict[str, object]) -> Windows:
    return Windows.parse(list(rows))


ALWAYS = Windows.parse("always")
OFFICE = windows(window("09:00", "18:00", days=WEEKDAYS))
OFFICE_CLOSED = windows(window("09:00", "18:00", days=WEEKDAYS, holidays="excluded"))
NIGHT = windows(window("23:00", "05:00"))
FOURTH_SUNDAY = window("00:00", "05:00", days=["sun"], nth=4, of="weekday")
SUNDAY_OF_FOURTH_WEEK = window("00:00", "05:00", days=["sun"], nth=4, of="week")
SUNDAY_EITHER = window("00:00", "05:00", days=["sun"], nth=4)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # a week
        (ALWAYS, windows(window("00:00", "24:00")), EQUAL),
        (ALWAYS, windows(window("00:00", "00:00")), EQUAL),
        (ALWAYS, windows(window("09:00", "09:00")), EQUAL),
        (ALWAYS, windows(window("00:00", "12:00"), window("12:00", "24:00")), EQUAL),
        (ALWAYS, windows(window("00:00", "24:00", every="day")), EQUAL),
        (ALWAYS, windows(window("00:00", "23:59")), GREATER),
        (ALWAYS, windows(window("00:00", "24:00", days=WEEKDAYS)), GREATER),
        (OFFICE, windows(window("09:00", "12:00", days=WEEKDAYS), window("12:00", "18:00", days=WEEKDAYS)), EQUAL),
        (OFFICE, windows(window("09:00", "12:00", days=WEEKDAYS), window("13:00", "18:00", days=WEEKDAYS)), GREATER),
        (OFFICE, windows(window("08:00", "18:00", days=WEEKDAYS)), LESS),
        (OFFICE, windows(window("08:00", "17:00", days=WEEKDAYS)), UNDECIDABLE),
        (OFFICE, windows(window("09:00", "18:00", days=[*WEEKDAYS, "sat"])), LESS),
        (OFFICE, windows(window("09:00", "18:00", days=["sat", "sun"])), UNDECIDABLE),
        # across midnight, also from Sunday into Monday
        (NIGHT, windows(window("23:00", "24:00"), window("00:00", "05:00")), EQUAL),
        (NIGHT, windows(window("22:00", "05:00")), LESS),
        (
            windows(window("23:00", "01:00", days=["sun"])),
            windows(window("23:00", "24:00", days=["sun"]), window("00:00", "01:00", days=["mon"])),
            EQUAL,
        ),
        (windows(window("23:00", "01:00", days=["sun"])), windows(window("23:00", "01:00", days=["mon"])), UNDECIDABLE),
        (windows(window("20:00", "08:00", days=["wed"])), windows(window("20:00", "24:00", days=["wed"])), GREATER),
        # a length instead of an end
        (windows(window("00:00", longest="PT5H")), windows(window("00:00", "05:00")), EQUAL),
        (windows(window("22:00", longest="PT5H")), windows(window("22:00", "03:00")), EQUAL),
        (windows(window("00:00", "05:00", longest="PT5H")), windows(window("00:00", "05:00")), EQUAL),
        (
            windows(window("22:00", longest="PT36H", days=["sat"])),
            windows(
                window("22:00", "24:00", days=["sat"]),
                window("00:00", "24:00", days=["sun"]),
                window("00:00", "10:00", days=["mon"]),
            ),
            EQUAL,
        ),
        (windows(window("22:00", "05:00", longest="PT7H")), windows(window("22:00", "05:00")), EQUAL),
        (windows(window("22:00", "05:00", longest="PT6H59M")), windows(window("22:00", "05:00")), LESS),
        (windows(window("08:30", "08:45")), windows(window("08:30", longest="PT15M")), EQUAL),
        (windows(window("08:30", "08:45")), windows(window("08:29", "08:45")), LESS),
        # a cap inside a longer window
        (windows(window("00:00", "06:00", longest="PT3H")), windows(window("00:00", "06:00")), LESS),
        (windows(window("00:00", "06:00", longest="PT3H")), windows(window("00:00", "06:00", longest="PT2H")), GREATER),
        (windows(window("00:00", "06:00", longest="PT3H")), windows(window("00:00", "05:00", longest="PT2H")), GREATER),
        (
            windows(window("00:00", "06:00", longest="PT3H")),
            windows(window("00:00", "05:00", longest="PT4H")),
            UNDECIDABLE,
        ),
        (windows(window("00:00", "06:00", longest="PT3H")), windows(window("00:00", "02:00")), GREATER),
        (windows(window("00:00", "06:00", longest="PT1H")), windows(window("00:00", "02:00")), UNDECIDABLE),
        (windows(window("00:00", "06:00", longest="PT3H")), ALWAYS, LESS),
        # an open end
        (windows(window("18:00")), windows(window("18:00")), EQUAL),
        (windows(window("18:00")), ALWAYS, LESS),
        (windows(window("18:00")), windows(window("18:00", "24:00")), UNDECIDABLE),
        (windows(window("18:00")), windows(window("19:00")), UNDECIDABLE),
        (windows(window("00:00"), window("12:00")), ALWAYS, UNDECIDABLE),
        (windows(window("09:00", "18:00"), window("17:00")), windows(window("09:00", "18:00")), UNDECIDABLE),
        # places in the month
        (windows(FOURTH_SUNDAY), windows(window("00:00", "05:00", days=["sun"])), LESS),
        (windows(FOURTH_SUNDAY), windows(FOURTH_SUNDAY | {"to": "06:00"}), LESS),
        (windows(FOURTH_SUNDAY), windows(FOURTH_SUNDAY | {"every": "month"}), EQUAL),
        (windows(FOURTH_SUNDAY), windows(FOURTH_SUNDAY | {"nth": 3}), UNDECIDABLE),
        (windows(FOURTH_SUNDAY), windows(SUNDAY_OF_FOURTH_WEEK), UNDECIDABLE),
        (windows(FOURTH_SUNDAY), ALWAYS, LESS),
        (
            windows(*(window("00:00", "05:00", days=["sun"], nth=n, of="weekday") for n in range(1, 6))),
            windows(window("00:00", "05:00", days=["sun"])),
            EQUAL,
        ),
        (
            windows(*(window("00:00", "05:00", days=["sun"], nth=n, of="weekday") for n in range(1, 5))),
            windows(window("00:00", "05:00", days=["sun"])),
            LESS,
        ),
        (
            windows(window("00:00", "05:00", days=["sun"], nth="last", of="week")),
            windows(window("00:00", "05:00", days=["sun"], nth="last", of="weekday")),
            EQUAL,
        ),
        (
            windows(window("00:00", "05:00", days=["sat"], nth="last", of="week")),
            windows(window("00:00", "05:00", days=["sat"], nth="last", of="weekday")),
            LESS,
        ),
        (
            windows(window("00:00", "05:00", days=["sat"], nth=1, of="week")),
            windows(window("00:00", "05:00", days=["sat"], nth=1, of="weekday")),
            EQUAL,
        ),
        # "nth" that does not say of what
        (windows(SUNDAY_EITHER), windows(SUNDAY_EITHER), EQUAL),
        (windows(SUNDAY_EITHER), windows(FOURTH_SUNDAY), UNDECIDABLE),
        (windows(SUNDAY_EITHER), windows(SUNDAY_EITHER | {"to": "06:00"}), UNDECIDABLE),
        (windows(SUNDAY_EITHER), windows(window("00:00", "05:00", days=["sun"])), LESS),
        (windows(SUNDAY_EITHER), windows(window("00:00", "04:00", days=["sun"])), UNDECIDABLE),
        (
            windows(window("00:00", "05:00", days=["sun"], nth="last")),
            windows(window("00:00", "05:00", days=["sun"], nth="last", of="weekday")),
            EQUAL,
        ),
        # once a month on a day nobody named
        (windows(window("03:00", "04:00", every="month")), windows(window("03:00", "04:00")), LESS),
        (windows(window("03:00", "04:00", every="month")), windows(window("03:00", "05:00", every="month")), LESS),
        (windows(window("03:00", "04:00", every="month")), windows(FOURTH_SUNDAY), UNDECIDABLE),
        # holidays, whichever they are
        (OFFICE_CLOSED, OFFICE, LESS),
        (OFFICE_CLOSED, windows(window("09:00", "18:00", days=WEEKDAYS, holidays="included")), LESS),
        (OFFICE_CLOSED, windows(window("09:00", "17:00", days=WEEKDAYS, holidays="excluded")), GREATER),
        (OFFICE_CLOSED, windows(window("09:00", "17:00", days=WEEKDAYS)), UNDECIDABLE),
        (
            OFFICE,
            windows(
                window("09:00", "18:00", days=WEEKDAYS, holidays="excluded"), window("09:00", "18:00", holidays="only")
            ),
            LESS,
        ),
        (
            windows(window("09:00", "18:00", holidays="excluded"), window("09:00", "18:00", holidays="only")),
            windows(window("09:00", "18:00")),
            EQUAL,
        ),
        (
            windows(window("20:00", "04:00", holidays="excluded"), window("20:00", "04:00", holidays="only")),
            windows(window("20:00", "04:00")),
            EQUAL,
        ),
        (
            windows(window("09:00", "18:00", days=["sat", "sun"]), window("09:00", "18:00", holidays="only")),
            windows(window("09:00", "18:00", days=["sat", "sun"])),
            GREATER,
        ),
        (
            windows(FOURTH_SUNDAY | {"holidays": "excluded"}),
            windows(window("00:00", "05:00", days=["sun"], holidays="excluded")),
            LESS,
        ),
    ],
)
def test_windows_compare_by_the_minutes_they_cover(first: Windows, second: Windows, expected: Order) -> None:
    assert first.compare(second) is expected
    assert second.compare(first) is expected.flipped()


def test_given_holidays_decide_what_depends_on_them() -> None:
    new_year = windows(window("09:00", "18:00", days=["fri"], nth=1, of="weekday"))
    without_holidays = windows(window("09:00", "18:00", days=["fri"], nth=1, of="weekday", holidays="excluded"))
    assert new_year.compare(without_holidays, HOLIDAYS) is GREATER
    second_tuesday = {"days": ["tue"], "nth": 2, "of": "weekday"}
    never_a_holiday = windows(window("09:00", "18:00", **second_tuesday, holidays="excluded"))
    assert windows(window("09:00", "18:00", **second_tuesday)).compare(never_a_holiday, HOLIDAYS) is EQUAL
    assert windows(window("09:00", "18:00", **second_tuesday)).compare(never_a_holiday) is GREATER


@pytest.mark.parametrize(
    ("row", "month", "expected"),
    [
        (FOURTH_SUNDAY, (2026, 11), 22),
        (SUNDAY_OF_FOURTH_WEEK, (2026, 11), 22),
        (FOURTH_SUNDAY, (2026, 12), 27),
        (SUNDAY_OF_FOURTH_WEEK, (2026, 12), 20),
        (FOURTH_SUNDAY | {"nth": 1}, (2026, 12), 6),
        (SUNDAY_OF_FOURTH_WEEK | {"nth": 1}, (2026, 12), None),
        (FOURTH_SUNDAY | {"nth": 5}, (2026, 12), None),
        (SUNDAY_OF_FOURTH_WEEK | {"nth": 5}, (2026, 12), 27),
        (FOURTH_SUNDAY | {"nth": 5}, (2026, 11), 29),
        (FOURTH_SUNDAY | {"nth": "last"}, (2026, 12), 27),
        (FOURTH_SUNDAY | {"nth": "last", "days": ["sat"]}, (2026, 12), 26),
        (SUNDAY_OF_FOURTH_WEEK | {"nth": "last", "days": ["sat"]}, (2026, 12), None),
        (SUNDAY_OF_FOURTH_WEEK | {"nth": "last", "days": ["thu"]}, (2026, 12), 31),
    ],
)
def test_the_nth_sunday_and_the_sunday_of_the_nth_week_differ(
    row: dict[str, object], month: tuple[int, int], expected: int | None
) -> None:
    days = [
        day for day in range(1, 31 + (month[1] == 12)) if windows(row).starting_on(date(*month, day), is_holiday=False)
    ]
    assert days == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("given", "year", "month", "expected"),
    [
        (ALWAYS, 2027, None, 525_600),
        (ALWAYS, 2028, None, 527_040),
        (ALWAYS, 2028, 2, 29 * 1440),
        (OFFICE, 2027, None, 261 * 540),
        (NIGHT, 2027, 12, 31 * 360),
        (windows(window("00:00", longest="PT5H", days=["sun"], nth=4, of="weekday")), 2027, None, 12 * 300),
        (windows(SUNDAY_EITHER), 2027, None, 12 * 300),
        (windows(SUNDAY_EITHER | {"nth": 5}), 2027, None, None),
        (windows(window("00:00", "06:00", days=["sun"], longest="PT3H")), 2027, 11, 4 * 180),
        (windows(window("00:00", "06:00", days=["sun"], nth=1, longest="PT3H")), 2026, 11, 180),
        (windows(window("03:00", "04:00", every="month")), 2027, 11, 60),
        (windows(window("03:00", "04:00", every="month")), 2027, None, 720),
        (windows(window("18:00")), 2027, None, None),
        (OFFICE_CLOSED, 2027, None, None),
        (windows(window("00:00", "04:00"), window("03:00", "06:00")), 2027, 1, 31 * 360),
        (windows(window("00:00", "04:00"), window("00:00", "06:00", longest="PT5H")), 2027, 1, 31 * 360),
    ],
)
def test_minutes_are_counted_day_by_day(given: Windows, year: int, month: int | None, expected: int | None) -> None:
    assert given.minutes_in(year, month) == expected


def test_minutes_without_holidays_need_the_holidays_of_that_year() -> None:
    assert OFFICE_CLOSED.minutes_in(2027, 1, HOLIDAYS) == (21 - 2) * 540
    assert OFFICE_CLOSED.minutes_in(2028, 1, HOLIDAYS) is None
    assert OFFICE_CLOSED.minutes_per_year is None


def test_gained_and_lost_minutes_are_told_apart_by_core_hours() -> None:
    shifted = windows(window("08:00", "17:00", days=WEEKDAYS))
    assert OFFICE.gained(shifted) == Minutes(core=0, outside=261 * 60)
    assert OFFICE.lost(shifted) == Minutes(core=261 * 60, outside=0)
    assert ALWAYS.lost(OFFICE).total == 525_600 - 261 * 540
    assert OFFICE.lost(shifted, core=ALWAYS) == Minutes(core=261 * 60, outside=0)
    assert OFFICE.gained(OFFICE_CLOSED) is None
    assert OFFICE.lost(OFFICE_CLOSED, holidays=HOLIDAYS) == Minutes(core=4 * 540, outside=0)
    assert OFFICE.gained(windows(window("18:00"))) is None
    assert windows(SUNDAY_EITHER).gained(windows(FOURTH_SUNDAY)) is None


def test_windows_tell_what_is_known_of_them() -> None:
    assert ALWAYS.always
    assert not windows(window("00:00", "23:59")).always
    assert windows(SUNDAY_EITHER).is_ambiguous
    assert not windows(FOURTH_SUNDAY).is_ambiguous
    assert OFFICE_CLOSED.needs_holidays
    assert not OFFICE.needs_holidays
    assert OFFICE_CLOSED.is_exact
    assert not windows(window("00:00", "06:00", longest="PT3H")).is_exact
    assert windows(window("00:00", "06:00", longest="PT3H"), window("08:00", "09:00")).longest == 180
    assert windows(window("18:00"), window("08:00", "09:00")).longest is None
    assert ALWAYS.covers(OFFICE)
    assert not OFFICE.covers(ALWAYS)


def test_windows_whose_minutes_are_not_known_do_not_start_on_a_day() -> None:
    for unclear in (windows(window("18:00")), windows(SUNDAY_EITHER), windows(window("03:00", "04:00", every="month"))):
        with pytest.raises(QuantityError) as refused:
            unclear.starting_on(date(2027, 1, 1), is_holiday=False)
        assert refused.value == QuantityError("hours-unclear")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("sometimes", "windows-shape"),
        ("", "windows-shape"),
        ({}, "windows-shape"),
        (24, "windows-shape"),
        ([], "windows-empty"),
        (["always"], "windows-shape"),
        ([{}], "window-time"),
        ([{"days": ["mon"]}], "window-time"),
        ([window("9:00", "18:00")], "window-time"),
        ([window("09:00", "18:00:00")], "window-time"),
        ([window("24:00", "05:00")], "window-time"),
        ([window("09:00", "24:01")], "window-time"),
        ([window("09:00", "26:00")], "window-time"),
        ([window("09:60", "18:00")], "window-time"),
        ([window("０９:00", "18:00")], "window-time"),
        ([window("09:00\n", "18:00")], "window-time"),
        ([{"from": 540, "to": "18:00"}], "window-time"),
        ([window("09:00", "18:00", days=[])], "window-value"),
        ([window("09:00", "18:00", days="mon")], "window-value"),
        ([window("09:00", "18:00", days=["monday"])], "window-value"),
        ([window("09:00", "18:00", days=[1])], "window-value"),
        ([window("09:00", "18:00", nth=0)], "window-value"),
        ([window("09:00", "18:00", nth=6)], "window-value"),
        ([window("09:00", "18:00", nth=True)], "window-value"),
        ([window("09:00", "18:00", nth="4")], "window-value"),
        ([window("09:00", "18:00", nth=4, of="month")], "window-value"),
        ([window("09:00", "18:00", every="year")], "window-value"),
        ([window("09:00", "18:00", holidays="maybe")], "window-value"),
        ([window("09:00", "18:00", nth=4, every="week")], "window-nth-every"),
        ([window("09:00", "18:00", of="week")], "window-of-without-nth"),
        ([window("09:00", "18:00", opens_only=True)], "window-unknown-key"),
        ([window("09:00", longest="P1M")], "window-longest"),
        ([window("09:00", longest="P1BD")], "window-longest"),
        ([window("09:00", longest="PT0S")], "window-longest"),
        ([window("09:00", longest="PT90S")], "window-longest"),
        ([window("09:00", longest="PT48H1M")], "window-longest"),
        ([window("09:00", longest="5h")], "duration-unreadable"),
    ],
)
def test_what_is_no_window_is_refused_with_its_reason(data: object, code: str) -> None:
    with pytest.raises(QuantityError) as refused:
        Windows.parse(data)
    assert refused.value.code == code


def test_a_window_may_last_48_hours() -> None:
    assert windows(window("23:59", longest="PT48H", days=["mon"])).longest == 2880


def test_intervals_are_half_open() -> None:
    assert joined([(3, 4), (1, 3), (9, 9)]) == ((1, 4),)
    assert common(((0, 5),), ((5, 9),)) == ()
    assert without(((0, 5), (8, 12)), ((1, 2), (4, 9))) == ((0, 1), (2, 4), (9, 12))
    assert without(((0, 5), (6, 9)), ((0, 20),)) == ()
    assert total(()) == 0
