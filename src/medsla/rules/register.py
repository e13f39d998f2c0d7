"""All rules in the order of pressing: findings of equal severity are shown in it.

`SLA2NN` carries rule LNN of the field's dossier; ids from SLA263 on came later. Ids are never used again for another
rule.
"""

from __future__ import annotations

from dataclasses import replace

from medsla.results import Evidence, Severity
from medsla.rules import (
    access,
    availability,
    backups,
    breach,
    exit,  # noqa: A004 - the group of terms is called so
    guidelines,
    incident,
    keeping,
    legibility,
    logs,
    maintenance,
    oversight,
    places,
    promise,
    records,
    recovery,
    sources,
    statutes,
)
from medsla.rules.presence import promised
from medsla.rules.rule import Check, Rule

__all__ = ["RULES"]

_MEDICAL = frozenset({"medical_records"})
_HOSPITAL = frozenset({"hospital_records"})
_DENTAL = frozenset({"dental_records", "dispensing_records"})
_INSURED = frozenset({"medical_records", "dental_records", "hospital_records"})
_RECORDS = frozenset({"medical_records", "dental_records", "dispensing_records", "hospital_records"})
_PATIENTS = _RECORDS | {"other_patient_data"}
_PERSONS = _PATIENTS | {"personal_data", "licence_records"}

_CRITICAL, _MAJOR, _MINOR, _INFO = Severity.critical, Severity.major, Severity.minor, Severity.info


def _law(name: str, severity: Severity, check: Check, information: frozenset[str], *evidence: Evidence) -> Rule:
    return Rule(*_named(name), severity, "law", check, evidence, information)


def _guide(name: str, severity: Severity, check: Check, information: frozenset[str], *evidence: Evidence) -> Rule:
    return Rule(*_named(name), severity, "guideline", check, evidence, information)


def _logic(name: str, severity: Severity, check: Check, *evidence: Evidence) -> Rule:
    return Rule(*_named(name), severity, "logic", check, evidence)


def _words(name: str, severity: Severity, check: Check, information: frozenset[str] = frozenset()) -> Rule:
    return Rule(*_named(name), severity, "wording", check, (), information)


def _named(name: str) -> tuple[str, str]:
    """Id and slug of a row."""
    number, _, slug = name.partition(" ")
    return f"SLA{number}", slug


