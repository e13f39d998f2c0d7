"""The papers that a command is given: offers by name or pattern, and the yardstick they are held against."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from medsla.errors import MedslaError, Place, Problem, ReadError
from medsla.overlay import yardstick
from medsla.profile import Profile, profiles
from medsla.reading.documents import read_document
from medsla.reading.files import expand_patterns
from medsla.reading.packages import open_package
from medsla.sla import Sla, load, validate

_OFFICE: Final = (".xlsx", ".xlsm", ".xltx", ".xls", ".docx", ".docm", ".dotx", ".doc")


def load_paper(path: str | os.PathLike[str]) -> Sla:
    """The SLA in a YAML or JSON file, or in a workbook that `medsla workbook` has made.

    Raises:
        ReadError: a file of another kind; the refusal names it and says what to do.
        SpreadsheetError: another workbook, or cells that cannot be read.
        InvalidSla: what is read is no SLA.
    """
    if Path(path).suffix.lower() not in _OFFICE:
        return load(path)
    package = open_package(path)
    if package.kind.startswith("xl"):
        from medsla.spreadsheet import read_workbook

        return read_workbook(package.data, name=package.file)
    raise ReadError(Problem.of("paper-word", Place(file=package.file)))


def validate_paper(path: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """Why a file is no SLA; empty when it is one."""
    if Path(path).suffix.lower() not in _OFFICE:
        return validate(path)
    try:
        load_paper(path)
    except MedslaError as error:
        return error.problems
    return ()


def load_all(patterns: tuple[str, ...]) -> list[Sla]:
    """Every file that the patterns name; the problems of all files at once, nothing judged before all are read."""
    found: list[Sla] = []
    problems: list[Problem] = []
    for path in expand_patterns(patterns):
        try:
            found.append(load_paper(path))
        except MedslaError as error:
            problems += error.problems
    if problems:
        raise ReadError(problems)
    return found


def reference_of(name: str) -> Profile | Sla:
    """A shipped profile by its name, or the profile or document in a file."""
    if name in profiles() or not Path(name).is_file():
        return yardstick(name)
    if Path(name).suffix.lower() in _OFFICE:
        return load_paper(name)
    data = read_document(name).data
    return yardstick(name) if "items" in data and "terms" not in data else load(name)
