"""Checks on recovery: how long a stop may last, how much is lost, and what backups make possible."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from medsla.quantities.duration import Duration
from medsla.quantities.order import Order
from medsla.quantities.percent import allowed_downtime
from medsla.results import Fact, Severity
from medsla.rules.reading import (
    DAY,
    Stance,
    View,
    compatible,
    least_seconds,
    period_days,
    stance,
    views,
)
from medsla.rules.rule import Found
from medsla.sla import Sla

__all__ = [
    "generations",
    "loss_of_a_day",
    "offline_copy",
    "restore_test",
    "rpo_against_backup",
    "rpo_not_a_time",
    "rpo_without_backup",
    "rto_against_uptime",
]

RTO, RPO, UPTIME = "recovery.rto", "recovery.rpo", "availability.uptime"
INTERVAL, PARTY, GENERATIONS = "backup.interval", "backup.responsible_party", "backup.generations"

_ONE_DAY = Duration.parse("P1D")
_MOST_DIGITS = 6


def rto_against_uptime(sla: Sla) -> Iterator[Found]:
    """One stop of the whole recovery time that alone uses up the downtime which the uptime permits."""
    for rto in views(sla, RTO):
        for uptime in views(sla, UPTIME):
            # the uptime of the network says nothing of a stop of the service
            if compatible(rto, uptime) and uptime.facets.get("component") != "network":
                yield from _one_stop(rto, uptime)


def _one_stop(rto: View, uptime: View) -> Iterator[Found]:
    length, percent, per = rto.duration("within"), uptime.percent(), uptime.duration("per")
    days = period_days(per)
    stop = least_seconds(length) if length else None
    if length is None or stop is None or percent is None or days is None:
        return
    # Where service hours are shorter than the day this holds as well: of all places for a stop of that length, the
    # worst hits at least the average share of service hours, and the permitted downtime shrinks by the same share.
    permitted = allowed_downtime(percent, days * DAY)
    if stop <= permitted:
        return
    left = max(Fraction(0), 100 - 100 * stop / (days * DAY))
    facts: dict[str, Fact] = {
        "variant": _variant(length, per),
        "rto_duration": length.text,
        "stop_seconds": stop,
        "uptime_percent": percent,
        "period_days": days,
        "permitted_seconds": permitted,
        "left_percent": left,
        "left_percent_shown": _shown(left, percent),
    }
    addresses = [rto.at("within"), uptime.at("percent"), *([uptime.at("per")] if per else [])]
    yield Found(tuple(addresses), facts)


def _variant(length: Duration, per: Duration | None) -> str:
    if length.is_business:
        return "finding_business"
    if per is None:
        return "finding"
    return "finding_month" if per == Duration.parse("P1M") else "finding_period"


def _shown(left: Fraction, percent: Decimal) -> Decimal:
    """One decimal, rounded half to even; more where rounding would hide that the promise is missed."""
    for digits in range(1, _MOST_DIGITS):
        rounded = round(left, digits)
        if rounded < percent:
            break
    return (Decimal(rounded.numerator) / Decimal(rounded.denominator)).quantize(Decimal(1).scaleb(-digits))


def rpo_against_backup(sla: Sla) -> Iterator[Found]:
    """A recovery point closer than the backups are apart: impossible from backups alone."""
    for rpo in views(sla, RPO):
        for backup in views(sla, INTERVAL):
            promised, apart = rpo.duration("within"), backup.duration("every")
            if promised is None or apart is None or not compatible(rpo, backup):
                continue
            if promised.compare(apart) is Order.less:
                facts: dict[str, Fact] = {"rpo_duration": promised.text, "interval_duration": apart.text}
                yield Found((rpo.at("within"), backup.at("every")), facts)


def rpo_without_backup(sla: Sla) -> Iterator[Found]:
    """A recovery point that rests on backups which the provider does not take."""
    nobody = [PARTY for party in views(sla, PARTY) if party.facets.get("party") == "institution"]
    nobody += [INTERVAL] if stance(sla, INTERVAL) is Stance.refused else []
    for rpo in views(sla, RPO):
        if not nobody or not {"event", "within"} & rpo.facets.keys():
            continue
        if rpo.facets.get("event") == "last_backup":
            variant = "finding" if PARTY in nobody else "finding_refused"
            yield Found((rpo.at("event"), nobody[0]), {"variant": variant})
        elif "within" in rpo.facets and PARTY in nobody:
            facts: dict[str, Fact] = {"variant": "finding_time", "rpo_duration": str(rpo.facets["within"])}
            yield Found((rpo.at("within"), PARTY), facts)


def rpo_not_a_time(sla: Sla) -> Iterator[Found]:
    """A recovery point told by an event that no other term turns into a time."""
    for rpo in views(sla, RPO):
        event = rpo.facets.get("event")
        if event is None or "within" in rpo.facets:
            continue
        if event == "just_before_failure":
            words = rpo.facets.get("said")
            facts: dict[str, Fact] = {"variant": "finding", "rpo_words": str(words)} if words else {}
            yield Found((rpo.at("event"),), facts or {"variant": "finding_unsaid"})
        elif event == "last_backup" and stance(sla, INTERVAL).absent and not _institution_takes_backups(sla):
            yield Found((rpo.at("event"), INTERVAL), {"variant": "finding_backup"})


def _institution_takes_backups(sla: Sla) -> bool:
    return any(party.facets.get("party") == "institution" for party in views(sla, PARTY))


def loss_of_a_day(sla: Sla) -> Iterator[Found]:
    """A recovery point that lets the entries of a day or more be lost."""
    for rpo in views(sla, RPO):
        promised = rpo.duration("within")
        if promised is None:
            continue
        if promised.business_days >= 1 or promised.compare(_ONE_DAY) in (Order.equal, Order.greater):
            facts: dict[str, Fact] = {"rpo_duration": promised.text, "loss_duration": _in_days(promised)}
            yield Found((rpo.at("within"),), facts)


def _in_days(length: Duration) -> str:
    """The duration as whole days where it is that; as written otherwise."""
    whole = not (length.months or length.seconds or length.is_business)
    return f"P{length.days}D" if whole else length.text


def offline_copy(sla: Sla) -> Iterator[Found]:
    """No copy that an attacker on the running system cannot reach."""
    address = "backup.offline_or_immutable"
    found = stance(sla, address)
    none = [view.at("level") for view in views(sla, address) if view.facets.get("level") == "none"]
    if found is Stance.refused or none:
        yield Found(tuple(none or [address]), {"variant": "finding_refused"}, Severity.critical, refused=True)
    elif found.absent:
        yield Found((address,), {"variant": "finding"})


def generations(sla: Sla) -> Iterator[Found]:
    """Fewer backup generations than the guideline's example: three, or five for medical records."""
    records = "medical_records" in (sla.service.get("information") or ())
    for view in views(sla, GENERATIONS):
        count = view.facets.get("count")
        if not isinstance(count, int):
            continue
        if count < 3:
            yield Found((view.at("count"),), {"generations_count": count, "example_count": 3})
        elif count < 5 and records:
            facts: dict[str, Fact] = {"variant": "finding_records", "generations_count": count, "example_count": 5}
            yield Found((view.at("count"),), facts, Severity.info)


def restore_test(sla: Sla) -> Iterator[Found]:
    """Nobody tries whether the copies can be restored."""
    address = "backup.restore_test"
    found = stance(sla, address)
    never = any(view.facets.get("count") == 0 for view in views(sla, address))
    if found is Stance.refused or never:
        yield Found((address,), {"variant": "finding_refused"}, Severity.major, refused=True)
    elif found.absent:
        yield Found((address,))
