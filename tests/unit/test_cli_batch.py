"""`batch`: what it prints and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.batch_rows import BASE
from tests.command_line import call

from medsla.office import package_lines
from medsla.reading.packages import open_package
from medsla.sla import load_data

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three rows, of which the second has a date that there is not; base.yaml beside it."""
    load_data(BASE).save(tmp_path / "base.yaml")
    lines = ["契約番号,発効日", "00123,令和9年4月1日", "00124,令和9年2月30日", "00125,2027-04-01"]
    (tmp_path / "rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "rows.csv"


def batch(capsys: Capsys, table: Path, *options: str) -> tuple[int, str]:
    base = str(table.parent / "base.yaml")
    ended = call(capsys, "batch", str(table), "-o", str(table.parent / "out"), "--base", base, *options)
    assert ended.out == ""
    return ended.code, ended.err


def mend(table: Path) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace("2月30日", "2月28日"), encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("ja", "3行のうち、作成 2件、不備 1件"),
        ("en", "3 rows: 2 made, 1 refused"),
    ],
)
def test_a_bad_row_is_told_by_its_cell_and_the_exit_code_is_5(
    capsys: Capsys, table: Path, language: str, counted: str
) -> None:
    code, told = batch(capsys, table, "--lang", language)
    assert code == 5
    assert "B3" in told
    assert counted in told
    assert sorted(path.name for path in (table.parent / "out").iterdir()) == [
        "00123.docx",
        "00125.docx",
        "manifest.jsonl",
        "refused.csv",
    ]


def test_a_mended_table_is_gone_on_with(capsys: Capsys, table: Path) -> None:
    batch(capsys, table, "--lang", "en")
    mend(table)
    assert batch(capsys, table)[0] == 4
    code, told = batch(capsys, table, "--resume", "--lang", "en")
    assert code == 0
    assert "3 rows: 1 made, 0 refused, 2 skipped" in told


def test_what_changed_since_the_earlier_run_is_said(capsys: Capsys, table: Path) -> None:
    mend(table)
    batch(capsys, table)
    told = batch(capsys, table, "--resume", "--template", "annex", "--lang", "en")[1]
    assert "3 contracts were to be made anew because the template has changed" in told


def test_quiet_says_only_what_is_wrong(capsys: Capsys, table: Path) -> None:
    assert len(batch(capsys, table, "--quiet", "--lang", "ja")[1].splitlines()) == 1
    mend(table)
    assert batch(capsys, table, "--quiet", "--resume") == (0, "")


def test_contracts_are_replaced_only_when_that_is_asked_for(capsys: Capsys, table: Path) -> None:
    mend(table)
    batch(capsys, table)
    edited = table.parent / "out" / "00123.docx"
    whole = edited.read_bytes()
    edited.write_bytes(b"edited")
    code, told = batch(capsys, table, "--resume", "--lang", "en")
    assert code == 5
    assert "was changed after it was made" in told
    assert edited.read_bytes() == b"edited"
    assert batch(capsys, table, "--overwrite")[0] == 0
    assert edited.read_bytes() == whole


def test_a_plan_names_its_own_file(capsys: Capsys, table: Path) -> None:
    mend(table)
    code, _ = batch(capsys, table, "--plan", f"gold={table.parent / 'base.yaml'}")
    assert code == 0


@pytest.mark.parametrize("plan", ["gold", "=x", "gold="])
def test_a_plan_without_its_file_is_a_mistake_of_usage(capsys: Capsys, table: Path, plan: str) -> None:
    assert batch(capsys, table, "--plan", plan)[0] == 2


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--base", "missing.yaml"], 3), (["--template", "missing.docx"], 3), (["--workers", "0"], 2)],
)
def test_what_stops_the_whole_run_has_its_exit_code(capsys: Capsys, table: Path, options: list[str], code: int) -> None:
    assert batch(capsys, table, *options)[0] == code
    assert not (table.parent / "out").exists()


def test_of_many_refused_rows_the_first_are_told_and_the_rest_counted(capsys: Capsys, table: Path) -> None:
    table.write_text("契約番号,発効日\n" + "".join(f"{n:05d},x\n" for n in range(30)), encoding="utf-8")
    code, told = batch(capsys, table, "--lang", "en")
    assert code == 5
    assert "10 more rows were refused" in told


def test_articles_that_the_master_agreement_usually_has_are_printed_when_asked(capsys: Capsys, table: Path) -> None:
    mend(table)
    batch(capsys, table)
    code, told = batch(capsys, table, "--resume", "--article", "confidentiality")
    assert code == 0
    assert "3行のうち、作成 3件、不備 0件" in told
    lines = package_lines(dict(open_package(table.parent / "out" / "00123.docx").parts))
    printed = {heading for heading in ("（秘密保持）", "（損害賠償）") if any(heading in line.text for line in lines)}
    assert printed == {"（秘密保持）"}


def test_an_article_that_there_is_not_refuses_every_row(capsys: Capsys, table: Path) -> None:
    mend(table)
    code, told = batch(capsys, table, "--article", "secrecy", "--lang", "en")
    assert code == 5
    assert "3 rows: 0 made, 3 refused" in told
    assert "secrecy" in told
