"""A hand-written table: what the reference says, what the proposal says, the verdict a careful reader gives."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from medsla.comparison import diff
from medsla.results import Verdict
from medsla.sla import load_data

UP, RTO, RPO = "availability.uptime", "recovery.rto", "recovery.rpo"
HOURS, WINDOW = "availability.service_hours", "maintenance.planned_window"
NOTICE, UPGRADE, END = "maintenance.planned_notice", "change.upgrade_notice", "continuity.termination_notice"
OUTAGE, BREACH = "incident.outage_notice", "breach.notice_to_institution"
COUNTRY, CERTS, ERASE, CERT = (
    "data.storage_country",
    "security.certifications",
    "exit.erasure",
    "exit.erasure_certificate",
)
KEEP, LOGS, RETRIEVE, RETURN = (
    "data.retention_service",
    "access.log_retention",
    "exit.retrieval_period",
    "exit.data_return",
)
RESPONSE, CREDIT, USERS, GENS = "support.response", "remedy.credit", "capacity.concurrent_users", "backup.generations"
SUB, USE, IMM, INTERVAL, MAJOR = (
    "subcontract.consent",
    "data.secondary_use",
    "backup.offline_or_immutable",
    "backup.interval",
    "incident.major_count",
)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
NINE_TO_SIX = {"days": WEEKDAYS, "from": "09:00", "to": "18:00"}
STEP_999 = {"at_least": Decimal("99.75"), "below": Decimal("99.9"), "credit": {"percent": 1}}
STEP_9975 = {"below": Decimal("99.75"), "credit": {"percent": 3}}


def within(text: str, **more: Any) -> dict[str, Any]:
    return {"within": text, **more}


def cases(**texts: str) -> dict[str, Any]:
    return {"cases": [{"when": {"severity": key}, "within": text} for key, text in texts.items()]}


def ladder(*steps: tuple[str | None, str | None, dict[str, Any]]) -> dict[str, Any]:
    rows = []
    for at_least, below, credit in steps:
        row: dict[str, Any] = {"credit": credit}
        if at_least:
            row["at_least"] = Decimal(at_least)
        if below:
            row["below"] = Decimal(below)
        rows.append(row)
    return {"steps": rows}


PAIRS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    # Deadlines, of which the shorter is better
    (RTO, within("PT4H"), within("PT4H"), "same"),
    (RTO, within("PT4H"), within("PT240M"), "same"),
    (RTO, within("PT4H"), within("PT239M"), "stronger"),
    (RTO, within("PT4H"), within("PT241M"), "weaker"),
    (RTO, within("P1D"), within("PT24H"), "same"),
    (RTO, within("P1D"), within("PT86400S"), "same"),
    (RTO, within("P1W"), within("P7D"), "same"),
    (RTO, within("P1W"), within("P8D"), "weaker"),
    (RTO, within("P1M"), within("P30D"), "undecidable"),
    (RTO, within("P1M"), within("P28D"), "undecidable"),
    (RTO, within("P1M"), within("P27D"), "stronger"),
    (RTO, within("P1M"), within("P31D"), "undecidable"),
    (RTO, within("P1M"), within("P32D"), "weaker"),
    (RTO, within("P1Y"), within("P12M"), "same"),
    (RTO, within("P1Y"), within("P365D"), "undecidable"),
    (RTO, within("P1Y"), within("P364D"), "stronger"),
    (RTO, within("P1Y"), within("P367D"), "weaker"),
    (RTO, within("P1BD"), within("P1BD"), "same"),
    (RTO, within("P1BD"), within("P2BD"), "weaker"),
    (RTO, within("P1BD"), within("P0.5BD"), "stronger"),
    (RTO, within("P1BD"), within("PT24H"), "undecidable"),
    (RTO, within("PT4BH"), within("PT240BM"), "same"),
    (RTO, within("PT4BH"), within("PT4H"), "undecidable"),
    (RTO, within("PT0S"), within("PT1S"), "weaker"),
    # bounds
    (RTO, within("PT1H"), within("PT1H", bound="exclusive"), "stronger"),
    (RTO, within("PT1H", bound="exclusive"), within("PT1H"), "weaker"),
    (RTO, within("PT1H", bound="exclusive"), within("PT50M"), "stronger"),
    (RTO, within("PT50M"), within("PT1H", bound="exclusive"), "weaker"),
    (RTO, within("PT1H", bound="inclusive"), within("PT1H"), "same"),
    (RTO, within("PT1H", bound="exclusive"), within("PT60M", bound="exclusive"), "same"),
    # where the clock starts
    (RTO, within("PT4H", counted_from="detection"), within("PT4H", counted_from="detection"), "same"),
    (RTO, within("PT4H", counted_from="detection"), within("PT4H", counted_from="occurrence"), "stronger"),
    (RTO, within("PT4H", counted_from="detection"), within("PT4H", counted_from="confirmation"), "weaker"),
    (RTO, within("PT4H", counted_from="detection"), within("PT2H", counted_from="confirmation"), "mixed"),
    (RTO, within("PT4H", counted_from="confirmation"), within("PT4H", counted_from="report"), "undecidable"),
    (RTO, within("PT4H", counted_from="detection"), within("PT4H"), "conditional"),
    (RTO, within("PT4H"), within("PT4H", counted_from="detection"), "conditional"),
    (RTO, within("PT4H", counted_from="detection"), within("PT8H"), "weaker"),
    # strength of promise and hedges
    (RTO, within("PT4H", commitment="guarantee"), within("PT4H", commitment="target"), "weaker"),
    (RTO, within("PT4H", commitment="target"), within("PT4H", commitment="best_effort"), "same"),
    (RTO, within("PT4H", commitment="target"), within("PT4H", commitment="none"), "weaker"),
    (RTO, within("PT4H", commitment="best_effort"), within("PT4H", commitment="guarantee"), "stronger"),
    (RTO, within("PT4H"), within("PT4H", hedges=["in_principle"]), "weaker"),
    (RTO, within("PT4H", hedges=["in_principle"]), within("PT4H"), "stronger"),
    (RTO, within("PT4H", hedges=["in_principle"]), within("PT4H", hedges=["approximate"]), "mixed"),
    (RTO, within("PT4H"), within("PT4H", hedges=[]), "same"),
    (RTO, within("PT4H", said="4時間"), within("PT4H", said="４時間以内"), "same"),
    # Advance notice, of which the longer is better
    (NOTICE, {"lead": "P30D"}, {"lead": "P3D"}, "weaker"),
    (NOTICE, {"lead": "P30D"}, {"lead": "P31D"}, "stronger"),
    (NOTICE, {"lead": "P30D"}, {"lead": "PT720H"}, "same"),
    (NOTICE, {"lead": "P30D"}, {"lead": "P1M"}, "undecidable"),
    (NOTICE, {"lead": "P2D"}, {"lead": "PT48H"}, "same"),
    (NOTICE, {"lead": "P7D"}, {"lead": "P7D", "bound": "exclusive"}, "stronger"),
    (NOTICE, {"lead": "P7D", "channels": ["email"]}, {"lead": "P7D", "channels": ["email", "phone"]}, "stronger"),
    (NOTICE, {"lead": "P7D", "channels": ["email"]}, {"lead": "P7D", "channels": ["website"]}, "mixed"),
    (NOTICE, {"lead": "P7D", "channels": ["email", "phone"]}, {"lead": "P7D", "channels": ["email"]}, "weaker"),
    (END, {"lead": "P15M"}, {"lead": "P6M"}, "weaker"),
    (END, {"lead": "P15M"}, {"lead": "P1Y3M"}, "same"),
    # percentages
    (UP, {"percent": Decimal("99.9")}, {"percent": Decimal("99.90")}, "same"),
    (UP, {"percent": Decimal("99.9")}, {"percent": Decimal("99.89")}, "weaker"),
    (UP, {"percent": Decimal("99.9")}, {"percent": Decimal("99.91")}, "stronger"),
    (UP, {"percent": 99}, {"percent": Decimal("99.0")}, "same"),
    (UP, {"percent": Decimal("99.9999")}, {"percent": Decimal("99.99989")}, "weaker"),
    (
        UP,
        {"percent": Decimal("99.9"), "commitment": "guarantee"},
        {"percent": Decimal("99.95"), "commitment": "target"},
        "mixed",
    ),
    (UP, {"percent": Decimal("99.9"), "per": "P1M"}, {"percent": Decimal("99.9")}, "conditional"),
    (UP, {"percent": Decimal("99.9"), "per": "P1M"}, {"percent": Decimal("99.9"), "per": "P1Y"}, "weaker"),
    (UP, {"percent": Decimal("99.9"), "per": "P1Y"}, {"percent": Decimal("99.9"), "per": "P1M"}, "stronger"),
    (UP, {"percent": Decimal("99.9"), "per": "P1Y"}, {"percent": Decimal("99.9"), "per": "P12M"}, "same"),
    (UP, {"percent": Decimal("99.9"), "per": "P1M"}, {"percent": Decimal("99.95"), "per": "P1Y"}, "mixed"),
    (UP, {"percent": Decimal("99.9"), "per": "P1Y"}, {"percent": Decimal("99.0"), "per": "P1M"}, "mixed"),
    (
        UP,
        {"percent": Decimal("99.9"), "per": "P1M", "exclusions": []},
        {"percent": Decimal("99.95"), "per": "P1M", "exclusions": ["planned_maintenance"]},
        "weaker",
    ),
    (
        UP,
        {"percent": Decimal("99.9"), "exclusions": ["planned_maintenance"]},
        {"percent": Decimal("99.9"), "exclusions": ["planned_maintenance", "emergency_maintenance"]},
        "weaker",
    ),
    (
        UP,
        {"percent": Decimal("99.9"), "exclusions": ["planned_maintenance"]},
        {"percent": Decimal("99.9"), "exclusions": ["force_majeure"]},
        "mixed",
    ),
    (
        UP,
        {"percent": Decimal("99.9"), "minimum_outage": "PT5M"},
        {"percent": Decimal("99.9"), "minimum_outage": "PT10M"},
        "weaker",
    ),
    (
        UP,
        {"percent": Decimal("99.9"), "formula": "planned_time_less_downtime"},
        {"percent": Decimal("99.9"), "formula": "successful_requests"},
        "different",
    ),
    # windows
    (HOURS, {"windows": "always"}, {"windows": "always"}, "same"),
    (HOURS, {"windows": "always"}, {"windows": [NINE_TO_SIX]}, "weaker"),
    (HOURS, {"windows": [NINE_TO_SIX]}, {"windows": "always"}, "stronger"),
    (HOURS, {"windows": "always"}, {"windows": [{"from": "00:00", "to": "24:00"}]}, "same"),
    (
        HOURS,
        {"windows": [{"from": "07:00", "to": "22:00"}]},
        {"windows": [{"from": "07:00", "to": "12:00"}, {"from": "12:00", "to": "22:00"}]},
        "same",
    ),
    (
        HOURS,
        {"windows": [{"from": "07:00", "to": "22:00"}]},
        {"windows": [{"from": "08:00", "to": "23:00"}]},
        "mixed",
    ),
    (
        HOURS,
        {"windows": [{"from": "07:00", "to": "22:00"}]},
        {"windows": [{"from": "07:00", "to": "21:59"}]},
        "weaker",
    ),
    (
        WINDOW,
        {"windows": [{"from": "23:00", "to": "05:00"}]},
        {"windows": [{"from": "23:00", "to": "04:00"}]},
        "stronger",
    ),
    (
        WINDOW,
        {"windows": [{"from": "23:00", "to": "05:00"}]},
        {"windows": [{"from": "22:00", "to": "05:00"}]},
        "weaker",
    ),
    (
        HOURS,
        {"windows": [NINE_TO_SIX | {"holidays": "excluded"}]},
        {"windows": [NINE_TO_SIX]},
        "stronger",
    ),
    (
        HOURS,
        {"windows": [NINE_TO_SIX]},
        {"windows": [NINE_TO_SIX | {"days": [*WEEKDAYS, "sat"], "holidays": "excluded"}]},
        "mixed",
    ),
    (
        WINDOW,
        {"windows": [{"days": ["sun"], "nth": 4, "of": "weekday", "every": "month", "from": "00:00", "to": "05:00"}]},
        {"windows": [{"days": ["sun"], "nth": 4, "of": "week", "every": "month", "from": "00:00", "to": "05:00"}]},
        "mixed",
    ),
    (
        WINDOW,
        {"windows": [{"days": ["sun"], "nth": 4, "of": "weekday", "every": "month", "from": "00:00", "to": "05:00"}]},
        {"windows": [{"days": ["sun"], "nth": 4, "every": "month", "from": "00:00", "to": "05:00"}]},
        "undecidable",
    ),
    # sets, countries, certifications
    (COUNTRY, {"countries": ["JP"]}, {"countries": ["JP"]}, "same"),
    (COUNTRY, {"countries": ["JP"]}, {"countries": ["JP", "SG"]}, "weaker"),
    (COUNTRY, {"countries": ["JP", "SG"]}, {"countries": ["JP"]}, "stronger"),
    (COUNTRY, {"countries": ["JP", "SG"]}, {"countries": ["SG", "JP"]}, "same"),
    (COUNTRY, {"countries": ["JP"]}, {"countries": ["SG"]}, "weaker"),
    (CERTS, {"any_of": ["privacy_mark", "isms"]}, {"held": ["isms"]}, "same"),
    (CERTS, {"any_of": ["privacy_mark", "isms"]}, {"held": ["isms", "privacy_mark"]}, "same"),
    (CERTS, {"any_of": ["privacy_mark", "isms"]}, {"held": ["iso27017"]}, "weaker"),
    (CERTS, {"any_of": ["privacy_mark", "isms"]}, {"any_of": ["isms", "privacy_mark"]}, "same"),
    (CERTS, {"held": ["isms"]}, {"any_of": ["privacy_mark", "isms"]}, "undecidable"),
    (CERTS, {"held": ["isms"]}, {"held": ["isms", "iso27017"]}, "stronger"),
    (CERTS, {"held": ["isms", "privacy_mark"]}, {"held": ["isms"]}, "weaker"),
    # ordered words
    (SUB, {"rule": "consent"}, {"rule": "notify"}, "weaker"),
    (SUB, {"rule": "consent"}, {"rule": "forbidden"}, "stronger"),
    (SUB, {"rule": "consent"}, {"rule": "free"}, "weaker"),
    (USE, {"use": "consent"}, {"use": "prohibited"}, "stronger"),
    (USE, {"use": "prohibited"}, {"use": "allowed"}, "weaker"),
    (IMM, {"level": "offline"}, {"level": "immutable"}, "undecidable"),
    (IMM, {"level": "offline"}, {"level": "separated"}, "weaker"),
    (IMM, {"level": "separated"}, {"level": "immutable"}, "stronger"),
    (BREACH, {"promptness": "promptly"}, {"promptness": "immediately"}, "stronger"),
    (BREACH, {"promptness": "promptly"}, {"promptness": "without_delay"}, "weaker"),
    (BREACH, {"within": "PT24H"}, {"promptness": "immediately"}, "undecidable"),
    (OUTAGE, {"within": "PT60M"}, {"within": "PT1H"}, "same"),
    # recovery point: a duration or an event
    (RPO, {"within": "PT24H"}, {"event": "last_backup"}, "undecidable"),
    (RPO, {"event": "last_backup"}, {"event": "last_backup"}, "same"),
    (RPO, {"event": "last_backup"}, {"event": "just_before_failure"}, "different"),
    (RPO, {"within": "PT24H"}, {"event": "just_before_failure"}, "undecidable"),
    # retention, retrieval, erasure
    (KEEP, {"lasts": "P10Y"}, {"lasts": "P5Y"}, "weaker"),
    (
        KEEP,
        {"lasts": "P10Y", "counted_from": "completion"},
        {"lasts": "P10Y", "counted_from": "entry_year"},
        "undecidable",
    ),
    (LOGS, {"lasts": "P5Y"}, {"lasts": "P60M"}, "same"),
    (RETRIEVE, {"lasts": "P30D"}, {"lasts": "P29D"}, "weaker"),
    (ERASE, within("P30D", counted_from="retrieval_end"), within("P14D", counted_from="retrieval_end"), "stronger"),
    (ERASE, within("P30D", counted_from="retrieval_end"), within("P60D", counted_from="retrieval_end"), "weaker"),
    (ERASE, within("P30D", counted_from="retrieval_end"), within("P14D", counted_from="agreement_end"), "undecidable"),
    (ERASE, within("P30D", counted_from="agreement_end"), within("P14D", counted_from="agreement_end"), "undecidable"),
    # refusals and answers
    (CERT, {"provided": True}, {"provided": False}, "weaker"),
    (CERT, {"provided": True}, {"answer": "none"}, "weaker"),
    (CERT, {"provided": False}, {"provided": True}, "stronger"),
    (CERT, {"provided": False}, {"answer": "none"}, "same"),
    (CERT, {"provided": True, "fields": ["item", "date"]}, {"provided": True, "fields": ["item"]}, "weaker"),
    (CERT, {"provided": True}, {"answer": "undisclosed"}, "not_stated"),
    (CERT, {"provided": True}, {"answer": "unset"}, "not_stated"),
    (RETURN, {"provided": True, "formats": ["csv"]}, {"provided": True, "formats": ["csv", "xml"]}, "stronger"),
    (RTO, within("PT4H"), {"said": "速やかに"}, "undecidable"),
    (RTO, within("PT4H"), {"actual": {"said": "2時間"}}, "not_stated"),
    (RTO, within("PT4H"), {"answer": "ambiguous", "candidates": [within("PT2H"), within("PT8H")]}, "undecidable"),
    (RTO, within("PT4H"), {"answer": "not_applicable"}, "undecidable"),
    # counts and rates
    (USERS, {"count": 20}, {"count": 20}, "same"),
    (USERS, {"count": 20}, {"count": 19}, "weaker"),
    (USERS, {"count": 20}, {"count": 20, "hedges": ["approximate"]}, "weaker"),
    (GENS, {"count": 5}, {"count": 3}, "weaker"),
    (GENS, {"count": 3}, {"count": 5}, "stronger"),
    (MAJOR, {"count": 2, "per": "P6M"}, {"count": 4, "per": "P1Y"}, "same"),
    (MAJOR, {"count": 2, "per": "P6M"}, {"count": 3, "per": "P1Y"}, "stronger"),
    (MAJOR, {"count": 2, "per": "P6M"}, {"count": 1, "per": "P1M"}, "weaker"),
    (MAJOR, {"count": 2, "per": "P6M"}, {"count": 2}, "conditional"),
    (INTERVAL, {"every": "P1D"}, {"every": "PT24H"}, "same"),
    (INTERVAL, {"every": "P1D"}, {"every": "P1W"}, "weaker"),
    # cases
    (RESPONSE, cases(critical="PT10M", low="P3D"), cases(critical="PT10M", low="P3D"), "same"),
    (RESPONSE, cases(critical="PT10M", low="P3D"), cases(low="P3D", critical="PT10M"), "same"),
    (RESPONSE, cases(critical="PT10M", low="P3D"), cases(critical="PT20M", low="P3D"), "weaker"),
    (RESPONSE, cases(critical="PT10M", low="P3D"), cases(critical="PT5M", low="P5D"), "weaker"),
    (RESPONSE, cases(critical="PT10M"), cases(level1="PT10M"), "undecidable"),
    (RESPONSE, cases(critical="PT10M", low="P3D"), cases(critical="PT10M"), "not_stated"),
    (RESPONSE, within("PT30M"), cases(critical="PT10M", low="PT30M"), "same"),
    (RESPONSE, within("PT30M"), cases(critical="PT10M", low="PT31M"), "weaker"),
    (RESPONSE, cases(critical="PT10M", low="PT30M"), within("PT10M"), "same"),
    (
        UPGRADE,
        {"lead": "P7D"},
        {"cases": [{"when": {"class": "a"}, "lead": "P7D"}, {"when": {"class": "b"}, "lead": "P30D"}]},
        "same",
    ),
    # service credits
    (CREDIT, {"steps": [STEP_999, STEP_9975]}, {"steps": [STEP_9975, STEP_999]}, "same"),
    (CREDIT, ladder((None, "99.9", {"percent": 10})), ladder((None, "99.9", {"fraction": "1/10"})), "same"),
    (CREDIT, ladder((None, "99.9", {"percent": 10})), ladder((None, "99.9", {"percent": 5})), "weaker"),
    (CREDIT, ladder((None, "99.9", {"percent": 10})), ladder((None, "99.95", {"percent": 10})), "stronger"),
    (CREDIT, ladder((None, "99.9", {"percent": 10})), ladder((None, "99.5", {"percent": 20})), "undecidable"),
    (CREDIT, ladder((None, "99.9", {"percent": 10})), ladder((None, "99.9", {"fee_days": 1})), "undecidable"),
    (
        CREDIT,
        ladder((None, "99.9", {"percent": 10})) | {"automatic": True},
        ladder((None, "99.9", {"percent": 10})) | {"automatic": False},
        "weaker",
    ),
]


def document(address: str, data: dict[str, Any]) -> dict[str, Any]:
    group, key = address.split(".")
    return {"medsla": "1.0", "terms": {group: {key: data}}}


def test_the_table_is_long_enough_to_be_trusted() -> None:
    assert len(PAIRS) >= 120


@pytest.mark.parametrize(("address", "reference", "proposal", "verdict"), PAIRS)
def test_the_pair_gets_the_verdict_of_a_careful_reader(
    address: str, reference: dict[str, Any], proposal: dict[str, Any], verdict: str
) -> None:
    found = diff(load_data(document(address, reference)), load_data(document(address, proposal)))
    assert [(t.address, t.verdict) for t in found] == [(address, Verdict(verdict))]
