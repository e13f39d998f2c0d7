"""A form that somebody has filled in, read back to the SLA that it says, with every refusal at its cell."""

from __future__ import annotations

import os
from collections.abc import Sequence

from medsla.errors import Place, Problem, SpreadsheetError
from medsla.sla import Sla
from medsla.spreadsheet.lines import CASES, SKIP, TERMS, WRITTEN, Line, assemble
from medsla.spreadsheet.marking import sheet_kind, sheet_languages
from medsla.spreadsheet.opening import Sheet, open_sheets


def read_workbook(source: str | os.PathLike[str] | bytes, *, name: str | None = None) -> Sla:
    """The SLA that a workbook of `write_workbook` says.

    Cells may hold words in Japanese or English (4時間以内), values (PT4H, 99.9) or what Excel makes of them
    (percentages, times, dates). Formulas are never calculated. Each value's `origin` names its cell.

    Args:
        source: The file or its bytes.
        name: What to call it in messages, instead of the file's name.

    Raises:
        ReadError: it is no readable Office file.
        SpreadsheetError: it is no such workbook, or cells cannot be read; all reasons at once.
        InvalidSla: all cells are read, and together they are no SLA.
    """
    file = name or ("" if isinstance(source, bytes) else os.fspath(source))
    sheets = open_sheets(source, name=name)
    terms, cases = (_only(sheets, kind, file) for kind in ("terms", "cases"))
    if terms is None:
        raise _no_form(sheets, file)
    problems: list[Problem] = []
    lines = _lines(terms, TERMS, problems)
    rows = _lines(cases, CASES, problems) if cases is not None else []
    try:
        sla = assemble(lines, rows, file, sheet_languages(terms))
    except SpreadsheetError as error:
        raise SpreadsheetError([*problems, *error.problems]) from None
    if problems:
        raise SpreadsheetError(problems)
    return sla


def is_form(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook holds the form of one SLA."""
    return any(sheet_kind(sheet) == "terms" for sheet in sheets)


def _only(sheets: Sequence[Sheet], kind: str, file: str) -> Sheet | None:
    found = [sheet for sheet in sheets if sheet_kind(sheet) == kind]
    if len(found) > 1:
        names = ", ".join(sheet.name for sheet in found)
        raise SpreadsheetError(Problem.of("sheet-several", Place(file or None), names=names))
    if found and found[0].survey.hidden:
        raise SpreadsheetError(Problem.of("sheet-hidden-sheet", Place(file or None, spot=found[0].name)))
    return found[0] if found else None


def _no_form(sheets: Sequence[Sheet], file: str) -> SpreadsheetError:
    from medsla.spreadsheet.rows import holds_rows

    code = "sheet-is-rows" if any(holds_rows(sheet) for sheet in sheets) else "sheet-not-ours"
    return SpreadsheetError(Problem(code, Place(file or None)))


def _lines(sheet: Sheet, columns: Sequence[str], problems: list[Problem]) -> list[Line]:
    """The lines of a sheet in which something is filled in."""
    named = {cell.words: column for column, cell in sheet.rows.get(1, {}).items() if column > 1}
    missing = [column for column in columns if column not in named]
    if missing:
        place = Place(sheet.file or None, spot=sheet.name)
        raise SpreadsheetError(Problem.of("sheet-columns-lost", place, columns=", ".join(missing)))
    found = []
    with_keys = columns is TERMS
    for number in sorted(sheet.rows):
        key = sheet.cell(number, 1).words
        if number == 1 or key == SKIP:
            continue
        cells = {name: sheet.cell(number, column) for name, column in named.items() if name in columns}
        filled = [name for name in columns if name in WRITTEN and cells[name]]
        if not filled:
            continue
        troubles = _troubles(sheet, number, [named[name] for name in filled])
        if with_keys and not key:
            troubles = [Problem.of("sheet-no-key", sheet.place(number, named[filled[0]]))]
        if troubles:
            problems += troubles
        else:
            found.append(Line(key, cells))
    return found


def _troubles(sheet: Sheet, row: int, columns: Sequence[int]) -> list[Problem]:
    found = (sheet.trouble(row, column, sheet.place(row, column)) for column in columns)
    return [problem for problem in found if problem]
