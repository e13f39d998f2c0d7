"""The text walk: everything a reader of the page meets, once, in order."""

from __future__ import annotations

import pytest
from tests.word_files import NS, W, everywhere, field, paragraph, run, text_box, unzipped, word_file

from medsla import office
from medsla.errors import ReadError


def texts(inner: str, view: office.View = "accepted") -> list[str]:
    root = office.parse(f"<w:body {NS}>{inner}</w:body>".encode(), "word/document.xml")
    return [line.text for line in office.lines(root, view=view)]


MARK = 'w:id="1" w:author="a" w:date="2027-01-01T00:00:00Z"'
GONE = f"<w:del {MARK}><w:r><w:delText>99.9</w:delText></w:r></w:del>"
INSERTED = f"<w:p>{run('稼働率')}{GONE}<w:ins {MARK}>{run('95.0')}</w:ins>{run('%')}</w:p>"
TAG = "<w:sdtPr><w:tag w:val='x'/></w:sdtPr>"
RUBY = "<w:ruby><w:rt><w:r><w:t>たんとう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>担当</w:t></w:r></w:rubyBase></w:ruby>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (paragraph("甲"), ["甲"]),
        ("<w:p/>", [""]),
        (f"<w:p>{run('a')}{run('b')}</w:p>", ["ab"]),
        (f"<w:p><w:sdt>{TAG}<w:sdtContent>{run('4時間')}</w:sdtContent></w:sdt></w:p>", ["4時間"]),
        (f"<w:sdt><w:sdtContent>{paragraph('block')}</w:sdtContent></w:sdt>", ["block"]),
        (f"<w:p><w:hyperlink>{run('link')}</w:hyperlink></w:p>", ["link"]),
        (f"<w:p><w:smartTag>{run('tag')}</w:smartTag></w:p>", ["tag"]),
        (f"<w:p><w:fldSimple w:instr='PAGE'>{run('3')}</w:fldSimple></w:p>", ["3"]),
        (f"<w:p>{field('REF x', '第2条')}</w:p>", ["第2条"]),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/></w:r></w:p>", ["a\tb\n\u2011"]),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr></w:p>", [""]),
        (f"<w:p><w:r>{RUBY}</w:r></w:p>", ["たんとう担当"]),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='2611'/></w:r></w:p>", ["☑"]),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='zz'/></w:r></w:p>", ["\ufffd"]),
        ("<w:p><w:r><w:sym w:char='D800'/><w:sym w:char='0'/><w:sym w:char='FFFF'/></w:r></w:p>", ["\ufffd" * 3]),
        (f"<w:p>{run('前')}</w:p>" + text_box("箱") + paragraph("後"), ["前", "", "箱", "後"]),
        (f"<w:tbl><w:tr><w:tc>{paragraph('1')}</w:tc><w:tc>{paragraph('2')}</w:tc></w:tr></w:tbl>", ["1", "2"]),
    ],
)  # fmt: skip
def test_text_is_read_through_every_wrapper_and_once(inner: str, expected: list[str]) -> None:
    assert texts(inner) == expected


@pytest.mark.parametrize(
    ("view", "expected"), [("accepted", "稼働率95.0%"), ("original", "稼働率99.9%"), ("raw", "稼働率99.995.0%")]
)
def test_a_tracked_change_is_read_as_the_view_asks(view: office.View, expected: str) -> None:
    assert texts(INSERTED, view) == [expected]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    gone = f"<w:p><w:pPr><w:rPr><w:del {MARK}/></w:rPr></w:pPr>{run('甲は')}</w:p>{paragraph('乙に')}"
    assert texts(gone) == ["甲は乙に"]
    assert texts(gone, "original") == ["甲は", "乙に"]


def test_a_deleted_row_is_not_there_once_accepted() -> None:
    row = f"<w:tr><w:trPr><w:del {MARK}/></w:trPr><w:tc>{paragraph('99.9')}</w:tc></w:tr>"
    table = f"<w:tbl>{row}<w:tr><w:tc>{paragraph('95')}</w:tc></w:tr></w:tbl>"
    assert texts(table) == ["95"]
    assert texts(table, "original") == ["99.9", "95"]


def test_a_file_in_the_strict_form_reads_like_any_other() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    xml = f"<w:body {NS}>{paragraph('甲')}</w:body>".replace(W, strict)
    assert [line.text for line in office.lines(office.parse(xml.encode(), "x"))] == ["甲"]


def test_a_package_is_read_with_its_headers_footers_and_footnotes() -> None:
    found = [line.text for line in office.package_lines(unzipped(everywhere("甲"))) if line.text == "甲"]
    assert len(found) == 6


def test_a_line_knows_its_part_and_the_number_that_word_counts() -> None:
    lines = office.package_lines(unzipped(word_file(paragraph("") + paragraph("乙"))))
    assert [(line.part, line.number) for line in lines if line.text == "乙"] == [("word/document.xml", 2)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<a>", "fence.broken-part"),
        (b"", "fence.broken-part"),
        (b"<a>&b;</a>", "fence.broken-part"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "fence.dtd"),
        ("<!DOCTYPE a><a/>".encode("utf-16"), "fence.dtd"),
    ],
)
def test_a_part_that_cannot_be_trusted_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        office.parse(data, "word/document.xml")
    assert [(problem.code, problem.place.spot) for problem in caught.value.problems] == [(code, "word/document.xml")]
