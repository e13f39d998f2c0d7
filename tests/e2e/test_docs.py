"""The site: built in both languages without a warning, every sentence for users in Japanese, every page reached."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from medsla.catalogue import catalogue
from medsla.cli.commands import COMMANDS
from medsla.rules import RULES

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("furo", reason="the group docs is not installed")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_site.py"), str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def text(page: Path) -> str:
    return re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))


def test_every_sentence_for_users_is_translated() -> None:
    pytest.importorskip("furo", reason="the group docs is not installed")
    check = [sys.executable, str(ROOT / "tools" / "build_site.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("language", "heading"), [("en", "Review an offer"), ("ja", "提示案を照合する")])
def test_the_site_stands_in_each_language(language: str, heading: str, site: Path) -> None:
    page = site / language / "tutorials" / "legal-review.html"
    assert f'<html class="no-js" lang="{language}"' in page.read_text(encoding="utf-8")
    assert heading in text(page)


def test_headings_and_paragraphs_of_tutorials_are_japanese_in_the_japanese_site(site: Path) -> None:
    for page in sorted((site / "ja" / "tutorials").glob("*.html")):
        article = page.read_text(encoding="utf-8").partition('<article role="main"')[2].partition("</article>")[0]
        found = re.findall(r"<(?:h[1-6]|p)>(.*?)</(?:h[1-6]|p)>", article, re.DOTALL)
        english = [words for words in found if not re.search(r"[ぁ-んァ-ヶ一-龠]", words)]
        assert english == [], page.name


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_command_term_group_and_rule_has_its_page(language: str, site: Path) -> None:
    wanted = {f"commands/{name}.html" for name in COMMANDS} | {f"rules/{row.id}.html" for row in RULES}
    wanted |= {f"terms/{group.key}.html" for group in catalogue().groups}
    assert {name for name in wanted if not (site / language / name).is_file()} == set()


def test_every_page_leads_to_its_twin_in_the_other_language(site: Path) -> None:
    for page in sorted((site / "en").rglob("*.html")):
        if page.name in ("genindex.html", "search.html", "py-modindex.html"):
            continue
        link = re.search(r'<a href="([^"]+)" lang="ja"', page.read_text(encoding="utf-8"))
        assert link is not None, page
        assert (page.parent / link.group(1)).resolve().is_file(), page


def test_no_page_needs_another_machine(site: Path) -> None:
    foreign = re.compile(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE)
    pages = sorted(site.rglob("*.html"))
    assert [page.name for page in pages if foreign.search(page.read_text(encoding="utf-8"))] == []
