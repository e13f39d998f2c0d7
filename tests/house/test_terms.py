"""What is said of every term: spellings to find it by, its weight, who speaks of it, and where it applies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from medsla.catalogue import Term, catalogue
from medsla.comparison import diff
from medsla.profile import Item, authorities, yardstick
from medsla.schema.vocabulary import folded
from medsla.sla import load_data

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
PROFILES = [json.loads(file.read_text(encoding="utf-8")) for file in sorted((SCHEMAS / "profiles").glob("*.json"))]
SERVICE: Mapping[str, Any] = json.loads((SCHEMAS / "sla.schema.json").read_text(encoding="utf-8"))["properties"][
    "service"
]["properties"]
TERMS = list(catalogue())
NAMES = [term.address for term in TERMS]

# The weights that were argued for one by one; those of facets are the weights of their terms.
ARGUED = {
    "critical": (
        *("availability.uptime", "recovery.rto", "recovery.rpo", "backup.offline_or_immutable"),
        *("breach.notice_to_institution", "data.law_reach", "data.secondary_use", "data.retention_service"),
        *("exit.data_return", "liability.cap"),
    ),
    "major": (
        *("maintenance.planned_notice", "maintenance.max_duration", "incident.outage_notice"),
        *("support.incident_hours", "support.response", "backup.interval", "backup.generations"),
        *("backup.restore_test", "continuity.alternative_means", "continuity.termination_notice"),
        *("responsibility.demarcation", "subcontract.consent", "subcontract.flowdown", "confidentiality.staff"),
        *("audit.right", "access.log_retention", "access.log_protection", "encryption.in_transit", "security.mfa"),
        *("security.certifications", "data.storage_country", "exit.erasure_certificate", "remedy.sole"),
        "governance.precedence",
    ),
    "minor": ("remedy.credit", "performance.online_response", "reporting.frequency", "legal.jurisdiction"),
    "info": ("support.channels",),
}


def spellings(term: Term, language: str) -> set[str]:
    return {folded(word) for word in term.aliases[language]}


@pytest.mark.parametrize("term", TERMS, ids=NAMES)
def test_a_term_is_found_by_three_japanese_spellings_and_one_english(term: Term) -> None:
    assert len(spellings(term, "ja")) >= 3
    assert spellings(term, "en")


@pytest.mark.parametrize(("weight", "addresses"), ARGUED.items())
def test_a_term_weighs_what_was_argued(weight: str, addresses: tuple[str, ...]) -> None:
    assert {address for address in addresses if catalogue().term(address).weight != weight} == set()


def test_a_term_names_the_documents_that_the_profiles_cite_for_it() -> None:
    order = list(authorities())
    cited: dict[str, set[str]] = {address: set() for address in NAMES}
    for profile in PROFILES:
        for item in profile["items"]:
            cited[item["term"]] |= {e["authority"] for e in item["evidence"] if e["origin"] == "official"}
    wanted = {address: tuple(sorted(found, key=order.index)) for address, found in cited.items()}
    assert {term.address: tuple(term.authority) for term in TERMS} == wanted


def known(dimension: str) -> set[str]:
    node = SERVICE[dimension]
    return set(node.get("enum") or node["items"]["enum"])


@pytest.mark.parametrize("held", [*TERMS, *yardstick().items], ids=lambda held: getattr(held, "address", None))
def test_what_applies_to_some_services_names_services_that_exist(held: Term | Item) -> None:
    assert {value for dimension, values in held.applies.items() for value in set(values) - known(dimension)} == set()


@pytest.mark.parametrize(
    ("address", "dimension", "leaves_out"),
    [
        ("performance.online_response", "model", {"paas", "iaas"}),
        ("security.password", "model", {"iaas"}),
        ("data.retention_medical_record", "information", {"licence_records", "personal_data"}),
        ("data.retention_other", "information", {"licence_records", "other_patient_data"}),
        ("consent.patient_notice", "information", {"licence_records", "none"}),
    ],
)
def test_a_term_is_left_out_where_it_means_nothing(address: str, dimension: str, leaves_out: set[str]) -> None:
    assert leaves_out <= known(dimension) - set(catalogue().term(address).applies[dimension])


@pytest.mark.parametrize("use", sorted(known("use")))
def test_every_use_is_asked_for_one_uptime(use: str) -> None:
    fitting = [item for item in yardstick().applicable({"use": use}) if item.term == "availability.uptime"]
    assert len(fitting) == 1


@pytest.mark.parametrize(
    ("service", "address"),
    [
        ({"model": "iaas"}, "continuity.alternative_means"),
        ({"model": "iaas"}, "security.password"),
        ({"information": ["licence_records"]}, "data.retention_other"),
        ({"information": ["personal_data"]}, "data.law_reach"),
    ],
)
def test_a_term_that_does_not_apply_is_neither_missing_nor_weak(service: dict[str, Any], address: str) -> None:
    offer = load_data({"medsla": "1.0", "service": service, "terms": {}})
    (found,) = [term for term in diff(yardstick(), offer) if term.address == address]
    assert (found.verdict.value, found.severity) == ("not_applicable", None)
