"""Private data, properties, bytes, checks and files of Word packages."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from tests.word_files import NS, WORD, R, outside, paragraph, run, unzipped, word_file

from medsla import office

PROPERTIES = office.Properties("題 & <名>", "ja-JP")
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
CANARY = "canary-7f3"


def private_file() -> bytes:
    body = (
        '<w:p w:rsidR="00AB12CD" w14:paraId="1234ABCD"><w:commentRangeStart w:id="0"/>'
        + run("本文")
        + '<w:proofErr w:type="spellStart"/><w:commentRangeEnd w:id="0"/>'
        + '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    parts = {
        "docProps/core.xml": f'<cp:core xmlns:cp="x" xmlns:dc="y"><dc:creator>{CANARY}</dc:creator></cp:core>',
        "docProps/app.xml": f"<Properties><Company>{CANARY}</Company></Properties>",
        "docProps/thumbnail.jpeg": CANARY,
        "word/comments.xml": f'<w:comments xmlns:w="z">{CANARY}</w:comments>',
        "word/people.xml": f"<people>{CANARY}</people>",
        "customXml/item1.xml": f"<a>{CANARY}</a>",
        "word/stylesWithEffects.xml": f"<a>{CANARY}</a>",
        "word/settings.xml": f'<w:settings {NS}><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids>'
        f'<w:docVars><w:docVar w:name="a" w:val="{CANARY}"/></w:docVars></w:settings>',
    }
    kinds = {
        "/docProps/core.xml": CORE,
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/docProps/thumbnail.jpeg": "image/jpeg",
        "/word/comments.xml": f"{WORD}comments+xml",
        "/word/people.xml": f"{WORD}people+xml",
        "/word/stylesWithEffects.xml": "application/vnd.ms-word.stylesWithEffects+xml",
        "/word/settings.xml": f"{WORD}settings+xml",
    }
    links = f'<Relationship Id="rId90" Type="{R}/comments" Target="comments.xml"/>'
    return word_file(body, parts=parts, kinds=kinds, links=links)


def test_no_private_data_of_a_template_stays() -> None:
    cleared = office.clear_private_data(unzipped(private_file()))
    whole = b"".join(cleared.values())
    assert [word for word in (CANARY, "rsid", "paraId", "comment", "proofErr") if word.encode() in whole] == []
    assert office.full_text(cleared).strip() == "本文"


def test_what_is_taken_out_leaves_no_relationship_behind() -> None:
    cleared = office.clear_private_data(unzipped(private_file()))
    assert [link.target for link in office.relationships(cleared) if link.target not in cleared] == []


def test_properties_are_written_letter_by_letter_and_mark_the_file() -> None:
    parts = office.set_properties(office.clear_private_data(unzipped(private_file())), PROPERTIES)
    assert "題 &amp; &lt;名&gt;".encode() in parts["docProps/core.xml"]
    private = (b"creator", b"lastModifiedBy", b"created", b"modified")
    assert [word for word in private if word in parts["docProps/core.xml"]] == []
    assert office.is_marked(parts)
    assert not office.is_marked(unzipped(private_file()))


def test_the_mark_does_not_name_the_tool() -> None:
    parts = office.set_properties(unzipped(word_file(paragraph("x"))), PROPERTIES)
    assert b"medsla" not in b"".join(parts.values())


def test_bytes_depend_on_the_parts_alone_and_start_with_the_content_types() -> None:
    parts = unzipped(word_file(paragraph("x")))
    turned = dict(reversed(parts.items()))
    assert office.repack(parts) == office.repack(turned)
    names = zipfile.ZipFile(BytesIO(office.repack(parts))).namelist()
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert unzipped(office.repack(parts)) == parts


@pytest.mark.parametrize(
    ("epoch", "year"), [("1800000000", 2027), ("0", 1980), ("", 1980), ("soon", 1980), ("-5", 1980), ("９", 1980)]
)
def test_the_times_in_a_package_are_fixed(epoch: str, year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    archive = zipfile.ZipFile(BytesIO(office.repack({"[Content_Types].xml": b"<Types/>"})))
    assert [entry.date_time[0] for entry in archive.infolist()] == [year]


def control(tag: str, number: int, binding: str = "") -> str:
    properties = f'<w:tag w:val="{tag}"/><w:id w:val="{number}"/>{binding}'
    return f"<w:p><w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run('x')}</w:sdtContent></w:sdt></w:p>"


BINDING = '<w:dataBinding w:xpath="/a" w:storeItemID="{00000000-0000-0000-0000-000000000001}"/>'
DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
STORE = f'<ds:datastoreItem xmlns:ds="{DATASTORE}" ds:itemID="{BINDING[-41:-3]}"/>'
MACRO = {"/word/vbaProject.bin": "application/vnd.ms-office.vbaProject"}
CHUNK = f'<Relationship Id="r9" Type="{R}/aFChunk" Target="x.xml"/>'
STORED = {"customXml/itemProps1.xml": STORE}
STORE_KIND = {"/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"}
BEGIN, END = (f'<w:p><w:r><w:fldChar w:fldCharType="{kind}"/></w:r></w:p>' for kind in ("begin", "end"))


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (word_file(paragraph("x")), []),
        (word_file(control("t" * 64, 1)), []),
        (word_file(control("t" * 65, 1)), ["fence.long-tag"]),
        (word_file(control("a", 1) + control("b", 2)), []),
        (word_file(control("a", 1) + control("b", 1)), ["fence.doubled-control-id"]),
        (word_file(BEGIN + END), []),
        (word_file(BEGIN), ["fence.open-field"]),
        (word_file(END + BEGIN), ["fence.open-field"]),
        (word_file(paragraph("{{ left }}")), ["fence.leftover"]),
        (word_file(header=paragraph("{% if")), ["fence.leftover"]),
        (word_file(paragraph("{ {")), []),
        (word_file(control("a", 1, BINDING)), ["fence.unknown-store"]),
        (word_file(control("a", 1, BINDING), parts=STORED, kinds=STORE_KIND), []),
        (word_file(links=outside("hyperlink", "https://example.com/")), []),
        (word_file(links=outside("hyperlink", "mailto:a@example.com")), []),
        (word_file(links=outside("hyperlink", "file:///c:/a")), ["fence.external-link"]),
        (word_file(links=outside("hyperlink", "\\\\host\\a")), ["fence.external-link"]),
        (word_file(links=outside("image", "https://example.com/a.png")), ["fence.external-link"]),
        (word_file(parts={"word/vbaProject.bin": "x"}, kinds=MACRO), ["fence.embedded-object"]),
        (word_file(parts={"word/embeddings/a.bin": "x"}), ["fence.embedded-object"]),
        (word_file(parts={"word/activeX/activeX1.xml": "<a/>"}), ["fence.embedded-object"]),
        (word_file(parts={"word/x.xml": "<a/>"}, links=CHUNK), ["fence.embedded-object"]),
    ],
)  # fmt: skip
def test_a_fault_that_no_validator_reports_is_found(data: bytes, codes: list[str]) -> None:
    assert [problem.code for problem in office.check_package(unzipped(data))] == codes


def test_braces_that_were_meant_are_no_leftover() -> None:
    parts = unzipped(word_file(paragraph("名称: {{ 7*7 }}です")))
    assert office.check_package(parts, allowed=["{{ 7*7 }}"]) == []
    assert [problem.code for problem in office.check_package(parts, allowed=["{{ 7 }}"])] == ["fence.leftover"]
