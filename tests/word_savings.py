"""What saving alone does to a contract: nothing that a reader would see, however much of the file is other bytes."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

from docx import Document
from lxml import etree
from tests.word_edits import BODY, DATA, KINDS, RELS, Copy, el, noise, q, swap_in, text_of

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def nothing(_: Copy) -> None:
    pass


def marks_of_sessions(made: Copy) -> None:
    """Session marks, spelling marks, runs cut in two, page breaks, the place of the last edit."""
    noise(made)


def letters_in_runs_of_their_own(made: Copy) -> None:
    """Every letter in a run of its own, in and outside of content controls."""
    for one in list(made.root.iter(q("r"))):
        inner = one.findall(q("t"))
        if [child.tag for child in one if child.tag != q("rPr")] != [q("t")]:
            continue
        letters = []
        for letter in inner[0].text or "":
            copied = etree.fromstring(etree.tostring(one))
            copied.tail = None
            copied.find(q("t")).text = letter
            letters.append(copied)
        swap_in(one, *letters)


def languages_and_hints(made: Copy) -> None:
    for one in made.root.iter(q("r")):
        properties = one.find(q("rPr"))
        if properties is None:
            properties = el("rPr")
            one.insert(0, properties)
        if properties.find(q("lang")) is None:
            properties.append(el("lang", val="en-US", eastAsia="ja-JP"))


def paragraph_ids(made: Copy) -> None:
    """As Word 2010 and later mark each paragraph, in a namespace that older programs are told to ignore."""
    root = etree.Element(made.root.tag, nsmap={**made.root.nsmap, "w14": W14, "mc": MC})
    root.set(f"{{{MC}}}Ignorable", "w14")
    root.extend(made.root)
    made.root = root
    for number, line in enumerate(root.iter(q("p")), 1):
        line.set(f"{{{W14}}}paraId", f"{number:08X}")
        line.set(f"{{{W14}}}textId", "77777777")


def other_prefixes(made: Copy) -> None:
    """Every part with other namespace prefixes and its attributes in another order."""
    for name in [name for name in made.parts if name.endswith(".xml") and name != KINDS]:
        data = etree.tostring(made.root) if name == BODY else made.parts[name]
        root = ET.fromstring(data)
        for one in root.iter():
            one.attrib = dict(reversed(one.attrib.items()))
        made.parts[name] = ET.tostring(root, encoding="utf-8")
    made.root = etree.fromstring(made.parts[BODY])


def bookmarks_removed(made: Copy) -> None:
    for one in [*made.root.iter(q("bookmarkStart")), *made.root.iter(q("bookmarkEnd"))]:
        swap_in(one)


def bookmarks_renumbered(made: Copy) -> None:
    for one in [*made.root.iter(q("bookmarkStart")), *made.root.iter(q("bookmarkEnd"))]:
        one.set(q("id"), str(500 + int(one.get(q("id"), "0"))))


def pages_counted_anew(made: Copy) -> None:
    made.parts["word/footer1.xml"] = made.parts["word/footer1.xml"].replace(b">1</w:t>", b">11</w:t>")


def simple_fields(made: Copy) -> None:
    """Page numbers in the short form of a field."""
    footer = made.parts["word/footer1.xml"].decode()
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = r"<w:r><w:instrText[^>]*>([^<]*)</w:instrText></w:r>"
    changed = re.sub(f"{begin}{code}{separate}(.*?){end}", r'<w:fldSimple w:instr="\1">\2</w:fldSimple>', footer)
    made.parts["word/footer1.xml"] = changed.encode()


def controls_as_word_keeps_them(made: Copy) -> None:
    """With the properties that Word adds, and what is no longer needed gone."""
    for control in made.controls():
        properties = control.find(q("sdtPr"))
        assert properties is not None
        properties.insert(0, el("rPr", el("rFonts", hint="eastAsia")))
        for name in ("lock", "text"):
            for one in properties.findall(q(name)):
                one.attrib.pop(q("multiLine"), None)
        control.insert(1, el("sdtEndPr"))


def controls_without_tags(made: Copy) -> None:
    """Some programs keep the binding alone."""
    for one in list(made.root.iter(q("tag"))):
        swap_in(one)


def data_part_renamed(made: Copy) -> None:
    """Word numbers the parts of XML data anew and writes them with a prefix of its own."""
    old, new = "item1", "item4"
    for name in [name for name in made.parts if name.startswith("customXml/")]:
        other = name.replace("item1", new).replace("itemProps1", "itemProps4")
        made.parts[other] = made.parts.pop(name).replace(b"itemProps1", b"itemProps4")
    for name in (KINDS, RELS):
        made.parts[name] = (
            made.parts[name]
            .replace(b"itemProps1", b"itemProps4")
            .replace(f"customXml/{old}.".encode(), f"customXml/{new}.".encode())
        )
    made.parts[DATA.replace(old, new)] = ET.tostring(
        ET.fromstring(made.parts[DATA.replace(old, new)]), encoding="utf-8"
    )


def look_changed(made: Copy) -> None:
    """Another font, a bold word, wider margins: a matter of taste."""
    made.parts["word/styles.xml"] = made.parts["word/styles.xml"].replace(b"Times New Roman", b"Century")
    for one in list(made.root.iter(q("r")))[:20]:
        properties = one.find(q("rPr"))
        if properties is None:
            one.insert(0, el("rPr", el("b")))
    for one in made.root.iter(q("pgMar")):
        one.set(q("left"), "1000")


def empty_paragraph(made: Copy) -> None:
    made.line("過去の実績").addnext(el("p"))


def page_breaks(made: Copy) -> None:
    made.line("過去の実績").insert(1, el("r", el("br", type="page")))


def smart_tags(made: Copy) -> None:
    for one in list(made.root.iter(q("r")))[:30]:
        parent = one.getparent()
        assert parent is not None
        if parent.tag == q("p") and text_of(one):
            around = el("smartTag", uri="urn:schemas-microsoft-com:office:smarttags", element="place")
            swap_in(one, around)
            around.append(one)


SAVINGS = (
    nothing,
    marks_of_sessions,
    letters_in_runs_of_their_own,
    languages_and_hints,
    paragraph_ids,
    other_prefixes,
    bookmarks_removed,
    bookmarks_renumbered,
    pages_counted_anew,
    simple_fields,
    controls_as_word_keeps_them,
    controls_without_tags,
    data_part_renamed,
    look_changed,
    empty_paragraph,
    page_breaks,
    smart_tags,
)


def deflated_backwards(data: bytes) -> bytes:
    """The same parts in another order, deflated, dated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in reversed(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, (2026, 11, 22, 10, 0, 0)), old.read(name))
    return buffer.getvalue()


def by_python_docx(data: bytes) -> bytes:
    buffer = io.BytesIO()
    Document(io.BytesIO(data)).save(buffer)
    return buffer.getvalue()
