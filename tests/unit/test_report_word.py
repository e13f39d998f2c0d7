from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import made_reviews as made
from tests.naughty_strings import NAUGHTY
from tests.word_files import core_property, paragraphs_of, unzipped

from medsla.errors import Place, Problem
from medsla.judgement import review
from medsla.office import check_package, lines, parse
from medsla.report import LintReport, ProblemReport
from medsla.report.blocks import Block, Counts, Entry, Heading, Heaviest, Outline, Pairs, Paragraph, Table
from medsla.report.meeting import meeting_sheet
from medsla.report.outline import outline
from medsla.report.questionnaire import questionnaire_sheet
from medsla.report.said import Said, shown
from medsla.report.word import render_meeting_word, render_questionnaire_word, render_word
from medsla.report.word_marks import run, shares
from medsla.results import Review

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = shutil.which("soffice")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

Make = Callable[[Review, str], bytes]


def report(found: Review, language: str) -> bytes:
    return render_word(found, language, origin=made.origin())


def questions(found: Review, language: str) -> bytes:
    return render_questionnaire_word([found], language)


every_file = pytest.mark.parametrize(
    "make", [report, render_meeting_word, questions], ids=["review", "meeting", "questions"]
)
every_language = pytest.mark.parametrize("language", ["ja", "en", "ja-en"])


def document(data: bytes) -> ET.Element:
    return ET.fromstring(unzipped(data)["word/document.xml"])


def read(data: bytes) -> list[str]:
    """The paragraphs of the body that say something, by medsla's own reader."""
    part = "word/document.xml"
    return [line.text for line in lines(parse(unzipped(data)[part], part), part) if line.text]


def texts(said: Said) -> list[str]:
    return [text for _, text in said.texts if text]


def meant(block: Block) -> list[str]:
    """The texts of a block that stand in cells and paragraphs of their own."""
    if isinstance(block, Paragraph):
        return texts(block.text)
    if isinstance(block, Table):
        return [text for row in (block.columns, *block.rows) for said in row for text in texts(said)]
    if isinstance(block, Entry):
        pairs = (*block.sides, *block.pairs)
        return [*texts(block.lead), *(text for pair in pairs for line in pair.lines for text in texts(line))]
    if isinstance(block, Pairs):
        return [text for pair in block.items for line in pair.lines for text in texts(line)]
    if isinstance(block, Heaviest):
        return [text for item in block.items for said in (item.finding, *item.places) for text in texts(said)]
    assert isinstance(block, Heading | Counts)
    return []


def missing(sheet: Outline, data: bytes) -> list[str]:
    """What was meant and does not stand in the file as it is."""
    found = read(data)
    wanted = [text for block in sheet.blocks for text in meant(block)]
    return [text for text in wanted if text not in found]


@every_language
def test_every_text_is_read_back_as_it_was_meant(language: str) -> None:
    found = made.review("R&D <青空>病院\n2行目")
    assert missing(outline(found, language, origin=made.origin()), report(found, language)) == []
    assert missing(questionnaire_sheet(found, language), questions(found, language)) == []
    assert missing(meeting_sheet(found, language), render_meeting_word(found, language)) == []


def test_no_text_of_a_paper_is_lost_or_becomes_markup() -> None:
    tried = [text for text in NAUGHTY if shown(text).strip()]
    wrong = []
    for text in tried:
        report = LintReport(text, (), {"ja": text, "en": text})
        data = render_word(report, "ja")
        if missing(outline(report, "ja"), data) or len(document(data)[0]) != 6:
            wrong.append(text)
    assert len(tried) > 100
    assert wrong == []


def test_characters_that_no_file_can_hold_are_shown() -> None:
    problem = Problem.of("key-twice", Place("a\x00b\ud800.yaml"), key="k", first=1)
    assert "a\\x00b\\ud800.yaml" in read(render_word(ProblemReport(("x",), (problem,)), "ja"))


@every_file
def test_the_same_review_gives_the_same_bytes(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = make(made.review(), "ja")
    assert make(made.review(), "ja") == first
    assert core_property(first, "created") == "1980-01-01T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert core_property(make(made.review(), "ja"), "created") == "2027-01-15T08:00:00Z"


@every_file
@every_language
def test_a_file_fetches_nothing_and_leaves_no_tag_behind(make: Make, language: str) -> None:
    assert check_package(unzipped(make(made.review(), language))) == []


@every_file
def test_heads_of_columns_are_repeated_and_rows_stay_whole(make: Make) -> None:
    tables = document(make(made.review(), "ja")).findall(f".//{W}tbl")
    headed = [table for table in tables if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]
    assert headed
    for table in tables:
        first, *others = table.findall(f"{W}tr")
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        assert table not in headed or first.find(f"{W}trPr/{W}tblHeader") is not None


def test_a_very_long_row_may_be_broken_between_pages() -> None:
    table = document(report(made.review("長" * 3000), "ja")).findall(f".//{W}tr")
    assert any(row.find(f"{W}trPr/{W}cantSplit") is None for row in table)


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (report, ("11906", "16838", None)),
        (render_meeting_word, ("16838", "11906", "landscape")),
        (questions, ("16838", "11906", "landscape")),
    ],
    ids=["review", "meeting", "questions"],
)
def test_the_paper_is_a4_upright_for_reading_and_across_for_lists(
    make: Make, size: tuple[str, str, str | None]
) -> None:
    (page,) = document(make(made.review(), "ja")).iter(f"{W}pgSz")
    assert (page.get(f"{W}w"), page.get(f"{W}h"), page.get(f"{W}orient")) == size


