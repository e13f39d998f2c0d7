"""Checks on the three conditions of electronic records, on reading them while the service is down, and on the dead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medsla.results import Fact, Severity
from medsla.rules.reading import Stance, stance, views, words_of
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = ["dead_patients", "readable_when_down", "three_conditions"]

MEANS, FORMATS = "continuity.alternative_means", "continuity.alternative_data_format"
CONDITIONS = {
    "finding_authenticity": ("access.log_content", "access.log_protection", "data.integrity_check"),
    "finding_readability": (MEANS, FORMATS, "exit.data_return"),
    "finding_preservation": (
        "data.retention_medical_record",
        "data.retention_service",
        "backup.interval",
        "backup.retention",
    ),
}
"""The terms by which a paper speaks of each condition; one of them is enough for it to be touched."""

_READABLE = frozenset({"pdf", "text", "paper"})
_LIVING = re.compile(r"生存する個人|生存者の|living (?:individuals?|persons?|patients?)", re.IGNORECASE)
_DEAD = re.compile(r"死亡|死者|故人|deceased|dead", re.IGNORECASE)


def three_conditions(sla: Sla) -> Iterator[Found]:
    """Conditions of electronic records of which the paper says nothing at all, by any of its terms."""
    for variant, addresses in CONDITIONS.items():
        found = [stance(sla, address) for address in addresses]
        if all(each.absent or each is Stance.refused for each in found):
            facts: dict[str, Fact] = {"variant": variant, "looked_labels": addresses}
            yield Found(addresses, facts)


def readable_when_down(sla: Sla) -> Iterator[Found]:
    """Nothing to read from while the service is down, or only what no eye can read or printer print."""
    found = stance(sla, MEANS)
    if found is Stance.refused:
        yield Found((MEANS,), {"variant": "finding_refused"}, Severity.major, refused=True)
    elif found.absent and stance(sla, FORMATS).absent:
        yield Found((MEANS, FORMATS))
    for view in views(sla, FORMATS):
        formats = tuple(str(token) for token in view.facets.get("formats", ()))
        if formats and _READABLE.isdisjoint(formats):
            facts: dict[str, Fact] = {"variant": "finding_formats", "format_tokens": (f"{FORMATS}.formats", *formats)}
            yield Found((view.at("formats"),), facts)


def dead_patients(sla: Sla) -> Iterator[Found]:
    """Words that protect the information of the living only."""
    for address, words in words_of(sla):
        found = _LIVING.search(words)
        if found and not _DEAD.search(words):
            yield Found((address,), {"living_words": found.group()})
