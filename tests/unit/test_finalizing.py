"""The copy of a contract that is sent out: what must be settled first, what goes, and that the page stays."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from tests.command_line import call
from tests.word_files import NS, WORD, R, field, outside, paragraph, paragraphs_of, run, unzipped, word_file, zipped

from medsla import Finalized, office
from medsla.contract import Language, extract, finalize, render
from medsla.errors import OutputError, ReadError
from medsla.office import picture_data
from medsla.sla import Sla, load, load_data

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
LANGUAGES: tuple[Language, ...] = ("ja", "en", "ja-en")
BODY = "word/document.xml"
WHO = 'w:id="7" w:author="査読 太郎" w:date="2026-11-20T09:15:00Z"'
TOLD = {"author": "査読 太郎", "date": "2026-11-20T09:15:00Z"}
OFFICE = "application/vnd.openxmlformats-officedocument."
CORE_KIND = "application/vnd.openxmlformats-package.core-properties+xml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


@pytest.fixture(scope="module")
def sla() -> Sla:
    return load(CLEAN)


@pytest.fixture(scope="module")
def contract(sla: Sla, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return render(sla, tmp_path_factory.mktemp("sent") / "x.docx").path.read_bytes()


def finish(source: bytes, folder: Path, **options: bool) -> tuple[Finalized, bytes]:
    done = finalize(source, folder / "out.docx", **options)
    return done, done.path.read_bytes()


def refused(source: bytes, folder: Path, **options: bool) -> list[tuple[str, str, dict[str, str]]]:
    """Code, place and fields of each problem; nothing was written."""
    with pytest.raises(ReadError) as caught:
        finalize(source, folder / "out.docx", **options)
    assert list(folder.iterdir()) == []
    problems = caught.value.problems
    return [(p.code.partition(".")[2], p.place.spot or p.place.address or "", dict(p.fields)) for p in problems]


# ------------------------------------------------------------------- what was just written is final


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["annex", "form-a", "form-b"])
def test_a_contract_that_was_just_written_is_final_byte_by_byte(
    sla: Sla, language: Language, form: str, tmp_path: Path
) -> None:
    written = render(sla, tmp_path / "x.docx", language=language, template=form)
    done = finalize(written.path, tmp_path / "y.docx")
    assert done == Finalized(tmp_path / "y.docx", written.sha256, True, (), ())
    assert done.path.read_bytes() == written.path.read_bytes()
    assert extract(done.path) == sla


def test_braces_that_the_parties_meant_are_no_tag_that_was_left_over(sla: Sla, tmp_path: Path) -> None:
    title = {"ja": "R&D <青空>病院 {{ 7*7 }} {% x %}"}
    strange = load_data(sla.document() | {"agreement": dict(sla.agreement) | {"title": title}})
    written = render(strange, tmp_path / "x.docx")
    assert finalize(written.path, tmp_path / "y.docx").sha256 == written.sha256


def test_an_archive_with_something_between_or_behind_its_parts_is_made_anew(contract: bytes, tmp_path: Path) -> None:
    for given in (contract + b"left behind", zipped(unzipped(contract))):
        done, made = finish(given, tmp_path)
        assert (done.removed, b"left behind" in made) == ((), False)
        assert unzipped(made) == unzipped(contract)
        assert finish(made, tmp_path)[1] == made


# ------------------------------------------------------------------------------ what is private goes


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of one pixel with more chunks before its end."""
    pixels = zlib.compress(b"\0\0\0\0")
    every = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), *chunks, (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in every
    )


