"""The kinds of values that a template meets: text as it stands in the XML, and records and lists that print nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NoReturn, Self


class UnprintableError(Exception):
    """A record, list or flag was about to be printed."""


class _Unprintable:
    def __html__(self) -> NoReturn:
        raise UnprintableError(type(self).__name__)

    __str__ = __repr__ = __html__


class Record(_Unprintable, dict[str, Any]):
    """A record of the context: its keys are the names that a template may use."""


class Rows(_Unprintable, list[Any]):
    """A list of the context: templates can only walk over it."""


class Level(Record):
    """The record of a service level in one language or two, kept from one contract to the next.

    `texts`, `printed`, `openings` and `phrases` are what it adds to those of `Values`, `strange` as there; `blocks`
    has what was written from it, by the loop of a template. No template can reach any of them.
    """

    __slots__ = ("blocks", "openings", "phrases", "printed", "strange", "texts")

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, Shown] = {}
        self.printed: list[tuple[str, Shown]] = []
        self.openings: dict[str, str] = {}
        self.phrases: dict[str, str] = {}
        self.strange = False
        self.blocks: dict[object, Block] = {}


class Levels(Rows):
    """A list of service levels."""


class Flag(_Unprintable, int):
    """Yes or no: templates can only ask for it."""


class Shown(str):
    """A value as it stands in the XML of a part, between its marks."""

    __slots__ = ()

    def __html__(self) -> Shown:
        return self


class Block(str):
    """All that one turn of a loop writes, with the pieces that it was put together from."""

    __slots__ = ("pieces",)

    pieces: tuple[str, ...]

    def __new__(cls, pieces: tuple[str, ...]) -> Self:
        """The pieces as one text."""
        made = super().__new__(cls, "".join(pieces))
        made.pieces = pieces
        return made


def whole_pieces(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces with those inside blocks."""
    for piece in pieces:
        if type(piece) is Block:
            yield from piece.pieces
        else:
            yield piece
