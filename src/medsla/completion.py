"""The template for a profile of headings as a workbook: a line a term, for whoever holds the original and no editor.

The YAML form is in `profile.completing`; both lead to the same profile.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final

from medsla.catalogue import catalogue
from medsla.errors import MedslaError, Place, Problem, ProfileError
from medsla.messages import say
from medsla.profile import yardstick
from medsla.profile.completing import completed, completed_from, template
from medsla.reading.values import pointer_step
from medsla.spreadsheet import Column, Table, tables_bytes
from medsla.spreadsheet.opening import Sheet, open_sheets
from medsla.spreadsheet.phrases import marked_sheet, read_value

__all__ = ["completed_file", "template_bytes"]

_MARK: Final = "completion"
_ABOUT: Final = "about"
_COLUMNS: Final = (("item", 28), ("value", 50), ("place", 20), ("words", 50), ("own", 50))
_VALUE, _PLACE, _WORDS, _OWN = 2, 3, 4, 5
_FACTS: Final = ("completes", "copy", "person")


def template_bytes(name: str, language: str) -> bytes:
    """The workbook to fill in for a profile of headings.

    Raises:
        ProfileError: no such profile of headings.
        SpreadsheetError: the extra `excel` is missing.

    >>> template_bytes("mic-sla-example", "ja")[:2]
    b'PK'
    """
    template(name, language)  # refuses every other profile
    label = yardstick(name).label[language]
    columns = (
        *(
            Column(say(f"completion.book.{key}", language), width, fill_in=number > 1)
            for number, (key, width) in enumerate(_COLUMNS, 1)
        ),
        Column(_MARK, 30, hidden=True),
    )
    rows = tuple((term.label[language], "", "", "", "", term.address) for term in catalogue())
    how = tuple(say("completion.book.how", language, label=label).splitlines())
    facts = (
        Column(say("completion.book.fact", language), 24),
        Column(say("completion.book.entry", language), 60, fill_in=True),
        Column(_ABOUT, 12, hidden=True),
    )
    about = tuple((say(f"completion.book.{key}", language), name if key == "completes" else "", key) for key in _FACTS)
    tables = (
        Table(say("completion.book.title", language), columns, rows, (label, *how)),
        Table(say("completion.book.about", language), facts, about),
    )
    return tables_bytes(tables, language=language)


def completed_file(name: str, path: str | os.PathLike[str]) -> dict[str, Any]:
    """The profile that a filled-in template (YAML, JSON or workbook) makes, as plain data to be written.

    Raises:
        ReadError, SpreadsheetError: the file cannot be read.
        ProfileError: it is no such template, or holds values that cannot be evidence; all problems at once.
    """
    if PurePath(path).suffix.lower() != ".xlsx":
        return completed(name, path)
    sheets = open_sheets(path)
    terms, about = marked_sheet(sheets, _MARK), marked_sheet(sheets, _ABOUT)
    file = os.fspath(path)
    if terms is None or about is None:
        raise ProfileError(Problem.of("completion.no-workbook", Place(file)))
    sheet, heading, column = terms
    facts = _facts(about[0], about[2])
    problems = [
        Problem.of("completion.fact-empty", Place(file, spot=about[0].name), name=key)
        for key in _FACTS
        if not facts.get(key)
    ]
    places: dict[str, Place] = {}
    entries: dict[str, Any] = {}
    for number in sorted(sheet.rows):
        if number > heading and sheet.cell(number, column).words:
            try:
                entries |= _entry(sheet, number, column, places)
            except MedslaError as error:
                place = sheet.place(number, _VALUE, sheet.cell(number, column).words)
                problems += [Problem(problem.code, place, problem.fields) for problem in error.problems]
    if problems:
        raise ProfileError(problems)
    return completed_from(name, facts | {"terms": entries}, lambda pointer: places.get(pointer, Place(file)))


def _facts(sheet: Sheet, column: int) -> dict[str, Any]:
    rows = ((sheet.cell(number, column).words, sheet.cell(number, column - 1).words) for number in sorted(sheet.rows))
    return {key: text for key, text in rows if key in _FACTS and text}


def _entry(sheet: Sheet, number: int, column: int, places: dict[str, Place]) -> dict[str, Any]:
    address = sheet.cell(number, column).words
    term = catalogue().term(address)
    places[f"/terms{pointer_step(address)}"] = sheet.place(number, _VALUE, address)
    entry: dict[str, Any] = {
        "place": sheet.cell(number, _PLACE).words,
        "words": sheet.cell(number, _WORDS).words,
    }
    for key, text in _values(sheet, number):
        entry[key] = read_value(term, text)
    return {address: entry}


def _values(sheet: Sheet, number: int) -> Iterator[tuple[str, str]]:
    for key, column in (("value", _VALUE), ("own", _OWN)):
        if text := sheet.cell(number, column).words:
            yield key, text