CANARY = "canary"
PICTURE = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="図 1" descr="D:\\canary\\logo.png"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="canary.png" descr="canary"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rP">'
    '<a:extLst><a:ext uri="canary"/></a:extLst></a:blip></pic:blipFill></pic:pic></a:graphic></wp:inline></w:drawing>'
)
EDITED_BODY = (
    '<w:p w:rsidR="00CANARY" w14:paraId="CANARY01"><w:pPr><w:pStyle w:val="Own"/></w:pPr>'
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    '<w:bookmarkStart w:id="1" w:name="clause"/><w:proofErr w:type="spellStart"/>'
    f'<w:commentRangeStart w:id="3"/>{run("第1条 ")}<w:commentRangeEnd w:id="3"/>'
    '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="3"/></w:r>'
    f'<w:smartTag w:uri="urn:canary" w:element="place"><w:smartTagPr/>{run("横浜市")}</w:smartTag>'
    f'<w:permStart w:id="5" w:ed="canary@example.com"/>{run("港町")}<w:permEnd w:id="5"/>'
    '<w:r><w:lastRenderedPageBreak/><w:t>1番</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    f"<w:p>{field(' REF clause ', '第1条')}<w:r>{PICTURE}</w:r></w:p>"
    '<w:p><w:sdt><w:sdtPr><w:tag w:val="company"/><w:id w:val="9"/><w:placeholder><w:docPart w:val="CANARY"/>'
    "</w:placeholder><w:dataBinding w:xpath='/canary' w:storeItemID='{11111111-1111-1111-1111-111111111111}'/>"
    f"</w:sdtPr><w:sdtContent>{run('青空病院')}</w:sdtContent></w:sdt></w:p><!-- canary -->"
)
SETTINGS = (
    f'<w:settings {NS} xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w:zoom w:percent="100"/>'
    '<w:attachedTemplate r:id="rT"/><w:rsids><w:rsidRoot w:val="00CANARY"/></w:rsids><w:docVars>'
    '<w:docVar w:name="canary" w:val="canary"/></w:docVars><w15:docId w15:val="{CANARY}"/></w:settings>'
)


def edited() -> bytes:
    """A contract as an office leaves it after a week of work."""

    def rels(*links: tuple[str, str, str]) -> str:
        listed = "".join(f'<Relationship Id="{key}" Type="{R}/{kind}" {target}/>' for key, kind, target in links)
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'

    comment = f"<w:comments {NS}><w:comment w:author='canary'>{paragraph(CANARY)}</w:comment></w:comments>"
    style = '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:rsid w:val="00CANARY"/></w:style>'
    blocks = f"<w:glossaryDocument {NS}>{paragraph(CANARY)}</w:glossaryDocument>"
    listed = {
        "comments": ("comments", comment),
        "people": ("people", "<people>canary</people>"),
        "settings": ("settings", SETTINGS),
        "styles": ("styles", f"<w:styles {NS}>{style}</w:styles>"),
        "glossary/document": ("document.glossary", blocks),
    }
    parts = {f"word/{name}.xml": text for name, (_, text) in listed.items()}
    kinds = {f"/word/{name}.xml": f"{WORD}{kind}+xml" for name, (kind, _) in listed.items()}
    parts |= {
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>合意書</dc:title><dc:creator>canary'
        "</dc:creator><cp:lastModifiedBy>canary</cp:lastModifiedBy><dc:language>ja-JP</dc:language></cp:coreProperties>",
        "docProps/app.xml": "<Properties><Company>canary</Company></Properties>",
        "docProps/custom.xml": f'<Properties xmlns="{OFFICE}x"><property name="canary"/></Properties>',
        "customXml/item7.xml": "<canary/>",
        "word/printerSettings/printerSettings1.bin": CANARY,
        "word/media/forgotten.png": CANARY,
        "word/media/image1.png": "PICTURE",
        "word/_rels/settings.xml.rels": rels(
            ("rT", "attachedTemplate", 'Target="file:///C:/canary/Normal.dotm" TargetMode="External"')
        ),
        "_rels/.rels": rels(
            ("r1", "officeDocument", f'Target="{BODY}"'),
            ("r2", "metadata/core-properties", 'Target="docProps/core.xml"'),
            ("r3", "extended-properties", 'Target="docProps/app.xml"'),
            ("r4", "custom-properties", 'Target="docProps/custom.xml"'),
        ),
    }
    kinds |= {"/docProps/core.xml": CORE_KIND, "/docProps/app.xml": f"{OFFICE}extended-properties+xml"}
    kinds |= {"/docProps/custom.xml": f"{OFFICE}custom-properties+xml", "/word/people.xml": f"{WORD}people+xml"}
    kinds |= {f"/word/media/{name}.png": "image/png" for name in ("forgotten", "image1")}
    kinds |= {"/word/printerSettings/printerSettings1.bin": f"{WORD}printerSettings"}
    targets = (
        *(("rC", "comments", "comments.xml"), ("rO", "people", "people.xml"), ("rS", "settings", "settings.xml")),
        *(("rY", "styles", "styles.xml"), ("rG", "glossaryDocument", "glossary/document.xml")),
        *(("rX", "customXml", "../customXml/item7.xml"), ("rF", "image", "media/forgotten.png")),
        *(("rR", "printerSettings", "printerSettings/printerSettings1.bin"), ("rP", "image", "media/image1.png")),
    )
    links = "".join(f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, kind, target in targets)
    made = unzipped(word_file(EDITED_BODY, footer=paragraph("1頁"), parts=parts, kinds=kinds, links=links))
    return zipped(made | {"word/media/image1.png": png((b"tEXt", b"Author\0canary"), (b"tIME", b"1234567"))})


