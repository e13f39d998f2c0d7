"""The last look at a Word package before it leaves: faults that no schema validator reports.

Seen with 20 planted faults and three validators: none of them finds a tag over 64 characters, a
doubled content control id, a field that never ends, a leftover template tag or a binding to data
that is not in the file. To these come what a sent contract must never hold: links that fetch
something when the file is opened, macros and embedded objects.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medsla.errors import Place, Problem
from medsla.office.parts import content_types, relationships, text_parts
from medsla.office.text import lines
from medsla.office.xml import DATASTORE, parse, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from medsla.office.xml import Element

LONGEST_TAG = 64
_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{_\{|\}_\}|\{_%|%_\}")
_HARMLESS_LINK = re.compile(r"(?:https?://|mailto:)[^\s\\]", re.ASCII | re.IGNORECASE)
_OBJECT_KINDS = frozenset(
    {"vbaProject", "wordVbaData", "oleObject", "package", "control", "activeXControlBinary", "aFChunk", "subDocument"}
    | {"attachedTemplate", "frame", "mailMergeSource", "mailMergeHeaderSource", "recipientData", "keyMapCustomizations"}
    | {"attachedToolbars", "ctrlProp", "customUI", "ui"}
)
_OBJECT_PARTS = re.compile(
    r"(?:^|/)(?:vbaProject|vbaData|activeX|embeddings|ctrlProps|attachedToolbars)", re.IGNORECASE
)


def check_package(parts: Mapping[str, bytes], *, allowed: Iterable[str] = ()) -> list[Problem]:
    """Every fault of a package, each with its part and paragraph; empty when it may be sent.

    Args:
        parts: The package.
        allowed: Texts that were meant to be printed; braces inside them are no leftover.
    """
    problems = [*dangerous_links(parts), *embedded_objects(parts)]
    stores = _stores(parts)
    meant = sorted({text for text in allowed if _LEFTOVER.search(text)}, key=len, reverse=True)
    for part in text_parts(parts):
        root = parse(parts[part], part)
        problems += _control_faults(root, part, stores)
        problems += _open_fields(root, part)
        problems += _leftovers(root, part, meant)
    return problems


def dangerous_links(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Relationships that leave the package, other than hyperlinks to http, https and mailto."""
    for link in relationships(parts):
        if link.external and not (link.kind == "hyperlink" and _HARMLESS_LINK.match(link.target)):
            place = Place(spot=link.owner or "package")
            yield Problem("fence.external-link", place, (("kind", link.kind), ("target", link.target)))


def embedded_objects(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Macros, ActiveX controls, embedded files and other parts that do something."""
    named = {name for name in parts if _OBJECT_PARTS.search(name)}
    named |= {link.target for link in relationships(parts) if link.kind in _OBJECT_KINDS and not link.external}
    named |= {name for name, kind in content_types(parts).items() if "macroenabled" in kind or "vba" in kind}
    for name in sorted(named):
        yield Problem("fence.embedded-object", Place(spot=name))


def _control_faults(root: Element, part: str, stores: frozenset[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for control in root.iter(w("sdtPr")):
        tag = _value(control, "tag")
        if len(tag) > LONGEST_TAG:
            fields = (("tag", tag), ("length", str(len(tag))))
            yield Problem("fence.long-tag", Place(spot=part), fields)
        identifier = _value(control, "id")
        if identifier and identifier in seen:
            yield Problem("fence.doubled-control-id", Place(spot=part), (("id", identifier),))
        seen.add(identifier)
        for binding in control.iter(w("dataBinding")):
            store = binding.get(w("storeItemID"), "")
            if store.casefold() not in stores:
                yield Problem("fence.unknown-store", Place(spot=part), (("store", store), ("tag", tag)))


def _open_fields(root: Element, part: str) -> Iterator[Problem]:
    depth = 0
    for mark in root.iter(w("fldChar")):
        kind = mark.get(w("fldCharType"))
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if depth < 0:
            break
    if depth != 0:
        yield Problem("fence.open-field", Place(spot=part))


def _leftovers(root: Element, part: str, meant: list[str]) -> Iterator[Problem]:
    for line in lines(root, part, "raw"):
        text = line.text
        for value in meant:
            text = text.replace(value, "")
        found = _LEFTOVER.search(text)
        if found:
            place = Place(spot=f"{part}, paragraph {line.number}")
            yield Problem("fence.leftover", place, (("braces", found.group()),))


def _stores(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The ids of the package's own XML data, and those that Word keeps for its properties."""
    found = {"{6c3c8bc8-f283-45ae-878a-bab7291924a1}", "{55af091b-3c7a-41e3-b477-f2fdaa23cfda}"}
    for name, kind in content_types(parts).items():
        if kind.endswith("customxmlproperties+xml"):
            found.add(parse(parts[name], name).get(f"{{{DATASTORE}}}itemID", "").casefold())
    return frozenset(found)


def _value(control: Element, name: str) -> str:
    element = control.find(w(name))
    return "" if element is None else element.get(w("val"), "")
