"""Checks on who gets in: passwords and a second factor."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.results import Fact, Severity
from medsla.rules.reading import Stance, stance, views
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = ["passwords", "second_factor"]

PASSWORD, MFA = "security.password", "security.mfa"

_LENGTH = 8
_KINDS = 2


def passwords(sla: Sla) -> Iterator[Found]:
    """Passwords shorter, of fewer kinds of characters, or less often changed than the guideline's measure."""
    for view in views(sla, PASSWORD):
        count, kinds = view.facets.get("count"), view.facets.get("character_kinds")
        if isinstance(count, int) and count < _LENGTH:
            facts: dict[str, Fact] = {"stated_count": count, "guide_count": _LENGTH}
            yield Found((view.at("count"),), facts)
        if isinstance(kinds, int) and kinds < _KINDS:
            yield Found((view.at("character_kinds"),), {"variant": "finding_kinds"})
        if view.facets.get("initial_change") is False:
            yield Found((view.at("initial_change"),), {"variant": "finding_initial"})


def second_factor(sla: Sla) -> Iterator[Found]:
    """Passwords alone: no second factor is promised where passwords are used.

    The guideline asks for it where a system is newly introduced or renewed, or for an equivalent measure; whether
    that is so cannot be read from a paper, so the sentence says it.
    """
    if stance(sla, PASSWORD) is not Stance.given:
        return
    found = stance(sla, MFA)
    if found is Stance.refused:
        yield Found((MFA, PASSWORD), {"variant": "finding_refused"}, Severity.major, refused=True)
    elif found.absent:
        yield Found((MFA, PASSWORD))
