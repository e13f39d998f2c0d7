"""Checks on access logs and on the record of remote maintenance."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.results import Fact, Severity
from medsla.rules.presence import absence
from medsla.rules.reading import views
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = ["log_content", "remote_log"]

CONTENT, REMOTE = "access.log_content", "maintenance.remote_log"

_LEAST = ("login_time", "access_time", "information_operated")
"""What a log shows at least: システム運用編 17.①."""


def log_content(sla: Sla) -> Iterator[Found]:
    """A log that does not show when somebody logged in, when they had access and to which information."""
    yield from absence(sla, CONTENT, Severity.major, "finding_absent")
    for view in views(sla, CONTENT):
        fields = view.facets.get("fields")
        missing = [token for token in _LEAST if fields is not None and token not in fields]
        if missing:
            facts: dict[str, Fact] = {"missing_tokens": (f"{CONTENT}.fields", *missing)}
            yield Found((view.at("fields"),), facts)


def remote_log(sla: Sla) -> Iterator[Found]:
    """Remote maintenance that leaves no record, or whose record nobody holds against the plan of the work."""
    yield from absence(sla, REMOTE, Severity.major, "finding_absent")
    for view in views(sla, REMOTE):
        if view.facets.get("provided") is True and view.facets.get("checked_against_plan") is False:
            yield Found((view.at("checked_against_plan"),))
