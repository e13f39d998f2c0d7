"""Plain data from whatever a program hands over: a checked copy of dicts, lists, texts, numbers, truth values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Final

from medsla.reading.values import FORBIDDEN, Limits, Value
from medsla.schema.problems import Path, Refused

_LIMITS: Final = Limits()
_KEY_SHOWN: Final = 80


class Copy:
    """A copy of the data, with what cannot stand in a document replaced and noted in `refused`."""

    def __init__(self, data: object, limits: Limits = _LIMITS) -> None:
        self.refused: list[Refused] = []
        self._limits = limits
        self._nodes = 0
        self.complete = True
        self.data = self._value(data, ())

    def _refuse(self, path: Path, code: str, **fields: object) -> str:
        self.refused.append(Refused(path, code, fields))
        return ""

    def _value(self, value: object, path: Path) -> Value:
        self._nodes += 1
        if len(path) > self._limits.depth or self._nodes > self._limits.nodes:
            return self._cut(path)
        if isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._text(str.__str__(value), path)
        if isinstance(value, int | Decimal | float):
            return self._number(value, path)
        if isinstance(value, Mapping):
            return self._mapping(value, path)
        if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
            return [self._value(item, (*path, index)) for index, item in enumerate(value) if self.complete]
        return self._surprise(value, path)

    def _cut(self, path: Path) -> str:
        if self.complete:
            self.complete = False
            deep = len(path) > self._limits.depth
            limit = self._limits.depth if deep else self._limits.nodes
            self._refuse(() if deep else path, "too-deep" if deep else "too-many-nodes", limit=limit)
        return ""

    def _mapping(self, value: Mapping[object, object], path: Path) -> dict[str, Value]:
        copy: dict[str, Value] = {}
        for key, item in value.items():
            if not self.complete:
                break
            if not isinstance(key, str):
                self._refuse(path, "schema.plain.key", key=_kind(key))
            elif not key or len(key) > self._limits.key:
                self._refuse(path, "schema.plain.key-length", key=key[:_KEY_SHOWN], limit=self._limits.key)
            else:
                copy[str.__str__(key)] = self._value(item, (*path, key))
        return copy

    def _text(self, value: str, path: Path) -> str:
        found = FORBIDDEN.search(value)
        if found:
            return self._refuse(path, "text-control", character=f"U+{ord(found.group()):04X}")
        return value

    def _number(self, value: float | Decimal, path: Path) -> Value:
        if isinstance(value, float):
            code = "schema.plain.float" if math.isfinite(value) else "schema.plain.not-finite"
            return self._refuse(path, code, value=value)
        if isinstance(value, int):
            if abs(value) >= 10**self._limits.digits:
                return self._refuse(path, "number-long", number=hex(value)[:_KEY_SHOWN], limit=self._limits.digits)
            return int(value)
        if not value.is_finite():
            return self._refuse(path, "schema.plain.not-finite", value=value)
        _, digits, exponent = value.as_tuple()
        places = exponent if isinstance(exponent, int) else 0
        if max(len(digits), len(digits) + places, -places) > self._limits.digits:
            return self._refuse(path, "number-long", number=str(value)[:_KEY_SHOWN], limit=self._limits.digits)
        text = format(value, "f")
        return Decimal(text) if "." in text else int(text)

    def _surprise(self, value: object, path: Path) -> str:
        if value is None:
            return self._refuse(path, "schema.plain.none")
        if isinstance(value, date | time):
            return self._refuse(path, "schema.plain.date", value=value.isoformat())
        return self._refuse(path, "schema.plain.kind", kind=_kind(value))


def _kind(value: object) -> str:
    return type(value).__name__
