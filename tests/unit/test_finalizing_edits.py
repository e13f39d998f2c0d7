"""Copies of contracts that were saved, edited and commented on: each edit is either kept in sight or settled first."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from tests import word_changes as changes
from tests import word_changes_beside as beside
from tests.word_edits import WHEN, WHO, Copy, noise
from tests.word_files import paragraphs_of, unzipped
from tests.word_savings import SAVINGS, by_python_docx, deflated_backwards

from medsla import office
from medsla.contract import extract, finalize, render
from medsla.errors import ReadError
from medsla.sla import Sla, load

CLEAN = Path(__file__).resolve().parents[2] / "examples" / "00-clean.yaml"
EDITS = {name: edit for module in (changes, beside) for name, edit in inspect.getmembers(module, inspect.isfunction)
         if list(inspect.signature(edit).parameters) == ["made"] and not name.startswith("_")}  # fmt: skip
TRACKED = {"inserted", "deleted", "moved", "end", "row", "cell", "format"}
PRIVATE = (b"w:rsid", b"proofErr", b"_GoBack", b"paraId", b"smartTag", WHO.encode(), b"lastRendered")


@pytest.fixture(scope="module")
def sla() -> Sla:
    return load(CLEAN)


@pytest.fixture(scope="module")
def sent(sla: Sla, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return render(sla, tmp_path_factory.mktemp("sent") / "sent.docx").path.read_bytes()


@pytest.mark.parametrize("saving", SAVINGS)
def test_a_contract_that_was_only_saved_gives_back_its_sla_without_a_trace_of_the_saving(
    sla: Sla, sent: bytes, saving: changes.Edit, tmp_path: Path
) -> None:
    made = Copy(sent)
    saving(made)
    noise(made)
    saved = made.saved()
    done = finalize(saved, tmp_path / "out.docx")
    assert (done.hints, dict(done.removed)["marks"] > 0) == ((), True)
    assert extract(done.path) == sla
    assert paragraphs_of(done.path.read_bytes()) == paragraphs_of(saved)
    whole = b"".join(unzipped(done.path.read_bytes()).values())
    assert [mark for mark in PRIVATE if mark in whole] == []
    bare = finalize(saved, tmp_path / "bare.docx", data=False).path.read_bytes()
    assert paragraphs_of(bare) == paragraphs_of(saved)
    assert b"w:sdt>" not in unzipped(bare)["word/document.xml"]


def test_the_order_and_the_times_of_an_archive_go_too(sent: bytes, tmp_path: Path) -> None:
    for saved in (deflated_backwards(sent), by_python_docx(sent)):
        done = finalize(saved, tmp_path / "out.docx")
        assert office.is_bundled(done.path.read_bytes())
        assert paragraphs_of(done.path.read_bytes()) == paragraphs_of(sent)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_either_settled_first_or_stays_in_sight(sent: bytes, name: str, tmp_path: Path) -> None:
    made = Copy(sent)
    EDITS[name](made)
    edited = made.saved()
    try:
        done = finalize(edited, tmp_path / "out.docx", data=False)
    except ReadError as error:
        codes = {problem.code.partition(".")[2] for problem in error.problems}
        assert list(tmp_path.iterdir()) == []
        for problem in error.problems:
            if problem.code.partition(".")[2] in TRACKED:
                assert {"author": WHO, "date": WHEN}.items() <= dict(problem.fields).items()
        assert codes <= {*TRACKED, "unseen", "two-texts", "doubled-control-id", "field", "embedded-object"}
        return
    assert "tracked" not in name
    assert office.full_text(unzipped(done.path.read_bytes())) == office.full_text(unzipped(edited))
    assert WHO.encode() not in b"".join(unzipped(done.path.read_bytes()).values())