def test_everything_private_goes_and_everything_seen_stays(tmp_path: Path) -> None:
    source = edited()
    done, made = finish(source, tmp_path)
    parts = unzipped(made)
    assert [name for name, data in parts.items() if b"canary" in data.lower()] == []
    assert sorted(parts) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", BODY,
        "word/footer1.xml", "word/footnotes.xml", "word/header1.xml", "word/media/image1.png", "word/settings.xml",
        "word/styles.xml",
    ]  # fmt: skip
    assert paragraphs_of(made) == [text for text in paragraphs_of(source) if text != CANARY]
    assert [text for text in paragraphs_of(made) if text] == ["第1条 横浜市港町1番", "第1条", "青空病院", "1頁"]
    assert dict(done.removed) == {
        "bindings": 1, "comments": 1, "marks": 17, "parts": 7, "pictures": 4, "properties": 2,
    }  # fmt: skip
    assert (done.carries, done.hints) == (False, ())


def test_what_holds_the_page_together_stays(tmp_path: Path) -> None:
    body = unzipped(finish(edited(), tmp_path)[1])[BODY].decode()
    assert re.findall(r"<w:bookmark\w+ [^>]*/>", body) == [
        '<w:bookmarkStart w:id="1" w:name="clause"/>', '<w:bookmarkEnd w:id="1"/>',
    ]  # fmt: skip
    assert re.findall(r"<w:instrText>(.*?)</w:instrText>", body) == [" REF clause "]
    assert '<w:sdt><w:sdtPr><w:tag w:val="company"/><w:id w:val="9"/></w:sdtPr><w:sdtContent>' in body
    assert '<w:pStyle w:val="Own"/>' in body
    assert 'name="図 1"' in body
    assert "CommentReference" not in body


def test_the_copy_of_a_copy_is_the_same_file(contract: bytes, tmp_path: Path) -> None:
    for source in (edited(), contract):
        for options in ({}, {"data": False}):
            _, once = finish(source, tmp_path, **options)
            again, twice = finish(once, tmp_path, **options)
            assert (twice == once, again.removed) == (True, ())


def test_the_title_language_and_mark_of_a_contract_stay_when_it_was_saved_by_somebody(
    contract: bytes, tmp_path: Path
) -> None:
    parts = unzipped(contract)
    core = parts["docProps/core.xml"].decode()
    saved = core.replace("</cp:coreProperties>", "<cp:lastModifiedBy>x</cp:lastModifiedBy></cp:coreProperties>")
    mark = parts["docProps/custom.xml"].decode().replace("</Properties>", '<property name="室"/></Properties>')
    changed = parts | {"docProps/core.xml": saved.encode(), "docProps/custom.xml": mark.encode()}
    done, made = finish(zipped(changed), tmp_path)
    assert done.removed == (("properties", 2),)
    assert unzipped(made) == parts


# -------------------------------------------------------------------- what must be settled before


def tracked(name: str, inner: str) -> str:
    return f"<w:{name} {WHO}>{inner}</w:{name}>"


DELETED = "<w:r><w:delText>95.0</w:delText></w:r>"
CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>稼働率</w:t></w:r></w:p></w:tc>"
ROW = f"<w:tbl><w:tr><w:trPr>{{}}</w:trPr>{CELL}</w:tr></w:tbl>"
MARK = f"<w:p><w:pPr><w:rPr>{{}}</w:rPr></w:pPr>{run('前文')}</w:p>"


