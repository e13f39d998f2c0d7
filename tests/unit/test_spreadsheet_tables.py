"""Tables of text as workbooks: text stays text, nothing is cut, pages print; and what a sheet may hold."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.excel_files import row, sheet, text, workbook
from tests.naughty_strings import MARKUP, TAGS

from medsla.errors import OutputError, Place, SpreadsheetError
from medsla.judgement import review
from medsla.report import LintReport, ProblemReport, origins_of
from medsla.report.review_workbook import render_workbook
from medsla.rules import lint
from medsla.sla import load
from medsla.spreadsheet import Column, Table, opening, survey, tables_bytes, write_tables
from medsla.spreadsheet.cells import LONGEST, cell_text
from medsla.spreadsheet.look import lines_needed
from medsla.spreadsheet.survey import column_letters, position
from medsla.spreadsheet.tables import sheet_name

ROOT = Path(__file__).resolve().parents[2]
TRIGGERS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    '=HYPERLINK("http://a","b")',
    "\tx",
    "#N/A",
    "TRUE",
    "2027-04-01",
    "00123",
)


def opened(tables: list[Table], language: str = "ja") -> list[list[list[object]]]:
    """The values of every sheet, read by openpyxl alone."""
    book = load_workbook(io.BytesIO(tables_bytes(tables, language=language)))
    return [[[cell.value for cell in line] for line in one.iter_rows()] for one in book]


@pytest.mark.parametrize("said", [*TRIGGERS, *MARKUP, *TAGS])
def test_text_is_read_again_as_the_text_that_was_written(said: str) -> None:
    book = load_workbook(io.BytesIO(tables_bytes([Table("A", (Column("B", 10),), ((said,),))])))
    cell = book.worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", cell_text(said, Place()))
    assert cell.quotePrefix == (said[0] in "=+-@＝\t")


def test_lines_stand_above_and_below_a_table_and_the_heading_stays_in_view() -> None:
    table = Table(
        "質問票", (Column("番号", 6), Column("回答", 30, fill_in=True)), (("1", ""),), ("題", "前書き"), ("後書き",)
    )
    (rows,) = opened([table])
    assert rows == [["題", None], ["前書き", None], ["番号", "回答"], ["1", None], [None, None], ["後書き", None]]
    one = load_workbook(io.BytesIO(tables_bytes([table]))).worksheets[0]
    assert (one.freeze_panes, one.print_title_rows) == ("A4", "$3:$3")
    assert (one.page_setup.orientation, int(one.page_setup.paperSize)) == ("landscape", 9)


def test_a_hidden_column_is_there_for_programs_alone() -> None:
    table = Table("A", (Column("address", 10, hidden=True), Column("B", 10)), (("recovery.rto", "x"),), ("題",))
    one = load_workbook(io.BytesIO(tables_bytes([table]))).worksheets[0]
    assert one.column_dimensions["A"].hidden
    assert (one["A3"].value, one["B1"].value) == ("recovery.rto", "題")


def test_a_text_longer_than_a_cell_is_refused_by_its_cell_and_never_cut() -> None:
    whole = opened([Table("A", (Column("B", 10),), (("長" * LONGEST,),))])
    assert whole[0][1][0] == "長" * LONGEST
    for said in ("長" * (LONGEST + 1), "𠮷" * (LONGEST // 2 + 1)):
        with pytest.raises(SpreadsheetError) as refused:
            tables_bytes([Table("A", (Column("B", 10),), ((said,),))])
        assert [(p.code, p.place.spot) for p in refused.value.problems] == [("sheet-cell-long", "A!A2")]


def test_a_character_that_no_workbook_can_hold_is_refused_by_its_cell() -> None:
    with pytest.raises(SpreadsheetError) as refused:
        tables_bytes([Table("A", (Column("B", 10),), (("a\x0bb",),))])
    assert [(p.code, p.place.spot) for p in refused.value.problems] == [("text-control", "A!A2")]


def test_rows_and_columns_must_agree() -> None:
    with pytest.raises(SpreadsheetError) as refused:
        tables_bytes([Table("A", (Column("B", 10),), (("a", "b"),))])
    assert [p.code for p in refused.value.problems] == ["sheet-ragged"]


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("指摘事項", [], "指摘事項"),
        ("a/b:c?d*[e]", [], "a b c d e"),
        ("場合分け / Cases", [], "場合分け Cases"),
        ("A", ["a"], "A (2)"),
        ("あ" * 40, ["あ" * 31], "あ" * 27 + " (2)"),
        ("", [], "-"),
        ("'x'", [], "x"),
    ],
)
def test_a_sheet_gets_a_name_that_excel_takes(title: str, taken: list[str], name: str) -> None:
    assert sheet_name(title, taken) == name


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    tables = [Table("A", (Column("B", 10),), (("x",),))]
    write_tables(tmp_path / "a.xlsx", tables)
    assert (tmp_path / "a.xlsx").read_bytes() == tables_bytes(tables)
    with pytest.raises(OutputError):
        write_tables(tmp_path, tables)


def test_lines_are_counted_by_the_width_of_their_characters() -> None:
    assert [lines_needed(said, 10) for said in ("", "a" * 10, "a" * 11, "あ" * 5, "あ" * 6, "a\nb")] == [
        1,
        1,
        2,
        1,
        2,
        2,
    ]


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")])
def test_columns_are_counted_as_excel_does(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert position(f"{letters}7") == (7, number)


@pytest.mark.parametrize("reference", ["", "7", "A", "A0", "a1", "ABCD1", "A１", "A1:B2"])
def test_what_is_no_reference_has_no_place(reference: str) -> None:
    assert position(reference) == (0, 0)


# --- reports


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_a_review_has_a_row_for_every_finding_and_a_sheet_for_every_part(language: str) -> None:
    offer = load(ROOT / "examples" / "vendor-offer.yaml")
    found = review(offer)
    book = load_workbook(io.BytesIO(render_workbook(found, language, origin=origins_of(offer))))
    findings = book.worksheets[1]
    numbers = [cell.value for cell in findings["A"] if str(cell.value).isdigit()]
    assert len(numbers) == len(found.findings)
    assert len(book.worksheets) >= 4
    texts = {str(cell.value) for one in book for line in one.iter_rows() for cell in line}
    assert any("法的助言" in said or "legal advice" in said for said in texts)


def test_reports_without_findings_and_of_refused_input_are_workbooks_too() -> None:
    clean = load(ROOT / "examples" / "00-clean.yaml")
    subjects = (LintReport("a.yaml", lint(clean)), ProblemReport(("a.yaml",), ()))
    for subject in subjects:
        assert load_workbook(io.BytesIO(render_workbook(subject, "ja"))).worksheets


# --- what a sheet may hold


def refusal(data: bytes) -> list[tuple[str, str | None]]:
    """Code and place of each reason."""
    with pytest.raises(SpreadsheetError) as refused:
        opening.open_sheets(data, name="a.xlsx")
    return [(problem.code, problem.place.spot) for problem in refused.value.problems]


def test_more_elements_than_a_person_writes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "MOST_ELEMENTS", 50)
    assert refusal(workbook({"A": sheet(*(row(n, text(f"A{n}", "x")) for n in range(1, 40)))})) == [
        ("sheet-large", None)
    ]


def test_more_merged_areas_than_a_person_makes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "MOST_MERGES", 2)
    areas = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 4))
    assert refusal(workbook({"A": sheet(row(1, text("A1", "x")), after=f"<mergeCells>{areas}</mergeCells>")})) == [
        ("sheet-merges", "A")
    ]


def test_cells_without_a_reference_stand_behind_each_other() -> None:
    cells = '<c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c>'
    (found,) = opening.open_sheets(workbook({"A": sheet(f"<row>{cells}</row>")}))
    assert {column: cell.content for column, cell in found.rows[1].items()} == {1: "a", 2: "b"}


def test_broken_markup_of_a_sheet_is_a_damaged_workbook() -> None:
    whole = sheet(row(1, text("A1", "x")))
    assert refusal(workbook({"A": whole.replace("</row>", "")})) == [("sheet-broken", None)]
    assert refusal(
        workbook(
            {
                "A": whole.replace("<v>", "<v>x")
                .replace('t="inlineStr"', 't="n"')
                .replace('<is><t xml:space="preserve">x</t></is>', "<v>abc</v>")
            }
        )
    ) == [("sheet-broken", None)]