RULES: tuple[Rule, ...] = (
    # contradictions
    _logic("249 rpo-against-backup", _CRITICAL, recovery.rpo_against_backup),
    _logic("266 rpo-without-backup", _CRITICAL, recovery.rpo_without_backup),
    _logic("238 erasure-before-retrieval", _CRITICAL, exit.erasure_against_retrieval),
    _logic("250 rto-against-uptime", _MAJOR, recovery.rto_against_uptime),
    _logic("268 uncapped-excluded-maintenance", _MAJOR, availability.uncapped_maintenance),
    _logic("269 planned-hours-unstated", _MAJOR, availability.planned_hours_unstated),
    _logic("263 rpo-not-a-time", _MAJOR, recovery.rpo_not_a_time),
    _logic("270 loss-of-a-day", _MAJOR, recovery.loss_of_a_day),
    _logic("265 first-notice-missing", _MAJOR, incident.first_notice_missing, sources.OUTAGE_NOTICE),
    _logic("264 night-clock-unclear", _MAJOR, incident.night_clock_unclear),
    _logic("252 clocks-out-of-order", _MAJOR, incident.clocks),
    _logic("257 ladder-flaws", _MAJOR, promise.ladder_flaws),
    _logic("251 probe-against-outage", _MINOR, availability.probe_against_outage),
    _logic("253 planned-stops-at-odds", _MINOR, maintenance.planned_stops),
    # what is refused, lost or out of reach
    _guide("267 certificate-refused", _CRITICAL, exit.certificate_refused, _PATIENTS, sources.DESTRUCTION),
    _law(
        "201 retention-too-short",
        _CRITICAL,
        records.retention,
        _MEDICAL,
        sources.RETENTION_MEDICAL,
        sources.RETENTION_INSURANCE,
    ),
    _guide(
        "206 law-reach-unstated",
        _MAJOR,
        records.law_reach,
        _PATIENTS,
        sources.LAW_REACH,
        sources.LAW_REACH_ENFORCED,
    ),
    _law(
        "222 breach-notice-without-number",
        _MAJOR,
        incident.breach_notice,
        _PERSONS,
        sources.INCIDENT_NOTICE_LAW,
        sources.INCIDENT_NOTICE_GUIDE,
        sources.INCIDENT_DETAIL,
    ),
    _law(
        "225 breach-notice-late",
        _MAJOR,
        breach.late_for_exemption,
        _PERSONS,
        sources.INCIDENT_NOTICE_LAW,
        sources.INCIDENT_EXEMPTION,
        sources.INCIDENT_NOTICE_GUIDE,
    ),
    _law("224 report-to-authority-late", _MAJOR, breach.reports_to_authority, _PERSONS, statutes.BREACH_FINAL),
    _guide(
        "229 secondary-use-allowed",
        _MAJOR,
        records.secondary_use,
        _PATIENTS,
        sources.SECONDARY_USE,
        sources.SECONDARY_USE_PROVIDER,
    ),
    _guide("212 no-offline-copy", _MAJOR, recovery.offline_copy, _PATIENTS, sources.BACKUP_OFFLINE),
    _law("202 other-records-too-short", _MAJOR, keeping.insurance_records, _INSURED, statutes.INSURANCE_RECORDS),
    _law("203 hospital-records-too-short", _MAJOR, keeping.hospital_records, _HOSPITAL, statutes.HOSPITAL_RECORDS),
    _law(
        "204 dental-or-dispensing-records-too-short",
        _MAJOR,
        keeping.dental_and_dispensing,
        _DENTAL,
        statutes.DENTAL,
        statutes.DISPENSING,
    ),
    _guide(
        "246 condition-of-records-untouched",
        _MAJOR,
        legibility.three_conditions,
        _RECORDS,
        statutes.THREE_CONDITIONS,
    ),
    # promises that bind little
    _words("258 targets-only", _MAJOR, promise.targets_only),
    _words("259 only-remedy", _MAJOR, promise.only_remedy),
    _words("261 actual-as-promise", _MAJOR, promise.actual_as_promise),
    _guide("256 upstream-excluded", _MAJOR, availability.upstream_excluded, frozenset(), sources.CHAIN),
    # who answers for what
    _law(
        "227 no-means-of-supervision",
        _MAJOR,
        oversight.supervision,
        _PERSONS,
        statutes.SUPERVISION,
        guidelines.SUPERVISION_POINTS,
    ),
    _guide(
        "228 staff-not-bound",
        _MAJOR,
        oversight.confidentiality,
        _PERSONS,
        guidelines.CONFIDENTIALITY,
        guidelines.CONFIDENTIALITY_FLOWN_DOWN,
    ),
    _words("230 subcontracting-unbound", _MAJOR, oversight.subcontracting, _PERSONS),
    _guide("232 boundary-undrawn", _MAJOR, oversight.boundary, _PATIENTS, guidelines.DEMARCATION),
    _guide(
        "233 roles-not-shared-out", _MAJOR, oversight.roles, _PATIENTS, guidelines.ROLES, guidelines.ROLES_IN_ATTACK
    ),
    _guide(
        "209 certification-missing",
        _MAJOR,
        records.certifications,
        _PATIENTS,
        sources.CERTIFICATION,
        sources.CERTIFICATION_SELECTED,
    ),
    _guide("211 backup-matters-open", _MAJOR, backups.five_matters, _PATIENTS, guidelines.BACKUP_IN_SLA),
    _guide("216 log-content-short", _MAJOR, logs.log_content, _PATIENTS, guidelines.LOG_CONTENT),
    _guide("217 log-unprotected", _MAJOR, records.log_protection, _PATIENTS, sources.LOG_PROTECTION),
    _guide("220 remote-work-unrecorded", _MAJOR, logs.remote_log, _PATIENTS, guidelines.REMOTE_LOG),
    _guide("237 data-back-unusable", _MAJOR, exit.usable_formats, _PATIENTS, guidelines.FORMATS),
    _guide(
        "207 copies-out-of-reach",
        _MAJOR,
        places.copies_and_logs,
        _PATIENTS,
        sources.LAW_REACH_ENFORCED,
        guidelines.LOCATION_TOPIC,
    ),
    # the lighter ones
    _guide("208 reach-without-ground", _MINOR, places.ground_of_reach, _PATIENTS, sources.LAW_REACH_ENFORCED),
    _guide("210 guideline-not-named", _MINOR, oversight.guideline_clause, _PATIENTS, guidelines.GUIDELINE_CLAUSE),
    _guide(
        "218 log-time-unsynchronised",
        _MINOR,
        promised("access.log_time_sync", _MINOR),
        _PATIENTS,
        guidelines.LOG_TIME,
    ),
    _guide("219 log-retention-unstated", _MINOR, records.log_retention, _PATIENTS, sources.LOG_KEPT),
    _guide("235 certificate-fields", _MINOR, exit.certificate_fields, _PATIENTS, sources.DESTRUCTION),
    _guide(
        "236 destruction-without-consent",
        _MINOR,
        oversight.outsourced_destruction,
        _PATIENTS,
        guidelines.DESTRUCTION_ENTRUSTED,
    ),
    _law("205 retention-start-unstated", _MINOR, records.retention_start, _MEDICAL, sources.RETENTION_INSURANCE),
    _guide("215 restore-never-tried", _MINOR, recovery.restore_test, _PATIENTS, sources.RESTORE),
    _guide("221 final-report-missing", _MINOR, incident.final_report, _PATIENTS, sources.INCIDENT_DETAIL),
    _law("226 report-items-missing", _MINOR, breach.report_items, _PERSONS, statutes.BREACH_ITEMS),
    _guide("213 few-generations", _MINOR, recovery.generations, _PATIENTS, sources.BACKUP_EXAMPLE),
    _guide("231 chain-unanswered", _MINOR, oversight.lead_provider, _PATIENTS, sources.CHAIN),
    _guide("234 line-unclear", _MINOR, maintenance.line_supplier, frozenset(), guidelines.LINES),
    _guide(
        "241 passwords-weak",
        _MINOR,
        access.passwords,
        _PATIENTS,
        guidelines.PASSWORD,
        guidelines.PASSWORD_FIRST,
    ),
    _guide("242 password-alone", _MINOR, access.second_factor, _PATIENTS, guidelines.MFA),
    _guide("243 no-disclosure", _MINOR, oversight.disclosure, _PATIENTS, guidelines.DISCLOSURE),
    _guide("244 assessment-not-shown", _MINOR, oversight.assessment, _PATIENTS, guidelines.ASSESSMENT),
    _guide("248 unreadable-when-down", _MINOR, legibility.readable_when_down, _RECORDS, statutes.READABLE_ON_PAPER),
    _words("255 uptime-incomplete", _MINOR, promise.incomplete_uptime),
    _guide("214 offline-copy-for-fee", _INFO, backups.disconnected_for_fee, _HOSPITAL, guidelines.FEE_OFFLINE),
    _law("223 notice-from-many-persons", _INFO, breach.number_of_persons, _PATIENTS, statutes.BREACH_ONE_PERSON),
    _guide("245 soundness-not-shown", _INFO, oversight.finances, _PATIENTS, guidelines.FINANCES),
    _guide("247 living-only", _INFO, legibility.dead_patients, _PATIENTS, guidelines.DEAD_PATIENTS),
    _guide(
        "254 behind-mic-2008",
        _INFO,
        incident.against_guide,
        frozenset(),
        guidelines.LIVENESS,
        sources.OUTAGE_NOTICE,
    ),
    _guide("260 end-notice-short", _INFO, incident.termination_notice, frozenset(), guidelines.TERMINATION_NOTICE),
    _words("262 old-edition", _INFO, oversight.guideline_edition),
    # the law of other countries, only where it is asked for
    replace(
        _law("239 eu-data-act", _INFO, exit.european_switching, frozenset(), statutes.DATA_ACT_NOTICE), foreign=True
    ),
    replace(_law("240 hipaa-notice", _INFO, breach.american_notice, frozenset(), statutes.HIPAA_NOTICE), foreign=True),
)
"""All rules, most pressing first."""
