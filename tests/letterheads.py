"""Letterheads made by hand for the tests: a logo, three headers, a footer, and styles of their own."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from tests.word_files import NS, WORD, R, field, paragraph, run, unzipped, word_file, zipped

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"


def png(width: int = 120, height: int = 40, *, colour: bytes = b"\x1f\x6f\x8b", text: bytes = b"") -> bytes:
    """A picture: a band of one colour with a white square in it, and perhaps a text about its maker."""
    rows = b""
    for line in range(height):
        inside = height // 4 <= line < height * 3 // 4
        rows += b"\0" + b"".join(
            b"\xff\xff\xff" if inside and height // 4 <= at < height * 3 // 4 else colour for at in range(width)
        )
    every = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))]
    every += [(b"tEXt", text)] if text else []
    every += [(b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in every
    )


def logo(key: str = "rL", width: int = 1080000, height: int = 360000) -> str:
    """A run with a picture; sizes in EMU (360,000 a centimetre)."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="図 1" descr="青空病院"/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture">'
        '<pic:nvPicPr><pic:cNvPr id="1" name="canary.png" descr="canary"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{key}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        "<asvg:svgBlip "
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
        ' r:embed="rV"/></a:ext></a:extLst></a:blip>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


STYLES = (
    f"<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi"/>'
    '<w:sz w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:jc w:val="left"/></w:pPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar>'
    '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="a"/>'
    '<w:rsid w:val="00AA"/>'
    '<w:link w:val="HeaderChar"/><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="4" w:color="auto" '
    'w:themeColor="accent1"/></w:pBdr></w:pPr><w:rPr><w:color w:val="1F6F8B" w:themeColor="accent1"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="HeaderChar"><w:name w:val="header char"/><w:link w:val="Header"/></w:style>'
    '<w:style w:type="character" w:styleId="Shout"><w:name w:val="Shout"/><w:rPr><w:b/><w:sz w:val="28"/></w:rPr>'
    "</w:style>"
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="a1"/>'
    '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:tblPr><w:tblBorders>'
    '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="1F6F8B"/></w:tblBorders></w:tblPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="List"><w:name w:val="List"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Unused"><w:name w:val="Unused"/><w:basedOn w:val="a"/></w:style></w:styles>'
)
SCHEME = (
    f'<a:theme xmlns:a="{DRAWING}/main" name="canary"><a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr '
    'val="windowText" lastClr="000000"/></a:dk1><a:accent1><a:srgbClr val="1F6F8B"/></a:accent1></a:clrScheme>'
    '<a:fontScheme name="x"><a:majorFont><a:latin typeface="Arial"/><a:ea typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Jpan" '
    'typeface="ＭＳ ゴシック"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
)
FIRST = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="8504" w:type="dxa"/></w:tblPr><w:tblGrid>'
    '<w:gridCol w:w="3000"/><w:gridCol w:w="5504"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/>'
    f'</w:tcPr><w:p>{logo()}</w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="5504" w:type="dxa"/></w:tcPr>'
    '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Shout"/></w:rPr>'
    '<w:t>医療法人青空会 青空病院</w:t></w:r></w:p><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
    f"{run('横浜市港町1番1号　電話 045-000-0000')}</w:p></w:tc></w:tr></w:tbl>"
    f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{run("契約番号 {{ number }}")}</w:p>'
)
SMALL = logo(width=540000, height=180000)
NUMBERED = f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{SMALL}{run("　契約番号 {{ number }}")}</w:p>'
EVEN = f'<w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="right"/></w:pPr>{run("{{ number }}（偶数頁）")}</w:p>'
FOOTER = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run("青空病院　")}{field(" PAGE ", "1")}</w:p>'
MARGINS = 'w:top="1985" w:right="1701" w:bottom="1701" w:left="1701" w:header="720" w:footer="500" w:gutter="0"'


def letterhead(
    *,
    first: str = FIRST,
    default: str = NUMBERED,
    even: str = EVEN,
    footer: str = FOOTER,
    margins: str = MARGINS,
    paper: str = 'w:w="11906" w:h="16838"',
    switches: str = "<w:titlePg/>",
    settings: str = "<w:evenAndOddHeaders/>",
    body: str = "<w:p/>",
    parts: Mapping[str, str] = {},
    kinds: Mapping[str, str] = {},
) -> bytes:
    """A letterhead; a header or footer that is "" is not there at all."""
    ends = {
        "first": ("header", "first", first), "default": ("header", "default", default),
        "even": ("header", "even", even), "foot": ("footer", "default", footer), "foot1": ("footer", "first", footer),
        "foot2": ("footer", "even", footer),
    }  # fmt: skip
    there = {key: end for key, end in ends.items() if end[2]}
    root = {"header": "hdr", "footer": "ftr"}
    texts = {
        f"word/{key}.xml": f"<w:{root[side]} {NS}>{text}</w:{root[side]}>" for key, (side, _, text) in there.items()
    }
    texts |= {"word/styles.xml": STYLES, "word/theme/theme1.xml": SCHEME}
    texts |= {"word/settings.xml": f'<w:settings {NS}>{settings}<w:themeFontLang w:eastAsia="ja-JP"/></w:settings>'}
    listed = {f"/word/{key}.xml": f"{WORD}{side}+xml" for key, (side, _, _) in there.items()}
    listed |= {"/word/styles.xml": f"{WORD}styles+xml", "/word/settings.xml": f"{WORD}settings+xml"}
    listed |= {
        "/word/theme/theme1.xml": THEME,
        "/word/media/logo.png": "image/png",
        "/word/media/logo.svg": "image/svg+xml",
    }
    links = "".join(
        f'<Relationship Id="r{key}" Type="{R}/{side}" Target="{key}.xml"/>' for key, (side, _, _) in there.items()
    )
    links += "".join(
        f'<Relationship Id="r{name}" Type="{R}/{name}" Target="{file}"/>'
        for name, file in (("styles", "styles.xml"), ("settings", "settings.xml"), ("theme", "theme/theme1.xml"))
    )
    pictures = "".join(
        f'<Relationship Id="{key}" Type="{R}/image" Target="media/logo.{ending}"/>'
        for key, ending in (("rL", "png"), ("rV", "svg"))
    )
    for key in there:
        texts[f"word/_rels/{key}.xml.rels"] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{pictures}</Relationships>'
        )
    references = "".join(
        f'<w:{side}Reference w:type="{page}" r:id="r{key}"/>' for key, (side, page, _) in there.items()
    )
    section = f"<w:sectPr>{references}<w:pgSz {paper}/><w:pgMar {margins}/>{switches}</w:sectPr>"
    made = unzipped(word_file(body, parts=texts | dict(parts), kinds=listed | dict(kinds), links=links))
    document = made["word/document.xml"].decode()
    start, _, _ = document.rpartition("<w:sectPr>")
    made["word/document.xml"] = f"{start}{section}</w:body></w:document>".encode()
    made |= {"word/media/logo.png": png(text=b"Author\0canary"), "word/media/logo.svg": b"<svg/>"}
    return zipped(made)


def plain(text: str = "青空病院") -> bytes:
    """A letterhead with one header and no more."""
    return letterhead(first="", even="", footer="", default=paragraph(text), switches="", settings="")
