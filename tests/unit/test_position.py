from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from medsla.catalogue import catalogue
from medsla.errors import ProfileError
from medsla.messages import field_names, keys, languages
from medsla.position import Position, load_position, negotiate, ready_sentence, reason_sentence, stand_word
from medsla.reading.writing import dump_json
from medsla.results import Stance, Stand
from medsla.sla import Sla, load, load_data

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "examples" / "playbook" / "position.yaml"
RTO = {
    "preferred": {"within": "PT4H"},
    "acceptable": [{"within": "PT8H"}, {"within": "PT12H"}],
    "walk_away": {"within": "P1D"},
}


def position(**terms: dict[str, Any]) -> Position:
    """A position by term, `recovery_rto` standing for `recovery.rto`."""
    return load_position(position_text({name.replace("_", ".", 1): tiers for name, tiers in terms.items()}))


def position_text(terms: dict[str, Any], **more: Any) -> bytes:
    data = {"medsla": "1.0", "name": "clinic", "label": {"ja": "診療所", "en": "Clinic"}, "terms": terms} | more
    return dump_json(data).encode("utf-8")


def offer(address: str, value: dict[str, Any], **more: Any) -> Sla:
    group, _, key = address.partition(".")
    return load_data({"medsla": "1.0", "terms": {group: {key: value}}} | more)


def stance(tiers: dict[str, Any], value: dict[str, Any] | None, address: str = "recovery.rto", **more: Any) -> Stance:
    document = offer(address, value, **more) if value is not None else load_data({"medsla": "1.0", "terms": {}} | more)
    found = negotiate(document, position(**{address.replace(".", "_", 1): tiers}))
    return found.stances[0]


@pytest.mark.parametrize(
    ("within", "stand", "reason", "tier", "counter"),
    [
        ("PT3H", "accept", "preferred", 0, None),
        ("PT4H", "accept", "preferred", 0, None),
        ("PT240M", "accept", "preferred", 0, None),
        ("PT4H1M", "negotiate", "acceptable", 1, "PT4H"),
        ("PT8H", "negotiate", "acceptable", 1, "PT4H"),
        ("PT12H", "negotiate", "acceptable", 2, "PT4H"),
        ("PT13H", "escalate", "between", None, "PT4H"),
        ("PT23H59M", "escalate", "between", None, "PT4H"),
        ("PT24H", "reject", "walk_away", None, "PT4H"),
        ("P2D", "reject", "walk_away", None, "PT4H"),
    ],
)
def test_each_tier_has_its_stand(within: str, stand: str, reason: str, tier: int | None, counter: str | None) -> None:
    found = stance(RTO, {"within": within})
    assert (found.stand.value, found.reason, found.tier) == (stand, reason, tier)
    assert (found.counter or {}).get("within") == counter


@pytest.mark.parametrize(
    ("round_", "within", "stand", "counter", "fallbacks"),
    [
        (1, "P1DT1H", "reject", "PT4H", ["PT8H", "PT12H"]),
        (2, "P1DT1H", "reject", "PT8H", ["PT12H"]),
        (3, "P1DT1H", "reject", "PT12H", []),
        (9, "P1DT1H", "reject", "PT12H", []),
        (1, "PT12H", "negotiate", "PT4H", ["PT8H"]),
        (2, "PT12H", "negotiate", "PT8H", []),
        (3, "PT12H", "accept", None, []),
        (2, "PT8H", "accept", None, []),
    ],
)
def test_each_round_may_concede_one_tier(
    round_: int, within: str, stand: str, counter: str | None, fallbacks: list[str]
) -> None:
    found = negotiate(offer("recovery.rto", {"within": within}), position(recovery_rto=RTO), round_=round_).stances[0]
    assert found.stand.value == stand
    assert (found.counter or {}).get("within") == counter
    assert [tier["within"] for tier in found.fallbacks] == fallbacks


def test_rounds_count_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        negotiate(offer("recovery.rto", {"within": "PT4H"}), position(recovery_rto=RTO), round_=0)


