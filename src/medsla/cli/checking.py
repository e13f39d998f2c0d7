"""`validate`: every problem of every file, with its place and how to mend it."""

from __future__ import annotations

import click

from medsla.cli import options
from medsla.cli.ending import REFUSED, put
from medsla.errors import Problem
from medsla.reading.files import expand_patterns
from medsla.report import ProblemReport, render_json, render_markdown, render_text
from medsla.sla import validate

_RENDER = {"text": render_text, "md": render_markdown, "json": render_json}


@click.command("validate")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@options.language
@options.report_format()
@options.output
@options.quiet
def validate_command(files: tuple[str, ...], language: str, format_: str, output: str | None, quiet: bool) -> None:
    """Check that each FILE can be read and is a valid SLA; exits with 3 when one is not.

    Example:

      medsla validate *.yaml --lang en
    """
    paths = expand_patterns(files)
    problems: list[Problem] = []
    for path in paths:
        problems += validate(path)
    report = ProblemReport(tuple(str(path) for path in paths), tuple(problems))
    if problems or not quiet or output:
        put(_RENDER[format_](report, language), output, language, quiet=quiet)
    if problems:
        raise click.exceptions.Exit(REFUSED)
