"""No value without evidence, no evidence that nobody saw, and nothing official that is not.

The files are read as they stand, so that a mistake in the loader cannot hide one in the data.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from medsla.catalogue import catalogue
from medsla.profile import profiles, yardstick

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "schemas"
AUTHORITIES = json.loads((SCHEMAS / "authorities.json").read_text(encoding="utf-8"))
KNOWN = {entry["id"]: entry for entry in AUTHORITIES["authorities"]}
GRADES = {entry["words"]: entry for entry in AUTHORITIES["grades"]}
PROFILES = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in (SCHEMAS / "profiles").glob("*.json")}

# Everything of domain.md (a): D01 to D28, with statutes and editions told apart.
DOCUMENTS = {
    *("mic-asp-medical-1.0", "mic-asp-medical-1.1", "mic-sla-example", "mic-cloud-medical-1.0", "meti-itaku-2012"),
    *("mic-meti-guideline-1.0", "mic-meti-guideline-1.1", "mic-meti-guideline-2.0", "mic-meti-guideline-annex-1"),
    *("mhlw-guideline-5.2", "mhlw-guideline-6.0", "mhlw-guideline-7.0", "mhlw-role-confirmation", "mhlw-checklist"),
    *("meti-saas-sla-2008", "meti-checklist-2010", "mic-asp-security-2008", "mic-local-government-2010"),
    *("mic-cloud-disclosure", "jeita-saas-sla-2008", "ipa-sla-2004", "ipa-nonfunctional-2018", "eu-cloud-sla-2014"),
    *("iso-19086-1", "eu-data-act", "hipaa-164-410", "hipaa-164-504", "appi-25", "appi-26", "appi-rule-7"),
    *("appi-rule-8", "ppc-guideline-general", "ishi-ho-24", "shika-ishi-ho-23", "ryotan-9", "iryo-ho-21"),
    *("iryoho-kisoku-20", "yakuzaishi-ho-27", "yakuzaishi-ho-28", "electronic-storage-1999"),
    *("external-storage-2002", "e-document-mhlw", "ppc-q4-31", "mds-sds", "jis-q-27001", "jis-q-15001"),
    *("iso-27017", "iso-27018", "ismap", "hl7-ehrs-fm-ti-1-10", "nhs-dspt", "nhs-standard-contract", "medsla"),
}


def pieces() -> list[tuple[str, str, dict[str, Any]]]:
    """Profile, term and each piece of evidence in it, also of what it adds to others and states throughout."""
    found = []
    for name, profile in PROFILES.items():
        blocks = [(item["term"], item["evidence"]) for item in profile["items"]]
        blocks += [
            (entry["term"], entry["adds"]["evidence"]) for entry in profile.get("assembled", ()) if "adds" in entry
        ]
        blocks.append(("throughout", profile.get("throughout", {}).get("evidence", [])))
        found += [(name, term, evidence) for term, many in blocks for evidence in many]
    return found


def test_every_document_of_the_field_is_there() -> None:
    assert DOCUMENTS - KNOWN.keys() == set()


def test_every_document_named_by_another_exists() -> None:
    named = {other for entry in KNOWN.values() for other in entry.get("superseded_by", [])}
    named |= {entry["part_of"] for entry in KNOWN.values() if "part_of" in entry}
    assert named - KNOWN.keys() == set()


def test_what_was_replaced_is_not_in_force() -> None:
    replaced = {entry["id"] for entry in KNOWN.values() if "superseded_by" in entry and entry["in_force"] == "yes"}
    assert replaced == set()


def test_every_document_the_terms_name_exists() -> None:
    named = {authority for term in catalogue() for authority in term.authority}
    assert named - KNOWN.keys() == set()


def test_every_piece_of_evidence_cites_a_document_and_a_grade_that_exist() -> None:
    cited = {(evidence["authority"], evidence["grade"]) for _, _, evidence in pieces()}
    assert {authority for authority, _ in cited} - KNOWN.keys() == set()
    assert {grade for _, grade in cited} - GRADES.keys() == set()


def test_nothing_that_nobody_saw_is_called_official() -> None:
    unseen = {
        (name, term)
        for name, term, e in pieces()
        if e["origin"] == "official" and (e["seen"] == "none" or KNOWN[e["authority"]]["known"] == "recalled")
    }
    assert unseen == set()


def test_what_was_seen_in_the_source_s_words_repeats_them_and_says_where() -> None:
    bare = [
        (name, term)
        for name, term, e in pieces()
        if e["seen"] in ("original", "reprint", "draft") and not (e.get("words") and e.get("place"))
    ]
    assert bare == []


def test_a_suggestion_is_marked_in_every_way() -> None:
    marks = {
        (
            e["origin"] == "suggestion",
            e["authority"] == "medsla",
            e["grade"] == "提案",
            "reason" in e,
            e["seen"] == "none",
        )
        for _, _, e in pieces()
    }
    assert marks == {(True,) * 5, (False,) * 5}


def test_a_superseded_document_is_never_evidence_in_force() -> None:
    wrong = {
        (name, term, e["authority"])
        for name, term, e in pieces()
        if e["in_force"] == "yes" and KNOWN[e["authority"]]["in_force"] != "yes"
    }
    assert wrong == set()


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_facet_is_stated_or_silent_and_every_value_has_evidence(name: str) -> None:
    for item in yardstick(name).items:
        facets = catalogue().term(item.term).facets
        assert set(item.value) | set(item.silent) == set(facets), item.term
        assert not set(item.value) & set(item.silent), item.term
        assert set(item.value) <= {facet for e in item.evidence for facet in e.facets}, item.term
        if item.value:
            assert not {key for key in item.silent if facets[key].limits}, item.term
        assert item.evidence, item.term


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_only_a_duty_is_called_required(name: str) -> None:
    required = [item for item in yardstick(name).items if item.requirement.startswith("must_")]
    without = [item.term for item in required if not any(GRADES[e.grade]["duty"] for e in item.evidence)]
    assert without == []


def test_a_profile_is_named_like_its_file() -> None:
    assert {profile["name"] for profile in PROFILES.values()} == set(PROFILES) == set(profiles())


def test_the_reference_example_has_headings_and_no_values() -> None:
    assert PROFILES["mic-sla-example"]["items"] == []
    assert [name for name, profile in PROFILES.items() if profile["kind"] == "headings"] == ["mic-sla-example"]


def test_no_value_is_said_to_be_of_the_reference_example() -> None:
    cited = {name for name, _, e in pieces() if e["authority"] in ("mic-sla-example", "mic-meti-guideline-annex-1")}
    assert cited == set()
    named = {name for name, profile in PROFILES.items() if "SLA参考例" in profile["label"]["ja"]}
    assert named == {"mic-sla-example"}


def test_foreign_law_stays_out_of_the_yardstick() -> None:
    foreign = {name for name, profile in PROFILES.items() if profile["kind"] == "foreign"}
    taken = {source for entry in PROFILES["medsla"]["assembled"] for source in entry["profiles"]}
    assert foreign == {"eu-data-act", "hipaa"}
    assert foreign & taken == set()


def test_the_yardstick_repeats_no_official_value_of_its_parts() -> None:
    own = [e for item in PROFILES["medsla"]["items"] for e in item["evidence"]]
    assert {e["origin"] for e in own} == {"suggestion"}
