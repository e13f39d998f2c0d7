"""Laws of the rules over every document that the schema accepts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from tests.property.strategies import documents

from medsla.explanation import explain
from medsla.messages import languages
from medsla.profile import ceiling
from medsla.results import LintFinding, Severity
from medsla.rules import lint
from medsla.sla import load_data

FACT_TYPES = (str, int, Decimal, Fraction, tuple)


def read_as(data: dict[str, Any], extent: str, information: list[str]) -> dict[str, Any]:
    """The document as if so much of it had been read and it handled that information."""
    service = {**data.get("service", {}), "information": information}
    return {**data, "document": {"extent": extent}, "service": service}


def heaviest(found: LintFinding) -> Severity:
    """What the evidence allows; a refusal, a contradiction and the use of words have no ceiling."""
    capped = found.kind in ("law", "guideline") and "refused" not in f"{found.slug} {found.facts.get('variant')}"
    return ceiling(found.evidence) if capped else Severity.critical


@given(documents(max_terms=8))
def test_no_rule_fails_and_each_finding_stands_on_addresses_facts_and_words(data: dict[str, Any]) -> None:
    sla = load_data(data)
    findings = lint(sla)
    assert findings == lint(sla)
    for found in findings:
        assert found.addresses != ()
        assert [sla.place(address).address for address in found.addresses] == list(found.addresses)
        assert all(isinstance(fact, FACT_TYPES) for fact in found.facts.values())
        assert found.severity.rank >= heaviest(found).rank
        for language in languages:
            words = explain(found, language)
            assert all((words.label, words.finding, words.remedy, words.why, words.severity))


@settings(max_examples=settings.default.max_examples // 2)
@given(documents(max_terms=8))
def test_reading_less_of_a_paper_accuses_it_of_nothing_more(data: dict[str, Any]) -> None:
    part, whole = (
        {found.rule for found in lint(load_data(read_as(data, extent, ["medical_records"])))}
        for extent in ("excerpt", "whole")
    )
    assert part <= whole


@settings(max_examples=settings.default.max_examples // 2)
@given(documents(max_terms=8))
def test_a_service_without_records_is_not_held_to_the_rules_for_records(data: dict[str, Any]) -> None:
    none, records = (
        {found.rule for found in lint(load_data(read_as(data, "whole", information)))}
        for information in (["none"], ["medical_records"])
    )
    assert none <= records
