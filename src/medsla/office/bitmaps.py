"""Pictures to be set into a Word file: PNG and JPEG, looked through by their structure before any program opens them.

A picture that is taken holds its pixels and nothing else: texts, places and names that a camera or a drawing
program has written into it are taken out, and so is everything behind its end.
See https://www.w3.org/TR/png-3/ for chunks and ITU-T T.81, annex B, for segments.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from medsla.errors import Problem, ReadError

LARGEST_FILE: Final = 8 * 2**20  # bytes; a logo has a tenth, a diagram in print quality half of it
LONGEST_SIDE: Final = 12_000  # pixels
MOST_PIXELS: Final = 40_000_000  # an A4 page at 600 dots per inch has 35 million
EMU_PER_INCH: Final = 914_400

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_USUAL_DPI: Final = 72
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # PNG colour type: samples of a pixel
_DEPTHS: Final = frozenset({1, 2, 4, 8, 16})
_PIXELS: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT"})
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # start of frame: the size stands there
_KEPT_SEGMENTS: Final = frozenset({0xE0, 0xEE})  # JFIF, and Adobe's note on colours
_SCAN: Final = 0xDA
_ORIENTATION: Final = 0x0112
_PLAIN_JFIF: Final = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture without private data; `width` and `height` are its natural size in EMU (914,400 an inch)."""

    data: bytes
    kind: Literal["png", "jpeg"]
    width: int
    height: int


def clean_picture(data: bytes) -> Bitmap:
    """The picture, looked through.

    Raises:
        ReadError: it is no PNG or JPEG, damaged, too large, or turned by a mark of the camera.
    """
    if len(data) > LARGEST_FILE:
        raise _refused("fence.picture-large", limit=f"{LARGEST_FILE // 2**20} MiB")
    if not data.startswith((_PNG, _JPEG)):
        raise _refused("fence.picture-kind")
    try:
        return _png(data) if data.startswith(_PNG) else _jpeg(data)
    except (struct.error, IndexError, zlib.error) as error:
        raise _refused("fence.picture-damaged") from error


def _png(data: bytes) -> Bitmap:
    kept = [_PNG]
    packed: list[bytes] = []
    size = (0, 0)
    density = [0, 0]
    row = 0
    for kind, body in _chunks(data):
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            size = _checked_size(width, height)
            if colour not in _CHANNELS or depth not in _DEPTHS:
                raise _refused("fence.picture-damaged")
            row = (width * _CHANNELS[colour] * depth + 7) // 8
        elif kind == b"IDAT":
            packed.append(body)
        elif kind == b"pHYs":
            *across, unit = struct.unpack(">IIB", body)
            density = [round(dots * 254, -4) // 10_000 if unit == 1 else 0 for dots in across]  # dots a metre
            if not all(map(_is_usual, density)):
                continue
        if kind in _PIXELS:
            kept.append(_chunk(kind, body))
    if not row or not packed:
        raise _refused("fence.picture-damaged")
    # The seven passes of an interlaced picture begin some more rows than it has
    _inflate_within(packed, (row + 1) * size[1] + 8 * (row + size[0] + size[1] + 64))
    return Bitmap(b"".join(kept), "png", *_natural(size, density))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end; IHDR comes first, and every checksum is right."""
    at = len(_PNG)
    first = True
    while True:
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        if crc != zlib.crc32(kind + body) or first != (kind == b"IHDR"):
            raise _refused("fence.picture-damaged")
        first = False
        yield kind, body
        if kind == b"IEND":
            return
        at += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def _inflate_within(packed: list[bytes], most: int) -> None:
    """The pixels unpack, and to no more than the size of the picture says."""
    stream = zlib.decompressobj()
    total = 0
    for piece in packed:
        left = piece
        while left:
            total += len(stream.decompress(left, 64 * 1024))
            left = stream.unconsumed_tail
            if total > most:
                raise _refused("fence.picture-damaged")
    if not stream.eof:
        raise _refused("fence.picture-damaged")


def _jpeg(data: bytes) -> Bitmap:
    kept: list[bytes] = []
    first = _PLAIN_JFIF
    size = (0, 0)
    density = [0, 0]
    at = 2
    code = 0
    while code != _SCAN:
        while data[at : at + 2] == b"\xff\xff":  # fill bytes
            at += 1
        mark, code, length = struct.unpack(">BBH", data[at : at + 4])
        segment = data[at : at + 2 + length]
        body = segment[4:]
        if mark != 0xFF or length < 2 or len(segment) != length + 2:
            raise _refused("fence.picture-damaged")
        if code in _FRAMES:
            height, width = struct.unpack(">HH", body[1:5])
            size = _checked_size(width, height)
        if body.startswith(b"Exif\0\0") and _orientation(body[6:]) > 1:
            raise _refused("fence.picture-turned")
        if code == 0xE0 and body.startswith(b"JFIF\0"):
            unit, *across = struct.unpack(">BHH", body[7:12])
            density = [{1: dots, 2: dots * 254 // 100}.get(unit, 0) for dots in across]
            first = segment if unit == 0 or all(map(_is_usual, density)) else _PLAIN_JFIF
        elif not _is_private(code, body):
            kept.append(segment)
        at += 2 + length
    end = data.rfind(b"\xff\xd9")
    if end < at or size == (0, 0):
        raise _refused("fence.picture-damaged")
    whole = b"".join([data[:2], first, *kept, data[at : end + 2]])
    return Bitmap(whole, "jpeg", *_natural(size, density))


def _is_private(code: int, body: bytes) -> bool:
    """Whether a segment is one of a program, other than the notes on colours, or a comment."""
    if code == 0xE2:
        return not body.startswith(b"ICC_PROFILE\0")
    return code == 0xFE or (0xE0 <= code <= 0xEF and code not in _KEPT_SEGMENTS)


def _orientation(tiff: bytes) -> int:
    """What the camera says of how it was held, 0 where it says nothing."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    (start,) = struct.unpack(f"{order}I", tiff[4:8])
    (count,) = struct.unpack(f"{order}H", tiff[start : start + 2])
    for number in range(min(count, 512)):
        place = start + 2 + 12 * number
        tag, _, _, value = struct.unpack(f"{order}HHIH", tiff[place : place + 10])
        if tag == _ORIENTATION:
            return int(value)
    return 0


def _checked_size(width: int, height: int) -> tuple[int, int]:
    if not 0 < width <= LONGEST_SIDE or not 0 < height <= LONGEST_SIDE or width * height > MOST_PIXELS:
        raise _refused("fence.picture-size", width=width, height=height, limit=LONGEST_SIDE)
    return width, height


def _is_usual(dpi: int) -> bool:
    return 10 <= dpi <= 10_000


def _natural(size: tuple[int, int], density: list[int]) -> tuple[int, int]:
    """The size in EMU at the picture's own density, or at 72 dots an inch where it has no usual one."""
    width, height = (
        EMU_PER_INCH * pixels // (dpi if _is_usual(dpi) else _USUAL_DPI)
        for pixels, dpi in zip(size, density, strict=True)
    )
    return width, height


def _refused(code: str, **fields: object) -> ReadError:
    return ReadError(Problem.of(code, **fields))
