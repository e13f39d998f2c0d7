"""A position as a workbook: a line for each tier of each term, the value in contract words, and back.

What words cannot hold (values by case) stands as JSON in the cell, and may be written so by anybody. Who decides, note
and sentence stand on the first line of their term.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from medsla.catalogue import catalogue
from medsla.errors import MedslaError, Place, Problem, ProfileError
from medsla.messages import languages, say
from medsla.position.loading import Position, Tiers
from medsla.reading.values import pointer_step
from medsla.spreadsheet import Column, Table, tables_bytes
from medsla.spreadsheet.opening import Sheet, open_sheets
from medsla.spreadsheet.phrases import marked_sheet, read_value, value_text

TIERS: Final = ("preferred", "acceptable", "walk_away")
_WORDS: Final = ("approver", "note", "sentence")
_MARK: Final = "position"
_WIDTHS: Final = {"item": 28, "tier": 14, "value": 60}

Pointed = dict[str, Place]


def position_bytes(position: Position, language: str) -> bytes:
    """The workbook of a position, in Japanese or English words.

    Raises:
        SpreadsheetError: the extra `excel` is missing, or a text that no cell can hold.
    """
    title = say("position.book.title", language)
    about = Table(
        say("position.book.about", language),
        (
            Column(say("position.book.property", language), 20),
            Column(say("position.book.value", language), 60, fill_in=True),
            Column("about", 12, hidden=True),
        ),
        tuple(_about(position, language)),
    )
    rows = tuple(row for address, tiers in position.terms.items() for row in _lines(address, tiers, language))
    columns = (
        *(Column(say(f"position.book.{name}", language), width) for name, width in _WIDTHS.items()),
        *(Column(_head(name, each, language), 30, fill_in=True) for name in _WORDS for each in languages),
        Column(_MARK, 30, hidden=True),
    )
    how = tuple(say("position.book.how", language).splitlines())
    return tables_bytes([Table(title, columns, rows, (title, *how)), about], language=language)


def _head(name: str, each: str, language: str) -> str:
    return say("position.book.in_language", language, name=say(f"position.book.{name}", language), language=each)


def _about(position: Position, language: str) -> Iterator[tuple[str, str, str]]:
    yield say("position.book.name", language), position.name, "name"
    yield say("position.book.edition", language), position.edition, "edition"
    for name, words in (("label", position.label), ("note", position.note)):
        for each in languages:
            yield _head(name, each, language), words.get(each, ""), f"{name}.{each}"


def _lines(address: str, tiers: Tiers, language: str) -> Iterator[tuple[str, ...]]:
    term = catalogue().term(address)
    numbered = [("preferred", tiers.preferred), *(("acceptable", tier) for tier in tiers.acceptable)]
    if tiers.walk_away is not None:
        numbered.append(("walk_away", tiers.walk_away))
    words = [getattr(tiers, name).get(each, "") for name in _WORDS for each in languages]
    for tier, value in numbered:
        yield (
            term.label[language],
            say(f"position.tier.{tier}", language),
            value_text(term, value, language),
            *words,
            address,
        )
        words = [""] * len(words)


def read_position(
    source: str | os.PathLike[str] | bytes, *, name: str | None = None
) -> tuple[dict[str, Any], Callable[[str], Place]]:
    """The plain data of a position's workbook, and where each value stands.

    Raises:
        ReadError, SpreadsheetError: it is no workbook.
        ProfileError: it is no workbook of a position, or a cell cannot be read; all problems at once.
    """
    sheets = open_sheets(source, name=name)
    terms = marked_sheet(sheets, _MARK)
    about = marked_sheet(sheets, "about")
    if terms is None or about is None:
        file = sheets[0].file if sheets else None
        raise ProfileError(Problem.of("position.no-workbook", Place(file or None)))
    places: Pointed = {}
    problems: list[Problem] = []
    data = {"medsla": "1.0"} | _read_about(*about) | {"terms": _read_terms(*terms, places, problems)}
    problems += _lacking(data, about[0])
    if problems:
        raise ProfileError(problems)
    return data, lambda pointer: _nearest(places, pointer)


def _read_about(sheet: Sheet, heading: int, column: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number in sorted(sheet.rows):
        key, text = sheet.cell(number, column).words, sheet.cell(number, column - 1).words
        if number > heading and key and text:
            name, _, language = key.partition(".")
            if language:
                found.setdefault(name, {})[language] = text
            else:
                found[name] = text
    return found


def _lacking(data: Mapping[str, Any], sheet: Sheet) -> Iterator[Problem]:
    for key in ("name", "label"):
        if not data.get(key) or (key == "label" and set(data[key]) != set(languages)):
            yield Problem.of("position.cell-empty", Place(sheet.file or None, spot=sheet.name), name=key)


def _read_terms(sheet: Sheet, heading: int, column: int, places: Pointed, problems: list[Problem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number in sorted(sheet.rows):
        address = sheet.cell(number, column).words
        if number <= heading or not address:
            continue  # lines above the table, and empty ones
        try:
            _read_line(sheet, number, column, found, places)
        except MedslaError as error:
            place = sheet.place(number, 3, address)
            problems += [Problem(problem.code, place, problem.fields) for problem in error.problems]
    return found


def _read_line(sheet: Sheet, number: int, column: int, found: dict[str, Any], places: Pointed) -> None:
    address = sheet.cell(number, column).words
    term = catalogue().term(address)
    tier = _tier(sheet.cell(number, 2).words, sheet.place(number, 2))
    text = sheet.cell(number, 3).words
    if not text:
        return  # a tier that nobody has filled in
    row = found.setdefault(address, {})
    pointer = f"/terms{pointer_step(address)}/{tier}"
    value = read_value(term, text)
    if tier == "acceptable":
        row.setdefault(tier, []).append(value)
        pointer = f"{pointer}/{len(row[tier]) - 1}"
    elif tier in row:
        raise ProfileError(Problem.of("position.tier-twice", sheet.place(number, 2), term=address))
    else:
        row[tier] = value
    places[pointer] = sheet.place(number, 3, address)
    places.setdefault(f"/terms{pointer_step(address)}", sheet.place(number, 3, address))
    for index, name in enumerate(_WORDS):
        words = {
            each: sheet.cell(number, 4 + index * len(languages) + offset).words for offset, each in enumerate(languages)
        }
        if all(words.values()):
            row.setdefault(name, words)
        elif any(words.values()):
            raise ProfileError(Problem.of("position.one-language", sheet.place(number, 4), term=address))


def _tier(text: str, place: Place) -> str:
    for tier in TIERS:
        if text in {tier, *(say(f"position.tier.{tier}", each) for each in languages)}:
            return tier
    raise ProfileError(Problem.of("position.tier-unknown", place, found=text))


def _nearest(places: Pointed, pointer: str) -> Place:
    """The cell of the value at a pointer, or of the one around it."""
    around = pointer
    while around and around not in places:
        around = around.rpartition("/")[0]
    return places.get(around, Place())
