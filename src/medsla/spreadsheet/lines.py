"""The lines of the form as data: what stands in which column, and the document that they say together.

Pure: cells in, plain data out. Reading a workbook and checking one that is being written are the same call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final

from medsla.catalogue import DIMENSIONS, Term, case_key, catalogue
from medsla.errors import InvalidSla, Place, Problem, SpreadsheetError, UnknownAddress
from medsla.messages import say
from medsla.reading.values import pointer_step
from medsla.schema.vocabulary import folded
from medsla.sla import Sla, load_data
from medsla.spreadsheet.cells import Cell
from medsla.spreadsheet.fields import Field, facet_field, field_at, header_field, term_named
from medsla.spreadsheet.json_cells import read_plain
from medsla.spreadsheet.values import LANGUAGES, answers, read_cell, read_token
from medsla.wording.normal import normal_text
from medsla.wording.terms import bounded

QUALIFIERS: Final = ("commitment", "hedges", "answer", "said", "other")
"""Columns that hold for a whole term or case and stand on its first line."""

TERMS: Final = ("item", "facet", "value", "form", *QUALIFIERS)
CASES: Final = ("item", "facet", *DIMENSIONS, "value", "form", *QUALIFIERS)
"""The columns of both sheets, behind the hidden one that holds the address."""

WRITTEN: Final = frozenset({"value", *DIMENSIONS, *QUALIFIERS})
"""The columns that somebody fills in."""

SKIP: Final = "#"
"""The key of a line in which nobody writes."""

REST: Final = "rest"
UNMAPPED: Final = "unmapped"
"""Keys of lines that are no address: the rest of what stands beside the terms, and passages that no term holds."""

_TOKEN: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_LONGEST_SAID: Final = 4_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: its key (an address, or `rest`, `unmapped`) and its cells by the name of the column."""

    key: str
    cells: Mapping[str, Cell]

    def cell(self, column: str) -> Cell:
        """The cell in a column; an empty one where nothing stands."""
        return self.cells.get(column) or Cell("")


def assemble(
    terms: Iterable[Line], cases: Iterable[Line], file: str = "", languages: tuple[str, ...] = LANGUAGES
) -> Sla:
    """The SLA that the lines say; each value's origin names its cell.

    Raises:
        SpreadsheetError: lines or cells that say nothing medsla knows; all of them at once.
        InvalidSla: every cell can be read, but together they are no SLA.
    """
    work = _Assembly(file, languages)
    for line in terms:
        work.line(line)
    for line in cases:
        work.case_line(line)
    return work.result()


@dataclass(slots=True)
class _Target:
    """What is known of one term or case so far."""

    term: Term
    path: tuple[str | int, ...]
    data: dict[str, Any] = field(default_factory=dict)
    exclusive: set[str] = field(default_factory=set)
    place: Place = field(default_factory=Place)


