"""`template`: a Word template of one's own, begun and looked through."""

from __future__ import annotations

import click

from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import RENDER_REFUSED, SCREEN, note, print_problems, put_bytes
from medsla.contract import check_template, starter
from medsla.errors import visible


@options.command("template")
@click.argument("action", type=click.Choice(("check", "new")))
@click.argument("file", metavar="T.docx|FORM", type=options.FILE)
@click.option("-o", "--output", metavar="OUT.docx", type=options.FILE, help="Where `new` writes the template.")
@options.letterhead
@options.language
@options.quiet
def template_command(
    action: str, file: str, output: str | None, letterhead: str | None, language: str, quiet: bool
) -> None:
    """Begin a Word template of your own, or look through one before it is used.

    `new` writes a shipped form (form-b, form-a, annex) with notes on how tags are written and every name that
    can be printed. `check` names every fault at once with its place, and what was left behind in the file;
    with --letterhead, it looks through your letterhead as well.

    Examples:

      medsla template new form-b -o ours.docx --lang ja
      medsla template check ours.docx --lang ja
      medsla template check form-b --letterhead paper.docx
    """
    if action == "new":
        if not output or output == SCREEN:
            raise click.UsageError("A Word file goes to a file: -o OUT.docx")
        if letterhead:
            raise click.UsageError("A template is begun without a letterhead; give it to check, render and batch")
        put_bytes(starter(file, language=language), output, language, quiet=quiet)  # type: ignore[arg-type]
        return
    if output:
        refuse_own_source(output, file)
        raise click.UsageError("check writes no file; leave out -o")
    found = check_template(file, language=language, letterhead=letterhead)  # type: ignore[arg-type]
    print_problems((*found.problems, *found.hints), language)
    if found.problems:
        raise click.exceptions.Exit(RENDER_REFUSED)
    names = len(found.names)
    for name, kind in found.extras:
        note("cli.template-extra", language, quiet=quiet, name=f"extra.{name}", kind=kind or "if")
    note("cli.template-good", language, quiet=quiet, name=visible(file), form=found.form, number=names)
