"""Recurring windows in words: 月曜日から金曜日まで（祝日を除く。）8時から18時まで; `window_reader` reads them back.

Every key a window may state has words of its own, so that the text reads back to the very same keys: an
"every" nobody wrote is not read, and 第4日曜日 of a paper that does not say how it counts is printed as unsettled.
Both languages follow one order: days, holidays, times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from medsla.quantities.refusal import QuantityError
from medsla.quantities.window import parse_window, weekdays
from medsla.wording.languages import grammar
from medsla.wording.words import format_list, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["HOLIDAYS", "format_windows"]

HOLIDAYS: Final = ("excluded", "included", "only")
_SHORTEST_RUN: Final = 3


def format_windows(value: object, language: str) -> str:
    """Windows ("always" or a list) in words.

    Raises:
        QuantityError: no windows.

    >>> format_windows("always", "ja")
    '24時間365日'
    >>> format_windows(
    ...     [
    ...         {
    ...             "days": ["sun"],
    ...             "nth": 4,
    ...             "of": "weekday",
    ...             "from": "00:00",
    ...             "longest": "PT5H",
    ...         }
    ...     ],
    ...     "en",
    ... )
    'the fourth Sunday of the month, from 00:00 for at most 5 hours'
    """
    if value == "always":
        return word("window.always", language)
    if not isinstance(value, (list, tuple)) or not value:
        raise QuantityError("windows-shape", text=value)
    items = [_window(entry, language) for entry in value]
    if len(items) == 1:
        return items[0]
    return word("window.between", language).join(items[:-1]) + word("window.and", language) + items[-1]


def _window(window: Mapping[str, Any], language: str) -> str:
    parse_window(window)
    days, time = _days(window, language), _time(window, language)
    if not days:
        return time
    return word(f"window.{_joint(window)}", language, days=days, time=time)


def _joint(window: Mapping[str, Any]) -> str:
    """Which words stand between days and times."""
    noted = "holidays" in window and any(key in window for key in ("days", "nth", "every"))
    if noted or ("nth" in window and "of" not in window):
        return "full-noted"
    return "full-monthly" if window.get("every") == "month" and "nth" not in window else "full"


def _days(window: Mapping[str, Any], language: str) -> str:
    said = _recurrence(window, language)
    if "nth" in window and "of" not in window:
        said += word("window.unsettled", language)
    if "holidays" not in window:
        return said
    return said + word(f"holiday.{'' if said else 'all-'}{window['holidays']}", language)


def _recurrence(window: Mapping[str, Any], language: str) -> str:
    every, days = window.get("every"), window.get("days")
    if "nth" in window:
        return word(f"window.{'every-month' if every else 'in-the-month'}", language, day=_nth(window, language))
    listed = _listed(days, language) if days else ""
    if every == "day":
        return word("window.daily-among", language, days=listed) if days else word("window.daily", language)
    if every == "week":
        return word("window.weekly", language, days=listed or word("window.any-day", language))
    if every == "month":
        return word("window.once-a-month-on", language, days=listed) if days else word("window.once-a-month", language)
    return listed


def _nth(window: Mapping[str, Any], language: str) -> str:
    days, last = window.get("days"), window["nth"] == "last"
    ordinal = {} if last else {"nth": word(f"ordinal.{window['nth']}", language)}
    names = [word(f"day.{day}", language) for day in days] if days else [word("window.any-day", language)]
    if window.get("of") == "week":
        listed = _listed(days, language) if days else names[0]
        return word(f"window.{'last-week' if last else 'nth-week'}", language, days=listed, **ordinal)
    key = f"window.{'last-weekday' if last else 'nth-weekday'}"
    return format_list([word(key, language, day=name, **ordinal) for name in names], language)


def _listed(days: Sequence[str], language: str) -> str:
    """The days in their order, three or more in a row as a run: 月曜日から金曜日まで."""
    runs: list[list[str]] = []
    for day in days:
        if runs and weekdays.index(day) == (weekdays.index(runs[-1][-1]) + 1) % 7:
            runs[-1].append(day)
        else:
            runs.append([day])
    items: list[str] = []
    for run in runs:
        names = [word(f"day.{day}", language) for day in run]
        long = len(run) >= _SHORTEST_RUN
        items += [word("window.run", language, first=names[0], last=names[-1])] if long else names
    return format_list(items, language)


def _time(window: Mapping[str, Any], language: str) -> str:
    fields = {"start": _clock(window["from"], language)}
    key = "onwards"
    if "to" in window:
        key = "next-day" if window["to"] <= window["from"] else "range"
        fields["end"] = _clock(window["to"], language)
    if "longest" in window:
        key = f"{key}-capped" if "to" in window else "from-capped"
        fields["longest"] = grammar(language).format_duration(window["longest"])
    return word(f"time.{key}", language, **fields)


def _clock(text: str, language: str) -> str:
    hour, minute = text.split(":")
    hour = str(int(hour)) if language == "ja" else hour
    return (
        word("time.hour", language, hour=hour)
        if minute == "00"
        else word("time.minute", language, hour=hour, minute=minute)
    )
