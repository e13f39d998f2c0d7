"""Every facet with a direction has a weaker and a stronger example, and they change places when the sides do."""

from __future__ import annotations

from typing import Any

import pytest

from medsla.catalogue import Facet, Term, catalogue
from medsla.comparison import diff
from medsla.results import FacetJudgement, Verdict
from medsla.sla import load_data

UNDIRECTED = ("unranked", "equal")
"""Facets that are only the same or different; without a direction there is nothing to mirror."""

WORD_ONLY = "text"


def directed() -> list[tuple[Term, Facet]]:
    return [
        (term, facet)
        for term in catalogue()
        for facet in term.facets.values()
        if facet.better not in UNDIRECTED and facet.kind != WORD_ONLY and steps(facet)
    ]


def steps(facet: Facet) -> tuple[Any, Any] | None:
    """A worse and a better value of a facet; None where its values stand in no order (some starting points)."""
    by_kind = {
        "percent": (99, 100),
        "count": (3, 4),
        "duration": ("PT4H", "PT5H"),
        "windows": ([{"from": "09:00", "to": "12:00"}], "always"),
        "countries": (["JP"], ["JP", "SG"]),
        "flag": (False, True),
        "ladder": (
            [{"below": 99, "credit": {"percent": 1}}],
            [{"below": 99, "credit": {"percent": 2}}],
        ),
    }
    if facet.kind == "token":
        return (facet.order[0][1], facet.order[0][0]) if facet.order else None
    if facet.kind == "tokens":
        first, second = list(facet.tokens)[:2]
        low, high = [first], [first, second]
    else:
        low, high = by_kind[facet.kind]
    more_is_better = facet.better in ("higher", "superset", "covers", "true")
    return (low, high) if more_is_better else (high, low)


def judged(term: Term, facet: Facet, reference: Any, proposal: Any) -> FacetJudgement:
    """The judgement on one facet, beside whatever else the term needs to be stated at all."""
    sides = []
    for value in (reference, proposal):
        data = beside(term, facet) | {facet.key: value}
        sides.append(load_data({"medsla": "1.0", "terms": {term.group: {term.key: data}}}))
    address = f"{term.address}.{facet.key}"
    # A period beside a count is judged as part of the rate that the two make.
    rate = f"{term.address}.count" if facet.key == "per" and "count" in beside(term, facet) else address
    found = [f for f in diff(*sides).terms[0].facets if f.address == rate]
    assert len(found) == 1
    return found[0]


def beside(term: Term, facet: Facet) -> dict[str, Any]:
    data: dict[str, Any] = {key: allowed[0] for key, allowed in facet.ranked_when.items()}
    if not facet.principal:
        key = term.principal[0]
        data[key] = sample(term.facets[key])
    return data


def sample(facet: Facet) -> Any:
    if facet.kind == "text":
        return "本書"
    if facet.kind == "token":
        return next(iter(facet.tokens))
    if facet.kind == "tokens":
        return [next(iter(facet.tokens))]
    found = steps(facet) or ("PT4H", "PT4H")
    return found[1]


DIRECTED = directed()


def test_most_of_the_catalogue_has_a_direction() -> None:
    assert len(DIRECTED) > 300


@pytest.mark.parametrize(("term", "facet"), [pytest.param(t, f, id=f"{t.address}.{f.key}") for t, f in DIRECTED])
def test_a_weaker_and_a_stronger_example_change_places(term: Term, facet: Facet) -> None:
    found = steps(facet)
    assert found is not None
    worse, better = found
    if facet.kind == "flag" and facet.principal:
        there = diff(*(load_data(one(term, facet, value)) for value in (better, worse))).terms[0].verdict
        back = diff(*(load_data(one(term, facet, value)) for value in (worse, better))).terms[0].verdict
    else:
        there, back = judged(term, facet, better, worse).verdict, judged(term, facet, worse, better).verdict
    assert (there, back) == (Verdict.weaker, Verdict.stronger)


def one(term: Term, facet: Facet, value: Any) -> dict[str, Any]:
    return {"medsla": "1.0", "terms": {term.group: {term.key: {facet.key: value}}}}
