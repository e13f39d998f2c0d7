from __future__ import annotations

from dataclasses import replace

from tests import made_reviews as made

from medsla.explanation import explain
from medsla.report import meeting_rows, questionnaire_rows, render_meeting_html, render_questionnaire_html
from medsla.report.meeting import fitting
from medsla.report.said import neutral
from medsla.results import Verdict, Waived


def test_the_meeting_goes_through_the_findings_in_their_order() -> None:
    rows = meeting_rows(made.review(), "ja")
    assert [row.address for row in rows] == [
        "breach.notice_to_institution",
        "availability.uptime",
        "maintenance.planned_notice",
        "recovery.rto",
    ]
    assert [row.number for row in rows] == [1, 2, 3, 4]


def test_a_row_of_the_meeting_holds_both_sides_grounds_and_an_empty_result() -> None:
    row = meeting_rows(made.review(), "ja")[1]
    told = explain(made.uptime(), "ja")
    assert (row.item, row.proposal, row.ours) == (told.label, told.proposal, told.remedy)
    assert (row.priority, row.result) == ("重要", "")
    assert "設定例" in row.grounds


def test_a_suggestion_is_marked_in_the_meeting() -> None:
    assert "medslaの提案(公的な値ではない)" in meeting_rows(made.review(), "ja")[3].grounds


def test_the_sheet_says_how_many_findings_it_leaves_out() -> None:
    many = replace(made.review(), terms=(made.uptime(),) * 30)
    page = render_meeting_html(many, "ja")
    printed = page.count("<tr>") - 1
    assert 5 < printed < 15
    assert f"このほか{30 - printed}件" in page
    assert "このほか" not in render_meeting_html(made.review(), "ja")


def test_a_row_that_is_longer_than_a_page_is_still_printed() -> None:
    assert fitting([(neutral("長" * 5000),)] * 2) == 1


def test_one_question_is_asked_for_each_term_that_needs_one() -> None:
    rows = questionnaire_rows(made.review(), "ja")
    assert [row.address for row in rows] == [
        "maintenance.planned_notice",
        "breach.notice_to_institution",
        "recovery.rto",
        "recovery.rpo",
    ]
    assert [row.reply for row in rows] == ["", "", "", ""]
    assert all(row.question.endswith("ください。") for row in rows)


def test_a_term_that_is_equal_or_worse_is_not_asked_about() -> None:
    bare = replace(made.review(), terms=(made.uptime(), made.terms()[0]))
    assert questionnaire_rows(bare, "ja") == ()
    assert "お尋ねする事項はありません。" in render_questionnaire_html(bare, "ja")


def test_what_was_accepted_is_not_asked_again() -> None:
    accepted = replace(made.review(), waived=(Waived(made.absent(), by="waiver"),))
    asked = [row.address for row in questionnaire_rows(made.review(), "ja")]
    left = [row.address for row in questionnaire_rows(accepted, "ja")]
    assert set(asked) - set(left) == {"recovery.rto"}


def test_a_removed_term_is_asked_about_even_where_no_question_is_at_hand() -> None:
    gone = replace(made.absent(), verdict=Verdict.removed, reason="removed")
    (row,) = questionnaire_rows(replace(made.diff(), terms=(gone,)), "ja")
    assert row.question


def test_both_languages_stand_on_their_own_lines_in_a_row() -> None:
    (ja,), (en,) = (questionnaire_rows(replace(made.diff(), terms=(made.absent(),)), lang) for lang in ("ja", "en"))
    (both,) = questionnaire_rows(replace(made.diff(), terms=(made.absent(),)), "ja-en")
    assert both.question == f"{ja.question}\n{en.question}"
