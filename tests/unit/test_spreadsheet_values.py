"""One cell as a value: words, values, what Excel makes of them, and every refusal with its remedy."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from medsla.catalogue import catalogue
from medsla.errors import Place, SpreadsheetError
from medsla.spreadsheet.cells import Cell, Kind, shown_places, text_cell, zeros
from medsla.spreadsheet.fields import field_at
from medsla.spreadsheet.values import Reading, read_answer, read_cell

UPTIME = "availability.uptime.percent"
RTO = "recovery.rto.within"
USERS = "capacity.concurrent_users.count"
EFFECTIVE = "agreement.effective"
NUMBER = "agreement.number"
PROVIDED = catalogue().facet("continuity.escrow.provided").tokens["true"]["ja"]
PLACE = Place("a.xlsx", spot="A!C6")


def moment(*parts: int) -> datetime:
    """A date with a time as a cell holds it: of no zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def read(address: str, content: Any, form: str = "General", kind: Kind | None = None) -> Reading:
    """The reading of a cell that holds a text, or a content of a kind."""
    if kind is None:
        return read_cell(field_at(address), text_cell("A!C6", str(content)), PLACE)
    return read_cell(field_at(address), Cell("A!C6", kind, content, form), PLACE)


def code(address: str, content: Any, form: str = "General", kind: Kind | None = None) -> str:
    """The code of the refusal of a cell, which names the cell."""
    with pytest.raises(SpreadsheetError) as refused:
        read(address, content, form, kind)
    (problem,) = refused.value.problems
    assert problem.place == PLACE
    assert problem.sentence("ja") != problem.sentence("en")
    return problem.code


@pytest.mark.parametrize(
    ("address", "text", "value"),
    [
        (UPTIME, "99.9%以上", Decimal("99.9")),
        (UPTIME, "at least 99.9%", Decimal("99.9")),
        (UPTIME, "９９．９０％以上", Decimal("99.90")),
        (UPTIME, "99.9%", Decimal("99.9")),
        (UPTIME, "99.9", Decimal("99.9")),
        (UPTIME, "100", 100),
        (RTO, "4時間以内", "PT4H"),
        (RTO, "within 4 hours", "PT4H"),
        (RTO, "4時間", "PT4H"),
        (RTO, "PT4H", "PT4H"),
        (RTO, "pt90m", "PT90M"),
        (RTO, "ＰＴ４Ｈ", "PT4H"),
        (RTO, "1営業日以内", "P1BD"),
        (USERS, "20", 20),
        (USERS, "1,200", 1200),
        (USERS, "２０", 20),
        ("recovery.rto.counted_from", "障害の検知", "detection"),
        ("recovery.rto.counted_from", "detection", "detection"),
        ("recovery.rto.counted_from", "障害の検知 / detection", "detection"),
        ("recovery.rto.counted_from", "障害の検知から", "detection"),
        ("continuity.escrow.provided", PROVIDED, True),
        ("exit.data_return.provided", "はい", True),
        ("exit.data_return.provided", "no", False),
        ("exit.data_return.provided", "TRUE", True),
        ("availability.uptime.exclusions", "計画停止、不可抗力", ["planned_maintenance", "force_majeure"]),
        ("availability.uptime.exclusions", "計画停止及び不可抗力", ["planned_maintenance", "force_majeure"]),
        (
            "availability.uptime.exclusions",
            "planned maintenance, force_majeure",
            ["planned_maintenance", "force_majeure"],
        ),
        ("availability.uptime.exclusions", "計画停止\n不可抗力", ["planned_maintenance", "force_majeure"]),
        ("availability.uptime.exclusions", "適用除外はない", []),
        ("data.storage_country.countries", "日本", ["JP"]),
        ("data.storage_country.countries", "JP, SG", ["JP", "SG"]),
        ("data.storage_country.countries", "日本、シンガポール", ["JP", "SG"]),
        ("monitoring.coverage.windows", "24時間365日", "always"),
        ("monitoring.coverage.windows", "always", "always"),
        ("monitoring.coverage.windows", '[{"from": "09:00", "to": "18:00"}]', [{"from": "09:00", "to": "18:00"}]),
        (EFFECTIVE, "2027-04-01", "2027-04-01"),
        (EFFECTIVE, "2027/4/1", "2027-04-01"),
        (EFFECTIVE, "令和9年4月1日", "2027-04-01"),
        (EFFECTIVE, "1 April 2027", "2027-04-01"),
        (EFFECTIVE, "Ｒ９．４．１", "2027-04-01"),
        ("agreement.duration", "1年間", "P1Y"),
        ("agreement.duration", "P1Y", "P1Y"),
        (NUMBER, "00123", "00123"),
        (NUMBER, "=SLA-1", "=SLA-1"),
        ("service.model", "SaaS(アプリケーションの提供)", "saas"),
        ("service.information", "診療録、個人情報", ["medical_records", "personal_data"]),
        ("document.incorporates", "仕様書\n規約", ["仕様書", "規約"]),
        ("service.severities", "critical: 緊急\nminor", [{"key": "critical", "said": "緊急"}, {"key": "minor"}]),
        ("service.severities", "critical：緊急", [{"key": "critical", "said": "緊急"}]),
    ],
)
def test_a_text_is_read_as_words_or_as_a_value(address: str, text: str, value: Any) -> None:
    found = read(address, text)
    assert (found.value, type(found.value)) == (value, type(value))
    assert (found.exclusive, found.answer) == (False, "")


