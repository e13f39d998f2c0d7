"""`finalize`: the copy of a contract that is sent out, and what data it carries."""

from __future__ import annotations

import click

from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import SCREEN, note, print_problems, put
from medsla.contract.carried import read_paper
from medsla.contract.finalizing import finalize
from medsla.errors import visible

_UNCOUNTED = ("data", "properties")


@options.command("finalize")
@click.argument("file", metavar="CONTRACT.docx", type=options.FILE)
@click.option("-o", "--output", metavar="OUT.docx", type=options.FILE, help="The copy to write.")
@click.option("--without-data", is_flag=True, help="Take the agreed data out of the copy; the page stays the same.")
@click.option("--print-data", is_flag=True, help="Show the agreed data that the contract carries, on the screen.")
@options.language
@options.quiet
def finalize_command(
    file: str, output: str | None, without_data: bool, print_data: bool, language: str, quiet: bool
) -> None:
    """Make the copy of a contract that is sent out: the page stays, private data goes.

    Taken out: authors, times and other properties, comments, lists of reviewers, marks of editing sessions,
    thumbnails, attached templates, data of other programs. Text, tables, numbering, bookmarks and fields stay; both
    copies are compared before anything is written. What `render` and `batch` have just written is final already.

    Tracked changes, hidden text, macros and links to other files are named, and no copy is written: to settle
    them is up to you.

    Examples:

      medsla finalize edited.docx -o to-send.docx
      medsla finalize contract.docx --print-data
      medsla finalize contract.docx -o to-send.docx --without-data
    """
    if output == SCREEN:
        raise click.UsageError("A Word file goes to a file, not to the screen: -o OUT.docx")
    if not output and not print_data:
        raise click.UsageError("Name the copy with -o OUT.docx, or ask for --print-data")
    if print_data:
        _print_data(file, language, quiet=quiet)
    if not output:
        return
    refuse_own_source(output, file)
    done = finalize(file, output, data=not without_data)
    for kind, count in done.removed:
        fields = {} if kind in _UNCOUNTED else {"count": count}
        note(f"finalizing.removed.{kind}", language, quiet=quiet, **fields)
    if not quiet:
        print_problems(done.hints, language)
    note("cli.written", language, quiet=quiet, file=visible(output))


def _print_data(file: str, language: str, *, quiet: bool) -> None:
    """The data as YAML, whether the contract was changed or not; what else is in it is said beside."""
    carried = read_paper(file).carried
    if carried is None:
        note("finalizing.no-data", language)
        return
    put(carried.sla.to_yaml(), None, language, quiet=quiet, exact="utf-8")
    note("finalizing.embedded", language, quiet=quiet, phrases=len(carried.printed), lines=len(carried.wording))
    if not carried.intact:
        note("finalizing.damaged", language)
