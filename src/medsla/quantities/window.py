"""One recurring window: on which days it starts, from when to when, for how long at most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast, get_args

from medsla.quantities.duration import Duration
from medsla.quantities.refusal import QuantityError
from medsla.quantities.spans import DAY

if TYPE_CHECKING:
    from medsla.quantities.spans import Day

__all__ = ["Holidays", "Of", "Window", "parse_window", "weekdays"]

Of = Literal["weekday", "week"]
Holidays = Literal["included", "excluded", "only"]
Every = Literal["day", "week", "month"]

weekdays = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_KEYS = {"days", "from", "to", "nth", "of", "every", "holidays", "longest"}
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00", re.ASCII)
_LONGEST_WINDOW = 2 * DAY


@dataclass(frozen=True, slots=True)
class Window:
    """A window in minutes after the midnight on which its day starts; `end` may lie after the next midnight.

    `end` is None where the paper says only when it starts. `longest` is a cap shorter than the window.
    `nth` is 1 to 5, or 0 for the last; `of` is None where the paper does not tell 第4日曜日 from 第4週の日曜日.
    `floating` means once a month on a day nobody named. Equal windows recur alike, whether or not the
    default for holidays was written down (`holidays_said`).
    """

    days: frozenset[int]
    start: int
    end: int | None
    nth: int | None = None
    of: Of | None = None
    floating: bool = False
    holidays: Holidays = "included"
    holidays_said: bool = field(default=False, compare=False)
    longest: int | None = None

    @property
    def is_plain(self) -> bool:
        """Recurs by weekday alone, from a known minute to a known minute."""
        return not self.is_monthly and self.holidays == "included" and self.is_exact

    @property
    def is_monthly(self) -> bool:
        """Recurs by its place in the month."""
        return self.floating or self.nth is not None

    @property
    def is_exact(self) -> bool:
        """Nothing about its minutes is left to the provider."""
        return self.end is not None and self.longest is None and not self.floating

    @property
    def is_ambiguous(self) -> bool:
        """Two readings of "the nth": by weekday or by week."""
        return self.nth is not None and self.of is None

    @property
    def budget(self) -> int | None:
        """Minutes one occurrence can last; None where the end is not known."""
        if self.longest is not None:
            return self.longest
        return None if self.end is None else self.end - self.start

    @property
    def furthest(self) -> int:
        """The minute before which it surely ends; an open end lies before the same hour of the next day."""
        return self.start + DAY - 1 if self.end is None else self.end

    @property
    def recurrence(self) -> tuple[object, ...]:
        """What two windows share that start on the same days."""
        return (self.days, self.nth, self.of, self.floating, self.holidays)

    def starts_on(self, day: Day, reading: Of) -> bool:
        """Whether it can start on that day; `reading` settles an "nth" that does not say of what."""
        if day.weekday not in self.days:
            return False
        if self.holidays != "included" and day.is_holiday is not (self.holidays == "only"):
            return False
        if self.nth is None:
            return True
        if (self.of or reading) == "weekday":
            return day.is_last if self.nth == 0 else day.nth == self.nth
        return day.in_last_week if self.nth == 0 else day.week == self.nth


def parse_window(data: object) -> Window:
    """A window from `{days, from, to, nth, of, every, holidays, longest}`; only `from` must be there.

    `to` at or before `from` is on the next day. Without `to` the window ends after `longest`, and without
    both its end is unknown. Every month without `nth` is once a month on a day nobody named.

    Raises:
        QuantityError: an unknown key, a value out of its list, keys that contradict each other.

    >>> window = parse_window({"days": ["sun"], "from": "23:00", "to": "05:00"})
    >>> window.start, window.end
    (1380, 1740)
    """
    if not isinstance(data, Mapping):
        raise QuantityError("windows-shape", text=data)
    unknown = sorted(str(key) for key in data.keys() - _KEYS)
    if unknown:
        raise QuantityError("window-unknown-key", key=unknown[0])
    nth, of, every = _nth(data), _choice(data, "of", Of), _choice(data, "every", Every)
    if nth is not None and every not in {None, "month"}:
        raise QuantityError("window-nth-every", text=every)
    if of is not None and nth is None:
        raise QuantityError("window-of-without-nth")
    start, end, longest = _minutes(data)
    return Window(
        days=_days(data),
        start=start,
        end=end,
        nth=nth,
        of=cast("Of | None", of),
        floating=every == "month" and nth is None,
        holidays=cast("Holidays", _choice(data, "holidays", Holidays) or "included"),
        holidays_said="holidays" in data,
        longest=longest,
    )


def _minutes(data: Mapping[str, object]) -> tuple[int, int | None, int | None]:
    """Start, end and the cap that is really shorter than the window."""
    start = _time(data, "from")
    if start == DAY:
        raise QuantityError("window-time", key="from", text="24:00")
    longest = _longest(data["longest"]) if "longest" in data else None
    if "to" not in data:
        return start, None if longest is None else start + longest, None
    end = _time(data, "to")
    if end <= start:
        end += DAY
    return start, end, longest if longest is not None and longest < end - start else None


def _time(data: Mapping[str, object], key: str) -> int:
    said = data.get(key)
    match = _TIME.fullmatch(said) if isinstance(said, str) else None
    if match is None:
        raise QuantityError("window-time", key=key, text="" if said is None else said)
    return int(match[1]) * 60 + int(match[2]) if match[1] else DAY


def _longest(said: object) -> int:
    seconds = Duration.parse(cast("str", said)).in_seconds
    if seconds is None or seconds % 60 or not 0 < seconds <= _LONGEST_WINDOW * 60:
        raise QuantityError("window-longest", text=said)
    return int(seconds // 60)


def _days(data: Mapping[str, object]) -> frozenset[int]:
    said = data.get("days", weekdays)
    if isinstance(said, str) or not isinstance(said, Sequence) or not said:
        raise QuantityError("window-value", key="days", text=said)
    for day in said:
        if day not in weekdays:
            raise QuantityError("window-value", key="days", text=day)
    return frozenset(weekdays.index(day) for day in said)


def _nth(data: Mapping[str, object]) -> int | None:
    said = data.get("nth")
    if said is None:
        return None
    if said == "last":
        return 0
    if isinstance(said, bool) or not isinstance(said, int) or not 1 <= said <= 5:
        raise QuantityError("window-value", key="nth", text=said)
    return said


def _choice(data: Mapping[str, object], key: str, allowed: object) -> str | None:
    said = data.get(key)
    if said is None:
        return None
    if said not in get_args(allowed):
        raise QuantityError("window-value", key=key, text=said)
    return cast("str", said)
