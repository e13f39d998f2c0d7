"""Lengths of time, dates, money, shares and rows in words; numbers and durations as papers spell them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from medsla.wording import (
    WordingError,
    format_country_list,
    format_date,
    format_duration,
    format_list,
    format_money,
    format_seconds,
    format_share,
    read_date,
    read_duration,
    read_fraction,
    read_money,
)
from medsla.wording.durations import find_durations
from medsla.wording.normal import normalise
from medsla.wording.numerals import read_kanji


@pytest.mark.parametrize(
    ("seconds", "ja", "en"),
    [
        (2592, "43分12秒", "43 min 12 s"),
        (25920, "7時間12分", "7 h 12 min"),
        (20736, "5時間45分36秒", "5 h 45 min 36 s"),
        (315360, "87時間36分", "87 h 36 min"),
        (259200, "72時間", "72 h"),
        (Fraction(12960, 5), "43分12秒", "43 min 12 s"),
        (Fraction(2592, 1000), "2.592秒", "2.592 s"),
        (Fraction(37, 3), "12と3分の1秒", "12 1/3 s"),
        (0, "0秒", "0 s"),
        (3605, "1時間5秒", "1 h 5 s"),
    ],
)
def test_seconds_are_printed_to_the_last_one(seconds: int | Fraction, ja: str, en: str) -> None:
    assert (ja, en) == (format_seconds(seconds, "ja"), format_seconds(seconds, "en"))


def test_days_are_counted_when_asked_for() -> None:
    said = [format_seconds(86400 * 27 + 3600, language, with_days=True) for language in ("ja", "en")]
    assert said == ["27日1時間", "27 d 1 h"]


def test_no_time_is_less_than_none() -> None:
    with pytest.raises(ValueError):
        format_seconds(-1, "ja")


@pytest.mark.parametrize(
    ("date", "ja", "era", "en"),
    [
        ("2027-04-01", "2027年4月1日", "令和9年4月1日", "1 April 2027"),
        ("2019-05-01", "2019年5月1日", "令和元年5月1日", "1 May 2019"),
        ("2019-04-30", "2019年4月30日", "平成31年4月30日", "30 April 2019"),
        ("1989-01-08", "1989年1月8日", "平成元年1月8日", "8 January 1989"),
        ("1989-01-07", "1989年1月7日", "昭和64年1月7日", "7 January 1989"),
        ("1926-12-25", "1926年12月25日", "昭和元年12月25日", "25 December 1926"),
        ("1912-07-30", "1912年7月30日", "大正元年7月30日", "30 July 1912"),
        ("1873-01-01", "1873年1月1日", "明治6年1月1日", "1 January 1873"),
    ],
)
def test_a_date_in_three_ways(date: str, ja: str, era: str, en: str) -> None:
    assert (ja, era, en) == (format_date(date, "ja"), format_date(date, "ja", era=True), format_date(date, "en"))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("令和８年１１月２２日", "2026-11-22"),
        ("令和八年十一月二十二日", "2026-11-22"),
        ("二〇二六年一一月二二日", "2026-11-22"),
        ("R8.11.22", "2026-11-22"),
        ("H31.4.30", "2019-04-30"),
        ("2026/11/22", "2026-11-22"),
        ("2026-11-22", "2026-11-22"),
        ("令和元年五月一日", "2019-05-01"),
        ("令和1年5月1日", "2019-05-01"),
    ],
)
def test_dates_are_read_as_papers_write_them(text: str, date: str) -> None:
    assert read_date(text, "ja") == date


@pytest.mark.parametrize(
    "text",
    [
        "平成31年5月1日",
        "昭和64年1月8日",
        "令和元年4月30日",
        "令和0年5月1日",
        "明治5年12月31日",
        "元年5月1日",
        "11月22日",
        "8年11月22日",
        "2026年11月",
        "2026年13月1日",
        "2026年2月29日",
        "2026/11-22",
        "R8.11",
        "22 November 2026",
        "2026年11月22日から",
        "",
    ],
)
def test_days_that_do_not_exist_are_no_dates(text: str) -> None:
    with pytest.raises(WordingError) as caught:
        read_date(text, "ja")
    assert caught.value.reason == "unreadable"


@pytest.mark.parametrize("text", ["2027-02-29", "令和9年4月1日", "tomorrow"])
def test_what_is_no_date_is_not_printed(text: str) -> None:
    with pytest.raises(WordingError) as caught:
        format_date(text, "ja")
    assert caught.value.reason == "unsayable"


def test_no_era_is_told_of_the_old_calendar() -> None:
    with pytest.raises(WordingError):
        format_date("1872-12-31", "ja", era=True)


@pytest.mark.parametrize(
    ("value", "currency", "ja", "en"),
    [
        (5000, "JPY", "5,000円", "¥5,000"),
        (120000000, "JPY", "120,000,000円", "¥120,000,000"),
        (Decimal("1234.50"), "USD", "USD 1,234.50", "USD 1,234.50"),
        (0, "JPY", "0円", "¥0"),
    ],
)
def test_money_keeps_its_digits(value: Decimal | int, currency: str, ja: str, en: str) -> None:
    assert (ja, en) == (format_money(value, currency, "ja"), format_money(value, currency, "en"))
    assert read_money(ja, "ja") == read_money(en, "en") == {"value": value, "currency": currency}


@pytest.mark.parametrize("text", ["5,00円", "円", "約5,000円", "5,000", "usd 5", "￥"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_money(text, "ja")


@pytest.mark.parametrize(
    ("share", "ja", "en"),
    [
        (Fraction(1, 30), "30分の1", "1/30"),
        (Fraction(2, 3), "3分の2", "2/3"),
        (Fraction(1), "全額", "the whole fee"),
    ],
)
def test_a_share_of_a_fee(share: Fraction, ja: str, en: str) -> None:
    assert (ja, en) == (format_share(share, "ja"), format_share(share, "en"))
    assert Fraction(read_fraction(ja, "ja")) == Fraction(read_fraction(en, "en")) == share


@pytest.mark.parametrize(
    ("items", "ja", "en"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A及びB", "A and B"),
        (["A", "B", "C"], "A、B及びC", "A, B and C"),
    ],
)
def test_rows_are_joined_as_a_contract_joins_them(items: list[str], ja: str, en: str) -> None:
    assert (ja, en) == (format_list(items, "ja"), format_list(items, "en"))


def test_alternatives_are_joined_with_or() -> None:
    assert [format_list(["A", "B", "C"], language, "or") for language in ("ja", "en")] == ["A、B又はC", "A, B or C"]


def test_countries_in_a_row() -> None:
    assert format_country_list(["JP", "US"], "en", "or") == "Japan or the United States of America"


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("PT90M", "90分", "90 minutes"),
        ("P1M", "1か月", "1 month"),
        ("P2W", "2週間", "2 weeks"),
        ("P1Y6M", "1年6か月", "1 year and 6 months"),
        ("PT1H30M", "1時間30分", "1 hour and 30 minutes"),
        ("P1DT2H3M4S", "1日2時間3分4秒", "1 day, 2 hours, 3 minutes and 4 seconds"),
        ("PT0.5H", "0.5時間", "0.5 hours"),
        ("PT1.0H", "1.0時間", "1.0 hours"),
        ("PT0S", "0秒", "0 seconds"),
        ("P0D", "0日", "0 days"),
    ],
)
def test_a_duration_keeps_the_unit_it_was_written_in(text: str, ja: str, en: str) -> None:
    assert (ja, en) == (format_duration(text, "ja"), format_duration(text, "en"))
    assert [read_duration(ja, "ja"), read_duration(en, "en")] == [text, text]


@pytest.mark.parametrize("text", ["4h", "P", "PT", "PT4H30", "P1BDT4H"])
def test_what_is_no_duration_is_not_printed(text: str) -> None:
    with pytest.raises(WordingError) as caught:
        format_duration(text, "en")
    assert caught.value.reason == "unsayable"


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("障害検知後4時間以内に復旧する", [("PT4H", "4時間")]),
        ("１週間以内（５営業日）", [("P1W", "１週間"), ("P5BD", "５営業日")]),
        ("10分以内 60分以内(上記時間帯以外)", [("PT10M", "10分"), ("PT60M", "60分")]),
        ("15分間隔でサーバの応答監視", [("PT15M", "15分")]),
        ("2 件以内/半年", [("P6M", "半年")]),
        ("6ヶ月以上前", [("P6M", "6ヶ月")]),
        ("0.5営業日以内", [("P0.5BD", "0.5営業日")]),
        ("平成30年9月21日から30日以内", [("P30D", "30日")]),
        ("11月22日", []),
        ("2027年4月1日", []),
        ("2027年度", []),
        ("令和8年", []),
        ("10時30分", []),
        ("0:00から5:00まで", []),
        ("30分の1", []),
        ("月額料金の3日分", []),
        ("24時間365日", []),
        ("24時間 365日", []),
        ("第4日曜日", []),
        ("4日目", []),
        ("毎月1日付", []),
        ("契約第5条", []),
        ("1分の2", []),
        ("24時間3日", []),
    ],
)
def test_durations_are_found_where_they_stand_and_nowhere_else(clause: str, found: list[tuple[str, str]]) -> None:
    assert [(text, clause[start:end]) for text, start, end in find_durations(clause, "ja")] == found


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("Within 4 Hours of detection", [("PT4H", "4 Hours")]),
        ("at least 7 days in advance", [("P7D", "7 days")]),
        ("RPO < 5 mins; RTO < 1 hr", [("PT5M", "5 mins"), ("PT1H", "1 hr")]),
        ("2 business days", [("P2BD", "2 business days")]),
        ("1 year and 6 months", [("P1Y6M", "1 year and 6 months")]),
        ("30-day notice", [("P30D", "30-day")]),
        ("4 houses", []),
        ("1/30 days", []),
        ("99.9% monthly", []),
        ("version 2.30 minutes of meeting", [("PT2.30M", "2.30 minutes")]),
    ],
)
def test_english_durations_are_found_too(clause: str, found: list[tuple[str, str]]) -> None:
    assert [(text, clause[start:end]) for text, start, end in find_durations(clause, "en")] == found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("〇", 0),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("百五", 105),
        ("千二百三十四", 1234),
        ("二〇二六", 2026),
        ("一一", 11),
        ("十百", None),
        ("二三十", None),
        ("", None),
        ("12", None),
        ("三つ", None),
    ],
)
def test_japanese_numerals(text: str, number: int | None) -> None:
    assert read_kanji(text) == number


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("９９．９％", "99.9%"),
        ("10〜20", "10~20"),
        ("10～20", "10~20"),
        ("−1", "-1"),
        ("ﾊﾞｯｸｱｯﾌﾟ", "バックアップ"),
        ("４　時間\n以内", "4 時間 以内"),
        ("㍉", "ミリ"),
    ],
)
def test_text_for_reading_and_the_way_back(text: str, normal: str) -> None:
    read = normalise(text)
    assert read.text == normal
    assert read.original(0, len(read.text)) == text


def test_a_stretch_of_the_normal_text_is_cut_from_the_original() -> None:
    read = normalise("ﾊﾞｯｸｱｯﾌﾟは４時間")
    start = read.text.index("4")
    assert read.original(start, start + 3) == "４時間"
    assert read.span(start, start + 3) == (9, 12)
