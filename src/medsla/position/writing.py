"""A position as plain data to be written, and one to start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medsla.messages import languages, say
from medsla.position.loading import Position, Tiers
from medsla.profile import Profile
from medsla.sla.plain import thawed


def position_data(position: Position) -> dict[str, Any]:
    """The position as `load_position` reads it; who decides stands with each term.

    >>> from medsla import resources
    >>> from medsla.position import load_position
    >>> text = resources.read_bytes("examples", "playbook/position.yaml")
    >>> sorted(position_data(load_position(text)))[:3]
    ['edition', 'label', 'medsla']
    """
    data: dict[str, Any] = {"medsla": "1.0", "name": position.name, "label": dict(position.label)}
    data |= {"edition": position.edition} if position.edition else {}
    data |= {"note": dict(position.note)} if position.note else {}
    return data | {"terms": {address: _tiers(tiers) for address, tiers in position.terms.items()}}


def _tiers(tiers: Tiers) -> dict[str, Any]:
    row: dict[str, Any] = {"preferred": thawed(tiers.preferred)}
    if tiers.acceptable:
        row["acceptable"] = thawed(tiers.acceptable)
    if tiers.walk_away is not None:
        row["walk_away"] = thawed(tiers.walk_away)
    told = {"approver": tiers.approver, "note": tiers.note, "sentence": tiers.sentence}
    return row | {key: dict(words) for key, words in told.items() if words}


def started(yard: Profile, service: Mapping[str, Any]) -> dict[str, Any]:
    """A position to start from: what a yardstick asks of a service is preferred, and nothing else is decided yet.

    >>> from medsla.profile import yardstick
    >>> data = started(yardstick("mic-2008"), {"use": "core_clinical"})
    >>> data["terms"]["monitoring.liveness_interval"]["preferred"]["every"]
    'PT10M'
    """
    settled = {item.term: thawed(item.value) for item in yard.applicable(service) if item.value}
    return {
        "medsla": "1.0",
        "name": "our-position",
        "label": {each: say("position.started", each) for each in languages},
        "approver": {each: say("position.approver", each) for each in languages},
        "terms": {address: {"preferred": _without_empty(value)} for address, value in settled.items()},
    }


def _without_empty(value: dict[str, Any]) -> dict[str, Any]:
    """The value without lists that mean nothing when they are absent; a promise is without reservations anyway."""
    return {key: entry for key, entry in value.items() if key != "hedges" or entry}
