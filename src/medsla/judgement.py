"""The one call that does the main job: read a proposal, lint it, compare it, and say how much was read.

What somebody has accepted (waivers), what is known (a baseline) and what one side wants (a position) come last.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

import medsla
from medsla.catalogue import catalogue
from medsla.comparison import diff
from medsla.overlay import yardstick
from medsla.position import Position, load_position, negotiate
from medsla.profile import Profile
from medsla.results import Coverage, Review, Verdict
from medsla.rules import lint
from medsla.sla import Sla, load
from medsla.waiver import Waiver, apply_baseline, apply_waivers, load_baseline, load_waivers

Source = Sla | str | os.PathLike[str]
"""A loaded SLA, or the path of a file that holds one."""


def review(
    proposal: Source,
    against: Profile | Source | None = None,
    *,
    waivers: Sequence[Waiver] | str | os.PathLike[str] = (),
    baseline: Collection[str] | str | os.PathLike[str] = (),
    position: Position | str | os.PathLike[str] | None = None,
    today: date | None = None,
) -> Review:
    """The review of a proposal against a yardstick, where weaker is meant from the institution's side.

    Args:
        proposal: what is offered.
        against: a yardstick, an overlay, or another SLA; the medsla yardstick where nothing is given.
        waivers: findings that somebody has accepted, or the path of a file of them.
        baseline: fingerprints of findings that are known, or the path of a file of them.
        position: what one side wants, or the path of a file; the review then says what it means for the offer.
        today: the day on which waivers must hold; the clock's where it is not given.

    Raises:
        ReadError, InvalidSla: a file cannot be read or is not a valid SLA; all problems at once.
        ProfileError: there is no such profile, or a file contradicts itself or the catalogue.

    >>> from medsla.sla import load_data
    >>> offer = load_data({"medsla": "1.0", "terms": {}})
    >>> review(offer).by_task()["mend"] > 0
    True
    """
    offer = proposal if isinstance(proposal, Sla) else load(proposal)
    found = _judged(offer, _reference(against))
    accepted = load_waivers(waivers) if isinstance(waivers, (str, os.PathLike)) else waivers
    known = load_baseline(baseline) if isinstance(baseline, (str, os.PathLike)) else baseline
    wanted = load_position(position) if isinstance(position, (str, os.PathLike)) else position
    if accepted:
        found = apply_waivers(found, offer, accepted, today or datetime.now().astimezone().date())
    if known:
        found = apply_baseline(found, known)
    return replace(found, negotiation=negotiate(offer, wanted)) if wanted is not None else found


def _judged(offer: Sla, reference: Profile | Sla) -> Review:
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
