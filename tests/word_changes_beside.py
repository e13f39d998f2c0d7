"""What people do to a contract where its reader does not look: unseen letters, notes, pictures, links, numbers."""

from __future__ import annotations

from lxml import etree
from tests.word_changes import ADDED, NO_PROMISE
from tests.word_edits import BUSINESS_DAY, KINDS, PAST, WHEN, WHO, Copy, R, W, el, q, reword, run

V = "urn:schemas-microsoft-com:vml"


# ---------------------------------------------------------------------------- what an eye does not catch


def hidden(made: Copy) -> None:
    made.line(BUSINESS_DAY).append(run("ただし書", properties="<w:vanish/>"))


def white(made: Copy) -> None:
    made.line(BUSINESS_DAY).append(run("ただし書", properties='<w:color w:val="FFFFFF"/>'))


def tiny(made: Copy) -> None:
    made.line(BUSINESS_DAY).append(run("ただし書", properties='<w:sz w:val="2"/>'))


def made_white(made: Copy) -> None:
    """Words that were there already and are no longer seen."""
    reword(made, PAST, NO_PROMISE, run(NO_PROMISE, properties='<w:color w:val="FFFFFF"/>'))


def row_hidden(made: Copy) -> None:
    properties = made.row().find(q("trPr"))
    assert properties is not None
    properties.append(el("hidden"))


def style_hidden(made: Copy) -> None:
    """Every item (号) hidden at once, by its style."""
    made.swap("word/styles.xml", 'w:styleId="JaItem">', 'w:styleId="JaItem"><!---->')
    styles = made.parts["word/styles.xml"].decode()
    before, after = styles.split("<!---->")
    made.parts["word/styles.xml"] = (before + after.replace("<w:rPr/>", "<w:rPr><w:vanish/></w:rPr>", 1)).encode()


def struck(made: Copy) -> None:
    reword(made, PAST, NO_PROMISE, run(NO_PROMISE, properties="<w:strike/>"))


def struck_twice(made: Copy) -> None:
    reword(made, PAST, NO_PROMISE, run(NO_PROMISE, properties="<w:dstrike/>"))


def black_on_black(made: Copy) -> None:
    look = '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    reword(made, PAST, NO_PROMISE, run(NO_PROMISE, properties=look))


def nearly_white(made: Copy) -> None:
    reword(made, PAST, NO_PROMISE, run(NO_PROMISE, properties='<w:color w:val="FAFAFA"/>'))


def white_by_theme(made: Copy) -> None:
    look = '<w:color w:val="auto" w:themeColor="background1"/>'
    reword(made, PAST, NO_PROMISE, run(NO_PROMISE, properties=look))


def computed(made: Copy) -> None:
    """A sentence that stands as the result of a field."""
    field = el("fldSimple", run(ADDED), instr=f' QUOTE "{ADDED}" ')
    made.line(BUSINESS_DAY).append(field)


def computed_as_number(made: Copy) -> None:
    """A sentence that stands where an editor would put a page number."""
    made.line(BUSINESS_DAY).append(el("fldSimple", run(ADDED), instr=" PAGE "))


# ------------------------------------------------------------------------------------- beside the text


def header(made: Copy) -> None:
    made.swap("word/header1.xml", "契約番号", "旧契約番号")


def footer(made: Copy) -> None:
    made.swap("word/footer1.xml", "</w:p></w:ftr>", f"</w:p><w:p><w:r><w:t>{ADDED}</w:t></w:r></w:p></w:ftr>")


def footnote(made: Copy) -> None:
    made.add_part("footnotes", "footnotes", note_lines("footnote"), "footnotes")
    made.line(PAST).append(el("r", el("footnoteReference", id="2")))


def endnote(made: Copy) -> None:
    made.add_part("endnotes", "endnotes", note_lines("endnote"), "endnotes")
    made.line(PAST).append(el("r", el("endnoteReference", id="2")))


def note_lines(kind: str) -> str:
    between = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f'{between}<w:{kind} w:id="2"><w:p><w:r><w:t>{ADDED}</w:t></w:r></w:p></w:{kind}>'


def text_box(made: Copy) -> None:
    inner = f"<w:txbxContent><w:p><w:r><w:t>{ADDED}</w:t></w:r></w:p></w:txbxContent>"
    made.line(PAST).append(shape("box", f"<v:textbox>{inner}</v:textbox>"))


def comment(made: Copy) -> None:
    inner = f'<w:comment w:id="0" w:author="{WHO}" w:date="{WHEN}"><w:p><w:r><w:t>要協議</w:t></w:r></w:p></w:comment>'
    made.add_part("comments", "comments", inner, "comments")
    line = made.line(PAST)
    line.insert(1, el("commentRangeStart", id="0"))
    line.extend([el("commentRangeEnd", id="0"), el("r", el("commentReference", id="0"))])


