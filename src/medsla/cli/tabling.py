"""`workbook`: the form to fill in with Excel, and back from it to an SLA."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import SCREEN, note, put
from medsla.cli.papers import load_paper
from medsla.errors import visible
from medsla.reading.files import write_atomically
from medsla.sla import Sla

if TYPE_CHECKING:
    from medsla.spreadsheet.workbook import Layout

_WORKBOOK = "sla.xlsx"
_ROWS = "rows.xlsx"


@options.command("workbook")
@click.option("-o", "--output", metavar="OUT", type=options.FILE, help="The file to make; sla.xlsx or rows.xlsx.")
@click.option(
    "--layout",
    type=click.Choice(("terms", "rows")),
    default="terms",
    show_default=True,
    help="One SLA with its terms below each other, or one contract a row.",
)
@click.option("--from", "source", metavar="FILE", type=options.FILE, help="An SLA to fill the workbook in with.")
@click.option(
    "--column", "columns", metavar="ADDRESS", multiple=True, help="One more column for --layout rows, by its address."
)
@click.option(
    "--read", "filled", metavar="FILE.xlsx", type=options.FILE, help="Read a filled-in workbook; writes YAML."
)
@click.option("--force", is_flag=True, help="Replace the file if it is there already.")
@options.language
@options.quiet
def workbook_command(
    output: str | None,
    layout: Layout,
    source: str | None,
    columns: tuple[str, ...],
    filled: str | None,
    force: bool,
    language: str,
    quiet: bool,
) -> None:
    """Write a workbook to fill in, made from the catalogue, or read one back.

    Cells take words (4時間以内, at least 99.9%) or values (PT4H, 99.9). What cannot be read is refused by its
    sheet and cell. Without -o, what is read goes to the screen as YAML.

    Examples:

      medsla workbook -o sla.xlsx --lang ja
      medsla workbook --from offer.yaml -o offer.xlsx --lang ja-en
      medsla workbook --read sla.xlsx -o sla.yaml
      medsla workbook --layout rows -o rows.xlsx --column recovery.rto.within
    """
    if filled is not None and (source is not None or columns or layout != "terms"):
        raise click.UsageError("--read stands alone: what a workbook says decides what is read.")
    if columns and layout != "rows":
        raise click.UsageError("--column adds to --layout rows; the other layout has every term.")
    if filled is not None:
        _read(filled, output, language, force=force, quiet=quiet)
        return
    target = output or (_ROWS if layout == "rows" else _WORKBOOK)
    if target == SCREEN:
        raise click.UsageError("A workbook goes to a file, not to the screen: -o OUT.xlsx")
    if Path(target).suffix.lower() != ".xlsx":
        raise click.UsageError(f"{target}: the file must end in .xlsx")
    sla = load_paper(source) if source else None
    _put(_bytes(sla, language, layout, columns), target, language, force=force, quiet=quiet)


def _bytes(sla: Sla | None, language: str, layout: Layout, columns: tuple[str, ...]) -> bytes:
    from medsla.spreadsheet import VARYING, workbook_bytes

    return workbook_bytes(sla=sla, language=language, layout=layout, columns=(*VARYING, *columns))


def _read(filled: str, output: str | None, language: str, *, force: bool, quiet: bool) -> None:
    from medsla.spreadsheet import read_workbook

    sla = read_workbook(filled)
    text = sla.to_json() if output and Path(output).suffix.lower() == ".json" else sla.to_yaml()
    if output in (None, SCREEN):
        put(text, SCREEN, language, quiet=quiet, exact="utf-8")
        return
    refuse_own_source(str(output), filled)
    _put(text.encode("utf-8"), str(output), language, force=force, quiet=quiet)


def _put(data: bytes, output: str, language: str, *, force: bool, quiet: bool) -> None:
    write_atomically(Path(output), data, overwrite=force)
    note("cli.written", language, quiet=quiet, file=visible(output))
