"""What the README and the tutorials tell people to type works as it stands, on the shipped examples."""

from __future__ import annotations

import base64
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from tests.command_line import call

import medsla

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs" / "tutorials").glob("*.md"))]

# The papers that the pages call by name, and the example that stands for each.
PAPERS = {
    "offer.yaml": "vendor-offer.yaml",
    "agreed.yaml": "00-clean.yaml",
    "round-1.yaml": "vendor-offer.yaml",
    "round-2.yaml": "vendor-offer-round-2.yaml",
    "base.yaml": "base.yaml",
    "rows.xlsx": "rows.xlsx",
    "offers/offer.yaml": "vendor-offer.yaml",
    "overlay.yaml": "playbook/overlay.yaml",
    "position.yaml": "playbook/position.yaml",
    "waivers.yaml": "playbook/waivers.yaml",
}

# A copy of the original that somebody filled in: the tutorial says that the empty form is refused.
FILLED = """medsla: "1.0"
completes: mic-sla-example
copy: "an invented copy, for this test alone"
person: "a tester"
terms:
  recovery.rto: {value: {within: PT4H}, place: "p. 1", words: "4時間以内"}
"""

# One white pixel.
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC")

# Codes with which a command may end well besides 0: there are findings; one of the example rows is bad on purpose.
FINE = {"review": {1}, "diff": {1}, "lint": {1}, "batch": {5}, "inspect": {1}}


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language on every page."""
    fence = re.compile(rf"^```{language}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [block for page in PAGES for block in fence.findall(page.read_text(encoding="utf-8"))]


def commands() -> list[str]:
    """The lines that call medsla."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return sorted({line.partition("  #")[0].strip() for line in lines if line.startswith("medsla ")})


@pytest.fixture
def desk(tmp_path: Path, office: dict[str, bytes]) -> Path:
    """A folder in which the papers of the pages lie."""
    for name, data in office.items():
        (tmp_path / name).write_bytes(data)
    for paper, example in PAPERS.items():
        (tmp_path / paper).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "examples" / example, tmp_path / paper)
    (tmp_path / "fill.yaml").write_text(FILLED, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("terms: [", encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The Word files that the pages call by name, and what goes with them."""
    folder = tmp_path_factory.mktemp("office")
    agreed = medsla.load(ROOT / "examples" / "00-clean.yaml")
    sent = medsla.render(agreed, folder / "sent.docx", template="form-b").path
    returned = Document(str(sent))
    returned.paragraphs[-1].add_run("甲が認めた場合を除く。")
    returned.save(str(folder / "returned.docx"))
    empty = Document()
    empty.add_paragraph("月額 100,000円")
    empty.save(str(folder / "plain.docx"))
    paper = Document()
    paper.sections[0].header.paragraphs[0].text = "みなと総合病院　契約番号 {{ number }}"
    paper.save(str(folder / "paper.docx"))
    ours = Document(str(ROOT / "templates" / "ja" / "form-b.docx"))
    for tag in ("{{ extra.logo }}", "{{p extra.fees }}"):
        ours.paragraphs[0].insert_paragraph_before(tag)
    ours.save(str(folder / "ours.docx"))
    made = {name: (folder / f"{name}.docx").read_bytes() for name in ("sent", "returned", "plain", "paper", "ours")}
    text = (ROOT / "examples" / "00-clean.yaml").read_text(encoding="utf-8")
    anew = text.replace("rto: {within: PT30M", "rto: {within: PT1H").replace("effective: 2027", "effective: 2028")
    return {
        "contract.docx": made["sent"],
        "signed.docx": made["sent"],
        "edited.docx": made["returned"],
        "returned.docx": made["returned"],
        "fees.docx": made["plain"],
        "paper.docx": made["paper"],
        "ours.docx": (ROOT / "templates" / "ja" / "form-b.docx").read_bytes(),
        "ours-with-extras.docx": made["ours"],
        "logo.png": PIXEL,
        "agreed-anew.yaml": anew.encode(),
    }


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_pages_show_commands_and_python() -> None:
    assert commands()
    assert blocks("python")


@pytest.mark.parametrize("line", commands())
def test_a_command_of_the_pages_runs(
    line: str, desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, *arguments = shlex.split(line)
    monkeypatch.chdir(desk)
    prepare(arguments, capsys)
    ended = call(capsys, *arguments)
    assert ended.code in {0} | FINE.get(arguments[0], set()), ended.err


def prepare(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Take away what `init` and `workbook` would not replace; make the workbook that `--read` asks for."""
    if arguments[0] in ("init", "workbook") and "-o" in arguments:
        Path(arguments[arguments.index("-o") + 1]).unlink(missing_ok=True)
    if "--extra" in arguments:
        Path("ours-with-extras.docx").replace("ours.docx")
    if arguments[:2] == ["template", "new"]:
        Path("ours.docx").unlink()
    if "-o" in arguments and arguments[1:2] in (["start"], ["template"]):
        Path(arguments[arguments.index("-o") + 1]).unlink(missing_ok=True)
    if "ours.json" in arguments and "--against" in arguments:
        done = call(capsys, "profile", "complete", "mic-sla-example", "--from", "fill.yaml", "-o", "ours.json")
        assert done.code == 0, done.err
    if "--baseline" in arguments:
        assert call(capsys, "review", "offers/*.yaml", "--write-baseline", "known.json").code == 0
    if "--read" in arguments:
        assert call(capsys, "workbook", "--from", "agreed.yaml", "-o", "sla.xlsx").code == 0


def shown() -> list[tuple[str, str]]:
    """Each command that a page shows with its output, and those lines."""
    pair = re.compile(r"^```sh\n(medsla [^\n]*)\n```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [found for page in PAGES for found in pair.findall(page.read_text(encoding="utf-8"))]


def test_every_readme_shows_real_output() -> None:
    assert len(shown()) == len([page for page in PAGES if page.name.startswith("README")])


@pytest.mark.parametrize(("line", "lines"), shown())
def test_the_output_that_a_page_shows_is_what_the_command_prints(
    line: str, lines: str, desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    assert lines in call(capsys, *shlex.split(line)[1:]).out


@pytest.mark.parametrize("block", blocks("python"))
def test_a_python_block_of_the_pages_runs(block: str, desk: Path) -> None:
    done = run([sys.executable, "-W", "error", "-c", block], desk)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).is_file()] == []


def test_both_readmes_say_the_same_commands() -> None:
    plain = [
        [re.sub(r"\s+#.*", "", line).replace("--lang en", "--lang ja") for block in sh for line in block.splitlines()]
        for sh in (
            re.findall(r"^```sh\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
            for name in ("README.md", "README.ja.md")
        )
    ]
    assert plain[0] == plain[1]


def test_the_targets_of_make_in_the_readme_exist() -> None:
    named = {target for block in blocks("sh") for target in re.findall(r"^make ([\w-]+)", block, re.MULTILINE)}
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named - targets == set()
