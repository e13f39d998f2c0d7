"""Words beside a value: what they mean, and the words that only look like them."""

from __future__ import annotations

import pytest

from medsla.catalogue import catalogue
from medsla.errors import UnknownLocale
from medsla.wording.en import qualifier_words as english
from medsla.wording.ja import qualifier_words as japanese
from medsla.wording.qualifiers import find_qualifiers


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("99.9%以上", [("at_least", "以上")]),
        ("４時間以内", [("at_most", "以内")]),
        ("99.90％未満", [("less_than", "未満")]),
        ("99.75%以上~99.90%未満", [("at_least", "以上"), ("less_than", "未満")]),
        ("遅くとも3日前", [("at_latest", "遅くとも")]),
        ("0:00 JSTから最大5時間", [("at_most", "最大")]),
        ("20台程度", [("approximate", "程度")]),
        ("約4時間", [("approximate", "約")]),
        ("常に99.90%以上であることを保証", [("at_least", "以上"), ("guarantee", "保証")]),
        ("99.9%以上使用できるよう努力します", [("at_least", "以上"), ("best_effort", "努力し")]),
        ("ベストエフォート", [("best_effort", "ベストエフォート")]),
        ("稼働率を保証するものではありません", [("none", "保証するものではありません")]),
        ("99.0%を初期目標とする", [("target", "目標")]),
        (
            "原則として1か月前までに通知(緊急時など、この限りではない)",
            [("in_principle", "原則として")],
        ),
        (
            "30日前に通知(緊急事態発生時はこの限りではない)",
            [("emergency_excepted", "緊急事態発生時はこの限りで")],
        ),
        (
            "合理的な理由がある場合はこの限りではない",
            [("reasonable_grounds_excepted", "合理的な理由がある場合はこの限りで")],
        ),
        ("別途協議", [("negotiable", "別途協議")]),
        ("未設定", [("unset", "未設定")]),
        ("非公開", [("undisclosed", "非公開")]),
        ("該当なし", [("not_applicable", "該当なし")]),
        ("高可用性の構成にしているため、無し", [("none", "無し")]),
        ("無", [("none", "無")]),
        ("当社で実施いたしません", []),
        ("監視は実施しない", [("none", "実施しない")]),
        ("速やかに通知する", [("promptly", "速やかに")]),
        ("遅滞なく報告する", [("without_delay", "遅滞なく")]),
        ("必要に応じて報告", [("no_promise", "必要に応じ")]),
        ("契約", []),
        ("利用規約の条件", []),
        ("予約から30日", []),
        ("約款による", []),
        ("目標復旧時間 4時間", []),
        ("目標復旧地点", []),
        ("解決目標時間", []),
        ("保証金", []),
        ("保証期間1年", []),
        ("超音波検査", []),
        ("無償", []),
        ("予告なしに作業を行う", []),
        ("預託の有無", []),
        ("通常営業日", []),
        ("最大限の注意", []),
    ],
)
def test_japanese_words_beside_a_value(clause: str, found: list[tuple[str, str]]) -> None:
    assert [(word.value, clause[word.start : word.end]) for word in find_qualifiers(clause, "ja")] == found


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("At least 99.9% per month", [("at_least", "At least")]),
        ("< 1 hour (data)", [("less_than", "<")]),
        ("no later than 3 days", [("at_most", "no later than")]),
        ("≥ 99.95%", [("at_least", "≥")]),
        ("approximately 20 users", [("approximate", "approximately")]),
        ("~43 min", [("approximate", "~")]),
        ("target 99.5%, not guaranteed", [("target", "target"), ("none", "not guaranteed")]),
        ("We guarantee 99.9%", [("guarantee", "guarantee")]),
        ("commercially reasonable efforts", [("best_effort", "commercially reasonable efforts")]),
        ("typically 15-30%", [("typical", "typically")]),
        ("promptly and without undue delay", [("promptly", "promptly"), ("without_delay", "without undue delay")]),
        ("N/A", [("not_applicable", "N/A")]),
        ("not set", [("unset", "not set")]),
        ("Recovery time objective (RTO): 1 hour", []),
        ("Service Level Objectives", []),
        ("around the clock", []),
        ("all about the agreement", []),
        ("overnight", []),
        ("nonetheless", []),
    ],
)
def test_english_words_beside_a_value(clause: str, found: list[tuple[str, str]]) -> None:
    assert [(word.value, clause[word.start : word.end]) for word in find_qualifiers(clause, "en")] == found


@pytest.mark.parametrize("rows", [japanese.ROWS, english.ROWS])
def test_every_meaning_is_one_the_catalogue_has(rows: tuple[tuple[str, str, str], ...]) -> None:
    facets = catalogue().term("incident.outage_notice").facets
    known = {(key, token) for key in ("commitment", "hedges", "promptness") for token in facets[key].tokens}
    known |= {("answer", answer) for answer in ("none", "undisclosed", "unset", "not_applicable")}
    comparators = ("less_than", "at_most", "at_least", "more_than", "at_latest")
    known |= {("comparator", name) for name in comparators} | {("vague", "no_promise"), ("", "")}
    assert {(kind, value) for kind, value, _ in rows} == known


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UnknownLocale):
        find_qualifiers("4 heures", "fr")
