"""The one call that does the main job: read a proposal, lint it, compare it, and say how much was read."""

from __future__ import annotations

import os

import medsla
from medsla.catalogue import catalogue
from medsla.comparison import diff
from medsla.profile import Profile, yardstick
from medsla.results import Coverage, Review, Verdict
from medsla.rules import lint
from medsla.sla import Sla, load

Source = Sla | str | os.PathLike[str]
"""A loaded SLA, or the path of a file that holds one."""


def review(proposal: Source, against: Profile | Source | None = None) -> Review:
    """The review of a proposal against a yardstick (by default the medsla yardstick), from the institution's side.

    Raises:
        ReadError, InvalidSla: a file cannot be read or is not a valid SLA; all problems at once.
        ProfileError: there is no such profile.

    >>> from medsla.sla import load_data
    >>> offer = load_data({"medsla": "1.0", "terms": {}})
    >>> review(offer).by_task()["mend"] > 0
    True
    """
    offer = proposal if isinstance(proposal, Sla) else load(proposal)
    reference = _reference(against)
    compared = diff(reference, offer)
    unread = sum(t.verdict is Verdict.not_read for t in compared)
    return Review(
        medsla=medsla.__version__,
        catalogue=catalogue().edition,
        reference=compared.reference,
        proposal=compared.proposal,
        terms=compared.terms,
        lint=lint(offer),
        coverage=_coverage(offer, unread),
    )


def _reference(against: Profile | Source | None) -> Profile | Sla:
    if against is None:
        return yardstick()
    if isinstance(against, (Profile, Sla)):
        return against
    return yardstick(os.fspath(against))


def _coverage(offer: Sla, unread: int) -> Coverage:
    return Coverage(
        files=(offer.file,) if offer.file else (),
        extent=offer.extent,
        incorporates=tuple(offer.incorporates),
        stated=len(offer.stated),
        not_read=unread,
        unmapped=offer.unmapped,
    )
