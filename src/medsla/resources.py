"""The files that ship with medsla: schemas, templates, examples.

A wheel holds them in `medsla/_data/`; in a checkout they lie at the top of the repository. Whoever asks gets
bytes or text and never learns which of the two it was, so it also works from a zipped package.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from medsla.errors import Place, Problem, ReadError

FOLDERS: Final = ("schemas", "templates", "examples")


def read_bytes(folder: str, name: str) -> bytes:
    """The bytes of one shipped file; `name` may go into folders below, with `/`."""
    return _file(folder, name).read_bytes()


def read_text(folder: str, name: str) -> str:
    """The text of one shipped file.

    >>> read_text("schemas", "sla.schema.json")[0]
    '{'
    """
    return read_bytes(folder, name).decode("utf-8")


def names(folder: str) -> tuple[str, ...]:
    """The names of all files in a shipped folder and below it, sorted, with `/`.

    Args:
        folder: One of `FOLDERS`, or a folder in it such as `schemas/profiles`.

    >>> "sla.schema.json" in names("schemas")
    True
    """
    return tuple(sorted(_walk(_folder(folder), "")))


def _walk(folder: Traversable, before: str) -> list[str]:
    found = []
    for entry in folder.iterdir():
        if entry.name.startswith((".", "__pycache__")):
            continue  # a checkout may hold what editors and programs leave behind
        name = f"{before}{entry.name}"
        found += _walk(entry, f"{name}/") if entry.is_dir() else [name]
    return found


def _file(folder: str, name: str) -> Traversable:
    steps = name.split("/")
    if not _harmless(steps):
        raise _missing(folder, name)
    file = _folder(folder).joinpath(*steps)
    if not file.is_file():
        raise _missing(folder, name)
    return file


def _folder(name: str) -> Traversable:
    top, *below = name.split("/")
    if top not in FOLDERS or not _harmless(below):
        raise _missing(name, "")
    packaged = files("medsla") / "_data" / top
    shipped: Traversable = packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / top
    folder = shipped.joinpath(*below)
    if not folder.is_dir():
        raise _missing(name, "")
    return folder


def _harmless(steps: list[str]) -> bool:
    return all(step not in {"", ".", ".."} and "\\" not in step and ":" not in step for step in steps)


def _missing(folder: str, name: str) -> ReadError:
    return ReadError(Problem.of("resource-missing", Place(file=f"{folder}/{name}" if name else folder)))
