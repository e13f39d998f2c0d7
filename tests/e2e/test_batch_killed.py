"""Batches that are killed at any moment, run as programs: what is there is whole, and a later run completes it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tests.batch_rows import BASE, tree

from medsla.batch import Entry, read_manifest
from medsla.sla import load_data

ROWS = 60
KILLS = 6

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="a process is killed otherwise elsewhere"),
]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of good rows with one bad cell, and base.yaml beside it."""
    folder = tmp_path_factory.mktemp("table")
    lines = [f"{number:05d},病院{number},令和9年4月1日" for number in range(2, ROWS + 2)]
    lines[20] = "00022,病院22,令和9年2月30日"
    heading = "agreement.number,parties.institution.name.ja,agreement.effective"
    (folder / "rows.csv").write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
    load_data(BASE).save(folder / "base.yaml")
    return folder / "rows.csv"


def command(table: Path, folder: Path, *options: str) -> list[str]:
    base = str(table.parent / "base.yaml")
    call = [sys.executable, "-m", "medsla", "batch", str(table), "-o", str(folder), "--base", base]
    return [*call, "--quiet", "--lang", "ja", *options]


@pytest.fixture(scope="module")
def unbroken(table: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The folder of a run that nothing happened to."""
    folder = tmp_path_factory.mktemp("unbroken") / "out"
    assert subprocess.run(command(table, folder), check=False).returncode == 5
    return tree(folder)


def test_the_unbroken_run_made_all_rows_but_the_bad_one(unbroken: dict[str, bytes]) -> None:
    assert len([name for name in unbroken if name.endswith(".docx")]) == ROWS - 1
    assert sorted(name for name in unbroken if not name.endswith(".docx")) == ["manifest.jsonl", "refused.csv"]


def test_the_manifest_of_the_unbroken_run_holds_every_row_once(unbroken: dict[str, bytes]) -> None:
    rows = [json.loads(line)["row"] for line in unbroken["manifest.jsonl"].splitlines()]
    assert rows == list(range(2, ROWS + 2))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_kills_at_random_moments_leave_whole_files_and_a_run_that_can_go_on(
    workers: str, table: Path, unbroken: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    chance = random.Random(int(workers))  # noqa: S311 - the same moments on every run
    kills = 0
    for _ in range(KILLS):
        wanted = chance.randrange(1, 12)
        kills += _killed_after(wanted, command(table, folder, "--resume", "--workers", workers), folder)
        known = {entry.file for entry in _entries(folder) if entry.state == "made"}
        files = {path.name: path for path in folder.glob("*.docx")}
        assert known <= files.keys()
        assert len(files.keys() - known) <= 2 * int(workers)
        assert [name for name, path in files.items() if path.read_bytes() != unbroken[name]] == []
        assert [name for name, path in files.items() if zipfile.ZipFile(path).testzip()] == []
    assert kills >= KILLS // 2
    done = subprocess.run(command(table, folder, "--resume", "--workers", workers), check=False)
    assert done.returncode == 5
    assert tree(folder) == unbroken


def test_workers_end_when_their_parent_is_killed(table: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with subprocess.Popen(command(table, folder, "--workers", "2"), start_new_session=True) as run:
        _wait_for(folder, 3)
        run.kill()
    end = time.monotonic() + 20
    while time.monotonic() < end and _group_lives(run.pid):
        time.sleep(0.1)
    assert not _group_lives(run.pid)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the processes of a run are found in /proc")
def test_a_killed_worker_costs_no_row(table: Path, unbroken: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with subprocess.Popen(command(table, folder, "--workers", "2")) as run:
        _wait_for(folder, 3)
        for child in _children(run.pid):
            os.kill(child, signal.SIGKILL)
        assert run.wait(120) == 5
    assert tree(folder) == unbroken


def test_two_runs_at_once_in_one_folder_do_not_mix(table: Path, unbroken: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with subprocess.Popen(command(table, folder)) as first:
        _wait_for(folder, 1)
        first.send_signal(signal.SIGSTOP)
        second = subprocess.run(command(table, folder, "--resume"), capture_output=True, check=False)
        first.send_signal(signal.SIGCONT)
        assert first.wait(120) == 5
    assert second.returncode == 4
    assert str(first.pid) in second.stderr.decode("utf-8")
    assert tree(folder) == unbroken


def _entries(folder: Path) -> list[Entry]:
    manifest = folder / "manifest.jsonl"
    return list(read_manifest(manifest)) if manifest.exists() else []


def _killed_after(rows: int, call: list[str], folder: Path) -> int:
    """Start, and kill after so many more rows; 1 if it was still running."""
    before = len(_entries(folder))
    with subprocess.Popen(call) as run:
        _wait_for(folder, before + rows, run)
        alive = run.poll() is None
        run.kill()
    return int(alive)


def _wait_for(folder: Path, entries: int, run: subprocess.Popen[bytes] | None = None) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and (run is None or run.poll() is None):
        if len(_entries(folder)) >= entries:
            return
        time.sleep(0.01)


def _children(process: int) -> list[int]:
    """The workers of a run, without the process that keeps watch over its semaphores."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (entry / "status").exists():
            status = (entry / "status").read_text(encoding="utf-8", errors="replace")
            said = (entry / "cmdline").read_bytes()
            if f"PPid:\t{process}\n" in status and b"spawn_main" in said:
                found.append(int(entry.name))
    return found


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