@pytest.mark.parametrize(
    ("body", "code", "number", "text"),
    [
        (f"<w:p/><w:p>{tracked('ins', run('99.9'))}</w:p>", "inserted", 2, "99.9"),
        (f"<w:p>{tracked('del', DELETED)}</w:p>", "deleted", 1, "95.0"),
        (f"<w:p>{tracked('moveFrom', run('甲'))}</w:p>", "moved", 1, "甲"),
        (f"<w:p>{tracked('moveTo', run('甲'))}</w:p>", "moved", 1, "甲"),
        (MARK.format(f"<w:ins {WHO}/>"), "end", 1, "前文"),
        (MARK.format(f"<w:del {WHO}/>"), "end", 1, "前文"),
        (MARK.format(f"<w:moveFrom {WHO}/>"), "end", 1, "前文"),
        (ROW.format(f"<w:del {WHO}/>", ""), "row", 1, "稼働率"),
        (ROW.format(f"<w:ins {WHO}/>", ""), "row", 1, "稼働率"),
        (ROW.format("", f"<w:cellIns {WHO}/>"), "cell", 1, "稼働率"),
        (ROW.format("", f"<w:cellDel {WHO}/>"), "cell", 1, "稼働率"),
        (ROW.format("", f"<w:cellMerge {WHO} w:vMerge='cont'/>"), "cell", 1, "稼働率"),
        (ROW.format(f"<w:trPrChange {WHO}><w:trPr/></w:trPrChange>", ""), "format", 1, "稼働率"),
        (f"<w:p><w:r><w:rPr><w:rPrChange {WHO}/></w:rPr><w:t>太字</w:t></w:r></w:p>", "format", 1, "太字"),
        (f"<w:p><w:pPr><w:pPrChange {WHO}/></w:pPr>{run('字下げ')}</w:p>", "format", 1, "字下げ"),
    ],
)  # fmt: skip
def test_a_tracked_change_is_named_with_its_author_and_left_to_settle(
    body: str, code: str, number: int, text: str, tmp_path: Path
) -> None:
    found = refused(word_file(body), tmp_path)
    assert found == [(code, f"{BODY}, paragraph {number}", {**TOLD, "text": text})]


def test_all_tracked_changes_are_named_at_once_in_the_body_and_in_a_header(tmp_path: Path) -> None:
    one = f"<w:p>{tracked('del', DELETED)}{tracked('ins', run('99.9'))}</w:p>"
    assert [found[:2] for found in refused(word_file(one, header=one), tmp_path)] == [
        ("deleted", f"{BODY}, paragraph 1"),
        ("inserted", f"{BODY}, paragraph 1"),
        ("deleted", "word/header1.xml, paragraph 1"),
        ("inserted", "word/header1.xml, paragraph 1"),
    ]


VANISHING = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
STYLED: dict[str, Any] = {
    "parts": {"word/styles.xml": f"<w:styles {NS}>{VANISHING}</w:styles>"},
    "kinds": {"/word/styles.xml": f"{WORD}styles+xml"},
    "links": f'<Relationship Id="rY" Type="{R}/styles" Target="styles.xml"/>',
}


def looks(properties: str, around: str = "<w:p>{}</w:p>") -> str:
    return around.format(f"<w:r><w:rPr>{properties}</w:rPr><w:t>秘密</w:t></w:r>")


DARK = '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F2D3D"/></w:tcPr><w:p>{}</w:p></w:tc></w:tr></w:tbl>'
PALE = DARK.replace("1F2D3D", "auto")
WHITE = '<w:color w:val="FFFFFF"/>'
BANNER = (
    "<w:p><w:r><w:drawing><wps:wsp><wps:spPr><FILL/></wps:spPr><wps:txbx><w:txbxContent><w:p>{}</w:p></w:txbxContent>"
    "</wps:txbx></wps:wsp></w:drawing></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("body", "hidden"),
    [
        (looks("<w:vanish/>"), True),
        (looks('<w:vanish w:val="0"/>'), False),
        (looks("<w:webHidden/>"), False),
        (looks('<w:rStyle w:val="Gone"/>'), True),
        (looks('<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>'), False),
        (looks(WHITE), True),
        (looks('<w:color w:val="F0F0F0"/>'), False),
        (looks(WHITE, DARK), False),
        (looks(WHITE, PALE), True),
        (looks(f'{WHITE}<w:highlight w:val="black"/>'), False),
        (looks('<w:color w:val="000000"/><w:highlight w:val="black"/>'), True),
        (looks(WHITE, BANNER.replace("FILL", "solidFill")), False),
        (looks(WHITE, BANNER.replace("FILL", "noFill")), True),
        (looks('<w:sz w:val="4"/>'), True),
        (looks('<w:sz w:val="5"/>'), False),
        (ROW.format("<w:hidden/>", ""), True),
        (ROW.format('<w:hidden w:val="false"/>', ""), False),
    ],
)  # fmt: skip
def test_text_that_nobody_sees_is_named_and_a_white_heading_on_a_dark_band_is_not(
    body: str, hidden: bool, tmp_path: Path
) -> None:
    source = word_file(body, **STYLED)
    if hidden:
        paragraphs = unzipped(source)[BODY].count(b"<w:p>")
        assert [(code, place) for code, place, _ in refused(source, tmp_path)] == [
            ("unseen", f"{BODY}, paragraph {paragraphs}")
        ]
    else:
        assert paragraphs_of(finish(source, tmp_path)[1]) == paragraphs_of(source)


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (" PAGE ", ""), (" REF a \\h ", ""), ("=SUM(ABOVE)", ""), ("EQ \\o\\ac(○,印)", ""), ("FORMTEXT", ""),
        ('HYPERLINK "https://example.com"', ""), ("DATE \\@ yyyy", "DATE"), ("AUTHOR", "AUTHOR"),
        ("FILENAME \\p", "FILENAME"), ('INCLUDETEXT "a"', "INCLUDETEXT"), ("DDEAUTO a", "DDEAUTO"),
        ('HYPERLINK "file:///a"', "HYPERLINK file:///a"),
    ],
)  # fmt: skip
def test_a_field_that_changes_or_fetches_is_named(code: str, named: str, tmp_path: Path) -> None:
    source = word_file(f"<w:p>{field(code, '1')}</w:p>")
    if named:
        assert refused(source, tmp_path) == [("field", f"{BODY}, paragraph 1", {"name": named})]
    else:
        assert finish(source, tmp_path)[0].removed == ()


