from __future__ import annotations

import re

import pytest
from tests import made_reviews as made
from tests.naughty_strings import NAUGHTY

from medsla.report import render_markdown
from medsla.report.markdown import escaped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain 99.9%", "plain 99.9%"),
        ("a|b", "a\\|b"),
        ("<b>", "\\<b\\>"),
        ("R&D", "R\\&D"),
        ("*x* _y_", "\\*x\\* \\_y\\_"),
        ("[a](b)", "\\[a\\](b)"),
        ("a\nb", "a b"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("99.9", "99.9"),
        ("# a", "\\# a"),
        ("`a`", "\\`a\\`"),
        ("a\\", "a\\\\"),
        ("https://a.b", "https\\://a.b"),
        ("www.a.b", "www\\.a.b"),
    ],
)
def test_a_text_means_in_markdown_what_it_says(text: str, expected: str) -> None:
    assert escaped(text) == expected


def cells(line: str) -> int:
    return len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))


def shape(text: str) -> list[tuple[str, int]]:
    """Each line's beginning and its number of cell borders."""
    return [(re.match(r"[#>\-|* ]*", line)[0], cells(line)) for line in text.splitlines()]  # type: ignore[index]


def test_no_text_of_a_paper_breaks_a_table_a_list_or_a_heading() -> None:
    harmless = shape(render_markdown(made.review("別添"), "ja", origin=made.origin("別添")))
    tried = [text for text in NAUGHTY if text.strip()]
    broken = [
        text for text in tried if shape(render_markdown(made.review(text), "ja", origin=made.origin(text))) != harmless
    ]
    assert len(tried) >= 100
    assert broken == []


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    lines = [line for line in render_markdown(made.review(), "ja-en").splitlines() if line.startswith("|")]
    for number, line in enumerate(lines):
        if line.startswith("| ---"):
            assert cells(lines[number - 1]) == cells(line) == cells(lines[number + 1])


def test_the_report_begins_with_its_title_and_ends_with_its_limit() -> None:
    lines = render_markdown(made.review(), "en").splitlines()
    assert lines[0] == "# SLA review"
    assert lines[-1] == "> A comparison, not legal advice and not a certificate of conformity."
