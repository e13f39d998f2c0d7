"""A template taken from the cache writes what the template itself writes; what is odd there is not believed."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.contract_texts import CONTRACT
from tests.word_files import paragraph, template, word_file

from medsla.contract import cache, load_template, pair, render_text
from medsla.contract import template as template_module
from medsla.errors import TemplateError

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no cache where files have no owner")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache for one test, below a folder that nobody else can write in."""
    tmp_path.chmod(0o700)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that were read through, and not taken from the cache."""
    names: list[str] = []
    checked = template_module._checked

    def counted(data: bytes, name: str, language: str) -> object:
        names.append(name)
        return checked(data, name, language)  # type: ignore[arg-type]

    monkeypatch.setattr(template_module, "_checked", counted)
    return names


def only(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
@pytest.mark.parametrize("name", ["annex", "form-a", "form-b"])
def test_a_kept_template_writes_the_same_bytes(folder: Path, read: list[str], name: str, language: str) -> None:
    text = pair(CONTRACT, CONTRACT) if language == "ja-en" else CONTRACT
    first = load_template(name, language=language)  # type: ignore[arg-type]
    second = load_template(name, language=language)  # type: ignore[arg-type]
    assert (read, len(list(folder.iterdir()))) == ([name], 1)
    assert second == first
    assert second.names == first.names
    assert render_text(text, second) == render_text(text, first)


def test_the_folder_and_its_files_are_this_users_alone(folder: Path) -> None:
    load_template("annex")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, only(folder))]
    assert modes == [0o700, 0o600]


def test_an_empty_variable_switches_it_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(cache.VARIABLE, "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    load_template("annex")
    assert (cache.place(), list(tmp_path.iterdir())) == (None, [])


@pytest.mark.skipif(sys.platform == "darwin", reason="the rule of other systems")
def test_it_stands_where_the_system_has_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.place() == tmp_path / "medsla"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.place() == Path.home() / ".cache" / "medsla"
    monkeypatch.setenv("HOME", "relative")
    assert cache.place() is None


def test_another_template_or_language_is_another_file(folder: Path) -> None:
    load_template("annex")
    load_template("annex", language="en")
    load_template(template("body", "{{ title }}"))
    load_template(template("body", "{{ number }}"))
    assert len(list(folder.iterdir())) == 4


def test_another_version_of_anything_reads_anew(folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    load_template("annex")
    versions = cache._versions()
    assert versions is not None
    assert any(one.startswith("docxtpl-") for one in versions)
    monkeypatch.setattr(cache, "_versions", lambda: (*versions, "jinja2-99.0"))
    load_template("annex")
    assert (len(read), len(list(folder.iterdir()))) == (2, 2)


def test_a_version_that_is_not_known_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_versions", lambda: None)
    load_template("annex")
    assert list(folder.iterdir()) == []


def test_a_refused_template_is_refused_again_and_not_kept(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(TemplateError):
            load_template(template("body", "{{ 7*7 }}"))
    assert not folder.exists() or list(folder.iterdir()) == []


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def turned(file: Path) -> None:
    """One letter of the text is another; the digest tells."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


def linked(file: Path) -> None:
    other = file.parent.parent / "elsewhere"
    file.rename(other)
    file.symlink_to(other)


def linked_hard(file: Path) -> None:
    (file.parent.parent / "elsewhere").hardlink_to(file)


def opened_to_all(file: Path) -> None:
    file.chmod(0o666)


def readable_by_all(file: Path) -> None:
    file.chmod(0o644)


def folder_opened_to_all(file: Path) -> None:
    file.parent.chmod(0o777)


def folder_above_opened_to_all(file: Path) -> None:
    file.parent.parent.chmod(0o777)


def folder_linked(file: Path) -> None:
    other = file.parent.parent / "elsewhere"
    file.parent.rename(other)
    file.parent.symlink_to(other)


def made_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file, 0o600)


def made_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir(mode=0o700)


