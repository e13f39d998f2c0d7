"""Whether an archive is laid out as `bundle` does it, with no byte between, behind or beside its entries."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from medsla.office.entries import Entry, bundle

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME_LENGTHS: Final = struct.Struct("<26x2H")  # of the name and of the extra field, in a local header


def is_bundled(data: bytes) -> bool:
    """Whether bundling the archive's own entries gives this very archive; False for any other layout.

    >>> from medsla.office.entries import constant
    >>> made = bundle([constant("a.xml", b"<a/>")])
    >>> is_bundled(made), is_bundled(made + b"!")
    (True, False)
    """
    try:
        entries = list(_entries(data))
    except (zipfile.BadZipFile, struct.error, zlib.error):
        return False
    return bundle(entries) == data


def _entries(data: bytes) -> Iterator[Entry]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            lengths = _NAME_LENGTHS.unpack_from(data, member.header_offset)
            start = member.header_offset + 30 + sum(lengths)
            deflated = data[start : start + member.compress_size]
            reader = zlib.decompressobj(-zlib.MAX_WBITS)
            reader.decompress(deflated)
            if not reader.eof or reader.unused_data:
                raise zlib.error(member.filename)
            yield Entry(member.filename, deflated, member.CRC, member.file_size)
