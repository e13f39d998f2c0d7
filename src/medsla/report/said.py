"""One statement in every language that was asked for, so that a report in two languages is built once.

Knows messages and no file format: each format decides how it sets two languages beside or below each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from medsla.errors import Problem, UnknownLocale, visible
from medsla.messages import Language, say

CHOICES: Final[Mapping[str, tuple[Language, ...]]] = {"ja": ("ja",), "en": ("en",), "ja-en": ("ja", "en")}
"""What a report can be written in; Japanese stands first where both are asked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """The texts of one statement by language, in order; '' as language marks what is the same in all.

    Texts are safe to show: characters that a terminal would act on or hide stand as escapes.
    """

    texts: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return any(text for _, text in self.texts)

    def __str__(self) -> str:
        return " / ".join(text for _, text in self.texts if text)

    def of(self, language: str) -> str:
        """The text in a language; '' where there is none.

        >>> Said((("", "offer.yaml"),)).of("en")
        'offer.yaml'
        """
        return next((text for name, text in self.texts if name in (language, "")), "")


NOTHING: Final = Said()


def neutral(text: object) -> Said:
    r"""A statement that is no language's: a name, an address, the words of a source.

    >>> str(neutral("99.9\u202e%"))
    '99.9\\u202e%'
    """
    return Said((("", shown(str(text))),))


def shown(text: str) -> str:
    """The text with its lines kept and every other hidden or acting character made visible."""
    lines = text.replace("\r\n", "\n").replace("\t", " ").split("\n")
    return "\n".join(visible(line) for line in lines)


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks the languages of one report."""

    languages: tuple[Language, ...]

    @classmethod
    def of(cls, language: str) -> Voice:
        """The voice for `ja`, `en` or `ja-en`.

        >>> Voice.of("ja-en").languages
        ('ja', 'en')
        """
        if language not in CHOICES:
            raise UnknownLocale(Problem.of("unknown-locale", locale=language, known=", ".join(CHOICES)))
        return cls(CHOICES[language])

    def say(self, key: str, /, **fields: object) -> Said:
        """The message `report.<key>`; a field that is itself a statement is taken in each language.

        >>> str(Voice.of("ja-en").say("column.place"))
        '箇所 / Place'
        """
        return self.each(lambda language: say(f"report.{key}", language, **_in(fields, language)))

    def each(self, speak: Callable[[Language], str]) -> Said:
        """What a function says in each language."""
        return Said(tuple((language, shown(speak(language))) for language in self.languages))

    def words(self, words: Mapping[str, str]) -> Said:
        """Words given by language; the other language stands in where one is missing."""
        return self.each(lambda language: words.get(language) or next(filter(None, words.values()), ""))

    def joined(self, parts: Iterable[Said], between: str = "report.between") -> Said:
        """Statements as one, with what stands between them in each language."""
        chosen = [part for part in parts if part]
        if not chosen:
            return NOTHING
        return self.each(lambda language: say(between, language).join(part.of(language) for part in chosen))


def _in(fields: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: field.of(language) if isinstance(field, Said) else field for name, field in fields.items()}