def test_a_field_in_the_code_of_another_is_read_for_itself(tmp_path: Path) -> None:
    inner = field("DATE", "1")
    outer = field(" PAGE ", "1").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{inner}", 1)
    assert [fields["name"] for _, _, fields in refused(word_file(f"<w:p>{outer}</w:p>"), tmp_path)] == ["DATE"]


def holding(relation: str, name: str, kind: str, text: str = "x") -> bytes:
    """A file with one more part that the body uses."""
    shown = '<w:p><w:r><w:drawing r:id="r8"/></w:r></w:p>'
    link = f'<Relationship Id="r8" Type="{R}/{relation}" Target="{name}"/>'
    return word_file(shown, parts={f"word/{name}": text}, kinds={f"/word/{name}": kind}, links=link)


def pointing(kind: str, target: str, *, used: bool = True) -> bytes:
    """A file with a link that leaves it."""
    return word_file(f'<w:p><w:r><w:drawing r:id="{"r9" if used else ""}"/></w:r></w:p>', links=outside(kind, target))


MERGE = f"<w:settings {NS}><w:mailMerge/></w:settings>"


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (holding("vbaProject", "vbaProject.bin", "application/vnd.ms-office.vbaProject"), ["embedded-object"]),
        (holding("chart", "charts/chart1.xml", f"{OFFICE}drawingml.chart+xml", "<c/>"), ["part"]),
        (holding("settings", "settings.xml", f"{WORD}settings+xml", MERGE), ["mail-merge"]),
        (pointing("image", "http://example.com/x.png"), ["external-link"]),
        (pointing("hyperlink", "file:///x"), ["external-link"]),
        (pointing("hyperlink", "https://example.com/"), []),
        (pointing("hyperlink", "file:///nobody/uses/it", used=False), []),
        (pointing("attachedTemplate", "file:///C:/x.dotm"), []),
        (word_file("<w:p/>", parts={"word/secret.bin": "canary"}), []),
    ],
)  # fmt: skip
def test_macros_objects_and_links_are_named_and_what_nothing_leads_to_is_left_out(
    data: bytes, codes: list[str], tmp_path: Path
) -> None:
    if codes:
        assert [code for code, _, _ in refused(data, tmp_path)] == codes
    else:
        made = unzipped(finish(data, tmp_path)[1])
        assert b"canary" not in b"".join(made.values())
        assert b"file://" not in made["word/_rels/document.xml.rels"]


def test_a_signed_file_is_sent_as_it_is(tmp_path: Path) -> None:
    kind = {"/_xmlsignatures/origin.sigs": "application/vnd.openxmlformats-package.digital-signature-origin"}
    root = unzipped(word_file())["_rels/.rels"].decode()
    link = f'<Relationship Id="r2" Type="{R}/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
    parts = {"_xmlsignatures/origin.sigs": "", "_rels/.rels": root.replace("</Rel", f"{link}</Rel")}
    assert [one[:2] for one in refused(word_file(parts=parts, kinds=kind), tmp_path)] == [
        ("signed", "_xmlsignatures/origin.sigs")
    ]


