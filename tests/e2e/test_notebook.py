"""The notebook for legal reviewers: kept without outputs, and run from top to bottom as a reader would."""

from __future__ import annotations

import importlib.util
import json
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks" / "legal_review.ipynb"
NEEDED = ("nbclient", "nbformat", "ipykernel", "ipywidgets")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

needs_kernel = pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}")


def cells(kind: str) -> list[dict[str, Any]]:
    found = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == kind]


class Names(HTMLParser):
    """The elements and attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each cell shows, by its id, when the notebook is run beside the examples."""
    import nbformat
    from nbclient import NotebookClient

    desk = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", desk / "examples")
    folder = desk / "notebooks"
    folder.mkdir()
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(folder)}}).execute()
    shown = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
    assert [name for name, found in shown.items() for one in found if one.output_type != "execute_result"] == []
    return {name: dict(found[0]["data"]) for name, found in shown.items() if found}


def test_the_notebook_is_kept_without_outputs() -> None:
    assert [cell["id"] for cell in cells("code") if cell["outputs"] or cell["execution_count"] is not None] == []


def test_every_cell_has_a_name_of_its_own() -> None:
    names = [cell["id"] for kind in ("code", "markdown") for cell in cells(kind)]
    assert len(names) == len(set(names))
    assert all(name.replace("-", "").isalpha() for name in names)


def test_every_explanation_stands_in_both_languages() -> None:
    lonely = []
    for cell in cells("markdown"):
        text = "".join(cell["source"])
        japanese = any("\u3040" <= char <= "\u30ff" for char in text)
        if not japanese or "\n*" not in text:
            lonely.append(cell["id"])
    assert lonely == []


@needs_kernel
@pytest.mark.slow
@pytest.mark.xdist_group("notebook")
class TestRun:
    """One run, looked at from several sides."""

    @pytest.mark.parametrize("name", ["load", "review", "finding", "critical", "lint", "rounds", "term", "yardstick"])
    def test_an_object_is_shown_as_html_without_script(self, outputs: dict[str, dict[str, Any]], name: str) -> None:
        found = Names(outputs[name]["text/html"])
        assert not found.elements & {"script", "img", "iframe", "a", "link", "form", "object"}
        assert not found.attributes & {"src", "href", "style", "onclick", "onload"}

    @pytest.mark.parametrize("name", ["load", "review", "rounds", "lint"])
    def test_an_object_is_one_line_where_no_html_is_shown(self, outputs: dict[str, dict[str, Any]], name: str) -> None:
        assert len(outputs[name]["text/plain"].splitlines()) == 1

    def test_the_removed_term_is_seen(self, outputs: dict[str, dict[str, Any]]) -> None:
        assert "前回の提示案にありましたが、削除されています" in outputs["rounds"]["text/html"]

    def test_the_counter_proposal_mends_what_the_text_says(self, outputs: dict[str, dict[str, Any]]) -> None:
        before, faster, countered = outputs["counter"]["text/plain"].split("],")
        assert "SLA250" in before
        assert "SLA250" not in faster + countered
        assert [part.count("SLA252") for part in (before, faster, countered)] == [0, 2, 1]

    def test_contract_questions_and_sheet_are_written(self, outputs: dict[str, dict[str, Any]]) -> None:
        for name in ("contract.ja.docx", "contract.en.docx", "contract.ja-en.docx"):
            assert name in outputs["contract"]["text/plain"]
        for name in ("questions.docx", "meeting.docx", "review.html"):
            assert name in outputs["papers"]["text/plain"]

    def test_the_form_is_shown(self, outputs: dict[str, dict[str, Any]]) -> None:
        assert "application/vnd.jupyter.widget-view+json" in outputs["form"]
