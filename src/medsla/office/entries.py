"""Zip packages put together from entries that were deflated before: what never changes is deflated once.

Bytes depend on the entries alone, and on the deflater: with the package `isal` installed (extra `fast`)
the changing parts are deflated faster and some 10 % larger than with the standard library.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from medsla.office.repack import rank, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_NEEDED: Final = 20  # version 2.0: deflate
_UTF8: Final = 0x800
_LONGEST_SECTION: Final = 16_000  # bytes; a longer one is never the same in two contracts


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of a package, deflated."""

    name: str
    data: bytes
    crc: int
    size: int


class _Cut(NamedTuple):
    """How a long text is deflated in sections.

    A section ends with `end`, has at least `least` bytes, and is closed by one paragraph in `one_in`, told by its
    length; it may refer back to the `behind` last bytes of the section before.
    """

    end: bytes
    level: int
    least: int
    one_in: int
    behind: int


_BODY: Final = _Cut(b"</w:p>", 3, 4000, 8, 4000)
_DATA: Final = _Cut(b"</p>", 1, 2500, 4, 1000)


class Deflater(Protocol):
    """Deflates the bytes of a part, without header and checksum."""

    def __call__(self, data: bytes) -> bytes:
        """The deflated bytes."""


def constant(name: str, data: bytes) -> Entry:
    """A part that many packages share, deflated as small as it gets.

    >>> constant("a.xml", b"<a/>").size
    4
    """
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Entry(name, press.compress(data) + press.flush(), zlib.crc32(data), len(data))


def entry(name: str, data: bytes, deflater: Deflater | None = None) -> Entry:
    """A part of one package, deflated by the fastest way there is, or by the one given."""
    return Entry(name, (deflater or fastest())(data), zlib.crc32(data), len(data))


def quick_entry(name: str, data: bytes) -> Entry:
    """A part that is seldom read, deflated by the standard library as fast as it can."""
    return Entry(name, _in_sections(data, _DATA), zlib.crc32(data), len(data))


def by_zlib(data: bytes) -> bytes:
    """Deflated by the standard library, at a level that takes half of the time of the usual one.

    >>> zlib.decompress(by_zlib(b"<w:p/>"), -zlib.MAX_WBITS)
    b'<w:p/>'
    """
    return _in_sections(data, _BODY)


def _in_sections(data: bytes, cut: _Cut) -> bytes:
    """A text deflated in sections of some paragraphs: most of them stand in many contracts and are then known.

    Where a section ends depends on its own text alone, and what becomes of it on that and the bytes before it: the
    same text always gives the same bytes.
    """
    found = []
    before = b""
    start = end = 0
    for paragraph in data.split(cut.end):
        length = len(paragraph) + len(cut.end)
        end += length
        size = end - start
        if size >= cut.least and (length % cut.one_in == 0 or size > _LONGEST_SECTION):
            section = data[start:end]
            deflate = _known_section if size <= _LONGEST_SECTION else _section
            found.append(deflate(cut.level, before, section))
            before, start = section[-cut.behind :], end
    press = _press(cut.level, before)
    return b"".join([*found, press.compress(data[start:]), press.flush()])


def _section(level: int, before: bytes, section: bytes) -> bytes:
    """A section behind other bytes, to which it may refer back; it ends at a byte."""
    press = _press(level, before)
    return press.compress(section) + press.flush(zlib.Z_SYNC_FLUSH)


_known_section = lru_cache(maxsize=512)(_section)


def _press(level: int, before: bytes) -> zlib._Compress:
    if before:
        return zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=before)
    return zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)


@cache
def fastest() -> Deflater:
    """The deflater of `isal` where it is installed, else that of the standard library."""
    try:
        from isal import isal_zlib
    except ImportError:
        return by_zlib

    def by_isal(data: bytes) -> bytes:
        deflated: bytes = isal_zlib.compress(data, 2, -zlib.MAX_WBITS)
        return deflated

    return by_isal


def bundle(entries: Iterable[Entry]) -> bytes:
    """The entries as one zip archive, in the order and with the times of `repack`.

    >>> import io, zipfile
    >>> archive = zipfile.ZipFile(io.BytesIO(bundle([constant("甲.xml", b"<a/>")])))
    >>> archive.read("甲.xml")
    b'<a/>'
    """
    year, month, day, hour, minute, second = stamp()
    date = (year - 1980) << 9 | month << 5 | day
    time = hour << 11 | minute << 5 | second // 2
    pieces: list[bytes] = []
    listed: list[bytes] = []
    offset = 0
    for one in sorted(entries, key=lambda one: rank(one.name)):
        name = one.name.encode()
        flags = 0 if one.name.isascii() else _UTF8
        facts = (_NEEDED, flags, zlib.DEFLATED, time, date, one.crc, len(one.data), one.size, len(name), 0)
        head = _LOCAL.pack(b"PK\x03\x04", *facts) + name
        listed += [_CENTRAL.pack(b"PK\x01\x02", _NEEDED, *facts, 0, 0, 0, 0, offset), name]
        pieces += [head, one.data]
        offset += len(head) + len(one.data)
    central = b"".join(listed)
    count = len(listed) // 2
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)
    return b"".join([*pieces, central, end])