def test_a_file_that_was_broken_before_is_not_sent(tmp_path: Path) -> None:
    half = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    assert [one[:2] for one in refused(word_file(half), tmp_path)] == [("open-field", BODY)]


# ------------------------------------------------------------------------ the data in a contract


def swapped(contract: bytes, part: str, before: str, after: str) -> bytes:
    parts = unzipped(contract)
    assert before in parts[part].decode()
    return zipped(parts | {part: parts[part].decode().replace(before, after, 1).encode()})


DATA = "customXml/item1.xml"
PHRASE = "日本法を準拠法とする"
OTHER = "英国法を準拠法とする"


def test_a_page_and_data_that_contradict_each_other_are_not_sent_together(contract: bytes, tmp_path: Path) -> None:
    typed = swapped(contract, BODY, PHRASE, OTHER)
    both = swapped(typed, DATA, f">{PHRASE}</legal", f">{OTHER}</legal")
    assert [code for code, _, _ in refused(both, tmp_path)] == ["bound-changed", "phrase-changed", "contradiction"]
    changed = swapped(contract, DATA, '"P1Y"', '"P9Y"')
    assert [code for code, _, _ in refused(changed, tmp_path)] == ["data-changed", "contradiction"]
    assert OTHER in paragraphs_of(finish(both, tmp_path, data=False)[1])


def test_a_control_that_shows_one_text_and_is_bound_to_another_is_never_sent(contract: bytes, tmp_path: Path) -> None:
    typed = swapped(contract, BODY, PHRASE, OTHER)
    expected = ("two-texts", "legal.governing_law.ja", {"shown": OTHER, "bound": PHRASE})
    for data in (True, False):
        assert refused(typed, tmp_path, data=data)[0] == expected


