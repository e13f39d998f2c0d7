from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.batch_rows import BASE, NAME, row, rows, tree, words

import medsla
from medsla.batch import BatchResult, read_manifest
from medsla.batch.naming import folded_name
from medsla.errors import InvalidSla, OutputError, Place, Problem, ReadError, SpreadsheetError, TemplateError
from medsla.sla import load_data
from medsla.spreadsheet import Row

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = ["../up", "/etc/x", "..", "CON", "a:b", "a\\b", "x.", "…", "契" * 60, "～$", "a/b", "A/B"]


def run(source: Any, folder: Path, **choices: Any) -> BatchResult:
    return medsla.render_batch(source, folder, base=BASE, **choices)


def codes(result: BatchResult) -> dict[int, list[str]]:
    return {refusal.row: [problem.code for problem in refusal.problems] for refusal in result.refusals}


def counts(result: BatchResult) -> tuple[int, int, int]:
    assert result.made + result.refused + result.skipped == result.rows
    return result.made, result.refused, result.skipped


def documents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.docx"))


# -------------------------------------------------------------------------------- every row ends


def test_each_row_becomes_a_contract_with_its_own_values_and_no_others(tmp_path: Path) -> None:
    result = run([row(number, name=f"canary-{number:04d}-") for number in range(2, 12)], tmp_path)
    assert counts(result) == (10, 0, 0)
    for entry in read_manifest(result.manifest):
        found = words(tmp_path / entry.file)
        assert [number for number in range(2, 12) if f"canary-{number:04d}-" in found] == [entry.row]
    assert "canary" not in result.manifest.read_text(encoding="utf-8")


def test_leading_zeros_stay_in_the_name_and_in_the_contract(tmp_path: Path) -> None:
    run([row(2, id="00123")], tmp_path)
    assert documents(tmp_path) == ["00123.docx"]
    assert "00123" in words(tmp_path / "00123.docx")


