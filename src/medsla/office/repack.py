"""Zip packages whose bytes depend on their parts alone: fixed order, fixed times, fixed flags."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_ZIP_END = datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)  # nor a later one
_ZIP_START = datetime(1980, 1, 1, tzinfo=UTC)  # a zip archive knows no earlier time


def moment() -> datetime | None:
    """The time that SOURCE_DATE_EPOCH fixes, in UTC, or None when it is not set to a number.

    See https://reproducible-builds.org/specs/source-date-epoch/ for the variable.

    >>> import os
    >>> os.environ["SOURCE_DATE_EPOCH"] = "1800000000"
    >>> moment().isoformat()
    '2027-01-15T08:00:00+00:00'
    >>> del os.environ["SOURCE_DATE_EPOCH"]
    """
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 11):
        return None
    return datetime.fromtimestamp(int(text), UTC)


def repack(parts: Mapping[str, bytes], *, level: int = 6) -> bytes:
    """The parts as one zip archive: content types first, then the package's relationships, then by name.

    Times are 1980-01-01, the first a zip archive knows, or those of SOURCE_DATE_EPOCH.

    >>> one = repack({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<Types/>"})
    >>> one == repack(
    ...     {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}
    ... )
    True
    """
    when = stamp()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name in sorted(parts, key=rank):
            info = zipfile.ZipInfo(name, when)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, parts[name])
    return buffer.getvalue()


def stamp() -> tuple[int, int, int, int, int, int]:
    """The time that every entry of an archive carries.

    >>> stamp()
    (1980, 1, 1, 0, 0, 0)
    """
    when = min(max(moment() or _ZIP_START, _ZIP_START), _ZIP_END)
    return when.year, when.month, when.day, when.hour, when.minute, when.second


def rank(name: str) -> tuple[int, str]:
    """What the parts of a package are sorted by."""
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
