"""The finished parts of a contract read again: their text is what was meant, and nothing of the template is left.

What no value can change (links, objects, tags, fields of the template) was checked when it was compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from medsla.contract.values import Values
from medsla.errors import Place, Problem
from medsla.reading.escaping import unescape

_FIELD_ENDS: Final = (b'w:fldCharType="begin"', b'w:fldCharType="end"')
_ELEMENT: Final = re.compile(r"<[^>]*>")
_LONGEST_SHOWN: Final = 40


def text_of(piece: str) -> str:
    """The text in a piece of XML that holds only whole tags.

    >>> text_of("<w:t>R&amp;D</w:t><w:br/>")
    'R&D'
    """
    return unescape(_ELEMENT.sub("", piece))


def part_faults(part: str, pieces: Iterable[str], data: bytes, known: Mapping[str, str]) -> Iterator[Problem]:
    """Faults of one finished part: broken markup, a text that differs from what was meant, an open field.

    Args:
        part: Its name.
        pieces: What it was written from.
        data: The part as it goes into the file.
        known: The text of each fixed piece and of each value.
    """
    faults = tuple(text_faults(part, pieces, data, known))
    yield from faults
    if not any(fault.code == "fence.malformed" for fault in faults) and open_fields(data):
        yield Problem.of("fence.open-field", Place(spot=part))


def open_fields(data: bytes) -> int:
    """How many fields begin and do not end; less than 0 where they end and did not begin."""
    return data.count(_FIELD_ENDS[0]) - data.count(_FIELD_ENDS[1])


def text_faults(part: str, pieces: Iterable[str], data: bytes, known: Mapping[str, str]) -> Iterator[Problem]:
    """Broken markup, or a text that differs from what was meant; see `part_faults`.

    Of a piece that is not in `known`, what was meant is taken from its own markup: for it this is a check of the markup
    alone, and its value was checked when it was escaped.
    """
    found: list[str] = []
    parser = ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = found.append
    try:
        parser.Parse(data, True)
    except ExpatError:
        yield Problem.of("fence.malformed", Place(spot=part))
        return
    meant = "".join([known[piece] if piece in known else _text_in(piece) for piece in pieces])
    read = "".join(found)
    if read != meant:
        at = next((count for count, both in enumerate(zip(read, meant, strict=False)) if both[0] != both[1]), 0)
        yield Problem.of("fence.changed-text", Place(spot=part), text=meant[at : at + _LONGEST_SHOWN])


def _text_in(piece: str) -> str:
    """The text of a piece that is neither fixed nor plain: the opening of a control has none."""
    return "" if piece.startswith("<w:sdt>") else text_of(piece)


def is_well_formed(data: bytes) -> bool:
    """Whether a part is XML that every editor can open.

    >>> is_well_formed(b"<a><b></a>")
    False
    """
    try:
        ParserCreate().Parse(data, True)
    except ExpatError:
        return False
    return True


def printed_faults(pieces: Iterable[Iterable[str]], values: Values) -> Iterator[Problem]:
    """Service levels that the template has left out: an agreed value must not get lost on the way."""
    printed: set[str] = set().union(*pieces)
    for phrase, shown in values.rows:
        if shown not in printed:
            yield Problem.of("fence.not-printed", text=phrase)


def braces(data: bytes) -> tuple[int, int]:
    """How often a brace begins and ends in a part.

    >>> braces(b"{a} {")
    (2, 1)
    """
    return data.count(b"{"), data.count(b"}")


def has_braces(counts: Iterable[tuple[int, int]], controls: int) -> bool:
    """Whether anything could be a tag of a template; a value may look like one, which only a closer look can tell.

    Each content control has one pair of braces, round the id of its store.
    """
    return [sum(side) for side in zip(*counts, strict=True)] not in ([], [controls, controls])
