"""`validate`: every problem of every file, with its place and how to mend it."""

from __future__ import annotations

import click

from medsla.cli import options
from medsla.cli.delivering import FORMS
from medsla.cli.ending import REFUSED, put
from medsla.cli.papers import validate_paper
from medsla.errors import Problem
from medsla.reading.files import expand_patterns
from medsla.report import ProblemReport


@options.command("validate")
@options.files
@options.language
@options.form("text", "md", "json")
@options.output
@options.quiet
def validate_command(files: tuple[str, ...], language: str, format_: str, output: str | None, quiet: bool) -> None:
    """Check that files can be read as an SLA, and tell every problem with its place.

    Exits with 3 when there is a problem; --quiet prints nothing when there is none.

    Example:

      medsla validate "*.yaml" --lang en
    """
    paths = expand_patterns(files)
    problems: list[Problem] = []
    for path in paths:
        problems += validate_paper(path)
    report = ProblemReport(tuple(str(path) for path in paths), tuple(problems))
    if problems or not quiet or output:
        form = FORMS[format_]
        put(form.render(report, language), output, language, quiet=quiet, exact=form.exact)
    if problems:
        raise click.exceptions.Exit(REFUSED)
