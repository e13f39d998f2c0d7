"""The annexes of a contract: every service level in one of them, no gap in their numbers, nothing beyond the terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from tests.house.test_contract_terms import AROUND
from tests.word_files import LEVELS, paragraph, paragraphs_of, word_file

from medsla.catalogue import catalogue
from medsla.contract import Annex, BilingualText, ContractText, Language, Section, load_template, render
from medsla.contract.annexes import ANNEXES, annex_order
from medsla.contract.blanks import BLANK
from medsla.contract.composing import compose
from medsla.contract.outline import OUTLINE
from medsla.errors import RenderError
from medsla.sla import Sla, load, load_data
from medsla.wording import format_term

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
LANGUAGES: tuple[Language, ...] = get_args(Language)
NUMBER = {"ja": "別紙{}", "en": "Annex {}"}


def document(terms: dict[str, Any], **service: Any) -> Sla:
    return load_data({**AROUND, "service": {**AROUND["service"], **service}, "terms": terms})


def sides(sla: Sla, language: Language, form: str = "form-b") -> dict[str, ContractText]:
    text = compose(sla, load_template(form, language=language)).text
    if isinstance(text, BilingualText):
        return {"ja": text.ja, "en": text.en}
    return {language: text}


def annexes(sla: Sla, form: str = "form-b", language: Language = "ja") -> dict[str, Annex]:
    """The annexes by their titles."""
    return {annex.title: annex for annex in sides(sla, language, form)[language].annexes}


def sections(sla: Sla, language: Language = "ja") -> dict[str, Section]:
    return {one.heading: one for annex in annexes(sla, language=language).values() for one in annex.sections}


def example(file: Path, form: str) -> Sla:
    found = load_data(load(file).document() | {key: value for key, value in AROUND.items() if key != "service"})
    found = load_data({**found.document(), "service": {**found.document().get("service", {}), **AROUND["service"]}})
    if form == "form-a" and found.get("governance.precedence.first") == "master_agreement":
        found = load_data({**found.document(), "terms": {**found.document()["terms"], "governance": {}}})
    return found


def test_every_article_of_the_outline_has_one_annex() -> None:
    listed = [article for plan in ANNEXES for article in sorted(plan.articles)]
    assert sorted(listed) == [plan.number for plan in OUTLINE]
    assert [ANNEXES[annex_order(article)].key for article in (9, 7, 14, 10, 28)] == [
        "levels",
        "roles",
        "places",
        "incidents",
        "exit",
    ]


@pytest.mark.parametrize("form", ["form-a", "form-b"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_stated_term_stands_in_one_annex_and_their_numbers_have_no_gap(
    file: Path, language: Language, form: str
) -> None:
    sla = example(file, form)
    composed = compose(sla, load_template(form, language=language))
    addresses, unsettled = {level.address for level in composed.levels[0]}, set(composed.unsettled)
    for one, text in sides(sla, language, form).items():
        assert [annex.no for annex in text.annexes] == [
            NUMBER[one].format(number) for number in range(1, len(text.annexes) + 1)
        ]
        assert all(annex.groups or annex.sections for annex in text.annexes)
        rows = [row for annex in text.annexes for group in annex.groups for row in group.rows]
        assert rows == [row for group in text.groups for row in group.rows]
        assert len({row.no for row in rows}) == len(rows) == len({row.tag for row in rows})
        printed = {row.tag.rpartition(".")[0].partition("[")[0] for row in rows}
        assert printed == addresses
        assert set(sla.stated) - unsettled <= printed
        assert [entry.line for entry in text.contents][-len(text.annexes) :] == [
            f"{annex.no}{'　' if one == 'ja' else ': '}{annex.title}" for annex in text.annexes
        ]


def test_an_annex_with_nothing_to_say_is_not_printed_and_articles_refer_to_the_right_one() -> None:
    sla = document({"recovery": {"rto": {"within": "PT4H"}}})
    text = sides(sla, "ja")["ja"]
    assert [(annex.no, annex.title) for annex in text.annexes] == [("別紙1", "監視・障害対応・サポート")]
    incidents = next(article for article in text.articles if article.key == "incidents")
    assert incidents.paragraphs[-1].text.startswith("本条に係るサービスレベル項目及びその水準は、別紙1のうち")
    both = sides(
        document({"recovery": {"rto": {"within": "PT4H"}}, "data": {"ownership": {"owner": "institution"}}}), "ja"
    )
    incidents = next(article for article in both["ja"].articles if article.key == "incidents")
    assert "、別紙2のうち" in incidents.paragraphs[-1].text


def test_a_template_with_one_table_for_all_is_spoken_of_as_the_first_annex(tmp_path: Path) -> None:
    lines = "{%p for article in articles %}\n{{ article.heading }}\n{%p for part in article.paragraphs %}\n"
    lines += "{{ part.text }}\n{%p endfor %}\n{%p endfor %}"
    lines += "\n" + LEVELS
    body = "".join(paragraph(line) for line in lines.split("\n"))
    done = render(
        load(EXAMPLES[0]), tmp_path / "x.docx", template=load_template(word_file(paragraph("{{ master }}") + body))
    )
    shown = "\n".join(paragraphs_of(done.path.read_bytes()))
    assert "別紙1のうち本条に係る部分" in shown
    assert "別紙2" not in shown
    assert "連絡先は、" not in shown


def test_a_template_without_sections_has_no_sentence_about_them(tmp_path: Path) -> None:
    lines = "{{ master }}\n{%p for article in articles %}\n{%p for part in article.paragraphs %}\n{{ part.text }}\n"
    lines += "{%p endfor %}\n{%p endfor %}\n{%p for annex in annexes %}\n{{ annex.no }}\n"
    lines += LEVELS.replace("groups", "annex.groups") + "\n{%p endfor %}"
    body = "".join(paragraph(line) for line in lines.split("\n"))
    done = render(load(EXAMPLES[0]), tmp_path / "x.docx", template=load_template(word_file(body)))
    shown = paragraphs_of(done.path.read_bytes())
    assert [line for line in shown if line.startswith("別紙")] == [f"別紙{number}" for number in range(1, 6)]
    assert not any("連絡先は、" in line or "減額の段階" in line for line in shown)


REFUSALS: list[tuple[dict[str, Any], str]] = [
    ({"responsibility": {"matrix": {"answer": "none"}}}, "役割分担表"),
    ({"responsibility": {"demarcation": {"answer": "none"}}}, "責任分界図"),
    ({"subcontract": {"list": {"provided": False}}}, "再委託先一覧"),
    ({"subcontract": {"list": {"provided": True}, "consent": {"rule": "forbidden"}}}, "再委託先一覧"),
    ({"support": {"channels": {"answer": "none"}}, "incident": {"outage_notice": {"within": "PT1H"}}}, "連絡体制"),
    ({"recovery": {"rto": {"within": "PT1H"}}}, "連絡体制"),
    ({"exit": {"erasure": {"within": "P30D"}}}, "返却及び消去の手順"),
    ({"exit": {"erasure_certificate": {"provided": False}}}, "消去証明書（様式）"),
    ({"exit": {"erasure_certificate": {"provided": True}}}, "消去証明書（様式）"),
    ({"remedy": {"credit": {"answer": "none"}}}, "減額の段階"),
    ({"remedy": {"credit": {"automatic": True}}}, "減額の段階"),
]
PROMISES: list[tuple[dict[str, Any], str]] = [
    ({"responsibility": {"matrix": {"covers": ["failure"]}}}, "役割分担表"),
    ({"responsibility": {"demarcation": {"boundary": "回線の接続口"}}}, "責任分界図"),
    ({"subcontract": {"list": {"provided": True}}}, "再委託先一覧"),
    ({"incident": {"outage_notice": {"within": "PT1H"}}}, "連絡体制"),
    ({"exit": {"erasure": {"within": "P30D"}, "data_return": {"provided": True}}}, "返却及び消去の手順"),
    ({"exit": {"erasure_certificate": {"provided": True, "fields": ["item"]}}}, "消去証明書（様式）"),
    ({"remedy": {"credit": {"steps": [{"below": 99, "credit": {"percent": 10}}]}}}, "減額の段階"),
]


@pytest.mark.parametrize(("terms", "heading"), REFUSALS)
def test_what_is_refused_or_not_stated_makes_no_section(terms: dict[str, Any], heading: str) -> None:
    assert heading not in sections(document(terms))


@pytest.mark.parametrize(("terms", "heading"), PROMISES)
def test_what_is_promised_makes_its_section(terms: dict[str, Any], heading: str) -> None:
    assert heading in sections(document(terms))


@pytest.mark.parametrize(("language", "between"), [("ja", "の場合は"), ("en", ": ")])
def test_the_table_of_credits_says_what_the_phrase_says(language: Language, between: str) -> None:
    sla = load(EXAMPLES[0])
    phrase = format_term(catalogue().term("remedy.credit"), sla.term("remedy.credit"), language)
    table = sections(sla, language)["減額の段階" if language == "ja" else "Steps of the reduction"]
    steps = [f"{cells.left[:1].lower()}{cells.left[1:]}{between}{cells.right}" for cells in table.pairs]
    assert len(steps) == 3
    assert phrase.startswith(("、" if language == "ja" else "; ").join(steps))


def test_credits_by_case_stand_under_what_each_case_is_for() -> None:
    cases = [
        {"when": {"component": "api"}, "steps": [{"below": 99, "credit": {"percent": 10}}]},
        {"when": {"component": "web"}, "steps": [{"credit": {"fraction": "1/2"}}]},
    ]
    table = sections(document({"remedy": {"credit": {"cases": cases}}}))["減額の段階"]
    assert [(cells.left, cells.right) for cells in table.pairs] == [
        ("api", ""),
        ("99%未満", "10%"),
        ("web", ""),
        ("未達", "2分の1"),
    ]


def test_the_form_of_the_certificate_has_the_fields_that_are_agreed() -> None:
    terms = {"exit": {"erasure_certificate": {"provided": True, "fields": ["medium", "date"]}}}
    form = sections(document(terms))["消去証明書（様式）"]
    assert [(cells.left, cells.right) for cells in form.pairs] == [("媒体名", BLANK), ("年月日", BLANK)]
    assert form.text.startswith("名　御中\n")


def test_the_boundary_is_drawn_between_the_parties() -> None:
    terms = {"responsibility": {"demarcation": {"boundary": "回線の接続口", "layers": ["network"]}}}
    drawn = sections(document(terms))["責任分界図"]
    assert drawn.text == "責任の境界は、ネットワークについて、次のとおりとする。"
    assert [(cells.left, cells.middle, cells.right) for cells in (drawn.columns, *drawn.triples)] == [
        ("甲", "責任の境界", "乙"),
        ("境界より甲の側", "回線の接続口", "境界より乙の側"),
    ]


def test_severity_levels_are_called_as_in_their_cases() -> None:
    terms = {"support": {"response": {"within": "PT1H"}}}
    levels = [{"key": "critical", "said": "緊急(停止)"}, {"key": "minor"}]
    ja, en = (sections(document(terms, severities=levels), one) for one in ("ja", "en"))  # type: ignore[arg-type]
    assert [cells.right for cells in ja["障害レベル"].pairs] == ["緊急(停止)", "軽微"]
    assert [cells.right for cells in en["Severity levels"].pairs] == ["critical", "minor"]


def test_a_level_whose_name_cannot_be_written_is_named() -> None:
    sla = document({"support": {"response": {"within": "PT1H"}}}, severities=[{"key": "minor", "said": "軽微\u202e"}])
    with pytest.raises(RenderError) as caught:
        compose(sla, load_template("form-b"))
    found = [(problem.code, problem.place.address) for problem in caught.value.problems]
    assert found == [("fence.direction-override", "service.severities[0].said")]


def test_the_stand_alone_agreement_says_that_its_articles_prevail() -> None:
    sla = load(EXAMPLES[0])
    openings = {annex.opening for annex in annexes(sla, "form-a").values() if annex.groups}
    assert {opening.endswith("各条の定めが優先する。") for opening in openings} == {True}
    assert "優先" not in "".join(annex.opening for annex in annexes(sla).values())


def test_nothing_of_one_language_stands_twice_beside_the_other() -> None:
    sla = load(EXAMPLES[0])
    text = compose(sla, load_template("form-b", language="ja-en")).text
    assert isinstance(text, BilingualText)
    lines = [line for annex in text.annexes for one in annex.sections for line in (*one.pairs, *one.triples)]
    assert [line for line in lines if line.en.right and line.en.right == line.ja.right] == []
    assert "10%" in {line.ja.right for line in lines}
    assert {step.en.count for annex in text.annexes for one in annex.sections for step in one.steps} == {""}
