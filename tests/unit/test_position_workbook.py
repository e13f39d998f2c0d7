"""A position as a workbook and back, and as a file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.command_line import CLEAN, EXAMPLES, OFFER, call

from medsla.catalogue import catalogue
from medsla.errors import MedslaError, ProfileError
from medsla.position import load_position, position_bytes, position_data, started
from medsla.position.workbook import read_value, value_text
from medsla.profile import yardstick
from medsla.reading.writing import dump_json, dump_yaml
from medsla.sla import load_data
from medsla.sla.plain import thawed

openpyxl = pytest.importorskip("openpyxl")
Capsys = pytest.CaptureFixture[str]
SHIPPED = EXAMPLES / "playbook" / "position.yaml"


def changed(path: Path, cells: dict[str, Any]) -> Path:
    """The workbook of the shipped position with some cells of its first sheet changed, as a person would."""
    path.write_bytes(position_bytes(load_position(SHIPPED), "ja"))
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)
    return path


def line_of(path: Path, term: str, nth: int = 0) -> int:
    """The row of a term's nth line."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 10).value == term]
    return rows[nth]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_position_comes_back_from_its_workbook_as_it_was(language: str, tmp_path: Path) -> None:
    path = tmp_path / "position.xlsx"
    before = load_position(SHIPPED)
    path.write_bytes(position_bytes(before, language))
    assert load_position(path) == before
    assert load_position(path.read_bytes(), name="position.xlsx") == before


def test_the_workbook_of_a_position_has_the_same_bytes_each_time() -> None:
    assert position_bytes(load_position(SHIPPED), "ja") == position_bytes(load_position(SHIPPED), "ja")


def test_a_value_changed_in_the_workbook_is_read_in_either_language(tmp_path: Path) -> None:
    path = changed(tmp_path / "position.xlsx", {})
    row = line_of(path, "recovery.rto")
    for text in (
        "障害の検知から2時間以内",
        "within 2 hours after detection",
        '{"within": "PT2H", "counted_from": "detection"}',
    ):
        found = load_position(changed(path, {f"C{row}": text})).terms["recovery.rto"].preferred
        assert dict(found) == {"within": "PT2H", "counted_from": "detection"}


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("C", "なるべく早く", "wording.refusal.unreadable"),
        ("C", '{"percent": 9}', None),
        ("C", "障害の検知から2日以内", "position.tier-better"),
        ("B", "まあまあ", "position.tier-unknown"),
        ("B", "受諾不可", "position.tier-twice"),
        ("E", "", "position.one-language"),
        ("J", "recovery.rtoo", "unknown-address-near"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_place(
    column: str, text: str, code: str | None, tmp_path: Path
) -> None:
    path = changed(tmp_path / "position.xlsx", {})
    row = line_of(path, "recovery.rto")
    with pytest.raises(ProfileError) as refused:
        load_position(changed(path, {f"{column}{row}": text}))
    problem = refused.value.problems[0]
    assert code is None or problem.code == code
    assert problem.place.spot is not None
    assert problem.place.spot.startswith("交渉方針!")
    assert problem.sentence("en") != problem.code


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "稼働率"
    book.save(path)
    with pytest.raises(ProfileError) as refused:
        load_position(path)
    assert refused.value.problems[0].code == "position.no-workbook"


def test_a_tier_left_empty_is_no_tier(tmp_path: Path) -> None:
    path = changed(tmp_path / "position.xlsx", {})
    row = line_of(path, "recovery.rto", 2)
    assert load_position(changed(path, {f"C{row}": None})).terms["recovery.rto"].walk_away is None


@pytest.mark.parametrize("paper", [CLEAN, OFFER])
def test_every_value_of_a_document_can_stand_in_a_cell(paper: str) -> None:
    from medsla.sla import load

    sla = load(paper)
    for address in sla.stated:
        term = catalogue().term(address)
        value = {key: entry for key, entry in thawed(sla.term(address)).items() if key not in {"said", "actual"}}
        for language in ("ja", "en"):
            text = value_text(term, value, language)
            found = load_data({"medsla": "1.0", "terms": {term.group: {term.key: read_value(term, text)}}})
            assert thawed(found.term(address)) == value


# ---------------------------------------------------------------------------------- start


def test_a_position_to_start_from_prefers_what_the_yardstick_asks(tmp_path: Path) -> None:
    data = started(yardstick(), {"use": "core_clinical"})
    path = tmp_path / "position.yaml"
    path.write_text(dump_yaml(data), "utf-8")
    found = load_position(path)
    assert found.terms["maintenance.planned_notice"].preferred == {"lead": "P30D"}
    assert found.terms["availability.uptime"].preferred["percent"] == yardstick().items[1].value["percent"]
    assert {tiers.acceptable for tiers in found.terms.values()} == {()}
    assert {tiers.walk_away for tiers in found.terms.values()} == {None}


def test_a_position_is_written_as_it_is_read(tmp_path: Path) -> None:
    before = load_position(SHIPPED)
    for name, text in (("p.yaml", dump_yaml(position_data(before))), ("p.json", dump_json(position_data(before)))):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        assert load_position(path) == before


def test_the_command_starts_converts_and_comes_back(capsys: Capsys, tmp_path: Path) -> None:
    yaml, book, again = (str(tmp_path / name) for name in ("a.yaml", "b.xlsx", "c.json"))
    assert call(capsys, "position", "start", "-o", yaml).code == 0
    assert call(capsys, "position", "convert", yaml, "-o", book, "--lang", "en").code == 0
    assert call(capsys, "position", "convert", book, "-o", again).code == 0
    assert load_position(yaml) == load_position(book) == load_position(again)
    assert call(capsys, "review", CLEAN, "--position", book).code == 0


def test_a_mistake_in_the_use_of_position_ends_with_2(capsys: Capsys, tmp_path: Path) -> None:
    assert call(capsys, "position", "convert").code == 2
    assert call(capsys, "position", "start", "x.yaml").code == 2
    path = tmp_path / "a.yaml"
    call(capsys, "position", "start", "-o", str(path))
    assert call(capsys, "position", "convert", str(path), "-o", str(path)).code == 2
    with pytest.raises(MedslaError):
        load_position(CLEAN)
