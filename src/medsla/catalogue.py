"""The terms of an SLA as the schema defines them: labels, facets, directions, words, places.

Everything generic (judgement, rules, columns, wording, pages) walks this catalogue and plain data. It reads
`schemas/sla.schema.json` and knows nothing of JSON Schema validation, documents or languages beyond ja and en.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any

from medsla import resources
from medsla.errors import CatalogueError, Place, Problem, UnknownAddress

Words = Mapping[str, str]
"""The same thing said in each language: {"ja": …, "en": …}."""

DIMENSIONS = ("severity", "hours", "component", "plan", "location", "class")
"""The dimensions of a case, in the order in which they make its key."""

_ADDRESS = re.compile(r"([a-z_]+\.[a-z_]+)(?:\[([a-z0-9_.]+)\])?(?:\.([a-z_]+))?\Z")
_NO_WORDS: Words = MappingProxyType({})
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Facet:
    """One property of a term: what kind of quantity, which direction is better for the institution, how it is said.

    `phrase` holds one `{value}` per language; `exclusive` is the phrase for 未満 / "less than" where it differs;
    `slot` says where the phrase stands beside the principal one (before, after, note).
    """

    key: str
    kind: str
    label: Words
    better: str
    phrase: Words
    exclusive: Words = field(default_factory=lambda: _NO_WORDS)
    none: Words = field(default_factory=lambda: _NO_WORDS)
    slot: Words = field(default_factory=lambda: _NO_WORDS)
    unit: str = ""
    principal: bool = False
    limits: bool = False
    absent: str = ""
    common: bool = False
    tokens: Mapping[str, Words] = field(default_factory=lambda: _NOTHING)
    order: tuple[tuple[str, str], ...] = ()
    ties: tuple[tuple[str, str], ...] = ()
    resolves: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    ranked_when: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    alternatives_of: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the agreement, with its facets in the order of the schema."""

    address: str
    group: str
    key: str
    label: Words
    why: Words
    weight: str
    article: int
    aliases: Mapping[str, tuple[str, ...]]
    authority: tuple[str, ...]
    none: str
    since: str
    facets: Mapping[str, Facet]
    none_severity: str = ""
    applies: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)

    @property
    def principal(self) -> tuple[str, ...]:
        """The facet keys of which one must be stated for the term to be stated."""
        return tuple(f.key for f in self.facets.values() if f.principal)

    @property
    def own(self) -> tuple[Facet, ...]:
        """The facets of this term alone, without those every term has."""
        return tuple(f for f in self.facets.values() if not f.common)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading under which terms stand together."""

    key: str
    label: Words


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart: term, case key ('' if none), facet ('' if none)."""

    term: str
    case: str = ""
    facet: str = ""

    def __str__(self) -> str:
        case = f"[{self.case}]" if self.case else ""
        return f"{self.term}{case}.{self.facet}" if self.facet else f"{self.term}{case}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All terms of one edition; `sha256` names the schema they came from."""

    edition: str
    sha256: str
    groups: tuple[Group, ...]
    terms: Mapping[str, Term]

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def term(self, address: str) -> Term:
        """The term at `group.term`; UnknownAddress names the nearest one otherwise.

        >>> catalogue().term("recovery.rto").weight
        'critical'
        """
        try:
            return self.terms[address]
        except KeyError:
            raise _unknown(address, list(self.terms)) from None

    def facet(self, address: str) -> Facet:
        """The facet at `group.term.facet` or `group.term[case].facet`."""
        parts = parse_address(address)
        facets = self.term(parts.term).facets
        if parts.facet not in facets:
            raise _unknown(address, [f"{parts.term}.{key}" for key in facets])
        return facets[parts.facet]


def parse_address(text: str) -> Address:
    """The parts of an address.

    >>> parse_address("support.response[critical.inside].within")
    Address(term='support.response', case='critical.inside', facet='within')
    """
    found = _ADDRESS.match(text)
    if not found:
        raise _unknown(text, [])
    term, case, facet = found.groups()
    return Address(term, case or "", facet or "")


