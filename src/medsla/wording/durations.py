"""Durations in words with the unit they were written in, and read back: the door to each language's grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medsla.quantities.refusal import QuantityError
from medsla.wording.languages import grammar
from medsla.wording.normal import normalise
from medsla.wording.refusal import WordingError
from medsla.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_durations", "format_duration", "read_duration"]


def format_duration(text: str, language: str) -> str:
    """The duration in words; ninety minutes stay ninety minutes.

    Raises:
        WordingError: the text is no duration.

    >>> format_duration("PT90M", "ja"), format_duration("P1M", "en")
    ('90分', '1 month')
    """
    try:
        return grammar(language).format_duration(text)
    except QuantityError as error:
        raise WordingError("unsayable", value=text, what=word("duration-what", language)) from error


def read_duration(text: str, language: str) -> str:
    """The duration of words that are nothing else.

    Raises:
        WordingError: no duration, or more than one.

    >>> read_duration("３０日間", "ja"), read_duration("1 year and 6 months", "en")
    ('P30D', 'P1Y6M')
    """
    normal, words = normalise(text), grammar(language)
    what, span = word("duration-what", language), (0, len(text))
    try:
        return words.read_duration(normal.text.strip())
    except QuantityError:
        said = list(dict.fromkeys(found for found, _, _ in words.find_durations(normal.text)))
        if len(said) > 1:
            spoken = [words.format_duration(each) for each in said]
            raise WordingError("ambiguous", span, spoken, text=text, what=what, candidates=" / ".join(spoken)) from None
        example = words.format_duration("PT4H")
        raise WordingError("unreadable", span, text=text, what=what, example=example) from None


def find_durations(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Each duration in a clause with its start and end in the text as it stands; dates and times are none.

    >>> list(find_durations("１１月２２日から１週間以内", "ja"))
    [('P1W', 8, 11)]
    """
    normal = normalise(text)
    for duration, start, end in grammar(language).find_durations(normal.text):
        yield duration, *normal.span(start, end)
