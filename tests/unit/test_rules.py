"""Every rule has words, evidence and cases; it fires where its cases say and nowhere else in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from medsla.catalogue import catalogue
from medsla.errors import MedslaError
from medsla.messages import field_names, keys, languages
from medsla.profile import authorities, ceiling
from medsla.profile.authorities import grades
from medsla.results import LintFinding, Severity
from medsla.rules import RULES, Rule, lint, rule
from medsla.sla import Sla, load_data

FOLDER = Path(__file__).resolve().parents[1] / "rules"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

DOSSIER = {f"SLA2{number:02d}" for number in range(1, 63)}
"""The rules L01 to L62 of the field's dossier."""

LATER = {f"SLA2{number}" for number in range(63, 71)}

SENTENCES_OF_THE_SECTION = {"rule.unknown", "rule.doubt"}


def cases(row: Rule) -> list[dict[str, Any]]:
    """The documents of a rule's case file, each with the findings it must give."""
    text = (FOLDER / f"{row.id}.json").read_text(encoding="utf-8")
    return list(json.loads(text, parse_float=Decimal))


def document(case: Mapping[str, Any]) -> Sla:
    return load_data({"medsla": "1.0", **case["document"]})


def plain(found: LintFinding) -> dict[str, Any]:
    """A finding as a case file writes it."""
    facts = {name: list(value) if isinstance(value, tuple) else str(value) for name, value in found.facts.items()}
    return {"addresses": list(found.addresses), "severity": found.severity.value, "facts": facts}


EVERY_CASE = [pytest.param(row, case, id=f"{row.id}: {case['name']}") for row in RULES for case in cases(row)]
every_rule = pytest.mark.parametrize("row", RULES, ids=lambda row: row.id)


@pytest.mark.parametrize(("row", "case"), EVERY_CASE)
def test_a_rule_finds_in_its_cases_exactly_what_they_say(row: Rule, case: dict[str, Any]) -> None:
    assert case["findings"] == [plain(found) for found in lint(document(case), only=[row.id])]


@every_rule
def test_a_rule_has_a_failing_and_a_passing_case(row: Rule) -> None:
    assert {bool(case["findings"]) for case in cases(row)} == {True, False}


@every_rule
def test_the_cases_of_a_rule_have_different_names(row: Rule) -> None:
    names = [case["name"] for case in cases(row)]
    assert sorted(names) == sorted(set(names))


def test_every_rule_of_the_dossier_and_those_that_came_later_exist() -> None:
    assert {row.id for row in RULES} == DOSSIER | LATER


@pytest.mark.parametrize("number", sorted(DOSSIER | LATER))
def test_a_rule_fires_in_its_failing_cases_and_is_quiet_in_its_passing_ones(number: str) -> None:
    fired = {bool(case["findings"]): bool(lint(document(case), only=[number])) for case in cases(rule(number))}
    assert fired == {True: True, False: False}


WHOLE_ONLY = {
    "document": {"extent": "whole"},
    "service": {"information": ["medical_records", "hospital_records", "dental_records", "dispensing_records"]},
}


def test_silence_is_held_against_a_paper_only_where_it_was_read_whole_with_all_it_refers_to() -> None:
    silent = {"medsla": "1.0", **WHOLE_ONLY, "terms": {}}
    part = {**silent, "document": {"extent": "excerpt"}}
    referring = {**silent, "document": {"extent": "whole", "incorporates": ["仕様書"]}}
    assert len({found.rule for found in lint(load_data(silent))}) > 20
    assert lint(load_data(part)) == lint(load_data(referring)) == ()


FOREIGN = ("SLA239", "SLA240")


def test_rules_on_foreign_law_are_applied_only_where_they_are_asked_for() -> None:
    paper = load_data(
        {
            "medsla": "1.0",
            "terms": {
                "exit": {"switching_notice": {"within": "P6M"}, "fee": {"charge": "charged"}},
                "breach": {"notice_to_institution": {"within": "P90D"}},
            },
        }
    )
    assert {row.id for row in RULES if row.foreign} == set(FOREIGN)
    assert not {found.rule for found in lint(paper)} & set(FOREIGN)
    assert {found.rule for found in lint(paper, only=FOREIGN)} == set(FOREIGN)


