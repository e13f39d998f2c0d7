"""One document against the schema: every problem at once, in the order of the document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from medsla.errors import Problem
from medsla.reading.values import Position
from medsla.schema import sense
from medsla.schema.explaining import Explainer
from medsla.schema.plain import Copy
from medsla.schema.problems import Map, Path, Refused
from medsla.schema.validating import Validator
from medsla.schema.vocabulary import vocabulary

_ALONE: Final = frozenset(
    {"$schema", "$id", "$defs", "title", "description", "type", "required", "properties", "additionalProperties"}
    | {"x-medsla"}
)
_MOST_RIGHT: Final = 20_000  # terms that were found right, kept by their group, key and text
_right: set[tuple[str, str, str]] = set()
_NOWHERE: Final[Mapping[str, Position]] = MappingProxyType({})


def check_document(
    data: object,
    places: Mapping[str, Position] = _NOWHERE,
    file: str | None = None,
    *,
    keys: Mapping[str, Position] = _NOWHERE,
) -> tuple[Problem, ...]:
    """Why a document is no SLA; empty when it is one. See `checked`.

    >>> print(
    ...     check_document({"medsla": "1.0", "terms": {"recovery": {"rtoo": {}}}})[
    ...         0
    ...     ].place
    ... )
    /terms/recovery/rtoo
    """
    return checked(data, places, file, keys=keys)[1]


def checked(
    data: object,
    places: Mapping[str, Position] = _NOWHERE,
    file: str | None = None,
    *,
    keys: Mapping[str, Position] = _NOWHERE,
) -> tuple[Any, tuple[Problem, ...]]:
    """A copy of a document that shares nothing with it, and why it is no SLA; no reason when it is one.

    In the copy a Decimal without a decimal point is an `int`, as it would be when read from a file.

    Args:
        data: What was read, or what a program made: dicts, lists, text, truth values, int and Decimal.
        places: Line and column of each value by pointer, where they are known.
        file: The name to tell.
        keys: Line and column of each key by the pointer of its value.

    >>> print(
    ...     check_document({"medsla": "1.0", "terms": {"recovery": {"rtoo": {}}}})[
    ...         0
    ...     ].place
    ... )
    /terms/recovery/rtoo
    """
    copy = Copy(data)
    where = Map(copy.data, places, keys, file, vocabulary().dimensions)
    if not copy.complete:
        return copy.data, where.problems(copy.refused)
    spoilt = [refused.path for refused in copy.refused]
    shape = [fault for fault in _shape(copy.data) if not _under(fault.path, spoilt)]
    wrong = spoilt + [fault.path for fault in shape]
    beyond = [fault for fault in _beyond(copy.data) if not _touches(fault.path, wrong)]
    return copy.data, where.problems([*copy.refused, *shape, *beyond])


def _shape(data: object) -> Iterator[Refused]:
    """Every fault of the document by the schema; terms that were found right before are not looked at again."""
    if isinstance(data, dict) and _terms_stand_alone():
        texts = {(group, key): repr(term) for group, key, term in _terms(data)}
        unknown = {place for place, text in texts.items() if (*place, text) not in _right}
        if next(_validator().failures(_with_terms(data, unknown)), None) is None:
            if len(_right) > _MOST_RIGHT:
                _right.clear()
            _right.update((*place, texts[place]) for place in unknown)
            return
    explainer = Explainer(vocabulary())
    for failure in _validator().failures(data):
        yield from explainer.faults(failure)


def _terms(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """The terms of a document, each with its group and key, as far as they stand where terms stand."""
    terms = data.get("terms")
    for group, own in terms.items() if isinstance(terms, dict) else ():
        for key, term in own.items() if isinstance(own, dict) else ():
            yield group, key, term


def _with_terms(data: Mapping[str, Any], wanted: Collection[tuple[str, str]]) -> Mapping[str, Any]:
    """The document with these of its terms alone."""
    terms = data.get("terms")
    if not isinstance(terms, dict):
        return data
    left = {
        group: {key: term for key, term in own.items() if (group, key) in wanted} if isinstance(own, dict) else own
        for group, own in terms.items()
    }
    return {**data, "terms": left}


@cache
def _terms_stand_alone() -> bool:
    """Whether the schema asks nothing of a document, its terms or a group that another term could change."""
    schema = vocabulary().schema
    terms = schema["properties"]["terms"]
    above = [schema, terms, *terms["properties"].values()]
    required = [
        *terms.get("required", ()),
        *(key for one in terms["properties"].values() for key in one.get("required", ())),
    ]
    return not required and all(one.keys() <= _ALONE and one.get("additionalProperties") is False for one in above)


def _beyond(data: object) -> Iterator[Refused]:
    return sense.faults(data, vocabulary()) if isinstance(data, Mapping) else iter(())


def _under(path: Path, tops: list[Path]) -> bool:
    """Whether a fault is only the echo of a value that was replaced."""
    return any(path[: len(top)] == top for top in tops)


def _touches(path: Path, others: list[Path]) -> bool:
    """Whether a fault between values rests on one that is wrong in itself."""
    return any(path[: len(other)] == other or other[: len(path)] == path for other in others)


@cache
def _validator() -> Validator:
    return Validator(vocabulary().schema)
