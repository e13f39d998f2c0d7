"""Why a value was not put into words, or words not into a value: never a guess instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from medsla.errors import MedslaError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Reason", "WordingError"]

Reason = Literal["unreadable", "ambiguous", "unsayable", "unknown-key", "unknown-kind"]


class WordingError(MedslaError, ValueError):
    """Words that are no value (`unreadable`), several (`ambiguous`), or a value without words.

    `span` is the stretch of the text that was meant, in characters of the text as it was given; `candidates`
    are the readings of an ambiguous one, each in words of its own.

    >>> WordingError(
    ...     "unreadable", (0, 2), text="約款", what="期限", example="4時間以内"
    ... ).span
    (0, 2)
    """

    reason: Reason
    span: tuple[int, int]
    candidates: tuple[str, ...]

    def __init__(
        self, reason: Reason, span: tuple[int, int] = (0, 0), candidates: Sequence[str] = (), /, **fields: object
    ) -> None:
        self.reason = reason
        self.span = span
        self.candidates = tuple(candidates)
        super().__init__(Problem.of(f"wording.refusal.{reason}", **fields))
        self._fields = fields

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.reason, self.span, self.candidates, self._fields))


def _rebuilt(
    reason: Reason, span: tuple[int, int], candidates: tuple[str, ...], fields: dict[str, object]
) -> WordingError:
    return WordingError(reason, span, candidates, **fields)
