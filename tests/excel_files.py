"""Small workbooks made by hand for the tests: raw cells as programs other than ours write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."

# Number formats by the index that a cell names as its style.
FORMATS = ("General", "0.0%", "0%", "[h]:mm", "h:mm", "yyyy-mm-dd", "00000", "@")


def text(reference: str, said: str) -> str:
    """A cell of text."""
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(said)}</t></is></c>'


def number(reference: str, digits: str, form: str = "General") -> str:
    """A cell with a number, in one of the formats."""
    return f'<c r="{reference}" s="{FORMATS.index(form)}"><v>{digits}</v></c>'


def formula(reference: str, code: str, value: str | None = None) -> str:
    """A cell with a formula, with or without its result."""
    held = "" if value is None else f"<v>{escape(value)}</v>"
    return f'<c r="{reference}" t="str"><f>{escape(code)}</f>{held}</c>'


def error(reference: str, code: str) -> str:
    """A cell with an error."""
    return f'<c r="{reference}" t="e"><v>{code}</v></c>'


def row(number_: int, *cells: str, hidden: bool = False) -> str:
    """A row of cells."""
    mark = ' hidden="1"' if hidden else ""
    return f'<row r="{number_}"{mark}>{"".join(cells)}</row>'


def sheet(*rows: str, before: str = "", after: str = "", dimension: str = "A1") -> str:
    """A worksheet; `before` and `after` stand on both sides of the cells."""
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/>{before}'
        f"<sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"
    )


def merge(*references: str) -> str:
    """Merged areas."""
    return "<mergeCells>" + "".join(f'<mergeCell ref="{reference}"/>' for reference in references) + "</mergeCells>"


def workbook(sheets: Mapping[str, str], hidden: Sequence[str] = (), *, epoch_1904: bool = False) -> bytes:
    """A workbook of sheets by name."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{index}" r:id="r{index}"{_state(name, hidden)}/>'
        for index, name in enumerate(names, 1)
    )
    relations = "".join(
        f'<Relationship Id="r{index}" Type="{R}/worksheet" Target="worksheets/sheet{index}.xml"/>'
        for index in range(1, len(names) + 1)
    )
    date1904 = '<workbookPr date1904="1"/>' if epoch_1904 else ""
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{SHEET}styles+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{index}.xml" ContentType="{SHEET}worksheet+xml"/>'
                for index in range(1, len(names) + 1)
            )
            + "</Types>"
        ),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{R}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{R}">{date1904}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}'
        f'<Relationship Id="rs" Type="{R}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _styles(),
    } | {f"xl/worksheets/sheet{index}.xml": sheets[name] for index, name in enumerate(names, 1)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _state(name: str, hidden: Sequence[str]) -> str:
    return ' state="hidden"' if name in hidden else ""


def _styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{200 + index}" formatCode="{escape(form)}"/>' for index, form in enumerate(FORMATS)
    )
    cells = "".join(f'<xf numFmtId="{200 + index}" applyNumberFormat="1"/>' for index in range(len(FORMATS)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(FORMATS)}">{formats}</numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        f'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{len(FORMATS)}">{cells}</cellXfs></styleSheet>'
    )
