"""YAML into plain data, with the place of every key and value: the door of ruamel.yaml for reading.

Only the syntax is YAML's. What a plain word means is decided here: `true` and `false`, decimal numbers, and text
for all else, so that NO, 1:30 and 0777 stay what they were. Aliases, merge keys, tags, directives and further
documents are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from medsla.reading.building import Builder, Keys
from medsla.reading.values import NUMBER, Position, Value, pointer_step

_EMPTY: Final = frozenset({"", "~", "null", "Null", "NULL"})
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")
_TOLD_AT_THEIR_BEGINNING: Final = frozenset({"yaml-quote-open", "yaml-bracket", "yaml-start", "yaml-colon-missing"})
_HEAD: Final = re.compile(r"(?:(?:[ \t]*(?:#[^\n]*)?|%[^\n]*)\n)*")
# What ruamel.yaml lets through from its depths: a code point beyond Unicode, a version it does not know
_CRASHES: Final = (YAMLError, ValueError, OverflowError, AssertionError)

# What ruamel.yaml says, and the code of the sentence that says it to a user; the first that is found.
_FAULTS: Final = (
    (r"found character '\\t'", "yaml-tab"),
    (r"found character", "yaml-start"),
    (r"scanning an? (?:alias|anchor)|parsing a tag|scanning a tag", "yaml-start"),
    (r"quoted scalar.*(?:end of stream|document separator)", "yaml-quote-open"),
    (r"escape|hexadecimal", "yaml-escape"),
    (r"mapping values are not allowed|mapping keys are not allowed", "yaml-colon"),
    (r"could not find expected ':'", "yaml-colon-missing"),
    (r"sequence entries are not allowed", "yaml-dash"),
    (r"flow (?:sequence|mapping)", "yaml-bracket"),
    (r"expected <block end>|document start", "yaml-indent"),
)


def read_yaml(text: str, builder: Builder) -> Value:
    """The data of a YAML text; what is wrong is noted in the builder."""
    return _Composer(text, builder).document()


class _Composer:
    def __init__(self, text: str, builder: Builder) -> None:
        self.builder = builder
        self.text = self.without_directives(text)
        self.events: Iterator[Event] = iter(YAML(typ="safe", pure=True).parse(self.text))
        self.reached: Position = (1, 1)

    def next(self) -> Event:
        try:
            event: Event = next(self.events)
        except MarkedYAMLError as error:
            self.fault(error)
        except _CRASHES:
            self.builder.stop("yaml-syntax", None, self.reached)
        self.reached = _position(event)
        return event

    def fault(self, error: MarkedYAMLError) -> NoReturn:
        said = f"{error.context or ''} {error.problem or ''}"
        code = next((code for pattern, code in _FAULTS if re.search(pattern, said, re.DOTALL)), "yaml-syntax")
        began = error.context_mark if code in _TOLD_AT_THEIR_BEGINNING else None
        mark = began or error.problem_mark or error.context_mark
        position = None if mark is None else (mark.line + 1, mark.column + 1)
        if code == "yaml-start" and position is not None:
            line = self.text.split("\n")[position[0] - 1]
            self.builder.stop(code, None, position, found=line[position[1] - 1 : position[1]])
        self.builder.stop(code, None, position)

    def document(self) -> Value:
        self.next()
        started = self.next()
        if isinstance(started, StreamEndEvent):
            self.builder.stop("file-empty", None, None)
        value = self.node(self.next(), "", 0)
        self.next()
        after = self.next()
        if isinstance(after, DocumentStartEvent):
            self.builder.stop("yaml-documents", None, _position(after))
        return value

    def without_directives(self, text: str) -> str:
        """Refuse directives: they would change what the words below mean."""
        head = _HEAD.match(text)
        lines = head.group().split("\n") if head else []
        for number, line in enumerate(lines):
            if line.startswith("%"):
                lines[number] = ""
                if line.split()[:2] != ["%YAML", "1.2"]:
                    self.builder.refuse("yaml-directive", None, (number + 1, 1), found=line)
        return "\n".join(lines) + text[head.end() :] if head else text

    def node(self, event: Event, pointer: str, depth: int, key_at: Position | None = None) -> Value:
        position = _position(event)
        self.builder.node(pointer, position, depth)
        if isinstance(event, AliasEvent):
            self.builder.refuse("yaml-alias", pointer, position, name=event.anchor)
            return ""
        self.marks(event, pointer, position)
        if isinstance(event, ScalarEvent):
            return self.scalar(event, pointer, position, key_at)
        if isinstance(event, MappingStartEvent):
            return self.mapping(pointer, depth)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(pointer, depth)
        message = f"no event of the kind {type(event).__name__} begins a value"
        raise TypeError(message)

    def marks(self, event: Event, pointer: str, position: Position) -> None:
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self.builder.refuse("yaml-anchor", pointer, position, name=event.anchor)
        tag = getattr(event, "ctag", None)
        if tag is not None:
            self.builder.refuse("yaml-tag", pointer, position, tag=tag)

    def scalar(self, event: ScalarEvent, pointer: str, position: Position, key_at: Position | None) -> Value:
        text: str = event.value
        if event.style is not None:
            return self.builder.text(text, pointer, position)
        if text in {"true", "false"}:
            return text == "true"
        if NUMBER.match(text):
            return self.builder.number(text, pointer, position)
        if text in _EMPTY:
            self.builder.refuse("value-empty", pointer, key_at if not text and key_at else position)
        elif _NOT_FINITE.match(text):
            self.builder.refuse("not-finite", pointer, position, found=text)
        return self.builder.text(text, pointer, position)

    def mapping(self, pointer: str, depth: int) -> dict[str, Value]:
        keys, data = Keys(), dict[str, Value]()
        while not isinstance(event := self.next(), MappingEndEvent):
            position = _position(event)
            if not isinstance(event, ScalarEvent):
                self.builder.refuse("yaml-key", pointer, position)
                self.node(event, pointer, depth + 1)
                self.node(self.next(), pointer, depth + 1)
                continue
            key: str = event.value
            self.marks(event, pointer, position)
            if key == "<<" and event.style is None:
                self.builder.refuse("yaml-merge", pointer, position)
            below = self.builder.key(keys, key, pointer, position)
            data[key] = self.node(self.next(), below, depth + 1, position)
        return data

    def sequence(self, pointer: str, depth: int) -> list[Value]:
        data = list[Value]()
        while not isinstance(event := self.next(), SequenceEndEvent):
            data.append(self.node(event, pointer + pointer_step(len(data)), depth + 1))
        return data


def _position(event: Event) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1
