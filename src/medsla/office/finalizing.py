"""A package as it may be sent: what stands in the way of that, and the package without private data.

What is seen stays as it is; `same_page` proves it on the finished parts.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from medsla.errors import Place, Problem
from medsla.office.checks import dangerous_links, embedded_objects
from medsla.office.cleaning import cleaned, unwrap
from medsla.office.controls import SPACE, STORE, control_tag
from medsla.office.field_codes import field_name, fields
from medsla.office.hiding import Looks, hidden
from medsla.office.metadata import Properties, core_part, is_marked, mark_part
from medsla.office.parts import content_types, relationships, text_parts, without
from medsla.office.text import package_lines
from medsla.office.xml import Element, local, parse, serialize, w

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
KNOWN_KINDS: Final = frozenset(
    {f"{_WORD}{kind}+xml" for kind in ("document.main", "template.main", "header", "footer", "footnotes", "endnotes")}
    | {f"{_WORD}{kind}+xml" for kind in ("styles", "settings", "websettings", "fonttable", "numbering")}
    | {"application/vnd.openxmlformats-officedocument.theme+xml"}
    | {"application/vnd.openxmlformats-officedocument.obfuscatedfont"}
    | {f"image/{kind}" for kind in ("png", "jpeg", "gif", "tiff", "bmp", "x-emf", "x-wmf")}
    | {"application/vnd.openxmlformats-package.relationships+xml"}
)
_PROPERTIES: Final = frozenset(
    {"application/vnd.openxmlformats-package.core-properties+xml"}
    | {"application/vnd.openxmlformats-officedocument.custom-properties+xml"}
)
HARMLESS_FIELDS: Final = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "TOC", "SEQ"}
    | {"HYPERLINK", "EQ", "SYMBOL", "ADVANCE", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", ""}
)
_TRACKED: Final = {
    "ins": "inserted", "moveTo": "moved", "del": "deleted", "moveFrom": "moved", "cellIns": "cell", "cellDel": "cell",
    "cellMerge": "cell", "rPrChange": "format", "pPrChange": "format", "sectPrChange": "format",
    "tblPrChange": "format", "tblPrExChange": "format", "tcPrChange": "format", "trPrChange": "format",
    "tblGridChange": "format", "numberingChange": "format",
}  # fmt: skip
_TRACKED_TAGS: Final = {w(name): code for name, code in _TRACKED.items()}
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DUBLIN: Final = "http://purl.org/dc/elements/1.1/"
_COUNTED: Final = frozenset(
    {w(name) for name in ("p", "tbl", "tr", "tc", "fldChar", "fldSimple", "drawing", "pict", "numPr", "sectPr", "br")}
)


def obstacles(parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Everything for which a package cannot be sent as it is: nothing of it may be settled without its author."""
    yield from dangerous_links(parts)
    objects = list(embedded_objects(parts))
    yield from objects
    told = {problem.place.spot for problem in objects}
    own = {link.target for link in relationships(parts) if link.kind in {"customXml", "customXmlProps"}}
    for name, kind in sorted(content_types(parts).items()):
        if kind.startswith("application/vnd.openxmlformats-package.digital-signature"):
            yield Problem.of("finalizing.signed", Place(spot=name))
        elif kind not in KNOWN_KINDS | _PROPERTIES and name not in own | told:
            yield Problem.of("finalizing.part", Place(spot=name), kind=kind or "?")
        if kind == f"{_WORD}settings+xml" and next(parse(parts[name], name).iter(w("mailMerge")), None) is not None:
            yield Problem.of("fence.mail-merge", Place(spot=name))
    looks = Looks.of(parts)
    for name in text_parts(parts):
        if _STRICT in parts[name]:
            yield Problem.of("finalizing.strict", Place(spot=name))
        root = parse(parts[name], name)
        yield from _part_obstacles(root, name, looks)