def of_another_template(file: Path) -> None:
    """What was kept for one template lies under the name of another."""
    load_template("form-b")
    (other,) = set(file.parent.iterdir()) - {file}
    other.rename(file)


def poisoned(file: Path) -> None:
    """A whole file with a digest that fits, whose source would run something."""
    data = file.read_bytes()
    start = len(cache._FORMAT) + hashlib.sha256().digest_size
    rest = data[start:].replace(b"{{ number }}", b"{{ 7 * 7  }}")
    assert rest != data[start:]
    file.write_bytes(cache._FORMAT + hashlib.sha256(rest).digest() + rest)


def misshapen(file: Path) -> None:
    """A whole file with a digest and a key that fit, and a list where names belong."""
    head = json.dumps({"key": file.stem, "lengths": [], "parts": [], "sources": []}).encode()
    rest = len(head).to_bytes(4, "big") + head
    file.write_bytes(cache._FORMAT + hashlib.sha256(rest).digest() + rest)


def deep(file: Path) -> None:
    """A whole file with a digest that fits, nested deeper than any reader goes."""
    rest = (100_000).to_bytes(4, "big") + b"[" * 100_000
    file.write_bytes(cache._FORMAT + hashlib.sha256(rest).digest() + rest)


ODD = (
    *(truncated, emptied, turned, linked, linked_hard, opened_to_all, readable_by_all),
    *(folder_opened_to_all, folder_above_opened_to_all, folder_linked, made_a_pipe, made_a_folder),
    *(of_another_template, poisoned, misshapen, deep),
)


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_is_read_as_if_there_were_no_cache(
    folder: Path, read: list[str], odd: Callable[[Path], None]
) -> None:
    expected = render_text(CONTRACT, load_template("annex"))
    odd(only(folder))
    read.clear()
    assert render_text(CONTRACT, load_template("annex")) == expected
    assert read == ["annex"]


def test_files_of_somebody_else_are_not_believed(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_template("annex")
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    load_template("annex")
    assert read == ["annex", "annex"]
    assert len(list(folder.iterdir())) == 1


def test_a_folder_of_somebody_else_above_is_not_trusted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True, mode=0o700)
    about = os.stat_result((0o40700, 1, 1, 2, 4711, 4711, 0, 0, 0, 0))
    monkeypatch.setattr(Path, "stat", lambda _: about)
    assert not cache._is_closed(folder.parent)


def test_a_folder_that_cannot_be_made_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "cache"))
    assert load_template("annex").name == "annex"


def _load(name: str) -> str:
    return hashlib.sha256(render_text(CONTRACT, load_template(name))).hexdigest()


def test_two_programs_may_write_it_at_once(folder: Path, read: list[str]) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        made = pool.map(_load, ["annex"] * 4, chunksize=1)
    assert set(made) == {_load("annex")}
    assert (read, [path.suffix for path in folder.iterdir()]) == ([], [".template"])


def test_only_so_many_are_kept_and_what_was_left_behind_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_FILES", 2)
    load_template("annex")
    oldest = only(folder)
    os.utime(oldest, (1, 1))
    left = folder / f"{'0' * 64}.{'0' * 16}.tmp"
    left.write_bytes(b"")
    os.utime(left, (1, 1))
    (folder / "of-somebody-else.txt").write_bytes(b"")
    load_template("annex", language="en")
    load_template("form-b")
    names = {path.name for path in folder.iterdir()}
    assert len(names) == 3
    assert "of-somebody-else.txt" in names
    assert not names & {oldest.name, left.name}


def test_a_template_of_unusual_size_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_BYTES", 100)
    load_template("annex")
    assert list(folder.iterdir()) == []


def test_a_template_with_extras_is_read_each_time(folder: Path, read: list[str]) -> None:
    row = "{% for group in groups %}{% for row in group.rows %}{{ row.text }}{% endfor %}{% endfor %}"
    data = word_file(paragraph("{{ extra.logo }}") + paragraph(row))
    for _ in range(2):
        load_template(data)
    assert len(read) == 2
    assert not folder.exists()
