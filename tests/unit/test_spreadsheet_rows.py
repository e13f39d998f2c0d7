"""One contract a row: workbooks as people and programs leave them, text tables in every encoding, bases filled."""

from __future__ import annotations

import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.excel_files import error, formula, merge, number, row, sheet, text, workbook

from medsla.errors import InvalidSla, Place, Problem, ReadError, SpreadsheetError
from medsla.sla import load, load_data
from medsla.spreadsheet import VARYING, Column, Row, Table, fill, read_rows, tables_bytes, with_remarks, workbook_bytes
from medsla.spreadsheet.rows import row_fields

ROOT = Path(__file__).resolve().parents[2]
HEAD = ("agreement.number", "agreement.effective", "availability.uptime.percent", "recovery.rto.within")


SHARE = number("C2", "0.999", "0.0%")
LENGTH = number("D3", "1.0833333333333333", "[h]:mm")
CLOCK = number("D4", "0.10416666666666667", "h:mm")


def heading(*addresses: str) -> str:
    """The first row: addresses in the columns from A on."""
    return row(1, *(text(f"{'ABCDEFG'[index]}1", address) for index, address in enumerate(addresses)))


def read(*rows: str, before: str = "", after: str = "", dimension: str = "A1") -> list[Row]:
    """The rows of a sheet with the usual heading."""
    data = workbook({"契約一覧": sheet(heading(*HEAD), *rows, before=before, after=after, dimension=dimension)})
    return list(read_rows(data, name="rows.xlsx"))


def codes(found: Row) -> list[tuple[str, str | None]]:
    """Code and cell of each problem."""
    return [(problem.code, problem.place.spot) for problem in found.problems]


def refusal(data: bytes, name: str = "rows.xlsx") -> list[tuple[str, str | None]]:
    """Code and place of each reason why a table is refused as a whole."""
    with pytest.raises((ReadError, SpreadsheetError)) as refused:
        list(read_rows(data, name=name))
    return [(problem.code, problem.place.spot) for problem in refused.value.problems]


def test_each_kind_of_cell_has_one_meaning_or_is_refused_at_its_place() -> None:
    found = read(
        row(2, text("A2", "00123"), text("B2", "令和9年4月1日"), SHARE, text("D2", "4時間以内")),
        row(3, number("A3", "124", "00000"), number("B3", "46478", "yyyy-mm-dd"), text("C3", "99.9%"), LENGTH),
        row(4, text("A4", "00125"), number("B4", "46478"), number("C4", "0.999"), CLOCK),
        row(5, error("A5", "#N/A"), number("B5", "60", "yyyy-mm-dd"), number("C5", "0.9995", "0%"), number("D5", "4")),
    )
    assert dict(found[0].values) == {
        "agreement.number": "00123",
        "agreement.effective": "2027-04-01",
        "availability.uptime.percent": Decimal("99.9"),
        "recovery.rto.within": "PT4H",
    }
    assert dict(found[1].values) == {
        "agreement.number": "00124",
        "agreement.effective": "2027-04-01",
        "availability.uptime.percent": Decimal("99.9"),
        "recovery.rto.within": "PT26H",
    }
    assert dict(found[2].values) == {"agreement.number": "00125", "recovery.rto.within": "PT150M"}
    assert codes(found[2]) == [("sheet-date-number", "契約一覧!B4"), ("sheet-percent-unsure", "契約一覧!C4")]
    assert codes(found[3]) == [
        ("sheet-error", "契約一覧!A5"),
        ("sheet-date-early", "契約一覧!B5"),
        ("sheet-rounded", "契約一覧!C5"),
        ("sheet-no-unit", "契約一覧!D5"),
    ]
    assert [one.number for one in found] == [2, 3, 4, 5]
    assert found[0].places["agreement.effective"] == Place(
        "rows.xlsx", address="agreement.effective", spot="契約一覧!B2"
    )


def test_a_date_of_a_workbook_from_a_mac_is_the_date_it_shows() -> None:
    data = workbook(
        {"A": sheet(heading("agreement.effective"), row(2, number("A2", "45016", "yyyy-mm-dd")))}, epoch_1904=True
    )
    assert [dict(one.values) for one in read_rows(data, name="a.xlsx")] == [{"agreement.effective": "2027-04-01"}]


def test_a_formula_counts_by_the_result_that_the_file_holds_and_is_never_calculated() -> None:
    found = read(row(2, formula("A2", "1+1", "SLA-2"), formula("B2", "TODAY()")))
    assert found[0].values["agreement.number"] == "SLA-2"
    assert codes(found[0]) == [("sheet-formula", "契約一覧!B2")]