def test_a_worst_case_names_how_long_and_from_when() -> None:
    weekdays = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00"}]
    paper = load_data(
        {
            "medsla": "1.0",
            "agreement": {"effective": "2026-04-01"},
            "terms": {
                "incident": {"outage_notice": {"within": "PT4BH"}},
                "recovery": {"rto": {"within": "PT8H"}},
                "support": {"incident_hours": {"windows": weekdays}},
            },
        }
    )
    (found,) = lint(paper, only=["SLA252"])
    # From 14:01 on Monday, 28 December 2026: four hours are not over at 18:00, and work begins again on 4 January.
    assert (found.facts["worst_moment"], found.facts["worst_seconds"]) == ("2026-12-28T14:01", 163 * 3600)


def test_no_case_file_is_left_over() -> None:
    assert {f"{row.id}.json" for row in RULES} == {file.name for file in FOLDER.glob("*.json")}


def variants(row: Rule) -> dict[str, list[Mapping[str, Any]]]:
    """Sentence of a finding → the facts of the cases in which it is used."""
    used: dict[str, list[Mapping[str, Any]]] = {}
    for case in cases(row):
        for found in case["findings"]:
            used.setdefault(found["facts"].get("variant", "finding"), []).append(found["facts"])
    return used


@every_rule
@pytest.mark.parametrize("language", languages)
def test_a_rule_has_the_words_that_its_cases_need_and_no_others(row: Rule, language: str) -> None:
    sentences = {key for key in keys() if key.startswith(f"rule.{row.id}.")}
    needed = {"title", "why", "remedy", *variants(row)}
    special = {f"rule.{row.id}.remedy_{name}" for name in variants(row)} & sentences
    assert {f"rule.{row.id}.{name}" for name in needed} | special == sentences
    assert all(field_names(key, language) is not None for key in sentences)


def remedy_of(row: Rule, variant: str) -> str:
    """The sentence that proposes what to write: a variant's own, or the rule's."""
    return f"remedy_{variant}" if f"rule.{row.id}.remedy_{variant}" in keys() else "remedy"


@every_rule
@pytest.mark.parametrize("language", languages)
def test_the_sentences_of_a_rule_ask_only_for_facts_that_every_finding_has(row: Rule, language: str) -> None:
    missing = {
        (name, field)
        for variant, findings in variants(row).items()
        for name in (variant, remedy_of(row, variant))
        for facts in findings
        for field in field_names(f"rule.{row.id}.{name}", language) - facts.keys()
    }
    assert missing == set()


@every_rule
def test_titles_and_reasons_stand_alone(row: Rule) -> None:
    fields = {
        field
        for name in ("title", "why")
        for language in languages
        for field in field_names(f"rule.{row.id}.{name}", language)
    }
    assert fields == set()


def test_both_languages_ask_for_the_same_facts() -> None:
    unlike = [k for k in keys() if k.startswith("rule.") and field_names(k, "ja") != field_names(k, "en")]
    assert unlike == []


def test_every_sentence_belongs_to_a_rule() -> None:
    owned = {key for key in keys() if key.startswith("rule.")} - SENTENCES_OF_THE_SECTION
    assert {row.id for row in RULES} == {key.split(".")[1] for key in owned}


@every_rule
def test_a_statute_or_guideline_is_named_with_its_place_grade_and_how_it_was_seen(row: Rule) -> None:
    if row.kind in ("law", "guideline"):
        assert row.evidence != ()
    for evidence in row.evidence:
        assert evidence.authority in authorities()
        assert evidence.grade in grades()
        assert evidence.place != ""
        assert evidence.seen in ("original", "reprint", "draft", "paraphrase")
        assert (evidence.words == "") == (evidence.seen == "paraphrase")