@every_file
def test_tables_are_as_wide_as_the_page_lets_them(make: Make) -> None:
    root = document(make(made.review(), "ja"))
    (size,), (margin,) = root.iter(f"{W}pgSz"), root.iter(f"{W}pgMar")
    room = int(size.get(f"{W}w", "0")) - int(margin.get(f"{W}left", "0")) - int(margin.get(f"{W}right", "0"))
    for table in root.iter(f"{W}tbl"):
        assert sum(int(column.get(f"{W}w", "0")) for column in table.iter(f"{W}gridCol")) == room


def test_japanese_and_latin_letters_have_fonts_of_their_own() -> None:
    styles = ET.fromstring(unzipped(report(made.review(), "ja"))["word/styles.xml"])
    found = {(font.get(f"{W}ascii"), font.get(f"{W}eastAsia")) for font in styles.iter(f"{W}rFonts")}
    assert found == {("Times New Roman", "ＭＳ 明朝"), ("Arial", "ＭＳ ゴシック")}
    (language,) = styles.iter(f"{W}lang")
    assert (language.get(f"{W}val"), language.get(f"{W}eastAsia")) == ("en-US", "ja-JP")


@every_file
def test_pages_are_numbered(make: Make) -> None:
    footer = unzipped(make(made.review(), "en"))["word/footer1.xml"].decode()
    assert re.findall(r"<w:instrText[^>]*> (\w+) <", footer) == ["PAGE", "NUMPAGES"]


def test_headings_are_real_headings() -> None:
    root = document(report(made.review(), "en"))
    used = {style.get(f"{W}val") for style in root.iter(f"{W}pStyle")}
    defined = {
        style.get(f"{W}styleId")
        for style in ET.fromstring(unzipped(report(made.review(), "en"))["word/styles.xml"]).iter(f"{W}style")
    }
    assert {"Title", "Heading1", "Heading2"} <= used <= defined


def test_the_properties_name_the_report_and_nobody() -> None:
    data = render_meeting_word(made.review(), "ja-en")
    assert core_property(data, "title") == "SLA協議用一覧 / SLA meeting sheet"
    assert core_property(data, "creator") == ""
    assert core_property(data, "language") == "ja-JP"


def test_each_paper_is_asked_about_from_a_new_page() -> None:
    data = render_questionnaire_word([made.review("甲"), made.review("乙"), made.clean()], "ja")
    assert len(list(document(data).iter(f"{W}pageBreakBefore"))) == 2
    assert [text for text in paragraphs_of(data) if text == "SLAに関する質問票"] == ["SLAに関する質問票"] * 3
    assert "お尋ねする事項はありません。" in paragraphs_of(data)


def test_a_question_has_an_empty_cell_for_the_reply_with_room_to_write() -> None:
    rows = document(questions(made.review(), "ja")).findall(f".//{W}tr")[1:]
    assert rows
    for row in rows:
        last = row.findall(f"{W}tc")[-1]
        assert "".join(last.itertext()) == ""
        assert row.find(f"{W}trPr/{W}trHeight") is not None


def test_the_sheet_says_how_many_findings_it_leaves_out() -> None:
    found = review(EXAMPLES / "vendor-offer.yaml")
    rows = len(document(render_meeting_word(found, "ja")).findall(f".//{W}tr")) - 1
    assert f"このほか{len(found.findings) - rows}件は照合報告の本文にあります。" in read(
        render_meeting_word(found, "ja")
    )


def test_a_line_break_is_one_in_word_too() -> None:
    assert run("a\nb").count("<w:br/>") == 1


def test_shares_fill_the_room_to_the_last_twip() -> None:
    assert sum(shares(9638, (5, 21, 43, 43, 26, 10, 20))) == 9638


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_sheet_for_a_meeting_is_one_page(tmp_path: Path) -> None:
    papers = ("vendor-offer", "p01-licence-system", "p15-service-specification")
    for paper in papers:
        found = review(EXAMPLES / f"{paper}.yaml")
        for language in ("ja", "en", "ja-en"):
            (tmp_path / f"{paper}.{language}.docx").write_bytes(render_meeting_word(found, language))
    files = sorted(str(file) for file in tmp_path.glob("*.docx"))
    flags = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [str(OFFICE), *flags, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=180
    )
    pages = {
        file.stem: len(re.findall(rb"/Type\s*/Page\b", file.read_bytes())) for file in sorted(tmp_path.glob("*.pdf"))
    }
    assert pages == {Path(file).stem: 1 for file in files}
