"""How a command ends: its result on the screen or in a file, problems as sentences, exit codes."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TypeAlias

import click

from medsla.cli.streams import ESCAPE, alike
from medsla.errors import MedslaError, OutputError, Place, Problem, RenderError, TemplateError, visible
from medsla.messages import languages, say
from medsla.reading.files import write_atomically
from medsla.results import Severity

FINDINGS, REFUSED, RENDER_REFUSED, ROWS_FAILED = 1, 3, 4, 5
NEVER = "never"

Exact: TypeAlias = Literal["", "json", "utf-8"]
SCREEN = "-"
MOST_PROBLEMS = 1000


def put(text: str, output: str | None, language: str, *, quiet: bool = False, exact: Exact = "") -> None:
    """Print the text, or write it whole to the file named; `-` is standard output.

    Args:
        text: What to put.
        output: The file; None and `-` are standard output.
        language: The language in which to say that a file was written.
        quiet: Do not say so.
        exact: The text is for programs and must arrive unaltered also where standard output is not UTF-8: as
            JSON in escapes, or in UTF-8 all the same.
    """
    if output in (None, SCREEN):
        _print(_encoded(text, getattr(sys.stdout, "encoding", None) or "utf-8", exact))
        return
    put_bytes(text.encode("utf-8"), str(output), language, quiet=quiet)


def put_bytes(data: bytes, output: str, language: str, *, quiet: bool = False) -> None:
    """Write the bytes whole to the file named and say so; `-` is standard output."""
    if output == SCREEN:
        _print(data)
        return
    write_atomically(Path(output), data)
    note("cli.written", language, quiet=quiet, file=visible(output))


def _encoded(text: str, encoding: str, exact: Exact) -> str | bytes:
    if not exact:
        return alike(text, encoding)
    if encoding.lower().replace("-", "") == "utf8":
        return text
    return text.encode("ascii", ESCAPE) if exact == "json" else text.encode("utf-8")


def _print(content: str | bytes) -> None:
    try:
        click.echo(content, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        code = "output-disk-full" if error.errno == errno.ENOSPC else "output-failed"
        fields = {} if error.errno == errno.ENOSPC else {"cause": errno.errorcode.get(error.errno or 0, "?")}
        raise OutputError(Problem.of(code, Place(file=SCREEN), **fields)) from error


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


def print_problems(problems: Iterable[Problem], language: str) -> None:
    """All problems at once on standard error: place first, then the sentence, in each language asked for.

    Of very many, the first and how many there are besides: nobody reads a hundred thousand lines.
    """
    several = list(problems)
    for problem in several[:MOST_PROBLEMS]:
        place = f"{problem.place}: " if str(problem.place) else ""
        for each in spoken(language):
            click.echo(f"{place}{problem.sentence(each)}", err=True)
    if len(several) > MOST_PROBLEMS:
        note("cli.more_problems", language, number=len(several) - MOST_PROBLEMS)


def exit_code(error: MedslaError) -> int:
    """The exit code of an error: 4 where a template or a result was refused, 3 where input was.

    >>> exit_code(RenderError(Problem.of("output-exists")))
    4
    """
    return RENDER_REFUSED if isinstance(error, (TemplateError, RenderError, OutputError)) else REFUSED


def fail_on(worst: Severity | None, limit: str) -> None:
    """Leave with exit code 1 when the worst finding is at or over the limit."""
    if limit != NEVER and worst is not None and worst.rank <= Severity(limit).rank:
        raise click.exceptions.Exit(FINDINGS)
