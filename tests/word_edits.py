"""Contracts as editors and other people leave them: every kind of edit, and what saving alone does to a file.

Nothing here was written by Word; the shapes are those that Word writes.
"""

from __future__ import annotations

import copy
import itertools
import random

from lxml import etree
from tests.word_files import W, unzipped, zipped

BODY, DATA, RELS, KINDS = (
    "word/document.xml",
    "customXml/item1.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WHO, WHEN = "Vendor Taro", "2026-11-20T10:00:00Z"
RTO = "recovery.rto.ja"
BUSINESS_DAY = "営業日をもって定めた期間は"
PAST = "過去の実績"

Element = etree._Element


def q(name: str) -> str:
    return f"{{{W}}}{name}"


def el(kind: str, /, *inner: Element, **attributes: str) -> Element:
    made = etree.Element(q(kind), {q(key): value for key, value in attributes.items()}, nsmap={"w": W})
    made.extend(inner)
    return made


def text_of(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(q("t")))


def run(text: str, *, gone: bool = False, properties: str = "") -> Element:
    made = el("r")
    if properties:
        made.append(etree.fromstring(f'<w:rPr xmlns:w="{W}">{properties}</w:rPr>'))
    inner = etree.SubElement(made, q("delText" if gone else "t"))
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    inner.text = text
    return made


def paragraph(*inner: Element) -> Element:
    return el("p", el("pPr"), *inner)


class Copy:
    """A contract as an editor holds it."""

    def __init__(self, data: bytes) -> None:
        self.parts = unzipped(data)
        self.root = etree.fromstring(self.parts[BODY])
        self._ids = itertools.count(9000)

    def saved(self) -> bytes:
        self.parts[BODY] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return zipped(self.parts)

    def control(self, tag: str = RTO) -> Element:
        return next(one for one in self.controls() if one.find(f"{q('sdtPr')}/{q('tag')}").get(q("val")) == tag)

    def controls(self) -> list[Element]:
        return list(self.root.iter(q("sdt")))

    def line(self, start: str) -> Element:
        return next(one for one in self.root.iter(q("p")) if text_of(one).startswith(start))

    def row(self, tag: str = RTO) -> Element:
        return next(self.control(tag).iterancestors(q("tr")))

    def marked(self, kind: str, *inner: Element) -> Element:
        """A tracked change: ins, del, moveFrom, moveTo."""
        return el(kind, *inner, id=str(next(self._ids)), author=WHO, date=WHEN)

    def add_part(self, name: str, root: str, inner: str, relation: str) -> str:
        """One more part of this kind; the id of the relationship to it."""
        self.parts[f"word/{name}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} xmlns:w="{W}" xmlns:r="{R}">'
            f"{inner}</w:{root}>"
        ).encode()
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{relation}+xml"
        added = f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/></Types>'
        self.parts[KINDS] = self.parts[KINDS].replace(b"</Types>", added.encode())
        return self.relate(relation, f"{name}.xml")

    def relate(self, relation: str, target: str, *, outside: bool = False) -> str:
        number = f"rId{next(self._ids)}"
        mode = ' TargetMode="External"' if outside else ""
        added = f'<Relationship Id="{number}" Type="{R}/{relation}" Target="{target}"{mode}/></Relationships>'
        self.parts[RELS] = self.parts[RELS].replace(b"</Relationships>", added.encode())
        return number

    def swap(self, part: str, before: str, after: str, count: int = 1) -> None:
        found = self.parts[part].decode()
        assert before in found
        self.parts[part] = found.replace(before, after, count).encode()


def swap_in(element: Element, *new: Element) -> None:
    """Other elements in the place of one."""
    parent = element.getparent()
    assert parent is not None
    index = parent.index(element)
    parent[index : index + 1] = list(new)


def remove(element: Element) -> None:
    swap_in(element)


def retype(made: Copy, control: Element, text: str, *, tracked: bool = False) -> None:
    content = control.find(q("sdtContent"))
    assert content is not None
    old = text_of(content)
    new = [made.marked("del", run(old, gone=True)), made.marked("ins", run(text))] if tracked else [run(text)]
    content[:] = new


def reword(made: Copy, start: str, old: str, *new: Element, tracked: bool = False) -> None:
    """Other words in the place of some that stand in one run."""
    for one in made.line(start).iter(q("r")):
        inner = one.find(q("t"))
        if inner is not None and old in (inner.text or ""):
            before, after = (inner.text or "").split(old, 1)
            middle = [made.marked("del", run(old, gone=True)), made.marked("ins", *new)] if tracked else list(new)
            swap_in(one, *([run(before)] if before else []), *middle, *([run(after)] if after else []))
            return
    raise AssertionError(old)


# --------------------------------------------------------------------------------- what saving alone does


def noise(made: Copy) -> None:
    """What an editor adds on every save: session marks, spelling marks, runs cut in two, page breaks, a bookmark."""
    chance = random.Random(7)  # noqa: S311 - the same edits every time
    for line in list(made.root.iter(q("p"))):
        line.set(q("rsidR"), f"00{chance.randrange(1 << 24):06X}")
        line.set(q("rsidRDefault"), "00A1B2C3")
        for one in list(line.iter(q("r"))):
            inner = one.find(q("t"))
            if [child.tag for child in one] == [q("t")] and len(inner.text or "") > 2 and chance.random() < 0.6:
                cut = chance.randrange(1, len(inner.text))
                _cut(one, cut, chance)
    first = next(made.root.iter(q("p")))
    first.append(el("bookmarkStart", id="900", name="_GoBack"))
    first.append(el("bookmarkEnd", id="900"))


def _cut(one: Element, cut: int, chance: random.Random) -> None:
    """A run as two, between marks of the spelling check, the second with a hint of its script."""
    other = copy.deepcopy(one)
    first, second = one.find(q("t")), other.find(q("t"))
    assert first is not None
    assert second is not None
    second.text, first.text = (first.text or "")[cut:], (first.text or "")[:cut]
    for inner in (first, second):
        inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    other.insert(0, el("rPr", el("rFonts", hint="eastAsia"), el("lang", eastAsia="ja-JP")))
    other.set(q("rsidRPr"), f"00{chance.randrange(1 << 24):06X}")
    if chance.random() < 0.1:
        other.insert(1, el("lastRenderedPageBreak"))
    other.tail = None
    swap_in(one, one, el("proofErr", type="gramStart"), other, el("proofErr", type="gramEnd"))
