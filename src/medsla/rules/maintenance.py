"""Checks on planned stops and on the line: whether windows, cap, formula and exclusions fit each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from medsla.calendars import CalendarUnavailable, holidays_between
from medsla.quantities.percent import allowed_downtime
from medsla.quantities.windows import Windows, reference_year
from medsla.results import Fact, Severity
from medsla.rules.reading import DAY, Stance, View, stance, views, windows_at
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = ["line_supplier", "planned_stops"]

WINDOW, CAP, HOURS = "maintenance.planned_window", "maintenance.max_duration", "availability.service_hours"
UPTIME, LINE, BOUNDARY = "availability.uptime", "scope.network_included", "responsibility.demarcation"

_PLANNED, _OUTSIDE, _CALENDAR = "planned_maintenance", "network_outside", "calendar_time_less_downtime"
_MONTH_DAYS, _DAY_MINUTES = 30, 1440


def planned_stops(sla: Sla) -> Iterator[Found]:
    """A cap that the windows exceed in every month; planned stops that count though they break the uptime."""
    window = windows_at(sla, WINDOW)
    for cap in views(sla, CAP):
        limit = _a_month(cap)
        least = _least_minutes(window) if window else None
        if limit is not None and least is not None and least * 60 > limit:
            facts: dict[str, Fact] = {"window_seconds": Fraction(least * 60), "cap_duration": str(cap.facets["within"])}
            yield Found((f"{WINDOW}.windows", cap.at("within")), facts)
    for uptime in views(sla, UPTIME):
        yield from _counted(sla, uptime)


def _counted(sla: Sla, uptime: View) -> Iterator[Found]:
    listed = uptime.facets.get("exclusions")
    if listed is None or _PLANNED in listed:
        return
    if _PLANNED in sla.get(f"{HOURS}.excluding", ()):
        if uptime.facets.get("formula") == _CALENDAR:
            yield Found((f"{HOURS}.excluding", uptime.at("formula")), {"variant": "finding_formula"})
        return
    percent, per = uptime.percent(), uptime.duration("per")
    if percent is None or per is None or per.months != 1:
        return
    permitted = allowed_downtime(percent, _MONTH_DAYS * DAY)
    for cap in views(sla, CAP):
        limit = _a_month(cap)
        if limit is not None and limit > permitted:
            facts: dict[str, Fact] = {
                "variant": "finding_counted",
                "cap_duration": str(cap.facets["within"]),
                "uptime_percent": percent,
                "permitted_seconds": permitted,
            }
            yield Found((cap.at("within"), uptime.at("exclusions"), uptime.at("percent")), facts, Severity.major)


def _a_month(cap: View) -> Fraction | None:
    """Seconds of planned stop allowed a month; None where the cap is not by the month."""
    within, per = cap.duration("within"), cap.duration("per")
    return within.in_seconds if within and per and per.months == 1 and not per.days else None


def _least_minutes(window: Windows) -> int | None:
    """The minutes of the windows in the month that has fewest; None where they are "any time" or not known."""
    if window.always or window.longest is None or window.longest >= _DAY_MINUTES:
        return None
    try:
        holidays = holidays_between(date(reference_year, 1, 1), date(reference_year, 12, 31))
    except CalendarUnavailable:
        return None
    months = [window.minutes_in(reference_year, month, holidays) for month in range(1, 13)]
    known = [minutes for minutes in months if minutes is not None]
    return min(known) if len(known) == len(months) else None


def line_supplier(sla: Sla) -> Iterator[Found]:
    """Failures of the line do not count, and nothing says whose line it is; or it is the provider's own."""
    for uptime in views(sla, UPTIME):
        if _OUTSIDE not in uptime.facets.get("exclusions", ()):
            continue
        if stance(sla, LINE).absent and stance(sla, BOUNDARY) is not Stance.given:
            yield Found((uptime.at("exclusions"), LINE))
        for line in views(sla, LINE):
            if line.facets.get("supplied") == "provider":
                yield Found((uptime.at("exclusions"), line.at("supplied")), {"variant": "finding_supplied"})
