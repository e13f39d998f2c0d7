"""Private data of a Word file: who wrote it, when, with what, and which editing sessions it saw.

`clear_private_data` takes out what a template's author never meant to send; `set_properties` writes
the few properties that a contract carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medsla.office.parts import content_types, relationships, text_parts, with_part, without
from medsla.office.picture_data import plain_picture
from medsla.office.sessions import forget
from medsla.office.xml import R, drop, parse, serialize, w
from medsla.reading.escaping import escape

if TYPE_CHECKING:
    from collections.abc import Mapping


FORMAT_PROPERTY = "documentFormat"  # neutral on purpose: a contract does not name its tool
_FORMAT = "sla-contract/1"

CORE_PART = "docProps/core.xml"
_CUSTOM = "docProps/custom.xml"
_CORE_KIND = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CUSTOM_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"

_PRIVATE_KINDS = frozenset(
    kind.casefold()
    for kind in (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtensible+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsIds+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings",
        "application/vnd.ms-word.stylesWithEffects+xml",
        _CORE_KIND,
        _CUSTOM_KIND,
    )
)
_PRIVATE_FOLDERS = ("docProps/", "customXml/", "word/glossary/")
_SESSION_SETTINGS = (w("rsids"), w("attachedSchema"), w("docVars"), w("activeWritingStyle"))


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself: nothing of who wrote it or when."""

    title: str
    language: str


def clear_private_data(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The package without properties, comments, people, building blocks, own XML data, rsids and camera data."""
    kinds = content_types(parts)
    gone = [name for name in parts if name.startswith(_PRIVATE_FOLDERS) or kinds.get(name) in _PRIVATE_KINDS]
    kept = without(parts, gone)
    kept |= {name: plain_picture(kept[name]) for name, kind in content_types(kept).items() if kind.startswith("image/")}
    edited = [*text_parts(kept), *_of_kind(kept, "styles+xml"), *_of_kind(kept, "numbering+xml")]
    for name in edited:
        root = parse(kept[name], name)
        forget(root)
        kept[name] = serialize(root)
    for name in _of_kind(kept, "settings+xml"):
        root = parse(kept[name], name)
        forget(root)
        for tag in _SESSION_SETTINGS:
            for element in list(root.iter(tag)):
                drop(element)
        kept[name] = serialize(root)
    return kept


def core_part(properties: Properties) -> bytes:
    """The core properties as a part."""
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(properties.title)}</dc:title>"
        f"<dc:language>{escape(properties.language)}</dc:language>"
        "</cp:coreProperties>"
    )
    return core.encode()


def set_properties(parts: Mapping[str, bytes], properties: Properties) -> dict[str, bytes]:
    """The package with these core properties and the mark that says what kind of file it is."""
    changed = with_part(parts, CORE_PART, core_part(properties), _CORE_KIND, _CORE_RELATION)
    return with_part(changed, _CUSTOM, mark_part(), _CUSTOM_KIND, f"{R}/custom-properties")


def mark_part() -> bytes:
    """The custom properties of a contract: the mark of its format alone."""
    custom = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_CUSTOM_SPACE}" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{FORMAT_PROPERTY}">'
        f"<vt:lpwstr>{_FORMAT}</vt:lpwstr></property></Properties>"
    )
    return custom.encode()


def is_marked(parts: Mapping[str, bytes]) -> bool:
    """Whether the package is a contract that medsla has written, by its custom property."""
    return any(
        entry.get("name") == FORMAT_PROPERTY
        for link in relationships(parts)
        if link.kind == "custom-properties" and link.target in parts
        for entry in parse(parts[link.target], link.target)
    )


def _of_kind(parts: Mapping[str, bytes], ending: str) -> list[str]:
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{ending}".casefold()
    return [name for name, found in content_types(parts).items() if found == kind]
