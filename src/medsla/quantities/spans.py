"""Stretches of days over which recurring windows are laid out and compared.

A window recurs by weekday, by place in the month and by holiday. Two sets of windows that agree on every
combination of these agree for ever, so a comparison needs few days:

- weekdays only: one week;
- places in the month: one month of each kind, told by the weekday of its first day, its length and the
  length of the month before (49 kinds, all found in 28 years);
- holidays nobody gave: an invented calendar in which every run of three days occurs with every mix of
  holidays, on every weekday (and in every kind of month).

With holidays given, the days are those of the calendar years they span.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DAY", "Day", "Stretch", "day_of", "days_between", "span_for"]

DAY = 1440
_LEAD_IN = 2
"""Days before a stretch whose windows may reach into it: no window is longer than 48 hours."""

_MIXES = (False, False, False, True, False, True, True, True)
"""A cycle in which each of the eight mixes of three neighbours occurs once (a de Bruijn sequence)."""

_A_MONDAY = date(2001, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Day:
    """One day as windows see it; `minute` is where it begins, `nth` and `week` count from 1.

    Weekday 0 is Monday. Weeks of a month begin on Sunday and the first is the one with the 1st in it.
    """

    minute: int
    weekday: int
    nth: int
    is_last: bool
    week: int
    in_last_week: bool
    is_holiday: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """The minutes from `start` to `end`, and all days whose windows can reach into them."""

    days: tuple[Day, ...]
    start: int
    end: int


def day_of(ordinal: int, *, is_holiday: bool, shift: int = 0) -> Day:
    """The day with that proleptic ordinal, its minutes moved by `shift`.

    >>> day_of(date(2026, 11, 22).toordinal(), is_holiday=False).nth
    4
    """
    when = date.fromordinal(ordinal)
    before_first = (when.replace(day=1).weekday() + 1) % 7
    length = monthrange(when.year, when.month)[1]
    week, last_week = (when.day - 1 + before_first) // 7 + 1, (length - 1 + before_first) // 7 + 1
    return Day(
        minute=ordinal * DAY + shift,
        weekday=when.weekday(),
        nth=(when.day - 1) // 7 + 1,
        is_last=when.day + 7 > length,
        week=week,
        in_last_week=week == last_week,
        is_holiday=is_holiday,
    )


def days_between(first: date, last: date, holidays: frozenset[date]) -> Stretch:
    """The stretch from one date to another, both included.

    >>> stretch = days_between(date(2027, 1, 1), date(2027, 12, 31), frozenset())
    >>> (stretch.end - stretch.start) // DAY
    365
    """
    closed = {day.toordinal() for day in holidays}
    return _stretch(first.toordinal(), last.toordinal(), closed.__contains__)


def span_for(*, monthly: bool, holidays_matter: bool, holidays: frozenset[date] | None) -> tuple[Stretch, ...]:
    """The days on which a comparison is decided.

    >>> len(span_for(monthly=True, holidays_matter=False, holidays=None))
    49
    """
    if not holidays_matter:
        return _month_kinds() if monthly else _one_week()
    if holidays:
        return _years(holidays)
    return _month_kinds_with_mixes() if monthly else _weeks_with_mixes()


def _stretch(first: int, last: int, is_holiday: Callable[[int], bool], shift: int = 0) -> Stretch:
    ordinals = range(first - _LEAD_IN, last + 1)
    days = tuple(day_of(ordinal, is_holiday=is_holiday(ordinal), shift=shift) for ordinal in ordinals)
    return Stretch(days, first * DAY + shift, (last + 1) * DAY + shift)


def _never(_ordinal: int) -> bool:
    return False


@lru_cache(maxsize=1)
def _one_week() -> tuple[Stretch, ...]:
    return (_stretch(_A_MONDAY, _A_MONDAY + 6, _never),)


@lru_cache(maxsize=1)
def _weeks_with_mixes() -> tuple[Stretch, ...]:
    return (_stretch(_A_MONDAY, _A_MONDAY + 7 * len(_MIXES) - 1, _mixed(0)),)


@lru_cache(maxsize=1)
def _month_kinds() -> tuple[Stretch, ...]:
    return tuple(_stretch(first, last, _never) for first, last in _months())


@lru_cache(maxsize=1)
def _month_kinds_with_mixes() -> tuple[Stretch, ...]:
    """Every kind of month under every phase of the mixes, set apart so that no two stretches touch."""
    apart = 100_000 * DAY
    return tuple(
        _stretch(first, last, _mixed(phase), shift=phase * apart)
        for phase in range(len(_MIXES))
        for first, last in _months()
    )


@lru_cache(maxsize=8)
def _years(holidays: frozenset[date]) -> tuple[Stretch, ...]:
    first, last = date(min(holidays).year, 1, 1), date(max(holidays).year, 12, 31)
    return (days_between(first, last, holidays),)


def _mixed(phase: int) -> Callable[[int], bool]:
    return lambda ordinal: _MIXES[(ordinal + phase) % len(_MIXES)]


def _months() -> tuple[tuple[int, int], ...]:
    """First and last day of one month of each kind."""
    kinds: dict[tuple[int, int, int], tuple[int, int]] = {}
    before = 31
    for year in range(2001, 2029):
        for month in range(1, 13):
            weekday, length = monthrange(year, month)
            first = date(year, month, 1).toordinal()
            kinds.setdefault((weekday, length, before), (first, first + length - 1))
            before = length
    return tuple(sorted(kinds.values()))
