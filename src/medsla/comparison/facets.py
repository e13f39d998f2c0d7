"""One facet of a term, both sides stated: same, stronger, weaker, mixed, undecidable or different.

Everything follows from the facet's `better` and the three-way order of its quantity. The perspective is the
institution's throughout. This module knows no term, no severity and no sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from medsla.calendars import CalendarUnavailable, holidays_between
from medsla.catalogue import Facet
from medsla.quantities.bound import Bound, compare_bounded
from medsla.quantities.duration import Duration
from medsla.quantities.ladder import Ladder
from medsla.quantities.order import Order, order_of
from medsla.quantities.partial import PartialOrder
from medsla.quantities.rate import Rate
from medsla.quantities.sets import compare_sets
from medsla.quantities.windows import Windows, reference_year
from medsla.results import EMPTY, FacetJudgement, Fact, Plain, Verdict

FAR = 2
"""A value is far from the yardstick when what it allows is at least so many times as much."""

NEAR_SHARE = Fraction(1, 10)
"""An undecidable pair whose gap is at most this share of the value is settled by a sentence."""

_BOUNDED = ("percent", "duration", "count")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stated values of one facet, with the bounds and the periods that belong to them."""

    facet: Facet
    address: str
    reference: Plain
    proposal: Plain
    bounds: tuple[Bound, Bound] = ("inclusive", "inclusive")
    periods: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How the proposal's quantity stands to the reference's, in the order of the quantity itself."""

    order: Order
    far: bool = False
    facts: Mapping[str, Fact] = field(default_factory=lambda: EMPTY)


def judge_pair(pair: Pair) -> FacetJudgement:
    """The verdict on one facet that both sides state."""
    if pair.reference == pair.proposal and pair.bounds[0] == pair.bounds[1] and _same_period(pair):
        return _judgement(pair, Verdict.same)
    outcome = _COMPARE[pair.facet.kind](pair)
    return _judgement(pair, _verdict(pair.facet, outcome.order, outcome.facts), outcome)


def _judgement(pair: Pair, verdict: Verdict, outcome: _Outcome | None = None) -> FacetJudgement:
    return FacetJudgement(
        address=pair.address,
        verdict=verdict,
        reference=pair.reference,
        proposal=pair.proposal,
        far=outcome.far if outcome else False,
        facts=outcome.facts if outcome else EMPTY,
    )


def _same_period(pair: Pair) -> bool:
    return pair.periods is None or pair.periods[0] == pair.periods[1]


def _verdict(facet: Facet, order: Order, facts: Mapping[str, Fact]) -> Verdict:
    """The verdict of an order under the facet's direction; `order` is proposal against reference."""
    if order is Order.equal:
        return Verdict.same
    if facet.better == "unranked":
        return Verdict.different
    if order is Order.undecidable:
        return _undecided(facet, facts)
    if facet.better == "equal":
        return Verdict.different
    more_is_better = facet.better in ("higher", "superset", "covers", "ordered", "true")
    return Verdict.stronger if (order is Order.greater) == more_is_better else Verdict.weaker


def _undecided(facet: Facet, facts: Mapping[str, Fact]) -> Verdict:
    if facet.better == "allowed":
        return Verdict.weaker
    if facts.get("gained") and facts.get("lost"):
        return Verdict.mixed
    return Verdict.undecidable


def _percent(pair: Pair) -> _Outcome:
    reference, proposal = _decimal(pair.reference), _decimal(pair.proposal)
    order = _bounded(pair, order_of(proposal, reference))
    gap = abs(proposal - reference)
    allowed = Fraction(100 - proposal), Fraction(100 - reference)
    far = allowed[0] >= FAR * allowed[1] if allowed[1] else True
    return _Outcome(order, far, {"gap_percent": gap})


def _count(pair: Pair) -> _Outcome:
    periods: list[Duration | None] = [None, None]
    if pair.periods:
        periods = [Duration.parse(text) for text in pair.periods]
    reference, proposal = (
        Rate(_decimal(value), per) for value, per in zip((pair.reference, pair.proposal), periods, strict=True)
    )
    order = _bounded(pair, proposal.compare(reference))
    more, less = (reference, proposal) if pair.facet.better == "higher" else (proposal, reference)
    bounds = more.ratio_bounds(less)
    return _Outcome(order, bounds is None or bounds[0] >= FAR)


