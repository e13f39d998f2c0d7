"""A base document with the values of one row in it: the SLA of one contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medsla.catalogue import case_key, catalogue, parse_address
from medsla.errors import InvalidSla, Place, Problem, SpreadsheetError
from medsla.reading.values import pointer_step
from medsla.sla import Sla, load_data
from medsla.spreadsheet.fields import SECTIONS
from medsla.spreadsheet.rows import Row


def fill(base: Sla, row: Row) -> Sla:
    """The base with a row's values in the place of its own; what the row leaves empty stays as it is.

    A value takes the place of an answer, and an answer that of the values. A value of a case needs the case in
    the base.

    Raises:
        SpreadsheetError: the row itself could not be read.
        InvalidSla: the result is no SLA; what comes from the row is told by its cell.

    >>> from medsla.sla import load_data
    >>> row = Row(3, {"agreement.number": "00123"}, {})
    >>> fill(load_data({"medsla": "1.0", "terms": {}}), row).agreement["number"]
    '00123'
    """
    if row.problems:
        raise SpreadsheetError(row.problems)
    document = base.document()
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for address, value in row.values.items():
        path = _path(document, address)
        if path is None:
            problems.append(Problem.of("sheet-no-such-case", row.places.get(address, Place()), address=address))
            continue
        _put(document, path, value, bounded=f"{address.rpartition('.')[0]}.bound" in row.values)
        _note_origin(document, address, row.places.get(address))
        places["".join(pointer_step(step) for step in path)] = row.places.get(address, Place())
    if problems:
        raise InvalidSla(problems)
    try:
        return load_data(document, base.file)
    except InvalidSla as error:
        raise InvalidSla([_placed(problem, places) for problem in error.problems]) from None


def _path(document: Mapping[str, Any], address: str) -> list[str | int] | None:
    """The keys to a value; None where the base has no such case."""
    if address.partition(".")[0] in SECTIONS:
        return list(address.split("."))
    parts = parse_address(address)
    group, key = parts.term.split(".")
    path: list[str | int] = ["terms", group, key]
    if parts.case:
        rows = document["terms"].get(group, {}).get(key, {}).get("cases", [])
        numbers = [number for number, case in enumerate(rows) if case_key(case["when"]) == parts.case]
        if not numbers:
            return None
        path += ["cases", numbers[0]]
    return [*path, parts.facet]


def _put(document: dict[str, Any], path: list[str | int], value: Any, *, bounded: bool) -> None:
    node: Any = document
    for step in path[:-1]:
        node = node.setdefault(step, {}) if isinstance(node, dict) else node[step]
    key = str(path[-1])
    if path[0] == "terms":
        _make_room(node, f"{path[1]}.{path[2]}", key, bounded=bounded)
    node[key] = value


def _make_room(node: dict[str, Any], term: str, key: str, *, bounded: bool) -> None:
    """Take out what the new value contradicts: an answer, or values, or the bound of the value before."""
    principal = catalogue().terms[term].principal
    if key == "answer":
        gone: tuple[str, ...] = (*principal, "candidates", "bound")
    elif key in principal:
        gone = ("answer", "candidates")
    else:
        gone = ()
    facet = catalogue().terms[term].facets.get(key)
    if facet is not None and facet.exclusive and not bounded:
        gone = (*gone, "bound")
    for name in gone:
        node.pop(name, None)


def _note_origin(document: dict[str, Any], address: str, place: Place | None) -> None:
    """A value that is replaced does not come from where the old one came from."""
    origin = document.get("origin", {})
    origin.pop(address, None)
    if place is not None and place.spot and not address.endswith((".bound", ".answer")):
        entry = {"file": place.file} if place.file else {}
        document.setdefault("origin", {})[address] = entry | {"place": place.spot}


def _placed(problem: Problem, places: Mapping[str, Place]) -> Problem:
    pointer = problem.place.pointer or ""
    while pointer and pointer not in places:
        pointer = pointer.rpartition("/")[0]
    found = places.get(pointer)
    if found is None:
        return problem
    return Problem(problem.code, Place(found.file, address=found.address, spot=found.spot), problem.fields)
