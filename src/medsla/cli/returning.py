"""`extract` and `inspect`: what a contract carries, and what was changed in one that came back."""

from __future__ import annotations

import click

from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import FINDINGS, note, put, put_bytes, spoken
from medsla.contract import extract
from medsla.contract.carried import blanks_filled, read_paper
from medsla.contract.inspection import inspect_contract
from medsla.errors import visible
from medsla.reading.writing import dump_json


@options.command("extract")
@click.argument("file", metavar="CONTRACT.docx", type=options.FILE)
@options.output
@options.language
@options.quiet
def extract_command(file: str, output: str | None, language: str, quiet: bool) -> None:
    """Get back the SLA that a contract of medsla carries, if the file is as it was written.

    Every change is named instead: a phrase typed over, wording changed, a content control lost or copied, the
    data changed or taken out. Dates of signature and blanks of forms may have been filled in; what was written
    there is shown, for you to read. The result is YAML; a name ending in .json gets JSON.

    Example:

      medsla extract signed.docx -o agreed.yaml
    """
    if output:
        refuse_own_source(output, file)
    sla = extract(file)
    for text in blanks_filled(read_paper(file)):
        note("cli.filled", language, quiet=quiet, text=visible(text))
    text = sla.to_json() if (output or "").lower().endswith(".json") else sla.to_yaml()
    put(text, output, language, quiet=quiet, exact="utf-8")


@options.command("inspect")
@click.argument("sent", metavar="SENT.docx", type=options.FILE)
@click.argument("returned", metavar="[RETURNED.docx]", required=False, type=options.FILE)
@options.form("text", "json", "html", "docx")
@options.output
@options.language
@options.quiet
def inspect_command(
    sent: str, returned: str | None, format_: str, output: str | None, language: str, quiet: bool
) -> None:
    """Tell every difference between a contract that was sent and the one that came back.

    Values are judged as in a review; wording is shown article by article with what went and what came; changes
    that were tracked are told apart from those that were not; hidden text, lost controls and changed data are
    named, and so is what was not compared. One file alone is compared with what it carries of itself; two files
    that carry nothing are compared by their wording.

    The html form is a page to read and print; the docx form is the returned file itself with a comment at every
    difference.

    Leaves with 1 when there is any difference.

    Example:

      medsla inspect sent.docx returned.docx --format html -o differences.html
    """
    if output:
        for file in filter(None, (sent, returned)):
            refuse_own_source(output, file)
    if format_ == "docx" and output is None:
        raise click.UsageError("A Word file goes to a file, not to the screen: -o OUT.docx")
    found = inspect_contract(sent, returned)
    if format_ == "json":
        put(dump_json(found.to_data()), output, language, quiet=quiet, exact="json")
    elif format_ == "html":
        put(found.to_html(language), output, language, quiet=quiet, exact="utf-8")
    elif format_ == "docx":
        put_bytes(found.to_docx(returned or sent, language), str(output), language, quiet=quiet)
    else:
        put("\n".join(found.to_text(one) for one in spoken(language)), output, language, quiet=quiet)
    if found.changes:
        raise click.exceptions.Exit(FINDINGS)
