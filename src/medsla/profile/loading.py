"""Yardsticks from files: the shipped ones by name, a profile or an SLA of one's own by path.

A profile may take terms from shipped profiles instead of repeating their values; what is taken keeps its evidence.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from medsla import resources
from medsla.catalogue import catalogue
from medsla.errors import Place, Problem, ProfileError
from medsla.profile.authorities import Words, authorities, grades
from medsla.profile.checking import item_problems, shape_problems
from medsla.profile.items import Heading, Item, Profile, digest
from medsla.reading.documents import Document, read_document
from medsla.results import Evidence
from medsla.sla import Sla, load
from medsla.sla.plain import frozen

_FOLDER = "schemas/profiles"
_SCHEMA = "profile.schema.json"
_SUFFIX = ".json"

Raw = dict[str, Any]


def yardstick(name: str | os.PathLike[str] = "medsla") -> Profile:
    """A yardstick: a shipped one by name, or one made of a file.

    Args:
        name: One of `profiles()`; or the path of a profile; or the path of an SLA, whose values are then what
            should be met, without evidence and without silences.

    Raises:
        ProfileError: no such profile, or a file that contradicts itself or the catalogue; all problems at once.
        ReadError, InvalidSla: the file cannot be read, or is meant as an SLA and is none.

    >>> yardstick().label["ja"]
    '照合基準(medsla編)'
    """
    text = os.fspath(name)
    if text in profiles():
        return _shipped(text)
    if not Path(text).is_file():
        raise ProfileError(_unknown(text))
    document = read_document(text)
    if "terms" in document.data and "items" not in document.data:
        return from_sla(load(text))
    return _profile(document)


def profiles() -> tuple[str, ...]:
    """The names of the yardsticks that ship with medsla.

    >>> "meti" in profiles()
    True
    """
    return tuple(name.removesuffix(_SUFFIX) for name in resources.names(_FOLDER) if name.endswith(_SUFFIX))


def reservations(name: str = "medsla") -> Raw:
    """What a shipped profile states in every item that sets a value, with the evidence for it, as raw data.

    >>> sorted(reservations()["value"])
    ['hedges']
    """
    stated: Raw = dict(_checked(_document(name))[0]["throughout"])
    return stated


def from_sla(sla: Sla) -> Profile:
    """A yardstick of one's own: every term an SLA states should be met, and nothing is left silent."""
    title = str(sla.data.get("document", {}).get("title", "")) or sla.file or "SLA"
    items = tuple(Item(address, "should_meet", frozen(sla.term(address))) for address in sla.stated)
    return Profile(
        name=sla.file or title,
        label=frozen({"ja": title, "en": title}),
        edition="",
        kind="document",
        items=items,
        digest=sla.digest,
    )


def _unknown(name: str) -> Problem:
    near = get_close_matches(name, profiles(), n=1)
    known = ", ".join(profiles())
    if near:
        return Problem.of("profile.unknown-near", name=name, nearest=near[0])
    return Problem.of("profile.unknown", name=name, known=known)


@cache
def _shipped(name: str) -> Profile:
    return _profile(_document(name))


@cache
def _document(name: str) -> Document:
    file = f"{name}{_SUFFIX}"
    return read_document(resources.read_bytes("schemas", f"profiles/{file}"), name=file)


def _profile(document: Document) -> Profile:
    data, rows = _checked(document)
    items = tuple(_item(row) for _, row in sorted(rows, key=lambda row: _order(row[1])))
    return Profile(
        name=data["name"],
        label=frozen(data["label"]),
        edition=data["edition"],
        kind=data["kind"],
        items=items,
        digest=digest(data["name"], data["edition"], items),
        note=frozen(data.get("note", {})),
        headings=tuple(
            Heading(frozen(row["heading"]), tuple(row["seen_in"]), row["sure"]) for row in data.get("headings", ())
        ),
    )


def _order(row: Raw) -> int:
    return list(catalogue().terms).index(row["term"])


def _checked(document: Document) -> tuple[Any, list[tuple[Place, Raw]]]:
    """The data of a profile and its items with all they take; a ProfileError with every problem otherwise."""
    problems = list(shape_problems(document, _SCHEMA))
    if problems:
        raise ProfileError(problems)
    data: Any = document.data
    rows = []
    for place, row in _rows(data, document):
        if isinstance(row, Problem):
            problems.append(row)
        else:
            rows.append((place, row))
            problems += item_problems(row, place, authorities(), grades())
    problems += _doubled(rows)
    if (data["kind"] == "headings") != ("headings" in data) or (data["kind"] == "headings" and rows):
        problems.append(Problem.of("profile.headings", document.place("/kind")))
    if problems:
        raise ProfileError(problems)
    return data, rows


