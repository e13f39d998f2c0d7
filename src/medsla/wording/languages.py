"""What a language must know of its own grammar, and where to ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from medsla.errors import Problem, UnknownLocale
from medsla.wording.words import languages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

__all__ = ["Grammar", "demand", "grammar"]


class Grammar(Protocol):
    """What `ja.quantity_words` and `en.quantity_words` offer, and nothing else is asked of them."""

    def format_duration(self, text: str, before: str = "") -> str:
        """The duration in words, behind the words `before`."""
        ...

    def duration_pattern(self, before: str = "") -> str:
        """The pattern of a duration behind the words `before`."""
        ...

    def read_duration(self, text: str) -> str:
        """The duration of normalised words; QuantityError where they are none."""
        ...

    def find_durations(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Each duration of a normalised clause with its start and end."""
        ...

    def number_phrase(self, phrase: str, kind: str, value: Decimal | int) -> str:
        """The phrase for this number."""
        ...

    def number_phrases(self, phrase: str, kind: str) -> tuple[tuple[str, int | None], ...]:
        """Every form of the phrase of a count or percentage, with the number it is for where it is for one."""
        ...


def demand(language: str) -> None:
    """UnknownLocale unless medsla writes the language."""
    if language not in languages:
        raise UnknownLocale(Problem.of("unknown-locale", locale=language, known=", ".join(languages)))


def grammar(language: str) -> Grammar:
    """The grammar of `ja` or `en`; UnknownLocale for any other.

    >>> grammar("en").format_duration("PT90M")
    '90 minutes'
    """
    if language == "ja":
        from medsla.wording.ja import quantity_words as ja_words

        return ja_words
    demand(language)
    from medsla.wording.en import quantity_words as en_words

    return en_words
