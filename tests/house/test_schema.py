"""The schema that ships: whole, bounded, in two languages, and the same to everything that reads it."""

from __future__ import annotations

import ast
import json
import keyword
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

import pytest

from medsla import messages, resources
from medsla.catalogue import DIMENSIONS, catalogue
from medsla.quantities import refusal
from medsla.quantities.duration import Duration
from medsla.quantities.windows import Windows
from medsla.reading.documents import read_document
from medsla.schema import check_schema, explaining
from medsla.schema.validating import whole
from medsla.schema.vocabulary import folded, vocabulary
from medsla.sla import load_data

SCHEMA_PACKAGE = Path(explaining.__file__).parent

SENTENCES = messages.keys()

# Keys inside a value that are words of Python: they are no part of an address.
PYTHON_WORDS = {"from", "class"}


def nodes(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


def codes() -> set[str]:
    """Every message key that the schema package writes out."""
    return {
        node.value
        for file in SCHEMA_PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("schema.")
        if not node.value.endswith(".")  # the beginning of a key that is completed at run time
    }


def test_the_schema_follows_its_own_dialect() -> None:
    assert check_schema() == ()


def test_the_schema_reads_the_same_as_a_document_does() -> None:
    read = read_document(resources.read_bytes("schemas", "sla.schema.json"), name="sla.schema.json").data
    assert read == vocabulary().schema
    numbers = [value for node in nodes(read) for value in node.values() if isinstance(value, int | Decimal | float)]
    assert not [number for number in numbers if isinstance(number, float)]


def test_the_terms_are_enough_and_few_of_them_critical() -> None:
    weights = Counter(term.weight for term in catalogue())
    assert weights.total() >= 20
    assert 0 < weights["critical"] <= 12


def test_the_checks_and_the_catalogue_know_the_same_terms_and_facets() -> None:
    known = {
        address: {key: (shape.kind, shape.principal) for key, shape in facets.items()}
        for address, facets in vocabulary().terms.items()
    }
    assert known == {
        term.address: {key: (facet.kind, facet.principal) for key, facet in term.facets.items()} for term in catalogue()
    }
    assert vocabulary().dimensions == DIMENSIONS


def test_no_part_of_an_address_is_a_word_of_python() -> None:
    parts = {part for term in catalogue() for part in (*term.address.split("."), *term.facets)}
    assert {part for part in parts if keyword.iskeyword(part) or keyword.issoftkeyword(part)} == set()


def test_only_these_keys_inside_a_value_are_words_of_python() -> None:
    keys = {key for node in nodes(vocabulary().schema) for key in node.get("properties", {})}
    assert {key for key in keys if keyword.iskeyword(key) or keyword.issoftkeyword(key)} == PYTHON_WORDS


def test_no_alias_names_two_terms() -> None:
    names: dict[str, set[str]] = {}
    for term in catalogue():
        for words in term.aliases.values():
            for word in words:
                names.setdefault(folded(word), set()).add(term.address)
    assert {name: found for name, found in names.items() if len(found) > 1} == {}


def test_every_fault_that_the_schema_package_names_has_its_sentence() -> None:
    assert len(codes()) > 40
    assert codes() - SENTENCES == set()


def test_every_sentence_about_a_document_is_used() -> None:
    built = {
        *(f"schema.type.{name}" for name in explaining._TYPES.values()),
        *(f"schema.pattern.{name}" for name in explaining.PATTERNS.values()),
        *(f"schema.format.{node['format']}" for node in nodes(vocabulary().schema) if "format" in node),
        *(f"schema.{bound}" for bound in ("minimum", "maximum")),
        *(
            f"schema.alternatives.{node['x-medsla']['kind']}"
            for node in vocabulary().schema["$defs"].values()
            if "anyOf" in node
        ),
        "schema.type.number-or-text",
    }
    told = frozenset(key for key in SENTENCES if key.startswith("schema."))
    assert told == codes() | built


def test_every_refusal_of_a_quantity_has_its_sentence() -> None:
    missing = {code for code in refusal.codes if f"problem.{code}" not in SENTENCES}
    assert missing == set()


@pytest.mark.parametrize("pattern", sorted(explaining.PATTERNS))
@pytest.mark.parametrize("text", ["a", "A", "1", "_", "1/1", "a!", "\n", "aA1_/"])
def test_no_pattern_is_slow_on_any_text(pattern: str, text: str) -> None:
    started = time.process_time()
    whole(pattern).fullmatch(text * 10_000 + "!")
    assert time.process_time() - started < 0.05


def test_the_model_needs_no_cast() -> None:
    document = {
        "availability": {"uptime": {"percent": Decimal("99.90"), "exclusions": ["force_majeure"]}},
        "recovery": {"rto": {"within": "PT4H"}},
        "monitoring": {"coverage": {"windows": "always"}},
        "capacity": {"concurrent_users": {"count": 20}},
        "exit": {"data_return": {"provided": True}},
    }
    terms = load_data({"medsla": "1.0", "terms": document}).terms
    uptime, rto = terms.availability.uptime, terms.recovery.rto
    coverage, users, returned = terms.monitoring.coverage, terms.capacity.concurrent_users, terms.exit.data_return
    assert uptime is not None
    assert rto is not None
    assert coverage is not None
    assert users is not None
    assert returned is not None
    assert assert_type(uptime.percent, Decimal | None) == Decimal("99.9")
    assert assert_type(rto.within, Duration | None) == Duration.parse("PT240M")
    assert assert_type(coverage.windows, Windows | None) == Windows.parse("always")
    assert assert_type(users.count, int | None) == 20
    assert assert_type(returned.provided, bool | None) is True
    assert uptime.exclusions == ("force_majeure",)


def test_the_schema_is_text_that_people_edit() -> None:
    text = resources.read_text("schemas", "sla.schema.json")
    assert json.loads(text)["$id"].endswith("sla.schema.json")
    assert "\\u" not in text
    assert max(map(len, text.splitlines())) <= 400
