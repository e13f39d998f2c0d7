"""`demo`: the main job on the shipped examples, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from medsla import resources
from medsla.cli import options
from medsla.cli.delivering import make_folder
from medsla.cli.ending import put, spoken
from medsla.contract import render
from medsla.errors import visible
from medsla.judgement import review
from medsla.messages import languages, say
from medsla.reading.files import write_atomically
from medsla.report import origins_of, render_html, render_json, render_markdown, render_meeting_html
from medsla.results import Review, Task
from medsla.sla import Sla, load

REVIEWED: Final = ("vendor-offer.yaml", "p01-licence-system.yaml", "p02-service-level-definition.yaml")
RENDERED: Final = "00-clean.yaml"
_TASKS: Final = (Task.mend, Task.ask, Task.fine, Task.not_read)
_FORMS: Final[Mapping[str, Callable[..., str]]] = {".md": render_markdown, ".html": render_html}


@options.command("demo")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    default="demo-output",
    show_default=True,
    type=options.FILE,
    help="Where to put the results.",
)
@options.language
@options.quiet
def demo_command(output: str, language: str, quiet: bool) -> None:
    """Do the main job on the shipped examples, and say where the results are.

    Reviews an invented vendor's offer and two public papers in both languages, and writes the annex of an
    agreement in Japanese, English and both side by side.

    Example:

      medsla demo -o demo-output
    """
    folder = Path(output)
    make_folder(folder)
    made = [path for name in REVIEWED for path in _review(name, folder, language, quiet=quiet)]
    clean = _example(RENDERED)
    for each in options.LANGUAGES:
        path = folder / f"annex.{each}.docx"
        render(clean, path, language=each)  # type: ignore[arg-type]
        made.append(path)
    said = [say("cli.demo_made", each, folder=visible(str(folder))) for each in spoken(language)]
    put("\n".join(["", *said, *(f"  {visible(str(path))}" for path in made), ""]), None, language)


def _example(name: str) -> Sla:
    return load(resources.read_bytes("examples", name), name=name)


def _review(name: str, folder: Path, language: str, *, quiet: bool) -> list[Path]:
    offer = _example(name)
    found = review(offer)
    if not quiet:
        put(_counts(name, found, language), None, language)
    stem, origin = Path(name).stem, origins_of(offer)
    texts = {
        f"{each}{suffix}": form(found, each, origin=origin) for suffix, form in _FORMS.items() for each in languages
    }
    texts |= {f"meeting.{each}.html": render_meeting_html(found, each) for each in languages}
    texts["json"] = render_json(found, origin=origin)
    return [_put(folder / f"{stem}.{ending}", text) for ending, text in texts.items()]


def _counts(name: str, found: Review, language: str) -> str:
    tasks = found.by_task()
    counts = {task.value: tasks[task.value] for task in _TASKS}
    return "".join(f"{say('cli.demo_line', each, name=name, **counts)}\n" for each in spoken(language))


def _put(path: Path, text: str) -> Path:
    write_atomically(path, text.encode("utf-8"))
    return path
