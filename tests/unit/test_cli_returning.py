"""`medsla extract` and `medsla inspect` from the command line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from medsla.cli import main
from medsla.cli.ending import print_problems
from medsla.contract import render
from medsla.contract.blanks import BLANK
from medsla.errors import Place, Problem
from medsla.sla import load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"


@pytest.fixture(scope="module")
def contracts(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("contracts")
    sla = load(CLEAN)
    other = sla.replace("recovery.rto.within", "PT8H")
    return str(render(sla, folder / "a.docx").path), str(render(other, folder / "b.docx").path)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def test_what_was_rendered_is_extracted(contracts: tuple[str, str], tmp_path: Path) -> None:
    for name in ("agreed.yaml", "agreed.json"):
        assert run("extract", contracts[0], "-o", str(tmp_path / name)) == 0
        assert load(tmp_path / name) == load(CLEAN)


def test_a_file_that_is_no_contract_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", str(tmp_path / "none.docx"), "--lang", "ja") == 3
    assert "契約書のファイルを読めません" in capsys.readouterr().err


def test_the_same_contract_has_no_difference(contracts: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("inspect", contracts[0], contracts[0], "--lang", "ja") == 0
    assert "変更は見つかりません" in capsys.readouterr().out


def test_differences_are_told_and_end_with_one(contracts: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("inspect", *contracts, "--lang", "en") == 1
    assert "Value, Recovery time objective (RTO)" in capsys.readouterr().out.replace("recovery time", "Recovery time")
    assert run("inspect", *contracts, "--format", "json") == 1
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [(one["kind"], one.get("verdict")) for one in changes] == [("data", None), ("value", "weaker")]


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_a_page_and_a_commented_file_are_written_and_end_with_one(
    contracts: tuple[str, str], language: str, tmp_path: Path
) -> None:
    page, file = tmp_path / "found.html", tmp_path / "found.docx"
    assert run("inspect", *contracts, "--format", "html", "-o", str(page), "--lang", language) == 1
    assert run("inspect", *contracts, "--format", "docx", "-o", str(file), "--lang", language) == 1
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f'<!DOCTYPE html>\n<html lang="{language[:2]}">')
    assert 'id="values"' in text
    assert file.read_bytes()[:2] == b"PK"
    assert run("inspect", contracts[1], str(file), "--format", "json") == 1


def test_the_same_contract_gets_a_page_and_ends_with_nought(contracts: tuple[str, str], tmp_path: Path) -> None:
    assert run("inspect", contracts[0], contracts[0], "--format", "html", "-o", str(tmp_path / "a.html")) == 0


def test_a_commented_file_never_goes_to_the_screen_nor_over_a_contract(contracts: tuple[str, str]) -> None:
    before = Path(contracts[1]).read_bytes()
    assert run("inspect", *contracts, "--format", "docx") == 2
    assert run("inspect", *contracts, "--format", "docx", "-o", contracts[1]) == 2
    assert run("inspect", *contracts, "--format", "docx", "-o", contracts[0]) == 2
    assert Path(contracts[1]).read_bytes() == before


def test_a_page_goes_to_the_screen_where_no_file_is_named(
    contracts: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("inspect", *contracts, "--format", "html", "--lang", "en") == 1
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")


def test_nothing_is_written_where_a_file_cannot_be_read(contracts: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 no archive")
    for form in ("text", "json", "html", "docx"):
        output = tmp_path / f"found.{form}"
        assert run("inspect", contracts[0], str(tmp_path / "bad.docx"), "--format", form, "-o", str(output)) == 3
        assert not output.exists()


def test_what_was_written_into_blanks_is_shown(
    contracts: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = tmp_path / "signed.docx"
    with zipfile.ZipFile(contracts[0]) as before, zipfile.ZipFile(signed, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "word/document.xml":
                data = data.replace(f">{BLANK}</w:t>".encode(), ">情報管理課</w:t>".encode(), 1)
            after.writestr(name, data)
    assert run("extract", str(signed), "-o", str(tmp_path / "a.yaml"), "--lang", "en") == 0
    assert capsys.readouterr().err.splitlines()[0] == "Filled into a blank (not part of the data): 情報管理課"


def test_of_very_many_problems_the_first_are_shown_and_the_rest_counted(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems([Problem.of("file-empty", Place(file=str(number))) for number in range(1003)], "en")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1001
    assert lines[-1] == "3 more."
