"""Builds the site in English and Japanese, every warning an error, into docs/_build/html.

    python tools/build_site.py [FOLDER]   build it, there or in docs/_build/html
    python tools/build_site.py --words    bring docs/locales up to date: new sentences appear untranslated
    python tools/build_site.py --check    say which sentences lack their Japanese, and which translations are left over

Hand-written pages for users are translated sentence by sentence (gettext). Derived pages hold both languages
already; pages for developers stay English.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
WORDS = DOCS / "locales" / "ja" / "LC_MESSAGES"
SITE = DOCS / "_build" / "html"
LANGUAGES = ("en", "ja")
UNTRANSLATED = (
    "commands",
    "terms",
    "rules",
    "decisions",
    "authorities.md",
    "api.md",
    "architecture.md",
    "adding-a-term.md",
)

START = """\
<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=ja/index.html">
<title>medsla</title>
</head>
<body><p><a href="ja/index.html">日本語</a> · <a href="en/index.html" lang="en">English</a></p></body>
</html>
"""


def sphinx(builder: str, target: Path, *options: str) -> None:
    """Run Sphinx over docs/; its warnings end this program."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, *options, str(DOCS), str(target)]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        sys.exit(done.returncode)


def build(site: Path) -> None:
    """The site in each language, and the page at which it starts."""
    for language in LANGUAGES:
        trees = site / ".doctrees" / language
        sphinx("html", site / language, "-W", "--keep-going", "-d", str(trees), "-D", f"language={language}")
    (site / "index.html").write_text(START, encoding="utf-8")
    print(f"built {site / 'index.html'}")


def sentences() -> dict[str, list[str]]:
    """The sentences of each translated page, in their order."""
    without = ",".join(("_build", "locales", "pictures", *UNTRANSLATED))
    with tempfile.TemporaryDirectory() as folder:
        quiet = "-D", "suppress_warnings=toc.excluded,toc.not_readable,myst.xref_missing,myst.header"
        sphinx("gettext", Path(folder), "-d", f"{folder}/trees", "-D", f"exclude_patterns={without}", *quiet)
        found = {}
        for file in sorted(Path(folder).rglob("*.pot")):
            name = file.relative_to(folder).with_suffix("").as_posix()
            if name != "sphinx":
                with file.open("rb") as stream:
                    found[name] = [str(message.id) for message in read_po(stream) if message.id]
    return found


def translated(name: str) -> dict[str, str]:
    """Sentence → its Japanese, as docs/locales has it."""
    file = WORDS / f"{name}.po"
    if not file.is_file():
        return {}
    with file.open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream) if message.id}


def update() -> None:
    """Write the files of words anew: sentences in the order of their page, what is gone left out."""
    for name, wanted in sentences().items():
        known = translated(name)
        catalog = Catalog(locale="ja", project="medsla", fuzzy=False)
        for sentence in wanted:
            catalog.add(sentence, known.get(sentence, ""))
        target = WORDS / f"{name}.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            write_po(stream, catalog, width=0, omit_header=True)


def faults() -> Iterator[str]:
    """What is missing or left over in docs/locales."""
    wanted = sentences()
    for name, found in wanted.items():
        known = translated(name)
        yield from (f"{name}: not in Japanese: {sentence[:80]}" for sentence in found if not known.get(sentence))
        yield from (f"{name}: no longer on the page: {sentence[:80]}" for sentence in known.keys() - set(found))
    files = {file.relative_to(WORDS).with_suffix("").as_posix() for file in WORDS.rglob("*.po")}
    yield from (f"{name}: no such page" for name in sorted(files - wanted.keys()))


def main() -> int:
    """Do what is asked; 1 where something is missing."""
    if sys.argv[1:] == ["--words"]:
        update()
        return 0
    if sys.argv[1:] == ["--check"]:
        found = list(faults())
        for fault in found:
            print(f"docs/locales: {fault}", file=sys.stderr)
        return int(bool(found))
    build(Path(sys.argv[1]) if sys.argv[1:] else SITE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