@pytest.mark.parametrize(("address", "text"), [(RTO, "4時間未満"), (RTO, "in less than 4 hours"), (UPTIME, "99.9%超")])
def test_a_limit_that_excludes_itself_is_told_from_one_that_does_not(address: str, text: str) -> None:
    assert read(address, text).exclusive


@pytest.mark.parametrize(
    ("text", "answer"),
    [("非公開", "undisclosed"), ("not set", "unset"), ("提供なし / not provided", "none"), ("none", "none")],
)
def test_an_answer_may_stand_in_the_place_of_the_main_value(text: str, answer: str) -> None:
    assert read(RTO, text) == Reading(answer=answer)
    assert read_answer(text) == answer


def test_an_answer_is_no_value_of_a_part_that_narrows_the_term() -> None:
    assert code("availability.uptime.per", "非公開") == "wording.refusal.unreadable"


@pytest.mark.parametrize(
    ("address", "content", "form", "kind", "value"),
    [
        (UPTIME, Decimal("0.999"), "0.0%", "number", Decimal("99.9")),
        (UPTIME, Decimal("0.9995"), "0.00%", "number", Decimal("99.95")),
        (UPTIME, Decimal("0.999"), "0.00%;[Red]-0.00%", "number", Decimal("99.9")),
        (UPTIME, 1, "0%", "number", 100),
        (UPTIME, Decimal("99.9"), "General", "number", Decimal("99.9")),
        (UPTIME, 0, "General", "number", 0),
        (USERS, 20, "#,##0", "number", 20),
        (RTO, timedelta(hours=26), "[h]:mm", "length", "PT26H"),
        (RTO, time(2, 30), "h:mm", "clock", "PT150M"),
        (RTO, timedelta(days=4.9 / 24), "[h]:mm", "length", "PT294M"),
        (RTO, time(0, 0, 30), "h:mm:ss", "clock", "PT30S"),
        (EFFECTIVE, moment(2027, 4, 1), "yyyy-mm-dd", "moment", "2027-04-01"),
        (NUMBER, 123, "General", "number", "123"),
        (NUMBER, 123, "00000", "number", "00123"),
        (NUMBER, Decimal("1.5"), "General", "number", "1.5"),
        ("exit.data_return.provided", True, "General", "flag", True),
    ],
)
def test_what_excel_makes_of_typing_is_read_exactly(
    address: str, content: Any, form: str, kind: Kind, value: Any
) -> None:
    found = read(address, content, form, kind).value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("address", "content", "form", "kind", "expected"),
    [
        (UPTIME, Decimal("0.999"), "General", "number", "sheet-percent-unsure"),
        (UPTIME, 1, "General", "number", "sheet-percent-unsure"),
        (UPTIME, Decimal("0.9995"), "0%", "number", "sheet-rounded"),
        (UPTIME, moment(2027, 4, 1), "m/d", "moment", "sheet-turned-date"),
        (UPTIME, True, "General", "flag", "sheet-kind"),
        (USERS, Decimal("19.6"), "0", "number", "sheet-rounded"),
        (USERS, Decimal("0.2"), "0%", "number", "sheet-rounded"),
        (RTO, 4, "General", "number", "sheet-no-unit"),
        (RTO, timedelta(0), "[h]:mm", "length", "sheet-kind"),
        (RTO, moment(1900, 1, 1, 2), "h:mm", "moment", "sheet-turned-date"),
        (EFFECTIVE, 46478, "General", "number", "sheet-date-number"),
        (EFFECTIVE, 20270401, "General", "number", "sheet-date-number"),
        (EFFECTIVE, 59, "General", "number", "sheet-no-date"),
        (EFFECTIVE, Decimal("46478.5"), "General", "number", "sheet-no-date"),
        (EFFECTIVE, -1, "General", "number", "sheet-no-date"),
        (EFFECTIVE, moment(1900, 2, 28), "yyyy-mm-dd", "moment", "sheet-date-early"),
        (EFFECTIVE, moment(2027, 4, 1, 9), "yyyy-mm-dd", "moment", "sheet-date-time"),
        (EFFECTIVE, "#VALUE!", "General", "error", "sheet-error"),
        (EFFECTIVE, None, "General", "formula", "sheet-formula"),
        (NUMBER, moment(2027, 1, 1), "m/d", "moment", "sheet-turned-date"),
        (NUMBER, True, "General", "flag", "sheet-kind"),
        ("recovery.rto.counted_from", 1, "General", "number", "sheet-kind"),
        ("monitoring.coverage.windows", time(9), "h:mm", "clock", "sheet-turned-date"),
    ],
)
def test_what_may_mean_two_things_is_refused(address: str, content: Any, form: str, kind: Kind, expected: str) -> None:
    assert code(address, content, form, kind) == expected


