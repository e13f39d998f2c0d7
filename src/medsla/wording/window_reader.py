"""Reads the words of `window_words` back to the very keys they were printed from."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from medsla.quantities.window import parse_window, weekdays
from medsla.wording.languages import grammar
from medsla.wording.normal import normal_text
from medsla.wording.window_words import HOLIDAYS
from medsla.wording.words import list_pattern, one_of, quoted, shape, word

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read_windows", "windows_pattern"]

_ORDINALS: Final = ("1", "2", "3", "4", "5")
_JOINTS: Final = ("full", "full-noted", "full-monthly")
_CLOCK: Final = r"(?:[01]?[0-9]|2[0-4])"
_TIMES: Final = {
    "next-day-capped": ("start", "end", "longest"),
    "range-capped": ("start", "end", "longest"),
    "next-day": ("start", "end"),
    "range": ("start", "end"),
    "from-capped": ("start", "longest"),
    "onwards": ("start",),
}
_KEYS: Final = {"start": "from", "end": "to", "longest": "longest"}


@cache
def windows_pattern(language: str) -> str:
    """The pattern of windows."""
    item = _window_pattern(language)
    between = rf"(?:{quoted(word('window.and', language))}|{quoted(word('window.between', language))})"
    return rf"(?:{quoted(word('window.always', language))}|(?:{item})(?:{between}(?:{item}))*)"


def read_windows(text: str, language: str) -> object:
    """The windows of normalised words; ValueError where they are none.

    >>> read_windows("月曜日から水曜日までの8時から18時まで", "ja")
    [{'days': ['mon', 'tue', 'wed'], 'from': '08:00', 'to': '18:00'}]
    """
    if text == normal_text(word("window.always", language)):
        return "always"
    if not re.fullmatch(windows_pattern(language), text):
        raise ValueError(text)
    windows: list[dict[str, object]] = []
    item, between = (
        re.compile(_window_pattern(language)),
        [word(f"window.{key}", language) for key in ("and", "between")],
    )
    while text:
        found = item.match(text)
        if not found:
            raise ValueError(text)
        windows.append(_read_window(found[0], language))
        text = text[found.end() :]
        text = next((text[len(mark) :] for mark in between if text.startswith(mark)), text)
    return windows


def _read_window(text: str, language: str) -> dict[str, object]:
    """The one window these words are printed for."""
    fields = {"days": f"(?P<days>{_days_pattern(language)})", "time": f"(?P<time>{_time_pattern(language)})"}
    for joint in _JOINTS:
        found = re.fullmatch(shape(f"window.{joint}", language, **fields), text)
        if found:
            window = _read_days(found["days"], language) | _read_time(found["time"], language)
            parse_window(window)
            return window
    return _read_time(text, language)


def _read_days(text: str, language: str) -> dict[str, object]:
    holidays = {word(f"holiday.all-{key}", language): key for key in HOLIDAYS}
    if text in holidays:
        return {"holidays": holidays[text]}
    unsettled = quoted(word("window.unsettled", language))
    noted = {normal_text(word(f"holiday.{key}", language)): key for key in HOLIDAYS}
    found = re.fullmatch(f"(?P<said>.*?)(?P<unsettled>{unsettled})?(?P<noted>{one_of(noted)})?", text)
    if not found:
        raise ValueError(text)
    window = _read_recurrence(found["said"], language)
    if found["unsettled"] and window.pop("of", None) != "weekday":
        raise ValueError(text)
    return window | ({"holidays": noted[found["noted"]]} if found["noted"] else {})


def _read_recurrence(text: str, language: str) -> dict[str, object]:
    for key, (every, pattern) in _recurrences(language).items():
        found = re.fullmatch(pattern, text)
        if not found:
            continue
        window: dict[str, object] = {"every": every} if every else {}
        if key in {"every-month", "in-the-month"}:
            return window | _read_nth(found["nth"], language)
        if "days" in found.re.groupindex and found["days"] != word("window.any-day", language):
            window["days"] = _read_listed(found["days"], language)
        return window
    raise ValueError(text)


def _read_nth(text: str, language: str) -> dict[str, object]:
    ordinals = {word(f"ordinal.{number}", language): int(number) for number in _ORDINALS}
    nth, days = f"(?P<nth>{one_of(ordinals)})", rf"(?P<days>{_some_days(language)})"
    for key, fields in (("nth-week", {"nth": nth, "days": days}), ("last-week", {"days": days})):
        found = re.fullmatch(shape(f"window.{key}", language, **fields), text)
        if found:
            of_week: dict[str, object] = {"nth": ordinals[found["nth"]] if "nth" in fields else "last", "of": "week"}
            said = found["days"]
            return of_week | (
                {} if said == word("window.any-day", language) else {"days": _read_listed(said, language)}
            )
    names = _day_names(language)
    day = f"(?P<day>{one_of([*names, word('window.any-day', language)])})"
    one = f"{shape('window.nth-weekday', language, nth=nth, day=day)}"
    last = shape("window.last-weekday", language, day=day.replace("<day>", "<last>"))
    items = list(re.finditer(f"{one}|{last}", text))
    numbers = {ordinals[item["nth"]] if item["nth"] else "last" for item in items}
    if len(numbers) != 1:
        raise ValueError(text)  # the first Sunday and the third Monday are two windows
    window: dict[str, object] = {"nth": numbers.pop(), "of": "weekday"}
    said_days = [names.get(item["day"] or item["last"], "") for item in items]
    return window if said_days == [""] else window | {"days": said_days}


def _read_listed(text: str, language: str) -> list[str]:
    names = _day_names(language)
    day = one_of(names)
    run = shape("window.run", language, first=f"(?P<first>{day})", last=f"(?P<last>{day})")
    days: list[str] = []
    for found in re.finditer(f"{run}|(?P<day>{day})", text):
        if found["day"]:
            days.append(names[found["day"]])
            continue
        first, last = (weekdays.index(names[found[key]]) for key in ("first", "last"))
        days += [weekdays[(first + step) % 7] for step in range((last - first) % 7 + 1)]
    return days


def _read_time(text: str, language: str) -> dict[str, object]:
    for key, names in _TIMES.items():
        fields = {name: f"(?P<{name}>{_time_field(name, language)})" for name in names}
        found = re.fullmatch(shape(f"time.{key}", language, **fields), text)
        if not found:
            continue
        window: dict[str, object] = {_KEYS[name]: _read_clock(found[name]) for name in names if name != "longest"}
        if key.startswith("next-day") and str(window["to"]) > str(window["from"]):
            raise ValueError(text)  # from 8:00 to 18:00 the next day: longer than one window can be
        if "longest" in names:
            window["longest"] = grammar(language).read_duration(found["longest"])
        return window
    raise ValueError(text)


def _read_clock(text: str) -> str:
    numbers = re.findall("[0-9]+", text)
    return f"{int(numbers[0]):02}:{numbers[1] if len(numbers) > 1 else '00'}"


# --- patterns


@cache
def _window_pattern(language: str) -> str:
    days, time = _days_pattern(language), _time_pattern(language)
    joints = "|".join(
        shape(f"window.{key}", language, days=days, time=time) for key in ("full", "full-noted", "full-monthly")
    )
    return f"(?:{joints}|{time})"


@cache
def _days_pattern(language: str) -> str:
    unsettled = quoted(word("window.unsettled", language))
    noted = one_of(word(f"holiday.{key}", language) for key in HOLIDAYS)
    alone = one_of(word(f"holiday.all-{key}", language) for key in HOLIDAYS)
    said = "|".join(re.sub(r"\?P<[a-z]+>", "?:", pattern) for _, pattern in _recurrences(language).values())
    return f"(?:(?:{said})(?:{unsettled})?(?:{noted})?|{alone})"


@cache
def _recurrences(language: str) -> Mapping[str, tuple[str, str]]:
    """Each way to say when a window recurs: its "every" and its pattern, in the order in which they are tried."""
    nth, listed, some = (
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("nth", _nth_pattern(language)),
            ("days", _listed_pattern(language)),
            ("days", _some_days(language)),
        )
    )
    return {
        "every-month": ("month", shape("window.every-month", language, day=nth)),
        "in-the-month": ("", shape("window.in-the-month", language, day=nth)),
        "daily-among": ("day", shape("window.daily-among", language, days=listed)),
        "daily": ("day", quoted(word("window.daily", language))),
        "weekly": ("week", shape("window.weekly", language, days=some)),
        "once-a-month-on": ("month", shape("window.once-a-month-on", language, days=listed)),
        "once-a-month": ("month", quoted(word("window.once-a-month", language))),
        "days": ("", listed),
    }


@cache
def _nth_pattern(language: str) -> str:
    day = one_of([*_day_names(language), word("window.any-day", language)])
    nth = one_of(word(f"ordinal.{number}", language) for number in _ORDINALS)
    days = _some_days(language)
    one = f"{shape('window.nth-weekday', language, nth=nth, day=day)}|{shape('window.last-weekday', language, day=day)}"
    week = f"{shape('window.nth-week', language, nth=nth, days=days)}|{shape('window.last-week', language, days=days)}"
    return f"(?:{list_pattern(one, language)}|{week})"


@cache
def _listed_pattern(language: str) -> str:
    day = one_of(_day_names(language))
    return list_pattern(f"{shape('window.run', language, first=day, last=day)}|{day}", language)


@cache
def _some_days(language: str) -> str:
    return f"(?:{_listed_pattern(language)}|{quoted(word('window.any-day', language))})"


@cache
def _day_names(language: str) -> Mapping[str, str]:
    return {word(f"day.{day}", language): day for day in weekdays}


@cache
def _time_field(name: str, language: str) -> str:
    if name == "longest":
        return f"(?:{grammar(language).duration_pattern()})"
    hour = shape("time.hour", language, hour=_CLOCK)
    return f"(?:{shape('time.minute', language, hour=_CLOCK, minute='[0-5][0-9]')}|{hour})"


@cache
def _time_pattern(language: str) -> str:
    shapes = (
        shape(f"time.{key}", language, **{name: _time_field(name, language) for name in names})
        for key, names in _TIMES.items()
    )
    return f"(?:{'|'.join(shapes)})"
