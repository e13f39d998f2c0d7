"""Checks on how long records other than medical charts are kept.

The duty binds the institution, so a return of the records in time is enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.results import Evidence, Fact, Severity
from medsla.rules import statutes
from medsla.rules.reading import Stance, handles, stance, views
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = ["dental_and_dispensing", "hospital_records", "insurance_records"]

OTHER, SERVICE, RETURN = "data.retention_other", "data.retention_service", "exit.data_return"

_TWO, _THREE, _FIVE = (Duration.parse(text) for text in ("P2Y", "P3Y", "P5Y"))


def insurance_records(sla: Sla) -> Iterator[Found]:
    """Records of insurance treatment other than charts, gone before three years from their completion."""
    yield from _short(sla, _THREE)


def hospital_records(sla: Sla) -> Iterator[Found]:
    """A hospital's own records, gone before two years; or before the five that are called desirable."""
    found = list(_short(sla, _TWO))
    yield from found
    if not found:
        longer = (statutes.HOSPITAL_RECORDS_LONGER,)
        yield from _short(sla, _FIVE, "finding_desirable", Severity.info, longer)


def dental_and_dispensing(sla: Sla) -> Iterator[Found]:
    """Dental charts gone before five years, dispensing records before three.

    Orders to dental technicians are no kind of information that a document names, so they are not looked at.
    """
    if handles(sla, frozenset({"dental_records"})):
        yield from _short(sla, _FIVE, "finding", None, (statutes.DENTAL,))
    if handles(sla, frozenset({"dispensing_records"})):
        yield from _short(sla, _THREE, "finding_dispensing", Severity.minor, (statutes.DISPENSING,))


def _short(
    sla: Sla,
    duty: Duration,
    variant: str = "finding",
    severity: Severity | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Iterator[Found]:
    """Every period for such records that is shorter than the duty; that of the whole service where they have none."""
    if stance(sla, RETURN) in (Stance.given, Stance.unread, Stance.open):
        return
    own = [view for view in views(sla, OTHER) if "lasts" in view.facets] or list(views(sla, SERVICE))
    for view in own:
        length = view.duration("lasts")
        if length is not None and length.compare(duty) is Order.less:
            facts: dict[str, Fact] = {
                "variant": variant,
                "kept_label": view.address.partition("[")[0],
                "kept_duration": length.text,
                "duty_duration": duty.text,
            }
            yield Found((view.at("lasts"), RETURN), facts, severity, evidence=evidence)
