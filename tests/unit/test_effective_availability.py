"""What an SLA as a whole permits: the public call, with the document's cap and exclusions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import medsla


def sla(uptime: dict[str, Any], **groups: Any) -> medsla.Sla:
    terms = {"availability": {"uptime": uptime, **groups.pop("availability", {})}, **groups}
    return medsla.load_data({"medsla": "1.0", "terms": terms})


def test_the_worst_month_and_the_year_of_a_monthly_promise() -> None:
    found = medsla.effective_availability(sla({"percent": Decimal("99.9"), "per": "P1M"}))
    assert found is not None
    assert (found.month, found.year) == (Fraction(2592), Fraction(31536))


def test_a_yearly_promise_may_be_used_up_in_one_month() -> None:
    found = medsla.effective_availability(sla({"percent": Decimal("99.9"), "per": "P1Y"}))
    assert found is not None
    assert found.month == found.year == Fraction(31536)


def test_planned_stops_that_the_document_caps_are_added() -> None:
    found = medsla.effective_availability(
        sla(
            {"percent": Decimal("99.9"), "per": "P1M"},
            availability={"service_hours": {"windows": "always", "excluding": ["planned_maintenance"]}},
            maintenance={"max_duration": {"within": "PT4H", "per": "P1M"}},
        )
    )
    assert found is not None
    assert (found.month, found.uncapped) == (Fraction(2592 + 4 * 3600), False)


def test_planned_stops_without_a_cap_are_named() -> None:
    uptime = {"percent": Decimal("99.9"), "per": "P1M", "exclusions": ["planned_maintenance"]}
    found = medsla.effective_availability(sla(uptime))
    assert found is not None
    assert found.uncapped


def test_a_case_is_asked_for_by_its_key() -> None:
    plans = [{"when": {"plan": "basic"}, "percent": 99}, {"when": {"plan": "pro"}, "percent": Decimal("99.9")}]
    stated = sla({"per": "P1M", "cases": plans})
    months = [medsla.effective_availability(stated, case) for case in ("basic", "pro")]
    assert [found.month for found in months if found] == [25920, 2592]
    assert medsla.effective_availability(stated) is None


@pytest.mark.parametrize(
    "uptime",
    [{"percent": 99}, {"answer": "none"}, {"answer": "ambiguous", "candidates": [{"percent": 99}, {"percent": 98}]}],
    ids=["no period", "refused", "ambiguous"],
)
def test_what_is_not_stated_is_not_made_up(uptime: dict[str, Any]) -> None:
    assert medsla.effective_availability(sla(uptime)) is None