@pytest.mark.parametrize(
    ("value", "more", "stand", "reason"),
    [
        (None, {}, "negotiate", "not_stated"),
        ({"answer": "undisclosed"}, {}, "negotiate", "not_stated"),
        ({"actual": {"value": "PT2H"}}, {}, "negotiate", "not_stated"),
        ({"answer": "none"}, {}, "reject", "walk_away"),
        (None, {"document": {"extent": "excerpt"}}, "ask", "not_read"),
        (None, {"document": {"incorporates": ["仕様書"]}}, "ask", "not_read"),
        ({"said": "速やかに復旧する"}, {}, "ask", "undecidable"),
        ({"within": "PT8BH"}, {}, "ask", "undecidable"),
        ({"within": "PT4H", "counted_from": "report"}, {}, "accept", "preferred"),
        ({"within": "PT4H", "hedges": ["in_principle"]}, {}, "escalate", "mixed"),
        ({"within": "P3D", "hedges": ["in_principle"]}, {}, "reject", "walk_away"),
    ],
)
def test_what_is_absent_unclear_or_narrowed_is_told_apart(
    value: dict[str, Any] | None, more: dict[str, Any], stand: str, reason: str
) -> None:
    found = stance(RTO, value, **more)
    assert (found.stand.value, found.reason) == (stand, reason)


def test_without_a_walk_away_nothing_is_rejected() -> None:
    found = stance({"preferred": {"within": "PT4H"}}, {"within": "P9D"})
    assert (found.stand, found.reason) == (Stand.escalate, "unwritten")


def test_a_limit_on_which_the_position_is_silent_is_for_the_approver() -> None:
    tiers = {"preferred": {"percent": 99, "per": "P1M"}, "walk_away": {"percent": 95, "per": "P1M"}}
    found = stance(tiers, {"percent": 99, "per": "P1M", "minimum_outage": "PT30M"}, address="availability.uptime")
    assert (found.stand, found.reason) == (Stand.escalate, "position_silent")
    assert found.open == ("availability.uptime.minimum_outage",)


def test_what_the_offer_leaves_open_is_asked() -> None:
    tiers = {
        "preferred": {"within": "PT4H", "counted_from": "occurrence"},
        "walk_away": {"within": "P1D", "counted_from": "occurrence"},
    }
    found = stance(tiers, {"within": "PT4H"})
    assert (found.stand, found.reason, found.open) == (Stand.ask, "undecidable", ("recovery.rto.counted_from",))


def test_values_without_an_order_take_the_order_of_the_position() -> None:
    tiers = {
        "preferred": {"court": "大阪地方裁判所"},
        "acceptable": [{"court": "東京地方裁判所"}],
        "walk_away": {"court": "甲以外の所在地の裁判所"},
    }
    found = {
        court: stance(tiers, {"court": court}, address="legal.jurisdiction").stand.value
        for court in ("大阪地方裁判所", "東京地方裁判所", "甲以外の所在地の裁判所", "札幌地方裁判所")
    }
    assert list(found.values()) == ["accept", "negotiate", "reject", "escalate"]


def test_an_approver_stands_for_all_terms_that_name_nobody() -> None:
    text = position_text(
        {
            "recovery.rto": RTO,
            "backup.generations": {"preferred": {"count": 3}, "approver": {"ja": "院長", "en": "CEO"}},
        },
        approver={"ja": "事務部長", "en": "COO"},
    )
    found = load_position(text)
    assert [tiers.approver["ja"] for tiers in found.terms.values()] == ["事務部長", "院長"]


# ---------------------------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("tiers", "code"),
    [
        (RTO | {"acceptable": [{"within": "PT2H"}]}, "position.tier-better"),
        (RTO | {"acceptable": [{"within": "PT240M"}]}, "position.tier-better"),
        (RTO | {"walk_away": {"within": "PT10H"}}, "position.tier-better"),
        (RTO | {"acceptable": [{"within": "PT8H", "counted_from": "report"}]}, "position.tier-unlike"),
        (RTO | {"walk_away": {"within": "PT40BH"}}, "position.tier-unlike"),
        ({"walk_away": {"within": "P1D"}}, "profile.shape"),
        (RTO | {"prefered": {}}, "profile.shape"),
    ],
)
def test_tiers_that_do_not_descend_are_refused(tiers: dict[str, Any], code: str) -> None:
    with pytest.raises(ProfileError) as refused:
        load_position(position_text({"recovery.rto": tiers}), name="position.json")
    assert refused.value.problems[0].code == code
    assert str(refused.value.problems[0].place).startswith("position.json:")


