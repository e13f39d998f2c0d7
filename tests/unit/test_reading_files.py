"""A final name holds a whole file or what it held before; patterns name files or are refused."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from medsla.errors import MedslaError, OutputError, Place, Problem, ReadError
from medsla.reading import files
from medsla.reading.files import expand_patterns, sweep, write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links as POSIX has them")


@pytest.fixture(autouse=True)
def _forget_swept_folders() -> None:
    files._swept.clear()


def code(error: pytest.ExceptionInfo[MedslaError]) -> str:
    (problem,) = error.value.problems
    return problem.code


def left_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    write_atomically(tmp_path / "契約書.docx", b"new")
    assert (tmp_path / "契約書.docx").read_bytes() == b"new"
    assert left_in(tmp_path) == ["契約書.docx"]


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    write_atomically(str(tmp_path / "a"), b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_an_existing_file_stays_when_it_may_not_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / "a", b"new", overwrite=False)
    assert caught.value == OutputError(Problem.of("output-exists", Place(file=str(tmp_path / "a"))))
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_new_file_is_written_where_nothing_may_be_replaced(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a", b"new", overwrite=False)
    assert left_in(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_name_taken_in_the_last_moment_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync_while_another_writes(_: int) -> None:
        (tmp_path / "a").write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", fsync_while_another_writes)
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / "a", b"new", overwrite=False)
    assert code(caught) == "output-exists"
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert left_in(tmp_path) == ["a"]


@posix
def test_where_there_are_no_links_a_new_file_is_still_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    write_atomically(tmp_path / "a", b"new", overwrite=False)
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (".", "output-is-folder"),
        ("no/such/folder/a", "output-no-folder"),
        ("file/a", "output-no-folder"),
        ("x" * 300, "output-name-long"),
        ("a\x00b", "output-failed"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / name, b"new")
    assert code(caught) == expected
    assert left_in(tmp_path) == ["file"]


@posix
def test_a_link_is_replaced_and_its_target_stays(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"victim")
    (tmp_path / "a").symlink_to(tmp_path / "victim")
    write_atomically(tmp_path / "a", b"new")
    assert (tmp_path / "victim").read_bytes() == b"victim"
    assert not (tmp_path / "a").is_symlink()


@posix
def test_a_link_counts_as_taken(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / "a", b"new", overwrite=False)
    assert code(caught) == "output-exists"


@posix
def test_permissions_follow_the_umask_or_the_file_that_is_replaced(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new", b"")
        (tmp_path / "old").write_bytes(b"")
        (tmp_path / "old").chmod(0o600)
        write_atomically(tmp_path / "old", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("failing", "number", "expected"),
    [
        ("open", errno.ENOSPC, "output-disk-full"),
        ("open", errno.EACCES, "output-not-writable"),
        ("open", errno.EROFS, "output-not-writable"),
        ("fsync", errno.EIO, "output-failed"),
        ("fsync", errno.ENOSPC, "output-disk-full"),
        ("replace", errno.EACCES, "output-not-writable"),
        ("replace", errno.EIO, "output-failed"),
        ("fdopen", errno.EDQUOT, "output-disk-full"),
    ],
)
def test_whatever_step_fails_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, number: int, expected: str
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "injected")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / "a", b"new")
    monkeypatch.undo()
    assert code(caught) == expected
    assert (tmp_path / "a").read_bytes() == b"old"
    assert left_in(tmp_path) == ["a"]


@posix
def test_a_folder_that_cannot_be_flushed_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def second_fails(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.EIO, "injected")

    monkeypatch.setattr(os, "fsync", second_fails)
    write_atomically(tmp_path / "a", b"new")
    assert (len(calls), (tmp_path / "a").read_bytes()) == (2, b"new")


KILLED = """
import os, sys
from medsla.reading import files
def die(*_): os._exit(9)
os.fsync = die
files.write_atomically(sys.argv[1], b"torn")
"""


@posix
def test_what_a_killed_run_left_behind_goes_with_the_next_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "a")], check=False)
    assert killed.returncode == 9
    assert (tmp_path / "a").read_bytes() == b"old"
    assert len(left_in(tmp_path)) == 2
    write_atomically(tmp_path / "b", b"new")
    assert left_in(tmp_path) == ["a", "b"]


@posix
def test_only_leftovers_are_swept(tmp_path: Path) -> None:
    running = tmp_path / f"{files.PREFIX}{os.getppid()}-0.tmp"
    dead = tmp_path / f"{files.PREFIX}999999999-0.tmp"
    own = tmp_path / f"{files.PREFIX}{os.getpid()}-0.tmp"
    strange = tmp_path / f"{files.PREFIX}x.tmp"
    old = tmp_path / f"{files.PREFIX}y.tmp"
    other = tmp_path / "medsla-1.tmp"
    for file in (running, dead, own, strange, old, other):
        file.write_bytes(b"")
    os.utime(old, (0, 0))
    assert sweep(tmp_path) == 3
    assert left_in(tmp_path) == sorted(file.name for file in (running, strange, other))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="how a process stands is told in /proc")
def test_what_a_dead_process_left_goes_even_before_it_is_cleared_away(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as dead:
        assert dead.stdout is not None
        dead.stdout.read()  # its end, which comes with that of the process
        state = Path(f"/proc/{dead.pid}/stat")
        while state.read_text(encoding="utf-8").rpartition(") ")[2][:1] != "Z":
            time.sleep(0.01)
        (tmp_path / f"{files.PREFIX}{dead.pid}-0.tmp").write_bytes(b"half")
        assert sweep(tmp_path) == 1
    assert left_in(tmp_path) == []


def test_a_folder_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[object] = []
    monkeypatch.setattr(files, "sweep", swept.append)
    write_atomically(tmp_path / "a", b"")
    write_atomically(tmp_path / "b", b"")
    assert swept == [str(tmp_path)]


def test_patterns_give_files_sorted_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.yaml", "a.yaml", "c.json", "d[1].yaml", "below/e.yaml"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(b"")
    Path("folder.yaml").mkdir()
    assert expand_patterns(["c.json", "*.yaml"]) == [
        Path("c.json"),
        Path("a.yaml"),
        Path("b.yaml"),
        Path("d[1].yaml"),
    ]
    assert expand_patterns(["d[1].yaml", "a.yaml", "[a]*"]) == [Path("d[1].yaml"), Path("a.yaml")]
    assert Path("below/e.yaml") in expand_patterns(["**/*.yaml"])
    assert expand_patterns(["no-such.yaml"]) == [Path("no-such.yaml")]
    assert expand_patterns([]) == []


def test_patterns_that_match_nothing_are_named_all_at_once(tmp_path: Path) -> None:
    patterns = [str(tmp_path / "*.yaml"), str(tmp_path / "?.json")]
    with pytest.raises(ReadError) as caught:
        expand_patterns(patterns)
    assert caught.value == ReadError(Problem.of("pattern-no-match", Place(file=pattern)) for pattern in patterns)
