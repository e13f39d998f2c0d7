"""A workbook with no more of its styles than number formats: openpyxl refuses others for what nobody needs here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from medsla.office import repack
from medsla.reading.escaping import quoteattr
from medsla.reading.packages import Package
from medsla.spreadsheet.survey import parse_part

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_plain_styles(package: Package) -> bytes:
    """The bytes of the workbook with number formats alone; colours, fonts and borders say no value."""
    found = next((name for name in package.parts if name.endswith("styles.xml")), "")
    parts = dict(package.parts)
    if found:
        parts[found] = _plain(package, found)
    return repack(parts, level=1)


def _plain(package: Package, part: str) -> bytes:
    formats: list[str] = []
    cells: list[str] = []
    around: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "numFmt" and "numFmtId" in attributes and "formatCode" in attributes:
            number, code = quoteattr(attributes["numFmtId"]), quoteattr(attributes["formatCode"])
            formats.append(f"<numFmt numFmtId={number} formatCode={code}/>")
        if name == "xf" and around and around[-1] == "cellXfs":
            cells.append(f'<xf numFmtId={quoteattr(attributes.get("numFmtId", "0"))} xfId="0"/>')
        around.append(name)

    def end(tag: str) -> None:
        del tag
        around.pop()

    parse_part(package.parts.pieces(part), start, package.file, end)
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{"".join(formats)}</numFmts><fonts><font/></fonts>'
        '<fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders>'
        f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{''.join(cells) or '<xf/>'}</cellXfs></styleSheet>"
    ).encode()
