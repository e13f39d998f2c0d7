"""Two texts of a contract as what stayed, went and came, in pieces that a reader takes in at once.

No dictionary: a number stays whole with its unit, joining words (又は, 及び, 以内) stand alone, other
letters go by their kind. Nearly equal islands between two changes are taken into them.

Texts of ordinary length are always compared by the standard library, so that a report says the same on every
machine. Beyond that, with the package `rapidfuzz` installed (extra `redline`), still piece by piece; without
it the two texts stand whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["same", "gone", "come"]

_NUMBER: Final = (
    r"[0-9０-９]+(?:[,，.．:：/／][0-9０-９]+)*"
    r"(?:[%％]|パーセント|営業日|時間|分間?|秒間?|日間?|か月間?|ヶ月|カ月|週間|年間?|円|回|件|世代|台|条|項|号)?"
)
_TOKEN: Final = re.compile(
    rf"({_NUMBER})|(又は|及び|並びに|若しくは|かつ|ただし|以上|以下|以内|未満|超)|([A-Za-zＡ-Ｚａ-ｚ][\w'’\-]*)"
    r"|([ァ-ヺーｦ-ﾟ\u3099\u309a]+)|((?:(?!又は|及び|並びに|若しくは|以上|以下|以内|未満|超)[一-鿿々〆])+)|([ぁ-ゖ\u3099\u309a]+)|(\s+)|(.)",
    re.DOTALL | re.ASCII,
)
_PARTICLE: Final = re.compile(
    "(ものとする|しなければならない|してはならない|ことが|できない|できる|とする|である|について|において|により|"
    "ときは|のみ|から|まで|より|ない|する|した|して|される|された|を|に|は|が|と|も|の|へ|で|や|か)(?![\u3099\u309a])"
)
_JOINT: Final = re.compile(r"[ぁ-ゖ、，,\s]*\Z")
_WIDTH: Final = re.compile("[\u3000\uff00-\uffef]+")
_MOST_TOKENS: Final = 500  # beyond it the standard library's way of comparing takes seconds
_MOST_OF_ALL: Final = 20_000  # pieces of both that the other way takes 50 MB for

_Step: TypeAlias = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


def tokens(text: str) -> list[str]:
    """The pieces that are compared.

    >>> tokens("月間稼働率を99.95%以上に")
    ['月間稼働率', 'を', '99.95%', '以上', 'に']
    """
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        if match.group(6):
            found += [part for part in _PARTICLE.split(match.group()) if part]
        else:
            found.append(match.group())
    return found


def redline(before: str, after: str) -> tuple[Piece, ...]:
    """What went and came between two texts; full and half width are the same letter.

    >>> [(piece.kind, piece.text) for piece in redline("4時間以内", "8時間以内")]
    [('gone', '4時間'), ('come', '8時間'), ('same', '以内')]
    """
    left, right = tokens(before), tokens(after)
    steps = _steps([folded(part) for part in left], [folded(part) for part in right])
    if steps is None:
        return _pieces([["", before, after]])
    hunks: list[list[str]] = []
    for count, (kind, start, end, begin, stop) in enumerate(steps):
        old, new = "".join(left[start:end]), "".join(right[begin:stop])
        inner = 0 < count < len(steps) - 1 and len(old) < 2 and _JOINT.match(old)
        changed = kind != "equal" or bool(inner)
        if changed and hunks and not hunks[-1][0]:
            hunks[-1][1] += old
            hunks[-1][2] += new
        else:
            hunks.append(["" if changed else "same", old, new])
    return _pieces(hunks)


def whole(pieces: Iterable[Piece]) -> bool:
    """Whether two texts were too long to be compared piece by piece, and so stand whole.

    >>> whole(redline("4時間以内", "8時間以内"))
    False
    """
    found = list(pieces)
    return all(piece.kind != "same" for piece in found) and any(
        len(tokens(piece.text)) > _MOST_TOKENS for piece in found
    )


def _steps(left: Sequence[str], right: Sequence[str]) -> Sequence[_Step] | None:
    """What became of each piece, or None where nobody here can tell in time."""
    longest = max(len(left), len(right))
    if longest <= _MOST_TOKENS:
        return SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    if longest > _MOST_OF_ALL:
        return None
    try:
        from rapidfuzz.distance import Indel
    except ImportError:
        return None
    steps = Indel.opcodes(left, right)
    return [(step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end) for step in steps]


def shown(pieces: tuple[Piece, ...]) -> str:
    """The pieces in one line: [-gone-][+come+].

    >>> shown(redline("日本国内に", "日本国内又は欧州に"))
    '日本国内[+又は欧州+]に'
    """
    signs = {"same": "{}", "gone": "[-{}-]", "come": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


def folded(text: str) -> str:
    """The text with letters of either width as the same letters; what only resembles another letter stays itself.

    >>> folded("９９％　ｻｰﾋﾞｽ"), folded("10³")
    ('99% サービス', '10³')
    """
    return unicodedata.normalize("NFC", _WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text))


def _pieces(hunks: list[list[str]]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for kind, old, new in hunks:
        if kind == "same":
            found.append(Piece("same", new))
            continue
        found += [Piece("gone", old)] if old else []
        found += [Piece("come", new)] if new else []
    return tuple(found)
