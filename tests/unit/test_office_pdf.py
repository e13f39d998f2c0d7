"""PDFs through LibreOffice, and what is said when it is not there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest
from tests.word_files import paragraph, word_file

from medsla.errors import OutputError
from medsla.office import write_pdf


def word(folder: Path, name: str = "甲 契約.docx") -> Path:
    file = folder / name
    file.write_bytes(word_file(paragraph("99.9%以上")))
    return file


def code(*files: Path) -> list[str]:
    with pytest.raises(OutputError) as caught:
        write_pdf(files)
    return [problem.code for problem in caught.value.problems]


def test_without_libreoffice_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert code(word(tmp_path)) == ["fence.pdf-program"]


def test_a_run_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: Any, **__: Any) -> NoReturn:
        raise subprocess.TimeoutExpired("soffice", 1)

    monkeypatch.setattr(shutil, "which", lambda _: "soffice")
    monkeypatch.setattr(subprocess, "run", endless)
    assert code(word(tmp_path)) == ["fence.pdf-time"]


def test_a_file_that_came_to_nothing_is_named_and_nothing_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "soffice")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)
    assert code(word(tmp_path), word(tmp_path, "b.docx")) == ["fence.pdf-failed"] * 2
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".docx", ".docx"]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_several_files_become_pdfs_in_one_run(tmp_path: Path) -> None:
    files = [word(tmp_path), word(tmp_path, "b.docx")]
    made = write_pdf(files)
    assert [file.name for file in made] == ["甲 契約.pdf", "b.pdf"]
    assert {file.read_bytes()[:5] for file in made} == {b"%PDF-"}
