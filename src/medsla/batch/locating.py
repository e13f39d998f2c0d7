"""From a place in a finished document back to the cell that a clerk can mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from medsla.errors import Place, Problem


def located(problem: Problem, places: Mapping[str, Place], row: Place) -> Problem:
    """The problem with the cell it comes from, or with the row where no cell of it can be named.

    Args:
        problem: Its pointer or address leads into the document of the row.
        places: The cells by the addresses of their values.
        row: Where the row stands.

    >>> cells = {"agreement.number": Place(spot="契約一覧!A3")}
    >>> located(
    ...     Problem("file-empty", Place(pointer="/agreement/number")), cells, Place()
    ... ).place.spot
    '契約一覧!A3'
    """
    address = _address(problem.place)
    cell = next((places[known] for known in _same_value(address, places)), row)
    spot = problem.place.spot if cell is row and problem.place.spot else cell.spot
    place = Place(cell.file or row.file, cell.line, cell.column, None, address or None, spot or row.spot)
    return Problem(problem.code, place, problem.fields)


def _address(place: Place) -> str:
    if place.address:
        return place.address
    steps = [step.replace("~1", "/").replace("~0", "~") for step in (place.pointer or "").split("/")[1:]]
    return ".".join(steps[1:] if steps[:1] == ["terms"] else steps)


def _same_value(address: str, known: Mapping[str, Place]) -> Iterator[str]:
    """The cells of a value: its own, those of what holds it, those of what it holds, and the like by its last steps."""
    if not address:
        return
    if address in known:
        yield address
    yield from sorted((one for one in known if address.startswith((f"{one}.", f"{one}["))), key=len, reverse=True)
    yield from (one for one in known if one.startswith((f"{address}.", f"{address}[")))
    # A contract calls its parts without the section they are in: `number`, `institution.name`.
    yield from (one for one in known if f".{address}." in f".{one}.")
