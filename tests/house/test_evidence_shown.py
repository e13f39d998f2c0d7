"""Every yardstick value that a report shows has its authority, place, grade and how it was seen beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import medsla
from medsla.explanation import evidence_line, seen_word
from medsla.profile import Item, authorities, yardstick
from medsla.report import notebook_html, render_html, render_json, render_markdown, render_text
from medsla.results import Evidence, LintFinding, Review, Severity, Task, TermJudgement, Verdict

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("00-clean", "vendor-offer", "p01-licence-system", "p02-service-level-definition", "p36-plans")
SUGGESTED = {"ja": "medslaの提案(公的な値ではない)", "en": "medsla's suggestion (not an official value)"}


@pytest.fixture(scope="module", params=PAPERS)
def review(request: pytest.FixtureRequest) -> Review:
    return medsla.review(ROOT / "examples" / f"{request.param}.yaml")


def flat(text: str) -> str:
    """The text without what formats add: white space, escapes, tags' entities."""
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return "".join(text.replace("\\", "").split())


def shown(review: Review) -> list[TermJudgement]:
    """The terms whose yardstick value or demand a report shows."""
    return [term for term in review.terms if term.verdict.task in (Task.mend, Task.ask, Task.fine)]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("render", [render_text, render_markdown, render_html], ids=["text", "md", "html"])
def test_every_report_shows_the_evidence_of_every_value(
    review: Review, render: Callable[[Review, str], str], language: str
) -> None:
    text = flat(render(review, language))
    lines = {evidence_line(evidence, language) for term in shown(review) for evidence in term.evidence}
    assert [line for line in lines if flat(line) not in text] == []


def test_json_carries_all_that_is_known_of_every_value(review: Review) -> None:
    import json

    found = {row["address"]: row["evidence"] for row in json.loads(render_json(review))["terms"]}
    for term in review.terms:
        assert len(found[term.address]) == len(term.evidence)
        for row in found[term.address]:
            assert row.keys() == {"authority", "place", "words", "seen", "grade", "origin", "in_force", "facets"}
            assert row["authority"]
            assert row["grade"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_yardstick_in_a_notebook_shows_the_evidence_of_every_value(language: str) -> None:
    text = flat(notebook_html(yardstick(), language))
    lines = {evidence_line(evidence, language) for item in yardstick().items for evidence in item.evidence}
    assert [line for line in lines if flat(line) not in text] == []


def test_no_value_of_the_yardstick_is_without_evidence(review: Review) -> None:
    bare = [
        term.address for term in shown(review) if term.requirement and not term.evidence and term.reference is not None
    ]
    assert bare == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_line_of_evidence_names_authority_place_grade_and_how_it_was_seen(language: str) -> None:
    for evidence in {e for item in yardstick().items for e in item.evidence if e.origin == "official"}:
        line = evidence_line(evidence, language)
        assert authorities()[evidence.authority].title[language] in line
        assert evidence.place in line
        assert seen_word(evidence, language) in line
        assert language == "en" or evidence.grade in line


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_suggestion_is_unmistakable_wherever_it_stands(language: str) -> None:
    suggested = {e for item in yardstick().items for e in item.evidence if e.suggested}
    assert suggested
    assert [e for e in suggested if not evidence_line(e, language).startswith(SUGGESTED[language])] == []


# --------------------------------------------------------------------- suggestions and --fail-on


def finding(*evidence: Evidence) -> TermJudgement:
    return TermJudgement("recovery.rto", Verdict.weaker, Severity.minor, evidence=evidence)


SUGGESTION = Evidence("medsla", origin="suggestion", grade="提案")
OFFICIAL = Evidence("meti-checklist-2010", "No.2", "30日前", "reprint", "設定例")
OWN = Evidence("own", origin="own", seen="original", grade="自組織の定め")


@pytest.mark.parametrize(
    ("evidence", "counts"),
    [
        ((SUGGESTION,), False),
        ((SUGGESTION, SUGGESTION), False),
        ((OFFICIAL,), True),
        ((SUGGESTION, OFFICIAL), True),
        ((OWN,), True),
        ((SUGGESTION, OWN), True),
        ((), True),
    ],
)
def test_what_medsla_alone_suggests_does_not_count_unless_asked_for(
    evidence: tuple[Evidence, ...], counts: bool
) -> None:
    from tests import made_reviews as made

    from medsla.results import Coverage

    review = Review("", "", made.YARDSTICK, made.side(), (finding(*evidence),), (), Coverage())
    assert (review.worst() is Severity.minor) is counts
    assert review.worst(suggestions=True) is Severity.minor


def test_a_suggestion_weighs_at_most_minor() -> None:
    alone = [item for item in yardstick().items if all(evidence.suggested for evidence in item.evidence)]
    assert alone
    review = medsla.review(medsla.load_data({"medsla": "1.0", "terms": {}}))
    heavy = [t.address for t in review.terms if t.suggested and t.severity in (Severity.critical, Severity.major)]
    assert heavy == []


def test_a_finding_of_a_rule_rests_on_an_authority_or_on_logic_and_always_counts() -> None:
    from medsla.rules import RULES

    assert [row.id for row in RULES if any(evidence.suggested for evidence in row.evidence)] == []
    assert [row.id for row in RULES if row.kind in ("law", "guideline") and not row.evidence] == []


def items_with_value() -> list[Item]:
    return [item for item in yardstick().items if item.value]


@pytest.mark.parametrize("item", items_with_value(), ids=lambda item: item.term)
def test_a_facet_s_finding_cites_only_what_stands_behind_that_facet(item: Item) -> None:
    for facet in item.value:
        cited = item.evidence_for(facet)
        if facet not in {"bound", "said"}:
            assert cited
            assert all(facet in evidence.facets for evidence in cited)


def test_a_rule_finding_shows_its_evidence_in_the_text(review: Review) -> None:
    text = flat(render_text(review, "ja"))
    cited = {evidence for found in review.lint if isinstance(found, LintFinding) for evidence in found.evidence}
    assert [e.place for e in cited if flat(evidence_line(e, "ja")) not in text] == []
