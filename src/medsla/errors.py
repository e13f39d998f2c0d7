"""Why medsla refuses something: problems as values, and the one tree of exceptions that carries them.

A problem holds facts (code, place, named fields) and no prose; its sentence comes through `speak`, which the
front page of the package connects to the messages. This module knows nothing else of medsla.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

LONGEST_FIELD = 80
"""Characters of a value that a problem repeats: an error about a large file stays a short sentence."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str, longest: int | None = None) -> str:
    r"""The text on one line, with every character shown that a terminal would act on or hide.

    Args:
        text: Any text, also a hostile one.
        longest: Cut with … at so many characters; None leaves the length alone.

    >>> visible("99.9\u202e\x1b[31m%")
    '99.9\\u202e\\x1b[31m%'
    >>> visible("最終バックアップ完了時", 6)
    '最終バック…'
    """
    if longest is not None and len(text) > longest:
        text = text[: longest - 1] + "…"
    return "".join(
        char.encode("unicode_escape").decode("ascii") if unicodedata.category(char) in _UNSEEN else char
        for char in text
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: as much of it as is known.

    Lines and columns count from 1; `pointer` is RFC 6901 into the document, `spot` a place in an office file
    such as `Sheet1!D9`, `paragraph 12` or the name of a part.

    >>> print(Place("offer.yaml", 12, 5, "/terms/availability/uptime/percent"))
    offer.yaml:12:5 /terms/availability/uptime/percent
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    address: str | None = None
    spot: str | None = None

    def __str__(self) -> str:
        position = [part for part in (self.file, self.line, self.column) if part is not None]
        within = self.pointer or self.address
        parts = (":".join(map(str, position)), self.spot, within)
        return " ".join(visible(part, 400) for part in parts if part)


_NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why input was refused: a code, its place, and the named fields of its sentence.

    The sentence is the message `problem.<code>`, or the message of that very key when the code has a dot.
    Fields are cut to 80 visible characters and sorted by name, so that equal facts are equal problems.
    """

    code: str
    place: Place = _NOWHERE
    fields: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        shown = sorted((name, _field(value)) for name, value in self.fields)
        object.__setattr__(self, "fields", tuple(shown))

    @classmethod
    def of(cls, code: str, place: Place = _NOWHERE, /, **fields: object) -> Problem:
        """The problem with its fields given by name.

        >>> Problem.of("key-twice", Place("a.yaml", 3), key="uptime", first=2).fields
        (('first', '2'), ('key', 'uptime'))
        """
        return cls(code, place, tuple((name, str(value)) for name, value in fields.items()))

    def sentence(self, language: str = "en") -> str:
        """What is wrong, what was expected and how to mend it, without the place."""
        return speak(self, language)

    def __str__(self) -> str:
        place = str(self.place)
        return f"{place}: {self.sentence()}" if place else self.sentence()


def _field(value: str) -> str:
    shown = visible(value, LONGEST_FIELD)
    return shown if len(shown) <= LONGEST_FIELD else shown[: LONGEST_FIELD - 1] + "…"


def plain(problem: Problem, language: str = "en") -> str:
    """Code and fields as they are, in no language: what can be said before messages are connected.

    >>> plain(Problem.of("key-twice", key="uptime"), "en")
    'key-twice (key=uptime)'
    """
    del language
    fields = ", ".join(f"{name}={value}" for name, value in problem.fields)
    return f"{problem.code} ({fields})" if fields else problem.code


speak: Callable[[Problem, str], str] = plain
"""Gives a problem's sentence in a language; `import medsla` puts the messages here."""


class MedslaError(Exception):
    """What everything that medsla refuses is raised as: `problems`, all of them at once.

    Equal by class and problems, and picklable, so that a worker's error arrives whole. `str()` is English,
    one sentence a line, and not for matching: match the class and the codes.

    >>> error = ReadError(Problem.of("file-missing", Place("offer.yaml")))
    >>> error.problems[0].code
    'file-missing'
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        if not self.problems:
            message = "an error without a problem says nothing"
            raise ValueError(message)
        super().__init__(self.problems)

    def sentences(self, language: str = "en") -> tuple[str, ...]:
        """Each problem's place and sentence in `ja` or `en`."""
        told = ((str(problem.place), problem.sentence(language)) for problem in self.problems)
        return tuple(f"{place}: {sentence}" if place else sentence for place, sentence in told)

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MedslaError):
            return NotImplemented
        return type(self) is type(other) and self.problems == other.problems

    def __hash__(self) -> int:
        return hash((type(self), self.problems))


class ReadError(MedslaError):
    """A file cannot be read or parsed."""


class InvalidSla(MedslaError):  # noqa: N818 - the name says what the document is
    """A document is read but breaks the schema."""


class CatalogueError(MedslaError):
    """A schema breaks the dialect of its annotations."""


class ProfileError(MedslaError):
    """A yardstick, position or waiver contradicts itself or the catalogue."""


class TemplateError(MedslaError):
    """A template is refused before anything is written from it."""


class RenderError(MedslaError):
    """A contract was made but the checks behind it refused the result."""


class SpreadsheetError(MedslaError):
    """A workbook or table is refused as a whole."""


class UnknownLocale(MedslaError):  # noqa: N818 - the name says what was asked for
    """A language that medsla does not write was asked for."""


class OutputError(MedslaError):
    """A result could not be put where it was asked for; what stood there before is untouched."""


class MessageError(MedslaError):
    """A sentence is missing or its fields do not fit: a fault of medsla itself."""


class UnknownAddress(MedslaError, KeyError):  # noqa: N818 - the name says what was asked for
    """No such address in the catalogue; `nearest` are those it may have meant.

    >>> UnknownAddress("recovery.rtoo", ["recovery.rto"]).nearest
    ('recovery.rto',)
    """

    def __init__(self, address: str, nearest: str | Sequence[str] = (), place: Place = _NOWHERE) -> None:
        self.address = address
        self.nearest = tuple(filter(None, (nearest,) if isinstance(nearest, str) else nearest))
        code = "unknown-address-near" if self.nearest else "unknown-address"
        fields = {"address": address} | ({"nearest": ", ".join(self.nearest)} if self.nearest else {})
        super().__init__(Problem.of(code, place, **fields))
        self.args = (address, self.nearest, place)  # what pickle calls the class with
