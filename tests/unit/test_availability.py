"""Effective availability: what an uptime promise really permits, to the second."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from medsla.comparison import EffectiveAvailability, diff, effective_availability
from medsla.quantities.order import Order
from medsla.results import Verdict
from medsla.sla import Sla, load_data


def offer(uptime: dict[str, Any], **maintenance: Any) -> Sla:
    terms: dict[str, Any] = {"availability": {"uptime": uptime}}
    if maintenance:
        terms["maintenance"] = {"max_duration": maintenance}
    return load_data({"medsla": "1.0", "terms": terms})


def of(uptime: dict[str, Any], **maintenance: Any) -> EffectiveAvailability | None:
    whole = offer(uptime, **maintenance)
    return effective_availability(whole.term("availability.uptime"), whole)


HOUR = 3600


@pytest.mark.parametrize(
    ("uptime", "maintenance", "month", "year", "uncapped"),
    [
        ({"percent": Decimal("99.9"), "per": "P1M"}, {}, Fraction(2592), Fraction(31536), False),
        ({"percent": 99, "per": "P1M"}, {}, Fraction(25920), Fraction(315360), False),
        ({"percent": Decimal("99.2"), "per": "P1M"}, {}, Fraction(20736), Fraction(252288), False),
        # measured over a year, the whole year's allowance may fall into one month
        ({"percent": Decimal("99.9"), "per": "P1Y"}, {}, Fraction(31536), Fraction(31536), False),
        ({"percent": 90, "per": "P1Y"}, {}, Fraction(30 * 86400), Fraction(3153600), False),
        (
            {"percent": Decimal("99.9"), "per": "P1M", "exclusions": ["planned_maintenance"]},
            {"within": "PT20H", "per": "P1M"},
            Fraction(2592 + 20 * HOUR),
            Fraction(31536 + 240 * HOUR),
            False,
        ),
        (
            {"percent": Decimal("99.9"), "per": "P1M", "exclusions": ["planned_maintenance"]},
            {"within": "PT60H", "per": "P1Y"},
            Fraction(2592 + 5 * HOUR),
            Fraction(31536 + 60 * HOUR),
            False,
        ),
        (
            {"percent": Decimal("99.9"), "per": "P1M", "exclusions": ["planned_maintenance"]},
            {},
            Fraction(2592),
            Fraction(31536),
            True,
        ),
        # a cap that nothing excludes adds nothing
        (
            {"percent": Decimal("99.9"), "per": "P1M", "exclusions": []},
            {"within": "PT20H", "per": "P1M"},
            Fraction(2592),
            Fraction(31536),
            False,
        ),
    ],
)
def test_the_two_numbers_are_exact(
    uptime: dict[str, Any], maintenance: dict[str, Any], month: Fraction, year: Fraction, uncapped: bool
) -> None:
    found = of(uptime, **maintenance)
    assert found is not None
    assert (found.month, found.year, found.uncapped) == (month, year, uncapped)


@pytest.mark.parametrize("uptime", [{"percent": 99}, {"per": "P1M"}, {"percent": 99, "per": "P30D"}])
def test_without_percent_or_a_calendar_period_there_is_no_number(uptime: dict[str, Any]) -> None:
    assert effective_availability(uptime) is None


def test_less_downtime_with_more_exclusions_is_not_decided() -> None:
    strict = of({"percent": Decimal("99.95"), "per": "P1M", "exclusions": ["force_majeure"]})
    loose = of({"percent": Decimal("99.9"), "per": "P1M", "exclusions": []})
    assert strict is not None
    assert loose is not None
    assert strict.compare(loose) is Order.undecidable


def test_equal_unknowns_cancel() -> None:
    strict = of({"percent": Decimal("99.95"), "per": "P1M", "exclusions": ["planned_maintenance", "force_majeure"]})
    loose = of({"percent": Decimal("99.9"), "per": "P1M", "exclusions": ["planned_maintenance", "force_majeure"]})
    assert strict is not None
    assert loose is not None
    assert strict.compare(loose) is Order.less


def test_twenty_hours_of_excluded_maintenance_are_seen() -> None:
    mine = offer({"percent": Decimal("99.9"), "per": "P1M", "exclusions": []})
    theirs = offer(
        {"percent": Decimal("99.95"), "per": "P1M", "exclusions": ["planned_maintenance"]}, within="PT20H", per="P1M"
    )
    found = diff(mine, theirs).terms[0]
    assert (found.address, found.verdict, found.reason) == ("availability.uptime", Verdict.weaker, "availability")
    assert (found.facts["reference_month_seconds"], found.facts["proposal_month_seconds"]) == (2592, 1296 + 20 * HOUR)


def test_a_longer_period_beside_a_higher_percentage_is_settled_where_both_numbers_agree() -> None:
    mine = offer({"percent": Decimal("99.9"), "per": "P1Y"})
    theirs = offer({"percent": Decimal("99.89"), "per": "P1M"})
    found = diff(mine, theirs).terms[0]
    assert (found.verdict, found.reason) == (Verdict.mixed, "facets")
    theirs = offer({"percent": Decimal("99.99"), "per": "P2Y"})
    found = diff(mine, theirs).terms[0]
    assert (found.verdict, found.reason) == (Verdict.stronger, "availability")


def test_strength_of_promise_is_never_settled_by_numbers() -> None:
    mine = offer({"percent": Decimal("99.9"), "per": "P1M", "commitment": "guarantee"})
    theirs = offer({"percent": Decimal("99.95"), "per": "P1M", "commitment": "target"})
    assert diff(mine, theirs).terms[0].verdict is Verdict.mixed
