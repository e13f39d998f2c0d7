"""`demo`: the main job on the shipped examples, and where to look."""

from __future__ import annotations

from pathlib import Path

import click

from medsla import resources
from medsla.cli import options
from medsla.cli.ending import put
from medsla.contract import render
from medsla.judgement import review
from medsla.messages import say
from medsla.reading.files import write_atomically
from medsla.report import origins_of, render_html, render_json, render_markdown
from medsla.results import Task
from medsla.sla import Sla, load_data
from medsla.reading.documents import read_document

REVIEWED = ("vendor-offer.yaml", "p01-licence-system.yaml", "p02-service-level-definition.yaml")
RENDERED = "00-clean.yaml"
_FORMS = {"md": render_markdown, "html": render_html}


@click.command("demo")
@click.option("-o", "--output", metavar="FOLDER", default="medsla-demo", show_default=True, help="Where to put it.")
@options.language
@options.quiet
def demo_command(output: str, language: str, quiet: bool) -> None:
    """Do the main job on the shipped examples: reviews in both languages and a contract annex, in FOLDER."""
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    made = [path for name in REVIEWED for path in _review(name, folder, language, quiet=quiet)]
    clean = _example(RENDERED)
    for each in ("ja", "en"):
        path = folder / f"annex.{each}.docx"
        render(clean, path, language=each)
        made.append(path)
    lines = [say("cli.demo_made", language.partition("-")[0], folder=str(folder)), *(f"  {path}" for path in made)]
    put("\n".join(lines) + "\n", None, language)


def _example(name: str) -> Sla:
    document = read_document(resources.read_bytes("examples", name), name=name)
    return load_data(document.data, file=name)


def _review(name: str, folder: Path, language: str, *, quiet: bool) -> list[Path]:
    offer = _example(name)
    found = review(offer)
    tasks = found.by_task()
    if not quiet:
        counts = {task.value: tasks[task.value] for task in (Task.mend, Task.ask, Task.fine, Task.not_read)}
        put(say("cli.demo_line", language.partition("-")[0], name=name, **counts), None, language)
    stem, origin, made = Path(name).stem, origins_of(offer), []
    for ending, form in _FORMS.items():
        for each in ("ja", "en"):
            path = folder / f"{stem}.{each}.{ending}"
            write_atomically(path, form(found, each, origin=origin).encode("utf-8"))
            made.append(path)
    path = folder / f"{stem}.json"
    write_atomically(path, render_json(found, "ja-en", origin=origin).encode("utf-8"))
    return [*made, path]