class _Assembly:
    def __init__(self, file: str, languages: tuple[str, ...]) -> None:
        self.file = file
        self.languages = languages
        self.document: dict[str, Any] = {"medsla": "1.0"}
        self.targets: dict[str, _Target] = {}
        self.cases: dict[str, dict[str, _Target]] = {}
        self.unmapped: list[dict[str, str]] = []
        self.origin: dict[str, dict[str, str]] = {}
        self.places: dict[str, Place] = {}
        self.problems: list[Problem] = []

    # --- lines

    def line(self, line: Line) -> None:
        """Take one line of the sheet of terms."""
        try:
            if line.key == REST:
                self.rest(line)
            elif line.key == UNMAPPED:
                self.passage(line)
            elif header_field(line.key):
                self.header(field_at(line.key), line.cell("value"))
            else:
                self.facet_line(line)
        except SpreadsheetError as error:
            self.problems += error.problems
        except UnknownAddress as error:
            cell = next((cell for cell in line.cells.values() if cell), Cell(""))
            self.problems += [Problem(p.code, self.place(cell, line.key), p.fields) for p in error.problems]

    def header(self, known: Field, cell: Cell) -> None:
        """A value beside the terms."""
        if cell:
            place = self.place(cell, known.address)
            value = read_cell(known, cell, place, self.languages).value
            self.put(known.address.split("."), value, place)

    def rest(self, line: Line) -> None:
        """Values beside the terms that no cell can say."""
        cell = line.cell("other")
        if not cell:
            return
        place = self.place(cell)
        for address, value in self.mapping(cell, place).items():
            self.put(address.split("."), value, place)

    def passage(self, line: Line) -> None:
        """A passage that no term holds."""
        place = self.place(next((cell for cell in line.cells.values() if cell), Cell("")))
        found = self.mapping(line.cell("other"), place)
        if line.cell("value"):
            found = {"said": line.cell("value").words} | found
        if found:
            self.places[f"/unmapped/{len(self.unmapped)}"] = place
            self.unmapped.append(found)

    def facet_line(self, line: Line) -> None:
        """A facet of a term, and on its first line what holds for the whole term."""
        known = facet_field(line.key)
        group, key, facet = line.key.split(".")
        address = f"{group}.{key}"
        term = catalogue().term(address)
        target = self.targets.setdefault(address, _Target(term, ("terms", group, key)))
        self.facet(target, known, facet, line.cell("value"))
        self.qualifiers(target, address, line)

    def case_line(self, line: Line) -> None:
        """One value in one case."""
        if not any(line.cell(column) for column in WRITTEN):
            return
        try:
            term, facet = self.named(line)
            when = self.when(line)
            key = case_key(when)
            group, name = term.address.split(".")
            rows = self.cases.setdefault(term.address, {})
            path = ("terms", group, name, "cases", len(rows))
            target = rows.setdefault(key, _Target(term, path, {"when": when}))
            address = f"{term.address}[{key}]"
            self.facet(target, facet_field(f"{address}.{facet}"), facet, line.cell("value"))
            self.qualifiers(target, address, line)
        except SpreadsheetError as error:
            self.problems += error.problems
        except UnknownAddress as error:
            place = self.place(next(cell for cell in line.cells.values() if cell))
            self.problems += [Problem(p.code, place, p.fields) for p in error.problems]

    def named(self, line: Line) -> tuple[Term, str]:
        """The term and the facet of a case: by their names, which people see, and not by the hidden address."""
        item, part = line.cell("item"), line.cell("facet")
        place = self.place(item or next(cell for cell in line.cells.values() if cell))
        address = term_named(item.words)
        if not address:
            raise SpreadsheetError(Problem.of("sheet-no-term", place, found=item.words or "-"))
        term = catalogue().term(address)
        if not part:
            return term, term.principal[0]
        wanted = {folded(normal_text(said)) for said in (part.words, part.words.partition(" / ")[0])}
        for facet in term.facets.values():
            if wanted & {folded(normal_text(name)) for name in (facet.key, *facet.label.values())}:
                return term, facet.key
        known = ", ".join(facet.label[self.languages[0]] for facet in term.own)
        raise SpreadsheetError(Problem.of("sheet-no-facet", self.place(part), found=part.words, known=known))

    def when(self, line: Line) -> dict[str, str]:
        """The dimensions of a case."""
        when = {name: line.cell(name).words for name in DIMENSIONS if line.cell(name)}
        if not when:
            raise SpreadsheetError(Problem.of("sheet-no-case", self.place(line.cell("item") or line.cell("value"))))
        if "hours" in when:
            when["hours"] = (
                read_token(_words("spreadsheet.hours", ("inside", "outside")), when["hours"]) or when["hours"]
            )
        if "severity" in when:
            when["severity"] = self.severity(when["severity"]) or when["severity"]
        for name, said in when.items():
            if not _TOKEN.fullmatch(folded(said)):
                raise SpreadsheetError(Problem.of("sheet-case-token", self.place(line.cell(name)), found=said))
        return {name: folded(said) for name, said in when.items()}

    def severity(self, said: str) -> str:
        """The key of a severity by what it is called: in this document, or in the words of medsla."""
        service = self.document.get("service", {})
        levels = service.get("severities", ()) if isinstance(service, dict) else ()
        own = {level["key"]: {"ja": level["said"]} for level in levels if "said" in level}
        return read_token(own, said) or read_token(_words("wording.severity", ("critical", "major", "minor")), said)

    # --- values

    def facet(self, target: _Target, known: Field, key: str, cell: Cell) -> None:
        """The value of one facet, or the answer that stands in its place."""
        if not cell:
            return
        place = self.place(cell, known.address)
        reading = read_cell(known, cell, place, self.languages)
        if reading.answer:
            self.set(target, "answer", reading.answer, place)
            self.said_at(known.address.rpartition(".")[0], cell)
            return
        self.set(target, key, reading.value, place)
        self.said_at(known.address, cell)
        if reading.exclusive:
            target.exclusive.add(key)
            target.place = place

    def qualifiers(self, target: _Target, address: str, line: Line) -> None:
        """Commitment, hedges, answer, wording, and what only JSON can say."""
        for key in ("commitment", "hedges"):
            cell = line.cell(key)
            if cell:
                place = self.place(cell, f"{address}.{key}")
                known = facet_field(f"{target.term.address}.{key}")
                self.set(target, key, read_cell(known, cell, place, self.languages).value, place)
        for key in ("answer", "said"):
            cell = line.cell(key)
            if cell:
                place = self.place(cell, f"{address}.{key}")
                self.set(target, key, self.answer(cell, place) if key == "answer" else cell.words, place)
        cell = line.cell("other")
        if cell:
            place = self.place(cell, address)
            for key, value in self.mapping(cell, place).items():
                self.set(target, key, value, place)

    def answer(self, cell: Cell, place: Place) -> str:
        token = read_token(answers(), cell.words)
        if not token:
            known = ", ".join(words[self.languages[0]] for words in answers().values())
            raise SpreadsheetError(Problem.of("sheet-no-answer", place, found=cell.words, known=known))
        return token

    def mapping(self, cell: Cell, place: Place) -> dict[str, Any]:
        if not cell:
            return {}
        value = read_plain(cell.words, place)
        if not isinstance(value, dict):
            raise SpreadsheetError(Problem.of("sheet-json", place, found=cell.words))
        return value

    def set(self, target: _Target, key: str, value: Any, place: Place) -> None:
        if key in target.data:
            raise SpreadsheetError(Problem.of("sheet-twice", place, key=key))
        target.data[key] = value
        self.places["".join(pointer_step(step) for step in (*target.path, key))] = place

    def put(self, path: list[str], value: Any, place: Place) -> None:
        """A value beside the terms."""
        node: Any = self.document
        for step in path[:-1]:
            node = node.setdefault(step, {}) if isinstance(node, dict) else None
        if not isinstance(node, dict) or path[-1] in node or path[0] == "terms":
            raise SpreadsheetError(Problem.of("sheet-twice", place, key=".".join(path)))
        node[path[-1]] = value
        self.places["".join(pointer_step(step) for step in path)] = place

    def said_at(self, address: str, cell: Cell) -> None:
        """Where a value was read, and its words."""
        entry = {"file": PurePath(self.file).name} if self.file else {}
        entry |= {"place": cell.spot} if cell.spot else {}
        if len(cell.words) <= _LONGEST_SAID:
            entry["said"] = cell.words
        self.origin[address] = entry

    def place(self, cell: Cell, address: str | None = None) -> Place:
        return Place(self.file or None, address=address, spot=cell.spot or None)

    # --- the document

    def result(self) -> Sla:
        """The document of all lines."""
        terms: dict[str, Any] = {}
        for address, target in self.targets.items():
            rows = self.cases.get(address, {})
            data = self.bounded(target) | ({"cases": [self.bounded(row) for row in rows.values()]} if rows else {})
            if data:
                terms.setdefault(target.term.group, {})[target.term.key] = data
        for address, rows in self.cases.items():
            if address not in self.targets:
                term = catalogue().term(address)
                found = {"cases": [self.bounded(row) for row in rows.values()]}
                terms.setdefault(term.group, {})[term.key] = found
        document = self.document | {"terms": terms}
        document |= {"unmapped": self.unmapped} if self.unmapped else {}
        document |= {"origin": self.origin} if self.origin and self.file else {}
        try:
            sla = load_data(document, self.file or None)
        except InvalidSla as error:
            invalid = tuple(self.placed(problem) for problem in error.problems)
            if self.problems:
                raise SpreadsheetError([*self.problems, *invalid]) from None
            raise InvalidSla(invalid) from None
        if self.problems:
            raise SpreadsheetError(self.problems)
        return sla

    def bounded(self, target: _Target) -> dict[str, Any]:
        """The data with its bound: what is said with 未満 must be just what the one bound of a term is said of."""
        if target.exclusive:
            if target.exclusive != bounded(target.term, target.data) or "bound" in target.data:
                keys = ", ".join(sorted(target.exclusive))
                self.problems.append(Problem.of("sheet-bound", target.place, keys=keys))
            target.data["bound"] = "exclusive"
        return target.data

    def placed(self, problem: Problem) -> Problem:
        """A problem of the document at the cell that it comes from."""
        pointer = problem.place.pointer or ""
        while pointer and pointer not in self.places:
            below = next((known for known in self.places if known.startswith(f"{pointer}/")), "")
            pointer = below or pointer.rpartition("/")[0]
        found = self.places.get(pointer)
        if found is None:
            return problem
        address = problem.place.address or found.address
        return Problem(problem.code, Place(found.file, address=address, spot=found.spot), problem.fields)


def _words(key: str, tokens: tuple[str, ...]) -> dict[str, dict[str, str]]:
    return {token: {language: say(f"{key}.{token}", language) for language in LANGUAGES} for token in tokens}