def case_key(when: Mapping[str, object]) -> str:
    """The key of a case: the values of its dimensions in their fixed order.

    >>> case_key({"hours": "inside", "severity": "critical"})
    'critical.inside'
    """
    return ".".join(str(when[d]) for d in DIMENSIONS if d in when)


@cache
def catalogue() -> Catalogue:
    """The catalogue that this version of medsla ships.

    >>> "availability.uptime" in catalogue().terms
    True
    """
    return read_catalogue(resources.read_text("schemas", "sla.schema.json"))


def read_catalogue(text: str) -> Catalogue:
    """The catalogue of a schema's text; the text must have passed the dialect (`medsla.schema`)."""
    schema = json.loads(text, parse_float=Decimal)
    builder = _Builder(schema["$defs"])
    groups = schema["properties"]["terms"]["properties"]
    terms = {
        f"{group}.{key}": builder.term(group, key, node)
        for group, block in groups.items()
        for key, node in block["properties"].items()
    }
    return Catalogue(
        edition=schema["x-medsla"]["edition"],
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        groups=tuple(Group(key, _words(block["x-medsla"]["label"])) for key, block in groups.items()),
        terms=MappingProxyType(terms),
    )


class _Builder:
    """Reads terms and facets, with the shared facets of `$defs` resolved once."""

    def __init__(self, defs: Mapping[str, Any]) -> None:
        self._defs = defs
        self._common = {
            key: self.facet(key, node, common=True)
            for key, node in defs["Qualifiers"]["properties"].items()
            if "$ref" in node and "x-medsla" in defs[_name(node["$ref"])]
        }

    def term(self, group: str, key: str, node: Mapping[str, Any]) -> Term:
        notes = node["x-medsla"]
        address = f"{group}.{key}"
        own = {k: self.facet(k, n) for k, n in self._defs[address]["properties"].items()}
        return Term(
            address=address,
            group=group,
            key=key,
            label=_words(notes["label"]),
            why=_words(notes["why"]),
            weight=notes["weight"],
            article=notes["article"],
            aliases=_lists(notes["aliases"]),
            authority=tuple(notes["authority"]),
            none=notes["none"],
            none_severity=notes.get("none_severity", ""),
            since=notes["since"],
            applies=_lists(notes.get("applies", {})),
            facets=MappingProxyType(own | self._common),
        )

    def facet(self, key: str, node: Mapping[str, Any], *, common: bool = False) -> Facet:
        notes = dict(self._defs[_name(node["$ref"])]["x-medsla"]) if "$ref" in node else {}
        notes |= node.get("x-medsla", {})
        missing = {"kind", "label", "better", "phrase"} - notes.keys()
        if missing:
            fields = (("facet", key), ("missing", ", ".join(sorted(missing))))
            raise CatalogueError((Problem("facet-incomplete", Place(file="sla.schema.json"), fields),))
        return Facet(
            key=key,
            kind=notes["kind"],
            label=_words(notes["label"]),
            better=notes["better"],
            phrase=_words(notes["phrase"]),
            exclusive=_words(notes.get("exclusive", {})),
            none=_words(notes.get("none", {})),
            slot=_words(notes.get("slot", {})),
            unit=notes.get("unit", ""),
            principal=notes.get("principal", False),
            limits=notes.get("limits", False),
            absent=notes.get("absent", ""),
            common=common,
            tokens=MappingProxyType({k: _words(w) for k, w in notes.get("tokens", {}).items()}),
            order=tuple((a, b) for a, b in notes.get("order", ())),
            ties=tuple((a, b) for a, b in notes.get("ties", ())),
            resolves=MappingProxyType(dict(notes.get("resolves", {}))),
            ranked_when=_lists(notes.get("ranked_when", {})),
            alternatives_of=notes.get("alternatives_of", ""),
        )


def _name(ref: str) -> str:
    return ref.removeprefix("#/$defs/")


def _words(node: Mapping[str, str]) -> Words:
    return MappingProxyType(dict(node))


def _lists(node: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({k: tuple(v) for k, v in node.items()})


def _unknown(address: str, known: list[str]) -> UnknownAddress:
    near = get_close_matches(address, known, n=1)
    return UnknownAddress(address, near[0] if near else "")
