"""Checks on where copies and logs lie, and on what ground Japanese law is said to reach them."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.results import Fact, Severity
from medsla.rules.reading import Stance, abroad, stance, views
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = ["copies_and_logs", "ground_of_reach"]

COUNTRY, REACH, BACKUP = "data.storage_country", "data.law_reach", "backup.location"

_COPIES = ("backup", "log")


def copies_and_logs(sla: Sla) -> Iterator[Found]:
    """Backups abroad with nothing said of the law's reach; a storage country that leaves out backups or logs.

    Countries that the main store names too are asked about there. A list of what the country holds for, without
    backups or logs, leaves open where these lie.
    """
    asked = {code for country in views(sla, COUNTRY) for code in abroad(country)}
    if stance(sla, REACH).absent:
        for backup in views(sla, BACKUP):
            outside = tuple(code for code in abroad(backup) if code not in asked)
            if outside:
                yield Found((backup.at("countries"), REACH), {"abroad_country": outside})
    for country in views(sla, COUNTRY):
        listed = country.facets.get("includes")
        known = {"backup"} if stance(sla, BACKUP) is not Stance.silent else set()
        missing = [token for token in _COPIES if token not in {*(listed or ()), *known}]
        if listed and missing:
            facts: dict[str, Fact] = {
                "variant": "finding_open",
                "missing_tokens": (f"{COUNTRY}.includes", *missing),
            }
            yield Found((country.at("includes"),), facts, Severity.minor)


def ground_of_reach(sla: Sla) -> Iterator[Found]:
    """Japanese law is said to reach records abroad, without a ground; or the country is kept back."""
    if stance(sla, COUNTRY) is Stance.withheld:
        yield Found((COUNTRY,), {"variant": "finding_withheld"})
    outside = tuple(dict.fromkeys(code for a in (COUNTRY, BACKUP) for view in views(sla, a) for code in abroad(view)))
    for reach in views(sla, REACH):
        if outside and reach.facets.get("provided") is True and "basis" not in reach.facets:
            yield Found((COUNTRY, reach.at("provided")), {"abroad_country": outside})
