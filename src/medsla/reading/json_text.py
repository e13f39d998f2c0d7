"""JSON into plain data, with the place of every key and value.

The standard reader gives no places, takes NaN, and keeps the last of two equal keys; hence this one. It accepts
RFC 8259 and nothing beside it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Final, NoReturn

from medsla.reading.building import Builder, Keys
from medsla.reading.values import Position, Value, pointer_step

_SPACE: Final = re.compile(r"[ \t\n]*")
_STRING: Final = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"')
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z_.+])")
_WORD: Final = re.compile(r"[+-]?[A-Za-z_][A-Za-z_0-9]*")
_LITERALS: Final = {"true": True, "false": False}
_NOT_FINITE: Final = frozenset({"nan", "infinity", "inf"})


def read_json(text: str, builder: Builder) -> Value:
    """The data of a JSON text; what is wrong is noted in the builder."""
    return _Parser(text, builder).document()


class _Parser:
    def __init__(self, text: str, builder: Builder) -> None:
        self.text = text
        self.builder = builder
        self.offset = 0
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def document(self) -> Value:
        self.skip()
        value = self.value("", 0)
        self.skip()
        if self.offset < len(self.text):
            self.builder.stop("json-after", None, self.position(), found=self.here())
        return value

    def position(self, offset: int | None = None) -> Position:
        at = self.offset if offset is None else offset
        line = bisect_right(self.lines, at)
        return line, at - self.lines[line - 1] + 1

    def skip(self) -> None:
        found = _SPACE.match(self.text, self.offset)
        self.offset = found.end() if found else self.offset

    def here(self) -> str:
        return self.text[self.offset : self.offset + 1]

    def value(self, pointer: str, depth: int) -> Value:
        position = self.position()
        self.builder.node(pointer, position, depth)
        first = self.here()
        if first == "{":
            return self.mapping(pointer, depth)
        if first == "[":
            return self.sequence(pointer, depth)
        if first == '"':
            return self.builder.text(self.string(pointer), pointer, position)
        number = _NUMBER.match(self.text, self.offset)
        if number:
            self.offset = number.end()
            return self.builder.number(number.group(), pointer, position)
        return self.word(pointer, position)

    def word(self, pointer: str, position: Position) -> Value:
        found = _WORD.match(self.text, self.offset)
        if not found:
            self.surprise(pointer)
        self.offset = found.end()
        word = found.group()
        if word in _LITERALS:
            return _LITERALS[word]
        if word == "null":
            self.builder.refuse("value-empty", pointer, position)
        elif word.lstrip("+-").casefold() in _NOT_FINITE:
            self.builder.refuse("not-finite", pointer, position, found=word)
        else:
            self.builder.refuse("json-word", pointer, position, found=word)
        return ""

    def mapping(self, pointer: str, depth: int) -> dict[str, Value]:
        opened, keys, data = self.offset, Keys(), dict[str, Value]()
        self.offset += 1
        self.skip()
        while self.here() != "}":
            position = self.position()
            if self.here() != '"':
                self.no_key(pointer, opened)
            key = self.string(pointer)
            below = self.builder.key(keys, key, pointer, position)
            self.skip()
            if self.here() != ":":
                self.builder.stop("json-colon", below, self.position(), key=key)
            self.offset += 1
            self.skip()
            data[key] = self.value(below, depth + 1)
            self.separator(pointer, "}", opened)
        self.offset += 1
        return data

    def sequence(self, pointer: str, depth: int) -> list[Value]:
        opened, data = self.offset, list[Value]()
        self.offset += 1
        self.skip()
        while self.here() != "]":
            data.append(self.value(pointer + pointer_step(len(data)), depth + 1))
            self.separator(pointer, "]", opened)
        self.offset += 1
        return data

    def separator(self, pointer: str, closing: str, opened: int) -> None:
        """Go to the next entry or to the closing bracket."""
        self.skip()
        found = self.here()
        if found == ",":
            comma = self.position()
            self.offset += 1
            self.skip()
            if self.here() == closing:
                self.builder.refuse("json-comma-last", pointer, comma)
        elif not found:
            self.unfinished(pointer, opened)
        elif found != closing:
            self.builder.stop("json-comma", pointer, self.position(), found=found, closing=closing)

    def string(self, pointer: str) -> str:
        found = _STRING.match(self.text, self.offset)
        position = self.position()
        if not found:
            self.builder.stop("json-quote-open", pointer, position)
        self.offset = found.end()
        if "\\" not in found.group():
            return found.group()[1:-1]
        try:
            text: str = json.loads(found.group(), strict=False)
        except json.JSONDecodeError:
            self.builder.refuse("json-escape", pointer, position)
            return ""
        return text

    def no_key(self, pointer: str, opened: int) -> NoReturn:
        found = self.here()
        if not found:
            self.unfinished(pointer, opened)
        if found in {"/", "#"}:
            self.builder.stop("json-comment", pointer, self.position())
        self.builder.stop("json-key", pointer, self.position(), found=found)

    def surprise(self, pointer: str) -> NoReturn:
        """Name what stands where a value should be."""
        found, position = self.here(), self.position()
        if not found:
            self.unfinished(pointer, 0)
        if found in {"/", "#"}:
            self.builder.stop("json-comment", pointer, position)
        if found in {"'", "“", "”", "「"}:
            self.builder.stop("json-quote", pointer, position, found=found)
        if found.isdigit() or found in {"-", "+", "."}:
            self.builder.stop("json-number", pointer, position)
        self.builder.stop("json-syntax", pointer, position, found=found)

    def unfinished(self, pointer: str, opened: int) -> NoReturn:
        self.builder.stop("json-end", pointer, self.position(), opened=self.position(opened)[0])