def test_text_that_begins_like_a_formula_is_text() -> None:
    assert read(row(2, text("A2", "=cmd|'/c calc'!A1")))[0].values["agreement.number"] == "=cmd|'/c calc'!A1"


def test_an_escaped_character_is_the_character() -> None:
    assert read(row(2, text("A2", "SLA_x002D_1")))[0].values["agreement.number"] == "SLA-1"


def test_values_under_merged_cells_are_refused_for_every_row_they_touch() -> None:
    found = read(row(2, text("A2", "1")), row(3, text("A3", "2")), after=merge("A2:A3"))
    assert [codes(one) for one in found] == [[("sheet-merged", "契約一覧!A2")], [("sheet-merged", "契約一覧!A3")]]


def test_merged_cells_without_values_are_nobody_s_business() -> None:
    assert read(row(2, text("A2", "1")), after=merge("C9:D12"))[0].problems == ()


def test_hidden_rows_and_columns_with_values_are_refused() -> None:
    found = read(row(2, text("A2", "1"), hidden=True), row(3, text("A3", "2")))
    assert [codes(one) for one in found] == [[("sheet-hidden-row", "契約一覧!A2")], []]
    found = read(
        row(2, text("A2", "1"), text("B2", "2027-04-01")), before='<cols><col min="2" max="2" hidden="1"/></cols>'
    )
    assert codes(found[0]) == [("sheet-hidden-column", "契約一覧!B2")]


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    found = read(row(2, text("A2", "1")), row(3, text("A3", "2")), dimension="A1:A2")
    assert len(found) == 2
    assert len(read(row(2, text("A2", "1")), dimension="A1:XFD1048576")) == 1


def test_a_value_far_outside_is_refused_and_mere_formats_are_not() -> None:
    far = sheet(heading(*HEAD), row(1048576, text("XFD1048576", "x")))
    assert refusal(workbook({"A": far})) == [("sheet-far", "A!XFD1048576")]
    assert len(read(row(2, text("A2", "1")), row(1048576, '<c r="XFD1048576" s="1"/>'))) == 1


def test_a_merge_over_a_whole_sheet_does_not_stop_the_reading() -> None:
    assert codes(read(row(2, text("A2", "1")), after=merge("A1:XFD1048576"))[0]) == [("sheet-merged", "契約一覧!A2")]


def test_empty_rows_are_left_out_and_values_without_a_heading_are_refused() -> None:
    found = read(row(2), row(5, text("A5", "1"), text("F5", "メモ")))
    assert [(one.number, codes(one)) for one in found] == [(5, [("sheet-no-heading", "契約一覧!F5")])]


def test_a_column_marked_with_a_sign_is_ignored() -> None:
    data = workbook({"A": sheet(heading("agreement.number", "# 備考"), row(2, text("A2", "1"), text("B2", "要確認")))})
    (found,) = read_rows(data, name="a.xlsx")
    assert (dict(found.values), found.problems) == ({"agreement.number": "1"}, ())


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (("agreement.number", "agreement.nmber"), [("sheet-column-near", "A!B1")]),
        (("agreement.number", "ほげ"), [("sheet-column-unknown", "A!B1")]),
        (("agreement.number", "契約番号"), [("sheet-column-twice", "A!B1")]),
        (("ほげ", "ふが"), [("sheet-no-columns", None)]),
    ],
)
def test_headings_that_name_no_value_are_refused(
    addresses: tuple[str, ...], expected: list[tuple[str, str | None]]
) -> None:
    assert refusal(workbook({"A": sheet(heading(*addresses), row(2, text("A2", "1")))})) == expected


def test_headings_may_be_labels_in_either_language_below_a_title() -> None:
    rows = (
        row(1, text("A1", "2027年度 契約")),
        row(3, text("A3", "契約番号"), text("B3", "Effective date")),
        row(4, text("A4", "1"), text("B4", "R9.4.1")),
    )
    (found,) = read_rows(workbook({"A": sheet(*rows)}), name="a.xlsx")
    assert dict(found.values) == {"agreement.number": "1", "agreement.effective": "2027-04-01"}


def test_of_two_sheets_with_rows_none_is_chosen() -> None:
    one = sheet(heading("agreement.number"), row(2, text("A2", "1")))
    assert refusal(workbook({"A": one, "B": one})) == [("sheet-several", None)]
    assert refusal(workbook({"A": one, "B": one}, hidden=["B"])) == [("sheet-several", None)]
    assert refusal(workbook({"A": one, "B": sheet()}, hidden=["A"])) == [("sheet-hidden-sheet", "A")]


