"""Checks on incidents: when the institution hears of an outage, and whether the clocks fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.results import Fact, Severity
from medsla.rules.presence import absence
from medsla.rules.reading import (
    Stance,
    View,
    compatible,
    daily_hours,
    read_whole,
    stance,
    views,
    windows_at,
    worst_facts,
)
from medsla.rules.rule import Found
from medsla.sla import Sla
from medsla.sla.clock import compare_longest

__all__ = [
    "against_guide",
    "breach_notice",
    "clocks",
    "final_report",
    "first_notice_missing",
    "night_clock_unclear",
    "termination_notice",
]

NOTICE, FORECAST, UPDATE = "incident.outage_notice", "incident.restoration_forecast", "incident.status_update"
RTO, RESPONSE, RESOLUTION = "recovery.rto", "support.response", "support.resolution"
WATCH, RECEPTION = "monitoring.coverage", "support.incident_hours"

PROBE, ENDING = "monitoring.liveness_interval", "continuity.termination_notice"

_GUIDE_PROBE, _GUIDE_ENDING = "PT10M", "P15M"
_GUIDE = "PT60M"
"""The time from detection to notice in the MIC reference values of 2008, which differ by service pattern."""


def clocks(sla: Sla) -> Iterator[Found]:
    """Notice after the recovery, updates no closer than the recovery time, a response after the resolution.

    Business time counts as the longest it takes over the support hours stated; where they are not, nothing is said.
    """
    yield from _late(sla, (NOTICE, "within"), (RTO, "within"), "finding", (Order.greater,))
    yield from _late(sla, (UPDATE, "every"), (RTO, "within"), "finding_update", (Order.greater, Order.equal))
    yield from _late(sla, (RESPONSE, "within"), (RESOLUTION, "within"), "finding_response", (Order.greater,))


def _late(
    sla: Sla, early: tuple[str, str], late: tuple[str, str], variant: str, wrong: tuple[Order, ...]
) -> Iterator[Found]:
    for first in views(sla, early[0]):
        for second in views(sla, late[0]):
            mine, theirs = first.duration(early[1]), second.duration(late[1])
            if mine is None or theirs is None or not _same_clock(first, second):
                continue
            order, worst = compare_longest(mine, theirs, sla, sla)
            if order in wrong:
                facts: dict[str, Fact] = {
                    "variant": variant,
                    "early_duration": mine.text,
                    "late_duration": theirs.text,
                }
                if worst:
                    facts |= worst_facts(worst) | {"variant": f"{variant}_worst"}
                yield Found((first.at(early[1]), second.at(late[1])), facts)


def _same_clock(first: View, second: View) -> bool:
    """Whether the two can be measured against each other: cases that meet, clocks not stated to start apart."""
    starts = {view.facets["counted_from"] for view in (first, second) if "counted_from" in view.facets}
    return compatible(first, second) and len(starts) < 2


def first_notice_missing(sla: Sla) -> Iterator[Found]:
    """A deadline that looks like one for the first notice but runs to the recovery forecast."""
    if stance(sla, NOTICE) not in (Stance.silent, Stance.unread, Stance.withheld):
        return
    for forecast in views(sla, FORECAST):
        within = forecast.duration("within")
        if within is not None:
            facts: dict[str, Fact] = {
                "variant": "finding" if read_whole(sla) else "finding_part",
                "forecast_duration": within.text,
                "guide_duration": _GUIDE,
            }
            yield Found((forecast.at("within"), NOTICE), facts)


def night_clock_unclear(sla: Sla) -> Iterator[Found]:
    """Watched longer than anybody answers, and nothing says from when the notice is counted."""
    watch, reception = windows_at(sla, WATCH), windows_at(sla, RECEPTION)
    if watch is None or reception is None or watch.compare(reception) is not Order.greater:
        return
    for notice in views(sla, NOTICE):
        within = notice.duration("within")
        if within is None or "counted_from" in notice.facets:
            continue
        daily = daily_hours(reception)
        facts: dict[str, Fact] = {"variant": "finding_hours", "notice_duration": within.text}
        if watch.always and daily:
            facts |= {"variant": "finding", "reception_hours": daily[0]}
        yield Found((f"{WATCH}.windows", f"{RECEPTION}.windows", notice.at("within")), facts)


def breach_notice(sla: Sla) -> Iterator[Found]:
    """No number for how soon the provider tells the institution of a personal-data incident.

    The clock is the provider's own, from its knowledge; the institution's report has another, from its own.
    """
    address = "breach.notice_to_institution"
    found = stance(sla, address)
    if found is Stance.refused:
        yield Found((address,), {"variant": "finding_refused"}, Severity.critical, refused=True)
    elif found.absent:
        yield Found((address,), {"variant": "finding_absent"})
    for view in views(sla, address):
        promptness = view.facets.get("promptness")
        if promptness and "within" not in view.facets:
            facts: dict[str, Fact] = {"promptness_tokens": (f"{address}.promptness", str(promptness))}
            yield Found((view.at("promptness"),), facts)


def final_report(sla: Sla) -> Iterator[Found]:
    """No report of cause and prevention after an incident."""
    yield from absence(sla, "incident.final_report", Severity.minor)


def against_guide(sla: Sla) -> Iterator[Found]:
    """Checks or a first notice further apart than the MIC reference values of 2008, which differ by service pattern."""
    guides = ((PROBE, "every", _GUIDE_PROBE, "finding_probe"), (NOTICE, "within", _GUIDE, "finding"))
    for address, facet, guide, variant in guides:
        limit = Duration.parse(guide)
        for view in views(sla, address):
            length = view.duration(facet)
            order, worst = compare_longest(length, limit, sla, None) if length else (None, None)
            if length is None or order is not Order.greater:
                continue
            facts: dict[str, Fact] = {
                "variant": variant,
                "stated_duration": length.text,
                "guide_duration": guide,
            }
            if worst:
                facts |= worst_facts(worst) | {"variant": f"{variant}_worst"}
            yield Found((view.at(facet),), facts)


def termination_notice(sla: Sla) -> Iterator[Found]:
    """A notice of the end of the service shorter than METI's setting example."""
    for view in views(sla, ENDING):
        lead = view.duration("lead")
        if lead and lead.compare(Duration.parse(_GUIDE_ENDING)) is Order.less:
            facts: dict[str, Fact] = {"lead_duration": lead.text, "guide_duration": _GUIDE_ENDING}
            yield Found((view.at("lead"),), facts)
