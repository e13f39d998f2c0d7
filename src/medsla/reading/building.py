"""What the JSON and the YAML reader share: bounds, checks of keys, texts and numbers, and the problems found."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import NoReturn

from medsla.errors import Place, Problem, ReadError
from medsla.reading.values import FORBIDDEN, Limits, Position, pointer_step

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_LONGEST_EXPONENT = 4


class CannotGoOnError(Exception):
    """The rest of the document makes no sense any more; the reason is already noted."""


class Keys:
    """The keys of one mapping, to notice one that stands there twice or looks like another."""

    def __init__(self) -> None:
        self.first: dict[str, Position] = {}
        self.folded: dict[str, str] = {}


class Builder:
    """Collects where everything stands and what is wrong with it, while a reader builds plain data."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.limits = limits
        self.places: dict[str, Position] = {}
        self.key_places: dict[str, Position] = {}
        self._file = file or None
        self._problems: list[Problem] = []
        self._nodes = 0

    def refuse(self, code: str, pointer: str | None, position: Position | None, **fields: object) -> None:
        """Note a problem and go on; too many end the reading."""
        line, column = position or (None, None)
        if len(self._problems) >= self.limits.problems:
            place = Place(self._file, line, column)
            self._problems.append(Problem.of("too-many-problems", place, count=self.limits.problems))
            raise CannotGoOnError
        place = Place(self._file, line, column, pointer or None)
        self._problems.append(Problem.of(code, place, **fields))

    def stop(self, code: str, pointer: str | None, position: Position | None, **fields: object) -> NoReturn:
        """Note a problem behind which nothing can be read."""
        self.refuse(code, pointer, position, **fields)
        raise CannotGoOnError

    def finish(self) -> None:
        """Raise all problems noted, in the order of their places."""
        if self._problems:
            raise ReadError(sorted(self._problems, key=lambda p: (p.place.line or 0, p.place.column or 0, p.code)))

    def node(self, pointer: str, position: Position, depth: int) -> None:
        """Count one value before it is built."""
        self._nodes += 1
        if self._nodes > self.limits.nodes:
            self.stop("too-many-nodes", None, position, limit=self.limits.nodes)
        if depth > self.limits.depth:
            self.stop("too-deep", None, position, limit=self.limits.depth)
        self.places[pointer] = position

    def key(self, keys: Keys, key: str, pointer: str, position: Position) -> str:
        """The pointer of an entry; a key that is empty, long, doubled or not to be seen is noted."""
        below = pointer + pointer_step(key)
        hidden = next((char for char in key if unicodedata.category(char) in _HIDDEN), None)
        if not key:
            self.refuse("key-empty", pointer, position)
        elif len(key) > self.limits.key:
            self.refuse("key-long", pointer, position, key=key, limit=self.limits.key)
        elif hidden is not None:
            self.refuse("key-hidden", pointer, position, key=key, character=f"U+{ord(hidden):04X}")
        folded = unicodedata.normalize("NFKC", key).casefold()
        if key in keys.first:
            self.refuse("key-twice", below, position, key=key, first=keys.first[key][0])
        elif folded in keys.folded:
            other = keys.folded[folded]
            self.refuse("key-alike", below, position, key=key, other=other, first=keys.first[other][0])
        keys.first.setdefault(key, position)
        keys.folded.setdefault(folded, key)
        self.key_places.setdefault(below, position)
        return below

    def text(self, text: str, pointer: str, position: Position) -> str:
        """The text, when it holds nothing that a contract cannot hold."""
        found = FORBIDDEN.search(text)
        if found:
            self.refuse("text-control", pointer, position, character=f"U+{ord(found.group()):04X}")
        return text

    def number(self, text: str, pointer: str, position: Position) -> int | Decimal:
        """The number as it is written: `int` for whole digits, `Decimal` with all its digits otherwise."""
        mantissa, _, exponent = text.lower().partition("e")
        digits = sum(char.isdigit() for char in mantissa)
        reach = exponent.lstrip("+-")
        if digits > self.limits.digits or len(reach) > _LONGEST_EXPONENT:
            return self._too_long(text, pointer, position)
        if not exponent:
            return Decimal(text) if "." in text else int(text)
        if digits + int(reach) > 2 * self.limits.digits:
            return self._too_long(text, pointer, position)
        written = format(Decimal(text), "f")
        if sum(char.isdigit() for char in written) > self.limits.digits:
            return self._too_long(text, pointer, position)
        return Decimal(written)

    def _too_long(self, text: str, pointer: str, position: Position) -> int:
        self.refuse("number-long", pointer, position, number=text, limit=self.limits.digits)
        return 0
