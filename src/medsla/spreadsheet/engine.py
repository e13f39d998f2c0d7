"""The package behind workbooks: asked for where it is needed, and refused with the remedy where it is missing."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from medsla.errors import Problem, SpreadsheetError
from medsla.reading.escaping import escape

if TYPE_CHECKING:
    from openpyxl import Workbook

_NEEDED: Final = ("openpyxl", "defusedxml")
_FIRST_DAY: Final = datetime(1980, 1, 1, tzinfo=UTC)  # as in the zip archive: a file that is no day older or newer
_CORE: Final = "docProps/core.xml"


def require_engine() -> None:
    """Nothing, where workbooks can be read and written.

    Raises:
        SpreadsheetError: the extra `excel` is not installed.

    >>> require_engine()
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise SpreadsheetError(Problem.of("sheet-extra", missing=", ".join(missing)))


def packed(book: Workbook, title: str) -> bytes:
    """The bytes of a workbook, the same for the same content on every machine and day.

    Times are 1980-01-01, or those of SOURCE_DATE_EPOCH; nobody's name stands in the file.
    """
    from medsla.office import moment, repack

    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = _properties(title, moment() or _FIRST_DAY)
    return repack(parts)


def _properties(title: str, time: datetime) -> bytes:
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()
