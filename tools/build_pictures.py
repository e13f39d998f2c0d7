"""Makes the pictures of the README and of the site into docs/pictures: a review in a browser, pages of contracts.

    python tools/build_pictures.py            all of them
    python tools/build_pictures.py contracts  only every page of every template, docs/pictures/contracts

Needs Chromium for the review, LibreOffice and pdftoppm for contracts; what is missing is named and left out.
Pictures differ with fonts and versions of these programs, so nothing checks them for freshness: look at them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from page_pictures import pages

import medsla
from medsla.contract import shipped_templates, write_pdf
from medsla.contract.amendment.writing import amend
from medsla.report import origins_of, render_html

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
OFFER = ROOT / "examples" / "vendor-offer.yaml"
AGREED = ROOT / "examples" / "00-clean.yaml"

LANGUAGES = ("ja", "en", "ja-en")
MEMORANDUM = "amendment"
WIDTH = "32%"
"""How wide a page is shown on the site: three stand side by side, and each leads to itself in full."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WINDOW = "1000,850"
DOTS_PER_INCH = "80"
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def program(*names: str) -> str:
    """The first of these programs that is installed; "" where none is."""
    return next((found for name in names if (found := shutil.which(name))), "")


def review(language: str, folder: Path) -> str:
    """The first screen of a review; why it was left out, or ""."""
    browser = program(*BROWSERS)
    if not browser:
        return "no Chromium"
    offer = medsla.load(OFFER.read_bytes(), name=OFFER.name)
    page = folder / f"review.{language}.html"
    page.write_text(render_html(medsla.review(offer), language, origin=origins_of(offer)), encoding="utf-8")
    target = PICTURES / f"review.{language}.png"
    own = (f"--user-data-dir={folder / 'profile'}", f"--window-size={WINDOW}", f"--screenshot={target}")
    done = subprocess.run([browser, *QUIET, *own, page.as_uri()], capture_output=True, check=False)
    return "" if done.returncode == 0 and target.is_file() else "Chromium made no picture"


def contract(language: str, folder: Path) -> str:
    """The first page of an annex; why it was left out, or ""."""
    office, paper = program("soffice", "libreoffice"), program("pdftoppm")
    if not office or not paper:
        return "no LibreOffice" if not office else "no pdftoppm"
    written = folder / f"contract.{language}.docx"
    medsla.render(medsla.load(AGREED), written, language=language, template="annex")
    own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    convert = [office, own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(written)]
    subprocess.run(convert, capture_output=True, check=False)
    pdf = written.with_suffix(".pdf")
    if not pdf.is_file():
        return "LibreOffice made no page"
    target = PICTURES / f"contract.{language}"
    subprocess.run(
        [paper, "-png", "-singlefile", "-gray", "-f", "1", "-r", DOTS_PER_INCH, str(pdf), str(target)], check=True
    )
    return ""


def contracts(folder: Path) -> str:
    """Every page of every shipped template in every language; why they were left out, or ""."""
    if not program("soffice", "libreoffice") or not program("pdftoppm"):
        return "no LibreOffice or no pdftoppm"
    written = [
        (language, name, folder / f"{language}.{name}.docx")
        for language in LANGUAGES
        for name in shipped_templates(language)
    ]
    for language, name, file in written:
        write(language, name, file)
    target = PICTURES / "contracts"
    shutil.rmtree(target, ignore_errors=True)
    for (language, name, _), pdf in zip(written, write_pdf([file for _, _, file in written], seconds=300), strict=True):
        (target / language).mkdir(parents=True, exist_ok=True)
        found = pages(pdf, folder)
        for number, picture in enumerate(found, 1):
            (target / language / f"{name}-{number}.png").write_bytes(picture)
        shown = [gallery_line(language, name, number) for number in range(1, len(found) + 1)]
        (target / language / f"{name}.md").write_text("\n".join(shown), encoding="utf-8")
    return ""


def write(language: str, name: str, file: Path) -> None:
    """The example contract, or the memorandum that changes three of its terms."""
    before = medsla.load(AGREED)
    if name != MEMORANDUM:
        medsla.render(before, file, language=language, template=name)
        return
    after = before.replace("recovery.rto.within", "PT1H").replace("backup.generations.count", 14)
    document = after.document()
    document["agreement"] |= {"number": "SLA-2027-001-A1", "signed": "2027-09-01", "effective": "2027-10-01"}
    del document["terms"]["exit"]["fee"]
    amend(before, medsla.load_data(document), file, language=language)


def gallery_line(language: str, name: str, number: int) -> str:
    """The directive that shows a page."""
    return f"""```{{image}} /pictures/contracts/{language}/{name}-{number}.png
:alt: page of the contract
:width: {WIDTH}
```
"""


def main() -> int:
    """Make all of them; 0 also where some had to be left out."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        why = contracts(Path(name))
        print(f"docs/pictures/contracts left out: {why}" if why else "docs/pictures/contracts")
        if sys.argv[1:] == ["contracts"]:
            return 0
        for make, languages in ((review, ("ja", "en")), (contract, ("ja", "ja-en"))):
            for language in languages:
                why = make(language, Path(name))
                what = f"docs/pictures/{make.__name__}.{language}.png"
                print(f"{what} left out: {why}" if why else what)
    return 0


if __name__ == "__main__":
    sys.exit(main())