def _duration(pair: Pair) -> _Outcome:
    reference, proposal = Duration.parse(str(pair.reference)), Duration.parse(str(pair.proposal))
    order = _bounded(pair, proposal.compare(reference))
    facts: dict[str, Fact] = {}
    gap = proposal.gap_seconds(reference)
    days = proposal.gap(reference)
    if gap is not None and days is not None:
        facts |= {
            "gap_low_seconds": gap[0],
            "gap_high_seconds": gap[1],
            "gap_low_days": days[0],
            "gap_high_days": days[1],
        }
        if _in_months(reference) and _in_months(proposal):
            facts["gap_months"] = abs(proposal.months - reference.months)
        if order is Order.undecidable and _is_near(gap, proposal):
            facts["near"] = 1
    longer, shorter = (proposal, reference) if pair.facet.better == "lower" else (reference, proposal)
    ratio = longer.ratio_bounds(shorter)
    return _Outcome(order, ratio is None or ratio[0] >= FAR, facts)


def _in_months(length: Duration) -> bool:
    return length.months > 0 and length == Duration.parse(f"P{length.months}M")


def _is_near(gap: tuple[Fraction, Fraction], value: Duration) -> bool:
    bounds = value.seconds_bounds()
    return bounds is not None and max(abs(gap[0]), abs(gap[1])) <= NEAR_SHARE * bounds[0]


def _windows(pair: Pair) -> _Outcome:
    reference, proposal = Windows.parse(pair.reference), Windows.parse(pair.proposal)
    order = proposal.compare(reference)
    facts: dict[str, Fact] = {}
    if order is not Order.equal:
        days = _holidays() if reference.needs_holidays or proposal.needs_holidays else None
        gained = reference.gained(proposal, holidays=days)
        for name, minutes in (("gained", gained), ("lost", reference.lost(proposal, holidays=days))):
            if minutes is not None and minutes.total:
                facts |= {name: minutes.total, f"{name}_core_minutes": minutes.core}
    return _Outcome(order, True, facts)


def _holidays() -> frozenset[date] | None:
    """The holidays of the year in which minutes are counted; None without the calendar, then none are counted."""
    try:
        return holidays_between(date(reference_year, 1, 1), date(reference_year, 12, 31))
    except CalendarUnavailable:
        return None


def _set(pair: Pair) -> _Outcome:
    reference, proposal = _names(pair.reference), _names(pair.proposal)
    facts: dict[str, Fact] = {}
    if proposal - reference:
        facts["gained"] = tuple(sorted(proposal - reference))
    if reference - proposal:
        facts["lost"] = tuple(sorted(reference - proposal))
    return _Outcome(compare_sets(proposal, reference), True, facts)


def _token(pair: Pair) -> _Outcome:
    if pair.reference == pair.proposal:
        return _Outcome(Order.equal)
    if pair.facet.better != "ordered":
        return _Outcome(Order.undecidable, True)
    order = PartialOrder(pair.facet.order, pair.facet.ties, pair.facet.tokens)
    return _Outcome(order.compare(str(pair.proposal), str(pair.reference)), True)


def _flag(pair: Pair) -> _Outcome:
    return _Outcome(order_of(int(bool(pair.proposal)), int(bool(pair.reference))), True)


def _ladder(pair: Pair) -> _Outcome:
    return _Outcome(Ladder.parse(pair.proposal).compare(Ladder.parse(pair.reference)), True)


def _text(pair: Pair) -> _Outcome:
    return _Outcome(Order.equal if pair.reference == pair.proposal else Order.undecidable, True)


_COMPARE: Mapping[str, Callable[[Pair], _Outcome]] = {
    "percent": _percent,
    "count": _count,
    "duration": _duration,
    "windows": _windows,
    "countries": _set,
    "tokens": _set,
    "token": _token,
    "flag": _flag,
    "ladder": _ladder,
    "text": _text,
}


def _bounded(pair: Pair, order: Order) -> Order:
    better = pair.facet.better
    if pair.facet.kind in _BOUNDED and pair.facet.principal and better in ("higher", "lower"):
        reference, proposal = pair.bounds
        return compare_bounded(order, proposal, reference, "lower" if better == "lower" else "higher")
    return order


def _decimal(value: Plain) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise TypeError(f"a number was validated here, not {type(value).__name__}")
    return Decimal(value)


def _names(value: Any) -> frozenset[str]:
    return frozenset(str(item) for item in value)
