from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests import made_reviews as made
from tests.naughty_strings import NAUGHTY

from medsla.errors import Place, Problem
from medsla.report import (
    LintReport,
    ProblemReport,
    notebook_html,
    render_html,
    render_meeting_html,
    render_questionnaire_html,
)
from medsla.report.elements import Html, element, inline
from medsla.report.said import Said, shown


class Census(HTMLParser):
    """Counts elements and attributes, and keeps the text."""

    def __init__(self) -> None:
        super().__init__()
        self.names: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.values: Counter[str] = Counter()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names[tag] += 1
        self.attributes.update(name for name, _ in attrs)
        self.values.update(f"{name}={value}" for name, value in attrs)

    def handle_comment(self, data: str) -> None:
        self.names[f"<!-- {data}"] += 1

    def handle_pi(self, data: str) -> None:
        self.names[f"<? {data}"] += 1

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def census(page: str) -> Census:
    counted = Census()
    counted.feed(page)
    counted.close()
    return counted


def whole(text: str, language: str = "ja-en") -> str:
    return render_html(made.review(text), language, origin=made.origin(text))


def linted(text: str) -> str:
    return render_html(LintReport(text, (), {"ja": text, "en": text}), "ja")


def refused(text: str) -> str:
    problem = Problem.of("key-twice", Place(text, 1, 2, text, text, text), key=text, first=1)
    return render_html(ProblemReport((text,), (problem,)), "ja")


def meeting(text: str) -> str:
    return render_meeting_html(made.review(text), "ja-en")


def questions(text: str) -> str:
    return render_questionnaire_html(made.review(text), "ja")


def notebook(text: str) -> str:
    return notebook_html(made.review(text), "ja")


@pytest.mark.parametrize("make", [whole, linted, refused, meeting, questions, notebook], ids=lambda make: make.__name__)
def test_no_text_of_a_paper_adds_an_element_or_an_attribute(make: Callable[[str], str]) -> None:
    harmless = census(make("別添"))
    # a sheet of one page holds fewer findings where one is long
    tried = [text for text in NAUGHTY if shown(text) and (make is not meeting or len(text) < 100)]
    changed = []
    for text in tried:
        found = census(make(text))
        if (found.names, found.values) != (harmless.names, harmless.values):
            changed.append(text)
    assert len(tried) >= 100
    assert changed == []


def test_the_text_of_a_paper_is_shown_as_it_stands() -> None:
    texts = "".join(census(whole("<b>R&D</b> \"x\" 'y'")).texts)
    assert "<b>R&D</b> \"x\" 'y'" in texts


@pytest.mark.parametrize("language", ["ja", "en", "ja-en"])
def test_a_page_needs_no_script_and_nothing_from_outside(language: str) -> None:
    page = whole("https://example.org/a.png javascript:alert(1)", language)
    found = census(page)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "a", "base"} & found.names.keys()
    assert not {"src", "href", "style", "onload", "onclick"} & found.attributes.keys()
    assert "url(" not in re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]  # type: ignore[index]


def test_the_policy_allows_the_one_style_sheet_and_nothing_else() -> None:
    page = whole("別添")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_policy_stands_before_everything_it_holds_for() -> None:
    page = whole("別添")
    assert page.index("Content-Security-Policy") < page.index("<style>") < page.index("<body>")


def test_statements_carry_their_language() -> None:
    values = census(whole("別添", "ja-en")).values
    assert values["lang=ja"] == values["lang=en"] + 1  # the page itself is Japanese


@pytest.mark.parametrize(("language", "root"), [("ja", "ja"), ("en", "en"), ("ja-en", "ja")])
def test_a_page_names_its_language(language: str, root: str) -> None:
    assert f'<html lang="{root}">' in whole("別添", language)


def test_headings_are_one_level_apart_and_table_heads_have_a_scope() -> None:
    page = whole("別添", "en")
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.count("<th") - page.count("<thead") == page.count(' scope="')


def test_severity_is_said_and_not_only_coloured() -> None:
    for entry in re.findall(r'<article class="entry ([a-z]+)">(.*?)</article>', whole("別添", "en"), re.DOTALL):
        assert f'<span lang="en">{entry[0]}</span>' in entry[1]


def test_an_element_takes_only_known_names() -> None:
    with pytest.raises(ValueError):
        element("script", "x")
    with pytest.raises(ValueError):
        element("p", "x", onclick="x")


def test_only_what_was_built_here_is_markup() -> None:
    assert element("p", "<b>", Html("<b>")) == "<p>&lt;b&gt;<b></p>"


def test_an_attribute_cannot_be_left() -> None:
    assert element("p", class_='" onload="x') == '<p class="&quot; onload=&quot;x"></p>'


def test_a_statement_of_no_language_is_printed_once() -> None:
    assert inline(Said((("", "offer.yaml"),))) == "<span>offer.yaml</span>"
