"""The parts of a Word file around its text: page, styles, fonts, settings, footer; the same bytes every time.

Japanese and Latin letters have fonts of their own, named and not taken from a theme, so that the file looks alike
wherever these four fonts are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from medsla.office import moment, repack
from medsla.reading.escaping import escape

_W: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED: Final = (("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable"), ("footer", "footer1"))

_MINCHO, _GOTHIC, _SERIF, _SANS = "ＭＳ 明朝", "ＭＳ ゴシック", "Times New Roman", "Arial"
_INK, _SOFT, _LINE = "1F2D3D", "595959", "8496A8"
HEAD_FILL: Final = "D0DAE4"
"""The shade behind the heads of columns; it prints as light grey."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page and its letters: lengths in twips (1/20 point), letters in half-points.

    `line` is the exact height of a line, so that every program breaks pages alike; 0 leaves it to the font.
    """

    width: int
    height: int
    side: int
    top: int
    bottom: int
    letters: int
    line: int = 0

    @property
    def room(self) -> int:
        """The width between the margins.

        >>> PAGE.room
        9638
        """
        return self.width - 2 * self.side


PAGE: Final = Layout(11906, 16838, 1134, 1134, 1134, 20)
"""A4 for reading."""
LIST: Final = Layout(16838, 11906, 851, 851, 851, 18, 260)
"""A4 across for a list of any length."""
SHEET: Final = Layout(16838, 11906, 680, 510, 624, 16, 216)
"""A4 across with small letters: all on one page."""


def package(body: str, title: str, language: str, layout: Layout) -> bytes:
    """The file around a body; times are 1980-01-01, or those of SOURCE_DATE_EPOCH, and nobody's name stands in it.

    >>> package("<w:p/>", "SLA", "ja", PAGE) == package("<w:p/>", "SLA", "ja", PAGE)
    True
    """
    overrides = "".join(
        f'<Override PartName="/word/{file}.xml" ContentType="{_KIND}{kind}+xml"/>' for kind, file in _RELATED
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{file}.xml"/>'
        for number, (kind, file) in enumerate(_RELATED, 1)
    )
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_KIND}document.main+xml"/>{overrides}'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>'
        ),
        "docProps/core.xml": _core(title, language),
        "word/document.xml": f"<w:document {_W}><w:body>{body}{_section(layout)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/styles.xml": _styles(layout),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _footer(title),
    }
    return repack({name: (_HEAD + text).encode("utf-8") for name, text in parts.items()})


def _core(title: str, language: str) -> str:
    fixed = moment()
    stamp = fixed.strftime("%Y-%m-%dT%H:%M:%SZ") if fixed else "1980-01-01T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        f"<dc:language>{'en-US' if language == 'en' else 'ja-JP'}</dc:language></cp:coreProperties>"
    )


def _section(layout: Layout) -> str:
    across = ' w:orient="landscape"' if layout.width > layout.height else ""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="{layout.width}" w:h="{layout.height}"{across}/>'
        f'<w:pgMar w:top="{layout.top}" w:right="{layout.side}" w:bottom="{layout.bottom}" w:left="{layout.side}" '
        'w:header="284" w:footer="284" w:gutter="0"/></w:sectPr>'
    )


def _footer(title: str) -> str:
    def field(code: str) -> str:
        marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        code = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        return f"{marks[0]}{code}{marks[1]}<w:r><w:t>1</w:t></w:r>{marks[2]}"

    def words(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{words(title + '  ')}{field('PAGE')}{words(' / ')}{field('NUMPAGES')}</w:p></w:ftr>"
    )


def _fonts(*, heading: bool = False) -> str:
    east, latin = (_GOTHIC, _SANS) if heading else (_MINCHO, _SERIF)
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{east}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _look(*, heading: bool = False, bold: bool = False, color: str = "", size: int = 0) -> str:
    """Run properties in the order that the schema asks for."""
    return (
        (_fonts(heading=True) if heading else "")
        + ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    )


def _style(key: str, name: str, paragraph: str = "", run: str = "", *, builtin: bool = False) -> str:
    custom = "" if builtin else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _spacing(before: int, after: int, line: int = 0) -> str:
    exact = f' w:line="{line}" w:lineRule="exact"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{exact}/>'


def _styles(layout: Layout) -> str:
    """Every style of reports and sheets; the letters in tables are a little smaller on pages for reading."""
    letters, line = layout.letters, layout.line
    small = letters if line else letters - 2
    cell = _spacing(0, 0, line)
    box = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="3" w:color="B8860B"/>'
        for side in ("top", "left", "bottom", "right")
    )
    paragraphs = (
        _style(
            "Title",
            "Title",
            f"<w:keepNext/>{_spacing(0, 80)}",
            _look(heading=True, bold=True, color=_INK, size=28),
            builtin=True,
        ),
        _style(
            "Heading1",
            "heading 1",
            f'<w:keepNext/>{_spacing(320, 100)}<w:outlineLvl w:val="0"/>',
            _look(heading=True, bold=True, color=_INK, size=24),
            builtin=True,
        ),
        _style(
            "Heading2",
            "heading 2",
            f'<w:keepNext/>{_spacing(240, 60)}<w:outlineLvl w:val="1"/>',
            _look(heading=True, bold=True, size=21),
            builtin=True,
        ),
        _style("Text", "Text", _spacing(20, 60, line)),
        _style("Strong", "Text strong", f"<w:keepNext/>{_spacing(20, 60)}", _look(heading=True)),
        _style(
            "Banner",
            "Banner",
            f'<w:pBdr>{box}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="FFF8E1"/>{_spacing(80, 100, line)}'
            '<w:ind w:left="80" w:right="80"/>',
        ),
        _style("Note", "Note", _spacing(40, 40, line), _look(color=_SOFT)),
        _style("Cell", "Table text", cell, _look(size=small)),
        _style("CellHead", "Table head", f"<w:keepNext/>{cell}", _look(heading=True, size=small)),
        _style("CellFirst", "Table row head", cell, _look(heading=True, size=small)),
        _style("CellNumber", "Table number", f'{cell}<w:jc w:val="center"/>', _look(heading=True, size=small)),
        _style("Gap", "Gap", _spacing(0, 0, 120)),
        _style("Footer", "footer", '<w:jc w:val="right"/>', _look(color=_SOFT, size=16), builtin=True),
    )
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts()}"
        f'<w:sz w:val="{letters}"/><w:szCs w:val="{letters}"/>'
        '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "<w:pPr><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/></w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        f"{''.join(paragraphs)}{_table_style('Grid', 'Report grid', lines=True)}"
        f"{_table_style('Plain', 'Report pairs', lines=False)}</w:styles>"
    )


def _table_style(key: str, name: str, *, lines: bool) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV") if lines else ()
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>' for side in sides)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr>{f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""}'
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _settings() -> str:
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:adjustLineHeightInTable/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def _font_table() -> str:
    """The four fonts with their other names, for machines that have them under those."""

    def font(name: str, panose: str, charset: str, shape: str, other: str = "") -> str:
        alternative = f'<w:altName w:val="{other}"/>' if other else ""
        family, pitch = shape.split()
        return (
            f'<w:font w:name="{name}">{alternative}<w:panose1 w:val="{panose}"/><w:charset w:val="{charset}"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        )

    return (
        f"<w:fonts {_W}>"
        + font(_MINCHO, "02020609040205080304", "80", "roman fixed", "MS Mincho")
        + font(_GOTHIC, "020B0609070205080204", "80", "modern fixed", "MS Gothic")
        + font(_SERIF, "02020603050405020304", "00", "roman variable")
        + font(_SANS, "020B0604020202020204", "00", "swiss variable")
        + "</w:fonts>"
    )
