"""Rules of the house that a linter does not know, each read from the files as they stand."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "medsla"
THIS = Path(__file__).resolve()

TEXT = {
    *(".cfg", ".css", ".csv", ".html", ".ipynb", ".json", ".jsonl", ".md", ".py", ".sh"),
    *(".toml", ".txt", ".xml", ".yaml", ".yml", ""),
}
LEFT_BEHIND = {".git", ".venv", ".node", "dist", "build", "demo-output", "__pycache__", "_build"}

# Lines a module may have. Longer ones are named with the reason.
LONGEST = 350
LONGER: dict[str, str] = {
    "model.py": "generated from the schema",
}

# module:function or module:class → why a float is right there
FLOATS: dict[str, str] = {}

VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "base",
    "manager",
    "managers",
    "misc",
    "handler",
}

HOSTS = re.compile(
    r"pypi\.(?:org|python\.org)|pythonhosted\.org|registry\.npmjs|npmjs\.(?:org|com)|anaconda\.org"
    r"|crates\.io|proxy\.golang|deb\.debian\.org|artifactory"
)
MACHINE = re.compile(r"(?<![\w.~$}-])(?:/(?:root|work|home|Users)/|[A-Z]:\\\\?Users\\)")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME)\b")


def repository_files() -> list[Path]:
    """The text files that belong to the repository: git's list, or the folder where there is no git."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(git, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        files = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        files = [file for file in ROOT.rglob("*") if not LEFT_BEHIND & set(file.relative_to(ROOT).parts)]
    return sorted(file for file in files if file.suffix in TEXT and file.is_file() and file != THIS)


def lines_matching(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """`file:line: text` of each line in which the pattern is found."""
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Name within the package and syntax tree of every module."""
    for file in modules():
        yield file.relative_to(PACKAGE).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def floats_in(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Owner (function or class at the top of the module, or `-`) and line of each float that code makes."""
    for top in tree.body:
        owner = getattr(top, "name", "-")
        for node in ast.walk(top):
            constant = isinstance(node, ast.Constant) and isinstance(node.value, (float, complex))
            call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
            if constant or call:
                yield owner, getattr(node, "lineno", 0)


def broad_handlers(tree: ast.Module) -> Iterator[int]:
    """Lines that catch everything."""
    broad = {"Exception", "BaseException"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = set() if node.type is None else {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
            if node.type is None or caught & broad:
                yield node.lineno


def speaks(function: ast.AST, own: dict[str, ast.AST], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a test can fail by its own word: an assert, a pytest check, or a call to one that has it."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) and not isinstance(node.test, ast.Constant):
            return True
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in {"raises", "fail", "warns"}:
            return True
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name.startswith("assert_"):
            return True
        if name in own and name not in seen and speaks(own[name], own, seen | {name}):
            return True
    return False


def mute_tests(tree: ast.Module) -> list[str]:
    """Names of the tests in a file that cannot fail."""
    functions = {
        node.name: node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    own: dict[str, ast.AST] = dict(functions)
    return [name for name, node in functions.items() if name.startswith("test") and not speaks(node, own)]


def test_no_file_names_a_package_registry() -> None:
    assert lines_matching(HOSTS, repository_files()) == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert lines_matching(MACHINE, repository_files()) == []


def test_nothing_is_left_for_later_in_a_comment() -> None:
    assert lines_matching(UNFINISHED, [file for file in repository_files() if file.suffix in {".py", ".sh"}]) == []


def test_no_float_is_made_in_the_package() -> None:
    found = [
        f"{name}:{line}" for name, tree in trees() for owner, line in floats_in(tree) if f"{name}:{owner}" not in FLOATS
    ]
    assert found == []


def test_no_handler_catches_everything() -> None:
    assert [f"{name}:{line}" for name, tree in trees() for line in broad_handlers(tree)] == []


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lengths = {
        file.relative_to(PACKAGE).as_posix(): len(file.read_text(encoding="utf-8").splitlines()) for file in modules()
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST and name not in LONGER} == {}


def test_the_list_of_long_modules_names_no_others() -> None:
    assert sorted(name for name in LONGER if not (PACKAGE / name).is_file()) == []


def test_modules_are_named_for_what_they_hold() -> None:
    names = {part for file in modules() for part in file.relative_to(PACKAGE).with_suffix("").parts}
    assert {name for name in names if VAGUE & set(name.strip("_").split("_"))} == set()


def test_every_test_can_fail() -> None:
    mute = {
        file.relative_to(ROOT).as_posix(): names
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        if (names := mute_tests(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert mute == {}


@pytest.mark.parametrize(
    ("source", "mute"),
    [
        ("def test_a():\n    print(1)", ["test_a"]),
        ("def test_a():\n    assert True", ["test_a"]),
        ("def test_a():\n    assert f() == 1", []),
        ("def test_a():\n    with pytest.raises(ValueError):\n        f()", []),
        ("def judged(x):\n    assert x\n\ndef test_a():\n    judged(1)", []),
        ("def judged(x):\n    return x\n\ndef test_a():\n    judged(1)", ["test_a"]),
        ("def a(x):\n    b(x)\n\ndef b(x):\n    a(x)\n\ndef test_a():\n    a(1)", ["test_a"]),
    ],
)
def test_a_test_without_a_word_of_its_own_is_found(source: str, mute: list[str]) -> None:
    assert mute_tests(ast.parse(source)) == mute


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = 0.5", [1]),
        ("x = 5", []),
        ("def f(x):\n    return float(x)", [2]),
        ("def f(x):\n    return isinstance(x, float)", []),
        ("x = Decimal('0.5')", []),
    ],
)
def test_a_float_is_found_where_it_is_made(source: str, lines: list[int]) -> None:
    assert [line for _, line in floats_in(ast.parse(source))] == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("try:\n    f()\nexcept Exception:\n    g()", [3]),
        ("try:\n    f()\nexcept (KeyError, Exception) as e:\n    g()", [3]),
        ("try:\n    f()\nexcept:\n    g()", [3]),
        ("try:\n    f()\nexcept KeyError:\n    g()", []),
    ],
)
def test_a_broad_handler_is_found(source: str, lines: list[int]) -> None:
    assert list(broad_handlers(ast.parse(source))) == lines


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("cp /root/x .", True),
        ("see /home/ana/sla.yaml", True),
        (r'open("C:\\Users\\ana")', True),
        ("$HOME/home/x", False),
        ("the pointer /terms/opening/hours", False),
        ("/workbook/sheet1", False),
    ],
)
def test_a_folder_of_one_machine_is_told_from_other_slashes(line: str, found: bool) -> None:
    assert bool(MACHINE.search(line)) is found
