from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import medsla
from medsla.catalogue import catalogue
from medsla.errors import ProfileError
from medsla.profile import Profile, ceiling, yardstick
from medsla.profile.completing import completed, template
from medsla.reading.documents import read_document
from medsla.reading.writing import dump_json
from medsla.report import render_text
from medsla.results import Severity

NAME = "mic-sla-example"
RTO = {"value": {"within": "PT4H", "counted_from": "detection"}, "place": "第6条", "words": "検知から4時間以内"}
UPTIME = {
    "value": {"percent": 99, "per": "P1M"},
    "own": {"exclusions": ["planned_maintenance"], "minimum_outage": "PT5M", "formula": "planned_time_less_downtime"},
    "place": "第5条",
    "words": "稼働率99%以上",
}


def filled(terms: dict[str, Any], **more: Any) -> bytes:
    data = {"medsla": "1.0", "completes": NAME, "copy": "印刷版", "person": "森野太郎", "terms": terms} | more
    return dump_json(data).encode("utf-8")


def codes(terms: dict[str, Any], name: str = NAME, **more: Any) -> list[str]:
    with pytest.raises(ProfileError) as refused:
        completed(name, filled(terms, **more), file="fill.json")
    assert all(problem.sentence("ja") != problem.code for problem in refused.value.problems)
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def ours(tmp_path: Path) -> Profile:
    path = tmp_path / "ours.json"
    path.write_text(dump_json(completed(NAME, filled({"recovery.rto": RTO, "availability.uptime": UPTIME}))), "utf-8")
    return medsla.yardstick(path)


def test_the_template_names_every_term_and_holds_no_value() -> None:
    for language in ("ja", "en"):
        document = read_document(template(NAME, language).encode("utf-8"), name="fill.yaml")
        terms: Any = document.data["terms"]
        assert list(terms) == list(catalogue().terms)
        assert all(entry == {"value": {}, "place": "", "words": ""} for entry in terms.values())


def test_the_empty_template_is_refused_until_something_is_filled_in() -> None:
    text = template(NAME, "ja").replace('copy: ""', "copy: 印刷版").replace('person: ""', "person: 森野太郎")
    with pytest.raises(ProfileError) as refused:
        completed(NAME, text.encode("utf-8"), file="fill.yaml")
    assert [problem.code for problem in refused.value.problems] == ["completion.nothing"]


def test_the_result_is_a_yardstick_of_values_seen_in_the_original(ours: Profile) -> None:
    by_term = {item.term: item for item in ours.items}
    assert set(by_term) == {"recovery.rto", "availability.uptime"}
    (seen, *_) = by_term["recovery.rto"].evidence
    assert (seen.authority, seen.place, seen.words, seen.seen) == (NAME, "第6条", "検知から4時間以内", "original")
    assert seen.facets == ("within", "counted_from")


def test_what_the_original_leaves_open_is_the_organisation_s_own(ours: Profile) -> None:
    uptime = next(item for item in ours.items if item.term == "availability.uptime")
    origin = {facet: evidence.origin for evidence in uptime.evidence for facet in evidence.facets}
    assert origin == {
        "percent": "official",
        "per": "official",
        "exclusions": "own",
        "minimum_outage": "own",
        "formula": "own",
        "hedges": "suggestion",
    }


def test_an_example_of_a_replaced_document_weighs_at_most_major(ours: Profile) -> None:
    rto = next(item for item in ours.items if item.term == "recovery.rto")
    assert ceiling(rto.evidence_for("within")) is Severity.major


def test_a_term_with_words_alone_asks_for_a_statement(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    entry = {"support.response": {"place": "第7条", "words": "別途定める"}}
    path.write_text(dump_json(completed(NAME, filled(entry))), "utf-8")
    (item,) = medsla.yardstick(path).items
    assert (item.requirement, dict(item.value)) == ("should_state", {})


def test_the_profile_says_who_completed_it_and_that_medsla_has_not_seen_it(ours: Profile) -> None:
    assert "森野太郎" in ours.note["ja"]
    assert "印刷版" in ours.note["ja"]
    assert "medsla has not seen these values" in ours.note["en"]
    assert "利用者が原本から補充" in ours.label["ja"]
    assert ours.name == "mic-sla-example-completed"


def test_a_review_by_it_no_longer_says_that_the_example_s_values_are_missing(ours: Profile) -> None:
    offer = medsla.load_data({"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT8H"}}}})
    text = render_text(medsla.review(offer, ours), "ja")
    assert "SLA参考例の数値は含みません" not in text
    assert "例示〔原文で確認〕" in text.replace("\n", "").replace(" ", "")
    assert "SLA参考例の数値は含みません" in render_text(medsla.review(offer), "ja")


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"recovery.rto": RTO | {"words": ""}}, "completion.unseen"),
        ({"recovery.rto": RTO | {"place": " "}}, "completion.unseen"),
        ({"recovery.rto": RTO | {"value": {"within": "4 hours"}}}, "schema.format.duration"),
        ({"recovery.rto": RTO | {"value": {"percent": 99}}}, "profile.facet-unknown"),
        ({"recovery.rto": RTO | {"grade": "必須"}}, "profile.grade-unknown"),
        ({"availability.uptime": UPTIME | {"own": {}}}, "completion.limit-open"),
        ({"recovery.rtoo": RTO}, "unknown-address-near"),
        ({"recovery.rto": {"seen": "yes"}}, "profile.shape"),
    ],
)
def test_what_could_not_be_evidence_is_refused(terms: dict[str, Any], code: str) -> None:
    assert codes(terms)[0] == code


def test_the_place_of_a_problem_is_that_of_the_filled_in_file() -> None:
    with pytest.raises(ProfileError) as refused:
        completed(NAME, filled({"recovery.rto": RTO | {"words": ""}}), file="fill.json")
    place = refused.value.problems[0].place
    assert (place.file, place.pointer) == ("fill.json", "/terms/recovery.rto")


def test_only_a_profile_of_headings_can_be_completed() -> None:
    assert codes({"recovery.rto": RTO}, "meti") == ["completion.not-headings"]
    assert codes({"recovery.rto": RTO}, completes="meti") == ["completion.other"]
    with pytest.raises(ProfileError):
        template("nobody", "ja")


def test_the_shipped_profile_stays_without_values() -> None:
    assert yardstick(NAME).items == ()
