"""Whole phrases of terms and cases, their order and joints, and reading them back without guessing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from medsla.catalogue import catalogue
from medsla.errors import UnknownAddress, UnknownLocale
from medsla.wording import (
    WordingError,
    format_address_label,
    format_case_label,
    format_cases,
    format_term,
    read_term,
)

D = Decimal

ROWS: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "recovery.rto",
        {"within": "PT4H", "counted_from": "detection", "commitment": "target"},
        "障害の検知から4時間以内（目標値とする。）",
        "within 4 hours after detection (commitment: target)",
    ),
    ("recovery.rto", {"within": "PT4H", "bound": "exclusive"}, "4時間未満", "in less than 4 hours"),
    (
        "availability.uptime",
        {
            "percent": D("99.9"),
            "per": "P1M",
            "exclusions": ["planned_maintenance", "emergency_maintenance"],
            "commitment": "guarantee",
        },
        "99.9%以上（1か月ごとに測定する。計画停止及び緊急保守を停止時間に算入しない。保証値とする。）",
        (
            "at least 99.9% (measured per month; not counting planned maintenance and emergency maintenance "
            "as downtime; commitment: guarantee)"
        ),
    ),
    (
        "availability.uptime",
        {"percent": D("99.90"), "formula": "planned_time_less_downtime"},
        "99.90%以上（算出式は「（計画サービス時間－停止時間）÷計画サービス時間」とする。）",
        "at least 99.90% (formula: (planned service time − downtime) ÷ planned service time)",
    ),
    (
        "availability.service_hours",
        {"windows": "always", "excluding": ["planned_maintenance"]},
        "24時間365日（計画停止を除く。）",
        "24 hours a day, 365 days a year (excluding planned maintenance)",
    ),
    (
        "support.general_hours",
        {"windows": [{"days": ["mon", "sat"], "from": "09:00", "to": "12:00", "holidays": "only"}]},
        "月曜日及び土曜日（祝日に限る。）9時から12時まで",
        "Monday and Saturday (public holidays only), 09:00 to 12:00",
    ),
    (
        "maintenance.planned_notice",
        {"lead": "P30D", "channels": ["email", "website"], "hedges": ["emergency_excepted"]},
        "30日前まで（電子メール及びウェブサイトにより通知する。緊急時はこの限りでない。）",
        "at least 30 days in advance (by e-mail and notice on the website; except in emergencies)",
    ),
    ("maintenance.max_duration", {"within": "PT5H", "per": "P1M"}, "1か月当たり5時間以内", "at most 5 hours per month"),
    ("maintenance.preventive_frequency", {"count": 1, "per": "P1Y"}, "1年当たり1回以上", "at least once per year"),
    ("incident.major_count", {"count": 2, "per": "P6M"}, "6か月当たり2件以内", "at most 2 incidents per 6 months"),
    (
        "incident.outage_notice",
        {"within": "PT1H", "promptness": "immediately", "counted_from": "detection"},
        "障害の検知から直ちに、かつ、1時間以内",
        "immediately and within 1 hour after detection",
    ),
    (
        "breach.notice_to_institution",
        {"promptness": "promptly", "counted_from": "knowledge"},
        "事態を知った時から速やかに",
        "promptly after knowledge of the event",
    ),
    (
        "recovery.rpo",
        {"event": "last_backup", "within": "PT24H"},
        "最終バックアップ完了時の状態、かつ、障害発生前24時間以内の時点",
        "the state at completion of the last backup and a point within 24 hours before the failure",
    ),
    (
        "security.certifications",
        {"held": ["isms"], "any_of": ["privacy_mark", "cs_mark"]},
        "ISMS認証の取得及び維持、かつ、プライバシーマーク又はCSマークのうち少なくとも一つの取得及び維持",
        "holding ISMS certification and holding at least one of PrivacyMark or CS Mark",
    ),
    (
        "capacity.concurrent_users",
        {"count": 20, "hedges": ["approximate", "negotiable"]},
        "20人以上（おおよその値とする。別途協議により変更することができる。）",
        "at least 20 users (an approximate figure; may be varied by agreement)",
    ),
    (
        "data.storage_country",
        {"countries": ["JP", "MM"], "includes": ["primary"]},
        "日本国及びミャンマー (ビルマ)に限る（主データを対象とする。）",
        "only in Japan and Myanmar (Burma) (covering primary data)",
    ),
    (
        "data.law_reach",
        {"provided": True, "basis": "契約書第5条（3）。別紙も同じ"},
        "日本法の適用及び執行が及ぶ設備で取り扱う（根拠は「契約書第5条（3）。別紙も同じ」とする。）",
        (
            "handled on equipment within the application and enforcement of Japanese law "
            "(basis: “契約書第5条（3）。別紙も同じ”)"
        ),
    ),
    (
        "remedy.credit",
        {
            "steps": [{"below": D("99.9"), "credit": {"percent": 10}}],
            "base": "monthly_fee",
            "automatic": True,
            "claim_within": "P30D",
        },
        (
            "99.9%未満の場合は10%（当該月の月額利用料金を基礎として算定する。請求を要せず自動的に減額する。"
            "30日以内に請求する。）"
        ),
        (
            "less than 99.9%: 10% (calculated on the monthly fee for the month concerned; "
            "credited automatically without a claim; to be claimed within 30 days)"
        ),
    ),
    (
        "exit.data_return",
        {"provided": True, "formats": ["csv", "hl7_fhir"], "within": "P30D", "counted_from": "agreement_end"},
        "返却する（データ形式はCSV及びHL7 FHIRとする。30日以内に返却する。期限は契約終了から起算する。）",
        "returned (in CSV and HL7 FHIR; returned within 30 days; counted from the end of the agreement)",
    ),
    (
        "exit.data_return",
        {"provided": True, "within": "P30D", "bound": "exclusive"},
        "返却する（30日未満で返却する。）",
        "returned (returned in less than 30 days)",
    ),
    (
        "exit.erasure",
        {"within": "P30D", "counted_from": "retrieval_end"},
        "データ取得可能期間の満了から30日以内",
        "within 30 days after the end of the retrieval period",
    ),
    (
        "exit.retrieval_period",
        {"lasts": "P90D", "counted_from": "agreement_end"},
        "契約終了から90日以上",
        "at least 90 days from the end of the agreement",
    ),
    (
        "data.retention_medical_record",
        {"lasts": "P5Y", "counted_from": "completion"},
        "5年以上（診療の完結の日から起算する。）",
        "at least 5 years (counted from the completion of treatment)",
    ),
    ("exit.erasure_certificate", {"answer": "none"}, "交付しない", "not issued"),
    ("recovery.rto", {"answer": "none"}, "定めなし", "no provision"),
    ("recovery.rto", {"answer": "undisclosed"}, "非公開", "undisclosed"),
    ("recovery.rto", {"answer": "unset"}, "未設定", "not set"),
    ("recovery.rto", {"answer": "not_applicable"}, "該当なし", "not applicable"),
    ("recovery.rto", {}, "記載なし", "not stated"),
    ("recovery.rto", {"answer": "ambiguous"}, "一義的に定まらない", "not settled"),
    ("backup.success_rate", {"percent": 100}, "100%", "100%"),
    (
        "performance.online_response",
        {"within": "PT3S", "percentile": D("100.0")},
        "3秒以内（要求の100.0%で達成する。）",
        "within 3 seconds (met for 100.0% of requests)",
    ),
    (
        "recovery.rto",
        {"answer": "unset", "counted_from": "detection"},
        "未設定（起算点は障害の検知とする。）",
        "not set (counted from: detection)",
    ),
    ("recovery.rto", {"counted_from": "detection"}, "起算点は障害の検知とする", "counted from: detection"),
    (
        "exit.data_return",
        {"formats": ["csv"], "counted_from": "agreement_end"},
        "データ形式はCSVとする。期限は契約終了から起算する",
        "in CSV; counted from the end of the agreement",
    ),
    (
        "recovery.rpo",
        {"event": "last_backup", "bound": "exclusive"},
        "最終バックアップ完了時の状態（境界の値を含まない。）",
        "the state at completion of the last backup (the limit itself not included)",
    ),
    (
        "change.upgrade_notice",
        {"answer": "ambiguous", "candidates": [{"lead": "P7D"}, {"lead": "P30D", "channels": ["email"]}]},
        "「7日前まで」又は「30日前まで（電子メールにより通知する。）」のいずれとも確定しない",
        "“at least 7 days in advance” or “at least 30 days in advance (by e-mail)”, not settled which",
    ),
    (
        "exit.erasure_certificate",
        {"provided": True, "fields": ["item", "medium"], "within": "P30D", "witness": False},
        "交付する（情報項目及び媒体名を記載する。消去後30日以内に交付する。立会いに応じない。）",
        "issued (stating information items and medium; issued within 30 days after erasure; no witness)",
    ),
]


@pytest.mark.parametrize(("address", "data", "ja", "en"), ROWS)
def test_a_term_reads_as_one_phrase(address: str, data: dict[str, Any], ja: str, en: str) -> None:
    term = catalogue().term(address)
    assert (ja, en) == (format_term(term, data, "ja"), format_term(term, data, "en"))


@pytest.mark.parametrize(("address", "data", "ja", "en"), ROWS)
def test_a_phrase_is_read_back_to_its_term(address: str, data: dict[str, Any], ja: str, en: str) -> None:
    term = catalogue().term(address)
    assert [read_term(term, ja, "ja"), read_term(term, en, "en")] == [data, data]


def test_what_was_said_and_measured_is_not_printed() -> None:
    data = {"within": "PT4H", "said": "4時間くらい", "actual": {"value": "PT2H"}, "bound": "inclusive", "hedges": []}
    assert format_term(catalogue().term("recovery.rto"), data, "ja") == "4時間以内"


def test_full_width_signs_are_read_and_a_text_keeps_its_own() -> None:
    said = "提供する(代替手段は「ＰＤＦの写し（１部）」とする｡)"
    assert read_term(catalogue().term("continuity.alternative_means"), said, "ja") == {
        "provided": True,
        "means": "ＰＤＦの写し（１部）",
    }


@pytest.mark.parametrize(
    ("address", "text", "language"),
    [
        ("recovery.rto", "4時間以内（目標値とする）", "ja"),
        ("recovery.rto", "4時間以内（目標値とする。目標値とする。）", "ja"),
        ("recovery.rto", "4時間以内（保証値とする。目標値とする。）", "ja"),
        ("recovery.rto", "4時間以内（目標とする。）", "ja"),
        ("recovery.rto", "目標復旧時間4時間以内", "ja"),
        ("recovery.rto", "約4時間以内", "ja"),
        ("recovery.rto", "契約から4時間以内", "ja"),
        ("recovery.rto", "4時間以内（目標値とする。", "ja"),
        ("recovery.rto", "4時間以内。", "ja"),
        ("recovery.rto", "障害の検知から障害の検知から4時間以内", "ja"),
        ("recovery.rto", "4時間以内 (commitment: target)", "ja"),
        ("recovery.rto", "within 4 hours (commitment: target;)", "en"),
        ("recovery.rto", "なし", "ja"),
        ("recovery.rpo", "直前のデータ", "ja"),
        ("recovery.rpo", "最終バックアップ完了時", "ja"),
        ("availability.uptime", "99.9%以上を保証", "ja"),
        ("availability.uptime", "99.9%以上（1か月ごとに測定する。境界の値を含まない。）", "ja"),
        ("change.upgrade_notice", "「7日前まで」のいずれとも確定しない", "ja"),
        ("change.upgrade_notice", "「7日前まで」又は「適宜」のいずれとも確定しない", "ja"),
        ("exit.data_return", "返却する（提供する。）", "ja"),
        ("recovery.rto", "", "ja"),
    ],
)
def test_no_other_words_are_taken_for_the_term(address: str, text: str, language: str) -> None:
    with pytest.raises(WordingError) as caught:
        read_term(catalogue().term(address), text, language)
    assert caught.value.reason == "unreadable"


def test_a_key_of_another_term_is_not_dropped() -> None:
    with pytest.raises(WordingError) as caught:
        format_term(catalogue().term("recovery.rto"), {"within": "PT4H", "percent": 99}, "ja")
    assert caught.value.reason == "unknown-key"


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(WordingError):
        format_term(catalogue().term("recovery.rto"), {"answer": "maybe"}, "en")


def test_a_language_medsla_does_not_write_is_refused() -> None:
    with pytest.raises(UnknownLocale):
        format_term(catalogue().term("recovery.rto"), {"within": "PT4H"}, "fr")


RESPONSE = {
    "counted_from": "report",
    "cases": [
        {"when": {"severity": "critical", "hours": "inside"}, "within": "PT10M"},
        {"when": {"severity": "critical", "hours": "outside"}, "within": "PT60M"},
        {"when": {"severity": "level_0", "plan": "hospital"}, "within": "P1BD", "counted_from": "confirmation"},
    ],
}


def test_each_case_carries_what_holds_for_all() -> None:
    assert format_cases(catalogue().term("support.response"), RESPONSE, "ja") == (
        ("critical.inside", "緊急・受付時間内", "甲の申告から10分以内"),
        ("critical.outside", "緊急・受付時間外", "甲の申告から60分以内"),
        ("level_0.hospital", "level 0・hospitalプラン", "乙による確認から1営業日以内"),
    )


def test_a_level_is_called_what_the_paper_calls_it() -> None:
    severities = [{"key": "critical", "said": "レベル3"}, {"key": "level_0", "said": "Level 0"}, {"key": "other"}]
    said = [
        [label for _, label, _ in format_cases(catalogue().term("support.response"), RESPONSE, language, severities)]
        for language in ("ja", "en")
    ]
    assert said == [
        ["レベル3・受付時間内", "レベル3・受付時間外", "Level 0・hospitalプラン"],
        ["critical, inside support hours", "critical, outside support hours", "Level 0, hospital plan"],
    ]


def test_a_term_with_cases_lists_them() -> None:
    term = catalogue().term("change.upgrade_notice")
    data = {"cases": [{"when": {"class": "a"}, "lead": "P7D"}, {"when": {"class": "b"}, "lead": "P30D"}]}
    assert format_term(term, data, "ja") == "区分aは7日前まで、区分bは30日前まで"
    assert format_term(term, data, "en") == "class a: at least 7 days in advance; class b: at least 30 days in advance"


@pytest.mark.parametrize(
    ("address", "ja", "en"),
    [
        ("availability.uptime", "サービス稼働率", "uptime (availability)"),
        ("availability.uptime.percent", "サービス稼働率", "uptime (availability)"),
        ("availability.uptime.per", "サービス稼働率：測定期間", "uptime (availability): measurement period"),
        ("recovery.rpo.event", "目標復旧時点(RPO)：復旧時点", "recovery point objective (RPO): recovery point"),
        (
            "support.response[critical.inside]",
            "初動対応時間（緊急・受付時間内）",
            "first response time (critical, inside support hours)",
        ),
        (
            "support.response[lv_1.web.outside].counted_from",
            "初動対応時間（lv 1・web・受付時間外）：起算点",
            "first response time (lv 1, web, outside support hours): counted from",
        ),
    ],
)
def test_an_address_has_a_name(address: str, ja: str, en: str) -> None:
    assert (ja, en) == (format_address_label(address, "ja"), format_address_label(address, "en"))


def test_an_address_outside_the_catalogue_has_none() -> None:
    with pytest.raises(UnknownAddress):
        format_address_label("recovery.rtoo", "ja")


def test_a_case_is_called_in_the_order_of_its_dimensions() -> None:
    assert format_case_label({"class": "a", "hours": "inside", "severity": "minor"}, "ja") == "軽微・受付時間内・区分a"
