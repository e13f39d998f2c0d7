"""Why a profile cannot be a yardstick: every problem at once, each with its place in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import Any

from medsla import resources
from medsla.catalogue import Term, catalogue
from medsla.errors import Place, Problem
from medsla.reading.documents import Document
from medsla.reading.values import pointer_step
from medsla.schema import check_document
from medsla.schema.validating import Validator

Raw = Mapping[str, Any]

_LONGEST_WORD = 60
_SUGGESTS = "medsla"
"""The only authority that suggests; every other one is cited for what it says."""
_OWN = "own"
"""Origin and authority of what the user's organisation has set."""


def shape_problems(document: Document, schema: str) -> tuple[Problem, ...]:
    """What breaks a shipped schema, in the order of the document."""
    found = []
    for failure in _validator(schema).failures(document.data):
        place = document.place("".join(pointer_step(step) for step in failure.path))
        expected = json.dumps(failure.expected, ensure_ascii=False, default=str)[:_LONGEST_WORD]
        found.append(Problem.of("profile.shape", place, rule=failure.keyword, expected=expected, schema=schema))
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: (problem.place.line or 0, str(problem.place))))


@cache
def _validator(schema: str) -> Validator:
    return Validator(json.loads(resources.read_text("schemas", schema)))


def item_problems(
    item: Raw, place: Place, authorities: Mapping[str, Any], grades: Mapping[str, Any]
) -> Iterator[Problem]:
    """What is wrong with one item, with everything it takes from elsewhere already in it."""
    if item["term"] not in catalogue().terms:
        yield _unknown_term(item["term"], place)
        return
    yield from value_problems(item, place)
    yield from _evidence_problems(item, place, authorities, grades)


def value_problems(item: Raw, place: Place) -> Iterator[Problem]:
    """What is wrong with the value of an item and with what it is silent about; the term is known."""
    term = catalogue().term(item["term"])
    yield from _facet_problems(term, item, place)
    yield from _value_problems(term, item, place)


def _unknown_term(address: str, place: Place) -> Problem:
    near = get_close_matches(address, list(catalogue().terms), n=1)
    if near:
        return Problem.of("unknown-address-near", place, address=address, nearest=near[0])
    return Problem.of("unknown-address", place, address=address)


def _facet_problems(term: Term, item: Raw, place: Place) -> Iterator[Problem]:
    stated, silent = set(item["value"]), set(item["silent"])
    facets = set(term.facets)
    if strange := (silent | stated) - facets - {"bound", "said"}:
        yield Problem.of("profile.facet-unknown", place, term=term.address, facets=_listed(strange))
    if both := stated & silent:
        yield Problem.of("profile.facet-twice", place, term=term.address, facets=_listed(both))
    if left := facets - stated - silent:
        yield Problem.of("profile.facet-open", place, term=term.address, facets=_listed(left))
    limits = {key for key, facet in term.facets.items() if facet.limits}
    if stated and (hidden := limits & silent):
        yield Problem.of("profile.limit-silent", place, term=term.address, facets=_listed(hidden))


def _value_problems(term: Term, item: Raw, place: Place) -> Iterator[Problem]:
    value, requirement = item["value"], item["requirement"]
    if requirement.endswith("_meet") and not set(term.principal) & set(value):
        yield Problem.of("profile.value-missing", place, term=term.address, requirement=requirement)
    if requirement.endswith("_state") and value:
        yield Problem.of("profile.value-surplus", place, term=term.address, requirement=requirement)
    top = f"/terms/{term.group}/{term.key}"
    data = {"medsla": "1.0", "terms": {term.group: {term.key: value}}}
    for problem in check_document(data):
        below = (problem.place.pointer or "").removeprefix(top)
        yield replace(problem, place=replace(place, pointer=f"{place.pointer}/value{below}"))


def _evidence_problems(
    item: Raw, place: Place, authorities: Mapping[str, Any], grades: Mapping[str, Any]
) -> Iterator[Problem]:
    term, stated = item["term"], set(item["value"])
    carried = {facet for evidence in item["evidence"] for facet in evidence["facets"]}
    if bare := stated - carried - {"bound", "said"}:
        yield Problem.of("profile.value-without-evidence", place, term=term, facets=_listed(bare))
    if astray := carried - stated:
        yield Problem.of("profile.evidence-astray", place, term=term, facets=_listed(astray))
    for evidence in item["evidence"]:
        yield from _one_evidence(term, evidence, place, authorities, grades)
    duties = (_is_duty(evidence, grades) for evidence in item["evidence"])
    if item["requirement"].startswith("must_") and not any(duties):
        yield Problem.of("profile.required-without-duty", place, term=term)


def _is_duty(evidence: Raw, grades: Mapping[str, Any]) -> bool:
    if evidence["origin"] == _OWN:
        return True
    grade = grades.get(evidence["grade"])
    return evidence["origin"] == "official" and grade is not None and grade.duty


def _one_evidence(
    term: str, evidence: Raw, place: Place, authorities: Mapping[str, Any], grades: Mapping[str, Any]
) -> Iterator[Problem]:
    if evidence["origin"] == _OWN and evidence["authority"] == _OWN:
        return  # what an organisation asks for itself needs nobody behind it
    authority = authorities.get(evidence["authority"])
    if authority is None:
        yield Problem.of("profile.authority-unknown", place, authority=evidence["authority"])
        return
    if evidence["grade"] not in grades:
        yield Problem.of("profile.grade-unknown", place, term=term, grade=evidence["grade"])
    suggests = evidence["origin"] == "suggestion"
    if suggests != (authority.id == _SUGGESTS) or suggests != ("reason" in evidence):
        yield Problem.of("profile.suggestion-unmarked", place, term=term)
    if suggests != (evidence["seen"] == "none") or (not suggests and authority.known == "recalled"):
        yield Problem.of("profile.unseen", place, term=term, authority=authority.id)


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(sorted(keys))
