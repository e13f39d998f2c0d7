"""`medsla amend`: from files or contracts to a memorandum."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from tests.command_line import CLEAN, call
from tests.word_files import paragraphs_of

from medsla.contract import extract, render
from medsla.contract.carried import read_paper
from medsla.sla import load, load_data

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def anew(tmp_path: Path) -> Path:
    """The shipped agreement as it will stand, as YAML."""
    raw = copy.deepcopy(load(CLEAN).document())
    raw["agreement"] |= {"number": "SLA-2027-001-A1", "effective": "2027-10-01"}
    raw["terms"]["recovery"]["rto"]["within"] = "PT1H"
    file = tmp_path / "anew.yaml"
    load_data(raw).save(file)
    return file


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_amend_writes_a_memorandum_that_gives_the_agreement_back(
    language: str, anew: Path, tmp_path: Path, capsys: Capsys
) -> None:
    out = tmp_path / "memo.docx"
    ended = call(capsys, "amend", CLEAN, str(anew), "-o", str(out), "--lang", language)
    assert (ended.code, ended.out) == (0, "")
    assert "2027-10-01" in ended.err
    assert extract(out) == load(anew)


def test_a_contract_gives_its_own_form_and_articles(anew: Path, tmp_path: Path, capsys: Capsys) -> None:
    made = tmp_path / "made.docx"
    render(load(CLEAN), made, template="form-a")
    out = tmp_path / "memo.docx"
    assert call(capsys, "amend", str(made), str(anew), "-o", str(out), "--lang", "ja", "--quiet").code == 0
    lines = paragraphs_of(out.read_bytes())
    assert "監視及び障害対応（第10条・別紙4）" in lines
    carried = read_paper(out).carried
    assert carried is not None
    assert carried.form == "amendment"


def test_a_memorandum_in_another_language_than_the_contract_is_said(anew: Path, tmp_path: Path, capsys: Capsys) -> None:
    made = tmp_path / "made.docx"
    render(load(CLEAN), made)
    out = str(tmp_path / "memo.docx")
    assert "made.docx is a contract in ja" in call(capsys, "amend", str(made), str(anew), "-o", out, "--lang", "en").err
    assert "--lang" not in call(capsys, "amend", str(made), str(anew), "-o", out, "--lang", "ja").err


def test_the_problems_of_both_files_are_told_at_once(tmp_path: Path, capsys: Capsys) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("medsla: '1.0'\n", encoding="utf-8")
    ended = call(capsys, "amend", str(bad), str(tmp_path / "none.docx"), "-o", str(tmp_path / "x.docx"), "--lang", "en")
    assert ended.code == 3
    assert [name for name in ("bad.yaml", "none.docx") if name in ended.err] == ["bad.yaml", "none.docx"]


def test_the_agreement_as_it_will_stand_may_be_a_contract_too(anew: Path, tmp_path: Path, capsys: Capsys) -> None:
    draft = tmp_path / "draft.docx"
    render(load(anew), draft)
    out = tmp_path / "memo.docx"
    assert call(capsys, "amend", CLEAN, str(draft), "-o", str(out), "--lang", "ja").code == 0
    assert extract(out) == load(anew)


def test_a_memorandum_is_refused_as_the_agreement_before(anew: Path, tmp_path: Path, capsys: Capsys) -> None:
    memo, out = tmp_path / "memo.docx", tmp_path / "second.docx"
    assert call(capsys, "amend", CLEAN, str(anew), "-o", str(memo), "--lang", "ja").code == 0
    ended = call(capsys, "amend", str(memo), str(anew), "-o", str(out), "--lang", "ja")
    assert (ended.code, out.exists()) == (3, False)
    assert "このファイルは覚書です" in ended.err


def test_the_same_file_twice_and_every_other_refusal_are_told_in_sentences(
    anew: Path, tmp_path: Path, capsys: Capsys
) -> None:
    out = tmp_path / "memo.docx"
    ended = call(capsys, "amend", CLEAN, CLEAN, "-o", str(out), "--lang", "en")
    assert (ended.code, out.exists()) == (4, False)
    assert "Nothing that a contract prints differs" in ended.err
    ended = call(capsys, "amend", CLEAN, str(anew), "-o", str(out), "--lang", "ja", "--template", "form-b")
    assert (ended.code, out.exists()) == (4, False)
    assert "契約書用です" in ended.err


@pytest.mark.parametrize("name", ["before", "after"])
def test_neither_source_is_overwritten(name: str, anew: Path, capsys: Capsys) -> None:
    source = str(anew)
    files = (source, CLEAN) if name == "before" else (CLEAN, source)
    ended = call(capsys, "amend", *files, "-o", source, "--lang", "ja")
    assert ended.code == 2
    assert load(anew).agreement["number"] == "SLA-2027-001-A1"


def test_the_screen_is_no_place_for_a_word_file(anew: Path, capsys: Capsys) -> None:
    assert call(capsys, "amend", CLEAN, str(anew), "-o", "-").code == 2
