"""`authorities`: the documents cited, and which of them says what about each term."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from medsla.cli import options
from medsla.cli.ending import SCREEN, put, put_bytes
from medsla.profile import authorities
from medsla.reading.writing import dump_json
from medsla.report.authorities import documents_json, documents_outline, edition_outline, table_json, table_outline
from medsla.report.blocks import Outline
from medsla.report.html import html_of
from medsla.report.markdown import markdown_of
from medsla.report.text import text_of

_FORMS = {"text": text_of, "md": markdown_of, "html": html_of}


def _complete_edition(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in authorities() if name.startswith(incomplete)]


@options.command("authorities")
@click.option("--table", "table", is_flag=True, help="Terms and documents: which one says what, where, and how seen.")
@click.option(
    "--edition",
    metavar="DOCUMENT",
    shell_complete=_complete_edition,
    help="What is known to differ between this edition of a document and those before and after it.",
)
@options.language
@options.form("text", "md", "json", "html", "xlsx")
@options.output
@options.quiet
def authorities_command(
    table: bool, edition: str | None, language: str, format_: str, output: str | None, quiet: bool
) -> None:
    """List the documents cited, or set terms against documents.

    Examples:

      medsla authorities --lang en
      medsla authorities --table --format html -o table.html
      medsla authorities --edition mhlw-guideline-6.0
    """
    if format_ == "json":
        data = table_json(edition or "") if table or edition else documents_json()
        put(dump_json(data), output, language, quiet=quiet, exact="json")
        return
    report = _outline(language, edition, table=table)
    if format_ == "xlsx":
        _put_book(report, output, language, quiet=quiet)
        return
    put(_FORMS[format_](report), output, language, quiet=quiet, exact="utf-8" if format_ == "html" else "")


def _outline(language: str, edition: str | None, *, table: bool) -> Outline:
    if edition:
        return edition_outline(edition, language)
    return table_outline(language) if table else documents_outline(language)


def _put_book(report: Outline, output: str | None, language: str, *, quiet: bool) -> None:
    from medsla.report.books import book_of

    if output in (None, SCREEN):
        raise click.UsageError("A workbook needs a file of its own: -o FILE.xlsx")
    put_bytes(book_of(report), str(output), language, quiet=quiet)
