"""`amend`: the memorandum that changes an agreement already made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import SCREEN, note, print_problems
from medsla.cli.papers import load_paper
from medsla.contract import extract, write_pdf
from medsla.contract.amendment.writing import AmendedForm, amend, form_of
from medsla.contract.carried import read_paper
from medsla.errors import MedslaError, Problem, ReadError, visible
from medsla.sla import Sla


@options.command("amend")
@click.argument("before", metavar="BEFORE", type=options.FILE)
@click.argument("after", metavar="AFTER", type=options.FILE)
@click.option("-o", "--output", metavar="OUT.docx", required=True, type=options.FILE, help="The Word file to write.")
@click.option(
    "--form",
    type=click.Choice(("b", "a", "annex")),
    help="Form of the agreement; that of BEFORE where it is a contract, else b.",
)
@click.option("--template", metavar="T", type=options.FILE, help="Your own .docx template for memoranda.")
@options.letterhead
@click.option("--pdf", is_flag=True, help="Write a PDF beside it; needs LibreOffice.")
@options.articles
@options.language
@options.quiet
def amend_command(before: str, after: str, output: str, **asked: Any) -> None:
    """Write the memorandum that amends an agreement, with a table of what stood and what stands.

    BEFORE and AFTER are the same agreement as it stands and as it will stand: YAML, JSON, or a contract of medsla
    (.docx). Where AFTER has another number, date of effect or date of signature, those are the memorandum's. Articles
    and items keep the numbers that they have in BEFORE. The file carries AFTER, which `extract` gives back.

    Example:

      medsla amend agreed.docx agreed-anew.yaml -o memorandum.docx --lang ja
    """
    if output == SCREEN:
        raise click.UsageError("A Word file goes to a file, not to the screen: -o OUT.docx")
    for source in filter(None, (before, after, asked["template"], asked["letterhead"])):
        refuse_own_source(output, source)
    form: AmendedForm = asked["form"] or "b"
    articles, language, quiet = asked["articles"], asked["language"], asked["quiet"]
    if _is_contract(before):
        paper = read_paper(before)
        own, printed = form_of(paper)
        form, articles = asked["form"] or own, articles or printed
        if paper.carried is not None and paper.carried.language != language:
            fields = {"file": visible(before), "own": paper.carried.language, "asked": language}
            note("cli.amended-language", language, quiet=quiet, **fields)
    old, new = _agreements(before, after)
    done = amend(
        old,
        new,
        output,
        language=language,
        form=form,
        template=asked["template"],
        articles=articles,
        letterhead=asked["letterhead"],
    )
    note("cli.written", language, quiet=quiet, file=visible(output))
    for written in write_pdf([done.path]) if asked["pdf"] else ():
        note("cli.written", language, quiet=quiet, file=visible(str(written)))
    if not quiet:
        print_problems(done.hints, language)
    counted = {"lines": len(done.lines), "articles": len(done.articles), "date": done.effective}
    note("cli.amended", language, quiet=quiet, **counted)
    for address in done.not_printed:
        note("cli.amended-not-printed", language, quiet=quiet, address=address)


def _is_contract(path: str) -> bool:
    return Path(path).suffix.lower() == ".docx"


def _agreements(*paths: str) -> list[Sla]:
    """The agreements in these files; the problems of all of them at once."""
    found: list[Sla] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(extract(path) if _is_contract(path) else load_paper(path))
        except MedslaError as error:
            problems += error.problems
    if problems:
        raise ReadError(problems)
    return found
