"""One document from a JSON or YAML file: plain data, and where every key and value of it stands."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from medsla.errors import Place
from medsla.reading.building import Builder, CannotGoOnError
from medsla.reading.json_text import read_json
from medsla.reading.sources import decode, read_bytes, size_shown
from medsla.reading.values import FORBIDDEN, Limits, Position, Value
from medsla.reading.yaml_text import read_yaml

_SUFFIXES: Final[Mapping[str, Literal["json", "yaml"]]] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}
_LOOKS_LIKE_JSON: Final = re.compile(r'\s*(?:\{\s*["}]|\[)')
_DEFAULT: Final = Limits()


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: `places` by RFC 6901 pointer to each value, `key_places` to the key in front of it.

    `file` is the name to tell in messages ("" when there is none), `text` the whole text with line feeds only.
    """

    file: str
    data: dict[str, Value]
    places: Mapping[str, Position]
    key_places: Mapping[str, Position]
    text: str
    kind: Literal["json", "yaml"]

    def place(self, pointer: str, *, key: bool = False) -> Place:
        r"""The place of a value, or of its key; of the nearest value around it where there is none.

        >>> document = read_document(b"terms:\n  backup: {}\n", name="offer.yaml")
        >>> print(document.place("/terms/backup", key=True))
        offer.yaml:2:3 /terms/backup
        """
        known = self.key_places if key else self.places
        around = pointer
        while around and around not in known and around not in self.places:
            around = around.rpartition("/")[0]
        line, column = known.get(around) or self.places[around]
        return Place(self.file or None, line, column, pointer or None)


def read_document(
    source: str | os.PathLike[str] | bytes, *, name: str | None = None, limits: Limits = _DEFAULT
) -> Document:
    r"""The document in a file, or in bytes; every problem of it at once as a ReadError.

    Args:
        source: A file, or the bytes of one. The suffix .json, .yaml or .yml decides how it is read, else its
            first characters.
        name: What to call it in messages, instead of the file's name.
        limits: How much it may hold.

    >>> read_document(b"percent: 99.90\nstarts: 22:00\n").data
    {'percent': Decimal('99.90'), 'starts': '22:00'}
    """
    if isinstance(source, bytes):
        file, data = name or "", source
    else:
        file, data = name or os.fspath(source), read_bytes(source, limits.size)
    builder = Builder(file, limits)
    try:
        if len(data) > limits.size:
            builder.stop("file-large", None, None, limit=size_shown(limits.size))
        text = decode(data, file)
        kind = _SUFFIXES.get(PurePath(file).suffix.lower()) or _by_content(text)
        clean = _without_forbidden(text, builder)
        value = read_json(clean, builder) if kind == "json" else read_yaml(clean, builder)
        if not isinstance(value, dict):
            builder.stop("file-no-mapping", None, builder.places.get(""))
    except CannotGoOnError:
        builder.finish()
        raise
    builder.finish()
    return Document(file, value, builder.places, builder.key_places, text, kind)


def _by_content(text: str) -> Literal["json", "yaml"]:
    return "json" if _LOOKS_LIKE_JSON.match(text) else "yaml"


def _without_forbidden(text: str, builder: Builder) -> str:
    """The text with a question mark for each character that may not stand in a file, each of them noted."""
    for found in FORBIDDEN.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        line = text.count("\n", 0, start) + 1
        position = (line, found.start() - start + 1)
        builder.refuse("text-control", None, position, character=f"U+{ord(found.group()):04X}")
    return FORBIDDEN.sub("?", text)
