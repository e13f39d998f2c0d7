"""Yardsticks: what is asked of an SLA, term by term, on whose authority, and how well that is known.

Values stand in `schemas/profiles/*.json`, the documents they come from in `schemas/authorities.json`. This package
judges nothing: it says which demands apply to a service and how heavy a finding they allow.
"""

from __future__ import annotations

from medsla.profile.authorities import Authority, Grade, authorities, grades
from medsla.profile.items import Heading, Item, Profile, ceiling
from medsla.profile.loading import from_sla, profiles, reason, yardstick

__all__ = [
    "Authority",
    "Grade",
    "Heading",
    "Item",
    "Profile",
    "authorities",
    "ceiling",
    "from_sla",
    "grades",
    "profiles",
    "reason",
    "yardstick",
]