@pytest.mark.parametrize(
    ("address", "text", "expected"),
    [
        (UPTIME, "0.999", "sheet-percent-unsure"),
        (UPTIME, "99.9%以上99.95%以下", "wording.refusal.unreadable"),
        (UPTIME, "約99.9", "wording.refusal.unreadable"),
        (UPTIME, "99,9", "wording.refusal.unreadable"),
        (RTO, "4", "wording.refusal.unreadable"),
        (RTO, "4:30", "wording.refusal.unreadable"),
        (RTO, "4時間以内又は8時間以内", "wording.refusal.ambiguous"),
        (RTO, "P4X", "wording.refusal.unreadable"),
        (RTO, "PT", "duration-unreadable"),
        (EFFECTIVE, "46478", "sheet-date-number"),
        (EFFECTIVE, "2027-02-30", "sheet-no-date"),
        (EFFECTIVE, "平成31年5月1日", "wording.refusal.unreadable"),
        (EFFECTIVE, "4月1日", "wording.refusal.unreadable"),
        (USERS, "二十人くらい", "wording.refusal.unreadable"),
        ("recovery.rto.counted_from", "受付", "wording.refusal.unreadable"),
        ("availability.uptime.exclusions", "計画停止、天災", "wording.refusal.unreadable"),
        ("availability.uptime.exclusions", "計画停止、計画停止", "wording.refusal.unreadable"),
        ("monitoring.coverage.windows", "[{", "sheet-json"),
        ("data.storage_country.countries", "日本、どこか", "wording.refusal.unreadable"),
    ],
)
def test_a_text_that_is_no_value_is_refused(address: str, text: str, expected: str) -> None:
    assert code(address, text) == expected


def test_a_number_for_a_date_is_refused_with_the_date_that_it_could_mean() -> None:
    with pytest.raises(SpreadsheetError) as refused:
        read(EFFECTIVE, 46478, kind="number")
    assert "2027-04-01" in refused.value.problems[0].sentence("ja")


def test_a_share_for_a_percentage_is_refused_with_both_readings() -> None:
    with pytest.raises(SpreadsheetError) as refused:
        read(UPTIME, Decimal("0.999"), kind="number")
    assert "0.999% とも 99.9% とも" in refused.value.problems[0].sentence("ja")


@pytest.mark.parametrize(
    ("form", "places"),
    [("0%", 0), ("0.00%", 2), ("#,##0", 0), ("0.0", 1), ("General", None), ("0.##%", None), ("@", None), ('0"件"', 0)],
)
def test_how_many_decimals_a_format_shows(form: str, places: int | None) -> None:
    assert shown_places(form) == places


@pytest.mark.parametrize(("form", "digits"), [("00000", 5), ("0", 1), ("0.00", 0), ("General", 0), ('"A"000', 0)])
def test_how_many_digits_a_format_fills_up(form: str, digits: int) -> None:
    assert zeros(form) == digits
