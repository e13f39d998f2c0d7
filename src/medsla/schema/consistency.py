"""The schema against itself: its dialect, the shape of every term, and every name that an annotation drops.

A misspelt annotation would make the judgement silent about a facet. So nothing in the schema may be unknown.
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from medsla import resources
from medsla.errors import Place, Problem
from medsla.quantities.partial import PartialOrder
from medsla.quantities.refusal import QuantityError
from medsla.schema.explaining import PATTERNS, shown
from medsla.schema.problems import Path, pointer
from medsla.schema.validating import Failure, Validator
from medsla.schema.vocabulary import Vocabulary, read_vocabulary

Node = Mapping[str, Any]
Found = tuple[Path, str, str]
"""Where in the schema, which code, and the word that is wrong."""

_MOST_CRITICAL: Final = 12
_FILE: Final = "sla.schema.json"
_COMMON: Final = frozenset({"Qualifiers", "Term", "Case"})

# Keywords by what stands in them: nothing to walk into, one schema, a list of schemas, a map of schemas.
_PLAIN: Final = frozenset(
    {
        *("$schema", "$id", "$ref", "$comment", "title", "type", "const", "enum", "format", "pattern", "required"),
        *("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"),
        *("minProperties", "maxProperties", "x-medsla"),
    }
)
_ONE: Final = frozenset({"items", "additionalProperties", "unevaluatedProperties"})
_LIST: Final = frozenset({"allOf", "anyOf"})
_MAP: Final = frozenset({"properties", "$defs"})

# What the values of each kind of facet look like.
_SHAPES: Final[Mapping[str, Callable[[Node], bool]]] = {
    "percent": lambda node: node.get("type") == "number" and node.get("maximum") == 100,
    "duration": lambda node: node.get("format") == "duration",
    "windows": lambda node: "anyOf" in node,
    "countries": lambda node: node.get("type") == "array" and "pattern" in node["items"],
    "tokens": lambda node: node.get("type") == "array" and "enum" in node["items"],
    "token": lambda node: node.get("type") == "string" and "enum" in node,
    "flag": lambda node: node.get("type") == "boolean",
    "count": lambda node: node.get("type") == "integer",
    "ladder": lambda node: node.get("type") == "array" and node["items"].get("$ref") == "#/$defs/Step",
    "text": lambda node: node.get("type") == "string" and "enum" not in node and "format" not in node,
}


def check_schema(schema: Node | None = None, dialect: Node | None = None) -> tuple[Problem, ...]:
    """Why a schema cannot be a catalogue; empty when it can. Without arguments: the one that ships.

    >>> check_schema()
    ()
    """
    schema = schema if schema is not None else _shipped(_FILE)
    dialect = dialect if dialect is not None else _shipped("dialect.schema.json")
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return (_problem((tuple(error.absolute_path), "schema.source.invalid", str(error.validator))),)
    found = [*_keywords(schema, ()), *_annotations(schema, dialect)]
    if not found:  # what follows relies on annotations that are whole
        found = list(_terms(read_vocabulary(schema)))
    return tuple(_problem(each) for each in found)


def _shipped(name: str) -> Node:
    schema: Node = json.loads(resources.read_text("schemas", name), parse_float=Decimal)
    return schema


def _problem(found: Found) -> Problem:
    path, code, word = found
    return Problem.of(code, Place(_FILE, pointer=pointer(path)), word=word)


def _nodes(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """Every schema in a schema, with its path."""
    yield path, node
    for key, value in node.items():
        if key in _ONE and isinstance(value, Mapping):
            yield from _nodes(value, (*path, key))
        elif key in _LIST:
            for index, part in enumerate(value):
                yield from _nodes(part, (*path, key, index))
        elif key in _MAP:
            for name, part in value.items():
                yield from _nodes(part, (*path, key, name))


def _keywords(schema: Node, start: Path) -> Iterator[Found]:
    for path, node in _nodes(schema, start):
        for key in node.keys() - _PLAIN - _ONE - _LIST - _MAP:
            yield (*path, key), "schema.source.keyword", key
        bounded = "enum" in node or "const" in node or "maxLength" in node
        if node.get("type") == "string" and not bounded:
            yield path, "schema.source.unbounded", "maxLength"
        if node.get("type") == "array" and "items" in node and not ("maxItems" in node or "enum" in node["items"]):
            yield path, "schema.source.unbounded", "maxItems"
        if "pattern" in node and node["pattern"] not in PATTERNS:
            yield path, "schema.source.pattern", node["pattern"]
        if "properties" in node and not _closed(node, path):
            yield path, "schema.source.open", "additionalProperties"


def _closed(node: Node, path: Path) -> bool:
    """Whether unknown keys are refused here, or by every term that is made of this part."""
    part = len(path) == 2 and path[0] == "$defs" and (path[1] in _COMMON or "." in str(path[1]))
    return part or "additionalProperties" in node or "unevaluatedProperties" in node


def _annotations(schema: Node, dialect: Node) -> Iterator[Found]:
    known = Validator(dialect)
    for path, node in _nodes(schema, ()):
        for failure in known.failures(node["x-medsla"]) if "x-medsla" in node else ():
            yield (*path, "x-medsla"), "schema.source.annotation", _reason(failure)


def _reason(failure: Failure) -> str:
    """The word that is wrong, seen from the kind of annotation that fits best."""
    branches: dict[int, list[Failure]] = {}
    for inner in failure.inner:
        branches.setdefault(inner.branch, []).append(inner)
    if branches:
        return _reason(min(branches.values(), key=len)[0])
    if failure.keyword == "required":
        return ", ".join(key for key in failure.expected if key not in failure.value)
    if failure.keyword == "additionalProperties":
        return ", ".join(key for key in failure.value if key not in failure.node["properties"])
    return shown(failure.value)


def _terms(words: Vocabulary) -> Iterator[Found]:
    for key, node in words.schema["$defs"]["Qualifiers"]["properties"].items():
        if "kind" in words.notes(node):
            yield from _facet(words, key, node, ("$defs", "Qualifiers", "properties", key), "Qualifiers")
    critical = []
    groups = words.schema["properties"]["terms"]["properties"]
    for group, block in groups.items():
        yield from _names(group, ("properties", "terms", "properties", group))
        for key, node in block["properties"].items():
            path = ("properties", "terms", "properties", group, "properties", key)
            yield from _names(key, path)
            if node != _pattern(node, f"{group}.{key}"):
                yield path, "schema.source.term", f"{group}.{key}"
                continue
            critical += [f"{group}.{key}"] if node["x-medsla"].get("weight") == "critical" else []
            yield from _term(words, f"{group}.{key}")
    if len(critical) > _MOST_CRITICAL:
        yield ("properties", "terms"), "schema.source.critical", ", ".join(critical)
    for address in words.schema["$defs"]:
        if "." in address and address not in words.terms:
            yield ("$defs", address), "schema.source.orphan", address


def _pattern(node: Node, address: str) -> Node:
    """What every term looks like."""
    facets = {"$ref": f"#/$defs/{address}"}
    rows = {
        name: {"items": {"allOf": [{"$ref": f"#/$defs/{part}"}, facets], "unevaluatedProperties": False}}
        for name, part in (("candidates", "Qualifiers"), ("cases", "Case"))
    }
    return {
        "x-medsla": node.get("x-medsla"),
        "allOf": [{"$ref": "#/$defs/Term"}, facets],
        "properties": rows,
        "unevaluatedProperties": False,
    }


def _names(key: str, path: Path) -> Iterator[Found]:
    if keyword.iskeyword(key) or keyword.issoftkeyword(key) or not key.isidentifier():
        yield path, "schema.source.python-word", key


def _term(words: Vocabulary, address: str) -> Iterator[Found]:
    facets = words.schema["$defs"][address]["properties"]
    path = ("$defs", address, "properties")
    if not any(shape.principal for shape in words.terms[address].values()):
        yield path, "schema.source.principal", address
    for key, node in facets.items():
        yield from _facet(words, key, node, (*path, key), address)


def _facet(words: Vocabulary, key: str, node: Node, path: Path, owner: str) -> Iterator[Found]:
    yield from _names(key, path)
    notes = words.notes(node)
    missing = {"kind", "label", "better", "phrase"} - notes.keys()
    if missing:
        yield path, "schema.source.incomplete", ", ".join(sorted(missing))
        return
    for code, word in _named(words, notes, node, owner):
        yield path, code, word


def _named(words: Vocabulary, notes: Node, node: Node, owner: str) -> Iterator[tuple[str, str]]:
    """Every name that an annotation uses must exist, and its kind must be the kind of its values."""
    value = words.resolve(node["$ref"]) if "$ref" in node else node
    if not _SHAPES[notes["kind"]](value):
        yield "schema.source.kind", notes["kind"]
        return
    tokens = set(notes.get("tokens", {}))
    if notes["kind"] in {"token", "tokens"}:
        allowed = set(value["items"]["enum"] if notes["kind"] == "tokens" else value["enum"])
        if tokens != allowed:
            yield "schema.source.tokens", ", ".join(sorted(tokens ^ allowed))
    named = {name for pair in (*notes.get("order", ()), *notes.get("ties", ())) for name in pair}
    for name in sorted((named | set(notes.get("resolves", {}))) - tokens):
        yield "schema.source.token", name
    try:
        PartialOrder(notes.get("order", ()), notes.get("ties", ()))
    except QuantityError as error:
        yield "schema.source.order", str(dict(error.fields).get("text"))
    for target in notes.get("resolves", {}).values():
        term, _, facet = target.rpartition(".")
        if facet not in words.terms.get(term, ()):
            yield "schema.source.address", target
    facets = words.keys({"$ref": f"#/$defs/{owner}"})
    for key, wanted in notes.get("ranked_when", {}).items():
        allowed = words.notes(facets[key]).get("tokens", {}) if key in facets else {}
        for name in sorted(set(wanted) - set(allowed)):
            yield "schema.source.token", name
    other = notes.get("alternatives_of")
    if other is not None and other not in facets:
        yield "schema.source.address", other
