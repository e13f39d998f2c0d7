"""The manifest of a folder, and the lock on it."""

from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from medsla.batch.lock import LOCK, locked
from medsla.batch.manifest import MANIFEST, Entry, Manifest, read_manifest
from medsla.errors import OutputError, Place, Problem, ReadError

MADE = Entry(2, "A-1", "made", "in", "te", "0.1.0", "A-1.docx", "5a")
REFUSED = Entry(3, "A-2", "refused", "in", "te", "0.1.0", problems=(Problem.of("file-empty", Place(spot="S!A3")),))


def code(error: OutputError | ReadError) -> str:
    (problem,) = error.problems
    return problem.code


# ---------------------------------------------------------------------------------- manifest


def test_entries_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    with Manifest(tmp_path, fresh=False) as manifest:
        manifest.add(MADE)
        manifest.add(REFUSED)
    assert list(read_manifest(tmp_path / MANIFEST)) == [MADE, REFUSED]


def test_a_line_is_json_with_the_reasons_of_a_refusal(tmp_path: Path) -> None:
    with Manifest(tmp_path, fresh=False) as manifest:
        manifest.add(REFUSED)
    data = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert data["problems"] == [{"code": "file-empty", "place": {"spot": "S!A3"}, "fields": {}}]
    assert "file" not in data


@pytest.mark.parametrize("torn", [b"{", b'{"row": 3, "id"', b"\xe5\xa5", b"x" * 9_000])
def test_a_torn_last_line_is_cut_off(tmp_path: Path, torn: bytes) -> None:
    whole = MADE.line().encode("utf-8")
    (tmp_path / MANIFEST).write_bytes(whole + torn)
    with Manifest(tmp_path, fresh=False) as manifest:
        assert manifest.made == {"A-1": MADE}
        manifest.add(REFUSED)
    assert (tmp_path / MANIFEST).read_bytes() == whole + REFUSED.line().encode("utf-8")


def test_what_was_said_last_is_not_said_again(tmp_path: Path) -> None:
    for _ in range(3):
        with Manifest(tmp_path, fresh=False) as manifest:
            manifest.add(MADE)
            manifest.add(REFUSED)
    assert len((tmp_path / MANIFEST).read_text(encoding="utf-8").splitlines()) == 2


def test_a_row_refused_after_it_was_made_still_has_its_file(tmp_path: Path) -> None:
    later = Entry(2, "A-1", "refused", "other", "te", "0.1.0", problems=(Problem.of("file-empty"),))
    with Manifest(tmp_path, fresh=False) as manifest:
        manifest.add(MADE)
        manifest.add(later)
        manifest.add(MADE)
    entries = list(read_manifest(tmp_path / MANIFEST))
    assert entries == [MADE, later, MADE]


def test_a_fresh_manifest_forgets(tmp_path: Path) -> None:
    with Manifest(tmp_path, fresh=False) as manifest:
        manifest.add(MADE)
    with Manifest(tmp_path, fresh=True) as manifest:
        assert manifest.made == {}
    assert (tmp_path / MANIFEST).read_bytes() == b""


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        "1",
        "not json",
        '{"row": 2}',
        MADE.line().replace("A-1.docx", "../up.docx").strip(),
        MADE.line().replace("A-1.docx", "/x.docx").strip(),
        MADE.line().replace('"row": 2', '"row": "2"').strip(),
        MADE.line().replace('"5a"', "5").strip(),
        MADE.line().replace('"made"', '"made", "extra": 1').strip(),
    ],
)
def test_a_line_that_medsla_did_not_write_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / MANIFEST).write_text(MADE.line() + line + "\n", encoding="utf-8")
    with pytest.raises(ReadError) as refused:
        Manifest(tmp_path, fresh=False)
    assert code(refused.value) == "batch.manifest-line"
    assert refused.value.problems[0].place.line == 2


def test_a_manifest_that_is_a_link_is_refused_and_its_target_untouched(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / MANIFEST).symlink_to(victim)
    with pytest.raises(OutputError) as refused:
        Manifest(folder, fresh=True)
    assert code(refused.value) == "batch.link"
    assert victim.read_text(encoding="utf-8") == "mine"


class _Full:
    """A file on a disk that takes a few more bytes and no more."""

    def __init__(self, file: Any, room: int) -> None:
        self.file, self.room = file, room

    def write(self, data: bytes) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, "")
        taken = data[: self.room]
        self.room -= len(taken)
        return int(self.file.write(taken))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


