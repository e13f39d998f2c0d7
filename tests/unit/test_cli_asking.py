"""`questions`, `meeting` and `review --format docx`: files for the other side and for the table."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from tests.command_line import EXAMPLES, OFFER, call
from tests.word_files import paragraphs_of

Capsys = pytest.CaptureFixture[str]

SECOND = str(EXAMPLES / "p01-licence-system.yaml")


def test_questions_go_into_a_word_file(tmp_path: Path, capsys: Capsys) -> None:
    ended = call(capsys, "questions", OFFER, "-o", str(tmp_path / "q.docx"), "--lang", "ja")
    assert (ended.code, ended.out) == (0, "")
    assert "q.docx" in ended.err
    assert "SLAに関する質問票" in paragraphs_of((tmp_path / "q.docx").read_bytes())


def test_questions_go_into_a_workbook_with_the_addresses_hidden(tmp_path: Path, capsys: Capsys) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert call(capsys, "questions", OFFER, SECOND, "-o", str(tmp_path / "q.xlsx"), "--lang", "ja", "--quiet").code == 0
    book = openpyxl.load_workbook(tmp_path / "q.xlsx")
    assert book.sheetnames == ["vendor-offer", "p01-licence-system"]
    sheet = book["vendor-offer"]
    heads = next(row for row in sheet.iter_rows(values_only=True) if row[-1] == "address")
    assert heads == ("番号", "項目", "資料の記載", "質問", "回答", "address")
    assert sheet.column_dimensions["F"].hidden
    asked = [row for row in sheet.iter_rows(values_only=True) if row[-1] and row != heads]
    assert "breach.notice_to_institution" in [row[-1] for row in asked]
    assert all(row[3].endswith("ください。") and row[4] is None for row in asked)


def test_questions_go_into_a_page(tmp_path: Path, capsys: Capsys) -> None:
    assert call(capsys, "questions", OFFER, "-o", str(tmp_path / "q.html"), "--lang", "en").code == 0
    assert "Questions on the SLA" in (tmp_path / "q.html").read_text(encoding="utf-8")


def test_questions_on_several_papers_are_no_page(tmp_path: Path, capsys: Capsys) -> None:
    ended = call(capsys, "questions", OFFER, SECOND, "-o", str(tmp_path / "q.html"))
    assert ended.code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_the_meeting_sheet_takes_the_form_of_its_ending(ending: str, tmp_path: Path, capsys: Capsys) -> None:
    out = tmp_path / f"m.{ending.upper()}"
    assert call(capsys, "meeting", OFFER, "-o", str(out), "--lang", "ja").code == 0
    assert zipfile.is_zipfile(out) is (ending == "docx")


@pytest.mark.parametrize(
    ("command", "known"), [("questions", ".docx or .xlsx or .html"), ("meeting", ".docx or .html")]
)
@pytest.mark.parametrize("name", ["out.pdf", "out", ".docx"])
def test_another_ending_is_refused_and_the_known_ones_are_named(
    command: str, known: str, name: str, tmp_path: Path, capsys: Capsys
) -> None:
    ended = call(capsys, command, OFFER, "-o", str(tmp_path / name))
    assert ended.code == 2
    assert known in ended.err
    assert not list(tmp_path.iterdir())


def test_another_yardstick_asks_other_questions(tmp_path: Path, capsys: Capsys) -> None:
    call(capsys, "questions", OFFER, "-o", str(tmp_path / "a.html"), "--against", "mic-2008")
    call(capsys, "questions", OFFER, "-o", str(tmp_path / "b.html"))
    assert (tmp_path / "a.html").read_text(encoding="utf-8") != (tmp_path / "b.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["questions", "meeting"])
def test_a_paper_is_never_overwritten_by_what_is_made_from_it(command: str, tmp_path: Path, capsys: Capsys) -> None:
    paper = tmp_path / "offer.html"
    shutil.copy(OFFER, paper)
    ended = call(capsys, command, str(paper), "-o", str(paper))
    assert ended.code in (2, 3)
    assert paper.read_bytes() == Path(OFFER).read_bytes()


@pytest.mark.parametrize("command", ["review", "lint"])
def test_a_report_is_a_word_file_where_that_is_asked_for(command: str, tmp_path: Path, capsys: Capsys) -> None:
    out = tmp_path / "r.docx"
    assert call(capsys, command, OFFER, "--format", "docx", "-o", str(out), "--lang", "ja").code == 0
    assert any("SLA" in text for text in paragraphs_of(out.read_bytes()))


def test_several_word_files_need_a_folder(tmp_path: Path, capsys: Capsys) -> None:
    assert call(capsys, "review", OFFER, SECOND, "--format", "docx", "-o", str(tmp_path / "r.docx")).code == 2
    assert call(capsys, "review", OFFER, SECOND, "--format", "docx", "-o", f"{tmp_path}/").code == 0
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["p01-licence-system.review.docx", "vendor-offer.review.docx"]


def test_a_word_file_does_not_go_to_the_screen(capsys: Capsys) -> None:
    ended = call(capsys, "review", OFFER, "--format", "docx")
    assert (ended.code, ended.out) == (2, "")
