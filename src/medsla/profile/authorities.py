"""The documents that yardsticks cite, and the grades by which they speak, from `schemas/authorities.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from medsla import resources
from medsla.errors import Place, Problem, ProfileError
from medsla.profile.checking import shape_problems
from medsla.reading.documents import Document, read_document

Words = Mapping[str, str]
"""The same thing said in each language: {"ja": …, "en": …}."""

_FILE = "authorities.json"
_NO_WORDS: Words = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Authority:
    """One document: who issued it, what it is called, whether it holds, and how well it is known.

    `in_force` is yes, no or unknown; `known` is quoted, second-hand or recalled; `date` may be a year or a month
    only; `address` says where it, or what is known of it, was seen.
    """

    id: str
    issuer: Words
    title: Words
    date: str
    edition: str
    in_force: str
    known: str
    address: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    part_of: str = ""
    note: Words = field(default_factory=lambda: _NO_WORDS)


@dataclass(frozen=True, slots=True)
class Grade:
    """How a document speaks, in its own words; only what is a `duty` may be called required."""

    words: str
    label: Words
    duty: bool


def authorities() -> Mapping[str, Authority]:
    """Every document that medsla cites, by its id.

    >>> authorities()["meti-checklist-2010"].in_force
    'no'
    """
    return _shipped()[0]


def grades() -> Mapping[str, Grade]:
    """Every grade that evidence may carry, by the source's own words.

    >>> grades()["設定例"].duty, grades()["遵守事項"].duty
    (False, True)
    """
    return _shipped()[1]


@cache
def _shipped() -> tuple[Mapping[str, Authority], Mapping[str, Grade]]:
    document = read_document(resources.read_bytes("schemas", _FILE), name=_FILE)
    problems = shape_problems(document, "authorities.schema.json")
    if problems:
        raise ProfileError(problems)
    data: Any = document.data
    documents = {entry["id"]: _authority(entry) for entry in data["authorities"]}
    problems = _loose_ends(documents, document)
    if problems:
        raise ProfileError(problems)
    spoken = {entry["words"]: Grade(entry["words"], _words(entry["label"]), entry["duty"]) for entry in data["grades"]}
    return MappingProxyType(documents), MappingProxyType(spoken)


def _authority(entry: Mapping[str, Any]) -> Authority:
    return Authority(
        id=entry["id"],
        issuer=_words(entry["issuer"]),
        title=_words(entry["title"]),
        date=entry["date"],
        edition=entry["edition"],
        in_force=entry["in_force"],
        known=entry["known"],
        address=tuple(entry["address"]),
        superseded_by=tuple(entry.get("superseded_by", ())),
        part_of=entry.get("part_of", ""),
        note=_words(entry.get("note", {})),
    )


def _loose_ends(documents: Mapping[str, Authority], document: Document) -> tuple[Problem, ...]:
    named = {
        other for authority in documents.values() for other in (*authority.superseded_by, authority.part_of) if other
    }
    place = Place(file=document.file)
    return tuple(
        Problem.of("profile.authority-unknown", place, authority=other) for other in sorted(named - documents.keys())
    )


def _words(node: Mapping[str, str]) -> Words:
    return MappingProxyType(dict(node))