def _rows(data: Any, document: Document) -> Iterator[tuple[Place, Raw | Problem]]:
    everywhere = data.get("throughout", {"value": {}, "evidence": []})
    for index, item in enumerate(data["items"]):
        yield document.place(f"/items/{index}"), _with_throughout(dict(item), everywhere)
    for index, entry in enumerate(data.get("assembled", ())):
        place = document.place(f"/assembled/{index}")
        for row in _taken(entry, place):
            yield place, row if isinstance(row, Problem) else _with_throughout(row, everywhere)


def _with_throughout(row: Raw, everywhere: Mapping[str, Any]) -> Raw:
    """The item with what the profile states everywhere, where it sets a value and does not speak of that itself."""
    term = catalogue().terms.get(row["term"])
    if not row["value"] or term is None:
        return row
    added = {k: v for k, v in everywhere["value"].items() if k in term.facets and k not in row["value"]}
    added = {k: v for k, v in added.items() if k not in row["silent"]}
    evidence = [e for e in everywhere["evidence"] if set(e["facets"]) & added.keys()]
    return row | {"value": row["value"] | added, "evidence": [*row["evidence"], *evidence]}


def _taken(entry: Mapping[str, Any], place: Place) -> Iterator[Raw | Problem]:
    """The items of a term that other profiles hold, put together, with what is added to them."""
    sources = []
    for name in entry["profiles"]:
        held = _held(name, entry["term"]) if name in profiles() else []
        if not held:
            yield Problem.of("profile.taken-missing", place, profile=name, term=entry["term"])
            return
        sources.append(held)
    for first in sources[0]:
        yield _put_together(first, [row for held in sources[1:] for row in held], entry, place)


def _held(name: str, term: str) -> list[Raw]:
    _, rows = _checked(_document(name))
    return [row for _, row in rows if row["term"] == term]


def _put_together(first: Raw, others: Sequence[Raw], entry: Mapping[str, Any], place: Place) -> Raw | Problem:
    row = first | {"evidence": list(first["evidence"])}
    for other in others:
        if any(other["value"][key] != row["value"].get(key) for key in other["value"]):
            return Problem.of("profile.taken-differs", place, term=entry["term"])
        row["evidence"] += [e for e in other["evidence"] if e not in row["evidence"]]
    adds = entry.get("adds", {"value": {}, "evidence": []})
    if not row["value"] and adds["value"]:
        # an item that only asked for a statement now sets a value: what limits it may not stay silent
        facets = catalogue().term(row["term"]).facets
        row["silent"] = [key for key in row["silent"] if not facets[key].limits]
    if surplus := adds["value"].keys() & row["value"].keys():
        return Problem.of("profile.facet-twice", place, term=entry["term"], facets=", ".join(sorted(surplus)))
    row["value"] = row["value"] | adds["value"]
    row["silent"] = [key for key in row["silent"] if key not in adds["value"]]
    row["evidence"] += adds["evidence"]
    row["requirement"] = entry.get("requirement", row["requirement"])
    return row


def _doubled(rows: Sequence[tuple[Place, Raw]]) -> Iterator[Problem]:
    """Two items of one term that apply to the same services: nobody could tell which one counts."""
    seen: set[tuple[str, str]] = set()
    for place, row in rows:
        key = (row["term"], str(sorted((k, sorted(v)) for k, v in row.get("applies", {}).items())))
        if key in seen:
            yield Problem.of("profile.item-twice", place, term=row["term"])
        seen.add(key)


def _item(row: Mapping[str, Any]) -> Item:
    return Item(
        term=row["term"],
        requirement=row["requirement"],
        value=frozen(row["value"]),
        silent=tuple(row["silent"]),
        evidence=tuple(_evidence(evidence) for evidence in row["evidence"]),
        applies=frozen(row.get("applies", {})),
    )


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        authority=row["authority"],
        place=row.get("place", ""),
        words=row["reason"]["ja"] if "reason" in row else row.get("words", ""),
        seen=row["seen"],
        grade=row["grade"],
        origin=row["origin"],
        in_force=row["in_force"],
        facets=tuple(row["facets"]),
    )


def reason(evidence: Evidence, language: str) -> str:
    """Why medsla suggests a value, in `ja` or `en`; for what an authority says, its own words.

    >>> uptime = yardstick().applicable({})[1]
    >>> reason(uptime.evidence_for("per")[0], "en")[:18]
    'Measured per month'
    """
    return _reasons().get(evidence.words, {}).get(language, evidence.words) if evidence.suggested else evidence.words


@cache
def _reasons() -> Mapping[str, Words]:
    """Every reason of a shipped suggestion, by its Japanese words."""
    rows = [row for name in profiles() for _, row in _checked(_document(name))[1]]
    found = [evidence["reason"] for row in rows for evidence in row["evidence"] if "reason" in evidence]
    return {words["ja"]: words for words in found}
