from __future__ import annotations

import pytest
from tests import made_reviews as made
from tests.naughty_strings import NAUGHTY

from medsla.errors import Place, Problem, UnknownLocale
from medsla.explanation import explain
from medsla.report import LintReport, ProblemReport, render_text
from medsla.report.width import columns

CLOSING = {
    "ja": "照合結果であり、法的助言・適合証明ではありません。",
    "en": "A comparison, not legal advice and not a certificate of conformity.",
}


def joined(text: str) -> str:
    return "".join(text.split())


def test_the_counts_stand_on_top() -> None:
    lines = render_text(made.review(), "ja").splitlines()
    assert "要修正 2・要質問 2・同等以上 1・未読 1" in lines
    assert lines.index("要修正 2・要質問 2・同等以上 1・未読 1") < 12


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_report_says_that_it_is_a_comparison_and_no_certificate(language: str) -> None:
    for subject in (made.review(), made.clean(), made.diff(), LintReport("a.yaml", ())):
        assert render_text(subject, language).rstrip().endswith(CLOSING[language])


def test_the_reference_example_is_said_to_be_missing() -> None:
    assert "SLA参考例の数値は含みません(原文未確認)。" in render_text(made.review(), "ja")


def test_a_comparison_of_documents_says_nothing_of_the_reference_example() -> None:
    assert "参考例" not in render_text(made.diff(), "ja")


def test_every_term_stands_in_the_report() -> None:
    text = joined(render_text(made.review(), "ja"))
    missing = [t.address for t in made.review().terms if joined(explain(t, "ja").label) not in text]
    assert missing == []


def test_every_sentence_of_a_finding_is_printed_whole() -> None:
    text = joined(render_text(made.review(), "en"))
    for found in made.review().findings:
        told = explain(found, "en")
        for sentence in (told.finding, told.practice, told.remedy, *told.questions, told.reference, told.proposal):
            assert joined(sentence) in text


def test_the_place_and_the_words_of_the_paper_stand_beside_a_finding() -> None:
    origin = {"availability.uptime.percent": {"file": "p01", "place": "Sheet1!D9", "said": "99%以上"}}
    assert "p01 Sheet1!D9「99%以上」" in render_text(made.review(), "ja", origin=origin)


def test_a_suggestion_is_marked_in_its_first_line() -> None:
    (line,) = [line for line in render_text(made.review(), "ja").splitlines() if "(recovery.rto)" in line]
    assert "medslaの提案(公的な値ではない)" in line


def test_both_languages_stand_with_japanese_first() -> None:
    text = render_text(made.review(), "ja-en")
    assert text.startswith("SLA照合報告 / SLA review\n")
    assert text.index(CLOSING["ja"]) < text.index(CLOSING["en"])


def test_without_findings_the_report_says_so_and_judges_no_more() -> None:
    assert "照合した範囲に指摘事項はありません。" in render_text(made.clean(), "ja")


def test_problems_are_printed_with_place_and_sentence() -> None:
    problem = Problem.of("key-twice", Place("offer.yaml", 12, 5), key="uptime", first=3)
    text = render_text(ProblemReport(("offer.yaml",), (problem,)), "ja")
    assert "offer.yaml:12:5" in text
    assert joined(problem.sentence("ja")) in joined(text)


def test_another_language_is_refused() -> None:
    with pytest.raises(UnknownLocale):
        render_text(made.review(), "fr")


@pytest.mark.parametrize("width", [40, 88, 120])
@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_no_line_is_wider_than_the_terminal(width: int, language: str) -> None:
    report = render_text(made.review(), language, origin=made.origin(), width=width)
    lines = [line for line in report.splitlines() if set(line) - {"-", "="}]
    wide = [line for line in lines if columns(line) > width]
    headings = [line for line in wide if report.split("\n")[report.split("\n").index(line) + 1].strip("-=") == ""]
    assert wide == headings


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_frame_of_a_report_survives_a_japanese_windows_pipe(language: str) -> None:
    text = render_text(made.review(), language)
    assert text.encode("cp932", errors="strict").decode("cp932") == text


def test_no_character_of_a_paper_reaches_the_terminal_that_it_would_act_on() -> None:
    for naughty in NAUGHTY:
        if naughty:
            text = render_text(made.review(naughty), "ja", origin=made.origin(naughty))
            assert not {c for c in text if (c < " " and c != "\n") or c in "\x7f\x9b\u202e\u2066\u200b\ufeff"}


def test_two_offers_are_not_headed_by_the_same_word() -> None:
    text = render_text(made.diff(), "ja")
    assert "   比較元: " in text
    assert "   提示案: " in text
