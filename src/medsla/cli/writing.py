"""`render`: an SLA written as a Word contract."""

from __future__ import annotations

import click

from medsla.catalogue import catalogue
from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import SCREEN, note
from medsla.cli.papers import load_paper
from medsla.contract import render, write_pdf
from medsla.errors import visible


@options.command("render")
@click.argument("file", type=options.FILE)
@click.option("-o", "--output", metavar="OUT.docx", required=True, type=options.FILE, help="The Word file to write.")
@click.option("--template", metavar="T", type=options.FILE, help="A shipped template by name, or your own .docx.")
@click.option("--pdf", is_flag=True, help="Write a PDF beside it; needs LibreOffice.")
@options.articles
@options.language
@options.quiet
def render_command(
    file: str, output: str, template: str | None, pdf: bool, articles: tuple[str, ...], language: str, quiet: bool
) -> None:
    """Write an SLA as a Word contract in Japanese, English or both.

    Shipped templates: form-b (annex to a master agreement, the usual one), form-a (agreement of its own) and
    annex (the table of service levels alone).

    Example:

      medsla render agreed.yaml -o annex.docx --lang ja
    """
    if output == SCREEN:
        raise click.UsageError("A Word file goes to a file, not to the screen: -o OUT.docx")
    refuse_own_source(output, file)
    if template:
        refuse_own_source(output, template)
    rendered = render(load_paper(file), output, language=language, template=template, articles=articles)  # type: ignore[arg-type]
    note("cli.written", language, quiet=quiet, file=visible(output))
    for written in write_pdf([rendered.path]) if pdf else ():
        note("cli.written", language, quiet=quiet, file=visible(str(written)))
    for address in rendered.unsettled:
        note("cli.unsettled", language, quiet=quiet, address=address)
    for name in rendered.left_out:
        note("cli.left_out", language, quiet=quiet, name=name)
    if rendered.not_stated:
        missing, known = len(rendered.not_stated), len(catalogue().terms)
        note("cli.not_stated", language, quiet=quiet, number=missing, all=known)
