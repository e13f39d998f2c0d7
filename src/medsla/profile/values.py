"""The value of one term that stands in a file of another kind: checked and normalised like an SLA's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from medsla.catalogue import catalogue
from medsla.errors import InvalidSla, Place, Problem, UnknownAddress
from medsla.results import Plain
from medsla.sla import load_data


def checked_value(address: str, value: Any, place: Place) -> tuple[Mapping[str, Plain], tuple[Problem, ...]]:
    """The plain data of a term as an SLA holds it, or what is wrong with it, at the place where it stands.

    >>> value, problems = checked_value("recovery.rto", {"within": "4 hours"}, Place())
    >>> value, [problem.place.pointer for problem in problems]
    ({}, ['/within'])
    """
    try:
        term = catalogue().term(address)
    except UnknownAddress as error:
        return {}, tuple(replace(problem, place=place) for problem in error.problems)
    try:
        return load_data({"medsla": "1.0", "terms": {term.group: {term.key: value}}}).term(address), ()
    except InvalidSla as error:
        top = f"/terms/{term.group}/{term.key}"
        return {}, tuple(_moved(problem, top, place) for problem in error.problems)


def _moved(problem: Problem, top: str, place: Place) -> Problem:
    below = (problem.place.pointer or "").removeprefix(top)
    return replace(problem, place=replace(place, pointer=f"{place.pointer or ''}{below}"))
