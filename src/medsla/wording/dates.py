"""Dates in words, with Japanese eras on request, and read back.

Babel has no Japanese calendar, so the eras are a table of our own. Before 1873 Japan counted by another
calendar; such dates are refused.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from medsla.wording.normal import normalise
from medsla.wording.numerals import KANJI, read_kanji
from medsla.wording.refusal import WordingError
from medsla.wording.words import one_of, shape, word

__all__ = ["format_date", "read_date"]


class _Era(NamedTuple):
    key: str
    start: date
    letter: str


_ERAS = (
    _Era("reiwa", date(2019, 5, 1), "R"),
    _Era("heisei", date(1989, 1, 8), "H"),
    _Era("showa", date(1926, 12, 25), "S"),
    _Era("taisho", date(1912, 7, 30), "T"),
    _Era("meiji", date(1868, 10, 23), "M"),
)
_SOLAR = date(1873, 1, 1)
_EXAMPLES = {"ja": "2027年4月1日", "en": "1 April 2027"}
_NUMBER = rf"(?:[0-9]{{1,4}}|{KANJI}|元)"
_SHORT = re.compile(
    r"(?P<letter>[RHSTM])?(?P<year>[0-9]{1,4})(?P<sep>[./-])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
)


def format_date(text: str, language: str, era: bool = False) -> str:  # noqa: FBT001, FBT002 - the plan's signature
    """A date (`2027-04-01`) in words: 2027年4月1日, 1 April 2027; with `era` 令和9年4月1日.

    Raises:
        WordingError: no such date, or an era asked for before 1873.

    >>> format_date("2019-05-01", "ja", era=True), format_date("2027-04-01", "en")
    ('令和元年5月1日', '1 April 2027')
    """
    day = _parsed(text, language)
    fields = {"month": _month(day.month, language), "day": str(day.day)}
    if not era:
        return word("date.gregorian", language, year=str(day.year), **fields)
    if day < _SOLAR:
        raise WordingError("unsayable", value=text, what=word("date.what", language))
    found = next(entry for entry in _ERAS if day >= entry.start)
    number = day.year - found.start.year + 1
    year = word("date.first-year", language) if number == 1 else str(number)
    return word("date.era", language, era=word(f"era.{found.key}", language), year=year, **fields)


def read_date(text: str, language: str) -> str:
    """The date (`2027-04-01`) of words: with an era or without, 令和元年, 二〇二七年四月一日, 2027/4/1, R9.4.1.

    Raises:
        WordingError: no date, or a day that its era does not have (平成31年5月1日).

    >>> read_date("令和九年四月一日", "ja"), read_date("1 April 2027", "en")
    ('2027-04-01', '2027-04-01')
    """
    said = normalise(text).text.strip()
    found = _SHORT.fullmatch(said)
    if found:
        era = next((entry for entry in _ERAS if entry.letter == found["letter"]), None)
        numbers = (int(found["year"]), int(found["month"]), int(found["day"]))
    else:
        era, numbers = _in_words(said, language, text)
    try:
        return _checked(era, *numbers).isoformat()
    except ValueError:
        raise _unreadable(text, language) from None


def _in_words(said: str, language: str, text: str) -> tuple[_Era | None, tuple[int, int, int]]:
    names = {word(f"era.{entry.key}", language): entry for entry in _ERAS}
    months = {_month(number, language): number for number in range(1, 13)}
    fields = {
        "year": rf"(?P<year>{_NUMBER})",
        "month": rf"(?P<month>{one_of(months) if language == 'en' else _NUMBER})",
        "day": rf"(?P<day>{_NUMBER})",
    }
    era = rf"(?P<era>{one_of(names)})"
    with_era = re.fullmatch(shape("date.era", language, era=era, **fields), said)
    found = with_era or re.fullmatch(shape("date.gregorian", language, **fields), said)
    if not found:
        raise _unreadable(text, language)
    read = {name: months.get(found[name]) or _number(found[name]) for name in ("year", "month", "day")}
    if with_era is None and found["year"] == "元":
        raise _unreadable(text, language)
    return names[with_era["era"]] if with_era else None, (read["year"], read["month"], read["day"])


def _number(said: str) -> int:
    if said == "元":
        return 1
    return int(said) if said.isdigit() else read_kanji(said) or 0


def _checked(era: _Era | None, year: int, month: int, day: int) -> date:
    """The day, which must lie in its era; a year of fewer than four digits needs one."""
    if era is None:
        if year < 1000:
            raise ValueError(year)
        return date(year, month, day)
    found = date(era.start.year + year - 1, month, day)
    if year < 1 or found < max(era.start, _SOLAR) or next(entry for entry in _ERAS if found >= entry.start) != era:
        raise ValueError(year)
    return found


def _month(number: int, language: str) -> str:
    if language == "ja":
        return str(number)
    from babel import Locale

    return str(Locale(language).months["format"]["wide"][number])


def _parsed(text: str, language: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WordingError("unsayable", value=text, what=word("date.what", language)) from None


def _unreadable(text: str, language: str) -> WordingError:
    what = word("date.what", language)
    return WordingError("unreadable", (0, len(text)), text=text, what=what, example=_EXAMPLES[language])
