"""Effective availability: the worst single month and the year that an uptime promise really permits.

Percent, period, excluded maintenance and its cap become two exact numbers of seconds. What cannot be turned into
numbers (uncapped maintenance, other exclusions, the shortest outage counted) is compared beside them and cancels
where it is equal on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medsla.quantities.duration import Duration
from medsla.quantities.order import Order, order_of, product
from medsla.quantities.percent import allowed_downtime
from medsla.quantities.sets import compare_sets
from medsla.results import EMPTY, FacetJudgement, Fact, Verdict
from medsla.sla import Sla

Data = Mapping[str, Any]

UPTIME = "availability.uptime"
DAY = 86_400
MONTH_DAYS = 30
"""The month that sentences name; both sides are measured on the same one, so the verdict does not depend on it."""
YEAR_DAYS = 365
_MONTHS = 12

_PLANNED = "planned_maintenance"
_NUMERIC = ("percent", "per", "exclusions", "minimum_outage", "permitted_downtime")


@dataclass(frozen=True, slots=True)
class EffectiveAvailability:
    """Seconds of stop permitted: in the worst single month of 30 days and in a year of 365.

    `month` and `year` hold the planned stops where these are excluded and capped; `uncapped` says that they are
    excluded without a cap. `others` are the further exclusions, `ignored` the shortest outage counted.
    """

    month: Fraction
    year: Fraction
    uncapped: bool = False
    others: frozenset[str] = frozenset()
    ignored: Duration | None = None

    def compare(self, other: EffectiveAvailability) -> Order:
        """Less means that less stop is permitted, in every respect that differs."""
        ignored = Order.equal
        if self.ignored != other.ignored:
            ignored = self.ignored.compare(other.ignored) if self.ignored and other.ignored else Order.undecidable
        numbers = [order_of(self.month, other.month), order_of(self.year, other.year)]
        if self.uncapped != other.uncapped:
            numbers = [Order.greater if self.uncapped else Order.less]
        return product(*numbers, compare_sets(self.others, other.others), ignored)


def effective_availability(term: Data, whole: Sla | None = None) -> EffectiveAvailability | None:
    """The effective availability of an uptime term; None where percent or period is not stated or not a month or year.

    Args:
        term: plain data of `availability.uptime`, or of one of its cases.
        whole: the document, for the cap on planned downtime and the exclusions of the service hours.

    >>> effective_availability({"percent": Decimal("99.9"), "per": "P1M"}).month
    Fraction(2592, 1)
    """
    if "percent" not in term or "per" not in term:
        return None
    months = Duration.parse(str(term["per"])).months
    if not months:
        return None
    share = allowed_downtime(Decimal(term["percent"]), 1)
    month_seconds, year_seconds = Fraction(MONTH_DAYS * DAY), Fraction(YEAR_DAYS * DAY)
    period = month_seconds if months == 1 else year_seconds * months / _MONTHS
    month, year = min(share * period, month_seconds), share * year_seconds
    excluded = set(term.get("exclusions", ())) | _hours_excluding(whole)
    planned = _planned_cap(whole) if _PLANNED in excluded else Fraction(0)
    return EffectiveAvailability(
        month=month + (planned or 0),
        year=year + _MONTHS * (planned or 0),
        uncapped=planned is None,
        others=frozenset(excluded - {_PLANNED}),
        ignored=Duration.parse(str(term["minimum_outage"])) if "minimum_outage" in term else None,
    )


def availability_of(sla: Sla, case: str = "") -> EffectiveAvailability | None:
    """The effective availability that a document promises; None where percent or period is not stated.

    Args:
        sla: the document, whose cap on planned stops and exclusions of service hours count.
        case: the key of a case, such as a plan; needed where the uptime is stated by cases alone.

    >>> from medsla.sla import load_data
    >>> uptime = {"percent": Decimal("99.9"), "per": "P1M"}
    >>> sla = load_data(
    ...     {"medsla": "1.0", "terms": {"availability": {"uptime": uptime}}}
    ... )
    >>> availability_of(sla).month
    Fraction(2592, 1)
    """
    data = sla.cases(UPTIME).get(case, {}) if case else sla.term(UPTIME)
    return None if data.get("answer") else effective_availability(data, sla)


def _hours_excluding(whole: Sla | None) -> set[str]:
    return set(whole.get("availability.service_hours.excluding", ())) if whole is not None else set()


def _planned_cap(whole: Sla | None) -> Fraction | None:
    """Seconds of planned stop a month; None where nothing caps it."""
    cap = whole.term("maintenance.max_duration") if whole is not None else {}
    if "within" not in cap or "per" not in cap:
        return None
    seconds, per = Duration.parse(str(cap["within"])).in_seconds, Duration.parse(str(cap["per"]))
    if seconds is None:
        return None
    if per.months:
        return seconds / per.months
    length = per.in_seconds
    return seconds * MONTH_DAYS * DAY / length if length else None


@dataclass(frozen=True, slots=True)
class Settled:
    """A verdict on uptime with the two numbers that settled or illustrate it."""

    verdict: Verdict
    resolved: bool = False
    facts: Mapping[str, Fact] = field(default_factory=lambda: EMPTY)


def settle_availability(
    verdict: Verdict,
    facets: Sequence[FacetJudgement],
    reference: Data,
    proposal: Data,
    yard: Sla | None,
    offer: Sla,
) -> Settled:
    """The verdict after *mixed* between the numbers was settled by effective availability, with its facts.

    Only the facets that the two numbers express are settled; a difference in the strength of promise stays.
    """
    mine, theirs = effective_availability(reference, yard), effective_availability(proposal, offer)
    facts = _facts("reference", mine) | _facts("proposal", theirs)
    if verdict is not Verdict.mixed or mine is None or theirs is None:
        return Settled(verdict, facts=facts)
    order = theirs.compare(mine)
    if order is Order.undecidable:
        return Settled(verdict, facts=facts)
    numbers = {Order.less: Verdict.stronger, Order.greater: Verdict.weaker, Order.equal: Verdict.same}[order]
    rest = {f.verdict for f in facets if f.address.rpartition(".")[2] not in _NUMERIC} - {Verdict.same}
    if rest - {numbers}:
        return Settled(verdict, facts=facts)
    return Settled(numbers, resolved=True, facts=facts)


def _facts(side: str, value: EffectiveAvailability | None) -> dict[str, Fact]:
    if value is None:
        return {}
    facts: dict[str, Fact] = {f"{side}_month_seconds": value.month, f"{side}_year_seconds": value.year}
    if value.uncapped:
        facts[f"{side}_uncapped"] = 1
    return facts | {"month_days": MONTH_DAYS}
