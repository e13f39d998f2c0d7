"""A finished part in stretches of a paragraph or a row each: what was read again once is known by heart.

Most stretches of a contract stand letter by letter in the one written before. What a stretch says depends on its
pieces and on the elements that are open before it, and on nothing else. So each is parsed and its text compared
with what was meant when it is met for the first time; from then on the bytes that were read are those that are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from medsla.contract.printed import Block, whole_pieces
from medsla.contract.proving import braces, open_fields, text_faults
from medsla.contract.snapshot import LINE_END, OUTSIDE, Composer, Within, elements, without_breaks

if TYPE_CHECKING:
    from medsla.contract.values import Values

MOST: Final = 4096  # stretches kept of a part; a contract of nine pages has about 400
_END: Final = re.compile(r"</w:tr>|</w:tbl>|</w:p>(?=<w:p[ >/]|<w:sectPr|<w:tbl>)")
_PLAIN: Final = re.compile(rb"[^<>&]*(?:&(?:amp|lt|gt);[^<>&]*)*")
_TAG: Final = re.compile(r"<(/?)([A-Za-z_][\w:.\-]*)[^<>]*?(/?)>")


@dataclass(slots=True)
class _Before:
    """Where a stretch begins: inside which elements, in which part of a line; and every stretch that was read there."""

    open: tuple[str, ...]
    within: Within
    known: dict[tuple[str, ...], Stretch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some pieces that were read again, and what is known of them.

    `controls` are those that begin in it, `fields` those begun less those ended. `lines` are those that end here, as
    elements of a snapshot without the first and the last tag, `rest` is the line that goes on; `ends` tells whether
    any line ends. `pieces` are all in it.
    """

    data: bytes
    after: _Before = field(repr=False, compare=False)
    braces: tuple[int, int]
    controls: int
    fields: int
    ends: bool
    lines: bytes
    rest: bytes
    pieces: frozenset[str]


class Reader:
    """Reads one part of the contracts of a template.

    Args:
        part: Its name.
        fixed: Its fixed pieces.
        composer: What knows the lines of these; None where the wording is not composed.
    """

    def __init__(self, part: str, fixed: Iterable[str], composer: Composer | None) -> None:
        self._part = part
        self._composer = composer
        self._ends = frozenset(piece for piece in fixed if _END.search(piece))
        self._places: dict[tuple[tuple[str, ...], Within], _Before] = {}
        self._kept = 0

    def read(
        self, pieces: Sequence[str], meant: Callable[[], Mapping[str, str]], values: Values
    ) -> tuple[Stretch, ...]:
        """The stretches of a part; none where anything is wrong, which a look at the whole part will name.

        Args:
            pieces: What the part was written from.
            meant: Gives the text of each fixed piece and each value; asked only when a stretch is new.
            values: What is printed.
        """
        whole = tuple(pieces)
        found: list[Stretch] = []
        before, start = self._before((), OUTSIDE), 0
        for end in self._cuts(whole):
            key = whole[start:end]
            one = before.known.get(key) or self._learn(before, key, meant(), values)
            if one is None or (start and not before.open):  # behind the end of the part there is nothing more
                return ()
            found.append(one)
            before, start = one.after, end
        return () if before.open or sum([one.fields for one in found]) else tuple(found)

    def _cuts(self, pieces: tuple[str, ...]) -> Iterator[int]:
        """How many pieces there are up to the end of each stretch."""
        ends, end = self._ends, 0
        for end in [at for at, piece in enumerate(pieces, 1) if type(piece) is Block or piece in ends]:
            yield end
        if end != len(pieces):
            yield len(pieces)

    def _before(self, names: tuple[str, ...], within: Within) -> _Before:
        place = self._places.get((names, within))
        if place is None:
            place = self._places[names, within] = _Before(names, within)
        return place

    def _learn(
        self, before: _Before, pieces: tuple[str, ...], meant: Mapping[str, str], values: Values
    ) -> Stretch | None:
        """A stretch met for the first time, read inside the elements that are open there; None for a wrong one."""
        single = tuple(whole_pieces(pieces))
        names = _open_after(before.open, single)
        if names is None:
            return None
        data = "".join(pieces).encode()
        start = "".join(f"<{name}>" for name in before.open).encode()
        end = "".join(f"</{name}>" for name in reversed(names)).encode()
        if any(text_faults(self._part, single, start + data + end, meant)):
            return None
        cut, within = [""], before.within
        if self._composer is not None:
            cut, within = self._composer.cut(single, values.openings, values.plain, before.within)
        lines, rest = without_breaks(LINE_END.join(cut[:-1])), without_breaks(cut[-1])
        if not (_PLAIN.fullmatch(lines.replace(LINE_END.encode(), b"")) and _PLAIN.fullmatch(rest)):
            return None
        after = self._before(names, within)
        controls = sum(piece in values.openings for piece in single)
        known = frozenset(single)
        made = Stretch(data, after, braces(data), controls, open_fields(data), len(cut) > 1, lines, rest, known)
        self._keep(before, pieces, made)
        return made

    def _keep(self, before: _Before, pieces: tuple[str, ...], made: Stretch) -> None:
        """Remembers a stretch; where there are too many, all others are forgotten, so that memory does not grow."""
        if self._kept >= MOST:
            for place in self._places.values():
                place.known.clear()
            self._kept = 0
        before.known[pieces] = made
        self._kept += 1


def wording(stretches: Iterable[Stretch]) -> bytes:
    """The wording of a part as the elements of a snapshot."""
    lines = []
    rest = b""
    for one in stretches:
        if one.ends:
            lines.append(rest + one.lines if rest else one.lines)
            rest = one.rest
        else:
            rest += one.rest
    return elements(lines)


def _open_after(before: tuple[str, ...], pieces: Iterable[str]) -> tuple[str, ...] | None:
    """The elements that are open after a stretch, or None where one is closed that was not open."""
    names = list(before)
    for piece in pieces:
        if "<" not in piece:
            continue
        closed, opened = _marks(piece)
        if closed:
            if tuple(reversed(names[-len(closed) :])) != closed:
                return None
            del names[-len(closed) :]
        names += opened
    return tuple(names)


@lru_cache(maxsize=MOST)
def _marks(piece: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The elements that a piece closes without opening them, from the innermost, and those that it leaves open."""
    closed: list[str] = []
    opened: list[str] = []
    for closing, name, empty in _TAG.findall(piece):
        if not closing:
            opened += [] if empty else [name]
        elif opened and opened[-1] == name:
            opened.pop()
        else:
            closed.append(name)
    return tuple(closed), tuple(opened)