@every_rule
def test_no_finding_is_heavier_than_its_evidence_unless_refused(row: Rule) -> None:
    if row.kind not in ("law", "guideline"):
        return
    heaviest = ceiling(row.evidence)
    heavier = [
        found
        for case in cases(row)
        for found in case["findings"]
        if Severity(found["severity"]).rank < heaviest.rank
        and "refused" not in found["facts"].get("variant", "")
        and row.slug != "certificate-refused"
    ]
    assert heavier == []


def test_ids_and_slugs_are_unique() -> None:
    assert len(RULES) == len({row.id for row in RULES}) == len({row.slug for row in RULES})


@every_rule
def test_the_addresses_of_findings_are_in_the_catalogue(row: Rule) -> None:
    for case in cases(row):
        for found in case["findings"]:
            for address in found["addresses"]:
                known = catalogue().terms.keys() if address.count(".") == 1 and "[" not in address else None
                assert (
                    address in known if known is not None else catalogue().facet(address) or address.endswith(".actual")
                )


def test_the_order_of_the_table_is_that_of_pressing() -> None:
    pressing = ["SLA250", "SLA268", "SLA269", "SLA263", "SLA270", "SLA265", "SLA264"]
    assert pressing == [row.id for row in RULES if row.id in pressing]


def test_a_rule_is_found_by_id_and_by_slug() -> None:
    assert rule("SLA250") is rule("rto-against-uptime")


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(MedslaError) as caught:
        lint(load_data({"medsla": "1.0", "terms": {}}), only=["SLA999"])
    assert [problem.code for problem in caught.value.problems] == ["rule.unknown"]


P01 = {
    "medsla": "1.0",
    "document": {"role": "requirement", "extent": "excerpt"},
    "service": {"information": ["licence_records"]},
    "terms": {
        "availability": {
            "service_hours": {"windows": "always", "excluding": ["planned_maintenance"]},
            "uptime": {"percent": 99, "formula": "usable_time_of_service_hours"},
        },
        "capacity": {"concurrent_users": {"count": 20, "hedges": ["approximate"]}},
        "data": {"retention_service": {"lasts": "P10Y", "counted_from": "entry_year"}},
        "maintenance": {"planned_notice": {"lead": "P3D"}, "preventive_frequency": {"count": 1, "per": "P1Y"}},
        "incident": {"restoration_forecast": {"within": "PT8H", "counted_from": "detection"}},
        "recovery": {
            "onsite_arrival": {"within": "PT2H"},
            "rto": {"within": "PT48H", "counted_from": "detection"},
            "rpo": {"event": "just_before_failure", "said": "障害発生時の直前のデータ"},
        },
    },
}
P02 = {
    "medsla": "1.0",
    "document": {"role": "requirement", "extent": "whole", "incorporates": ["仕様書"]},
    "terms": {
        "availability": {"uptime": {"percent": Decimal("99.2"), "formula": "planned_time_less_downtime"}},
        "backup": {"success_rate": {"percent": 100}},
        "change": {"upgrade_notice": {"answer": "ambiguous", "candidates": [{"lead": "P7D"}, {"lead": "P30D"}]}},
        "incident": {"outage_notice": {"within": "PT1H"}},
        "maintenance": {"planned_notice": {"lead": "P30D"}},
        "monitoring": {"coverage": {"windows": "always"}},
        "recovery": {"rto": {"within": "PT24H"}, "rpo": {"within": "PT24H"}},
        "support": {"incident_hours": {"windows": [{"from": "07:00", "to": "22:00"}]}},
    },
}


@pytest.mark.parametrize(
    ("paper", "expected"),
    [(P01, ["SLA250", "SLA268", "SLA263", "SLA265"]), (P02, ["SLA250", "SLA269", "SLA270", "SLA264"])],
    ids=["P01", "P02"],
)
def test_two_real_papers_give_their_first_findings_in_order(paper: dict[str, Any], expected: list[str]) -> None:
    assert expected == [found.rule for found in lint(load_data(paper))]


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_rules_apply_to_every_example(file: Path) -> None:
    from medsla.sla import load

    found = lint(load(file))
    assert found == lint(load(file))
