"""Values in the phrases of their facets, as a contract prints them, and what only looks like them."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import pytest

from medsla.catalogue import catalogue
from medsla.wording import WordingError, format_bare, format_value, read_bare, read_value

D = Decimal
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]

ROWS: list[tuple[str, Any, str, str]] = [
    ("scope.terminals.count", 40, "40台以上", "at least 40 terminals"),
    ("scope.terminals.count", 1, "1台以上", "at least 1 terminal"),
    ("scope.terminals.count", 1500, "1,500台以上", "at least 1,500 terminals"),
    ("availability.uptime.percent", D("99.9"), "99.9%以上", "at least 99.9%"),
    ("availability.uptime.percent", D("99.90"), "99.90%以上", "at least 99.90%"),
    ("availability.uptime.percent", D("98.00"), "98.00%以上", "at least 98.00%"),
    ("availability.uptime.percent", 99, "99%以上", "at least 99%"),
    ("availability.uptime.percent", D("99.9999"), "99.9999%以上", "at least 99.9999%"),
    ("availability.uptime.per", "P1M", "1か月ごとに測定する", "measured per month"),
    ("availability.uptime.per", "P1Y", "1年ごとに測定する", "measured per year"),
    (
        "availability.uptime.exclusions",
        ["planned_maintenance", "emergency_maintenance", "force_majeure"],
        "計画停止、緊急保守及び不可抗力を停止時間に算入しない",
        "not counting planned maintenance, emergency maintenance and force majeure as downtime",
    ),
    ("availability.uptime.exclusions", [], "適用除外はない", "no exclusions"),
    (
        "availability.uptime.minimum_outage",
        "PT5M",
        "5分以上継続した停止を算入する",
        "counting outages of 5 minutes or longer",
    ),
    ("availability.uptime.permitted_downtime", "PT43M", "許容停止時間は43分とする", "permitted downtime: 43 minutes"),
    ("availability.uptime.component", "network", "ネットワークを対象とする", "measured for the network"),
    ("availability.uptime.commitment", "guarantee", "保証値とする", "commitment: guarantee"),
    ("availability.uptime.commitment", "best_effort", "努力目標とする", "commitment: best effort"),
    (
        "availability.uptime.hedges",
        ["in_principle", "emergency_excepted"],
        "原則とする。緊急時はこの限りでない",
        "as a rule; except in emergencies",
    ),
    ("availability.service_hours.windows", "always", "24時間365日", "24 hours a day, 365 days a year"),
    (
        "availability.service_hours.excluding",
        ["planned_maintenance"],
        "計画停止を除く",
        "excluding planned maintenance",
    ),
    (
        "support.general_hours.windows",
        [{"days": WEEKDAYS, "from": "08:00", "to": "18:00", "holidays": "excluded"}],
        "月曜日から金曜日まで（祝日を除く。）8時から18時まで",
        "Monday to Friday (excluding public holidays), 08:00 to 18:00",
    ),
    (
        "support.general_hours.windows",
        [{"days": [*WEEKDAYS, "sat"], "from": "09:00", "to": "17:00"}],
        "月曜日から土曜日までの9時から17時まで",
        "Monday to Saturday, 09:00 to 17:00",
    ),
    (
        "support.general_hours.windows",
        [{"from": "10:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}],
        "10時から12時まで並びに13時から18時まで",
        "10:00 to 12:00; and 13:00 to 18:00",
    ),
    ("support.incident_hours.windows", [{"from": "18:00"}], "18時以降", "from 18:00"),
    (
        "maintenance.planned_window.windows",
        [{"days": ["sun"], "nth": 4, "of": "weekday", "every": "month", "from": "00:00", "longest": "PT5H"}],
        "毎月第4日曜日の0時から最大5時間",
        "the fourth Sunday of every month, from 00:00 for at most 5 hours",
    ),
    (
        "maintenance.planned_window.windows",
        [{"days": ["sun"], "nth": 4, "of": "week", "every": "month", "from": "00:00", "longest": "PT5H"}],
        "毎月第4週の日曜日の0時から最大5時間",
        "Sunday of the fourth week of every month, from 00:00 for at most 5 hours",
    ),
    (
        "maintenance.planned_window.windows",
        [{"days": ["sun"], "nth": 4, "every": "month", "from": "00:00", "longest": "PT5H"}],
        "毎月第4日曜日（数え方は定めない。）0時から最大5時間",
        "the fourth Sunday of every month (method of counting not settled), from 00:00 for at most 5 hours",
    ),
    (
        "maintenance.planned_window.windows",
        [{"every": "day", "from": "23:00", "to": "05:00"}],
        "毎日の23時から翌日5時まで",
        "every day, 23:00 to 05:00 the next day",
    ),
    (
        "maintenance.planned_window.windows",
        [{"every": "week", "days": ["wed"], "from": "20:00", "to": "08:30"}],
        "毎週水曜日の20時から翌日8時30分まで",
        "every Wednesday, 20:00 to 08:30 the next day",
    ),
    (
        "maintenance.planned_window.windows",
        [{"every": "month", "from": "03:00", "to": "04:00"}],
        "毎月1回、3時から4時まで",
        "once a month, 03:00 to 04:00",
    ),
    (
        "maintenance.planned_window.windows",
        [{"days": ["sun", *WEEKDAYS], "from": "04:00", "to": "04:30"}],
        "日曜日から金曜日までの4時から4時30分まで",
        "Sunday to Friday, 04:00 to 04:30",
    ),
    ("monitoring.coverage.windows", [{"from": "07:00", "to": "22:00"}], "7時から22時まで", "07:00 to 22:00"),
    ("maintenance.planned_notice.lead", "P30D", "30日前まで", "at least 30 days in advance"),
    ("maintenance.planned_notice.lead", "P1M", "1か月前まで", "at least 1 month in advance"),
    ("maintenance.planned_notice.lead", "PT48H", "48時間前まで", "at least 48 hours in advance"),
    ("maintenance.planned_notice.channels", ["email"], "電子メールにより通知する", "by e-mail"),
    (
        "maintenance.planned_notice.channels",
        ["written", "email"],
        "書面及び電子メールにより通知する",
        "by written notice and e-mail",
    ),
    ("maintenance.planned_notice.channels", [], "通知方法はない", "channels: none"),
    ("maintenance.max_duration.within", "PT5H", "5時間以内", "at most 5 hours"),
    ("maintenance.max_duration.per", "P1M", "1か月当たり", "per month"),
    ("maintenance.max_duration.per", "P6M", "6か月当たり", "per 6 months"),
    ("maintenance.preventive_frequency.count", 1, "1回以上", "at least once"),
    ("maintenance.preventive_frequency.count", 2, "2回以上", "at least 2 times"),
    ("recovery.rto.within", "PT4H", "4時間以内", "within 4 hours"),
    ("recovery.rto.within", "PT90M", "90分以内", "within 90 minutes"),
    ("recovery.rto.within", "P1BD", "1営業日以内", "within 1 business day"),
    ("recovery.rto.within", "P0.5BD", "0.5営業日以内", "within 0.5 business days"),
    ("recovery.rto.within", "PT4BH", "4営業時間以内", "within 4 business hours"),
    ("recovery.rto.within", "PT30BM", "営業時間中の30分以内", "within 30 business minutes"),
    ("recovery.rto.within", "PT4BH30BM", "4営業時間30分以内", "within 4 business hours and 30 business minutes"),
    ("recovery.rto.within", "P1DT12H", "1日12時間以内", "within 1 day and 12 hours"),
    ("recovery.rto.within", "P2W", "2週間以内", "within 2 weeks"),
    ("recovery.rto.counted_from", "detection", "障害の検知から", "after detection"),
    ("recovery.rpo.within", "PT1H", "障害発生前1時間以内の時点", "a point within 1 hour before the failure"),
    ("recovery.rpo.event", "last_backup", "最終バックアップ完了時の状態", "the state at completion of the last backup"),
    ("recovery.rlo.level", "partial", "一部の機能の復旧", "recovery of some functions"),
    ("recovery.mtbf.lasts", "P90D", "90日以上", "at least 90 days"),
    ("incident.status_update.every", "PT1H", "1時間ごと", "every hour"),
    ("incident.status_update.every", "PT15M", "15分ごと", "every 15 minutes"),
    ("incident.major_count.count", 2, "2件以内", "at most 2 incidents"),
    ("incident.final_report.promptness", "without_delay", "遅滞なく", "without delay"),
    (
        "performance.online_response.percentile",
        95,
        "要求の95%以上で達成する",
        "met for at least 95% of requests",
    ),
    ("performance.response_compliance_rate.threshold", "PT3S", "基準応答時間は3秒とする", "response target: 3 seconds"),
    ("backup.generations.count", 3, "3世代以上", "at least 3 generations"),
    (
        "backup.interval.scope",
        ["medical_data", "images"],
        "医療情報及び画像を対象とする",
        "covering medical information and images",
    ),
    ("backup.responsible_party.party", "shared", "甲及び乙が実施する", "taken by the Institution and the Provider"),
    ("backup.offline_or_immutable.level", "immutable", "書換え不能な形式による保管", "immutable storage"),
    ("continuity.disaster_recovery.level", "none", "なし", "none"),
    ("continuity.alternative_means.means", "閲覧用の写し", "代替手段は「閲覧用の写し」とする", "means: “閲覧用の写し”"),
    ("data.storage_country.countries", ["JP"], "日本国に限る", "only in Japan"),
    (
        "data.storage_country.countries",
        ["JP", "SG", "US"],
        "日本国、シンガポール及びアメリカ合衆国に限る",
        "only in Japan, Singapore and the United States of America",
    ),
    ("data.secondary_use.use", "prohibited", "目的外利用を禁止する", "prohibited"),
    (
        "data.retention_medical_record.counted_from",
        "completion",
        "診療の完結の日から起算する",
        "counted from the completion of treatment",
    ),
    (
        "security.certifications.held",
        ["isms", "iso27017"],
        "ISMS認証及びISO/IEC 27017の取得及び維持",
        "holding ISMS certification and ISO/IEC 27017",
    ),
    (
        "security.certifications.any_of",
        ["privacy_mark", "isms", "ismap"],
        "プライバシーマーク、ISMS認証又はISMAPのうち少なくとも一つの取得及び維持",
        "holding at least one of PrivacyMark, ISMS certification or ISMAP",
    ),
    ("security.malware_response.counted_from", "detection", "ウイルスの検知から", "after detection"),
    ("subcontract.consent.rule", "forbidden", "再委託を禁止する", "forbidden"),
    ("subcontract.consent.lead", "P30D", "30日前までに通知する", "with notice of at least 30 days"),
    ("remedy.credit.automatic", False, "甲の請求により減額する", "credited on the Institution's claim"),
    (
        "remedy.credit.steps",
        [
            {"at_least": D("99.75"), "below": D("99.9"), "credit": {"percent": 1}},
            {"below": D("99.75"), "credit": {"fraction": "1/30"}},
        ],
        "99.75%以上99.9%未満の場合は1%、99.75%未満の場合は30分の1",
        "at least 99.75% but less than 99.9%: 1%; less than 99.75%: 1/30",
    ),
    (
        "remedy.credit.steps",
        [
            {"at_least": 95, "below": D("99.8"), "credit": {"fee_days": 3}},
            {"at_least": 90, "credit": {"amount": {"value": 5000, "currency": "JPY"}}},
            {"below": 90, "credit": {"fraction": "1/1"}},
            {"credit": {"fee_days": 1}},
        ],
        "95%以上99.8%未満の場合は3日分の料金、90%以上の場合は5,000円、90%未満の場合は全額、未達の場合は1日分の料金",
        (
            "at least 95% but less than 99.8%: 3 days of fees; at least 90%: ¥5,000; "
            "less than 90%: the whole fee; any miss: 1 day of fees"
        ),
    ),
    ("exit.data_return.formats", ["csv", "hl7_fhir"], "データ形式はCSV及びHL7 FHIRとする", "in CSV and HL7 FHIR"),
    ("exit.data_return.within", "P30D", "30日以内に返却する", "returned within 30 days"),
    ("exit.erasure_certificate.provided", True, "交付する", "issued"),
    (
        "exit.erasure_certificate.fields",
        ["item", "medium", "date"],
        "情報項目、媒体名及び年月日を記載する",
        "stating information items, medium and date",
    ),
    ("exit.erasure_certificate.witness", True, "甲の求めにより立会いに応じる", "erasure may be witnessed on request"),
]

EXCLUSIVE: list[tuple[str, Any, str, str]] = [
    ("recovery.rto.within", "PT4H", "4時間未満", "in less than 4 hours"),
    ("recovery.rpo.within", "PT1H", "障害発生前1時間未満の時点", "a point less than 1 hour before the failure"),
    ("maintenance.planned_notice.lead", "P30D", "30日前より前", "more than 30 days in advance"),
    ("maintenance.max_duration.within", "PT5H", "5時間未満", "less than 5 hours"),
    ("availability.uptime.percent", D("99.9"), "99.9%超", "more than 99.9%"),
    ("recovery.mtbf.lasts", "P90D", "90日超", "more than 90 days"),
    ("incident.status_update.every", "PT1H", "1時間未満の間隔", "at intervals shorter than 1 hour"),
    ("incident.major_count.count", 1, "1件未満", "fewer than 1 incident"),
    ("backup.restore_test.count", 1, "1回超", "more than once"),
    ("performance.online_response.percentile", 95, "要求の95%超で達成する", "met for more than 95% of requests"),
]


@pytest.mark.parametrize(("address", "value", "ja", "en"), ROWS)
def test_a_value_is_phrased_as_a_contract_says_it(address: str, value: Any, ja: str, en: str) -> None:
    facet = catalogue().facet(address)
    assert (ja, en) == (format_value(facet, value, "ja"), format_value(facet, value, "en"))


@pytest.mark.parametrize(("address", "value", "ja", "en"), ROWS)
def test_a_phrase_is_read_back(address: str, value: Any, ja: str, en: str) -> None:
    facet = catalogue().facet(address)
    assert [read_value(facet, ja, "ja"), read_value(facet, en, "en")] == [(value, "inclusive")] * 2


@pytest.mark.parametrize(("address", "value", "ja", "en"), EXCLUSIVE)
def test_an_excluded_limit_has_words_of_its_own(address: str, value: Any, ja: str, en: str) -> None:
    facet = catalogue().facet(address)
    said = [format_value(facet, value, language, bound="exclusive") for language in ("ja", "en")]
    assert said == [ja, en]
    assert [read_value(facet, ja, "ja"), read_value(facet, en, "en")] == [(value, "exclusive")] * 2


@pytest.mark.parametrize(
    ("address", "value", "ja", "en"),
    [
        ("recovery.rto.within", "PT4H", "4時間", "4 hours"),
        ("availability.uptime.percent", D("99.90"), "99.90%", "99.90%"),
        ("data.storage_country.countries", ["JP", "SG"], "日本国及びシンガポール", "Japan and Singapore"),
        ("incident.major_count.count", 2, "2", "2"),
        ("recovery.rto.counted_from", "detection", "障害の検知", "detection"),
        ("exit.data_return.provided", True, "返却する", "returned"),
    ],
)
def test_a_bare_value_stands_without_its_phrase(address: str, value: Any, ja: str, en: str) -> None:
    facet = catalogue().facet(address)
    assert (ja, en) == (format_bare(facet, value, "ja"), format_bare(facet, value, "en"))
    assert [read_bare(facet, ja, "ja"), read_bare(facet, en, "en")] == [value, value]


@pytest.mark.parametrize(
    ("address", "text", "value"),
    [
        ("recovery.rto.within", "４時間以内", "PT4H"),
        ("recovery.rto.within", " 4 時間以内 ", "PT4H"),
        ("recovery.rto.within", "三十分以内", "PT30M"),
        ("recovery.rto.within", "半日以内", None),
        ("recovery.mtbf.lasts", "半年以上", "P6M"),
        ("maintenance.planned_notice.lead", "1ヶ月前まで", "P1M"),
        ("maintenance.planned_notice.lead", "1カ月前まで", "P1M"),
        ("maintenance.planned_notice.lead", "6箇月前まで", "P6M"),
        ("maintenance.planned_notice.lead", "30日間前まで", "P30D"),
        ("availability.uptime.percent", "９９．９０％以上", D("99.90")),
        ("availability.uptime.percent", "99.9 %以上", D("99.9")),
        ("scope.terminals.count", "１，５００台以上", 1500),
        ("data.storage_country.countries", "日本及び米国に限る", None),
        ("data.storage_country.countries", "日本及び英国に限る", ["JP", "GB"]),
    ],
)
def test_other_spellings_of_the_same_are_read(address: str, text: str, value: Any) -> None:
    facet = catalogue().facet(address)
    if value is None:
        with pytest.raises(WordingError):
            read_value(facet, text, "ja")
    else:
        assert read_value(facet, text, "ja") == (value, "inclusive")


@pytest.mark.parametrize(
    ("address", "text", "language"),
    [
        ("recovery.rto.within", "4時間", "ja"),
        ("recovery.rto.within", "約4時間以内", "ja"),
        ("recovery.rto.within", "契約4時間以内", "ja"),
        ("recovery.rto.within", "目標復旧時間4時間以内", "ja"),
        ("recovery.rto.within", "4時間以内を目標とする", "ja"),
        ("recovery.rto.within", "おおむね4時間以内", "ja"),
        ("recovery.rto.within", "4時以内", "ja"),
        ("recovery.rto.within", "11月22日以内", "ja"),
        ("recovery.rto.within", "11月以内", "ja"),
        ("recovery.rto.within", "1.5か月以内", "ja"),
        ("recovery.rto.within", "4時間1日以内", "ja"),
        ("recovery.rto.within", "1営業日2時間以内", "ja"),
        ("recovery.rto.within", "24時間365日以内", "ja"),
        ("recovery.rto.within", "数時間以内", "ja"),
        ("recovery.rto.within", "-4時間以内", "ja"),
        ("recovery.rto.within", "within 4 hours", "ja"),
        ("recovery.rto.within", "4時間以内", "en"),
        ("recovery.rto.within", "within about 4 hours", "en"),
        ("recovery.rto.within", "within hours", "en"),
        ("recovery.rto.within", "within 4 h", "en"),
        ("recovery.rto.within", "", "ja"),
        ("availability.uptime.percent", "99.9", "ja"),
        ("availability.uptime.percent", "99.9%", "ja"),
        ("availability.uptime.percent", "99,9%以上", "ja"),
        ("availability.uptime.percent", "99.9.0%以上", "ja"),
        ("availability.uptime.percent", "100.5%", "ja"),
        ("availability.uptime.percent", "99.9%以下", "ja"),
        ("availability.uptime.percent", "99.75%以上99.9%未満", "ja"),
        ("scope.terminals.count", "1,50台以上", "ja"),
        ("scope.terminals.count", "20.5台以上", "ja"),
        ("scope.terminals.count", "20台程度", "ja"),
        ("data.storage_country.countries", "東京に限る", "ja"),
        ("data.storage_country.countries", "日本国等に限る", "ja"),
        ("data.storage_country.countries", "日本国及び日本国に限る", "ja"),
        ("data.storage_country.countries", "日本国又はシンガポールに限る", "ja"),
        ("security.certifications.any_of", "ISMAP及びCSマークのうち少なくとも一つの取得及び維持", "ja"),
        ("support.general_hours.windows", "平日の8時から18時まで", "ja"),
        ("support.general_hours.windows", "8時から翌日18時まで", "ja"),
        ("support.general_hours.windows", "25時から26時まで", "ja"),
        ("support.general_hours.windows", "24/7", "en"),
        ("maintenance.planned_window.windows", "毎月第6日曜日の0時以降", "ja"),
        ("maintenance.planned_window.windows", "毎月第1日曜日及び第3月曜日の0時以降", "ja"),
        ("remedy.credit.steps", "99.9%未満の場合は減額", "ja"),
        ("remedy.credit.steps", "99.9%未満の場合は1/30", "ja"),
        ("recovery.rto.counted_from", "検知から", "ja"),
        ("exit.data_return.provided", "提供する", "ja"),
    ],
)
def test_what_only_looks_like_the_phrase_is_refused(address: str, text: str, language: str) -> None:
    with pytest.raises(WordingError) as caught:
        read_value(catalogue().facet(address), text, language)
    assert (caught.value.reason, caught.value.span) == ("unreadable", (0, len(text)))


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("1週間以内(5営業日)", ("1週間", "5営業日")),
        ("10分以内 60分以内", ("10分", "60分")),
        ("７日以上前　30日以上前", ("７日", "30日")),
    ],
)
def test_two_values_in_one_cell_are_a_question(text: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(WordingError) as caught:
        read_value(catalogue().facet("recovery.rto.within"), text, "ja")
    assert (caught.value.reason, caught.value.candidates) == ("ambiguous", candidates)


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("recovery.rto.within", "4時間"),
        ("recovery.rto.within", "P"),
        ("recovery.rto.counted_from", "nightfall"),
        ("data.storage_country.countries", ["XX"]),
        ("data.storage_country.countries", ["ZZ"]),
        ("support.general_hours.windows", [{"from": "8:00"}]),
        ("support.general_hours.windows", []),
        ("remedy.credit.steps", [{"below": 99, "credit": {"points": 3}}]),
        ("remedy.credit.steps", []),
        ("exit.data_return.provided", "yes"),
        ("availability.uptime.percent", "99.9%"),
    ],
)
def test_what_is_no_value_is_not_put_into_words(address: str, value: Any) -> None:
    with pytest.raises(WordingError) as caught:
        format_value(catalogue().facet(address), value, "ja")
    assert caught.value.reason == "unsayable"


def test_a_refusal_says_how_to_write_it_in_both_languages() -> None:
    with pytest.raises(WordingError) as caught:
        read_value(catalogue().facet("recovery.rto.within"), "なる早", "ja")
    assert caught.value.sentences("ja") == (
        "「なる早」を「復旧時間」として読めません。4時間以内のように書いてください。",
    )
    assert caught.value.sentences("en") == ("“なる早” cannot be read as “復旧時間”. Write it like 4時間以内.",)


def test_a_refusal_survives_a_worker() -> None:
    error = WordingError(
        "ambiguous", (2, 5), ["7日", "30日"], text="7日 30日", what="予告期間", candidates="7日 / 30日"
    )
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - bytes of this very test
    assert (copy, copy.span, copy.candidates) == (error, (2, 5), ("7日", "30日"))
