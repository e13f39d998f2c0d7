"""Report pages in a real browser: nothing is refused, nothing is fetched, the sheet for a meeting is one page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from medsla import resources
from medsla.cli.returned_example import returned_contract
from medsla.contract import render
from medsla.contract.inspection import inspect_contract
from medsla.contract.inspection.html import render_inspection_html
from medsla.judgement import review
from medsla.report import origins_of, render_html, render_meeting_html, render_questionnaire_html
from medsla.results import Review
from medsla.sla import Sla, load

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer"),
    "--host-resolver-rules=MAP * ~NOTFOUND",  # the browser's own errands end here
    "--enable-logging=stderr",
)

pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")]


def opened(page: str, folder: Path) -> tuple[str, int]:
    """What the page said on the console, and how many pages it prints."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    arguments = [
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={folder / 'page.pdf'}",
        (folder / "page.html").as_uri(),
    ]
    ran = subprocess.run([str(BROWSER), *FLAGS, *arguments], capture_output=True, check=True, timeout=120)
    said = [line for line in ran.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in line]
    return "\n".join(said), len(re.findall(rb"/Type\s*/Page\b", (folder / "page.pdf").read_bytes()))


@pytest.fixture(scope="module")
def offer() -> Sla:
    return load(resources.read_bytes("examples", "vendor-offer.yaml"), name="vendor-offer.yaml")


@pytest.fixture(scope="module")
def reviewed(offer: Sla) -> Review:
    return review(offer)


def test_the_browser_tells_when_a_page_breaks_its_policy(tmp_path: Path) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    said, _ = opened(f'<!DOCTYPE html>{policy}<p style="color:red">x</p><script>1</script>', tmp_path)
    assert "inline script" in said
    assert "inline style" in said


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_a_review_opens_without_a_word_on_the_console(
    offer: Sla, reviewed: Review, language: str, tmp_path: Path
) -> None:
    said, pages = opened(render_html(reviewed, language, origin=origins_of(offer)), tmp_path)
    assert said == ""
    assert pages > 1


@pytest.mark.parametrize("paper", ["vendor-offer", "p01-licence-system"])  # the second has a note above its rows
@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_the_sheet_for_a_meeting_is_one_page(paper: str, language: str, tmp_path: Path) -> None:
    found = review(load(resources.read_bytes("examples", f"{paper}.yaml"), name=paper))
    assert opened(render_meeting_html(found, language), tmp_path) == ("", 1)


def test_the_questions_open_without_a_word_on_the_console(reviewed: Review, tmp_path: Path) -> None:
    said, _ = opened(render_questionnaire_html(reviewed, "ja-en"), tmp_path)
    assert said == ""


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_an_inspection_opens_without_a_word_on_the_console(language: str, tmp_path: Path) -> None:
    clean = load(resources.read_bytes("examples", "00-clean.yaml"))
    sent = render(clean, tmp_path / "sent.docx", language="ja").path
    found = inspect_contract(sent, returned_contract(sent.read_bytes()))
    assert found.changes
    assert opened(render_inspection_html(found, language), tmp_path)[0] == ""
