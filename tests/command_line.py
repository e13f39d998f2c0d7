"""The command line as tests call it: in this process, or as a program of its own where encodings matter."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from medsla.cli import main

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
OFFER = str(EXAMPLES / "vendor-offer.yaml")
CLEAN = str(EXAMPLES / "00-clean.yaml")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    """A command in this process."""
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    told = capsys.readouterr()
    code = left.value.code
    return Ended(code if isinstance(code, int) else 0, told.out, told.err)


def start(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command as a program; variables given as "" are taken out of its environment."""
    variables = {key: value for key, value in (os.environ | environment).items() if value}
    return subprocess.run(
        [sys.executable, "-m", "medsla", *arguments], capture_output=True, cwd=cwd, env=variables, check=False
    )
