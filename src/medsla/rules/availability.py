"""Checks on the uptime promise: what its percentage really permits, and whether it can be measured."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.quantities.order import Order
from medsla.quantities.percent import allowed_downtime
from medsla.quantities.windows import Windows
from medsla.results import Fact
from medsla.rules.reading import DAY, Stance, View, daily_hours, period_days, read_whole, stance, views, windows_at
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = ["planned_hours_unstated", "probe_against_outage", "uncapped_maintenance", "upstream_excluded"]

UPTIME, HOURS = "availability.uptime", "availability.service_hours"
CAP, WINDOW, PROBE = "maintenance.max_duration", "maintenance.planned_window", "monitoring.liveness_interval"
OPERATING = ("support.incident_hours", "monitoring.coverage")
"""Terms whose hours hint at the operating hours where the paper does not state these, in order of likelihood."""

_PLANNED, _EMERGENCY = "planned_maintenance", "emergency_maintenance"
_RESTS_ON_HOURS = ("planned_time_less_downtime", "usable_time_of_service_hours")
_DAY_MINUTES = 1440


def _weakest(sla: Sla) -> View | None:
    """The uptime with the lowest percentage; None where no percentage is stated."""
    stated = [(percent, view) for view in views(sla, UPTIME) if (percent := view.percent()) is not None]
    return min(stated, key=lambda pair: pair[0])[1] if stated else None


def uncapped_maintenance(sla: Sla) -> Iterator[Found]:
    """Maintenance that does not count as downtime and may last as long as it likes."""
    uptime = _weakest(sla)
    if uptime is None:
        return
    excluded: dict[str, set[str]] = {
        uptime.at("exclusions"): set(uptime.facets.get("exclusions", ())),
        f"{HOURS}.excluding": set(sla.get(f"{HOURS}.excluding", ())),
    }
    uncapped = [_EMERGENCY] if _planned_is_capped(sla) else [_PLANNED, _EMERGENCY]
    found = [kind for kind in uncapped if any(kind in items for items in excluded.values())]
    days, percent = period_days(uptime.duration("per")), uptime.percent()
    if not found or days is None or percent is None:
        return
    facts: dict[str, Fact] = {
        "variant": "finding" if read_whole(sla) else "finding_part",
        "uptime_percent": percent,
        "period_days": days,
        "permitted_seconds": allowed_downtime(percent, days * DAY),
        "uncapped_tokens": (f"{UPTIME}.exclusions", *found),
    }
    where = [address for address, items in excluded.items() if items & set(found)]
    yield Found((uptime.at("percent"), *where, CAP), facts)


def _planned_is_capped(sla: Sla) -> bool:
    """Whether a cap or windows with known ends bound planned maintenance."""
    capped = any("within" in view.facets for view in views(sla, CAP))
    window = windows_at(sla, WINDOW)
    return capped or (window is not None and not window.always and window.longest is not None)


def planned_hours_unstated(sla: Sla) -> Iterator[Found]:
    """A percentage of planned hours that nobody stated: what it permits differs with them."""
    uptime = _weakest(sla)
    if uptime is None or stance(sla, HOURS) is Stance.given:
        return
    percent, days = uptime.percent(), period_days(uptime.duration("per"))
    if percent is None or days is None:
        return
    hint = _operating_hours(sla)
    if hint is None and uptime.facets.get("formula") not in _RESTS_ON_HOURS:
        return
    permitted = allowed_downtime(percent, days * DAY)
    facts: dict[str, Fact] = {
        "variant": "finding_alone",
        "uptime_percent": percent,
        "period_days": days,
        "permitted_seconds": permitted,
    }
    if hint is None:
        yield Found((uptime.at("percent"), HOURS), facts)
        return
    address, hours = hint
    facts |= {"variant": "finding_hours", "hours_label": address}
    daily = daily_hours(hours)
    if daily:
        within = permitted * daily[1] / _DAY_MINUTES
        facts |= {"variant": "finding", "hours": daily[0], "permitted_in_hours_seconds": within}
    yield Found((uptime.at("percent"), HOURS, f"{address}.windows"), facts)


def _operating_hours(sla: Sla) -> tuple[str, Windows] | None:
    """The first hours stated that are not round the clock, with the term they come from."""
    for address in OPERATING:
        hours = windows_at(sla, address)
        if hours is not None and not hours.always:
            return address, hours
    return None


def probe_against_outage(sla: Sla) -> Iterator[Found]:
    """Checks further apart than the shortest outage that counts: such an outage can pass unseen."""
    for uptime in views(sla, UPTIME):
        for probe in views(sla, PROBE):
            shortest, apart = uptime.duration("minimum_outage"), probe.duration("every")
            if shortest is None or apart is None:
                continue
            if apart.compare(shortest) is Order.greater:
                facts: dict[str, Fact] = {"interval_duration": apart.text, "outage_duration": shortest.text}
                yield Found((probe.at("every"), uptime.at("minimum_outage")), facts)


def upstream_excluded(sla: Sla) -> Iterator[Found]:
    """The failure of what the provider bought from others does not count, though it alone is the contract party."""
    for uptime in views(sla, UPTIME):
        if "upstream_cloud" in uptime.facets.get("exclusions", ()):
            yield Found((uptime.at("exclusions"),))