def test_the_form_of_one_sla_is_told_from_a_list_of_contracts() -> None:
    assert refusal(workbook_bytes(language="ja")) == [("sheet-is-terms", None)]


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_a_list_made_by_medsla_has_its_columns_and_no_rows(language: str) -> None:
    found = read_rows(workbook_bytes(language=language, layout="rows"), name="a.xlsx")
    assert found.columns == VARYING
    assert list(found) == []


def test_a_list_may_have_more_columns_and_a_first_row_from_an_sla() -> None:
    sla = load(ROOT / "examples" / "00-clean.yaml")
    columns = (*VARYING, "recovery.rto.within", "availability.uptime.exclusions")
    (found,) = read_rows(workbook_bytes(sla=sla, layout="rows", columns=columns), name="a.xlsx")
    assert found.values["recovery.rto.within"] == sla["recovery.rto.within"]
    assert tuple(found.values["availability.uptime.exclusions"]) == sla["availability.uptime.exclusions"]
    assert found.values["parties.institution.name.ja"] == sla.parties["institution"]["name"]["ja"]


def test_a_column_named_twice_is_refused_before_anything_is_drawn() -> None:
    with pytest.raises(SpreadsheetError) as refused:
        row_fields(["agreement.number", "agreement.number"])
    assert [problem.code for problem in refused.value.problems] == ["sheet-column-twice"]


def test_the_shipped_rows_are_ten_and_one_of_them_is_bad() -> None:
    found = list(read_rows(ROOT / "examples" / "rows.xlsx"))
    assert [one.number for one in found if one.problems] == [9]
    assert [one.values["agreement.number"] for one in found] == [f"{number:05}" for number in range(101, 111)]
    base = load(ROOT / "examples" / "base.yaml")
    made = [fill(base, one) for one in found if not one.problems]
    assert {sla.agreement["effective"] for sla in made} == {"2027-04-01", "2027-05-01"}


def test_the_shipped_rows_are_what_their_program_makes() -> None:
    program = [sys.executable, "tools/build_examples.py", "--check"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# --- text tables

CSV = "契約番号,発効日,医療機関等(甲)：名称(日本語)\n00123,令和9年4月1日,髙橋〜医院\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_text_table_is_read_in_the_encoding_it_has_and_says_which(encoding: str) -> None:
    said = CSV.replace("〜", "～") if encoding == "cp932" else CSV
    found = read_rows(said.encode(encoding), name="rows.csv")
    assert found.encoding == encoding
    (only,) = found
    assert only.values["agreement.number"] == "00123"
    assert only.values["agreement.effective"] == "2027-04-01"
    assert only.values["parties.institution.name.ja"] in ("髙橋〜医院", "髙橋～医院")
    assert only.places["agreement.number"].spot == "A2"


def test_tabs_part_the_cells_of_what_excel_calls_unicode_text() -> None:
    (found,) = read_rows(CSV.replace(",", "\t").encode("utf-16"), name="rows.txt")
    assert found.values["agreement.number"] == "00123"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'agreement.number\n"a\n', [("sheet-csv-quotes", None)]),
        (b'agreement.number\n"a"b\n', [("sheet-csv-quotes", None)]),
        (b"agreement.number\na\0b\n", [("sheet-csv-nul", None)]),
        (b"agreement.number\n\x81\xff\xa0\x80\n", [("sheet-csv-encoding", None)]),
        (b"", [("file-empty", None)]),
        (b"%PDF-1.7 x", [("file-pdf", None)]),
        (b"a,b\n1,2\n", [("sheet-no-columns", None)]),
        (b"agreement.number,agreement.number\n1,2\n", [("sheet-column-twice", "B1")]),
        (("agreement.number\n" + "a" * 200_000).encode(), [("sheet-csv-quotes", None)]),
    ],
)
def test_a_broken_text_table_is_refused_as_a_whole(data: bytes, expected: list[tuple[str, str | None]]) -> None:
    assert refusal(data, "rows.csv") == expected


def test_a_record_of_another_length_is_refused_and_the_others_are_read() -> None:
    found = list(read_rows(b"agreement.number,agreement.effective\n1,2027-04-01,x\n2\n3,2027-04-01\n", name="a.csv"))
    assert [codes(one) for one in found] == [
        [("sheet-no-heading", "C2"), ("sheet-row-length", "2")],
        [("sheet-row-length", "3")],
        [],
    ]


def test_a_label_row_below_addresses_is_no_contract() -> None:
    (found,) = read_rows("agreement.number\n契約番号\n1\n".encode(), name="a.csv")
    assert found.number == 3


# --- filling a base


