"""What import-linter cannot see: a light front page, and no package without a door."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "medsla"

LOADED_BY_MEDSLA = """
import sys
before = set(sys.modules)
import medsla
print("\\n".join(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""


def third_party_imports() -> dict[str, set[str]]:
    """Module of medsla → the packages of others that it names, wherever in the file."""
    found: dict[str, set[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            for package in {name.partition(".")[0] for name in names} - {"medsla"} - sys.stdlib_module_names:
                found.setdefault(package, set()).add(file.relative_to(PACKAGE).as_posix())
    return found


def doors() -> set[str]:
    """The packages that have a door in pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return {package for contract in contracts for package in contract.get("forbidden_modules", [])}


def test_importing_medsla_loads_no_package_of_others() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED_BY_MEDSLA], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert set(done.stdout.split()) - sys.stdlib_module_names == {"medsla"}


def test_every_package_of_others_has_a_door() -> None:
    without_door = {package: files for package, files in third_party_imports().items() if package not in doors()}
    assert without_door == {}
