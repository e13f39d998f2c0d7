"""The same template written by docxtpl as it is usually used and by medsla, made comparable part by part."""

from __future__ import annotations

import base64
import hashlib
import io
import posixpath
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from lxml import etree
from tests.contract_texts import CONTRACT
from tests.word_files import R, W, unzipped

from medsla import office
from medsla.contract import load_template, render_text
from medsla.contract.context import as_context
from medsla.contract.extras import Extra
from medsla.contract.guard import guarded
from medsla.errors import MedslaError

LEFT_OUT = ("docProps/", "customXml/", "word/stylesWithEffects.xml", "word/glossary")
LEVELS = (
    "{%p for group in groups %}",
    "{%p for row in group.rows %}",
    "{{ row.text }}",
    "{%p endfor %}",
    "{%p endfor %}",
)
_GREY = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqm"
    "x5moq6T/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AI//Z"
)
MM = 36_000
ADDRESS = "https://portal.example.jp/sla?a=1&b=2"
Builder = Callable[[Any], None]
Maker = Callable[[DocxTemplate], Mapping[str, object]]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 40, height: int = 20, colour: tuple[int, int, int] = (200, 30, 30), *more: bytes) -> bytes:
    """A picture of one colour; `more` are chunks behind its head."""
    rows = b"".join(b"\0" + bytes(colour) * width for _ in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    packed = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + packed + chunk(b"IEND", b"")


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A grey picture of 8 by 8 pixels; `segments` (code and body) stand behind its head."""
    more = b"".join(struct.pack(">BBH", 0xFF, code, len(body) + 2) + body for code, body in segments)
    return _GREY[:20] + more + _GREY[20:]


def codes(make: Any, *given: Any, **named: Any) -> list[str]:
    """What is refused, without the section of the messages."""
    with pytest.raises(MedslaError) as caught:
        make(*given, **named)
    return [problem.code.removeprefix("fence.") for problem in caught.value.problems]


def made(build: Builder) -> bytes:
    """A document as python-docx makes it, with what `build` adds."""
    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return cleaned(buffer.getvalue())


def cleaned(file: bytes) -> bytes:
    """A file without private data, which no contract has."""
    return office.repack(guarded(file, "made")[0])


def template(build: Builder) -> bytes:
    """A template that prints the service levels, with what `build` adds."""

    def whole(document: Any) -> None:
        for line in LEVELS:
            document.add_paragraph(line)
        build(document)

    return made(whole)


def table(document: Any, *rows: tuple[str, ...]) -> Any:
    """A table with these texts."""
    added = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in zip(added.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return added


def usual(file: bytes, extras: Maker, context: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """The parts of a contract as docxtpl writes it."""
    engine = DocxTemplate(io.BytesIO(file))
    engine.init_docx()
    engine.render({**(context or as_context(CONTRACT)), "extra": dict(extras(engine))}, autoescape=True)
    buffer = io.BytesIO()
    engine.save(buffer)
    return unzipped(buffer.getvalue())


def ours(file: bytes, extras: Mapping[str, Extra]) -> dict[str, bytes]:
    """The parts of the same contract as medsla writes it."""
    return unzipped(render_text(CONTRACT, load_template(file), extras=extras))


def comparable(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Each part in a form that is the same for equal parts, whatever numbers stand for what in it."""
    found = {}
    for name, data in parts.items():
        if name.startswith(LEFT_OUT) or name.endswith(".rels") or name == "[Content_Types].xml":
            continue
        if name.endswith(".xml"):
            found[name] = _canonical(data, _targets(parts, name))
        else:
            found[f"{name.rpartition('/')[0]} {hashlib.sha256(data).hexdigest()}"] = name.rpartition(".")[2]
    for name in parts:
        if name.endswith(".rels") and not name.startswith("_rels"):
            owner = posixpath.join(name.split("_rels/")[0], name.rpartition("/")[2].removesuffix(".rels"))
            if not owner.startswith(LEFT_OUT):
                found[name] = "\n".join(sorted(set(_targets(parts, owner).values())))
    return found


def _targets(parts: Mapping[str, bytes], owner: str) -> dict[str, str]:
    """What each relationship of a part leads to: pictures by their bytes."""
    folder, file = posixpath.split(owner)
    found: dict[str, str] = {}
    for link in ET.fromstring(parts.get(f"{folder}/_rels/{file}.rels", b"<a/>")):
        kind, target = link.attrib["Type"].rpartition("/")[2], link.attrib["Target"]
        name = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        if name.startswith(LEFT_OUT) or kind == "stylesWithEffects":
            continue
        known = name in parts and kind == "image"
        found[link.attrib["Id"]] = f"{kind} {hashlib.sha256(parts[name]).hexdigest() if known else target}"
    return found


def _canonical(data: bytes, targets: Mapping[str, str]) -> str:
    root = etree.fromstring(data)
    drawings = 0
    for element in root.iter(etree.Element):
        for key, value in list(element.attrib.items()):
            if str(key).startswith(f"{{{R}}}"):
                element.set(key, targets.get(str(value), "nothing"))
            elif str(key) in {"{http://www.w3.org/XML/1998/namespace}space", f"{{{W}}}rsidR"}:
                del element.attrib[key]
        if str(element.tag).endswith("}docPr"):
            drawings += 1
            element.set("id", str(drawings))
        elif element.tag in {f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"}:
            element.set(f"{{{W}}}id", "0")
        elif element.tag == f"{{{W}}}nsid":
            element.set(f"{{{W}}}val", "0")
        elif element.tag == f"{{{W}}}tcPr":
            element[:] = sorted(element, key=lambda child: str(child.tag))
        if element.tag != f"{{{W}}}t" and not (element.text or "").strip():
            element.text = None
        for child in element:
            if not (child.tail or "").strip():
                child.tail = None
    _join_runs(root)
    whole: bytes = etree.tostring(root, method="c14n", exclusive=True)
    return whole.decode()


def _join_runs(root: Any) -> None:
    """Runs of one look become one, as an editor may cut them anywhere."""
    for element in list(root.iter(f"{{{W}}}r")):
        before = element.getprevious()
        if before is not None and _is_text(before) and _is_text(element) and _look(before) == _look(element):
            before[-1].text = (before[-1].text or "") + (element[-1].text or "")
            element.getparent().remove(element)


def _is_text(element: Any) -> bool:
    """Whether an element is a run of one text, which an editor may as well have cut in two."""
    tags = [str(child.tag).rpartition("}")[2] for child in element]
    return element.tag == f"{{{W}}}r" and tags in (["t"], ["rPr", "t"])


def _look(run: Any) -> list[bytes]:
    return [etree.tostring(child, method="c14n", exclusive=True) for child in run[:-1]]


def lines(*texts: str) -> Builder:
    def build(document: Any) -> None:
        for text in texts:
            document.add_paragraph(text)

    return build


def styled(document: Any) -> None:
    """Headings, a style of its own, lists, a table, a picture, a link: what an appendix usually has."""
    document.add_heading("料金表", 1)
    own = document.styles.add_style("料金", 1)
    own.font.bold = True
    document.add_paragraph("月額 100,000円 (税 & 手数料を含む)", style=own)
    for text in ("初期費用", "保守費用"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("別途協議", style="List Bullet")
    table(document, ("区分", "金額"), ("基本", "1,000円"))
    document.add_picture(io.BytesIO(PLAN), width=20 * MM)
    marked = document.add_paragraph("以上")
    linked = document.part.relate_to(ADDRESS, f"{R}/hyperlink", is_external=True)
    marked._p.append(
        parse_xml(f'<w:hyperlink xmlns:w="{W}" xmlns:r="{R}" r:id="{linked}"><w:r><w:t>先</w:t></w:r></w:hyperlink>')
    )
    for name in ("Start", "End"):
        mark = parse_xml(f'<w:bookmark{name} xmlns:w="{W}" w:id="0"/>')
        marked._p.append(mark)
        if name == "Start":
            mark.set(f"{{{W}}}name", "owari")


PLAN = png(60, 60, (0, 90, 160))
FEES = made(styled)
TERMS = made(lines("仕様書", "第二の別紙"))
