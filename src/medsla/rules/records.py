"""Checks on the records themselves: where they are, how long they are kept, who uses them, who holds what proof."""

from __future__ import annotations

from collections.abc import Iterator

from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.results import Fact, Severity
from medsla.rules.presence import absence
from medsla.rules.reading import Stance, View, abroad, handles, stance, views
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = [
    "certifications",
    "law_reach",
    "log_protection",
    "log_retention",
    "retention",
    "retention_start",
    "secondary_use",
]

COUNTRY, REACH, USE = "data.storage_country", "data.law_reach", "data.secondary_use"
KEPT = ("data.retention_medical_record", "data.retention_service")
RETURN, HELD = "exit.data_return", "security.certifications"
LOG, LOG_KEPT = "access.log_protection", "access.log_retention"

_DUTY = Duration.parse("P5Y")
"""How long medical records are to be kept: 医師法24条2項, 療担規則9条."""

_MEDICAL = frozenset({"medical_records"})
_NAMED = frozenset({"privacy_mark", "isms"})
_CLOUD = frozenset({"ismap", "cs_mark", "soc2"})


def law_reach(sla: Sla) -> Iterator[Found]:
    """Records abroad, and nothing said of whether Japanese law can be enforced there; or a plain no."""
    found = stance(sla, REACH)
    if found is Stance.refused:
        yield Found((REACH,), {"variant": "finding_refused"}, Severity.critical, refused=True)
    if not found.absent:
        return
    for view in views(sla, COUNTRY):
        outside = abroad(view)
        if outside:
            yield Found((view.at("countries"), REACH), {"abroad_country": outside})


def retention(sla: Sla) -> Iterator[Found]:
    """Medical records kept for less than the institution has to keep them, and not returned in time either.

    The duty binds the institution, so a service that gives the records back is enough.
    """
    if stance(sla, RETURN) in (Stance.given, Stance.unread, Stance.open):
        return
    kept = [view for address in KEPT for view in views(sla, address) if "lasts" in view.facets]
    if not kept and all(stance(sla, address).absent for address in KEPT):
        yield Found((*KEPT, RETURN), {"variant": "finding_absent", "duty_duration": _DUTY.text})
    # what is said of medical records goes before what is said of the service as a whole
    own = [view for view in kept if view.address.startswith(KEPT[0])] or kept
    for view in own:
        length = view.duration("lasts")
        if length is not None and length.compare(_DUTY) is Order.less:
            facts: dict[str, Fact] = {"kept_duration": length.text, "duty_duration": _DUTY.text}
            yield Found((view.at("lasts"), RETURN), facts)


def retention_start(sla: Sla) -> Iterator[Found]:
    """A period of retention that does not say from when it runs."""
    for address in KEPT:
        for view in views(sla, address):
            if "lasts" in view.facets and "counted_from" not in view.facets:
                facts: dict[str, Fact] = {"kept_label": address, "kept_duration": str(view.facets["lasts"])}
                yield Found((view.at("lasts"), view.at("counted_from")), facts)


def secondary_use(sla: Sla) -> Iterator[Found]:
    """The provider may use the records for itself, or nothing forbids it."""
    if stance(sla, USE).absent:
        yield Found((USE,), {"variant": "finding_absent"})
    for view in views(sla, USE):
        if view.facets.get("use") == "allowed":
            yield Found((view.at("use"),))


def certifications(sla: Sla) -> Iterator[Found]:
    """Neither of the two certifications that the guideline names."""
    found = stance(sla, HELD)
    if found is Stance.refused:
        yield Found((HELD,), {"variant": "finding_refused"}, Severity.major, refused=True)
    elif found.absent:
        yield Found((HELD,), {"variant": "finding_absent"})
    for view in views(sla, HELD):
        if not _is_named(view):
            yield _other_certificates(view)


def _is_named(view: View) -> bool:
    """Held, or one of alternatives that are all named."""
    any_of = set(view.facets.get("any_of", ()))
    return bool(_NAMED & set(view.facets.get("held", ()))) or (bool(any_of) and any_of <= _NAMED)


def _other_certificates(view: View) -> Found:
    key = "held" if view.facets.get("held") else "any_of"
    held = tuple(str(token) for token in view.facets.get(key, ()))
    facts: dict[str, Fact] = {"held_tokens": (f"{HELD}.{key}", *held)}
    if _CLOUD & set(held):
        return Found((view.at(key),), facts | {"variant": "finding_cloud"}, Severity.minor)
    return Found((view.at(key),), facts)


def log_protection(sla: Sla) -> Iterator[Found]:
    """Nothing keeps the access log from being changed."""
    yield from absence(sla, LOG, Severity.major)


def log_retention(sla: Sla) -> Iterator[Found]:
    """Nothing says how long the access log is kept, or it is gone before the medical records whose use it shows.

    No source seen gives a number for logs; the measure is the statutory period of the records.
    """
    yield from absence(sla, LOG_KEPT, Severity.major)
    if not handles(sla, _MEDICAL):
        return
    for log in views(sla, LOG_KEPT):
        kept = log.duration("lasts")
        if kept and kept.compare(_DUTY) is Order.less:
            facts: dict[str, Fact] = {
                "variant": "finding_short",
                "log_duration": kept.text,
                "duty_duration": _DUTY.text,
            }
            yield Found((log.at("lasts"),), facts)
