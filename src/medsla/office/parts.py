"""What a Word package consists of: content types, relationships, the parts that hold text."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from medsla.office.xml import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, drop, parse, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from medsla.office.xml import Element

TYPES_PART = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_KIND = f"{_WORD}document.main+xml"
TEMPLATE_KIND = f"{_WORD}template.main+xml"
_ORDER = (
    MAIN_KIND,
    TEMPLATE_KIND,
    f"{_WORD}header+xml",
    f"{_WORD}footer+xml",
    f"{_WORD}footnotes+xml",
    f"{_WORD}endnotes+xml",
)
TEXT_KINDS = frozenset(_ORDER)


class OfficePackage(Protocol):
    """What is needed of an opened package: its parts by name, as the zip guard gives them."""

    @property
    def parts(self) -> Mapping[str, bytes]:
        """The bytes of each part."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One line of a .rels part; `owner` is the part that points, "" for the package itself."""

    owner: str
    id: str
    kind: str  # the last step of the type's address: hyperlink, image, header …
    target: str  # a part's name, or an address when external
    external: bool


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The content type of each part in small letters; "" for one that the package does not declare."""
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for entry in parse(parts[TYPES_PART], TYPES_PART) if TYPES_PART in parts else ():
        kind = entry.get("ContentType", "").casefold()
        if entry.tag == f"{{{CONTENT_TYPES}}}Override":
            overrides[entry.get("PartName", "").lstrip("/").casefold()] = kind
        elif entry.tag == f"{{{CONTENT_TYPES}}}Default":
            defaults[entry.get("Extension", "").casefold()] = kind
    return {
        name: overrides.get(name.casefold(), defaults.get(name.rpartition(".")[2].casefold(), ""))
        for name in parts
        if name != TYPES_PART
    }


def text_parts(parts: Mapping[str, bytes]) -> list[str]:
    """The parts whose text belongs to the document: body, headers, footers, footnotes, endnotes."""
    kinds = content_types(parts)
    chosen = [name for name, kind in kinds.items() if kind in TEXT_KINDS]
    return sorted(chosen, key=lambda name: (_ORDER.index(kinds[name]), name))


def main_part(parts: Mapping[str, bytes]) -> str | None:
    """The name of the document's body, or None when the package declares none.

    Of several, it is the one that programs open: the package's own relationships name it.
    """
    found = [name for name, kind in content_types(parts).items() if kind in {MAIN_KIND, TEMPLATE_KIND}]
    if len(found) > 1:
        start = rels_name("")
        links = relationships({start: parts[start]}) if start in parts else []
        opened = {link.target.casefold() for link in links if link.kind == "officeDocument"}
        found = [name for name in found if name.casefold() in opened]
    return next(iter(found), None)


def relationships(parts: Mapping[str, bytes]) -> list[Relationship]:
    """Every relationship of every part, with targets as names of parts."""
    found = []
    real = {name.casefold(): name for name in parts}
    for name in sorted(parts):
        owner = _owner(name)
        if owner is None:
            continue
        for entry in parse(parts[name], name):
            external = entry.get("TargetMode", "Internal") == "External"
            target = entry.get("Target", "")
            if not external:
                folder = posixpath.dirname(owner)
                absolute = target if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(absolute).lstrip("/")
                target = real.get(target.casefold(), target)
            kind = entry.get("Type", "").rpartition("/")[2]
            found.append(Relationship(owner, entry.get("Id", ""), kind, target, external))
    return found


def without(parts: Mapping[str, bytes], gone: Iterable[str]) -> dict[str, bytes]:
    """The package without some parts, their .rels parts, content types and the relationships to them."""
    lost = set(gone)
    lost |= {rels_name(name) for name in lost}
    kept = {name: data for name, data in parts.items() if name not in lost}
    for link in relationships(kept):
        if not link.external and link.target in lost:
            name = rels_name(link.owner)
            root = parse(kept[name], name)
            for entry in [entry for entry in root if entry.get("Id") == link.id]:
                drop(entry)
            kept[name] = serialize(root)
    if TYPES_PART in kept:
        folded = {name.casefold() for name in lost}
        root = parse(kept[TYPES_PART], TYPES_PART)
        for entry in list(root):
            if entry.get("PartName", "").lstrip("/").casefold() in folded:
                drop(entry)
        kept[TYPES_PART] = serialize(root)
    return kept


def with_part(
    parts: Mapping[str, bytes], name: str, data: bytes, kind: str, relation: str, *, owner: str = ""
) -> dict[str, bytes]:
    """The package with one more part (such as its properties), declared and related.

    Args:
        parts: The package.
        name: The new part's name.
        data: Its bytes.
        kind: Its content type.
        relation: The full type of the relationship to it.
        owner: The part that points to it; "" for the package itself.
    """
    changed = declared({**without(parts, [name]), name: data}, name, kind)
    rels = rels_name(owner)
    empty = f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode()
    root = parse(changed.get(rels, empty), rels)
    taken = {link.get("Id") for link in root}
    number = next(count for count in range(1, len(taken) + 2) if f"rId{count}" not in taken)
    fields = {"Id": f"rId{number}", "Type": relation, "Target": f"/{name}" if owner else name}
    root.append(root.makeelement(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", fields))
    changed[rels] = serialize(root)
    return changed


def declared(parts: Mapping[str, bytes], name: str, kind: str) -> dict[str, bytes]:
    """The package with the content type of a part that has none yet."""
    types = parse(parts[TYPES_PART], TYPES_PART)
    entry = types.makeelement(f"{{{CONTENT_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": kind})
    types.append(entry)
    return {**parts, TYPES_PART: serialize(types)}


def settings_of(parts: Mapping[str, bytes]) -> list[Element]:
    """The settings of a package, read."""
    kinds = content_types(parts)
    return [parse(parts[name], name) for name, kind in kinds.items() if kind == f"{_WORD}settings+xml"]


def rels_name(part: str) -> str:
    """The name of a part's relationships.

    >>> rels_name("word/document.xml"), rels_name("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _owner(name: str) -> str | None:
    folder, file = posixpath.split(name)
    if posixpath.basename(folder) != "_rels" or not file.endswith(".rels"):
        return None
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