def test_every_wrong_value_is_told_at_once_with_its_place() -> None:
    text = position_text(
        {
            "recovery.rto": RTO | {"acceptable": [{"within": "PT8H"}, {"within": "bald"}]},
            "recovery.rtoo": {"preferred": {"within": "PT4H"}},
        }
    )
    with pytest.raises(ProfileError) as refused:
        load_position(text)
    pointers = [problem.place.pointer for problem in refused.value.problems]
    assert pointers == ["/terms/recovery.rto/acceptable/1/within", "/terms/recovery.rtoo/preferred"]


def test_a_tier_that_refuses_is_read_as_the_answer_none() -> None:
    found = position(exit_erasure_certificate={"preferred": {"provided": True}, "walk_away": {"provided": False}})
    assert found.terms["exit.erasure_certificate"].walk_away == {"answer": "none"}


def test_the_terms_stand_in_the_order_of_the_catalogue() -> None:
    found = load_position(SHIPPED)
    order = list(catalogue().terms)
    assert list(found.terms) == sorted(found.terms, key=order.index)


def test_the_digest_changes_with_a_tier_and_not_with_the_writing() -> None:
    shorter = position(recovery_rto=RTO | {"preferred": {"within": "PT3H"}})
    assert position(recovery_rto=RTO).digest == position(recovery_rto=dict(reversed(RTO.items()))).digest
    assert position(recovery_rto=RTO).digest != shorter.digest


# ---------------------------------------------------------------------------------- words


def test_the_shipped_example_against_the_shipped_offer() -> None:
    found = negotiate(load(ROOT / "examples" / "vendor-offer.yaml"), load_position(SHIPPED))
    assert {one.address: one.stand.value for one in found} == {
        "availability.uptime": "escalate",
        "maintenance.planned_notice": "escalate",
        "recovery.rto": "negotiate",
        "incident.outage_notice": "reject",
        "data.storage_country": "negotiate",
        "exit.erasure_certificate": "reject",
        "legal.jurisdiction": "negotiate",
    }
    assert found.by_stand() == {"accept": 0, "negotiate": 3, "escalate": 2, "reject": 2, "ask": 0}


@pytest.mark.parametrize(
    ("within", "ja", "en"),
    [
        (
            "PT4H",
            "目標復旧時間(RTO)は、ご提示の内容で差し支えありません。",
            "Recovery time objective (RTO): we can agree to this as you propose it.",
        ),
        (
            "PT8H",
            "目標復旧時間(RTO)は、「4時間以内」としてくださいますようお願いいたします。",
            "Recovery time objective (RTO): please change this to “within 4 hours”.",
        ),
        (
            "P2D",
            "目標復旧時間(RTO)は、ご提示の内容ではお受けできません。「4時間以内」としてくださいますようお願いいたします。",
            (
                "Recovery time objective (RTO): we cannot agree to this as you propose it. "
                "Please change it to “within 4 hours”."
            ),
        ),
    ],
)
def test_the_sentence_is_ready_in_both_languages(within: str, ja: str, en: str) -> None:
    found = stance(RTO, {"within": within})
    assert ready_sentence(found, "ja") == ja
    assert ready_sentence(found, "en").replace("\u00a0", " ") == en


def test_the_position_s_own_sentence_is_used_unless_the_offer_is_accepted() -> None:
    own = RTO | {"sentence": {"ja": "4時間をお願いします。", "en": "Four hours, please."}}
    assert ready_sentence(stance(own, {"within": "PT8H"}), "en") == "Four hours, please."
    assert "差し支えありません" in ready_sentence(stance(own, {"within": "PT4H"}), "ja")


def test_the_reason_names_the_approver() -> None:
    tiers = RTO | {"approver": {"ja": "院長", "en": "the director"}}
    assert reason_sentence(stance(tiers, {"within": "PT20H"}), "ja").endswith("院長の決裁を要します。")
    assert "for the director to decide" in reason_sentence(stance(tiers, {"within": "PT20H"}), "en")
    assert "決裁者の決裁" in reason_sentence(stance(RTO, {"within": "PT20H"}), "ja")


def test_every_stand_and_reason_has_words_in_both_languages() -> None:
    assert all(stand_word(stand, language) for stand in Stand for language in languages)
    reasons = {key for key in keys() if key.startswith("position.reason.")}
    for key in reasons:
        assert field_names(key, "ja") == field_names(key, "en")
    decided = {"preferred", "acceptable", "conceded", "not_stated", "between", "walk_away", "mixed"}
    assert reasons == {
        f"position.reason.{name}" for name in (*decided, "position_silent", "undecidable", "not_read", "unwritten")
    }