@pytest.mark.parametrize("room", [0, 1, 20, len(REFUSED.line().encode()) - 1])
def test_a_full_disk_leaves_whole_lines_and_says_so(tmp_path: Path, room: int) -> None:
    with Manifest(tmp_path, fresh=False) as manifest:
        manifest.add(MADE)
        manifest._stream = _Full(manifest._stream, room)  # type: ignore[assignment]
        with pytest.raises(OutputError) as refused:
            manifest.add(REFUSED)
    assert code(refused.value) == "output-disk-full"
    assert (tmp_path / MANIFEST).read_bytes() == MADE.line().encode("utf-8")


def test_a_line_that_is_taken_in_pieces_is_whole(tmp_path: Path) -> None:
    with Manifest(tmp_path, fresh=False) as manifest:
        whole = manifest._stream
        manifest._stream = _Slow(whole)  # type: ignore[assignment]
        manifest.add(MADE)
    assert list(read_manifest(tmp_path / MANIFEST)) == [MADE]


class _Slow(_Full):
    """A file that takes seven bytes at a time."""

    def __init__(self, file: Any) -> None:
        super().__init__(file, 0)

    def write(self, data: bytes) -> int:
        return int(self.file.write(data[:7]))


@pytest.mark.parametrize(
    ("other", "name"),
    [
        (MADE, ""),
        (Entry(9, "A-1", "made", "in", "te", "0.1.0", "B.docx", "6b"), ""),
        (Entry(2, "A-1", "made", "changed", "te", "0.1.0"), "input"),
        (Entry(2, "A-1", "made", "changed", "changed", "0.1.0"), "template"),
        (Entry(2, "A-1", "made", "in", "te", "0.2.0"), "version"),
    ],
)
def test_what_a_file_depends_on_is_compared(other: Entry, name: str) -> None:
    assert other.differs(MADE) == name


# -------------------------------------------------------------------------------------- lock

HOLDING = """
import sys, pathlib
from medsla.batch.lock import locked
with locked(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_refused_with_the_holder_of_the_folder(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(OutputError) as refused, locked(tmp_path):
        pytest.fail("the folder was held twice")
    (problem,) = refused.value.problems
    assert problem.code == "batch.locked"
    assert dict(problem.fields) == {"pid": str(os.getpid()), "host": socket.gethostname()}


def test_the_lock_goes_with_the_run(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path):
            assert (tmp_path / LOCK).stat().st_mode & 0o777 == 0o600
        assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a person removes the lock of a killed run")
def test_the_lock_of_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(OutputError), locked(tmp_path):
            pytest.fail("two processes held the folder")
        holder.kill()
        holder.wait()
        assert (tmp_path / LOCK).exists()
        with locked(tmp_path):
            assert json.loads((tmp_path / LOCK).read_text(encoding="ascii"))["pid"] == os.getpid()


def test_what_another_machine_left_is_for_a_person_to_remove(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text('{"pid": 1, "host": "elsewhere.invalid"}', encoding="ascii")
    with pytest.raises(OutputError) as refused, locked(tmp_path):
        pytest.fail("a folder of another machine was taken")
    assert dict(refused.value.problems[0].fields)["host"] == "elsewhere.invalid"


@pytest.mark.parametrize("content", ["", "{", "[]", "\xff"])
def test_a_lock_with_no_sense_in_it_holds_nobody_up(tmp_path: Path, content: str) -> None:
    (tmp_path / LOCK).write_bytes(content.encode("latin-1"))
    with locked(tmp_path):
        assert json.loads((tmp_path / LOCK).read_text(encoding="ascii"))["pid"] == os.getpid()


def test_a_lock_that_is_a_link_is_refused_and_its_target_untouched(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / LOCK).symlink_to(victim)
    with pytest.raises(OutputError) as refused, locked(folder):
        pytest.fail("a link was followed")
    assert code(refused.value) == "batch.link"
    assert victim.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.name != "posix", reason="modes say nothing there")
@pytest.mark.parametrize(("mode", "open_to_all"), [(0o777, True), (0o1777, True), (0o770, False), (0o755, False)])
def test_a_folder_that_everybody_may_write_into_is_refused(tmp_path: Path, mode: int, open_to_all: bool) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    folder.chmod(mode)
    if open_to_all:
        with pytest.raises(OutputError) as refused, locked(folder):
            pytest.fail("anybody could exchange the contracts")
        assert code(refused.value) == "batch.folder-open"
    else:
        with locked(folder):
            assert (folder / LOCK).exists()
    assert list(folder.iterdir()) == []