def test_an_era_date_of_a_csv_file_reaches_the_contract(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("契約番号,発効日\n00123,令和9年4月1日\n00124,R10.4.1\n00125,令和元年13月1日\n", encoding="cp932")
    result = run(table, tmp_path / "out")
    assert counts(result) == (2, 1, 0)
    assert "2027年4月1日" in words(tmp_path / "out" / "00123.docx")
    assert "2028年4月1日" in words(tmp_path / "out" / "00124.docx")
    (problem,) = result.refusals[0].problems
    assert problem.place.file == str(table)
    assert str(problem.place.spot).endswith("B4")


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row(3, id=None), "batch.number-missing"),
        (row(3, id=""), "batch.number-missing"),
        (row(3, agreement__effective="2027-02-30"), "schema."),
        (row(3, recovery__rto__within="4 hours"), "schema."),
        (row(3, name="a\x00b"), "text-control"),
        (row(3, name="a\ufffeb"), "text-control"),
        (row(3, name="x" * 10_000), "schema."),
        (row(3, parties__provider__nickname="x"), "schema."),
        (row(3, recovery__rtoo__within="PT4H"), "unknown-address"),
        (row(3, availability__uptime__percent=Decimal(100) + 1), "schema."),
        (row(3, name=7), "schema."),
        (Row(3, {"agreement.number": "x"}, {}, (Problem.of("file-empty"),)), "file-empty"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_made(tmp_path: Path, bad: Row, code: str) -> None:
    result = run([row(2), bad, row(4)], tmp_path)
    assert counts(result) == (2, 1, 0)
    assert documents(tmp_path) == ["00002.docx", "00004.docx"]
    assert list(codes(result)) == [3]
    assert codes(result)[3][0].startswith(code)


def test_a_contract_number_in_two_rows_refuses_both_before_the_first_is_made(tmp_path: Path) -> None:
    result = run([row(2, id="A-1"), row(3), row(4, id="A-1"), row(5, id="a-1")], tmp_path)
    assert codes(result) == {2: ["batch.number-twice"], 4: ["batch.number-twice"]}
    assert [problem.code for problem in result.warnings] == ["batch.numbers-alike"]
    assert documents(tmp_path) == ["00003.docx", "a-1.docx"]


def test_the_number_of_the_base_serves_one_row_only(tmp_path: Path) -> None:
    base = {**BASE, "agreement": {**BASE["agreement"], "number": "B-1"}}
    assert medsla.render_batch([row(2, id=None)], tmp_path / "one", base=base).made == 1
    assert medsla.render_batch([row(2, id=None), row(3, id=None)], tmp_path / "two", base=base).refused == 2


def test_an_empty_row_is_skipped(tmp_path: Path) -> None:
    assert counts(run([row(2), Row(3, {}, {}), row(4)], tmp_path)) == (2, 0, 1)


def test_no_rows_make_nothing_and_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    assert counts(run([], tmp_path / "out")) == (0, 0, 0)
    table = tmp_path / "rows.csv"
    table.write_text("契約番号\n", encoding="utf-8")
    with pytest.raises(SpreadsheetError) as refused:
        run(table, tmp_path / "none")
    assert refused.value.problems[0].code == "batch.no-rows"
    assert not (tmp_path / "none").exists()


def test_a_refusal_names_the_cell_of_its_value_and_else_the_row(tmp_path: Path) -> None:
    places = {NAME: Place("r.xlsx", spot="契約一覧!B3"), "agreement.effective": Place("r.xlsx", spot="契約一覧!C3")}
    values = {**row(3).values, NAME: "", "agreement.effective": "soon", "recovery.rto.within": "x"}
    result = run([Row(3, values, places)], tmp_path)
    found = {problem.place.address: problem.place.spot for problem in result.refusals[0].problems}
    assert found[NAME] == "契約一覧!B3"
    assert found["agreement.effective"] == "契約一覧!C3"
    assert found["recovery.rto.within"] == "契約一覧!3:3"


def test_what_only_the_contract_misses_is_refused_by_its_address(tmp_path: Path) -> None:
    result = run([row(2)], tmp_path, language="ja-en")
    assert counts(result) == (1, 0, 0)
    without = {key: value for key, value in BASE.items() if key != "service"}
    refused = medsla.render_batch([row(2)], tmp_path / "other", base=without)
    assert [problem.place.address for problem in refused.refusals[0].problems] == ["service.name.ja"]


@pytest.mark.parametrize("bad", [0, 1, 10, 39])
def test_made_and_refused_add_up_to_the_rows(tmp_path: Path, bad: int) -> None:
    given = [row(number, **({"name": 5} if number < 2 + bad else {})) for number in range(2, 42)]
    assert counts(run(given, tmp_path)) == (40 - bad, bad, 0)


def test_progress_is_told_after_each_row(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    run([row(2), row(3, id=None), row(4)], tmp_path, progress=lambda ended, all_rows: told.append((ended, all_rows)))
    assert told == [(1, 3), (2, 3), (3, 3)]


# ----------------------------------------------------------------------------- names and folders


def test_hostile_contract_numbers_stay_in_the_folder_under_names_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    result = run([row(number, id=text) for number, text in enumerate(HOSTILE, 2)], folder)
    assert result.made == len(HOSTILE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    files = {entry.row: entry.file for entry in read_manifest(result.manifest)}
    assert len({folded_name(name) for name in files.values()}) == len(HOSTILE)
    assert documents(folder) == sorted(files.values())


def test_links_under_the_names_of_contracts_are_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "00002.docx").symlink_to(victim)
    assert codes(run([row(2)], folder)) == {2: ["output-exists"]}
    assert run([row(2)], folder, overwrite=True).made == 1
    assert victim.read_text(encoding="utf-8") == "mine"
    assert not (folder / "00002.docx").is_symlink()


def test_a_file_of_somebody_else_is_left_alone_unless_it_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "00002.docx").write_bytes(b"mine")
    assert codes(run([row(2), row(3)], tmp_path)) == {2: ["output-exists"]}
    assert (tmp_path / "00002.docx").read_bytes() == b"mine"
    assert run([row(2), row(3)], tmp_path, overwrite=True).made == 2


def test_a_folder_with_contracts_is_used_again_only_on_purpose(tmp_path: Path) -> None:
    run([row(2)], tmp_path)
    before = tree(tmp_path)
    with pytest.raises(OutputError) as refused:
        run([row(2)], tmp_path)
    assert refused.value.problems[0].code == "batch.folder-used"
    assert tree(tmp_path) == before


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name in ("file", "file/below"):
        with pytest.raises(OutputError) as refused:
            run([row(2)], tmp_path / name)
        assert refused.value.problems[0].code == "batch.no-folder"


def test_leftovers_of_a_killed_run_are_removed(tmp_path: Path) -> None:
    (tmp_path / f".medsla-{2**22 + 1}-00ff.tmp").write_bytes(b"half a contract")
    run([row(2)], tmp_path)
    assert sorted(tree(tmp_path)) == ["00002.docx", "manifest.jsonl"]


def test_the_list_of_refused_rows_is_no_formula_anywhere(tmp_path: Path) -> None:
    result = run([row(2, id="=1+1", name=5), row(3, id="＝1", name=5)], tmp_path)
    assert result.refused_file == tmp_path / "refused.csv"
    lines = result.refused_file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("2,'=1+1,")
    assert lines[2].startswith("3,'＝1,")


def test_a_workbook_comes_back_with_the_refused_cells_marked(tmp_path: Path) -> None:
    result = medsla.render_batch(
        ROOT / "examples" / "rows.xlsx", tmp_path / "out", base=ROOT / "examples" / "base.yaml"
    )
    assert result.marked_file == tmp_path / "out" / "refused.xlsx"
    sheet = load_workbook(result.marked_file).worksheets[0]
    marked = {cell.coordinate: cell.comment.text for line in sheet.iter_rows() for cell in line if cell.comment}
    told = {spot: text for spot, text in marked.items() if int(spot.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) > 2}
    assert list(told) == ["C9"]
    assert told["C9"].count("\n") == 1


def test_rows_that_came_from_no_workbook_have_no_marked_copy(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("agreement.number\n=1+1\n", encoding="utf-8")
    result = medsla.render_batch(table, tmp_path / "out")
    assert (result.refused, result.marked_file) == (1, None)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.jsonl", "refused.csv"]


def test_a_full_disk_stops_the_run_and_spoils_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k,mode=0755", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        with pytest.raises(OutputError) as refused:
            run(rows(60), folder)
        assert "No space" in str(refused.value) or "disk is full" in str(refused.value)
        entries = list(read_manifest(folder / "manifest.jsonl"))
        assert 0 < len(entries) < 60
        assert {entry.state for entry in entries} == {"made"}
        assert documents(folder)[: len(entries)] == [entry.file for entry in entries]
        assert [name for name in tree(folder) if name.startswith(".")] == []
        assert [name for name in documents(folder) if zipfile.ZipFile(folder / name).testzip()] == []
    finally:
        subprocess.run(["umount", str(folder)], check=True)


# ------------------------------------------------------------------------------------- resuming


def test_a_second_run_that_goes_on_skips_all_and_writes_nothing(tmp_path: Path) -> None:
    given = [*rows(3), row(7, name=5)]
    first = run(given, tmp_path)
    before = tree(tmp_path)
    second = run(given, tmp_path, resume=True)
    assert counts(first) == (3, 1, 0)
    assert counts(second) == (0, 1, 3)
    assert tree(tmp_path) == before


def _delete(folder: Path) -> None:
    (folder / "00003.docx").unlink()


def _alter(folder: Path) -> None:
    (folder / "00003.docx").write_bytes(b"edited by hand")


def _forget(folder: Path) -> None:
    (folder / "manifest.jsonl").unlink()


def _tear(folder: Path) -> None:
    data = (folder / "manifest.jsonl").read_bytes()
    (folder / "manifest.jsonl").write_bytes(data[: len(data) - 20])


@pytest.mark.parametrize(
    ("harm", "expected", "code"),
    [
        (_delete, (1, 0, 3), None),
        (_alter, (0, 1, 3), "batch.file-altered"),
        (_forget, (4, 0, 0), None),
        (_tear, (1, 0, 3), None),
    ],
)
def test_a_resumed_run_makes_what_lacks(
    tmp_path: Path, harm: Any, expected: tuple[int, int, int], code: str | None
) -> None:
    run(rows(4), tmp_path)
    before = tree(tmp_path)
    harm(tmp_path)
    result = run(rows(4), tmp_path, resume=True)
    assert counts(result) == expected
    assert [found for refused in codes(result).values() for found in refused] == [code] * (code is not None)
    if code is None:
        assert {name: data for name, data in tree(tmp_path).items() if name.endswith(".docx")} == {
            name: data for name, data in before.items() if name.endswith(".docx")
        }


def test_an_altered_file_is_replaced_when_that_is_asked_for(tmp_path: Path) -> None:
    run(rows(2), tmp_path)
    before = tree(tmp_path)
    _alter(tmp_path)
    assert counts(run(rows(2), tmp_path, resume=True, overwrite=True)) == (1, 0, 1)
    assert {n: d for n, d in tree(tmp_path).items() if n != "manifest.jsonl"} == {
        n: d for n, d in before.items() if n != "manifest.jsonl"
    }


def test_a_row_whose_values_changed_is_made_anew_and_that_is_said(tmp_path: Path) -> None:
    run(rows(3), tmp_path)
    result = run([row(2), row(3, name="新しい病院"), row(4)], tmp_path, resume=True)
    assert counts(result) == (1, 0, 2)
    assert result.remade == (("input", 1),)
    assert "新しい病院" in words(tmp_path / "00003.docx")


def test_another_template_makes_all_anew_and_another_base_too(tmp_path: Path) -> None:
    run(rows(2), tmp_path)
    assert run(rows(2), tmp_path, resume=True, template="annex").remade == (("template", 2),)
    other = {**BASE, "terms": {"recovery": {"rto": {"within": "PT8H"}}}}
    result = medsla.render_batch(rows(2), tmp_path, base=other, template="annex", resume=True)
    assert result.remade == (("input", 2),)


def test_another_version_makes_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(rows(2), tmp_path)
    monkeypatch.setattr("medsla.batch.batching.__version__", "99.0")
    assert run(rows(2), tmp_path, resume=True).remade == (("version", 2),)


def test_rows_added_and_moved_keep_their_files(tmp_path: Path) -> None:
    run([row(2, id="A-1", name="港"), row(3, id="a-1", name="港")], tmp_path)
    before = tree(tmp_path)
    moved = [row(number, id=text, name="港") for number, text in ((2, "Ａ-1"), (3, "a-1"), (4, "A-1"))]
    result = run(moved, tmp_path, resume=True)
    assert counts(result) == (1, 0, 2)
    files = {entry.id: entry.file for entry in read_manifest(result.manifest)}
    assert files == {"A-1": "A-1.docx", "a-1": "a-1-2.docx", "Ａ-1": "A-1-3.docx"}
    assert {entry.id: entry.row for entry in read_manifest(result.manifest)} == {"A-1": 4, "a-1": 3, "Ａ-1": 2}
    assert all(tree(tmp_path)[name] == data for name, data in before.items() if name != "manifest.jsonl")


def test_a_row_mended_after_a_refusal_is_made(tmp_path: Path) -> None:
    assert counts(run([row(2), row(3, name=5)], tmp_path)) == (1, 1, 0)
    assert counts(run([row(2), row(3)], tmp_path, resume=True)) == (1, 0, 1)
    assert [entry.state for entry in read_manifest(tmp_path / "manifest.jsonl")] == ["made", "refused", "made"]


def test_a_row_spoilt_later_keeps_its_file_and_mended_is_known_again(tmp_path: Path) -> None:
    run([row(2)], tmp_path)
    assert counts(run([row(2, name=5)], tmp_path, resume=True)) == (0, 1, 0)
    assert counts(run([row(2)], tmp_path, resume=True)) == (0, 0, 1)
    assert [entry.state for entry in read_manifest(tmp_path / "manifest.jsonl")] == ["made", "refused", "made"]


def test_a_file_written_just_before_the_kill_is_known_by_its_bytes(tmp_path: Path) -> None:
    run(rows(2), tmp_path)
    lines = (tmp_path / "manifest.jsonl").read_bytes().splitlines(keepends=True)
    before = tree(tmp_path)
    (tmp_path / "manifest.jsonl").write_bytes(lines[0])
    assert counts(run(rows(2), tmp_path, resume=True)) == (1, 0, 1)
    assert tree(tmp_path) == before


# ----------------------------------------------------------------------- base, plans, templates

PLANS = {
    "recovery": {
        "rto": {"cases": [{"when": {"plan": "light"}, "within": "PT8H"}, {"when": {"plan": "full"}, "within": "PT1H"}]}
    }
}


def test_a_plan_prints_its_own_values_alone(tmp_path: Path) -> None:
    base = {**BASE, "terms": PLANS}
    given = [row(2, service__plan="light"), row(3, service__plan="full"), row(4, service__plan="gold"), row(5)]
    result = medsla.render_batch(given, tmp_path, base=base)
    light, full = words(tmp_path / "00002.docx"), words(tmp_path / "00003.docx")
    assert ("8時間" in light, "1時間" in light) == (True, False)
    assert ("8時間" in full, "1時間" in full) == (False, True)
    assert codes(result) == {4: ["batch.plan-unknown"]}
    without = words(tmp_path / "00005.docx")
    assert ("8時間" in without, "1時間" in without) == (True, True)


def test_a_plan_may_have_a_base_of_its_own(tmp_path: Path) -> None:
    gold = {**BASE, "terms": {"recovery": {"rto": {"within": "PT2H"}}}}
    given = [row(2, service__plan="gold"), row(3, service__plan="other"), row(4)]
    result = medsla.render_batch(given, tmp_path, base=BASE, plans={"gold": gold})
    assert counts(result) == (3, 0, 0)
    found = ["2時間" in words(tmp_path / f"0000{number}.docx") for number in (2, 3, 4)]
    assert found == [True, False, False]


def test_a_base_that_is_no_sla_is_refused_before_the_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(InvalidSla):
        medsla.render_batch([row(2)], tmp_path / "out", base={"medsla": "1.0"})
    with pytest.raises(ReadError):
        medsla.render_batch([row(2)], tmp_path / "out", base=tmp_path / "missing.yaml")
    with pytest.raises((TemplateError, ReadError)):
        run([row(2)], tmp_path / "out", template=tmp_path / "missing.docx")
    assert not (tmp_path / "out").exists()


def test_the_base_may_be_a_file_or_an_sla(tmp_path: Path) -> None:
    sla = load_data(BASE)
    sla.save(tmp_path / "base.yaml")
    for number, base in enumerate([sla, tmp_path / "base.yaml", str(tmp_path / "base.yaml"), BASE]):
        medsla.render_batch([row(2)], tmp_path / str(number), base=base)
    assert len({(tmp_path / str(number) / "00002.docx").read_bytes() for number in range(4)}) == 1


def test_a_template_that_changes_under_the_run_stops_its_rows(tmp_path: Path) -> None:
    shipped = Path(medsla.__file__).resolve().parents[2] / "templates"
    template = tmp_path / "own.docx"
    shutil.copy(next(path for path in sorted(shipped.rglob("*.docx")) if "form-b" in path.name), template)
    language = "ja"
    other = next(path for path in sorted(shipped.rglob("*.docx")) if path.read_bytes() != template.read_bytes())

    def changing() -> Any:
        yield row(2)
        shutil.copy(other, template)

    result = run(changing(), tmp_path / "out", template=template, language=language)
    assert codes(result) == {2: ["batch.template-changed"]}


def test_a_language_that_medsla_does_not_write_is_refused(tmp_path: Path) -> None:
    with pytest.raises(medsla.UnknownLocale):
        run([row(2)], tmp_path / "out", language="fr")
    with pytest.raises(ValueError, match="workers"):
        run([row(2)], tmp_path / "out", workers=0)


# ---------------------------------------------------------------------------- workers and seeds


def test_one_worker_and_two_and_an_executor_from_outside_write_the_same_bytes(tmp_path: Path) -> None:
    given = [*rows(8), row(10, name=5), row(11, id="A"), row(12, id="a")]
    run(given, tmp_path / "one")
    run(given, tmp_path / "two", workers=2)
    with ThreadPoolExecutor(2) as pool:
        run(given, tmp_path / "pool", executor=pool, chunk=3)
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(tmp_path / "pool")


SEEDED = """
import sys, medsla
from pathlib import Path
from tests.batch_rows import BASE, rows
medsla.render_batch(rows(3), Path(sys.argv[1]), base=BASE)
"""


def test_hash_seeds_and_time_zones_change_no_byte(tmp_path: Path) -> None:
    for seed, zone in (("0", "Asia/Tokyo"), ("1", "America/New_York"), ("12345", "UTC")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", SEEDED, str(tmp_path / seed)], env=environment, check=True)
    assert tree(tmp_path / "0") == tree(tmp_path / "1") == tree(tmp_path / "12345")


def test_the_manifest_says_what_was_made_of_which_row(tmp_path: Path) -> None:
    result = run([row(2), row(3, name=5)], tmp_path)
    made, refused = (json.loads(line) for line in result.manifest.read_text(encoding="utf-8").splitlines())
    assert (made["row"], made["id"], made["state"], made["file"]) == (2, "00002", "made", "00002.docx")
    assert made["version"] == medsla.__version__
    assert [len(made[name]) for name in ("input", "template", "sha256")] == [64, 64, 64]
    assert (refused["row"], refused["state"], len(refused["problems"])) == (3, "refused", 1)
