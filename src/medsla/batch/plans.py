"""The base of a contract on a plan: of the values that differ by plan, those that hold for this one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from medsla.catalogue import Term, catalogue
from medsla.errors import InvalidSla, Place, Problem
from medsla.sla import Sla, load_data
from medsla.sla.plain import merged, thawed

PLAN: Final = "service.plan"
"""Where a row, or a base for all rows, says which plan a contract is on."""


def for_plan(base: Sla, plan: str) -> Sla:
    """The base for a contract on a plan: the plan's own case becomes the term's value, other plans go.

    Where the base has no values by plan, a plan is a name and changes nothing.

    Raises:
        InvalidSla: the plan has no value in a term in which other plans have one.

    >>> from medsla import load
    >>> for_plan(load("examples/p36-plans.yaml"), "starter")[
    ...     "availability.uptime.percent"
    ... ]
    Decimal('99.5')
    """
    document = base.document()
    problems = []
    for group, terms in document["terms"].items():
        for key, data in terms.items():
            plans = _plans(data)
            if not plans:
                continue
            term = catalogue().term(f"{group}.{key}")
            if plan in plans:
                terms[key] = _chosen(term, data, plan)
            else:
                fields = {"plan": plan, "known": ", ".join(plans), "term": term.address}
                problems.append(Problem.of("batch.plan-unknown", Place(address=PLAN), **fields))
    if problems:
        raise InvalidSla(problems)
    return load_data(document, base.file)


def _plans(data: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["when"]["plan"] for row in data.get("cases", ()) if "plan" in row["when"]))


def _chosen(term: Term, data: Mapping[str, Any], plan: str) -> dict[str, Any]:
    """The term with the plan's own values, and with the cases that are left when the plan is settled."""
    rows = [
        {**row, "when": {name: value for name, value in row["when"].items() if name != "plan"}}
        for row in data["cases"]
        if row["when"].get("plan", plan) == plan
    ]
    whole = next((row for row in rows if not row["when"]), None)
    others = [row for row in rows if row["when"]]
    found: dict[str, Any] = thawed(data if whole is None else merged(term, data, whole))
    found.pop("cases", None)
    return found | {"cases": others} if others else found
