"""What the README tells people to type works as it stands, on the shipped examples."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(ROOT.glob("README*.md"))

# The papers that the README calls by name, and the example that stands for each.
PAPERS = {"offer.yaml": "vendor-offer.yaml", "agreed.yaml": "00-clean.yaml"}

# Commands whose findings are their product: 1 says that there are some.
FINDING = {"review", "diff", "lint"}


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language on every page."""
    fence = re.compile(rf"^```{language}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [block for page in PAGES for block in fence.findall(page.read_text(encoding="utf-8"))]


def commands() -> list[str]:
    """The lines that call medsla."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return sorted({line.partition("  #")[0].strip() for line in lines if line.startswith("medsla ")})


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder in which the papers of the README lie."""
    for paper, example in PAPERS.items():
        shutil.copy(ROOT / "examples" / example, tmp_path / paper)
    return tmp_path


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_readme_shows_commands_and_python() -> None:
    assert commands()
    assert blocks("python")


@pytest.mark.parametrize("line", commands())
def test_a_command_of_the_readme_runs(line: str, desk: Path) -> None:
    program, *arguments = shlex.split(line)
    done = run([str(Path(sys.executable).with_name(program)), *arguments], desk)
    assert done.returncode in ({0, 1} if arguments[0] in FINDING else {0}), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("block", blocks("python"))
def test_a_python_block_of_the_readme_runs(block: str, desk: Path) -> None:
    done = run([sys.executable, "-W", "error", "-c", block], desk)
    assert done.returncode == 0, done.stderr


def test_the_targets_of_make_in_the_readme_exist() -> None:
    named = {target for block in blocks("sh") for target in re.findall(r"^make ([\w-]+)", block, re.MULTILINE)}
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named - targets == set()