def test_wording_changed_by_hand_is_sent_and_said(contract: bytes, tmp_path: Path) -> None:
    done, _ = finish(swapped(contract, BODY, "（明治29年法律第89号）", ""), tmp_path)
    assert (done.carries, [hint.code for hint in done.hints]) == (True, ["fence.wording-changed"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_data_nothing_of_the_object_is_left_and_every_paragraph_is_the_same(
    sla: Sla, language: Language, tmp_path: Path
) -> None:
    sent = render(sla, tmp_path / "x.docx", language=language).path.read_bytes()
    done, made = finish(sent, tmp_path, data=False)
    parts = unzipped(made)
    levels = len(re.findall(b"<w:sdt>", unzipped(sent)[BODY]))
    assert dict(done.removed) == {"controls": levels, "data": 1}
    assert paragraphs_of(made) == paragraphs_of(sent)
    whole = b"".join(parts.values())
    left = (b"customXml", b"w:sdt", b"storeItemID", b"urn:sla-contract", b"legal.governing_law", b'"terms"')
    assert [word for word in left if word in whole] == []
    assert b"sla-contract/1" in parts["docProps/custom.xml"]
    assert office.check_package(parts) == []
    assert not done.carries
    with pytest.raises(ReadError):
        extract(made)


def test_a_control_that_lost_its_binding_is_opened_too_and_one_of_the_users_own_stays(
    contract: bytes, tmp_path: Path
) -> None:
    lost = re.sub(r"<w:dataBinding [^>]*/>", "", unzipped(contract)[BODY].decode())
    own = f'<w:p><w:sdt><w:sdtPr><w:tag w:val="own"/></w:sdtPr><w:sdtContent>{run("自分")}</w:sdtContent></w:sdt></w:p>'
    changed = zipped(unzipped(contract) | {BODY: lost.replace("<w:body>", f"<w:body>{own}").encode()})
    made = unzipped(finish(changed, tmp_path, data=False)[1])[BODY].decode()
    assert re.findall(r"<w:tag [^>]*/>", made) == ['<w:tag w:val="own"/>']


# --------------------------------------------------------------------------- the proof, and pictures


def test_a_copy_that_would_show_something_else_is_not_written(
    contract: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = office.final

    def wrong(before: bytes, after: bytes) -> Any:
        def final(parts: dict[str, bytes]) -> Any:
            found, count = real(parts)
            assert before in found[BODY]
            return {**found, BODY: found[BODY].replace(before, after, 1)}, count

        return final

    for before, after in ((b"99.9", b"99.8"), (b"<w:tr>", b"<w:tr><w:tc><w:p/></w:tc>")):
        monkeypatch.setattr(office, "final", wrong(before, after))
        with pytest.raises(OutputError) as caught:
            finalize(contract, tmp_path / "out.docx")
        assert [problem.code for problem in caught.value.problems] == ["finalizing.other-page"]
        assert list(tmp_path.iterdir()) == []


def segment(kind: int, body: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body


def exif(turned: int) -> bytes:
    return b"Exif\0\0II*\0" + struct.pack("<IHHHIHHHHII", 8, 2, 0x0112, 3, 1, turned, 0, 0x0131, 2, 6, 38) + b"canary"


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"pixels\xff\x00more"
UPRIGHT = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)


def jpeg(*pieces: bytes, behind: bytes = b"") -> bytes:
    return b"".join((b"\xff\xd8", *pieces, b"\xff\xd9", behind))


ICC = segment(0xE2, b"ICC_PROFILE\0x")


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (png((b"gAMA", b"\0\0\0\1")), png((b"gAMA", b"\0\0\0\1"))),
        (png((b"eXIf", b"canary"), (b"iTXt", b"canary")), png()),
        (png() + b"canary", png()),
        (png((b"tEXt", b"canary"))[:-1], png((b"tEXt", b"canary"))[:-1]),
        (jpeg(JFIF, SCAN), jpeg(JFIF, SCAN)),
        (jpeg(JFIF, segment(0xE1, exif(1)), SCAN), jpeg(JFIF, SCAN)),
        (jpeg(segment(0xE1, exif(6)), SCAN), jpeg(segment(0xE1, UPRIGHT), SCAN)),
        (jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0canary"), SCAN), jpeg(SCAN)),
        (jpeg(segment(0xFE, b"canary"), SCAN, SCAN, behind=b"canary"), jpeg(SCAN, SCAN)),
        (jpeg(ICC, SCAN), jpeg(ICC, SCAN)),
        (jpeg(segment(0xE2, b"MPF\0canary"), SCAN), jpeg(SCAN)),
        (b"\xff\xd8" + segment(0xFE, b"cut"), b"\xff\xd8" + segment(0xFE, b"cut")),
        (b"GIF89a", b"GIF89a"),
    ],
)
def test_a_picture_loses_what_it_says_of_its_maker_and_never_a_pixel(data: bytes, plain: bytes) -> None:
    assert picture_data.plain_picture(data) == plain


# ------------------------------------------------------------------------------------ the command


def test_the_command_says_what_it_took_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "edited.docx"
    source.write_bytes(edited())
    ended = call(capsys, "finalize", str(source), "-o", str(tmp_path / "out.docx"), "--lang", "ja")
    assert (ended.code, ended.out) == (0, "")
    assert "コメント 1件" in ended.err
    assert "作成者、会社名" in ended.err
    assert (tmp_path / "out.docx").exists()


def test_the_command_shows_the_data_and_writes_a_copy_without_it(
    contract: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "contract.docx"
    source.write_bytes(contract)
    shown = call(capsys, "finalize", str(source), "--print-data", "--lang", "en")
    assert (shown.code, shown.out) == (0, extract(contract).to_yaml())
    assert "as printed" in shown.err
    copy = str(tmp_path / "copy.docx")
    written = call(capsys, "finalize", str(source), "-o", copy, "--without-data", "--lang", "en")
    assert "Extract cannot read this copy" in written.err
    told = call(capsys, "finalize", copy, "--print-data", "--lang", "en").err
    assert told == "This contract carries no agreed data.\n"


def test_the_command_names_what_must_be_settled_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "edited.docx"
    source.write_bytes(word_file(f"<w:p>{tracked('ins', run('99.9'))}</w:p>"))
    ended = call(capsys, "finalize", str(source), "-o", str(tmp_path / "out.docx"), "--lang", "ja")
    assert ended.code == 3
    assert "挿入の変更履歴「99.9」(査読 太郎、2026-11-20T09:15:00Z)" in ended.err
    assert not (tmp_path / "out.docx").exists()


def test_the_command_needs_to_know_what_is_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(tmp_path / "x.docx")
    (tmp_path / "x.docx").write_bytes(word_file())
    for wrong in ((), ("-o", "-"), ("-o", source)):
        assert call(capsys, "finalize", source, *wrong).code == 2
