"""Pages of Word files as small pictures: four shades of grey, which is what text needs."""

from __future__ import annotations

import struct
import subprocess
import zlib
from pathlib import Path

DOTS_PER_INCH = "80"
BITS = 2
"""Bits of a pixel: with two, a page of text is half as large as with four and reads the same."""
SHADES = (0, 112, 220, 255)
"""From black to white; the third is that of the heads of tables."""


def pages(pdf: Path, folder: Path) -> list[bytes]:
    """Each page of a PDF as a PNG; pdftoppm leaves its own pictures in the folder."""
    subprocess.run(["pdftoppm", "-gray", "-r", DOTS_PER_INCH, str(pdf), str(folder / pdf.stem)], check=True)
    return [_png(*_grey(file.read_bytes())) for file in sorted(folder.glob(f"{pdf.stem}-*.pgm"))]


def _grey(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and pixels of a picture as pdftoppm writes it (PGM: a head of three lines, a byte a pixel)."""
    _, size, _, pixels = data.split(b"\n", 3)
    width, height = (int(number) for number in size.split())
    return width, height, pixels


def _png(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG of few shades, each pixel rounded to the nearest, with a line round the page."""
    nearest = bytes(min(range(len(SHADES)), key=lambda one: abs(SHADES[one] - value)) for value in range(256))
    shades = pixels.translate(nearest)
    edge = bytes([len(SHADES) - 2]) * width
    lines = [edge, *(shades[line * width : (line + 1) * width] for line in range(1, height - 1)), edge]
    rows = b"".join(b"\0" + _packed(edge[:1] + line[1:-1] + edge[:1]) for line in lines)
    head = struct.pack(">IIBBBBB", width, height, BITS, 3, 0, 0, 0)
    colours = b"".join(bytes([shade]) * 3 for shade in SHADES)
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def _packed(row: bytes) -> bytes:
    """Several pixels in a byte, the first in its highest bits."""
    several = 8 // BITS
    padded = row + bytes(-len(row) % several)
    found = bytearray(len(padded) // several)
    for place in range(several):
        shift = BITS * (several - 1 - place)
        for number, shade in enumerate(padded[place::several]):
            found[number] |= shade << shift
    return bytes(found)
