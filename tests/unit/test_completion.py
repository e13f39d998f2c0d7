"""The template of a profile of headings as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.command_line import OFFER, call

from medsla.catalogue import catalogue
from medsla.completion import completed_file, template_bytes
from medsla.errors import ProfileError
from medsla.profile.completing import completed
from medsla.reading.writing import dump_json

openpyxl = pytest.importorskip("openpyxl")
Capsys = pytest.CaptureFixture[str]
NAME = "mic-sla-example"


def filled(path: Path, cells: dict[str, dict[str, str]], about: tuple[str, str] = ("印刷版", "森野太郎")) -> Path:
    """The workbook filled in by term: value, place, words, own."""
    path.write_bytes(template_bytes(NAME, "ja"))
    book = openpyxl.load_workbook(path)
    sheet, facts = book.worksheets
    rows = {sheet.cell(row, 6).value: row for row in range(1, sheet.max_row + 1)}
    for term, entry in cells.items():
        for column, key in enumerate(("value", "place", "words", "own"), 2):
            if key in entry:
                sheet.cell(rows[term], column).value = entry[key]
    for row in range(1, facts.max_row + 1):
        for key, text in zip(("copy", "person"), about, strict=True):
            if facts.cell(row, 3).value == key:
                facts.cell(row, 2).value = text
    book.save(path)
    return path


RTO = {"value": "障害の検知から4時間以内", "place": "第6条", "words": "検知から4時間以内"}


def test_the_workbook_has_a_line_for_every_term(tmp_path: Path) -> None:
    path = tmp_path / "fill.xlsx"
    path.write_bytes(template_bytes(NAME, "en"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    told = [sheet.cell(row, 6).value for row in range(1, sheet.max_row + 1)]
    assert [one for one in told if one in catalogue().terms] == list(catalogue().terms)


def test_a_workbook_makes_the_profile_that_the_text_makes(tmp_path: Path) -> None:
    value: dict[str, Any] = {"within": "PT4H", "counted_from": "detection"}
    entry = {"value": value, "place": RTO["place"], "words": RTO["words"]}
    data = {
        "medsla": "1.0",
        "completes": NAME,
        "copy": "印刷版",
        "person": "森野太郎",
        "terms": {"recovery.rto": entry},
    }
    by_text = completed(NAME, dump_json(data).encode("utf-8"), file="fill.json")
    by_book = completed_file(NAME, filled(tmp_path / "fill.xlsx", {"recovery.rto": RTO}))
    for made in (by_text, by_book):
        made["items"][0]["evidence"][0]["facets"].sort()
    assert by_book == by_text


@pytest.mark.parametrize(
    ("entry", "about", "code"),
    [
        (RTO | {"value": "なるべく早く"}, ("印刷版", "森野太郎"), "wording.refusal.unreadable"),
        (RTO | {"words": ""}, ("印刷版", "森野太郎"), "completion.unseen"),
        (RTO, ("", "森野太郎"), "completion.fact-empty"),
        ({}, ("印刷版", "森野太郎"), "completion.nothing"),
    ],
)
def test_what_could_not_be_evidence_is_refused(
    entry: dict[str, str], about: tuple[str, str], code: str, tmp_path: Path
) -> None:
    with pytest.raises(ProfileError) as refused:
        completed_file(NAME, filled(tmp_path / "fill.xlsx", {"recovery.rto": entry}, about))
    assert refused.value.problems[0].code == code
    assert refused.value.problems[0].place.file == str(tmp_path / "fill.xlsx")


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(ProfileError) as refused:
        completed_file(NAME, tmp_path / "other.xlsx")
    assert refused.value.problems[0].code == "completion.no-workbook"


def test_the_command_writes_and_reads_the_workbook(capsys: Capsys, tmp_path: Path) -> None:
    path, ours = tmp_path / "fill.xlsx", str(tmp_path / "ours.json")
    assert call(capsys, "profile", "template", NAME, "-o", str(path)).code == 0
    filled(path, {"recovery.rto": RTO})
    assert call(capsys, "profile", "complete", NAME, "--from", str(path), "-o", ours).code == 0
    assert "原文で確認" in call(capsys, "review", OFFER, "--against", ours, "--lang", "ja").out
