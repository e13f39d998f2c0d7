"""Deadlines in business time against deadlines in elapsed time: compared at the longest the business time takes.

The longest is taken over every minute of a year and the support hours that the same paper states. Without them the
pair stays undecidable. Intervals and advance notices are left alone: their worst case is not the longest.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from medsla.calendars import WorstCase
from medsla.catalogue import Facet
from medsla.comparison.facets import FAR
from medsla.quantities.bound import Bound, compare_bounded
from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.results import FacetJudgement, Fact, Verdict
from medsla.sla import Sla
from medsla.sla.clock import compare_longest

__all__ = ["settle_clock", "settle_deadline"]

_DEADLINE = "within"
_VERDICTS = {Order.less: Verdict.stronger, Order.greater: Verdict.weaker, Order.equal: Verdict.same}


def settle_clock(reference: Duration, proposal: Duration, offer: Sla, yard: Sla | None) -> Order | None:
    """The order of the proposal to the reference, the one in business time at the longest it takes.

    None where both are of one kind, or the support hours of the one in business time are not stated for sure.

    >>> from medsla.sla import load_data
    >>> hours = {"incident_hours": {"windows": "always"}}
    >>> offer = load_data({"medsla": "1.0", "terms": {"support": hours}})
    >>> settle_clock(Duration.parse("P3D"), Duration.parse("P1BD"), offer, None).value
    'greater'
    """
    found = compare_longest(proposal, reference, offer, yard)
    return found.order if found.worst and found.order is not Order.undecidable else None


def settle_deadline(
    judged: FacetJudgement, facet: Facet, bounds: tuple[Bound, Bound], offer: Sla, yard: Sla | None
) -> FacetJudgement:
    """The judgement on a deadline, decided where only business time kept it open; any other as it was."""
    if judged.verdict is not Verdict.undecidable or facet.kind != "duration" or facet.key != _DEADLINE:
        return judged
    reference, proposal = Duration.parse(str(judged.reference)), Duration.parse(str(judged.proposal))
    order, worst = compare_longest(proposal, reference, offer, yard)
    if worst is None or order is Order.undecidable:
        return judged
    order = compare_bounded(order, bounds[1], bounds[0], "lower")
    facts: dict[str, Fact] = {
        "worst_case_seconds": worst.elapsed,
        "worst_case_start": worst.start.isoformat(timespec="minutes")[:16],
    }
    return replace(judged, verdict=_VERDICTS[order], far=_is_far(reference, proposal, worst), facts=facts)


def _is_far(reference: Duration, proposal: Duration, worst: WorstCase) -> bool:
    """Whether the later of the two is at least so many times as long."""
    lengths = [(each.seconds_bounds() or (worst.elapsed,))[0] for each in (reference, proposal)]
    shorter, longer = sorted(Fraction(length) for length in lengths)
    return longer >= FAR * shorter
