"""`questions` and `meeting`: what to send to the other side, and what to put on the table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from medsla.cli import options
from medsla.cli.delivering import refuse_own_source
from medsla.cli.ending import put, put_bytes
from medsla.cli.papers import load_all, load_paper, reference_of
from medsla.judgement import review
from medsla.report import render_meeting_html, render_questionnaire_html
from medsla.results import Review


@options.command("questions")
@options.files
@click.option(
    "-o",
    "--output",
    metavar="OUT.docx|xlsx|html",
    required=True,
    type=options.FILE,
    help="The ending decides the form.",
)
@options.against
@options.language
@options.quiet
def questions_command(files: tuple[str, ...], output: str, against: str, language: str, quiet: bool) -> None:
    """Write one polite question for each term that is not read, ambiguous, conditional or not stated.

    The list has a column for the replies. Several files become one list, each with a page or sheet of its own.

    Examples:

      medsla questions offer.yaml -o questions.docx
      medsla questions offer.yaml -o questions.xlsx --lang ja-en
    """
    form = _form(output, ("docx", "xlsx", "html"))
    yard = reference_of(against)
    offers = load_all(files)
    if form == "html" and len(offers) > 1:
        raise click.UsageError("Questions on several files go into one docx or xlsx file.")
    for offer in offers:
        refuse_own_source(output, offer.file or "")
    found = [review(offer, yard) for offer in offers]
    if form == "html":
        put(render_questionnaire_html(found[0], language), output, language, quiet=quiet)
    else:
        put_bytes(_questions(found, language, form), output, language, quiet=quiet)


@options.command("meeting")
@click.argument("file", type=options.FILE)
@click.option(
    "-o", "--output", metavar="OUT.docx|html", required=True, type=options.FILE, help="The ending decides the form."
)
@options.against
@options.language
@options.quiet
def meeting_command(file: str, output: str, against: str, language: str, quiet: bool) -> None:
    """Write the one-page sheet for a meeting: their text, our text, grounds, priority, room for the result.

    Example:

      medsla meeting offer.yaml -o meeting.docx --lang ja
    """
    form = _form(output, ("docx", "html"))
    offer = load_paper(file)
    refuse_own_source(output, offer.file or "")
    found = review(offer, reference_of(against))
    if form == "html":
        put(render_meeting_html(found, language), output, language, quiet=quiet)
    else:
        from medsla.report.word import render_meeting_word

        put_bytes(render_meeting_word(found, language), output, language, quiet=quiet)


def _questions(found: Sequence[Review], language: str, form: str) -> bytes:
    if form == "docx":
        from medsla.report.word import render_questionnaire_word

        return render_questionnaire_word(found, language)
    from medsla.report.workbook import render_questionnaire_workbook

    return render_questionnaire_workbook(found, language)


def _form(output: str, known: tuple[str, ...]) -> str:
    """The form that a file's ending asks for."""
    ending = Path(output).suffix.lower().removeprefix(".")
    if ending not in known:
        raise click.UsageError(f"{output}: the file must end in {' or '.join('.' + one for one in known)}")
    return ending
