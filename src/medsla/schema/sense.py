"""What a document must keep beyond the schema: faults between values that are each well formed.

Only what cannot be meant is refused here. What is merely unwise is for the rules, and what is open for the
judgement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from medsla.quantities.ladder import Ladder
from medsla.quantities.rate import Rate
from medsla.quantities.refusal import QuantityError
from medsla.quantities.windows import Windows
from medsla.schema.explaining import shown
from medsla.schema.problems import Path, Refused, case_key
from medsla.schema.vocabulary import FacetShape, Vocabulary, nearest

_ADDRESS: Final = re.compile(r"([a-z_]+\.[a-z_]+)(?:\[[a-z0-9_.]+\])?(?:\.([a-z_]+))?")
_TOKEN: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_NEVER: Final = frozenset({"none", "undisclosed", "unset", "not_applicable", "ambiguous"})

Facets = Mapping[str, FacetShape]
Data = Mapping[str, Any]


def faults(data: Data, words: Vocabulary) -> Iterator[Refused]:
    """Every such fault; the data must be of the right shape, at least where it is looked at."""
    severities = _declared(data)
    yield from _severities(data)
    for address, facets in words.terms.items():
        group, _, key = address.partition(".")
        term = _mapping(data, "terms", group, key)
        if term:
            yield from _Term(words, facets, severities, ("terms", group, key)).faults(term)
    yield from _origin(_mapping(data, "origin"), words)


class _Term:
    """The checks of one term, of its candidates and of its cases."""

    def __init__(self, words: Vocabulary, facets: Facets, severities: frozenset[str], path: Path) -> None:
        self._words = words
        self._facets = facets
        self._severities = severities
        self._path = path

    def faults(self, term: Data) -> Iterator[Refused]:
        yield from self._ambiguity(term)
        yield from self._values(term, self._path)
        for index, candidate in enumerate(_rows(term, "candidates")):
            yield from self._values(candidate, (*self._path, "candidates", index))
        yield from self._cases(term)

    def _ambiguity(self, term: Data) -> Iterator[Refused]:
        ambiguous = term.get("answer") == "ambiguous"
        if ambiguous and "candidates" not in term:
            yield Refused((*self._path, "candidates"), "schema.candidates-missing")
        if "candidates" in term and not ambiguous:
            yield Refused((*self._path, "candidates"), "schema.candidates-surplus")

    def _values(self, data: Data, path: Path) -> Iterator[Refused]:
        answer = data.get("answer")
        for key, facet in self._facets.items():
            if key not in data:
                continue
            stated = data[key] not in (False, [])
            if answer in _NEVER and facet.principal and (stated or answer != "none"):
                yield Refused((*path, key), "schema.answer-and-value", {"answer": answer, "key": key})
            if facet.kind == "windows":
                yield from self._windows(data[key], (*path, key))
            elif facet.kind == "ladder":
                yield from self._ladder(data[key], (*path, key))
        if "count" in data and "per" in data:
            yield from _quantity(Rate.parse, {"count": data["count"], "per": data["per"]}, (*path, "per"))

    def _windows(self, value: object, path: Path) -> Iterator[Refused]:
        for index, window in enumerate(value if isinstance(value, list) else ()):
            yield from _quantity(Windows.parse, [window], (*path, index))

    def _ladder(self, value: object, path: Path) -> Iterator[Refused]:
        for index, step in enumerate(value if isinstance(value, list) else ()):
            yield from _quantity(Ladder.parse, [step], (*path, index))

    def _cases(self, term: Data) -> Iterator[Refused]:
        seen: dict[str, int] = {}
        for index, case in enumerate(_rows(term, "cases")):
            path = (*self._path, "cases", index)
            yield from self._values(case, path)
            when = _mapping(case, "when")
            key = case_key(when, self._words.dimensions)
            if key and key in seen:
                yield Refused((*path, "when"), "schema.case-twice", {"key": key, "first": seen[key] + 1})
            seen.setdefault(key, index)
            severity = when.get("severity")
            if self._severities and isinstance(severity, str) and severity not in self._severities:
                yield _unknown_severity(severity, self._severities, (*path, "when", "severity"))


def _quantity(parse: Any, value: object, path: Path) -> Iterator[Refused]:
    try:
        parse(value)
    except QuantityError as error:
        yield Refused(path, error.code, dict(error.fields))


def _declared(data: Data) -> frozenset[str]:
    """The severities the paper declares; none where a declaration is itself no key."""
    keys = [row.get("key") for row in _rows(_mapping(data, "service"), "severities")]
    return frozenset(str(key) for key in keys) if all(_is_token(key) for key in keys) else frozenset()


def _is_token(key: object) -> bool:
    return isinstance(key, str) and _TOKEN.fullmatch(key) is not None


def _severities(data: Data) -> Iterator[Refused]:
    seen: set[str] = set()
    for index, row in enumerate(_rows(_mapping(data, "service"), "severities")):
        key = row.get("key")
        if isinstance(key, str) and key in seen:
            yield Refused(("service", "severities", index, "key"), "schema.list-twice", {"value": key})
        seen.add(str(key))


def _unknown_severity(severity: str, declared: frozenset[str], path: Path) -> Refused:
    near = nearest(severity, {name: name for name in declared})
    fields = {"value": severity, "expected": ", ".join(sorted(declared))}
    if near:
        return Refused(path, "schema.enum-near", fields | {"nearest": near})
    return Refused(path, "schema.severity-unknown", fields)


def _origin(origin: Data, words: Vocabulary) -> Iterator[Refused]:
    """Origins of values that no address names would never be shown to anybody."""
    for address in origin:
        found = _ADDRESS.fullmatch(address)
        term, facet = found.groups() if found else ("", None)
        known = term in words.terms and (facet is None or facet in words.terms[term] or facet == "said")
        if known or _outside(address, words):
            continue
        near = nearest(address, {name: name for name in words.terms})
        fields = {"address": shown(address)}
        code = "unknown-address-near" if near else "unknown-address"
        yield Refused(("origin", address), code, fields | ({"nearest": near} if near else {}), at_key=True)


def _outside(address: str, words: Vocabulary) -> bool:
    """Whether a dotted name leads to something beside the terms, such as `agreement.effective`."""
    node: Mapping[str, Any] = words.schema
    for key in address.split("."):
        keys = words.keys(node)
        if key not in keys or key == "terms":
            return False
        node = keys[key]
    return True


def _mapping(data: object, *keys: str) -> Data:
    for key in keys:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping) else {}


def _rows(data: Data, key: str) -> Iterator[Data]:
    rows = data.get(key)
    return (row if isinstance(row, Mapping) else {} for row in (rows if isinstance(rows, list) else ()))
