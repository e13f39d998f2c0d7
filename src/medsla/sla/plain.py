"""Plain data of a document: made read-only, made writable, normalised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from medsla.catalogue import Term, catalogue
from medsla.results import Plain

BESIDE = ("origin", "unmapped")
"""What a document carries that is no part of what it promises."""


def frozen(value: Any) -> Any:
    """The same data, read-only all the way down.

    >>> frozen({"countries": ["JP"]})["countries"]
    ('JP',)
    """
    if isinstance(value, Mapping):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in value)
    return value


def thawed(value: Any) -> Any:
    """A copy of the data that can be changed.

    >>> thawed(frozen({"countries": ["JP"]}))
    {'countries': ['JP']}
    """
    if isinstance(value, Mapping):
        return {key: thawed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [thawed(item) for item in value]
    return value


def normalised(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without origin and unmapped, each refusal said in one way: `answer: none`.

    `provided: false` and an empty principal list or set promise nothing; they become that answer.
    """
    data = {key: value for key, value in document.items() if key not in BESIDE}
    data["terms"] = {
        group: {key: _term(catalogue().terms[f"{group}.{key}"], value) for key, value in terms.items()}
        for group, terms in document["terms"].items()
    }
    return data


def _term(term: Term, data: Mapping[str, Any]) -> dict[str, Any]:
    found = _answered(term, data)
    for rows in ("candidates", "cases"):
        if rows in data:
            found[rows] = [_answered(term, row) for row in data[rows]]
    return found


def _answered(term: Term, data: Mapping[str, Any]) -> dict[str, Any]:
    refused = [key for key in term.principal if key in data and is_refusal(data[key])]
    found = {key: value for key, value in data.items() if key not in refused}
    if refused and not any(key in found for key in (*term.principal, "answer")):
        found["answer"] = "none"
    return found


def is_refusal(value: object) -> bool:
    """Whether the value of a principal facet promises nothing."""
    return value is False or (isinstance(value, Sequence) and not value)


def merged(term: Term, data: Mapping[str, Plain], case: Mapping[str, Plain]) -> Mapping[str, Plain]:
    """What holds in one case: what the term says for all cases, and what the case says instead.

    A case that states a value is not bound by the answer of the term, nor one that answers by its value.
    """
    shared = {key: value for key, value in data.items() if key not in {"cases", "candidates"}}
    own = {key: value for key, value in case.items() if key != "when"}
    if "answer" in own:
        shared = {key: value for key, value in shared.items() if key not in term.principal}
    elif any(key in own for key in term.principal):
        shared.pop("answer", None)
    return MappingProxyType(shared | own)
