"""What a Word file carries beside its text: pictures, charts, embedded files, and addresses it fetches by itself.

They are known by their bytes, which tells whether one was exchanged and never what it shows.
"""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from medsla.office.parts import Relationship, relationships, text_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORDINARY: Final = frozenset(
    {"styles", "numbering", "settings", "fontTable", "theme", "webSettings", "header", "footer", "footnotes"}
    | {"endnotes", "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml"}
    | {"customXmlProps", "glossaryDocument", "hyperlink", "stylesWithEffects", "printerSettings", "font"}
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One of them: its kind, the part of text that shows it, its name, and the SHA-256 of its bytes.

    The kind is `image`, `object`, or `outside` for an address, which has the kind of its relationship for a digest.
    """

    kind: str
    owner: str
    name: str
    digest: str


def attachments(parts: Mapping[str, bytes]) -> list[Attachment]:
    """Everything that the body, headers, footers and notes bring along, in the order of their parts."""
    named: dict[str, list[Relationship]] = {}
    for link in relationships(parts):
        if link.kind not in _ORDINARY:
            named.setdefault(link.owner, []).append(link)
    found: list[Attachment] = []
    for part in text_parts(parts):
        waiting, seen = [part], {part}
        while waiting:
            owner = waiting.pop(0)
            for link in named.get(owner, ()):
                if link.external:
                    found.append(Attachment("outside", part, link.target, link.kind))
                elif link.target in parts and link.target not in seen:
                    seen.add(link.target)
                    waiting.append(link.target)
                    digest = hashlib.sha256(parts[link.target]).hexdigest()
                    kind = "image" if link.kind == "image" else "object"
                    found.append(Attachment(kind, part, posixpath.basename(link.target), digest))
    return found
