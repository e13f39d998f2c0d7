"""Recurring windows: service hours, support hours, planned maintenance. Asia/Tokyo, so every day has 24 hours.

Windows are laid out as minutes on the days of `spans` and compared by inclusion. Where their minutes are not
known for sure (an open end, "at most 5 hours" inside a longer window, a day nobody named) they lie between
what is covered surely and what may be covered, and only what follows from both is decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from medsla.quantities.cover import allowed_minutes, inclusion, laid_out, occurrence_order
from medsla.quantities.intervals import Intervals, common, joined, total, without
from medsla.quantities.order import Order
from medsla.quantities.refusal import QuantityError
from medsla.quantities.spans import DAY, day_of, days_between, span_for
from medsla.quantities.window import Of, Window, parse_window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medsla.quantities.spans import Stretch

__all__ = ["Minutes", "Windows", "core_hours", "reference_year"]

reference_year = 2027
"""Figures "a year" are counted day by day in this year of 365 days unless another is asked for."""

_WEEK = ((0, 7 * DAY),)
_READINGS: tuple[Of, Of] = ("weekday", "week")


class Minutes(NamedTuple):
    """Minutes a year, inside and outside core hours."""

    core: int
    outside: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.core + self.outside


@dataclass(frozen=True, slots=True)
class Windows:
    """A set of recurring windows; equal when they recur alike, however they are split or written.

    `weekly` holds the minutes of a week (from Monday 0:00) that recur by weekday alone, `special` the rest.

    >>> Windows.parse("always") == Windows.parse([{"from": "00:00", "to": "24:00"}])
    True
    """

    entries: tuple[Window, ...] = field(compare=False)
    weekly: Intervals
    special: frozenset[Window]

    @classmethod
    def parse(cls, data: object) -> Windows:
        """Windows from "always" or a list of windows (see `parse_window`).

        Raises:
            QuantityError: another shape, an empty list, a window that cannot be read.

        >>> Windows.parse(
        ...     [{"days": ["sun"], "from": "00:00", "to": "05:00"}]
        ... ).minutes_per_year
        15600
        """
        if data == "always":
            return cls.of([Window(frozenset(range(7)), 0, DAY, holidays_said=True)])
        if isinstance(data, str) or not isinstance(data, Sequence):
            raise QuantityError("windows-shape", text=data)
        if not data:
            raise QuantityError("windows-empty")
        return cls.of(parse_window(row) for row in data)

    @classmethod
    def of(cls, entries: Iterable[Window]) -> Windows:
        """The set of these windows.

        >>> Windows.of([Window(frozenset({6}), 0, 300)]).weekly
        ((8640, 8940),)
        """
        kept = tuple(entries)
        (week,) = span_for(monthly=False, holidays_matter=False, holidays=None)
        plain = laid_out(tuple(entry for entry in kept if entry.is_plain), (week,), "weekday").sure
        weekly = tuple((start - week.start, end - week.start) for start, end in plain)
        return cls(kept, weekly, frozenset(entry for entry in kept if not entry.is_plain))

    @property
    def always(self) -> bool:
        """Every minute of every day.

        >>> Windows.parse(
        ...     [{"from": "00:00", "to": "12:00"}, {"from": "12:00", "to": "24:00"}]
        ... ).always
        True
        """
        return self.weekly == _WEEK

    @property
    def is_ambiguous(self) -> bool:
        """Some window says "the 4th Sunday" in a way that has two readings.

        >>> Windows.parse(
        ...     [{"days": ["sun"], "nth": 4, "from": "00:00", "to": "05:00"}]
        ... ).is_ambiguous
        True
        """
        return any(entry.is_ambiguous for entry in self.special)

    @property
    def needs_holidays(self) -> bool:
        """Some window depends on holidays.

        >>> Windows.parse(
        ...     [{"from": "09:00", "to": "18:00", "holidays": "excluded"}]
        ... ).needs_holidays
        True
        """
        return any(entry.holidays != "included" for entry in self.special)

    @property
    def is_exact(self) -> bool:
        """Every minute is known, given the holidays: no open end, no cap, no unnamed day, one reading.

        >>> Windows.parse([{"from": "18:00"}]).is_exact
        False
        """
        return all(entry.is_exact and not entry.is_ambiguous for entry in self.special)

    @property
    def longest(self) -> int | None:
        """Minutes the longest single window can last; None where an end is not known.

        >>> Windows.parse([{"from": "00:00", "longest": "PT5H"}]).longest
        300
        """
        budgets = [entry.budget for entry in self.entries]
        return None if None in budgets else max(budget for budget in budgets if budget is not None)

    @property
    def minutes_per_year(self) -> int | None:
        """Minutes in the reference year; None where that is not known without more.

        >>> Windows.parse("always").minutes_per_year
        525600
        """
        return self.minutes_in(reference_year)

    def minutes_in(self, year: int, month: int | None = None, holidays: frozenset[date] | None = None) -> int | None:
        """Minutes in a year or month: at most so many, where windows are capped; None where unknown.

        Unknown are an open end, two readings that differ, and holidays that were not given for that year.

        >>> sunday = {"days": ["sun"], "nth": 4, "of": "weekday", "from": "00:00"}
        >>> Windows.parse([sunday | {"longest": "PT5H"}]).minutes_in(2026, 11)
        300
        """
        if self.longest is None or (self.needs_holidays and not _known(holidays, year)):
            return None
        first, last = _limits(year, month)
        stretch = days_between(first, last, holidays or frozenset())
        readings = _READINGS if self.is_ambiguous else _READINGS[:1]
        found = {allowed_minutes(self.entries, stretch, reading, 1 if month else 12) for reading in readings}
        return found.pop() if len(found) == 1 else None

    def starting_on(self, when: date, *, is_holiday: bool) -> Intervals:
        """The minutes, counted from that midnight, of all windows that start on a date.

        Raises:
            QuantityError: their minutes are not known for sure.

        >>> Windows.parse([{"from": "22:00", "to": "02:00"}]).starting_on(
        ...     date(2027, 1, 1), is_holiday=True
        ... )
        ((1320, 1560),)
        """
        if not self.is_exact:
            raise QuantityError("hours-unclear")
        day = day_of(when.toordinal(), is_holiday=is_holiday)
        return joined((entry.start, entry.furthest) for entry in self.entries if entry.starts_on(day, "weekday"))

    def compare(self, other: Windows, holidays: frozenset[date] | None = None) -> Order:
        """Less means strictly inside; undecidable that neither holds the other, or that it is not known.

        Windows that depend on holidays are compared over the years of `holidays`; without them the verdict
        holds whichever days are holidays, or is undecidable.

        >>> weekdays = Windows.parse(
        ...     [
        ...         {
        ...             "days": ["mon", "tue", "wed", "thu", "fri"],
        ...             "from": "09:00",
        ...             "to": "18:00",
        ...         }
        ...     ]
        ... )
        >>> weekdays.compare(Windows.parse("always"))
        <Order.less: 'less'>
        """
        if self == other:
            return Order.equal
        span = _common_span(self, other, holidays)
        verdicts = {
            inclusion(laid_out(self.entries, span, mine), laid_out(other.entries, span, theirs))
            for mine in (_READINGS if self.is_ambiguous else _READINGS[:1])
            for theirs in (_READINGS if other.is_ambiguous else _READINGS[:1])
        }
        verdict = verdicts.pop() if len(verdicts) == 1 else Order.undecidable
        return occurrence_order(self.entries, other.entries, span) if verdict is Order.undecidable else verdict

    def covers(self, other: Windows, holidays: frozenset[date] | None = None) -> bool:
        """Whether it surely holds every minute of the other.

        >>> Windows.parse("always").covers(
        ...     Windows.parse([{"from": "09:00", "to": "18:00"}])
        ... )
        True
        """
        return self.compare(other, holidays) in {Order.greater, Order.equal}

    def gained(
        self,
        other: Windows,
        *,
        core: Windows | None = None,
        year: int = reference_year,
        holidays: frozenset[date] | None = None,
    ) -> Minutes | None:
        """Minutes a year that only the other covers, inside and outside core hours; None where unknown.

        >>> night = Windows.parse([{"days": ["sat"], "from": "08:00", "to": "10:00"}])
        >>> night.gained(Windows.parse([{"days": ["mon"], "from": "08:00", "to": "10:00"}]))
        Minutes(core=3120, outside=3120)
        """
        if not (self.is_exact and other.is_exact):
            return None
        core = core or core_hours
        if any(each.needs_holidays for each in (self, other, core)) and not _known(holidays, year):
            return None
        span = (days_between(*_limits(year, None), holidays or frozenset()),)
        mine, theirs, inner = (laid_out(each.entries, span, "weekday").sure for each in (self, other, core))
        added = without(theirs, mine)
        return Minutes(total(common(added, inner)), total(without(added, inner)))

    def lost(
        self,
        other: Windows,
        *,
        core: Windows | None = None,
        year: int = reference_year,
        holidays: frozenset[date] | None = None,
    ) -> Minutes | None:
        """Minutes a year that the other no longer covers, inside and outside core hours; None where unknown.

        >>> Windows.parse("always").lost(Windows.parse("always"))
        Minutes(core=0, outside=0)
        """
        return other.gained(self, core=core, year=year, holidays=holidays)


def _common_span(first: Windows, second: Windows, holidays: frozenset[date] | None) -> tuple[Stretch, ...]:
    special = first.special | second.special
    return span_for(
        monthly=any(entry.is_monthly for entry in special),
        holidays_matter=first.needs_holidays or second.needs_holidays,
        holidays=holidays,
    )


def _limits(year: int, month: int | None) -> tuple[date, date]:
    first = date(year, month or 1, 1)
    following = date(year + 1, 1, 1) if month in {None, 12} else date(year, (month or 1) + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)


@lru_cache(maxsize=64)
def _known(holidays: frozenset[date] | None, year: int) -> bool:
    """Whether holidays were given for that year; no year is without."""
    return bool(holidays) and any(day.year == year for day in holidays or ())


core_hours = Windows.parse([{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00"}])
"""Monday to Friday, 9:00 to 18:00."""
