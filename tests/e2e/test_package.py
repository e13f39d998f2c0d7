"""The package as a user gets it: built, installed without development tools, used from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEVELOPMENT = {"hatchling", "hypothesis", "mypy", "pytest", "ruff"}

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900), pytest.mark.xdist_group("package")]


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The finished program, its output as text; Python's own variables of this run are kept out."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean | {"PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and with the wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("built")
    done = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment in which only the wheel is installed."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = run(*pip, "--constraint", ROOT / "constraints.txt", wheel, cwd=folder)
    if done.returncode != 0:
        pytest.skip(f"packages cannot be installed here: {done.stderr.strip().splitlines()[-1][:200]}")
    return scripts


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "空のフォルダ"
    folder.mkdir()
    return folder


def names_in_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def shipped(folder: str) -> set[str]:
    """Files under a top-level folder of the checkout that git knows, as the wheel should name them."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder, cwd=ROOT)
    if listed.returncode != 0:
        pytest.skip("the checkout's own list of files needs git")
    return {f"medsla/_data/{name}" for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


@pytest.mark.parametrize("folder", ["schemas", "templates", "examples"])
def test_the_wheel_built_from_the_sdist_has_every_file_of(folder: str, wheel: Path) -> None:
    inside = {name for name in names_in_wheel(wheel) if name.startswith(f"medsla/_data/{folder}/")}
    assert inside == shipped(folder)


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    package = ROOT / "src" / "medsla"
    expected = {
        f"medsla/{file.relative_to(package).as_posix()}"
        for file in package.rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    assert {name for name in names_in_wheel(wheel) if not name.startswith("medsla/_data/")} == expected | {
        name for name in names_in_wheel(wheel) if ".dist-info/" in name
    }
    assert "medsla/py.typed" in expected


def test_the_wheel_carries_licence_and_notice(wheel: Path) -> None:
    licences = {name.rpartition("/")[2] for name in names_in_wheel(wheel) if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


def test_the_sdist_has_what_the_tests_need(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        top = {name.split("/")[1] for name in archive.getnames()}
    assert {"src", "schemas", "templates", "examples", "tests", "tools", "Makefile", "constraints.txt"} <= top


def test_no_development_tool_comes_with_the_wheel(scripts: Path, empty: Path) -> None:
    done = run(scripts / "python", "-m", "pip", "list", "--format=freeze", cwd=empty)
    installed = {line.partition("==")[0].lower() for line in done.stdout.splitlines()}
    assert "medsla" in installed
    assert installed & DEVELOPMENT == set()


def test_the_installed_program_tells_its_version(scripts: Path, wheel: Path, empty: Path) -> None:
    done = run(scripts / "medsla", "--version", cwd=empty)
    assert (done.returncode, done.stderr) == (0, "")
    assert wheel.name.split("-")[1] in done.stdout


def test_the_demo_runs_from_an_empty_folder(scripts: Path, empty: Path) -> None:
    done = run(scripts / "medsla", "demo", cwd=empty)
    assert done.returncode == 0, done.stdout + done.stderr
    made = {file.suffix for file in empty.rglob("*") if file.is_file()}
    assert {".docx", ".md"} <= made


def test_a_shipped_example_is_valid_with_the_installed_program(scripts: Path, empty: Path) -> None:
    ask = "import medsla, pathlib; print(pathlib.Path(medsla.__file__).parent / '_data' / 'examples')"
    example = Path(run(scripts / "python", "-c", ask, cwd=empty).stdout.strip()) / "00-clean.yaml"
    done = run(scripts / "medsla", "validate", example, cwd=empty)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_that_is_no_sla_is_refused_with_its_exit_code(scripts: Path, empty: Path) -> None:
    (empty / "broken.yaml").write_text("terms: [", encoding="utf-8")
    done = run(scripts / "medsla", "validate", "broken.yaml", cwd=empty)
    assert done.returncode == 3
    assert "Traceback" not in done.stdout + done.stderr
