"""The papers that a command is given: offers by name or pattern, and the yardstick they are held against."""

from __future__ import annotations

from pathlib import Path

from medsla.errors import MedslaError, Problem, ReadError
from medsla.overlay import yardstick
from medsla.profile import Profile, profiles
from medsla.reading.documents import read_document
from medsla.reading.files import expand_patterns
from medsla.sla import Sla, load


def load_all(patterns: tuple[str, ...]) -> list[Sla]:
    """Every file that the patterns name; the problems of all files at once, nothing judged before all are read."""
    found: list[Sla] = []
    problems: list[Problem] = []
    for path in expand_patterns(patterns):
        try:
            found.append(load(path))
        except MedslaError as error:
            problems += error.problems
    if problems:
        raise ReadError(problems)
    return found


def reference_of(name: str) -> Profile | Sla:
    """A shipped profile by its name, or the profile or document in a file."""
    if name in profiles() or not Path(name).is_file():
        return yardstick(name)
    data = read_document(name).data
    return yardstick(name) if "items" in data and "terms" not in data else load(name)
