"""What stands between a fault that was found and the problem that is told: its place in the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from medsla.errors import Place, Problem
from medsla.reading.values import Position, pointer_step

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the top of the document."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A fault: where, which, and the fields of its sentence; `at_key` when the key itself is wrong."""

    path: Path
    code: str
    fields: Mapping[str, object] = field(default_factory=dict)
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """Where the parts of one document stand: positions by pointer, and the dimensions that make a case's key."""

    data: object
    places: Mapping[str, Position]
    keys: Mapping[str, Position]
    file: str | None
    dimensions: Sequence[str]

    def problems(self, refused: Iterable[Refused]) -> tuple[Problem, ...]:
        """The problems of these faults, each once, in the order of their places."""
        order = _order(self.data)
        ranked = {
            Problem.of(fault.code, self.place(fault), **fault.fields): (_rank(order, fault.path), fault.path)
            for fault in refused
        }
        return tuple(sorted(ranked, key=lambda problem: (ranked[problem][0], problem.code, problem.fields)))

    def place(self, fault: Refused) -> Place:
        """The place of a fault: its own pointer, and the position of the nearest value around it."""
        own = pointer(fault.path)
        position = self.keys.get(own) if fault.at_key else None
        around = fault.path
        while position is None and around:
            position = self.places.get(pointer(around))
            around = around[:-1]
        line, column = position or self.places.get("") or (None, None)
        named = fault.path[:-1] if fault.at_key else fault.path  # a key that is wrong has no address
        return Place(self.file, line, column, own or None, self.address(named))

    def address(self, path: Path) -> str | None:
        """The address of what a path leads to, as far as the catalogue has one; None outside the terms.

        >>> data = {
        ...     "terms": {
        ...         "support": {"response": {"cases": [{"when": {"severity": "low"}}]}}
        ...     }
        ... }
        >>> path = ("terms", "support", "response", "cases", 0, "within")
        >>> Map(data, {}, {}, None, ("severity",)).address(path)
        'support.response[low].within'
        """
        if len(path) < 3 or path[0] != "terms":
            return None
        address = f"{path[1]}.{path[2]}"
        below = path[3:]
        if below[:1] == ("cases",):
            address += self._case(path[:5])
            below = below[2:]
        if below[:1] in {(), ("when",), ("candidates",)}:
            return address
        return f"{address}.{below[0]}"

    def _case(self, path: Path) -> str:
        node: object = self.data
        for step in (*path, "when"):
            if isinstance(node, Mapping):
                node = node.get(str(step))
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                return ""
        if not isinstance(node, Mapping):
            return ""
        key = case_key(node, self.dimensions)
        return f"[{key}]" if key and len(key) < 200 else ""


def case_key(when: Mapping[str, object], dimensions: Sequence[str]) -> str:
    """The values of a case's dimensions in their fixed order, joined by points.

    >>> case_key({"hours": "inside", "severity": "low"}, ("severity", "hours"))
    'low.inside'
    """
    return ".".join(str(when[name]) for name in dimensions if name in when)


def pointer(path: Path) -> str:
    """The RFC 6901 pointer of a path.

    >>> pointer(("terms", "a/b", 0))
    '/terms/a~1b/0'
    """
    return "".join(pointer_step(step) for step in path)


def _order(data: object) -> dict[Path, int]:
    """Every path of the document, numbered from the top."""
    order: dict[Path, int] = {}

    def walk(node: object, path: Path) -> None:
        order[path] = len(order)
        if isinstance(node, Mapping):
            for key, value in node.items():
                walk(value, (*path, key))
        elif isinstance(node, list):
            for index, value in enumerate(node):
                walk(value, (*path, index))

    walk(data, ())
    return order


def _rank(order: Mapping[Path, int], path: Path) -> int:
    """The number of a path, or of the nearest one around it."""
    while path not in order:
        path = path[:-1]
    return order[path]
