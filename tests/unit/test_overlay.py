from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import medsla
from medsla import overlay
from medsla.errors import ProfileError
from medsla.profile import Item, Profile
from medsla.profile import yardstick as shipped
from medsla.reading.documents import read_document
from medsla.reading.writing import dump_json
from medsla.results import Severity, Verdict
from medsla.sla import load_data

ROOT = Path(__file__).resolve().parents[2]
WHY = {"reason": {"ja": "代替の体制がある。", "en": "There is another way."}}


def overlaid(*items: dict[str, Any], extends: str = "medsla") -> Profile:
    data = {
        "medsla": "1.0",
        "extends": extends,
        "name": "clinic",
        "label": {"ja": "診療所基準", "en": "clinic yardstick"},
        "edition": "2027.1",
        "items": list(items),
    }
    return overlay._overlaid(read_document(dump_json(data).encode("utf-8"), name="overlay.json"))


def item(profile: Profile, term: str) -> Item:
    return next(one for one in profile.items if one.term == term)


def codes(*items: dict[str, Any], extends: str = "medsla") -> list[str]:
    with pytest.raises(ProfileError) as refused:
        overlaid(*items, extends=extends)
    return [problem.code for problem in refused.value.problems]


def test_an_overlay_that_changes_nothing_asks_the_same() -> None:
    assert overlaid().items == shipped().items


@pytest.mark.parametrize(
    "row",
    [
        {"term": "maintenance.planned_notice", "value": {"lead": "P60D"}},
        {"term": "maintenance.planned_notice", "value": {"lead": "P30D"}},
        {"term": "incident.outage_notice", "value": {"within": "PT30M"}},
        {"term": "recovery.rto", "value": {"within": "PT4H"}},
        {"term": "maintenance.planned_notice", "requirement": "should_meet"},
        {"term": "scope.terminals", "value": {"count": 20}},
        {"term": "data.storage_country", "value": {"countries": ["JP"]}},
    ],
)
def test_tightening_is_silent(row: dict[str, Any]) -> None:
    assert item(overlaid(row), row["term"]).requirement.endswith("_meet")


@pytest.mark.parametrize(
    "row",
    [
        {"term": "maintenance.planned_notice", "value": {"lead": "P29D"}},
        {"term": "maintenance.planned_notice", "value": {"lead": "P1M"}},
        {"term": "maintenance.planned_notice", "value": {"hedges": ["in_principle"]}},
        {"term": "maintenance.planned_notice", "requirement": "should_state"},
        {"term": "maintenance.planned_notice", "requirement": "info"},
        {"term": "maintenance.planned_notice", "drop": True},
        {"term": "incident.outage_notice", "value": {"within": "PT2H"}},
        {"term": "incident.outage_notice", "silent": ["counted_from"]},
    ],
)
def test_loosening_needs_a_reason(row: dict[str, Any]) -> None:
    assert codes(row) == ["overlay.loosens"]
    assert overlaid(row | WHY).name == "clinic"


def test_a_dropped_term_is_asked_for_no_longer() -> None:
    found = overlaid({"term": "maintenance.planned_notice", "drop": True} | WHY)
    assert "maintenance.planned_notice" not in found.terms
    assert set(shipped().terms) - set(found.terms) == {"maintenance.planned_notice"}


def test_what_changed_is_the_organisation_s_own_and_the_rest_keeps_its_authority() -> None:
    found = item(overlaid({"term": "incident.outage_notice", "value": {"within": "PT30M"}}), "incident.outage_notice")
    by_facet = {facet: one for one in found.evidence for facet in one.facets}
    assert by_facet["within"].own
    assert by_facet["within"].origin == "own"
    assert by_facet["counted_from"].authority == "mic-asp-security-2008"
    assert not [one for one in found.evidence if "within" in one.facets and not one.own]


def test_a_facet_given_again_as_it_was_keeps_its_authority() -> None:
    row = {"term": "incident.outage_notice", "value": {"within": "PT60M"}}
    before = item(shipped(), "incident.outage_notice")
    assert item(overlaid(row), "incident.outage_notice") == before


