"""What a cell can be the value of: every facet of the catalogue, and what stands beside the terms in a document.

A field is known by its address (`recovery.rto.within`, `parties.institution.name.ja`) and by its label in either
language. All of them come from the schema; nothing is listed here a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Final

from medsla.catalogue import Facet, Words, catalogue, parse_address
from medsla.errors import UnknownAddress
from medsla.messages import languages, say
from medsla.schema.vocabulary import Node, folded, nearest, vocabulary
from medsla.wording import format_address_label

SECTIONS: Final = ("document", "agreement", "parties", "service")
"""The parts of a document beside its terms."""

_SUBSECTIONS: Final = ("institution", "provider")
_SAME: Final[Words] = MappingProxyType({"ja": "{value}", "en": "{value}"})


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a document.

    `kind` is that of the catalogue, or beside the terms also `date`, `lines` (texts, one a line) or `levels`
    (severities with their names). `label` says it whole, `part` within its section or term. `facet` holds the
    words; it is made up for what the catalogue does not hold.
    """

    address: str
    kind: str
    label: Words
    part: Words
    facet: Facet
    section: str = ""

    @property
    def of_term(self) -> bool:
        """Whether it is a facet of a term."""
        return not self.section


@cache
def header_fields() -> tuple[Field, ...]:
    """Every field beside the terms, in the order of the schema; a text in two languages is two fields.

    >>> [field.address for field in header_fields() if field.kind == "date"]
    ['agreement.effective', 'agreement.signed']
    """
    top = vocabulary().schema["properties"]
    return tuple(field for section in SECTIONS for field in _within(top[section], section, (section,)))


@cache
def header_field(address: str) -> Field | None:
    """The field beside the terms at an address; None where there is none."""
    return next((field for field in header_fields() if field.address == address), None)


def facet_field(address: str) -> Field:
    """The field of a facet, also of one in a case.

    Raises:
        UnknownAddress: the catalogue has no such facet.

    >>> facet_field("recovery.rto.within").label["en"]
    'recovery time objective (RTO)'
    """
    facet = catalogue().facet(address)
    label = _words(partial(format_address_label, address))
    return Field(address, facet.kind, label, facet.label, facet)


def field_at(address: str) -> Field:
    """The field at an address, of a term or beside the terms.

    Raises:
        UnknownAddress: there is none; the nearest one is named.

    >>> field_at("agreement.number").kind
    'text'
    """
    found = header_field(address)
    if found is not None:
        return found
    parts = address.split(".")
    if parts[0] in SECTIONS:
        near = nearest(address, {field.address: field.address for field in header_fields()})
        raise UnknownAddress(address, near)
    return facet_field(address)


def field_named(text: str) -> Field:
    """The field that the heading of a column names: by address, or by label in either language or both.

    Raises:
        UnknownAddress: no field is called so; the nearest one is named.

    >>> field_named("契約番号").address, field_named("Recovery.RTO.within").address
    ('agreement.number', 'recovery.rto.within')
    """
    said = " ".join(text.split())
    address = _labels().get(folded(said)) or _labels().get(folded(said.partition(" / ")[0]))
    if address:
        return field_at(address)
    if "." in said and "[" in said:
        parse_address(said)
        return facet_field(said)
    near = nearest(said, _labels())
    raise UnknownAddress(said, near)


def term_named(text: str) -> str:
    """The address of the term that a text names, by address, label or alias; '' if none does.

    >>> term_named("目標復旧時間"), term_named("初動対応時間 / first response time")
    ('recovery.rto', 'support.response')
    """
    names = vocabulary().term_names
    return names.get(folded(text)) or names.get(folded(text.partition(" / ")[0])) or ""


def word_of(token: str, language: str) -> str:
    """What a token beside the terms is called.

    >>> word_of("saas", "ja")
    'SaaS(アプリケーションの提供)'
    """
    return say(f"spreadsheet.word.{token}", language)


def section_name(section: str, language: str) -> str:
    """What a part of the document is called.

    >>> section_name("institution", "en")
    'institution'
    """
    return say(f"spreadsheet.section.{section}", language)


@cache
def _labels() -> Mapping[str, str]:
    """Every name of a field to its address; a name that two fields bear names neither."""
    fields = [*header_fields(), *(facet_field(f"{term.address}.{key}") for term in catalogue() for key in term.facets)]
    names: dict[str, set[str]] = {}
    for field in fields:
        for name in (field.address, *field.label.values()):
            names.setdefault(folded(name), set()).add(field.address)
    return MappingProxyType({name: next(iter(found)) for name, found in names.items() if len(found) == 1})


def _within(node: Node, address: str, path: tuple[str, ...]) -> Iterator[Field]:
    for key, below in vocabulary().keys(node).items():
        if key in _SUBSECTIONS:
            yield from _within(below, f"{address}.{key}", (*path, key))
            continue
        kind, tokens = _kind(below)
        notes = vocabulary().notes(below)
        section = ".".join(path)
        for language in languages if kind == "local" else ("",):
            part = _words(partial(_part, notes["label"], language))
            # Of the agreement itself the part says enough: 契約番号.
            label = part if section == "agreement" else _words(partial(_whole, part, path[-1]))
            ending = f".{language}" if language else ""
            facet = _made_up(key, "text" if kind == "local" else kind, part, tokens)
            yield Field(f"{address}.{key}{ending}", facet.kind, label, part, facet, section)


def _whole(part: Words, section: str, language: str) -> str:
    return say("spreadsheet.label.whole", language, section=section_name(section, language), part=part[language])


def _part(label: Words, inner: str, language: str) -> str:
    return say(f"spreadsheet.label.{inner}", language, part=label[language]) if inner else label[language]


def _kind(node: Node) -> tuple[str, Mapping[str, Words]]:
    if "$ref" in node:
        names = {"LocalText": "local", "Date": "date", "Duration": "duration", "Token": "text"}
        return names[node["$ref"].rpartition("/")[2]], {}
    if "enum" in node:
        return "token", _tokens(node["enum"])
    if node["type"] == "array":
        items = node["items"]
        if "enum" in items:
            return "tokens", _tokens(items["enum"])
        return ("lines" if items["type"] == "string" else "levels"), {}
    return "text", {}


def _tokens(values: list[str]) -> Mapping[str, Words]:
    return MappingProxyType({token: _words(partial(word_of, token)) for token in values})


def _made_up(key: str, kind: str, label: Words, tokens: Mapping[str, Words]) -> Facet:
    return Facet(key=key, kind=kind, label=label, better="unranked", phrase=_SAME, tokens=tokens)


def _words(speak: Callable[[str], str]) -> Words:
    return MappingProxyType({language: speak(language) for language in languages})
