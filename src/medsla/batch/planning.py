"""All rows read once before the first contract is made: kept on disk, and their contract numbers compared."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import IO, Any, Final, Self

from medsla.batch.records import place_of, plain_place, plain_problem, problem_of
from medsla.errors import OutputError, Place, Problem
from medsla.reading.writing import dump_json
from medsla.sla.plain import thawed
from medsla.spreadsheet import Row

NUMBER: Final = "agreement.number"
"""The address of what a contract is known by, in the manifest and as a file."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it was kept: `id` is its contract number, `values` are JSON text with sorted keys, '' for none."""

    number: int
    id: str
    values: str
    places: Mapping[str, Place]
    problems: tuple[Problem, ...]


class Plan:
    """The rows of a run in their order; they lie in a file without a name, which ends with this process.

    Args:
        rows: Read once, one by one.
        number: The contract number of the base, for rows that have none.
    """

    def __init__(self, rows: Iterable[Row], number: str = "") -> None:
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._ids: dict[str, list[int]] = {}
        self._length = 0
        try:
            for row in rows:
                self._keep(_kept(row, number))
        except OSError as error:
            self._spool.close()
            raise OutputError(Problem.of("batch.spool", Place(file=tempfile.gettempdir()))) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spool.close()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Kept]:
        """Each row with its problems, among them a contract number that is missing or stands there twice."""
        self._spool.seek(0)
        for line in self._spool:
            kept = _unkept(json.loads(line))
            rows = self._ids.get(kept.id, [])
            if len(rows) > 1:
                place = kept.places.get(NUMBER, Place(address=NUMBER))
                fields = {"number": kept.id, "rows": ", ".join(map(str, rows))}
                kept = replace(kept, problems=(*kept.problems, Problem.of("batch.number-twice", place, **fields)))
            yield kept

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Contract numbers that differ only by case or width, and so may have been meant as one."""
        alike: dict[str, list[str]] = {}
        for number in self._ids:
            alike.setdefault(unicodedata.normalize("NFKC", number).casefold(), []).append(number)
        return tuple(
            Problem.of(
                "batch.numbers-alike",
                numbers=", ".join(numbers),
                rows=", ".join(str(self._ids[number][0]) for number in numbers),
            )
            for numbers in alike.values()
            if len(numbers) > 1
        )

    def _keep(self, kept: Kept) -> None:
        self._length += 1
        if kept.id:
            self._ids.setdefault(kept.id, []).append(kept.number)
        line = {
            "number": kept.number,
            "id": kept.id,
            "values": kept.values,
            "places": {address: plain_place(place) for address, place in kept.places.items()},
            "problems": [plain_problem(problem) for problem in kept.problems],
        }
        self._spool.write(json.dumps(line).encode("ascii") + b"\n")


def _kept(row: Row, number: str) -> Kept:
    values = thawed(row.values)
    problems = tuple(row.problems)
    places = dict(row.places)
    own = values.get(NUMBER, number)
    if not values and not problems:
        return Kept(row.number, "", "", places, ())
    try:
        text = dump_json(dict(sorted(values.items())), indent=None)
    except OutputError as error:  # a character that no document can hold
        found = (Problem(problem.code, _cell(problem, places), problem.fields) for problem in error.problems)
        return Kept(row.number, "", "{}", places, (*problems, *found))
    if not own and not problems:
        problems = (Problem.of("batch.number-missing", places.get(NUMBER, Place(address=NUMBER))),)
    return Kept(row.number, str(own), text, places, problems)


def _cell(problem: Problem, places: Mapping[str, Place]) -> Place:
    address = (problem.place.pointer or "").split("/")[1:2]
    return places.get(address[0], Place(address=address[0])) if address else Place()


def _unkept(data: Mapping[str, Any]) -> Kept:
    places = {address: place_of(place) for address, place in data["places"].items()}
    problems = tuple(problem_of(problem) for problem in data["problems"])
    return Kept(data["number"], data["id"], data["values"], places, problems)
