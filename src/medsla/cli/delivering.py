"""One report or many, on the screen, in one file, or one file each in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from medsla.cli.ending import SCREEN, Exact, put, put_bytes
from medsla.errors import OutputError, Place, Problem
from medsla.report import Subject, render_html, render_json, render_markdown, render_text
from medsla.report.places import Origin


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a report: its writer, the ending of its files, and whether it is read by programs.

    The writer gives text, or bytes. Of an `alone` form each report needs a file of its own.
    """

    render: Callable[..., Any]
    suffix: str
    exact: Exact = ""
    alone: bool = False


def _render_word(subject: Subject, language: str, *, origin: Origin | None = None) -> bytes:
    """Word is opened only by those who ask for it."""
    from medsla.report.word import render_word

    return render_word(subject, language, origin=origin)


def _render_workbook(subject: Subject, language: str, *, origin: Origin | None = None) -> bytes:
    """Excel, too."""
    from medsla.report.review_workbook import render_workbook

    return render_workbook(subject, language, origin=origin)


FORMS: Final[Mapping[str, Form]] = {
    "text": Form(render_text, ".txt"),
    "md": Form(render_markdown, ".md"),
    "json": Form(render_json, ".json", exact="json"),
    "html": Form(render_html, ".html", exact="utf-8", alone=True),
    "docx": Form(_render_word, ".docx", alone=True),
    "xlsx": Form(_render_workbook, ".xlsx", alone=True),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A finished report and the file that it is about."""

    file: str
    content: str | bytes


def deliver(
    reports: Sequence[Written], command: str, format_: str, output: str | None, language: str, *, quiet: bool
) -> None:
    """Put the reports where they were asked for: together, or apart where a folder is named.

    Args:
        reports: In the order of their files.
        command: Part of a file's name in a folder, as in `offer.review.html`.
        format_: A key of `FORMS`.
        output: A file, a folder, `-` or None.
        language: The language in which to say what was written.
        quiet: Do not say so.

    Raises:
        UsageError: a report would replace its own source, or several pages would have to be one.
    """
    form = FORMS[format_]
    if _is_folder(output):
        for path, report in _apart(reports, Path(str(output)), f".{command}{form.suffix}"):
            _put(report.content, str(path), language, quiet=quiet)
        return
    if output not in (None, SCREEN):
        for report in reports:
            refuse_own_source(str(output), report.file)
    if form.alone and len(reports) > 1:
        raise click.UsageError("Several pages need a folder of their own: -o FOLDER/")
    content = reports[0].content if form.alone else _together([str(report.content) for report in reports], format_)
    _put(content, output, language, quiet=quiet, exact=form.exact)


def _put(content: str | bytes, output: str | None, language: str, *, quiet: bool, exact: Exact = "") -> None:
    if isinstance(content, str):
        put(content, output, language, quiet=quiet, exact=exact)
    elif output is None:
        raise click.UsageError("A Word or Excel file goes to a file, not to the screen: -o OUT")
    else:
        put_bytes(content, output, language, quiet=quiet)


def refuse_own_source(output: str, source: str) -> None:
    """Stop before a result replaces the very file that it was made from."""
    try:
        same = bool(source) and Path(output).samefile(source)
    except (OSError, ValueError):
        return  # one of them is not there
    if same:
        raise click.UsageError(f"{output} is the file that is read; name another one for the result.")


def _is_folder(output: str | None) -> bool:
    if output in (None, SCREEN):
        return False
    try:
        there = Path(str(output)).is_dir()
    except (OSError, ValueError):
        there = False  # no name for a folder, as the writing of it will say
    return there or str(output).endswith(("/", os.sep))


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, or raise OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(Problem.of("output-no-folder", Place(file=str(folder)))) from error


def _apart(reports: Sequence[Written], folder: Path, ending: str) -> Iterator[tuple[Path, Written]]:
    """A name of its own for each report; files of one name in two folders are numbered."""
    make_folder(folder)
    used: dict[str, int] = {}
    for report in reports:
        stem = Path(report.file).stem or "report"
        used[stem] = used.get(stem, 0) + 1
        number = f"-{used[stem]}" if used[stem] > 1 else ""
        yield folder / f"{stem}{number}{ending}", report


def _together(texts: Sequence[str], format_: str) -> str:
    """One report as it is; several as a JSON list, or one after the other."""
    if len(texts) == 1:
        return texts[0]
    if format_ == "json":
        return "[\n" + ",\n".join(text.rstrip("\n") for text in texts) + "\n]\n"
    return "\n".join(texts)
