"""Two papers that state one thing in different kinds (“promptly” and 24 hours): every such pair has its sentence."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

import medsla
from medsla.catalogue import Facet, Term, catalogue
from medsla.explanation import explain
from medsla.results import TermJudgement
from medsla.sla import Sla, load_data

MANY = [term for term in catalogue() if len(term.principal) > 1]
SAMPLES: dict[str, Any] = {"duration": "PT24H", "text": "手順書による", "flag": True, "count": 3}


def sample(facet: Facet) -> Any:
    if facet.kind in ("token", "tokens"):
        first = next(iter(facet.tokens))
        return first if facet.kind == "token" else [first]
    return SAMPLES[facet.kind]


def stating(term: Term, facet: Facet) -> Sla:
    return load_data({"medsla": "1.0", "terms": {term.group: {term.key: {facet.key: sample(facet)}}}})


def compared(term: Term, one: str, other: str) -> TermJudgement:
    both = [stating(term, term.facets[key]) for key in (one, other)]
    return next(found for found in medsla.diff(*both) if found.address == term.address)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("term", MANY, ids=lambda term: term.address)
def test_values_of_different_kinds_are_put_into_words(term: Term, language: str) -> None:
    told = [explain(compared(term, *pair), language) for pair in permutations(term.principal, 2)]
    assert all(one.finding for one in told)


def test_a_number_instead_of_a_word_is_told_as_such() -> None:
    term = catalogue().term("breach.notice_to_institution")
    assert explain(compared(term, "promptness", "within"), "ja").finding == (
        "漏えい等の甲への通知は「24時間以内」とされ、比較元の文書の「直ちに」とは種類が異なるため比べられません。"
    )
