"""What a file is by its first bytes, so that a refusal can say so and name the remedy."""

from __future__ import annotations

import re
from typing import Final

OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")

# Names of streams in the directory of an OLE2 file, as they stand there
_STREAMS: Final = (
    ("EncryptedPackage", "file-encrypted"),
    ("WordDocument", "file-doc"),
    ("Workbook", "file-xls"),
    ("Book", "file-xls"),
)
_BEGINNINGS: Final = (
    (b"%PDF-", "file-pdf"),
    (b"{\\rtf", "file-rtf"),
    (b"\x89PNG\r\n", "file-image"),
    (b"\xff\xd8\xff", "file-image"),
    (b"GIF8", "file-image"),
    (b"II*\x00", "file-image"),
    (b"MM\x00*", "file-image"),
    (b"\xff\xfe", "file-utf16"),
    (b"\xfe\xff", "file-utf16"),
)
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_XML: Final = re.compile(rb"\s*<\?xml\b")


def recognise(data: bytes) -> str | None:
    """The code of the problem that names what these bytes are, or None for what may be plain text.

    >>> recognise(b"%PDF-1.7 ...")
    'file-pdf'
    >>> recognise(b"medsla: '1.0'") is None
    True
    """
    if not data.strip():
        return "file-empty"
    if data.startswith(OLE2):
        return _ole2(data)
    if data.startswith(ZIP):
        office = any(name in data[:4096] or name in data[-65536:] for name in (b"word/", b"xl/", b"ppt/"))
        return "file-office" if office else "file-zip"
    for beginning, code in _BEGINNINGS:
        if data.startswith(beginning):
            return code
    head = data.removeprefix(b"\xef\xbb\xbf")[:1024]
    if _MARKUP.match(head):
        return "file-html"
    if _XML.match(head):
        return "file-xml"
    return "file-binary" if b"\x00" in data else None


def _ole2(data: bytes) -> str:
    for stream, code in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return code
    return "file-ole2"
