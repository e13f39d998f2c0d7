"""`batch`: a contract for every row of a table, what became of each, and the exit code for rows that failed."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from medsla.batch import BatchResult, render_batch
from medsla.cli import options
from medsla.cli.ending import ROWS_FAILED, note, print_problems, spoken
from medsla.errors import visible
from medsla.messages import say

if TYPE_CHECKING:
    from medsla.contract import Language

_MOST_SHOWN = 20


@options.command("batch")
@click.argument("rows", metavar="ROWS.xlsx|csv", type=options.FILE)
@click.option(
    "-o", "--output", metavar="FOLDER", required=True, type=options.FILE, help="The folder for the contracts."
)
@click.option("--base", metavar="FILE", type=options.FILE, help="The SLA that all rows share.")
@click.option(
    "--plan", "plans", metavar="NAME=FILE", multiple=True, help="The SLA to use instead for rows on this plan."
)
@click.option("--template", metavar="T", type=options.FILE, help="A shipped template by name, or your own .docx.")
@options.letterhead
@options.articles
@options.language
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes at work; more than 1 is worth it from about a hundred rows on.",
)
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped: make only what is not there yet.")
@click.option("--overwrite", is_flag=True, help="Replace contracts that are there, also those changed by hand.")
@options.quiet
def batch_command(
    rows: str,
    output: str,
    base: str | None,
    plans: tuple[str, ...],
    template: str | None,
    letterhead: str | None,
    articles: tuple[str, ...],
    language: Language,
    workers: int,
    resume: bool,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Write a Word contract for every row of a table, named after its contract number.

    Columns are addresses of the catalogue or their labels; FOLDER gets the contracts, manifest.jsonl with what became
    of each row, refused.csv with the cells to mend, and refused.xlsx, your workbook with those cells marked. Exits
    with 5 when rows were refused; the others are made.

    Example:

      medsla batch rows.xlsx -o contracts --base base.yaml --lang ja
    """
    with _Bar(language, quiet=quiet) as bar:
        result = render_batch(
            rows,
            output,
            base=base,
            plans=_by_name(plans),
            language=language,
            template=template,
            letterhead=letterhead,
            articles=articles,
            workers=workers,
            resume=resume,
            overwrite=overwrite,
            progress=bar.show,
        )
    _tell(result, language, quiet=quiet)
    if result.refused:
        raise click.exceptions.Exit(ROWS_FAILED)


def _by_name(plans: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for plan in plans:
        name, sign, file = plan.partition("=")
        if not (name and sign and file) or name in found:
            raise click.BadParameter("Name each plan once, with its file: --plan NAME=FILE", param_hint="--plan")
        found[name] = file
    return found


class _Bar:
    """The progress of the rows on standard error, where somebody watches."""

    def __init__(self, language: str, *, quiet: bool) -> None:
        self._label = say("cli.batch_progress", spoken(language)[0])
        self._quiet = quiet
        self._stack = ExitStack()
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def show(self, _ended: int, rows: int) -> None:
        """One more row has ended."""
        if self._quiet or not sys.stderr.isatty():
            return
        if self._bar is None:
            bar = click.progressbar(length=rows, label=self._label, file=sys.stderr, show_pos=True)
            self._bar = self._stack.enter_context(bar)
        self._bar.update(1)


def _tell(result: BatchResult, language: str, *, quiet: bool) -> None:
    """What is wrong with rows, cell by cell; then the counts and where everything is."""
    if not quiet:
        print_problems(result.warnings, language)
    for refusal in result.refusals[:_MOST_SHOWN]:
        print_problems(refusal.problems, language)
    more = len(result.refusals) - _MOST_SHOWN
    if more > 0:
        note("cli.batch_more", language, rows=str(more))
    for reason, count in result.remade:
        note(f"cli.batch_remade.{reason}", language, quiet=quiet, files=str(count))
    counts = {name: str(getattr(result, name)) for name in ("rows", "made", "refused", "skipped")}
    note("cli.batch_counts", language, quiet=quiet, **counts)
    if result.refused_file:
        note("cli.batch_refused", language, quiet=quiet, file=visible(str(result.refused_file)))
    if result.marked_file:
        note("cli.batch_marked", language, quiet=quiet, file=visible(str(result.marked_file)))
    note("cli.batch_manifest", language, quiet=quiet, file=visible(str(result.manifest)))
