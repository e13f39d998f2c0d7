"""How a command ends: output that survives any pipe, problems as sentences, exit codes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from medsla.errors import MedslaError, OutputError, RenderError, TemplateError
from medsla.messages import languages, say
from medsla.reading.files import write_atomically
from medsla.results import Severity

REFUSED, RENDER_REFUSED, FINDINGS = 3, 4, 1
NEVER = "never"


def steady_output() -> None:
    """Make standard output survive a pipe in another encoding: what cp932 lacks is escaped, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(errors="backslashreplace")


def put(text: str, output: str | None, language: str, *, quiet: bool = False) -> None:
    """Print the text, or write it whole to the file named; `-` is standard output."""
    if output in (None, "-"):
        click.echo(text, nl=not text.endswith("\n"))
        return
    put_bytes(text.encode("utf-8"), str(output), language, quiet=quiet)


def put_bytes(data: bytes, output: str, language: str, *, quiet: bool = False) -> None:
    """Write the bytes whole to the file named and say so; `-` is standard output."""
    if output == "-":
        click.get_binary_stream("stdout").write(data)
        return
    write_atomically(Path(output), data)
    note("cli.written", language, quiet=quiet, file=output)


def note(key: str, language: str, *, quiet: bool = False, **fields: object) -> None:
    """A line about what happened, on standard error, in the language or languages asked for."""
    if not quiet:
        for each in spoken(language):
            click.echo(say(key, each, **fields), err=True)


def spoken(language: str) -> tuple[str, ...]:
    """The languages to speak for an option: `ja`, `en`, or both for `ja-en`.

    >>> spoken("ja-en")
    ('ja', 'en')
    """
    return tuple(each for each in languages if each in language.split("-")) or languages


def print_problems(error: MedslaError, language: str) -> None:
    """All problems at once on standard error: place first, then the sentence, in each language asked for."""
    for problem in error.problems:
        place = f"{problem.place}: " if str(problem.place) else ""
        for each in spoken(language):
            click.echo(f"{place}{problem.sentence(each)}", err=True)


def exit_code(error: MedslaError) -> int:
    """The exit code of an error: 4 where a template or a rendering was refused, 3 where input was.

    >>> exit_code(RenderError())
    4
    """
    return RENDER_REFUSED if isinstance(error, (TemplateError, RenderError, OutputError)) else REFUSED


def fail_on(worst: Severity | None, limit: str) -> None:
    """Leave with exit code 1 when the worst finding is at or over the limit."""
    if limit != NEVER and worst is not None and worst.rank <= Severity(limit).rank:
        raise click.exceptions.Exit(FINDINGS)
