"""LibreOffice opens every kind of Word file that medsla writes, and its title stands on a page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.ooxml_files import every_file

from medsla.office import write_pdf

SECONDS = 240


def pages(pdf: Path) -> list[str]:
    """The text of each page without blanks, which a PDF does not tell from gaps."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True)
    return [re.sub(r"\s", "", page) for page in done.stdout.decode().split("\f")[:-1]]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.timeout(SECONDS)
def test_every_file_has_pages_and_its_title_on_one_of_them(tmp_path: Path) -> None:
    titles = {}
    (tmp_path / "work").mkdir()
    for one in every_file(tmp_path / "work"):
        (tmp_path / f"{one.name}.docx").write_bytes(one.data)
        titles[one.name] = re.sub(r"\s", "", one.title)
    made = write_pdf([tmp_path / f"{name}.docx" for name in titles], seconds=SECONDS)
    shown = {pdf.stem: pages(pdf) for pdf in made}
    assert [name for name in titles if not shown[name]] == []
    assert {
        name: shown[name][0][:80] for name, title in titles.items() if not any(title in page for page in shown[name])
    } == {}
