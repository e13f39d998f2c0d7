"""`render`: an SLA written as a Word contract."""

from __future__ import annotations

import click

from medsla.cli import options
from medsla.cli.ending import note
from medsla.contract import render
from medsla.sla import load


@click.command("render")
@click.argument("file")
@click.option("-o", "--output", metavar="OUT.docx", required=True, help="The Word file to write.")
@click.option("--template", metavar="T", help="A shipped template by name, or your own .docx.")
@options.language
@options.quiet
def render_command(file: str, output: str, template: str | None, language: str, quiet: bool) -> None:
    """Write FILE as a Word contract.

    Example:

      medsla render agreed.yaml -o annex.docx --lang ja
    """
    rendered = render(load(file), output, language=language, template=template)
    note("cli.written", language, quiet=quiet, file=output)
    for address in rendered.unprinted:
        note("cli.unprinted", language, quiet=quiet, address=address)
