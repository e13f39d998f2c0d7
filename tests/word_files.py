"""Small Word files made by hand for the tests: any text in any place, any part added."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NS = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
PLACES = ("body", "table", "header", "footer", "footnote", "text box")
LEVELS = "{%p for group in groups %}\n{%p for row in group.rows %}\n{{ row.text }}\n{%p endfor %}\n{%p endfor %}"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def field(code: str, shown: str) -> str:
    """A field as Word writes it, in runs."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{run(shown)}{marks[2]}"


def outside(kind: str, target: str) -> str:
    """A relationship that leaves the package."""
    return f'<Relationship Id="r9" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'


def text_box(text: str) -> str:
    """As Word writes it: the same text once for new programs and once for old ones."""
    inner = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def word_file(
    body: str = "",
    *,
    header: str = "",
    footer: str = "",
    footnote: str = "",
    parts: Mapping[str, str] = {},
    kinds: Mapping[str, str] = {},
    links: str = "",
) -> bytes:
    """A whole package; `parts` adds or replaces parts, `kinds` their content types, `links` relationships."""
    texts = {
        "header1": ("hdr", "header", header or "<w:p/>"),
        "footer1": ("ftr", "footer", footer or "<w:p/>"),
        "footnotes": ("footnotes", "footnotes", f'<w:footnote w:id="2">{footnote or "<w:p/>"}</w:footnote>'),
    }
    rels = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{name}.xml"/>'
        for number, (name, (_, kind, _)) in enumerate(texts.items(), 1)
    )
    overrides = {"/word/document.xml": f"{WORD}document.main+xml"}
    overrides |= {f"/word/{name}.xml": f"{WORD}{kind}+xml" for name, (_, kind, _) in texts.items()}
    overrides |= dict(kinds)
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    ends = "".join(f'<w:{end}Reference w:type="default" r:id="rId{n}"/>' for n, end in ((1, "header"), (2, "footer")))
    section = f"<w:sectPr>{ends}</w:sectPr>"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{rels}{links}</Relationships>',
        "word/document.xml": f"<w:document {NS}><w:body>{body}{section}</w:body></w:document>",
    }
    files |= {f"word/{name}.xml": f"<w:{root} {NS}>{inner}</w:{root}>" for name, (root, _, inner) in texts.items()}
    files |= dict(parts)
    return zipped({name: text.encode() for name, text in files.items()})


def template(place: str = "body", text: str = "{{ title }}") -> bytes:
    """A template that prints the service levels in its body and `text` in one of the places."""
    table = f"<w:tbl><w:tr><w:tc>{paragraph(text)}</w:tc></w:tr></w:tbl>" if place == "table" else ""
    more = {"body": paragraph(text), "table": table, "text box": text_box(text)}.get(place, "")
    levels = "".join(paragraph(line) for line in LEVELS.split("\n"))
    own: dict[str, Any] = {place: paragraph(text)} if place in {"header", "footer", "footnote"} else {}
    return word_file(levels + more, **own)


def everywhere(text: str) -> bytes:
    """A template with the same text in every place."""
    levels = "".join(paragraph(line) for line in LEVELS.split("\n"))
    table = f"<w:tbl><w:tr><w:tc>{paragraph(text)}</w:tc></w:tr></w:tbl>"
    one = paragraph(text)
    return word_file(levels + one + table + text_box(text), header=one, footer=one, footnote=one)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paragraphs_of(data: bytes) -> list[str]:
    """The text of every paragraph of every part, read with the standard library alone."""
    found = []
    for name, part in sorted(unzipped(data).items()):
        if re.match(r"word/[a-z]+[0-9]*\.xml", name):
            found += [_text(entry) for entry in ET.fromstring(part).iter(f"{{{W}}}p")]
    return found


def _text(entry: ET.Element) -> str:
    signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return "".join(
        (piece.text or "") if piece.tag == f"{{{W}}}t" else signs.get(piece.tag, "") for piece in entry.iter()
    )


def core_property(data: bytes, name: str) -> str:
    root = ET.fromstring(unzipped(data)["docProps/core.xml"])
    return next(entry.text or "" for entry in root if entry.tag.endswith(f"}}{name}"))


def table_cells(data: bytes) -> list[str]:
    """The text of every cell of every table of the body, its paragraphs joined by line breaks."""
    root = ET.fromstring(unzipped(data)["word/document.xml"])
    return ["\n".join(_text(entry) for entry in cell.iter(f"{{{W}}}p")) for cell in root.iter(f"{{{W}}}tc")]
