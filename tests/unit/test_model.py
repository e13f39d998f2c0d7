from __future__ import annotations

import dataclasses
import typing
from decimal import Decimal
from types import NoneType
from typing import Any, Literal

import pytest

from medsla import model
from medsla.catalogue import Facet, Term, catalogue
from medsla.quantities.duration import Duration
from medsla.quantities.ladder import Ladder
from medsla.quantities.windows import Windows
from medsla.sla.structuring import structured, unstructured


def hint(kind: Any, name: str) -> Any:
    """The type of a field that is not None."""
    found = typing.get_type_hints(kind)[name]
    (stated,) = [part for part in typing.get_args(found) if part is not NoneType] or [found]
    return stated


def term_class(term: Term) -> Any:
    return hint(hint(model.Terms, term.group), term.key)


def expected(facet: Facet) -> Any:
    if facet.kind in {"token", "tokens"}:
        token: Any = Literal[tuple(facet.tokens)]
        return tuple[token, ...] if facet.kind == "tokens" else token
    return {
        "percent": Decimal,
        "duration": Duration,
        "windows": Windows,
        "countries": tuple[str, ...],
        "flag": bool,
        "count": int,
        "ladder": Ladder,
        "text": str,
    }[facet.kind]


@pytest.mark.parametrize("term", tuple(catalogue()), ids=lambda term: term.address)
def test_every_facet_of_a_term_is_a_typed_field(term: Term) -> None:
    kind = term_class(term)
    for facet in term.facets.values():
        assert hint(kind, facet.key) == expected(facet)
    beside = {"answer", "said", "bound", "actual", "candidates", "cases"}
    assert {field.name for field in dataclasses.fields(kind)} == set(term.facets) | beside


@pytest.mark.parametrize("term", tuple(catalogue()), ids=lambda term: term.address)
def test_cases_and_candidates_have_the_facets_of_their_term(term: Term) -> None:
    kind = term_class(term)
    (case, _), (candidate, _) = (typing.get_args(hint(kind, name)) for name in ("cases", "candidates"))
    shared = {field.name for field in dataclasses.fields(kind)} - {"candidates", "cases"}
    assert {field.name for field in dataclasses.fields(candidate)} == shared
    assert {field.name for field in dataclasses.fields(case)} == shared | {"when"}


def test_groups_are_always_there_and_terms_are_not() -> None:
    terms = model.Terms()
    assert [getattr(terms, group.key) is None for group in catalogue().groups] == [False] * len(catalogue().groups)
    assert {getattr(getattr(terms, term.group), term.key) for term in catalogue()} == {None}


def test_a_value_of_the_model_cannot_be_changed_and_is_small() -> None:
    rto = model.RecoveryRto(within=Duration.parse("PT4H"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        rto.within = None  # type: ignore[misc]
    assert not hasattr(rto, "__dict__")
    assert hash(rto) == hash(model.RecoveryRto(within=Duration.parse("PT240M")))


def test_the_dimension_class_is_a_field_that_python_allows() -> None:
    data = {"cases": [{"when": {"class": "a"}, "lead": "P7D"}]}
    notice = structured(model.ChangeUpgradeNotice, data)
    assert notice.cases is not None
    assert notice.cases[0].when == model.When(class_="a")
    assert unstructured(notice) == data


@pytest.mark.parametrize(
    "window",
    [
        {"days": ["mon"], "from": "00:00", "to": "24:00"},
        {"days": ["mon", "fri"], "from": "22:00", "to": "05:00"},
        {"days": ["sun"], "from": "00:00", "to": "05:00", "nth": 4, "of": "week"},
        {"from": "18:00"},
        {"days": ["mon"], "from": "08:00", "longest": "PT1800M"},
        {"from": "08:00", "to": "08:00", "holidays": "excluded"},
        {"from": "01:00", "to": "05:00", "every": "month", "longest": "PT60M"},
        {"from": "01:00", "to": "05:00", "nth": "last"},
    ],
)
def test_hours_are_written_as_they_were_read(window: dict[str, Any]) -> None:
    assert unstructured(Windows.parse([window])) == [window]


def test_hours_that_never_end_are_always() -> None:
    assert unstructured(Windows.parse([{"from": "00:00", "to": "12:00"}, {"from": "12:00", "to": "24:00"}])) == "always"


@pytest.mark.parametrize(
    "credit",
    [
        {"percent": Decimal("2.5")},
        {"fraction": "1/30"},
        {"fee_days": Decimal(3)},
        {"amount": {"value": Decimal(5000), "currency": "JPY"}},
    ],
)
def test_credits_are_written_as_they_were_read(credit: dict[str, Any]) -> None:
    steps = [{"below": Decimal("99.5"), "credit": credit}]
    assert unstructured(Ladder.parse(steps)) == steps


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError):
        unstructured(object())