def test_the_reason_stands_with_the_value_in_both_languages() -> None:
    found = item(
        overlaid({"term": "maintenance.planned_notice", "value": {"lead": "P7D"}} | WHY), "maintenance.planned_notice"
    )
    own = next(one for one in found.evidence if one.own)
    assert own.words == "代替の体制がある。 / There is another way."


def test_every_variant_of_a_term_changes_unless_one_is_named() -> None:
    uptime = {"term": "availability.uptime", "value": {"percent": 100}}
    both = [one.value["percent"] for one in overlaid(uptime).items if one.term == "availability.uptime"]
    assert both == [100, 100]
    one = overlaid(uptime | {"applies": {"use": ["core_clinical"]}})
    assert sorted(i.value["percent"] for i in one.items if i.term == "availability.uptime") == [99, 100]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"term": "recovery.rtoo", "value": {"within": "PT4H"}}, "unknown-address-near"),
        ({"term": "recovery.rto", "value": {"within": "PT4H"}, "applies": {"use": ["phr"]}}, "overlay.variant-unknown"),
        ({"term": "scope.terminals", "drop": True} | WHY, "overlay.variant-unknown"),
        ({"term": "recovery.rto", "value": {"percent": 9}}, "profile.facet-unknown"),
        ({"term": "recovery.rto", "more": 1}, "profile.shape"),
        ({"term": "recovery.rto", "requirement": "must_meet"}, "profile.value-missing"),
    ],
)
def test_what_the_yardstick_or_the_catalogue_does_not_know_is_refused(row: dict[str, Any], code: str) -> None:
    assert codes(row)[0] == code


def test_another_yardstick_than_the_shipped_ones_is_refused() -> None:
    assert codes(extends="nobody") == ["profile.unknown"]


def test_all_problems_are_told_at_once() -> None:
    loose = {"term": "maintenance.planned_notice", "value": {"lead": "P1D"}}
    assert codes(loose, {"term": "recovery.rtoo"}) == ["overlay.loosens", "unknown-address-near"]


def test_the_label_says_what_it_is_based_on() -> None:
    assert overlaid().label == {
        "ja": "診療所基準(照合基準(medsla編)を基に変更)",
        "en": "clinic yardstick (based on medsla yardstick)",
    }


def test_the_digest_names_what_is_asked() -> None:
    other = overlaid({"term": "recovery.rto", "value": {"within": "PT4H"}})
    assert len({overlaid().digest, other.digest, shipped().digest}) == 3


def test_a_review_by_an_overlay_names_the_organisation_and_no_authority() -> None:
    offer = load_data(
        {"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT8H", "counted_from": "detection"}}}}
    )
    own = overlaid({"term": "recovery.rto", "requirement": "must_meet", "value": {"within": "PT4H"}})
    found = next(one for one in medsla.review(offer, own).terms if one.address == "recovery.rto")
    assert found.verdict is Verdict.conditional or found.verdict is Verdict.weaker
    assert [one.origin for one in found.evidence if "within" in one.facets] == ["own"]
    assert found.severity is Severity.critical
    told = medsla.explain(found, "ja")
    assert "自組織の定め" in told.finding + told.authority


def test_other_files_and_names_pass_through(tmp_path: Path) -> None:
    assert overlay.yardstick("meti") is shipped("meti")
    paper = ROOT / "examples" / "00-clean.yaml"
    assert overlay.yardstick(paper) == shipped(paper)
    with pytest.raises(ProfileError):
        overlay.yardstick(tmp_path / "nothing.yaml")


def test_the_shipped_example_is_read() -> None:
    found = medsla.yardstick(ROOT / "examples" / "playbook" / "overlay.yaml")
    assert item(found, "recovery.rto").value["within"] == "PT4H"
    assert item(found, "maintenance.planned_notice").value["lead"] == "P14D"
