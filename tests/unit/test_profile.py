"""Yardsticks: what they ask of which service, how heavy a finding they allow, what a file of one's own must keep."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import medsla
from medsla.errors import InvalidSla, ProfileError
from medsla.messages import say
from medsla.profile import Item, Profile, authorities, ceiling, from_sla, grades, profiles, reason, yardstick
from medsla.results import Evidence
from medsla.sla import load_data

CORE = {"use": "core_clinical", "information": ("medical_records",)}
OTHER = {"use": "other", "information": ("licence_records",)}

# Neither an authority that was seen nor a suggestion sets anything for these, and why.
WITHOUT_REFERENCE = {
    "scope.terminals": "the number is a matter of the deal",
    "scope.network_included": "who supplies the line is a matter of the deal; neither answer is better",
    "scope.devices_included": "who supplies the devices is a matter of the deal; neither answer is better",
    "scope.trial_use": "concerns a trial only; known from one vendor",
    "availability.network_uptime": "known from vendors only; the uptime of the whole service counts",
    "maintenance.preventive_frequency": "known from one buyer only",
    "recovery.rlo": "no value seen; the time and the point of recovery are asked for",
    "recovery.mtbf": "known from one vendor only",
    "recovery.onsite_arrival": "known from one buyer only; not every cloud service comes on site",
    "monitoring.coverage": "no value seen; the intervals are asked for",
    "incident.status_update": "known from one vendor only",
    "incident.restoration_forecast": "known from one buyer only",
    "incident.major_count": "known from vendors only",
    "incident.reports": "known from one vendor only; the first notice and the final report are asked for",
    "performance.online_response": "the example of METI is recalled, not seen",
    "performance.response_compliance_rate": "known from one buyer only",
    "performance.batch_time": "the example of METI is recalled, not seen",
    "performance.network_latency": "known from one vendor only",
    "capacity.concurrent_users": "the number depends on the institution",
    "support.resolution": "known from vendors only",
    "support.first_answer_average": "a measurement told on request, not a promise",
    "support.channels": "no value seen; the hours are asked for",
    "backup.success_rate": "known from one buyer only",
    "security.malware_response": "a duty of the institution is told; no value for a provider was seen",
    "security.intrusion_response": "a duty of the institution is told; no value for a provider was seen",
    "security.application_assessment": "known from one buyer only; the independent assessment is asked for",
    "security.network_assessment": "known from one buyer only; the independent assessment is asked for",
    "security.cloud_certification": "an alternative where neither PrivacyMark nor ISMS is held",
    "breach.preliminary_report": "the clock is the institution's; the provider's own is the notice to the institution",
    "breach.final_report": "the clock is the institution's; the provider's own is the notice to the institution",
    "exit.switching_notice": "set by the EU Data Act only",
    "extensibility.interfaces": "what is needed depends on the other systems of the institution",
    "encryption.key_management": "no value seen; who should hold the keys depends on the service",
    "consent.patient_notice": "explaining to patients is the institution's matter",
    "liability.data_loss_cover": "no value seen; the cap on damages is asked for",
}


def items(profile: Profile, term: str, service: dict[str, Any]) -> list[Item]:
    return [item for item in profile.applicable(service) if item.term == term]


def only(term: str, service: dict[str, Any] | None = None) -> Item:
    (item,) = items(yardstick(), term, service or {})
    return item


def test_the_shipped_yardsticks_are_these() -> None:
    assert profiles() == (
        "eu-data-act",
        "hipaa",
        "medsla",
        "meti",
        "mhlw-guideline",
        "mic-2008",
        "mic-meti-guideline",
        "mic-sla-example",
        "statutes",
    )


def test_the_yardstick_speaks_of_every_term_but_those_nobody_has_a_value_for() -> None:
    from medsla.catalogue import catalogue

    assert set(catalogue().terms) - set(yardstick().terms) == WITHOUT_REFERENCE.keys()


def test_reference_is_another_name_for_yardstick() -> None:
    assert medsla.reference is medsla.yardstick


def test_a_yardstick_is_read_once() -> None:
    assert yardstick() is yardstick("medsla")


@pytest.mark.parametrize(("service", "percents"), [(CORE, ["99.9"]), (OTHER, ["99"]), ({}, ["99.9", "99"])])
def test_the_uptime_asked_for_depends_on_the_use(service: dict[str, Any], percents: list[str]) -> None:
    assert [str(item.value["percent"]) for item in items(yardstick(), "availability.uptime", service)] == percents


@pytest.mark.parametrize(
    ("term", "service", "value"),
    [
        ("backup.generations", CORE, {"count": 5, "hedges": ()}),
        ("backup.generations", OTHER, {"count": 3, "hedges": ()}),
        ("recovery.mttr", CORE, {"within": "PT1H", "counted_from": "occurrence", "hedges": ()}),
        ("recovery.mttr", OTHER, {"within": "PT12H", "counted_from": "occurrence", "hedges": ()}),
        ("maintenance.planned_notice", CORE, {"lead": "P30D", "hedges": ()}),
        ("recovery.rto", CORE, {}),
        ("security.certifications", CORE, {"any_of": ("privacy_mark", "isms"), "hedges": ()}),
    ],
)
def test_a_term_has_the_value_of_its_use(term: str, service: dict[str, Any], value: dict[str, Any]) -> None:
    assert only(term, service).value == value


def test_what_is_taken_from_a_profile_keeps_its_evidence_and_gains_what_is_added() -> None:
    uptime = only("availability.uptime", CORE)
    assert [(e.authority, e.facets, e.origin) for e in uptime.evidence] == [
        ("meti-saas-sla-2008", ("percent",), "official"),
        ("medsla", ("exclusions",), "suggestion"),
        ("medsla", ("minimum_outage",), "suggestion"),
        ("medsla", ("hedges",), "suggestion"),
        ("medsla", ("per",), "suggestion"),
        ("medsla", ("commitment",), "suggestion"),
    ]
    assert uptime.silent == ("formula", "permitted_downtime", "component")


def test_a_statement_that_gains_a_value_no_longer_hides_what_limits_it() -> None:
    notice = only("breach.notice_to_institution")
    assert notice.requirement == "should_meet"
    assert notice.value == {"within": "PT24H", "counted_from": "knowledge", "hedges": ()}
    assert notice.silent == ("promptness", "channels", "commitment")


def test_a_term_taken_from_two_profiles_has_the_evidence_of_both() -> None:
    found = [e.authority for e in only("data.secondary_use").evidence]
    assert found == ["mhlw-guideline-6.0", "medsla", "mic-meti-guideline-1.1-annex-2"]


def test_evidence_is_found_by_facet_and_the_demand_to_state_by_none() -> None:
    notice = only("breach.notice_to_institution")
    assert {e.authority for e in notice.evidence_for("within")} == {"medsla"}
    assert {e.authority for e in notice.evidence_for()} == {"mic-meti-guideline-1.1", "ppc-guideline-general"}


def test_the_values_for_a_service_make_an_sla() -> None:
    sla = yardstick().sla_for(CORE)
    assert sla.get("availability.uptime.percent") == Decimal("99.9")
    assert sla.role == "requirement"
    assert not sla.states("recovery.rto")


def test_values_that_differ_by_an_unknown_use_are_ambiguous() -> None:
    uptime = yardstick().sla_for({}).term("availability.uptime")
    assert uptime["answer"] == "ambiguous"
    assert [row["percent"] for row in uptime["candidates"]] == [Decimal("99.9"), 99]  # type: ignore[index]


@pytest.mark.parametrize(
    ("service", "fits"),
    [
        ({"use": "core_clinical"}, True),
        ({"use": "other"}, False),
        ({}, True),
        ({"use": "core_clinical", "information": ["medical_records", "personal_data"]}, True),
        ({"use": "core_clinical", "information": ["licence_records"]}, False),
        ({"use": "core_clinical", "information": []}, False),
    ],
)
def test_an_item_fits_unless_the_service_says_otherwise(service: dict[str, Any], fits: bool) -> None:
    applies = {"use": ("core_clinical",), "information": ("medical_records",)}
    assert Item("recovery.rto", "should_state", {}, applies=applies).fits(service) is fits


def evidence(**changes: str) -> Evidence:
    duty = {"authority": "ryotan-9", "seen": "original", "grade": "法令上の義務", "in_force": "yes"}
    return Evidence(**(duty | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "severity"),
    [
        ([evidence()], "critical"),
        ([evidence(seen="reprint")], "critical"),
        ([evidence(seen="draft")], "major"),
        ([evidence(seen="paraphrase")], "major"),
        ([evidence(in_force="no")], "major"),
        ([evidence(in_force="unknown")], "major"),
        ([evidence(grade="設定例")], "major"),
        ([evidence(grade="対策参照値")], "major"),
        ([evidence(grade="無名の位置付け")], "major"),
        ([evidence(seen="none")], "minor"),
        ([evidence(origin="suggestion")], "minor"),
        ([evidence(origin="suggestion"), evidence(grade="設定例")], "major"),
        ([evidence(grade="設定例"), evidence()], "critical"),
        ([], "critical"),
    ],
)
def test_evidence_caps_the_severity(found: list[Evidence], severity: str) -> None:
    assert ceiling(found).value == severity


def test_a_suggestion_gives_its_reason_in_both_languages_and_a_source_its_own_words() -> None:
    uptime = only("availability.uptime", CORE)
    (per,) = uptime.evidence_for("per")
    assert reason(per, "ja").startswith("1か月ごとに測る。")
    assert reason(per, "en").startswith("Measured per month:")
    (percent,) = uptime.evidence_for("percent")
    assert reason(percent, "en") == "99.9%以上(基幹業務)"


def test_the_reference_example_holds_headings_and_no_value() -> None:
    example = yardstick("mic-sla-example")
    assert example.items == ()
    assert [heading.words["ja"] for heading in example.headings] == [
        "本サービスの目的と対象",
        "本サービスの提供範囲",
        "本サービスにおけるサービスレベル適用の考え方",
        "前提条件",
    ]


def test_an_sla_of_ones_own_becomes_a_yardstick_without_silences(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text('medsla: "1.0"\nterms:\n  recovery:\n    rto: {within: PT4H}\n', encoding="utf-8")
    ours = yardstick(file)
    assert ours.kind == "document"
    assert ours.items == (Item("recovery.rto", "should_meet", {"within": "PT4H"}),)


def test_a_yardstick_made_of_an_sla_is_called_by_its_title() -> None:
    sla = load_data({"medsla": "1.0", "document": {"title": "当院の条件"}, "terms": {}})
    assert from_sla(sla).label == {"ja": "当院の条件", "en": "当院の条件"}


def test_the_digest_changes_with_a_value_and_not_with_a_label(own: dict[str, Any], tmp_path: Path) -> None:
    def made(data: dict[str, Any]) -> str:
        return read(data, tmp_path).digest

    relabelled, changed = copy.deepcopy(own), copy.deepcopy(own)
    relabelled["label"]["ja"] = "別の名"
    changed["items"][0]["value"]["lead"] = "P14D"
    assert made(own) == made(relabelled) != made(changed)


@pytest.fixture
def own() -> dict[str, Any]:
    """A small profile that is in order."""
    cited = {
        "facets": ["lead"],
        "authority": "meti-checklist-2010",
        "place": "No.2",
        "words": "30日前",
        "seen": "reprint",
        "grade": "設定例",
        "origin": "official",
        "in_force": "no",
    }
    suggested = {
        "facets": ["hedges"],
        "authority": "medsla",
        "seen": "none",
        "grade": "提案",
        "origin": "suggestion",
        "in_force": "yes",
        "reason": {"ja": "留保は要らない。", "en": "No reservations."},
    }
    return {
        "medsla": "1.0",
        "name": "ours",
        "label": {"ja": "当院の基準", "en": "Our yardstick"},
        "edition": "1",
        "kind": "yardstick",
        "items": [
            {
                "term": "maintenance.planned_notice",
                "requirement": "should_meet",
                "value": {"lead": "P30D", "hedges": []},
                "silent": ["channels", "commitment"],
                "evidence": [cited, suggested],
            }
        ],
    }


def read(data: dict[str, Any], folder: Path) -> Profile:
    file = folder / "ours.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return yardstick(str(file))


def test_a_profile_of_ones_own_is_read_from_a_file(own: dict[str, Any], tmp_path: Path) -> None:
    assert read(own, tmp_path).items[0].value == {"lead": "P30D", "hedges": ()}


def test_a_profile_of_ones_own_may_take_terms_from_shipped_ones(own: dict[str, Any], tmp_path: Path) -> None:
    own["assembled"] = [{"term": "backup.generations", "profiles": ["mhlw-guideline"]}]
    assert [item.value.get("count") for item in read(own, tmp_path).items] == [None, 5, 3]


def changed(path: str, value: Any) -> Any:
    """A change to the one item of the small profile: `value/lead` sets a key, None removes it."""

    def change(data: dict[str, Any]) -> None:
        *way, last = path.split("/")
        node: Any = data["items"][0]
        for step in way:
            node = node[int(step) if step.isdigit() else step]
        if value is None:
            del node[last]
        else:
            node[last] = value

    return change


def taken(**entry: Any) -> Any:
    def change(data: dict[str, Any]) -> None:
        data["assembled"] = [{"profiles": ["meti"], **entry}]

    return change


def twice(data: dict[str, Any]) -> None:
    data["items"].append(copy.deepcopy(data["items"][0]))


def headed(data: dict[str, Any]) -> None:
    data["kind"] = "headings"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (changed("term", "maintenance.planed_notice"), ["unknown-address-near"]),
        (changed("term", "quux.quux"), ["unknown-address"]),
        (changed("silent", ["channels", "commitment", "colour"]), ["profile.facet-unknown"]),
        (changed("silent", ["channels"]), ["profile.facet-open"]),
        (changed("silent", ["channels", "commitment", "lead"]), ["profile.facet-twice"]),
        (
            changed("value", {"lead": "P30D"}),
            ["profile.evidence-astray", "profile.facet-open"],
        ),
        (changed("requirement", "should_state"), ["profile.value-surplus"]),
        (changed("requirement", "must_meet"), ["profile.required-without-duty"]),
        (changed("requirement", "shall_meet"), ["profile.shape"]),
        (changed("value/lead", "soon"), ["schema.format.duration"]),
        (changed("evidence/0/facets", []), ["profile.value-without-evidence"]),
        (changed("evidence/0/facets", ["lead", "channels"]), ["profile.evidence-astray"]),
        (changed("evidence/0/authority", "meti-2011"), ["profile.authority-unknown"]),
        (changed("evidence/0/grade", "お願い"), ["profile.grade-unknown"]),
        (changed("evidence/0/seen", "none"), ["profile.unseen"]),
        (changed("evidence/0/authority", "hipaa-164-504"), ["profile.unseen"]),
        (changed("evidence/1/reason", None), ["profile.suggestion-unmarked"]),
        (changed("evidence/0/authority", "medsla"), ["profile.suggestion-unmarked"]),
        (changed("evidence", []), ["profile.shape"]),
        (taken(term="recovery.rto"), ["profile.taken-missing"]),
        (taken(term="recovery.mttr", profiles=["nobody"]), ["profile.taken-missing"]),
        (taken(term="maintenance.planned_notice"), ["profile.item-twice"]),
        (
            taken(term="breach.notice_to_institution", profiles=["hipaa", "statutes"]),
            [],
        ),
        (
            taken(term="exit.erasure", adds={"value": {"within": "P1D"}, "evidence": [{}]}),
            ["profile.shape"],
        ),
        (twice, ["profile.item-twice"]),
        (headed, ["profile.headings"]),
    ],
)
def test_what_a_profile_must_keep(change: Any, codes: list[str], own: dict[str, Any], tmp_path: Path) -> None:
    change(own)
    if not codes:
        assert read(own, tmp_path).items
        return
    with pytest.raises(ProfileError) as refused:
        read(own, tmp_path)
    assert sorted({problem.code for problem in refused.value.problems}) == codes
    for problem in refused.value.problems:
        assert problem.place.line == 1
        for language in ("ja", "en"):
            key = problem.code if "." in problem.code else f"problem.{problem.code}"
            assert say(key, language, **dict(problem.fields))


def test_a_limit_may_not_be_silent_where_a_value_is_set(own: dict[str, Any], tmp_path: Path) -> None:
    item = own["items"][0]
    item["value"] = {"lead": "P30D"}
    item["silent"].append("hedges")
    del item["evidence"][1]
    with pytest.raises(ProfileError) as refused:
        read(own, tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["profile.limit-silent"]


def test_two_sources_that_differ_are_refused(own: dict[str, Any], tmp_path: Path) -> None:
    # the first only asks for a statement, the second sets a value
    own["assembled"] = [{"term": "breach.notice_to_institution", "profiles": ["statutes", "hipaa"]}]
    with pytest.raises(ProfileError) as refused:
        read(own, tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["profile.taken-differs"]


def test_every_problem_of_a_profile_is_told_at_once(own: dict[str, Any], tmp_path: Path) -> None:
    own["items"][0]["silent"] = ["channels"]
    own["items"][0]["evidence"][0]["grade"] = "お願い"
    own["items"].append({**own["items"][0], "term": "recovery.rtoo"})
    with pytest.raises(ProfileError) as refused:
        read(own, tmp_path)
    assert [(problem.code, problem.place.pointer) for problem in refused.value.problems] == [
        ("profile.facet-open", "/items/0"),
        ("profile.grade-unknown", "/items/0"),
        ("unknown-address-near", "/items/1"),
    ]


@pytest.mark.parametrize(("name", "code"), [("metis", "profile.unknown-near"), ("quux", "profile.unknown")])
def test_a_name_that_is_no_yardstick_is_refused(name: str, code: str) -> None:
    with pytest.raises(ProfileError) as refused:
        yardstick(name)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_file_meant_as_an_sla_is_refused_as_one(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text('medsla: "1.0"\nterms: {recovery: {rtoo: {}}}\n', encoding="utf-8")
    with pytest.raises(InvalidSla):
        yardstick(file)


def test_an_edition_that_was_replaced_says_by_which() -> None:
    assert authorities()["mic-meti-guideline-1.1"].superseded_by == ("mic-meti-guideline-2.0",)


def test_only_some_grades_are_duties() -> None:
    assert sorted(grade.words for grade in grades().values() if grade.duty) == sorted(
        ["法令上の義務", "遵守事項", "要件", "要求事項", "最低限のガイドライン", "情報提供すべき項目"]
    )
