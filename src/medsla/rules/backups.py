"""Checks on what a paper says of backups: the five matters to be settled, and copies kept disconnected."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.results import Fact
from medsla.rules.reading import Stance, read_whole, stance, views
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = ["disconnected_for_fee", "five_matters"]

INTERVAL, PARTY, OFFLINE = "backup.interval", "backup.responsible_party", "backup.offline_or_immutable"
MATTERS = (INTERVAL, "backup.generations", "backup.method", "backup.location")


def five_matters(sla: Sla) -> Iterator[Found]:
    """Scope, frequency, generations, method and place: those of the five that the paper leaves out."""
    by_institution = any(view.facets.get("party") == "institution" for view in views(sla, PARTY))
    if by_institution or stance(sla, INTERVAL) is Stance.refused:
        return
    missing = tuple(address for address in MATTERS if stance(sla, address).absent)
    if missing:
        facts: dict[str, Fact] = {"missing_labels": missing}
        yield Found(missing, facts)
    if not read_whole(sla):
        return
    for view in views(sla, INTERVAL):
        if "scope" not in view.facets:
            yield Found((view.at("scope"),), {"variant": "finding_scope"})


def disconnected_for_fee(sla: Sla) -> Iterator[Found]:
    """A hospital's records, and nothing said of copies that are kept disconnected."""
    none = any(view.facets.get("level") == "none" for view in views(sla, OFFLINE))
    if none or stance(sla, OFFLINE) is Stance.refused or stance(sla, OFFLINE).absent:
        yield Found((OFFLINE,))
