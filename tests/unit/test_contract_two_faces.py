"""Files that show one text in Word and another to a careless reader: both commands read what Word shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.property.test_contract import AROUND
from tests.unit.test_contract_roundtrip import EXAMPLES
from tests.word_edits import BODY, DATA, KINDS, RELS, Copy, R
from tests.word_files import unzipped, zipped

from medsla.contract import extract, render
from medsla.contract.inspection import inspect_contract
from medsla.errors import ReadError
from medsla.sla import load, load_data

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
ALTERNATIVE = (
    '<mc:AlternateContent><mc:Choice Requires="{}">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
WORDS, OTHER = "定める", "定めない"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    sla = load_data(load(EXAMPLES[0]).document() | AROUND)
    return render(sla, tmp_path_factory.mktemp("sent") / "x.docx", template="form-a").path.read_bytes()


def run_of(made: Copy) -> str:
    """A run of an article's text as it stands in the file."""
    body = made.parts[BODY].decode()
    words = body.index(WORDS, body.index("（定義"))
    start = body.rindex("<w:r>", 0, words)
    return body[start : body.index("</w:r>", start) + len("</w:r>")]


def with_run(sent: bytes, change: str, head: str = "") -> bytes:
    """The contract with a run in another shape; `{0}` is the run, `{1}` one of another text."""
    made = Copy(sent)
    run = run_of(made)
    body = made.parts[BODY].decode()
    made.parts[BODY] = (
        body.replace(run, change.format(run, f"<w:r><w:t>{OTHER}</w:t></w:r>"), 1)
        .replace("<w:document ", f"<w:document {head}", 1)
        .encode()
    )
    return zipped(made.parts)


@pytest.mark.parametrize(
    ("change", "head"),
    [
        (
            ALTERNATIVE.format("x", "{0}", "{1}"),
            f'{MC} xmlns:x="urn:x" ',
        ),
        ("<x:a>{0}</x:a>", f'{MC} xmlns:x="urn:x" mc:Ignorable="x" '),
        ("<w:r><w:ruby><w:rt>{1}</w:rt><w:rubyBase>{0}</w:rubyBase></w:ruby></w:r>", ""),
    ],
    ids=("a choice that nobody takes", "an element that programs pass over", "a reading above the words"),
)
def test_what_word_shows_is_what_is_compared(sent: bytes, change: str, head: str) -> None:
    returned = with_run(sent, change, head)
    assert [one.kind for one in inspect_contract(sent, returned)] != []
    with pytest.raises(ReadError) as caught:
        extract(returned)
    assert {problem.code for problem in caught.value.problems} == {"fence.wording-changed"}


@pytest.mark.parametrize(
    ("change", "head"),
    [
        (
            ALTERNATIVE.format("wps", "{0}", "{0}"),
            f"{MC} {WPS} ",
        ),
        ("<x:a>{0}</x:a>", f'{MC} xmlns:x="urn:x" mc:Ignorable="x" mc:ProcessContent="x:a" '),
    ],
    ids=("a choice that programs take", "an element whose content counts"),
)
def test_the_same_words_in_another_wrapper_are_no_change(sent: bytes, change: str, head: str) -> None:
    returned = with_run(sent, change, head)
    assert list(inspect_contract(sent, returned)) == []
    extract(returned)


def second_body(sent: bytes, relation: str) -> bytes:
    """A contract with another body beside its own, and other relationships of the package."""
    made = Copy(sent)
    made.parts["word/other.xml"] = made.parts[BODY].replace(WORDS.encode(), OTHER.encode())
    made.parts["word/_rels/other.xml.rels"] = made.parts[RELS]
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    made.swap(KINDS, "</Types>", f'<Override PartName="/word/other.xml" ContentType="{kind}"/></Types>')
    made.swap("_rels/.rels", 'Target="word/document.xml"', relation)
    return zipped(made.parts)


def test_of_two_bodies_the_one_that_is_opened_is_read(sent: bytes) -> None:
    returned = second_body(sent, 'Target="word/other.xml"')
    assert "wording" in {one.kind for one in inspect_contract(sent, returned)}
    with pytest.raises(ReadError) as caught:
        extract(returned)
    assert "fence.wording-changed" in {problem.code for problem in caught.value.problems}


