"""Laws of documents: what is written is read back, what is equal has one digest, nothing shared can change."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.strategies import documents, refused, stated, term_data

from medsla import model
from medsla.catalogue import Term, catalogue
from medsla.quantities.duration import Duration
from medsla.reading.writing import canonical_json, dump_json, dump_yaml
from medsla.schema import check_document
from medsla.sla import Sla, load, load_data, validate
from medsla.sla.structuring import structured, unstructured


def exact(value: Any) -> Any:
    """The data with each number told from a text, and 99.90 from 99.9."""
    if isinstance(value, Mapping):
        return {key: exact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [exact(item) for item in value]
    return (type(value).__name__, str(value))


def everything_is_read_only(value: Any) -> bool:
    if isinstance(value, MappingProxyType):
        return all(everything_is_read_only(item) for item in value.values())
    if isinstance(value, tuple):
        return all(everything_is_read_only(item) for item in value)
    return isinstance(value, str | bool | int | Decimal)


@given(documents())
def test_what_the_strategies_build_is_valid(document: dict[str, Any]) -> None:
    assert check_document(document) == ()


@pytest.mark.parametrize("term", tuple(catalogue()), ids=lambda term: term.address)
def test_every_term_takes_all_that_its_facets_can_say(term: Term) -> None:
    @settings(max_examples=5)
    @given(term_data(term))
    def holds(data: dict[str, Any]) -> None:
        sla = load_data({"medsla": "1.0", "terms": {term.group: {term.key: data}}})
        assert sla.stated == (term.address,)
        assert getattr(getattr(sla.terms, term.group), term.key) is not None

    holds()


@given(documents())
def test_a_document_is_read_back_as_it_was_written(document: dict[str, Any]) -> None:
    sla = load_data(document)
    for text in (sla.to_json(), sla.to_yaml()):
        again = load(text.encode("utf-8"))
        assert again == sla
        assert exact(again.document()) == exact(sla.document())


@given(documents())
def test_every_part_of_a_document_is_read_only(document: dict[str, Any]) -> None:
    sla = load_data(document)
    assert everything_is_read_only(sla.data)
    assert everything_is_read_only(sla.origin)
    assert everything_is_read_only(sla.unmapped)


@given(documents(max_terms=2))
def test_a_pickled_document_is_equal_and_writes_the_same(document: dict[str, Any]) -> None:
    sla = load(dump_yaml(document).encode("utf-8"))
    again = pickle.loads(pickle.dumps(sla))  # noqa: S301 - our own bytes
    assert (again, hash(again), again.to_yaml()) == (sla, hash(sla), sla.to_yaml())


@given(documents())
def test_typed_terms_and_plain_data_say_the_same(document: dict[str, Any]) -> None:
    sla = load_data(document)
    plain = unstructured(sla.terms)
    assert structured(model.Terms, plain) == sla.terms  # type: ignore[arg-type]
    assert load_data(document | {"terms": plain}) == sla


@given(st.sampled_from(tuple(catalogue())).flatmap(lambda term: st.tuples(st.just(term), refused(term))))
def test_every_way_to_refuse_a_term_is_the_answer_none(both: tuple[Term, dict[str, Any]]) -> None:
    term, data = both
    sla = load_data({"medsla": "1.0", "terms": {term.group: {term.key: data}}})
    assert sla.term(term.address) == {"answer": "none"}


@given(documents(min_terms=1), st.randoms(use_true_random=False))
def test_order_of_keys_lists_and_spelling_change_nothing_of_a_digest(document: dict[str, Any], random: Any) -> None:
    def shuffled(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            items = list(value.items())
            random.shuffle(items)
            return {name: shuffled(item, name) for name, item in items}
        if isinstance(value, list):
            rows = [shuffled(item) for item in value]
            if key != "unmapped":
                random.shuffle(rows)
            return rows
        if isinstance(value, Decimal):
            return value.quantize(Decimal("0.0000001"))
        return value

    assert load_data(shuffled(document)).digest == load_data(document).digest


@given(documents(min_terms=1))
def test_origin_and_unmapped_are_no_part_of_a_digest(document: dict[str, Any]) -> None:
    bare = {key: value for key, value in document.items() if key not in {"origin", "unmapped", "catalogue"}}
    assert load_data(document) == load_data(bare)


@given(st.sampled_from(tuple(catalogue())).flatmap(lambda term: st.tuples(st.just(term), stated(term))))
def test_a_value_that_is_replaced_is_found_at_its_address(both: tuple[Term, dict[str, Any]]) -> None:
    term, data = both
    sla = load_data({"medsla": "1.0", "terms": {}})
    for key, value in data.items():
        if key in term.facets:
            sla = sla.replace(f"{term.address}.{key}", value)
            assert exact(sla[f"{term.address}.{key}"]) == exact(value)
    assert sla.without(term.address) == load_data({"medsla": "1.0", "terms": {}})


@given(documents(min_terms=1), st.data())
def test_a_broken_value_is_refused_at_its_place(document: dict[str, Any], data: st.DataObject) -> None:
    def paths(node: Any, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        below = (
            list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
        )
        return [path, *(found for key, item in below for found in paths(item, (*path, key)))]

    *way, last = data.draw(st.sampled_from(paths(document, ())[1:]))
    node = document
    for step in way:
        node = node[step]
    node[last] = None
    codes = {problem.place.pointer: problem.code for problem in validate(document)}
    pointer = "".join(f"/{step}" for step in (*way, last))
    assert codes[pointer] == "schema.plain.none"


KEYS = sorted(
    {key for term in catalogue() for key in (term.group, term.key, *term.facets)} | {"terms", "cases", "when"}
)
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(), st.sampled_from(KEYS)),
    lambda below: st.one_of(st.lists(below), st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text()), below)),
    max_leaves=20,
)


@given(documents(min_terms=1), ANYTHING, st.data())
def test_anything_at_any_place_is_answered_with_problems(
    document: dict[str, Any], thing: Any, data: st.DataObject
) -> None:
    node: Any = document
    while isinstance(node, dict | list) and node:
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.booleans()):
            node[key] = thing
            break
        node = node[key]
    for problem in validate(document):
        assert len(problem.sentence("ja")) <= 500
        assert problem.code not in problem.sentence("en")


@given(documents())
def test_the_json_and_the_yaml_of_a_document_are_the_same_data(document: dict[str, Any]) -> None:
    first = load(dump_json(document).encode("utf-8"), name="a.json")
    second = load(dump_yaml(document).encode("utf-8"), name="a.yaml")
    assert isinstance(first, Sla)
    assert canonical_json(first.data) == canonical_json(second.data)


def test_a_duration_of_the_model_keeps_its_text() -> None:
    sla = load_data({"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT240M"}}}})
    assert sla.replace("recovery.rto.within", Duration.parse("PT4H")).get("recovery.rto.within") == "PT4H"
    assert sla == sla.replace("recovery.rto.within", Duration.parse("PT4H"))
