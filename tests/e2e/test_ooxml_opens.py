"""LibreOffice opens every kind of Word file that medsla writes, and its title stands on a page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.ooxml_files import CASES, WHOLE, agreement, every_file
from tests.word_files import W, unzipped

from medsla.contract import extract, render
from medsla.contract.carried import damage, read_paper
from medsla.contract.inspection import inspect_contract
from medsla.errors import ReadError
from medsla.office import write_pdf

SECONDS = 240
BESIDE = 12
"""Letters to either side by which a reference is found again."""


def raw_pages(pdf: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def pages(pdf: Path) -> list[str]:
    """The text of each page without blanks, which a PDF does not tell from gaps."""
    return [re.sub(r"\s", "", page) for page in raw_pages(pdf)]


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


def references(file: Path) -> list[str]:
    """Each reference to an article or annex as the file has it, with the letters beside it."""
    found = []
    for line in ET.fromstring(unzipped(file.read_bytes())["word/document.xml"]).iter(f"{{{W}}}p"):
        text, starts, code = "", [], ""
        for one in line.iter():
            if one.tag == f"{{{W}}}t":
                text += re.sub(r"\s", "", one.text or "")
            elif one.tag == f"{{{W}}}instrText":
                code = (one.text or "").split()[0]
            elif one.get(f"{{{W}}}fldCharType") == "separate" and code == "REF":
                starts.append(len(text))
        found += [text[max(0, start - BESIDE) : start + BESIDE] for start in starts]
    return found


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_the_numbers_that_libreoffice_counts_are_those_that_stand_in_the_file(tmp_path: Path) -> None:
    """It works every reference out anew, from the bookmarks and the numbers of headings."""
    sla = agreement(WHOLE)
    forms = [(language, form) for language in ("ja", "en") for form in ("form-a", "form-b")]
    files = [
        render(sla, tmp_path / f"{form}.{language}.docx", language=language, template=form).path  # type: ignore[arg-type]
        for language, form in forms
    ]
    for file, pdf in zip(files, write_pdf(files), strict=True):
        wanted = references(file)
        lines = [line for page in raw_pages(pdf) for line in page.split("\n")]
        body = [
            line for line in lines if not re.fullmatch(r"\s*\d+ / \d+\s*", line) and sla.agreement["number"] not in line
        ]
        shown = re.sub(r"\s", "", "".join(body))
        assert len(wanted) > 9
        assert [text for text in wanted if text not in shown] == []


def saved(files: list[Path]) -> list[Path]:
    """The files as LibreOffice saves them in Word's format, all in one run."""
    folder = files[0].parent / "saved"
    command = ["soffice", f"-env:UserInstallation={(files[0].parent / 'profile').as_uri()}", "--headless"]
    kind = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
    subprocess.run([*command, *kind, *map(str, files)], capture_output=True, check=True, timeout=SECONDS)
    return [folder / file.name for file in files]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_whole_or_named_as_damaged(tmp_path: Path) -> None:
    """Version 7 doubles the phrases of Japanese controls; Latin letters, and later versions, come back as they went."""
    plain, whole = agreement(CASES), agreement(WHOLE)
    files = [
        render(plain, tmp_path / "plain.docx", language="en").path,
        render(whole, tmp_path / "whole.docx", language="ja").path,
    ]
    latin, japanese = saved(files)
    assert extract(latin) == plain
    assert len(inspect_contract(files[0], latin)) == 0
    found = {problem.code for problem in damage(read_paper(japanese))}
    assert found <= {"fence.phrase-garbled", "fence.control-copied", "fence.wording-changed"}
    if not found:
        assert extract(japanese) == whole
        return
    assert "fence.phrase-garbled" in found
    with pytest.raises(ReadError) as caught:
        extract(japanese)
    assert {problem.code for problem in caught.value.problems} == found