def _part_obstacles(root: Element, part: str, looks: Looks) -> Iterator[Problem]:
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(w("p")), 1)}

    def place(element: Element) -> Place:
        paragraph = element if element.tag == w("p") else next(element.iterancestors(w("p")), None)
        if paragraph is None:
            row = next(element.iterancestors(w("tr"), w("tbl")), element)
            paragraph = next(row.iter(w("p")), None)
        return Place(spot=part if paragraph is None else f"{part}, paragraph {numbers[paragraph]}")

    for change in root.iter(*_TRACKED_TAGS):
        named = {"author": change.get(w("author")) or "?", "date": change.get(w("date")) or "?"}
        yield Problem.of(f"finalizing.{_kind(change)}", place(change), text=_changed_text(change), **named)
    for stretch in hidden(root, looks):
        yield Problem.of("finalizing.unseen", Place(spot=f"{part}, paragraph {stretch.line}"), text=stretch.text)
    for start, code in fields(root):
        name = field_name(code)
        if name not in HARMLESS_FIELDS and not name.startswith("="):
            yield Problem.of("finalizing.field", place(start), name=name)


def _kind(change: Element) -> str:
    """The code of a tracked change: of text, of the end of a paragraph, of a row or of a look."""
    code = _TRACKED_TAGS[change.tag]
    above = change.getparent()
    if code in {"inserted", "deleted", "moved"} and above is not None:
        if above.tag == w("trPr"):
            return "row"
        if above.tag == w("rPr"):
            return "end"
    return code


def _changed_text(change: Element) -> str:
    """The text that was inserted, deleted or moved; for anything else that of the paragraph or row it is about."""
    about: Element | None = change
    if local(change) not in {"ins", "del", "moveFrom", "moveTo"} or _kind(change) in {"row", "end"}:
        about = next(change.iterancestors(w("r"), w("p"), w("tc"), w("tr"), w("tbl")), None)
    return "" if about is None else "".join(piece.text or "" for piece in about.iter(w("t"), w("delText")))


def final(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], Counter[str]]:
    """The package without private data; how much went, by kind. Files that hold obstacles are not for this."""
    found, count = cleaned(parts)
    marked = is_marked(found)
    for link in relationships(found):
        if link.owner or link.target not in found:
            continue
        if link.kind == "core-properties":
            new = core_part(_told(parse(found[link.target], link.target)))
            count["properties"] += new != found[link.target]
            found[link.target] = new
        elif link.kind == "custom-properties":
            count["properties"] += found[link.target] != mark_part()
            found = {**found, link.target: mark_part()} if marked else without(found, [link.target])
    kind = "template.main+xml"
    types = "[Content_Types].xml"
    return {**found, types: found[types].replace(kind.encode(), b"document.main+xml")}, +count


def without_data(parts: Mapping[str, bytes], tags: Collection[str]) -> tuple[dict[str, bytes], int]:
    """The package without the contract's own data, its controls opened so that their text stands free.

    Args:
        parts: The package.
        tags: The tags of the controls, for those whose binding an editor has lost.
    """
    own = {name for name in parts if name.startswith("customXml/") and SPACE.encode() in parts[name]}
    found = without(parts, own) if own else dict(parts)
    opened = 0
    for name in text_parts(found):
        root = parse(found[name], name)
        mine = [control for control in root.iter(w("sdt")) if _is_own(control, tags)]
        for control in mine:
            content = control.find(w("sdtContent"))
            unwrap(control, control if content is None else content)
        if mine:
            found[name] = serialize(root)
            opened += len(mine)
    return found, opened


def same_page(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Whether both show the same text, paragraph by paragraph, with the same tables, fields and pictures."""
    texts = [[(line.part, line.text, line.style) for line in package_lines(parts)] for parts in (before, after)]
    return texts[0] == texts[1] and _counted(before) == _counted(after)


def _counted(parts: Mapping[str, bytes]) -> Counter[str]:
    return Counter(
        str(element.tag) for name in text_parts(parts) for element in parse(parts[name], name).iter(*_COUNTED)
    )


def _is_own(control: Element, tags: Collection[str]) -> bool:
    stores = {one.get(w("storeItemID"), "").upper() for one in control.iterfind(f"{w('sdtPr')}/{w('dataBinding')}")}
    return STORE in stores or control_tag(control) in tags


def _told(root: Element) -> Properties:
    def text(name: str) -> str:
        return root.findtext(f"{{{_DUBLIN}}}{name}") or ""

    return Properties(text("title"), text("language"))
