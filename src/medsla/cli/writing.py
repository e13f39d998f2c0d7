"""`render`: an SLA written as a Word contract."""

from __future__ import annotations

import click

from medsla.catalogue import catalogue
from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import SCREEN, note, print_problems
from medsla.cli.papers import load_paper
from medsla.contract import read_extra, render, write_pdf
from medsla.errors import visible


@options.command("render")
@click.argument("file", type=options.FILE)
@click.option("-o", "--output", metavar="OUT.docx", required=True, type=options.FILE, help="The Word file to write.")
@click.option("--template", metavar="T", type=options.FILE, help="A shipped template by name, or your own .docx.")
@options.letterhead
@click.option("--pdf", is_flag=True, help="Write a PDF beside it; needs LibreOffice.")
@options.articles
@click.option(
    "--extra",
    "given",
    metavar="NAME=FILE",
    multiple=True,
    help="What your template names under extra: logo=logo.png@40mm, fees=fees.docx, portal=https://…; may be repeated.",
)
@options.language
@options.quiet
def render_command(
    file: str,
    output: str,
    template: str | None,
    letterhead: str | None,
    pdf: bool,
    articles: tuple[str, ...],
    given: tuple[str, ...],
    language: str,
    quiet: bool,
) -> None:
    """Write an SLA as a Word contract in Japanese, English or both.

    Shipped templates: form-b (annex to a master agreement, the usual one), form-a (agreement of its own) and
    annex (the table of service levels alone).

    Examples:

      medsla render agreed.yaml -o annex.docx --lang ja
      medsla render agreed.yaml -o annex.docx --letterhead paper.docx
    """
    if output == SCREEN:
        raise click.UsageError("A Word file goes to a file, not to the screen: -o OUT.docx")
    refuse_own_source(output, file)
    for source in (template, letterhead, *(one.partition("=")[2] for one in given)):
        refuse_own_source(output, source or "")
    extras = dict(map(read_extra, given))
    if len(extras) < len(given):
        raise click.UsageError("--extra gives each name once")
    rendered = render(
        load_paper(file),
        output,
        language=language,  # type: ignore[arg-type]
        template=template,
        articles=articles,
        extras=extras,
        letterhead=letterhead,
    )
    note("cli.written", language, quiet=quiet, file=visible(output))
    for written in write_pdf([rendered.path]) if pdf else ():
        note("cli.written", language, quiet=quiet, file=visible(str(written)))
    if not quiet:
        print_problems(rendered.hints, language)
    for address in rendered.unsettled:
        note("cli.unsettled", language, quiet=quiet, address=address)
    for name in rendered.unused:
        note("cli.extra_unused", language, quiet=quiet, name=visible(name))
    for name in rendered.left_out:
        note("cli.left_out", language, quiet=quiet, name=name)
    if rendered.not_stated:
        missing, known = len(rendered.not_stated), len(catalogue().terms)
        note("cli.not_stated", language, quiet=quiet, number=missing, all=known)
