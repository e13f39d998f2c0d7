"""Lines that fit a terminal: full-width characters count twice, and Japanese punctuation stays where it belongs.

Follows the Unicode width classes; ambiguous characters count twice, so that no line is ever too long.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_NOT_FIRST: Final = frozenset(
    "、。，．・：；？！）〕］｝〉》」』】,.:;?!)]}%％ー々〜～ぁぃぅぇぉっゃゅょァィゥェォッャュョ”…"
)
_NOT_LAST: Final = frozenset("（〔［｛〈《「『【([{“")


def columns(text: str) -> int:
    """How many columns of a terminal the text takes.

    >>> columns("RTO 4時間")
    9
    """
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines of at most `width` columns; words, and figures with their units, stay whole where they can.

    Args:
        text: any text; its own line feeds are kept.
        width: columns of a line.
        first: what the first line begins with.
        rest: what the others begin with; as many spaces as `first` is wide if not given.

    >>> wrap("目標復旧時間は8時間です。", 16, "・")
    ['・目標復旧時間は', '  8時間です。']
    """
    margin = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    for part in text.split("\n"):
        lines.extend(_part(part, width, first if not lines else margin, margin))
    return lines


def _part(text: str, width: int, first: str, margin: str) -> Iterator[str]:
    line, empty = first, True
    widest = max(2, width - max(columns(first), columns(margin)))
    for piece in _pieces(text, widest):
        if not empty and columns(line + piece.rstrip()) > width:
            yield line.rstrip()
            line, empty = margin, True
        line, empty = line + (piece.lstrip() if empty else piece), False
    yield line.rstrip()


def _pieces(text: str, widest: int) -> Iterator[str]:
    """The text in pieces that a line may end after, none wider than a line."""
    piece, used = "", 0
    for last, before, char in zip("  " + text, " " + text, text, strict=False):
        unit = before == " " and last.isdecimal() and char.isascii() and char.isalpha()
        if piece and ((_may_break(before, char) and not unit) or used + _columns(char) > widest):
            yield piece
            piece, used = "", 0
        piece, used = piece + char, used + _columns(char)
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if after == " ":
        return False
    if before == " ":
        return True
    return _columns(before) == 2 or _columns(after) == 2
