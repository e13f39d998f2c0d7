"""What waivers, baselines and positions add to a report, in every format."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from tests import made_reviews as made

import medsla
from medsla import resources
from medsla.report import render_html, render_json, render_markdown, render_text
from medsla.results import Review, WaiverFinding

ROOT = Path(__file__).resolve().parents[2]
PLAYBOOK = ROOT / "examples" / "playbook"
SCHEMA = json.loads(resources.read_text("schemas", "review.schema.json"))


@pytest.fixture(scope="module")
def review() -> Review:
    """The shipped offer by the shipped playbook, after one waiver has run out."""
    found = medsla.review(
        ROOT / "examples" / "vendor-offer.yaml",
        PLAYBOOK / "overlay.yaml",
        waivers=PLAYBOOK / "waivers.yaml",
        position=PLAYBOOK / "position.yaml",
        today=date(2027, 1, 15),
    )
    late = WaiverFinding("expired", 3, ("backup.generations",), person="部長", until="2026-12-31")
    return replace(found, waiver_findings=(late,))


def test_the_json_is_as_the_schema_says(review: Review) -> None:
    found = json.loads(render_json(review))
    errors = Draft202012Validator(SCHEMA, registry=Registry()).iter_errors(found)
    assert [error.json_path for error in errors] == []
    assert [one["about"] for one in found["waived"]] == ["maintenance.planned_notice", "SLA249"]
    assert found["waiver_findings"][0]["code"] == "expired"
    assert found["negotiation"]["by_stand"] == {"accept": 0, "negotiate": 3, "escalate": 2, "reject": 2, "ask": 0}
    assert found["negotiation"]["stances"][0]["sentence"].keys() == {"ja", "en"}


def test_a_review_without_them_has_none_of_their_keys() -> None:
    assert {"waived", "waiver_findings", "negotiation"} & json.loads(render_json(made.review())).keys() == set()


@pytest.mark.parametrize("render", [render_text, render_markdown, render_html])
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ja",
            [
                "例外承認により数えない指摘 2件",
                "効力のない例外承認(1件)",
                "期限を過ぎています",
                "条件対照表(7項目)",
                "先方に渡さないでください",
                "事務部長 森野太郎",
                "2027-03-31",
            ],
        ),
        (
            "en",
            [
                "Findings not counted because of a waiver: 2",
                "Waivers that do not count (1)",
                "Its last day has passed",
                "Table of conditions (7 terms)",
                "Do not hand it to the other side",
                "2027-03-31",
            ],
        ),
    ],
)
def test_everything_is_told_in_every_format(review: Review, render: object, language: str, told: list[str]) -> None:
    assert callable(render)
    text = "".join(str(render(review, language)).replace("\\", "").split())
    assert [one for one in told if "".join(one.split()) not in text] == []


def test_a_waived_term_stands_in_its_own_part_and_not_among_the_findings(review: Review) -> None:
    text = render_text(review, "ja")
    findings, _, rest = text.partition("条件対照表")
    assert "計画停止予定通知" not in findings.partition("指摘事項(")[2]
    assert "計画停止予定通知" in rest.partition("数えない指摘(")[2].partition("同等又は有利")[0]


def test_with_everything_known_the_report_does_not_say_that_nothing_was_found() -> None:
    from medsla.waiver import apply_baseline, baseline_of

    plain = made.review()
    known = {row["fingerprint"] for row in baseline_of([plain])["baseline"]}
    text = render_text(apply_baseline(plain, known), "ja")
    assert "例外承認又は既知の指摘のほかに、指摘事項はありません。" in text
    assert "照合した範囲に指摘事項はありません。" not in text
