"""The program as a whole: help, languages, exit codes, and output that survives any pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import click
import pytest
from tests.command_line import CLEAN, OFFER, call, start

from medsla.cli.commands import COMMANDS, help_text
from medsla.cli.options import LANGUAGES, default_language
from medsla.cli.program import program
from medsla.cli.streams import alike

Capsys = pytest.CaptureFixture[str]


def command(name: str) -> click.Command:
    found = program.get_command(click.Context(program), name)
    assert found is not None
    return found


every_command = pytest.mark.parametrize("name", COMMANDS)


# ------------------------------------------------------------------------------------ help


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_lists_every_command_with_both_languages(asked: str, capsys: Capsys) -> None:
    ended = call(capsys, asked)
    assert (ended.code, ended.out) == (0, help_text())
    for name, (_, english, japanese) in COMMANDS.items():
        assert f"  {name} " in ended.out
        assert english in ended.out
        assert japanese in ended.out


def test_no_line_of_the_help_is_wider_than_a_wide_terminal() -> None:
    assert [line for line in help_text().splitlines() if len(line) > 120] == []


def test_no_argument_at_all_shows_the_help_as_a_mistake_of_use(capsys: Capsys) -> None:
    ended = call(capsys)
    assert ended.code == 2
    assert help_text().strip() in ended.out + ended.err


def test_the_program_tells_its_version(capsys: Capsys) -> None:
    from medsla import __version__

    assert call(capsys, "--version").out == f"medsla, version {__version__}\n"


@every_command
def test_the_help_of_a_command_begins_with_its_line_in_the_list(name: str) -> None:
    _, english, japanese = COMMANDS[name]
    assert (command(name).help or "").splitlines()[0] == english
    assert english.endswith(".")
    assert japanese.endswith("。")


@every_command
def test_the_help_of_a_command_has_an_example_and_a_line_of_japanese(name: str, capsys: Capsys) -> None:
    ended = call(capsys, name, "--help")
    assert ended.code == 0
    assert COMMANDS[name][2] in ended.out
    example = ended.out.partition("Example")[2]
    assert f"medsla {name} " in example


@every_command
def test_every_option_says_what_it_does(name: str) -> None:
    silent = [p.name for p in command(name).params if isinstance(p, click.Option) and not p.help]
    assert silent == []


@every_command
def test_every_command_can_be_told_to_be_quiet(name: str) -> None:
    assert "quiet" in {parameter.name for parameter in command(name).params}


@every_command
def test_a_command_lives_in_the_module_that_the_list_names(name: str) -> None:
    assert isinstance(getattr(import_module(f"medsla.cli.{COMMANDS[name][0]}"), f"{name}_command"), click.Command)


def test_help_is_answered_without_click_or_any_package_of_others() -> None:
    ask = (
        "import sys, io; sys.stdout = io.StringIO()\n"
        "from medsla.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    loaded = set(eval(done.stderr))  # noqa: S307 - our own list
    foreign = {"click", "babel", "deepdiff", "jsonschema", "lxml", "docx", "docxtpl", "jinja2", "ruamel", "referencing"}
    assert loaded & foreign == set()


# ------------------------------------------------------------------------------------ usage


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["reveiw", "x.yaml"], "Did you mean 'review'?"),
        (["frobnicate"], "No such command 'frobnicate'."),
        (["review"], "Missing argument 'FILE...'."),
        (["review", OFFER, "--lang", "fr"], "'fr' is not one of 'ja', 'en', 'ja-en'."),
        (["review", OFFER, "--format", "pdf"], "'pdf' is not one of"),
        (["review", OFFER, "--fail-on", "info"], "'info' is not one of"),
        (["diff", OFFER], "Missing argument 'PROPOSAL'."),
        (["render", CLEAN], "Missing option '-o'"),
        (["lint", OFFER, "--against", "meti"], "No such option"),
    ],
)
def test_a_mistake_of_use_ends_with_2_and_says_what_it_is(arguments: list[str], told: str, capsys: Capsys) -> None:
    ended = call(capsys, *arguments)
    assert ended.code == 2
    assert told in ended.err


# --------------------------------------------------------------------------------- language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({"LANG": "POSIX"}, "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "MEDSLA_LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "MEDSLA_LANG": "ja-en"}, "ja-en"),
        ({"LANG": "en_US.UTF-8", "MEDSLA_LANG": "klingon"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment_unless_chosen(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES", "MEDSLA_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert default_language() == language


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("ja", ["no.yaml: ファイルが見つかりません。"]),
        ("en", ["no.yaml: There is no such file."]),
        ("ja-en", ["no.yaml: ファイルが見つかりません。", "no.yaml: There is no such file."]),
    ],
)
def test_a_problem_is_told_in_the_language_asked_for(
    language: str, lines: list[str], capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = call(capsys, "review", "no.yaml", "--lang", language)
    assert (ended.code, ended.out) == (3, "")
    told = ended.err.splitlines()
    assert len(told) == len(lines)
    assert all(line.startswith(begin.rstrip("。.")[:12]) for line, begin in zip(told, lines, strict=True))
    assert call(capsys, "review", "no.yaml", f"--lang={language}").err == ended.err


# ----------------------------------------------------------------------- files of every kind


def damaged_files(folder: Path) -> dict[str, bytes]:
    """Names and bytes of files that are no SLA, as they come by mail."""
    packed = folder / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    office = packed.read_bytes()
    return {
        "empty.yaml": b"",
        "nul.yaml": b"\x00" * 2000,
        "cut.yaml": b"medsla: '1.0'\nterms: {availability: {uptime: ",
        "cut.json": b'{"medsla": "1.0", "terms": {',
        "list.yaml": b"- 1\n- 2\n",
        "scan.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "offer.docx": office,
        "offer.xlsx": office[:40],
        "sjis.yaml": "medsla: '1.0'\nterms: {} # 稼働率".encode("cp932"),
        "utf16.yaml": "medsla: '1.0'\nterms: {}".encode("utf-16"),
        "deep.json": b'{"a":' * 5000,
        "alias.yaml": b"a: &a [1,2]\nb: [*a, *a]\n",
        "tag.yaml": b"a: !!python/object/apply:os.system [ls]\n",
        "nan.json": b'{"medsla": "1.0", "terms": {"availability": {"uptime": {"percent": NaN}}}}',
        "twice.json": b'{"medsla": "1.0", "medsla": "1.0", "terms": {}}',
    }


@pytest.mark.parametrize("name", ["review", "lint", "validate", "render"])
def test_a_damaged_file_is_refused_with_3_and_never_a_traceback(name: str, capsys: Capsys, tmp_path: Path) -> None:
    output = ["-o", str(tmp_path / "out.docx")] if name == "render" else []
    for file, content in damaged_files(tmp_path).items():
        (tmp_path / file).write_bytes(content)
        ended = call(capsys, name, str(tmp_path / file), *output, "--lang", "en")
        told = ended.err or ended.out
        assert (file, ended.code) == (file, 3)
        assert file in "".join(told.split())  # a long path is broken over lines
        assert "Traceback" not in told


def test_the_problems_of_all_files_are_told_at_once(capsys: Capsys, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("terms: {}\n", encoding="utf-8")
    ended = call(capsys, "review", str(tmp_path / "?.yaml"), OFFER, "--lang", "en")
    assert ended.code == 3
    assert sorted(line.split(":")[0].rpartition(os.sep)[2] for line in ended.err.splitlines()) == ["a.yaml", "b.yaml"]


# ------------------------------------------------------------------------------------ pipes


@pytest.mark.parametrize("encoding", ["cp932", "cp1252", "latin-1", "utf-8"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_review_survives_a_pipe_in_any_encoding(encoding: str, language: str) -> None:
    done = start("review", OFFER, "--lang", language, PYTHONIOENCODING=encoding, PYTHONUTF8="")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.decode(encoding).splitlines()) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_a_japanese_windows_pipe_nothing_is_lost_or_escaped(language: str) -> None:
    done = start("review", OFFER, "--lang", language, PYTHONIOENCODING="cp932", PYTHONUTF8="")
    assert "\\u" not in done.stdout.decode("cp932")


@pytest.mark.parametrize("encoding", ["cp932", "latin-1"])
def test_json_in_another_encoding_is_the_same_json(encoding: str) -> None:
    asked = ("review", OFFER, "--format", "json")
    there = start(*asked, PYTHONIOENCODING=encoding, PYTHONUTF8="").stdout.decode(encoding)
    here = start(*asked, PYTHONIOENCODING="utf-8").stdout.decode("utf-8")
    assert json.loads(there) == json.loads(here)


@pytest.mark.parametrize("asked", [("review", OFFER, "--format", "html"), ("init", "-o", "-")])
def test_pages_and_documents_are_utf_8_in_any_pipe(asked: tuple[str, ...]) -> None:
    there = start(*asked, PYTHONIOENCODING="cp932", PYTHONUTF8="").stdout
    assert there.replace(b"\r\n", b"\n") == start(*asked, PYTHONIOENCODING="utf-8").stdout.replace(b"\r\n", b"\n")


def test_the_help_survives_a_pipe_in_another_encoding() -> None:
    done = start("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"review" in done.stdout


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("99.9 % – 95 %", "cp932", "99.9 % - 95 %"),
        ("9:00〜18:00", "shift_jis", "9:00〜18:00"),
        ("9:00〜18:00", "euc_kr", "9:00～18:00"),
        ("a ≤ b", "cp932", "a ≦ b"),
        ("a ≤ b", "utf-8", "a ≤ b"),
        ("a ≤ b", "ascii", "a ≤ b"),
        ("①稼働率", "cp932", "①稼働率"),
    ],
)
def test_a_sign_is_replaced_only_where_its_like_can_be_written(text: str, encoding: str, expected: str) -> None:
    assert alike(text, encoding) == expected


@pytest.mark.skipif(os.name != "posix", reason="needs a shell with head")
def test_a_reader_who_leaves_early_is_no_error() -> None:
    line = f'"{sys.executable}" -m medsla terms | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_behind_standard_output_is_told_and_ends_with_4() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "medsla", "terms"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr
