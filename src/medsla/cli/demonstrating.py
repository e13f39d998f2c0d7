"""`demo`: every job on the shipped examples, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from medsla import resources
from medsla.cli import options
from medsla.cli.delivering import make_folder
from medsla.cli.ending import print_problems, put, spoken
from medsla.contract import render
from medsla.errors import SpreadsheetError, visible
from medsla.judgement import review
from medsla.messages import languages, say
from medsla.reading.files import write_atomically
from medsla.report import origins_of, render_html, render_json, render_markdown, render_meeting_html
from medsla.results import Review, Task
from medsla.sla import Sla, load

if TYPE_CHECKING:
    from medsla.contract import Language

REVIEWED: Final = ("vendor-offer.yaml", "p01-licence-system.yaml", "p02-service-level-definition.yaml")
RENDERED: Final = "00-clean.yaml"
BASE: Final = "base.yaml"
ROWS: Final = "rows.xlsx"
CONTRACTS: Final = "contracts"
SENT: Final = "sent.docx"
RETURNED: Final = "returned.docx"

_TASKS: Final = (Task.mend, Task.ask, Task.fine, Task.not_read)
_CONTRACT_LANGUAGES: Final[tuple[Language, ...]] = ("ja", "en", "ja-en")
_FORMS: Final[Mapping[str, Callable[..., str]]] = {".html": render_html, ".md": render_markdown}

Made = Iterator[tuple[str, Path]]
"""What was made: the heading under which it is shown, and the file."""


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

    Reviews an invented vendor's offer and two public papers in both languages, with sheets for a meeting and
    questions for the vendor; writes the contract of an agreement in Japanese, English and both side by side;
    inspects a contract that came back with edits; writes a workbook to fill in, and contracts from a table of ten
    rows, one of them with a mistake on purpose.

    Example:

      medsla demo -o demo-output
    """
    folder = Path(output)
    make_folder(folder)
    offers = {name: _example(name) for name in REVIEWED}
    found = {name: review(offer) for name, offer in offers.items()}
    if not quiet:
        put("".join(_counts(name, one, language) for name, one in found.items()), None, language)
    made = [entry for name, one in found.items() for entry in _reports(one, offers[name], folder / Path(name).stem)]
    made += _contracts(folder)
    made += _inspection(folder, language, quiet=quiet)
    try:
        made += _workbooks(found[REVIEWED[0]], folder)
        made += _batch(folder, language, quiet=quiet)
    except SpreadsheetError as error:
        # Without the extra `excel` the rest of the demo stands.
        print_problems(error.problems, language)
    put("\n".join(_told(made, folder, language)) + "\n", None, language)


def _example(name: str) -> Sla:
    return load(resources.read_bytes("examples", name), name=name)


def _counts(name: str, found: Review, language: str) -> str:
    tasks = found.by_task()
    counts = {task.value: tasks[task.value] for task in _TASKS}
    return "".join(f"{say('cli.demo_line', each, name=name, **counts)}\n" for each in spoken(language))


def _reports(found: Review, offer: Sla, stem: Path) -> Made:
    """The review of one paper in every form, and what follows from it."""
    from medsla.report.word import render_meeting_word, render_questionnaire_word

    origin = origins_of(offer)
    for suffix, form in _FORMS.items():
        for each in languages:
            yield "reports", _put(stem, f".{each}{suffix}", form(found, each, origin=origin))
    yield "reports", _put(stem, ".json", render_json(found, origin=origin))
    for each in languages:
        yield "meeting", _put(stem, f".meeting.{each}.html", render_meeting_html(found, each))
        yield "meeting", _put(stem, f".meeting.{each}.docx", render_meeting_word(found, each))
        yield "questions", _put(stem, f".questions.{each}.docx", render_questionnaire_word([found], each))


def _contracts(folder: Path) -> Made:
    clean = _example(RENDERED)
    for each in _CONTRACT_LANGUAGES:
        path = folder / f"annex.{each}.docx"
        render(clean, path, language=each)
        yield "contracts", path


def _inspection(folder: Path, language: str, *, quiet: bool) -> Made:
    """A contract that was sent, one that came back, and what the inspector says of it."""
    from medsla.cli.returned_example import returned_contract
    from medsla.contract.inspection import inspect_contract

    sent, returned = folder / SENT, folder / RETURNED
    render(_example(RENDERED), sent, language="ja")
    write_atomically(returned, returned_contract(sent.read_bytes()))
    found = inspect_contract(sent, returned)
    counts = {"number": len(found), "unrecorded": len(found.unrecorded())}
    if not quiet:
        put(
            "".join(f"{say('cli.demo_inspected', each, name=RETURNED, **counts)}\n" for each in spoken(language)),
            None,
            language,
        )
    yield "inspection", sent
    yield "inspection", returned
    for each in languages:
        yield "inspection", _put(folder / returned.stem, f".{each}.html", found.to_html(each))
        yield "inspection", _put(folder / returned.stem, f".{each}.docx", found.to_docx(returned, each))


def _workbooks(found: Review, folder: Path) -> Made:
    from medsla.report.workbook import render_questionnaire_workbook
    from medsla.spreadsheet import workbook_bytes

    stem = folder / Path(REVIEWED[0]).stem
    yield "questions", _put(stem, ".questions.ja-en.xlsx", render_questionnaire_workbook([found], "ja-en"))
    yield "workbook", _put(folder / "sla", ".xlsx", workbook_bytes(sla=_example(RENDERED), language="ja-en"))


def _batch(folder: Path, language: str, *, quiet: bool) -> Made:
    """Contracts from the shipped rows; what is wrong with one of them is told as `medsla batch` would."""
    from medsla.batch import render_batch

    rows = _put(folder / Path(ROWS).stem, ".xlsx", resources.read_bytes("examples", ROWS))
    base = _put(folder / Path(BASE).stem, ".yaml", resources.read_bytes("examples", BASE))
    yield "rows", rows
    yield "rows", base
    result = render_batch(rows, folder / CONTRACTS, base=base, overwrite=True)
    counts = {"rows": result.rows, "made": result.made, "refused": result.refused, "skipped": result.skipped}
    if not quiet:
        put("".join(f"{say('cli.demo_batch', each, **counts)}\n" for each in spoken(language)), None, language)
    for path in sorted((folder / CONTRACTS).iterdir()):
        yield "batch", path


def _told(made: list[tuple[str, Path]], folder: Path, language: str) -> Iterator[str]:
    """Where everything is, under a heading for each kind."""
    yield ""
    yield from (say("cli.demo_made", each, folder=visible(str(folder))) for each in spoken(language))
    for kind in dict.fromkeys(kind for kind, _ in made):
        yield ""
        yield " / ".join(say(f"cli.demo.{kind}", each) for each in spoken(language))
        yield from (f"  {visible(str(path))}" for other, path in made if other == kind)


def _put(stem: Path, ending: str, content: Any) -> Path:
    path = stem.with_name(stem.name + ending)
    write_atomically(path, content.encode("utf-8") if isinstance(content, str) else content)
    return path
