"""Laws of workbooks: what is written is read back, whatever it is; what is hostile stays text."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.naughty_strings import MARKUP, TAGS
from tests.property.strategies import documents, term_data, texts

from medsla.catalogue import Term, catalogue
from medsla.errors import MedslaError
from medsla.sla import Sla, load_data
from medsla.spreadsheet import Column, Table, fill, read_rows, read_workbook, tables_bytes, workbook_bytes
from medsla.spreadsheet.lines import SKIP, Line, assemble
from medsla.spreadsheet.rows import Row
from medsla.spreadsheet.workbook import LANGUAGES, _case_marks, _line, _term_marks

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def lines(sla: Sla, language: str) -> tuple[list[Line], list[Line]]:
    """The lines that a workbook of an SLA would have."""
    marks = _term_marks(sla, LANGUAGES[language]), _case_marks(sla, LANGUAGES[language])
    first, second = ([_line(mark) for mark in part if mark.key != SKIP] for part in marks)
    return first, second


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60)
@given(document=documents(max_terms=4))
def test_the_lines_of_a_document_say_the_same_document(language: str, document: dict[str, Any]) -> None:
    sla = load_data(document)
    again = assemble(*lines(sla, language), languages=LANGUAGES[language])
    assert again == sla
    assert again.unmapped == sla.unmapped


@pytest.mark.parametrize("term", tuple(catalogue()), ids=lambda term: term.address)
def test_every_term_can_be_said_in_a_workbook(term: Term) -> None:
    @settings(max_examples=6)
    @given(term_data(term), st.sampled_from(tuple(LANGUAGES)))
    def holds(data: dict[str, Any], language: str) -> None:
        sla = load_data({"medsla": "1.0", "terms": {term.group: {term.key: data}}})
        assert assemble(*lines(sla, language), languages=LANGUAGES[language]) == sla

    holds()


@settings(max_examples=6)
@given(documents(min_terms=2), st.sampled_from(tuple(LANGUAGES)))
def test_a_workbook_is_read_back_as_it_was_written(document: dict[str, Any], language: str) -> None:
    sla = load_data(document)
    data = workbook_bytes(sla=sla, language=language)
    again = read_workbook(data, name="sla.xlsx")
    assert again == sla
    assert workbook_bytes(sla=sla, language=language) == data


@settings(max_examples=20)
@given(st.lists(st.one_of(texts(), st.sampled_from([*MARKUP, *TAGS])), min_size=1, max_size=4))
def test_no_text_of_a_table_becomes_a_formula_or_another_text(written: list[str]) -> None:
    rows = tuple((prefix + text,) for text in written for prefix in ("", "=", "+", "-", "@", "'"))
    data = tables_bytes([Table("A", (Column("text", 20),), rows)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    cells = list(root.iter(f"{CELL}c"))
    assert len(cells) == len(rows) + 1
    assert {cell.get("t") for cell in cells} <= {"s", "inlineStr"}
    assert list(root.iter(f"{CELL}f")) == []


@settings(max_examples=40)
@given(documents(max_terms=3), documents(max_terms=0))
def test_a_row_without_values_changes_nothing_of_its_base(base: dict[str, Any], other: dict[str, Any]) -> None:
    sla = load_data(base)
    assert fill(sla, Row(3, {}, {})) == sla
    number = other.get("agreement", {}).get("number")
    if number:
        assert fill(sla, Row(3, {"agreement.number": number}, {})).agreement["number"] == number


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_refused(data: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        assert refused_or_read(data, name)


def refused_or_read(data: bytes, name: str) -> bool:
    """Whether every refusal has a sentence, and every row that is read its number."""
    try:
        found = [row.number for row in read_rows(data, name=name)]
    except MedslaError as error:
        return all(problem.sentence("ja") for problem in error.problems)
    return found == sorted(set(found))


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_any_text_in_a_cell_is_a_value_or_a_refusal_that_names_the_cell(text: str) -> None:
    header = "recovery.rto.within,availability.uptime.percent,agreement.effective,data.storage_country.countries\n"
    cell = '"' + text.replace('"', '""') + '"'
    try:
        rows = list(read_rows((header + ",".join([cell] * 4) + "\n").encode("utf-8", "replace"), name="a.csv"))
    except MedslaError:
        return
    for row in rows:
        assert all(problem.place.spot for problem in row.problems)
