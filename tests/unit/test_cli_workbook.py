"""The command `workbook`, workbooks wherever a file is read, and papers that medsla cannot read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.command_line import CLEAN, EXAMPLES, OFFER, call
from tests.excel_files import number, row, sheet, text, workbook
from tests.word_files import word_file

from medsla.reading.files import write_atomically
from medsla.sla import load
from medsla.spreadsheet import read_rows, read_workbook, workbook_bytes

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
VENDORS = workbook({"SLA": sheet(row(1, text("A1", "稼働率"), number("B1", "0.999", "0.0%")))})


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """The offer as a workbook."""
    path = tmp_path / "offer.xlsx"
    write_atomically(path, workbook_bytes(sla=load(OFFER)))
    return str(path)


def test_a_form_is_made_and_not_replaced_unless_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "sla.xlsx")
    assert call(capsys, "workbook", "-o", path, "--lang", "ja").code == 0
    assert read_workbook(path).stated == ()
    again = call(capsys, "workbook", "-o", path, "--lang", "ja")
    assert (again.code, "既にあります" in again.err) == (4, True)
    assert call(capsys, "workbook", "-o", path, "--force", "--lang", "en").code == 0
    assert load_workbook(path).sheetnames[1] == "Cases"


def test_without_a_name_the_layout_names_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call(capsys, "workbook", "--quiet")
    call(capsys, "workbook", "--layout", "rows", "--quiet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.xlsx", "sla.xlsx"]


def test_an_sla_goes_into_a_workbook_and_comes_back_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, back = str(tmp_path / "a.xlsx"), str(tmp_path / "a.yaml")
    call(capsys, "workbook", "--from", CLEAN, "-o", book, "--lang", "ja-en")
    assert call(capsys, "workbook", "--read", book, "-o", back).code == 0
    assert load(back) == load(CLEAN)
    assert load(call(capsys, "workbook", "--read", book).out.encode()) == load(CLEAN)
    assert call(capsys, "workbook", "--read", book, "-o", str(tmp_path / "a.json")).code == 0
    assert load(tmp_path / "a.json") == load(CLEAN)


def test_a_list_of_contracts_has_the_columns_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "rows.xlsx")
    call(capsys, "workbook", "--layout", "rows", "-o", path, "--column", "recovery.rto.within")
    assert read_rows(path).columns[-1] == "recovery.rto.within"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--read", "a.xlsx", "--from", OFFER),
        ("--read", "a.xlsx", "--layout", "rows"),
        ("--column", "recovery.rto.within"),
        ("-o", "a.xls"),
        ("-o", "-"),
    ],
)
def test_what_does_not_go_together_is_a_fault_of_usage(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(capsys, "workbook", *arguments).code == 2


def test_an_unknown_column_is_refused_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.xlsx"
    ended = call(
        capsys, "workbook", "--layout", "rows", "-o", str(path), "--column", "recovery.rto.witin", "--lang", "en"
    )
    assert (ended.code, "recovery.rto.within" in ended.err, path.exists()) == (3, True, False)


def test_cells_that_cannot_be_read_are_named_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    book = load_workbook(io.BytesIO(workbook_bytes()))
    rows = {str(cell.value): cell.row for cell in book.worksheets[0]["A"]}
    book.worksheets[0].cell(rows["recovery.rto.within"], 4).value = "なるべく早く"
    book.worksheets[0].cell(rows["agreement.effective"], 4).value = 46478
    book.save(path)
    for language, words in (("ja", "「2027-04-01」と書いてください"), ("en", "write “2027-04-01”")):
        ended = call(capsys, "workbook", "--read", str(path), "--lang", language)
        assert (ended.code, ended.out) == (3, "")
        assert f"SLA!D{rows['recovery.rto.within']}" in ended.err
        assert words in ended.err


@pytest.mark.parametrize("command", ["review", "lint", "validate"])
def test_a_workbook_is_read_wherever_a_file_is(command: str, filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended = call(capsys, command, filled, "--lang", "ja")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out


def test_a_finding_names_the_cell_of_its_value(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "SLA!D" in call(capsys, "review", filled, "--lang", "ja").out


def test_two_workbooks_are_compared_and_one_is_rendered(
    filled: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(capsys, "diff", OFFER, filled, "--lang", "en").code == 0
    clean, annex = str(tmp_path / "clean.xlsx"), str(tmp_path / "annex.docx")
    call(capsys, "workbook", "--from", CLEAN, "-o", clean)
    assert call(capsys, "render", clean, "-o", annex, "--lang", "ja").code == 0


def test_a_review_goes_into_a_workbook_and_not_onto_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "review.xlsx")
    assert call(capsys, "review", OFFER, "--format", "xlsx", "-o", path, "--lang", "ja").code == 0
    assert len(load_workbook(path).worksheets) > 2
    assert call(capsys, "review", OFFER, "--format", "xlsx").code == 2


def test_a_workbook_is_never_replaced_by_what_is_made_from_it(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(filled).read_bytes()
    assert call(capsys, "review", filled, "--format", "xlsx", "-o", filled).code == 2
    assert call(capsys, "workbook", "--read", filled, "-o", filled, "--force").code == 2
    assert Path(filled).read_bytes() == before


PAPERS = {
    "vendor.xlsx": (VENDORS, "medsla workbook"),
    "rows.xlsx": ((EXAMPLES / "rows.xlsx").read_bytes(), "medsla batch"),
    "vendor.docx": (word_file("<w:p/>"), "medsla workbook"),
    "old.doc": (OLE2 + "WordDocument".encode("utf-16-le"), ".docx"),
    "old.xls": (OLE2 + "Workbook".encode("utf-16-le"), ".xlsx"),
    "locked.xlsx": (OLE2 + "EncryptedPackage".encode("utf-16-le"), {"ja": "パスワード", "en": "password"}),
    "locked.docx": (OLE2 + "EncryptedPackage".encode("utf-16-le"), {"ja": "パスワード", "en": "password"}),
    "scan.pdf": (b"%PDF-1.7 x", "YAML"),
    "empty.xlsx": (b"", {"ja": "内容がありません", "en": "holds nothing"}),
    "empty.docx": (b"", {"ja": "内容がありません", "en": "holds nothing"}),
    "empty.pdf": (b"", {"ja": "内容がありません", "en": "holds nothing"}),
    "cut.xlsx": (workbook_bytes()[:4000], {"ja": "壊れている", "en": "damaged"}),
    "cut.docx": (word_file("<w:p/>")[:600], {"ja": "壊れている", "en": "damaged"}),
    "text.xlsx": (b"medsla: '1.0'\nterms: {}\n", ".xlsx"),
    "renamed.yaml": (VENDORS, {"ja": "YAML", "en": "YAML"}),
    "sheet.csv": ("契約番号\n1\n".encode("cp932"), {"ja": "UTF-8", "en": "UTF-8"}),
}


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_paper_that_cannot_be_read_is_named_with_a_remedy(
    name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, words = PAPERS[name]
    path = tmp_path / name
    path.write_bytes(data)
    expected = words[language] if isinstance(words, dict) else words
    for command in ("review", "render"):
        more = ("-o", str(tmp_path / "out.docx")) if command == "render" else ()
        ended = call(capsys, command, str(path), *more, "--lang", language)
        assert (ended.code, ended.out) == (3, "")
        assert expected in ended.err
        assert "Traceback" not in ended.err
    checked = call(capsys, "validate", str(path), "--lang", language)
    wrapped, wanted = ("".join(said.split()) for said in (checked.out, expected))
    assert (checked.code, wanted in wrapped) == (3, True)


def test_a_workbook_with_a_bomb_in_it_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(VENDORS)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/media/image1.bin", b"\0" * 30_000_000)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(stream.getvalue())
    assert call(capsys, "review", str(path), "--lang", "ja").code == 3