def link(made: Copy) -> None:
    """A link to elsewhere round words that were there already."""
    number = made.relate("hyperlink", "https://example.com/terms", outside=True)
    target = el("hyperlink", run(NO_PROMISE))
    target.set(f"{{{R}}}id", number)
    reword(made, PAST, NO_PROMISE, target)


def watermark(made: Copy) -> None:
    """A word across every page, which stands in an attribute."""
    drawn = f'<v:shape xmlns:v="{V}" id="mark" style="width:9pt;height:9pt"><v:textpath string="無効"/></v:shape>'
    made.swap("word/header1.xml", "</w:hdr>", f"<w:p><w:r><w:pict>{drawn}</w:pict></w:r></w:p></w:hdr>")


def picture(made: Copy) -> None:
    made.parts["word/media/image1.png"] = b"\x89PNG\r\n\x1a\n"
    made.parts[KINDS] = made.parts[KINDS].replace(
        b"</Types>", b'<Default Extension="png" ContentType="image/png"/></Types>'
    )
    number = made.relate("image", "media/image1.png")
    made.line(PAST).append(shape("picture", f'<v:imagedata r:id="{number}"/>'))


def alternative(made: Copy) -> None:
    """Text of another format, which an editor takes in when it opens the file."""
    made.parts["word/more.html"] = f"<html><body><p>{ADDED}</p></body></html>".encode()
    made.parts[KINDS] = made.parts[KINDS].replace(
        b"</Types>", b'<Default Extension="html" ContentType="text/html"/></Types>'
    )
    chunk = el("altChunk")
    number = made.relate("aFChunk", "more.html")
    chunk.set(f"{{{R}}}id", number)
    made.line(PAST).addnext(chunk)


def article_number_gone(made: Copy) -> None:
    """A heading without its number: every article after it has another one."""
    line = made.line("（定義及び期間の計算）")
    properties = line.find(q("pPr"))
    assert properties is not None
    properties.append(el("numPr", el("ilvl", val="0"), el("numId", val="0")))


def numbering(made: Copy) -> None:
    made.swap("word/numbering.xml", "第%1条", "第%1項")


# ------------------------------------------------------------------------ numbers, references, contents


def paragraph_number_gone(made: Copy) -> None:
    properties_of(made, BUSINESS_DAY).append(el("numPr", el("ilvl", val="0"), el("numId", val="0")))


def level(made: Copy) -> None:
    """A paragraph (項) made an item (号)."""
    properties_of(made, BUSINESS_DAY)[0].set(q("val"), "JaItem")


def numbering_begins_later(made: Copy) -> None:
    made.swap("word/numbering.xml", '<w:start w:val="1"/>', '<w:start w:val="2"/>')


def reference_reads_otherwise(made: Copy) -> None:
    shown = next(references(made)[0].itersiblings(q("t")))
    assert shown.text != "第1条"
    shown.text = "第1条"


def reference_leads_elsewhere(made: Copy) -> None:
    one, *others = references(made)
    one.text = next(other.text for other in others if other.text != one.text)


def bookmarks_exchanged(made: Copy) -> None:
    """Two articles exchange their bookmarks: references read as before until they are counted anew."""
    named = {one.get(q("name")): one for one in made.root.iter(q("bookmarkStart"))}
    left, right = named["_sla_hours_ja"], named["_sla_support_ja"]
    left.set(q("name"), "_sla_support_ja")
    right.set(q("name"), "_sla_hours_ja")


def contents_entry(made: Copy) -> None:
    entry = next(made.root.iter(q("hyperlink")))
    for one in entry.iter(q("t")):
        one.text = "（乙の免責）"


def attached_template(made: Copy) -> None:
    made.relate("attachedTemplate", "https://example.com/x.dotm", outside=True)


def header_of_first_page(made: Copy) -> None:
    number = made.add_part("header9", "hdr", f"<w:p><w:r><w:t>{ADDED}</w:t></w:r></w:p>", "header")
    section = next(made.root.iter(q("sectPr")))
    reference = el("headerReference", type="first")
    reference.set(f"{{{R}}}id", number)
    section.insert(0, reference)
    section.append(el("titlePg"))


def references(made: Copy) -> list[etree._Element]:
    return [one for one in made.root.iter(q("instrText")) if (one.text or "").strip().startswith("REF ")]


def properties_of(made: Copy, start: str) -> etree._Element:
    properties = made.line(start).find(q("pPr"))
    assert properties is not None
    return properties


def shape(name: str, inner: str) -> etree._Element:
    """A drawing in the way that all versions of Word read."""
    size = "width:200pt;height:40pt"
    return etree.fromstring(
        f'<w:r xmlns:w="{W}" xmlns:r="{R}" xmlns:v="{V}"><w:pict><v:shape id="{name}" style="{size}">{inner}</v:shape>'
        "</w:pict></w:r>"
    )
