from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from tests import made_reviews as made
from tests.naughty_strings import NAUGHTY

from medsla import resources
from medsla.errors import Place, Problem
from medsla.report import LintReport, ProblemReport, json_of, render_json
from medsla.results import Severity, Verdict

SCHEMA: dict[str, Any] = json.loads(resources.read_text("schemas", "review.schema.json"))


def errors(text: str, part: str) -> list[str]:
    """What the published schema says against a report; `part` is one of its $defs."""
    schema = SCHEMA | {"$ref": f"#/$defs/{part}"}
    validator = Draft202012Validator(schema, registry=Registry())
    return [f"{error.json_path}: {error.message[:80]}" for error in validator.iter_errors(json.loads(text))]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$ref"] == "#/$defs/Review"


def test_every_object_of_the_schema_is_closed() -> None:
    open_ones = [
        name
        for name, node in SCHEMA["$defs"].items()
        if "properties" in node and node.get("additionalProperties") is not False
    ]
    assert open_ones == []


def test_a_review_is_as_the_schema_says() -> None:
    assert errors(render_json(made.review()), "Review") == []


def test_a_comparison_the_rules_and_problems_are_as_the_schema_says() -> None:
    problem = Problem.of("key-twice", Place("a.yaml", 3, 1, "/terms"), key="uptime", first=2)
    assert errors(render_json(made.diff()), "Diff") == []
    assert errors(render_json(LintReport("a.yaml", ())), "Lint") == []
    assert errors(render_json(ProblemReport(("a.yaml",), (problem,))), "Problems") == []


@pytest.mark.parametrize("key", ["medsla", "summary", "lint"])
def test_a_review_that_lacks_a_part_breaks_the_schema(key: str) -> None:
    data = json.loads(render_json(made.review()))
    del data[key]
    assert len(errors(json.dumps(data), "Review")) == 1


def test_the_keys_are_those_that_scripts_rely_on() -> None:
    data = json_of(made.review())
    term = data["terms"][0]
    assert list(data) == ["medsla", "catalogue", "reference", "proposal", "summary", "terms", "lint"]
    assert list(data["summary"]) == ["by_verdict", "by_severity", "coverage"]
    assert list(term) == [
        *("address", "verdict", "severity", "label", "reference", "proposal"),
        *("facets", "evidence", "explanation", "fingerprint"),
    ]


def test_every_verdict_and_severity_is_counted_by_name() -> None:
    summary = json_of(made.review())["summary"]
    assert list(summary["by_verdict"]) == [verdict.value for verdict in Verdict]
    assert list(summary["by_severity"]) == [severity.value for severity in Severity]


def test_every_digit_of_a_decimal_is_kept() -> None:
    data = json.loads(render_json(made.review()), parse_float=Decimal)
    facet = data["terms"][1]["facets"][0]
    assert str(facet["proposal"]) == "99.90000000000000000001"


def test_a_fraction_is_exact_text_and_a_whole_one_a_number() -> None:
    facts = json.loads(render_json(made.review()))["terms"][1]["facets"][0]["facts"]
    assert facts["share"] == "1/30"
    assert facts["whole"] == 3


def test_the_words_of_a_paper_come_back_letter_by_letter() -> None:
    kept = '葛\U000e0100城 <R&D> "x"\n二行目'
    data = json.loads(render_json(made.review(kept)))
    assert data["summary"]["coverage"]["unmapped"][0]["said"] == kept


def test_any_text_gives_json_as_the_schema_says() -> None:
    tried = [
        text for text in NAUGHTY if not any("\ud800" <= char <= "\udfff" for char in text)
    ]  # no reader lets them in
    assert [text for text in tried if errors(render_json(made.review(text)), "Review")] == []


def test_the_same_review_gives_the_same_bytes() -> None:
    assert render_json(made.review(), "ja") == render_json(made.review(), "en", origin=made.origin())
