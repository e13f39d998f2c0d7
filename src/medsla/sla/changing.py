"""One value of a document changed: a new copy of its plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from medsla.catalogue import catalogue
from medsla.results import Plain
from medsla.sla.plain import thawed

Path = Sequence[str | int]
"""Keys and indices from the top of the document: terms, group, term, then perhaps a case and a facet."""


def with_value(raw: Mapping[str, Any], path: Path, value: Plain) -> dict[str, Any]:
    """The document with a value at a path; a value drives out an answer and candidates, an answer the values."""
    copy: dict[str, Any] = thawed(raw)
    node = _parent(copy, path)
    principal = catalogue().terms[f"{path[1]}.{path[2]}"].principal
    if path[-1] == "answer":
        _drop(node, principal)
    elif path[-1] in principal:
        _drop(node, ("answer", "candidates"))
    node[path[-1]] = value
    return copy


def without_value(raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The document with nothing at a path."""
    copy: dict[str, Any] = thawed(raw)
    node = _parent(copy, path)
    if isinstance(node, list):
        del node[int(path[-1])]
    else:
        _drop(node, [str(path[-1])])
    return copy


def _parent(copy: dict[str, Any], path: Path) -> Any:
    node: Any = copy
    for step in path[:-1]:
        node = node.setdefault(step, {}) if isinstance(node, dict) else node[int(step)]
    return node


def _drop(node: dict[str, Any], keys: Iterable[str]) -> None:
    for key in keys:
        node.pop(key, None)
