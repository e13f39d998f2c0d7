"""What a picture says of whoever made it, taken out: texts and camera data of PNG and JPEG, never its pixels.

A JPEG that says which way is up keeps that one fact. Other kinds of pictures stay as they are.
See https://www.w3.org/TR/png-3/ for chunks and ITU-T T.81, annex B, for segments.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_PRIVATE: Final = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_JPEG: Final = b"\xff\xd8"
_SCAN: Final = 0xDA
_END: Final = 0xD9
_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # what ends the pixels of a scan
_KEPT_SEGMENTS: Final = frozenset({0xE0, 0xEE})  # JFIF, and how Adobe has turned the colours
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = 1


def plain_picture(data: bytes) -> bytes:
    """The picture without private data; what is neither PNG nor JPEG, or is broken, stays as it is.

    >>> plain_picture(b"GIF89a")
    b'GIF89a'
    """
    try:
        if data.startswith(_PNG):
            return _plain_png(data)
        if data.startswith(_JPEG):
            return _plain_jpeg(data)
    except (struct.error, IndexError):
        return data
    return data


def _plain_png(data: bytes) -> bytes:
    pieces = [_PNG]
    at = len(_PNG)
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data) or struct.unpack_from(">I", data, end - 4)[0] != zlib.crc32(data[at + 4 : end - 4]):
            return data
        if kind not in _PNG_PRIVATE:
            pieces.append(data[at:end])
        at = end
        if kind == b"IEND":
            break  # what stands behind the end is no picture
    return b"".join(pieces)


def _plain_jpeg(data: bytes) -> bytes:
    pieces = [_JPEG]
    at = len(_JPEG)
    while True:
        if data[at] != 0xFF:
            return data
        kind = data[at + 1]
        if kind == _END:
            return b"".join([*pieces, data[at : at + 2]])  # what stands behind the end is no picture
        end = at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
        if kind == _SCAN:
            following = _MARKER.search(data, end)
            if following is None:
                return data
            end = following.start()
        if end > len(data):
            return data
        pieces.append(_plain_segment(kind, data[at:end]))
        at = end


def _plain_segment(kind: int, segment: bytes) -> bytes:
    """The segment, or nothing of it; of camera data what says which way is up."""
    told = segment[4:]
    if kind == 0xE1 and told.startswith(b"Exif\0\0"):
        return _turned(told[6:])
    free = 0xE0 <= kind <= 0xEF or kind == 0xFE
    kept = kind in _KEPT_SEGMENTS or (kind == 0xE2 and told.startswith(b"ICC_PROFILE"))
    return b"" if free and not kept else segment


def _turned(exif: bytes) -> bytes:
    """A segment that says which way is up, and nothing else; empty for an upright picture."""
    order = ">" if exif[:2] == b"MM" else "<"
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        entries = [struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * number) for number in range(count)]
    except struct.error:
        return b""
    value = next((entry[3] for entry in entries if entry[0] == _ORIENTATION), _UPRIGHT)
    if value == _UPRIGHT:
        return b""
    told = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told