def test_a_package_that_names_two_bodies_is_refused(sent: bytes, tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    both = f'Target="word/document.xml"/><Relationship Id="rId77" Type="{office}" Target="word/other.xml"'
    file = tmp_path / "x.docx"
    file.write_bytes(second_body(sent, both))
    with pytest.raises(ReadError) as caught:
        extract(file)
    assert [(problem.code, problem.place.spot) for problem in caught.value.problems] == [
        ("package-doubled", "word/other.xml")
    ]


def test_the_name_of_a_style_puts_no_markup_into_comments(sent: bytes) -> None:
    made = Copy(with_run(sent, "{1}"))
    field = (
        "x&quot;/>&lt;/w:rPr>&lt;/w:r>&lt;w:fldSimple w:instr=&quot;DDEAUTO&quot;/>&lt;w:r>&lt;w:rPr>&lt;w:a w:b=&quot;"
    )
    for name, kind in (("annotation reference", "character"), ("annotation text", "paragraph")):
        style = f'<w:style w:type="{kind}" w:styleId="{field}"><w:name w:val="{name}"/></w:style></w:styles>'
        made.swap("word/styles.xml", "</w:styles>", style)
    returned = zipped(made.parts)
    comments = unzipped(inspect_contract(sent, returned).to_docx(returned, "ja"))["word/comments.xml"]
    assert b"DDEAUTO" in comments
    assert b"<w:fldSimple" not in comments


TITLE = (
    "<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings=\"xmlns:c='c' xmlns:d='d'\""
    ' w:xpath="/c:coreProperties[1]/d:title[1]" w:storeItemID="{{6C3C8BC8-F283-45AE-878A-BAB7291924A1}}"/></w:sdtPr>'
    "<w:sdtContent>{0}</w:sdtContent></w:sdt>"
)


def test_words_bound_to_a_property_of_the_file_are_told(sent: bytes) -> None:
    returned = with_run(sent, TITLE)
    found = inspect_contract(sent, returned)
    assert [(one.kind, one.problem and one.problem.code) for one in found] == [("control", "fence.control-rebound")]
    assert list(inspect_contract(returned, returned)) == []
    with pytest.raises(ReadError) as caught:
        extract(returned)
    assert [problem.code for problem in caught.value.problems] == ["fence.control-rebound"]


def test_a_control_bound_to_the_element_of_another_is_told(sent: bytes) -> None:
    made = Copy(sent)
    first, second = made.parts[BODY].decode().split("<w:dataBinding ")[1:3]
    one, other = (f"<w:dataBinding {text[: text.index('/>')]}/>" for text in (first, second))
    body = made.parts[BODY].decode().replace(one, "@").replace(other, one).replace("@", other)
    made.parts[BODY] = body.encode()
    returned = zipped(made.parts)
    found = inspect_contract(sent, returned)
    assert [(one.kind, one.problem and one.problem.code) for one in found] == [("control", "fence.control-rebound")] * 2
    assert all(one.address for one in found)
    with pytest.raises(ReadError):
        extract(returned)


def test_a_second_store_of_the_same_id_is_told(sent: bytes) -> None:
    made = Copy(sent)
    made.parts["word/data.xml"] = made.parts[DATA].decode().partition("?>")[2].encode("utf-16")
    made.parts["word/_rels/data.xml.rels"] = (
        made.parts["customXml/_rels/item1.xml.rels"].decode().replace('"itemProps', '"/customXml/itemProps').encode()
    )
    made.relate("customXml", "data.xml")
    returned = zipped(made.parts)
    assert [one.problem and one.problem.code for one in inspect_contract(sent, returned)] == ["fence.several-data"]


def many(sent: bytes, markup: str, count: int) -> Copy:
    """The contract with something in it as often as no author would put it."""
    made = Copy(sent)
    made.swap(BODY, "<w:sectPr", f"{''.join(markup.format(number) for number in range(count))}<w:sectPr")
    return made


def test_a_file_of_more_text_than_any_contract_is_refused_before_it_is_compared(sent: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        inspect_contract(sent, zipped(many(sent, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>", 50_000).parts))
    assert [problem.code for problem in caught.value.problems] == ["fence.contract-large"]


def test_thousands_of_links_that_lead_elsewhere_are_each_told_once(sent: bytes) -> None:
    links = [many(sent, '<w:p><w:hyperlink r:id="x{0}"><w:r><w:t>a{0}</w:t></w:r></w:hyperlink></w:p>', 3000)] * 2
    files = []
    for place, made in zip(("https://a.example/", "https://b.example/"), links, strict=True):
        targets = "".join(
            f'<Relationship Id="x{number}" Type="{R}/hyperlink" Target="{place}{number}" TargetMode="External"/>'
            for number in range(3000)
        )
        rels = made.parts[RELS].decode().replace("</Relationships>", f"{targets}</Relationships>")
        files.append(zipped({**made.parts, RELS: rels.encode()}))
    found = inspect_contract(*files)
    assert found.counts() == {"link": 3000}
    assert (found.changes[7].before, found.changes[7].after) == (
        "a7 → https://a.example/7",
        "a7 → https://b.example/7",
    )


def test_a_long_row_of_styles_is_not_followed_to_its_end_for_every_line(sent: bytes) -> None:
    made = many(sent, '<w:p><w:pPr><w:pStyle w:val="z0"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>', 1000)
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="z{number}"><w:basedOn w:val="z{number + 1}"/></w:style>'
        for number in range(20_000)
    )
    made.swap("word/styles.xml", "</w:styles>", f"{chain}</w:styles>")
    assert inspect_contract(sent, zipped(made.parts)).counts() == {"added": 1000}