def test_a_value_takes_the_place_of_an_answer_and_of_the_bound_before() -> None:
    base = load_data({"medsla": "1.0", "terms": {"recovery": {"rto": {"answer": "unset"}}}})
    assert fill(base, Row(2, {"recovery.rto.within": "PT4H"}, {})).term("recovery.rto") == {"within": "PT4H"}
    base = load_data({"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT8H", "bound": "exclusive"}}}})
    assert fill(base, Row(2, {"recovery.rto.within": "PT4H"}, {})).term("recovery.rto") == {"within": "PT4H"}
    both = {"recovery.rto.within": "PT4H", "recovery.rto.bound": "exclusive"}
    assert fill(base, Row(2, both, {})).term("recovery.rto") == {"within": "PT4H", "bound": "exclusive"}
    answered = fill(base, Row(2, {"recovery.rto.answer": "undisclosed"}, {}))
    assert answered.term("recovery.rto") == {"answer": "undisclosed"}


def test_a_case_is_filled_where_the_base_has_it_and_refused_where_not() -> None:
    cases = [{"when": {"severity": "critical"}, "within": "PT1H"}]
    base = load_data({"medsla": "1.0", "terms": {"support": {"response": {"cases": cases}}}})
    made = fill(base, Row(2, {"support.response[critical].within": "PT30M"}, {}))
    assert made["support.response[critical].within"] == "PT30M"
    with pytest.raises(InvalidSla) as refused:
        fill(base, Row(2, {"support.response[minor].within": "PT30M"}, {}))
    assert [problem.code for problem in refused.value.problems] == ["sheet-no-such-case"]


def test_what_the_schema_refuses_is_told_by_the_cell_it_came_from() -> None:
    base = load_data({"medsla": "1.0", "terms": {}})
    place = Place("rows.xlsx", address="service.plan", spot="A!D7")
    with pytest.raises(InvalidSla) as refused:
        fill(base, Row(7, {"service.plan": "Premium Plan"}, {"service.plan": place}))
    assert [problem.place for problem in refused.value.problems] == [place]


def test_a_value_that_was_replaced_does_not_come_from_the_old_paper() -> None:
    base = load_data(
        {
            "medsla": "1.0",
            "terms": {"recovery": {"rto": {"within": "PT8H"}}},
            "origin": {"recovery.rto.within": {"place": "p. 3", "said": "8時間以内"}},
        }
    )
    place = Place("rows.xlsx", address="recovery.rto.within", spot="A!D7")
    made = fill(base, Row(7, {"recovery.rto.within": "PT4H"}, {"recovery.rto.within": place}))
    assert dict(made.origin["recovery.rto.within"]) == {"file": "rows.xlsx", "place": "A!D7"}


def test_a_row_with_problems_is_not_filled_in() -> None:
    with pytest.raises(SpreadsheetError):
        fill(load_data({"medsla": "1.0", "terms": {}}), Row(2, {}, {}, (Problem.of("sheet-formula"),)))


# --- remarks


def test_a_copy_has_remarks_at_the_cells_that_were_refused_and_all_else_as_it_was() -> None:
    whole = (ROOT / "examples" / "rows.xlsx").read_bytes()
    problems = [problem for one in read_rows(whole) for problem in one.problems]
    copy = with_remarks(whole, {str(problem.place.spot): problem.sentence("ja") for problem in problems})
    sheet_ = load_workbook(io.BytesIO(copy)).worksheets[0]
    marked = {cell.coordinate for line in sheet_.iter_rows() for cell in line if cell.comment and cell.row > 2}
    assert marked == {"C9"}
    assert "2027-04-01" in sheet_["C9"].comment.text
    assert [(one.number, one.values, len(one.problems)) for one in read_rows(copy)] == [
        (one.number, one.values, len(one.problems)) for one in read_rows(whole)
    ]


def test_text_that_begins_like_a_formula_stays_text_in_a_copy() -> None:
    book = load_workbook(io.BytesIO(tables_bytes([Table("A", (Column("B", 9), Column("C", 9)), (("=1+1", "x"),))])))
    book["A"]["B2"].value = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    places = ("A!A2", "A!ZZZ9", "B!A1", "")
    copied = load_workbook(io.BytesIO(with_remarks(stream.getvalue(), dict.fromkeys(places, "x"))))["A"]
    assert [(cell.value, cell.data_type) for cell in (copied["A2"], copied["B2"])] == [("=1+1", "s"), ("=1+1", "f")]


def test_a_workbook_whose_merges_fill_a_sheet_is_not_copied() -> None:
    data = workbook({"A": sheet(row(1, text("A1", "x")), after=merge("A1:XFD1048576"))})
    with pytest.raises(SpreadsheetError) as refused:
        with_remarks(data, {"A!A1": "x"})
    assert [problem.code for problem in refused.value.problems] == ["sheet-merges"]
