"""Japanese business days, and how long business time can really take.

The only door of jpholiday. Without that package holidays are unknown, and unknown is an error here, never
"no holiday". Laws change holidays and the equinoxes are announced a year ahead: years far off are computed,
not known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from medsla.errors import MedslaError, Problem
from medsla.quantities.intervals import Intervals, joined, total
from medsla.quantities.refusal import QuantityError
from medsla.quantities.windows import Windows

if TYPE_CHECKING:
    from medsla.quantities.duration import Duration

__all__ = [
    "BusinessHours",
    "CalendarUnavailable",
    "WorstCase",
    "holidays_between",
    "is_business_day",
    "worst_case",
    "year_end",
]

year_end = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
"""Days (month, day) on which offices are closed: 行政機関の休日に関する法律 (昭和63年法律第91号) 1条1項3号."""

JST = timezone(timedelta(hours=9), "JST")

_MONDAY_TO_FRIDAY = frozenset(range(5))
_FIRST_YEAR, _LAST_YEAR = 1949, 2099
_DAY = 1440
_FURTHEST_YEARS = 5


class CalendarUnavailable(MedslaError):  # noqa: N818 - the name says what is missing
    """Holidays are not known: the calendar package is not installed, or the year is out of its range."""


class WorstCase(NamedTuple):
    """The longest a business duration can take: seconds elapsed, and one event that takes so long."""

    elapsed: Fraction
    start: datetime
    end: datetime


def holidays_between(first: date, last: date) -> frozenset[date]:
    """The Japanese public holidays (国民の祝日及び休日) from one date to another, both included.

    Raises:
        CalendarUnavailable: jpholiday is not installed, or a year before 1949 or after 2099 is asked for.

    >>> sorted(day.day for day in holidays_between(date(2026, 9, 1), date(2026, 9, 30)))
    [21, 22, 23]
    """
    return frozenset(
        day for year in range(first.year, last.year + 1) for day in _holidays_of(year) if first <= day <= last
    )


def is_business_day(day: date, closed: frozenset[tuple[int, int]] = year_end) -> bool:
    """Monday to Friday, no public holiday, none of the closed days (month, day).

    Raises:
        CalendarUnavailable: holidays are not known.

    >>> (
    ...     is_business_day(date(2026, 9, 22)),
    ...     is_business_day(date(2026, 12, 29), closed=frozenset()),
    ... )
    (False, True)
    """
    return (
        day.weekday() in _MONDAY_TO_FRIDAY and (day.month, day.day) not in closed and day not in _holidays_of(day.year)
    )


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """Support hours and the days on which business is done.

    `holidays` None means Japan's. Windows that name days of the week and say nothing of holidays are taken
    as closed on holidays and closed days: the worst case is asked for. Windows on all seven days stay open.
    A business day is one of `days`, no holiday, not closed, and has support hours.
    """

    hours: Windows
    days: frozenset[int] = _MONDAY_TO_FRIDAY
    closed: frozenset[tuple[int, int]] = year_end
    holidays: frozenset[date] | None = None
    _support: Windows = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_support", _closed_on_holidays(self.hours))

    def is_closed(self, day: date) -> bool:
        """A holiday or one of the closed days.

        >>> BusinessHours(Windows.parse("always")).is_closed(date(2027, 1, 2))
        True
        """
        known = _holidays_of(day.year) if self.holidays is None else self.holidays
        return (day.month, day.day) in self.closed or day in known

    def support_on(self, day: date) -> Intervals:
        """The support minutes that begin on a date, counted from its midnight.

        Raises:
            QuantityError: the hours have an open end, a cap, an unnamed day or two readings.
            CalendarUnavailable: holidays are not known.

        >>> BusinessHours(Windows.parse("always")).support_on(date(2027, 1, 1))
        ((0, 1440),)
        """
        return self._support.starting_on(day, is_holiday=self.is_closed(day))

    def is_business_day(self, day: date) -> bool:
        """One of the days on which business days are counted.

        >>> BusinessHours(Windows.parse("always")).is_business_day(date(2027, 1, 4))
        True
        """
        return day.weekday() in self.days and not self.is_closed(day) and bool(self.support_on(day))


def worst_case(duration: Duration, hours: Windows | BusinessHours, year: int) -> WorstCase:
    """The longest a business duration takes from any minute of a year; exact.

    Business days end at the close of support hours of the n-th business day after the event's day; a
    fraction of a day is that share of the support minutes of the next one. Business hours and minutes count
    support minutes only. The end is given to the microsecond, `elapsed` is exact.

    Raises:
        QuantityError: no business duration, hours not known for sure or empty, an end more than five years off.
        CalendarUnavailable: holidays are not known.

    >>> from medsla.quantities.duration import Duration
    >>> case = worst_case(Duration.parse("P1BD"), Windows.parse("always"), 2027)
    >>> int(case.elapsed // 3600), str(case.start)
    (192, '2027-12-28 00:00:00+09:00')
    """
    business = BusinessHours(hours) if isinstance(hours, Windows) else hours
    if duration.business_days:
        found = _longest_in_days(duration, business, year)
    elif duration.business_minutes:
        found = _longest_in_minutes(duration, business, year)
    else:
        raise QuantityError("duration-not-business", text=duration.text)
    start, end = found
    return WorstCase((end - start) * 60, _moment(start), _moment(end))


def _longest_in_days(duration: Duration, business: BusinessHours, year: int) -> tuple[Fraction, Fraction]:
    """Start and end of the worst case: among the events of one day the one at midnight waits longest."""
    whole, share = divmod(duration.business_days, 1)
    ahead = int(whole) - (0 if share else 1)
    events = _days_of(year)
    days = [day for day in events if business.is_business_day(date.fromordinal(day))]
    if not days:
        raise QuantityError("hours-empty")
    for later in range(year + 1, year + 1 + _FURTHEST_YEARS):
        if len(days) > bisect_right(days, events[-1]) + ahead:
            break
        days += [day for day in _days_of(later) if business.is_business_day(date.fromordinal(day))]
    else:
        raise QuantityError("duration-too-far", text=duration.text)
    last_day = {event: days[bisect_right(days, event) + ahead] for event in events}
    ends = {day: _point_of_day(business, day, share or Fraction(1)) for day in set(last_day.values())}
    worst = max(events, key=lambda event: (ends[last_day[event]] - event * _DAY, -event))
    return Fraction(worst * _DAY), ends[last_day[worst]]


def _point_of_day(business: BusinessHours, day: int, share: Fraction) -> Fraction:
    """The minute at which so much of a day's support minutes has passed."""
    support = business.support_on(date.fromordinal(day))
    left = total(support) * share
    for start, end in support:
        if left <= end - start:
            return day * _DAY + start + left
        left -= end - start
    raise ValueError("a share of a day is at most the whole")


def _longest_in_minutes(duration: Duration, business: BusinessHours, year: int) -> tuple[Fraction, Fraction]:
    """Start and end of the worst case.

    The waiting time falls while support is closed and stays level while it is open, so it is longest at the
    start of the year, where support closes, or at the first minute after which the deadline no longer falls
    before a close.
    """
    needed = duration.business_minutes
    first, past = date(year, 1, 1).toordinal() * _DAY, date(year + 1, 1, 1).toordinal() * _DAY
    for later in range(1, 1 + _FURTHEST_YEARS):
        support = _Support(_open_minutes(business, year, later))
        if not support.total:
            raise QuantityError("hours-empty")
        if support.before(past) + needed <= support.total:
            break
    else:
        raise QuantityError("duration-too-far", text=duration.text)
    after_close = (int(support.reached(support.before(end) - needed)) + 1 for _, end in support.parts)
    starts = {first, *(end for _, end in support.parts), *after_close}
    within = sorted(start for start in starts if first <= start < past)
    ends = {start: support.reached_by(support.before(start) + needed) for start in within}
    worst = max(within, key=lambda start: (ends[start] - start, -start))
    return Fraction(worst), ends[worst]


class _Support:
    """Support minutes on one time line, with the sums that make both directions a search."""

    def __init__(self, parts: Intervals) -> None:
        self.parts = parts
        self._starts = [start for start, _ in parts]
        self._sums = list(accumulate((end - start for start, end in parts), initial=0))
        self.total = self._sums[-1]

    def before(self, minute: int) -> int:
        """Support minutes before a minute."""
        index = bisect_right(self._starts, minute)
        if not index:
            return 0
        start, end = self.parts[index - 1]
        return self._sums[index - 1] + min(minute, end) - start

    def reached(self, amount: Fraction) -> Fraction:
        """The last moment at which no more than so many support minutes have passed."""
        index = max(bisect_right(self._sums, amount) - 1, 0)
        return self._moment(min(index, len(self.parts) - 1), amount)

    def reached_by(self, amount: Fraction) -> Fraction:
        """The first moment at which so many support minutes have passed."""
        return self._moment(bisect_left(self._sums, amount) - 1, amount)

    def _moment(self, index: int, amount: Fraction) -> Fraction:
        return self.parts[index][0] + amount - self._sums[index]


def _open_minutes(business: BusinessHours, year: int, later: int) -> Intervals:
    """All support of a year, of so many later ones, and of the days whose windows reach into it."""
    begin = date(year, 1, 1).toordinal() - 2
    ordinals = range(begin, date(year + later, 12, 31).toordinal() + 1)
    return joined(
        (day * _DAY + start, day * _DAY + end)
        for day in ordinals
        for start, end in business.support_on(date.fromordinal(day))
    )


def _days_of(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)


def _closed_on_holidays(hours: Windows) -> Windows:
    """Windows on some days of the week that say nothing of holidays, taken as closed on them."""
    return Windows.of(
        replace(entry, holidays="excluded") if not entry.holidays_said and len(entry.days) < 7 else entry
        for entry in hours.entries
    )


def _moment(minute: Fraction) -> datetime:
    days, rest = divmod(minute, _DAY)
    midnight = datetime.combine(date.fromordinal(days), datetime.min.time(), JST)
    return midnight + timedelta(microseconds=int(rest * 60_000_000))


@lru_cache(maxsize=256)
def _holidays_of(year: int) -> frozenset[date]:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise CalendarUnavailable(Problem.of("calendar-out-of-range", year=year, first=_FIRST_YEAR, last=_LAST_YEAR))
    try:
        import jpholiday
    except ImportError as error:
        raise CalendarUnavailable(Problem.of("calendar-missing")) from error
    return frozenset(day for day, _ in jpholiday.year_holidays(year))
