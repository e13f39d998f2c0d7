"""Reviews of public papers and of invented offers, compared exactly with what was written by hand before."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import medsla
from medsla.reading.documents import read_document
from medsla.results import LintFinding, Review, TermJudgement

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = sorted((ROOT / "tests" / "expected").glob("*.yaml"))


def expected(file: Path) -> Any:
    return read_document(file).data


def reviewed(file: Path) -> Review:
    data = expected(file)
    return medsla.review(str(ROOT / "examples" / data["document"]), against=data["against"])


def plain(value: object) -> object:
    return (
        [str(v) for v in value]
        if isinstance(value, (tuple, list))
        else Decimal(str(value))
        if _number(value)
        else value
    )


def _number(value: object) -> bool:
    return (not isinstance(value, (str, bool)) and hasattr(value, "numerator")) or isinstance(value, Decimal)


def told(finding: LintFinding | TermJudgement, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a finding says of the keys that are wanted."""
    facts: dict[str, Any] = dict(finding.facts)
    if isinstance(finding, TermJudgement):
        for facet in finding.facets:
            if facet.verdict.value == "weaker" or len(finding.facets) == 1:
                facts = {**facet.facts, "reference": facet.reference, "proposal": facet.proposal, **facts}
                break
        if "gap_low_days" in facts:
            facts["gap_days"] = facts["gap_low_days"]
        found = {"address": finding.address, "verdict": finding.verdict.value, "reason": finding.reason}
        found |= {"open": list(finding.open), "given": facts.get("given")}
    else:
        found = {"rule": finding.rule, "slug": finding.slug, "addresses": list(finding.addresses)}
    found["severity"] = finding.severity.value if finding.severity else None
    found["facts"] = {key: plain(facts.get(key)) for key in wanted.get("facts", {})}
    return {key: found.get(key) for key in wanted}


def normal(wanted: dict[str, Any]) -> dict[str, Any]:
    facts = {"facts": {k: plain(v) for k, v in wanted["facts"].items()}} if "facts" in wanted else {}
    return {**wanted, **facts}


@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_the_first_findings_come_in_this_order(file: Path) -> None:
    first = expected(file)["first"]
    found = reviewed(file).findings[: len(first)]
    assert [told(f, w) for f, w in zip(found, first, strict=True)] == [normal(w) for w in first]


@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_the_rules_find_exactly_this(file: Path) -> None:
    data, lint = expected(file), reviewed(file).lint
    assert sorted(f.rule for f in lint) == sorted(data["lint"])
    by_rule = {f.rule: f for f in lint}
    rules = data.get("rules", [])
    assert [told(by_rule[w["rule"]], w) for w in rules] == [normal(w) for w in rules]


@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_every_term_is_judged_as_a_careful_reader_would(file: Path) -> None:
    data = expected(file)
    by_address = {term.address: term for term in reviewed(file).terms}
    wanted = [{"severity": None, **row} for row in data["terms"]]
    assert [told(by_address[w["address"]], w) for w in wanted] == [normal(w) for w in wanted]
    others = {a for a, t in by_address.items() if t.verdict.value == "no_reference"}
    assert others == set(data["no_reference"])
    assert set(by_address) == others | {w["address"] for w in wanted}


@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_the_coverage_is_told(file: Path) -> None:
    data, review = expected(file), reviewed(file)
    coverage = review.coverage
    found = {
        "extent": coverage.extent,
        "complete": coverage.complete,
        "unmapped": len(coverage.unmapped),
        "incorporates": list(coverage.incorporates),
    }
    assert {key: found[key] for key in data["coverage"]} == data["coverage"]
    assert {key: review.by_task()[key] for key in data.get("by_task", {})} == data.get("by_task", {})
