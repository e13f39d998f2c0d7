"""The table of rules, and the one call that applies it.

The order is that of pressing: findings of equal severity are shown in it. Ids are never used again for another rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from medsla.errors import MedslaError, Problem
from medsla.profile import ceiling
from medsla.results import Fact, LintFinding, Severity
from medsla.rules import availability, incident, promise, records, recovery, sources
from medsla.rules.exit import certificate_fields, certificate_refused, erasure_against_retrieval
from medsla.rules.reading import handles
from medsla.rules.rule import Found, Rule
from medsla.sla import Sla

__all__ = ["RULES", "lint", "rule"]

_MEDICAL = frozenset({"medical_records"})
_RECORDS = frozenset({"medical_records", "dental_records", "dispensing_records", "hospital_records"})
_PATIENTS = _RECORDS | {"other_patient_data"}
_PERSONS = _PATIENTS | {"personal_data", "licence_records"}

_CRITICAL, _MAJOR, _MINOR = Severity.critical, Severity.major, Severity.minor

RULES: tuple[Rule, ...] = (
    Rule("SLA249", "rpo-against-backup", _CRITICAL, "logic", recovery.rpo_against_backup),
    Rule("SLA266", "rpo-without-backup", _CRITICAL, "logic", recovery.rpo_without_backup),
    Rule("SLA238", "erasure-before-retrieval", _CRITICAL, "logic", erasure_against_retrieval),
    Rule("SLA250", "rto-against-uptime", _MAJOR, "logic", recovery.rto_against_uptime),
    Rule("SLA268", "uncapped-excluded-maintenance", _MAJOR, "logic", availability.uncapped_maintenance),
    Rule("SLA269", "planned-hours-unstated", _MAJOR, "logic", availability.planned_hours_unstated),
    Rule("SLA263", "rpo-not-a-time", _MAJOR, "logic", recovery.rpo_not_a_time),
    Rule("SLA270", "loss-of-a-day", _MAJOR, "logic", recovery.loss_of_a_day),
    Rule(
        "SLA265",
        "first-notice-missing",
        _MAJOR,
        "logic",
        incident.first_notice_missing,
        (sources.OUTAGE_NOTICE,),
    ),
    Rule("SLA264", "night-clock-unclear", _MAJOR, "logic", incident.night_clock_unclear),
    Rule("SLA252", "clocks-out-of-order", _MAJOR, "logic", incident.clocks),
    Rule("SLA257", "ladder-flaws", _MAJOR, "logic", promise.ladder_flaws),
    Rule("SLA251", "probe-against-outage", _MINOR, "logic", availability.probe_against_outage),
    Rule(
        "SLA267",
        "certificate-refused",
        _CRITICAL,
        "guideline",
        certificate_refused,
        (sources.DESTRUCTION,),
        _PATIENTS,
    ),
    Rule(
        "SLA201",
        "retention-too-short",
        _CRITICAL,
        "law",
        records.retention,
        (sources.RETENTION_MEDICAL, sources.RETENTION_INSURANCE),
        _MEDICAL,
    ),
    Rule(
        "SLA206",
        "law-reach-unstated",
        _MAJOR,
        "guideline",
        records.law_reach,
        (sources.LAW_REACH, sources.LAW_REACH_ENFORCED),
        _PATIENTS,
    ),
    Rule(
        "SLA222",
        "breach-notice-without-number",
        _MAJOR,
        "law",
        incident.breach_notice,
        (sources.INCIDENT_NOTICE_LAW, sources.INCIDENT_NOTICE_GUIDE, sources.INCIDENT_DETAIL),
        _PERSONS,
    ),
    Rule(
        "SLA229",
        "secondary-use-allowed",
        _MAJOR,
        "guideline",
        records.secondary_use,
        (sources.SECONDARY_USE, sources.SECONDARY_USE_PROVIDER),
        _PATIENTS,
    ),
    Rule(
        "SLA212",
        "no-offline-copy",
        _MAJOR,
        "guideline",
        recovery.offline_copy,
        (sources.BACKUP_OFFLINE,),
        _PATIENTS,
    ),
    Rule("SLA258", "targets-only", _MAJOR, "wording", promise.targets_only),
    Rule("SLA261", "actual-as-promise", _MAJOR, "wording", promise.actual_as_promise),
    Rule("SLA256", "upstream-excluded", _MAJOR, "guideline", availability.upstream_excluded, (sources.CHAIN,)),
    Rule(
        "SLA209",
        "certification-missing",
        _MAJOR,
        "guideline",
        records.certifications,
        (sources.CERTIFICATION, sources.CERTIFICATION_SELECTED),
        _PATIENTS,
    ),
    Rule(
        "SLA217",
        "log-unprotected",
        _MAJOR,
        "guideline",
        records.log_protection,
        (sources.LOG_PROTECTION,),
        _PATIENTS,
    ),
    Rule(
        "SLA219",
        "log-retention-unstated",
        _MINOR,
        "guideline",
        records.log_retention,
        (sources.LOG_KEPT,),
        _PATIENTS,
    ),
    Rule(
        "SLA235",
        "certificate-fields",
        _MINOR,
        "guideline",
        certificate_fields,
        (sources.DESTRUCTION,),
        _PATIENTS,
    ),
    Rule(
        "SLA205",
        "retention-start-unstated",
        _MINOR,
        "law",
        records.retention_start,
        (sources.RETENTION_INSURANCE,),
        _MEDICAL,
    ),
    Rule(
        "SLA215",
        "restore-never-tried",
        _MINOR,
        "guideline",
        recovery.restore_test,
        (sources.RESTORE,),
        _PATIENTS,
    ),
    Rule(
        "SLA221",
        "final-report-missing",
        _MINOR,
        "guideline",
        incident.final_report,
        (sources.INCIDENT_DETAIL,),
        _PATIENTS,
    ),
    Rule(
        "SLA213",
        "few-generations",
        _MINOR,
        "guideline",
        recovery.generations,
        (sources.BACKUP_EXAMPLE,),
        _PATIENTS,
    ),
)
"""All rules, most pressing first."""


def rule(name: str) -> Rule:
    """The rule with this id or slug.

    Raises:
        MedslaError: there is no such rule.

    >>> rule("rto-against-uptime").id
    'SLA250'
    """
    for row in RULES:
        if name in (row.id, row.slug):
            return row
    raise MedslaError(Problem.of("rule.unknown", rule=name))


def lint(sla: Sla, *, only: Collection[str] = ()) -> tuple[LintFinding, ...]:
    """What the rules find in one document, in the order of the table.

    Args:
        sla: the document; silence counts against it only where it was read whole.
        only: ids or slugs of the rules to apply; all where it is empty.

    Raises:
        MedslaError: `only` names a rule that does not exist.

    >>> from medsla.sla import load_data
    >>> late = {"rto": {"within": "PT48H"}}
    >>> offer = {
    ...     "medsla": "1.0",
    ...     "terms": {"availability": {"uptime": {"percent": 99}}, "recovery": late},
    ... }
    >>> [found.rule for found in lint(load_data(offer), only=["SLA250"])]
    ['SLA250']
    """
    wanted = {rule(name).id for name in only}
    return tuple(found for row in RULES if not wanted or row.id in wanted for found in _findings(row, sla))


def _findings(row: Rule, sla: Sla) -> Iterator[LintFinding]:
    applies = handles(sla, row.information) if row.information else True
    if applies is False:
        return
    for found in row.check(sla):
        facts: dict[str, Fact] = dict(found.facts)
        if applies is None:
            facts["doubt"] = "information"
        yield LintFinding(
            rule=row.id,
            slug=row.slug,
            kind=row.kind,
            severity=_severity(row, found, doubtful=applies is None),
            addresses=found.addresses,
            facts=facts,
            evidence=row.evidence,
        )


def _severity(row: Rule, found: Found, *, doubtful: bool) -> Severity:
    """The weight of the loss, lighter where the rule may not apply, capped by the evidence unless plainly refused."""
    severity = found.severity or row.severity
    if doubtful:
        severity = severity.lowered
    if found.refused or row.kind not in ("law", "guideline"):
        return severity
    return severity.capped(ceiling(row.evidence))
