"""What may stand where in a document, by key and by the words people use for it: the source of "did you mean"."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from medsla import resources

_LONGEST_GUESS: Final = 60
_NEAR, _VERY_NEAR = 6, 8  # tenths of likeness
_REF: Final = "#/$defs/"

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FacetShape:
    """Of one facet: its kind, whether it is principal."""

    kind: str
    principal: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys of a schema with their labels, and the shapes of its terms' facets by address."""

    schema: Node
    terms: Mapping[str, Mapping[str, FacetShape]]
    term_names: Mapping[str, str]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions of a case, in their order."""
        return tuple(self.schema["$defs"]["When"]["properties"])

    def keys(self, node: Node) -> dict[str, Node]:
        """Every key that may stand in an object of this schema node, those of its own first."""
        found: dict[str, Node] = {}
        for part in reversed(list(self._parts(node))):
            for key, value in part.get("properties", {}).items():
                found.setdefault(key, value)
        return found

    def names(self, node: Node) -> dict[str, str]:
        """The keys of a node under each name somebody may write: the key, its labels, its aliases."""
        keys = self.keys(node)
        found = {folded(key): key for key in keys}
        for key, value in keys.items():
            for name in self._said(value):
                found.setdefault(folded(name), key)
        return found

    def tokens(self, node: Node) -> dict[str, str]:
        """The allowed values of an enum node under each name: the token and its labels."""
        words = self.notes(node).get("tokens", {})
        found = {folded(str(token)): str(token) for token in node.get("enum", ())}
        for token, labels in words.items():
            for label in labels.values():
                found.setdefault(folded(label), token)
        return found

    def notes(self, node: Node) -> dict[str, Any]:
        """The annotation of a node, on top of that of what it refers to."""
        below = self.notes(self.resolve(node["$ref"])) if "$ref" in node else {}
        return below | dict(node.get("x-medsla", {}))

    def resolve(self, reference: str) -> Node:
        """The definition that a local reference names."""
        found: Node = self.schema["$defs"][reference.removeprefix(_REF)]
        return found

    def elsewhere(self, key: str) -> str:
        """The address of the term that a key or a label names; '' if none does."""
        return nearest(key, self.term_names, _VERY_NEAR)

    def _parts(self, node: Node) -> Iterator[Node]:
        yield node
        for part in node.get("allOf", ()):
            yield from self._parts(part)
        if "$ref" in node:
            yield from self._parts(self.resolve(node["$ref"]))

    def _said(self, node: Node) -> Iterator[str]:
        notes = self.notes(node)
        yield from notes.get("label", {}).values()
        for names in notes.get("aliases", {}).values():
            yield from names


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the schema that ships.

    >>> vocabulary().elsewhere("目標復旧時間")
    'recovery.rto'
    """
    return read_vocabulary(json.loads(resources.read_text("schemas", "sla.schema.json"), parse_float=Decimal))


def read_vocabulary(schema: Node) -> Vocabulary:
    """The vocabulary of a schema."""
    bare = Vocabulary(schema, MappingProxyType({}), MappingProxyType({}))
    names: dict[str, str] = {}
    terms: dict[str, Mapping[str, FacetShape]] = {}
    for group, block in bare.keys(schema["properties"]["terms"]).items():
        for key, node in bare.keys(block).items():
            address = f"{group}.{key}"
            terms[address] = MappingProxyType(dict(_facets(bare, address)))
            for name in (key, address, *bare._said(node)):  # noqa: SLF001 - the same class, half built
                names.setdefault(folded(name), address)
    return Vocabulary(schema, MappingProxyType(terms), MappingProxyType(names))


def _facets(bare: Vocabulary, address: str) -> Iterator[tuple[str, FacetShape]]:
    own = bare.schema["$defs"][address]["properties"]
    common = bare.schema["$defs"]["Qualifiers"]["properties"]
    for key, node in (own | common).items():
        notes = bare.notes(node)
        if "kind" in notes:
            yield key, FacetShape(notes["kind"], notes.get("principal", False))


def nearest(said: str, names: Mapping[str, str], tenths: int = _NEAR) -> str:
    """What one of the names stands for that is most like what was said; '' when none is alike.

    >>> nearest("Up-Time", {"uptime": "uptime", "稼働率": "uptime"})
    'uptime'
    """
    if len(said) > _LONGEST_GUESS:
        return ""
    wanted = folded(said)
    if wanted in names:
        return names[wanted]
    found = get_close_matches(wanted, names, n=1, cutoff=tenths / 10)
    return names[found[0]] if found else ""


def by_likeness(said: str, allowed: Iterable[str]) -> str:
    """The allowed words in one line, those most like the said one first."""
    words = list(allowed)
    if len(said) <= _LONGEST_GUESS:
        near = get_close_matches(said, words, n=3, cutoff=_NEAR / 10)
        words = [*near, *(word for word in words if word not in near)]
    return ", ".join(words)


def folded(name: str) -> str:
    """A name without the accidents of writing it: case, width, spaces, hyphens.

    >>> folded("Ｒ Ｔ-o")
    'r_t_o'
    """
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    return plain.replace(" ", "_").replace("-", "_")
