"""Plain data as medsla knows it, and how much of it a document may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

Scalar: TypeAlias = str | bool | int | Decimal
"""One value: no float, nothing empty, no date object; dates and durations stay text."""

Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"
"""What a document consists of."""

Position: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""

NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
"""The one way in which a document writes a number: ASCII digits and a point."""

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that no text may hold: Word, Excel or XML would drop them, cut the text there, or act on them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may hold; whoever needs more raises the one limit by name.

    `size` is in bytes, `digits` counts a number written out in full: 28 are what `Decimal` computes exactly.
    """

    size: int = 10 * 2**20
    depth: int = 64
    nodes: int = 40_000
    digits: int = 28
    key: int = 200
    problems: int = 100


def pointer_step(key: str | int) -> str:
    """One step of an RFC 6901 pointer, with its slash.

    >>> pointer_step("a/b~c"), pointer_step(0)
    ('/a~1b~0c', '/0')
    """
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def digits_of(number: int | Decimal) -> str:
    """All digits of a number as they stand, without an exponent.

    >>> digits_of(Decimal("99.90")), digits_of(Decimal("1E-7"))
    ('99.90', '0.0000001')
    """
    return format(number, "d" if isinstance(number, int) else "f")
