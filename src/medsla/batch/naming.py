"""File names from contract numbers: safe on every system, short, and never two rows under one name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 120
"""Bytes of a whole file name in UTF-8: half of what most disks take, which leaves room for what a user adds."""

_KEPT: Final = frozenset("-_.()")
_LETTERS: Final = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "Mn", "Mc"})
_EDGES: Final = " ._-"
# Letters and marks that nobody sees: fillers of Hangul and Khmer, joiners, selectors of variants.
_UNSEEN_RANGES: Final = (
    *((0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
    *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF)),
)
_UNSEEN: Final = frozenset(chr(code) for first, last in _UNSEEN_RANGES for code in range(first, last + 1))
# Names of devices: Windows opens them whatever the ending is.
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)


def safe_stem(text: str, longest: int = LONGEST) -> str:
    """What a file may be called after a text, without its ending; '' when nothing of the text may stay.

    Only letters, digits and `-_.()` stay, after full-width forms are made normal; anything else becomes one `_`.

    Args:
        text: Any text, also a hostile one.
        longest: Bytes of the result in UTF-8.

    >>> safe_stem("ＳＬＡ／２０２７／００１"), safe_stem("../../up"), safe_stem("CON")
    ('SLA_2027_001', 'up', '_CON')
    """
    kept = "".join(_kept(char) for char in unicodedata.normalize("NFKC", text))
    while "__" in kept:
        kept = kept.replace("__", "_")
    kept = unicodedata.normalize("NFC", kept).strip(_EDGES)
    if kept and unicodedata.category(kept[0]).startswith("M"):
        kept = f"_{kept}"  # a mark needs something to stand on
    if kept.partition(".")[0].casefold() in _DEVICES:
        kept = f"_{kept}"
    return _cut(kept, longest)


def folded_name(name: str) -> str:
    """What two names share that some file system takes for one: by case, or by composed and apart.

    >>> folded_name("が.DOCX") == folded_name("か\u3099.docx")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


class Names:
    """Gives each row a file name of its own; those already taken are never given again."""

    def __init__(self, taken: Iterable[str] = (), *, ending: str = ".docx") -> None:
        self._ending = ending
        self._taken = {folded_name(name) for name in taken}
        self._next: dict[str, int] = {}

    def give(self, text: str, number: int) -> str:
        """The name for a row's text; a number is added where another row has it.

        Args:
            text: What the file is to be called after.
            number: That of the row, for a text of which nothing may stay.

        >>> names = Names()
        >>> [names.give(text, 2) for text in ("A-1", "a-1", "Ａ-1", "a-1-2", "…")]
        ['A-1.docx', 'a-1-2.docx', 'A-1-3.docx', 'a-1-2-2.docx', 'row-2.docx']
        """
        stem = safe_stem(text, LONGEST - len(self._ending)) or f"row-{number}"
        name = f"{stem}{self._ending}"
        first = folded_name(name)
        count = self._next.get(first, 1)
        while folded_name(name) in self._taken:
            count += 1
            suffix = f"-{count}{self._ending}"
            name = _cut(stem, LONGEST - len(suffix)) + suffix
        self._next[first] = count
        self._taken.add(folded_name(name))
        return name


def _kept(char: str) -> str:
    if char in _UNSEEN:
        return ""
    return char if char in _KEPT or unicodedata.category(char) in _LETTERS else "_"


def _cut(text: str, longest: int) -> str:
    """As many whole letters, each with its marks, as fit into so many bytes."""
    if len(text.encode("utf-8")) <= longest:
        return text
    short = text.encode("utf-8")[:longest].decode("utf-8", "ignore")
    while short and unicodedata.category(text[len(short)]).startswith("M"):
        short = short[:-1]
    return short.rstrip(_EDGES)
