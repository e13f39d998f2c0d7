"""Takes private data out of a package part by part, and changes nothing that a reader sees.

A part in which nothing is found stays byte by byte as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from medsla.office.controls import SPACE, strange_bindings
from medsla.office.parts import TYPES_PART, content_types, relationships, without
from medsla.office.picture_data import plain_picture
from medsla.office.reaching import reached, unlinked
from medsla.office.revisions import comments
from medsla.office.sessions import forget
from medsla.office.xml import Element, drop, local, parse, serialize, w

if TYPE_CHECKING:
    from collections.abc import Mapping

_PRIVATE_LINKS: Final = frozenset(
    {"comments", "commentsExtended", "commentsExtensible", "commentsIds", "people", "documenttasks", "glossaryDocument"}
    | {"printerSettings", "attachedTemplate", "stylesWithEffects", "extended-properties", "thumbnail"}
    | {"webextensiontaskpanes", "webextension", "classificationlabels", "hdphoto"}
)
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_OLD_OFFICE: Final = "urn:schemas-microsoft-com:office:office"
_PATH: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\|file:|/(?:home|Users|Volumes|tmp|var)/")
_OF_SESSIONS: Final = frozenset(
    {"rsids", "attachedSchema", "docVars", "activeWritingStyle", "attachedTemplate", "linkStyles", "proofState"}
    | {"smartTagType", "schemaLibrary", "saveThroughXslt", "docId"}
)
_WRAPPERS: Final = (w("smartTag"), w("customXml"))
_RANGES: Final = tuple(
    w(f"{name}{end}")
    for name in ("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange", "customXmlMoveFromRange")
    for end in ("Start", "End")
)
_STRANGE: Final = re.compile(rb"<!--|<\?(?!xml )|\x00")


def reduced(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], Counter[str]]:
    """The package without parts that are private or that nothing leads to; how many went, by kind.

    XML data stays where it is a contract's own.
    """
    count = Counter({"comments": sum(1 for _ in comments(parts))})
    own = _own_data(parts)
    links = relationships(parts)
    foreign = {link.target for link in links if link.kind == "customXml" and not link.external} - own
    gone = {link.target for link in links if link.kind in _PRIVATE_LINKS and not link.external} | foreign
    kept = unlinked(parts, lambda link: link.kind in _PRIVATE_LINKS or (link.kind == "customXml" and link.external))
    kept = without(kept, gone) if gone & kept.keys() else kept
    kept = reached(kept)
    count["parts"] = sum(1 for name in parts if name not in kept and not name.endswith(".rels"))
    return kept, +count


def cleaned(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], Counter[str]]:
    """The package without what its parts say of their authors and programs; how often, by kind."""
    count: Counter[str] = Counter()
    found = dict(parts)
    for name, kind in content_types(parts).items():
        if kind.startswith("image/"):
            found[name] = plain_picture(parts[name])
            count["pictures"] += found[name] != parts[name]
        elif kind.endswith("+xml") and not name.startswith(("docProps/", "customXml/")):
            found[name] = _clean_part(parts[name], name, count)
    found[TYPES_PART] = _clean_part(parts[TYPES_PART], TYPES_PART, count)
    return found, +count


def _clean_part(data: bytes, name: str, count: Counter[str]) -> bytes:
    root = parse(data, name)
    before = serialize(root)
    count["marks"] += forget(root) + _settings(root) + _strays(root)
    count["bindings"] += _cut_bindings(root)
    count["pictures"] += _forget_sources(root)
    after = serialize(root)
    if before == after and not _STRANGE.search(data):
        return data
    count["marks"] += before == after  # remarks between the elements
    return after


def clean_tree(root: Element) -> None:
    """Takes private data out of one part of a text, and bindings and wrappers with it."""
    forget(root)
    _strays(root)
    _cut_bindings(root)
    _forget_sources(root)


def _settings(root: Element) -> int:
    """Settings that speak of the author's machine, of sessions and of templates."""
    gone = [element for element in root if local(element) in _OF_SESSIONS] if root.tag == w("settings") else []
    for element in gone:
        drop(element)
    return len(gone)


def _strays(root: Element) -> int:
    """Wrappers of smart tags and foreign XML give their text free; the ends of ranges that are gone go."""
    gone = 0
    for wrapper in list(root.iter(*_WRAPPERS)):
        unwrap(wrapper, wrapper)
        gone += 1
    for element in list(root.iter(*_RANGES)):
        drop(element)
        gone += 1
    return gone


def _cut_bindings(root: Element) -> int:
    """Controls bound to anything but the contract's own data keep the text they show, and lose the binding."""
    strange = [binding for _, binding in strange_bindings(root)]
    for element in [*strange, *root.iterfind(f".//{w('sdtPr')}/{w('placeholder')}")]:
        drop(element)
    return len(strange)


def _forget_sources(root: Element) -> int:
    """Names of the files that pictures came from, originals kept beside them, and copies for older programs."""
    gone = 0
    for source in root.iter(f"{{{_PICTURE}}}cNvPr"):
        gone += bool(source.get("name") or source.get("descr"))
        source.set("name", "")
        for attribute in ("descr", "title"):
            if attribute in source.attrib:
                del source.attrib[attribute]
    for blip in root.iter(f"{{{_DRAWING}}}blip"):
        for extension in blip.findall(f"{{{_DRAWING}}}extLst"):
            drop(extension)
            gone += 1
    for element in root.iter():
        for attribute in (f"{{{_OLD_OFFICE}}}gfxdata", f"{{{_OLD_OFFICE}}}title"):
            if attribute in element.attrib:
                del element.attrib[attribute]
                gone += 1
        if local(element) == "docPr" and _PATH.search(element.get("descr", "")):
            del element.attrib["descr"]
            gone += 1
    return gone


def open_controls(root: Element) -> None:
    """Puts what stands in content controls in their place."""
    for control in list(root.iter(w("sdt"))):
        content = control.find(w("sdtContent"))
        unwrap(control, control if content is None else content)


def unwrap(element: Element, content: Element) -> None:
    """Puts the children of `content`, which is the element or stands in it, in the element's place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in [child for child in content if local(child) not in {"smartTagPr", "customXmlPr"}]:
        parent.insert(place, child)
        place += 1
    drop(element)


def _own_data(parts: Mapping[str, bytes]) -> set[str]:
    """The parts with a contract's own XML data."""
    named = [link.target for link in relationships(parts) if link.kind == "customXml" and link.target in parts]
    return {name for name in named if parse(parts[name], name).tag.startswith(f"{{{SPACE}}}")}
