"""What the validator found, as faults with their own sentence: true place, what was expected, how to mend it.

jsonschema points at the parent of a missing or unknown key and tells the key only in English prose; it also
calls keys unknown whose sibling is wrong, and reports every branch of an alternative. All that is mended here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from medsla.quantities.refusal import QuantityError
from medsla.reading.values import digits_of
from medsla.schema.problems import Path, Refused
from medsla.schema.validating import Failure
from medsla.schema.vocabulary import Vocabulary, by_likeness, nearest

_SHOWN: Final = 80
_MOST_UNKNOWN: Final = 20

# The patterns of the schema, each with the name of its sentence.
PATTERNS: Final[Mapping[str, str]] = {
    "^[a-z][a-z0-9_]{0,39}$": "token",
    "^[A-Z]{2}$": "country",
    "^[A-Z]{3}$": "currency",
    "^[1-9][0-9]{0,5}/[1-9][0-9]{0,5}$": "fraction",
    "^[0-9a-f]{64}$": "sha256",
}
_TYPES: Final[Mapping[str, str]] = {
    "object": "mapping",
    "array": "list",
    "string": "text",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
}
_LENGTHS: Final[Mapping[str, str]] = {
    "minLength": "schema.text-empty",
    "maxLength": "schema.text-long",
    "minItems": "schema.list-short",
    "maxItems": "schema.list-long",
    "maxProperties": "schema.mapping-large",
}


class Explainer:
    """Turns the validator's failures into faults, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._by_keyword: dict[str, Callable[[Failure], Iterator[Refused]]] = {
            "type": self._type,
            "enum": self._enum,
            "const": self._const,
            "required": self._required,
            "additionalProperties": self._unknown,
            "unevaluatedProperties": self._unknown,
            "minimum": self._limit,
            "maximum": self._limit,
            "minProperties": self._few_keys,
            "uniqueItems": self._twice,
            "pattern": self._pattern,
            "format": self._format,
            "anyOf": self._any_of,
        }
        self._by_keyword.update(dict.fromkeys(_LENGTHS, self._length))

    def faults(self, failure: Failure) -> Iterator[Refused]:
        """The faults of one failure; none where it is the echo of another."""
        return self._by_keyword[failure.keyword](failure)

    def _type(self, failure: Failure) -> Iterator[Refused]:
        expected = failure.expected
        code = "schema.type." + (_TYPES[expected] if isinstance(expected, str) else "number-or-text")
        if expected == "object" and set(failure.node.get("properties", ())) == {"ja", "en"}:
            code = "schema.type.local-text"
        elif expected == "string" and "format" in failure.node:
            code = f"schema.format.{failure.node['format']}"
        yield Refused(failure.path, code, {"value": shown(failure.value)})

    def _enum(self, failure: Failure) -> Iterator[Refused]:
        said = shown(failure.value)
        expected = by_likeness(said, [shown(word) for word in failure.expected])
        near = nearest(said, self._words.tokens(self._annotated(failure)))
        if near:
            yield Refused(failure.path, "schema.enum-near", {"value": said, "nearest": near, "expected": expected})
        else:
            yield Refused(failure.path, "schema.enum", {"value": said, "expected": expected})

    def _annotated(self, failure: Failure) -> Mapping[str, Any]:
        """The enum's node with its labels, which stand beside it or beside the list around it."""
        *way, last = failure.way[:-1]
        if "x-medsla" in failure.node or last != "items":
            return failure.node
        around: Any = self._words.schema
        for step in way:
            if step not in around and "$ref" in around:  # a reference is no step of the way
                around = self._words.resolve(around["$ref"])
            around = around[step]
        return dict(failure.node) | {"x-medsla": self._words.notes(around)}

    def _const(self, failure: Failure) -> Iterator[Refused]:
        expected, said = failure.expected, failure.value
        number = isinstance(said, int | Decimal) and not isinstance(said, bool)
        code = "schema.version-quotes" if number and said == Decimal(expected) else "schema.version"
        yield Refused(failure.path, code, {"value": shown(said), "expected": expected})

    def _required(self, failure: Failure) -> Iterator[Refused]:
        for key in failure.expected:
            if key not in failure.value:
                yield Refused((*failure.path, key), "schema.required", {"key": key})

    def _unknown(self, failure: Failure) -> Iterator[Refused]:
        known = self._words.keys(failure.node)
        names = self._words.names(failure.node)
        unknown = [key for key in failure.value if key not in known]
        for key in unknown[:_MOST_UNKNOWN]:
            yield self._misspelt((*failure.path, key), key, names, ", ".join(known))
        if len(unknown) > _MOST_UNKNOWN:
            yield Refused(failure.path, "schema.unknown-keys", {"count": len(unknown) - _MOST_UNKNOWN})

    def _misspelt(self, path: Path, key: str, names: Mapping[str, str], expected: str) -> Refused:
        near = nearest(key, names)
        if near:
            return Refused(path, "schema.unknown-key-near", {"key": key, "nearest": near}, at_key=True)
        address = self._words.elsewhere(key) if path[0] == "terms" else ""
        if address:
            return Refused(path, "schema.unknown-key-elsewhere", {"key": key, "address": address}, at_key=True)
        return Refused(path, "schema.unknown-key", {"key": key, "expected": expected}, at_key=True)

    def _limit(self, failure: Failure) -> Iterator[Refused]:
        fields = {"value": shown(failure.value), "limit": shown(failure.expected)}
        yield Refused(failure.path, f"schema.{failure.keyword}", fields)

    def _length(self, failure: Failure) -> Iterator[Refused]:
        keyword, node = failure.keyword, failure.node
        if keyword == "maxLength" and "format" in node:
            return  # nothing of that length has the format, which says what was expected
        if keyword == "maxLength" and "pattern" in node:
            code = f"schema.pattern.{PATTERNS[node['pattern']]}"
            yield Refused(failure.path, code, {"value": shown(failure.value)})
        elif keyword == "maxProperties" and failure.expected == 1:
            yield from self._few_keys(failure)
        elif keyword == "minLength":
            yield Refused(failure.path, _LENGTHS[keyword])
        else:
            fields = {"limit": failure.expected, "count": len(failure.value)}
            yield Refused(failure.path, _LENGTHS[keyword], fields)

    def _few_keys(self, failure: Failure) -> Iterator[Refused]:
        single = failure.node.get("maxProperties") == 1
        code = "schema.exactly-one" if single else "schema.at-least-one"
        yield Refused(failure.path, code, {"expected": ", ".join(self._words.keys(failure.node))})

    def _twice(self, failure: Failure) -> Iterator[Refused]:
        for index, item in enumerate(failure.value):
            if item in failure.value[:index]:
                yield Refused((*failure.path, index), "schema.list-twice", {"value": shown(item)})

    def _pattern(self, failure: Failure) -> Iterator[Refused]:
        code = f"schema.pattern.{PATTERNS[failure.expected]}"
        yield Refused(failure.path, code, {"value": shown(failure.value)})

    def _format(self, failure: Failure) -> Iterator[Refused]:
        cause = failure.cause
        if isinstance(cause, QuantityError) and cause.code != "duration-unreadable":
            yield Refused(failure.path, cause.code, dict(cause.fields))
        else:
            yield Refused(failure.path, f"schema.format.{failure.expected}", {"value": shown(failure.value)})

    def _any_of(self, failure: Failure) -> Iterator[Refused]:
        """The faults inside the one branch that fits in kind, or that no branch does."""
        branches: dict[int, list[Failure]] = {}
        for inner in failure.inner:
            branches.setdefault(inner.branch, []).append(inner)
        fitting = [branch for branch in branches.values() if not any(_of_kind(failure, inner) for inner in branch)]
        if len(fitting) == 1:
            for inner in fitting[0]:
                yield from self.faults(inner)
        else:
            kind = self._words.notes(failure.node)["kind"]
            yield Refused(failure.path, f"schema.alternatives.{kind}", {"value": shown(failure.value)})


def _of_kind(outer: Failure, inner: Failure) -> bool:
    """Whether a branch fails already for what the value is."""
    return inner.path == outer.path and inner.keyword in {"type", "const"}


def shown(value: object) -> str:
    """A value as a document writes it; of a long one only a little more than a problem repeats.

    >>> shown({"value": [Decimal("5.0"), True]})
    '{value: [5.0, true]}'
    """
    text = ""
    for piece in _pieces(value):
        text += piece
        if len(text) > _SHOWN:
            break
    return text[: _SHOWN + 1]


def _pieces(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, int | Decimal):
        yield digits_of(value)
    elif isinstance(value, Mapping):
        for index, (key, item) in enumerate(value.items()):
            yield f"{', ' if index else '{'}{key}: "
            yield from _pieces(item)
        yield "}" if value else "{}"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield ", " if index else "["
            yield from _pieces(item)
        yield "]" if value else "[]"
    else:
        raise TypeError(f"{type(value).__name__} is no plain data")
