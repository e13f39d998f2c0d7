from __future__ import annotations

from dataclasses import replace

from tests import made_reviews as made

from medsla.profile import yardstick
from medsla.report import notebook_html
from medsla.report.notebook_table import LONGEST
from medsla.sla import load_data


def test_a_review_is_a_table_of_its_findings() -> None:
    html = notebook_html(made.review(), "ja")
    assert html.count("<tr>") == 1 + len(made.review().findings)
    assert "要修正 2" in html


def test_a_review_without_findings_is_one_line() -> None:
    assert "<table>" not in notebook_html(made.clean(), "ja")


def test_a_comparison_is_a_table_too() -> None:
    assert notebook_html(made.diff(), "en").count("<tr>") == 3


def test_an_sla_is_a_table_of_what_it_states() -> None:
    sla = load_data({"medsla": "1.0", "terms": {"recovery": {"rto": {"within": "PT4H"}}}})
    html = notebook_html(sla, "en")
    assert "within 4 hours" in html
    assert html.count("<tr>") == 2


def test_a_profile_is_a_table_of_its_demands_with_their_evidence() -> None:
    html = notebook_html(yardstick(), "ja")
    assert html.count("<tr>") == 1 + len(yardstick().items)
    assert "medslaの提案(公的な値ではない)" in html


def test_a_long_table_says_how_much_it_leaves_out() -> None:
    long = replace(made.diff(), terms=(made.uptime(),) * (LONGEST + 2))
    assert "ほか2件" in notebook_html(long, "ja")


def test_no_table_holds_a_script_or_a_style() -> None:
    html = notebook_html(yardstick(), "ja-en")
    assert not any(word in html for word in ("<script", "<style", "style=", "href=", "src="))
