"""Parts that can be reached from the document, and those that only lie in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from medsla.office.parts import TYPES_PART, relationships, rels_name, without
from medsla.office.xml import drop, parse, serialize

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from medsla.office.parts import Relationship

# Relationships that are nothing unless the part names them: a picture that was deleted, a header no section uses
_NAMED: Final = frozenset({"image", "hyperlink", "header", "footer", "chart", "hdphoto"})


def reached(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The package without parts that nothing leads to and without relationships that their part does not use."""
    unused = _unused(parts)
    kept = unlinked(parts, lambda link: (link.owner, link.id) in unused)
    targets: dict[str, list[str]] = {}
    for link in relationships(kept):
        if not link.external:
            targets.setdefault(link.owner, []).append(link.target)
    seen, waiting = {""}, [""]
    while waiting:
        for target in targets.get(waiting.pop(), ()):
            if target in kept and target not in seen:
                seen.add(target)
                waiting.append(target)
    known = {TYPES_PART, *seen, *(rels_name(name) for name in seen)}
    lost = [name for name in kept if name not in known]
    return without(kept, lost) if lost else kept


def unlinked(parts: Mapping[str, bytes], gone: Callable[[Relationship], bool]) -> dict[str, bytes]:
    """The package without some relationships; parts that hold no other stay byte by byte."""
    kept = dict(parts)
    lost: dict[str, set[str]] = {}
    for link in relationships(parts):
        if gone(link):
            lost.setdefault(rels_name(link.owner), set()).add(link.id)
    for name, ids in lost.items():
        root = parse(parts[name], name)
        for entry in [entry for entry in root if entry.get("Id") in ids]:
            drop(entry)
        kept[name] = serialize(root)
        if not len(root):
            del kept[name]
    return kept


def _unused(parts: Mapping[str, bytes]) -> set[tuple[str, str]]:
    by_owner: dict[str, set[str]] = {}
    for link in relationships(parts):
        if link.kind in _NAMED and link.owner in parts:
            by_owner.setdefault(link.owner, set()).add(link.id)
    found: set[tuple[str, str]] = set()
    for owner, ids in by_owner.items():
        used = {str(value) for element in parse(parts[owner], owner).iter() for value in element.attrib.values()}
        found |= {(owner, one) for one in ids - used}
    return found
