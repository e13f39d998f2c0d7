"""Text as the readers see it (NFKC, one kind of dash and wave), with the way back to the text as it stood.

Normal forms serve reading only. What is kept of a text is cut from the original by `Normal.original`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

__all__ = ["Normal", "normal_text", "normalise"]

# NFKC leaves these apart though papers mix them: the wave dash (～ becomes ~, 〜 does not) and the minus signs.
_SAME = str.maketrans({"〜": "~", "−": "-", "‐": "-", "‑": "-", "\N{NO-BREAK SPACE}": " "})
_VOICED_MARKS = frozenset("ﾞﾟ")


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text; `starts[i]` and `ends[i]` bound the original of character i."""

    text: str
    source: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> str:
        """The original of a stretch of the normalised text.

        >>> normalise("９９．９％以上").original(0, 5)
        '９９．９％'
        """
        low, high = self.span(start, end)
        return self.source[low:high]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the normalised text stands in the original."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.source)
            return at, at
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Normal:
    """The text for reading; every kind of white space becomes one blank, and none is dropped.

    >>> normalise("４時間　以内").text
    '4時間 以内'
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for char in normal_text(text[start:end]):
            out.append(" " if char.isspace() else char)
            starts.append(start)
            ends.append(end)
    return Normal("".join(out), text, tuple(starts), tuple(ends))


def normal_text(text: str) -> str:
    """The normal form alone, as words of the catalogue are compared.

    >>> normal_text("（計画サービス時間）")
    '(計画サービス時間)'
    """
    return unicodedata.normalize("NFKC", text).translate(_SAME)


def _clusters(text: str) -> list[tuple[int, int]]:
    """The smallest stretches that normalise by themselves: a character with the marks that merge into it."""
    found: list[tuple[int, int]] = []
    for index, char in enumerate(text):
        is_mark = unicodedata.combining(char) or char in _VOICED_MARKS
        if found and is_mark and _merges(text[slice(*found[-1])], char):
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def _merges(before: str, mark: str) -> bool:
    return normal_text(before + mark) != normal_text(before) + normal_text(mark)
