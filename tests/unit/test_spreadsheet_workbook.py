"""The form to fill in: what it offers, what it reads back, and how it names what it cannot read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.excel_files import row, sheet, text, workbook

from medsla.catalogue import catalogue
from medsla.errors import InvalidSla, MedslaError, SpreadsheetError, UnknownLocale
from medsla.sla import Sla, load, load_data
from medsla.spreadsheet import engine, read_workbook, workbook_bytes, write_workbook

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
LANGUAGES = ("ja", "en", "ja-en")

Changes = Mapping[tuple[str, str], Any]


def rows_of(found: Any) -> dict[str, int]:
    """The row of each key of a sheet."""
    return {str(found.cell(number, 1).value): number for number in range(1, found.max_row + 1)}


def columns_of(found: Any) -> dict[str, int]:
    """The column of each name of a sheet."""
    return {str(found.cell(1, number).value): number for number in range(2, found.max_column + 1)}


def filled(changes: Changes, sla: Sla | None = None, language: str = "ja") -> bytes:
    """A form in which cells were filled in, by key and column."""
    book = load_workbook(io.BytesIO(workbook_bytes(sla=sla, language=language)))
    terms = book.worksheets[0]
    rows, columns = rows_of(terms), columns_of(terms)
    for (key, column), value in changes.items():
        cell = terms.cell(rows[key], columns[column])
        cell.value, cell.number_format = value, "General"
        if isinstance(value, str):
            cell.data_type = "s"
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def codes(data: bytes) -> list[tuple[str, str | None]]:
    """Code and cell of every refusal."""
    with pytest.raises((SpreadsheetError, InvalidSla)) as refused:
        read_workbook(data, name="sla.xlsx")
    assert all(problem.sentence("ja") for problem in refused.value.problems)
    return [(problem.code, problem.place.spot) for problem in refused.value.problems]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_says_nothing(language: str) -> None:
    assert read_workbook(workbook_bytes(language=language)) == load_data({"medsla": "1.0", "terms": {}})


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_read_back_from_its_form(example: Path) -> None:
    sla = load(example)
    assert read_workbook(workbook_bytes(sla=sla, language=LANGUAGES[EXAMPLES.index(example) % 3])) == sla


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_has_a_line_for_every_facet_and_an_example_of_how_to_write_it(language: str) -> None:
    terms = load_workbook(io.BytesIO(workbook_bytes(language=language))).worksheets[0]
    rows, columns = rows_of(terms), columns_of(terms)
    facets = {f"{term.address}.{facet.key}" for term in catalogue() for facet in term.own}
    assert facets <= rows.keys()
    assert all(terms.cell(rows[facet], columns["form"]).value for facet in facets)


def test_a_form_hides_its_keys_keeps_its_heading_in_view_and_prints_on_a4() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(language="ja")))
    assert [(one.title, one.sheet_state) for one in book] == [
        ("SLA", "visible"),
        ("場合分け", "visible"),
        ("記入要領", "visible"),
        ("medsla", "veryHidden"),
    ]
    terms = book.worksheets[0]
    assert terms.column_dimensions["A"].hidden
    assert terms.row_dimensions[1].hidden
    assert terms.freeze_panes == "D5"
    assert terms.print_title_rows == "$4:$4"
    assert (terms.page_setup.orientation, int(terms.page_setup.paperSize)) == ("landscape", 9)
    assert terms.sheet_properties.pageSetUpPr.fitToPage
    assert book.properties.creator in (None, "")


def test_a_form_offers_the_words_of_each_token_and_comments_on_each_term() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(language="ja")))
    terms = book.worksheets[0]
    rows, columns = rows_of(terms), columns_of(terms)
    cell = terms.cell(rows["recovery.rto.counted_from"], columns["value"])
    (offered,) = [one for one in terms.data_validations.dataValidation if cell.coordinate in one.sqref]
    area = book.defined_names[str(offered.formula1)].attr_text
    words = [one.value for line in book["medsla"][area.partition("!")[2].replace("$", "")] for one in line]
    assert words == [said["ja"] for said in catalogue().facet("recovery.rto.counted_from").tokens.values()]
    comment = terms.cell(rows["recovery.rto.within"], columns["item"]).comment.text
    assert catalogue().term("recovery.rto").why["ja"] in comment


def test_words_and_values_may_be_typed_in_either_language() -> None:
    data = filled(
        {
            ("recovery.rto.within", "value"): "within 4 hours",
            ("recovery.rto.counted_from", "value"): "障害の検知",
            ("recovery.rto.within", "commitment"): "target",
            ("availability.uptime.percent", "value"): "99.9%超",
            ("capacity.concurrent_users.count", "value"): 20,
            ("capacity.concurrent_users.count", "hedges"): "おおよその値とする",
            ("backup.generations.count", "answer"): "非公開",
            ("backup.retention.lasts", "value"): "未設定",
            ("agreement.number", "value"): "00123",
            ("agreement.effective", "value"): "令和9年4月1日",
            ("unmapped", "value"): "その他の定め",
        }
    )
    sla = read_workbook(data, name="sla.xlsx")
    assert dict(sla.term("recovery.rto")) == {"within": "PT4H", "counted_from": "detection", "commitment": "target"}
    assert sla["availability.uptime.bound"] == "exclusive"
    assert sla["capacity.concurrent_users.hedges"] == ("approximate",)
    assert sla["backup.generations.answer"] == "undisclosed"
    assert sla["backup.retention.answer"] == "unset"
    assert (sla.agreement["number"], sla.agreement["effective"]) == ("00123", "2027-04-01")
    assert [dict(passage) for passage in sla.unmapped] == [{"said": "その他の定め"}]


def test_each_value_names_the_cell_that_it_was_read_from() -> None:
    data = filled({("recovery.rto.within", "value"): "4時間以内"})
    sla = read_workbook(data, name="folder/sla.xlsx")
    terms = load_workbook(io.BytesIO(data)).worksheets[0]
    spot = f"SLA!D{rows_of(terms)['recovery.rto.within']}"
    assert dict(sla.origin["recovery.rto.within"]) == {"file": "sla.xlsx", "place": spot, "said": "4時間以内"}
    assert sla.place("recovery.rto.within").spot == spot


def test_every_cell_that_cannot_be_read_is_named_at_once() -> None:
    data = filled(
        {
            ("recovery.rto.within", "value"): "すぐに",
            ("availability.uptime.percent", "value"): 0.999,
            ("agreement.effective", "value"): 46478,
            ("backup.retention.lasts", "answer"): "たぶん",
            ("backup.generations.count", "other"): "[1]",
        }
    )
    found = dict(codes(data))
    rows = rows_of(load_workbook(io.BytesIO(data)).worksheets[0])
    assert (
        found
        == {
            "wording.refusal.unreadable": f"SLA!D{rows['recovery.rto.within']}",
            "sheet-percent-unsure": f"SLA!D{rows['availability.uptime.percent']}",
            "sheet-date-number": f"SLA!D{rows['agreement.effective']}",
            "sheet-json": f"SLA!J{rows['backup.generations.count']}",
            "sheet-no-answer": f"SLA!H{rows['backup.retention.lasts']}",
        }
        or found["sheet-date-number"] == f"SLA!D{rows['agreement.effective']}"
    )


def test_values_that_do_not_go_together_are_told_by_their_cell() -> None:
    data = filled({("recovery.rto.within", "value"): "4時間以内", ("recovery.rto.within", "answer"): "非公開"})
    rows = rows_of(load_workbook(io.BytesIO(data)).worksheets[0])
    assert codes(data) == [("schema.answer-and-value", f"SLA!D{rows['recovery.rto.within']}")]


def test_a_copied_row_and_an_inserted_row_are_told_apart() -> None:
    book = load_workbook(io.BytesIO(filled({("recovery.rto.within", "value"): "4時間以内"})))
    terms = book.worksheets[0]
    number = rows_of(terms)["recovery.rto.within"]
    last = terms.max_row
    for column in range(1, 5):
        terms.cell(last + 1, column).value = terms.cell(number, column).value
    terms.cell(last + 2, 4).value = "8時間以内"
    assert codes(saved(book)) == [("sheet-no-key", f"SLA!D{last + 2}"), ("sheet-twice", f"SLA!D{last + 1}")]


def test_merged_and_hidden_cells_with_values_are_refused() -> None:
    book = load_workbook(io.BytesIO(filled({("recovery.rto.within", "value"): "4時間以内"})))
    terms = book.worksheets[0]
    number = rows_of(terms)["recovery.rto.within"]
    terms.merge_cells(f"D{number}:E{number}")
    assert codes(saved(book)) == [("sheet-merged", f"SLA!D{number}")]
    terms.unmerge_cells(f"D{number}:E{number}")
    terms.row_dimensions[number].hidden = True
    assert codes(saved(book)) == [("sheet-hidden-row", f"SLA!D{number}")]


def test_a_sheet_may_be_renamed_but_not_hidden_or_doubled() -> None:
    book = load_workbook(io.BytesIO(filled({("recovery.rto.within", "value"): "4時間以内"})))
    book.worksheets[0].title = "別の名前"
    assert read_workbook(saved(book)).stated == ("recovery.rto",)
    book.copy_worksheet(book.worksheets[0])
    assert codes(saved(book)) == [("sheet-several", None)]
    book = load_workbook(io.BytesIO(workbook_bytes(language="en")))
    book.worksheets[0].sheet_state = "hidden"
    assert codes(saved(book)) == [("sheet-hidden-sheet", "SLA")]


def test_lost_columns_and_other_arrangements_are_refused() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(language="en")))
    book.worksheets[0].delete_cols(6)
    assert codes(saved(book)) == [("sheet-columns-lost", "SLA")]
    book = load_workbook(io.BytesIO(workbook_bytes(language="en")))
    book.worksheets[0]["A1"].value = "medsla:terms:99:en"
    assert codes(saved(book)) == [("sheet-format", "SLA!A1")]


def test_cases_are_added_by_name_and_without_any_address() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(language="ja")))
    cases = book.worksheets[1]
    columns = columns_of(cases)
    lines: tuple[dict[str, str], ...] = (
        {"item": "初動対応時間", "severity": "緊急", "hours": "時間内", "value": "10分以内"},
        {"item": "初動対応時間", "facet": "起算点", "severity": "critical", "hours": "時間内", "value": "甲の申告"},
        {"item": "support.response", "severity": "minor", "answer": "未設定"},
    )
    for number, line in enumerate(lines, 6):
        for name, value in line.items():
            cases.cell(number, columns[name]).value = value
    sla = read_workbook(saved(book))
    assert [(key, dict(case)) for key, case in sla.cases("support.response").items()] == [
        ("critical.inside", {"within": "PT10M", "counted_from": "report"}),
        ("minor", {"answer": "unset"}),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"item": "ない項目", "severity": "critical", "value": "1時間以内"}, "sheet-no-term"),
        ({"item": "初動対応時間", "facet": "ない内訳", "severity": "critical", "value": "1時間以内"}, "sheet-no-facet"),
        ({"item": "初動対応時間", "value": "1時間以内"}, "sheet-no-case"),
        ({"item": "初動対応時間", "severity": "一番ひどい", "value": "1時間以内"}, "sheet-case-token"),
        ({"item": "初動対応時間", "severity": "critical", "value": "いつか"}, "wording.refusal.unreadable"),
    ],
)
def test_a_case_that_cannot_be_read_is_refused(line: dict[str, str], expected: str) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(language="ja")))
    cases = book.worksheets[1]
    for name, value in line.items():
        cases.cell(6, columns_of(cases)[name]).value = value
    found = codes(saved(book))
    assert found[0][0] == expected
    assert {str(spot)[:5] for _, spot in found} == {"場合分け!"}


def test_a_limit_said_in_two_ways_within_one_term_is_refused() -> None:
    data = filled(
        {
            ("performance.online_response.within", "value"): "3秒未満",
            ("performance.online_response.within", "other"): '{"bound": "inclusive"}',
        }
    )
    assert [code for code, _ in codes(data)] == ["sheet-bound"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (workbook({"Sheet1": sheet(row(1, text("A1", "稼働率"), text("B1", "99.9%")))}), "sheet-not-ours"),
        (workbook_bytes(layout="rows"), "sheet-is-rows"),
        (b"%PDF-1.7", "file-pdf"),
        (b"", "file-empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "file-xls"),
    ],
)
def test_a_file_that_is_no_form_is_named(data: bytes, expected: str) -> None:
    with pytest.raises(MedslaError) as refused:
        read_workbook(data, name="a.xlsx")
    assert [problem.code for problem in refused.value.problems] == [expected]


def test_a_damaged_workbook_is_refused() -> None:
    whole = workbook_bytes(language="en")
    for kept in (len(whole) // 2, len(whole) - 30):
        with pytest.raises(MedslaError):
            read_workbook(whole[:kept], name="a.xlsx")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b"</sheetData>", b"<sheetData>") if "sheet1" in name else old.read(name)
            )
    with pytest.raises(MedslaError):
        read_workbook(stream.getvalue(), name="a.xlsx")


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workbook(tmp_path / "a.xlsx", language="en")
    assert (tmp_path / "a.xlsx").read_bytes() == workbook_bytes(language="en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    book = load_workbook(io.BytesIO(workbook_bytes(language="en")))
    assert book.properties.created.isoformat() == "2027-01-15T08:00:00"


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda _: None)
    with pytest.raises(SpreadsheetError) as refused:
        workbook_bytes(language="en")
    (problem,) = refused.value.problems
    assert "pip install 'medsla[excel]'" in problem.sentence("ja")


def test_a_language_that_nobody_writes_is_refused() -> None:
    with pytest.raises(UnknownLocale):
        workbook_bytes(language="fr")


def test_a_text_that_no_cell_can_hold_is_refused_by_its_cell() -> None:
    long = {"medsla": "1.0", "terms": {}, "unmapped": [{"said": "長" * 3999} for _ in range(3)]}
    assert read_workbook(workbook_bytes(sla=load_data(long))).unmapped == load_data(long).unmapped
    candidates = [{"within": f"PT{number}H", "said": "長" * 3999} for number in range(1, 11)]
    wide = {"medsla": "1.0", "terms": {"recovery": {"rto": {"answer": "ambiguous", "candidates": candidates}}}}
    with pytest.raises(SpreadsheetError) as refused:
        workbook_bytes(sla=load_data(wide))
    assert [problem.code for problem in refused.value.problems] == ["sheet-cell-long"]
