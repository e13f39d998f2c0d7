"""Durations and counts in Japanese: printed in one way, read in the ways papers spell them.

The patterns are the ground on which readers of vendors' wording stand: `DURATION` is a duration and nothing
else, `find_durations` walks a clause and passes over what only looks like one (11月22日, 10時30分, 30分の1).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from medsla.quantities.refusal import QuantityError
from medsla.wording.elements import assembled, taken_apart
from medsla.wording.numerals import DIGITS, KANJI, read_kanji
from medsla.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

__all__ = [
    "DURATION",
    "duration_pattern",
    "find_durations",
    "format_duration",
    "number_phrase",
    "number_phrases",
    "read_duration",
]

_SPELT: Final = {
    "business_day": "営業日",
    "business_hour": "営業時間(?!中)",
    "year": "年間?",
    "month": "(?:か|カ|ヵ|ヶ|ケ|箇)月間?",
    "week": "週間?",
    "day": "日(?:間(?!隔))?",
    "hour": "時間",
    "minute": "分(?:間(?!隔))?",
    "second": "秒(?:間(?!隔))?",
}
_NUMBER = rf"(?:{DIGITS}|{KANJI})"
_ELEMENT = rf"{_NUMBER} ?(?:{'|'.join(_SPELT.values())})"
_MINUTES = rf"営業時間中の{_NUMBER} ?分"

DURATION: Final = rf"(?:(?:{_ELEMENT})+|{_MINUTES}|半年)"
"""A duration, spelt 4時間, 30日, 一か月, 1年6か月, 0.5営業日, 半年."""

_NAMED = re.compile(rf"(?P<number>{_NUMBER}) ?(?:{'|'.join(f'(?P<{unit}>{spelt})' for unit, spelt in _SPELT.items())})")
_IN_A_TEXT = re.compile(
    rf"(?<![0-9.,:〇一二三四五六七八九十百千月年時第])(?<![0-9]/)(?<!令和)(?<!平成)(?<!昭和)"
    r"(?<!24時間)(?<!24時間 )(?!24時間 ?365日)"
    rf"(?:{DURATION})(?![曜目付度頃号分月]|の[0-9〇一二三四五六七八九十百千]|[0-9〇一二三四五六七八九十百千])"
)
_YEAR = re.compile(r"[0-9〇一二三四五六七八九]{4}年")


def format_duration(text: str, before: str = "") -> str:
    """The duration in words with the units it was written in.

    >>> (
    ...     format_duration("PT90M"),
    ...     format_duration("P0.5BD"),
    ...     format_duration("PT4BH30BM"),
    ... )
    ('90分', '0.5営業日', '4営業時間30分')
    """
    del before
    elements = taken_apart(text)
    if len(elements) > 1 and elements[-1][1] == "business_minute":
        elements = (*elements[:-1], (elements[-1][0], "minute"))
    return "".join(word(f"unit.{unit}s", "ja", n=number) for number, unit in elements)


def duration_pattern(before: str = "") -> str:
    """The pattern of a duration behind the words `before`."""
    del before
    return DURATION


def read_duration(text: str) -> str:
    """The duration of normalised words; QuantityError where they are none.

    >>> read_duration("1年6か月"), read_duration("営業時間中の30分")
    ('P1Y6M', 'PT30BM')
    """
    if text == "半年":
        return "P6M"
    if not re.fullmatch(DURATION, text):
        raise QuantityError("duration-unreadable", text=text)
    if text.startswith("営業時間中の"):
        return assembled([(_digits(text[6:].rstrip("分 ")), "business_minute")])
    elements: list[tuple[str, str]] = []
    for found in _NAMED.finditer(text):
        unit = str(found.lastgroup)
        if unit == "minute" and elements and elements[-1][1] == "business_hour":
            unit = "business_minute"
        elements.append((_digits(found["number"]), unit))
    return assembled(elements)


def find_durations(text: str) -> Iterator[tuple[str, int, int]]:
    """Each duration of a normalised clause with its start and end; dates and times of day are none.

    >>> list(find_durations("11月22日から1週間以内"))
    [('P1W', 8, 11)]
    """
    for found in _IN_A_TEXT.finditer(text):
        if _YEAR.match(found[0]) and len(found[0]) == 5:
            continue  # 2027年 is a year, not two thousand of them
        try:
            yield read_duration(found[0]), found.start(), found.end()
        except QuantityError:
            continue  # 24時間3日: numbers and units that make no duration are left to the caller as words


def number_phrase(phrase: str, kind: str, value: Decimal | int) -> str:
    """The phrase for this number: nothing is 100%以上, the whole is 100%.

    >>> number_phrase("{value}以上", "percent", 100)
    '{value}'
    """
    return phrase.replace("{value}以上", "{value}") if kind == "percent" and value == 100 else phrase


def number_phrases(phrase: str, kind: str) -> tuple[tuple[str, int | None], ...]:
    """Every form of the phrase, with the number it is for where it is for one."""
    whole = number_phrase(phrase, kind, 100)
    return ((phrase, None),) if whole == phrase else ((phrase, None), (whole, 100))


def _digits(number: str) -> str:
    if re.fullmatch(DIGITS, number):
        return number
    read = read_kanji(number)
    if read is None:
        raise QuantityError("duration-unreadable", text=number)
    return str(read)
